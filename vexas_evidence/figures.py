"""Figures: what the numbers look like, with an interval only where the base allows one.

Every figure is data first (a ``Table`` of its numbers and an alternative text that carries them),
then a drawing. Filled markers stand on a known base, hollow ones on a base that is not stated, so
the difference survives in grey. No line joins points that no source joins.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from matplotlib import rc_context
from matplotlib.figure import Figure

from vexas_evidence import derive
from vexas_evidence.chart import Chart
from vexas_evidence.drawing import (
    MUTED,
    PLATE,
    RULE,
    STYLE,
    WIDTH,
    Point,
    arrow,
    box,
    canvas,
    legend,
    legend_text,
    marker,
)
from vexas_evidence.frames import NONE, Row, Table, read_in, source_line, to_frame
from vexas_evidence.model import Estimate
from vexas_evidence.numbers import (
    BASE_NOT_STATED,
    BREAK,
    Bare,
    Numbers,
    Piece,
    Pieces,
    Shown,
    When,
    Words,
    plain,
    unlinked,
    written,
)
from vexas_evidence.printed import parse

QUARTERS = (0, 25, 50, 75, 100)
PERCENT_TICKS = tuple(f"{value}%" for value in QUARTERS)


# --- the figures ----------------------------------------------------------------------------------


def proportions(numbers: Numbers) -> Chart | None:
    """All proportions of patients with an outcome, as printed or derived from a printed count."""
    points = [
        point
        for estimate in numbers.study.estimates.values()
        if numbers.evidence.outcomes[estimate.outcome].role in ("efficacy", "harm")
        if (point := _point(numbers, estimate))
    ]
    caption = "Proportions with each outcome; an interval only where the base is reported or implied"
    return _dots(numbers, "proportions", caption, points, lambda point: (point.label, BREAK, _short(point)))


def response(numbers: Numbers) -> Chart | None:
    """Inflammatory response at each time at which it is stated."""
    points = _points_of(numbers, "inflammatory-response")
    several = "; the numbers may be of different groups of patients" if len(points) > 1 else ""
    caption = f"Inflammatory response by time{several}"
    return _dots(numbers, "response", caption, points, lambda point: (_capital(_short(point)),))


def harms(numbers: Numbers) -> Chart | None:
    """The proportions with each harm; of whom is said where it is not stated."""
    points = [
        point
        for estimate in numbers.study.estimates.values()
        if numbers.evidence.outcomes[estimate.outcome].role == "harm"
        if (point := _point(numbers, estimate))
    ]
    caption = "Harms as stated; they may overlap and are not added"
    return _dots(numbers, "harms", caption, points, lambda point: (point.label,))


def relapse_free(numbers: Numbers) -> Chart | None:
    """Relapse-free survival as the points that are stated, without a curve."""
    points = _points_of(numbers, "relapse-free-survival")
    caption = "Relapse-free survival on continued treatment: the points that are stated, not a curve"
    times = {
        point.shown.id: numbers.evidence.timepoints[numbers.study.estimates[point.shown.id].timepoint].duration
        for point in points
    }
    placed = [(point, years) for point in points if (years := _years(times[point.shown.id])) is not None]
    if not placed:
        return None

    def draw() -> Figure:
        figure, axes = canvas(2.5)
        for point, years in placed:
            marker(axes, years, point.at, point)
            axes.annotate(
                point.shown.text, (years, point.at), (9, 0), textcoords="offset points", va="center", bbox=PLATE
            )
        last = max(years for _, years in placed)
        axes.set_xlim(0, last * 1.12)
        axes.set_ylim(0, 104)
        axes.set_xticks([years for _, years in placed], [point.when for point, _ in placed])
        axes.set_yticks(QUARTERS, PERCENT_TICKS)
        axes.grid(axis="y", color=RULE, linewidth=0.6)
        axes.tick_params(axis="y", labelsize=9.5, labelcolor=MUTED, length=0)
        legend(axes, [point for point, _ in placed])
        return figure

    return Chart(
        "relapse-free",
        caption,
        _alt(numbers, caption, points),
        _table(numbers, "relapse-free", caption, points),
        draw,
        _labels(points, lambda point: (When(point.when, point.shown.id),)),
        PERCENT_TICKS,
    )


def flow(numbers: Numbers) -> Chart | None:
    """Stopping, relapse and re-exposure; the step that no finding states is dashed and says so."""
    by_outcome = {estimate.outcome: estimate for estimate in numbers.study.estimates.values()}
    names = ("responders-stopped", "relapse-after-stopping", "re-exposure", "re-exposure-effective")
    if not all(name in by_outcome for name in names):
        return None
    stopped, relapsed, again, effective = (by_outcome[name] for name in names)
    if any(numbers.count(estimate) is None for estimate in (stopped, relapsed, again, effective)):
        return None
    rest = next(
        (
            Shown(value.parts["value"], value.kind, value.id)
            for value in numbers.derived.values()
            if value.rule == "difference" and value.inputs == (stopped.id, relapsed.id)
        ),
        None,
    )
    shown = [numbers.value(estimate) for estimate in (stopped, relapsed, again, effective)]
    said = (" responders\nstopped", " relapsed", " re-exposed", ":\ncalled effective")
    texts: list[Pieces] = [(Bare(number), words) for number, words in zip(shown, said, strict=True)]
    aside: Pieces = (Bare(rest), ": no relapse mentioned,\nfollow-up not stated") if rest else ()
    link = "which patients:\nnot stated"
    caption = "Stopping, relapse and re-exposure; which patients were re-exposed is not stated in the findings"

    def draw() -> Figure:
        with rc_context(STYLE):
            figure = Figure(figsize=(WIDTH, 2.7), layout="constrained")
            axes = figure.subplots()
        axes.set(xlim=(-1, 101), ylim=(2, 50))
        axes.axis("off")
        places = [(0, 32, 26), (37, 32, 22), (37, 4, 22), (74, 4, 26)]
        for text, (x, y, width) in zip(texts, places, strict=True):
            box(axes, written(text), x, y, width)
        arrow(axes, (26, 40), (37, 40), "solid")
        arrow(axes, (48, 32), (48, 20), "dashed")
        arrow(axes, (59, 12), (74, 12), "solid")
        axes.text(46.5, 26, link, ha="right", va="center", size=9, color=MUTED, linespacing=1.1)
        if aside:
            axes.plot([13, 13], [25, 32], color=RULE, linewidth=1)
            axes.text(0, 24, written(aside), ha="left", va="top", size=9, color=MUTED, linespacing=1.15)
        return figure

    rows: list[tuple[str, Row]] = [
        ("", _flow_row(numbers, estimate)) for estimate in (stopped, relapsed, again, effective)
    ]
    if rest:
        rows.insert(2, ("", {"outcome": ("No relapse mentioned, follow-up not stated",), "number": (rest,)}))
    steps: list[Piece] = []
    for _, row in rows:
        steps += [*(["; "] if steps else []), *row["outcome"], ": ", *unlinked(row["number"])]
    alt = (caption, ". ", *steps, ". The step from relapse to re-exposure is dashed: which patients, not stated.")
    used = source_line(numbers, read_in((stopped, relapsed, again, effective)))
    table = Table("flow", caption, _COLUMNS, to_frame(rows, tuple(_COLUMNS)), used, "Counts as printed.")
    return Chart("flow", caption, alt, table, draw, (*texts, aside))


CHARTS: dict[str, Callable[[Numbers], Chart | None]] = {
    "proportions": proportions,
    "response": response,
    "relapse-free": relapse_free,
    "flow": flow,
    "harms": harms,
}


# --- points ---------------------------------------------------------------------------------------


_COLUMNS = {"outcome": "What", "whom": "Out of whom", "when": "By when", "number": "Number", "interval": "Interval"}


def _points_of(numbers: Numbers, outcome: str) -> list[Point]:
    estimates = (estimate for estimate in numbers.study.estimates.values() if estimate.outcome == outcome)
    return [point for estimate in estimates if (point := _point(numbers, estimate))]


def _point(numbers: Numbers, estimate: Estimate) -> Point | None:
    """The estimate as a point on an axis of per cent, or None where it is no proportion."""
    derived = numbers.percent(estimate)
    if derived is not None:
        shown, at = derived, derive.percent_of(numbers.evidence, numbers.study, estimate)
    elif estimate.measure == "proportion" and estimate.number.unit == "%" and not estimate.number.comparator:
        shown, at = numbers.value(estimate), estimate.number.value
    else:
        return None
    assert at is not None
    interval = derive.interval_of(numbers.evidence, numbers.study, estimate)
    return Point(
        label=numbers.label(estimate),
        when=numbers.when(estimate).text,
        whom=plain(numbers.pieces(numbers.study.populations[estimate.population].label)),
        shown=shown,
        interval=numbers.interval(estimate),
        at=float(at),
        ends=(float(interval.lower), float(interval.upper)) if interval else None,
        base=base.kind if interval and (base := numbers.base(estimate)) else None,
    )


def _table(numbers: Numbers, name: str, caption: str, points: list[Point]) -> Table:
    rows: list[tuple[str, Row]] = []
    for point in points:
        estimate = numbers.study.estimates[point.shown.id]
        rows.append(
            (
                "",
                {
                    "outcome": (point.label,),
                    "whom": numbers.pieces(numbers.study.populations[estimate.population].label),
                    "when": (numbers.when(estimate),),
                    "number": (point.shown,),
                    "interval": (point.interval,) if point.interval else (BASE_NOT_STATED,),
                },
            )
        )
    used = source_line(numbers, read_in(numbers.study.estimates[point.shown.id] for point in points))
    return Table(name, caption, _COLUMNS, to_frame(rows, tuple(_COLUMNS)), used, "The numbers of the figure.")


def _flow_row(numbers: Numbers, estimate: Estimate) -> Row:
    interval = numbers.interval(estimate)
    return {
        "outcome": (numbers.evidence.outcomes[estimate.outcome].label,),
        "whom": numbers.pieces(numbers.study.populations[estimate.population].label),
        "when": (numbers.when(estimate),),
        "number": (numbers.value(estimate),),
        "interval": (interval,) if interval else NONE,
    }


def _alt(numbers: Numbers, caption: str, points: list[Point]) -> Pieces:
    told: list[Piece] = [caption, ". "]
    for number, point in enumerate(points):
        when = numbers.when(numbers.study.estimates[point.shown.id])
        told += [*(["; "] if number else []), point.label, ", ", when, ": ", Bare(point.shown), ", "]
        told.append(Bare(point.interval) if point.interval else BASE_NOT_STATED)
    return (*told, ".")


def _labels(points: list[Point], label: Callable[[Point], Pieces]) -> tuple[Pieces, ...]:
    """The texts of a drawing of points: what stands beside each, its number, and what the marks mean."""
    rows = tuple(label(point) for point in points)
    shown = tuple(_beside(point) for point in points)
    method = tuple((Words(legend_text(point.interval), "confidence level"),) for point in points if point.interval)
    return rows + shown + method[:1]


def _beside(point: Point) -> Pieces:
    """What stands beside a point: its number, and that no source prints it where that is so."""
    return (Bare(point.shown), " (derived)") if point.shown.kind == "derived" else (Bare(point.shown),)


def _years(duration: str | None) -> float | None:
    """A printed duration in years, for an axis; None for what is no time (cycles)."""
    if duration is None:
        return None
    number = parse(duration)
    a_year = {"years": 1, "months": 12, "weeks": 52.18, "days": 365.25}.get(number.unit)
    return float(number.value) / a_year if a_year else None


def _dots(
    numbers: Numbers, name: str, caption: str, points: list[Point], label: Callable[[Point], Pieces]
) -> Chart | None:
    """A chart of points on an axis of per cent, one row a point, read from the top."""
    if not points:
        return None

    def draw() -> Figure:
        rows = [_wrapped(written(label(point))) for point in points]
        figure, axes = canvas(0.62 + sum(0.1 + 0.13 * (row.count("\n") + 1) for row in rows))
        for row, point in enumerate(points):
            marker(axes, point.at, -row, point)
            right = point.ends[1] if point.ends else point.at
            beside = written(_beside(point))
            axes.annotate(beside, (right, -row), (7, 0), textcoords="offset points", va="center", bbox=PLATE)
        axes.set_yticks([-row for row in range(len(points))], rows)
        axes.set_ylim(-len(points) + 0.4, 0.6)
        axes.set_xlim(0, 100)
        axes.set_xticks(QUARTERS, PERCENT_TICKS)
        axes.grid(axis="x", color=RULE, linewidth=0.6)
        axes.tick_params(axis="y", length=0, labelsize=9.5)
        legend(axes, points)
        return figure

    return Chart(
        name,
        caption,
        _alt(numbers, caption, points),
        _table(numbers, name, caption, points),
        draw,
        _labels(points, label),
        PERCENT_TICKS,
    )


def _wrapped(label: str) -> str:
    """A label in lines that leave room for the drawing; a very long one is shortened."""
    return "\n".join(part for line in label.split("\n") for part in textwrap.wrap(textwrap.shorten(line, 120), 52))


def _short(point: Point) -> When:
    """A time without its remark in brackets, which the table beside the figure carries."""
    return When(point.when.partition(" (")[0], point.shown.id)


def _capital(when: When) -> When:
    return When(when.text.capitalize(), when.id)
