"""Whether two printed texts state the same number or the same time, whatever their words and decimals.

"76.9%" and "77%" are one number, as one rounds to the other; "six months" and "6 months", "1 year" and "12 months"
are one time. "first 6 months" is a span, and equals only itself.
"""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from vexas_evidence.text.printed import Printed, parse, quantize
from vexas_evidence.text.tokens import agree, normalise_numbers
from vexas_evidence.text.units import same_unit
from vexas_evidence.text.words import TIME_UNIT, WHOLE_WORDS, value_of

_UNIT_FIRST = re.compile(rf"(?P<unit>{TIME_UNIT})s?[ -](?P<number>\d+(?:\.\d+)?)")
_IN_ONE_UNIT = {"years": ("months", 12), "weeks": ("days", 7)}  # a month is no fixed number of days


def in_digits(text: str) -> str:
    """Return a text with its number words as digits: "Four of five" as "4 of 5"."""
    return WHOLE_WORDS.sub(lambda match: str(value_of(match[0])), text)


def same_number(one: Printed, other: Printed) -> bool:
    """Say whether two printed numbers are equal, or one rounds to the other half-up or half-even.

    Examples
    --------
    >>> same_number(parse("76.9%"), parse("77%")), same_number(parse("76.9%"), parse("76%"))
    (True, False)
    """
    return (
        _same_form(one, other)
        and abs(one.value - other.value) <= 1
        and any(
            _rounded(one, other, rounding) == _rounded(other, one, rounding)
            for rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN)
        )
    )


def truncated(one: Printed, other: Printed) -> bool:
    """Say whether one printed number is the other with decimals cut off, which is no rounding."""
    return (
        _same_form(one, other)
        and not same_number(one, other)
        and _rounded(one, other, ROUND_DOWN) == _rounded(other, one, ROUND_DOWN)
    )


def same_time(duration: str, token: str, unit: str | None = None) -> bool:
    """Say whether a token prints a duration; *unit* is that of a bare number, where it is printed elsewhere.

    Examples
    --------
    >>> same_time("6 months", "six-month"), same_time("6 months", "6", "months")
    (True, True)
    >>> same_time("6 months", "first 6 months")
    False
    """
    if agree(duration, token):
        return True
    one, other = _span(duration), _span(f"{token} {unit}" if unit else token)
    return one is not None and one == other


def _span(text: str) -> tuple[object, ...] | None:
    """Read a time as a number of months, days or cycles with its bound and its end; None where the text is no time."""
    clean = in_digits(normalise_numbers(text)).lower()
    clean = _UNIT_FIRST.sub(lambda match: f"{match['number']} {match['unit']}s", clean)
    try:
        number = parse(clean)
    except ValueError:
        return None
    if number.unit not in ("years", "months", "weeks", "days", "cycles"):
        return None
    unit, factor = _IN_ONE_UNIT.get(number.unit, (number.unit, 1))
    upper = None if number.upper is None else number.upper * factor
    return number.value * factor, unit, number.bound, upper, "first" in clean.split()


def _same_form(one: Printed, other: Printed) -> bool:
    ends = (one.upper is None) == (other.upper is None)
    return ends and one.bound == other.bound and same_unit(one.unit, other.unit)


def _rounded(number: Printed, other: Printed, rounding: str) -> tuple[Decimal, Decimal | None]:
    """The value and upper end of a number at the decimals that both printings have."""
    decimals = min(number.decimals, other.decimals)
    upper = None if number.upper is None else quantize(Fraction(number.upper), decimals, rounding)
    return quantize(Fraction(number.value), decimals, rounding), upper
