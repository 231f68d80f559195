"""Why the parts of one print contradict each other, and what follows from a crude proportion where they do not.

A count, a denominator and a percentage are held against each other as a crude proportion; a survival, a rate or a
mean is none. An estimate lies within its interval and its range, within half a unit of the last printed decimal, and a
median within its interquartile range. What is not named is called neither right nor wrong.
"""

from __future__ import annotations

from decimal import Decimal

from vexas_evidence.analysis.intervals import interval_of
from vexas_evidence.analysis.percentages import (
    Inference,
    contradiction,
    counts_printing,
    infer_count,
    infer_denominator,
)
from vexas_evidence.analysis.prints.fields import DerivedPart
from vexas_evidence.text.grammar.parts import Part, Print, PValue, decimals_of
from vexas_evidence.text.printed import Printed, half_unit, percent


def contradicting_shares(
    count: Part | None, denominator: str | None, number: Printed | None, is_proportion: bool
) -> list[str]:
    """Why a count, a denominator and a percentage are not those of one proportion."""
    total = int(denominator) if denominator else None
    if count and number:
        why = contradiction(number, int(count.value), total)
        return [why] if why else []
    if count and total is not None and int(count.value) > total:
        return [f"a count of {count.value} is above its denominator of {total}"]
    if number and is_proportion and not 0 <= number.value <= 100:
        return [f"{number.text}% is no percentage of a whole"]
    if number and total and not number.bound and not counts_printing(number, total):
        return [infer_count(number, total).reason]
    return []


def outside(name: str, value: str | None, lower: str | None, upper: str | None) -> list[str]:
    """Why a printed number is not within two printed ends, or why these are in the wrong order.

    What is None, words or a bound is compared with nothing.

    Examples
    --------
    >>> outside("interval", "3.84", "4.1", "7.8")
    ['3.84 lies below the interval, which begins at 4.1']
    >>> outside("range", "7", "2", "not reached")
    []
    """
    low, number, high = _meant(lower), _meant(value), _meant(upper)
    if low and high and Decimal(f"{lower}") > Decimal(f"{upper}"):
        return [f"the {name} ends at {upper}, below its beginning of {lower}"]
    found = []
    if number and low and low[0] > number[1]:
        found.append(f"{value} lies below the {name}, which begins at {lower}")
    if number and high and number[0] > high[1]:
        found.append(f"{value} lies above the {name}, which ends at {upper}")
    return found


def outside_limits(each: Print, main: Part | None, is_median: bool) -> list[str]:
    """Why an estimate is not within its interval or its spread, or why the ends of one are in the wrong order."""
    pairs = [("interval", each.part("lower"), each.part("upper"))]
    pairs += [(spread.kind, spread.pair.lower, spread.pair.upper) for spread in each.spreads if spread.pair]
    found = []
    for name, first, last in pairs:
        value = None if name == "IQR" and not is_median else text_of(main)
        found += outside(name, value, text_of(first), text_of(last))
    return found


def impossible_p(p: PValue | None) -> list[str]:
    """Say that a p-value is no probability, where it is not."""
    if p and p.value != "NS" and Decimal(p.value) > 1:
        return [f"p = {p.value} is no probability"]
    return []


def _meant(text: str | None) -> tuple[Decimal, Decimal] | None:
    """The least and the largest number that a printed one may mean; None where it is none, or a bound of one."""
    if text is None or not text.lstrip("-.")[:1].isdigit():
        return None
    number = Decimal(text)
    half = half_unit(decimals_of(number))
    return number - half, number + half


def text_of(part: Part | None) -> str | None:
    """The end of a pair with its bound, which has no field of its own."""
    return f"{part.bound}{part.value}" if part else None


NOT_STATED = "the denominator is not stated"
UNKNOWN = "the count or the denominator is not known"


def consequences(
    count: Part | None, denominator: str | None, number: Printed | None, each: Print, contradicts: bool
) -> list[DerivedPart]:
    """What follows for a crude proportion: the parts that are not printed, and the Wilson interval."""
    kinds = {part.kind for part in each.parts}
    if kinds & {"person-time", "estimate"} or (count is None and number is None):
        return []
    if contradicts:
        return [DerivedPart("interval", None, "the numbers contradict each other")]
    events, total = (int(count.value) if count else None), (int(denominator) if denominator else None)
    found, why = [], NOT_STATED if total is None else UNKNOWN
    match events, number:
        case None, Printed() as share:
            inferred = Inference(None, NOT_STATED) if total is None else infer_count(share, total)
            events = inferred.value
            found = [DerivedPart("count", _text_of(events), inferred.reason)]
        case int() as printed, Printed() as share if total is None:
            inferred, why = infer_denominator(printed, share), UNKNOWN
            total = inferred.value
            found = [DerivedPart("denominator", _text_of(total), inferred.reason)]
        case int() as printed, None if total:
            found = [DerivedPart("percent", str(percent(printed, total, 1)), f"{printed} of {total}")]
    if kinds & {"lower", "upper"} or each.bracket:
        return found
    if events is None or not total:
        return [*found, DerivedPart("interval", None, why)]
    interval = interval_of("Wilson", events, total)
    because = f"{interval.name} of {events} of {total}"
    return [*found, DerivedPart("interval", f"{interval.lower} to {interval.upper}", because)]


def _text_of(number: int | None) -> str | None:
    return None if number is None else str(number)
