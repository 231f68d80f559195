"""The slides of the journal club: one message each, which the title states, with whom its numbers are out of."""

from __future__ import annotations

from functools import partial

from vexas_evidence.analysis import article
from vexas_evidence.analysis.numbers import Shown
from vexas_evidence.model import Slide
from vexas_evidence.present import sources_read
from vexas_evidence.present.spans import KIND_LETTERS, Spans, edition, unlinked
from vexas_evidence.publish.site import blocks as floats
from vexas_evidence.publish.site.club_pages import NO_TEXTS, paper_writer
from vexas_evidence.publish.site.markdown import Markdown, Writer, blocks, run
from vexas_evidence.publish.site.record_blocks import marked
from vexas_evidence.publish.site.report import citation, notice
from vexas_evidence.publish.site.report_data import chart_named, data_folder, numbers, slide_png, svg


def slides() -> Markdown:
    """All slides in order: title, points or figure, whom the numbers are out of and by when, and notes.

    Before them stands what the title slide says.
    """
    club, writer = numbers().study.journal, paper_writer()
    if club is None:
        return NO_TEXTS
    return blocks(_opening(writer), *(_slide(each, writer) for each in club.slides))


def _opening(writer: Writer) -> Markdown:
    """The lines below the title of the first slide: the study, its publication, version and date, the sources."""
    now, about = writer.numbers.evidence.changes.newest, writer.numbers.study.about
    secondary = run(writer.say("Evidence version ", *edition(now), ". ", *_basis(writer), " Not medical advice."))
    return run("::: {.title-page}\n", blocks(notice(), writer.say(about.title), citation(), secondary), ":::")


def _slide(slide: Slide, writer: Writer) -> Markdown:
    title = run("## ", writer.prose(slide.title), f" {{#slide-{slide.id}}}")
    whom = run(writer.prose(slide.whom), writer.say(" ", *_basis(writer), *_letters(slide, writer)))
    points = blocks(*(run("- ", writer.prose(point)) for point in _points(slide, writer)))
    if slide.standing != "plain":
        points = marked(slide.standing, run("\n\n", points))
    said = writer.say(*unlinked(writer.numbers.spans(slide.notes)))  # a raised letter is nothing to say aloud
    notes = blocks("::: {.notes}", said, ":::")
    return blocks(title, *([points] if points.text.strip() else []), whom, *_figure(slide, writer), notes)


def _points(slide: Slide, writer: Writer) -> tuple[str, ...]:
    """The points of a slide, and the questions that it asks."""
    club = writer.numbers.study.journal
    asked = {question.id: question.text for question in club.questions} if club else {}
    return (*slide.points, *(asked[name] for name in slide.asks))


def _figure(slide: Slide, writer: Writer) -> list[Markdown]:
    chart, folder = chart_named(slide.figure) if slide.figure else None, data_folder().resolve()
    if slide.figure is None or chart is None:
        return []
    return [
        floats.drawing_of(chart, partial(svg, folder, slide.figure), partial(slide_png, folder, slide.figure), writer)
    ]


def _basis(writer: Writer) -> Spans:
    """In few words what the numbers were checked against."""
    if article.checked(writer.numbers.evidence, writer.numbers.study):
        return ("Checked against the journal article: ", *sources_read.in_short(writer.numbers), ".")
    return (f"{sources_read.basis(writer.numbers)}; the article was not read.",)


def _letters(slide: Slide, writer: Writer) -> Spans:
    """What the raised letters of the slide's numbers mean; nothing where all are reported."""
    texts = (slide.title, *_points(slide, writer), slide.whom)
    shown = [span for text in texts for span in writer.numbers.spans(text) if isinstance(span, Shown)]
    kinds = [kind for kind, letter in KIND_LETTERS.items() if letter and any(each.kind == kind for each in shown)]
    return (f" Marks: {', '.join(f'{KIND_LETTERS[kind]} {kind}' for kind in kinds)}.",) if kinds else ()
