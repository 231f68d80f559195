"""The lines that a PDF page draws: rules of tables, upright and across, and the edges of shaded bands.

Places are those of the page turned so that text of a given direction reads from left to right.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from pypdfium2 import raw

from vexas_evidence.sources.pdf.glyphs import Box, Page, address_of, shown_box, shown_place
from vexas_evidence.sources.pdf.runs import turned

_THIN, _SHORT, _TOUCHING = 2.5, 12.0, 2.0
_LEFT_OUT, _FEWEST = 14.0, 3  # points between two rules, and the heights at which such a gap is that of one table
_NEAR, _BESIDE = 3.0, 48.0  # points by which a gap, and a caption, may begin elsewhere
_WITH_LINE = {"<": "≤", ">": "≥"}
_LEVEL = 1.5  # points by which parts of one line may differ in height
_WHITE = 255  # as red, green and blue
_DEPTH = 4  # forms within forms
_MOST_PARTS = 400  # ends of the lines of a path: one with more is a drawing
_MOST_LINES = 10_000  # of a page: what is drawn after as many is taken for the box around it
_CORNERS = 40  # of a path that clips: one with more is a drawing
_MOST = 4000  # objects of a page that are looked at: a figure may draw more


@dataclass(frozen=True, slots=True)
class HorizontalRule:
    """A line across: its left and right end, and its height on the page."""

    left: float
    right: float
    at: float

    def is_as_wide_as(self, other: HorizontalRule, within: float = 6) -> bool:
        """Whether two rules begin and end at the same places."""
        return abs(self.left - other.left) < within and abs(self.right - other.right) < within


@dataclass(frozen=True, slots=True)
class Strokes:
    """What a page draws beside text: boxes of lines and bands, the area of its pictures, and whether it has nothing."""

    boxes: tuple[Box, ...]
    pictured: float
    is_empty: bool


def strokes_of(page: Any) -> Strokes:
    """Return the lines, bands and pictures of a page, in points from the top left of the shown page."""
    place = shown_place(page)
    found, pictured, index = list[Box](), 0.0, -1
    for index, (drawn, forms) in enumerate(_drawn(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, ())):
        if index == _MOST:
            break
        edges = [ctypes.c_float() for _ in range(4)]
        if not raw.FPDFPageObj_GetBounds(drawn, *edges):
            continue
        left, top, right, bottom = shown_box(place, *_moved([each.value for each in edges], forms))
        kind = raw.FPDFPageObj_GetType(drawn)
        is_thin = bottom - top <= _THIN
        is_path = kind == raw.FPDF_PAGEOBJ_PATH and (is_thin or not _is_white(drawn))
        if is_path and len(found) < _MOST_LINES and len(parts := _parts(drawn)) > 1:
            found += (shown_box(place, *_moved(each, (drawn, *forms))) for each in parts)
        elif is_path or (kind == raw.FPDF_PAGEOBJ_IMAGE and is_thin):
            found.append((left, top, right, bottom))
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictured += (right - left) * (bottom - top)
    return Strokes(tuple(found), pictured, index < 0)


def set_lines_below(page: Page, drawn: Strokes) -> None:
    """Read "<" and ">" with a line of their own below them, as some print "≤" and "≥", as these."""
    lines = [each for each in drawn.boxes if each[3] - each[1] <= _THIN and each[2] - each[0] < _SHORT]
    for at, glyph in enumerate(page.glyphs if lines else ()):
        if glyph.sign not in _WITH_LINE or glyph.turns:
            continue
        left, _, right, bottom = glyph.box
        near = 0.3 * glyph.size
        if any(
            abs(a - left) < near and abs(c - right) < near and -0.5 < (b + d) / 2 - bottom < near
            for a, b, c, d in lines
        ):
            page.glyphs[at] = replace(glyph, sign=_WITH_LINE[glyph.sign])


def _parts(path: Any) -> list[list[float]]:
    """Return left, bottom, right and top of each line of a path, as of all rules of a table; empty for a drawing."""
    count = raw.FPDFPath_CountSegments(path)
    parts = list[list[float]]()
    for index in range(count if count <= _MOST_PARTS else 0):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = [x.value, y.value]
        if not parts or raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            parts.append(point * 2)
        parts[-1] = [*map(min, parts[-1][:2], point), *map(max, parts[-1][2:], point)]
    return parts


def _is_white(drawn: Any) -> bool:
    """Whether a path is filled with white alone, as the ground of lines in a text processor is."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(drawn, fill, stroke)
    color = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(drawn, *color)
    return bool(fill.value) and not stroke.value and all(each.value == _WHITE for each in color[:3])


def clips_of(page: Any) -> dict[int, Box]:
    """Return the boxes to which text is clipped, each by the address of its object: what stands outside is not seen.

    A figure that was made on a page of text may bring that page along, of which it shows a part.
    """
    place, found = shown_place(page), dict[int, Box]()
    of_forms: dict[int, list[float]] = {}
    for drawn, forms in _drawn(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, ()):
        if raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        edges = _clip(drawn)
        for form in forms:
            if address_of(form) not in of_forms:
                of_forms[address_of(form)] = _clip(form)
            edges = _shared(_moved(edges, (form,)) if edges else edges, of_forms[address_of(form)])
        if edges:
            found[address_of(drawn)] = shown_box(place, *edges)
        if len(found) == _MOST:
            break
    return found


def _shared(edges: list[float], others: list[float]) -> list[float]:
    """Return left, bottom, right and top of what two boxes share; an empty list is a box without an end."""
    if not edges or not others:
        return edges or others
    return [*map(max, edges[:2], others[:2]), *map(min, edges[2:], others[2:])]


def _clip(drawn: Any) -> list[float]:
    """Return left, bottom, right and top of what all clipping paths of an object share; empty without any."""
    clip = raw.FPDFPageObj_GetClipPath(drawn)
    edges = list[float]()
    for path in range(raw.FPDFClipPath_CountPaths(clip) if clip else 0):
        points = list[tuple[float, float]]()
        for index in range(min(raw.FPDFClipPath_CountPathSegments(clip, path), _CORNERS + 1)):
            x, y = ctypes.c_float(), ctypes.c_float()
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, index), x, y)
            points.append((x.value, y.value))
        if not 2 < len(points) <= _CORNERS:
            continue
        edges = _shared(edges, [*map(min, *points), *map(max, *points)])
    return edges


def _drawn(holder: Any, count: Any, take: Any, forms: tuple[Any, ...]) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Yield the objects of a page, each with the forms in which it stands, the innermost first."""
    for index in range(min(count(holder), _MOST)):
        each = take(holder, index)
        if raw.FPDFPageObj_GetType(each) == raw.FPDF_PAGEOBJ_FORM and len(forms) < _DEPTH:
            yield from _drawn(each, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, (each, *forms))
        else:
            yield each, forms


def _moved(edges: list[float], forms: Iterable[Any]) -> list[float]:
    """Return left, bottom, right and top of what stands in forms, in the coordinates of the page."""
    left, bottom, right, top = edges
    for form in forms:
        each = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(form, each)
        corners = [(x, y) for x in (left, right) for y in (bottom, top)]
        across = [each.a * x + each.c * y + each.e for x, y in corners]
        down = [each.b * x + each.d * y + each.f for x, y in corners]
        left, bottom, right, top = min(across), min(down), max(across), max(down)
    return [left, bottom, right, top]


def rules_of(strokes: Iterable[Box], turns: int, page: Page) -> list[HorizontalRule]:
    """Return the rules across a page in one direction, from above; those that touch at their ends are one.

    A shaded band counts as two, at its upper and its lower edge.
    """
    lines = []
    boxes = [turned(box, turns, page) for box in strokes]
    for edge in (1, 3):
        for box in _side_by_side(boxes, edge):
            left, top, right, bottom = box
            if right - left < max(_SHORT, 2 * (bottom - top)) or left < -5 or right > page.width + page.height:
                continue
            if bottom - top < 0.3 * page.height:
                lines.append(HorizontalRule(left, right, (top + bottom) / 2 if bottom - top <= _THIN else box[edge]))
    return sorted(_joined(lines), key=lambda each: each.at)


def _side_by_side(boxes: Iterable[Box], edge: int) -> Iterator[Box]:
    """Yield boxes, those that touch and share their upper (1) or lower (3) edge as one, as high as the lowest.

    Cells are shaded one by one, and one of several rows beside those of each.
    """
    heights: dict[tuple[int, bool], list[Box]] = {}
    for each in boxes:
        is_thin = each[3] - each[1] <= _THIN
        if is_thin or each[2] - each[0] > _THIN:
            heights.setdefault((round(each[edge]), is_thin), []).append(each)
    for level in heights.values():
        first, *others = sorted(level)
        for each in others:
            if each[0] - first[2] > _TOUCHING:
                yield first
                first = each
            else:
                first = first[0], max(first[1], each[1]), max(first[2], each[2]), min(first[3], each[3])
        yield first


def _joined(lines: list[HorizontalRule]) -> Iterator[HorizontalRule]:
    heights: list[list[HorizontalRule]] = []
    for line in sorted(lines, key=lambda each: each.at):
        if heights and line.at - heights[-1][0].at < _LEVEL:
            heights[-1].append(line)
        else:
            heights.append([line])
    for level in heights:
        level.sort(key=lambda each: each.left)
        left, right, at = level[0].left, level[0].right, level[0].at
        for line in level[1:]:
            if line.left - right > _TOUCHING:
                yield HorizontalRule(left, right, at)
                left, right, at = line.left, line.right, line.at
            right = max(right, line.right)
        yield HorizontalRule(left, right, at)


def over_gaps(rules: list[HorizontalRule], captions: Iterable[float]) -> list[HorizontalRule]:
    """Join rules that leave out the white between two groups of columns, if they do so at several heights.

    Two tables side by side have a caption each, so that there is one near the left edge of the second.
    """
    long = (each for each in rules if each.right - each.left > 2 * _SHORT)
    lines = sorted(long, key=lambda each: (round(each.at), each.left))
    gaps = [(a, b) for a, b in pairwise(lines) if 0 < b.left - a.right < _LEFT_OUT and abs(a.at - b.at) < _LEVEL]
    lefts = [*captions]
    for left, right in gaps:
        same = [a for a, b in gaps if abs(a.right - left.right) < _NEAR and abs(b.left - right.left) < _NEAR]
        if len(same) < _FEWEST or any(abs(each - right.left) < _BESIDE for each in lefts):
            continue
        level = (each for each in rules if abs(each.at - left.at) < _LEVEL)
        begin = next(each for each in level if each.left <= left.left and each.right >= left.right)
        rules = [*(each for each in rules if each not in (begin, right)), replace(begin, right=right.right)]
    return sorted(rules, key=lambda each: each.at)
