"""The time line: each number at the time of which it is stated, a row an outcome; points, and never a curve.

Where the data say that no source states from when a time is counted, the figure says so, too.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Estimate
from vexas_evidence.present.figures.chart import COLUMN, COLUMNS, SLIDE, SLIDE_HEIGHT, Chart, row_of, titled
from vexas_evidence.present.figures.marks_drawn import COLORS, legend, mark_at
from vexas_evidence.present.figures.picture import (
    INK,
    LEADING,
    MUTED,
    RULE,
    Align,
    Frame,
    Item,
    Line,
    PictureBlock,
    Text,
    pages,
    space,
    stacked,
    width_of,
    words,
)
from vexas_evidence.present.marks import Mark, mark_of
from vexas_evidence.present.spans import Bare, Spans, Words, join, to_bare
from vexas_evidence.present.tables.table import table_of
from vexas_evidence.system.grouping import grouped

_TIMES = ("median", "window", "mean")
"""The measures whose own number may be a time."""
_ROLES = ("efficacy", "harm", "description")
"""The roles of the outcomes whose times the line shows; the length of follow-up is no result."""
_UNITS = (("years", Fraction(1), 2.0), ("months", Fraction(1, 12), 2 / 12), ("weeks", Fraction(7 * 4, 1461), 0.0))
"""The units of the axis: a name, its length in years, and from how many years on it is used."""
_STEPS = (1, 2, 3, 4, 6, 10, 12, 20, 24, 26, 50, 52, 100)
_MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class Point:
    """A number at a time in years, or a time itself; None for a time that no calendar has, as cycles."""

    estimate: Estimate
    label: str
    years: Fraction | None
    said: Spans
    mark: Mark | None


def plot_timeline(numbers: Numbers) -> Chart | None:
    """The results of a study along time; None where fewer than two times are known."""
    points = list(_points(numbers))
    placed = [point.years for point in points if point.years is not None]
    if len(set(placed)) < 2:
        return None
    caption = fixed("timeline.caption")
    title, note = _caveat(numbers, points)
    estimates = [point.estimate for point in points]
    alt = (caption, ". ", *join("; ", [(point.label, ": ", *point.said) for point in points]), ". ", *note)
    rows = (("", row_of(numbers, e, numbers.label(e), numbers.percent(e) or numbers.value(e))) for e in estimates)
    table = table_of(numbers, "timeline", caption, COLUMNS, rows, estimates, fixed("figures.note"))
    [column] = _pages(points, max(placed), note, COLUMN, math.inf)
    wide = _pages(points, max(placed), note, SLIDE, SLIDE_HEIGHT)
    return Chart("timeline", title, caption, to_bare(alt), table, titled(title, column), tuple(wide))


def _points(numbers: Numbers) -> Iterator[Point]:
    for estimate in numbers.study.estimates.values():
        outcome = numbers.outcomes[estimate.outcome]
        mark, label, when = mark_of(numbers, estimate), numbers.label(estimate), numbers.when(estimate)
        years = numbers.timepoints[estimate.timepoint].years
        if mark and years is not None and outcome.role in ("efficacy", "harm"):
            shown = numbers.percent(estimate) or numbers.value(estimate)
            yield Point(estimate, label, years, (Bare(shown), " ", Words(when.text, "timepoint")), mark)
        elif outcome.role in _ROLES and not outcome.view and _is_time(numbers, estimate):
            yield Point(estimate, label, numbers.statistics.in_years(estimate), (Bare(numbers.value(estimate)),), None)


def _is_time(numbers: Numbers, estimate: Estimate) -> bool:
    """Whether the number is itself a time: in units of time, or in cycles; a median that was not reached is none."""
    known = numbers.statistics.known(estimate.id, "value") is not None
    return known and (
        estimate.measure == "window"
        or (estimate.measure in _TIMES and numbers.statistics.in_years(estimate) is not None)
    )


def _caveat(numbers: Numbers, points: list[Point]) -> tuple[Spans, Spans]:
    """The title and the note: from when the times are counted, or that this is not stated, as far as the data say."""
    timepoints = [numbers.timepoints[point.estimate.timepoint] for point in points if point.years is not None]
    zeros = {each.time_zero for each in timepoints}
    unstated = [zero for zero in zeros if zero and zero.startswith("not stated")]
    if unstated:
        return (fixed("timeline.no-start" if len(zeros) == 1 else "timeline.some-starts"),), (fixed("timeline.note"),)
    if None in zeros:
        return (fixed("timeline.unnamed"),), (fixed("timeline.note-unnamed"),)
    title = fixed("timeline.one-start" if len(zeros) == 1 else "timeline.several-starts")
    return (title,), (fixed("timeline.starts", starts="; ".join(sorted(filter(None, zeros)))),)


def _pages(points: list[Point], last: Fraction, note: Spans, frame: Frame, height: float) -> Iterator[PictureBlock]:
    """A lane an outcome, its name above it; the axis and what the marks mean below all of them, on each page."""
    width, size = frame.width, frame.size
    marks = [point.mark for point in points if point.mark]
    meanings = legend(marks, width, size, _time_mark(points, size))
    foot = stacked((_axis(last, frame), space(size * 0.4), meanings, words(note, width, size, color=MUTED)))
    blocks = (
        stacked((words((label,), width, size, weight="semibold"), _lane(of_one, last, frame), space(size * 0.3)))
        for label, of_one in grouped(points, lambda point: point.label).items()
    )
    return pages(blocks, height, space(0), foot)


def _x(years: Fraction, last: Fraction, frame: Frame) -> float:
    room = frame.size * 0.7
    return room + float(years / last) * (frame.width - 2 * room)


def _lane(points: list[Point], last: Fraction, frame: Frame) -> PictureBlock:
    """Points on a line, each with a flag that says its number and time; times without a place in words."""
    size = frame.size
    lying = [point for point in points if point.years is not None]
    others = [point for point in points if point.years is None]
    said = [words((*point.said, f": {fixed('timeline.no-place')}"), frame.width, size) for point in others]
    if not lying:
        return stacked(said)
    middle = size * 0.7
    items: list[Item] = [Line(0, middle, frame.width, middle, RULE, 1)]
    flags = _flags(lying, last, frame)
    height = middle + size * 0.6
    for point, x, row, place, align in flags:
        top = middle + size * 0.6 + row * LEADING * size
        color = COLORS[point.mark.direction] if point.mark else INK
        items.append(Line(x, middle, x, top + (size * 0.9 if align != "center" else 0), color, 1))
        items.append(mark_at(point.mark, x, middle, size) if point.mark else Line(x, 0, x, 2 * middle, INK, size / 4))
        items.append(Text(place, top + size * 0.9, point.said, size, INK, "normal", align))
        height = max(height, top + LEADING * size)
    return stacked((PictureBlock(frame.width, height, tuple(items)), *said))


def _flags(points: list[Point], last: Fraction, frame: Frame) -> list[tuple[Point, float, int, float, Align]]:
    """The points with the row and place of each flag, so that no flag lies over another or over the line of one.

    A flag stands right of its line, else left of it, else centered in the figure below it.
    """
    taken: list[tuple[int, float, float, float]] = []
    flags = []
    for point in sorted(points, key=lambda each: each.years or 0, reverse=True):
        assert point.years is not None, "only points with a place have flags"
        x, wide = _x(point.years, last, frame), width_of(point.said, frame.size) + frame.size
        align, start, place = _side_of(x, wide, frame)
        end = start + wide
        # Long flags may leave no row free: then the flag has one of its own, and its line crosses another flag.
        free = (row for row in range(len(taken)) if not any(_meet(row, x, start, end, other) for other in taken))
        row = next(free, len(taken))
        taken.append((row, x, start, end))
        flags.append((point, x, row, place, align))
    return list(reversed(flags))


def _side_of(x: float, wide: float, frame: Frame) -> tuple[Align, float, float]:
    """How a flag is aligned, where its room starts, and the place of its words."""
    if x + wide <= frame.width:
        return "left", x, x + frame.size * 0.35
    if wide <= x:
        return "right", x - wide, x - frame.size * 0.35
    return "center", (frame.width - wide) / 2, frame.width / 2


def _meet(row: int, x: float, start: float, end: float, other: tuple[int, float, float, float]) -> bool:
    """Whether a flag in a row would lie over another one, or either over the line that leads to the other."""
    its_row, its_x, its_start, its_end = other
    overlap = row == its_row and start < its_end and its_start < end
    over_its_line = row < its_row and start < its_x < end
    under_its_flag = row > its_row and its_start < x < its_end
    return overlap or over_its_line or under_its_flag


def _axis(last: Fraction, frame: Frame) -> PictureBlock:
    """The axis from the start to the last time, in the unit that suits it."""
    unit, length, _ = next(each for each in _UNITS if float(last) >= each[2])
    count, name = int(last / length), section("timeline.units")[unit]
    step = next((step for step in _STEPS if count / step <= _MOST_TICKS), _STEPS[-1])
    items: list[Item] = [Line(0, 0.5, frame.width, 0.5, MUTED, 1)]
    places = range(0, count + 1, step)
    end = (Words(f"{places[-1]} {name}", "axis tick"),)
    right = min(_x(places[-1] * length, last, frame) + width_of(end, frame.size) / 2, frame.width)
    for place in places:
        x = _x(place * length, last, frame)
        items.append(Line(x, 0, x, frame.size * 0.4, MUTED, 1))
        if x < right - width_of(end, frame.size) - frame.size:  # a number beside the last one would be read with it
            tick = (Words(str(place), "axis tick"),)
            items.append(Text(x, frame.size * 1.4, tick, frame.size, MUTED, "normal", "center"))
    items.append(Text(right, frame.size * 1.4, end, frame.size, MUTED, "normal", "right"))
    return PictureBlock(frame.width, frame.size * (0.5 + LEADING), tuple(items))


def _time_mark(points: list[Point], size: float) -> Iterator[tuple[PictureBlock, Spans]]:
    """The bar that stands for a number which is itself a time, and what it means."""
    if any(point.mark is None and point.years is not None for point in points):
        yield (
            PictureBlock(size, LEADING * size, (Line(size / 2, 0.2 * size, size / 2, size, INK, size / 4),)),
            (fixed("timeline.time"),),
        )
