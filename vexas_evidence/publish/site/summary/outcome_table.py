"""The table of all outcomes with its plot: a row an estimate, its mark on one axis, its numbers in cells."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.statistics.statistic import SHOWN
from vexas_evidence.model.record import TIME_NOT_STATED
from vexas_evidence.present.marks import meaning
from vexas_evidence.present.spans import Spans, Words, to_line
from vexas_evidence.present.tables import reported
from vexas_evidence.present.tables.reported import Group, Line
from vexas_evidence.publish.site.markdown import Markdown, Writer, join, join_blocks
from vexas_evidence.publish.site.summary import drawn_marks
from vexas_evidence.publish.site.summary.numbered_table import heading_row, numbered, table_markup

_WIDTHS = (34, 14, 12, 24, 6, 10)
TICKS = ("0%", "50%", "100%")


def outcome_table(writer: Writer, *, brief: bool = False) -> Markdown:
    """The legend of the marks, and the table with its caption; *brief* where a strip names what is not stated."""
    groups = reported.groups(writer.numbers)
    rows = [*(row for group in groups for row in _group(group, writer)), *(() if brief else _absent(writer))]
    markup = table_markup("outcome-plot", _WIDTHS, _heads(writer), rows, writer.where)
    return join_blocks(
        legend(groups, writer),
        *numbered("reported", "outcome-plot", markup, fixed("outcomes.caption")),
        join("::: {.table-notes}\n", _notes(groups, writer), "\n:::"),
    )


def _heads(writer: Writer) -> tuple[str, ...]:
    ticks = " ".join(writer.cell((Words(tick, "axis tick"),)) for tick in TICKS)
    outcome, when, counted, axis = map(escape, section("outcomes.heads").values())
    plot = f'{axis} <div class="plot-axis">{ticks}</div>'
    level = writer.cell((Words("95% CI", "confidence level"),))
    return outcome, when, counted, plot, "%", level


def _group(group: Group, writer: Writer) -> Iterator[str]:
    yield heading_row(group.heading, group.remark, len(_WIDTHS))
    for line, rows in reported.by_outcome(group.lines):
        yield f"<tr>{_name(line, rows, writer)}{_cells(line, writer)}</tr>"


def _name(line: Line, rows: int, writer: Writer) -> str:
    """The head of a row.

    On a page it spans the rows of its outcome. On paper it would be read after the numbers beside it, so the rows
    below it have an empty one.
    """
    more = f' <span class="muted">· {escape(line.remark)}</span>' if line.remark else ""
    if writer.where == "html":
        name = f'<th class="outcome" scope="row" rowspan="{rows}">{escape(line.outcome)}{more}</th>'
        return name if rows else ""
    return f'<th class="outcome" scope="row">{escape(line.outcome) if rows else ""}{more if rows else ""}</th>'


def _cells(line: Line, writer: Writer) -> str:
    limits: Spans = (line.limits,) if line.limits else ()
    muted = "" if line.mark is None or line.mark.filled else " muted"
    both = ' colspan="2"' if not limits and "(" in line.number.text else ""  # a print that holds its interval
    if line.mark is None and not limits:  # no percentage: the number takes the room of the interval, too
        number = f'<td class="value" colspan="3">{writer.cell((line.number,))}</td>'
    else:
        number = (
            f'<td class="plot">{drawn_marks.plot_cell(line.mark, writer) if line.mark else ""}</td>'
            f'<td class="value"{both}><strong>{writer.cell((line.number,))}</strong></td>'
            f"{'' if both else f'<td class={chr(34)}limits{chr(34)}>{writer.cell(limits)}</td>'}"
        )
    when: Spans = (fixed("tables.sign"),) if to_line(line.when) == TIME_NOT_STATED else line.when
    return (
        f'<td class="when">{writer.cell(when)}</td><td class="counted{muted}">{writer.cell(line.counted)}</td>{number}'
    )


def _absent(writer: Writer) -> Iterator[str]:
    numbers = writer.numbers
    if critical := reported.critical_not_stated(numbers):
        yield heading_row(fixed("outcomes.critical"), reported.critical_remark(numbers), len(_WIDTHS))
    if critical and writer.where != "html":  # paper has the strip with a frame for each
        names = "; ".join(outcome.label for outcome in critical)
        yield f'<tr><td colspan="{len(_WIDTHS)}">Not stated: {escape(names)}</td></tr>'
    for outcome in critical if writer.where == "html" else ():
        yield (
            f'<tr class="absent"><th class="outcome" scope="row" colspan="3">{escape(outcome.label)}</th>'
            f'<td class="plot">{drawn_marks.plot_cell(None, writer)}</td>'
            f'<td class="value muted" colspan="2">{escape(fixed("outcomes.absent"))}</td></tr>'
        )
    if others := reported.others_not_stated(numbers):
        words = fixed("outcomes.others", names="; ".join(outcome.label for outcome in others))
        yield f'<tr><td class="muted" colspan="{len(_WIDTHS)}">{escape(words)}</td></tr>'


def legend(groups: tuple[Group, ...], writer: Writer) -> Markdown:
    """What the marks mean; only those that occur are explained."""
    used = {meaning(line.mark): line.mark for group in groups for line in group.lines if line.mark}
    parts = [
        part
        for words, mark in sorted(used.items())
        for part in (" ", join("[", drawn_marks.inline(mark, writer.where), words, "]{.legend-entry}"))
    ]
    return join("::: {.marks-legend}\n", *parts, "\n:::")


def _notes(groups: tuple[Group, ...], writer: Writer) -> Markdown:
    lines = [line for group in groups for line in group.lines]
    source = reported.table_reported(writer.numbers).sources
    method = f"{fixed('outcomes.method', method=SHOWN)} "
    has_interval = any(line.limits for line in lines)
    legend = f"{fixed('tables.ns')} " if any(to_line(line.when) == TIME_NOT_STATED for line in lines) else ""
    return writer.say(f"{legend}{method if has_interval else ''}{source}")
