"""The columns of a table, where no word stands over all its rows, and its head, with the cells of each line."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, pairwise
from math import inf
from statistics import median

from vexas_evidence.sources.pdf.runs import Run, Word, rows_of
from vexas_evidence.sources.pdf.strokes import HorizontalRule
from vexas_evidence.sources.pdf.tables.kinds_of_lines import NUMBER
from vexas_evidence.sources.pdf.tables.table_alignment import aligned_rows
from vexas_evidence.sources.pdf.tables.table_body import around_heads, body_rows
from vexas_evidence.sources.pdf.tables.table_lines import Cell, TableLine, merged

_JOINED = 0.5  # of the size of type: words as near as this are in one cell
_LEAST = 0.3  # of the size of type: the least width of what parts two columns
_APART = 1.0  # of the size of type: heads as far from each other are not parts of one
_STEP = 0.5  # points
_MOST_HEADS = 3  # lines of heads below a rule
_MOST_WORDS = 6  # a cell, of a head between two rules
_FEWEST_LINES = 3  # that part two columns below a cell that stands over both
_MOST_OVER = 300  # cells that may stand over columns
_ENTRY = re.compile(r"\d{1,2}\.|[•▪■►◦●]")
_IN_BRACKETS = re.compile(r"\([\d<>≤≥.–−-]")
_OF_HEADS = re.compile(r"\bn\s?=|%\s?CI|\bSD\b|\^\d", re.IGNORECASE)
Span = tuple[float, float]


@dataclass(slots=True)
class Grid:
    """The columns of a table as their left and right edges, its head, and its rows with their cells by column."""

    columns: list[tuple[float, float]]
    head: list[TableLine]
    rows: list[dict[int, Cell]]
    rules: list[HorizontalRule] = field(default_factory=list)


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


def grid_of(runs: list[Run], rules: list[HorizontalRule], left: float, right: float) -> Grid:
    """Return the grid of a table's runs."""
    rows = rows_of(runs)
    spanning = sorted(each.at for each in rules if each.right - each.left > 0.9 * (right - left))
    head_end = _head_end(rows, spanning)
    body = [row for row in rows if row[0].baseline > head_end]
    size = median(each.size for row in rows for each in row)
    above = [row for row in rows if row[0].baseline <= head_end]
    columns = _with_bare_columns(_with_halves_joined(_columns(body, size), body, above), above)
    widened = _widened(columns, above)
    head = [_line(row, widened) for row in above]
    rest = [_line(row, columns) for row in body]
    under = [each for each in rules if each.at > head_end]
    aligned = aligned_rows(rest, columns) if len(under) < 3 and not around_heads(rest) else None
    found = body_rows(rest, columns, under) if aligned is None else [merged(each) for each in aligned]
    return Grid(columns, head, found, rules)


def _head_end(rows: list[list[Run]], spanning: list[float]) -> float:
    """Return the height where the head ends: at the rule below it, or above the first line with numbers."""
    first = rows[0][0].baseline
    under = [at for at in spanning if at > first]
    left = min(row[0].left for row in rows)
    if under and any(row[0].baseline < under[0] and _has_entry(row, left) for row in rows):
        return first - 1
    if under and any(row[0].baseline > under[0] for row in rows):
        end = under[0]
        for at in under[1:3]:  # a head of several lines with rules between them
            between = [row for row in rows if end < row[0].baseline < at]
            if not between or any(map(_is_of_body, between)) or all(len(row) == 1 for row in between):
                break
            above = max((row for row in rows if row[0].baseline < end), key=len)
            if all(row[0].left < above[0].right and 2 * len(row) < len(above) for row in between):  # a sub-head
                break
            if any(_is_entry_below(row, above) for row in between):
                break
            if sum(len(run.words) for row in between for run in row) > _MOST_WORDS * max(map(len, between)):
                break
            if not any(row[0].baseline > at for row in rows):
                break
            end = at
        return _with_heads_below(rows, end)
    for index, row in enumerate(rows):
        if _is_of_numbers(row):
            heads = [row for row in rows[:index] if len(clusters(row)) > 1]
            return heads[-1][0].baseline if heads else first - 1
    return first - 1


def _is_entry_below(row: list[Run], above: list[Run]) -> bool:
    """Whether a line with numbers has a cell below each one of another, as no second line of heads has."""
    words = " ".join(each.text for each in row)
    is_below_each = all(a.left < b.right and b.left < a.right for a, b in zip(row, above, strict=False))
    return len(row) == len(above) > 1 and is_below_each and any(map(str.isdigit, words)) and not _OF_HEADS.search(words)


def _is_of_body(row: list[Run]) -> bool:
    """Whether a line has numbers, or is the first of rows that are counted."""
    return _is_of_numbers(row) or row[0].text.strip("().") == "1"


def _has_entry(row: list[Run], left: float) -> bool:
    """Whether a line has the number of an entry of a list, in another column than the first."""
    return any(_ENTRY.fullmatch(each.words[0].text) and each.left > left + each.size for each in row)


def _with_heads_below(rows: list[list[Run]], end: float) -> float:
    """Return where a head ends whose rule stands below its upper line alone: twice as many heads and more follow it."""
    cells = [len(clusters(row)) for row in rows]
    above = sum(row[0].baseline <= end for row in rows)
    first = next((at for at in range(above, len(rows)) if _is_of_numbers(rows[at])), above)
    is_upper = above < first <= above + _MOST_HEADS and cells[above] > 2 * max(cells[:above])
    return rows[first - 1][0].baseline if is_upper else end


def _is_of_numbers(row: list[Run]) -> bool:
    cells = [*map(_text, clusters(row))]
    return len(cells) > 1 and any(NUMBER.fullmatch(each) for each in cells[1:])


def _columns(rows: list[list[Run]], size: float) -> list[tuple[float, float]]:
    """Return the edges of the columns: what parts them are the places where hardly a line of several cells has ink.

    A cell that stands over two and more cells of most other lines, as one below them may, says nothing of columns.
    """
    spans = [[(each[0].left, each[-1].right) for each in clusters(row)] for row in rows]
    over = _over_columns(spans)
    spans = [found for each in spans if (found := [span for span in each if span not in over])] or spans
    several = [each for each in spans if len(each) > 1] or spans
    begin, end = min(each[0][0] for each in several), max(each[-1][1] for each in several)
    beside = (each for each in spans if len(each) == 1)  # cells beside several rows, or at a height of their own
    several += [each for each in beside if each[0][1] < begin - size or each[0][0] > end + 0.5 * size]
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
    return joined


def _over_columns(lines: list[list[Span]]) -> set[Span]:
    """Return the cells over white that parts two cells of at least three lines, more than there are such cells.

    Where very many cells could be some, as among the numbers of a plot, there are no columns to speak of.
    """
    gaps = sorted((a[1], b[0]) for each in lines for a, b in pairwise(each))
    within = {span: _gaps_within(gaps, span) for span in dict.fromkeys(chain(*lines))}
    likely = {span: each for span, each in within.items() if len(each) >= _FEWEST_LINES}
    return {span for span, each in likely.items() if len(likely) <= _MOST_OVER and _is_over_columns(span, lines, each)}


def _gaps_within(gaps: list[Span], span: Span) -> list[Span]:
    found = gaps[bisect_right(gaps, (span[0], inf)) : bisect_left(gaps, (span[1], -inf))]
    return [each for each in found if each[1] < span[1]]


def _is_over_columns(span: Span, lines: list[list[Span]], gaps: list[Span]) -> bool:
    """Whether one of the *gaps* below a cell parts more lines than there are cells over it.

    Lines over it one below the other count once, as those of one cell.
    """
    inside = [[each for each in line if each[0] < span[1] and each[1] > span[0]] for line in lines]
    inside = [each for each in inside if each]
    for at in {round(left + right): (left + right) / 2 for left, right in gaps}.values():
        parted = sum(left < at < right for left, right in gaps)
        if parted >= _FEWEST_LINES:
            over = [any(left < at < right for left, right in line) for line in inside]
            if parted > sum(each and not before for before, each in pairwise([False, *over])):
                return True
    return False


def _with_halves_joined(
    columns: list[tuple[float, float]], body: list[list[Run]], head: list[list[Run]]
) -> list[tuple[float, float]]:
    """Join two columns, but for the first, with the halves of cells: "1." or "•" and an entry, or "12" and "(34%)".

    Brackets with a head of their own are a column. A column of dashes alone joins the limits of ranges beside it.
    """
    groups = [each for row in body for each in clusters(row)]
    found, was_dashes = columns[:1], False
    for column in columns[1:]:
        before = [_text(each) for each in groups if _begins_in(each, found[-1]) and each[-1].right < column[0] + 1]
        inside = [_text(each) for each in groups if _begins_in(each, column)]
        are_entries = len(before) > 1 and all(map(_ENTRY.fullmatch, before))
        are_brackets = bool(inside) and all(map(_IN_BRACKETS.match, inside)) and any(map(NUMBER.fullmatch, before))
        are_limits = sum(bool(NUMBER.fullmatch(each)) for each in before) > len(before) / 2
        are_dashes = len(inside) > 2 and are_limits and {*inside} <= {*"-–−—"}
        if len(found) > 1 and (
            are_dashes or was_dashes or are_entries or (are_brackets and not _have_heads((found[-1], column), head))
        ):
            found[-1] = (found[-1][0], column[1])
        else:
            found.append(column)
        was_dashes = are_dashes
    return found


def _have_heads(columns: Iterable[tuple[float, float]], head: list[list[Run]]) -> bool:
    """Whether a line of the head has a cell over the middle of each of some columns."""
    middles = [[(each[0].left + each[-1].right) / 2 for each in clusters(row)] for row in head]
    return any(all(any(a - 2 < each < b + 2 for each in line) for a, b in columns) for line in middles)


def _text(words: list[Word]) -> str:
    return " ".join(each.text for each in words)


def _begins_in(words: list[Word], column: tuple[float, float]) -> bool:
    return column[0] - 1 <= words[0].left <= column[1]


def _with_bare_columns(columns: list[tuple[float, float]], head: list[list[Run]]) -> list[tuple[float, float]]:
    """Return columns with those that hold hardly anything: their heads stand beside columns with heads of their own."""
    found = list(columns)
    for row in head:
        heads = [(each[0].left, each[-1].right) for each in clusters(row)]
        least = _APART * max(each.size for each in row)
        for (_, last), (left, right), (first, _) in zip(heads, heads[1:], [*heads[2:], (inf, inf)], strict=False):
            before = [each for each in columns if each[1] < left]
            after = [each for each in columns if each[0] > right]
            is_beside = all(any(a < d and b > c for a, b in heads) for c, d in (*before[-1:], *after[:1]))
            is_apart = left - last > least and first - right > least and all(b < left or a > right for a, b in found)
            if before and is_beside and is_apart and len(before) + len(after) == len(columns):
                found.append((left, right))
    return sorted(found)


def _widened(columns: list[tuple[float, float]], head: list[list[Run]]) -> list[tuple[float, float]]:
    """Return the edges of columns with the heads that are printed above one of them alone."""
    found = list(columns)
    for words in (each for row in head for each in clusters(row)):
        left, right = words[0].left, words[-1].right
        over = [at for at, (a, b) in enumerate(columns) if min(b, right) > max(a, left)]
        if len(over) == 1:
            found[over[0]] = min(found[over[0]][0], left), max(found[over[0]][1], right)
    return found


def _line(row: list[Run], edges: list[tuple[float, float]]) -> TableLine:
    """Return the cells of a line; a word between columns belongs to the one with the nearest *edges*."""
    cells: dict[int, Cell] = {}
    for words in (part for each in clusters(row) for part in _parts(each, edges)):
        first, last = (column_at(each.left, each.right, edges) for each in (words[0], words[-1]))
        if first in cells:
            cells[first].lines[0] += words
            cells[first].last = max(last, cells[first].last)
        else:
            cells[first] = Cell([words], first, last)
    size = max(each.size for each in row)
    return TableLine(cells, row[0].baseline, min(each.top for each in row), max(each.bottom for each in row), size)


def _parts(words: list[Word], columns: list[tuple[float, float]]) -> Iterator[list[Word]]:
    """Part two numbers side by side of which the first ends, or the second begins, where a column does."""
    start = 0
    for at, (last, word) in enumerate(pairwise(words), start=1):
        between = (left for left, _ in columns if last.left < left)
        is_edge = any(abs(word.left - left) < 1 for left in between) or any(abs(last.right - b) < 1 for _, b in columns)
        if is_edge and NUMBER.fullmatch(last.text) and NUMBER.fullmatch(word.text) and word.text[0] not in "([":
            yield words[start:at]
            start = at
    yield words[start:]


def column_at(left: float, right: float, columns: list[tuple[float, float]]) -> int:
    """Return the number of the column that most of a word stands in, or the nearest."""
    overlap = [min(right, b) - max(left, a) for a, b in columns]
    return max(range(len(columns)), key=lambda index: overlap[index])
