"""What a reader meets first: the topic, the lead, the status, the critical outcomes not stated, and the tiles."""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.wording.statement_text import lead_of
from vexas_evidence.present.spans import Spans, Words, version_date_status
from vexas_evidence.present.tables import reported
from vexas_evidence.present.tiles import ShownTile, TileNumber, screen, status_line, tiles
from vexas_evidence.publish.site.markdown import Markdown, Writer, join, join_blocks
from vexas_evidence.publish.site.summary import drawn_marks


def first_screen(writer: Writer) -> Markdown:
    """The topic with its lead and status, what is not stated, and the tiles."""
    shown = screen(writer.numbers)
    return join_blocks(
        *_kicker(writer),
        join("# ", writer.prose(shown.topic), " {.topic .unnumbered}"),
        join("::: {.lead}\n", writer.prose(lead_of(writer.numbers, shown)), "\n:::"),
        join("::: {.status-line}\n", writer.say(status_line(writer.numbers)), "\n:::"),
        *strip(writer),
        ":::::: {.tiles}",
        *(_tile(tile, writer) for tile in tiles(writer.numbers)),
        "::::::",
    )


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
        files = {"pdf": "evidence-summary.pdf", "word": "evidence-summary.docx", "slides": "slides.pptx"}
        names = section("screen.downloads")
        named = " ".join(f'<a href="{file}">{names[key]}</a>' for key, file in files.items())
        links = f'`<span class="downloads">{fixed("screen.download")} {named}</span>`{{=html}}'
    yield join(
        "::: {.kicker}\n", writer.say(*known, *version_date_status(numbers.evidence.changes.newest)), f" {links}\n:::"
    )


def strip(writer: Writer) -> Iterator[Markdown]:
    """The critical outcomes that are not stated; nothing where all are stated."""
    numbers = writer.numbers
    critical = reported.critical_not_stated(numbers)
    if not critical:
        return
    lead = f"**{fixed('outcomes.critical')}** ({reported.critical_remark(numbers)}):"
    between = "; " if writer.where == "docx" else " "  # elsewhere a frame is drawn around each
    parts = [(between, join("[", writer.say(outcome.label), "]{.absent}")) for outcome in critical]
    yield join("::: {.strip}\n", lead, " ", *[part for pair in parts for part in pair][1:], "\n:::")


def sources_line(writer: Writer) -> Markdown:
    """The sources read, and the license of the report."""
    numbers = writer.numbers
    names = "; ".join(f"{source.short} ({source.tier})" for source in numbers.evidence.sources_of(numbers.study))
    of_report = numbers.evidence.report.license
    license_of = f" {fixed('screen.license', name=of_report)}" if of_report else ""
    return writer.say(f"{fixed('screen.sources', names=names)}{license_of}")


def _tile(tile: ShownTile, writer: Writer) -> Markdown:
    kind = drawn_marks.css_class(tile.direction) if tile.numbers else "absent"
    note = [join("::: {.tile-note}\n", writer.say(tile.note), "\n:::")] if tile.note else []
    return join_blocks(
        f"::::: {{.tile .{kind}}}",
        f"[{tile.chip}]{{.chip .{kind}}}",
        join("::: {.tile-title}\n", writer.say(tile.title), "\n:::"),
        *(_row(each, writer) for each in tile.numbers),
        *([f"[{fixed('outcomes.absent')}]{{.tile-number}}"] if tile.not_stated else []),
        *(join("::: {.tile-line}\n", writer.say(label), "\n:::") for label in tile.not_stated),
        *note,
        ":::::",
    )


def _row(number: TileNumber, writer: Writer) -> Markdown:
    """A number in large type, what it is of, and who was counted."""
    lines: list[str | Markdown] = [
        join("[", writer.say(number.shown), "]{.tile-number} "),
        join("[", writer.say(*number.said), "]{.tile-of}"),
    ]
    if number.dots:
        direction = number.mark.direction if number.mark else "not stated"
        lines.append(join("\\\n", drawn_marks.dots(*number.dots, direction, writer.where)))
    drawn = drawn_marks.inline(number.mark, writer.where) if number.mark and not number.dots else ""
    between = "\n" if number.dots and writer.where != "docx" else "\\\n"  # dots end their line, but in Word
    lines.append(join(f"{between}[", drawn, writer.say(*number.counted), "]{.tile-counted}") if number.counted else "")
    return join("::: {.tile-row}\n", *lines, "\n:::")
