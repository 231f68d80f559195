"""The heads of a table: those of its columns, be they over several, and those of its rows with their sub-heads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from vexas_evidence.sources.markup.table_rows import stub_width
from vexas_evidence.sources.pdf.strokes import HorizontalRule
from vexas_evidence.sources.pdf.tables.head_spans import INDENT, edges_of, is_centred_over, spans_of, words_of
from vexas_evidence.sources.pdf.tables.kinds_of_lines import NUMBER
from vexas_evidence.sources.pdf.tables.table_grid import Grid, grid_of
from vexas_evidence.sources.pdf.tables.table_lines import Cell, TableLine, merged
from vexas_evidence.sources.pdf.tables.table_places import TablePlace

_ASIDE = 4.0  # points by which the columns of a table may stand elsewhere on its next page


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as it is printed: its cells, its head with its sub-head, and the heads of its cells."""

    cells: tuple[Cell, ...]
    head: str
    columns: tuple[str, ...]
    is_head: bool = False
    sub_head: Cell | None = None
    stands_in: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a page: its label, its grid, the grid that has its head, on this page or before, and its rows."""

    page: int
    label: str
    grid: Grid
    headed: Grid
    rows: tuple[TableRow, ...]


def table_of(place: TablePlace, page: int, label: str, before: Table | None) -> Table:
    """Return the table of a place, which may go on with the one *before* it without a head of its own."""
    grid = grid_of(place.runs, place.rules, place.left, place.right)
    before = before if before and label == before.label else None
    rows = before.rows if before else ()
    without = replace(grid, head=[], rows=[*filter(None, [merged(grid.head)]), *grid.rows])
    is_cut = place.top < 0  # drawn from above the page, which shows what follows the rows of the page before
    is_near = before is not None and page in (before.page, before.page + 1)
    if before and is_near and (is_cut or not _has_words(grid)) and _is_in_columns(grid, before.grid):
        return Table(page, label, without, before.headed, tuple(_table_rows(without, rows, before.headed)))
    grid = without if is_cut else grid
    return Table(page, label, grid, grid, tuple(_table_rows(grid, rows, grid)))


def _has_words(grid: Grid) -> bool:
    """Whether the head of a table is of several words, and of no numbers."""
    first = merged(grid.head)
    return len(first) > 1 and not any(column and NUMBER.fullmatch(cell.text) for column, cell in first.items())


def _is_in_columns(grid: Grid, before: Grid) -> bool:
    """Whether a table stands in the columns of another, wherever on the page."""
    if len(grid.columns) != len(before.columns):
        return False
    aside = grid.columns[0][0] - before.columns[0][0]
    pairs = [(a - c - aside, b - d - aside) for (a, b), (c, d) in zip(grid.columns, before.columns, strict=True)]
    return all(min(abs(left), abs(right), abs(left + right) / 2) < _ASIDE for left, right in pairs)


def _table_rows(grid: Grid, before: Sequence[TableRow], headed: Grid) -> Iterator[TableRow]:
    """Yield the rows of a table from above: those of its head, level by level, and those of its body.

    A table with the head of the rows *before* it, or below that, goes on with them below their last sub-head.
    """
    cells = _head_cells(headed)
    if headed is grid:
        yield from _head_rows(cells)
    heads = _column_heads(cells, len(grid.columns))
    stub = stub_width({column: words_of(cell) for column, cell in row.items()} for row in grid.rows)
    is_indented = not _is_centred([row[0] for row in grid.rows if 0 in row])
    heads_before = _texts(cell for row in before if row.is_head for cell in row.cells)
    goes_on = headed is not grid or (bool(before) and bool(cells) and _texts(cells) == heads_before)
    sub_head = before[-1].sub_head if goes_on else None
    last_head, was_below, above = "", goes_on and before[-1].stands_in, None
    own: list[str] = []
    for row_cells in grid.rows:
        first, [cell, *others] = row_cells.get(0), row_cells.values()
        if not others and not NUMBER.fullmatch(cell.text) and (cell is first or is_centred_over(cell, grid)):
            sub_head, last_head, was_below, above, own = cell, words_of(cell), False, None, []
            yield TableRow((cell,), last_head, ("",), sub_head=sub_head)
            continue
        if first is not None:
            lead = sub_head or above
            stands_in = is_indented and lead is not None and first.left > lead.left + INDENT
            if stands_in:
                sub_head = lead
            else:
                sub_head, above = None if was_below else sub_head, None if NUMBER.match(first.text) else first
            was_below = stands_in
            last_head = ", ".join(filter(None, (words_of(sub_head) if sub_head else "", words_of(first))))
        if min(row_cells) != stub:  # else it may share the heads of the row above
            own = [words_of(cell) for column, cell in row_cells.items() if 0 < column < stub]
        head = ", ".join(dict.fromkeys(filter(None, (last_head, *own))))
        columns = tuple(_heads_over(each, heads, grid) for each in row_cells.values())
        yield TableRow(tuple(row_cells.values()), head, columns, sub_head=sub_head, stands_in=was_below)


def _heads_over(cell: Cell, heads: Sequence[str], grid: Grid) -> str:
    """Return the heads over a cell of the body, which may reach over the middle of further columns."""
    _, right = edges_of(cell)
    over = [at for at in range(cell.first + 1, cell.last + 1) if sum(grid.columns[at]) / 2 < right]
    return ", ".join(dict.fromkeys(filter(None, (heads[at] for at in (cell.first, *over)))))


def _texts(cells: Iterable[Cell]) -> list[str]:
    return sorted(map(words_of, cells))


def _head_cells(grid: Grid) -> list[Cell]:
    """Return the cells of the head, each with all its lines; a rule below one ends it."""
    open_cells: list[tuple[Cell, TableLine]] = []
    done: list[Cell] = []
    for line in grid.head:
        spans = spans_of(line, grid)
        for column, cell in line.cells.items():
            spanned = spans[column]
            above = next((each for each in open_cells if (each[0].first, each[0].last) == spanned), None)
            if above and not _is_ruled_off(above[1], line, cell, grid.rules):
                above[0].lines += cell.lines
                open_cells[open_cells.index(above)] = (above[0], line)
                continue
            if above:
                open_cells.remove(above)
            new = Cell(list(cell.lines), *spanned)
            done.append(new)
            open_cells.append((new, line))
    return _with_bare_columns(done, grid)


def _with_bare_columns(heads: list[Cell], grid: Grid) -> list[Cell]:
    """Return heads, each over the columns right of its own that have none, if it begins where its own column does."""
    found = list[Cell]()
    headed = {column for each in heads for column in range(each.first, each.last + 1)}
    for each in heads:
        last = each.last
        is_at_left = each.first and abs(each.left - grid.columns[each.first][0]) < INDENT
        while is_at_left and last + 1 < len(grid.columns) and last + 1 not in headed:
            last += 1
        found.append(Cell(each.lines, each.first, last))
    return found


def _is_centred(cells: list[Cell]) -> bool:
    """Whether cells of one column stand around one middle, so that where they begin says nothing."""
    lefts, middles = [each.left for each in cells], [sum(edges_of(each)) / 2 for each in cells]
    return len(cells) > 3 and _spread(middles) < 0.5 * _spread(lefts)


def _spread(places: list[float]) -> float:
    middle = median(places)
    return median(abs(each - middle) for each in places)


def _is_ruled_off(above: TableLine, line: TableLine, cell: Cell, rules: list[HorizontalRule]) -> bool:
    middle = (cell.left + cell.lines[0][-1].right) / 2
    return any(above.baseline < rule.at < line.baseline and rule.left < middle < rule.right for rule in rules)


def _head_rows(cells: list[Cell]) -> Iterator[TableRow]:
    """Yield the heads of each level: one below that of the heads among those before it that stand over it."""
    levels: list[int] = []
    for at, cell in enumerate(cells):
        before = zip(cells[:at], levels, strict=True)
        above = (level for other, level in before if other.first <= cell.first <= cell.last <= other.last)
        levels.append(max(above, default=-1) + 1)
    for level in range(max(levels, default=-1) + 1):
        row = sorted((cell for cell, at in zip(cells, levels, strict=True) if at == level), key=lambda each: each.first)
        yield TableRow(tuple(row), "", ("",) * len(row), is_head=True)


def _column_heads(cells: list[Cell], count: int) -> list[str]:
    """Return the head of each column: the words of all heads that stand over it, from above."""
    return [", ".join(words_of(each) for each in cells if each.first <= column <= each.last) for column in range(count)]
