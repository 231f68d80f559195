"""What one estimate implies: its count, its base, its percentage and its interval.

Nothing here is typed into data. Each value knows its formula and its inputs; where a base is not
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
from vexas_evidence.model.study import BaseStatus
from vexas_evidence.text.printed import Printed, percent, prints_as, rounding_bounds

LARGEST = 10_000
"""Bases that are tried one by one, at most; what asks for more is not derived."""
COUNTABLE = 10**15  # more than anybody prints
_OUT_OF = ("proportion", "count", "median", "range")
"""Measures that are out of somebody, so that a base not stated is worth telling."""
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
def counts_printing(number: Printed, base: int) -> range:
    """Return every count whose share of *base* rounds to the printed percentage (half-up or half-even).

    None for a bound or a range, which say no count.
    """
    if base <= 0 or number.comparator or number.upper is not None:
        return range(0)
    low, high = map(Fraction, rounding_bounds(number))
    first, last = max(0, ceil(low * base / 100)), min(base, floor(high * base / 100))
    # The upper bound itself may round away from the number.
    return range(first, last + (last >= first and prints_as(last, base, number)))


def feasible_bases(numbers: tuple[Printed, ...], largest: int, shares: Shares = ()) -> tuple[int, ...]:
    """Return the bases up to *largest* on which all percentages are possible together.

    Each pair (whole, part) of *shares* asks in addition that the part is a possible percentage of a
    count that prints as the whole.
    """
    return tuple(
        base
        for base in bases_up_to(largest)
        if all(counts_printing(number, base) for number in numbers)
        and all(
            any(count and counts_printing(part, count) for count in counts_printing(whole, base))
            for whole, part in shares
        )
    )


def bases_up_to(largest: int) -> range:
    """Return the bases to try one by one. Raises Underivable where they are too many."""
    if largest > LARGEST:
        raise Underivable(f"bases up to {largest} are too many to try; {LARGEST} are the most")
    return range(1, largest + 1)


def implied_bases(count: int, number: Printed) -> range:
    """Return every base at which *count* rounds to the printed percentage (half-up or half-even)."""
    low, high = map(Fraction, rounding_bounds(number))
    if count <= 0:
        raise Underivable("no participants imply no base")
    if low <= 0 or 100 * count > low * COUNTABLE:
        raise Underivable(f"{number.text!r} does not bound its base")
    first, last = max(ceil(100 * count / high), count), floor(100 * count / low)
    return range(first + (first <= last and not prints_as(count, first, number)), last + 1)


def truncated_bases(count: int, number: Printed) -> range:
    """Return every base at which *count* prints as the percentage only if decimals are cut off."""
    cut = Fraction(number.value + Decimal(1).scaleb(-number.decimals))
    first = max(floor(100 * count / cut) + 1, count, 1)
    last = floor(100 * count / Fraction(rounding_bounds(number)[1]))
    return range(first, last + (last < first or not prints_as(count, last, number)))


def truncated_count(number: Printed, base: int) -> int | None:
    """Return the count whose share of *base*, which rounds otherwise, prints as the percentage if decimals are cut."""
    below = floor(Fraction(number.value) * base / 100)
    return next((count for count in (below, below + 1) if base in truncated_bases(count, number)), None)


def base_of(study: Study, population: Population) -> Whole | None:
    """Return the base of a population, or None where it is not stated.

    Raises Underivable when an implied base is not the only one that fits.
    """
    if population.base.estimate is None:
        return None
    estimate = study.estimates[population.base.estimate]
    if (printed := estimate.count) is None:
        raise Underivable(f"{estimate.id!r} prints no count that could give the base of {population.id!r}")
    count, reading = printed
    if population.base.status == "reported" and estimate.measure != "count":
        raise Underivable(f"{estimate.id!r} is no count, so it reports no base")
    if population.base.status == "reported":
        return Whole(count, "reported", f"printed “{reading.printed}”")
    if population.base.by == "outcome":
        return Whole(count, "implied", f"those with the outcome, printed “{reading.printed}”")
    if estimate.population != population.id:
        raise Underivable(f"rounding implies the base of {estimate.population!r} only, not of {population.id!r}")
    return implied_base(estimate)


def implied_base(estimate: Estimate) -> Whole:
    """Return the only base at which the count of one reading rounds to the percentage printed beside it.

    Raises Underivable when no reading prints both, or when several bases fit, or none.
    """
    if estimate.count is None or (number := estimate.count[1].number) is None or number.unit != "%":
        raise Underivable(f"{estimate.id!r} prints no count beside a percentage, so no base is implied")
    count, percentage = estimate.count[0], number.text.partition("(")[2].rstrip(")")
    bases = implied_bases(count, number)
    if len(bases) != 1:
        raise Underivable(f"{count} rounds to {percentage} on {len(bases)} bases, so none is implied")
    return Whole(bases[0], "implied", f"the only base at which {count} rounds to {percentage}")


def is_base(study: Study, estimate: Estimate) -> bool:
    """Say whether an estimate is itself the base that others are out of."""
    base = study.populations[estimate.population].base
    return base.status == "reported" and base.estimate == estimate.id


def base_for(study: Study, estimate: Estimate) -> Whole | None:
    """Return the base of one estimate: that of its population, but a base implied by rounding is its estimate's own."""
    base = study.populations[estimate.population].base
    if base.by == "rounding" and base.estimate != estimate.id:
        return None
    return base_of(study, study.populations[estimate.population])


def known_base(study: Study, estimate: Estimate) -> tuple[BaseStatus, Whole | None] | None:
    """Return what is known of the base of one estimate, and the base where it is known.

    None of a number that is a base itself, or is out of nobody.

    Raises Underivable when an implied base is not the only one that fits.
    """
    if is_base(study, estimate):
        return None
    if base := base_for(study, estimate):
        return study.populations[estimate.population].base.status, base
    return ("not stated", None) if estimate.measure in _OUT_OF else None


def count_of(study: Study, estimate: Estimate) -> Whole | None:
    """Return the number of participants with the outcome, or None where no source lets it be known."""
    if (printed := estimate.count) is not None:
        count, reading = printed
        return Whole(count, "reported", f"printed “{reading.printed}”")
    base = base_for(study, estimate)
    if base is None or estimate.measure != "proportion":
        return None
    counts = counts_printing(estimate.number, base.value)
    if len(counts) != 1:
        return None
    return Whole(counts[0], "implied", f"the only count that rounds to {estimate.number.text} of {base.value}")


def percent_of(evidence: Evidence, study: Study, estimate: Estimate) -> Decimal | None:
    """Return the percentage of a count on its base, for an outcome that prints no percentage.

    The whole percentage, in per cent; None where the source prints one, where the base is not
    stated, or where the estimate only describes the study.
    """
    if estimate.measure in ("count", "proportion") and estimate.number.unit == "%":
        return None
    return rate_of(evidence, study, estimate)


def rate_of(evidence: Evidence, study: Study, estimate: Estimate) -> Decimal | None:
    """Return how many of 100 participants had the outcome, from its count on its base.

    A whole number; None where the base is not stated, or where the estimate only describes the study.
    """
    if evidence.outcomes[estimate.outcome].role not in ("efficacy", "harm"):
        return None
    if estimate.measure not in ("count", "proportion"):
        return None
    count, base = count_of(study, estimate), base_for(study, estimate)
    return percent(count.value, base.value) if count and base and base.value else None


def interval_of(evidence: Evidence, study: Study, estimate: Estimate, method: Method = "Wilson") -> Interval | None:
    """Return the confidence interval of an outcome's proportion.

    None where the base is not stated or the number is no outcome (a baseline characteristic, a
    share that only describes timing).
    """
    if evidence.outcomes[estimate.outcome].role not in ("efficacy", "harm"):
        return None
    count, base = count_of(study, estimate), base_for(study, estimate)
    if count is None or base is None or not 0 <= count.value <= base.value or base.value == 0:
        return None
    return INTERVALS[method](count.value, base.value, LEVEL)
