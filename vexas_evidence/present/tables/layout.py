"""Tables as a reader sees them: HTML for screen, phone and A4, one of great_tables, and text for the terminal.

On the screen every column stands by itself and each cell carries its label, so that a phone can
stack it. On A4 (PDF and DOCX) columns are merged into fewer, taller ones and nothing is clipped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.model.record import DENOMINATOR_NOT_STATED, TIME_NOT_STATED
from vexas_evidence.present.formats import Medium
from vexas_evidence.present.spans import BREAK, Spans, join, to_html, to_line, to_marked
from vexas_evidence.present.tables.columns import A4, SCREEN, Column, Layout
from vexas_evidence.present.tables.table import BLANK, NONE, Row, Table
from vexas_evidence.text.late import in_any_case

if TYPE_CHECKING:
    from great_tables import GT
    from rich import table as grid

BLANK_LINES = 3
NAMED, SAID = "named", "said"
"""The classes of a name, and of what is said of it, in a row that spans all columns."""
_OF_NUMBERS = frozenset({"reported", "denominator", "count", "interval", "number", "limits"})
"""The columns that a page sets to the right, as their numbers are compared from row to row."""
_P_VALUE = in_any_case(r"\bp(?:[- ]?values?)?\s?[=<>≤≥:]")
DOTTED = "&nbsp;<hr>&nbsp;"
"""Room for two lines by hand, which the PDF parts by a dotted one."""


def table_html(table: Table, where: Medium, linked: bool = True) -> str:
    """Return a table as one HTML ``<table>``, without styles, for a page or for Pandoc to convert.

    Each cell names its heads and carries the label of its column, which a phone shows before it. Where no records
    stand beside it (not *linked*), numbers are marked and lead nowhere.
    """
    layout = _layout(table, SCREEN if where == "html" else A4)
    # On a page the table is finished; for Typst and DOCX Quarto is to convert it.
    done = "true" if where == "html" else "false"
    marks = f'class="gt_table" data-quarto-disable-processing="{done}" data-quarto-bootstrap="false"'
    widths = "".join(f'<col style="width:{width}%;">' for _, width, _ in layout)
    heads = "".join(
        f'<th class="gt_col_heading {_side(keys)}" scope="col" id="t-{table.name}-c{number}">{escape(label)}</th>'
        for number, (keys, _, label) in enumerate(layout)
    )
    legend = (
        fixed("tables.ns") if any(_is_shortened(row, each.keys) for _, row in table.rows for each in layout) else ""
    )
    below = " ".join(filter(None, (table.sources, table.note, legend)))
    note = f'<td class="gt_sourcenote" colspan="{len(layout)}">{escape(below, quote=False)}</td>'
    return "\n".join(
        (
            f'<table style="table-layout: fixed; width: 100%" {marks}>',
            f"<colgroup>{widths}</colgroup>",
            f'<thead><tr class="gt_col_headings">{heads}</tr></thead>',
            '<tbody class="gt_table_body">',
            *_rows(table if linked else _unlinked(table), layout, where),
            "</tbody>",
            *([f'<tfoot><tr class="gt_sourcenotes">{note}</tr></tfoot>'] if below else []),
            "</table>",
        )
    )


def _unlinked(table: Table) -> Table:
    """A table for a document without records: its numbers have the mark of their kind and no link."""
    rows = ((group, {key: to_marked(cell) for key, cell in cells.items()}) for group, cells in table.rows)
    return replace(table, rows=tuple(rows))


@dataclass(frozen=True, slots=True)
class _Joined:
    """Rows that say the same and name different things, as one row that spans all columns."""

    names: tuple[Spans, ...]
    said: Spans


def _joined(rows: Iterable[tuple[str, Row]]) -> Iterator[tuple[str, Row | _Joined]]:
    """Join the rows of a group that differ in their first cell alone, and say nothing but that it is not stated."""
    for (heading, rest), alike in groupby(rows, key=lambda each: (each[0], tuple(each[1].values())[1:])):
        members = [row for _, row in alike]
        said = [cell for cell in rest if cell != NONE]
        if len(said) == 1 and to_line(said[0]).startswith("not "):
            yield heading, _Joined(tuple(next(iter(row.values())) for row in members), said[0])
        else:
            yield from ((heading, row) for row in members)


def _rows(table: Table, layout: Layout, where: Medium) -> Iterator[str]:
    """Yield the rows of a table, before the first of each group its heading."""
    group, places = "", dict[str, str]()
    for heading, row in _joined(table.rows):
        if heading != group and (group := heading):
            place = places.setdefault(group, f"t-{table.name}-g{len(places)}")
            # Bold in Typst and DOCX, which know no CSS.
            yield (
                f'<tr class="gt_group_heading_row"><th class="gt_group_heading" colspan="{len(layout)}" '
                f'scope="colgroup" id="{place}"><strong>{escape(group)}</strong></th></tr>'
            )
        before = f"{places[group]} " if group else ""
        if isinstance(row, _Joined):
            headers = f'headers="{places.get(group, "")}"'
            yield f'<tr><td class="gt_row gt_left" colspan="{len(layout)}" {headers}>{_spanning(row, where)}</td></tr>'
            continue
        cells = (
            _td(_shortened(row, keys), f"{before}t-{table.name}-c{number}", label, _side(keys), where)
            for number, (keys, _, label) in enumerate(layout)
        )
        yield f"<tr>{''.join(cells)}</tr>"


def _spanning(row: _Joined, where: Medium) -> str:
    """The names and what is said of them all; on a page each name is marked, so that the search can find it."""
    between = " " if all(to_line(name).endswith("?") for name in row.names) else "; "
    if where != "html":
        return to_html((*join(between, row.names), ": ", *row.said), where)
    names = (f'<span class="{NAMED}">{to_html(name, where)}</span>' for name in row.names)
    said = f'<span class="{SAID}">{to_html(row.said, where)}</span>'
    return f"{between.join(names)}: {said}"


def _side(keys: tuple[str, ...]) -> str:
    """The classes of a column: numbers stand to the right, and where they come from is muted."""
    if keys[0] in _OF_NUMBERS:
        return "gt_right"
    return "gt_left muted" if keys[0] in ("kind", "source") else "gt_left"


def _td(cells: list[Spans], headers: str, label: str, side: str, where: Medium) -> str:
    none = " none" if cells == [NONE] else ""  # a phone leaves it out
    marks = f'headers="{headers}" class="gt_row {side}{none}" data-label="{escape(label)}"'
    return f"<td {marks}>{_cell(cells, where)}</td>"


def to_gt(table: Table) -> GT:
    """Return a table as one of great_tables, to style further, with the columns of the screen."""
    import pandas as pd
    from great_tables import GT

    layout = _layout(table, SCREEN)
    cells = {
        f"c{i}": [_cell(_shared(row, keys), "html") for _, row in table.rows] for i, (keys, _, _) in enumerate(layout)
    }
    groups = [group for group, _ in table.rows]
    frame = pd.DataFrame(({"group": groups} if any(groups) else {}) | cells)
    drawn = (
        GT(frame, groupname_col="group" if any(groups) else None, id=f"t-{table.name}")
        .cols_label({f"c{i}": label for i, (_, _, label) in enumerate(layout)})
        .cols_width({f"c{i}": f"{width}%" for i, (_, width, _) in enumerate(layout)})
        .cols_align("left")
        .fmt(lambda cell: cell)
    )
    below = f"{table.sources} {table.note}".strip()
    return drawn.tab_source_note(below) if below else drawn


def table_text(table: Table) -> grid.Table:
    """Return a table for the terminal, in the columns of A4."""
    from rich import table as grid
    from rich.box import SIMPLE
    from rich.text import Text

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
    for heading, row in table.rows:
        if heading != group:
            group = heading
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


def _shared(row: Row, keys: tuple[str, ...]) -> list[Spans]:
    """The cells of a row that share a column, each text once; a lone dash stays a dash."""
    by_text = {to_line(row[key]).casefold(): row[key] for key in reversed(keys) if row[key] != NONE}
    return [*reversed(by_text.values())] or [NONE]


def _is_shortened(row: Row, keys: tuple[str, ...]) -> bool:
    """Whether a column of its own says nothing but that a time or a denominator is not stated.

    Beside a p-value the words stay: NS is read as not significant there.
    """
    is_absent = len(keys) == 1 and to_line(row[keys[0]]) in (TIME_NOT_STATED, DENOMINATOR_NOT_STATED)
    return is_absent and not any(_P_VALUE.search(to_line(cell)) for cell in row.values())


def _shortened(row: Row, keys: tuple[str, ...]) -> list[Spans]:
    """The cells of a column, with a sign that one legend below the table explains for what is not stated."""
    return [(fixed("tables.sign"),)] if _is_shortened(row, keys) else _shared(row, keys)


def _cell(cells: list[Spans], where: Medium) -> str:
    """Write cells one below the other; a blank one has room to write in."""
    if cells == [BLANK]:
        return DOTTED if where == "typst" else "<br>".join(["&nbsp;"] * BLANK_LINES)
    return to_html(join(BREAK, cells), where)
