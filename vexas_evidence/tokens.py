"""Number tokens: every numeral and number word of a text, in order, with all that carries meaning.

A sign, a comparator, a decimal point, a percent sign, a range and the unit that follows belong to a
token. Spacing, the form of a dash, a middle dot for a decimal point, ligatures and hyphens at line
ends do not, and are made equal first. Digits within a word (UBA1, E1) are part of a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from vexas_evidence.printed import COMPARATORS, NUMBER_WORDS

VAGUE = (
    "a majority",
    "the majority",
    "a minority",
    "most cases",
    "most",
    "many",
    "several",
    "few",
    "low",
    "high",
    "rare",
    "common",
    "frequent",
    "frequently",
    "predominantly",
    "largely",
    "mostly",
    "mainly",
    "notable",
    "half",
    "two-thirds",
    "one-third",
    "three-quarters",
    "one-quarter",
    "all",
    "none",
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣-"), "-")
_WORDS = "|".join(word for word, number in NUMBER_WORDS.items() if number != 1)
_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
_UNIT = r"(?:\s*%|\s+(?:treatment\s+)?(?:years?|months?|weeks?|days?|cycles?)\b)"
_START = r"(?<![\w.])"
_TOKEN = re.compile(
    "|".join(
        (
            rf"(?P<doi>{_START}10\.\d{{4,9}}/[^\s,;]+[^\s,;.])",
            rf"(?P<counted>(?<![\w./])\d+\s*\({_DIGITS}\s*%\))",
            r"(?P<fraction>(?<![\w./])\d+(?:\s+of\s+|\s*/\s*)\d+\b(?!\s*/))",
            rf"(?P<number>(?:(?:{'|'.join(sorted(map(re.escape, COMPARATORS), key=len, reverse=True))})\s*(?:an?\s+)?)?"
            rf"(?:first\s+)?(?<![\w.])[-+±]?(?:{_DIGITS}(?:\s*-\s*{_DIGITS})?|\b(?:{_WORDS})\b(?!-)){_UNIT}?(?![\w]))",
            rf"(?P<vague>\b(?:{'|'.join(map(re.escape, VAGUE))})\b)",
        )
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One number of a text, as normalised; ``start`` and ``end`` count characters of the normalised text."""

    text: str
    start: int
    end: int


def normalise(text: str) -> str:
    """Return a text with all forms of writing that carry no meaning made equal.

    Compatibility forms (ligatures, full-width digits, non-breaking spaces) are resolved except
    superscripts and fractions, which change a number; dashes become "-", a middle dot between digits
    becomes a point, a hyphen at a line end is joined, and white space is folded.
    """
    kept = (
        text
        if text.isascii()
        else "".join(
            character if unicodedata.category(character) == "No" else unicodedata.normalize("NFKC", character)
            for character in text
        )
    )
    joined = re.sub(r"(?<=[a-z])[-\u00ad\u2010]\s*\n\s*(?=[a-z])", "", kept).replace("\u00ad", "")
    dashed = joined.translate(_DASHES)
    pointed = re.sub(r"(?<=\d)[·∙⋅](?=\d)", ".", dashed)
    return " ".join(pointed.split())


def tokens(text: str) -> tuple[Token, ...]:
    """Return the number tokens of a text in order; the text is normalised first."""
    clean = normalise(text)
    return tuple(Token(match[0].strip(), match.start(), match.end()) for match in _TOKEN.finditer(clean))


def agree(printed: str, token: str) -> bool:
    """Say whether a printed text and a token are the same but for spacing and letter case."""
    return _squeezed(printed) == _squeezed(token)


def _squeezed(text: str) -> str:
    return re.sub(r"\s*([%<>≤≥()-])\s*", r"\1", normalise(text).lower())


def texts_of(found: Iterable[Token]) -> tuple[str, ...]:
    """Return the texts of tokens."""
    return tuple(token.text for token in found)


def part_of(token: str, part: str) -> str:
    """Return the count, the base or the percentage of a token such as "4 of 5" or "50 (61%)"; "" if it has none."""
    numbers = re.findall(r"\d+(?:\.\d+)?", token)
    if len(numbers) != 2:
        return ""
    is_fraction = " of " in token or "/" in token
    parts: dict[str, str] = {
        "count": numbers[0],
        "base": numbers[1] if is_fraction else "",
        "percent": "" if is_fraction else f"{numbers[1]}%",
    }
    return parts[part]
