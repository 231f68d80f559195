"""Lines of several cells, one below the other, that are tables without rules and captions among the lines of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from vexas_evidence.sources.pdf.reading_order import PrintLine
from vexas_evidence.sources.pdf.tables.kinds_of_lines import OF_CONTENTS, has_numbers, is_of_abstract
from vexas_evidence.sources.pdf.tables.table_places import TablePlace, caption_of
from vexas_evidence.sources.sentences import ends_sentence

_NUMBER = re.compile(r"\d{1,3}")  # of an entry, as of an affiliation
_ALIGNED = 2.0  # points by which cells of one column, or lines of a paragraph, may begin elsewhere
_INSET = 0.1  # of the width of a column: by as little are its lines set in
_FEW = 4  # words of a line of prose that is set to both edges, its first apart
_EVEN = 0.4  # of the size of type: by less differ the gaps between the words of a line that is set to both edges


def tables_among(items: Sequence[PrintLine | TablePlace]) -> Iterator[PrintLine | TablePlace]:
    """Yield the items of a page with lines of several cells, one below the other, as tables without rules."""
    held: list[PrintLine] = []
    for index, item in enumerate(items):
        if isinstance(item, PrintLine) and _is_row(items, index):
            if held and (held[-1].column != item.column or item.baseline - held[-1].baseline > 4 * item.size):
                yield from _table(held)
                held = []
            held.append(item)
        elif held and isinstance(item, PrintLine) and _stands_between(held[-1], items, index):
            held.append(item)
        else:
            yield from _table(held)
            held = []
            yield item
    yield from _table(held)


def _is_row(items: Sequence[PrintLine | TablePlace], index: int) -> bool:
    line = items[index]
    assert isinstance(line, PrintLine)
    before = [[*each.runs] for each in items[max(index - 1, 0) : index + 1] if isinstance(each, PrintLine)]
    texts = (each.words for each in items if isinstance(each, PrintLine))
    if (
        len(line.runs) < 2
        or caption_of(line.words)
        or is_of_abstract(before, texts)
        or OF_CONTENTS.fullmatch(line.words)
    ):
        return False
    number, words = line.runs[0].text, line.runs[1].words
    if len(line.runs) == 2 and _NUMBER.fullmatch(number) and len(words) > 2:
        return False
    gap = max(b.left - a.right for a, b in pairwise(line.runs))
    neighbors = [items[at] for at in (index - 1, index + 1) if 0 <= at < len(items)]
    alone = all(not isinstance(each, PrintLine) or len(each.runs) == 1 for each in neighbors)
    if _is_justified(line, neighbors) and (alone or not _is_aligned(line, neighbors)):
        return False
    _, left, right = line.column
    is_full = line.right - line.left > 0.9 * (right - left) and len(line.words.split()) > 6
    return not (alone and (is_full or gap < 3 * line.size) and len(line.runs) < 4 and len(line.words.split()) > 4)


def _is_justified(line: PrintLine, neighbors: Sequence[PrintLine | TablePlace]) -> bool:
    """Whether a line is one of prose with wide spaces: its gaps are alike, or it has one, and it fills its column.

    One that begins and ends where a line of one run does is in the paragraph of that.
    """
    _, left, right = line.column
    lines = [each for each in neighbors if isinstance(each, PrintLine) and len(each.runs) == 1]
    is_full = (line.right > right - _ALIGNED and line.left - left < _INSET * (right - left)) or any(
        abs(each.left - line.left) < _ALIGNED and abs(each.right - line.right) < _ALIGNED for each in lines
    )
    is_of_words = len(line.runs) > _FEW and not has_numbers([*line.runs])
    gaps = [b.left - a.right for a, b in pairwise(line.runs[is_of_words:])]  # behind the number of an entry, or a label
    is_even = max(gaps) - min(gaps) < _EVEN * line.size
    is_wide = len(gaps) > 1 or (gaps[0] < 2 * line.size and len(line.words.split()) > 6)
    return is_full and is_even and is_wide


def _is_aligned(line: PrintLine, neighbors: Sequence[PrintLine | TablePlace]) -> bool:
    """Whether a cell of a line, but the first, begins or ends where one of the lines beside it does."""
    others = [run for each in neighbors if isinstance(each, PrintLine) for run in each.runs]
    starts, ends = [each.left for each in others], [each.right for each in others]
    return any(abs(each.left - at) < _ALIGNED for each in line.runs[1:] for at in starts) or any(
        abs(each.right - at) < _ALIGNED for each in line.runs[1:-1] for at in ends
    )


def _stands_between(last: PrintLine, items: Sequence[PrintLine | TablePlace], index: int) -> bool:
    """Whether a line of one cell is a sub-head or the rest of a row: rows stand close above and below it."""
    line, after = items[index], items[index + 1] if index + 1 < len(items) else None
    if not isinstance(line, PrintLine) or not isinstance(after, PrintLine) or caption_of(line.words):
        return False
    _, left, right = line.column
    is_near = line.baseline - last.baseline < 2.5 * line.size and after.baseline - line.baseline < 2.5 * line.size
    is_short = line.right - line.left < 0.6 * (right - left) and not ends_sentence(line.words)
    return is_near and is_short and after.column == line.column == last.column and _is_row(items, index + 1)


def _table(held: Sequence[PrintLine]) -> Iterator[PrintLine | TablePlace]:
    """Yield a table of lines; one line without numbers, as a running head, is none."""
    if len(held) < 2 and not any(has_numbers([*line.runs]) for line in held):
        yield from held
        return
    runs = [run for line in held for run in line.runs]
    left, right = min(each.left for each in runs), max(each.right for each in runs)
    yield TablePlace(left, right, min(each.top for each in runs), max(each.bottom for each in runs), runs, [])
