"""Digits as they are printed, and the units behind them.

Digits are grouped by a comma, a space or an apostrophe, with a decimal sign, with a power of ten. A comma before each
three digits groups them; any other comma is a decimal comma, which a text has to declare, or it is refused. Where it is
declared, a point groups. Units are of time, of mass, of laboratory values, of rates; the nouns are those of people. The
patterns are for folded text (``folding.fold``).
"""

from __future__ import annotations

import re
from typing import Literal

from vexas_evidence.text import words
from vexas_evidence.text.late import in_any_case, late

DecimalSign = Literal["point", "comma"]

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED_POWER = rf"(?:\^\s?\{{?[-−+]?\d{{1,3}}\}}?|[⁻⁺]?[{SUPERSCRIPTS}]{{1,3}})"
_NOT_RAISED = r"(?:[-−]\d{1,3}|(?:[3-9]|1[0-2])(?=\s(?:cells|copies|[CP]FU|platelets|IU)\b))"
"""The exponent of a power of ten that a text does not raise: 10−8, and 106 before what is counted so."""
_TIMES_TEN = rf"(?:\s?[×x*]\s?10(?:{_RAISED_POWER}|{_NOT_RAISED})|\s?·\s?10{_RAISED_POWER})"
_TEN = rf"10(?:\^[-−]\d{{1,3}}|⁻[{SUPERSCRIPTS}]{{1,3}})"
"""A negative power of ten alone, as of a p-value: 10^-5."""
_EXPONENT = rf"(?:[eE][-−+]?\d{{1,3}}(?!\w)|{_TIMES_TEN}(?![\w/]))"


def _pattern(group: str, decimal: str) -> str:
    groups = "|".join(rf"(?:{sign}\d{{3}})+" for sign in (group, "['’]", "[ ]"))
    whole = rf"(?:[1-9]\d{{0,2}}+(?:{groups})(?!\d)|\d+)"
    return rf"(?:{whole}(?:{decimal}\d+)?|(?<!\d){decimal}\d+)"


MANTISSA = {"point": _pattern(",", "[.·]"), "comma": _pattern("[.]", "[,·]")}
"""Digits with their groups and their decimal sign, by the sign that the text declares."""
PRINTED = {
    sign: rf"(?:{_TEN}(?![\w/])|\d++{_TIMES_TEN}(?![\w/])|{mantissa}{_EXPONENT}?)"
    for sign, mantissa in MANTISSA.items()
}
"""Digits with a power of ten, where one follows."""
UNDECLARED_COMMA = late(r"(?<![\d.,·])(?:0,\d+|\d+,(?:\d{1,2}|\d{4,})|\d{1,3}(?:\.\d{3})+,\d+)(?![\d.·])")
"""A decimal comma in a text that does not declare one: "97,3", "1.234,5"."""

_ENDS_IN_POWER = late(
    rf"(?:^10(?=[\^⁻])|\s?[×x*]\s?10|\s?·\s?10(?=[\^⁻⁺{SUPERSCRIPTS}])|[eE])\^?\s?\{{?(?P<power>[-−+\d{SUPERSCRIPTS}⁻⁺]+)\}}?$"
)
_RAISED = str.maketrans(SUPERSCRIPTS + "⁻⁺", "0123456789-+")


def plain(digits: str, decimal: DecimalSign = "point") -> str:
    """Return printed digits without signs of grouping, with a point, and with "e" before a power of ten.

    Examples
    --------
    >>> plain("1,234.5"), plain("97,3", "comma"), plain("5.81 × 10⁻⁴⁸"), plain("0·8")
    ('1234.5', '97.3', '5.81e-48', '0.8')
    """
    if digits.isdecimal():
        return digits
    mantissa, power = digits, ""
    if match := _ENDS_IN_POWER.search(digits):
        mantissa, power = digits[: match.start()], match["power"].translate(_RAISED).replace("−", "-")
    if decimal == "comma":
        mantissa = mantissa.replace(".", "").replace(",", ".")
    bare = re.sub(r"[,'’ ]", "", mantissa.replace("·", "."))
    return f"{bare or 1}e{power.removeprefix('+')}" if power else bare


PERCENT = r"\s?(?:%|per\s?cent\b)(?![\s-]?point)"
"""A percent sign, or the words; percentage points are a unit of their own."""
TIME = (
    r"(?:years?|yrs?|y|months?|mos?|mths?|weeks?|wks?|w|days?|d|hours?|hrs?|h|minutes?|mins?|seconds?|sec"
    r"|(?:treatment\s)?cycles?)"
)
DOSE = r"(?:[kmnµμ]?(?:g|mol)|mcg|I?U|m[lL]|Gy)(?:\s?/\s?(?:kg|m(?:²|\^?2)|day|d|dose|week|wk|h|min))*"
"""A unit of a dose, per body weight, body surface or time."""
_BASE = r"(?:g|L|l|mol|m|Pa|[eE]q|cal|kat|I?U|W|J)"
_SI = (
    rf"(?:mm\s?Hg|cm\s?H2O|mcg|[mcdnpfkμ]?(?:{_BASE}|M|s)|bpm|[kM]?(?:Hz|Bq)|mSv|Gy"
    r"|°[FC]|dB|ppm|ppb|kDa|bp|copies|cells)(?:²|³|\^\d)?"
)
_NUMERATOR = (
    rf"(?:[mcdnpfkμ]?{_BASE}|G|mcg|copies|(?:cell|beat|breath|drop|pack|episode|event|case|death|visit)s?"
    rf"|10[{SUPERSCRIPTS}]+)"
)
_PERSON = r"(?:person|patient|participant|subject|woman|child)"
_DENSITY = rf"{_NUMERATOR}(?:\s?/\s?(?:[\d,.]+\s?)?(?!{_PERSON})[A-Za-zμ]{{1,6}}[²³23]?(?:\^\d)?)+"
_PERSON_TIME = rf"(?:{_PERSON}s?[\s-](?:year|month|week|day)s?|P[YT]s?)"
_RATE = rf"(?:(?:event|case|death|patient)s?\s)?(?:per|/)\s?(?:\d[\d ,]+)?{_PERSON_TIME}(?:\sat\srisk)?"
_PER_PEOPLE = r"per\s\d[\d ,]+(?:\s(?:patients|people|persons|population|women|men|live\sbirths|inhabitants))?"
UNIT = late(
    rf"\s?(?:{_RATE}|{_PER_PEOPLE}|(?:%|percentage|percent)[\s-]?points?"
    rf"|[×x*]\s?10(?:\^\d+|[{SUPERSCRIPTS}]+)/[A-Za-zμ]+"
    rf"|-?fold|-?{TIME}(?!\s\d)|{_DENSITY}|{_SI}|points?|units?|‰)(?!\w)"
)
"""A unit right behind a number, with a space, with a hyphen, or glued to it."""
PERSON_TIME = late(rf"\s?{_PERSON_TIME}(?!\w)")
_PLURAL = r"(?-i:[a-z]{3,}(?<![siu])s)"
NOUN = in_any_case(
    rf"[\s-](?:{words.ADJECTIVES}|\w+\s)(?P<noun>{words.WHO})\b"
    rf"|\s(?:(?-i:[a-z]+(?:-[a-z]+)*)\s)?(?P<plural>(?-i:(?:[a-z]+-)*){_PLURAL})(?!\w)",
)
"""Who or what a whole number counts: a word for people or events, or any other one in the plural, such as "users"."""
ASIDE, IS_TIME = late(rf"{TIME}|{DOSE}"), late(TIME)
"""Units of what is no result where it stands alone beside one: times and doses."""
