"""The rows of a table's body: which of its lines belong to one row, by the rules, the gaps, or the words of cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from vexas_evidence.sources.pdf.runs import Word
from vexas_evidence.sources.pdf.strokes import HorizontalRule
from vexas_evidence.sources.pdf.tables.table_places import NUMBER

_OPEN = re.compile(r"(?:[-–−/±×+=<>≤≥(,;]|\b(?:and|or|of|the|to|with|for|in|by|et al\.?|vs\.?|versus))$", re.IGNORECASE)
_BRACKET = re.compile(r"\([^()]*\)[\W\d]*")
_CENTRED = 4.0  # points, twice the distance of two middles: as near as this, cells stand around one
_NEAR = 1.4  # of the size of type: lines of one cell stand as near
_REACH = 12.0  # points by which a rule may end before the last column does
_SAME = 2.0  # points: rules as near as this are one
_WIDER = 1.25  # times as wide as the least: the distance of lines of two rows


@dataclass(slots=True)
class Cell:
    """The lines of a cell, each with its words, and the first and last column that it stands in."""

    lines: list[list[Word]]
    first: int
    last: int

    @property
    def text(self) -> str:
        """The words of the cell; a line that the table broke is a line."""
        return "\n".join(" ".join(word.text for word in line) for line in self.lines)

    @property
    def left(self) -> float:
        """The left edge of its first line."""
        return self.lines[0][0].left


@dataclass(slots=True)
class TableLine:
    """One line of print of a table: its cells by column."""

    cells: dict[int, Cell]
    baseline: float
    top: float
    bottom: float
    size: float


def body_rows(
    lines: list[TableLine], columns: list[tuple[float, float]], rules: list[HorizontalRule]
) -> list[dict[int, Cell]]:
    """Return the rows of a table's body: parted by rules or wide gaps, else by what a line goes on with."""
    right = columns[-1][1]
    over_all = [each.at for each in rules if each.left < columns[0][1] and each.right > right - _REACH]
    if boxed := _in_boxes(lines, columns, rules):
        return boxed
    if around := around_heads(lines):
        return [row for head, group in around for row in _headed(head, body_rows(group, columns, rules))]
    rows: list[dict[int, Cell]] = []
    strips = _strips(lines, over_all)
    if len(strips) < 3:
        strips = _strips(lines, _gaps(lines))
    is_ruled = len(strips) > 2 and sum(map(_is_one_row, strips)) >= 0.7 * len(strips)
    for strip in strips:
        parts = [strip] if is_ruled and _is_one_row(strip) else _by_wraps(strip, columns)
        rows += [merged(each) for each in parts]
    return rows


def around_heads(lines: list[TableLine]) -> list[tuple[Cell, list[TableLine]]]:
    """Return each head of rows with the lines around it, where heads stand beside the middle of the rows they share.

    None are returned where the first line has a head, or where lines have other cells than that.
    """
    others = [line for line in lines if set(line.cells) != {0}]
    if not others or 0 in lines[0].cells or len({frozenset(each.cells) - {0} for each in others}) > 1:
        return []
    found: list[tuple[Cell, list[TableLine]]] = []
    for head in _heads_of_rows(lines):
        start = sum(len(group) for _, group in found)
        middle = (head[0].baseline + head[-1].baseline) / 2
        ends = range(start + 1, len(others) + 1)
        end = next((at for at in ends if _is_around(others[start:at], middle)), None)
        if end is None:
            return []
        group = [replace(line, cells={at: cell for at, cell in line.cells.items() if at}) for line in others[start:end]]
        found.append((merged(head)[0], group))
    return found if sum(len(group) for _, group in found) == len(others) else []


def _heads_of_rows(lines: list[TableLine]) -> list[list[TableLine]]:
    """Return the lines of each cell of the first column; one that stands between two rows may have several."""
    found: list[list[TableLine]] = []
    for line in (each for each in lines if 0 in each.cells):
        is_near = bool(found) and line.baseline - found[-1][-1].baseline < _NEAR * line.size
        if is_near and (len(line.cells) == 1 or len(found[-1][-1].cells) == 1):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _is_around(lines: list[TableLine], middle: float) -> bool:
    return abs((lines[0].baseline + lines[-1].baseline) / 2 - middle) < _CENTRED / 2


def _headed(head: Cell, rows: list[dict[int, Cell]]) -> list[dict[int, Cell]]:
    return [{0: head} | row if row is rows[0] else row for row in rows]


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
    limit = (
        _WIDER * min(lead for lead in leads if lead > 0.8 * lines[0].size) if max(leads) > 0.8 * lines[0].size else 0
    )
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


def merged(lines: list[TableLine]) -> dict[int, Cell]:
    """Return the cells of a row, each with its parts of all lines of it."""
    found: dict[int, Cell] = {}
    for line in lines:
        for column, cell in line.cells.items():
            if column in found:
                found[column].lines += cell.lines
            else:
                found[column] = Cell(list(cell.lines), cell.first, cell.last)
    return dict(sorted(found.items()))


def _by_wraps(lines: list[TableLine], columns: list[tuple[float, float]]) -> list[list[TableLine]]:
    """Part lines into rows. A line goes on where each of its cells continues the one above it."""
    rows: list[list[TableLine]] = []
    for line in lines:
        if rows and _goes_on(rows[-1], line, columns):
            rows[-1].append(line)
        else:
            if rows and len(line.cells) > 1:
                for column in [each for each in line.cells if _belongs_above(rows[-1], line, each)]:
                    cell = line.cells.pop(column)
                    rows[-1].append(TableLine({column: cell}, line.baseline, line.top, line.bottom, line.size))
            rows.append([line])
    return rows


def _belongs_above(row: list[TableLine], line: TableLine, column: int) -> bool:
    """Whether a cell of a new row is the rest of one that stands over both, as in "Chua et al." "(2010)"."""
    last = next((each.cells[column] for each in reversed(row) if column in each.cells), None)
    if last is None or len(row[0].cells) < 2 or len(line.cells) < 2:
        return False
    text, before = line.cells[column].text, last.text
    others = [each.text for at, each in line.cells.items() if at not in (0, column)]
    is_bracket = bool(_BRACKET.fullmatch(text)) and "(" not in before and not all(each[0] == "(" for each in others)
    stands_in = line.cells[column].left > last.left + 1 and not _share_a_middle(last, line.cells[column])
    return is_bracket or (column == 0 and text[0].islower() and stands_in)


def _goes_on(row: list[TableLine], line: TableLine, columns: list[tuple[float, float]]) -> bool:
    if line.top - row[-1].bottom > 1.1 * line.size:
        return False
    above: dict[int, Cell] = {}
    for each in row:
        above.update(each.cells)
    if 0 in line.cells and len(above) == 1 and len(line.cells) > 1:
        return continues(above.get(0), line.cells[0], columns) and line.cells[0].text[0].islower()
    return all(continues(above.get(column), cell, columns) for column, cell in line.cells.items())


def continues(above: Cell | None, cell: Cell, columns: list[tuple[float, float]]) -> bool:
    """Whether a cell continues the one above it: the next word did not fit there, or a bracket or a word is open."""
    if above is None:
        return False
    before, text = above.text, cell.text
    if before.count("(") > before.count(")") or before.count("[") > before.count("]"):
        return True
    if _OPEN.search(before):
        return True
    if NUMBER.fullmatch(text) and NUMBER.fullmatch(before):
        return text[0] in "([" and before[-1] not in ")]"
    left, right = columns[cell.first]
    needed = cell.lines[0][0].right - cell.lines[0][0].left
    line = above.lines[-1]
    fits = (line[-1].right - line[0].left) + needed + 2 < right - left
    if cell.first == 0:
        stands_in = cell.left > above.left + 2 and not _share_a_middle(above, cell)
        return text[0] == "(" or (not fits and (text[0].islower() or stands_in))
    return not fits or text[0].islower() or text[0] in "(["


def _share_a_middle(above: Cell, cell: Cell) -> bool:
    """Whether the last line of one cell and the first of another stand around one middle."""
    last, first = above.lines[-1], cell.lines[0]
    return abs(last[0].left + last[-1].right - first[0].left - first[-1].right) < _CENTRED
