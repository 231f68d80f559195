"""The figure of all outcomes: a row an estimate with who was counted, its mark on one axis, and its number.

A page has the table of outcomes in its place; slides and other pages have the figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Estimate
from vexas_evidence.present.figures.chart import (
    COLUMN,
    COLUMNS,
    MOST_WORDS,
    SLIDE,
    SLIDE_HEIGHT,
    Chart,
    fill_slide,
    row_of,
    short_title,
    titled,
)
from vexas_evidence.present.figures.marks_drawn import axis_row, axis_words, interval_sample, legend
from vexas_evidence.present.figures.picture import (
    INK,
    MUTED,
    Frame,
    PictureBlock,
    pages,
    rule,
    side_by_side,
    space,
    stacked,
    width_of,
    words,
)
from vexas_evidence.present.spans import LEVEL, Bare, Spans, Words, in_brackets, join, to_bare, to_text
from vexas_evidence.present.tables.reported import Group, ReportedRow, foremost, groups
from vexas_evidence.present.tables.table import Table, table_of

_MOST = (0.385, 0.155, 0.115, 0.145)
"""The parts of a slide's width that outcome, time, who was counted, and number with interval have at most."""
_GAP = 4.0
_MOST_SLIDES = 3
"""More slides than these show the outcomes that the question rates highest, and no others."""


def plot_proportions(numbers: Numbers) -> Chart | None:
    """All percentages of participants with an outcome, and all estimates over time; None without any."""
    lines = _with_marks(groups(numbers))
    if not lines:
        return None
    caption, title, shown = fixed("proportions.caption"), _title(lines), rows_on_slides(numbers)
    table = _table(numbers, caption, lines)
    picture = titled(title, _column(lines, COLUMN))
    wide = fill_slide(lambda frame: tuple(_pages(shown, frame)))
    return Chart("proportions", title, caption, _alt(numbers, caption, lines), table, picture, wide)


def rows_on_slides(numbers: Numbers) -> list[ReportedRow]:
    """Return the rows that slides have room for: all, or those of the outcomes that the question rates highest."""
    rows = _with_marks(groups(numbers))
    return rows if not rows or len([*_pages(rows, SLIDE)]) <= _MOST_SLIDES else _with_marks(foremost(numbers))


def _with_marks(known: tuple[Group, ...]) -> list[ReportedRow]:
    return [line for group in known for line in group.lines if line.mark]


def _title(lines: list[ReportedRow]) -> Spans:
    """The numbers of the outcome that stands first, where there is room, and how many denominators are not stated."""
    known = [line for line in lines if line.mark and line.mark.filled]
    if not known:
        said = fixed("proportions.known.nowhere")
    elif len(known) == len(lines):
        said = fixed("proportions.known.everywhere")
    else:
        said = fixed("proportions.known.rarely" if 2 * len(known) < len(lines) else "proportions.known.mostly")
    otherwise = f"{said[0].upper()}{said[1:]}"
    first = next(_by_name(lines))
    shown: list[Spans] = [(Bare(line.number),) for line in first]
    each = (*join(", ", shown[:-1]), *((f" {fixed('figures.and')} ",) if len(first) > 1 else ()), *shown[-1])
    full = (f"{first[0].outcome} ", *each, f"; {said}")
    return full if len(to_text(full).split()) <= MOST_WORDS else short_title((), (otherwise,))


def _number(line: ReportedRow, *, brief: bool = False) -> Spans:
    """The number and the limits of its interval; *brief* without what is printed in brackets, which the plot shows."""
    shown = replace(line.number, text=line.number.text.partition(" (")[0]) if brief else line.number
    return to_bare((shown, *in_brackets(line.limits)))


def _column(lines: list[ReportedRow], frame: Frame) -> PictureBlock:
    """The outcomes below each other, each with its times, who was counted, and its row of the axis."""
    width, size = frame.width, frame.size
    blocks = [axis_words(width, size)]
    for of_one in _by_name(lines):
        first = of_one[0]
        named = f"{first.outcome} ({first.remark})" if first.remark else first.outcome
        blocks += [space(size * 0.4), words((named,), width, size, weight="semibold")]
        for line in of_one:
            number = words(_number(line), width * 0.38, size, weight="semibold", align="right")
            when = words((*to_bare(line.when), ", ", *to_bare(line.counted)), width * 0.6, size, color=MUTED)
            blocks += [side_by_side(((0, when), (width * 0.62, number))), axis_row(line.mark, frame)]
    return stacked((*blocks, *_foot(lines, frame)))


def _foot(lines: list[ReportedRow], frame: Frame) -> Iterator[PictureBlock]:
    """What the marks and the lines through them mean."""
    marks = [line.mark for line in lines if line.mark]
    yield space(frame.size * 0.25)
    yield legend(marks, frame.width, frame.size, interval_sample(marks, frame.size))


def _pages(lines: list[ReportedRow], frame: Frame) -> Iterator[PictureBlock]:
    """Wide tables with a plot, each as high as a slide; an outcome with all its times stays on one."""
    columns = _columns(lines, frame)
    blocks = (_outcome(of_one, columns, frame.size) for of_one in _by_name(lines))
    return pages(blocks, SLIDE_HEIGHT, _head(columns, frame), stacked(_foot(lines, frame)))


def _columns(lines: list[ReportedRow], frame: Frame) -> tuple[float, ...]:
    """The widths of the columns: those of words have what their longest needs, and the axis has all the rest."""
    rows = [((line.outcome,), to_bare(line.when), to_bare(line.counted), _number(line, brief=True)) for line in lines]
    texts = zip(_names(), *rows, strict=True)
    wanted = (max(width_of(text, frame.size, "semibold") for text in column) + 3 * _GAP for column in texts)
    outcome, when, counted, last = (min(each, most * frame.width) for each, most in zip(wanted, _MOST, strict=True))
    return outcome, when, counted, frame.width - outcome - when - counted - last, last


def _names() -> tuple[Spans, ...]:
    names = (fixed("outcomes.heads.outcome"), fixed("outcomes.heads.when"), fixed("proportions.counted"))
    return (*((name,) for name in names), ("% (", LEVEL, ")"))


def _head(columns: tuple[float, ...], frame: Frame) -> PictureBlock:
    *names, percent = _names()
    size = frame.size
    blocks = [words(name, width, size, weight="semibold") for name, width in zip(names, columns, strict=False)]
    blocks.append(axis_words(columns[3], size))
    blocks.append(words(percent, columns[4], size, weight="semibold", align="right"))
    return stacked((_across(blocks, columns), rule(frame.width, INK, 1.5), space(3)))


def _outcome(of_one: list[ReportedRow], columns: tuple[float, ...], size: float) -> PictureBlock:
    """The name of an outcome on the left, its times below each other beside it."""
    rows = stacked(_wide_row(each, columns, size) for each in of_one)
    return side_by_side(((0, words((of_one[0].outcome,), columns[0] - _GAP, size)), (0, rows)))


def _by_name(lines: list[ReportedRow]) -> Iterator[list[ReportedRow]]:
    """Yield the rows of each outcome that has one name: it differs by measure, subgroup and arm."""
    for _, of_one in groupby(lines, key=lambda line: (line.outcome, line.remark)):
        yield list(of_one)


def _wide_row(line: ReportedRow, columns: tuple[float, ...], size: float) -> PictureBlock:
    cells = zip((to_bare(line.when), to_bare(line.counted)), columns[1:3], strict=True)
    blocks = [words(cell, width - _GAP, size, color=MUTED) for cell, width in cells]
    blocks.append(axis_row(line.mark, Frame(columns[3], size)))
    blocks.append(words(_number(line, brief=True), columns[4], size, weight="semibold", align="right"))
    return _across([space(0), *blocks], columns)


def _across(blocks: list[PictureBlock], columns: tuple[float, ...]) -> PictureBlock:
    return side_by_side((sum(columns[:number]), block) for number, block in enumerate(blocks))


def _table(numbers: Numbers, caption: str, lines: list[ReportedRow]) -> Table:
    rows = (("", row_of(numbers, e.estimate, e.outcome, e.number, _interval(numbers, e.estimate))) for e in lines)
    estimates = (line.estimate for line in lines)
    return table_of(numbers, "proportions", caption, COLUMNS, rows, estimates, fixed("figures.note"))


def _interval(numbers: Numbers, estimate: Estimate) -> Spans:
    """The interval, or why there is none."""
    known = numbers.computed_ci(estimate)
    return (known,) if known else (Words(numbers.statistics.why_unknown(estimate.id, "lower"), "derived"),)


def _alt(numbers: Numbers, caption: str, lines: list[ReportedRow]) -> Spans:
    parts: list[Spans] = []
    for line in lines:
        said: Spans = (line.outcome, ", ", numbers.when(line.estimate), ": ", Bare(line.number), ", ")
        parts.append((*said, *to_bare(_interval(numbers, line.estimate))))
    return (caption, ". ", *join("; ", parts), ".")
