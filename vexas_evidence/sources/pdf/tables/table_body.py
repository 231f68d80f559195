"""The rows of a table's body: which of its lines belong to one row, by the rules, the gaps, or the words of cells."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import inf

from vexas_evidence.sources.pdf.strokes import HorizontalRule
from vexas_evidence.sources.pdf.tables.kinds_of_lines import NUMBER
from vexas_evidence.sources.pdf.tables.table_lines import (
    Cell,
    TableLine,
    columns_of,
    columns_of_first_lines,
    hanging_indent,
    merged,
    rows_by_wraps,
    with_heads_around,
)

_CENTRED = 4.0  # points, twice the distance of two middles: as near as this, cells stand around one
_NEAR = 1.4  # of the size of type: lines of one cell stand as near
_REACH = 12.0  # points by which a rule may end before the last column does
_SAME = 2.0  # points: rules as near as this are one
_WIDER = 1.25  # times as wide as the least: the distance of lines of two rows


def body_rows(
    lines: list[TableLine], columns: list[tuple[float, float]], rules: list[HorizontalRule]
) -> list[dict[int, Cell]]:
    """Return the rows of a table's body: parted by rules or wide gaps, else by what a line goes on with."""
    right = columns[-1][1]
    over_all = [each.at for each in rules if each.left < columns[0][1] and each.right > right - _REACH]
    if boxed := _in_boxes(lines, columns, rules):
        return boxed
    if around := around_heads(lines):
        found = [(head, body_rows(group, columns, rules) if group else []) for head, group in around]
        return [row for head, rows in found for row in _headed(head, rows)]
    first, indent = columns_of_first_lines(lines), hanging_indent(lines, columns)
    rows: list[dict[int, Cell]] = []
    lines = with_heads_around(lines)
    strips = _strips(lines, over_all)
    if len(strips) == 2 and all(map(_is_from_above, strips)):
        return [merged(each) for each in strips]
    if len(strips) < 3 and indent == inf:
        strips = _strips(lines, _gaps(lines))
    is_ruled = len(strips) > 2 and sum(map(_is_one_row, strips)) >= 0.5 * len(strips)
    for strip in strips:
        parts = [strip] if is_ruled and _is_one_row(strip) else rows_by_wraps(strip, columns, first, indent)
        rows += [merged(each) for each in parts]
    return rows


def around_heads(lines: list[TableLine]) -> list[tuple[dict[int, Cell], list[TableLine]]]:
    """Return the heads of rows with the lines around them, where heads stand beside the middle of the rows they share.

    Other columns of cells that the same rows share count as heads, too. A head without lines is a sub-head. None are
    returned where the first line has a head of rows, where lines of rows have other cells than the first of them, but
    for heads of a second level, or where one has brackets alone, as below their numbers.
    """
    columns = columns_of(lines)
    first, printed = columns[0], [{at for at, line in enumerate(lines) if column in line.cells} for column in columns]
    shared = {column for column, each in zip(columns, printed, strict=True) if each == printed[0]}
    others = [line for line in lines if not shared.issuperset(line.cells)]
    if first not in shared or not others or not shared.isdisjoint(others[0].cells):
        return []
    inner = min(set(columns_of(others)) - shared)
    rest = [_only(line, set(line.cells) - shared - {inner}).cells for line in others]
    if len({frozenset(each) for each in rest if each}) > 1:
        return []
    if any(each and all(cell.text.startswith(("(", "[")) for cell in each.values()) for each in rest):
        return []
    found: list[tuple[dict[int, Cell], list[TableLine]]] = []
    for head in _heads_of_rows(lines, first, shared):
        start = sum(len(group) for _, group in found)
        middle = (head[0].baseline + head[-1].baseline) / 2
        ends = range(start + 1, len(others) + 1)
        end = next((at for at in ends if _is_around(others[start:at], middle)), start)
        if end == start and not (shared == {first} and _is_between(head, others, start)):
            return []
        found.append((merged([_only(line, shared) for line in head]), others[start:end]))
    groups = [[_only(line, set(line.cells) - shared) for line in group] for _, group in found]
    if sum(map(len, groups)) < len(others) or (first in lines[0].cells and groups[0]):
        return []
    return [(head, group) for (head, _), group in zip(found, groups, strict=True)]


def _only(line: TableLine, columns: set[int]) -> TableLine:
    return replace(line, cells={at: cell for at, cell in line.cells.items() if at in columns})


def _is_between(head: list[TableLine], others: list[TableLine], start: int) -> bool:
    """Whether a head stands above the line that is next and below the one before it."""
    is_below = start == 0 or others[start - 1].baseline < head[0].baseline
    return is_below and start < len(others) and head[-1].baseline < others[start].baseline


def _heads_of_rows(lines: list[TableLine], first: int, shared: set[int]) -> list[list[TableLine]]:
    """Return the lines of each head; one that stands between two rows may have several."""
    found: list[list[TableLine]] = []
    for line in (each for each in lines if first in each.cells):
        is_near = bool(found) and line.baseline - found[-1][-1].baseline < _NEAR * line.size
        if is_near and any(shared.issuperset(each.cells) for each in (line, found[-1][-1])):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _is_around(lines: list[TableLine], middle: float) -> bool:
    return abs((lines[0].baseline + lines[-1].baseline) / 2 - middle) < _CENTRED / 2


def _headed(head: dict[int, Cell], rows: list[dict[int, Cell]]) -> list[dict[int, Cell]]:
    return [dict(sorted((head | row).items())) if row is rows[0] else row for row in rows] or [head]


def _in_boxes(
    lines: list[TableLine], columns: list[tuple[float, float]], rules: list[HorizontalRule]
) -> list[dict[int, Cell]]:
    """Return the rows between rules that some columns have all and others not: cells of these are over several rows.

    Such a cell, wherever it stands in its box, belongs to the first of them. None are returned where a box has numbers
    one below the other.
    """
    ends = [[each.at for each in rules if each.left < (a + b) / 2 < each.right] for a, b in columns]
    heights = sorted({at for each in ends for at in each})
    heights = [at for index, at in enumerate(heights) if not index or at - heights[index - 1] > _SAME]
    if not min(map(len, ends)) < max(map(len, ends)) == len(heights):
        return []
    boxes: dict[int, dict[int, list[TableLine]]] = {}
    for line in lines:
        middle = (line.top + line.bottom) / 2
        for column, cell in line.cells.items():
            above = max((at for at in ends[column] if at < middle), default=float("-inf"))
            row = sum(at < above + _SAME for at in heights)
            boxes.setdefault(row, {}).setdefault(column, []).append(replace(line, cells={column: cell}))
    if not all(_is_one_row(each) for row in boxes.values() for each in row.values()):
        return []
    return [merged([line for each in boxes[row].values() for line in each]) for row in sorted(boxes)]


def _strips(lines: list[TableLine], heights: list[float]) -> list[list[TableLine]]:
    """Return the lines between each two of some heights."""
    strips: list[list[TableLine]] = []
    edges = [*heights, float("inf")]
    at = 0
    for line in lines:
        fresh = not strips
        while (line.top + line.bottom) / 2 > edges[at]:
            at, fresh = at + 1, True
        if fresh:
            strips.append([])
        strips[-1].append(line)
    return strips


def _gaps(lines: list[TableLine]) -> list[float]:
    """Return the heights of gaps between lines that are wider than those between the lines of a cell."""
    leads = [below.baseline - above.baseline for above, below in pairwise(lines)]
    if not leads or max(leads) < _WIDER * min(leads):
        return []
    limit = _WIDER * min((lead for lead in leads if lead > 0.8 * lines[0].size), default=0)
    return [(a.bottom + b.top) / 2 for (a, b), lead in zip(pairwise(lines), leads, strict=True) if lead > limit]


def _is_one_row(lines: list[TableLine]) -> bool:
    """Whether the lines between two rules can be one row: no column has a number below another."""
    above: dict[int, str] = {}
    for line in lines:
        for column, cell in line.cells.items():
            before = above.get(column, "")
            are_numbers = column and NUMBER.fullmatch(cell.text) and NUMBER.fullmatch(before)
            if are_numbers and cell.text[0] not in "([" and before[-1] not in "-–−/,±×":
                return False
            above[column] = cell.text
    return True


def _is_from_above(lines: list[TableLine]) -> bool:
    """Whether all cells between two rules begin on the first line and run on, that of the head not half as far."""
    for column in {column for line in lines for column in line.cells}:
        inside = [line for line in lines if column in line.cells]
        ends = pairwise([lines[0], *inside])
        if any(
            below.baseline - above.baseline > (1.8 if above in inside else 0.5) * below.size for above, below in ends
        ):
            return False
    return 2 * sum(0 in line.cells for line in lines) <= len(lines) and _is_one_row(lines)
