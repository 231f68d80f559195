"""The heads of a table: those of its columns, be they over several, and those of its rows with their sub-heads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from vexas_evidence.sources.markup.table_rows import stub_width
from vexas_evidence.sources.pdf.strokes import HorizontalRule
from vexas_evidence.sources.pdf.tables.table_grid import Grid, grid_of
from vexas_evidence.sources.pdf.tables.table_lines import Cell, TableLine, merged
from vexas_evidence.sources.pdf.tables.table_places import NUMBER, TablePlace

_INDENT = 2.0  # points by which a row stands in below its sub-head
_ASIDE = 4.0  # points by which the columns of a table may stand elsewhere on its next page
_OFF = 8.0  # points by which a head may miss the middle of its columns


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
    rows = before.rows if before else ()
    if before and page == before.page + 1 and label == before.label and _goes_on_in(grid, before.grid):
        grid = replace(grid, head=[], rows=[*filter(None, [merged(grid.head)]), *grid.rows])
        return Table(page, label, grid, before.headed, tuple(_table_rows(grid, rows, before.headed)))
    return Table(page, label, grid, grid, tuple(_table_rows(grid, rows, grid)))


def _goes_on_in(grid: Grid, before: Grid) -> bool:
    """Whether a table without words as heads stands in the columns of another, wherever on the page."""
    first = merged(grid.head)
    has_numbers = any(column and NUMBER.fullmatch(cell.text) for column, cell in first.items())
    if (len(first) > 1 and not has_numbers) or len(grid.columns) != len(before.columns):
        return False
    aside = grid.columns[0][0] - before.columns[0][0]
    pairs = [(a - c - aside, b - d - aside) for (a, b), (c, d) in zip(grid.columns, before.columns, strict=True)]
    return all(min(abs(left), abs(right), abs(left + right) / 2) < _ASIDE for left, right in pairs)


def _table_rows(grid: Grid, before: Sequence[TableRow], headed: Grid) -> Iterator[TableRow]:
    """Yield the rows of a table from above: those of its head, level by level, and those of its body.

    A table with the head of the rows *before* it, or below that, goes on with them below their last sub-head.
    """
    cells = _head_cells(headed)
    levels = _levels(cells) if headed is grid else []
    for level in sorted(set(levels)):
        row = sorted((cell for cell, at in zip(cells, levels, strict=True) if at == level), key=lambda each: each.first)
        yield TableRow(tuple(row), "", tuple("" for _ in row), is_head=True)
    heads = _column_heads(cells, len(grid.columns))
    stub = stub_width({column: _words(cell) for column, cell in row.items()} for row in grid.rows)
    is_indented = not _is_centred([row[0] for row in grid.rows if 0 in row])
    heads_before = _texts(cell for row in before if row.is_head for cell in row.cells)
    goes_on = headed is not grid or (bool(before) and bool(cells) and _texts(cells) == heads_before)
    sub_head = before[-1].sub_head if goes_on else None
    last_head, was_below = "", goes_on and before[-1].stands_in
    for row_cells in grid.rows:
        first = row_cells.get(0)
        if first is not None and len(row_cells) == 1 and not NUMBER.fullmatch(first.text):
            sub_head, last_head, was_below = first, _words(first), False
            yield TableRow((first,), last_head, ("",), sub_head=sub_head)
            continue
        if first is not None:
            stands_in = is_indented and sub_head is not None and first.left > sub_head.left + _INDENT
            if sub_head is not None and was_below and not stands_in:
                sub_head = None
            was_below = stands_in
            last_head = ", ".join(filter(None, (_words(sub_head) if sub_head else "", _words(first))))
        own = (_words(row_cells[column]) for column in range(1, stub) if column in row_cells)
        head = ", ".join(dict.fromkeys(filter(None, (last_head, *own))))
        columns = tuple(heads[column] for column in row_cells)
        yield TableRow(tuple(row_cells.values()), head, columns, sub_head=sub_head, stands_in=was_below)


def _texts(cells: Iterable[Cell]) -> list[str]:
    return sorted(map(_words, cells))


def _words(cell: Cell) -> str:
    return " ".join(cell.text.split())


def _head_cells(grid: Grid) -> list[Cell]:
    """Return the cells of the head, each with all its lines; a rule below one ends it."""
    open_cells: list[tuple[Cell, TableLine]] = []
    done: list[Cell] = []
    for line in grid.head:
        spans = _spans(line, grid)
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
    return done


def _spans(line: TableLine, grid: Grid) -> dict[int, tuple[int, int]]:
    """Return the first and last column of each head of a line, by the column in which it begins.

    A head stands over the columns of the rule below it, which several heads may share; or over whose middle it
    stands, where they have heads of their own below; or over those above which it is printed. A title is over all.
    """
    below = [each for each in grid.head if each.baseline > line.baseline + 0.8 * line.size]
    edges = _edges_of_columns(grid.columns, below)
    spans = {column: _columns_below(cell, grid) for column, cell in line.cells.items()}
    with_heads = {column for each in below for column in each.cells}
    spans |= _centred(line, with_heads, edges, below)
    for rule in reversed(grid.rules):
        is_near = -1 < rule.at - line.bottom < 1.2 * line.size
        if not is_near or not any(each.baseline > rule.at for each in below):
            continue
        heads = [each for each in line.cells.values() if _is_over(each, rule)]
        over = [at for at, (a, b) in enumerate(grid.columns) if rule.left - 4 < (a + b) / 2 < rule.right + 4]
        if rule.right - rule.left > 0.85 * (grid.columns[-1][1] - grid.columns[0][0]):
            over = [at for at in over if at in with_heads and (at or 0 in line.cells)]
            heads = [each for each in heads if _nearest(each, edges) in over]
        spans |= _shared(heads, over, edges)
    return {column: (0, len(grid.columns) - 1) for column in spans} if below and _is_title(line, grid) else spans


def _is_title(line: TableLine, grid: Grid) -> bool:
    """Whether the only head of a line begins with the table or is centred over it: above several columns or a rule."""
    left, right = _edges(next(iter(line.cells.values())))
    start, end = grid.columns[0][0], grid.columns[-1][1]
    rules = [each for each in grid.rules if each.right - each.left > 0.9 * (end - start)]
    is_ruled = any(-1 < each.at - line.bottom < 1.2 * line.size for each in rules)
    is_first = all(len(each.cells) == 1 for each in grid.head if each.baseline <= line.baseline)
    if not is_first or not (is_ruled or sum(left < b and a < right for a, b in grid.columns) > 1):
        return False
    middle = (rules[0].left + rules[0].right if rules else start + end) / 2
    return left < start + _INDENT or abs((left + right) / 2 - middle) < _OFF


def _is_over(cell: Cell, rule: HorizontalRule) -> bool:
    left, right = _edges(cell)
    return rule.left - 4 <= (left + right) / 2 <= rule.right + 4 and rule.right - rule.left > right - left - 8


def _columns_below(cell: Cell, grid: Grid) -> tuple[int, int]:
    """Return the first and last column above which a head is printed."""
    left, right = _edges(cell)
    over = [
        index
        for index, (a, b) in enumerate(grid.columns)
        if min(b, right) - max(a, left) > 0.25 * min(b - a, right - left)
    ]
    return (over[0], over[-1]) if over else (cell.first, cell.last)


def _edges(cell: Cell) -> tuple[float, float]:
    return cell.left, max(word.right for each in cell.lines for word in each)


def _edges_of_columns(columns: list[tuple[float, float]], lines: list[TableLine]) -> list[tuple[float, float]]:
    """Return the left and right edges of columns with the heads that some lines have in them alone."""
    found = list(columns)
    for cell in (cell for line in lines for cell in line.cells.values() if cell.first == cell.last):
        left, right = _edges(cell)
        found[cell.first] = min(found[cell.first][0], left), max(found[cell.first][1], right)
    return found


def _centred(
    line: TableLine, with_heads: set[int], edges: list[tuple[float, float]], below: list[TableLine]
) -> dict[int, tuple[int, int]]:
    """Return the columns over whose middle the heads of a line stand, if all columns with heads below are under one.

    Heads at the left of their columns count where the columns of each have the same heads, as in "n, %, n, %".
    """
    columns = sorted(with_heads)
    if columns[:1] == [0] and 0 not in line.cells:
        columns = columns[1:]
    heads = [each for each in line.cells.values() if columns and _nearest(each, edges) in with_heads]
    spans = _shared(heads, columns, edges)
    groups = [[_words_of(column, below) for column in range(first, last + 1)] for first, last in spans.values()]
    if len(groups) > 1 and len(groups[0]) > 1 and all(each == groups[0] for each in groups):
        return spans
    widths = [(edges[last][1] - edges[first][0]) for first, last in spans.values()]
    middles = [abs(sum(_edges(line.cells[at])) - edges[a][0] - edges[b][1]) / 2 for at, (a, b) in spans.items()]
    is_over = all(middle < min(0.06 * width, _OFF) for middle, width in zip(middles, widths, strict=True))
    return spans if is_over and not any(_wraps(line, line.cells[at], below[0]) for at in spans) else {}


def _wraps(line: TableLine, cell: Cell, below: TableLine) -> bool:
    """Whether the next line has the rest of a head: right below it and around the same middle."""
    middle = sum(_edges(cell)) / 2
    is_near = below.baseline - line.baseline < 1.3 * line.size
    return is_near and any(abs(sum(_edges(each)) / 2 - middle) < _INDENT for each in below.cells.values())


def _nearest(cell: Cell, edges: list[tuple[float, float]]) -> int:
    left, right = _edges(cell)
    return min(range(len(edges)), key=lambda at: abs(sum(edges[at]) - left - right))


def _words_of(column: int, lines: list[TableLine]) -> str:
    return " ".join(_words(each.cells[column]) for each in lines if column in each.cells)


def _shared(heads: list[Cell], columns: list[int], edges: list[tuple[float, float]]) -> dict[int, tuple[int, int]]:
    """Share columns side by side out to heads, so that the heads stand best over their middles or at their left."""
    if not heads or len(heads) > len(columns) or columns != list(range(columns[0], columns[0] + len(columns))):
        return {}
    by_middle = _shared_by(heads, columns, lambda cell, a, b: abs(sum(_edges(cell)) - edges[a][0] - edges[b][1]) / 2)
    by_left = _shared_by(heads, columns, lambda cell, a, _: abs(cell.left - edges[a][0]))
    return min(by_middle, by_left, key=lambda each: each[0])[1]


def _shared_by(
    heads: list[Cell], columns: list[int], distance: Callable[[Cell, int, int], float]
) -> tuple[float, dict[int, tuple[int, int]]]:
    """Return the least sum of distances of heads from their columns, and the first and last column of each."""
    best: dict[int, tuple[float, dict[int, tuple[int, int]]]] = {0: (0.0, {})}
    for cell in heads:
        best = {
            end: min(
                (
                    (
                        total + distance(cell, columns[start], columns[end - 1]),
                        spans | {cell.first: (columns[start], columns[end - 1])},
                    )
                    for start, (total, spans) in best.items()
                    if start < end
                ),
                key=lambda each: each[0],
            )
            for end in range(min(best) + 1, len(columns) + 1)
        }
    return best.get(len(columns), (float("inf"), {}))


def _is_centred(cells: list[Cell]) -> bool:
    """Whether cells of one column stand around one middle, so that where they begin says nothing."""
    lefts, middles = [each.left for each in cells], [sum(_edges(each)) / 2 for each in cells]
    return len(cells) > 3 and _spread(middles) < 0.5 * _spread(lefts)


def _spread(places: list[float]) -> float:
    middle = median(places)
    return median(abs(each - middle) for each in places)


def _is_ruled_off(above: TableLine, line: TableLine, cell: Cell, rules: list[HorizontalRule]) -> bool:
    middle = (cell.left + cell.lines[0][-1].right) / 2
    return any(above.baseline < rule.at < line.baseline and rule.left < middle < rule.right for rule in rules)


def _levels(cells: list[Cell]) -> list[int]:
    """Return the level of each head: one below that of the heads among those before it that stand over it."""
    found: list[int] = []
    for at, cell in enumerate(cells):
        above = (
            level
            for other, level in zip(cells[:at], found, strict=True)
            if other.first <= cell.first <= cell.last <= other.last
        )
        found.append(max(above, default=-1) + 1)
    return found


def _column_heads(cells: list[Cell], count: int) -> list[str]:
    """Return the head of each column: the words of all heads that stand over it, from above."""
    return [", ".join(_words(each) for each in cells if each.first <= column <= each.last) for column in range(count)]
