"""The sentences of a source, each with its place. They are never stored."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from vexas_evidence.model.source import SentencePlace, Tier
from vexas_evidence.sources.publication import Publication
from vexas_evidence.text.late import in_any_case, late

ABBREVIATIONS = (
    "al",
    "e.g",
    "i.e",
    "vs",
    "approx",
    "Fig",
    "Figs",
    "No",
    "no",
    "Nos",
    "nos",
    "Dr",
    "Prof",
    "St",
    "cf",
    "ca",
    "doi",
    "resp",
)
REFERENCES = in_any_case(r"(?:\d+\.?\s*)?(?:references?(?: and notes)?|bibliography|literature(?: cited)?)\s?:?")
LONGEST_NAME = 60
"""The most characters of the name of a row in its place; a longer one is cut."""
BEHIND_THE_TEXT = "Figures and tables"
"""The heading of figures and tables that stand behind the text."""
_MARKS = r"(?:\^[\w,–-]+(?:\s\^[\w,–-]+)*|\[\^?\d[\d\s,;^–-]*\])?"
"""Superscripts behind the end of a sentence, side by side or with a space between them, or marks in brackets."""
_END = late(rf"[.!?]{_MARKS}[”\"’)\]]*{_MARKS}\s+(?=[A-Z0-9“\"‘(\[])")
_LABEL = in_any_case(r"\s*(?:(?:table|figure|fig\.?)\s+)?\w?\d{1,3}")
_RUN_IN = late(r"(?![^:]*\b(?:was|were|is|are|has|have|had)\b)([A-Z][A-Za-z\- ]{2,60}):\s+(?=\S)")
"""A heading before a colon, which is no sentence that goes on behind it: Fifteen patients were treated: 3 at …"""
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u00ad": None, "\u200b": None})
_SET_IN_TYPE = late("[\ufb00-\ufb06\U0001d400-\U0001d7ff]+")
"""Ligatures, and the letters of formulas."""

Kind = Literal["heading", "paragraph", "row"]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of a text and where they are printed.

    ``start`` and ``end`` count characters of the text as read; ``page`` counts from 1; ``box`` holds the left, top,
    right and bottom edge in points from the page's top left.
    """

    start: int
    end: int
    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Doubt:
    """What of a document was not understood, or not read: its page, its place there, and what is doubtful."""

    page: int | None
    place: str
    what: str

    def __str__(self) -> str:
        """One line for a reader: "page 5: turned text in a table, read with doubt"."""
        where = ", ".join(filter(None, (f"page {self.page}" if self.page else "", self.place)))
        return f"{where}: {self.what}" if where else self.what


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """A heading, a paragraph, or a row of a table with its name.

    A row also knows its head, with its sub-head (``row``), and the heads of its cells, one a cell (``columns``).
    """

    kind: Kind
    text: str
    name: str = ""
    row: str = ""
    columns: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a source, with its section, its paragraph, and its number there from 1.

    A table's row knows its head and the heads of its cells; what has a page knows where its characters are printed.
    """

    section: str
    paragraph: str
    number: int
    text: str
    row: str = ""
    columns: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()

    @property
    def place(self) -> SentencePlace:
        """The section, paragraph and sentence."""
        return self.section, self.paragraph, self.number


def sentences_of(blocks: Iterable[SourceBlock]) -> Iterator[Sentence]:
    """Yield the sentences of blocks. A heading is one, and so is a row of a table.

    The name of a paragraph is its run-in heading ("Safety Profile: …"), or else its number within its section.
    """
    section, counts = "Start", dict[str, int]()
    taken: set[tuple[str, str]] = set()
    for block in blocks:
        if block.kind == "heading":
            section = as_recorded(block.text)
            name = "heading"
        elif block.kind == "row":
            name = as_recorded(block.name)
        else:
            counts[section] = counts.get(section, 0) + 1
            run_in = _RUN_IN.match(block.text)
            name = run_in[1] if run_in and (section, run_in[1]) not in taken else str(counts[section])
        name = _free(section, name, taken)
        texts = split_sentences(block.text) if block.kind == "paragraph" else [block.text]
        end = 0
        for number, sentence in enumerate(texts, start=1):
            start = block.text.index(sentence, end)
            end = start + len(sentence)
            spans = _within(block.spans, start, end)
            yield Sentence(section, name, number, sentence, block.row, block.columns, spans)


def _within(spans: Iterable[Span], start: int, end: int) -> tuple[Span, ...]:
    """Return the parts of spans that lie within a stretch of their text, counted from its start."""
    return tuple(
        Span(max(each.start, start) - start, min(each.end, end) - start, each.page, each.box)
        for each in spans
        if each.start < end and start < each.end
    )


def as_recorded(text: str) -> str:
    """Return a heading as records write it: on one line, in letters and hyphens that a keyboard and the font have."""
    return " ".join(
        _SET_IN_TYPE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text).translate(_HYPHENS).split()
    )


def _free(section: str, name: str, taken: set[tuple[str, str]]) -> str:
    """Return a name that no other paragraph of the section has."""
    free, count = name, 1
    while (section, free) in taken:
        count += 1
        free = f"{name} ({count})"
    taken.add((section, free))
    return free


def split_sentences(paragraph: str) -> list[str]:
    """Split a paragraph after each full stop but those of abbreviations, initials and numbers of a list."""
    sentences, start = [], 0
    for match in _END.finditer(paragraph):
        before = paragraph[start : match.start()]
        if match[0].startswith(".") and (_abbreviated(before) or _LABEL.fullmatch(before)):
            continue
        sentences.append(paragraph[start : match.end()].strip())
        start = match.end()
    rest = paragraph[start:].strip()
    return [*sentences, rest] if rest else sentences


def ends_sentence(line: str) -> bool:
    """Whether a line ends with the end of a sentence."""
    match = re.search(rf"([.!?]){_MARKS}[”\"’)\]]*{_MARKS}$", line.rstrip())
    return match is not None and not (match[1] == "." and _abbreviated(line[: match.start()]))


def _abbreviated(words: str) -> bool:
    word = words.rsplit(None, 1)[-1].lstrip("(") if words.strip() else ""
    return word in ABBREVIATIONS or re.fullmatch(r"[A-Z]", word) is not None


@dataclass(frozen=True, slots=True)
class Document:
    """What was read of a file: its sentences, all text that it shows by place, and the lines that were left out.

    Left out are page numbers and lines that stand at the head or foot of several pages. ``doubts`` say what was not
    read, or read with doubt.
    """

    name: str
    sentences: tuple[Sentence, ...]
    shown: tuple[tuple[str, str], ...]
    omitted: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    publication: Publication | None = None
    """The record of the publication, where the file has one."""
    tier: Tier | None = None
    """The tier that the file can have alone, where it holds no full text."""
