"""What follows from one estimate: its count, its denominator, its percentage and its interval.

Nothing here is typed into data. Each value knows its formula and its inputs; where a denominator is not
stated there is no count, no interval and no rate per hundred. Arithmetic is exact (integers and
fractions); floats appear only in the interval formulas.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import ceil, floor

from vexas_evidence.analysis.intervals import INTERVALS, LEVEL, Interval, Method
from vexas_evidence.model import Estimate, Evidence, Kind, Population, Study
from vexas_evidence.model.study import DenominatorStatus
from vexas_evidence.text.printed import Printed, percent, prints_as, rounding_bounds

LARGEST = 10_000
"""Denominators that are tried one by one, at most; what asks for more is not derived."""
COUNTABLE = 10**15  # more than anybody prints
_OUT_OF = ("proportion", "count", "median", "range")
"""Measures that are out of somebody, so that a denominator not stated is worth telling."""
Shares = tuple[tuple[Printed, Printed], ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number of participants: its kind, and how it is known."""

    value: int
    kind: Kind
    formula: str


class Underivable(ValueError):
    """A derived value whose premise does not hold; the message says which."""


@cache
def counts_printing(number: Printed, denominator: int) -> range:
    """Return every count whose share of *denominator* rounds to the printed percentage (half-up or half-even).

    None for a bound or a range, which say no count.
    """
    if denominator <= 0 or number.bound or number.upper is not None:
        return range(0)
    low, high = map(Fraction, rounding_bounds(number))
    first, last = max(0, ceil(low * denominator / 100)), min(denominator, floor(high * denominator / 100))
    # The upper bound itself may round away from the number.
    return range(first, last + (last >= first and prints_as(last, denominator, number)))


def feasible_denominators(numbers: tuple[Printed, ...], largest: int, shares: Shares = ()) -> tuple[int, ...]:
    """Return the denominators up to *largest* on which all percentages are possible together.

    Each pair (whole, part) of *shares* asks in addition that the part is a possible percentage of a
    count that prints as the whole.
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
    """Return the denominators to try one by one. Raises Underivable where they are too many."""
    if largest > LARGEST:
        raise Underivable(f"denominators up to {largest} are too many to try; {LARGEST} are the most")
    return range(1, largest + 1)


def inferred_denominators(count: int, number: Printed) -> range:
    """Return every denominator at which *count* rounds to the printed percentage (half-up or half-even)."""
    low, high = map(Fraction, rounding_bounds(number))
    if count <= 0:
        raise Underivable("no participants infer no denominator")
    if low <= 0 or 100 * count > low * COUNTABLE:
        raise Underivable(f"{number.text!r} does not bound its denominator")
    first, last = max(ceil(100 * count / high), count), floor(100 * count / low)
    return range(first + (first <= last and not prints_as(count, first, number)), last + 1)


def truncated_denominators(count: int, number: Printed) -> range:
    """Return every denominator at which *count* prints as the percentage only if decimals are cut off."""
    cut = Fraction(number.value + Decimal(1).scaleb(-number.decimals))
    first = max(floor(100 * count / cut) + 1, count, 1)
    last = floor(100 * count / Fraction(rounding_bounds(number)[1]))
    return range(first, last + (last < first or not prints_as(count, last, number)))


def truncated_count(number: Printed, denominator: int) -> int | None:
    """Return the count whose share of *denominator*, which rounds otherwise, prints as the percentage if decimals are cut."""
    below = floor(Fraction(number.value) * denominator / 100)
    return next((count for count in (below, below + 1) if denominator in truncated_denominators(count, number)), None)


def denominator_of(study: Study, population: Population) -> Whole | None:
    """Return the denominator of a population, or None where it is not stated.

    Raises Underivable when an inferred denominator is not the only one that fits.
    """
    if population.denominator.estimate is None:
        return None
    estimate = study.estimates[population.denominator.estimate]
    if (printed := estimate.count) is None:
        raise Underivable(f"{estimate.id!r} prints no count that could give the denominator of {population.id!r}")
    count, reading = printed
    if population.denominator.status == "reported" and estimate.measure != "count":
        raise Underivable(f"{estimate.id!r} is no count, so it reports no denominator")
    if population.denominator.status == "reported":
        return Whole(count, "reported", f"printed “{reading.printed}”")
    if population.denominator.by == "outcome":
        return Whole(count, "inferred", f"those with the outcome, printed “{reading.printed}”")
    if estimate.population != population.id:
        raise Underivable(f"rounding infers the denominator of {estimate.population!r} only, not of {population.id!r}")
    return inferred_denominator(estimate)


def inferred_denominator(estimate: Estimate) -> Whole:
    """Return the only denominator at which the count of one reading rounds to the percentage printed beside it.

    Raises Underivable when no reading prints both, or when several denominators fit, or none.
    """
    if estimate.count is None or (number := estimate.count[1].number) is None or number.unit != "%":
        raise Underivable(f"{estimate.id!r} prints no count beside a percentage, so no denominator is inferred")
    count, percentage = estimate.count[0], number.text.partition("(")[2].rstrip(")")
    denominators = inferred_denominators(count, number)
    if len(denominators) != 1:
        raise Underivable(f"{count} rounds to {percentage} on {len(denominators)} denominators, so none is inferred")
    return Whole(denominators[0], "inferred", f"the only denominator at which {count} rounds to {percentage}")


def is_denominator(study: Study, estimate: Estimate) -> bool:
    """Say whether an estimate is itself the denominator that others are out of."""
    denominator = study.populations[estimate.population].denominator
    return denominator.status == "reported" and denominator.estimate == estimate.id


def denominator_for(study: Study, estimate: Estimate) -> Whole | None:
    """Return the denominator of one estimate: that of its population, but a denominator inferred by rounding is its estimate's own."""
    denominator = study.populations[estimate.population].denominator
    if denominator.by == "rounding" and denominator.estimate != estimate.id:
        return None
    return denominator_of(study, study.populations[estimate.population])


def known_denominator(study: Study, estimate: Estimate) -> tuple[DenominatorStatus, Whole | None] | None:
    """Return what is known of the denominator of one estimate, and the denominator where it is known.

    None of a number that is a denominator itself, or is out of nobody.

    Raises Underivable when an inferred denominator is not the only one that fits.
    """
    if is_denominator(study, estimate):
        return None
    if denominator := denominator_for(study, estimate):
        return study.populations[estimate.population].denominator.status, denominator
    return ("not stated", None) if estimate.measure in _OUT_OF else None


def count_of(study: Study, estimate: Estimate) -> Whole | None:
    """Return the number of participants with the outcome, or None where no source lets it be known."""
    if (printed := estimate.count) is not None:
        count, reading = printed
        return Whole(count, "reported", f"printed “{reading.printed}”")
    denominator = denominator_for(study, estimate)
    if denominator is None or estimate.measure != "proportion":
        return None
    counts = counts_printing(estimate.number, denominator.value)
    if len(counts) != 1:
        return None
    return Whole(counts[0], "inferred", f"the only count that rounds to {estimate.number.text} of {denominator.value}")


def percent_of(evidence: Evidence, study: Study, estimate: Estimate) -> Decimal | None:
    """Return the percentage of a count on its denominator, for an outcome that prints no percentage.

    The whole percentage, in per cent; None where the source prints one, where the denominator is not
    stated, or where the estimate only describes the study.
    """
    if estimate.measure in ("count", "proportion") and estimate.number.unit == "%":
        return None
    return rate_of(evidence, study, estimate)


def rate_of(evidence: Evidence, study: Study, estimate: Estimate) -> Decimal | None:
    """Return how many of 100 participants had the outcome, from its count on its denominator.

    A whole number; None where the denominator is not stated, or where the estimate only describes the study.
    """
    if evidence.outcomes[estimate.outcome].role not in ("efficacy", "harm"):
        return None
    if estimate.measure not in ("count", "proportion"):
        return None
    count, denominator = count_of(study, estimate), denominator_for(study, estimate)
    return percent(count.value, denominator.value) if count and denominator and denominator.value else None


def interval_of(evidence: Evidence, study: Study, estimate: Estimate, method: Method = "Wilson") -> Interval | None:
    """Return the confidence interval of an outcome's proportion.

    None where the denominator is not stated or the number is no outcome (a baseline characteristic, a
    share that only describes timing).
    """
    if evidence.outcomes[estimate.outcome].role not in ("efficacy", "harm"):
        return None
    count, denominator = count_of(study, estimate), denominator_for(study, estimate)
    if count is None or denominator is None or not 0 <= count.value <= denominator.value or denominator.value == 0:
        return None
    return INTERVALS[method](count.value, denominator.value, LEVEL)
