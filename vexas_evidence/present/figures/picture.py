"""A picture as data: words, lines and shapes at their places, in points, from the top left.

Blocks are stacked below or set beside each other, so that one design holds for every figure: a frame says how wide it
is and how large its words are. Words keep their spans, so that the texts of a picture are known before it is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Literal

import font_source_sans_pro

from vexas_evidence.analysis.numbers import When
from vexas_evidence.present.spans import BREAK, Span, Spans, Words, to_text, with_minus

INK, MUTED, RULE, MARK, PAPER = "#1b2733", "#55616f", "#c9d0d8", "#0b5c8e", "#ffffff"
UNDESIRABLE, FILL, OUTLINE, DASHES = "#a3401f", "#d3d9df", "#74808c", "#7a8794"
LEADING = 1.2
"""The height of a line, in sizes of its words."""
_BASELINE = 0.94
"""How far the foot of the letters lies below the top of a line, in sizes of its words."""
Align = Literal["left", "center", "right"]
Weight = Literal["normal", "semibold"]
_FACES: dict[Weight, str] = {"normal": "Regular", "semibold": "Semibold"}
FONTS = Path(font_source_sans_pro.font_directory)
FACE_FILES = tuple(FONTS / f"SourceSansPro-{face}.ttf" for face in ("Regular", "It", "Semibold", "Bold"))
"""The faces of the report's font that its pages and figures have."""


@dataclass(frozen=True, slots=True)
class Text:
    """A line of words; ``y`` is its baseline, ``align`` says which part of it lies at ``x``."""

    x: float
    y: float
    spans: Spans
    size: float
    color: str = INK
    weight: Weight = "normal"
    align: Align = "left"

    @property
    def text(self) -> str:
        """The words as they are drawn."""
        return with_minus(to_text(self.spans))


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line from one place to another, solid or dashed."""

    x: float
    y: float
    to_x: float
    to_y: float
    color: str = INK
    width: float = 1
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape by its corners around ``x`` and ``y``; without corners a circle of a radius."""

    x: float
    y: float
    corners: tuple[tuple[float, float], ...]
    radius: float
    face: str
    edge: str
    width: float = 1
    dashed: bool = False


Item = Text | Line | Shape


@dataclass(frozen=True, slots=True)
class Frame:
    """How wide a picture is and how large its words are, in points."""

    width: float
    size: float


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """Items with the height that they take; a whole picture with its width."""

    width: float
    height: float
    items: tuple[Item, ...] = ()

    @property
    def texts(self) -> tuple[Spans, ...]:
        """The lines of words, in the order in which they are drawn."""
        return tuple(item.spans for item in self.items if isinstance(item, Text))

    def moved(self, right: float = 0, down: float = 0) -> PictureBlock:
        """The same with its items elsewhere."""
        return replace(self, items=tuple(_moved(item, right, down) for item in self.items))


def _moved(item: Item, right: float, down: float) -> Item:
    placed = replace(item, x=item.x + right, y=item.y + down)
    return replace(placed, to_x=placed.to_x + right, to_y=placed.to_y + down) if isinstance(placed, Line) else placed


def stacked(blocks: Iterable[PictureBlock], gap: float = 0) -> PictureBlock:
    """Set blocks below each other."""
    items: list[Item] = []
    width = down = 0.0
    for number, block in enumerate(blocks):
        down += gap if number else 0
        items += block.moved(down=down).items
        width, down = max(width, block.width), down + block.height
    return PictureBlock(width, down, tuple(items))


def pages(
    blocks: Iterable[PictureBlock], height: float, head: PictureBlock, foot: PictureBlock
) -> Iterator[PictureBlock]:
    """Yield blocks below each other, with a head and a foot, in as many pictures as a height needs."""
    room = height - head.height - foot.height
    page: list[PictureBlock] = []
    for block in blocks:
        if page and sum(each.height for each in page) + block.height > room:
            yield stacked((head, *page, foot))
            page = []
        page.append(block)
    yield stacked((head, *page, foot))


def side_by_side(blocks: Iterable[tuple[float, PictureBlock]]) -> PictureBlock:
    """Set blocks beside each other, each at its distance from the left."""
    placed = list(blocks)
    items = [item for right, block in placed for item in block.moved(right).items]
    return PictureBlock(
        max(right + block.width for right, block in placed), max(block.height for _, block in placed), tuple(items)
    )


def enlarged(block: PictureBlock, factor: float) -> PictureBlock:
    """The same with all its measures, those of words too, times a factor."""

    def enlarge(item: Item) -> Item:
        placed = replace(item, x=item.x * factor, y=item.y * factor)
        match placed:
            case Text():
                return replace(placed, size=placed.size * factor)
            case Line():
                to_x, to_y = placed.to_x * factor, placed.to_y * factor
                return replace(placed, to_x=to_x, to_y=to_y, width=placed.width * factor)
            case Shape():
                corners = tuple((right * factor, down * factor) for right, down in placed.corners)
                return replace(placed, corners=corners, radius=placed.radius * factor, width=placed.width * factor)

    return PictureBlock(block.width * factor, block.height * factor, tuple(map(enlarge, block.items)))


def within(block: PictureBlock, margin: float) -> PictureBlock:
    """Set a margin around a block."""
    return PictureBlock(block.width + 2 * margin, block.height + 2 * margin, block.moved(margin, margin).items)


def space(height: float) -> PictureBlock:
    """Room without anything."""
    return PictureBlock(0, height)


def rule(width: float, color: str = RULE, thick: float = 0.75) -> PictureBlock:
    """A line across."""
    return PictureBlock(width, thick, (Line(0, thick / 2, width, thick / 2, color, thick),))


def words(
    spans: Spans, width: float, size: float, *, color: str = INK, weight: Weight = "normal", align: Align = "left"
) -> PictureBlock:
    """Set words in as many lines as a width needs; no number is broken."""
    x = {"left": 0.0, "center": width / 2, "right": width}[align]
    lines = list(_lines(spans, width, size, weight))
    items = tuple(
        Text(x, (number * LEADING + _BASELINE) * size, line, size, color, weight, align)
        for number, line in enumerate(lines)
    )
    return PictureBlock(width, len(lines) * LEADING * size, items)


def width_of(spans: Spans, size: float, weight: Weight = "normal") -> float:
    """Return how wide a line is."""
    return float(_font(_FACES[weight]).getlength(with_minus(to_text(spans)))) * size / 100


@cache
def _font(face: str):  # type: ignore[no-untyped-def]  # the stubs of Pillow differ between versions
    from PIL import ImageFont

    return ImageFont.truetype(str(FONTS / f"SourceSansPro-{face}.ttf"), 100, layout_engine=ImageFont.Layout.BASIC)


def _lines(spans: Spans, width: float, size: float, weight: Weight) -> Iterator[Spans]:
    """The lines that a text needs; only spaces between words break, never one within a number."""
    for paragraph in _paragraphs(spans):
        line: list[tuple[int, str]] = []
        for chunk in _chunks(paragraph):
            longer = [*line, *chunk]
            if line and width_of(_joined(longer, spans), size, weight) > width:
                yield _joined(line, spans)
                line = [(at, text) for at, text in chunk if text != " "]
            else:
                line = longer
        yield _joined(line, spans)


def _paragraphs(spans: Spans) -> list[list[tuple[int, str]]]:
    """The words and spaces of each line that the text itself breaks, with the place of their span."""
    found: list[list[tuple[int, str]]] = [[]]
    for at, span in enumerate(spans):
        text = to_text((span,))
        if not isinstance(span, str | Words | When):
            found[-1].append((at, text))
            continue
        for number, line in enumerate(text.split(BREAK)):
            if number:
                found.append([])
            found[-1] += [(at, part) for part in re.split("( )", line) if part]
    return found


def _chunks(parts: list[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """What stays on one line: a space and all that follows it up to the next."""
    chunk: list[tuple[int, str]] = []
    for part in parts:
        if part[1] == " " and chunk:
            yield chunk
            chunk = []
        chunk.append(part)
    if chunk:
        yield chunk


def _joined(parts: list[tuple[int, str]], spans: Spans) -> Spans:
    """The spans of a line again, without the spaces at its end."""
    while parts and parts[-1][1] == " ":
        parts = parts[:-1]
    found: list[Span] = []
    for at, group in groupby(parts, key=lambda part: part[0]):
        span, text = spans[at], "".join(text for _, text in group)
        if isinstance(span, str):
            found.append(text)
        else:
            found.append(replace(span, text=text) if isinstance(span, Words | When) else span)
    return tuple(found)
