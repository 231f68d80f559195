"""Errors to plant in the pages of the report and in the titles of its tables, one at a time.

As in ``plant``, a slip names its kind and place.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from html import escape
from pathlib import Path

from plant import Slip, slip

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.figures import charts
from vexas_evidence.present.tables import TABLES
from vexas_evidence.present.tables.layout import table_html
from vexas_evidence.present.tables.table import Table
from vexas_evidence.publish.coverage import tree
from vexas_evidence.publish.coverage.manifest import Entry

TRUE, FALSE = ("61%", "41%", "88", "47 of 88"), ("63%", "89", "three", "n = 86")


Texts = Mapping[str, str]
"""Texts of files by name."""
Planter = Callable[[random.Random], Iterator[Slip]]


def _spans(text: str, pattern: str | re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield where the words of a pattern stand."""
    for match in re.finditer(pattern, text):
        if match["words"]:
            yield match.span("words")


def _pages(root: Path) -> Texts:
    paths = (path for path in sorted((root / "report").rglob("*.qmd")) if "generated" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def _outside_code(text: str) -> str:
    """A page with its code blanked: a number typed there is no word, and Python refuses it."""
    return re.sub(r"(?ms)^```.*?^```$", lambda code: re.sub(r"[^\n]", " ", code[0]), text)


def template_planters(root: Path) -> Iterator[Planter]:
    """Yield planters that type true and false numbers into pages, partials and settings of a project."""
    pages, settings = _pages(root), {"_quarto.yml": (root / "_quarto.yml").read_text(encoding="utf-8")}
    words = {
        "number typed into a page": (pages, r"(?m)^(?:#+ )?(?P<words>[A-Z][^\n{]{10,})$"),
        "number typed into a YAML title": (pages, r'(?m)^title: "(?P<words>[^"{]+)'),
        "number typed into _quarto.yml": (settings, r'(?:title|description|text|left|right): "?(?P<words>[A-Z][^"}{,]+)'),
    }  # fmt: skip
    lines = {
        "number in the alternative text of an image": '![Harms in {} of patients](harms.png)\n',
        "number in an attribute of an image": '![Harms](harms.png){{fig-alt="In {} of patients"}}\n',
        "number in an option of a cell": '```{{python}}\n#| fig-cap: "In {} of patients"\n```\n',
    }  # fmt: skip

    def in_words(
        kind: str, where: Texts, pattern: str, numbers: tuple[str, ...], chance: random.Random
    ) -> Iterator[Slip]:
        for file, text in where.items():
            for start, end in _spans(_outside_code(text), pattern):
                spaces = [index for index in range(start, end) if text[index] == " " and text[index - 1].isalpha()]
                at = chance.choice([*spaces, end])
                yield slip(kind, file, text, at, at, f" {chance.choice(numbers)}")

    def in_line(kind: str, line: str, numbers: tuple[str, ...], chance: random.Random) -> Iterator[Slip]:
        for file, text in pages.items():
            for match in re.finditer(r"(?m)^```\n\n|\n\Z", text):
                at = match.end()
                yield slip(kind, file, text, at, at, "\n" + line.format(chance.choice(numbers)) + "\n")

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
    for file, text in _pages(root).items():
        yield slip("comment", file, text, len(text), len(text), "\n<!-- 63% of 88 -->\n")
