"""Tables without rules over several columns of a page: lines of short cells, with the lines that go on with these."""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence.sources.pdf.runs import Run, rows_of
from vexas_evidence.sources.pdf.tables.kinds_of_lines import has_numbers, is_of_cells, text_of
from vexas_evidence.sources.pdf.tables.table_places import (
    EDGE,
    MOST_BETWEEN,
    TablePlace,
    caption_of,
    label_above,
    runs_between,
)

_CLOSE = 2.6  # of the size of type: lines of one table stand as near


def open_tables(runs: list[Run], page_width: float) -> list[TablePlace]:
    """Return the tables without rules that stand over several columns of a page: lines of three and more short cells.

    Lines of one cell between them belong to them; a caption above names them.
    """
    found, held = list[TablePlace](), list[list[Run]]()
    above: list[list[Run]] = []
    for row in [*rows_of(runs), []]:
        is_row = bool(row) and is_of_cells(row, page_width)
        if held and not (row and _is_near(held[-1], row, page_width, 3.5 if is_row else _CLOSE)):
            found += _open_table(held, runs, page_width)
            held = []
        if held and not is_row and _lines_since_cells(held, page_width) >= MOST_BETWEEN:
            found += _open_table(held, runs, page_width)
            held = []
        if is_row and not held:
            held = above if above and _is_near(above[-1], row, page_width, _CLOSE) else []
        if is_row or (held and row):
            held.append(row)
        is_head = row and len(row) > 1 and not held
        above = (
            [*(above if above and is_head and _is_near(above[-1], row, page_width, _CLOSE) else []), row]
            if is_head
            else []
        )
    return found


def _lines_since_cells(held: list[list[Run]], page_width: float) -> int:
    """Return how many lines at the end of a table are no row of cells, nor go on with others than the first of one."""
    last = next((row for row in reversed(held) if is_of_cells(row, page_width)), [])
    return next(
        (
            count
            for count, row in enumerate(reversed(held))
            if row is last or any(_is_below(each, cell) for each in row for cell in last[1:])
        ),
        len(held),
    )


def _is_below(run: Run, cell: Run) -> bool:
    """Whether a run begins where a cell does, or stands around the same middle."""
    return abs(run.left - cell.left) < EDGE or abs(run.middle - cell.middle) < EDGE


def _is_near(above: list[Run], row: list[Run], page_width: float, lines: float) -> bool:
    """Whether a line of short cells stands no more than so many lines below another, and is no caption."""
    is_short = all(each.right - each.left < 0.3 * page_width for each in row)
    return is_short and not caption_of(text_of(row)) and row[0].baseline - above[0].baseline < lines * row[0].size


def _open_table(held: list[list[Run]], runs: list[Run], page_width: float) -> Iterator[TablePlace]:
    if (rest := _lines_since_cells(held, page_width)) >= MOST_BETWEEN:
        held = held[:-rest]
    while len(held) > 1 and len(held[-1]) == 1 and held[-1][0].baseline - held[-2][0].baseline > 1.5 * held[-1][0].size:
        held = held[:-1]
    rows = [row for row in held if len(row) > 2]
    if len(rows) < 2 or 2 * sum(has_numbers(row) for row in rows) < len(rows):
        return
    left, right = min(row[0].left for row in held), max(row[-1].right for row in held)
    top, bottom = min(each.top for row in held for each in row), max(each.bottom for row in held for each in row)
    yield TablePlace(
        left, right, top, bottom, runs_between(runs, left, right, top, bottom), [], label_above(runs, left, right, top)
    )
