"""Which columns of a table a head stands over: by the rule below it, by its middle, or by where it is printed."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby

from vexas_evidence.sources.pdf.strokes import HorizontalRule
from vexas_evidence.sources.pdf.tables.table_grid import Grid
from vexas_evidence.sources.pdf.tables.table_lines import Cell, TableLine

INDENT = 2.0  # points by which a row stands in below its sub-head, and a head beside the left edge of its column
_OFF = 8.0  # points by which a head may miss the middle of its columns
_NUMBERS = re.compile(r"\d[\d.,–-]*")


def spans_of(line: TableLine, grid: Grid) -> dict[int, tuple[int, int]]:
    """Return the first and last column of each head of a line, by the column in which it begins.

    A head stands over the columns of the rule below it, which several heads may share; or over whose middle it
    stands, where they have heads of their own below; or over those above which it is printed. A title is over all.
    """
    below = [each for each in grid.head if each.baseline > line.baseline + 0.8 * line.size]
    edges = _edges_of_columns(grid.columns, below)
    spans = {column: _columns_below(cell, grid) for column, cell in line.cells.items()}
    with_heads = {column for each in below for column in each.cells}
    spans |= _centred(line, with_heads, edges, below) or _over_series(line, edges, below)
    for rule in reversed(grid.rules):
        if not _is_near_above(line, rule, grid.head) or not any(each.baseline > rule.at for each in below):
            continue
        heads = [each for each in line.cells.values() if _is_over(each, rule)]
        over = [at for at, (a, b) in enumerate(grid.columns) if rule.left - 4 < (a + b) / 2 < rule.right + 4]
        if rule.right - rule.left > 0.85 * (grid.columns[-1][1] - grid.columns[0][0]):
            over = [at for at in over if at in with_heads and (at or 0 in line.cells)]
            heads = [each for each in heads if _nearest(each, edges) in over]
        spans |= _shared(heads, over, edges)
    return {column: (0, len(grid.columns) - 1) for column in spans} if below and _is_title(line, grid) else spans


def _is_near_above(line: TableLine, rule: HorizontalRule, head: list[TableLine]) -> bool:
    """Whether a rule stands right below a line of heads, or below further lines of heads beside it."""
    bottom = line.bottom
    for each in (each for each in head if line.baseline < each.baseline < rule.at):
        if any(_is_over(cell, rule) for cell in each.cells.values()):
            return False
        bottom = each.bottom
    return -1 < rule.at - bottom < 1.2 * line.size


def _is_title(line: TableLine, grid: Grid) -> bool:
    """Whether the only head of a line begins with the table or is centred over it: above several columns or a rule."""
    cell = next(iter(line.cells.values()))
    left, right = edges_of(cell)
    rules = _rules_over(grid)
    is_ruled = any(-1 < each.at - line.bottom < 1.2 * line.size for each in rules)
    is_first = all(len(each.cells) == 1 for each in grid.head if each.baseline <= line.baseline)
    if not is_first or not (is_ruled or sum(left < b and a < right for a, b in grid.columns) > 1):
        return False
    return left < grid.columns[0][0] + INDENT or is_centred_over(cell, grid)


def is_centred_over(cell: Cell, grid: Grid) -> bool:
    """Whether a cell stands over the middle of a table, that of its rules or else of its columns."""
    rules = _rules_over(grid)
    left, right = (rules[0].left, rules[0].right) if rules else (grid.columns[0][0], grid.columns[-1][1])
    return _off_middle(cell, left, right) < _OFF


def _rules_over(grid: Grid) -> list[HorizontalRule]:
    width = grid.columns[-1][1] - grid.columns[0][0]
    return [each for each in grid.rules if each.right - each.left > 0.9 * width]


def _is_over(cell: Cell, rule: HorizontalRule) -> bool:
    left, right = edges_of(cell)
    return rule.left - 4 <= (left + right) / 2 <= rule.right + 4 and rule.right - rule.left > right - left - 8


def _columns_below(cell: Cell, grid: Grid) -> tuple[int, int]:
    """Return the first and last column above which a head is printed."""
    left, right = edges_of(cell)
    over = [
        index
        for index, (a, b) in enumerate(grid.columns)
        if min(b, right) - max(a, left) > 0.25 * min(b - a, right - left)
    ]
    return (over[0], over[-1]) if over else (cell.first, cell.last)


def edges_of(cell: Cell) -> tuple[float, float]:
    """Return the left edge of a cell's first line and the right edge of its longest."""
    return cell.left, max(word.right for each in cell.lines for word in each)


def _edges_of_columns(columns: list[tuple[float, float]], lines: list[TableLine]) -> list[tuple[float, float]]:
    """Return the left and right edges of columns with the heads that some lines have in them alone."""
    found = list(columns)
    for cell in (cell for line in lines for cell in line.cells.values() if cell.first == cell.last):
        left, right = edges_of(cell)
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
    groups = [[_words_in(column, below) for column in range(first, last + 1)] for first, last in spans.values()]
    if len(groups) > 1 and len(groups[0]) > 1 and all(each == groups[0] for each in groups):
        return spans
    over = [(line.cells[at], edges[first][0], edges[last][1]) for at, (first, last) in spans.items()]
    is_over = all(_off_middle(cell, a, b) < min(0.06 * (b - a), _OFF) for cell, a, b in over)
    return spans if is_over and not any(_wraps(line, line.cells[at], below[0]) for at in spans) else {}


def _over_series(
    line: TableLine, edges: list[tuple[float, float]], below: list[TableLine]
) -> dict[int, tuple[int, int]]:
    """Return the columns of heads over the middle of a series: below are heads that differ in their numbers alone."""
    names = [_words_in(column, below) for column in range(len(edges))]
    stems = [_NUMBERS.sub("", each) if _NUMBERS.search(each) else "" for each in names]
    spans: dict[int, tuple[int, int]] = {}
    for stem, group in groupby(range(len(edges)), stems.__getitem__):
        first, last = (columns := [*group])[0], columns[-1]
        heads = [each for each in line.cells.values() if first <= _nearest(each, edges) <= last]
        if stem and first < last and len(heads) == 1 and _off_middle(heads[0], edges[first][0], edges[last][1]) < _OFF:
            spans[heads[0].first] = first, last
    return spans


def _wraps(line: TableLine, cell: Cell, below: TableLine) -> bool:
    """Whether the next line has the rest of a head: right below it and around the same middle."""
    middle = sum(edges_of(cell)) / 2
    is_near = below.baseline - line.baseline < 1.3 * line.size
    return is_near and any(abs(sum(edges_of(each)) / 2 - middle) < INDENT for each in below.cells.values())


def _nearest(cell: Cell, edges: list[tuple[float, float]]) -> int:
    return min(range(len(edges)), key=lambda at: _off_middle(cell, *edges[at]))


def _off_middle(cell: Cell, left: float, right: float) -> float:
    """Return how far the middle of a cell stands from that between two edges."""
    return abs(sum(edges_of(cell)) - left - right) / 2


def _words_in(column: int, lines: list[TableLine]) -> str:
    return " ".join(words_of(each.cells[column]) for each in lines if column in each.cells)


def _shared(heads: list[Cell], columns: list[int], edges: list[tuple[float, float]]) -> dict[int, tuple[int, int]]:
    """Share columns side by side out to heads, so that the heads stand best over their middles or at their left."""
    if not heads or len(heads) > len(columns) or columns != list(range(columns[0], columns[0] + len(columns))):
        return {}
    by_middle = _shared_by(heads, columns, lambda cell, a, b: _off_middle(cell, edges[a][0], edges[b][1]))
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


def words_of(cell: Cell) -> str:
    """Return the words of a cell on one line."""
    return " ".join(cell.text.split())
