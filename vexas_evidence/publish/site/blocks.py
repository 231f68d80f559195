"""Tables and figures as numbered blocks of a page, with their captions and, where there is room, downloads."""

from __future__ import annotations

import hashlib
import html
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from vexas_evidence.present.figures import canvas
from vexas_evidence.present.figures.chart import Chart, drawn
from vexas_evidence.present.formats import Medium
from vexas_evidence.present.spans import Spans, escape_markdown, to_html, unlinked
from vexas_evidence.present.tables import layout
from vexas_evidence.present.tables.table import NONE, Table
from vexas_evidence.publish.coverage import manifest
from vexas_evidence.publish.coverage.manifest import Entry
from vexas_evidence.publish.site.markdown import Markdown, Writer, blocks, document, run
from vexas_evidence.system.escaping import quoted
from vexas_evidence.system.files import atomic_write


def table(content: Table, writer: Writer) -> Markdown:
    """A table with its caption, which is written last and stands above it."""
    caption, data = _caption("Table", writer.say(content.title)), _laid_out(content, writer)
    links = _downloads(writer.where, {"CSV": f"{content.name}.csv"})
    body = blocks(f"::: {{#tbl-{content.name}}}", data.text, caption.text, ":::", *links)
    return Markdown(body.text, caption.entries + data.entries)


def figure(chart: Chart, svg_of: Callable[[], str], png_of: Callable[[], bytes], writer: Writer) -> Markdown:
    """A figure with its caption, and its numbers as a table."""
    files = {"SVG": f"{chart.name}.svg", "PNG": f"{chart.name}.png", "CSV": f"figure-{chart.name}.csv"}
    data = _laid_out(chart.table, writer)
    if writer.where == "html":
        data = blocks(
            raw_html('<details class="figure-data"><summary>Numbers of this figure</summary>'),
            data,
            raw_html("</details>"),
        )
    return blocks(
        f"::: {{#fig-{chart.name}}}",
        drawing_of(chart, svg_of, png_of, writer),
        _caption("Figure", _described(chart, writer)),
        ":::",
        "::: {.figure-numbers}",
        data,
        ":::",
        *_downloads(writer.where, files),
    )


def picture(chart: Chart, svg_of: Callable[[], str], png_of: Callable[[], bytes], writer: Writer) -> Markdown:
    """A figure with its caption and without the table of its numbers, where the words around it give them."""
    caption = _caption("Figure", _described(chart, writer))
    return blocks(f"::: {{#fig-{chart.name}}}", drawing_of(chart, svg_of, png_of, writer), caption, ":::")


def grid(name: str, head: Sequence[str], lines: Iterable[Sequence[Spans]], writer: Writer) -> Markdown:
    """A table without caption or download: cells of spans under a head of plain words.

    On a narrow screen each row is a card, whose cells repeat their heads; *name* is its own on the page.
    """
    rows = list(lines)
    page = writer.where == "html"
    heads = [(f"{name}-{column}", html.escape(word)) for column, word in enumerate(head)]
    top = "".join(_head(label, word) if page else f'<th scope="col">{word}</th>' for label, word in heads)
    cells = [
        [_cell(cell, each if page else None, writer) for cell, each in zip(row, heads, strict=True)] for row in rows
    ]
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in cells)
    marks = ' class="gt_table grid" data-quarto-disable-processing="true"' if page else ' class="grid"'
    markup = f"<table{marks}><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    told = (entry for row in rows for cell in row for entry in writer.told(cell))
    return Markdown(raw_html(markup), (*told, manifest.rows(markup)))


def _head(label: str, word: str) -> str:
    return f'<th scope="col" id="{label}">{word}</th>'


def _cell(cell: Spans, head: tuple[str, str] | None, writer: Writer) -> str:
    """A cell, which on a page knows its head; a phone leaves out one that says nothing."""
    marks = ""
    if head is not None:
        empty = ' class="none"' if cell == NONE else ""
        marks = f' headers="{head[0]}" data-label="{head[1]}"{empty}'
    return f"<td{marks}>{to_html(cell, writer.where)}</td>"


def _laid_out(content: Table, writer: Writer) -> Markdown:
    markup, told = layout.table_html(content, writer.where), writer.told(layout.table_spans(content, writer.where))
    return Markdown(raw_html(markup), (*told, manifest.rows(markup)))


def _described(chart: Chart, writer: Writer) -> Markdown:
    """What a figure shows, how to read it, and the sources of its numbers."""
    rest = writer.say(f"{chart.caption}. {chart.table.sources}")
    return run("**", writer.say(*chart.finding, "."), "** ", rest) if chart.finding else rest


def _caption(label: str, caption: Markdown) -> Markdown:
    """A caption, before which the engine sets "Table" or "Figure" with a number."""
    return Markdown(caption.text, (Entry(label, ()), *caption.entries))


def drawing_of(chart: Chart, svg_of: Callable[[], str], png_of: Callable[[], bytes], writer: Writer) -> Markdown:
    """The figure itself: SVG where text can stay text, a picture where it cannot."""
    alt, where = chart.alt, writer.where
    told = writer.told(unlinked(chart.told), "alt")
    if where in ("docx", "pptx"):
        dots = png_of()
        path, words = _picture(chart.name, dots), escape_markdown(alt)
        # PowerPoint has the alternative text as a title, since Pandoc sets other words below the picture.
        markup = f"![{words}]({path}){{width=13.5cm}}" if where == "docx" else f'![]({path} "{words}")'
        return Markdown(markup, (*told, manifest.picture(dots)))
    svg = svg_of()
    told += writer.told(drawn(chart, svg))
    if where == "html":
        markup = canvas.inline_svg(svg, chart.name, alt)
        return Markdown(raw_html(markup), (*told, manifest.drawing(markup)))
    return Markdown(raw_typst(f"#{typst_image(svg, alt, '66%')}"), told)


def typst_image(svg: str, alt: str, width: str) -> str:
    """Write a drawing as a Typst expression."""
    return f'image(bytes({quoted(svg)}), format: "svg", alt: {quoted(alt)}, width: {width})'


def _picture(name: str, dots: bytes) -> str:
    """Write a figure beside the page, for DOCX and PPTX, and return its path from there."""
    path = Path("generated") / "figures" / f"{name}-{hashlib.sha256(dots).hexdigest()[:16]}.png"  # renders may share it
    atomic_write(document().parent / path, dots)
    return path.as_posix()


def raw_html(markup: str) -> str:
    """Write markup as a block that only a page has, or that Pandoc converts."""
    safe = markup.replace("{{", "&#123;&#123;").replace("```", "&#96;&#96;&#96;")  # no shortcode, no end of the fence
    return f"```{{=html}}\n{safe}\n```"


def raw_typst(code: str) -> str:
    """Write Typst code as a block that only a PDF has."""
    return f"```{{=typst}}\n{code}\n```"


def _downloads(where: Medium, files: dict[str, str]) -> tuple[str, ...]:
    """Links to the files that hold the same content; a page has them, paper does not."""
    if where != "html":
        return ()
    links = " · ".join(f'<a href="../downloads/{name}" download>{form}</a>' for form, name in files.items())
    return (raw_html(f'<p class="downloads">Download: {links}</p>'),)
