"""A table as data: a row a fact, each cell a text whose numbers keep their records, and the line of sources.

The same frame is printed in the terminal, written as CSV and laid out as a table of the report. It holds no layout.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Estimate, Locator
from vexas_evidence.present.sources_read import by_tier
from vexas_evidence.present.spans import Spans, to_line

if TYPE_CHECKING:
    import pandas as pd

NONE: Spans = ("–",)
BLANK: Spans = ("",)
"""A cell that a reader fills in; on paper it has room to write."""
VERSION = "Evidence version"
Row = dict[str, Spans]


@dataclass(frozen=True)
class Table:
    """A table with its title, the sources of its numbers, and the remark below it.

    Attributes
    ----------
    name, title : str
        The name in ``TABLES`` and in the file names of downloads; the caption.
    columns : dict of str
        The heading of each column, by its key in the frame.
    frame : pandas.DataFrame
        ``group`` (text), and a column of spans for each key; others may join some of these for a narrow page.
    sources, note : str
        The line that names the sources, and the remark after it ("" for none).
    """

    name: str
    title: str
    columns: dict[str, str]
    frame: pd.DataFrame
    sources: str
    note: str

    def as_text(self) -> pd.DataFrame:
        """Return the frame with plain text in every cell, for the terminal, CSV and JSON."""
        import pandas as pd

        if self.frame.empty:
            return pd.DataFrame(columns=["Group", *self.columns.values()])
        texts = self.frame[list(self.columns)].map(to_line).rename(columns=self.columns)
        texts.insert(0, "Group", self.frame["group"])
        return texts

    def as_csv(self, version: str) -> str:
        """Return the frame as CSV, each row with the version of the evidence, as rows are copied from file to file.

        A text that a spreadsheet would run as a formula is quoted with an apostrophe.
        """
        return self.as_text().map(escape_formula).assign(**{VERSION: version}).to_csv(index=False)

    def as_json(self, version: str) -> str:
        """Return the frame as JSON, a list of rows, each with the version of the evidence."""
        text: str = self.as_text().assign(**{VERSION: version}).to_json(orient="records", force_ascii=False, indent=2)
        return text


def escape_formula(text: str) -> str:
    """Return the text of a cell with an apostrophe before it where a spreadsheet would run it as a formula."""
    return f"'{text}" if str(text).startswith(tuple("=+-@\t\r")) else text


def to_frame(rows: Iterable[tuple[str, Row]], columns: Sequence[str]) -> pd.DataFrame:
    """Return a frame of grouped rows.

    Parameters
    ----------
    rows : iterable of (group, cells)
        The heading above the row ("" for none), and its cells by column.
    columns : sequence of str
        The columns of the frame beside ``group``; a cell that a row lacks is a dash.
    """
    import pandas as pd

    return pd.DataFrame(
        [{"group": group} | {column: row.get(column, NONE) for column in columns} for group, row in rows],
        columns=["group", *columns],
    )


def source_line(numbers: Numbers, names: Iterable[str]) -> str:
    """Return the line below a table or figure: the sources of its numbers, with their tiers."""
    tiers = by_tier(numbers.sources(names))
    parts = (f"{', '.join(shorts)} ({tier})" for tier, shorts in tiers.items())
    return f"Source: {'; '.join(parts)}." if tiers else ""


def source_names(numbers: Numbers, readings: Iterable[Locator]) -> Spans:
    """Return the short names of the sources of some readings, each once, in order."""
    names = dict.fromkeys(numbers.evidence.sources[reading.source].short for reading in readings)
    return ("; ".join(names),) if names else NONE


def source_ids(estimates: Iterable[Estimate]) -> list[str]:
    """Return the ids of the sources of some estimates, in order of their readings."""
    return [reading.source for estimate in estimates for reading in estimate.readings]
