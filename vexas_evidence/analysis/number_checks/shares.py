"""Counts, denominators and percentages: whether they fit, sum up and stay below their total.

Source: Cochrane Handbook, chapter 6.4; for a share of participants the test of GRIM (Brown and Heathers 2017,
doi:10.1177/1948550616673876).
"""

from __future__ import annotations

import re
from decimal import Decimal

from vexas_evidence.analysis.number_checks.known import Item, Printing, decimal, half_unit
from vexas_evidence.analysis.number_checks.verdicts import Verdict, discrepancy, not_testable, passes
from vexas_evidence.analysis.percentages import contradiction, counts_printing, infer_count, infer_denominator
from vexas_evidence.analysis.prints.read_number import NOT_CRUDE
from vexas_evidence.text.printed import Printed

_ALL = re.compile(r"\b(?:any|all|total|overall)\b", re.IGNORECASE)


def proportion(print_: Printing) -> tuple[Verdict, ...]:
    """A count, its denominator and its percentage fit by rounding."""
    is_one = len(print_.items) == 1
    return tuple(
        verdict
        for item in print_.items
        if (verdict := _proportion(print_, item, print_.known.denominator or (print_.known.n if is_one else None)))
    )


def _proportion(print_: Printing, item: Item, denominator: int | None) -> Verdict | None:
    percent, count = share(item), _count(print_, item)
    total = int(item.number.denominator) if item.number.denominator else denominator
    if percent is None:
        is_count = item.measure in (None, "count", "proportion")
        wrong = f"a count of {count} is above its denominator of {total}"
        return discrepancy(wrong) if is_count and _is_above(count, total) else None
    if item.measure not in (None, "proportion"):
        return not_testable(f"a {item.measure} is no ratio of a count and a denominator") if count is not None else None
    if is_adjusted(print_) or NOT_CRUDE.search(print_.text):
        return not_testable("an adjusted, weighted or estimated percentage is no ratio of a count and a denominator")
    if item.number.denominator and denominator and int(item.number.denominator) != denominator:
        return discrepancy(f"{item.number.denominator} is printed as the denominator, {denominator} is known")
    if count is not None:
        if why := contradiction(percent, count, total):
            may_be_survival = item.time is not None and item.measure is None
            return (
                not_testable(f"{why}; a percentage at a time may be an estimate")
                if may_be_survival
                else discrepancy(why)
            )
        if total is not None:
            return passes(f"{count} of {total} prints as {percent.text}")
        inferred = infer_denominator(count, percent)
        return not_testable(inferred.reason) if inferred.value is None else passes(inferred.reason)
    if not 0 <= percent.value <= 100:
        return discrepancy(f"{percent.text} is no share of a whole")
    if total is None or percent.bound:
        return None
    reachable = len({percent_ for percent_ in range(101) if counts_printing(_percentage(percent_), total)})
    inferred = infer_count(percent, total)
    if not counts_printing(percent, total):
        return discrepancy(inferred.reason)
    return passes(inferred.reason, 1 - reachable / 101 if percent.decimals == 0 else None)


def categories(print_: Printing) -> tuple[Verdict, ...]:
    """Exclusive categories sum to their denominator at most, and "any" lies between the largest and their sum."""
    known, items = print_.known, print_.items
    if len(items) < 2 or (known.exclusive is None and known.exhaustive is None):
        return ()
    if known.exclusive is False:
        return _any_of_all(print_)
    counts, totals = [_count(print_, item) for item in items], {item.number.denominator for item in items}
    if None not in counts and (None not in totals or known.denominator) and len(totals) == 1:
        total, found = int(next(iter(totals)) or known.denominator or 0), sum(filter(None, counts))
        if found > total or (known.exhaustive and found != total):
            return (discrepancy(f"exclusive categories of {total} sum to {found}"),)
        return (passes(f"the categories sum to {found} of {total}"),)
    shares = [share(item) for item in items]
    if None in shares:
        return (not_testable("not every category prints a count of one denominator, or a percentage"),)
    summed = sum((each.value for each in shares if each), Decimal(0))
    slack = sum((half_unit(str(each.value)) for each in shares if each), Decimal(0))
    if summed > 100 + slack or (known.exhaustive and summed < 100 - slack):
        return (discrepancy(f"exclusive categories sum to {summed}%, beyond rounding ({slack})"),)
    return (passes(f"the categories sum to {summed}%, within rounding ({slack})"),)


def _any_of_all(print_: Printing) -> tuple[Verdict, ...]:
    """Whether the number with any of several categories lies between the largest of them and their sum."""
    first = next((item for item in print_.items if _ALL.search(item.before)), None)
    values = [item.value for item in print_.items if item is not first and item.value is not None]
    if first is None or first.value is None or len(values) < len(print_.items) - 1:
        return (not_testable("the categories are not exclusive, and no number of any of them is printed"),)
    largest, summed = max(values), sum(values)
    if first.value < largest:
        return (discrepancy(f"{first.value} with any is below the {largest} with one of them"),)
    if print_.known.exhaustive and first.value > summed:
        return (discrepancy(f"{first.value} with any is above the sum of all, {summed}"),)
    return (passes(f"{first.value} with any is at least {largest}, the largest, and the sum is {summed}"),)


def arms_to_total(print_: Printing) -> tuple[Verdict, ...]:
    """The participants of the arms are those of the study."""
    total = next((item for item in print_.items if _ALL.search(item.before)), None)
    arms = [item for item in print_.items if item is not total]
    if print_.known.one_participant_one_arm is None or len(arms) < 2:
        return ()
    if not print_.known.one_participant_one_arm:
        return (not_testable("a participant can stand in two arms"),)
    stated = print_.known.n or print_.known.denominator
    sums = [
        (sum(filter(None, values)), expected)
        for part in (_size, _denominator)
        if None not in (values := [part(item) for item in arms])
        and (expected := part(total) if total else (stated if part is _size else None)) is not None
    ]
    if not sums:
        return (not_testable("the total is not stated"),)
    for summed, expected in sums:
        if summed != expected:
            return (discrepancy(f"the arms sum to {summed}, not {expected}"),)
    return (passes(f"the arms sum to {sums[0][1]}"),)


def share(item: Item) -> Printed | None:
    """Return the percentage of a print; None where it prints none."""
    value = decimal(item.number.percent)
    if value is None:
        return None
    exponent = value.as_tuple().exponent
    bound = item.number.bound or ""
    return Printed(f"{bound}{value}%", value, bound, "%", -exponent if isinstance(exponent, int) else 0)


def is_adjusted(print_: Printing) -> bool:
    """Whether an estimate is known to be adjusted."""
    return print_.known.adjusted_for not in (None, "none", "not stated")


def _count(print_: Printing, item: Item) -> int | None:
    """The number with the outcome, as it is printed or known."""
    if item.count is not None:
        return item.count
    return print_.known.count if len(print_.items) == 1 else None


def _size(item: Item) -> Decimal | None:
    """The participants of an arm: its value, or its denominator where that alone is printed."""
    return item.value if item.value is not None else _denominator(item)


def _denominator(item: Item) -> Decimal | None:
    return decimal(item.number.denominator)


def _is_above(count: int | None, total: int | None) -> bool:
    return count is not None and total is not None and count > total


def _percentage(percent: int) -> Printed:
    return Printed(f"{percent}%", Decimal(percent), unit="%")
