"""Tables as a reader sees them: HTML by great_tables for screen, phone and A4, and text for the terminal.

On the screen every column stands by itself and each cell carries its label, so that a phone can
stack it. On A4 (PDF and DOCX) columns are merged into fewer, taller ones and nothing is clipped.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
from great_tables import GT
from lxml import etree
from lxml import html as lxml_html
from rich import table as grid
from rich.box import SIMPLE
from rich.text import Text

from vexas_evidence.present.formats import Medium
from vexas_evidence.present.spans import BREAK, Span, Spans, to_html, to_line
from vexas_evidence.present.tables.columns import A4, SCREEN, Column, Layout
from vexas_evidence.present.tables.table import BLANK, NONE, Table

BLANK_LINES = 3
DOTTED = "&nbsp;<hr>&nbsp;"
"""Room for two lines by hand, which the PDF parts by a dotted one."""


def table_html(table: Table, where: Medium) -> str:
    """Return a table as one HTML ``<table>``, without styles, for a page or for Pandoc to convert."""
    return _labelled(to_gt(table, where).as_raw_html(), where)


def to_gt(table: Table, where: Medium) -> GT:
    """Return a table as one of great_tables, with the columns of the screen or of A4."""
    layout = _layout(table, SCREEN if where == "html" else A4)
    frame = pd.DataFrame(
        {
            "group": table.frame["group"],
            **{
                f"c{i}": [_cell(_shared(row, keys), where) for _, row in table.frame.iterrows()]
                for i, (keys, _, _) in enumerate(layout)
            },
        }
    )
    grouped = bool(frame["group"].any())
    drawn = (
        GT(
            frame if grouped else frame.drop(columns="group"),
            groupname_col="group" if grouped else None,
            id=f"t-{table.name}",
        )
        .cols_label({f"c{i}": label for i, (_, _, label) in enumerate(layout)})
        .cols_width({f"c{i}": f"{width}%" for i, (_, width, _) in enumerate(layout)})
        .cols_align("left")
        .fmt(lambda cell: cell)
    )
    below = f"{table.sources} {table.note}".strip()
    return drawn.tab_source_note(below) if below else drawn


def table_spans(table: Table, where: Medium) -> Spans:
    """Return the texts of a table in reading order: labels, groups, cells and the remark below it."""
    layout = _layout(table, SCREEN if where == "html" else A4)
    spans: list[Span] = [label for _, _, label in layout]
    group = ""
    for _, row in table.frame.iterrows():
        if row["group"] != group:
            group = row["group"]
            spans.append(group)
        for keys, _, _ in layout:
            spans += _stacked(_shared(row, keys))
    return (*spans, table.sources, table.note)


def table_text(table: Table) -> grid.Table:
    """Return a table for the terminal, in the columns of A4."""
    layout = _layout(table, A4)
    drawn = grid.Table(
        title=table.title,
        caption=Text(f"{table.sources} {table.note}"),
        title_justify="left",
        caption_justify="left",
        box=SIMPLE,
        expand=True,
    )
    for _, width, label in layout:
        drawn.add_column(label, ratio=width)
    group = ""
    for _, row in table.frame.iterrows():
        if row["group"] != group:
            group = row["group"]
            drawn.add_section()
            drawn.add_row(Text(group, style="bold"))
        drawn.add_row(*(Text("\n".join(map(to_line, _shared(row, keys)))) for keys, _, _ in layout))
    return drawn


def _layout(table: Table, chosen: dict[str, Layout]) -> Layout:
    """How a table is laid out, each column with its label; one without a layout has columns of equal width."""
    alone = tuple(Column((key,), 100 // len(table.columns)) for key in table.columns)
    layout = chosen.get(table.name, alone)
    return tuple(
        each._replace(label=each.label.format(**table.columns) or table.columns[each.keys[0]]) for each in layout
    )


def _shared(row: pd.Series[Any], keys: tuple[str, ...]) -> list[Spans]:
    """The cells of a row that share a column; a lone dash stays a dash."""
    return [row[key] for key in keys if row[key] != NONE] or [NONE]


def _cell(cells: list[Spans], where: Medium) -> str:
    """Write cells one below the other; a blank one has room to write in."""
    if cells == [BLANK]:
        return DOTTED if where == "typst" else "<br>".join(["&nbsp;"] * BLANK_LINES)
    return to_html(_stacked(cells), where)


def _stacked(cells: list[Spans]) -> Spans:
    """Cells one below the other."""
    first, *others = cells
    return sum(((BREAK, *cell) for cell in others), first)


def _labelled(page: str, where: Medium) -> str:
    """Return only the table of great_tables' page, each cell with the label of its column."""
    root = lxml_html.fragment_fromstring(page, create_parent="div")
    table = root.find(".//table")
    assert table is not None, "great_tables writes a table"
    labels = {th.get("id"): th.text_content() for th in table.iter("th") if th.get("id")}
    for cell in table.iter("td"):
        if headers := cell.get("headers"):
            cell.set("data-label", labels.get(headers.split()[-1], ""))
            if cell.text_content() == to_line(NONE):
                cell.classes.add("none")  # a phone leaves it out
    for heading in table.iter("th"):
        if heading.get("class") == "gt_group_heading":  # bold in Typst and DOCX, which know no CSS
            strong = etree.SubElement(heading, "strong")
            strong.text, heading.text = heading.text, None
    # On a page the table is finished; for Typst and DOCX Quarto is to convert it.
    table.set("data-quarto-disable-processing", "true" if where == "html" else "false")
    return etree.tostring(table, encoding="unicode", method="html", with_tail=False)
