"""Tables as a reader sees them: great_tables laid out for the screen, the phone and A4.

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

from vexas_evidence.formats import Medium
from vexas_evidence.pieces import BREAK, Piece, Pieces, plain, to_html
from vexas_evidence.table import BLANK, NONE, Table

Layout = tuple[tuple[str, int, tuple[str, ...]], ...]
"""Columns as laid out: label, width in per cent, and the columns of the frame stacked in it."""

SCREEN: dict[str, Layout] = {
    "findings": (
        ("Outcome", 18, ("outcome",)),
        ("Out of whom", 17, ("whom",)),
        ("By when", 13, ("when",)),
        ("Reported", 13, ("reported",)),
        ("Base and its status", 11, ("base",)),
        ("Count; interval", 13, ("count", "interval")),
        ("Kind of number; source", 15, ("kind", "source")),
    ),
    "bases": (
        ("Number", 10, ("number",)),
        ("What", 28, ("outcome",)),
        ("Out of whom", 30, ("whom",)),
        ("By when", 18, ("when",)),
        ("Base", 14, ("base",)),
    ),
    "highlights": (
        ("Claim of the summary", 24, ("claim",)),
        ("Its words for how much", 13, ("words",)),
        ("Rests on", 23, ("rests",)),
        ("Does it hold?", 15, ("verdict",)),
        ("What to keep in mind", 25, ("note",)),
    ),
    "safety": (
        ("Harm", 16, ("outcome",)),
        ("Out of whom", 14, ("whom",)),
        ("By when", 11, ("when",)),
        ("Reported", 14, ("reported",)),
        ("Base and its status", 11, ("base",)),
        ("What to keep in mind", 23, ("note",)),
        ("Source", 11, ("source",)),
    ),
    "outcomes": (
        ("Outcome, definition, by when", 18, ("outcome",)),
        ("Out of whom", 12, ("whom",)),
        ("Patients with the outcome", 12, ("patients",)),
        ("Rate, with interval", 13, ("rate",)),
        ("Certainty of the event rate", 9, ("event_rate",)),
        ("Certainty of the effect", 9, ("effect",)),
        ("In plain words", 16, ("plain",)),
        ("Source", 11, ("source",)),
    ),
    "decision": (
        ("Criterion", 18, ("item",)),
        ("What the data say", 34, ("says",)),
        ("Where", 20, ("where",)),
        ("Panel's judgement", 14, ("judgement",)),
        ("Remarks", 14, ("remarks",)),
    ),
    "questions": (
        ("Question", 27, ("item",)),
        ("What secondary sources say", 48, ("says",)),
        ("Where", 25, ("where",)),
    ),
    "domains": (
        ("Domain", 16, ("item",)),
        ("Facts that bear on it", 46, ("says",)),
        ("Where", 23, ("where",)),
        ("Rating", 15, ("rating",)),
    ),
    "study": (
        ("Item", 24, ("item",)),
        ("According to the sources read", 60, ("text",)),
        ("Source", 16, ("source",)),
    ),
}
A4: dict[str, Layout] = {
    "findings": (
        ("Outcome, out of whom, by when", 34, ("outcome", "whom", "when")),
        ("Reported", 15, ("reported",)),
        ("Base and its status", 14, ("base",)),
        ("Count; interval", 17, ("count", "interval")),
        ("Kind of number; source", 20, ("kind", "source")),
    ),
    "safety": (
        ("Harm, out of whom, by when", 30, ("outcome", "whom", "when")),
        ("Reported", 14, ("reported",)),
        ("Base and its status", 14, ("base",)),
        ("What to keep in mind", 28, ("note",)),
        ("Source", 14, ("source",)),
    ),
    "bases": (
        ("Number", 12, ("number",)),
        ("What", 30, ("outcome",)),
        ("Out of whom, by when", 42, ("whom", "when")),
        ("Base", 16, ("base",)),
    ),
    "highlights": (
        ("Claim of the summary; its words for how much", 30, ("claim", "words")),
        ("Rests on", 22, ("rests",)),
        ("Does it hold?", 16, ("verdict",)),
        ("What to keep in mind", 32, ("note",)),
    ),
    "outcomes": (
        ("Outcome, definition, by when", 20, ("outcome",)),
        ("Patients with the outcome, out of whom", 20, ("both",)),
        ("Rate, with interval", 15, ("rate",)),
        ("Certainty of the event rate", 11, ("event_rate",)),
        ("Certainty of the effect", 11, ("effect",)),
        ("In plain words; source", 23, ("plain", "source")),
    ),
    "decision": (
        ("Criterion", 16, ("item",)),
        ("What the data say; where", 38, ("says", "where")),
        ("Panel's judgement", 23, ("judgement",)),
        ("Remarks", 23, ("remarks",)),
    ),
    "questions": (
        ("Question", 27, ("item",)),
        ("What secondary sources say", 45, ("says",)),
        ("Where", 28, ("where",)),
    ),
    "domains": (
        ("Domain", 14, ("item",)),
        ("Facts that bear on it", 44, ("says",)),
        ("Where", 24, ("where",)),
        ("Rating", 18, ("rating",)),
    ),
    "study": (
        ("Item", 22, ("item",)),
        ("According to the sources read", 60, ("text",)),
        ("Source", 16, ("source",)),
    ),
}

BLANK_LINES = 3
DOTTED = "&nbsp;<hr>&nbsp;"
"""Room for two lines by hand, which the PDF parts by a dotted one."""


def table_html(table: Table, where: Medium) -> str:
    """Return a table as one HTML ``<table>``, without styles, for a page or for Pandoc to convert."""
    layout = _layout(table, SCREEN if where == "html" else A4)
    frame = pd.DataFrame(
        {
            "group": table.frame["group"],
            **{
                f"c{i}": [_cell(_shared(row, keys), where) for _, row in table.frame.iterrows()]
                for i, (_, _, keys) in enumerate(layout)
            },
        }
    )
    grouped = bool(frame["group"].any())
    gt = (
        GT(
            frame if grouped else frame.drop(columns="group"),
            groupname_col="group" if grouped else None,
            id=f"t-{table.name}",
        )
        .cols_label({f"c{i}": label for i, (label, _, _) in enumerate(layout)})
        .cols_width({f"c{i}": f"{width}%" for i, (_, width, _) in enumerate(layout)})
        .cols_align("left")
        .fmt(lambda cell: cell)
        .tab_source_note(f"{table.sources} {table.note}".strip())
    )
    return _labelled(gt.as_raw_html(), where)


def table_pieces(table: Table, where: Medium) -> Pieces:
    """Return all that a table shows in reading order: labels, groups, cells and the remark below it."""
    layout = _layout(table, SCREEN if where == "html" else A4)
    told: list[Piece] = [label for label, _, _ in layout]
    group = ""
    for _, row in table.frame.iterrows():
        if row["group"] != group:
            group = row["group"]
            told.append(group)
        for _, _, keys in layout:
            told += _stacked(_shared(row, keys))
    return (*told, table.sources, table.note)


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
    for label, width, _ in layout:
        drawn.add_column(label, ratio=width)
    group = ""
    for _, row in table.frame.iterrows():
        if row["group"] != group:
            group = row["group"]
            drawn.add_section()
            drawn.add_row(Text(group, style="bold"))
        drawn.add_row(*(Text("\n".join(map(plain, _shared(row, keys)))) for _, _, keys in layout))
    return drawn


def _layout(table: Table, chosen: dict[str, Layout]) -> Layout:
    width = 100 // len(table.columns)
    each = tuple((label, width, (column,)) for column, label in table.columns.items())
    return chosen.get(table.name, each)


def _shared(row: pd.Series[Any], keys: tuple[str, ...]) -> list[Pieces]:
    """The cells of a row that share a column; a lone dash stays a dash."""
    return [row[key] for key in keys if row[key] != NONE] or [NONE]


def _cell(cells: list[Pieces], where: Medium) -> str:
    """Write cells one below the other; a blank one has room to write in."""
    if cells == [BLANK]:
        return DOTTED if where == "typst" else "<br>".join(["&nbsp;"] * BLANK_LINES)
    return to_html(_stacked(cells), where)


def _stacked(cells: list[Pieces]) -> Pieces:
    """Cells one below the other."""
    first, *others = cells
    return sum(((BREAK, *cell) for cell in others), first)


def _labelled(page: str, where: Medium) -> str:
    """Keep the table alone and give each cell the label of its column."""
    root = lxml_html.fragment_fromstring(page, create_parent="div")
    table = root.find(".//table")
    assert table is not None, "great_tables writes a table"
    labels = {th.get("id"): th.text_content() for th in table.iter("th") if th.get("id")}
    for cell in table.iter("td"):
        if headers := cell.get("headers"):
            cell.set("data-label", labels.get(headers.split()[-1], ""))
            if cell.text_content() == plain(NONE):
                cell.classes.add("none")  # a phone leaves it out
    for heading in table.iter("th"):
        if heading.get("class") == "gt_group_heading":  # bold in Typst and DOCX, which know no CSS
            strong = etree.SubElement(heading, "strong")
            strong.text, heading.text = heading.text, None
    # On a page the table is finished; for Typst and DOCX Quarto is to convert it.
    table.set("data-quarto-disable-processing", "true" if where == "html" else "false")
    return etree.tostring(table, encoding="unicode", method="html", with_tail=False)
