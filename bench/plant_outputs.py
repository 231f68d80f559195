"""Errors to plant in the pages of the report and in the titles of its tables, one at a time.

As in ``plant``, a slip names its kind and place. The changed file is made only where the slip is chosen.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from pathlib import Path

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.figures import charts
from vexas_evidence.present.tables import TABLES
from vexas_evidence.present.tables.layout import table_html
from vexas_evidence.present.tables.table import Table
from vexas_evidence.publish.coverage import tree
from vexas_evidence.publish.coverage.manifest import Entry

TRUE, FALSE = ("61%", "41%", "88", "47 of 88"), ("63%", "89", "three", "n = 86")


@dataclass(frozen=True)
class Slip:
    """One planted error: its kind, the file, what stood there, what stands there now, and a function that makes the file."""

    kind: str
    file: str
    old: str
    new: str
    content: Callable[[], bytes]


@dataclass(frozen=True)
class Part:
    """The text of a file in which errors are planted, and the function that makes the file from it."""

    file: str
    text: str
    encode: Callable[[str], bytes] = str.encode

    def slip(self, kind: str, *edits: tuple[int, int, str]) -> Slip:
        """Return a slip that replaces spans, which are in order."""
        old = " … ".join(self.text[start:end] for start, end, _ in edits)
        return Slip(kind, self.file, old, " … ".join(new for _, _, new in edits), partial(self._edited, edits))

    def _edited(self, edits: Iterable[tuple[int, int, str]]) -> bytes:
        text = self.text
        for start, end, new in sorted(edits, reverse=True):
            text = text[:start] + new + text[end:]
        return self.encode(text)


Planter = Callable[[random.Random], Iterator[Slip]]


def _spans(text: str, pattern: str | re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield where the words of a pattern stand."""
    for match in re.finditer(pattern, text):
        if match["words"]:
            yield match.span("words")


def _typed(
    kind: str, part: Part, spans: Iterable[tuple[int, int]], chance: random.Random, numbers: tuple[str, ...] = FALSE
) -> Iterator[Slip]:
    """Type a number between two words, or after the last."""
    for start, end in spans:
        spaces = [index for index in range(start, end) if part.text[index] == " " and part.text[index - 1].isalpha()]
        at = chance.choice([*spaces, end])
        yield part.slip(kind, (at, at, f" {chance.choice(numbers)}"))


def _pages(root: Path) -> list[Part]:
    paths = [path for path in sorted((root / "report").rglob("*.qmd")) if "generated" not in path.parts]
    return [
        Part(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
        for path in [*paths, root / "_quarto.yml"]
    ]


def _outside_code(text: str) -> str:
    """A page with its code blanked: a number typed there is no word, and Python refuses it."""
    return re.sub(r"(?ms)^```.*?^```$", lambda code: re.sub(r"[^\n]", " ", code[0]), text)


def template_planters(root: Path) -> Iterator[Planter]:
    """Yield planters that type true and false numbers into pages, partials and settings of a project."""
    parts = _pages(root)
    pages = [part for part in parts if part.file.endswith(".qmd")]
    words = {
        "number typed into a page": (pages, r"(?m)^(?:#+ )?(?P<words>[A-Z][^\n{]{10,})$"),
        "number typed into a YAML title": (pages, r'(?m)^title: "(?P<words>[^"{]+)'),
        "number typed into _quarto.yml": (parts[-1:], r'(?:title|description|text|left|right): "?(?P<words>[A-Z][^"}{,]+)'),
    }  # fmt: skip
    lines = {
        "number in the alternative text of an image": '![Harms in {} of patients](harms.png)\n',
        "number in an attribute of an image": '![Harms](harms.png){{fig-alt="In {} of patients"}}\n',
        "number in an option of a cell": '```{{python}}\n#| fig-cap: "In {} of patients"\n```\n',
    }  # fmt: skip

    def in_words(
        kind: str, where: list[Part], pattern: str, numbers: tuple[str, ...], chance: random.Random
    ) -> Iterator[Slip]:
        for part in where:
            yield from _typed(kind, part, _spans(_outside_code(part.text), pattern), chance, numbers)

    def in_line(kind: str, line: str, numbers: tuple[str, ...], chance: random.Random) -> Iterator[Slip]:
        for part in pages:
            for match in re.finditer(r"(?m)^```\n\n|\n\Z", part.text):
                at = match.end()
                yield part.slip(kind, (at, at, "\n" + line.format(chance.choice(numbers)) + "\n"))

    for truth, numbers in (("true", TRUE), ("false", FALSE)):
        for kind, (where, pattern) in words.items():
            yield partial(in_words, f"{truth} {kind}", where, pattern, numbers)
        for kind, line in lines.items():
            yield partial(in_line, f"{truth} {kind}", line, numbers)


def retitled(numbers: Numbers, chance: random.Random) -> Iterator[tuple[str, str, str, Callable[[], Table]]]:
    """Yield kind, table, number, and a function that makes the table with the number in its title or note."""
    figures = charts(numbers).values()
    tables = [make(numbers) for make in TABLES.values()] + [chart.table for chart in figures]
    for table in (each for each in tables if each.rows):
        for truth, typed in (("true", TRUE), ("false", FALSE)):
            number = chance.choice(typed)
            kind = f"{truth} number typed into a table of the code"
            yield kind, f"title of {table.name}", number, partial(replace, table, title=f"{table.title}: {number}")
            yield kind, f"note of {table.name}", number, partial(replace, table, note=f"{table.note} In {number}.")


def entries(table: Table, numbers: Numbers) -> tuple[Entry, ...]:
    """Return the numerals of a table in the document tree of a page that shows it."""
    shown = f"<p>{escape(table.title)}</p>{table_html(table, 'html')}"
    return tuple(tree.entries(tree.blocks_of(shown), numbers))


def benign(root: Path) -> Iterator[Slip]:
    """Yield changes of pages without a meaning: comments."""
    for part in _pages(root)[:-1]:
        yield part.slip("comment", (len(part.text), len(part.text), "\n<!-- 63% of 88 -->\n"))
