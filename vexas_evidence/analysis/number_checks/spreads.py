"""A mean with its standard deviation, its standard error and the number of participants.

Sources: Cochrane Handbook, chapter 6.5.2; GRIM (Brown and Heathers 2017, doi:10.1177/1948550616673876); the greatest
standard deviation on a scale with two ends is that of GRIMMER and of the R package scrutiny.
"""

from __future__ import annotations

import math
import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from vexas_evidence.analysis.number_checks.known import Item, Printing, decimal, half_unit
from vexas_evidence.analysis.number_checks.shares import is_adjusted
from vexas_evidence.analysis.number_checks.verdicts import Verdict, discrepancy, not_testable, of_each_number, passes

_OTHER_MEAN = re.compile(r"geometric|cluster|adjusted|least[- ]squares|imput", re.IGNORECASE)


@of_each_number
def deviation_and_error(print_: Printing, item: Item) -> Verdict | None:
    """A standard error is the standard deviation over √n, and no deviation is wider than its scale allows."""
    deviation = next((each.value for each in item.number.spread if each.kind == "SD" and each.value), None)
    n, error = participants(print_, item), item.number.standard_error
    if deviation is None or (error is None and print_.known.range is None):
        return None
    if is_adjusted(print_) or _OTHER_MEAN.search(f"{print_.text} {print_.known.interval_from or ''}"):
        return not_testable("the mean is adjusted, geometric or clustered")
    if n is None:
        return not_testable("the number of participants is not stated")
    value, step = Decimal(deviation), half_unit(deviation)
    if error is not None:
        low, high = (float(value + sign * step) / math.sqrt(n) for sign in (-1, 1))
        printed, about = float(Decimal(error)), float(half_unit(error))
        if printed + about < low or printed - about > high:
            return discrepancy(f"{deviation}/√{n} is {float(value) / math.sqrt(n):.3g}, not {error}")
        return passes(f"{deviation}/√{n} is {float(value) / math.sqrt(n):.3g}")
    (least, most), mean = print_.known.range or (Decimal(0), Decimal(0)), item.value
    if mean is None or n < 2:
        return None
    slack = half_unit(str(mean))
    inside = [min(max(at, least), most) for at in (mean - slack, mean, mean + slack)]
    widest = max((at - least) * (most - at) for at in inside)
    greatest = math.sqrt(float(widest) * n / (n - 1))
    shown = f"a mean of {mean} of {n} on a scale from {least} to {most} allows a standard deviation of {greatest:.3g}"
    return discrepancy(f"{shown}, below {deviation}") if float(value - step) > greatest else passes(shown)


@of_each_number
def grim(print_: Printing, item: Item) -> Verdict | None:
    """A mean of whole numbers is a whole sum over the number of values."""
    known, mean = print_.known, decimal(item.number.estimate)
    if known.whole_numbers is None or mean is None or item.measure not in (None, "mean"):
        return None
    n = participants(print_, item)
    if not known.whole_numbers:
        return not_testable("the values are not whole numbers")
    if n is None:
        return not_testable("the number of participants is not stated")
    if is_adjusted(print_) or _OTHER_MEAN.search(print_.text):
        return not_testable("the mean is adjusted, geometric or clustered")
    values = n * (known.items or 1)
    decimals = -int(mean.as_tuple().exponent)
    if values >= 10**decimals:
        return not_testable(f"every mean of {values} values prints with {decimals} decimals")
    power = 1 - values / 10**decimals
    step = half_unit(str(mean))
    first = ((mean - step) * values).to_integral_value(ROUND_CEILING)
    last = ((mean + step) * values).to_integral_value(ROUND_FLOOR)
    if first <= last:
        return passes(f"{first}/{values} prints as {mean}", power)
    near = ", ".join(f"{total}/{values} is {float(total) / values:.{decimals + 1}f}" for total in (last, first))
    return discrepancy(f"no whole sum of {values} values has a mean of {mean}: {near}")


def participants(print_: Printing, item: Item) -> int | None:
    """The number of participants of a number, as it is printed or known."""
    return int(item.number.denominator) if item.number.denominator else print_.known.n or print_.known.denominator
