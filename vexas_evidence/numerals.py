"""Numerals in a text: digits with their comparator and per cent sign, number words from "two" on, and quantities.

A numeral is what a reader takes for a number. Its ``key`` leaves out what carries no meaning: spaces,
the form of a dash, a decimal point set in the middle of the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from vexas_evidence.printed import WORDS
from vexas_evidence.quantities import STATED, VAGUE

NumeralClass = Literal[
    "estimate",
    "derived",
    "implied",
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
    "check power",
    "receipt count",
    "typed",
]
"""What a numeral is. "typed" stands for one that nothing accounts for; it is always a discrepancy."""

CLASSES: tuple[NumeralClass, ...] = get_args(NumeralClass)

# A ">" after a letter and before a space is more likely the end of a tag that a text quotes.
_BEFORE = (
    r"(?:[<≤≥±≈~]|(?<![A-Za-z])>)[ \u00a0\u2009\u202f]?|>(?=\d)|(?<=[\d%])(?:[-–—−]\s*|[/:])|(?<![\w.])[-−+](?=\d)"
)
_DIGITS = r"[^\W_]*\d[^\W_]*(?:[.,·]\d[^\W_]*)*(?:\s?%)?"
# Superscripts, fractions and number forms, which are no digits.
_SIGNS = "[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2089\u2150-\u218b\u2460-\u249b]"
_COMPOUND = r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty-(?:one|two|three|four|five|six|seven|eight|nine)"
_WORDED = rf"\b(?:{_COMPOUND}|{'|'.join(WORDS)})\b"
_NUMERAL = re.compile(
    rf"(?:{_BEFORE})?{_DIGITS}|{_SIGNS}|{STATED.pattern}|{_WORDED}|(?P<vague>{VAGUE.pattern})", re.IGNORECASE
)
_FORMS = str.maketrans({"–": "-", "—": "-", "−": "-", "·": "."})


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral of a text and where it stands there."""

    text: str
    start: int
    end: int
    vague: bool = False

    @property
    def key(self) -> str:
        """The numeral without what carries no meaning."""
        return "".join(self.text.split()).translate(_FORMS).lower()


def numerals(text: str) -> Iterator[Numeral]:
    """Yield the numerals of a text in order."""
    for match in _NUMERAL.finditer(text):
        yield Numeral(match[0], match.start(), match.end(), match["vague"] is not None)


def classed(text: str, names: Iterable[str]) -> Iterator[tuple[Numeral, NumeralClass]]:
    """Yield the numerals of plain words: each belongs to a declared name, is a vague quantity, or was typed."""
    inside = [range(match.start(), match.end()) for name in names for match in re.finditer(re.escape(name), text)]
    for numeral in numerals(text):
        named = any(numeral.end - 1 in place for place in inside)
        yield numeral, "name" if named else "vague quantity" if numeral.vague else "typed"
