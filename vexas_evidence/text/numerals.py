"""Numerals in a text: digits with their bound and per cent sign, number words from "two" on, and quantities.

A numeral is what a reader takes for a number. Its ``key`` leaves out what has no meaning: spaces, the form of a dash,
a decimal point set in the middle of the line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from vexas_evidence.text.words import STATED, STATING, VAGUE

NumeralClass = Literal[
    "estimate",
    "derived",
    "inferred",
    "judged",
    "ruled-out",
    "sensitivity",
    "timepoint",
    "threshold",
    "confidence level",
    "per 100",
    "axis tick",
    "date",
    "DOI",
    "reference",
    "name",
    "locator",
    "version",
    "hash",
    "section number",
    "table number",
    "figure number",
    "page number",
    "vague quantity",
    "picture size",
    "check power",
    "verification count",
    "typed",
]
"""What a numeral is: "typed" is one that nothing accounts for, always a discrepancy."""

CLASSES: tuple[NumeralClass, ...] = get_args(NumeralClass)

# A ">" after a letter and before a space is more likely the end of a tag that a text quotes.
_BEFORE = (
    r"(?:[<≤≥±≈~＜＞⩽⩾≦≧≪≫≮≯≰≱≠∼≲≳⁓¬￢]|(?<![A-Za-z])>)[ \u00a0\u2009\u202f]?|>(?=\d)|(?<=[\d%])(?:[-–—−]\s*|[/:])"
    r"|(?<![\w.])(?:[-+](?=\d)|[−﹣－➖]\s?)"
)
_DIGITS = r"[^\W_]*\d[^\W_]*(?:[.,·]\d[^\W_]*)*(?:\s?%)?"
_COMPOUND = r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty-(?:one|two|three|four|five|six|seven|eight|nine)"
_IN_WORDS = rf"\b(?:{_COMPOUND}|{'|'.join(STATING)})\b"
_FORMS = str.maketrans({"–": "-", "—": "-", "−": "-", "·": "."})


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral of a text and its position there."""

    text: str
    start: int
    end: int
    vague: bool = False

    @property
    def key(self) -> str:
        """The numeral without what has no meaning."""
        return "".join(self.text.split()).translate(_FORMS).lower()


def numerals(text: str) -> Iterator[Numeral]:
    """Yield the numerals of a text in order.

    Examples
    --------
    >>> [numeral.text for numeral in numerals("Of 88 patients, 50 (61%) responded; most at six months.")]
    ['88', '50', '61%', 'six']
    """
    for match in _pattern(_signs(text)).finditer(text):
        yield Numeral(match[0], match.start(), match.end(), match["vague"] is not None)


def _signs(text: str) -> str:
    """The characters of a text that stand for a number and are no digits: superscripts, fractions, 六, ㊿, ❻."""
    if text.isascii():
        return ""
    others = (sign for sign in set(text) if not sign.isdecimal())
    return "".join(sorted(sign for sign in others if sign == "💯" or unicodedata.numeric(sign, None) is not None))


@cache
def _pattern(signs: str) -> re.Pattern[str]:
    sign = rf"|[{re.escape(signs)}]" if signs else ""
    return re.compile(
        rf"(?:{_BEFORE})?{_DIGITS}{sign}|{STATED.pattern}|{_IN_WORDS}|(?P<vague>{VAGUE.pattern})", re.IGNORECASE
    )


def classed(text: str, names: Iterable[str]) -> Iterator[tuple[Numeral, NumeralClass]]:
    """Yield the numerals of plain words: each belongs to a declared name, is a vague quantity, or was typed."""
    inside = [range(match.start(), match.end()) for name in names for match in re.finditer(re.escape(name), text)]
    for numeral in numerals(text):
        named = any(numeral.end - 1 in place for place in inside)
        yield numeral, "name" if named else "vague quantity" if numeral.vague else "typed"
