"""A p-value and the interval printed with it, which say the same of the null value.

Sources: Altman and Bland 2011 (doi:10.1136/bmj.d2090) for the p-value of an interval; Cochrane Handbook, chapter
6.3.2; statcheck (Nuijten and others 2016, doi:10.3758/s13428-015-0664-2). That a p-value more than three times as large
or as small cannot come from another test is ours.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from statistics import NormalDist

from vexas_evidence.analysis.intervals import quantile
from vexas_evidence.analysis.number_checks.known import DIFFERENCES, RATIOS, Item, Printing, half_unit
from vexas_evidence.analysis.number_checks.verdicts import Verdict, discrepancy, not_testable, of_each_number, passes
from vexas_evidence.text.grammar.parts import PValue

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
    level = Decimal(item.number.level) if item.number.level else print_.known.level
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
