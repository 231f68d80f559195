"""Errors to plant in JATS before its ledger is made, and before it is compared with its ledger.

Only the abstract and the body are changed: what stands in tags is no text of an article.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from plant import Slip, slip
from plant_sources import FLIPPED

_PARTS = re.compile(r"<abstract\b.*?</abstract>|<body\b.*?</body>", re.DOTALL)
_TEXT = re.compile(r">([^<]+)<")
_ROW = re.compile(r"<tr\b(?:(?!</tr>).)*?<td\b(?:(?!</tr>).)*</tr>\s*", re.DOTALL)
_CELL = re.compile(r"<td\b[^>]*>(.*?)</td>", re.DOTALL)
_HEADS = re.compile(r"(<th\b[^>]*>)([^<]+)(</th>\s*<th\b[^>]*>)([^<]+)(</th>)")
_MARK = re.compile(r'<xref\b[^>]*ref-type="bibr"[^>]*>(?:<sup>)?\s*(\d+)\s*(?:</sup>)?</xref>')
_MINUS = re.compile(r"(?<![\w.)])(?:[-\u2212\u2013]|&#x2212;|&#8722;|&minus;)(?=\d)")


def planters() -> tuple[Callable[[str, random.Random], Iterator[Slip]], ...]:
    """Return the kinds of errors, each a function from a JATS text to the same text with one slip."""
    return digit, percent, point, bound, sign, superscript, cells, heads, row, mark


def digit(text: str, chance: random.Random) -> Iterator[Slip]:
    """Change a digit of a number."""
    for match in _in_text(text, r"(?<![\w&#;])\d[\d.]*(?!\w*;)"):
        place = chance.choice([index for index, each in enumerate(match[0]) if each.isdigit()])
        other = chance.choice([each for each in "0123456789" if each != match[0][place]])
        yield slip("digit changed", "", text, match.start() + place, match.start() + place + 1, other)


def percent(text: str, _: random.Random) -> Iterator[Slip]:
    """Leave out a percent sign."""
    for match in _in_text(text, "%"):
        yield slip("percent sign dropped", "", text, *match.span(), "")


def point(text: str, _: random.Random) -> Iterator[Slip]:
    """Leave out a decimal point."""
    for match in _in_text(text, r"(?<=\d)\.(?=\d)"):
        yield slip("decimal moved", "", text, *match.span(), "")


def bound(text: str, _: random.Random) -> Iterator[Slip]:
    """Turn a bound into its contrary."""
    for old, new in FLIPPED.items():
        for match in _in_text(text, rf"(?<!\w){old}(?=\s*\d|\s*\.\d)"):
            yield slip("bound flipped", "", text, *match.span(), new)


def sign(text: str, _: random.Random) -> Iterator[Slip]:
    """Lose a minus sign."""
    for match in _in_text(text, _MINUS.pattern):
        yield slip("sign lost", "", text, *match.span(), "")


def superscript(text: str, _: random.Random) -> Iterator[Slip]:
    """Join a superscript to the number before it."""
    for match in _in_parts(text, re.compile(r"(?<=\d)<sup>(\d)</sup>")):
        yield slip("superscript glued", "", text, *match.span(), match[1])


def cells(text: str, _: random.Random) -> Iterator[Slip]:
    """Exchange two cells of a row that hold different numbers."""
    for match in _in_parts(text, _ROW):
        found = [each for each in _CELL.finditer(text, *match.span()) if re.search(r"\d", each[1])]
        for one, other in pairwise(found):
            if _plain(one[1]) != _plain(other[1]):
                between = text[one.end(1) : other.start(1)]
                yield slip("cells exchanged", "", text, one.start(1), other.end(1), f"{other[1]}{between}{one[1]}")


def heads(text: str, _: random.Random) -> Iterator[Slip]:
    """Exchange the heads of two columns."""
    for match in _in_parts(text, _HEADS):
        if match[2] != match[4]:
            exchanged = f"{match[1]}{match[4]}{match[3]}{match[2]}{match[5]}"
            changed = text[: match.start()] + exchanged + text[match.end() :]
            yield Slip("heads of columns exchanged", "", "", "", changed)  # words of an article are not recorded


def row(text: str, _: random.Random) -> Iterator[Slip]:
    """Drop a row of a table that holds a number."""
    for match in _in_parts(text, _ROW):
        if any(re.search(r"\d", each) for each in _CELL.findall(match[0])):
            yield Slip("row dropped", "", "", "", text[: match.start()] + text[match.end() :])


def mark(text: str, _: random.Random) -> Iterator[Slip]:
    """Take a citation mark as a number of the text."""
    for match in _in_parts(text, _MARK):
        yield slip("citation mark as a number", "", text, *match.span(), f" {match[1]}")


def _in_parts(text: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield what a pattern finds in the abstract and the body."""
    for part in _PARTS.finditer(text):
        yield from pattern.finditer(text, *part.span())


def _in_text(text: str, pattern: str) -> Iterator[re.Match[str]]:
    """Yield what a pattern finds between the tags of the abstract and the body."""
    known = re.compile(pattern)
    for match in _in_parts(text, _TEXT):
        yield from known.finditer(text, *match.span(1))


def _plain(cell: str) -> str:
    return re.sub(r"<[^>]*>|\s", "", cell)
