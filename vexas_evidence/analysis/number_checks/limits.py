"""An estimate and what is printed around it: its interval, its quartiles, its range.

Sources: Cochrane Handbook, chapters 6.3 (intervals and standard errors) and 6.5 (quartiles and ranges). The limits of
the index of symmetry are ours.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

from vexas_evidence.analysis.number_checks.known import RATIOS, Item, Printing, decimal, half_unit, two_arms
from vexas_evidence.analysis.number_checks.verdicts import Verdict, discrepancy, not_testable, passes

NARROW, WIDE = (0.75, 4 / 3), (0.4, 2.5)
"""The index of symmetry that rounding and usual methods give a hazard ratio of many events, and any other (ours)."""
_SMALLEST_CELL, _SMALLEST_ARM = 10, 30


def estimate_within(print_: Printing) -> tuple[Verdict, ...]:
    """An estimate lies within its interval, and a median within every pair around it."""
    found = []
    for item in print_.items:
        value, step = item.value, half_unit(str(item.number.estimate or item.number.percent or "0"))
        lower, upper = decimal(item.number.lower), decimal(item.number.upper)
        if item.number.bracket and item.measure == "median":
            lower, upper = decimal(item.number.bracket.lower), decimal(item.number.bracket.upper)
        if value is None or item.number.bound or (lower is None and upper is None):
            continue
        if lower is not None and upper is not None and lower > upper:
            found.append(discrepancy(f"the interval ends at {upper}, below its beginning of {lower}"))
        elif lower is not None and lower - half_unit(str(lower)) > value + step:
            found.append(discrepancy(f"{value} lies below the interval, which begins at {lower}"))
        elif upper is not None and value - step > upper + half_unit(str(upper)):
            found.append(discrepancy(f"{value} lies above the interval, which ends at {upper}"))
    return tuple(found)


def order(print_: Printing) -> tuple[Verdict, ...]:
    """The least value, the quartiles and the greatest value stand in this order, with the median between."""
    return tuple(verdict for item in print_.items if item.number.spread and (verdict := _order(item)))


def _order(item: Item) -> Verdict | None:
    pairs = {each.kind: (decimal(each.lower), decimal(each.upper)) for each in item.number.spread if each.lower}
    is_open = any(None in ends for ends in pairs.values())
    if not pairs:
        widths = [each.kind for each in item.number.spread if each.kind in ("IQR", "range")]
        return not_testable("only a width is printed") if widths else None
    (low, high), (first, third) = pairs.get("range", (None, None)), pairs.get("IQR", (None, None))
    is_mean = item.measure == "mean"
    middle = None if is_mean and "range" not in pairs else item.value
    steps: list[tuple[str, Decimal | None]] = [("the minimum", low), ("Q1", None if is_mean else first)]
    steps += [(item.measure or "the estimate", middle), ("Q3", None if is_mean else third), ("the maximum", high)]
    known = [(name, value) for name, value in steps if value is not None]
    for (name, value), (later, other) in pairwise(known):
        if value - half_unit(str(value)) > other + half_unit(str(other)):
            return discrepancy(f"{name} of {value} is above {later} of {other}")
    if is_open:
        return not_testable("an end is not reached")
    if is_mean and "IQR" in pairs and middle is None:
        return not_testable("a mean may lie outside of its quartiles")
    return passes(" ≤ ".join(str(value) for _, value in known))


def symmetry(print_: Printing) -> tuple[Verdict, ...]:
    """An interval is symmetric about its estimate, on the log scale for ratios and rates."""
    return tuple(_symmetry(print_, item) for item in print_.items if _has_interval(item))


def _has_interval(item: Item) -> bool:
    return bool(item.number.lower or item.number.upper) and item.measure is not None and item.value is not None


def _symmetry(print_: Printing, item: Item) -> Verdict:
    if item.measure in ("proportion", "median", "survival"):
        return not_testable(f"the limits of a {item.measure} are symmetric on no common scale")
    if item.limits is None:
        return not_testable("a limit is not reached, or only one is printed")
    is_ratio = item.measure in (*RATIOS, "rate")
    if is_ratio and (item.limits[0] <= 0 or (item.value or 0) <= 0):
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
