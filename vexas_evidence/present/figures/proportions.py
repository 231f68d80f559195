"""Figures of proportions: of all outcomes, of the harms, and of one outcome over time.

Filled markers stand on a known denominator, hollow ones on a denominator that is not stated, so the difference
survives in grey. An interval is drawn only where the denominator allows one. No line joins points that no source
joins.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from vexas_evidence.analysis.numbers import Numbers, When
from vexas_evidence.model import Estimate, Outcome, Series
from vexas_evidence.present.design_words import listed, whom
from vexas_evidence.present.figures.canvas import (
    LABEL_BACKGROUND,
    MUTED,
    RULE,
    Point,
    canvas,
    legend,
    legend_text,
    marker,
)
from vexas_evidence.present.figures.chart import COLUMNS, Chart
from vexas_evidence.present.marks import mark_of
from vexas_evidence.present.spans import BREAK, Bare, Spans, Words, join, to_line, to_text
from vexas_evidence.present.tables.table import Row, Table, source_ids, source_line, to_rows

if TYPE_CHECKING:
    from matplotlib.figure import Figure

QUARTERS = (0, 25, 50, 75, 100)
MARK_ROOM = 2.5
"""How far from an end of an axis of per cent a mark lies completely on it."""
PERCENT_TICKS = tuple(f"{value}%" for value in QUARTERS)


def plot_proportions(numbers: Numbers) -> Chart | None:
    """All proportions of patients with an outcome, as printed or derived from a printed count."""
    points = _points(numbers, lambda outcome: outcome.role in ("efficacy", "harm"))
    caption = "Proportions with each outcome; an interval only where the denominator is reported or inferred"
    known = list(dict.fromkeys(_lowered(point.label) for point in points if point.mark.filled))
    is_only = bool(known) and any(not point.mark.filled for point in points)
    interval = ", and so an interval" if all(point.mark.ends for point in points if point.mark.filled) else ""
    finding: Spans = (f"Only for {listed(known)} is there a denominator{interval}",) if is_only else ()
    return _dot_plot(
        numbers, "proportions", caption, points, finding, lambda point: (point.label, BREAK, _short(point))
    )


def plot_by_time(numbers: Numbers, series: Series) -> Chart | None:
    """The proportions with one outcome, a row for each time at which they are stated."""
    points = _points(numbers, lambda outcome: outcome.id == series.outcome)
    groups = {numbers.study.estimates[point.shown.id].population for point in points}
    several = "; the numbers may be of different groups of patients" if len(groups) > 1 else ""
    caption = f"{series.caption}{several}"
    is_one = len({point.label for point in points}) < 2

    def label(point: Point) -> Spans:
        short = _short(point)
        when = When(short.text.capitalize(), short.id)
        return (when,) if is_one else (point.label, BREAK, when)

    return _dot_plot(numbers, series.id, caption, points, _by_time(points), label)


def plot_harms(numbers: Numbers) -> Chart | None:
    """The proportions with each harm."""
    points = _points(numbers, lambda outcome: outcome.role == "harm")
    caption = f"Harms as stated{'; they may overlap and are not added' if len(points) > 1 else ''}"
    each: list[Spans] = [(f"{_lowered(point.label)} ", point.shown) for point in points]
    return _dot_plot(
        numbers, "harms", caption, points, (*_of_whom(points), *join(", ", each)), lambda point: (point.label,)
    )


def plot_over_years(numbers: Numbers, series: Series) -> Chart | None:
    """The proportions with one outcome over time, as the points that are stated, without a curve."""
    points = _points(numbers, lambda outcome: outcome.id == series.outcome)
    caption = f"{series.caption}: the points that are stated, not a curve"
    times = {
        point.shown.id: numbers.timepoints[numbers.study.estimates[point.shown.id].timepoint].years for point in points
    }
    placed = [(point, float(years)) for point in points if (years := times[point.shown.id]) is not None]
    if not placed:
        return None
    labels = [(When(point.when, point.shown.id),) for point in points]
    draw = partial(_draw_years, tuple(placed))
    return _chart(numbers, series.id, caption, points, _by_time(points), labels, draw)


def _draw_years(placed: tuple[tuple[Point, float], ...]) -> Figure:
    figure, axes = canvas(2.5)
    for point, years in placed:
        marker(axes, years, point.mark.at, replace(point.mark, ends=None))
        axes.annotate(
            point.shown.text,
            (years, point.mark.at),
            (9, 0),
            textcoords="offset points",
            va="center",
            bbox=LABEL_BACKGROUND,
        )
    last = max(years for _, years in placed)
    axes.set_xlim(0, last * 1.12)
    axes.set_ylim(*_room_for_marks([point for point, _ in placed], 104))
    axes.set_xticks([years for _, years in placed], [point.when for point, _ in placed])
    axes.set_yticks(QUARTERS, PERCENT_TICKS)
    axes.grid(axis="y", color=RULE, linewidth=0.6)
    axes.tick_params(axis="y", labelsize=9.5, labelcolor=MUTED, length=0)
    legend(axes, [point for point, _ in placed])
    return figure


def plot_series(numbers: Numbers, series: Series) -> Chart | None:
    """The figure of one of the study's own series, along the axis that its narrative names."""
    return plot_by_time(numbers, series) if series.axis == "rows" else plot_over_years(numbers, series)


def _points(numbers: Numbers, is_shown: Callable[[Outcome], bool]) -> list[Point]:
    """The estimates of some outcomes as points, without those that are no proportions."""
    estimates = (each for each in numbers.study.estimates.values() if is_shown(numbers.outcomes[each.outcome]))
    return [point for estimate in estimates if (point := _point(numbers, estimate))]


def _point(numbers: Numbers, estimate: Estimate) -> Point | None:
    """The estimate as a point on an axis of per cent, or None where it is no proportion."""
    mark = mark_of(numbers, estimate)
    if mark is None:
        return None
    return Point(
        label=numbers.label(estimate),
        when=numbers.when(estimate).text,
        whom=to_line(whom(numbers, estimate)),
        shown=numbers.percent(estimate) or numbers.value(estimate),
        fraction=numbers.fraction(estimate),
        limits=numbers.limits(estimate),
        interval=numbers.interval(estimate),
        mark=mark,
        why_no_interval=numbers.statistics.why_unknown(estimate.id, "lower"),
    )


def _table(numbers: Numbers, name: str, caption: str, points: list[Point]) -> Table:
    estimates = [numbers.study.estimates[point.shown.id] for point in points]
    rows: list[tuple[str, Row]] = []
    for point, estimate in zip(points, estimates, strict=True):
        cells: Row = {"outcome": (point.label,), "whom": whom(numbers, estimate), "when": (numbers.when(estimate),)}
        rows.append(("", cells | {"number": (point.shown,), "interval": (point.interval or _reason(point),)}))
    used = source_line(numbers, source_ids(estimates))
    return Table(name, caption, COLUMNS, to_rows(rows, tuple(COLUMNS)), used, "The numbers of the figure.")


def _alt(numbers: Numbers, caption: str, points: list[Point]) -> Spans:
    parts: list[Spans] = []
    for point in points:
        when = numbers.when(numbers.study.estimates[point.shown.id])
        interval = Bare(point.interval) if point.interval else _reason(point)
        parts.append((point.label, ", ", when, ": ", Bare(point.shown), ", ", interval))
    return (caption, ". ", *join("; ", parts), ".")


def _reason(point: Point) -> Words:
    """Why a point has no interval."""
    return Words(point.why_no_interval, "derived")


def _number_label(point: Point) -> Spans:
    """The text of a point: its number, how many of how many, and the limits of its interval, as far as known."""
    behind = tuple((Bare(each),) for each in (point.fraction, point.limits) if each and each.text != point.shown.text)
    return (Bare(point.shown), " (", *join("; ", behind), ")") if behind else (Bare(point.shown),)


def _dot_plot(
    numbers: Numbers,
    name: str,
    caption: str,
    points: list[Point],
    finding: Spans,
    label: Callable[[Point], Spans],
) -> Chart | None:
    """A chart of points on an axis of per cent, one row a point, read from the top."""
    if not points:
        return None
    labels = [label(point) for point in points]
    rows = tuple(zip(map(to_text, labels), points, strict=True))
    chart = _chart(numbers, name, caption, points, finding, labels, partial(_draw_rows, rows))
    return replace(chart, draw_wide=partial(_draw_rows, rows, one_line=True))


def _chart(
    numbers: Numbers,
    name: str,
    caption: str,
    points: list[Point],
    finding: Spans,
    labels: Iterable[Spans],
    draw: Callable[[], Figure],
) -> Chart:
    """A chart of points: its texts are the label of each, its number, and what the marks mean."""
    shown = [_number_label(point) for point in points]
    method = [(Words(legend_text(point.interval), "confidence level"),) for point in points if point.interval]
    texts = (*labels, *shown, *method[:1])
    table = _table(numbers, name, caption, points)
    return Chart(name, caption, _alt(numbers, caption, points), table, draw, texts, PERCENT_TICKS, finding)


def _draw_rows(labelled: tuple[tuple[str, Point], ...], *, one_line: bool = False) -> Figure:
    """A row a point, its label in one line where there is width for it."""
    points = [point for _, point in labelled]
    rows = [label.replace(BREAK, ", ") if one_line else _wrapped(label) for label, _ in labelled]
    figure, axes = canvas(0.62 + sum(0.1 + 0.13 * (row.count("\n") + 1) for row in rows))
    for row, point in enumerate(points):
        marker(axes, point.mark.at, -row, point.mark)
        number = to_text(_number_label(point))
        axes.annotate(number, (1.02, -row), xycoords=axes.get_yaxis_transform(), va="center", annotation_clip=False)
    axes.set_yticks([-row for row in range(len(points))], rows)
    axes.set_ylim(-len(points) + 0.4, 0.6)
    axes.set_xlim(*_room_for_marks(points, 100))
    axes.set_xticks(QUARTERS, PERCENT_TICKS)
    axes.grid(axis="x", color=RULE, linewidth=0.6)
    axes.tick_params(axis="y", length=0, labelsize=9.5)
    legend(axes, points)
    return figure


def _room_for_marks(points: list[Point], end: float) -> tuple[float, float]:
    """The ends of an axis of per cent, with room for a mark at either: it would lie over the words beside it."""
    places = [point.mark.at for point in points]
    return -MARK_ROOM if min(places) < MARK_ROOM else 0, max(
        end, 100 + MARK_ROOM if max(places) > 100 - MARK_ROOM else 0
    )


def _by_time(points: list[Point]) -> Spans:
    """The number at each time, and out of whom where all points are of the same patients."""
    is_one = len({point.label for point in points}) < 2
    parts: list[Spans] = [(point.shown, " ", _short(point)) for point in points]
    named_parts = [part if is_one else (f"{point.label}: ", *part) for point, part in zip(points, parts, strict=True)]
    return (*_of_whom(points), *join(", ", named_parts))


def _of_whom(points: list[Point]) -> Spans:
    of_whom = {point.whom for point in points}
    return (f"Of {of_whom.pop()}: ",) if len(of_whom) == 1 else ()


def _lowered(label: str) -> str:
    return f"{label[0].lower()}{label[1:]}"


def _wrapped(label: str) -> str:
    """A label in lines that leave room for the drawing; a very long one is shortened."""
    return "\n".join(part for line in label.split("\n") for part in textwrap.wrap(textwrap.shorten(line, 120), 52))


def _short(point: Point) -> When:
    """A time without its remark in brackets, which stands in the table of the figure."""
    return When(point.when.partition(" (")[0], point.shown.id)
