"""Counts, denominators and percentages: whether they fit, sum up and stay below their total, and their interval.

Sources: Cochrane Handbook, chapter 6.4; for a share of participants the test of GRIM (Brown and Heathers 2017,
doi:10.1177/1948550616673876); for its interval Agresti and Coull 1998 (doi:10.1080/00031305.1998.10480550) and Newcombe
1998 (doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E). How much narrower or wider than Wilson's an
interval by an honest method is, is ours.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from math import gcd

from vexas_evidence.analysis.intervals import METHODS
from vexas_evidence.analysis.number_checks.known import USUAL_LEVEL, Item, Printing, decimal, half_unit, level_of
from vexas_evidence.analysis.number_checks.verdicts import Verdict, discrepancy, not_testable, of_each_number, passes
from vexas_evidence.analysis.percentages import contradiction, counts_printing, infer_count, infer_denominator
from vexas_evidence.analysis.prints.read_number import NOT_CRUDE
from vexas_evidence.text.grammar.parts import decimals_of
from vexas_evidence.text.printed import Printed

_ALL = re.compile(r"\b(?:any|all|total|overall)\b", re.IGNORECASE)


@of_each_number
def proportion(print_: Printing, item: Item) -> Verdict | None:
    """A count, its denominator and its percentage fit by rounding."""
    denominator = print_.known.denominator or (print_.known.n if len(print_.items) == 1 else None)
    percent, count = share(item), _count(print_, item)
    total = denominator if item.denominator is None else item.denominator
    if percent is None:  # and a whole number may be a mean
        is_above = item.number.count and total is not None and int(item.number.count) > total
        return discrepancy(f"a count of {count} is above its denominator of {total}") if is_above else None
    if item.measure not in (None, "proportion"):
        return not_testable(f"a {item.measure} is no ratio of a count and a denominator") if count is not None else None
    if is_adjusted(print_) or NOT_CRUDE.search(print_.text):
        return not_testable("an adjusted, weighted or estimated percentage is no ratio of a count and a denominator")
    if denominator and item.denominator not in (None, denominator):
        return discrepancy(f"{item.denominator} is printed as the denominator, {denominator} is known")
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
    inferred = infer_count(percent, total)
    if not counts_printing(percent, total):
        return discrepancy(inferred.reason)
    return passes(inferred.reason, float(power_of_percentage(percent.decimals, total)))


def power_of_percentage(decimals: int, denominator: int) -> Fraction:
    """The share of all percentages of so many decimals that no count prints as, half-up or half-even.

    Below one count a step, each prints another percentage, and a tie whose half-even neighbor is the lower two.

    Examples
    --------
    >>> power_of_percentage(0, 88)
    Fraction(10, 101)
    >>> power_of_percentage(1, 88)
    Fraction(912, 1001)
    """
    if denominator <= 0:
        return Fraction(1)
    steps = 100 * 10**decimals
    ties = gcd(2 * steps, denominator)
    odd = 2 * steps // ties  # a tie is an odd multiple of half a step; of those 1, 5, 9 … the lower step is even
    two_of_one = len(range(odd % 4, ties + 1, 4)) if odd % 2 else 0
    return Fraction(max(0, steps - denominator - two_of_one), steps + 1)


def categories(print_: Printing) -> tuple[Verdict, ...]:
    """Exclusive categories sum to their denominator at most; any of several is at least the largest of them."""
    known, items = print_.known, print_.items
    if len(items) < 2 or (known.exclusive is None and known.exhaustive is None):
        return ()
    if known.exclusive is False:
        return _any_of_all(print_)
    counts, totals = [_count(print_, item) for item in items], {item.denominator for item in items}
    if None not in counts and (None not in totals or known.denominator) and len(totals) == 1:
        printed, found = totals.pop(), sum(filter(None, counts))
        total = (known.denominator or 0) if printed is None else printed
        if found > total or (known.exhaustive and found != total):
            return (discrepancy(f"exclusive categories of {total} sum to {found}"),)
        return (passes(f"the categories sum to {found} of {total}"),)
    shares = [percent.value for item in items if (percent := share(item))]
    if len(shares) < len(items):
        return (not_testable("not every category prints a count of one denominator, or a percentage"),)
    summed, slack = sum(shares, Decimal(0)), sum((half_unit(str(each)) for each in shares), Decimal(0))
    if summed > 100 + slack or (known.exhaustive and summed < 100 - slack):
        return (discrepancy(f"exclusive categories sum to {summed}%, beyond rounding ({slack})"),)
    return (passes(f"the categories sum to {summed}%, within rounding ({slack})"),)


def _any_of_all(print_: Printing) -> tuple[Verdict, ...]:
    """Whether the number with any of several categories lies between the largest of them and their sum."""
    first = next((item for item in print_.items if _ALL.search(item.before)), None)
    values = [item.value for item in print_.items if item is not first and item.value is not None]
    if first is None or first.value is None or len(values) + 1 < len(print_.items):
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
    sums = [
        (sum(filter(None, sizes)), expected)
        for sizes, expected in _sizes(print_, arms, total)
        if None not in (*sizes, expected)
    ]
    if not sums:
        return (not_testable("the total is not stated"),)
    for summed, expected in sums:
        if summed != expected:
            return (discrepancy(f"the arms sum to {summed}, not {expected}"),)
    return (passes(f"the arms sum to {sums[0][1]}"),)


def _sizes(print_: Printing, arms: list[Item], total: Item | None) -> list[tuple[list[int | None], int | None]]:
    """The numbers of the arms that add up to one of their total: counts, and denominators."""
    counts, denominators = [item.count for item in arms], [item.denominator for item in arms]
    if total:
        return [(counts, total.count), (denominators, total.denominator)]
    stated = print_.known.n or print_.known.denominator
    return [(counts if None in denominators else denominators, stated)]


def share(item: Item) -> Printed | None:
    """Return the percentage of a print; None where it prints none."""
    value = decimal(item.number.percent)
    if value is None:
        return None
    bound = item.number.bound or ""
    return Printed(f"{bound}{value}%", value, bound, "%", decimals_of(value))


def two_arms(print_: Printing) -> tuple[tuple[int, int], ...]:
    """Return the count and the denominator of each of two arms, as they are known or printed; nothing without both."""
    found = tuple(
        (int(item.number.count), int(item.number.denominator))
        for item in print_.items
        if item.number.count and item.number.denominator
    )
    pairs = print_.known.counts or found
    return pairs if len(pairs) == 2 and all(count <= total and total for count, total in pairs) else ()


def is_adjusted(print_: Printing) -> bool:
    """Whether an estimate is known to be adjusted."""
    return print_.known.adjusted_for not in (None, "none", "not stated")


def _count(print_: Printing, item: Item) -> int | None:
    """The number with the outcome, as it is printed or known."""
    if item.count is not None:
        return item.count
    return print_.known.count if len(print_.items) == 1 else None


NARROWEST, WIDEST = 0.6, 1.67
"""The width of an interval to that of Wilson's, beyond which no method in use gives it (ours)."""


@of_each_number
def interval_of_proportion(print_: Printing, item: Item) -> Verdict | None:
    """The interval of a count of a denominator is one that a method in use gives."""
    has_share = item.number.percent or (item.number.count and item.number.denominator)
    if not (has_share and item.has_limit and item.measure in (None, "proportion")):
        return None
    known, percent = print_.known, share(item)
    total = item.denominator if item.denominator is not None else known.denominator or known.n
    if not total:
        return not_testable("the denominator of the interval is not stated")
    if is_adjusted(print_) or (known.interval_from or "").lower() in ("clustered", "weighted", "bootstrap", "survey"):
        return not_testable("a clustered, weighted or adjusted interval is none of a count of a denominator")
    if item.limits is None:
        return not_testable("only one limit is printed")
    count = int(item.number.count) if item.number.count else known.count
    counts = [count] if count is not None else list(counts_printing(percent, total)) if percent else []
    if not counts:
        return not_testable("no count of the denominator is known")
    level = level_of(print_, item) or USUAL_LEVEL
    scale = 1 if percent is None and item.limits[1] <= 1 else 100
    for each in counts:
        for name, method in METHODS.items():
            if item.has_limits(scale * limit for limit in method(each, total, level / 100)):
                return passes(f"the {level}% interval of {each} of {total} by {name}")
    lower, upper = (float(limit) / scale for limit in item.limits)
    step = float(item.limit_step) / scale
    nearest = min(counts, key=lambda each: abs(each / total - (lower + upper) / 2))
    if not lower - step <= nearest / total <= upper + step:
        return discrepancy(f"{nearest} of {total} is {100 * nearest / total:.1f}%, outside of the interval")
    low, high = METHODS["Wilson"](nearest, total, level / 100)
    width = (upper - lower) / (high - low)
    if not NARROWEST <= width <= WIDEST:
        shown = f"{100 * low:.1f} to {100 * high:.1f}"
        return discrepancy(f"the interval of {nearest} of {total} is {width:.2f} times as wide as Wilson's ({shown})")
    return not_testable(f"the interval of {nearest} of {total} is by no method that is known here")
