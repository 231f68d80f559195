"""An incidence rate, recomputed from its events and its person-time.

Source: Cochrane Handbook, chapter 6.7.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from decimal import Decimal

from vexas_evidence.analysis.intervals import quantile
from vexas_evidence.analysis.number_checks.known import Item, Printing, half_unit
from vexas_evidence.analysis.number_checks.verdicts import Verdict, discrepancy, not_testable, of_each_number, passes
from vexas_evidence.model.measures import MEASURES
from vexas_evidence.text.printed import IN_YEARS

_PER = re.compile(r"(?:\bper\b|/)\s?(\d[\d, ]*)?")
_TIME = re.compile(r"(year|month|week|day)s?\b")


@of_each_number
def rate(print_: Printing, item: Item) -> Verdict | None:
    """An incidence rate is its events over its person-time."""
    if not (item.number.estimate and item.number.unit and _is_rate(item)):
        return None
    events, time, unit = print_.known.events, print_.known.person_time, print_.known.person_time_unit
    for each in (other.number for other in print_.items):
        if each.count and each.person_time:
            events, time, unit = int(each.count), Decimal(each.person_time), each.unit
    if events is None or time is None:
        return not_testable("the events or the person-time of the rate are not stated")
    return _rate(item, events, _in_unit(time, unit, item.number.unit))


def _in_unit(time: Decimal, unit: str | None, other: str | None) -> Decimal:
    """Person-time in the unit of a rate, where both name theirs."""
    one, per = _TIME.search(unit or ""), _TIME.search(other or "")
    if not (one and per):
        return time
    factor = IN_YEARS[f"{one[1]}s"] / IN_YEARS[f"{per[1]}s"]
    return time * factor.numerator / factor.denominator


def _is_rate(item: Item) -> bool:
    if item.row.scale == "linear":
        return False  # a mean of 402 L/min is no rate
    is_rate = item.row is MEASURES["incidence-rate"] or _PER.search(str(item.number.unit)) is not None
    return item.value is not None and is_rate


def _rate(item: Item, events: int, time: Decimal) -> Verdict:
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
