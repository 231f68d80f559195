"""The order in which a page is read: over its whole width, or column by column where a gap runs down between them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, islice, pairwise, takewhile
from statistics import median
from typing import NamedTuple

from vexas_evidence.sources.pdf.runs import Run, rows_of
from vexas_evidence.sources.pdf.tables.table_places import TablePlace

_FEWEST = 3  # lines on either side of a gap between two columns
_MOST = 3000  # runs of a page in columns: one with more is a drawing
_NARROWEST = 0.6  # of the size of type: the least width of such a gap
_BEHIND = 3.0  # of the size of type: the text of an entry stands as near behind its number
_ENTRY = re.compile(r"\[?\d{1,3}[.)\]]+|[-•*–▪■►◦·]|\(?[a-z]\)")
_USUAL, _LARGE = 10.0, 12.0  # points: type where a region is of tables alone, and the largest that widens a gap
_PROSE = 2.2  # words of a line: a side with fewer in each is a column of a table
_OF_TABLE = 10_000  # words, as a table counts: more than a side of so few could want
_TRIED = 10  # cuts over a page, the widest first, that are tried as the end of its columns
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
            is_text = len(run.words) > 2 or number.text in "•▪■►◦"
            if is_near and is_text and _ENTRY.fullmatch(number.text):
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
    for index, one, other in islice(_halves(order, gap, [index for _, index in sorted(strips, reverse=True)]), _TRIED):
        elsewhere = _gap(other)
        if elsewhere is not None and _crossed(one, elsewhere) >= _FEWEST:
            return order[index].top
    return None


def _halves(order: list[Item], gap: float, cuts: Iterable[int]) -> Iterator[tuple[int, list[Item], list[Item]]]:
    """Yield each cut with the half that stands at both sides of a gap and the one that stands over it."""
    edges = [(each.left, each.right) for each in order]
    over, at_left, at_right = (
        [0, *accumulate(each)]
        for each in (
            (left < gap < right for left, right in edges),
            (right <= gap for _, right in edges),
            (left >= gap for left, _ in edges),
        )
    )
    for cut in cuts:
        for one, other in ((slice(0, cut), slice(cut, len(order))), (slice(cut, len(order)), slice(0, cut))):
            counts = [each[one.stop] - each[one.start] for each in (at_left, at_right)]
            if over[other.stop] - over[other.start] >= _FEWEST and min(counts) >= _FEWEST:
                yield cut, order[one], order[other]


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
    order = [_Extent.of(each) for each in sorted(items, key=lambda item: item.top)]
    left, right = min(each.left for each in order), max(each.right for each in order)
    places = [left + index * (right - left) / 160 for index in range(1, 160)]
    crossing: list[list[int]] = [[] for _ in places]
    for index, each in enumerate(order):
        for over in crossing[bisect_right(places, each.left) : bisect_left(places, each.right)]:
            over.append(index)
    words = [0, *accumulate(each.words for each in order)]
    scores = [_lines_at_sides(order, words, at, over) for at, over in zip(places, crossing, strict=True)]
    best = max(scores)
    if best <= 0:
        return None
    equal = list(takewhile(lambda index: scores[index] == best, range(scores.index(best), len(scores))))
    return places[equal[len(equal) // 2]]


class _Extent(NamedTuple):
    """What a gap needs to know of an item, which is asked at each place: its edges, type, words, and lines."""

    left: float
    right: float
    size: float
    words: int
    lines: int

    @classmethod
    def of(cls, item: Item) -> _Extent:
        if isinstance(item, TablePlace):
            return cls(item.left, item.right, 0, _OF_TABLE, len(rows_of(item.runs)))
        return cls(item.left, item.right, item.size, len(item.words), 1)


def _lines_at_sides(order: list[_Extent], words: list[int], at: float, crossing: list[int]) -> float:
    """Return how many lines stand on the side with fewer of them, in bands that nothing crosses.

    Each line that crosses counts a little against a place: the longest lines of a column cross its very edge.
    *words* has the words above each line.
    """
    total, start = 0.0, 0
    for end in [*crossing, len(order)]:
        if end - start >= 2 * _FEWEST and words[end] - words[start] >= _PROSE * (end - start):
            total += _weight(order[start:end], at)
        total -= _CROSSING
        start = end + 1
    return total


def _weight(band: list[_Extent], at: float) -> float:
    """Return the lines that speak for a gap between two sides: as many as on the smaller, none if it is narrow.

    Lines of prose count, and tables for their lines; a side of numbers or single words is a column of a table.
    """
    sides = [each for each in band if each.right <= at], [each for each in band if each.right > at]
    if min(map(len, sides)) < _FEWEST:
        return 0
    width = min(each.left for each in sides[1]) - max(each.right for each in sides[0])
    size = max(each.size for each in band) or _USUAL
    if width < _NARROWEST * min(size, _LARGE) or any(
        sum(each.words for each in side) < _PROSE * len(side) for side in sides
    ):
        return 0
    return min(sum(each.lines for each in side) for side in sides) + width / 1000
