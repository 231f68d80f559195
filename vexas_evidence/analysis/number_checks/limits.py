"""An estimate and what is printed around it: interval, quartiles, range, deviation, standard error and p-value.

Sources: Cochrane Handbook, chapters 6.3 (intervals, standard errors and p-values) and 6.5 (quartiles, ranges and
deviations); Altman and Bland 2011 (doi:10.1136/bmj.d2090) for the p-value of an interval; statcheck (Nuijten and others
2016, doi:10.3758/s13428-015-0664-2); GRIM (Brown and Heathers 2017, doi:10.1177/1948550616673876); the greatest
standard deviation on a scale with two ends is that of GRIMMER and of the R package scrutiny. The limits of the index of
symmetry are ours, and that a p-value more than three times as large or as small cannot come from another test.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from statistics import NormalDist

from vexas_evidence.analysis.intervals import quantile
from vexas_evidence.analysis.number_checks.known import (
    DIFFERENCES,
    RATIOS,
    Item,
    Printing,
    decimal,
    half_unit,
    level_of,
)
from vexas_evidence.analysis.number_checks.shares import is_adjusted, two_arms
from vexas_evidence.analysis.number_checks.verdicts import Verdict, discrepancy, not_testable, of_each_number, passes
from vexas_evidence.analysis.prints.contradictions import outside
from vexas_evidence.text.grammar.parts import PValue, decimals_of

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


_OTHER_MEAN = re.compile(r"geometric|cluster|adjusted|least[- ]squares|imput", re.IGNORECASE)


@of_each_number
def deviation_and_error(print_: Printing, item: Item) -> Verdict | None:
    """A standard error is the standard deviation over √n, and no deviation is wider than its scale allows."""
    deviation = next((each.value for each in item.number.spread if each.kind == "SD" and each.value), None)
    n, error = participants(print_, item), item.number.standard_error
    if deviation is None or (error is None and print_.known.range is None):
        return None
    if is_adjusted(print_) or _OTHER_MEAN.search(f"{print_.text} {print_.known.interval_from or ''}"):
        return not_testable("the mean is adjusted, geometric or clustered")
    if n is None:
        return not_testable("the number of participants is not stated")
    value, step = Decimal(deviation), half_unit(deviation)
    if error is not None:
        low, high = (float(value + sign * step) / math.sqrt(n) for sign in (-1, 1))
        printed, about = float(Decimal(error)), float(half_unit(error))
        if printed + about < low or printed - about > high:
            return discrepancy(f"{deviation}/√{n} is {float(value) / math.sqrt(n):.3g}, not {error}")
        return passes(f"{deviation}/√{n} is {float(value) / math.sqrt(n):.3g}")
    (least, most), mean = print_.known.range or (Decimal(0), Decimal(0)), item.value
    if mean is None or n < 2:
        return None
    slack = half_unit(str(mean))
    inside = [min(max(at, least), most) for at in (mean - slack, mean, mean + slack)]
    widest = max((at - least) * (most - at) for at in inside)
    greatest = math.sqrt(float(widest) * n / (n - 1))
    shown = f"a mean of {mean} of {n} on a scale from {least} to {most} allows a standard deviation of {greatest:.3g}"
    return discrepancy(f"{shown}, below {deviation}") if float(value - step) > greatest else passes(shown)


@of_each_number
def grim(print_: Printing, item: Item) -> Verdict | None:
    """A mean of whole numbers is a whole sum over the number of values."""
    known, mean = print_.known, decimal(item.number.estimate)
    if known.whole_numbers is None or mean is None or item.measure not in (None, "mean"):
        return None
    n = participants(print_, item)
    if not known.whole_numbers:
        return not_testable("the values are not whole numbers")
    if n is None:
        return not_testable("the number of participants is not stated")
    if is_adjusted(print_) or _OTHER_MEAN.search(print_.text):
        return not_testable("the mean is adjusted, geometric or clustered")
    values = n * (known.items or 1)
    decimals = decimals_of(mean)
    if values >= 10**decimals:
        return not_testable(f"every mean of {values} values prints with {decimals} decimals")
    power = 1 - values / 10**decimals
    step = half_unit(str(mean))
    first = ((mean - step) * values).to_integral_value(ROUND_CEILING)
    last = ((mean + step) * values).to_integral_value(ROUND_FLOOR)
    if first <= last:
        return passes(f"{first}/{values} prints as {mean}", power)
    near = ", ".join(f"{total}/{values} is {float(total) / values:.{decimals + 1}f}" for total in (last, first))
    return discrepancy(f"no whole sum of {values} values has a mean of {mean}: {near}")


def participants(print_: Printing, item: Item) -> int | None:
    """The number of participants of a number, as it is printed or known."""
    return print_.known.n or print_.known.denominator if item.denominator is None else item.denominator


OTHER_TEST = 3
"""The most by which the p-values of two honest tests of the same numbers differ (ours)."""
_SMALLEST = 1e-12  # of what has a logarithm, or divides
_OTHER_HYPOTHESES = re.compile(r"interaction|trend|heterogeneity|non-?inferiority|equivalence", re.IGNORECASE)
_MULTIPLICITY = re.compile(
    r"multiplicity|multiple\s(?:testing|comparisons)|Bonferroni|Holm|Hochberg|Benjamini|false\sdiscovery|adjusted\s[Pp]\b",
    re.IGNORECASE,
)


@of_each_number
def p_and_interval(print_: Printing, item: Item) -> Verdict | None:
    """A p-value is below 1 minus the level exactly where the interval leaves out the null value."""
    p = item.number.p or print_.p
    if p is None or not item.has_limit or item.measure not in (*RATIOS, *DIFFERENCES):
        return None
    level = level_of(print_, item)
    words = f"{print_.text} {print_.known.p_test or ''} {print_.known.adjusted_for or ''}"
    if item.limits is None or item.value is None:
        return not_testable("p is compared with two limits, and one is not reached, a bound or not printed")
    if level is None:
        return not_testable("the level of the interval is not stated")
    if "one" in (print_.known.p_sides or p.sides or "two"):
        return not_testable("the p-value is one-sided")
    if print_.known.p_adjusted or _MULTIPLICITY.search(words):
        return not_testable("the p-value is adjusted for multiplicity")
    if other := _OTHER_HYPOTHESES.search(words):
        return not_testable(f"the p-value is that of another hypothesis: {other[0]}")
    null = float(item.row.null or 0)
    if any(abs(float(limit) - null) <= float(half_unit(str(limit))) for limit in item.limits):
        return not_testable("the null value lies within the rounding of a limit")
    alpha = float(1 - level / 100)
    least, most = _p_range(p, alpha)
    excludes = float(item.limits[0]) > null or float(item.limits[1]) < null
    if (excludes and least <= alpha) or (not excludes and most > alpha):
        return passes(f"p and the interval lie on the same side of {alpha:.3g}")
    if item.measure in RATIOS and min(*item.limits, item.value) <= 0:
        return not_testable("a limit of 0 has no logarithm")
    low, high = p_of_interval(item, null, level)
    ratio = least / high if excludes else low / most
    shown = f"the interval {'leaves out' if excludes else 'holds'} {null:g} and implies p = {low:.2g} to {high:.2g}"
    if ratio > OTHER_TEST:
        return discrepancy(f"{shown}; p {p.bound or '='} {p.value} is printed")
    return not_testable(f"{shown}; another test may give p {p.bound or '='} {p.value}")


def p_of_interval(item: Item, null: float, level: Decimal) -> tuple[float, float]:
    """Return the least and the greatest two-sided p-value that estimate and interval imply, by rounding.

    The standard error is the width of the interval on its scale over twice the quantile of its level.
    """

    def scaled(number: float) -> float:
        return math.log(max(number, _SMALLEST)) if item.measure in RATIOS else number

    (lower, upper), value = item.limits or (Decimal(1), Decimal(1)), item.value or Decimal(1)
    z = quantile(level / 100)
    low, high, middle = (float(half_unit(str(each))) for each in (lower, upper, value))
    found = []
    for sign in (-1, 1):
        width = scaled(float(upper) + sign * high) - scaled(float(lower) - sign * low)
        error = max(width / (2 * z), _SMALLEST)
        for at in (float(value) - middle, float(value) + middle):
            found.append(2 * NormalDist().cdf(-abs(scaled(at) - scaled(null)) / error))
    return min(found), max(found)


def _p_range(p: PValue, alpha: float) -> tuple[float, float]:
    """The least and the greatest p-value that is printed so. "NS" is above 1 minus the level."""
    if p.value == "NS":
        return math.nextafter(alpha, 1), 1.0
    value, step = float(p.value), float(half_unit(p.value))
    if p.bound in ("<", "≤"):
        return 0.0, value
    if p.bound in (">", "≥"):
        return math.nextafter(value, 1), 1.0
    return max(0.0, value - step), value + step
