"""Tables, figures, records of numbers and passages of text as blocks of a page.

Tables and figures are numbered, with their captions and, where there is room, downloads. A record is written in full,
or in a line or two where there is no room.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import assert_never

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.wording.estimate_words import Register
from vexas_evidence.analysis.wording.statement_text import text_of
from vexas_evidence.model import KeyPoint, Passage, Standing
from vexas_evidence.model.vocabulary import Term
from vexas_evidence.present import design_words
from vexas_evidence.present.figures import canvas
from vexas_evidence.present.figures.chart import Chart, lines_of
from vexas_evidence.present.formats import Medium
from vexas_evidence.present.reader_records import reader_record
from vexas_evidence.present.records import MARKS, Field
from vexas_evidence.present.spans import Spans, anchor, escape_markdown, study_title
from vexas_evidence.present.tables import layout
from vexas_evidence.present.tables.table import NONE, Table
from vexas_evidence.publish.export import chart_metadata
from vexas_evidence.publish.site.markdown import (
    Markdown,
    Writer,
    div,
    folded,
    inline,
    join,
    join_blocks,
    raw_html,
    raw_typst,
    texts_for_tree,
)
from vexas_evidence.publish.site.report_data import Figure
from vexas_evidence.system.escaping import typst_string


def table(content: Table, writer: Writer) -> Markdown:
    """A table with its caption, which is written last and stands above it."""
    caption, links = writer.say(content.title), downloads(writer.where, {"CSV": f"{content.name}.csv"})
    laid_out = raw_html(layout.table_html(content, writer.where, writer.linked))
    return join_blocks(f"::: {{#tbl-{content.name}}}", laid_out, caption, ":::", *links)


def figure(drawn: Figure, writer: Writer) -> Markdown:
    """A figure with its caption, and its numbers as a table."""
    chart = drawn.chart
    files = {form: f"{chart.name}.{form.lower()}" for form in ("SVG", "PNG", "CSV")}
    files[fixed("figure.columns")] = chart_metadata.file_name(chart.name)
    data = raw_html(layout.table_html(chart.table, writer.where, writer.linked))
    if writer.where == "html":
        data = folded(fixed("figure.numbers"), data, attributes=' class="figure-data"')
    copy = f'<a href="cite.html#{copy_anchor(chart.name)}">{fixed("figure.copy")}</a> · '
    links = [raw_html(download_links(files, copy))] if writer.where == "html" else []
    return join_blocks(picture(drawn, writer), div("figure-numbers", data), *links)


def copy_anchor(name: str) -> str:
    """Return the place of the HTML of a figure on the page for those who cite."""
    return f"copy-{name}"


def picture(drawn: Figure, writer: Writer) -> Markdown:
    """A figure with its caption and without the table of its numbers, where the words around it give them."""
    caption, texts = _described(drawn.chart, writer), texts_of_drawing(drawn, writer)
    return join_blocks(*texts, f"::: {{#fig-{drawn.chart.name}}}", drawing(drawn, writer), caption, ":::")


def across_the_sheet(drawn: Figure, writer: Writer) -> Markdown:
    """A figure as wide as a sheet, its title above it; a page has it as a picture of a column."""
    if writer.where != "typst":
        return picture(drawn, writer)
    chart, row = drawn.chart, drawn.chart.row
    shown = row or chart.wide[0]
    svg = writer.svg(drawn.drawing(shown, "svg"))
    return join_blocks(
        join("**", writer.say(*chart.title), "**"),
        texts_for_tree(chart.description, "alt"),
        texts_for_tree(lines_of(shown)),
        raw_typst(f"#{typst_image(svg, chart.alt, '100%' if row else '86%')}"),
    )


def grid(name: str, head: Sequence[str], lines: Iterable[Sequence[Spans]], writer: Writer) -> Markdown:
    """A table without caption or download: cells of spans under a head of plain words.

    On a narrow screen each row is a card, whose cells repeat their heads; *name* is its own on the page.
    """
    page = writer.where == "html"
    heads = [(f"{name}-{column}", html.escape(word)) for column, word in enumerate(head)]
    named = ' id="{}"' if page else ""
    top = "".join(f'<th scope="col"{named.format(label)}>{word}</th>' for label, word in heads)
    rows = (
        [_cell(cell, each if page else None, writer) for cell, each in zip(row, heads, strict=True)] for row in lines
    )
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    marks = ' class="gt_table" data-quarto-disable-processing="true"' if page else ""
    # Word makes a table as wide as its sheet only where its columns have widths
    widths = f'<col style="width:{100 / len(heads):.2f}%;">' * len(heads) if writer.where == "docx" else ""
    markup = f"<table{marks}><colgroup>{widths}</colgroup><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    return raw_html(markup)


def _cell(cell: Spans, head: tuple[str, str] | None, writer: Writer) -> str:
    """A cell, which on a page knows its head; a phone leaves out one that says nothing."""
    marks = ""
    if head is not None:
        empty = ' class="none"' if cell == NONE else ""
        marks = f' headers="{head[0]}" data-label="{head[1]}"{empty}'
    return f"<td{marks}>{writer.cell(cell)}</td>"


def _described(chart: Chart, writer: Writer) -> Markdown:
    """What a figure shows, how to read it, and the sources of its numbers."""
    rest = writer.say(f"{chart.caption}. {chart.table.sources}")
    return join("**", writer.say(*chart.finding, "."), "** ", rest) if chart.finding else rest


def on_slide(drawn: Figure, writer: Writer, page: int) -> Markdown:
    """One of the wide drawings of a figure, which fills a slide, with its texts where they stay text."""
    chart, description = drawn.chart, texts_for_tree(drawn.chart.description, "alt")
    if writer.where == "pptx":
        # PowerPoint has the alternative text as a title, since Pandoc sets other words below the picture.
        path = writer.picture(chart.name, drawn.on_slides[page])
        return join_blocks(description, f'![]({path} "{escape_markdown(chart.alt)}")')
    svg = canvas.inline_svg(writer.svg(drawn.drawing(chart.wide[page], "svg")), chart.alt)
    return join_blocks(description, texts_for_tree(lines_of(chart.wide[page])), raw_html(svg))


def drawing(drawn: Figure, writer: Writer) -> Markdown:
    """The figure itself: SVG where text can stay text, a picture where it cannot."""
    chart, where = drawn.chart, writer.where
    alt = chart.alt
    if where == "docx" or where == "pptx":
        path = writer.picture(chart.name, drawn.drawing(chart.picture, "png"))
        return Markdown(f"![{escape_markdown(alt)}]({path}){{width=9.5cm}}")
    svg = writer.svg(drawn.drawing(chart.picture, "svg"))
    if where == "html":
        return raw_html(canvas.inline_svg(svg, alt))
    if where == "typst":
        return raw_typst(f"#{typst_image(svg, alt, '9cm')}")
    assert_never(where)


def texts_of_drawing(drawn: Figure, writer: Writer) -> Iterator[str]:
    """The alternative text of a figure, and the texts in it where these stay text, for the document tree."""
    yield texts_for_tree(drawn.chart.description, "alt")
    if writer.where in ("html", "typst"):
        yield texts_for_tree(lines_of(drawn.chart.picture))


def typst_image(svg: str, alt: str, width: str) -> str:
    """Write a drawing as a Typst expression."""
    return f'image(bytes({typst_string(svg)}), format: "svg", alt: {typst_string(alt)}, width: {width})'


def downloads(where: Medium, files: dict[str, str]) -> tuple[str, ...]:
    """Links to the files that hold the same content; a page has them, paper does not."""
    return (raw_html(download_links(files)),) if where == "html" else ()


def download_links(files: dict[str, str], before: str = "") -> str:
    """Write links to downloads, by what each is called."""
    links = " · ".join(f'<a href="../downloads/{name}" download>{form}</a>' for form, name in files.items())
    return f'<p class="downloads">{before}{fixed("figure.download", links=links)}</p>'


def record_blocks(writer: Writer) -> Iterator[Markdown]:
    """Yield one block for each estimate and each derived value, in the ledger's order."""
    numbers = writer.numbers
    for name in (*numbers.study.estimates, *numbers.derived, *numbers.judgements):
        body = _record_block(writer, name)
        standing = numbers.derived[name].standing if name in numbers.derived else "plain"
        yield body if standing == "plain" else marked(standing, join("\n\n", body))


def marked(standing: Standing, body: Markdown) -> Markdown:
    """Wrap a part in the element that says, in words too, what standing its numbers have."""
    return join(f"::: {{.{standing}}}\n**{escape_markdown(MARKS[standing])}** ", body, "\n:::")


def _record_block(writer: Writer, name: str) -> Markdown:
    record = reader_record(writer.numbers, name)
    heading = join("### ", writer.say(*record.title), " {.unnumbered .unlisted}")
    lead = [
        inline(f"record-{part}", writer.say(*spans))
        for part, spans in (("number", record.number), ("behind", record.behind))
        if spans
    ]
    between = " " if writer.where == "html" else "; "  # a page parts them by size and color
    status = [div("record-status", writer.say(record.status))] if record.status else []
    return join(
        f":::: {{#{anchor(name)} .record}}\n",
        join_blocks(
            heading,
            *([div("record-lead", join(between.join(lead)))] if lead else []),
            *_fields(record.first, writer),
            *status,
            *_folded(_fields(record.rest, writer), writer),
        ),
        "::::",
    )


def _fields(fields: Sequence[Field], writer: Writer) -> list[Markdown]:
    """The fields of a record; Word has no definition list, so that one line a field keeps a record together."""
    lines_of = [(label, writer.say(*spans)) for label, spans in fields]
    if writer.where == "docx":
        lines = [join("\\\n" if at else "", f"{label}: ", text) for at, (label, text) in enumerate(lines_of)]
        return [join(*lines)]
    return [
        join(label, *(part for _, text in of_label for part in ("\n:   ", text)))
        for label, of_label in groupby(lines_of, key=itemgetter(0))
    ]


def _folded(parts: list[Markdown], writer: Writer) -> list[Markdown]:
    """Parts that a page folds away; paper shows them."""
    if writer.where != "html":
        return parts
    return [folded(html.escape(fixed("record.more")), *parts, attributes=' class="record-more"')]


def passage_block(passage: Passage | KeyPoint, writer: Writer) -> Markdown:
    """A passage as one paragraph, its title in bold before it."""
    return join("**", writer.prose(passage.title), ".** ", writer.prose(text_of(writer.numbers, passage)))


def passage_section(
    passage: Passage | KeyPoint, writer: Writer, level: str = "###", register: Register = "professional"
) -> Markdown:
    """A passage under its title as a heading; one that is no finding is marked so."""
    text = writer.prose(text_of(writer.numbers, passage, register))
    if passage.standing != "plain":
        text = marked(passage.standing, text)
    return join(f"{level} ", writer.prose(passage.title), f" {{#{passage.id}}}\n\n", text)


def study_heading(writer: Writer) -> Markdown:
    """The title of the study, at the head of a document; a page has a title of its own above it."""
    level = "##" if writer.where == "html" else "#"
    title = writer.say(study_title(writer.numbers))
    return join(f"{level} ", title, " {.study-title .unnumbered .unlisted}")


def not_entered(part: str) -> Markdown:
    """The words in place of a part of the report that nobody has written."""
    return Markdown(f"*{design_words.not_entered(part)}*")


def definitions(terms: Iterable[Term], writer: Writer) -> Markdown:
    """A definition list of terms and their meanings; nothing where there are none."""
    parts: list[Markdown] = []
    for each in terms:
        said = writer.say(each.term)
        if writer.where == "html":  # a place of its own, which the scripts of the other pages lead to
            said = join("[", said, f"]{{#term-{re.sub(r'[^a-z0-9]+', '-', each.term.lower()).strip('-')}}}")
        parts.append(join(said, "\n:   ", writer.say(each.meaning)))
    return join_blocks(*parts) if parts else Markdown("")
