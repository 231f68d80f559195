"""What a reader meets first: the topic, the lead, the status, the critical outcomes not stated, and the tiles."""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.wording.statement_text import attribution
from vexas_evidence.present.spans import Spans, Words, version_date_status
from vexas_evidence.present.tables.absent import critical_absent
from vexas_evidence.present.tiles import ShownTile, TileNumber, lead_text, status_line, tiles, topic_of
from vexas_evidence.publish.site.markdown import Markdown, Writer, div, inline, join, join_blocks, texts_for_tree
from vexas_evidence.publish.site.summary import drawn_marks

_SHORT = 8
"""So many letters of a number leave room beside it in a narrow tile."""


def first_screen(writer: Writer) -> Markdown:
    """The topic with its lead and status, what is not stated, and the tiles."""
    return join_blocks(
        *_kicker(writer),
        topic(writer),
        div("lead", join(*_lead(writer))),
        div("status-line", writer.say(status_line(writer.numbers))),
        *strip(writer),
        div("tiles", *(_tile(tile, writer) for tile in tiles(writer.numbers))),
    )


def topic(writer: Writer) -> Markdown:
    """The topic as the title of a page."""
    return join("# ", writer.say(*topic_of(writer.numbers)), " {.topic .unnumbered}")


def _lead(writer: Writer) -> Iterator[Markdown]:
    """The lead, in which a page gives a line of its own to what the study cannot show."""
    numbers = writer.numbers
    last = attribution(numbers)
    yield writer.prose(lead_text(numbers).removesuffix(last))
    if last:
        yield inline("attribution", writer.prose(last))


def _kicker(writer: Writer) -> Iterator[Markdown]:
    numbers = writer.numbers
    citation = numbers.study.about.citation
    known: Spans = (
        f"{fixed('screen.kicker', study=numbers.study.about.short_title)} · {citation.journal} ",
        Words(citation.year, "date"),
        f" · {fixed('screen.version')} ",
    )
    links = ""
    if writer.where == "html":
        files = {
            "pdf": "evidence-summary.pdf",
            "word": "evidence-summary.docx",
            "slides": "slides.pptx",
            "sheet": "visual-summary.pdf",
        }
        names = section("screen.downloads")
        named = " ".join(f'<a href="{file}">{names[key]}</a>' for key, file in files.items())
        links = f'`<span class="downloads">{fixed("screen.download")} {named}</span>`{{=html}}'
    said = writer.say(*known, *version_date_status(numbers.evidence.changes.newest))
    yield div("kicker", join(said, f" {links}"))


def strip(writer: Writer) -> Iterator[Markdown]:
    """The critical outcomes without a number, by the reason; nothing where all have one."""
    between = " " if writer.where == "html" else "; "  # a page draws a frame around each
    groups = (
        f"**{group.heading}** ({group.remark}): "
        + between.join(inline("absent", writer.say(label)) for label in group.labels)
        for group in critical_absent(writer.numbers)
    )
    if said := between.join(groups):
        yield div("strip", said)


def sources_line(writer: Writer) -> Markdown:
    """The sources read, and the license of the report."""
    numbers = writer.numbers
    names = "; ".join(f"{source.short} ({source.tier})" for source in numbers.evidence.sources_of(numbers.study))
    of_report = numbers.evidence.report.license
    license_of = f" {fixed('screen.license', name=of_report)}" if of_report else ""
    return writer.say(f"{fixed('screen.sources', names=names)}{license_of}")


def _tile(tile: ShownTile, writer: Writer) -> Markdown:
    kind = drawn_marks.css_class(tile.direction) if tile.numbers else "absent"
    note = [div("tile-note", writer.say(*tile.note))] if tile.note else []
    between = "\\\n" if writer.where == "docx" else " "  # elsewhere the chip stands at the end of the line
    head = join(inline("tile-title", writer.say(tile.title)), between, inline(f"chip {kind}", tile.chip))
    return div(
        f"tile .{kind}{' .harms' if tile.has_harms else ''}",
        div("tile-head", head),
        *([div("tile-rows", *(_row(each, writer) for each in tile.numbers))] if tile.numbers else []),
        *(
            part
            for short, labels in tile.absent
            for part in (inline("tile-number", short), *(div("tile-line", writer.say(label)) for label in labels))
        ),
        *note,
    )


def _row(number: TileNumber, writer: Writer) -> Markdown:
    """A number in large type, what it is of, and who was counted."""
    lines: list[str | Markdown] = [
        join(inline("tile-number", writer.say(number.shown)), " "),
        inline("tile-of", writer.say(*number.said)),
    ]
    alt: list[str] = []
    # Word breaks lines where it is told to; elsewhere the style does
    breaks = "\\\n" if writer.where == "docx" else " "
    if number.dots:
        direction = number.mark.direction if number.mark else "not stated"
        if writer.where == "docx":
            alt.append(texts_for_tree((fixed("figure.people"),), "alt"))
            lines.append(join(breaks, drawn_marks.dots_picture(*number.dots, direction, writer)))
        else:
            lines.append(join(breaks, drawn_marks.dots(*number.dots, direction, writer.where)))
    drawn = drawn_marks.inline(number.mark, writer.where) if number.mark and not number.dots else ""
    if number.counted:
        lines.append(join(breaks, inline("tile-counted", drawn, writer.say(*number.counted))))
    is_long = writer.where == "html" and len(number.shown.text) > _SHORT
    return join_blocks(*alt, div("tile-row .long" if is_long else "tile-row", join(*lines)))
