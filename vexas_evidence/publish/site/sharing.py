"""What others take from a page: citations in the formats of reference managers, and HTML for other pages."""

from __future__ import annotations

from collections.abc import Iterable

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.present.figures.chart import Chart
from vexas_evidence.present.records import title_of
from vexas_evidence.present.spans import Spans, to_html, to_marked
from vexas_evidence.publish import export
from vexas_evidence.publish.export import citations as citing
from vexas_evidence.publish.export import embedding
from vexas_evidence.publish.site.blocks import copy_anchor, download_links
from vexas_evidence.publish.site.markdown import Markdown, Writer, join, join_blocks, raw_html


def citations(writer: Writer) -> Markdown:
    """How to cite the summary and the article: on a page in each format, on paper as plain text."""
    parts: list[str] = []
    for work in citing.works(writer.numbers.evidence):
        parts += [f"### {fixed(f'sharing.works.{work.name}')}", writer.say(*citing.plain_text(work))]
        if writer.where == "html":
            for name, (_, write) in list(citing.FORMATS.items())[1:]:
                parts.append(_folded((name,), write(work), writer))
            files = {name: f"cite-{work.name}.{ending}" for name, (ending, _) in citing.FORMATS.items()}
            parts.append(raw_html(download_links(files)))
    return join_blocks(*parts)


def embeds(charts: Iterable[Chart], writer: Writer) -> Markdown:
    """HTML for each figure, and for each number that a figure shows; only a page has it."""
    if writer.where != "html":
        return Markdown("")
    numbers = writer.numbers
    drawn = list(charts)
    shown = {estimate.id: estimate for chart in drawn for estimate in embedding.proportions_of(numbers, chart)}
    parts: list[str] = [f"### {fixed('sharing.figures')}"]
    if numbers.evidence.report.address is None:
        parts.append(fixed("sharing.no-address"))
    for chart in drawn:
        link = download_links({fixed("sharing.picture"): embedding.picture_name(chart)})
        snippet = embedding.figure_snippet(numbers, chart)
        parts.append(_folded((*chart.title,), snippet, writer, link, copy_anchor(chart.name)))
    parts.append(f"### {fixed('sharing.numbers')}")
    for estimate in shown.values():
        parts.append(_folded(title_of(numbers, estimate), embedding.number_snippet(numbers, estimate), writer))
    return join_blocks(*parts)


def data(writer: Writer) -> Markdown:
    """The files in which other systems read the evidence; a page leads to them, paper does not."""
    if writer.where != "html":
        return Markdown("")
    lines: list[Markdown] = []
    for each in (*export.ALL, export.CRATE):
        link = f'<a href="../downloads/{each.name}" download>{each.name}</a>'
        lines.append(join("- `", link, "`{=html}: ", writer.say(*each.description)))
    return join_blocks(*lines)


def _folded(label: Spans, text: Spans, writer: Writer, link: str = "", place: str = "") -> Markdown:
    """A text to copy, which opens under its label; one click selects all of it."""
    head, words = (to_html(to_marked(spans), writer.where).replace("<br>", "\n") for spans in (label, text))
    named = f' id="{place}"' if place else ""
    markup = f'<details class="copy"><summary>{head}</summary><pre{named}>{words}</pre>{link}</details>'
    return raw_html(markup)
