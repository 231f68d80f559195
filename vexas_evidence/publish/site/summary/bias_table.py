"""Risk of bias, a result a row, by the tool that the design asks for: named persons' judgments, else empty cells."""

from __future__ import annotations

from html import escape

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Judgement
from vexas_evidence.model.texts.bias_tools import BiasTool
from vexas_evidence.present.spans import BREAK, Spans, Words, join
from vexas_evidence.present.tables.comparison import lines
from vexas_evidence.present.tables.outcomes import rated
from vexas_evidence.publish.site.markdown import Markdown, Writer, join_blocks, raw_html

_RESULT, _RATER = 20, 12
"""The width of the first and of the last column, in per cent."""
UNKNOWN = (
    "Which tool for the risk of bias applies depends on whether participants were randomized, which the data of this "
    "study do not state."
)


def bias_table(writer: Writer) -> Markdown:
    """The table with its caption, and what it leaves empty; why there is none where the design names no tool."""
    numbers = writer.numbers
    tool, results = numbers.study.about.bias_tool, _results(numbers)
    if tool is None:
        return Markdown(UNKNOWN)
    if not results:
        return Markdown("")
    width = (100 - _RESULT - _RATER) / len(tool.domains)
    widths = (_RESULT, *([width] * len(tool.domains)), _RATER)
    columns = "".join(f'<col style="width:{each:.1f}%;">' for each in widths)
    done = "true" if writer.where == "html" else "false"
    heads = "".join(
        f'<th scope="col">{escape(head)}</th>' for head in ("Result", *tool.domains.values(), "Rater, date")
    )
    rows = "\n".join(_row(title, _given(numbers, row, tool), tool, writer) for row, title in results)
    marks = f'class="gt_table bias" data-quarto-disable-processing="{done}" data-quarto-bootstrap="false"'
    markup = (
        f"<table {marks}><colgroup>{columns}</colgroup><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )
    return join_blocks(
        ":::: {.bias-plot}",
        "::: {#tbl-bias}",
        raw_html(markup),
        writer.say("Risk of bias of each result, ", Words(tool.name, "name"), f" ({', '.join(tool.ratings)})"),
        ":::",
        "::::",
    )


def _results(numbers: Numbers) -> list[tuple[str, str]]:
    """The rows that are rated, each with its title; of a study without ``appraisal.yml`` those of its comparisons."""
    rows = [(row.id, row.title) for row in numbers.study.appraisal.outcomes if row.estimates]
    return rows or [("", line.title) for line in lines(numbers)]


def _given(numbers: Numbers, row: str, tool: BiasTool) -> dict[str, Judgement]:
    return {each.of: each for each in numbers.in_force if row and each.outcome == row and each.of in tool.domains}


def _row(title: str, given: dict[str, Judgement], tool: BiasTool, writer: Writer) -> str:
    cells = {each: writer.cell((rated(given[each]),)) if each in given else "&nbsp;" for each in tool.domains}
    filled = "".join(f'<td data-label="{escape(tool.domains[each])}">{cell}</td>' for each, cell in cells.items())
    who = dict.fromkeys((each.rater, each.date.isoformat()) for each in given.values())
    named: list[Spans] = [(f"{rater}, ", Words(day, "date")) for rater, day in who]
    told = writer.cell(join(BREAK, named)) or "&nbsp;"
    return (
        f'<tr><th class="result" scope="row">{escape(title)}</th>'
        f'{filled}<td class="muted" data-label="Rater, date">{told}</td></tr>'
    )
