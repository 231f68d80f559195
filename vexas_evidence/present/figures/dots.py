"""The patient flow, one shape a participant: of those at each step, who reached the next.

Where no source states which participants go on, a dotted arrow leads to the next panel. A shape without mention of the
outcome is gray, and never hollow: nobody says that it did not happen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.numbers import Numbers, Shown
from vexas_evidence.analysis.statistics.full_reference import lowered
from vexas_evidence.analysis.wording.estimate_words import EstimateWords
from vexas_evidence.model import Estimate, Step
from vexas_evidence.present.figures.chart import COLUMN, COLUMNS, SHEET, Chart, fill_slide, row_of, short_title, titled
from vexas_evidence.present.figures.marks_drawn import arrow_down, arrow_right, axis_row, axis_words, people, person_at
from vexas_evidence.present.figures.picture import (
    INK,
    LEADING,
    MUTED,
    Frame,
    PictureBlock,
    Shape,
    rule,
    side_by_side,
    space,
    stacked,
    words,
)
from vexas_evidence.present.marks import Direction, direction_of, mark_of
from vexas_evidence.present.spans import LEVEL, Bare, Spans, Words, in_brackets, join, to_bare
from vexas_evidence.present.tables.reported import ReportedRow, foremost, groups
from vexas_evidence.present.tables.table import NONE, Row, table_of
from vexas_evidence.present.tiles import few_counted

UNMENTIONED = fixed("flow.unmentioned")
MOST_SHAPES = 60
"""More participants than these are drawn as one bar."""
_IN_A_ROW = 10
_PANELS, _MOST_GROUPS = 2, 6
"""So many small groups stand beside each other on a slide, and on all slides."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A group of participants: its name, how many there are, and of an outcome how many have it.

    ``said`` is what is said of those, ``left`` of all others. ``gap`` says why nobody knows which participants of the
    panel before are these.
    """

    head: Spans
    every: int
    outcome: Estimate | None = None
    count: int = 0
    said: Spans = ()
    left: Spans = (UNMENTIONED,)
    gap: str | None = None


Draw = Callable[[Numbers, Panel, Estimate, Frame], Iterator[PictureBlock]]
"""Draws the participants of a panel with their outcome."""


def plot_flow(numbers: Numbers) -> Chart | None:
    """The patient flow of the narrative; None where it has none."""
    flow = numbers.study.narrative.flow
    if flow is None:
        return None
    estimates = [numbers.study.estimates[step.estimate] for step in flow.steps]
    rows = _rows(numbers, flow.steps)
    caption = "; ".join((flow.caption, *(step.gap for step in flow.steps if step.gap)))
    stated = join("; ", [(*row["outcome"], ": ", *to_bare(row["number"])) for row in rows])
    alt = (caption, ". ", *stated, ".", *_dotted(numbers, flow.steps))
    table = table_of(numbers, "flow", caption, COLUMNS, (("", row) for row in rows), estimates, fixed("flow.note"))
    panels = tuple(_panels(numbers, flow.steps))
    title = short_title(_title(numbers, panels), (flow.heading,))
    below = _below_each_other(numbers, panels, COLUMN)
    wide = fill_slide(lambda frame: (_side_by_side(numbers, panels, frame, _of_group),))
    finding = numbers.spans(flow.finding)
    row = _side_by_side(numbers, panels, SHEET, _in_a_row)
    return Chart("flow", title, caption, alt, table, titled(title, below), wide, finding, row)


def plot_few(numbers: Numbers) -> Chart | None:
    """Small groups of which both count and denominator are known, a panel each, for slides; None without any."""
    known, most = groups(numbers), foremost(numbers)
    few, main = ([e for group in of for e in group.lines if few_counted(numbers, e.estimate)] for of in (known, most))
    if not few:
        return None
    if len(few) > _MOST_GROUPS:  # those of the outcomes that the question rates highest
        few = main[:_MOST_GROUPS] or few[:_MOST_GROUPS]
    caption = fixed("few.caption")
    rows = [("", row_of(numbers, each.estimate, each.outcome, numbers.value(each.estimate))) for each in few]
    stated = join("; ", [(each.outcome, ": ", *to_bare(each.counted)) for each in few])
    table = table_of(numbers, "few", caption, COLUMNS, rows, [line.estimate for line in few])
    panels = tuple(_panel_of_row(numbers, each) for each in few)
    wide = fill_slide(lambda frame: tuple(_pages(numbers, panels, frame)))
    row = _side_by_side(numbers, panels[:_PANELS], SHEET, _in_a_row, _PANELS)
    return Chart("few", (caption,), caption, (caption, ". ", *stated, "."), table, wide[0], wide, row=row)


def _panel_of_row(numbers: Numbers, line: ReportedRow) -> Panel:
    of = few_counted(numbers, line.estimate)
    assert of is not None, "only such lines are drawn"
    count, every = of
    return Panel((line.outcome,), every, line.estimate, count, line.counted)


def _pages(numbers: Numbers, panels: tuple[Panel, ...], frame: Frame) -> Iterator[PictureBlock]:
    for start in range(0, len(panels), _PANELS):
        yield _side_by_side(numbers, panels[start : start + _PANELS], frame, _of_group, _PANELS)


def _title(numbers: Numbers, panels: tuple[Panel, ...]) -> Spans:
    """How many of the first panel had its outcome, in the words of the vocabulary; nothing where it has none."""
    estimate = next((panel.outcome for panel in panels if panel.outcome), None)
    if estimate is None:
        return ()
    fraction, who = numbers.fraction(estimate), numbers.study.population_of(estimate).who
    if fraction is None or who is None or numbers.outcomes[estimate.outcome].phrases is None:
        return ()
    verb = EstimateWords(numbers, estimate, "professional").verb
    return (fraction, f" {who} ", *numbers.spans(verb))


def _panels(numbers: Numbers, steps: tuple[Step, ...]) -> Iterator[Panel]:
    """A panel for each step that leads to one known to be among its participants, and for a step that stands alone."""
    for number, step in enumerate(steps):
        after = steps[number + 1] if number + 1 < len(steps) else None
        head, every = to_bare(numbers.spans(step.text)), _count(numbers, step)
        if after and after.gap is None:
            left: Spans = (Bare(_left(numbers, step, after)), f": {step.others}") if step.others else (UNMENTIONED,)
            outcome, said = numbers.study.estimates[after.estimate], numbers.spans(after.text)
            yield Panel(head, every, outcome, _count(numbers, after), said, left, step.gap)
        elif number == 0 or step.gap is not None:
            yield Panel(head, every, gap=step.gap)


def _below_each_other(numbers: Numbers, panels: tuple[Panel, ...], frame: Frame) -> PictureBlock:
    blocks = [_drawn(numbers, panels[0], frame, _of_group)]
    for panel in panels[1:]:
        blocks.append(arrow_down(frame) if panel.gap else space(frame.size))
        blocks.append(_drawn(numbers, panel, frame, _of_group))
    return stacked(blocks)


def _side_by_side(
    numbers: Numbers, panels: tuple[Panel, ...], frame: Frame, draw: Draw, across: int = 0
) -> PictureBlock:
    """Panels beside each other, so many *across* where the last line may have fewer."""
    between = 9 * frame.size if any(panel.gap for panel in panels[1:]) else 2 * frame.size
    columns = across or len(panels)
    width = (frame.width - between * (columns - 1)) / columns
    placed: list[tuple[float, PictureBlock]] = []
    for number, panel in enumerate(panels):
        left = number * (width + between)
        placed.append((left, _drawn(numbers, panel, Frame(width, frame.size), draw)))
        if number and panel.gap:
            placed.append((left - between, arrow_right(between, frame.size)))
    return side_by_side(placed)


def _drawn(numbers: Numbers, panel: Panel, frame: Frame, draw: Draw) -> PictureBlock:
    """The name of a panel, its shapes, and what they mean where an outcome is known."""
    head = words(panel.head, frame.width, frame.size * 1.1, weight="semibold")
    if panel.outcome is None:
        shapes = iter((_shapes("not stated", 0, panel.every, frame),))
    else:
        shapes = draw(numbers, panel, panel.outcome, frame)
    return stacked((head, rule(frame.width, INK, 1), space(frame.size * 0.5), *shapes))


def _of_group(numbers: Numbers, panel: Panel, estimate: Estimate, frame: Frame) -> Iterator[PictureBlock]:
    """The shapes of a group, who is left, what is said of those with the outcome, and their percentage."""
    width, size = frame.width, frame.size
    direction = direction_of(numbers.outcomes[estimate.outcome])
    yield _shapes(direction, panel.count, panel.every, frame)
    yield space(size * 0.2)
    yield _who_is_left(direction, panel.left, frame)
    yield space(size * 0.3)
    yield words(to_bare(panel.said), width, size * 1.4, weight="semibold")
    yield from _percentage(numbers, estimate, frame)
    yield words((Words(numbers.when(estimate).text, "timepoint"),), width, size, color=MUTED)


def _in_a_row(numbers: Numbers, panel: Panel, estimate: Estimate, frame: Frame) -> Iterator[PictureBlock]:
    """The same for a sheet that has the percentage in its table: shapes in one row where they have room."""
    direction = direction_of(numbers.outcomes[estimate.outcome])
    yield words(to_bare(panel.said), frame.width, frame.size, weight="semibold")
    yield _shapes(direction, panel.count, panel.every, Frame(frame.width, frame.size * 0.8), panel.every)
    yield _who_is_left(direction, panel.left, frame)


def _who_is_left(direction: Direction, left: Spans, frame: Frame) -> PictureBlock:
    size = frame.size
    sample = PictureBlock(
        size, LEADING * size, (person_at(direction, size / 2, LEADING * size / 2, size * 0.8, filled=False),)
    )
    return side_by_side(((0, sample), (size * 1.3, words(left, frame.width - size * 1.3, size, color=MUTED))))


def _percentage(numbers: Numbers, estimate: Estimate, frame: Frame) -> Iterator[PictureBlock]:
    mark, limits = mark_of(numbers, estimate), numbers.limits(estimate)
    if mark is None:
        return
    shown = numbers.percent(estimate) or numbers.value(estimate)
    yield words(to_bare((shown, *in_brackets(LEVEL, " ", limits))), frame.width, frame.size)
    yield axis_row(mark, frame)
    yield axis_words(frame.width, frame.size)


def _shapes(direction: Direction, filled: int, every: int, frame: Frame, row: int = _IN_A_ROW) -> PictureBlock:
    """One shape a participant, in rows of one length, a *row* where few take two; one bar for many."""
    side = frame.size * 1.5
    if every > MOST_SHAPES:
        return _bar(direction, filled / every, frame)
    step = side * 1.35
    most = row if every <= 2 * row else int(frame.width / step)
    lines = -(-every // min(most, int(frame.width / step)))
    across = -(-every // lines)
    return replace(people(direction, (filled, every), step, side, across), width=frame.width)


def _bar(direction: Direction, share: float, frame: Frame) -> PictureBlock:
    height = frame.size * 1.5

    def part(start: float, end: float, *, filled: bool) -> Shape:
        look = person_at(direction, 0, 0, frame.size, filled=filled)
        corners = ((start, 0), (end, 0), (end, height), (start, height))
        return Shape(0, 0, tuple((x * frame.width, y) for x, y in corners), 0, look.face, look.edge, 1)

    return PictureBlock(frame.width, height, (part(0, share, filled=True), part(share, 1, filled=False)))


def _count(numbers: Numbers, step: Step) -> int:
    row = numbers.statistics.known(step.estimate, "count")
    value = row.value if row else None
    assert value is not None, "a check refuses a step that counts no participants"
    return int(value)


def _left(numbers: Numbers, step: Step, after: Step) -> Shown:
    """How many participants of a step do not reach the next."""
    derivation = numbers.study.difference_of(step.estimate, after.estimate)
    assert derivation is not None, "a check refuses others whose number nothing derives"
    value = numbers.derived[derivation.id]
    return Shown(value.parts["value"], value.kind, value.id)


def _rows(numbers: Numbers, steps: tuple[Step, ...]) -> list[Row]:
    """The rows of the figure's table: each step, followed by those who do not reach it, where they are known."""
    rows = [_row(numbers, steps[0])]
    for step, after in pairwise(steps):
        rows.append(_row(numbers, after))
        if step.others:
            said = f"{step.others[0].upper()}{step.others[1:]}"
            rows.append({"outcome": (said,), "number": (_left(numbers, step, after),)})
    return rows


def _row(numbers: Numbers, step: Step) -> Row:
    estimate = numbers.study.estimates[step.estimate]
    interval = (ci,) if (ci := numbers.computed_ci(estimate)) else NONE
    return row_of(numbers, estimate, numbers.outcomes[estimate.outcome].label, numbers.value(estimate), interval)


def _dotted(numbers: Numbers, steps: tuple[Step, ...]) -> Spans:
    """In words which steps are dotted."""
    known = numbers.study.estimates
    named = [lowered(numbers.outcomes[known[step.estimate].outcome].label) for step in steps]
    return tuple(
        f" {fixed('flow.dotted', before=before, after=after)}"
        for (before, after), step in zip(pairwise(named), steps[1:], strict=True)
        if step.gap
    )
