"""An effect and a rate, recomputed from the counts and the person-time behind them.

Sources: Cochrane Handbook, chapters 6.4 (risk ratio, odds ratio, risk difference), 6.7 (rates) and 10.4 (Peto,
conditional and corrected odds ratios). That an interval of a hazard ratio can be a tenth narrower than that of its
events is ours.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, product

from vexas_evidence.analysis.intervals import quantile
from vexas_evidence.analysis.number_checks.known import DIFFERENCES, Item, Printing, half_unit, two_arms
from vexas_evidence.analysis.number_checks.shares import share
from vexas_evidence.analysis.number_checks.verdicts import Outcome, Verdict, discrepancy, not_testable, passes
from vexas_evidence.analysis.percentages import counts_printing
from vexas_evidence.text.printed import IN_YEARS

_MOST_CELLS = 2000  # pairs of counts that two percentages may be of
SHARE_OF_ERROR = 0.9
"""The least share of 2/√events that the standard error of a log hazard ratio is (ours)."""
_OF_COUNTS = {"risk-ratio": "risk ratio", "odds-ratio": "odds ratio", "risk-difference": "risk difference"}


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


def effect_from_counts(print_: Printing) -> tuple[Verdict, ...]:
    """A crude effect is that of the counts of its two arms."""
    effects = [item for item in print_.items if item.measure in _OF_COUNTS and item.number.estimate]
    found = []
    for item in effects:
        verdicts = [_effect(print_, item, cells) for cells in _cells(print_)]
        order: list[Outcome] = ["pass", "not testable", "discrepancy"]  # where one count of several fits, all is well
        found += sorted(verdicts, key=lambda verdict: order.index(verdict.outcome))[:1]
    return tuple(found)


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


def _effect(print_: Printing, item: Item, cells: Cells) -> Verdict:
    value, name = item.value, _OF_COUNTS[str(item.measure)]
    is_ratio = item.measure not in DIFFERENCES
    is_double_zero = cells.a == cells.c == 0 or cells.b == cells.d == 0
    if value is None:
        if is_ratio and is_double_zero:
            return passes(f"no {name} can be had of two arms without the outcome; the risk difference is 0")
        return not_testable(f"no {name} is printed as a number")
    if print_.known.adjusted_for != "none":
        why = "is adjusted" if print_.known.adjusted_for not in (None, "not stated") else "is not said to be crude"
        return not_testable(f"the {name} {why}")
    if is_ratio and cells.has_zero:
        return not_testable("a cell is 0, and how it was corrected is not known")
    for label, expected in _estimates(cells, str(item.measure)):
        if _prints(item, expected, value):
            return _limits_of_effect(item, cells, label)
    for label, expected in _estimates(_turned(cells), str(item.measure)):
        if _prints(item, expected, value):
            return not_testable(f"{value} is the {label} of the second arm against the first")
    others = [
        label
        for measure in _OF_COUNTS
        if measure != item.measure
        for label, expected in _estimates(cells, measure)
        if _prints(item, expected, value)
    ]
    expected = next(_estimates(cells, str(item.measure)))[1]
    fits = f"; {value} is the {others[0]} of these counts" if others else ""
    return discrepancy(f"the {name} of these counts is {_shown(item, expected)}, not {value}{fits}")


def _turned(cells: Cells) -> Cells:
    return Cells(cells.c, cells.d, cells.a, cells.b)


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
        yield "conditional odds ratio", _conditional(cells)
        yield "odds ratio by Peto", _peto(cells)
        a, b, c, d = (cell + 0.5 for cell in (cells.a, cells.b, cells.c, cells.d))
        yield "odds ratio with 0.5 added to each cell", a * d / (b * c)


def _conditional(cells: Cells) -> float:
    from scipy.stats.contingency import odds_ratio  # here, because it is slow to import

    return float(odds_ratio([[cells.a, cells.b], [cells.c, cells.d]], kind="conditional").statistic)


def _peto(cells: Cells) -> float:
    first, second = cells.a + cells.b, cells.c + cells.d
    total, events = first + second, cells.a + cells.c
    variance = first * second * events * (total - events) / (total**2 * (total - 1))
    return math.exp((cells.a - first * events / total) / variance) if variance else math.nan


def _prints(item: Item, expected: float, value: Decimal) -> bool:
    step = float(half_unit(str(item.number.estimate)))
    return abs(expected - float(value)) <= step + 1e-9


def _shown(item: Item, expected: float) -> str:
    decimals = max(2, -int(Decimal(str(item.number.estimate)).as_tuple().exponent))
    return f"{expected:.{decimals}f}"


def _limits_of_effect(item: Item, cells: Cells, label: str) -> Verdict:
    """Whether the limits are those by the logarithm (Katz, Woolf) or by Wald; other methods give others."""
    if item.limits is None:
        return passes(f"the {label} of these counts")
    first, second = cells.risks
    level = Decimal(item.number.level or 95)
    z = quantile(Decimal(level) / 100)
    if item.measure == "risk-ratio":
        error = math.sqrt(1 / cells.a - 1 / (cells.a + cells.b) + 1 / cells.c - 1 / (cells.c + cells.d))
        found = [math.log(first / second) + sign * z * error for sign in (-1, 1)]
        lower, upper = map(math.exp, found)
    elif item.measure == "odds-ratio":
        error = math.sqrt(1 / cells.a + 1 / cells.b + 1 / cells.c + 1 / cells.d)
        lower, upper = (cells.a * cells.d / (cells.b * cells.c) * math.exp(sign * z * error) for sign in (-1, 1))
    else:
        scale = 100 if "percent" in label else 1
        error = math.sqrt(first * (1 - first) / (cells.a + cells.b) + second * (1 - second) / (cells.c + cells.d))
        lower, upper = (scale * (first - second + sign * z * error) for sign in (-1, 1))
    step = float(item.limit_step) + 1e-9
    if abs(lower - float(item.limits[0])) <= step and abs(upper - float(item.limits[1])) <= step:
        return passes(f"the {label} of these counts, with the limits of its standard error")
    return passes(f"the {label} of these counts; its limits are by another method")


_PER = re.compile(r"(?:\bper\b|/)\s?(\d[\d, ]*)?")
_TIME = re.compile(r"(year|month|week|day)s?\b")


def rate(print_: Printing) -> tuple[Verdict, ...]:
    """An incidence rate is its events over its person-time."""
    events, time, unit = print_.known.events, print_.known.person_time, None
    for item in print_.items:
        if item.number.count and item.number.person_time:
            events, time, unit = int(item.number.count), Decimal(item.number.person_time), item.number.unit
    rates = [item for item in print_.items if item.number.estimate and item.number.unit and _is_rate(item)]
    return tuple(_rate(item, events, time and _in_unit(time, unit, item.number.unit)) for item in rates)


def _in_unit(time: Decimal, unit: str | None, other: str | None) -> Decimal:
    """Person-time in the unit of a rate, where both name theirs."""
    one, per = _TIME.search(unit or ""), _TIME.search(other or "")
    if not (one and per):
        return time
    factor = IN_YEARS[f"{one[1]}s"] / IN_YEARS[f"{per[1]}s"]
    return time * factor.numerator / factor.denominator


def _is_rate(item: Item) -> bool:
    return item.value is not None and (item.measure == "rate" or _PER.search(str(item.number.unit)) is not None)


def _rate(item: Item, events: int | None, time: Decimal | None) -> Verdict:
    if events is None or time is None:
        return not_testable("the events or the person-time of the rate are not stated")
    match = _PER.search(str(item.number.unit))
    per = int(re.sub(r"\D", "", match[1])) if match and match[1] else 1
    scale, value = per / float(time), item.value or Decimal(0)
    expected = events * scale
    if abs(expected - float(value)) > float(half_unit(str(value))) + 1e-9:
        return discrepancy(f"{events} events in {time} of person-time are {expected:.3g} per {per}, not {value}")
    limits = item.limits
    if limits is None:
        return passes(f"{events} events in {time} of person-time are {expected:.3g} per {per}")
    level = Decimal(item.number.level or 95)
    step = float(item.limit_step) + 1e-9
    for name, method in _RATE_LIMITS.items():
        found = [scale * limit for limit in method(events, level)]
        if all(abs(one - float(other)) <= step for one, other in zip(found, limits, strict=True)):
            return passes(f"{events} events in {time} of person-time, with {name} limits")
    return not_testable("the rate fits, and its limits are by no method that is known here")


def _exact(events: int, level: Decimal) -> tuple[float, float]:
    from scipy.special import gammaincinv  # here, because it costs a third of a second to import

    tail = (1 - float(level) / 100) / 2
    return (float(gammaincinv(events, tail)) if events else 0.0), float(gammaincinv(events + 1, 1 - tail))


def _byar(events: int, level: Decimal) -> tuple[float, float]:
    z = quantile(Decimal(level) / 100)
    more = events + 1
    lower = events * (1 - 1 / (9 * events) - z / (3 * math.sqrt(events))) ** 3 if events else 0.0
    return lower, more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3


def _log_normal(events: int, level: Decimal) -> tuple[float, float]:
    if not events:
        return math.nan, math.nan
    z = quantile(Decimal(level) / 100)
    return events * math.exp(-z / math.sqrt(events)), events * math.exp(z / math.sqrt(events))


_RATE_LIMITS: dict[str, Callable[[int, Decimal], tuple[float, float]]] = {
    "exact": _exact,
    "Byar's": _byar,
    "log-normal": _log_normal,
}


def hazard_ratio_and_events(print_: Printing) -> tuple[Verdict, ...]:
    """The interval of a hazard ratio is no narrower than its events allow."""
    found = []
    for item in print_.items:
        if item.measure != "hazard-ratio" or item.limits is None or print_.known.events is None:
            continue
        if re.search("weight", f"{print_.text} {print_.known.adjusted_for or ''}", re.IGNORECASE):
            found.append(not_testable("the hazard ratio is weighted"))
            continue
        level, (lower, upper), step = item.number.level or print_.known.level, item.limits, float(item.limit_step)
        if level is None or lower <= 0 or not print_.known.events:
            found.append(not_testable("the level is not stated, a limit is 0, or there were no events"))
            continue
        z = quantile(Decimal(level) / 100)
        error = (math.log(float(upper) + step) - math.log(max(float(lower) - step, 1e-12))) / (2 * z)
        least = SHARE_OF_ERROR * 2 / math.sqrt(print_.known.events)
        shown = f"the standard error of the log hazard ratio is at most {error:.3f}, with {print_.known.events} events"
        found.append(
            discrepancy(f"{shown} at least {least:.3f}") if error < least else passes(f"{shown}, at least {least:.3f}")
        )
    return tuple(found)
