"""What named persons judged of each result, a result a row, else empty cells: its risk of bias, the GRADE domains.

The risk of bias is judged by the tool that the design asks for.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.spans import Words, fixed_spans
from vexas_evidence.present.tables.outcomes import rated
from vexas_evidence.present.tables.panel import DOMAINS
from vexas_evidence.present.tables.reported import rows_to_weigh
from vexas_evidence.present.tables.summary_of_findings import lines
from vexas_evidence.publish.site.blocks import not_entered
from vexas_evidence.publish.site.markdown import Markdown, Writer, join_blocks
from vexas_evidence.publish.site.summary.numbered_table import numbered, table_markup

_RESULT, _RATER = 19, 14
"""The width of the first and of the last column, in per cent; the first has what the others leave."""


def bias_table(writer: Writer) -> Markdown:
    """The table with its caption, and what it leaves empty; why there is none without a tool or a result."""
    tool = writer.numbers.study.about.bias_tool
    if tool is None:
        return Markdown(fixed("bias.no-tool"))
    ratings = ", ".join(tool.ratings)
    caption = writer.say(*fixed_spans("bias.title", tool=Words(tool.name, "name"), ratings=ratings))
    columns = {str(domain): section("bias.domains")[domain] for domain in tool.domains}
    return _grid("bias", caption, columns, writer) or not_entered("bias")


def domain_table(writer: Writer) -> Markdown:
    """What named persons rated of each GRADE domain, an outcome a row; a cell is empty until one has."""
    return _grid("ratings", Markdown(fixed("domains.to-rate")), {**DOMAINS, **section("domains.short")}, writer)


def _grid(name: str, caption: Markdown, columns: Mapping[str, str], writer: Writer) -> Markdown:
    """A row a result, a column a matter to judge, and who judged when; nothing where no result is rated."""
    results = _results(writer.numbers)
    if not results:
        return Markdown("")
    width, rest = divmod(100 - _RESULT - _RATER, len(columns))
    widths = (_RESULT + rest, *([width] * len(columns)), _RATER)
    heads = map(escape, (fixed("bias.result"), *columns.values(), fixed("bias.rater")))
    rows = (_row(row, title, columns, writer) for row, title in results)
    markup = table_markup("bias", widths, heads, rows, writer.where)
    return join_blocks(*numbered(name, "rated-plot" if writer.numbers.in_force else "bias-plot", markup, caption))


def _results(numbers: Numbers) -> list[tuple[str, str]]:
    """The rows that are rated, each with its title; of a study without ``appraisal.yml`` those of its comparisons."""
    compared = [] if numbers.study.appraisal.outcomes else [("", line.title) for line in lines(numbers)]
    return compared or [(row.id, row.title) for row in rows_to_weigh(numbers) if row.estimates]


def _row(row: str, title: str, columns: Mapping[str, str], writer: Writer) -> str:
    judged = (each for each in writer.numbers.in_force if row and each.outcome == row)
    given = {each.of: each for each in judged if each.of in columns}
    cells = {each: writer.cell((rated(given[each]),)) if each in given else "&nbsp;" for each in columns}
    filled = "".join(f'<td data-label="{escape(columns[each])}">{cell}</td>' for each, cell in cells.items())
    raters = escape(", ".join(dict.fromkeys(each.rater for each in given.values()))) or "&nbsp;"
    return (
        f'<tr><th class="result" scope="row">{escape(title)}</th>'
        f'{filled}<td class="muted" data-label="{fixed("bias.rater")}">{raters}</td></tr>'
    )
