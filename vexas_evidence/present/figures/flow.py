"""The patient flow as boxes and arrows; where no source states which patients go on, the arrow is dashed."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from vexas_evidence.analysis.numbers import Numbers, Shown
from vexas_evidence.model import Estimate, Step
from vexas_evidence.present.design_words import whom
from vexas_evidence.present.figures.canvas import MUTED, RULE, arrow, box, canvas
from vexas_evidence.present.figures.chart import COLUMNS, Chart
from vexas_evidence.present.spans import BREAK, Bare, Spans, join, to_bare, to_text
from vexas_evidence.present.tables.table import NONE, Row, Table, source_ids, source_line, to_rows

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LINK = "which patients:\nnot stated"
ASIDE = 26
"""Characters in a line below a box."""
HEIGHT, STEP = 16, 28
"""How high a box is, and how far one row is below another; a figure is a hundred wide."""
INCHES = 2.7  # the height of a figure of two rows


@dataclass(frozen=True, slots=True)
class Box:
    """A step as it is drawn: its words, those of the patients whom the next step leaves, and where it stands.

    ``x`` and ``y`` are its lower left corner; ``follows`` says whether its patients are known to be among those of
    the step before, where there is one.
    """

    text: Spans
    aside: Spans
    x: int
    y: int
    width: int
    follows: bool


def plot_flow(numbers: Numbers) -> Chart | None:
    """The patient flow of the narrative; None where it has none."""
    stated_flow = numbers.study.narrative.flow
    if stated_flow is None:
        return None
    boxes = _boxes(numbers, stated_flow.steps)
    estimates = [numbers.study.estimates[step.estimate] for step in stated_flow.steps]
    rows = _rows(numbers, stated_flow.steps)
    caption = "; ".join((stated_flow.caption, *(step.gap for step in stated_flow.steps if step.gap)))
    stated = join("; ", [(*row["outcome"], ": ", *to_bare(row["number"])) for _, row in rows])
    alt = (caption, ". ", *stated, ".", *_dashed(numbers, stated_flow.steps))
    used = source_line(numbers, source_ids(estimates))
    table = Table("flow", caption, COLUMNS, to_rows(rows, tuple(COLUMNS)), used, "Counts as printed.")
    labels = (*(each.text for each in boxes), *(each.aside for each in boxes if each.aside))
    return Chart(
        "flow", caption, alt, table, partial(_draw, tuple(boxes)), labels, finding=numbers.spans(stated_flow.finding)
    )


def _boxes(numbers: Numbers, steps: tuple[Step, ...]) -> list[Box]:
    """The steps where they are drawn: one that is known to follow to the right, another below."""
    follows = [True, *(step.gap is None for step in steps[1:])]
    columns = sum(follows)
    wide, between = (26, 37) if columns < 4 else (19, 27)
    across, y = -1, STEP * (len(steps) - columns) + 4
    boxes = []
    for number, step in enumerate(steps):
        across, y = (across + 1, y) if follows[number] else (across, y - STEP)
        text = _broken(_after_colons(numbers.spans(step.text)), 16 if wide > 20 else 12)
        narrow = max(map(len, to_text(text).split(BREAK))) <= 12
        aside = _aside(numbers, step, steps[number + 1]) if step.others else ()
        boxes.append(Box(text, aside, across * between, y, min(wide, 22) if narrow else wide, follows[number]))
    return boxes


def _aside(numbers: Numbers, step: Step, after: Step) -> Spans:
    """How many the next step leaves, and what is known of them."""
    left = _left(numbers, step, after)
    return _broken((Bare(left), f": {step.others}"), ASIDE)


def _left(numbers: Numbers, step: Step, after: Step) -> Shown:
    """How many patients of a step do not reach the next."""
    derivation = numbers.study.difference_of(step.estimate, after.estimate)
    assert derivation is not None, "a check refuses others whose number nothing derives"
    value = numbers.derived[derivation.id]
    return Shown(value.parts["value"], value.kind, value.id)


def _rows(numbers: Numbers, steps: tuple[Step, ...]) -> list[tuple[str, Row]]:
    """The rows of the figure's table: each step, followed by the patients who do not reach it, where they are known."""
    rows = [("", _row(numbers, numbers.study.estimates[steps[0].estimate]))]
    for step, after in pairwise(steps):
        rows.append(("", _row(numbers, numbers.study.estimates[after.estimate])))
        if step.others:
            words = f"{step.others[0].upper()}{step.others[1:]}"
            rows.append(("", {"outcome": (words,), "number": (_left(numbers, step, after),)}))
    return rows


def _row(numbers: Numbers, estimate: Estimate) -> Row:
    interval = numbers.interval(estimate)
    return {
        "outcome": (numbers.outcomes[estimate.outcome].label,),
        "whom": whom(numbers, estimate),
        "when": (numbers.when(estimate),),
        "number": (numbers.value(estimate),),
        "interval": (interval,) if interval else NONE,
    }


def _dashed(numbers: Numbers, steps: tuple[Step, ...]) -> Spans:
    """In words which steps are dashed."""
    known = numbers.study.estimates
    labels = [numbers.outcomes[known[step.estimate].outcome].label for step in steps]
    named = [f"{label[0].lower()}{label[1:]}" for label in labels]
    return tuple(
        f" The step from {before} to {after} is dashed: which patients, not stated."
        for (before, after), step in zip(pairwise(named), steps[1:], strict=True)
        if step.gap
    )


def _draw(boxes: tuple[Box, ...]) -> Figure:
    top = max(each.y for each in boxes) + HEIGHT + 2
    bottom = min(each.y - (HEIGHT if each.aside else 2) for each in boxes)
    figure, axes = canvas(INCHES * ((top - bottom) / (STEP + HEIGHT + 4)))
    axes.set(xlim=(-1, 101), ylim=(bottom, top))
    axes.axis("off")
    for each in boxes:
        box(axes, to_text(each.text), each.x, each.y, each.width)
    for before, after in pairwise(boxes):
        arrow(axes, *_ends(before, after), "solid" if after.follows else "dashed")
    for before, after in pairwise(boxes):
        if not after.follows:
            _unstated(axes, before, after)
    for each in boxes:
        if each.aside:
            middle = each.x + each.width / 2
            axes.plot([middle, middle], [each.y - 7, each.y], color=RULE, linewidth=1)
            text = to_text(each.aside)
            axes.text(each.x, each.y - 8, text, ha="left", va="top", size=9, color=MUTED, linespacing=1.15)
    return figure


def _ends(before: Box, after: Box) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where an arrow begins and ends: level from box to box, or down from one row to the next."""
    if after.follows:
        level = before.y + HEIGHT / 2
        return (before.x + before.width, level), (after.x, level)
    middle = before.x + min(before.width, after.width) / 2
    return (middle, before.y), (middle, after.y + HEIGHT)


def _unstated(axes: Axes, before: Box, after: Box) -> None:
    """The words beside a dashed arrow, on the side that has room."""
    (middle, start), (_, end) = _ends(before, after)
    side, off = ("right", -1.5) if before.x else ("left", 1.5)
    axes.text(middle + off, (start + end) / 2, LINK, ha=side, va="center", size=9, color=MUTED, linespacing=1.1)


def _after_colons(spans: Spans) -> Spans:
    """Words and numbers for a drawing, with a new line after a colon."""
    return tuple(each.replace(": ", f":{BREAK}") if isinstance(each, str) else each for each in to_bare(spans))


def _broken(spans: Spans, most: int) -> Spans:
    """Words and numbers in lines of so many characters; a number is never broken."""
    parts = [re.sub(" +", " ", span) if isinstance(span, str) else span for span in spans]
    one_line = "".join(span if isinstance(span, str) else span.text.replace(" ", "\u00a0") for span in parts)
    wrapper = textwrap.TextWrapper(most, break_on_hyphens=False, break_long_words=False)
    lines = [line for part in one_line.split(BREAK) for line in wrapper.wrap(part)]
    text, at, broken = BREAK.join(lines), 0, []
    for span in parts:
        length = len(to_text((span,)))
        broken.append(text[at : at + length] if isinstance(span, str) else span)
        at += length
    return tuple(broken)
