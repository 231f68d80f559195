"""The glyphs of a PDF page as runs and lines, by position and size of type.

A run holds glyphs on one base line without a gap. A line holds the runs of one height: one, or several where it is a
row of a table. Smaller glyphs above the base line are superscripts.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdfium2 import raw

_HYPHENS = {"\ufffe": "-", "\x02": "-"}
_ORDER = re.compile(r"\^(st|nd|rd|th)\b")


@dataclass(slots=True)
class Run:
    """Glyphs without a gap: words, edges and base line in points, size of type, and how many glyphs are bold."""

    words: str
    left: float
    right: float
    base: float
    size: float
    bold: int = 0
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a column: the words of its cells, its edges, and its column."""

    cells: tuple[str, ...]
    left: float
    right: float
    base: float
    size: float
    is_bold: bool
    column: tuple[int, float, float]  # a running number, left and right

    @property
    def words(self) -> str:
        """The words of all cells."""
        return " ".join(self.cells)


def runs(page: Any) -> list[Run]:
    """Return the runs of a page's text layer in the order in which the file draws them."""
    found: list[Run] = []
    spaced = generated = False
    for glyph in range(raw.FPDFText_CountChars(page)):
        sign = chr(raw.FPDFText_GetUnicode(page, glyph))
        sign = _HYPHENS.get(sign, sign)
        if sign in "\r\n\x00":
            continue
        if sign.isspace():
            is_made = raw.FPDFText_IsGenerated(page, glyph) == 1
            spaced, generated = spaced or not is_made, generated or is_made
            continue
        left, right, base, size, is_bold, floats = _measure(page, glyph)
        floats = floats and sign.isalnum()
        last = found[-1] if found else None
        if last is None or not _continues(last, left, base, size, spaced):
            found.append(Run(f"^{sign}" if floats else sign, left, right, base, size, is_bold, floats))
        else:
            _add(last, sign, right, base, size, spaced or generated, floats)
            last.bold += is_bold
        spaced = generated = False
    for run in found:
        run.words = _ORDER.sub(r"\1", run.words)
    return found


def _measure(page: Any, glyph: int) -> tuple[float, float, float, float, bool, bool]:
    edges = [ctypes.c_double() for _ in range(4)]
    raw.FPDFText_GetCharBox(page, glyph, *edges)
    across, base, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    raw.FPDFText_GetCharOrigin(page, glyph, across, base)
    scale = math.hypot(matrix.c, matrix.d) if raw.FPDFText_GetMatrix(page, glyph, matrix) else 1
    size = raw.FPDFText_GetFontSize(page, glyph) * (scale or 1)
    name, flags = ctypes.create_string_buffer(80), ctypes.c_int()
    raw.FPDFText_GetFontInfo(page, glyph, name, 80, flags)
    is_bold = b"bold" in name.value.lower() or raw.FPDFText_GetFontWeight(page, glyph) >= 600
    # A font's own superscripts stand on the base line as far as the file says: only their shape is raised.
    floats = edges[2].value - base.value > 0.2 * size and edges[3].value - edges[2].value < 0.6 * size
    return min(across.value, edges[0].value), edges[1].value, base.value, max(size, 1), is_bold, floats


def _continues(last: Run, left: float, base: float, size: float, spaced: bool) -> bool:
    height = max(last.size, size)
    gap = left - last.right
    return abs(base - last.base) < 0.6 * height and -1.2 * height < gap < (2 if spaced else 0.7) * height


def _add(last: Run, sign: str, right: float, base: float, size: float, spaced: bool, floats: bool) -> None:
    if base - last.base < -0.15 * size and last.size < 0.9 * size and "^" not in last.words:
        last.words, last.base, last.size = f"^{last.words}", base, size  # the run began with a superscript
    is_raised = floats or (base - last.base > 0.15 * last.size and size < 0.9 * last.size)
    mark = "^" if is_raised and not last.raised and sign.isalnum() else ""
    last.words += (" " if spaced else "") + mark + sign
    last.right, last.raised = max(last.right, right), is_raised


def lines(found: list[Run], first_column: int) -> Iterator[Line]:
    """Yield the lines of a page in reading order: over the whole width, or column by column."""
    if not found:
        return
    left, right = min(each.left for each in found), max(each.right for each in found)
    middle = _gutter(found, left, right)
    if middle is None:
        yield from _column(found, first_column)
        return
    columns: dict[str, list[Run]] = {"left": [], "right": [], "both": []}
    number = first_column
    for run in [*sorted(found, key=lambda each: -each.base), None]:
        where = "" if run is None else _side(run, middle)
        if where != "both" or not columns["both"]:
            ends = ("both",) if where in ("left", "right") else ("left", "right") if where else tuple(columns)
            for name in ends:
                yield from _column(columns[name], number)
                number += 1
                columns[name] = []
        if run is not None:
            columns[where].append(run)


def _side(run: Run, middle: float) -> str:
    return "left" if run.right <= middle else "right" if run.left >= middle else "both"


def _gutter(found: list[Run], left: float, right: float) -> float | None:
    """Return where two columns part, or None: few runs cross it, and most of its sides are filled."""
    places = [left + (right - left) * part / 100 for part in range(35, 66)]
    middle = min(
        places, key=lambda at: (sum(each.left < at < each.right for each in found), abs(at - (left + right) / 2))
    )
    wide = [each for each in found if each.right - each.left >= 0.55 * (right - left) / 2]
    sides = [_side(each, middle) for each in wide]
    return middle if min(sides.count("left"), sides.count("right")) >= 4 else None


def _column(found: list[Run], number: int) -> Iterator[Line]:
    if not found:
        return
    column = (number, min(each.left for each in found), max(each.right for each in found))
    rows: list[list[Run]] = []
    for run in sorted(found, key=lambda each: (-each.base, each.left)):
        if rows and abs(rows[-1][0].base - run.base) < 0.4 * max(run.size, rows[-1][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    for row in rows:
        row.sort(key=lambda each: each.left)
        glyphs = sum(len("".join(each.words.split())) for each in row)
        size = max(each.size for each in row)
        is_bold = sum(each.bold for each in row) > 0.9 * glyphs
        cells = tuple(each.words.strip() for each in row)
        edges = (row[0].left, max(each.right for each in row))
        yield Line(cells, *edges, row[0].base, size, is_bold, column)
