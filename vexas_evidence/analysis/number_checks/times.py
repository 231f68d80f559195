"""Numbers at several times, and numbers of which one is within the other.

Sources: Cochrane Handbook, chapters 6.8 (time to event) and 6.4; CONSORT Harms 2022 (doi:10.1136/bmj-2022-073725) for
events apart from participants.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import combinations, pairwise

from vexas_evidence.analysis.number_checks.known import Item, Printing, half_unit
from vexas_evidence.analysis.number_checks.spreads import participants
from vexas_evidence.analysis.number_checks.verdicts import Verdict, discrepancy, not_testable, passes
from vexas_evidence.text.grammar.parts import NOT_REACHED
from vexas_evidence.text.printed import parse, years

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
    shares = [
        each for each in items if each.number.percent and (each.time is not None or known.events_by_then is not None)
    ]
    is_survival = known.measure in (None, "survival") and _RISING.search(print_.text) is None
    at_risk = [each.count for each in items] if _AT_RISK.search(print_.text) else []
    is_named = any(each.measure == "survival" for each in shares) or known.curve is not None
    if not (at_risk or (shares and is_named)):
        return ()
    found: list[Verdict | None] = []
    if shares and known.events_by_then is not None:
        found.append(_by_events(print_, shares[-1]))
    medians = [each for each in items if each.number.estimate and _MEDIAN.search(each.words)]
    if len(shares) > 1 or medians or len(at_risk) > 1:
        if known.curve != "same":
            return (*filter(None, found), not_testable("whether the numbers are of one curve is not stated"))
        found += [_fall(one, other, is_survival) for one, other in combinations(shares, 2)]
        found += [_median(share, median) for share in shares for median in medians]
        found += [_at_risk(one, other) for one, other in pairwise(at_risk)]
    return tuple(filter(None, found))


def _by_events(print_: Printing, item: Item) -> Verdict:
    total = participants(print_, item)
    events, value = print_.known.events_by_then or 0, item.value or Decimal(0)
    if not total:
        return not_testable("the number of participants is not stated")
    most = 100 * (1 - Decimal(events) / total)
    shown = f"{events} events of {total} leave at most {most:.1f}%"
    return discrepancy(f"{shown}, below {value}%") if value - half_unit(str(value)) > most else passes(shown)


def _at_risk(one: int | None, other: int | None) -> Verdict | None:
    if one is None or other is None:
        return None
    shown = f"the number at risk is {one}, then {other}"
    return discrepancy(f"{shown}: it does not rise") if other > one else passes(shown)


def _fall(one: Item, other: Item, is_survival: bool) -> Verdict | None:
    if one.time is None or other.time is None or one.time == other.time or one.value is None or other.value is None:
        return None
    early, late = (one, other) if one.time < other.time else (other, one)
    if (late.value or 0) - half_unit(str(late.value)) > (early.value or 0) + half_unit(str(early.value)):
        shown = f"survival rises from {early.value}% to {late.value}%"
        return discrepancy(shown) if is_survival else not_testable(f"{shown}, if it is one")
    return passes(f"survival does not rise: {early.value}%, then {late.value}%")


def _median(share: Item, median: Item) -> Verdict | None:
    if share.time is None or share.value is None:
        return None
    step = half_unit(str(share.value))
    shown = f"survival is {share.value}%, and the median is {median.number.estimate} {median.number.unit or ''}".strip()
    if median.number.estimate == NOT_REACHED:
        return discrepancy(f"{shown}, where it is 50%") if share.value + step < 50 else passes(shown)
    try:
        time = years(parse(f"{median.number.estimate} {median.number.unit}"))
    except ValueError:
        return None
    if time is None:
        return None
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
    )


def _nested(inner: Item, outer: Item) -> Verdict | None:
    is_nested = any(_is(within, inner) and _is(around, outer) and not _is(around, inner) for within, around in NESTED)
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
