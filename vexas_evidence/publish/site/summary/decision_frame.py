"""The evidence-to-decision frame as a panel fills it in: boxes to tick at each criterion, lines for its reasoning."""

from __future__ import annotations

from html import escape

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.statistics.full_reference import lowered
from vexas_evidence.present.sources_read import basis
from vexas_evidence.present.spans import BREAK, Spans, Strong, to_line
from vexas_evidence.present.tables.panel import compared
from vexas_evidence.present.tables.table import NONE, Row, Table
from vexas_evidence.publish.site.blocks import downloads
from vexas_evidence.publish.site.markdown import Markdown, Writer, div, join, join_blocks
from vexas_evidence.publish.site.summary.certainty import LONG_BLANK, options
from vexas_evidence.publish.site.summary.numbered_table import cell, numbered, table_markup

_WIDTHS = (15, 34, 35, 16)
_LINES = 3
"""So many lines to write on stand beside a criterion."""


def decision_frame(table: Table, writer: Writer) -> Markdown:
    """The line for what is compared, the frame with its caption, and what its words are not."""
    named = section("decision.heads")
    names = (named["says"], fixed("decision.judgment"), named["remarks"])
    remarks = (fixed("decision.basis", basis=lowered(basis(writer.numbers))), fixed("decision.tick"), "")
    labels = [f"{name} {remark}".strip() for name, remark in zip(names, remarks, strict=True)]
    muted = (f' <span class="muted">{escape(remark)}</span>' if remark else "" for remark in remarks)
    heads = (named["item"], *(f"{name}{remark}" for name, remark in zip(names, muted, strict=True)))
    rows = (_row(cells, labels, writer) for _, cells in table.rows)
    markup = table_markup("decision", _WIDTHS, heads, rows, writer.where)
    return join_blocks(
        _to_fill(writer),
        *numbered("decision", "decision-plot", markup, writer.say(table.title)),
        div("table-notes", writer.say(table.note)),
        *downloads(writer.where, {"CSV": "decision.csv"}),
    )


def _to_fill(writer: Writer) -> Markdown:
    """What is compared with what, where the study has no comparator a line to name one, and for whom and when."""
    numbers, blank = writer.numbers, "[]{.blank .long}"
    named, other = compared(numbers), numbers.evidence.question.comparator
    has_comparator = numbers.study.about.has_several_arms
    if has_comparator and other:
        intervention = f"{named[:1].upper()}{named[1:]}"
        subject = f"{writer.say(fixed('decision.compared', intervention=intervention, comparator=lowered(other)))} "
    else:
        why = fixed("decision.none-in-question" if has_comparator else "decision.none-in-study")
        subject = f"{writer.say(fixed('decision.to-name', why=why))} {blank} "
    return div("rated-by", join(subject, fixed("decision.to-fill", blank=blank)))


def _row(cells: Row, labels: list[str], writer: Writer) -> str:
    label, question = to_line(cells["item"]), to_line(cells["question"])
    criterion = f'{writer.cell((Strong(label), BREAK))}<span class="muted">{escape(question)}</span>'
    where: Spans = () if cells["where"] == NONE else cells["where"]
    says = writer.cell(cells["says"])
    if where:
        places = writer.cell(tuple(where)).replace("<br>", "; ")
        says = f'{says} <span class="muted place">{places}.</span>'
    boxes = options(to_line(cells["options"]).split("; "))
    lines = "<br>".join([LONG_BLANK] * _LINES)
    contents = zip(("says", "options", "reasoning"), labels, (says, boxes, lines), strict=True)
    filled = "".join(cell(kind, content, label=label) for kind, label, content in contents)
    return f'<tr><th class="criterion" scope="row">{criterion}</th>{filled}</tr>'
