"""Why the parts of one print contradict each other.

A count, a denominator and a percentage are held against each other as a crude proportion; a survival, a rate or a
mean is none. An estimate lies within its interval and its range, within half a unit of the last printed decimal, and a
median within its interquartile range. What is not named is called neither right nor wrong.
"""

from __future__ import annotations

from decimal import Decimal

from vexas_evidence.analysis.percentages import contradiction, counts_printing, infer_count
from vexas_evidence.text.grammar.parts import Part, Print, PValue
from vexas_evidence.text.printed import Printed


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
    lower, upper = each.part("lower"), each.part("upper")
    pairs = [("interval", lower, upper)] if lower or upper else []
    pairs += [(spread.kind, spread.pair.lower, spread.pair.upper) for spread in each.spreads if spread.pair]
    for name, first, last in pairs:
        low, high = (end.number if end else None for end in (first, last))
        if low is not None and high is not None and low > high:
            found.append(f"the {name} ends at {text_of(last)}, below its beginning of {text_of(first)}")
            continue
        value = main.number if main else None
        if value is None or main is None or main.bound or (name == "IQR" and not is_median):
            continue
        if first and low is not None and not first.bound and low - _half(first) > value + _half(main):
            found.append(f"{main.value} lies below the {name}, which begins at {first.value}")
        if last and high is not None and not last.bound and value - _half(main) > high + _half(last):
            found.append(f"{main.value} lies above the {name}, which ends at {last.value}")
    return found


def impossible_p(p: PValue | None) -> list[str]:
    """Say that a p-value is no probability, where it is not."""
    if p and p.value != "NS" and not 0 <= Decimal(p.value) <= 1:
        return [f"p = {p.value} is no probability"]
    return []


def _half(part: Part) -> Decimal:
    """Half a unit of the last printed decimal."""
    return Decimal(5).scaleb(-part.decimals - 1)


def text_of(part: Part | None) -> str | None:
    """The end of a pair with its bound, which has no field of its own."""
    return f"{part.bound}{part.value}" if part else None
