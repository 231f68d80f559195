"""The heads of a table: those of its columns, be they over several, and those of its rows with their sub-heads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vexas_evidence.sources.pdf.strokes import Rule
from vexas_evidence.sources.pdf.table_grid import Cell, Grid, Line
from vexas_evidence.sources.pdf.table_places import NUMBER

_INDENT = 2.0  # points by which a row stands in below its sub-head


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as it is printed: its cells, its head with its sub-head, and the heads of its cells."""

    cells: tuple[Cell, ...]
    head: str
    columns: tuple[str, ...]
    is_head: bool = False


def table_rows(grid: Grid) -> Iterator[TableRow]:
    """Yield the rows of a table from above: those of its head, level by level, and those of its body."""
    cells = _head_cells(grid)
    for level in (True, False):
        row = tuple(sorted((each for each in cells if _is_upper(each, cells) == level), key=lambda each: each.first))
        if row:
            yield TableRow(row, "", tuple("" for _ in row), is_head=True)
    heads = _column_heads(cells, len(grid.columns))
    over_rows = any(
        0 not in each and len(each) > 1 and not NUMBER.fullmatch(next(iter(each.values())).text) for each in grid.rows
    )
    sub_head: Cell | None = None
    last_head, was_below = "", False
    for row_cells in grid.rows:
        first = row_cells.get(0)
        if first is not None and len(row_cells) == 1 and not NUMBER.fullmatch(first.text):
            sub_head, last_head, was_below = first, _words(first), False
            yield TableRow((first,), last_head, (heads[0],))
            continue
        if first is not None:
            stands_in = sub_head is not None and first.left > sub_head.left + _INDENT
            if sub_head is not None and was_below and not stands_in:
                sub_head = None
            was_below = stands_in
            last_head = ", ".join(filter(None, (_words(sub_head) if sub_head else "", _words(first))))
        second = row_cells.get(1)
        own = _words(second) if over_rows and second and not NUMBER.fullmatch(second.text) else ""
        head = ", ".join(filter(None, (last_head, own)))
        yield TableRow(tuple(row_cells.values()), head, tuple(heads[column] for column in row_cells))


def _words(cell: Cell) -> str:
    return " ".join(cell.text.split())


def _head_cells(grid: Grid) -> list[Cell]:
    """Return the cells of the head, each with all its lines; a rule below one ends it."""
    open_cells: list[tuple[Cell, Line]] = []
    done: list[Cell] = []
    for line in grid.head:
        for cell in line.cells.values():
            spanned = _spanned(cell, line, grid)
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
    return done


def _spanned(cell: Cell, line: Line, grid: Grid) -> tuple[int, int]:
    """Return the first and last column of a head: those over which a rule below it runs, or over which it stands."""
    left, right = _edges(cell)
    whole = grid.columns[-1][1] - grid.columns[0][0]
    for rule in grid.rules:
        is_below = -1 < rule.at - line.bottom < 1.2 * line.size and rule.right - rule.left < 0.85 * whole
        is_over = rule.left - 4 <= (left + right) / 2 <= rule.right + 4 and rule.right - rule.left > right - left - 8
        if is_below and is_over and (over := _columns_over(cell, line, grid, rule.left - 4, rule.right + 4)):
            return over[0], over[-1]
    below = max(
        (each for each in grid.head if each.baseline > line.baseline), key=lambda each: len(each.cells), default=None
    )
    if below is not None and (over := _centred(cell, line, below, grid)):
        return over[0], over[-1]
    over = [
        index
        for index, (a, b) in enumerate(grid.columns)
        if min(b, right) - max(a, left) > 0.25 * min(b - a, right - left)
    ]
    return (over[0], over[-1]) if over else (cell.first, cell.last)


def _edges(cell: Cell) -> tuple[float, float]:
    return cell.left, max(word.right for each in cell.lines for word in each)


def _columns_over(cell: Cell, line: Line, grid: Grid, left: float, right: float) -> list[int]:
    """Return the columns between two edges that stand nearer to a head than to any other head of its line there."""
    heads = [each for each in line.cells.values() if left < sum(_edges(each)) / 2 < right]
    found = []
    for index, (a, b) in enumerate(grid.columns):
        middle = (a + b) / 2
        nearest = min(heads, key=lambda each: abs(sum(_edges(each)) / 2 - middle), default=None)
        if left < middle < right and nearest is cell:
            found.append(index)
    return found


def _centred(cell: Cell, line: Line, below: Line, grid: Grid) -> list[int]:
    """Return the columns with heads of their own in the line below over whose middle a head stands, if it does."""
    bare = {index for index in below.cells if index not in line.cells or line.cells[index] is cell}
    nearest = [each for each in _columns_over(cell, line, grid, -1e6, 1e6) if each in bare]
    if len(nearest) < 2 or nearest != list(range(nearest[0], nearest[-1] + 1)):
        return []
    left, right = grid.columns[nearest[0]][0], grid.columns[nearest[-1]][1]
    return nearest if abs(sum(_edges(cell)) / 2 - (left + right) / 2) < 0.06 * (right - left) else []


def _is_ruled_off(above: Line, line: Line, cell: Cell, rules: list[Rule]) -> bool:
    middle = (cell.left + cell.lines[0][-1].right) / 2
    return any(above.baseline < rule.at < line.baseline and rule.left < middle < rule.right for rule in rules)


def _is_upper(cell: Cell, cells: list[Cell]) -> bool:
    """Whether a head stands in the first level: no head over several columns stands above it."""
    return not any(
        other is not cell
        and other.first < other.last
        and other.first <= cell.first <= cell.last <= other.last
        and (cell.first, cell.last) != (other.first, other.last)
        and cells.index(other) < cells.index(cell)
        for other in cells
    )


def _column_heads(cells: list[Cell], count: int) -> list[str]:
    """Return the head of each column: the words of all heads that stand over it, from above."""
    return [", ".join(_words(each) for each in cells if each.first <= column <= each.last) for column in range(count)]
