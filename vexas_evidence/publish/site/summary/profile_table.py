"""The summary of outcomes of the evidence profile: what a panel rates, with room to do so.

Critical outcomes that are not stated stand first, in one short row each; then at most seven outcomes with data, one a
row, with their plot. A rating stands only where a named person gave it (GRADE handbook, chapter 5); where none is, four
boxes are to be ticked for the certainty that what lies where (GRADE guidelines 26, doi:10.1016/j.jclinepi.2019.10.014).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import NOT_APPLICABLE, Numbers
from vexas_evidence.model import Estimate, OutcomeRow
from vexas_evidence.model.record import TIME_NOT_STATED
from vexas_evidence.present.spans import LEVEL, Spans, to_line
from vexas_evidence.present.spans import join as join_spans
from vexas_evidence.present.tables.absent import critical_absent
from vexas_evidence.present.tables.reported import Group, ReportedRow, line_of, results, rows_to_weigh
from vexas_evidence.present.tables.summary_of_findings import importance
from vexas_evidence.publish.site.markdown import Markdown, Writer, div, join, join_blocks
from vexas_evidence.publish.site.summary.certainty import certainty_cell, certainty_head, option, rated_by, ratings
from vexas_evidence.publish.site.summary.drawn_marks import axis_ticks, draw_rows, plot_cell, width_on_sheet
from vexas_evidence.publish.site.summary.numbered_table import cell, heading_row, numbered, table_markup
from vexas_evidence.publish.site.summary.outcome_table import TICKS, how_limited, legend, limits_cell
from vexas_evidence.system.grouping import grouped

_WIDTHS = (16, 7, 10, 8, 4, 6, 12, 21, 16)
_COLUMNS = len(_WIDTHS)
_PLOT_CM = width_on_sheet(_WIDTHS[6])
_MOST_ALSO = 20
"""How many numbers without a row a reader can take in below the table."""


def profile_table(writer: Writer) -> Markdown:
    """The table with its caption, and what its boxes are for."""
    shown = [name for row in rows_to_weigh(writer.numbers) for name in row.estimates]
    lines = tuple(line_of(writer.numbers, writer.numbers.study.estimates[name]) for name in shown)
    draw_rows((line.mark for line in lines), writer, width=_PLOT_CM)
    rows = [*_absent(writer), *_stated(writer)]
    markup = table_markup("outcome-plot profile", _WIDTHS, _heads(writer), rows, writer.where, of_numbers=(4, 5))
    is_printed = any(line.limits.kind == "reported" for line in lines if line.limits)
    return join_blocks(
        *numbered("profile", "profile-plot", markup, fixed("profile.title")),
        *also_reported(shown, writer),
        rated_by(writer),
        legend((Group("", "", lines),), writer),
        *((div("table-notes", how_limited(writer)),) if is_printed else ()),
    )


def also_reported(shown: Iterable[str], writer: Writer) -> Iterator[Markdown]:
    """The results that have no row, or where they are many, of which outcomes; nothing where all have one."""
    numbers, known = writer.numbers, set(shown)
    rest = [line for line in results(numbers) if line.estimate.id not in known]
    if len(rest) > _MOST_ALSO:
        names = dict.fromkeys(numbers.outcomes[line.estimate.outcome].label for line in rest)
        yield div("also", join(f"**{fixed('profile.also-named')}** ", writer.say("; ".join(names), ".")))
    elif rest:
        alike = grouped(rest, lambda line: (line.estimate.outcome, to_line(line.when)))
        said = join_spans(". ", (_said(of_one, numbers) for of_one in alike.values()))
        yield div("also", join(f"**{fixed('profile.also')}** ", writer.say(*said, ".")))


def _said(lines: list[ReportedRow], numbers: Numbers) -> Spans:
    """Results in one phrase: the outcome, when, and each number with its measure and arm, and how many of how many."""
    first, *_ = lines
    outcome = numbers.outcomes[first.estimate.outcome].label
    when: Spans = () if to_line(first.when) in (TIME_NOT_STATED, NOT_APPLICABLE) else (", ", *first.when)
    each: list[Spans] = []
    for line in lines:
        counted: Spans = (" (", *line.counted, ")") if numbers.fraction(line.estimate) else ()
        each.append((f"{line.about} ".lstrip(), line.number, *counted))
    return (f"{outcome}{_surrogate(numbers, [first.estimate])}", *when, ": ", *join_spans("; ", each))


def _by_outcome(row: OutcomeRow, writer: Writer) -> dict[str, list[Estimate]]:
    """The estimates of a row by the label of their outcome."""
    return grouped((writer.numbers.study.estimates[name] for name in row.estimates), writer.numbers.label)


def _heads(writer: Writer) -> tuple[str, ...]:
    heads = section("profile.heads")
    ticks = axis_ticks(TICKS, writer, _PLOT_CM)
    plot = f'{heads["plot"]} <div class="plot-axis">{ticks}</div>'
    level = writer.cell((LEVEL,))
    status = writer.numbers.evidence.question.outcomes.status
    of_rows = ((row, of_one) for row in rows_to_weigh(writer.numbers) for of_one in _by_outcome(row, writer).values())
    to_tick = any(_has_times_to_tick(row, of_one, writer) for row, of_one in of_rows)
    when = f'{heads["when"]} <span class="muted">({heads["tick"]})</span>' if to_tick else heads["when"]
    return (
        heads["outcome"],
        fixed("profile.heads.importance", status=status),
        when,
        heads["counted"],
        "%",
        level,
        plot,
        certainty_head(writer.where),
        heads["means"],
    )


def _absent(writer: Writer) -> Iterator[str]:
    empty = plot_cell(None, writer, width=_PLOT_CM)
    for group in critical_absent(writer.numbers):
        yield heading_row(group.heading, group.remark, _COLUMNS)
        for label in group.labels:
            yield (
                f'<tr class="absent"><th class="outcome" scope="row">{escape(label)}</th>'
                f"<td>{fixed('importance.critical')}</td>"
                f"{cell('muted', group.short, span=4)}{cell('plot', empty)}"
                f"{cell('muted', fixed('profile.no-figure'), span=2)}</tr>"
            )


def _stated(writer: Writer) -> Iterator[str]:
    rows = [row for row in rows_to_weigh(writer.numbers) if row.estimates]
    if rows:
        yield heading_row(fixed("profile.stated"), fixed("profile.order"), _COLUMNS)
    for row in rows:
        yield from _lines(row, writer)


def _lines(row: OutcomeRow, writer: Writer) -> Iterator[str]:
    """A row an outcome, as certainty is rated by outcome; its times stand below each other within the cells."""
    numbers, outcomes = writer.numbers, _by_outcome(row, writer)
    for place, (label, of_one) in enumerate(outcomes.items()):
        name = row.title if len(outcomes) == 1 else label
        surrogate = _surrogate(numbers, of_one)
        important = importance(numbers, [each.outcome for each in of_one])
        yield "".join(
            (
                f'<tr><th class="outcome" scope="row"><strong>{escape(name)}</strong>{surrogate}',
                f"{_definition(of_one, row, writer)}</th><td>{important}</td>",
                *_numbers(row, of_one, writer),
                cell("certainty", _certainty(row, of_one, writer)),
                f"<td>{writer.cell(numbers.spans(row.plain)) if place == 0 else ''}</td></tr>",
            )
        )


def _surrogate(numbers: Numbers, estimates: list[Estimate]) -> str:
    is_surrogate = any(numbers.outcomes[each.outcome].surrogate for each in estimates)
    return f" ({fixed('tables.surrogate')})" if is_surrogate else ""


def _numbers(row: OutcomeRow, estimates: list[Estimate], writer: Writer) -> Iterator[str]:
    """The cells of the numbers of one outcome: time, who was counted, percentage, interval, plot.

    Certainty is that of one time, so where an outcome has several that nobody has rated, each has a box to tick.
    """
    lines = [line_of(writer.numbers, each) for each in estimates]
    times = [writer.cell(line.when) for line in lines]
    when = map(option, times) if _has_times_to_tick(row, estimates, writer) else times
    numbers = "<br>".join(writer.cell((line.number,)) for line in lines)
    yield cell("when", "<br>".join(when))
    yield cell("counted", "<br>".join(writer.cell(line.counted) for line in lines))
    if not any(line.mark or line.limits for line in lines):  # no percentage: its cell has the room of those beside it
        yield cell("value", numbers, span=3)
        return
    yield cell("value", numbers)
    yield cell("limits", "<br>".join(writer.cell(limits_cell(line, writer)) or "&nbsp;" for line in lines))
    drawn = (plot_cell(line.mark, writer, width=_PLOT_CM) for line in lines if line.mark)
    yield cell("plot", ("" if writer.where == "html" else "<br>").join(drawn))


def _has_times_to_tick(row: OutcomeRow, estimates: list[Estimate], writer: Writer) -> bool:
    return len({each.timepoint for each in estimates}) > 1 and not ratings(writer, row)


def _definition(estimates: list[Estimate], row: OutcomeRow, writer: Writer) -> str:
    about, named = writer.numbers.study.about, {each.outcome for each in estimates}
    found = [
        writer.numbers.spans(each.text)
        for each in about.definitions
        if each.outcome in row.definitions and each.outcome in named
    ]
    return f'<br><span class="muted">{writer.cell(join_spans(" ", found))}</span>' if found else ""


def _certainty(row: OutcomeRow, estimates: list[Estimate], writer: Writer) -> str:
    """The cell to rate; where no denominator is known, it says that imprecision cannot be judged."""
    unknown = [writer.numbers.denominator(each) is None for each in estimates]
    lacking = "no-denominator" if all(unknown) else "no-denominator-at-some-times"
    return certainty_cell(writer, row, fixed(f"profile.{lacking}") if any(unknown) else "")
