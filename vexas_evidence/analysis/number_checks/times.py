"""Numbers at several times, and numbers of which one is within the other.

Sources: Cochrane Handbook, chapters 6.8 (time to event) and 6.4; CONSORT Harms 2022 (doi:10.1136/bmj-2022-073725) for
events apart from participants.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import combinations

from vexas_evidence.analysis.number_checks.known import Item, Printing, half_unit
from vexas_evidence.analysis.number_checks.verdicts import Verdict, discrepancy, not_testable, passes
from vexas_evidence.text.printed import parse, years

NESTED = (
    (r"\b(?:with)?in\b|\bby\b|\bat\b(?!\sany\stime)", r"\bat\sany\stime\b|\bever\b|\boverall\b"),
    (r"\bgrade\s?(?:≥\s?[2-5]|[3-5])|\b(?:serious|severe|fatal)\b", r"\bany(?:\sgrade|\sevent|\sadverse|\b)"),
    (r"\bcomplete\b|\bCR\b", r"\boverall\b|\bORR?\b|\bresponse\b"),
    (r"\banaly[sz]ed\b", r"\btreated\b"),
    (r"\btreated\b", r"\brandomi[sz]ed\b"),
    (r"\banaly[sz]ed\b", r"\brandomi[sz]ed\b"),
    (r"\b(?:participants?|patients?)\b", r"\bevents\b"),
)
"""Words of a number, and of the number that it is within."""
_MEDIAN = re.compile(r"\bmedian\b", re.IGNORECASE)


def survival(print_: Printing) -> tuple[Verdict, ...]:
    """Survival does not rise, is no higher than its events allow, and is 50% at its median."""
    known = print_.known
    shares = [
        item
        for item in print_.items
        if item.number.percent and (item.time is not None or known.events_by_then is not None)
    ]
    if not shares or not (
        known.measure == "survival" or known.curve or any(item.measure == "survival" for item in shares)
    ):
        return ()
    found: list[Verdict | None] = []
    if known.events_by_then is not None:
        found.append(_by_events(print_, shares[-1]))
    medians = [item for item in print_.items if item.number.estimate and _MEDIAN.search(item.words)]
    if len(shares) > 1 or medians:
        if known.curve != "same":
            return (*filter(None, found), not_testable("whether the numbers are of one curve is not stated"))
        found += [_fall(one, other) for one, other in combinations(shares, 2)]
        found += [_median(share, median) for share in shares for median in medians]
    return tuple(filter(None, found))


def _by_events(print_: Printing, item: Item) -> Verdict:
    total = int(item.number.denominator) if item.number.denominator else print_.known.n or print_.known.denominator
    events, value = print_.known.events_by_then or 0, item.value or Decimal(0)
    if not total:
        return not_testable("the number of participants is not stated")
    most = 100 * (1 - Decimal(events) / total)
    shown = f"{events} events of {total} leave at most {most:.1f}%"
    return discrepancy(f"{shown}, below {value}%") if value - half_unit(str(value)) > most else passes(shown)


def _fall(one: Item, other: Item) -> Verdict | None:
    if one.time is None or other.time is None or one.time == other.time or one.value is None or other.value is None:
        return None
    early, late = (one, other) if one.time < other.time else (other, one)
    if (late.value or 0) - half_unit(str(late.value)) > (early.value or 0) + half_unit(str(early.value)):
        return discrepancy(f"survival rises from {early.value}% to {late.value}%")
    return passes(f"survival does not rise: {early.value}%, then {late.value}%")


def _median(share: Item, median: Item) -> Verdict | None:
    try:
        time = years(parse(f"{median.number.estimate} {median.number.unit}"))
    except ValueError:
        return None
    if time is None or share.time is None or share.value is None:
        return None
    shown = f"survival is {share.value}%, and the median is {median.number.estimate} {median.number.unit}"
    step = half_unit(str(share.value))
    if (share.value + step < 50 and time > share.time) or (share.value - step > 50 and time < share.time):
        return discrepancy(f"{shown}, where it is 50%")
    return passes(shown)


def nested(print_: Printing) -> tuple[Verdict, ...]:
    """A number within another one is no larger."""
    return tuple(
        verdict
        for one, other in combinations(print_.items, 2)
        for inner, outer in ((one, other), (other, one))
        if (verdict := _nested(inner, outer))
    )[:1]


def _nested(inner: Item, outer: Item) -> Verdict | None:
    is_nested = any(_is(within, inner) and _is(around, outer) and not _is(around, inner) for within, around in NESTED)
    if not is_nested:
        return None
    totals = {inner.number.denominator, outer.number.denominator}
    if (inner.number.percent or outer.number.percent) and (None in totals or len(totals) == 2):
        return not_testable("the percentages may be of different denominators")
    first, second = _size(inner), _size(outer)
    if first is None or second is None:
        return None
    if first > second:
        return discrepancy(f"{first} are within {second}")
    return passes(f"{first} are within {second}")


def _is(pattern: str, item: Item) -> bool:
    return re.search(pattern, item.words, re.IGNORECASE) is not None


def _size(item: Item) -> int | None:
    printed = item.number.count or (None if item.number.unit else item.number.estimate)
    return int(printed) if printed and printed.isdigit() else None
