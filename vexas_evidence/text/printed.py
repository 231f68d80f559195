"""A printed number: the text of a source, the Decimal read from it, and what rounding leaves open.

Reading is strict: each sign, bound, percent sign, decimal point and range dash counts, and a text that is not
understood to its end is refused rather than read in part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from vexas_evidence.text.words import BOUND_PATTERN, BOUNDS, WHOLE, value_of

_IN_YEARS = {"years": Fraction(1), "months": Fraction(1, 12), "weeks": Fraction(28, 1461), "days": Fraction(4, 1461)}
DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]+,[0-9]+|[0-9]*\.[0-9]+|[0-9]+)"
"""Digits with a comma before each three of them, with a decimal comma, or with a decimal point, which may lead."""
_UNIT = r"(?:(?:\s*|-)(?P<unit>%|per\s?cent|years?|months?|weeks?|days?|cycles?|patients?))"
_SINGLE = re.compile(
    rf"(?:(?P<bound>{BOUND_PATTERN})\s*)?(?:(?:an?|the)\s+(?=[0-9.]))?(?:first\s+)?"
    rf"(?P<number>{DIGITS}|{WHOLE})(?:\s+treatment)?{_UNIT}?",
    re.IGNORECASE,
)
_COUNT_AND_PERCENT = re.compile(rf"(?P<count>{DIGITS})\s*\((?P<percent>{DIGITS})\s*%\)")
_FRACTION = re.compile(rf"(?P<count>{DIGITS})\s*(?:of|/)\s*(?P<denominator>{DIGITS})")
_RANGE = re.compile(rf"(?P<lower>{DIGITS})\s*%?\s*[-–—]\s*(?P<upper>{DIGITS}){_UNIT}?", re.IGNORECASE)
MAX_LENGTH = 100
_TOO_MANY_DIGITS = re.compile(r"[0-9]{16}")  # no study counts so many, and arithmetic stays exact below


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as printed.

    ``value`` is the number, or the lower end of a range; ``upper`` its upper end. ``count`` and
    ``denominator`` are the n and N printed with or instead of a percentage. ``unit`` is "" where none
    is printed. ``decimals`` counts the printed decimal places of the value.
    """

    text: str
    value: Decimal
    bound: str = ""
    unit: str = ""
    decimals: int = 0
    upper: Decimal | None = None
    count: int | None = None
    denominator: int | None = None


def parse(text: str) -> Printed:
    """Read a printed number such as "61%", "50 (61%)", "4 of 5", "≥25%", "0.4–5.6 years".

    Raises
    ------
    ValueError
        Where any part of the text is not understood.

    Examples
    --------
    >>> number = parse("50 (61%)")
    >>> number.value, number.unit, number.count
    (Decimal('61'), '%', 50)
    >>> parse("at least 25%").bound
    '≥'
    """
    clean = " ".join(text.replace("\u00a0", " ").split())
    if len(clean) > MAX_LENGTH or _TOO_MANY_DIGITS.search(clean.replace(",", "")):
        raise ValueError(f"{text[:MAX_LENGTH]!r} is not a printed number")
    if match := _COUNT_AND_PERCENT.fullmatch(clean):
        percent = plain(match["percent"])
        return Printed(text, Decimal(percent), unit="%", decimals=_decimals(percent), count=_integer(match["count"]))
    if match := _FRACTION.fullmatch(clean):
        count, denominator = _integer(match["count"]), _integer(match["denominator"])
        return Printed(text, Decimal(count), count=count, denominator=denominator)
    if match := _RANGE.fullmatch(clean):
        lower, upper = plain(match["lower"]), plain(match["upper"])
        places = max(_decimals(lower), _decimals(upper))
        return Printed(text, Decimal(lower), unit=_unit(match["unit"]), decimals=places, upper=Decimal(upper))
    if match := _SINGLE.fullmatch(clean):
        words = value_of(match["number"])
        digits = plain(match["number"]) if words is None else str(words)
        bound = BOUNDS[match["bound"].lower()] if match["bound"] else ""
        return Printed(text, Decimal(digits), bound, _unit(match["unit"]), _decimals(digits))
    raise ValueError(f"{text!r} is not a printed number")


def rounding_bounds(number: Printed) -> tuple[Decimal, Decimal]:
    """Return the least and greatest exact value that rounds to the printed one (both ends included)."""
    half = Decimal(5).scaleb(-number.decimals - 1)
    return number.value - half, number.value + half


def percent(count: int, denominator: int, decimals: int = 0, rounding: str = ROUND_HALF_UP) -> Decimal:
    """Return 100 × count / denominator, rounded to *decimals* places under the named rounding rule."""
    return quantize(Fraction(100 * count, denominator), decimals, rounding)


def quantize(value: Fraction, decimals: int, rounding: str = ROUND_HALF_UP) -> Decimal:
    """Round an exact fraction to *decimals* places; ties are judged on the exact fraction."""
    scaled = value * 10**decimals
    floor = scaled.numerator // scaled.denominator
    rest = scaled - floor
    up = rest > Fraction(1, 2) or (
        rest == Fraction(1, 2) and (rounding == ROUND_HALF_UP or (rounding == ROUND_HALF_EVEN and floor % 2 == 1))
    )
    if rounding == ROUND_DOWN:
        up = False
    return Decimal(floor + up).scaleb(-decimals)


def years(time: Printed) -> Fraction | None:
    """Return a time, or the end of a span, in years of 365.25 days; None for what is no time (cycles).

    For order and axes only: a month is no fixed number of days, and whether two printings are of one
    time is for ``agreement.same_time`` to say.
    """
    if time.unit not in _IN_YEARS:
        return None
    return Fraction(time.value if time.upper is None else time.upper) * _IN_YEARS[time.unit]


def prints_as(count: int, denominator: int, number: Printed) -> bool:
    """Say whether count/denominator, as a percentage, rounds to the printed one half-up or half-even.

    Examples
    --------
    >>> prints_as(50, 82, parse("61%")), prints_as(50, 83, parse("61%"))
    (True, False)
    """
    step = 10**number.decimals
    quotient, rest = divmod(100 * step * count, denominator)
    half_up = quotient + (2 * rest >= denominator)
    half_even = quotient + (2 * rest > denominator or (2 * rest == denominator and quotient % 2 == 1))
    return number.value * step in (half_up, half_even)


def format_decimal(value: Decimal, decimals: int | None = None) -> str:
    """Write a Decimal in plain notation, with a fixed number of places where one is given."""
    return f"{value:f}" if decimals is None else f"{value:.{decimals}f}"


def plain(digits: str) -> str:
    """Return digits with a decimal point and without commas.

    A comma before exactly three digits separates thousands, unless a zero leads; any other is a decimal comma.
    """
    if re.fullmatch(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?", digits):
        return digits.replace(",", "")
    pointed = digits.replace(",", ".")
    return f"0{pointed}" if pointed.startswith(".") else pointed


def _integer(digits: str) -> int:
    number = Decimal(plain(digits))
    if number != number.to_integral_value():
        raise ValueError(f"{digits!r} is not a whole number")
    return int(number)


def _decimals(digits: str) -> int:
    return len(digits.partition(".")[2])


def _unit(unit: str | None) -> str:
    if not unit:
        return ""
    return "%" if unit.lower().replace(" ", "") in ("%", "percent") else unit.lower().removesuffix("s") + "s"
