"""The count and the denominator of an estimate, and whether a percentage and an interval follow from them.

A count or a denominator that no source prints is inferred only where rounding leaves one. A percentage is taken as
rounded half-up or half-even, the two rules that authors use. Where a denominator is not stated there is no count, no
interval and no rate per 100. The arithmetic is exact, in integers and fractions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.percentages import (
    Underivable,
    contradiction,
    counts_printing,
    infer_count,
    infer_denominator,
)
from vexas_evidence.model import Estimate, Kind, Outcome, Population, Reading, Study
from vexas_evidence.model.estimation import UNIT_NOUNS, UnitOfAnalysis
from vexas_evidence.model.measures import MEASURES
from vexas_evidence.model.record import DENOMINATOR_NOT_STATED
from vexas_evidence.model.study import DenominatorStatus
from vexas_evidence.text.printed import Printed

LARGEST = 10_000
"""The largest denominator that is tried one by one."""
_OUT_OF = ("proportion", "count", "median", "range", "survival", "cumulative-incidence")
"""The measures that have a denominator, so that a reader must know where it is not stated."""
_CRUDE = ("proportion",)
"""The measures whose percentage is 100 times the count over the denominator, and not estimated in another way."""
Shares = tuple[tuple[Printed, Printed], ...]


class Participants(NamedTuple):
    """A number of participants: a count or a denominator, its kind, and how it is known."""

    value: int
    kind: Kind
    formula: str


@dataclass(frozen=True, slots=True)
class Counted:
    """The count and the denominator of an estimate; None for one that is not known.

    ``status`` is that of the denominator: None for a number that is itself one or counts another unit, and for a
    measure that has none. ``why_none`` says why the denominator that the data name cannot be had.
    """

    count: Participants | None
    denominator: Participants | None
    status: DenominatorStatus | None
    why_none: str = ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A reading that contradicts itself: against what, such as "113 of 116" or a rule, and why, with what would fit."""

    reading: Reading
    against: str
    reason: str

    @property
    def about(self) -> str:
        """The source, what it prints and against what, by which a declaration names it."""
        return f"{self.reading.source}: {self.reading.shown} against {self.against}"


def feasible_denominators(numbers: tuple[Printed, ...], largest: int, shares: Shares = ()) -> tuple[int, ...]:
    """Denominators up to the *largest* on which percentages of the same participants are possible together.

    Of each pair in *shares* (whole, part) the part must be a possible percentage of a count that rounds to the whole.
    Raises Underivable where *largest* is above ``LARGEST``.
    """
    return tuple(
        denominator
        for denominator in denominators_up_to(largest)
        if all(counts_printing(number, denominator) for number in numbers)
        and all(
            any(count and counts_printing(part, count) for count in counts_printing(whole, denominator))
            for whole, part in shares
        )
    )


def denominators_up_to(largest: int) -> range:
    """The denominators to try one by one. Raises Underivable where they are too many."""
    if largest > LARGEST:
        raise Underivable(fixed("underivable.too-many", largest=largest, most=LARGEST))
    return range(1, largest + 1)


def denominator_of(study: Study, population: Population) -> Participants | None:
    """Return the denominator of a population; None where it is not stated.

    Raises Underivable where the estimate that is named for it gives none, or rounding leaves none or several.
    """
    if population.denominator.estimate is None:
        return None
    estimate = study.estimates[population.denominator.estimate]
    if (printed := estimate.count) is None:
        raise Underivable(fixed("underivable.no-count-of", estimate=repr(estimate.id), population=repr(population.id)))
    count, reading = printed
    if population.denominator.status == "reported" and estimate.measure != "count":
        raise Underivable(fixed("underivable.reports-none", estimate=repr(estimate.id)))
    if population.denominator.status == "reported":
        return Participants(count, "reported", fixed("how-known.printed", printed=reading.printed))
    if population.denominator.by == "outcome":
        return Participants(count, "inferred", fixed("how-known.with-outcome", printed=reading.printed))
    if estimate.population != population.id:
        only, other = repr(estimate.population), repr(population.id)
        raise Underivable(fixed("underivable.other-population", population=only, other=other))
    return inferred_denominator(estimate)


def inferred_denominator(estimate: Estimate) -> Participants:
    """Return the only denominator of which a count rounds to the percentage printed with it, or in another reading.

    Raises Underivable where no reading prints both and none prints the count alone, or none or several denominators
    fit.
    """
    count, reading = estimate.count or (0, None)
    stands_alone = reading is not None and reading.part == "count"
    percentage = estimate.principal if stands_alone else reading
    if percentage is None or percentage.number is None or percentage.number.unit != "%":
        raise Underivable(fixed("underivable.no-count-beside", estimate=repr(estimate.id)))
    inferred = infer_denominator(count, percentage.number)
    if inferred.value is None:
        raise Underivable(inferred.reason)
    how = fixed("how-known.elsewhere", how=inferred.because) if stands_alone else inferred.because
    return Participants(inferred.value, "inferred", how)


def unit_of(study: Study, estimate: Estimate) -> UnitOfAnalysis:
    """What an estimate counts, as it or its population says; participants where neither says so."""
    return estimate.unit_of_analysis or study.population_of(estimate).unit_of_analysis or "participant"


def why_not_independent(study: Study, estimate: Estimate) -> str:
    """Why what an estimate counts is not independent, as an interval of a proportion takes it to be; "" where it is.

    Several events or courses may be of one participant, so that an interval of their proportion would be too narrow
    (Cochrane Handbook, chapters 6.2 and 23). Participants, clusters and published cases are each counted once; where
    clusters were allocated, participants of one are more alike than others.
    """
    unit, design = unit_of(study, estimate), study.about.study_design
    if unit == "participant" and design and design.has_clusters:
        return fixed("dependent.clusters")
    if unit in ("participant", "cluster", "published case"):
        return ""
    return fixed("dependent.no-unit") if unit == "not stated" else fixed("dependent.unit", unit=UNIT_NOUNS[unit])


def counts_another_unit(study: Study, estimate: Estimate) -> bool:
    """Whether an estimate counts what its population does not, as events in participants: it is no share of them."""
    if estimate.measure != "count" or is_denominator(study, estimate):
        return False
    return unit_of(study, estimate) != (study.population_of(estimate).unit_of_analysis or "participant")


def is_denominator(study: Study, estimate: Estimate) -> bool:
    """Whether an estimate is itself the denominator of its population."""
    denominator = study.population_of(estimate).denominator
    return denominator.status == "reported" and denominator.estimate == estimate.id


def denominator_for(study: Study, estimate: Estimate) -> Participants | None:
    """Return the denominator of an estimate; None where it is not stated.

    It is that of its population. A denominator inferred by rounding holds only for the estimate that it follows from,
    what lies between two arms is out of neither, and events are not out of participants.
    """
    if MEASURES[estimate.measure].compares or counts_another_unit(study, estimate):
        return None
    denominator = study.population_of(estimate).denominator
    if denominator.by == "rounding" and denominator.estimate != estimate.id:
        return None
    return denominator_of(study, study.population_of(estimate))


def counted(study: Study, estimate: Estimate) -> Counted:
    """Return the count and the denominator of an estimate as far as they are known."""
    status = study.population_of(estimate).denominator.status
    try:
        denominator = denominator_for(study, estimate)
    except Underivable as error:
        return Counted(_count_on(estimate, None), None, status, str(error))
    count = _count_on(estimate, denominator)
    if is_denominator(study, estimate) or counts_another_unit(study, estimate):
        return Counted(count, denominator, None)
    if denominator is None:
        return Counted(count, None, "not stated" if estimate.measure in _OUT_OF else None)
    return Counted(count, denominator, status)


def _count_on(estimate: Estimate, denominator: Participants | None) -> Participants | None:
    """The count that a source prints, or the only one that rounds to the percentage on a denominator."""
    if (printed := estimate.count) is not None:
        count, reading = printed
        return Participants(count, "reported", fixed("how-known.printed", printed=reading.printed))
    if denominator is None or estimate.measure != "proportion" or not is_crude(estimate):
        return None
    inferred = infer_count(estimate.number, denominator.value)
    return None if inferred.value is None else Participants(inferred.value, "inferred", inferred.because)


def is_crude(estimate: Estimate) -> bool:
    """Whether a percentage is the count over the denominator: not one that is adjusted, weighted or imputed."""
    if estimate.is_adjusted:
        return False
    return estimate.missing is None or estimate.missing.handling not in ("carried forward", "imputed")


def contradictions(study: Study, estimate: Estimate) -> Iterator[Contradiction]:
    """Yield each reading whose percentage is not that of the estimate's count and denominator.

    The count and the denominator are those that the reading prints with its percentage; else those of another reading,
    and of the population. Only a crude proportion is a ratio of the two. A count above its denominator has none.
    """
    if estimate.measure not in _CRUDE or not is_crude(estimate) or estimate.count is None:
        return
    percentages = [(each, each.number) for each in estimate.readings if each.number and each.number.unit == "%"]
    if not percentages:
        return
    count, denominator = estimate.count[0], _stated_denominator(study, estimate)
    for reading, number in percentages:
        own_count = count if number.count is None else number.count
        own_denominator = denominator if number.denominator is None else number.denominator
        if own_denominator is not None and own_count > own_denominator:
            continue
        if reason := contradiction(number, own_count, own_denominator):
            of = "" if own_denominator is None else f" of {own_denominator}"
            yield Contradiction(reading, f"{own_count}{of}", reason)


def _stated_denominator(study: Study, estimate: Estimate) -> int | None:
    """The denominator of an estimate, or else the first that one of its readings prints; None where there is none."""
    try:
        known = denominator_for(study, estimate)
    except Underivable:
        known = None
    printed = (each.number.denominator for each in estimate.readings if each.number)
    return known.value if known else next((each for each in printed if each is not None), None)


def prints_percent(estimate: Estimate) -> bool:
    """Whether an estimate is itself a percentage that its source prints."""
    return estimate.measure == "proportion" and estimate.number.unit == "%"


def is_of_effect(study: Study, estimate: Estimate, outcome: Outcome) -> bool:
    """Whether an estimate counts the participants with an efficacy outcome or a harm.

    Not so a baseline characteristic, a share that only describes timing, or what is estimated in another way than as a
    count of a denominator, such as a cumulative incidence; nor events in participants, one of whom may have several
    (Cochrane Handbook, chapter 6.2.9).
    """
    is_counted = estimate.measure in ("count", "proportion") and not counts_another_unit(study, estimate)
    return is_counted and outcome.role in ("efficacy", "harm")


def fraction_of(study: Study, estimate: Estimate, known: Counted) -> tuple[int, int] | str:
    """Return the count and the denominator from which a percentage and an interval follow, or why none do.

    They do not where the count or the denominator is not known, and where a printed percentage contradicts them.
    """
    count, denominator = known.count, known.denominator
    if denominator is None:
        return known.why_none or DENOMINATOR_NOT_STATED
    if not is_crude(estimate):
        return fixed("no-fraction.not-crude")
    if count is None:
        return infer_count(estimate.number, denominator.value).because
    if denominator.value == 0:
        return fixed("no-fraction.of-nobody")
    if contradicted := next(contradictions(study, estimate), None):
        return contradicted.reason
    return count.value, denominator.value
