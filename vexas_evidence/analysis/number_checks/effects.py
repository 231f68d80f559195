"""An effect, recomputed from the counts behind it, and the interval of a hazard ratio beside its events.

Sources: Cochrane Handbook, chapters 6.4 (risk ratio, odds ratio, risk difference) and 10.4 (Peto, conditional and
corrected odds ratios). That an interval of a hazard ratio can be a tenth narrower than that of its
events is ours.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, product
from typing import Any

from vexas_evidence.analysis.intervals import quantile
from vexas_evidence.analysis.number_checks.known import (
    DIFFERENCES,
    USUAL_LEVEL,
    Item,
    Printing,
    level_of,
    rounds_to,
)
from vexas_evidence.analysis.number_checks.shares import share, two_arms
from vexas_evidence.analysis.number_checks.verdicts import (
    Outcome,
    Verdict,
    discrepancy,
    not_testable,
    of_each_number,
    passes,
)
from vexas_evidence.analysis.percentages import counts_printing
from vexas_evidence.model.measures import MEASURES
from vexas_evidence.text.grammar.parts import decimals_of

_MOST_CELLS = 2000  # pairs of counts that two percentages may be of
SHARE_OF_ERROR = 0.9
"""The least share of 2/√events that the standard error of a log hazard ratio is (ours)."""
_OF_COUNTS = {str(name): row.label for name, row in MEASURES.items() if row.is_of_counts}


@dataclass(frozen=True, slots=True)
class Cells:
    """The four cells of two arms: with and without the outcome, of the first arm and of the second."""

    a: int
    b: int
    c: int
    d: int

    @property
    def risks(self) -> tuple[float, float]:
        """The risks of the two arms."""
        return self.a / (self.a + self.b), self.c / (self.c + self.d)

    @property
    def has_zero(self) -> bool:
        """Whether a cell is empty."""
        return 0 in (self.a, self.b, self.c, self.d)


@of_each_number
def effect_from_counts(print_: Printing, item: Item) -> Verdict | None:
    """A crude risk ratio, odds ratio or risk difference is that of the counts of its two arms."""
    if item.measure not in _OF_COUNTS or not item.number.estimate:
        return None
    verdicts = [_effect(print_, item, cells) for cells in _cells(print_)]
    order: list[Outcome] = ["pass", "not testable", "discrepancy"]  # where one count of several fits, all is well
    return min(verdicts, key=lambda verdict: order.index(verdict.outcome), default=None)


def _cells(print_: Printing) -> list[Cells]:
    """The cells of two arms: those of their counts, or each that their percentages may be of."""
    if pairs := two_arms(print_):
        counts = [range(count, count + 1) for count, _ in pairs]
        totals = [total for _, total in pairs]
    else:
        shares = [(percent, item.number.denominator) for item in print_.items if (percent := share(item))]
        sizes = [int(total) for _, total in shares if total] or list(print_.known.n_per_arm)
        totals = sizes * 2 if len(sizes) == 1 else sizes
        if len(shares) != 2 or len(totals) != 2:
            return []
        counts = [counts_printing(percent, total) for (percent, _), total in zip(shares, totals, strict=True)]
    found = list(islice(product(*counts), _MOST_CELLS))
    return [Cells(a, totals[0] - a, c, totals[1] - c) for a, c in found]


def _why_not_crude(adjusted_for: str | None) -> str:
    if adjusted_for in (None, "not stated"):
        return "is not said to be crude"
    return f"is of {adjusted_for}" if str(adjusted_for).endswith(" design") else "is adjusted"


def _effect(print_: Printing, item: Item, cells: Cells) -> Verdict:
    value, name = item.value, _OF_COUNTS[str(item.measure)]
    is_ratio = item.measure not in DIFFERENCES
    is_double_zero = cells.a == cells.c == 0 or cells.b == cells.d == 0
    if value is None:
        if is_ratio and is_double_zero:
            return passes(f"no {name} can be had of two arms without the outcome; the risk difference is 0")
        return not_testable(f"no {name} is printed as a number")
    if print_.known.adjusted_for != "none":
        return not_testable(f"the {name} {_why_not_crude(print_.known.adjusted_for)}")
    if is_ratio and cells.has_zero:
        return not_testable("a cell is 0, and how it was corrected is not known")
    for label, expected in _estimates(cells, str(item.measure)):
        if rounds_to(expected, str(value)):
            return _with_limits(print_, item, cells, label)
    for label, expected in _estimates(Cells(cells.c, cells.d, cells.a, cells.b), str(item.measure)):
        if rounds_to(expected, str(value)):
            return not_testable(f"{value} is the {label} of the second arm against the first")
    others = [
        label
        for measure in _OF_COUNTS
        for label, expected in _estimates(cells, measure)
        if rounds_to(expected, str(value))
    ]
    expected = next(_estimates(cells, str(item.measure)))[1]
    fits = f"; {value} is the {others[0]} of these counts" if others else ""
    return discrepancy(f"the {name} of these counts is {_shown(item, expected)}, not {value}{fits}")


def _estimates(cells: Cells, measure: str) -> Iterator[tuple[str, float]]:
    """The values that a measure has by its methods, each with the name of the method."""
    first, second = cells.risks
    if measure == "risk-difference":
        yield "risk difference", first - second
        yield "risk difference in percent", 100 * (first - second)
    elif measure == "risk-ratio" and second:
        yield "risk ratio", first / second
    elif measure == "odds-ratio" and cells.b * cells.c:
        yield "odds ratio", cells.a * cells.d / (cells.b * cells.c)
        yield "conditional odds ratio", float(_odds_ratio(cells).statistic)
        yield "odds ratio by Peto", _peto(cells)
        a, b, c, d = (cell + 0.5 for cell in (cells.a, cells.b, cells.c, cells.d))
        yield "odds ratio with 0.5 added to each cell", a * d / (b * c)


def _odds_ratio(cells: Cells) -> Any:
    """The conditional odds ratio, of scipy."""
    from scipy.stats.contingency import odds_ratio  # here, because it is slow to import

    return odds_ratio([[cells.a, cells.b], [cells.c, cells.d]], kind="conditional")


def _peto(cells: Cells) -> float:
    """The odds ratio by Peto. No margin is 0 where no cell is."""
    first, second = cells.a + cells.b, cells.c + cells.d
    return math.exp((cells.a - first * (cells.a + cells.c) / (first + second)) / _variance(cells))


def _variance(cells: Cells) -> float:
    """The hypergeometric variance of the first cell."""
    first, second, events = cells.a + cells.b, cells.c + cells.d, cells.a + cells.c
    total = first + second
    return first * second * events * (total - events) / (total**2 * (total - 1))


def _shown(item: Item, expected: float) -> str:
    return f"{expected:.{max(2, decimals_of(Decimal(str(item.number.estimate))))}f}"


def _with_limits(print_: Printing, item: Item, cells: Cells, label: str) -> Verdict:
    """A pass where the limits are those of a method that is known here; other honest methods give others."""
    if item.limits is None:
        return passes(f"the {label} of these counts")
    for method, found in _limits(cells, label, level_of(print_, item) or USUAL_LEVEL):
        if item.has_limits(found):
            return passes(f"the {label} of these counts, with limits {method}")
    return not_testable(f"the {label} of these counts; its limits are by no method that is known here")


def _limits(cells: Cells, label: str, level: Decimal) -> Iterator[tuple[str, tuple[float, float]]]:
    """The limits of an effect by its methods, each with the words for the method."""
    z = quantile(level / 100)
    a, b, c, d = cells.a, cells.b, cells.c, cells.d
    first, second = cells.risks
    if label.startswith("risk difference"):
        scale = 100 if "percent" in label else 1
        error = math.sqrt(first * (1 - first) / (a + b) + second * (1 - second) / (c + d))
        yield "by Wald", (scale * (first - second - z * error), scale * (first - second + z * error))
    elif label == "risk ratio":
        yield "by the logarithm", _by_logarithm(first / second, z * math.sqrt(b / a / (a + b) + d / c / (c + d)))
    else:
        yield "by the logarithm", _by_logarithm(a * d / (b * c), z * math.sqrt(1 / a + 1 / b + 1 / c + 1 / d))
        exact = _odds_ratio(cells).confidence_interval(float(level) / 100)
        yield "by the exact method", (float(exact.low), float(exact.high))
        yield "by Peto", _by_logarithm(_peto(cells), z / math.sqrt(_variance(cells)))


def _by_logarithm(ratio: float, width: float) -> tuple[float, float]:
    return ratio * math.exp(-width), ratio * math.exp(width)


@of_each_number
def hazard_ratio_and_events(print_: Printing, item: Item) -> Verdict | None:
    """The standard error of a log hazard ratio is at least 0.9 times 2/√events."""
    if item.measure != "hazard-ratio" or item.limits is None or print_.known.events is None:
        return None
    if re.search("weight", f"{print_.text} {print_.known.adjusted_for or ''}", re.IGNORECASE):
        return not_testable("the hazard ratio is weighted")
    level, (lower, upper), step = level_of(print_, item), item.limits, float(item.limit_step)
    if level is None or lower <= 0 or not print_.known.events:
        return not_testable("the level is not stated, a limit is 0, or there were no events")
    z = quantile(level / 100)
    error = (math.log(float(upper) + step) - math.log(max(float(lower) - step, 1e-12))) / (2 * z)
    least = SHARE_OF_ERROR * 2 / math.sqrt(print_.known.events)
    shown = f"the standard error of the log hazard ratio is at most {error:.3f}, with {print_.known.events} events"
    return discrepancy(f"{shown} at least {least:.3f}") if error < least else passes(f"{shown}, at least {least:.3f}")
