"""The lines of print of a table with their cells, and which of them go on with the row above, by the words of cells."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from math import inf

from vexas_evidence.sources.pdf.runs import Word
from vexas_evidence.sources.pdf.tables.kinds_of_lines import NUMBER

_OPEN = re.compile(r"(?:[-–−/±×+=<>≤≥(,;]|\b(?:and|or|of|the|to|with|for|in|by|et al\.?|vs\.?|versus))$", re.IGNORECASE)
_NAMED = re.compile(r"(?<=\d) \([^\W\d][^()]*\)$")
_BRACKET = re.compile(r"\([^()]*\)[\W\d]*")
_P_VALUE = re.compile(r"p(?:[ -]?values?)?", re.IGNORECASE)
_WORD_BROKEN = re.compile(r"[^\W\d_][-‐]$")
_LEAST_INDENT, _FEWEST_LINES, _NEARLY_ALL = 3, 4, 0.9  # points; lines at either edge; of all cells
_BULLETS = "•▪■►◦●"
_CENTRED = 4.0  # points, twice the distance of two middles: as near as this, cells stand around one


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


def columns_of(lines: list[TableLine]) -> list[int]:
    """Return the columns that have a cell on one of some lines."""
    return sorted({column for line in lines for column in line.cells})


def columns_of_first_lines(lines: list[TableLine]) -> set[int]:
    """Return the columns whose numbers all stand on the same lines, each with a head: these lines begin a row.

    None are returned where there are fewer than two, as a column of numbers may be left empty.
    """
    heads = {at for at, line in enumerate(lines) if 0 in line.cells}
    places: dict[frozenset[int], set[int]] = {}
    for column in columns_of(lines)[1:]:
        texts = {at: line.cells[column].text for at, line in enumerate(lines) if column in line.cells}
        if len(texts) > 2 and heads.issuperset(texts) and all(map(NUMBER.fullmatch, texts.values())):
            places.setdefault(frozenset(texts), set()).add(column)
    return next((each for at, each in places.items() if len(each) > 1 and len(places) == 1), set())


def with_heads_around(lines: list[TableLine]) -> list[TableLine]:
    """Return lines, those of cells whose head has a line above and one below them as one line with both."""
    found: list[TableLine] = []
    for below in lines:
        if len(found) > 1 and _is_around(found[-2], found[-1], below):
            middle, above = found.pop(), found.pop()
            head = Cell([*above.cells[0].lines, *below.cells[0].lines], 0, 0)
            found.append(TableLine({0: head, **middle.cells}, middle.baseline, above.top, below.bottom, middle.size))
        else:
            found.append(below)
    return found


def _is_around(above: TableLine, line: TableLine, below: TableLine) -> bool:
    """Whether two lines of a head of rows, as near as those of one cell, stand around the middle of cells."""
    are_heads = set(above.cells) == set(below.cells) == {0} and 0 not in line.cells
    is_near = below.baseline - above.baseline < 1.4 * above.size
    return are_heads and is_near and abs(above.baseline + below.baseline - 2 * line.baseline) < _CENTRED / 2


def hanging_indent(lines: list[TableLine], columns: list[tuple[float, float]]) -> float:
    """Return by how many points all lines of cells but their first stand in; infinity where they do not.

    Those of the first column say nothing, as heads of rows stand in below a sub-head, nor do numbers.
    """
    cells = ((at, cell) for line in lines for at, cell in line.cells.items() if at and not NUMBER.fullmatch(cell.text))
    steps = Counter(round(cell.left - columns[at][0]) for at, cell in cells)
    indent = max((each for each in steps if each > _LEAST_INDENT), key=steps.__getitem__, default=0)
    at_edge, inside = sum(steps[each] for each in (-1, 0, 1)), sum(steps[indent + each] for each in (-1, 0, 1))
    is_hanging = indent and min(at_edge, inside) >= _FEWEST_LINES and at_edge + inside > _NEARLY_ALL * steps.total()
    return indent - 1.5 if is_hanging else inf


def rows_by_wraps(
    lines: list[TableLine], columns: list[tuple[float, float]], first: set[int], indent: float
) -> list[list[TableLine]]:
    """Part lines into rows: one goes on where each cell continues the one above, or some do and it has no *first*.

    So does one whose cells all stand in by an *indent*, or are entries of a list.
    """
    rows: list[list[TableLine]] = []
    for line in lines:
        inside = (cell.left - columns[at][0] > indent or cell.text[0] in _BULLETS for at, cell in line.cells.items())
        if rows and ((indent < inf and all(inside)) or _goes_on(rows[-1], line, columns, first)):
            rows[-1].append(line)
        else:
            if rows and len(line.cells) > 1:
                for column in [each for each in line.cells if _belongs_above(rows[-1], line, each)]:
                    cell = line.cells.pop(column)
                    rows[-1].append(TableLine({column: cell}, line.baseline, line.top, line.bottom, line.size))
            rows.append([line])
    return rows


def _belongs_above(row: list[TableLine], line: TableLine, column: int) -> bool:
    """Whether a cell of a new row is the rest of one that stands over both, as in "Chua et al." "(2010)".

    Below the head of a group with a P value alone stands the head of its first member.
    """
    last = next((each.cells[column] for each in reversed(row) if column in each.cells), None)
    if last is None or len(row[0].cells) < 2:
        return False
    text, before = line.cells[column].text, last.text
    others = [each.text for at, each in line.cells.items() if at not in (0, column)]
    above = {at for each in row for at in each.cells}
    if column == 0 and len(others) > 1 and above.isdisjoint(set(line.cells) - {0}):
        return False
    is_bracket = bool(_BRACKET.fullmatch(text)) and "(" not in before and not all(each[0] == "(" for each in others)
    stands_in = line.cells[column].left > last.left + 1 and not _share_a_middle(last, line.cells[column])
    return is_bracket or (column == 0 and text[0].islower() and stands_in)


def _goes_on(row: list[TableLine], line: TableLine, columns: list[tuple[float, float]], first: set[int]) -> bool:
    is_of_p_values = 0 in line.cells and _P_VALUE.fullmatch(line.cells[0].text) and len(line.cells) > 1
    if is_of_p_values or line.top - row[-1].bottom > 1.1 * line.size:
        return False
    above: dict[int, Cell] = {}
    for each in row:
        above.update(each.cells)
    if len(above) > 1 and (is_over_columns(line, columns) or _is_title_below_number(above, line)):
        return False
    if 0 in line.cells and len(above) == 1 and len(line.cells) > 1:
        goes_on = ends_within_word(row) or line.cells[0].text[0].islower()
        return goes_on and continues(above.get(0), line.cells[0], columns)
    if sum(_is_number_below_word(above.get(column), cell) for column, cell in line.cells.items()) > 2:
        return False
    is_short = 0 not in line.cells and 2 * len(line.cells) < len(above)
    if is_short and all(_is_of_next_arm(above.get(column), cell) for column, cell in line.cells.items()):
        return True
    going_on = [continues(above.get(column), cell, columns) for column, cell in line.cells.items()]
    is_inside = bool(first) and first <= set(above) and first.isdisjoint(line.cells) and set(line.cells) != {0}
    is_inside = is_inside and not any(_is_below_number(above.get(column), cell) for column, cell in line.cells.items())
    return all(going_on) or (is_inside and (0 not in line.cells or any(going_on)))


def ends_within_word(row: list[TableLine]) -> bool:
    """Whether the lines of a row have a head of rows alone, which breaks off with a hyphen: the next line goes on."""
    return all([*line.cells] == [0] for line in row) and _WORD_BROKEN.search(row[-1].cells[0].text) is not None


def is_over_columns(line: TableLine, columns: list[tuple[float, float]]) -> bool:
    """Whether the only cell of a line reaches out of the first column, as a sub-head may."""
    return set(line.cells) == {0} and line.cells[0].lines[0][-1].right > columns[0][1] + 2


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


def _is_below_number(above: Cell | None, cell: Cell) -> bool:
    is_number = above is not None and NUMBER.fullmatch(above.text) and NUMBER.fullmatch(cell.text)
    return bool(is_number) and cell.text[0] not in "(["


def _is_number_below_word(above: Cell | None, cell: Cell) -> bool:
    """Whether a number stands below a word that is not open, as the one of the next row below "none" does."""
    is_word = above is not None and not NUMBER.fullmatch(above.text) and not _OPEN.search(above.text)
    return (
        is_word and cell.text[0] not in "([" and any(map(str.isdigit, cell.text)) and bool(NUMBER.fullmatch(cell.text))
    )


def _is_title_below_number(above: dict[int, Cell], line: TableLine) -> bool:
    """Whether the only cell of a line begins with a capital below a number, as a sub-head in the middle may."""
    [cell, *others] = line.cells.values()
    number = above.get(cell.first)
    return not others and cell.text[0].isupper() and number is not None and bool(NUMBER.fullmatch(number.text))


def _is_of_next_arm(above: Cell | None, cell: Cell) -> bool:
    """Whether a cell and the one above it end with names in brackets: one value of each arm, as "61 ± 13 (A)"."""
    ends = [_NAMED.search(each.text) for each in (above, cell) if each]
    return all(ends) and len({each[0] for each in ends if each}) == 2


def _share_a_middle(above: Cell, cell: Cell) -> bool:
    """Whether the last line of one cell and the first of another stand around one middle."""
    last, first = above.lines[-1], cell.lines[0]
    return abs(last[0].left + last[-1].right - first[0].left - first[-1].right) < _CENTRED
