"""A finished file as it was read: its words in reading order, with the marks of how they are drawn and linked.

A line is what a reader meets as one: a paragraph, a cell, an alternative text. Between its words stand marks,
⟨name hash⟩, each for an element, link, style or drawing whose attributes have that hash, so that two files read alike
where their lines are the same, however their bytes were written.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Zone = Literal["text", "alt", "head", "data", "around", "repeated", "look"]
"""Where a line stands: in the text, in an alternative text, in what the head tells, in data for machines, around the
text; words that repeat others; and a look without words."""
MARK = re.compile(r"⟨[^⟩]*⟩")
_SPACE = re.compile(r"\s+")


class MarkedLine(NamedTuple):
    """A line of a file: its place, its form with all marks, and its zone; of a *value* for machines its hash alone."""

    place: str
    form: str
    zone: Zone = "look"
    value: str = ""

    @property
    def words(self) -> str:
        """The words of the line, without its marks."""
        return _SPACE.sub(" ", MARK.sub("", self.form)).strip()


@dataclass(frozen=True, slots=True)
class File:
    """A finished file as it was read: its lines, what is attached by name, its pages, and a page's links to records.

    ``marks`` says what each mark of its lines stands for.
    """

    lines: tuple[MarkedLine, ...]
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    pages: int = 0
    marks: Mapping[str, str] = field(default_factory=dict)
    links: tuple[tuple[str, str, str], ...] | None = None


def digest(content: bytes | str) -> str:
    """Return a short hash, which is the same only for the same content."""
    return hashlib.sha256(content.encode("utf-8", "replace") if isinstance(content, str) else content).hexdigest()[:16]


@dataclass
class Lines:
    """Lines that grow while a file is read; ``place`` is the heading or part that is being read."""

    place: str = ""
    done: list[MarkedLine] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    _form: list[str] = field(default_factory=list)

    def say(self, words: str) -> None:
        """Add words to the open line."""
        self._form.append(_SPACE.sub(" ", words))

    def mark(self, name: str, look: str = "") -> None:
        """Add a mark to the open line: the name of an element, and what its look is made of."""
        mark = f"⟨{name} {digest(look)}⟩" if look else f"⟨{name}⟩"
        self.marks.setdefault(mark, f"<{name}{look}>")
        self._form.append(mark)

    def end(self, zone: Zone = "text") -> None:
        """Close the open line, where it has words or marks."""
        form = "".join(self._form).strip()
        if form:
            self.done.append(MarkedLine(self.place, form, zone))
        self._form = []

    def add(self, zone: Zone, words: str, place: str = "") -> None:
        """Add a line of its own, at the open place or another, before the open one."""
        if text := _SPACE.sub(" ", words).strip():
            self.done.append(MarkedLine(place or self.place, text, zone))

    def look(self, name: str, look: str | bytes, place: str = "") -> None:
        """Add a line without words: the hash of something that is seen, or that acts."""
        mark = f"⟨{name} {digest(look)}⟩"
        attributes = isinstance(look, str) and look.startswith(" ") and len(look) <= FEW_SIGNS
        self.marks.setdefault(mark, f"<{name}{look!s}>" if attributes else f"another {name}")
        self.done.append(MarkedLine(place or self.place, mark))

    def file(self, attachments: Mapping[str, bytes] | None = None, pages: int = 0) -> File:
        """Return the file with all lines; what it carries is known by its hash."""
        attached = attachments or {}
        return File((*self.done, *attachment_lines(attached)), attached, pages, self.marks)


REFERENCE = ("manifest.json", "verification.json", "receipt.json")
"""What a file carries that tells what to expect of the rest; it is compared for itself."""
FEW_SIGNS = 90
ATTACHMENT = "attachment "
"""How the places of attachments begin."""


def attachment_lines(attachments: Mapping[str, bytes]) -> Iterator[MarkedLine]:
    """Yield the lines of what a file carries, each known by its hash."""
    for name, content in sorted(attachments.items()):
        if name not in REFERENCE:
            yield MarkedLine(f"{ATTACHMENT}{name}", f"⟨attachment {digest(content)}⟩")


def joined(parts: Iterable[tuple[str, str]]) -> str:
    """Return attributes as they stand in a look, in order of their names."""
    return "".join(f' {name}="{value}"' for name, value in sorted(parts))


_REMARKS = {
    ".css": re.compile(r"/\*.*?\*/", re.DOTALL),
    ".js": re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/)[^`])*\*/[ \t]*)$", re.MULTILINE),
}
_REMARKS[".style"] = _REMARKS[".css"]  # of a style element


def without_remarks(text: str, suffix: str) -> str:
    """Return a text without remarks, empty lines, and spaces at the ends of lines."""
    remarks = _REMARKS.get(suffix)
    bare = remarks.sub("", text) if remarks else text
    return "\n".join(line.strip() for line in bare.splitlines() if line.strip())
