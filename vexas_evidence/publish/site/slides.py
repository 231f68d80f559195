"""The slides of the journal club: one message each, which the title states, with whom its numbers are out of.

Every study has a core of slides that follows from its data: who was studied and how, the plot of outcomes, small groups
one by one, harms, critical outcomes not stated, what the design cannot show, questions, and room for a take-away.
``journal-club.yml`` adds slides to it, and says in its own words what it has a slide for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from vexas_evidence.analysis.checks import full_text
from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.numbers import Numbers, Shown
from vexas_evidence.analysis.wording.design_levels import level_of
from vexas_evidence.model import Slide
from vexas_evidence.present import design_words, sources_read
from vexas_evidence.present.figures.dots import plot_few
from vexas_evidence.present.figures.proportions import rows_on_slides
from vexas_evidence.present.spans import (
    KIND_LETTERS,
    Spans,
    fixed_spans,
    study_title,
    to_bare,
    to_text,
    version_date_status,
)
from vexas_evidence.present.tables import reported
from vexas_evidence.present.tables.absent import critical_absent
from vexas_evidence.publish.site.blocks import marked, on_slide
from vexas_evidence.publish.site.markdown import Markdown, Writer, div, join, join_blocks
from vexas_evidence.publish.site.report_data import Figure, ReportData
from vexas_evidence.publish.site.summary import journal_core
from vexas_evidence.publish.site.versions import citation, notice

_ROOM, _LINE, _GAP, _LETTERS = 378, 36, 16, 52
"""The height of a slide's points, of one of their lines and between them in points, and the letters of a line."""


def slides(data: ReportData, writer: Writer) -> Markdown:
    """All slides in order: title, points or figure, whom the numbers are out of and by when, and notes.

    Before them stands what the title slide says.
    """
    return join_blocks(_opening(writer), *(_slide(each, data, writer) for each in deck(writer.numbers)))


def deck(numbers: Numbers) -> tuple[Slide, ...]:
    """Return the slides of the journal club's texts, and each slide of the core that they lack in its place."""
    club = numbers.study.journal
    found = list(club.slides) if club else []
    place = 0
    for slide in _core(numbers):
        # A slide of the texts that has the id or the figure of one of the core stands in its place
        shown = [each.id == slide.id or (slide.figure and each.figure == slide.figure) for each in found]
        same = [at for at, is_same in enumerate(shown) if is_same]
        if not same:
            found.insert(place, slide)
        place = same[0] + 1 if same else place + 1
    return tuple(found)


def _core(numbers: Numbers) -> Iterator[Slide]:
    """The slides that follow from the data of any study."""
    about, level = numbers.study.about, level_of(numbers.study)
    asked = fixed("slides.core.who.asked", question=numbers.evidence.question.text)
    facts = [f"{fact.label}: {fact.text}" for fact in (*about.pico, *about.design[:1]) if fact.id != "outcomes"]
    arms = [fixed("slides.core.who.arms", arms=design_words.arms(numbers))] if about.has_several_arms else []
    unknown = [each.outcome.label for each in numbers.not_stated if each.table == "study"]
    lacking = [fixed("slides.core.who.not-stated", facts="; ".join(unknown))] if unknown else []
    yield _core_slide("who", level, asked, *facts, *arms, *lacking)
    if shown := rows_on_slides(numbers):
        marked_rows = [line for group in reported.groups(numbers) for line in group.lines if line.mark]
        yield _core_slide("outcomes", "all" if len(shown) == len(marked_rows) else "foremost", figure="proportions")
    if numbers.study.narrative.flow or plot_few(numbers):
        yield _core_slide("small-groups", figure="flow")
    harms = [
        each.id
        for each in (
            *(line.estimate for group in reported.foremost(numbers) for line in group.lines),
            *(each for each in numbers.study.estimates.values() if each.measure == "window"),
        )
        if numbers.outcomes[each.outcome].role == "harm"
    ]
    said = [f"{{{each}.full}}" for each in harms] or [fixed("slides.core.harms.none")]
    yield _core_slide("harms", "stated" if harms else "absent", *said)
    if absent := critical_absent(numbers):
        shorts = [group.short for group in absent]
        named = ((label, group.short) for group in absent for label in group.labels)
        points = [label if len(shorts) == 1 else f"{label}: {short}" for label, short in named]
        yield _core_slide("not-stated", "", *points, absent=f" {fixed('figures.or')} ".join(shorts))
    limits = [passage.title for passage in numbers.study.narrative.limits if passage.standing == "plain"]
    yield _core_slide("limits", level, fixed(f"slides.core.limits.{level}"), *limits, fixed("slides.core.advice"))
    yield _core_slide("discussion", "", *(question.text for question in journal_core.questions(numbers)))
    yield _core_slide("take-away", "", fixed("slides.core.take-away.room"))


def _core_slide(name: str, kind: str = "", *points: str, figure: str | None = None, **parts: str) -> Slide:
    """A slide of the core: its points are of the study, its title and notes those of every study of its *kind*."""
    title = fixed(f"slides.core.{name}.title.{kind}" if kind else f"slides.core.{name}.title", **parts)
    whom, notes = fixed(f"slides.core.{name}.whom"), fixed(f"slides.core.{name}.notes")
    return Slide(id=name, title=title, points=points, figure=figure, whom=whom, notes=notes)


def _opening(writer: Writer) -> Markdown:
    """The lines below the title of the first slide: the study, its publication, version and date, the sources."""
    now = writer.numbers.evidence.changes.newest
    version = writer.say(*fixed_spans("slides.opening", version=version_date_status(now), basis=_basis(writer)))
    said = (notice(writer), writer.say(study_title(writer.numbers)), citation(writer), version)
    return div("title-page", *said)


def _slide(slide: Slide, data: ReportData, writer: Writer) -> Markdown:
    """A slide: its title, points or figure; its notes say whom the numbers are out of, and name the sources."""
    title = join("## ", writer.prose(slide.title), f" {{#slide-{slide.id}}}")
    said = (*writer.numbers.spans(slide.notes), "\n\n", *writer.numbers.spans(slide.whom), " ", *_basis(writer))
    spoken = writer.say(*to_bare(said))  # a raised letter is nothing to say aloud
    letters = [writer.say(*meanings)] if (meanings := _letters(slide, writer)) else []
    notes = div("notes", spoken)
    points = [_listed(of_page, slide, writer) for of_page in _pages(_points(slide, writer), writer)]
    if figure := _figure(slide, data):
        shown = points[:1]  # a figure leaves room for few
        bodies = [(*shown, *letters, on_slide(figure, writer, page)) for page in range(len(figure.chart.wide))]
    else:
        bodies = [(each, *letters) for each in points] or [(*letters,)]
    again = join("## ", fixed("slides.continued", title=writer.prose(slide.title)))
    return join_blocks(*(join_blocks(again if at else title, *body, notes) for at, body in enumerate(bodies)))


def _figure(slide: Slide, data: ReportData) -> Figure | None:
    """The figure of a slide; small groups one by one where the study has no flow of its own."""
    if slide.figure is None or (found := data.figure(slide.figure)):
        return found if slide.figure else None
    return small_groups(data) if slide.id == "small-groups" else None


def small_groups(data: ReportData) -> Figure | None:
    """Return the flow of a study, else its small groups one by one; None where it has none."""
    if data.numbers.study.narrative.flow:
        return data.figure("flow")
    few = plot_few(data.numbers)
    return Figure(few, data.version) if few else None


def _pages(points: Sequence[str], writer: Writer) -> Iterator[list[str]]:
    """Points by slide, so many on each as it has lines for."""
    page, height = list[str](), 0
    for point in points:
        needed = _GAP + _LINE * ceil(len(to_text(writer.numbers.spans(point))) / _LETTERS)
        if page and height + needed > _ROOM:
            yield page
            page, height = [], 0
        page.append(point)
        height += needed
    if page:
        yield page


def _listed(points: Sequence[str], slide: Slide, writer: Writer) -> Markdown:
    """Points as a list; what may not be shown plainly is marked."""
    listed = join_blocks(*(join("- ", writer.prose(point)) for point in points))
    return listed if slide.standing == "plain" else marked(slide.standing, join("\n\n", listed))


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
