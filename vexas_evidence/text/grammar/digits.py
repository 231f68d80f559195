"""Digits as they are printed: grouped by a comma, a space or an apostrophe, with a decimal sign, with a power of ten.

A comma before each three digits groups them; any other comma is a decimal comma, which a text has to declare, or it
is refused. Where it is declared, a point groups. The patterns are for folded text (``characters.fold``).
"""

from __future__ import annotations

import re
from typing import Literal

DecimalSign = Literal["point", "comma"]

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED_POWER = rf"(?:\^\s?\{{?[-−+]?\d{{1,3}}\}}?|[⁻⁺]?[{SUPERSCRIPTS}]{{1,3}})"
_TIMES_TEN = rf"(?:\s?[×x*]\s?10(?:{_RAISED_POWER}|[-−]\d{{1,3}})|\s?·\s?10{_RAISED_POWER})"
_EXPONENT = rf"(?:[eE][-−+]?\d{{1,3}}(?!\w)|{_TIMES_TEN}(?![\w/]))"


def _pattern(group: str, decimal: str) -> str:
    apart = "|".join(rf"(?:{sign}\d{{3}})+" for sign in (group, "['’]", "[ ]"))
    whole = rf"(?:[1-9]\d{{0,2}}+(?:{apart})(?!\d)|\d+)"
    return rf"(?:{whole}(?:{decimal}\d+)?|(?<!\d){decimal}\d+)"


MANTISSA = {"point": _pattern(",", "[.·]"), "comma": _pattern("[.]", "[,·]")}
"""Digits with their groups and their decimal sign, by the sign that the text declares."""
PRINTED = {sign: rf"(?:\d++{_TIMES_TEN}(?![\w/])|{mantissa}{_EXPONENT}?)" for sign, mantissa in MANTISSA.items()}
"""Digits with a power of ten, where one follows."""
UNDECLARED_COMMA = re.compile(r"(?<![\d.,·])(?:0,\d+|\d+,(?:\d{1,2}|\d{4,}))(?![\d.·])")
"""A decimal comma in a text that does not declare one: "97,3"."""

_ENDS_IN_POWER = re.compile(
    rf"(?:\s?[×x*]\s?10|\s?·\s?10(?=[\^⁻⁺{SUPERSCRIPTS}])|[eE])\^?\s?\{{?(?P<power>[-−+\d{SUPERSCRIPTS}⁻⁺]+)\}}?$"
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
    return f"{bare}e{power.removeprefix('+')}" if power else bare
