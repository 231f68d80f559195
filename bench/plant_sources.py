"""Errors to plant in the texts of sources, before their ledger is made and before they are compared with it.

The texts are invented. Where the text of a real source stands next to the project it is used too, and nothing of it
is stored but the few characters that were changed.
"""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from plant import Slip, slip

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "vexas_evidence" / "example"
TRIAL = ROOT / "tests" / "trial"
SHARED = ROOT.parent / "shared" / "sources"
OPEN_ARTICLE = ROOT / "tests" / "open-article"
OPEN_JATS = ROOT.parent / "shared" / "articles" / "jjco-PMC7937420" / "article.xml"

FLIPPED = {
    "no more than": "more than",
    "fewer than": "more than",
    "at least": "at most",
    "up to": "over",
    "below": "above",
    "over ": "under ",
    "Over ": "Under ",
    "About": "Over",
    "≥": "≤",
    "&lt;": "&gt;",
}
WORDS = ("two", "three", "five", "Thirty-five", "two-thirds", "second", "Both", "twice")
OTHERS = {"Both": "All", "second": "third", "twice": "thrice", "two-thirds": "one-third", "Thirty-five": "Thirty-six"}


@dataclass(frozen=True)
class Source:
    """A text of a source: its file, its id, and the data folder that reads it, or None where none does."""

    path: Path
    name: str
    data: Path | None


def sources() -> Iterator[Source]:
    """Yield the texts to plant errors in."""
    yield Source(EXAMPLE / "texts" / "marsh-bulletin.txt", "marsh-bulletin", EXAMPLE)
    yield Source(EXAMPLE / "texts" / "marsh-letter.txt", "marsh-letter", EXAMPLE)
    yield Source(EXAMPLE / "texts" / "marsh-article.txt", "marsh-article", None)
    yield Source(EXAMPLE / "texts" / "marsh-report.html", "marsh-report", None)
    yield Source(TRIAL / "texts" / "reed-report.txt", "reed-report", TRIAL)
    yield Source(TRIAL / "texts" / "reed-report.xml", "reed-report", TRIAL)
    yield Source(TRIAL / "texts" / "reed-tables.xml", "reed-tables", None)
    if OPEN_JATS.is_file():
        yield Source(OPEN_JATS, "preoperative-dcs-2021-article", OPEN_ARTICLE)
    if (SHARED / "frenvex-aza-summary.txt").is_file():
        yield Source(SHARED / "frenvex-aza-summary.txt", "frenvex-aza-summary", ROOT / "data")


def planters() -> tuple[Callable[[str, random.Random], Iterator[Slip]], ...]:
    """Return the kinds of errors, each a function from a text to the same text with one slip."""
    return digit, percent, point, bound, word, superscript, row


def digit(text: str, chance: random.Random) -> Iterator[Slip]:
    """Change a digit of a number; tags and names are left."""
    for match in re.finditer(r"(?<![\w<])\d[\d.]*", text):
        place = chance.choice([index for index, sign in enumerate(match[0]) if sign.isdigit()])
        other = chance.choice([sign for sign in "0123456789" if sign != match[0][place]])
        yield slip("digit changed", "", text, match.start() + place, match.start() + place + 1, other)


def percent(text: str, _: random.Random) -> Iterator[Slip]:
    """Leave out a percent sign."""
    for match in re.finditer("%", text):
        yield slip("percent sign dropped", "", text, *match.span(), "")


def point(text: str, _: random.Random) -> Iterator[Slip]:
    """Move a decimal point, or put one in."""
    for match in re.finditer(r"(?<![\w.])(\d)\.?(\d)(?=%| years)", text):
        new = match[1] + match[2] if "." in match[0] else f"{match[1]}.{match[2]}"
        yield slip("decimal moved", "", text, *match.span(), new)


def bound(text: str, _: random.Random) -> Iterator[Slip]:
    """Turn a bound into its contrary."""
    for old, new in FLIPPED.items():
        for match in re.finditer(rf"(?<!\w){old}", text):
            yield slip("bound flipped", "", text, *match.span(), new)


def word(text: str, _: random.Random) -> Iterator[Slip]:
    """Turn a number word into another."""
    for old in WORDS:
        for match in re.finditer(rf"(?<![\w-]){old}(?![\w-])", text):
            yield slip("number word changed", "", text, *match.span(), OTHERS.get(old, "four"))


def superscript(text: str, _: random.Random) -> Iterator[Slip]:
    """Join a superscript to the text before it."""
    for match in re.finditer(r"<sup>(\d)</sup>", text):
        yield slip("superscript glued", "", text, *match.span(), match[1])


def row(text: str, _: random.Random) -> Iterator[Slip]:
    """Delete a line that holds a number: a row of a table, a paragraph."""
    for match in re.finditer(r"^(?:<tr>|- |[A-Z]).*(?<![A-Za-z.])\d.*\n", text, re.MULTILINE):
        yield Slip("row deleted", "", "", "", text[: match.start()] + text[match.end() :])


def benign(text: str, chance: random.Random) -> Iterator[Slip]:
    """Change the layout of a plain text, which has no meaning."""
    lines = [line for line in text.splitlines() if line.strip()]
    for width in (60, 66, 72, 78, 90):
        parts = (textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False) for line in lines)
        yield Slip("wrapping", "", "", str(width), "\n\n".join(parts) + "\n")
    for kind, old, new in (
        ("dashes", "—", " – "),
        ("dashes", "–", "-"),
        ("quotes", "’", "'"),
        ("spacing", "%", " %"),
        ("spacing", " ", "  "),
        ("spacing", " ", "\u00a0"),
    ):
        places = [match.span() for match in re.finditer(rf"(?<=\S){old}(?=\S)", text)]
        for start, end in chance.sample(places, min(12, len(places))):
            yield slip(kind, "", text, start, end, new)
    long = [match.span() for match in re.finditer(r"^.{30,}$", text, re.MULTILINE)]  # no heading
    inside = (re.compile(r"(?<=[a-z]{4})(?=[a-z]{4})").finditer(text, *line) for line in long)
    places = [match.span() for line in inside for match in line]
    for start, end in chance.sample(places, min(20, len(places))):
        yield slip("hyphenation", "", text, start, end, "-\n")
