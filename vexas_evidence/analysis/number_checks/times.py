"""Numbers over time: rates, and survival at several times; and numbers of which one is within the other.

Sources: Cochrane Handbook, chapters 6.7 (rates), 6.8 (time to event) and 6.4; CONSORT Harms 2022
(doi:10.1136/bmj-2022-073725) for events, which are no participants.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise, product

from vexas_evidence.analysis.intervals import quantile
from vexas_evidence.analysis.number_checks.known import USUAL_LEVEL, Item, Printing, half_unit, level_of, rounds_to
from vexas_evidence.analysis.number_checks.limits import participants
from vexas_evidence.analysis.number_checks.verdicts import Verdict, discrepancy, not_testable, of_each_number, passes
from vexas_evidence.model.measures import MEASURES
from vexas_evidence.text.grammar.parts import NOT_REACHED
from vexas_evidence.text.printed import IN_YEARS, parse, rounding_bounds, years

NESTED = (
    (r"\b(?:with)?in\b|\bby\b|\bat\b(?!\sany\stime)", r"\bat\sany\stime\b|\bever\b|\boverall\b"),
    (r"\bgrade\s?(?:≥\s?[2-5]|[3-5])|\b(?:serious|severe|fatal)\b", r"\bany(?:\sgrade|\sevent|\sadverse|\b)"),
    (r"\bcomplete\b|\bCR\b", r"\boverall\b|\bORR\b|\bany\sresponse\b"),
    (r"\banaly[sz]ed\b", r"\btreated\b"),
    (r"\btreated\b", r"\brandomi[sz]ed\b"),
    (r"\banaly[sz]ed\b", r"\brandomi[sz]ed\b"),
)
"""Words of a number, and of the number that it is within."""
_PARTICIPANTS = re.compile(r"\s?(?:participants|patients)\b(?=.*\bevents?\b)", re.IGNORECASE)
_EVENTS = re.compile(r"\s?(?:\w+\s)?events\b", re.IGNORECASE)
_AT_RISK = re.compile(r"\bat\srisk\b", re.IGNORECASE)
_RISING = re.compile(r"incidence|relapse\b|progression\b|death|mortality|fail|respon", re.IGNORECASE)
"""Words of a share that rises with time."""
_MEDIAN = re.compile(r"\bmedian\b", re.IGNORECASE)


def survival(print_: Printing) -> tuple[Verdict, ...]:
    """Survival does not rise, is no higher than its events allow, and is 50% at its median."""
    known, items = print_.known, print_.items
    at_risk = [each.count for each in items if each.count is not None] if _AT_RISK.search(print_.text) else []
    if not (at_risk or known.curve or any(each.measure == "survival" for each in items)):
        return ()
    shares = [each for each in items if each.number.percent]
    found = [] if known.events_by_then is None else [_by_events(print_, each) for each in shares[-1:]]
    timed = [(each.time, _percent(each)) for each in shares if each.time is not None]
    medians = [each for each in items if each.number.estimate and _MEDIAN.search(each.words)]
    pairs, of_medians, risks = [*combinations(timed, 2)], [*product(timed, medians)], [*pairwise(at_risk)]
    if (pairs or of_medians or risks) and known.curve != "same":
        return (*found, not_testable("whether the numbers are of one curve is not stated"))
    is_survival = known.measure in (None, "survival") and _RISING.search(print_.text) is None
    verdicts = [_fall(min(pair), max(pair), is_survival) for pair in pairs]
    verdicts += [_median(*share, median) for share, median in of_medians]
    return (*found, *filter(None, verdicts), *(_at_risk(one, other) for one, other in risks))


def _percent(item: Item) -> Decimal:
    return Decimal(str(item.number.percent))


def _by_events(print_: Printing, item: Item) -> Verdict:
    total, value = participants(print_, item), _percent(item)
    if not total:
        return not_testable("the number of participants is not stated")
    most = 100 * (1 - Decimal(str(print_.known.events_by_then)) / total)
    shown = f"{print_.known.events_by_then} of {total} with the event leave at most {most:.1f}%"
    return discrepancy(f"{shown}, below {value}%") if value - half_unit(str(value)) > most else passes(shown)


def _at_risk(one: int, other: int) -> Verdict:
    if other > one:
        return discrepancy(f"the number at risk rises from {one} to {other}")
    return passes(f"the number at risk does not rise: {one}, then {other}")


def _fall(first: tuple[Fraction, Decimal], second: tuple[Fraction, Decimal], is_survival: bool) -> Verdict | None:
    (time, early), (later, late) = first, second
    if time == later:
        return None
    if late - half_unit(str(late)) > early + half_unit(str(early)):
        shown = f"survival rises from {early}% to {late}%"
        return discrepancy(shown) if is_survival else not_testable(f"{shown}, if it is one")
    return passes(f"survival does not rise: {early}%, then {late}%")


def _median(time: Fraction, value: Decimal, median: Item) -> Verdict | None:
    step = half_unit(str(value))
    shown = f"survival is {value}%, and the median is {median.number.estimate} {median.number.unit or ''}".strip()
    if median.number.estimate == NOT_REACHED:
        return discrepancy(f"{shown}, where it is 50%") if value + step < 50 else passes(shown)
    try:
        at = parse(f"{median.number.estimate} {median.number.unit}")
    except ValueError:
        return None
    first, last = (years(replace(at, value=end)) for end in rounding_bounds(at))
    if first is None or last is None:
        return None
    if (value + step < 50 and first > time) or (value - step > 50 and last < time):
        return discrepancy(f"{shown}, where it is 50%")
    return passes(shown)


def nested(print_: Printing) -> tuple[Verdict, ...]:
    """A number within another one is no larger."""
    return tuple(
        verdict
        for one, other in combinations(print_.items, 2)
        for inner, outer in ((one, other), (other, one))
        if (verdict := _nested(inner, outer))
    )


def _nested(inner: Item, outer: Item) -> Verdict | None:
    is_nested = any(_is(within, inner) and _is(around, outer) and not _is(within, outer) for within, around in NESTED)
    is_nested = is_nested or (_PARTICIPANTS.match(inner.after) and _EVENTS.match(outer.after)) is not None
    if not is_nested:
        return None
    totals = {inner.number.denominator, outer.number.denominator}
    if len(totals - {None}) == 2:
        return not_testable("the numbers are of different denominators")
    if (inner.number.percent or outer.number.percent) and None in totals:
        return not_testable("the percentages may be of different denominators")
    first, second = inner.count, outer.count
    if first is None or second is None:
        return None
    if first > second:
        return discrepancy(f"{first} are within {second}")
    return passes(f"{first} are within {second}")


def _is(pattern: str, item: Item) -> bool:
    return re.search(pattern, item.words, re.IGNORECASE) is not None


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
    return _rate(item, events, _in_unit(time, unit, item.number.unit), level_of(print_, item) or USUAL_LEVEL)


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


def _rate(item: Item, events: int, time: Decimal, level: Decimal) -> Verdict:
    match = _PER.search(str(item.number.unit))
    per = int(re.sub(r"\D", "", match[1])) if match and match[1] else 1
    scale, value = per / float(time), item.value or Decimal(0)
    expected = events * scale
    if not rounds_to(expected, str(value)):
        return discrepancy(f"{events} events in {time} of person-time are {expected:.3g} per {per}, not {value}")
    if item.limits is None:
        return passes(f"{events} events in {time} of person-time are {expected:.3g} per {per}")
    for name, method in _RATE_LIMITS.items():
        if item.has_limits(scale * limit for limit in method(events, level)):
            return passes(f"{events} events in {time} of person-time, with {name} limits")
    return not_testable("the rate fits, and its limits are by no method that is known here")


def _exact(events: int, level: Decimal) -> tuple[float, float]:
    from scipy.special import gammaincinv  # here, because it costs a third of a second to import

    tail = (1 - float(level) / 100) / 2
    return (float(gammaincinv(events, tail)) if events else 0.0), float(gammaincinv(events + 1, 1 - tail))


def _byar(events: int, level: Decimal) -> tuple[float, float]:
    z = quantile(level / 100)
    more = events + 1
    lower = events * (1 - 1 / (9 * events) - z / (3 * math.sqrt(events))) ** 3 if events else 0.0
    return lower, more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3


def _log_normal(events: int, level: Decimal) -> tuple[float, float]:
    if not events:
        return math.nan, math.nan
    z = quantile(level / 100)
    return events * math.exp(-z / math.sqrt(events)), events * math.exp(z / math.sqrt(events))


_RATE_LIMITS: dict[str, Callable[[int, Decimal], tuple[float, float]]] = {
    "exact": _exact,
    "Byar's": _byar,
    "log-normal": _log_normal,
}
