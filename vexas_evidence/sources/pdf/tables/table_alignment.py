"""Rows whose cells stand at other heights: around the middle of the row, or down to its last line.

The rows of such a table are known by their numbers, which fit on one line. The lines of each column are then shared
out to the rows so that the cells stand best by their first lines, their middles, or their last lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from vexas_evidence.sources.pdf.tables.kinds_of_lines import NUMBER
from vexas_evidence.sources.pdf.tables.table_lines import TableLine, continues, ends_within_word

Ends = tuple[float, float]
"""The baselines of the first and the last line of a cell."""
_PLACES: tuple[Callable[[Ends], float], ...] = (
    lambda ends: ends[0],
    lambda ends: (ends[0] + ends[1]) / 2,
    lambda ends: ends[1],
)
_OF_NUMBERS = 0.6  # of the cells of a column that is known by its numbers
_ALONE = 0.25  # of the size of type: what it costs to leave a line to itself, as a sub-head is
_EMPTY, _FULL = 0.5, 0.9  # of the size of type: what a row without a cell costs where as many rows as this have lines
_BELOW = 10.0  # of the size of type: what it costs to have a number below another in one cell
_CLEARLY = 0.2  # of the size of type: by as much better must cells stand than by their first lines
_WRAPPED = 1.8  # of the size of type: the lines of one cell stand as near
_MOST_LINES = 14  # of a cell
_BEST = 16  # ways to share out lines that are followed


def aligned_rows(lines: Sequence[TableLine], columns: list[tuple[float, float]]) -> list[list[TableLine]] | None:
    """Return the lines of each row where cells of it stand at other heights, each line with its cells of that row.

    None where all cells begin on the first line of their row, or where the rows are not known by numbers.
    """
    anchors, off = _anchors(lines, len(columns))
    anchors = anchors or _in_single_lines(lines, columns)
    if len(anchors) < 2 or len(anchors) == len(lines):
        return None
    size = max(each.size for each in lines)
    heights = [_ends(each, lines) for each in anchors]
    found: dict[int, list[tuple[float, list[int | None]]]] = {}
    clear = set[int]()
    for column in reversed(range(len(columns))):
        inside = [each for each in lines if column in each.cells]
        if all(each in anchors for each in inside):
            continue
        costs = [_shared_out(inside, column, anchors, heights, place, size) for place in _PLACES]
        is_sub_head = 2 not in clear and not _go_on(inside, column, costs[2][1])
        best = min((0, 1) if is_sub_head else (0, 1, 2), key=lambda at: (costs[at][0], at))
        is_clear = costs[best][0] < costs[0][0] - _CLEARLY * size
        if is_clear or column in off:
            clear.add(best if is_clear else 0)
        if is_clear or column:
            found[column] = [costs[best]] if is_clear else costs
    if not clear:
        return None
    shared = {
        column: min((costs[at] for at in {0, *clear} if at < len(costs)), key=lambda each: each[0])[1]
        for column, costs in found.items()
    }
    return _with_wraps(_rows(lines, anchors, shared), columns)


def _ends(anchor: TableLine, lines: Sequence[TableLine]) -> Ends:
    """Return the heights of the numbers of a row, which may go on in brackets on a line of their own."""
    last = anchor.baseline
    numbers = {column for column, each in anchor.cells.items() if NUMBER.fullmatch(each.text)}
    for line in lines:
        below = [each.text for column, each in line.cells.items() if column in numbers]
        if line.baseline <= anchor.baseline or not below:
            continue
        if line.baseline - last > _WRAPPED * line.size or not all(each[0] in "([" for each in below):
            break
        last = line.baseline
    return anchor.baseline, last


def _go_on(inside: Sequence[TableLine], column: int, rows: Sequence[int | None]) -> bool:
    """Whether cells go on within their words: a line above another, which begins anew, is a sub-head."""
    texts = [(each.cells[column].text, row) for each, row in zip(inside, rows, strict=True)]
    shared = [(above, text) for (above, row), (text, other) in pairwise(texts) if row is not None and row == other]
    return all(text[0].islower() or text[0] in "([" or above[-1] in "-–,/(" for above, text in shared)


def _anchors(lines: Sequence[TableLine], columns: int) -> tuple[list[TableLine], set[int]]:
    """Return the lines with the numbers of a row: most of its columns of numbers, or some beside a head of its own.

    Return the columns, too, whose numbers stand at heights where no other column has any.
    """
    keys = [column for column in range(columns) if _is_of_numbers(lines, column)]
    held = [{column for column in keys if column in line.cells and _is_first(line, column)} for line in lines]
    for column in keys:
        for above, line in pairwise([at for at, each in enumerate(lines) if column in each.cells]):
            if held[above] == held[line] == {column} and _is_open(lines[above].cells[column].text):
                held[above] = held[line] = set()
    most = max(map(len, held), default=0)
    off = {
        column
        for column in keys
        if column
        and 2 * sum(each == {column} and 0 not in line.cells for each, line in zip(held, lines, strict=True))
        > sum(column in each for each in held)
    }
    anchors = [
        line
        for line, each in zip(lines, held, strict=True)
        if each and (2 * len(each) > most or len(each) == most or (0 in line.cells and each - off - {0}))
    ]
    return anchors, off


def _in_single_lines(lines: Sequence[TableLine], columns: Sequence[object]) -> list[TableLine]:
    """Return the lines of the column with most of them of which none stands right below another: one a row."""
    found = [[each for each in lines if column in each.cells] for column in range(len(columns))]
    single = [
        inside for inside in found if all(b.baseline - a.baseline > _WRAPPED * b.size for a, b in pairwise(inside))
    ]
    return max(single, key=len, default=[])


def _is_of_numbers(lines: Sequence[TableLine], column: int) -> bool:
    cells = [each.cells[column].text for each in lines if column in each.cells]
    return bool(cells) and sum(bool(NUMBER.fullmatch(each)) for each in cells) >= _OF_NUMBERS * len(cells)


def _is_first(line: TableLine, column: int) -> bool:
    text = line.cells[column].text
    return bool(NUMBER.fullmatch(text)) and text[0] not in "(["


def _is_open(text: str) -> bool:
    """Whether a number goes on in the next line, as a range does."""
    return len(text) > 1 and text[-1] in "-–−/±×([" and NUMBER.fullmatch(text) is not None


def _shared_out(
    inside: Sequence[TableLine],
    column: int,
    anchors: Sequence[TableLine],
    heights: Sequence[Ends],
    place: Callable[[Ends], float],
    size: float,
) -> tuple[float, list[int | None]]:
    """Share the lines of a column out to the rows in order; return how far off the cells then stand, and the rows."""
    empty = _EMPTY * size if len(inside) >= _FULL * len(anchors) else 0.0
    best: dict[int, tuple[float, list[int | None]]] = {0: (0.0, [])}
    for at, anchor in enumerate(anchors):
        found: dict[int, tuple[float, list[int | None]]] = {}
        for start, (cost, rows) in best.items():
            for skipped, end, more in _cells_from(inside, column, start, at, anchors, heights, place, size):
                total = cost + more + (empty if end == start + skipped else 0)
                if end not in found or total < found[end][0] - 1e-6:
                    found[end] = total, [*rows, *[None] * skipped, *[at] * (end - start - skipped)]
        best = dict(sorted(found.items(), key=lambda each: each[1][0] + _left(inside, each[0], anchor))[:_BEST])
    ends: list[tuple[float, list[int | None]]] = []
    for end, (cost, rows) in best.items():
        alone = _cost_alone(inside[end:], column, size)
        if alone is not None:
            ends.append((cost + alone, [*rows, *[None] * (len(inside) - end)]))
    return min(ends, key=lambda each: each[0]) if ends else (float("inf"), [None for _ in inside])


def _left(inside: Sequence[TableLine], end: int, anchor: TableLine) -> float:
    """Return how far the lines above a row that no row has yet stand from it."""
    return sum(anchor.baseline - each.baseline for each in inside[end:] if each.baseline < anchor.baseline)


def _cells_from(
    inside: Sequence[TableLine],
    column: int,
    start: int,
    at: int,
    anchors: Sequence[TableLine],
    heights: Sequence[Ends],
    place: Callable[[Ends], float],
    size: float,
) -> Iterator[tuple[int, int, float]]:
    """Yield how many lines are left to themselves, where the cell of a row then ends, and what both cost."""
    before = anchors[at - 1].baseline if at else float("-inf")
    after = anchors[at + 1].baseline if at + 1 < len(anchors) else float("inf")
    for skipped in range(min(3, len(inside) - start) + 1):
        alone = _cost_alone(inside[start : start + skipped], column, size)
        if alone is None:
            return
        yield skipped, start + skipped, alone
        below = 0.0
        first = start + skipped
        for end in range(first + 1, min(first + _MOST_LINES, len(inside)) + 1):
            if not before < inside[end - 1].baseline < after:
                break
            if end > first + 1:
                above, last = inside[end - 2], inside[end - 1]
                if last.baseline - above.baseline > _WRAPPED * size:
                    break
                text = above.cells[column].text
                if _is_first(last, column) and NUMBER.fullmatch(text) and not _is_open(text):
                    below += _BELOW * size
            off = abs(place((inside[first].baseline, inside[end - 1].baseline)) - place(heights[at]))
            yield skipped, end, alone + below + off


def _cost_alone(lines: Sequence[TableLine], column: int, size: float) -> float | None:
    """Return what it costs to leave lines to themselves; None where one has numbers or other cells."""
    if any(len(each.cells) > 1 or NUMBER.fullmatch(each.cells[column].text) for each in lines):
        return None
    return _ALONE * size * len(lines)


def _rows(
    lines: Sequence[TableLine], anchors: Sequence[TableLine], shared: dict[int, list[int | None]]
) -> list[list[TableLine]]:
    """Return the lines of each row from above; a line that no row has is a row of its own."""
    rows: list[list[TableLine]] = [[] for _ in anchors]
    alone: list[list[TableLine]] = []
    order = {column: iter(each) for column, each in shared.items()}
    above = 0
    for line in lines:
        above = next((at for at, each in enumerate(anchors) if each is line), above)
        parts: dict[int | None, TableLine] = {}
        for column, cell in line.cells.items():
            if column in order:
                row = next(order[column])
            elif line is anchors[above]:
                row = above
            else:
                row = None
            part = parts.setdefault(row, TableLine({}, line.baseline, line.top, line.bottom, line.size))
            part.cells[column] = cell
        for row, part in parts.items():
            if row is None:
                alone.append([part])
            else:
                rows[row].append(part)
    found = [*alone, *filter(None, rows)]
    return sorted(found, key=lambda each: min(line.baseline for line in each))


def _with_wraps(rows: list[list[TableLine]], columns: list[tuple[float, float]]) -> list[list[TableLine]]:
    """Join a line that only goes on with the head of the row above it, or breaks off within that of the row below."""
    found = rows[:1]
    for row in rows[1:]:
        heads = [each.cells[0] for each in found[-1] if 0 in each.cells]
        is_rest = len(row) == 1 and list(row[0].cells) == [0] and heads
        if ends_within_word(found[-1]) or (is_rest and continues(heads[-1], row[0].cells[0], columns)):
            found[-1] = [*found[-1], *row]
        else:
            found.append(row)
    return found
