"""Why the parts of one print contradict each other.

A count, a denominator and a percentage are held against each other as a crude proportion; a survival, a rate or a
mean is none. An estimate lies within its interval and its range, within half a unit of the last printed decimal, and a
median within its interquartile range. What is not named is called neither right nor wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from vexas_evidence.analysis.percentages import contradiction, counts_printing, infer_count
from vexas_evidence.text.grammar.parts import Part, Print, PValue
from vexas_evidence.text.printed import Printed, half_unit


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


def outside_limits(each: Print, main: Part | None, is_median: bool) -> list[str]:
    """Why an estimate is not within its interval or its spread, or why the ends of one are in the wrong order."""
    found = []
    pairs = [("interval", each.part("lower"), each.part("upper"))]
    pairs += [(spread.kind, spread.pair.lower, spread.pair.upper) for spread in each.spreads if spread.pair]
    value = _meant(main)
    for name, first, last in pairs:
        low, high = _meant(first), _meant(last)
        if low and high and low.number > high.number:
            found.append(f"the {name} ends at {text_of(last)}, below its beginning of {text_of(first)}")
            continue
        if value is None or (name == "IQR" and not is_median):
            continue
        if low and low.least > value.most:
            found.append(f"{value.text} lies below the {name}, which begins at {low.text}")
        if high and value.least > high.most:
            found.append(f"{value.text} lies above the {name}, which ends at {high.text}")
    return found


def impossible_p(p: PValue | None) -> list[str]:
    """Say that a p-value is no probability, where it is not."""
    if p and p.value != "NS" and Decimal(p.value) > 1:
        return [f"p = {p.value} is no probability"]
    return []


@dataclass(frozen=True, slots=True)
class _Meant:
    """A printed number with the least and the largest that round to it."""

    text: str
    number: Decimal
    least: Decimal
    most: Decimal


def _meant(part: Part | None) -> _Meant | None:
    """What a part may mean; None where it is no number, or a bound of one."""
    if part is None or part.number is None or part.bound:
        return None
    half = half_unit(part.decimals)
    return _Meant(part.value, part.number, part.number - half, part.number + half)


def text_of(part: Part | None) -> str | None:
    """The end of a pair with its bound, which has no field of its own."""
    return f"{part.bound}{part.value}" if part else None
