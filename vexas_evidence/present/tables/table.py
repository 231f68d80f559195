"""A table as data: a row a fact, each cell a text whose numbers keep their records, and the line of sources.

The same rows are printed in the terminal, written as CSV and laid out as a table of the report. It holds no layout.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Locator
from vexas_evidence.present.sources_read import by_tier
from vexas_evidence.present.spans import Spans, to_line
from vexas_evidence.present.tables.columns import keys_shown

NONE: Spans = ("–",)
BLANK: Spans = ("",)
"""A cell that a reader fills in; on paper it has room to write."""
VERSION = fixed("version.evidence")
Row = dict[str, Spans]


class Read(Protocol):
    """A record that says where it was read: an estimate, a fact of the study, a claim."""

    @property
    def readings(self) -> Sequence[Locator]:
        """The places in the sources."""


@dataclass(frozen=True)
class Table:
    """A table with its title, the sources of its numbers, and the remark below it.

    Attributes
    ----------
    name, title : str
        The name in ``TABLES`` and in the file names of downloads; the caption.
    columns : dict of str
        The heading of each column, by the key of its cells.
    rows : tuple of (group, cells)
        The heading above each row ("" for none), and its cells by key; others may join some of these for a narrow page.
    sources, note : str
        The line that names the sources, and the remark after it ("" for none).
    """

    name: str
    title: str
    columns: dict[str, str]
    rows: tuple[tuple[str, Row], ...]
    sources: str
    note: str

    def _texts(self) -> list[dict[str, str]]:
        return [
            {fixed("tables.group"): group} | {heading: to_line(cells[key]) for key, heading in self.columns.items()}
            for group, cells in self.rows
        ]

    def as_csv(self, version: str) -> str:
        """Return the rows as CSV, each with the version of the evidence, as rows are copied from file to file.

        A text that a spreadsheet would run as a formula is quoted with an apostrophe.
        """
        text = io.StringIO()
        written = csv.writer(text, lineterminator="\n")
        written.writerow([fixed("tables.group"), *self.columns.values(), VERSION])
        written.writerows([*map(escape_formula, row.values()), version] for row in self._texts())
        return text.getvalue()

    def as_json(self, version: str) -> str:
        """Return the rows as JSON, a list of rows, each with the version of the evidence."""
        rows = [row | {VERSION: version} for row in self._texts()]
        return json.dumps(rows, ensure_ascii=False, indent=2, separators=(",", ":"))


def escape_formula(text: str) -> str:
    """Return the text of a cell with an apostrophe before it where a spreadsheet would run it as a formula."""
    return f"'{text}" if str(text).startswith(tuple("=+-@\t\r")) else text


def table_of(
    numbers: Numbers,
    name: str,
    title: str,
    columns: Mapping[str, str],
    rows: Iterable[tuple[str, Row]],
    behind: Iterable[Read],
    note: str = "",
) -> Table:
    """Return a table with a dash in each empty cell, and the line that names the sources of the records *behind* it."""
    keys = dict.fromkeys((*columns, *keys_shown(name)))
    filled = tuple((group, {key: row.get(key, NONE) for key in keys}) for group, row in rows)
    return Table(name, title, {**columns}, filled, source_line(numbers, source_ids(behind)), note)


def source_line(numbers: Numbers, names: Iterable[str]) -> str:
    """Return the line below a table or figure: the sources of its numbers, with their tiers."""
    tiers = by_tier(numbers.sources(names))
    parts = (f"{', '.join(shorts)} ({tier})" for tier, shorts in tiers.items())
    return fixed("tables.sources", sources="; ".join(parts)) if tiers else ""


def source_names(numbers: Numbers, readings: Iterable[Locator]) -> Spans:
    """Return the short names of the sources of some readings, each once, in order."""
    names = dict.fromkeys(numbers.evidence.sources[reading.source].short for reading in readings)
    return ("; ".join(names),) if names else NONE


def source_ids(records: Iterable[Read]) -> list[str]:
    """Return the ids of the sources of some records, in order of their readings."""
    return [reading.source for record in records for reading in record.readings]
