"""The table of all outcomes with its plot: a row an estimate, its mark on one axis, its numbers in cells."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.statistics.statistic import SHOWN
from vexas_evidence.model.record import TIME_NOT_STATED
from vexas_evidence.present.how_estimated import margin
from vexas_evidence.present.marks import meaning
from vexas_evidence.present.spans import LEVEL, Spans, to_line
from vexas_evidence.present.tables import reported
from vexas_evidence.present.tables.absent import critical_absent, others_absent
from vexas_evidence.present.tables.reported import Group, ReportedRow
from vexas_evidence.publish.site.markdown import Markdown, Writer, div, inline, join, join_blocks
from vexas_evidence.publish.site.summary import drawn_marks
from vexas_evidence.publish.site.summary.numbered_table import cell, heading_row, numbered, table_markup

_WIDTHS = (34, 14, 11, 24, 7, 10)
TICKS = ("0%", "50%", "100%")
"""The ends and the middle of the axis."""


def outcome_table(writer: Writer, *, brief: bool = False, stated_only: bool = False) -> Markdown:
    """The legend of the marks, and the table with its caption.

    *brief* on one sheet, whose foot names the sources, and where as many outcomes stand as there is room for;
    *stated_only* where other words name what is not stated.
    """
    known = reported.groups(writer.numbers)
    room = (reported.ROOM_BESIDE_QUESTIONS if stated_only else reported.ROOM) if brief else None
    of_document = known if writer.where == "html" else reported.on_paper(writer.numbers)
    groups = reported.foremost(writer.numbers, room) if room else of_document
    has_all = not stated_only and (not brief or reported.has_room_for_all(writer.numbers))
    drawn_marks.draw_rows((line.mark for group in groups for line in group.lines), writer)
    rows = [*(row for group in groups for row in _group(group, writer)), *(_absent(writer) if has_all else ())]
    markup = table_markup("outcome-plot", _WIDTHS, _heads(writer), rows, writer.where, of_numbers=(4, 5))
    caption = fixed("outcomes.caption" if groups == known else "outcomes.caption-foremost")
    return join_blocks(
        *numbered("reported", "outcome-plot", markup, caption, legend(groups, writer)),
        div("table-notes", _notes(groups, "" if brief else reported.table_reported(writer.numbers).sources, writer)),
    )


def _heads(writer: Writer) -> tuple[str, ...]:
    ticks = drawn_marks.axis_ticks(TICKS, writer)
    outcome, when, counted, axis = map(escape, section("outcomes.heads").values())
    plot = f'{axis} <div class="plot-axis">{ticks}</div>'
    level = writer.cell((LEVEL,))
    return outcome, when, counted, plot, "%", level


def _group(group: Group, writer: Writer) -> Iterator[str]:
    yield heading_row(group.heading, group.remark, len(_WIDTHS), writer.cell(group.timing))
    for lines in reported.by_outcome(group.lines):
        yield from _of_arms(lines, writer) if len({line.about for line in lines}) > 1 else _of_times(lines, writer)


def _of_arms(lines: list[ReportedRow], writer: Writer) -> Iterator[str]:
    """The rows of an outcome that differ in more than their time, below its name."""
    first, *_ = lines
    place = f"t-reported-{first.estimate.outcome}"
    name = escape(first.outcome.removesuffix(first.about).rstrip(", "))
    yield (
        f'<tr><th class="outcome" colspan="{len(_WIDTHS)}" scope="rowgroup" id="{place}">'
        f"<strong>{name}</strong>{_remark(first)}</th></tr>"
    )
    for line in lines:
        head = f'<th class="outcome arm" scope="row" headers="{place}">{escape(line.about)}</th>'
        yield f"<tr>{head}{_cells(line, writer)}</tr>"


def _of_times(lines: list[ReportedRow], writer: Writer) -> Iterator[str]:
    """The rows of an outcome that differ in their time.

    On a page one head spans them. On paper it would be read after the numbers beside it, so the rows below the first
    have an empty one.
    """
    first, is_page = lines[0], writer.where == "html"
    for line in lines:
        name = f"{escape(first.outcome)}{_remark(first)}" if line is first else ""
        rows = f' rowspan="{len(lines)}"' if is_page else ""
        head = "" if is_page and line is not first else f'<th class="outcome" scope="row"{rows}>{name}</th>'
        yield f"<tr>{head}{_cells(line, writer)}</tr>"


def _remark(line: ReportedRow) -> str:
    return f' <span class="muted">· {escape(line.remark)}</span>' if line.remark else ""


def limits_cell(line: ReportedRow, writer: Writer) -> Spans:
    """The interval of a row, with a sign where a source prints it while others are calculated here."""
    if line.limits is None:
        return ()
    signed = line.limits.kind == "reported" and len(_kinds(reported.groups(writer.numbers))) > 1
    return (line.limits, fixed("outcomes.printed-sign")) if signed else (line.limits,)


def _kinds(groups: tuple[Group, ...]) -> set[str]:
    """Whether the intervals of a table are printed, calculated, or some are one and some the other."""
    return {line.limits.kind for group in groups for line in group.lines if line.limits}


def how_limited(writer: Writer) -> str:
    """Which intervals are printed by a source and which are calculated here."""
    kinds = _kinds(reported.groups(writer.numbers))
    if kinds == {"reported"}:
        return fixed("outcomes.method-printed")
    if "reported" in kinds:
        return fixed("outcomes.method-both", method=SHOWN, sign=fixed("outcomes.printed-sign"))
    return fixed("outcomes.method", method=SHOWN)


def _cells(line: ReportedRow, writer: Writer) -> str:
    limits = limits_cell(line, writer)
    muted = "" if line.mark is None or line.mark.filled else " muted"
    when: Spans = (fixed("tables.sign"),) if to_line(line.when) == TIME_NOT_STATED else line.when
    number = writer.cell((line.number, *margin(line.estimate)))
    cells = [cell("when", writer.cell(when)), cell(f"counted{muted}", writer.cell(line.counted))]
    if line.mark is None and not limits:  # no percentage: the number takes the room of the interval, too
        return "".join((*cells, cell("value", number, span=3)))
    cells.append(cell("plot", drawn_marks.plot_cell(line.mark, writer) if line.mark else ""))
    if not limits and "(" in line.number.text:  # a print that holds its interval
        return "".join((*cells, cell("value", f"<strong>{number}</strong>", span=2)))
    return "".join((*cells, cell("value", f"<strong>{number}</strong>"), cell("limits", writer.cell(limits))))


def _absent(writer: Writer) -> Iterator[str]:
    numbers = writer.numbers
    for group in critical_absent(numbers):
        yield heading_row(group.heading, group.remark, len(_WIDTHS))
        for label in group.labels:
            yield (
                f'<tr class="absent"><th class="outcome" scope="row" colspan="3">{escape(label)}</th>'
                f"{cell('plot', drawn_marks.plot_cell(None, writer))}"
                f"{cell('value muted', escape(group.short), span=2)}</tr>"
            )
    for group in others_absent(numbers):
        words = f"{group.heading}: {'; '.join(group.labels)}"
        yield f"<tr>{cell('muted', escape(words), span=len(_WIDTHS))}</tr>"


def legend(groups: tuple[Group, ...], writer: Writer) -> Markdown:
    """What the marks mean; only those that occur are explained."""
    used = {meaning(line.mark): line.mark for group in groups for line in group.lines if line.mark}
    parts = [
        part
        for words, mark in sorted(used.items())
        for part in (" ", inline("legend-entry", drawn_marks.inline(mark, writer.where), words))
    ]
    return div("marks-legend", join(*parts))


def _notes(groups: tuple[Group, ...], source: str, writer: Writer) -> Markdown:
    lines = [line for group in groups for line in group.lines]
    method = f"{how_limited(writer)} " if any(line.limits for line in lines) else ""
    legend = f"{fixed('tables.ns')} " if any(to_line(line.when) == TIME_NOT_STATED for line in lines) else ""
    is_all = len(lines) == sum(len(group.lines) for group in reported.groups(writer.numbers))
    more = "" if is_all else f"{fixed('findings.foremost' if source else 'outcomes.foremost')} "
    return writer.say(f"{more}{legend}{method}{source}".strip())
