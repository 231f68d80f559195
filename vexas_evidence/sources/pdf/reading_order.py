"""The order in which a page is read: over its whole width, or column by column where a gap runs down between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from statistics import median

from vexas_evidence.sources.pdf.runs import Run, rows_of
from vexas_evidence.sources.pdf.tables.table_places import TablePlace

_FEWEST = 3  # lines on either side of a gap between two columns
_MOST = 3000  # runs of a page in columns: one with more is a drawing
_NARROWEST = 0.6  # of the size of type: the least width of such a gap
_BEHIND = 3.0  # of the size of type: the text of an entry stands as near behind its number
_ENTRY = re.compile(r"\[?\d{1,3}[.)\]]+|[-•*–▪■►◦·]|\(?[a-z]\)")
_CROSSING = 0.1  # of a line that speaks for a gap: what one that crosses it speaks against it


@dataclass(frozen=True, slots=True)
class PrintLine:
    """A line of a column: its runs, and the column as a running number with its left and right edge."""

    runs: tuple[Run, ...]
    column: tuple[int, float, float]

    @property
    def words(self) -> str:
        """The words of all runs."""
        return " ".join(each.text for each in self.runs)

    @property
    def baseline(self) -> float:
        """The height of its baseline from the top."""
        return self.runs[0].baseline

    @property
    def size(self) -> float:
        """The size of most of its type."""
        return self._longest.size

    @property
    def font(self) -> str:
        """The font of most of its type."""
        return self._longest.font

    @property
    def _longest(self) -> Run:
        return max(self.runs, key=lambda each: len(each.text))

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.runs[0].left

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.runs[-1].right

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        return all(each.is_bold for each in self.runs)


Item = Run | TablePlace


def in_order(items: list[Item], number: int) -> Iterator[PrintLine | TablePlace]:
    """Yield the lines and tables of a page in reading order; columns are numbered from *number*."""
    for index, region in enumerate(_regions(_with_entries(items))):
        left, right = min(each.left for each in region), max(each.right for each in region)
        found: list[PrintLine | TablePlace] = [each for each in region if isinstance(each, TablePlace)]
        runs = rows_of(each for each in region if isinstance(each, Run))
        found += [PrintLine(tuple(row), (number + index, left, right)) for row in runs]
        yield from sorted(found, key=lambda each: each.baseline if isinstance(each, PrintLine) else each.top)


def _with_entries(items: list[Item]) -> list[Item]:
    """Join the number of an entry to its text right behind it: no two columns part there."""
    joined: dict[int, Run | None] = {}
    for row in rows_of(each for each in items if isinstance(each, Run)):
        for number, run in pairwise(row):
            is_near = run.left - number.right < _BEHIND * run.size
            if is_near and len(run.words) > 2 and _ENTRY.fullmatch(number.text):
                joined |= {id(number): None, id(run): replace(run, words=[*number.words, *run.words])}
    return [found for each in items if (found := joined.get(id(each), each))]


def _regions(items: list[Item]) -> Iterator[list[Item]]:
    """Yield the items of each region that is read from above to below."""
    if not items:
        return
    gap = _gap(items)
    if gap is None:
        yield items
        return
    if (height := _change(items, gap)) is not None:
        yield from _regions([each for each in items if each.top < height])
        yield from _regions([each for each in items if each.top >= height])
        return
    for band in _bands(items, gap):
        sides = _sided(band, gap)
        if sum(map(len, sides)) < len(band):
            yield from _regions(band) if len(band) < len(items) else [band]
        else:
            for side in sides:
                yield from _regions(side)


def _change(items: list[Item], gap: float) -> float | None:
    """Return the height at which columns end that part at *gap* and others begin, or the reverse; None without any.

    White over the whole width stands between both, as between an abstract beside an address and the text below it.
    """
    order = sorted(items, key=lambda each: each.top)
    size = median(each.size for each in items if isinstance(each, Run)) if len(order) > 2 * _FEWEST else 0
    bottom, strips = order[0].bottom, list[tuple[float, int]]()
    for index, each in enumerate(order):
        if each.top - bottom > size:
            strips.append((each.top - bottom, index))
        bottom = max(bottom, each.bottom)
    for _, index in sorted(strips, reverse=True):
        for one, other in ((order[:index], order[index:]), (order[index:], order[:index])):
            if _crossed(other, gap) < _FEWEST or min(map(len, _sided(one, gap))) < _FEWEST:
                continue
            elsewhere = _gap(other)
            if elsewhere is not None and _crossed(one, elsewhere) >= _FEWEST:
                return order[index].top
    return None


def _crossed(items: list[Item], at: float) -> int:
    return sum(each.left < at < each.right for each in items)


def _bands(items: list[Item], gap: float) -> Iterator[list[Item]]:
    """Yield what stands in columns and what stands over the gap between them, from above."""
    crossing = _crossing(items, gap)
    over: list[Item] = []
    columns: list[Item] = []
    for each in sorted(items, key=lambda item: (item.top, item.left)):
        if id(each) in crossing:
            if _is_in_columns(columns, gap):
                if over:
                    yield over
                yield columns
                over, columns = [each], []
            else:
                over += [*columns, each]
                columns = []
        else:
            columns.append(each)
    if over and columns and not _is_in_columns(columns, gap):
        over += columns
        columns = []
    if over:
        yield over
    if columns:
        yield columns


def _crossing(items: list[Item], gap: float) -> set[int]:
    """Return what stands over a gap, and what stands on one baseline with it."""
    rows: list[list[Item]] = [[each] for each in items if isinstance(each, TablePlace)]
    rows += [[*row] for row in rows_of(each for each in items if isinstance(each, Run))]
    over = (row for row in rows if any(each.left < gap < each.right for each in row))
    return {id(each) for row in over for each in row}


def _is_in_columns(items: list[Item], gap: float) -> bool:
    """Whether items stand in two columns: several lines on either side, or a few of prose."""
    sides = _sided(items, gap)
    if min(map(len, sides)) >= _FEWEST:
        return True
    words = [[len(each.words) for each in side if isinstance(each, Run)] for side in sides]
    return all(each and sum(each) >= 4 * len(each) for each in words)


def _sided(items: list[Item], gap: float) -> tuple[list[Item], list[Item]]:
    return [each for each in items if each.right <= gap], [each for each in items if each.left >= gap]


def _gap(items: list[Item]) -> float | None:
    """Return where two columns part, or None: the place with most lines on either side of a gap that none crosses."""
    if len(items) > _MOST:
        return None
    left, right = min(each.left for each in items), max(each.right for each in items)
    order = sorted(items, key=lambda item: item.top)
    places = [left + index * (right - left) / 160 for index in range(1, 160)]
    scores = [_lines_at_sides(order, at) for at in places]
    best = max(scores)
    if best <= 0:
        return None
    equal = list(takewhile(lambda index: scores[index] == best, range(scores.index(best), len(scores))))
    return places[equal[len(equal) // 2]]


def _lines_at_sides(order: list[Item], at: float) -> float:
    """Return how many lines stand on the side with fewer of them, in bands that nothing crosses.

    Each line that crosses counts a little against a place: the longest lines of a column cross its very edge.
    """
    total, left, right = 0.0, list[Item](), list[Item]()
    for each in [*order, None]:
        if each is None or (each.left < at < each.right):
            if min(len(left), len(right)) >= _FEWEST:
                total += _weight(left, right)
            total -= _CROSSING
            left, right = [], []
        elif each.right <= at:
            left.append(each)
        else:
            right.append(each)
    return total


def _weight(left: list[Item], right: list[Item]) -> float:
    """Return the lines that speak for a gap between two sides: as many as on the smaller, none if it is narrow.

    Lines of prose count, and tables for their lines; a side of numbers or single words is a column of a table.
    """
    edge_left, edge_right = max(each.right for each in left), min(each.left for each in right)
    size = max((each.size for each in [*left, *right] if isinstance(each, Run)), default=10)
    if edge_right - edge_left < _NARROWEST * min(size, 12):
        return 0
    counts = []
    for side in (left, right):
        words = [len(each.words) for each in side if isinstance(each, Run)]
        tables = sum(len(rows_of(each.runs)) for each in side if isinstance(each, TablePlace))
        if words and sum(words) < 2.2 * len(words) and not tables:
            return 0
        counts.append(len(words) + tables)
    return min(counts) + (edge_right - edge_left) / 1000
