"""Numerals in a text: digits with their bound and per cent sign, number words from "two" on, and quantities.

A numeral is what a reader takes for a number. Its ``key`` leaves out what has no meaning: spaces, the form of a dash,
a decimal point set in the middle of the line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, get_args

from vexas_evidence.text.late import late
from vexas_evidence.text.quantities import FIRST_WORDS, in_small_letters, part, quantity

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
    r"(?:[<≤≥±≈~＜＞⩽⩾≦≧≪≫≮≯≰≱≠∼≲≳⁓¬￢]|(?<![A-Za-z])>)[ \u00a0\u2009\u202f]?(?:\r?\n)?"
    r"|>(?=\d)|(?<=[\d%])(?:[-–—−]\s*|[/:])"
    r"|(?<![\w.])(?:[-+](?=\d)|[−﹣－➖]\s?)"
)
_MAY_BE_LETTERS = late(lambda: part("may be letters"))
_DENIED = r"(?<=\bnot )zero\b"  # what is not zero counts nobody, whatever the next line begins with
_DIGITS = rf"(?:{_BEFORE})?[^\W\d_]*+\d[^\W_]*(?:[.,·]\d[^\W_]*)*(?:\s?%)?"
_MIXED = re.compile(r"\w*[A-Za-z]\w*")
_LIKE_LATIN = str.maketrans("аеорсухіѕјһοαıİ", "aeopcyxisjhoaii")
"""Letters that look like those of English; within a word of Latin letters they pose as these."""
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


@lru_cache(maxsize=1 << 14)
def numerals(text: str) -> tuple[Numeral, ...]:
    """Return the numerals of a text in order. A render asks for them ten times: checks, pages and finished files do.

    Examples
    --------
    >>> [numeral.text for numeral in numerals("Of 88 patients, 50 (61%) responded; most at six months.")]
    ['88', '50', '61%', 'six']
    """
    if text.isascii():  # without letters that look like others, signs that stand for numbers, and hidden characters
        found = list(_places(text, ""))
    else:
        same = _with_plain_letters(text)
        found = list(_places(same, _signs(text)))
        if any(unicodedata.category(sign) == "Cf" for sign in set(text)):
            found += _in_hidden_words(same, found)
    return tuple(Numeral(text[start:end], start, end, vague) for start, end, vague in sorted(found))


def first_numeral(text: str) -> str | None:
    """Return the first numeral of a text that is no vague quantity, or None."""
    return next((numeral.text for numeral in numerals(text) if not numeral.vague), None)


def _places(text: str, signs: str) -> Iterator[tuple[int, int, bool]]:
    """Yield start and end of each numeral, and whether it is a vague quantity."""
    end, small = 0, in_small_letters(text)
    in_letters = _MAY_BE_LETTERS.search(text) is not None
    for match in _pattern(signs, in_letters).finditer(text if in_letters else small):
        if match.start() < end:
            continue  # within the one before: half of the two patients
        if match.lastgroup != "first":
            end = match.end()
            yield match.start(), end, False
        elif counted := quantity(small, match.start(), match[0].lower()):
            end = counted[0]
            yield match.start(), *counted


def _with_plain_letters(text: str) -> str:
    """A text of the same length with plain letters for full-width and mathematical ones, and for look-alikes."""
    letters = {
        ord(sign): unicodedata.normalize("NFKC", sign) for sign in set(text) if unicodedata.numeric(sign, None) is None
    }
    plain = text.translate({sign: letter for sign, letter in letters.items() if re.fullmatch("[A-Za-z]", letter)})
    return _MIXED.sub(lambda word: word[0].translate(_LIKE_LATIN), plain)


def _in_hidden_words(text: str, known: list[tuple[int, int, bool]]) -> Iterator[tuple[int, int, bool]]:
    """Yield the numerals in words that a character without a form parts: a soft hyphen within "two"."""
    places = [at for at, sign in enumerate(text) if unicodedata.category(sign) != "Cf"]
    visible = "".join(text[at] for at in places)
    for start, end, vague in _places(visible, ""):
        first, last = places[start], places[end - 1] + 1
        if visible[start].isalpha() and not any(first < other_end and other < last for other, other_end, _ in known):
            yield first, last, vague


def _signs(text: str) -> str:
    """The characters of a text that stand for a number and are no digits: superscripts, fractions, 六, ㊿, ❻."""
    others = (sign for sign in set(text) if not sign.isdecimal())
    return "".join(sorted(sign for sign in others if sign == "💯" or unicodedata.numeric(sign, None) is not None))


@cache
def _pattern(signs: str, in_letters: bool) -> re.Pattern[str]:
    """The pattern for a text in small letters, or for one that may hold a number *in_letters*, three times as long."""
    sign = rf"|[{re.escape(signs + signs.lower())}]" if signs else ""
    letters = f"|{part('disguised')}|{part('foreign')}" if in_letters else ""
    words = rf"\b(?:{part('a number')}|(?!{_DENIED})(?P<first>{FIRST_WORDS})\b)"
    return re.compile(f"(?-i:{_DIGITS}){sign}{letters}|{words}", re.IGNORECASE if in_letters else re.NOFLAG)


def name_pattern(name: str) -> str:
    """Return a pattern of a name, which begins with a capital where it opens a sentence or a cell."""
    return rf"(?i:{re.escape(name[:1])}){re.escape(name[1:])}"


def classed(text: str, names: Iterable[str]) -> Iterator[tuple[Numeral, NumeralClass]]:
    """Yield the numerals of plain words: each belongs to a declared name, is a vague quantity, or was typed."""
    inside = [range(match.start(), match.end()) for name in names for match in re.finditer(name_pattern(name), text)]
    for numeral in numerals(text):
        named = any(numeral.end - 1 in place for place in inside)
        yield numeral, "name" if named else "vague quantity" if numeral.vague else "typed"
