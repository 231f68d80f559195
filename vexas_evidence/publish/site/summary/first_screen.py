"""What a reader meets first: the topic, the lead, the status, the critical outcomes not stated, and the tiles."""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence.analysis.checks.full_text import estimates_in_full_text
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.wording.statement_text import lead_of
from vexas_evidence.model import Estimate, FirstScreen, Tile
from vexas_evidence.model.record import NOT_STATED
from vexas_evidence.present import sources_read
from vexas_evidence.present.marks import Direction, direction_of, mark_of
from vexas_evidence.present.spans import Spans, Words, version_date_status
from vexas_evidence.present.tables import reported
from vexas_evidence.publish.site.markdown import Markdown, Writer, join, join_blocks
from vexas_evidence.publish.site.summary import drawn_marks

_CHIPS: dict[Direction, str] = {
    "desirable": "Desirable outcome",
    "undesirable": "Undesirable outcome",
    "not stated": "Outcome",
}
_MOST_DOTS = 20
_MOST_TILES = 5


def first_screen(writer: Writer) -> Markdown:
    """The topic with its lead and status, what is not stated, and the tiles."""
    shown = _screen(writer.numbers)
    return join_blocks(
        *_kicker(writer),
        join("# ", writer.prose(shown.topic), " {.topic .unnumbered}"),
        join("::: {.lead}\n", writer.prose(lead_of(writer.numbers, shown)), "\n:::"),
        join("::: {.status-line}\n", _status(writer), "\n:::"),
        *_strip(writer),
        ":::::: {.tiles}",
        *(_tile(tile, writer) for tile in shown.tiles or tuple(_usual_tiles(writer.numbers))),
        "::::::",
    )


def _screen(numbers: Numbers) -> FirstScreen:
    about = numbers.study.about
    return numbers.study.narrative.first_screen or FirstScreen(topic=about.title)


def _kicker(writer: Writer) -> Iterator[Markdown]:
    numbers = writer.numbers
    citation = numbers.study.about.citation
    known: Spans = (
        f"Evidence summary · {numbers.study.about.short_title} · {citation.journal} ",
        Words(citation.year, "date"),
        " · Version ",
    )
    links = ""
    if writer.where == "html":
        documents = {"PDF": "evidence-summary.pdf", "Word": "evidence-summary.docx", "Slides": "slides.pptx"}
        named = " ".join(f'<a href="{file}">{name}</a>' for name, file in documents.items())
        links = f'`<span class="downloads">Download {named}</span>`{{=html}}'
    yield join(
        "::: {.kicker}\n", writer.say(*known, *version_date_status(numbers.evidence.changes.newest)), f" {links}\n:::"
    )


def _status(writer: Writer) -> Markdown:
    numbers = writer.numbers
    checked = estimates_in_full_text(numbers.evidence, numbers.study)
    article = "" if checked else "; not yet checked against the article"
    rated = any(each.of.startswith("certainty-") for each in numbers.in_force)
    certainty = "see the summary of outcomes" if rated else "not rated"
    return writer.say(f"{sources_read.basis(numbers)}{article}. Certainty (GRADE): {certainty}. Not medical advice.")


def _strip(writer: Writer) -> Iterator[Markdown]:
    """The critical outcomes that are not stated; nothing where all are."""
    numbers = writer.numbers
    critical = reported.critical_not_stated(numbers)
    if not critical:
        return
    status = numbers.evidence.question.outcomes.status
    lead = f"**Critical outcomes {NOT_STATED}** ({status} as critical; not stated is not zero):"
    entries = (join("[", writer.say(outcome.label), "]{.absent}") for outcome in critical)
    yield join("::: {.strip}\n", lead, *(part for entry in entries for part in (" ", entry)), "\n:::")


def sources_line(writer: Writer) -> Markdown:
    """The sources read, and the license of the report."""
    numbers = writer.numbers
    names = "; ".join(f"{source.short} ({source.tier})" for source in numbers.evidence.sources_of(numbers.study))
    of_report = numbers.evidence.report.license
    return writer.say(f"Sources read: {names}.{f' License: {of_report}.' if of_report else ''}")


def _usual_tiles(numbers: Numbers) -> Iterator[Tile]:
    """The tiles of a study that names none: its groups by direction, and the critical outcomes not stated."""
    found: list[Tile] = []
    for group in reported.groups(numbers):
        ways = dict.fromkeys(direction_of(numbers.outcomes[line.estimate.outcome]) for line in group.lines if line.mark)
        for way in ways:
            chosen = [line.estimate for line in group.lines if line.mark and line.mark.direction == way]
            found.append(Tile(id=f"tile-{len(found)}", title=group.heading, of=tuple(each.id for each in chosen[:3])))
    critical = reported.critical_not_stated(numbers)
    yield from found[: _MOST_TILES - bool(critical)]
    if critical:
        yield Tile(id="critical", title="Critical outcomes", not_stated=tuple(each.id for each in critical[:3]))


def _tile(tile: Tile, writer: Writer) -> Markdown:
    numbers = writer.numbers
    estimates = [numbers.study.estimates[name] for name in tile.of]
    directions = {direction_of(numbers.outcomes[each.outcome]) for each in estimates}
    direction: Direction = directions.pop() if len(directions) == 1 else "not stated"
    chip = _CHIPS[direction] if estimates else "Critical outcomes, not stated"
    kind = drawn_marks.css_class(direction) if estimates else "absent"
    note = [join("::: {.tile-note}\n", writer.say(tile.note), "\n:::")] if tile.note else []
    return join_blocks(
        f"::::: {{.tile .{kind}}}",
        f"[{chip}]{{.chip .{kind}}}",
        join("::: {.tile-title}\n", writer.say(tile.title), "\n:::"),
        *(_numbers_of(estimate, estimates, writer) for estimate in estimates),
        *(["[not stated]{.tile-number}"] if tile.not_stated else []),
        *(join("::: {.tile-line}\n", writer.say(numbers.outcomes[name].label), "\n:::") for name in tile.not_stated),
        *note,
        ":::::",
    )


def _numbers_of(estimate: Estimate, beside: list[Estimate], writer: Writer) -> Markdown:
    """A number in large type, what it is of, and who was counted."""
    numbers, mark = writer.numbers, mark_of(writer.numbers, estimate)
    fraction, percent = numbers.fraction(estimate), numbers.percent(estimate)
    is_small = fraction is not None and (found := _counts(numbers, estimate)) is not None and found[1] <= _MOST_DOTS
    shown = fraction if is_small and fraction else percent or numbers.value(estimate)
    same_outcome = len({each.outcome for each in beside}) == 1 and len(beside) > 1
    said: Spans = (numbers.when(estimate),) if same_outcome else (numbers.label(estimate),)
    counted: Spans = ("N not stated",)
    if is_small:
        limits = numbers.limits(estimate)
        counted = (
            (percent, *((" (", Words("95% CI", "confidence level"), " ", limits, ")") if limits else ()))
            if percent
            else ()
        )
    elif fraction:
        counted = (fraction,)
    lines: list[str | Markdown] = [
        join("[", writer.say(shown), "]{.tile-number} "),
        join("[", writer.say(*said), "]{.tile-of}"),
    ]
    if is_small and (found := _counts(numbers, estimate)):
        direction = mark.direction if mark else "not stated"
        lines.append(join("\\\n", drawn_marks.dots(*found, direction, writer.where)))
    drawn = drawn_marks.inline(mark, writer.where) if mark and not is_small else ""
    lines.append(join("\\\n[", drawn, writer.say(*counted), "]{.tile-counted}") if counted else "")
    return join("::: {.tile-row}\n", *lines, "\n:::")


def _counts(numbers: Numbers, estimate: Estimate) -> tuple[int, int] | None:
    count, every = numbers.statistics.known(estimate.id, "count"), numbers.statistics.known(estimate.id, "denominator")
    if count is None or every is None or count.value is None or every.value is None:
        return None
    return int(count.value), int(every.value)
