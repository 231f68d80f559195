"""Marks, axes and legends of figures as blocks of a picture: one design for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.statistics.statistic import SHOWN
from vexas_evidence.present.figures.picture import (
    DASHES,
    FILL,
    INK,
    LEADING,
    MARK,
    MUTED,
    OUTLINE,
    PAPER,
    RULE,
    UNDESIRABLE,
    Frame,
    Item,
    Line,
    PictureBlock,
    Shape,
    Text,
    side_by_side,
    stacked,
    width_of,
    words,
)
from vexas_evidence.present.marks import Direction, Mark, meaning
from vexas_evidence.present.spans import LEVEL, Spans, Words

COLORS: dict[Direction, str] = {"desirable": MARK, "undesirable": UNDESIRABLE, "not stated": INK}
LINK = fixed("flow.gap")
QUARTERS = (0, 25, 50, 75, 100)
_SCALE = 13.0
"""The size of words beside which a mark has the measures of its corners."""
_RADIUS = 4.8
_ROOM = 1.15
"""What an axis leaves on both sides for half of "100%", in sizes of its words."""
_SQUARE = ((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0))


def mark_at(mark: Mark, x: float, y: float, size: float) -> Shape:
    """A mark at a place, as large as suits words of a size."""
    scale, color = size / _SCALE, COLORS[mark.direction]
    corners = tuple((right * scale, down * scale) for right, down in mark.corners)
    return Shape(x, y, corners, _RADIUS * scale, color if mark.filled else PAPER, color, 1.5 * scale)


def person_at(direction: Direction, x: float, y: float, side: float, *, filled: bool) -> Shape:
    """One shape a participant: a square for an undesirable outcome, a circle for another; gray without mention."""
    half = side / 2
    corners = tuple((right * half, down * half) for right, down in _SQUARE) if direction == "undesirable" else ()
    face, edge = (COLORS[direction],) * 2 if filled else (FILL, OUTLINE)
    return Shape(x, y, corners, half, face, edge, side / 14)


def people(
    direction: Direction, of: tuple[int, int], step: float, side: float, across: int | None = None
) -> PictureBlock:
    """A shape a participant in rows of so many *across*, a *step* apart; of how many how many have the outcome."""
    filled, every = of
    row = across or every
    shapes = tuple(
        person_at(direction, (at % row + 0.5) * step, (at // row + 0.5) * step, side, filled=at < filled)
        for at in range(every)
    )
    return PictureBlock(row * step, -(-every // row) * step, shapes)


def arrow_down(frame: Frame) -> PictureBlock:
    """A dotted arrow down, with the words that nobody states who goes on."""
    size = frame.size
    high = 2 * LEADING * size
    items = (
        Line(size, size * 0.3, size, high - size * 0.9, INK, 1.2, dashed=True),
        _tip(size, high - size * 0.6, size, ((-1, -1), (1, -1), (0, 1))),
    )
    said = words((LINK,), frame.width - 2 * size, size).moved(2 * size, (high - LEADING * size) / 2)
    return PictureBlock(frame.width, high, (*items, *said.items))


def arrow_right(width: float, size: float) -> PictureBlock:
    """A dotted arrow to the right over a width, with the same words below it."""
    start, end, down = size * 0.8, width - size * 0.8, size * 3.2
    items = (
        Line(start, down, end - size * 0.7, down, INK, 1.5, dashed=True),
        _tip(end - size * 0.4, down, size, ((-1, -1), (-1, 1), (1, 0))),
    )
    said = words((LINK,), width - size * 1.6, size, align="center").moved(size * 0.8, down + size * 0.6)
    return PictureBlock(width, down + size * 4, (*items, *said.items))


def _tip(x: float, y: float, size: float, corners: tuple[tuple[int, int], ...]) -> Shape:
    """The tip of an arrow: its corners around its middle, each two fifths of a size away."""
    placed = tuple((right * 0.4 * size, down * 0.4 * size) for right, down in corners)
    return Shape(x, y, placed, 0, INK, INK)


def axis_row(mark: Mark | None, frame: Frame, null: int | None = None) -> PictureBlock:
    """A row of an axis of per cent: its quarters, an interval where there is one, and the mark; else a dotted line.

    *null* is where the null of a difference lies, in per cent of the axis.
    """
    size, height = frame.size, LEADING * frame.size
    room, middle = _ROOM * size, height / 2
    across = frame.width - 2 * room
    items: list[Item] = []
    for at in QUARTERS:
        x = room + at / 100 * across
        items.append(Line(x, 0, x, height, INK if at == null else RULE, 0.75))
    if mark is None:
        items.append(Line(room, middle, room + across, middle, DASHES, size / 10, dashed=True))
    else:
        if mark.ends:
            low, high = (room + end / 100 * across for end in mark.ends)
            items.append(Line(low, middle, high, middle, COLORS[mark.direction], size / 7))
        items.append(mark_at(mark, room + mark.at / 100 * across, middle, size))
    return PictureBlock(frame.width, height, tuple(items))


def axis_words(width: float, size: float, *, every: int = 2) -> PictureBlock:
    """The words at the quarters of an axis of per cent."""
    room = _ROOM * size
    across = width - 2 * room
    ticks = tuple(
        Text(room + at / 100 * across, size, (Words(f"{at}%", "axis tick"),), size, MUTED, align="center")
        for at in QUARTERS[::every]
    )
    return PictureBlock(width, LEADING * size, ticks)


def legend(
    marks: Iterable[Mark], width: float, size: float, further: Iterable[tuple[PictureBlock, Spans]] = ()
) -> PictureBlock:
    """What the marks mean, and *further* samples with their words, in as many lines as a width needs.

    Only marks that occur are explained.
    """
    used = {meaning(mark): mark for mark in marks}
    high = LEADING * size
    samples = [
        (PictureBlock(size, high, (mark_at(mark, size / 2, high / 2, size),)), (said,))
        for said, mark in sorted(used.items())
    ]
    lines: list[list[tuple[float, PictureBlock]]] = []
    right = width + 1
    for sample, said in (*samples, *further):
        wide = 1.25 * size + width_of(said, size)
        entry = side_by_side(((0, sample), (1.25 * size, words(said, width - 1.25 * size, size, color=MUTED))))
        if right + wide > width:
            lines.append([])
            right = 0.0
        lines[-1].append((right, entry))
        right += wide + 1.2 * size
    return replace(stacked(side_by_side(line) for line in lines), width=width)


def interval_sample(marks: Iterable[Mark], size: float) -> Iterator[tuple[PictureBlock, Spans]]:
    """A line such as those through the marks, and that it is an interval; nothing where none has one."""
    how = {fixed("figures.printed") if mark.is_printed else SHOWN for mark in marks if mark.ends}
    if how:
        either = f" {fixed('figures.or')} "
        middle = LEADING * size / 2
        line = PictureBlock(size, LEADING * size, (Line(0, middle, size, middle, MUTED, size / 7),))
        yield line, (LEVEL, f", {either.join(sorted(how))}")
