"""The interval of a count of a denominator, by the methods in use.

Sources: Agresti and Coull 1998 (doi:10.1080/00031305.1998.10480550) and Newcombe 1998
(doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E). How much narrower or wider than Wilson's an
interval by an honest method is, is ours.
"""

from __future__ import annotations

from decimal import Decimal

from vexas_evidence.analysis.intervals import METHODS
from vexas_evidence.analysis.number_checks.known import Item, Printing
from vexas_evidence.analysis.number_checks.shares import is_adjusted, share
from vexas_evidence.analysis.number_checks.verdicts import Verdict, discrepancy, not_testable, of_each_number, passes
from vexas_evidence.analysis.percentages import counts_printing

NARROWEST, WIDEST = 0.6, 1.67
"""The width of an interval to that of Wilson's, beyond which no method in use gives it (ours)."""


@of_each_number
def interval_of_share(print_: Printing, item: Item) -> Verdict | None:
    """The interval of a count of a denominator is one that a method in use gives."""
    has_share = item.number.percent or (item.number.count and item.number.denominator)
    if not (has_share and item.has_limit and item.measure in (None, "proportion")):
        return None
    known, percent = print_.known, share(item)
    total = int(item.number.denominator) if item.number.denominator else known.denominator or known.n
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
    level = Decimal(item.number.level) if item.number.level else known.level or Decimal(95)
    scale = 1 if percent is None and item.limits[1] <= 1 else 100
    lower, upper = (float(limit) / scale for limit in item.limits)
    step = float(item.limit_step) / scale
    for each in counts:
        for name, method in METHODS.items():
            low, high = method(each, total, level / 100)
            if abs(low - lower) <= step + 1e-9 and abs(high - upper) <= step + 1e-9:
                return passes(f"the {level}% interval of {each} of {total} by {name}")
    nearest = min(counts, key=lambda each: abs(each / total - (lower + upper) / 2))
    if not lower - step <= nearest / total <= upper + step:
        return discrepancy(f"{nearest} of {total} is {100 * nearest / total:.1f}%, outside of the interval")
    low, high = METHODS["Wilson"](nearest, total, level / 100)
    width = (upper - lower) / (high - low)
    if not NARROWEST <= width <= WIDEST:
        shown = f"{100 * low:.1f} to {100 * high:.1f}"
        return discrepancy(f"the interval of {nearest} of {total} is {width:.2f} times as wide as Wilson's ({shown})")
    return not_testable(f"the interval of {nearest} of {total} is by no method that is known here")
