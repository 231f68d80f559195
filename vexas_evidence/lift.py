"""From a secondary summary to the article: which token of a source may print which estimate.

A ledger holds no words, so a match is a number of the same value, comparator, percent sign, unit and
base as the other sources print, and what speaks for it is what stands beside it: the token of its
timepoint, and the matches of the estimates that stand beside it in the other sources. Nothing here
decides what a token means; a person does, with the article open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from vexas_evidence.likeness import Part, distance, forms, is_alike, is_bare, is_close, prints
from vexas_evidence.model import Estimate, Evidence, Ledger, Locator, Reading, Statement, Study
from vexas_evidence.problems import Place, nearest, one
from vexas_evidence.tokens import agree

Verdict = Literal["read", "one", "several", "none"]
NEAREST = 3  # how many other numbers are shown for an estimate without a match
_REFERENCES = re.compile(r"references|bibliography|literature cited", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TokenPlace:
    """Where a token stands in a ledger; written as SECTION/PARAGRAPH/SENTENCE/TOKEN."""

    section: str
    paragraph: str
    sentence: int
    token: int

    @property
    def statement(self) -> tuple[str, str, int]:
        """The section, paragraph and sentence."""
        return self.section, self.paragraph, self.sentence

    def __str__(self) -> str:
        return f"{self.section}/{self.paragraph}/{self.sentence}/{self.token}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A token that may print an estimate.

    ``printed`` is the token, or the part of it that counts ("5" of "4 of 5"); ``when`` the token of the
    same statement that prints the timepoint; ``in_sentence`` and ``in_paragraph`` the neighbours found
    there; ``also`` the other estimates that it may print.
    """

    place: TokenPlace
    token: str
    printed: str
    part: Part | None = None
    when: int | None = None
    in_sentence: tuple[str, ...] = ()
    in_paragraph: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    def reading(self, source: str) -> Reading:
        """Return the reading that this candidate stands for."""
        place = self.place
        return Reading(
            source=source,
            section=place.section,
            paragraph=place.paragraph,
            sentence=place.sentence,
            token=place.token,
            printed=self.printed,
            part=self.part,
            when=self.when,
        )


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one source's ledger offers for an estimate, the likeliest first; ``near`` are other numbers."""

    estimate: Estimate
    read: tuple[Reading, ...]
    candidates: tuple[Candidate, ...]
    near: tuple[Candidate, ...]
    duration: str | None

    @property
    def verdict(self) -> Verdict:
        """Whether the estimate is read in this source already, or one token matches, or several, or none."""
        if self.read:
            return "read"
        return "none" if not self.candidates else "one" if len(self.candidates) == 1 else "several"

    @property
    def doubt(self) -> str:
        """Why the only match needs a person's decision; "" where nothing speaks against it."""
        only = self.candidates[0]
        if self.duration and only.when is None:
            return f"no token {self.duration!r} in its sentence"
        if only.also:
            return f"it may print {', '.join(only.also)} too"
        if is_bare(only.printed) and not (only.in_sentence or only.in_paragraph or only.when):
            return "a number without % or unit, and nothing beside it that stands beside it elsewhere"
        return ""

    @property
    def sure(self) -> Candidate | None:
        """The only match, where nothing speaks against it."""
        return self.candidates[0] if self.verdict == "one" and not self.doubt else None


@dataclass(frozen=True, slots=True)
class Lift:
    """What the ledger of one source offers for every estimate of a study.

    ``unused`` are the tokens that no record uses and no waiver names.
    """

    source: str
    proposals: tuple[Proposal, ...]
    unused: tuple[tuple[TokenPlace, str], ...]


Spot = tuple[TokenPlace, str, Statement]


def propose(evidence: Evidence, study: Study, source: str) -> Lift:
    """Compare the estimates of a study with the ledger of a source. Raises BadInput when it has none.

    A token of a reference list prints no estimate, nor does one that is waived or read for another.
    """
    if source not in evidence.ledgers:
        raise one(Place("--source"), f"no ledger {source!r}", "the id of a source", nearest(source, evidence.ledgers))
    waived = {_place(waiver, waiver.token) for waiver in evidence.waivers if waiver.source == source}
    spots = [each for each in _spots(evidence.ledgers[source]) if each[0] not in waived]
    taken = _taken(study, source)
    found: dict[str, tuple[Candidate, ...]] = {}
    for estimate in study.estimates.values():
        duration = evidence.timepoints[estimate.timepoint].duration
        found[estimate.id] = tuple(
            Candidate(place, token, text, part, _when(statement, duration, place.token))
            for place, token, statement in spots
            if not _REFERENCES.fullmatch(place.section)
            for part, text in forms(estimate, token)
            if prints(estimate, text) and taken.get((place, part), estimate.id) == estimate.id
        )
    used = {place for place, _ in taken} | _times(study, source)
    unused = tuple((place, token) for place, token, _ in spots if place not in used)
    free = [each for each in spots if each[0] not in used and not _REFERENCES.fullmatch(each[0].section)]
    return Lift(source, tuple(_proposals(evidence, study, source, found, free)), unused)


def choose(lift: Lift, estimate: str, token: str) -> Candidate:
    """Return the candidate of an estimate that stands at SECTION/PARAGRAPH/SENTENCE/TOKEN.

    Another number that stands near may be chosen too: where it disagrees with the other sources, the
    check of the data says so. Raises BadInput for an unknown estimate and for any other token.
    """
    proposals = {each.estimate.id: each for each in lift.proposals}
    place = Place(f"--accept {estimate}={token}")
    if estimate not in proposals:
        raise one(place, f"no estimate {estimate!r}", "the id of an estimate", nearest(estimate, proposals))
    known = {str(each.place): each for each in (*proposals[estimate].near, *proposals[estimate].candidates)}
    if token not in known:
        wrong = f"no token of {lift.source} at {token!r} that may print it"
        raise one(place, wrong, "SECTION/PARAGRAPH/SENTENCE/TOKEN as lift lists it", nearest(token, known))
    return known[token]


def _proposals(
    evidence: Evidence, study: Study, source: str, found: dict[str, tuple[Candidate, ...]], free: list[Spot]
) -> Iterator[Proposal]:
    read = {
        name: tuple(reading for reading in estimate.readings if reading.source == source)
        for name, estimate in study.estimates.items()
    }
    sentences = {
        name: {(r.section, r.paragraph, r.sentence) for r in read[name]} or {each.place.statement for each in several}
        for name, several in found.items()
    }
    open_ones = [(name, each) for name, several in found.items() if not read[name] for each in several]
    claimed = {each.place for several in found.values() for each in several}
    for name, estimate in study.estimates.items():
        duration = evidence.timepoints[estimate.timepoint].duration
        neighbours = {other: sentences[other] for other in _neighbours(study, source, estimate)}
        rivals = [(other, each.place, each.part) for other, each in open_ones if other != name]
        candidates = [_weighed(each, neighbours, rivals) for each in found[name]]
        near = [
            _weighed(Candidate(place, token, token, None, _when(statement, duration, place.token)), neighbours, [])
            for place, token, statement in free
            if not candidates and not read[name] and place not in claimed and is_alike(estimate, token)
        ]
        near = [n for n in near if n.when or n.in_sentence or n.in_paragraph or is_close(estimate, n.token)]
        candidates.sort(key=lambda each: _rank(estimate, each))
        near.sort(key=lambda each: (_rank(estimate, each), distance(estimate, each.token)))
        yield Proposal(estimate, read[name], tuple(candidates), tuple(near[:NEAREST]), duration)


def _weighed(
    candidate: Candidate,
    neighbours: dict[str, set[tuple[str, str, int]]],
    rivals: list[tuple[str, TokenPlace, Part | None]],
) -> Candidate:
    """Return a candidate with the neighbours that stand beside it, and the estimates that want it too."""
    here = candidate.place.statement
    in_sentence = tuple(name for name, sentences in neighbours.items() if here in sentences)
    in_paragraph = tuple(
        name
        for name, sentences in neighbours.items()
        if name not in in_sentence and here[:2] in {each[:2] for each in sentences}
    )
    also = tuple(other for other, place, part in rivals if (place, part) == (candidate.place, candidate.part))
    return replace(candidate, in_sentence=in_sentence, in_paragraph=in_paragraph, also=also)


def _rank(estimate: Estimate, candidate: Candidate) -> tuple[bool, int, int, bool]:
    """Sort by time beside it, neighbours in the sentence, then in the paragraph, then the same wording."""
    same = any(agree(reading.printed, candidate.printed) for reading in estimate.readings)
    return candidate.when is None, -len(candidate.in_sentence), -len(candidate.in_paragraph), not same


# --- what stands beside it ------------------------------------------------------------------------


def _when(statement: Statement, duration: str | None, token: int) -> int | None:
    """Return the token of a statement that prints a time, the nearest to a given token; None where none does."""
    numbers = [
        number
        for number, text in enumerate(statement.tokens, start=1)
        if duration and number != token and agree(duration, text)
    ]
    return min(numbers, key=lambda number: abs(number - token), default=None)


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
            if reading.source == source and reading.token is not None:
                taken[_place(reading, reading.token), reading.part] = estimate.id
    for claim in study.narrative.claims:
        for quantity in claim.quantities:
            if quantity.source == source:
                taken[_place(quantity, quantity.token), None] = f"claim {claim.id}"
    for mention in study.about.citation.readings:
        if mention.source == source:
            taken |= {(_place(mention, number), None): "citation" for number in mention.tokens}
    return taken


def _times(study: Study, source: str) -> set[TokenPlace]:
    return {
        _place(reading, reading.when)
        for estimate in study.estimates.values()
        for reading in estimate.readings
        if reading.source == source and reading.when is not None
    }


def _spots(ledger: Ledger) -> Iterator[Spot]:
    for each in ledger.statements:
        for number, token in enumerate(each.tokens, start=1):
            yield TokenPlace(each.section, each.paragraph, each.sentence, number), token, each


def _place(locator: Locator, token: int) -> TokenPlace:
    return TokenPlace(locator.section, locator.paragraph, locator.sentence, token)
