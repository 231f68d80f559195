"""What a reviewer decides about a number token, written through the checks that ``lift`` writes through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from vexas_evidence.analysis.lift.accept import write_lift
from vexas_evidence.analysis.lift.matching import propose
from vexas_evidence.analysis.review.decided import Decided, write_decision
from vexas_evidence.analysis.review.denominator_entry import (
    add_size,
    name_denominator,
    outcome_of_part,
    own_text,
    write_estimate,
)
from vexas_evidence.analysis.review.new_names import (
    Importance,
    NewOutcome,
    NewPopulation,
    NewTimepoint,
    Texts,
    add_outcome,
    add_population,
    add_timepoint,
    free_id,
    rate_outcome,
    text_of,
)
from vexas_evidence.analysis.review.reviewer import (
    Pick,
    Reviewer,
    evidence_seen,
    extraction_of,
    reading_of,
    reason_given,
)
from vexas_evidence.analysis.verification import evidence_in
from vexas_evidence.load.additions import new_file, with_item, without_item
from vexas_evidence.load.edit import entry, with_entries
from vexas_evidence.model import Estimate, Evidence, Reading, Rejection, Study, Waiver
from vexas_evidence.system.problems import Place, nearest, one

ALL_ARMS = "all arms"
"""What a p-value of an overall test compares, in place of a comparator."""


@dataclass(frozen=True, slots=True)
class NewEstimate:
    """An estimate that a reviewer makes of a number: ids of what is known, or names of what is new.

    ``comparator`` may be "all arms", which an overall test compares at once. ``is_denominator`` says that the number is
    that of the participants whom the results of its population are out of. ``importance`` is that of its outcome to a
    decision; "" leaves it as it is, and a new one not rated.
    """

    outcome: str | NewOutcome
    population: str | NewPopulation
    timepoint: str | NewTimepoint
    measure: str
    comparator: str = ""
    unit: str = ""
    is_denominator: bool = False
    importance: Importance | Literal[""] = ""
    part: str = ""
    """What the article calls the part of the participants whose number it is, or is out of; "" for all of them."""


def accept(reviewer: Reviewer, name: str, pick: Pick, because: str = "", size: Pick | None = None) -> Decided:
    """Accept picked tokens as a reading of an estimate; *size* prints the denominator of its population, if given.

    Where they contradict another print, the discrepancy is declared with the reason *because*, if one is given.
    """
    evidence = evidence_seen(reviewer)
    estimate = _estimate(evidence, name)
    reading = reading_of(reviewer, pick, estimate.measure)
    texts: Texts = _without_waivers(reviewer, evidence, reading, size)
    path = reviewer.estimates_file
    own = extraction_of(evidence_in(reviewer.folder).studies[reviewer.study], reviewer) if reviewer.is_second else None
    if not reviewer.is_second or (own and any(each.id == name for each in own.estimates)):
        text = text_of(reviewer.folder, path, texts)
        texts[path] = with_item(text, ["estimates", name, "readings"], entry(reading))
    else:
        values = estimate.model_dump(mode="json", exclude_defaults=True, exclude={"readings", "note", "phrase"})
        write_estimate(reviewer, values, reading, texts)
    if size:
        add_size(reviewer, evidence, estimate.population, size, texts)
    return write_decision(reviewer, texts, because)


def add_estimate(
    reviewer: Reviewer, new: NewEstimate, pick: Pick, because: str = "", size: Pick | None = None
) -> Decided:
    """Make a new estimate of picked tokens, and write the names that are new where the study keeps its words.

    *size* prints the number of participants whom the results of its population are out of, if it is given. Where a
    print contradicts itself or another one, that is declared with the reason *because*, if one is given.
    """
    evidence = evidence_seen(reviewer)
    reading = reading_of(reviewer, pick, new.measure)
    texts: Texts = _without_waivers(reviewer, evidence, reading, size)
    folder, study = reviewer.folder, evidence.study
    outcome, population, timepoint = new.outcome, new.population, new.timepoint
    for what, name, known in (
        ("outcome", outcome, evidence.outcomes_of(study)),
        ("population", population, study.populations),
        ("timepoint", timepoint, evidence.timepoints_of(study)),
    ):
        if isinstance(name, str) and name not in known:
            raise one(Place(what), f"no {what} {name!r}", f"a declared {what}", nearest(name, known))
    if isinstance(outcome, NewOutcome):
        outcome = add_outcome(folder, evidence, outcome, texts)
    if isinstance(population, NewPopulation):
        population = add_population(folder, study, population, reviewer.texts, texts)
    if isinstance(timepoint, NewTimepoint):
        timepoint = add_timepoint(folder, evidence, timepoint, texts)
    if new.part and not size:
        outcome = outcome_of_part(reviewer, evidence, new.part, (outcome, timepoint), texts)
    rate_outcome(folder, evidence, outcome, texts, new.importance or None)
    taken = {*study.estimates, *study.derivations, *evidence_in(folder).studies[study.id].estimates}
    compared = {"compares" if new.comparator == ALL_ARMS else "comparator": new.comparator}
    words = dict.fromkeys(filter(None, (outcome, population, timepoint, new.comparator.replace(" ", "-"))))
    name = free_id("-".join(words), taken)
    values = {"id": name, "outcome": outcome, "population": population, "timepoint": timepoint}
    values |= {"measure": new.measure, **compared, "unit": new.unit}
    write_estimate(reviewer, {key: value for key, value in values.items() if value}, reading, texts)
    if new.is_denominator and not reviewer.is_second:
        name_denominator(reviewer, evidence, population, name, reading, texts)
    elif size:
        add_size(reviewer, evidence, population, size, texts, new.part)
    if not reviewer.is_second:
        _no_longer_not_stated(reviewer, evidence, outcome, texts)
    return write_decision(reviewer, texts, because)


def arm_of(study: Study, new: NewEstimate) -> str | None:
    """Return the arm of the participants of a new estimate, if it is of one that is known."""
    if isinstance(new.population, NewPopulation):
        return new.population.arm or None
    known = study.populations.get(new.population)
    return known.arm if known else None


def reject(reviewer: Reviewer, name: str, pick: Pick, reason: str) -> Decided:
    """Reject picked tokens as a reading of an estimate; they are not proposed for it again."""
    evidence = evidence_seen(reviewer)
    _estimate(evidence, name)
    reading = reading_of(reviewer, pick)
    rejection = Rejection(estimate=name, reason=reason_given(reason), **_token_of(reading))
    if reviewer.is_second:
        return write_decision(reviewer, {reviewer.estimates_file: _with_own(reviewer, "rejected", entry(rejection))})
    path = Path("studies") / reviewer.study / "review.yml"
    text = text_of(reviewer.folder, path, {}, new_file("review", 2))
    return write_decision(reviewer, {path: with_item(text, ["rejected"], entry(rejection))})


def waive(reviewer: Reviewer, picks: Iterable[Pick], reason: str) -> Decided:
    """Waive picked tokens: each prints no estimate of the study."""
    waivers = [Waiver(reason=reason_given(reason), **_token_of(reading_of(reviewer, pick))) for pick in picks]
    texts: Texts = {}
    if reviewer.is_second:
        for each in waivers:
            texts[reviewer.estimates_file] = _with_own(reviewer, "waived", entry(each), texts)
        return write_decision(reviewer, texts)
    path, known = Path("waivers.yml"), evidence_in(reviewer.folder).waivers
    texts[path] = with_entries(text_of(reviewer.folder, path, texts), "waivers", known, waivers)
    return write_decision(reviewer, texts)


def waive_by_rule(reviewer: Reviewer) -> Decided:
    """Waive what is surely no result: the tokens that a lift waives, which leaves each that may be one."""
    evidence = evidence_seen(reviewer)
    path = Path("waivers.yml")
    before = text_of(reviewer.folder, path, {})
    lift = propose(evidence, evidence.study, reviewer.source, reviewer.contexts)
    found = write_lift(reviewer.folder, evidence, lift, (), waive=True, by=reviewer.name)
    if not found.waivers:
        return Decided(found.discrepancies)
    return Decided(found.outdated, {path: before}, {path: text_of(reviewer.folder, path, {})})


def waive_left(reviewer: Reviewer, reason: str) -> Decided:
    """Waive every token of the source that nothing uses or waives, with one reason.

    One that prints something else than an estimate where that should be is decided about by itself.
    Raises BadInput where no other is left.
    """
    evidence = evidence_seen(reviewer)
    lift = propose(evidence, evidence.study, reviewer.source, reviewer.contexts)
    differing = {each.place for proposal in lift.proposals for each in proposal.near if each.why}
    left = [place for place, _ in lift.unused if place not in differing]
    if not left:
        wrong, remedy = "only possible discrepancies are left", "accept, reject or waive each by itself"
        raise one(Place("waive all that is left"), wrong, "numbers that contradict no estimate", remedy)
    return waive(reviewer, [Pick(place.statement, place.token) for place in left], reason)


def _estimate(evidence: Evidence, name: str) -> Estimate:
    if name not in evidence.study.estimates:
        known = nearest(name, evidence.study.estimates)
        raise one(Place("estimate"), f"no estimate {name!r}", "the id of an estimate", known)
    return evidence.study.estimates[name]


def _token_of(reading: Reading) -> dict[str, Any]:
    """The place, the text and the reviewer of a reading."""
    keys = ("source", "section", "paragraph", "sentence", "token", "printed", "by", "on")
    return {key: getattr(reading, key) for key in keys}


def _with_own(reviewer: Reviewer, key: str, item: str, texts: Texts | None = None) -> str:
    return with_item(own_text(reviewer, texts or {}), [key], item)


def _without_waivers(reviewer: Reviewer, evidence: Evidence, reading: Reading, size: Pick | None) -> Texts:
    """Take out the waivers of tokens that are read now."""
    readings = (reading, reading_of(reviewer, size, "count")) if size else (reading,)
    used = {place for each in readings for place, _ in each.token_uses}
    path = reviewer.estimates_file if reviewer.is_second else Path("waivers.yml")
    key, texts = "waived" if reviewer.is_second else "waivers", Texts()
    waived = [each for each in evidence.waivers if each.source == reviewer.source or not reviewer.is_second]
    for number, waiver in reversed(tuple(enumerate(waived))):
        if waiver.source == reviewer.source and (*waiver.place, waiver.token) in used:
            texts[path] = without_item(text_of(reviewer.folder, path, texts), [key], number)
    return texts


def _no_longer_not_stated(reviewer: Reviewer, evidence: Evidence, outcome: str, texts: Texts) -> None:
    """Take an outcome out of those that no source states."""
    path = reviewer.estimates_file
    for number, row in reversed(tuple(enumerate(evidence.study.results.not_stated))):
        if row.outcome == outcome:
            texts[path] = without_item(text_of(reviewer.folder, path, texts), ["not_stated"], number)
