"""The tokens of a source that may print the estimates of a study.

A ledger holds no words. A candidate is a number of the same value, bound, percent sign, unit and denominator as the
other sources print. What speaks for it is the time in its sentence, and the estimates of its paragraph in another
source that stand with it here too. Where the text is at hand, the words around it speak for it or against it. Nothing
here decides what a token means; a person does, with the article open.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from vexas_evidence.analysis.checks.token_use import token_uses, tokens_by_rule, unused_parts
from vexas_evidence.analysis.lift.arm_words import is_of_one_arm, other_participants
from vexas_evidence.analysis.lift.differing import (
    at_another_time,
    difference,
    is_behind_own_count,
    is_of_something_else,
    is_printed_in,
    is_where_it_should_be,
    printed_by_others,
    times_of,
    with_other_parts,
)
from vexas_evidence.analysis.lift.likeness import (
    LEVELS,
    Form,
    distance,
    forms,
    is_close,
    is_same_kind,
    prints,
    rounds_off,
)
from vexas_evidence.analysis.lift.moments import Time, time_from, times_printed, tokens_of
from vexas_evidence.analysis.lift.outcome_numbers import numbers_of_outcomes
from vexas_evidence.analysis.lift.proposals import Candidate, Lift, Proposal, TokenPlace
from vexas_evidence.model import Estimate, Evidence, Ledger, Outcome, Study
from vexas_evidence.model.estimates import NumberPart
from vexas_evidence.model.source import SentencePlace
from vexas_evidence.sources.context import Contexts, ledger_of
from vexas_evidence.sources.sentences import REFERENCES
from vexas_evidence.system.problems import Place, nearest, one
from vexas_evidence.text.tokens import agree

MOST_NEAR = 3
"""How many other numbers are shown for an estimate without a candidate."""


def propose(evidence: Evidence, study: Study, source: str, contexts: Contexts | None = None) -> Lift:
    """Compare the estimates of a study with the ledger of a source, and with its *contexts* where its text is at hand.

    No candidate is a token in a list of references, a level of confidence, a code, a test statistic, a token that is
    waived, one that is read for another record, or one that a reviewer rejected. A view is no result of a study, so
    that no article is asked for it.
    Raises BadInput where the source has no ledger.
    """
    ledger = ledger_of(evidence, source)
    waived = {TokenPlace.of(waiver, waiver.token) for waiver in evidence.waivers if waiver.source == source}
    tokens = {place: token for place, token in tokens_of(ledger) if place not in waived}
    known = ((place, contexts[place.statement].role(place.token)) for place in tokens) if contexts else ()
    roles = {place: role for place, role in known if role}
    body = [place for place in tokens if not REFERENCES.fullmatch(place.section.strip()) and place not in roles]
    read_for = {(TokenPlace(*key[1:]), part): name for key, part, name in token_uses(study) if key[0] == source}
    timepoints, outcomes = evidence.timepoints_of(study), evidence.outcomes_of(study)
    rejected = {
        (each.estimate, TokenPlace.of(each, each.token)) for each in study.review.rejected if each.source == source
    }
    candidates: dict[str, tuple[Candidate, ...]] = {}
    for estimate in study.estimates.values():
        times = list(times_printed(ledger, timepoints[estimate.timepoint].duration, contexts))
        several = [
            _candidate(study, outcomes, estimate, place, tokens[place], form, times, contexts)
            for place in body
            if (estimate.id, place) not in rejected
            for form in forms(
                estimate,
                ledger.by_place[place.statement].tokens,
                place.token,
                contexts[place.statement] if contexts else None,
            )
            if prints(estimate, form) and read_for.get((place, form.part), estimate.id) == estimate.id
        ]
        spans = {each.place: each.form.to for each in several if each.form.to}
        candidates[estimate.id] = tuple(
            each
            for each in several
            if not _is_within(each, spans) and not (each.objection and rounds_off(estimate, each.form))
        )
    used: dict[TokenPlace, set[NumberPart | None]] = {}
    for place, part in read_for:
        used.setdefault(place, set()).add(part)
    by_rule = {TokenPlace(*key[1:]) for key in tokens_by_rule(evidence) if key[0] == source}
    left = {place: token for place, token in tokens.items() if place not in by_rule}
    unused = tuple((place, token) for place, token in left.items() if unused_parts(token, used.get(place, ())))
    free = {place: tokens[place] for place in body if place not in used}
    proposals = tuple(
        each
        for each in _proposals(evidence, study, source, candidates, free, rejected, contexts)
        if not outcomes[each.estimate.outcome].view
    )
    in_body = set(body)
    results = ((place, token) for place, token in unused if place in in_body)
    of_outcomes = tuple(numbers_of_outcomes(evidence, study, results, contexts))
    return Lift(source, proposals, unused, roles, contexts is not None, of_outcomes)


def choose(evidence: Evidence, lift: Lift, estimate: str, token: str, contexts: Contexts | None = None) -> Candidate:
    """Return the candidate of an estimate that a person names by the place of its token.

    *token* is SECTION/PARAGRAPH/SENTENCE/TOKEN, and after "@" the place of its time, if it is in another sentence.
    Another number that is listed as near may be chosen too. Where it disagrees with the other sources, the checks of
    the data say so. Raises BadInput for an unknown estimate, a token that cannot print it, and one of another time.
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
    found = times_printed(evidence.ledgers[lift.source], proposal.duration, contexts)
    times = {str(at): moment for at, moment in found}
    if when not in times:
        wrong = f"no token of {lift.source} at {when!r} that prints {proposal.duration or 'a time of this estimate'!r}"
        raise one(place, wrong, "the place of its time, after '@'", nearest(when, times))
    return replace(known[at], when=time_from(known[at].place, times[when]))


def _candidate(
    study: Study,
    outcomes: Mapping[str, Outcome],
    estimate: Estimate,
    place: TokenPlace,
    token: str,
    form: Form,
    times: list[Time],
    contexts: Contexts | None,
) -> Candidate:
    """Return a token as a candidate, with its time and, where the text is at hand, the words around it."""
    inside = [each for each in times if each[0].statement == place.statement and each[0] != place]
    when = min(inside, key=lambda each: abs(each[0].token - place.token), default=None)
    context = contexts[place.statement] if contexts else None
    in_table = context is not None and context.wordless
    outside = [
        each
        for each in times
        if each[0].section == place.section and (in_table or each[0].paragraph == place.paragraph)
    ]
    outside.sort(key=lambda each: (each[0].paragraph != place.paragraph, each[0].sentence > place.sentence))
    outcome = outcomes[estimate.outcome]
    return Candidate(
        place,
        token,
        form,
        time_from(place, when[1]) if when else None,
        outside[0][1] if outside and not when else None,
        line=context.line(place.token, form.to) if context else "",
        objection=(
            context.doubt(place.token, outcome, tuple(outcomes.values()))
            or other_participants(study, estimate, context, place.token)
            if context
            else ""
        ),
    )


def _is_within(candidate: Candidate, spans: Mapping[TokenPlace, int]) -> bool:
    """Whether a candidate is a single token that another candidate reads with the next ("34" of "30 (34)")."""
    if candidate.form.to:
        return False
    place = candidate.place
    return place in spans or spans.get(replace(place, token=place.token - 1)) == place.token


def _proposals(
    evidence: Evidence,
    study: Study,
    source: str,
    candidates: Mapping[str, tuple[Candidate, ...]],
    free: Mapping[TokenPlace, str],
    rejected: Collection[tuple[str, TokenPlace]],
    contexts: Contexts | None,
) -> Iterator[Proposal]:
    """Yield what the source has for each estimate; *free* are the tokens that no record uses,
    *rejected* those that a reviewer rejected for an estimate."""
    timepoints, outcomes = evidence.timepoints_of(study), evidence.outcomes_of(study)
    read = {
        name: tuple(reading for reading in estimate.readings if reading.source == source)
        for name, estimate in study.estimates.items()
    }
    sentences = {
        name: {r.place for r in read[name]} or {each.place.statement for each in several}
        for name, several in candidates.items()
    }
    open_candidates = [
        (name, each) for name, several in candidates.items() if not read[name] for each in several if not each.objection
    ]
    ledger = evidence.ledgers[source]
    proposed = {each.place for several in candidates.values() for each in several}
    for name, estimate in study.estimates.items():
        duration = timepoints[estimate.timepoint].duration
        neighbours = {other: sentences[other] for other in _neighbours(study, source, estimate)}
        rivals = [(other, each) for other, each in open_candidates if other != name]
        own = [_with_neighbours(each, neighbours, rivals) for each in candidates[name]]
        times = list(times_printed(ledger, duration, contexts))
        others = [
            (place, token, form)
            for place, token in free.items()
            if (name, place) not in rejected
            for form in [_form_of(estimate, ledger, place, contexts)]
            if form is not None
        ]
        near = [
            _with_neighbours(_candidate(study, outcomes, estimate, place, token, form, times, contexts), neighbours, [])
            for place, token, form in others
            if not own and not read[name] and place not in proposed and is_same_kind(estimate, form.printed)
        ]
        near = [
            n
            for n in near
            if is_close(estimate, n.token) or (not n.objection and (n.when or n.in_sentence or n.in_paragraph))
        ]
        near = [n for n in near if contexts is not None or n.token not in LEVELS]
        own.sort(key=lambda each: _rank(estimate, each))
        near.sort(key=lambda each: (_rank(estimate, each), distance(estimate, each.token)))
        differing = [
            replace(_with_neighbours(each, neighbours, []), why=why)
            for place, token, form in others
            if (why := difference(estimate, form))
            for each in [_candidate(study, outcomes, estimate, place, token, form, times, contexts)]
        ]
        there = {r.place for r in read[name]}
        differing = [
            each
            for each in differing
            for is_named in [not contexts or contexts[each.place.statement].names(outcomes[estimate.outcome])]
            for is_timed in [bool(times_of(ledger, each.place.statement, contexts))]
            for has_count in [is_behind_own_count(estimate, each.place.statement, each.place.token, contexts)]
            if (has_count or not is_printed_in(each.place.statement, own, there, is_named))
            and is_where_it_should_be(estimate, each, duration, is_timed, is_named, has_count)
            and not is_of_something_else(estimate, each, own, contexts, has_count)
            and not (contexts and is_of_one_arm(study, estimate, contexts[each.place.statement], each.place.token))
            and not printed_by_others(estimate, each.token, study.estimates.values(), contexts)
        ]
        found = {each.place: each for each in (*near[:MOST_NEAR], *differing)}
        if not read[name]:
            found |= {each.place: each for each in at_another_time(own, duration, ledger, contexts)}
        found |= {each.place: each for each in with_other_parts(estimate, own, source, contexts)}
        yield Proposal(estimate, read[name], tuple(own), tuple(found.values()), duration)


def _form_of(estimate: Estimate, ledger: Ledger, place: TokenPlace, contexts: Contexts | None) -> Form | None:
    """How a number would be read that prints something else: a p-value with its name or head, any other as it is."""
    tokens, context = ledger.by_place[place.statement].tokens, contexts[place.statement] if contexts else None
    if estimate.measure == "p-value":
        return next(forms(estimate, tokens, place.token, context), None)
    return Form(tokens[place.token - 1])


def _with_neighbours(
    candidate: Candidate, neighbours: dict[str, set[SentencePlace]], rivals: Iterable[tuple[str, Candidate]]
) -> Candidate:
    """Return a candidate with the neighbors of its sentence and paragraph, and the estimates that it may print too."""
    here = candidate.place.statement
    in_sentence = tuple(name for name, sentences in neighbours.items() if here in sentences)
    in_paragraph = tuple(
        name
        for name, sentences in neighbours.items()
        if name not in in_sentence and here[:2] in {each[:2] for each in sentences}
    )
    same_token = tuple(
        other for other, each in rivals if (each.place, each.form.part) == (candidate.place, candidate.form.part)
    )
    return replace(candidate, in_sentence=in_sentence, in_paragraph=in_paragraph, rivals=same_token)


def _rank(estimate: Estimate, candidate: Candidate) -> tuple[bool, bool, int, int, bool]:
    """Sort by: no objection, a time in the sentence, neighbors in the sentence, in the paragraph, the same text."""
    same = any(agree(reading.printed, candidate.printed) for reading in estimate.readings)
    neighbours = -len(candidate.in_sentence), -len(candidate.in_paragraph)
    return bool(candidate.objection), candidate.when is None, *neighbours, not same


def _neighbours(study: Study, source: str, estimate: Estimate) -> tuple[str, ...]:
    """Return the estimates that another source prints in the same paragraph."""
    paragraphs = {(r.source, r.section, r.paragraph) for r in estimate.readings if r.source != source}
    return tuple(
        other.id
        for other in study.estimates.values()
        if other.id != estimate.id and paragraphs & {(r.source, r.section, r.paragraph) for r in other.readings}
    )
