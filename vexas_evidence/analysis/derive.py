"""What follows from one estimate: its count, its denominator, its percentage and its confidence interval.

A count or a denominator that no source prints is inferred only where rounding leaves one. A percentage is taken as
rounded half-up or half-even, the two rules that authors use. Where a denominator is not stated there is no count, no
interval and no rate per 100. The arithmetic is exact, in integers and fractions. Floats appear only in
``intervals``.
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
"""The largest denominator that is tried one by one."""
LARGEST_RATIO = 10**15  # of a count to a percentage; no study has so many participants
_OUT_OF = ("proportion", "count", "median", "range")
"""The measures that have a denominator, so that a reader must know where it is not stated."""
Shares = tuple[tuple[Printed, Printed], ...]


@dataclass(frozen=True, slots=True)
class Participants:
    """A number of participants: a count or a denominator, its kind, and how it is known."""

    value: int
    kind: Kind
    formula: str


class Underivable(ValueError):
    """A value cannot be derived, as its premise does not hold. The message says which."""


@cache
def counts_printing(number: Printed, denominator: int) -> range:
    """Counts whose share of the denominator rounds to the printed percentage, half-up or half-even.

    Parameters
    ----------
    number
        A printed percentage. A bound ("<5%") or a range has no such counts.
    denominator
        The number of participants.

    Returns
    -------
    range
        The counts, from 0 to *denominator*. It is empty where none rounds to the percentage.

    Examples
    --------
    >>> from vexas_evidence.text.printed import parse
    >>> counts_printing(parse("61%"), 82)
    range(50, 51)
    >>> list(counts_printing(parse("61%"), 3))
    []
    """
    if denominator <= 0 or number.bound or number.upper is not None:
        return range(0)
    low, high = map(Fraction, rounding_bounds(number))
    first, last = max(0, ceil(low * denominator / 100)), min(denominator, floor(high * denominator / 100))
    # The upper bound itself may round away from the number.
    return range(first, last + (last >= first and prints_as(last, denominator, number)))


def feasible_denominators(numbers: tuple[Printed, ...], largest: int, shares: Shares = ()) -> tuple[int, ...]:
    """Denominators on which all percentages are possible together.

    Parameters
    ----------
    numbers
        Printed percentages of the same participants.
    largest
        The largest denominator to try.
    shares
        Pairs of percentages (whole, part). The part must be a possible percentage of a count that rounds to the whole.

    Raises
    ------
    Underivable
        Where *largest* is above ``LARGEST``.
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
        raise Underivable(f"denominators up to {largest} are too many to try; {LARGEST} are the most")
    return range(1, largest + 1)


def inferred_denominators(count: int, number: Printed) -> range:
    """Denominators of which the count, as a percentage, rounds to the printed one, half-up or half-even.

    Raises
    ------
    Underivable
        Where the count is 0 or the percentage may be, as then every denominator fits.

    Examples
    --------
    >>> from vexas_evidence.text.printed import parse
    >>> inferred_denominators(50, parse("61%"))
    range(82, 83)
    """
    low, high = map(Fraction, rounding_bounds(number))
    if count <= 0:
        raise Underivable("no participants infer no denominator")
    if low <= 0 or 100 * count > low * LARGEST_RATIO:
        raise Underivable(f"{number.text!r} does not bound its denominator")
    first, last = max(ceil(100 * count / high), count), floor(100 * count / low)
    return range(first + (first <= last and not prints_as(count, first, number)), last + 1)


def truncated_denominators(count: int, number: Printed) -> range:
    """Denominators of which the count prints as the percentage only where decimals are cut off, not rounded."""
    cut = Fraction(number.value + Decimal(1).scaleb(-number.decimals))
    first = max(floor(100 * count / cut) + 1, count, 1)
    last = floor(100 * count / Fraction(rounding_bounds(number)[1]))
    return range(first, last + (last < first or not prints_as(count, last, number)))


def truncated_count(number: Printed, denominator: int) -> int | None:
    """Return the count that prints as the percentage only where decimals are cut off; None where there is none."""
    below = floor(Fraction(number.value) * denominator / 100)
    return next((count for count in (below, below + 1) if denominator in truncated_denominators(count, number)), None)


def denominator_of(study: Study, population: Population) -> Participants | None:
    """Return the denominator of a population; None where it is not stated.

    Raises
    ------
    Underivable
        Where the estimate that is named for it gives none, or rounding leaves none or several.
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
        return Participants(count, "reported", f"printed “{reading.printed}”")
    if population.denominator.by == "outcome":
        return Participants(count, "inferred", f"those with the outcome, printed “{reading.printed}”")
    if estimate.population != population.id:
        raise Underivable(f"rounding infers the denominator of {estimate.population!r} only, not of {population.id!r}")
    return inferred_denominator(estimate)


def inferred_denominator(estimate: Estimate) -> Participants:
    """Return the only denominator of which the count of a reading rounds to the percentage printed with it.

    Raises
    ------
    Underivable
        Where no reading prints both, or none or several denominators fit.
    """
    if estimate.count is None or (number := estimate.count[1].number) is None or number.unit != "%":
        raise Underivable(f"{estimate.id!r} prints no count beside a percentage, so no denominator is inferred")
    count, percentage = estimate.count[0], number.text.partition("(")[2].rstrip(")")
    denominators = inferred_denominators(count, number)
    if len(denominators) != 1:
        raise Underivable(f"{count} rounds to {percentage} on {len(denominators)} denominators, so none is inferred")
    return Participants(denominators[0], "inferred", f"the only denominator at which {count} rounds to {percentage}")


def is_denominator(study: Study, estimate: Estimate) -> bool:
    """Whether an estimate is itself the denominator of its population."""
    denominator = study.populations[estimate.population].denominator
    return denominator.status == "reported" and denominator.estimate == estimate.id


def denominator_for(study: Study, estimate: Estimate) -> Participants | None:
    """Return the denominator of an estimate; None where it is not stated.

    It is that of its population. A denominator inferred by rounding holds only for the estimate that it follows from.
    """
    denominator = study.populations[estimate.population].denominator
    if denominator.by == "rounding" and denominator.estimate != estimate.id:
        return None
    return denominator_of(study, study.populations[estimate.population])


def denominator_status(study: Study, estimate: Estimate) -> tuple[DenominatorStatus, Participants | None] | None:
    """Return the status of an estimate's denominator, with the denominator where it is known.

    None for a number that is itself a denominator, and for a measure that has none.
    """
    if is_denominator(study, estimate):
        return None
    if denominator := denominator_for(study, estimate):
        return study.populations[estimate.population].denominator.status, denominator
    return ("not stated", None) if estimate.measure in _OUT_OF else None


def count_of(study: Study, estimate: Estimate) -> Participants | None:
    """Return the number of participants with the outcome; None where it is not known.

    It is the count that a source prints, or the only one that rounds to the percentage.
    """
    if (printed := estimate.count) is not None:
        count, reading = printed
        return Participants(count, "reported", f"printed “{reading.printed}”")
    denominator = denominator_for(study, estimate)
    if denominator is None or estimate.measure != "proportion":
        return None
    counts = counts_printing(estimate.number, denominator.value)
    if len(counts) != 1:
        return None
    return Participants(
        counts[0], "inferred", f"the only count that rounds to {estimate.number.text} of {denominator.value}"
    )


def percent_of(evidence: Evidence, study: Study, estimate: Estimate) -> Decimal | None:
    """Return the whole percentage of a count on its denominator, where the source prints none.

    None where it prints one, and where ``rate_of`` has none.
    """
    if estimate.measure in ("count", "proportion") and estimate.number.unit == "%":
        return None
    return rate_of(evidence, study, estimate)


def rate_of(evidence: Evidence, study: Study, estimate: Estimate) -> Decimal | None:
    """Return how many of 100 participants had the outcome, as a whole number, rounded half-up.

    None where the denominator is not stated, and for an estimate that is no efficacy outcome or harm.
    """
    if evidence.outcomes[estimate.outcome].role not in ("efficacy", "harm"):
        return None
    if estimate.measure not in ("count", "proportion"):
        return None
    count, denominator = count_of(study, estimate), denominator_for(study, estimate)
    return percent(count.value, denominator.value) if count and denominator and denominator.value else None


def interval_of(evidence: Evidence, study: Study, estimate: Estimate, method: Method = "Wilson") -> Interval | None:
    """Return the 95% confidence interval of the proportion of participants with an outcome.

    None where the count or the denominator is not known, and for an estimate that is no efficacy outcome or harm
    (a baseline characteristic, a share that only describes timing).
    """
    if evidence.outcomes[estimate.outcome].role not in ("efficacy", "harm"):
        return None
    count, denominator = count_of(study, estimate), denominator_for(study, estimate)
    if count is None or denominator is None or not 0 <= count.value <= denominator.value or denominator.value == 0:
        return None
    return INTERVALS[method](count.value, denominator.value, LEVEL)
