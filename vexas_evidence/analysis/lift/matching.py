"""From a secondary summary to the article: which token of a source may print which estimate.

A ledger holds no words, so a match is a number of the same value, bound, percent sign, unit and
denominator as the other sources print, and what speaks for it is what stands beside it: the token of its
timepoint, and the matches of the estimates that stand beside it in the other sources. Where the text
is at hand, the words around it speak for it or against it. Nothing here decides what a token means; a
person does, with the article open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from vexas_evidence.analysis.lift.likeness import LEVELS, Form, Part, distance, forms, is_alike, is_close, prints
from vexas_evidence.analysis.lift.proposals import Candidate, Lift, Proposal, Spot, TokenPlace
from vexas_evidence.model import Estimate, Evidence, Ledger, Locator, Moment, Study
from vexas_evidence.sources.context import Words, ledger_of
from vexas_evidence.sources.sentences import REFERENCES
from vexas_evidence.system.problems import Place, nearest, one
from vexas_evidence.text.agreement import same_time
from vexas_evidence.text.tokens import agree

NEAREST = 3  # how many other numbers are shown for an estimate without a match
Time = tuple[TokenPlace, Moment]


def propose(evidence: Evidence, study: Study, source: str, words: Words | None = None) -> Lift:
    """Compare the estimates of a study with the ledger of a source. Raises BadInput when it has none.

    *words* are those of its text, where someone has it. A token of a reference list prints no estimate,
    nor does a level of confidence, one that is waived, or one that is read for another. A view is no
    result, so no article is asked for it.
    """
    ledger = ledger_of(evidence, source)
    waived = {_place(waiver, waiver.token) for waiver in evidence.waivers if waiver.source == source}
    spots = [each for each in _spots(ledger) if each.place not in waived]
    levels = frozenset(s.place for s in spots if words and words[s.place.statement].is_level(s.place.token))
    body = [s for s in spots if not REFERENCES.fullmatch(s.place.section.strip()) and s.place not in levels]
    taken = _taken(study, source)
    found: dict[str, tuple[Candidate, ...]] = {}
    for estimate in study.estimates.values():
        times = list(_times(ledger, evidence.timepoints[estimate.timepoint].duration, words))
        several = [
            _read_so(evidence, estimate, spot, form, times, words)
            for spot in body
            for form in forms(
                estimate, spot.statement.tokens, spot.place.token, words[spot.place.statement] if words else None
            )
            if prints(estimate, form) and taken.get((spot.place, form.part), estimate.id) == estimate.id
        ]
        spanned = {each.place: each.form.to for each in several if each.form.to}
        found[estimate.id] = tuple(each for each in several if not _is_within(each, spanned))
    used = {place for place, _ in taken}
    unused = tuple((spot.place, spot.token) for spot in spots if spot.place not in used)
    free = [spot for spot in body if spot.place not in used]
    proposals = _proposals(evidence, study, source, found, free, words)
    return Lift(
        source,
        tuple(each for each in proposals if not evidence.outcomes[each.estimate.outcome].view),
        unused,
        levels,
        words is not None,
    )


def choose(evidence: Evidence, lift: Lift, estimate: str, token: str, words: Words | None = None) -> Candidate:
    """Return the candidate of an estimate at SECTION/PARAGRAPH/SENTENCE/TOKEN, or at such a place@its time's place.

    Another number that stands near may be chosen too: where it disagrees with the other sources, the
    check of the data says so. Raises BadInput for an unknown estimate and for any other token.
    """
    proposals = {each.estimate.id: each for each in lift.proposals}
    place = Place(f"--accept {estimate}={token}")
    if estimate not in proposals:
        raise one(place, f"no estimate {estimate!r}", "the id of an estimate", nearest(estimate, proposals))
    proposal = proposals[estimate]
    known = {str(each.place): each for each in reversed((*proposal.candidates, *proposal.near))}
    at, separator, when = (token, "", "") if token in known else token.rpartition("@")
    if at not in known:
        wrong = f"no token of {lift.source} at {token!r} that may print it"
        raise one(place, wrong, "SECTION/PARAGRAPH/SENTENCE/TOKEN as lift lists it", nearest(at or token, known))
    if not separator:
        return known[at]
    times = {str(at): moment for at, moment in _times(evidence.ledgers[lift.source], proposal.duration, words)}
    if when not in times:
        wrong = f"no token of {lift.source} at {when!r} that prints {proposal.duration or 'a time of this estimate'!r}"
        raise one(place, wrong, "the place of its time, after '@'", nearest(when, times))
    return replace(known[at], when=_beside(known[at].place, times[when]))


def _read_so(
    evidence: Evidence, estimate: Estimate, spot: Spot, form: Form, times: list[Time], words: Words | None
) -> Candidate:
    """Return a token as a candidate, with its time and, where the text is at hand, its words."""
    place = spot.place
    inside = [each for each in times if each[0].statement == place.statement and each[0] != place]
    when = min(inside, key=lambda each: abs(each[0].token - place.token), default=None)
    around = words[place.statement] if words else None
    in_table = around is not None and around.wordless
    near = [
        each
        for each in times
        if each[0].section == place.section and (in_table or each[0].paragraph == place.paragraph)
    ]
    near.sort(key=lambda each: (each[0].paragraph != place.paragraph, each[0].sentence > place.sentence))
    return Candidate(
        place,
        spot.token,
        form,
        _beside(place, when[1]) if when else None,
        near[0][1] if near and not when else None,
        line=around.line(place.token, form.to) if around else "",
        unlike=around.doubt(place.token, evidence.outcomes[estimate.outcome], evidence.vocabulary.outcomes)
        if around
        else "",
    )


def _is_within(candidate: Candidate, spanned: Mapping[TokenPlace, int]) -> bool:
    """Say whether a candidate reads a token alone that another one reads with the next ("34" of "30 (34)")."""
    if candidate.form.to:
        return False
    place = candidate.place
    return place in spanned or spanned.get(replace(place, token=place.token - 1)) == place.token


def _beside(place: TokenPlace, moment: Moment) -> int | Moment:
    """Return a time as the token of the same statement, where it stands there with its unit; else its place."""
    same = (moment.section, moment.paragraph, moment.sentence) == place.statement
    return moment.token if same and moment.unit is None else moment


def _proposals(
    evidence: Evidence,
    study: Study,
    source: str,
    found: dict[str, tuple[Candidate, ...]],
    free: list[Spot],
    words: Words | None,
) -> Iterator[Proposal]:
    read = {
        name: tuple(reading for reading in estimate.readings if reading.source == source)
        for name, estimate in study.estimates.items()
    }
    sentences = {
        name: {(r.section, r.paragraph, r.sentence) for r in read[name]} or {each.place.statement for each in several}
        for name, several in found.items()
    }
    open_ones = [
        (name, each) for name, several in found.items() if not read[name] for each in several if not each.unlike
    ]
    claimed = {each.place for several in found.values() for each in several}
    for name, estimate in study.estimates.items():
        duration = evidence.timepoints[estimate.timepoint].duration
        neighbours = {other: sentences[other] for other in _neighbours(study, source, estimate)}
        rivals = [(other, each) for other, each in open_ones if other != name]
        candidates = [_weighed(each, neighbours, rivals) for each in found[name]]
        times = list(_times(evidence.ledgers[source], duration, words))
        near = [
            _weighed(_read_so(evidence, estimate, spot, Form(spot.token), times, words), neighbours, [])
            for spot in free
            if not candidates and not read[name] and spot.place not in claimed and is_alike(estimate, spot.token)
        ]
        near = [n for n in near if n.when or n.in_sentence or n.in_paragraph or is_close(estimate, n.token)]
        near = [n for n in near if words is not None or n.token not in LEVELS]
        candidates.sort(key=lambda each: _rank(estimate, each))
        near.sort(key=lambda each: (_rank(estimate, each), distance(estimate, each.token)))
        yield Proposal(estimate, read[name], tuple(candidates), tuple(near[:NEAREST]), duration)


def _weighed(
    candidate: Candidate,
    neighbours: dict[str, set[tuple[str, str, int]]],
    rivals: Iterable[tuple[str, Candidate]],
) -> Candidate:
    """Return a candidate with the neighbours that stand beside it, and the estimates that want it too."""
    here = candidate.place.statement
    in_sentence = tuple(name for name, sentences in neighbours.items() if here in sentences)
    in_paragraph = tuple(
        name
        for name, sentences in neighbours.items()
        if name not in in_sentence and here[:2] in {each[:2] for each in sentences}
    )
    also = tuple(
        other for other, each in rivals if (each.place, each.form.part) == (candidate.place, candidate.form.part)
    )
    return replace(candidate, in_sentence=in_sentence, in_paragraph=in_paragraph, also=also)


def _rank(estimate: Estimate, candidate: Candidate) -> tuple[bool, bool, int, int, bool]:
    """Sort by words that speak for it, time beside it, neighbours in the sentence, the paragraph, the same wording."""
    same = any(agree(reading.printed, candidate.printed) for reading in estimate.readings)
    beside = -len(candidate.in_sentence)
    return bool(candidate.unlike), candidate.when is None, beside, -len(candidate.in_paragraph), not same


# --- what stands beside it ------------------------------------------------------------------------


def _times(ledger: Ledger, duration: str | None, words: Words | None) -> Iterator[Time]:
    """Yield each token of a ledger that prints a time, and where the words say so its unit ("month 6")."""
    for spot in _spots(ledger) if duration else ():
        place = spot.place
        unit = words[place.statement].unit_before(place.token) if words else None
        for given in (None, unit) if unit else (None,):
            if same_time(duration or "", spot.token, given):
                section, paragraph, sentence = place.statement
                told = {"section": section, "paragraph": paragraph, "sentence": sentence, "token": place.token}
                yield place, Moment.model_validate({**told, "unit": given})
                break


def _neighbours(study: Study, source: str, estimate: Estimate) -> tuple[str, ...]:
    """Return the estimates that another source prints in the same paragraph."""
    homes = {(r.source, r.section, r.paragraph) for r in estimate.readings if r.source != source}
    return tuple(
        other.id
        for other in study.estimates.values()
        if other.id != estimate.id and homes & {(r.source, r.section, r.paragraph) for r in other.readings}
    )


def _taken(study: Study, source: str) -> dict[tuple[TokenPlace, Part | None], str]:
    """Return what the source is read for already: by token and part the estimate, claim or citation."""
    taken: dict[tuple[TokenPlace, Part | None], str] = {}
    for estimate in study.estimates.values():
        for reading in estimate.readings:
            if reading.source == source:
                taken |= {(TokenPlace(*spot), reading.part): estimate.id for spot in reading.spots}
    for claim in study.narrative.claims:
        for quantity in claim.quantities:
            if quantity.source == source:
                taken[_place(quantity, quantity.token), None] = f"claim {claim.id}"
    for mention in study.about.citation.readings:
        if mention.source == source:
            taken |= {(_place(mention, number), None): "citation" for number in mention.tokens}
    return taken


def _spots(ledger: Ledger) -> Iterator[Spot]:
    for each in ledger.statements:
        for number, token in enumerate(each.tokens, start=1):
            yield Spot(TokenPlace(each.section, each.paragraph, each.sentence, number), token, each)


def _place(locator: Locator, token: int) -> TokenPlace:
    return TokenPlace(locator.section, locator.paragraph, locator.sentence, token)
