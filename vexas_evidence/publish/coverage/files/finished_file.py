"""A finished file as it was read: its words in order, where links and headings are, and what stands around them."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vexas_evidence.text.numerals import classed

AROUND = 28  # characters quoted on either side of a numeral
_PAGE = (b"<!doctype html", b"<html")


def suffix_of(path: Path) -> str:
    """Return the usual suffix of the format of a file, whatever its name; raises OSError where it cannot be read."""
    with path.open("rb") as file:
        first = file.read(1024).removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if first.startswith(b"%pdf-"):
        return ".pdf"
    return ".html" if first.startswith(_PAGE) else path.suffix.lower()


@dataclass(frozen=True, slots=True)
class Found:
    """A numeral or a link of a finished file: as it reads, its key, the record it links to, and its place in words.

    ``named`` says that it is part of a declared name, ``start`` and ``end`` where it stands in its stream, ``kind``
    of which kind a link says that its number is.
    """

    text: str
    key: str
    id: str
    place: str
    named: bool = False
    start: int = 0
    end: int = 0
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a record, or words that name one: from and to which character they go, and of which kind."""

    start: int
    end: int
    id: str
    kind: str = ""


@dataclass(slots=True)
class Stream:
    """Words in reading order; it grows while a file is read and knows the heading over each of them."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    links: list[Link] = field(default_factory=list)
    heads: list[tuple[int, str]] = field(default_factory=list)

    def add(self, words: str) -> None:
        """Add words at the end."""
        self.parts.append(words)
        self.length += len(words)

    def head(self, words: str) -> None:
        """Say what stands over the words that follow."""
        self.heads.append((self.length, " ".join(words.split())))

    def link(self, start: int, identifier: str, kind: str = "") -> None:
        """Say that the words since *start* link to a record, as a number of a kind, or that they name it: "when"."""
        self.links.append(Link(start, self.length, identifier, kind))

    @property
    def text(self) -> str:
        """All words."""
        return "".join(self.parts)

    def numerals(self, names: tuple[str, ...] = ()) -> Iterator[Found]:
        """Yield every numeral with the record that it links to and its place."""
        text, starts = self.text, [link.start for link in self.links]
        for numeral, kind in classed(text, names):
            at = bisect.bisect_right(starts, numeral.end - 1) - 1
            linked = at >= 0 and numeral.start < self.links[at].end
            yield Found(
                numeral.text,
                numeral.key,
                self.links[at].id if linked else "",
                self.place(text, numeral.start, numeral.end),
                kind == "name",
                numeral.start,
                numeral.end,
                self.links[at].kind if linked else "",
            )

    def linked(self) -> Iterator[Found]:
        """Yield the whole text of every link to a record."""
        text = self.text
        for link in self.links:
            if link.kind != "when":
                words = " ".join(text[link.start : link.end].split())
                yield Found(words, words, link.id, self.place(text, link.start, link.end), kind=link.kind)

    def place(self, text: str, start: int, end: int) -> str:
        """Say where a character stands: the heading above it and the words around it."""
        at = bisect.bisect_right(self.heads, start, key=lambda head: head[0]) - 1
        around = " ".join(text[max(0, start - AROUND) : end + AROUND].split())
        return f"{self.heads[at][1] + ', ' if at >= 0 else ''}“…{around}…”"


@dataclass(slots=True)
class Finished:
    """What a reader meets in a file: its text, its alternative texts, and what is found wrong around them."""

    text: Stream = field(default_factory=Stream)
    alt: Stream = field(default_factory=Stream)
    head: Stream = field(default_factory=Stream)
    """What the head of a page says to search engines and previews."""
    data: Stream = field(default_factory=Stream)
    """The strings of the data that a page holds for machines."""
    links: list[Found] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    """The fingerprints of pictures, in order."""
    chrome: list[Found] = field(default_factory=list)
    wrong: list[tuple[str, str, str]] = field(default_factory=list)
    """Place, found and expected of what has its own rule: a title, a table of contents, a page number."""
    incomplete: tuple[str, str, str] | None = None
    """Which part of the file is missing; then nothing else of it is checked."""
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    """What is attached so that the file can be verified alone, by name."""
    pages: int = 0
    rows: int = 0
    """How many rows the tables have."""
