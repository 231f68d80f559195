"""An estimate and what is printed around it: its interval, its quartiles, its range.

Sources: Cochrane Handbook, chapters 6.3 (intervals and standard errors) and 6.5 (quartiles and ranges). The limits of
the index of symmetry are ours.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal

from vexas_evidence.analysis.number_checks.known import Item, Printing, decimal, half_unit, two_arms
from vexas_evidence.analysis.number_checks.verdicts import Verdict, discrepancy, not_testable, of_each_number, passes
from vexas_evidence.analysis.prints.contradictions import outside

NARROW, WIDE = (0.75, 4 / 3), (0.4, 2.5)
"""The index of symmetry that rounding and usual methods give a hazard ratio of many events, and any other (ours)."""
_SMALLEST_CELL, _SMALLEST_ARM = 10, 30


@of_each_number
def estimate_within(_: Printing, item: Item) -> Verdict | None:
    """An estimate lies within its interval."""
    number = item.number
    if number.bound or (number.denominator and not (number.estimate or number.percent)):
        return None  # an interval is that of the share, whose check compares it
    if number.bracket and item.measure == "median":
        found = outside("bracket", item.printed, number.bracket.lower, number.bracket.upper)
    else:
        found = outside("interval", item.printed, number.lower, number.upper)
    return discrepancy(found[0]) if found else None


@of_each_number
def order(_: Printing, item: Item) -> Verdict | None:
    """Minimum, first quartile, median, third quartile and maximum stand in this order."""
    spreads = [each for each in item.number.spread if each.kind in ("IQR", "range")]
    pairs = {each.kind: (each.lower, each.upper) for each in spreads if each.lower}
    if not pairs:
        return not_testable("only a width is printed") if spreads else None
    value = None if item.number.bound else item.printed
    (low, high), (first, third) = pairs.get("range", (None, None)), pairs.get("IQR", (None, None))
    of_quartiles = outside("IQR", value, first, third)
    is_median = item.measure == "median"
    found = of_quartiles if is_median else outside("IQR", None, first, third)
    found += [why for each in (value, first, third) for why in outside("range", each, low, high)]
    if found:
        return discrepancy(found[0])
    if any(decimal(end) is None for ends in pairs.values() for end in ends):
        return not_testable("an end is not reached")
    if "range" not in pairs and (of_quartiles or item.measure == "mean"):
        return not_testable("a mean may lie outside of its quartiles")
    return passes(" ≤ ".join(filter(None, (low, first, value, third, high))))


@of_each_number
def symmetry(print_: Printing, item: Item) -> Verdict | None:
    """An interval is symmetric about its estimate, on the log scale for ratios and rates."""
    if not item.has_limit or item.measure is None or item.value is None or item.number.bound:
        return None
    if item.row.scale not in ("linear", "log") or item.measure == "median-difference":
        label = str(item.row.label or item.measure)
        named = f"{'an' if label[0] in 'aeiou' else 'a'} {label}"
        return not_testable(f"the limits of {named} are symmetric on no common scale")
    if item.limits is None:
        return not_testable("a limit is not reached or a bound, or only one is printed")
    is_ratio = item.row.scale == "log"
    if is_ratio and item.limits[0] <= 0:
        return not_testable("a limit of 0 has no logarithm")
    least, most = symmetry_index(item, is_ratio)
    if math.isinf(least) or most == 0:
        return not_testable("the estimate lies outside of its interval")
    if least <= 1 <= most:
        return passes("the interval is symmetric about its estimate, within rounding")
    shown = f"the upper side is {least:.2f} to {most:.2f} times the lower"
    method = (print_.known.interval_from or "").lower()
    if "wald" in method or "normal" in method:
        return discrepancy(f"{shown}; an interval by Wald is symmetric")
    if method:
        return not_testable(f"{shown}; an interval by {method} need not be symmetric")
    low, high = NARROW if _has_many(print_, item) else WIDE
    if most < low or least > high:
        return discrepancy(f"{shown}; no usual method gives less than {low:.2f} or more than {high:.2f}")
    return not_testable(f"{shown}; exact, profile and bootstrap limits may be so")


def _has_many(print_: Printing, item: Item) -> bool:
    """Whether an effect is of so many participants that its interval is near that of Wald: any hazard ratio is."""
    if item.measure == "hazard-ratio":
        return True
    if item.measure == "mean-difference":
        return bool(print_.known.n_per_arm) and min(print_.known.n_per_arm) >= _SMALLEST_ARM
    cells = [cell for count, total in two_arms(print_) for cell in (count, total - count)]
    return bool(cells) and min(cells) >= _SMALLEST_CELL


def symmetry_index(item: Item, is_ratio: bool) -> tuple[float, float]:
    """Return the least and the greatest quotient of the upper side of an interval by the lower, by rounding."""
    scale: Callable[[Decimal], float] = _log if is_ratio else float
    (lower, upper), value = item.limits or (Decimal(0), Decimal(0)), item.value or Decimal(0)
    low, high, middle = (half_unit(str(each)) for each in (lower, upper, value))

    def index(sign: int) -> float:
        at = scale(value - sign * middle)
        above, below = scale(upper + sign * high) - at, at - scale(lower + sign * low)
        return max(above, 0.0) / below if below > 0 else math.inf

    return index(-1), index(1)


def _log(value: Decimal) -> float:
    return math.log(value) if value > 0 else -math.inf
