"""The slides of the journal club: one message each, which the title states, with whom its numbers are out of."""

from __future__ import annotations

from vexas_evidence.analysis.checks import full_text
from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.numbers import Shown
from vexas_evidence.model import Slide
from vexas_evidence.present import sources_read
from vexas_evidence.present.spans import KIND_LETTERS, Spans, fixed_spans, to_bare, version_date_status
from vexas_evidence.publish.site.blocks import marked, on_slide
from vexas_evidence.publish.site.handouts import NO_TEXTS
from vexas_evidence.publish.site.markdown import Markdown, Writer, join, join_blocks
from vexas_evidence.publish.site.report_data import ReportData
from vexas_evidence.publish.site.versions import citation, notice


def slides(data: ReportData, writer: Writer) -> Markdown:
    """All slides in order: title, points or figure, whom the numbers are out of and by when, and notes.

    Before them stands what the title slide says.
    """
    club = writer.numbers.study.journal
    if club is None:
        return NO_TEXTS
    return join_blocks(_opening(writer), *(_slide(each, data, writer) for each in club.slides))


def _opening(writer: Writer) -> Markdown:
    """The lines below the title of the first slide: the study, its publication, version and date, the sources."""
    now, about = writer.numbers.evidence.changes.newest, writer.numbers.study.about
    version = writer.say(*fixed_spans("slides.opening", version=version_date_status(now), basis=_basis(writer)))
    return join(
        "::: {.title-page}\n", join_blocks(notice(writer), writer.say(about.title), citation(writer), version), ":::"
    )


def _slide(slide: Slide, data: ReportData, writer: Writer) -> Markdown:
    """A slide: its title, points or figure; its notes say whom the numbers are out of, and name the sources."""
    title = join("## ", writer.prose(slide.title), f" {{#slide-{slide.id}}}")
    points = join_blocks(*(join("- ", writer.prose(point)) for point in _points(slide, writer)))
    if slide.standing != "plain":
        points = marked(slide.standing, join("\n\n", points))
    said = (*writer.numbers.spans(slide.notes), "\n\n", *writer.numbers.spans(slide.whom), " ", *_basis(writer))
    spoken = writer.say(*to_bare(said))  # a raised letter is nothing to say aloud
    letters = [writer.say(*_letters(slide, writer))] if _letters(slide, writer) else []
    notes = join_blocks("::: {.notes}", spoken, ":::")
    shown = [points] if points.strip() else []
    if (figure := data.figure(slide.figure) if slide.figure else None) is None:
        return join_blocks(title, *shown, *letters, notes)
    parts: list[str] = []
    for page in range(len(figure.chart.wide)):
        heading = title
        if page > 0:
            heading = join("## ", fixed("slides.continued", title=writer.prose(slide.title)))
        parts.append(join_blocks(heading, *shown, *letters, on_slide(figure, writer, page), notes))
    return join_blocks(*parts)


def _points(slide: Slide, writer: Writer) -> tuple[str, ...]:
    """The points of a slide, and the questions that it asks."""
    club = writer.numbers.study.journal
    asked = {question.id: question.text for question in club.questions} if club else {}
    return (*slide.points, *(asked[name] for name in slide.asks))


def _basis(writer: Writer) -> Spans:
    """In few words what the numbers were checked against."""
    if full_text.estimates_in_full_text(writer.numbers.evidence, writer.numbers.study):
        return fixed_spans("slides.checked", count=sources_read.checked_count(writer.numbers))
    return (fixed("slides.basis", basis=sources_read.basis(writer.numbers)),)


def _letters(slide: Slide, writer: Writer) -> Spans:
    """What the raised letters of the slide's numbers mean; nothing where all are reported."""
    texts = (slide.title, *_points(slide, writer))
    shown = [span for text in texts for span in writer.numbers.spans(text) if isinstance(span, Shown)]
    kinds = [kind for kind, letter in KIND_LETTERS.items() if letter and any(each.kind == kind for each in shown)]
    letters = ", ".join(f"{KIND_LETTERS[kind]} {kind}" for kind in kinds)
    return (fixed("slides.marks", letters=letters),) if kinds else ()
