"""The columns and rows of a table: where no word stands over all its rows, and which lines belong to one row."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from vexas_evidence.sources.pdf.runs import Run, Word, rows_of
from vexas_evidence.sources.pdf.strokes import Rule
from vexas_evidence.sources.pdf.table_places import NUMBER

_OPEN = re.compile(r"(?:[-–−/±×+=<>≤≥(,;]|\b(?:and|or|of|the|to|with|for|in|by|et al\.?|vs\.?|versus))$", re.IGNORECASE)
_JOINED = 0.5  # of the size of type: words as near as this are in one cell
_LEAST = 0.3  # of the size of type: the least width of what parts two columns
_STEP = 0.5  # points


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
class Line:
    """One line of print of a table: its cells by column."""

    cells: dict[int, Cell]
    baseline: float
    top: float
    bottom: float
    size: float


@dataclass(slots=True)
class Grid:
    """The columns of a table as their left and right edges, its head, and its rows with their cells by column."""

    columns: list[tuple[float, float]]
    head: list[Line]
    rows: list[dict[int, Cell]]
    rules: list[Rule] = field(default_factory=list)


def clusters(row: Iterable[Run]) -> list[list[Word]]:
    """Return the words of a line in groups, those of one group with no more than a space between them."""
    found: list[list[Word]] = []
    for run in row:
        for word in run.words:
            if found and word.left - found[-1][-1].right < _JOINED * run.size:
                found[-1].append(word)
            else:
                found.append([word])
    return found


def grid_of(runs: list[Run], rules: list[Rule], left: float, right: float) -> Grid:
    """Return the grid of a table's runs."""
    rows = rows_of(runs)
    spanning = sorted(each.at for each in rules if each.right - each.left > 0.9 * (right - left))
    head_end = _head_end(rows, spanning)
    body = [row for row in rows if row[0].baseline > head_end]
    size = median(each.size for row in rows for each in row)
    columns = _columns(body or rows, size)
    lines = [_line(row, columns) for row in rows]
    head = [each for each in lines if each.baseline <= head_end]
    rest = [each for each in lines if each.baseline > head_end]
    return Grid(columns, head, _rows(rest, columns, [at for at in spanning if at > head_end]), rules)


def _head_end(rows: list[list[Run]], spanning: list[float]) -> float:
    """Return the height where the head ends: at the rule below it, or above the first line with numbers."""
    first = rows[0][0].baseline
    under = [at for at in spanning if at > first]
    if under and any(row[0].baseline > under[0] for row in rows):
        end = under[0]
        for at in under[1:3]:  # a head of several lines with rules between them
            between = [row for row in rows if end < row[0].baseline < at]
            if not between or any(_is_of_numbers(row) for row in between) or all(len(row) == 1 for row in between):
                break
            if not any(row[0].baseline > at for row in rows):
                break
            end = at
        return end
    for index, row in enumerate(rows):
        if _is_of_numbers(row):
            heads = [row for row in rows[:index] if len(clusters(row)) > 1]
            return heads[-1][0].baseline if heads else first - 1
    return first - 1


def _is_of_numbers(row: list[Run]) -> bool:
    cells = [" ".join(word.text for word in each) for each in clusters(row)]
    return len(cells) > 1 and any(NUMBER.fullmatch(each) for each in cells[1:])


def _columns(rows: list[list[Run]], size: float) -> list[tuple[float, float]]:
    """Return the edges of the columns: what parts them are the places where hardly a line of several cells has ink."""
    spans = [[(each[0].left, each[-1].right) for each in clusters(row)] for row in rows]
    several = [each for each in spans if len(each) > 1] or spans
    left, right = min(each[0][0] for each in spans), max(span[1] for each in spans for span in each)
    inked = [0] * (int((right - left) / _STEP) + 2)
    for row in several:
        for first, end in row:
            for at in range(int((first - left) / _STEP), int((end - left) / _STEP) + 1):
                inked[at] += 1
    most = 0 if len(several) < 12 else int(0.06 * len(several))
    edges = list[tuple[float, float]]()
    start: int | None = None
    for at, count in enumerate([*inked, 0, *[0] * int(size / _STEP)]):
        if count > most and start is None:
            start = at
        elif count <= most and start is not None:
            edges.append((left + start * _STEP, left + at * _STEP))
            start = None
    joined = edges[:1]
    for edge in edges[1:]:
        if edge[0] - joined[-1][1] < _LEAST * size:
            joined[-1] = (joined[-1][0], edge[1])
        else:
            joined.append(edge)
    return _without_brackets_alone(joined, several_words(rows))


def several_words(rows: list[list[Run]]) -> list[list[Word]]:
    """Return the groups of words of all lines."""
    return [each for row in rows for each in clusters(row)]


def _without_brackets_alone(columns: list[tuple[float, float]], groups: list[list[Word]]) -> list[tuple[float, float]]:
    """Join a column that only holds brackets, as in "12 (34%)" set with a tab, to the one before it."""
    found = columns[:1]
    for left, right in columns[1:]:
        inside = [each for each in groups if left - 1 <= each[0].left <= right]
        if inside and all(each[0].text[0] == "(" and each[0].text[1:2].isdigit() for each in inside) and len(found) > 1:
            found[-1] = (found[-1][0], right)
        else:
            found.append((left, right))
    return found


def _line(row: list[Run], columns: list[tuple[float, float]]) -> Line:
    cells: dict[int, Cell] = {}
    for words in clusters(row):
        for part in _parts(words, columns):
            first, last = (
                column_at(part[0].left, part[0].right, columns),
                column_at(part[-1].left, part[-1].right, columns),
            )
            if first in cells:
                cells[first].lines[0] += part
                cells[first].last = max(last, cells[first].last)
            else:
                cells[first] = Cell([part], first, last)
    size = max(each.size for each in row)
    return Line(cells, row[0].baseline, min(each.top for each in row), max(each.bottom for each in row), size)


def _parts(words: list[Word], columns: list[tuple[float, float]]) -> Iterable[list[Word]]:
    """Part words side by side where both sides stand within columns of their own and hold numbers."""
    part = [words[0]]
    for last, word in pairwise(words):
        before, after = column_at(last.left, last.right, columns), column_at(word.left, word.right, columns)
        edge = columns[after][0]
        if before < after and word.left >= edge - 1 and last.right <= columns[before][1] + 1 and _fits(words, columns):
            yield part
            part = []
        part.append(word)
    yield part


def _fits(words: list[Word], columns: list[tuple[float, float]]) -> bool:
    """Whether no word of a group stands between two columns, as those of a head over several columns do."""
    return all(any(a - 2 <= each.left and each.right <= b + 2 for a, b in columns) for each in words)


def column_at(left: float, right: float, columns: list[tuple[float, float]]) -> int:
    """Return the number of the column that most of a word stands in, or the nearest."""
    overlap = [min(right, b) - max(left, a) for a, b in columns]
    return max(range(len(columns)), key=lambda index: overlap[index])


def _rows(lines: list[Line], columns: list[tuple[float, float]], spanning: list[float]) -> list[dict[int, Cell]]:
    """Return the rows of a table's body: parted by rules where most are, else by what each line goes on with."""
    strips: list[list[Line]] = []
    edges = [*spanning, float("inf")]
    at = 0
    for line in lines:
        fresh = not strips
        while (line.top + line.bottom) / 2 > edges[at]:
            at, fresh = at + 1, True
        if fresh:
            strips.append([])
        strips[-1].append(line)
    is_ruled = len(strips) > 2 and sum(map(_is_one_row, strips)) >= 0.7 * len(strips)
    rows: list[dict[int, Cell]] = []
    for strip in strips:
        parts = [strip] if is_ruled and _is_one_row(strip) else _by_wraps(strip, columns)
        rows += [_merged(each) for each in parts]
    return rows


def _is_one_row(lines: list[Line]) -> bool:
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


def _merged(lines: list[Line]) -> dict[int, Cell]:
    merged: dict[int, Cell] = {}
    for line in lines:
        for column, cell in line.cells.items():
            if column in merged:
                merged[column].lines += cell.lines
            else:
                merged[column] = Cell(list(cell.lines), cell.first, cell.last)
    return dict(sorted(merged.items()))


def _by_wraps(lines: list[Line], columns: list[tuple[float, float]]) -> list[list[Line]]:
    """Part lines into rows. A line goes on where each of its cells continues the one above it."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and _goes_on(rows[-1], line, columns):
            rows[-1].append(line)
        else:
            if rows and len(line.cells) > 1:
                for column in [each for each in line.cells if _belongs_above(rows[-1], line, each)]:
                    cell = line.cells.pop(column)
                    rows[-1].append(Line({column: cell}, line.baseline, line.top, line.bottom, line.size))
            rows.append([line])
    return rows


def _belongs_above(row: list[Line], line: Line, column: int) -> bool:
    """Whether a cell of a new row is the rest of one that stands over both, as in "Chua et al." "(2010)"."""
    last = next((each.cells[column] for each in reversed(row) if column in each.cells), None)
    if last is None or len(row[0].cells) < 2 or len(line.cells) < 2:
        return False
    text, before = line.cells[column].text, last.text
    others = [each.text for at, each in line.cells.items() if at not in (0, column)]
    is_bracket = text[0] == "(" and "(" not in before and not all(each[0] == "(" for each in others)
    return is_bracket or (column == 0 and text[0].islower() and line.cells[0].left > last.left + 1)


def _goes_on(row: list[Line], line: Line, columns: list[tuple[float, float]]) -> bool:
    if line.top - row[-1].bottom > 1.1 * line.size:
        return False
    above: dict[int, Cell] = {}
    for each in row:
        above.update(each.cells)
    if 0 in line.cells and len(above) == 1 and len(line.cells) > 1:
        return _wraps(above.get(0), line.cells[0], columns) and line.cells[0].text[0].islower()
    return all(_wraps(above.get(column), cell, columns) for column, cell in line.cells.items())


def _wraps(above: Cell | None, cell: Cell, columns: list[tuple[float, float]]) -> bool:
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
        return text[0] == "(" or (not fits and (text[0].islower() or cell.left > above.left + 2))
    return not fits or text[0].islower() or text[0] in "(["
