"""A printed number: the text of a source, the Decimal read from it, and what rounding leaves open.

Reading is strict: each sign, bound, percent sign, decimal point and range dash counts, and a text that is not
understood to its end is refused rather than read in part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from vexas_evidence.text import words
from vexas_evidence.text.folding import fold
from vexas_evidence.text.grammar.digits import UNDECLARED_COMMA, DecimalSign
from vexas_evidence.text.grammar.heads import read_head
from vexas_evidence.text.grammar.parts import Print
from vexas_evidence.text.grammar.reading import read

IN_YEARS = {"years": Fraction(1), "months": Fraction(1, 12), "weeks": Fraction(28, 1461), "days": Fraction(4, 1461)}
"""The units of time in years of 365.25 days."""
_UNITS = {"yr": "years", "y": "years", "mo": "months", "wk": "weeks", "d": "days", "treatment cycle": "cycles"}
_IN_ONE_FORM = frozenset({*IN_YEARS, "cycles", "patients"})
_ALLOWED = frozenset({"estimate", "count", "denominator", "percent", "unit"})
_OF_INTERVAL = frozenset({"lower", "upper", "level"})
_PERSON_TIME = frozenset({"person-time", "unit"})
MAX_LENGTH = 100
_NONE_OF_THEM = frozenset(words.ENGLISH["quantities"]["zero"]) - words.VALUES.keys()
"""Words before whom or what they count none of, which are a token of their own: "no deaths"."""
_TOO_MANY_DIGITS = re.compile(r"[0-9]{16}")  # no study counts so many, and arithmetic stays exact below
_WHOLE, _SHARE = r"(?:0|[1-9][0-9]{0,8})", r"[0-9]{1,3}(?:\.[0-9]{1,6})?"
_USUAL = re.compile(rf"({_WHOLE})(?:(?: of |/)({_WHOLE}))?(?: \(({_SHARE})%\))?|({_SHARE})%")
"""The forms of most printed numbers: "82", "61%", "50 of 82", "50/82 (61%)". All others need the grammar."""


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

    @property
    def is_single(self) -> bool:
        """Whether it is one number, and neither a bound nor a range."""
        return not self.bound and self.upper is None


@lru_cache(maxsize=32_768)
def parse(text: str, head: str | None = None) -> Printed:
    """Read a printed number such as "61%", "50 (61%)", "4 of 5", "≥25%", "0.4–5.6 years", or below a *head*.

    Raises ValueError where any part of the text is not understood.

    Examples
    --------
    >>> number = parse("50 (61%)")
    >>> number.value, number.unit, number.count
    (Decimal('61'), '%', 50)
    >>> parse("at least 25%").bound
    '≥'
    """
    if usual := _usual(text):
        return usual
    clean = " ".join(fold(text).split())
    if len(clean) > MAX_LENGTH or _TOO_MANY_DIGITS.search(clean.replace(",", "")):
        raise ValueError(f"{text[:MAX_LENGTH]!r} is not a printed number")
    if clean.lower() in _NONE_OF_THEM:
        return Printed(text, Decimal(0), count=0)
    named = read_head(head) if head else None
    found = read(clean, decimal=decimal_sign(clean), head=named, times_are_results=True)
    only = found.prints[0] if len(found.prints) == 1 and not (found.others or found.p) else None
    rest = [word for word in found.words if word.lower() != "first"]
    number = _number(text, only) if only and not rest else None
    unnamed = only.bracket.lower.start if only and only.bracket else None
    if number is None or [each for each in found.unread if each.start != unnamed]:
        raise ValueError(f"{text!r} is not a printed number")
    return number


def decimal_sign(text: str) -> DecimalSign:
    """Return the sign of the decimals of a text: a comma where one can be nothing else."""
    return "comma" if UNDECLARED_COMMA.search(fold(text)) else "point"


def parse_share(text: str) -> Printed | None:
    """Return the percentage of a print with its confidence interval, and with its count and denominator.

    Of a pair behind a percentage that nothing names the measure of an estimate says whether it is one.
    None where the text is another one, and where a limit is no percentage.

    Examples
    --------
    >>> share = parse_share("16 of 42 (38.1%; 95% CI 23.6-54.4)")
    >>> share.value, share.count, share.denominator
    (Decimal('38.1'), 16, 42)
    >>> parse_share("-5.0% (95% CI -9.0 to -1.0)") is None
    True
    """
    found = read(text, decimal=decimal_sign(text), names_interval=True, times_are_results=True)
    if len(found.prints) != 1 or found.unread or found.others or found.p:
        return None
    only = found.prints[0]
    limits = [part.number for part in only.parts if part.kind in ("lower", "upper")]
    if len(limits) != 2 or not only.part("percent") or not all(0 <= (each or 0) <= 100 for each in limits):
        return None
    return _number(text, only._replace(parts=tuple(each for each in only.parts if each.kind not in _OF_INTERVAL)))


def _usual(text: str) -> Printed | None:
    """A number in one of the usual forms, as the grammar reads it too; None for one that it has to judge."""
    match = _USUAL.fullmatch(text)
    if match is None:
        return None
    count, denominator, percent, alone = match.groups()
    share = percent or alone
    if denominator and int(count) > int(denominator):
        return None
    value, unit = (share, "%") if share else (count, "")
    decimals = len(value.partition(".")[2])
    parts = int(count) if denominator or percent else None, int(denominator) if denominator else None
    return Printed(text, Decimal(value), "", unit, decimals, None, *parts)


def _number(text: str, only: Print) -> Printed | None:
    """A print as one number; None where it has parts that one number has not, such as an interval."""
    parts = {part.kind: part for part in only.parts}
    if only.spreads or only.p or not (parts.keys() <= _ALLOWED or parts.keys() <= _PERSON_TIME):
        return None
    estimate, count, percent = parts.get("estimate"), parts.get("count"), parts.get("percent")
    denominator = parts.get("denominator")
    unit = unit_in_one_form(parts["unit"].value if "unit" in parts else "%" if percent else "")
    if only.bracket and not (estimate or count or percent):
        lower, upper = only.bracket.lower, only.bracket.upper
        if lower.number is None or upper.number is None or lower.bound or upper.bound:
            return None
        places = max(lower.decimals, upper.decimals)
        return Printed(text, lower.number, unit=unit, decimals=places, upper=upper.number)
    main = percent or estimate or count or parts.get("person-time")
    if main is None or only.bracket or main.number is None:
        return None
    if main is count and only.counted and not denominator:
        unit = unit_in_one_form(only.counted)
        return Printed(text, main.number, main.bound, unit if unit in _IN_ONE_FORM else "")
    counts = (int(part.value) if part else None for part in (count, denominator))
    return Printed(text, main.number, main.bound, unit, main.decimals, None, *counts)


def rounding_bounds(number: Printed) -> tuple[Decimal, Decimal]:
    """Return the least and greatest exact value that rounds to the printed one (both ends included)."""
    half = half_unit(number.decimals)
    return number.value - half, number.value + half


def half_unit(decimals: int) -> Decimal:
    """Return half a unit of the last of so many printed decimals."""
    return Decimal(5).scaleb(-decimals - 1)


def percent(count: int, denominator: int, decimals: int = 0) -> Decimal:
    """Return 100 × count / denominator, rounded half-up to *decimals* places."""
    return quantize(Fraction(100 * count, denominator), decimals)


def quantize(value: Fraction, decimals: int, rounding: str = ROUND_HALF_UP) -> Decimal:
    """Round an exact fraction to *decimals* places; ties are judged on the exact fraction."""
    floor, rest = divmod(value.numerator * 10**decimals, value.denominator)
    beyond_half = 2 * rest - value.denominator
    up = beyond_half > 0 or (
        beyond_half == 0 and (rounding == ROUND_HALF_UP or (rounding == ROUND_HALF_EVEN and floor % 2 == 1))
    )
    if rounding == ROUND_DOWN:
        up = False
    return Decimal(floor + up).scaleb(-decimals)


def years(time: Printed) -> Fraction | None:
    """Return a time, or the end of a span, in years of 365.25 days; None for what is no time (cycles).

    For order and axes only: a month is no fixed number of days, and whether two printings are of one
    time is for ``agreement.same_time`` to say.
    """
    if time.unit not in IN_YEARS:
        return None
    return Fraction(time.value if time.upper is None else time.upper) * IN_YEARS[time.unit]


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


def unit_in_one_form(printed: str) -> str:
    """Return a unit in the one form in which units of time are compared; any other as it is printed."""
    singular = printed.lower().removesuffix("s")
    plural = _UNITS.get(singular, f"{singular}s")
    return plural if plural in _IN_ONE_FORM else printed
