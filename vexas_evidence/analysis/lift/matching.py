"""The tokens of a source that may print the estimates of a study.

A ledger holds no words. A candidate is a number of the same value, bound, percent sign, unit and denominator as the
other sources print. What speaks for it is the time in its sentence, and the estimates of its paragraph in another
source that stand with it here too. Where the text is at hand, the words around it speak for it or against it. Nothing
here decides what a token means; a person does, with the article open.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from vexas_evidence.analysis.lift.differing import (
    at_another_time,
    difference,
    is_behind_own_count,
    is_of_something_else,
    is_where_it_should_be,
    printed_by_others,
    with_other_parts,
)
from vexas_evidence.analysis.lift.likeness import LEVELS, distance, is_close, is_same_kind
from vexas_evidence.analysis.lift.moments import time_from, times_printed
from vexas_evidence.analysis.lift.outcome_numbers import numbers_of_outcomes
from vexas_evidence.analysis.lift.proposals import Candidate, Lift, Proposal, TokenPlace
from vexas_evidence.analysis.lift.token_search import TokenSearch
from vexas_evidence.analysis.prints.arm_words import is_of_one_arm
from vexas_evidence.model import Estimate, Evidence, Study
from vexas_evidence.model.source import SentencePlace
from vexas_evidence.sources.context import Contexts
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
    search = TokenSearch(evidence, study, source, contexts)
    found = _Found(search, {name: search.candidates(each) for name, each in study.estimates.items()})
    proposals = tuple(
        _proposal(found, each) for each in study.estimates.values() if not search.outcomes[each.outcome].view
    )
    unused = tuple(
        (TokenPlace(*key[1:]), search.accounts.texts[key]) for key in search.accounts.left if key[0] == source
    )
    results = ((place, token) for place, token in unused if place in search.body)
    of_outcomes = tuple(numbers_of_outcomes(evidence, study, results, contexts))
    return Lift(source, proposals, unused, search.roles, contexts is not None, of_outcomes)


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


@dataclass(frozen=True)
class _Found:
    """The candidates of each estimate of a study in one source."""

    search: TokenSearch
    candidates: Mapping[str, tuple[Candidate, ...]]

    @cached_property
    def sentences(self) -> dict[str, set[SentencePlace]]:
        """The sentences in which each estimate is read, or else may be printed."""
        estimates = self.search.study.estimates
        return {
            name: {each.place for each in self.search.readings(estimates[name])}
            or {each.place.statement for each in several}
            for name, several in self.candidates.items()
        }

    @cached_property
    def undecided(self) -> list[tuple[str, Candidate]]:
        """The candidates without an objection of the estimates that are not read yet."""
        estimates = self.search.study.estimates
        return [
            (name, each)
            for name, several in self.candidates.items()
            if not self.search.readings(estimates[name])
            for each in several
            if not each.objection
        ]

    @cached_property
    def places(self) -> set[TokenPlace]:
        """The tokens that are a candidate of any estimate."""
        return {each.place for several in self.candidates.values() for each in several}

    def with_neighbours(self, estimate: Estimate, candidate: Candidate) -> Candidate:
        """Return a candidate with the estimates that stand beside it here and in another source."""
        here = candidate.place.statement
        neighbours = _neighbours(self.search.study, self.search.source, estimate)
        in_sentence = tuple(name for name in neighbours if here in self.sentences[name])
        in_paragraph = tuple(
            name
            for name in neighbours
            if name not in in_sentence and here[:2] in {each[:2] for each in self.sentences[name]}
        )
        return replace(candidate, in_sentence=in_sentence, in_paragraph=in_paragraph)

    def near_outcome(self, estimate: Estimate) -> Iterable[TokenPlace]:
        """Return the free tokens that words, or another number of its outcome and measure, put near an estimate."""
        same = (
            each
            for other in self.search.study.estimates.values()
            if (other.outcome, other.measure) == (estimate.outcome, estimate.measure) and other.id != estimate.id
            for each in self.candidates[other.id]
        )
        return dict.fromkeys(
            (*self.search.free_near(estimate.outcome), *self.search.free_in_sentences_of(estimate, same))
        )

    def of(self, estimate: Estimate) -> list[Candidate]:
        """Return the candidates of an estimate with the other estimates that each may print, the likeliest first."""
        found = [
            replace(
                self.with_neighbours(estimate, each),
                rivals=tuple(
                    other
                    for other, rival in self.undecided
                    if other != estimate.id and (rival.place, rival.form.part) == (each.place, each.form.part)
                ),
            )
            for each in self.candidates[estimate.id]
        ]
        return sorted(found, key=lambda each: _rank(estimate, each))


def _proposal(found: _Found, estimate: Estimate) -> Proposal:
    """Return what the source has for an estimate."""
    search, own = found.search, found.of(estimate)
    read, duration = search.readings(estimate), search.duration(estimate)
    near = [] if own or read else _near(found, estimate)
    discrepancies = [
        *near[:MOST_NEAR],
        *_differing(found, estimate, own),
        *(() if read else at_another_time(own, duration, search.ledger, search.contexts)),
        *with_other_parts(estimate, own, search.source, search.contexts),
    ]
    by_place = {each.place: each for each in discrepancies}
    return Proposal(estimate, read, tuple(own), tuple(by_place.values()), duration)


def _near(found: _Found, estimate: Estimate) -> list[Candidate]:
    """Return the numbers of the kind of an estimate that nothing else may print, the nearest first."""
    search = found.search
    several = [
        found.with_neighbours(estimate, search.candidate(estimate, place, form))
        for place, form in search.others(estimate, search.free)
        if place not in found.places and is_same_kind(estimate, form.printed)
    ]
    near = [
        each
        for each in several
        if is_close(estimate, each.token)
        or (not each.objection and (each.when or each.in_sentence or each.in_paragraph))
        if search.contexts is not None or each.token not in LEVELS
    ]
    return sorted(near, key=lambda each: (_rank(estimate, each), distance(estimate, each.token)))


def _differing(found: _Found, estimate: Estimate, own: Collection[Candidate]) -> list[Candidate]:
    """Return the numbers that stand where the source should print an estimate, and that print something else.

    A sentence that prints the estimate itself prints another one beside it, but for a percentage behind its count.
    """
    search = found.search
    slips = () if any(not each.objection for each in own) else search.slips(estimate)
    printed_in = {*(each.place for each in search.readings(estimate)), *(each.place.statement for each in own)}
    return [
        replace(each, why=why)
        for place, form in search.others(estimate, dict.fromkeys((*found.near_outcome(estimate), *slips)))
        if (why := difference(estimate, form))
        for has_count in [is_behind_own_count(estimate, place.statement, place.token, search.contexts)]
        if (has_count or place.statement not in printed_in)
        and (has_count or not is_of_something_else(search, estimate, place, own))
        for each in [found.with_neighbours(estimate, search.candidate(estimate, place, form))]
        if has_count or is_where_it_should_be(search, estimate, each, place in slips)
        if not _is_of_another(search, estimate, each)
    ]


def _is_of_another(search: TokenSearch, estimate: Estimate, each: Candidate) -> bool:
    """Whether a number that differs is of one arm of an estimate of all, or prints another estimate."""
    context = search.context(each.place.statement)
    return bool(context and is_of_one_arm(search.study, estimate, context, each.place.token)) or printed_by_others(
        estimate, each.token, search.study.estimates.values(), search.contexts
    )


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
