"""What is set aside: running heads, page numbers, stamps and numbers of lines, and what is printed a second time."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from vexas_evidence.sources.pdf.glyphs import Box, Page
from vexas_evidence.sources.pdf.runs import Run, rows_of
from vexas_evidence.sources.pdf.tables.table_places import caption_of

_MARGIN, _ROWS = 0.11, 5  # of a page's height, and lines there
_AS_FAR = 8.0  # points
_SIDE, _EDGE = 0.15, 0.06  # of a page's width, where stamps stand
_STAMP_LINES = 3
_OFF = 14.0  # points between a stamp and other text that is turned as it is
_BESIDE = 0.5  # of the size of type: as near stands a print to the one that it repeats
_NUMBER_OF_PAGE = re.compile(r"(?:page\s*)?[-–]?\s*[a-z]?\d+\s*[-–]?(?:\s*(?:of|/)\s*\d+)?", re.IGNORECASE)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s<>\"']*\w")
_LEAST_NUMBERED = 8  # lines with numbers in the margin


def running_heads(views: Sequence[tuple[float, list[Run]]]) -> list[list[Run]]:
    """Return what is set aside of each page's runs in one direction, given with the height of the page so turned.

    It is page numbers, and lines with words that stand as far from the edge of several pages or hold a page number. A
    DOI that is printed in heads or feet of pages only is the article's own, and is read once.
    """
    at_edges = [_rows_at_edges(height, runs) for height, runs in views]
    before = Counter(each - at for at, rows in enumerate(at_edges) for row, _ in rows for each in _numbers(row))
    numbers = {number for number, count in before.items() if count > max(1, len(views) / 2)}
    places: dict[str, list[float]] = defaultdict(list)
    for rows in at_edges:
        for row, distance in rows:
            places[_mask(row)].append(distance)
    aside = [
        [
            (row, distance)
            for row, distance in rows
            if _is_repeated(row, distance, places[_mask(row)])
            or any(each - at in numbers for each in _numbers(row) if not caption_of(_text(row)))
        ]
        for at, rows in enumerate(at_edges)
    ]
    away = {id(run) for rows in aside for row, _ in rows for run in row}
    text = " ".join(run.text for _, runs in views for run in runs if id(run) not in away).lower()
    printed = ((row, _DOI.search(_text(row))) for rows in aside for row, _ in rows)
    own = next((row for row, doi in printed if doi and doi[0].lower() not in text), None)
    return [[run for row, _ in rows if row is not own for run in row] for rows in aside]


def _is_repeated(row: list[Run], distance: float, places: list[float]) -> bool:
    text = _text(row)
    if _NUMBER_OF_PAGE.fullmatch(text):
        return True
    has_words = re.search(r"[^\W\d_]{3}", text) is not None
    return has_words and not caption_of(text) and sum(abs(each - distance) < _AS_FAR for each in places) > 1


def _numbers(row: list[Run]) -> set[int]:
    """Return the numbers at both ends of a line, which may be those of pages and may be set wide."""
    ends = (row[0].text, row[-1].text, row[0].words[0].text, row[-1].words[-1].text)
    return {int(digits) for each in ends if (digits := each.replace(" ", "")).isdecimal() and len(digits) < 6}


def _rows_at_edges(height: float, runs: list[Run]) -> list[tuple[list[Run], float]]:
    """Return the lines in the upper and lower margin, each with its distance from the edge."""
    rows = rows_of(runs)
    head = [(row, row[0].baseline) for row in rows[:_ROWS] if row[0].baseline < _MARGIN * height]
    foot = [(row, row[0].baseline - height) for row in rows[-_ROWS:] if row[0].baseline > (1 - _MARGIN) * height]
    return head + foot


def _text(row: list[Run]) -> str:
    return " ".join(each.text for each in row)


def _mask(row: list[Run]) -> str:
    """The words of a line without the page number at either end, and with any number alike."""
    return re.sub(r"\d+", "#", re.sub(r"^\d+\s+|\s+\d+$", "", _text(row)))


def stamps(page: Page, runs: list[Run], others: list[Run]) -> list[Run]:
    """Return turned text at either side of a page that is a stamp: few lines at its edge, or beside all other text."""
    sides = (
        [each for each in runs if extent([each])[2] < _SIDE * page.width],
        [each for each in runs if extent([each])[0] > (1 - _SIDE) * page.width],
    )
    return [each for side in sides if side and _is_stamp(page, side, runs, others) for each in side]


def _is_stamp(page: Page, side: list[Run], runs: list[Run], others: list[Run]) -> bool:
    if len(rows_of(side)) > _STAMP_LINES or _length(side) > _length(others):
        return False
    left, _, right, _ = extent(side)
    known = {id(each) for each in side}
    rest = [extent([each]) for each in runs if id(each) not in known]
    if any(box[0] < right + _OFF and box[2] > left - _OFF for box in rest):
        return False
    text_left, _, text_right, _ = extent(others)
    is_outside = right < text_left + 2 or left > text_right - 2
    return is_outside or right < _EDGE * page.width or left > (1 - _EDGE) * page.width


def extent(runs: list[Run]) -> Box:
    """Return the box around what is printed of some runs."""
    boxes = [box for run in runs for word in run.words for _, _, box in word.printed]
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _length(runs: list[Run]) -> int:
    return sum(len(each.text) for each in runs)


def line_numbers(runs: list[Run]) -> list[Run]:
    """Return the numbers of lines: whole numbers below each other, left of all text, each one more.

    Those of further columns of text count on from them.
    """
    numbers = sorted((each for each in runs if re.fullmatch(r"\d{1,4}", each.text)), key=lambda each: each.baseline)
    if len(numbers) < _LEAST_NUMBERED:
        return []
    known = {id(each) for each in numbers}
    text_left = min((each.left for each in runs if id(each) not in known and len(each.words) > 3), default=0)
    aside = [each for each in numbers if each.right < text_left]
    if len(aside) < _LEAST_NUMBERED or not _counts(aside):
        return []
    rest = sorted((each for each in numbers if each.right >= text_left), key=lambda each: int(each.text))
    for first in rest:
        column = [each for each in numbers if abs(each.right - first.right) < _AS_FAR / 2]
        if _counts([aside[-1], first]) and column[0] is first and len(column) > 1 and _counts(column):
            aside += column
    return aside


def _counts(numbers: list[Run]) -> bool:
    """Whether each number is one or five more than the one above it, but for few."""
    steps = [int(below.text) - int(above.text) for above, below in pairwise(numbers)]
    return sum(step in (1, 5) for step in steps) > 0.8 * len(steps)


def repeated(runs: Iterable[Run]) -> list[Run]:
    """Return the runs that print again what another one prints hardly beside them, as a shadow or for weight.

    Signs that the second print shares with the first may be gone from it.
    """
    found: list[Run] = []
    seen: dict[tuple[int, int, int], list[Run]] = defaultdict(list)  # by the size of type and the place in such units
    for run in runs:
        size = round(run.size)
        near = (
            each
            for unit in range(max(size - 1, 1), size + 2)
            for across in _around(run.left, unit)
            for down in _around(run.baseline, unit)
            for each in seen.get((unit, across, down), ())
        )
        if any(_is_again(run, each) for each in near):
            found.append(run)
        else:
            seen[size, round(run.left / size), round(run.baseline / size)].append(run)
    return found


def _around(place: float, unit: int) -> range:
    return range(round(place / unit) - 1, round(place / unit) + 2)


def _is_again(run: Run, other: Run) -> bool:
    limit = _BESIDE * other.size
    if max(abs(run.left - other.left), abs(run.right - other.right), abs(run.baseline - other.baseline)) > limit:
        return False
    signs = iter(other.text)
    is_alike = abs(run.size - other.size) < 0.3 and 4 * len(run.text) > 3 * len(other.text)
    return is_alike and all(sign in signs for sign in run.text)
