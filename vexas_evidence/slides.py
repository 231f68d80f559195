"""The slides of the journal club: one message each, which the title states, with whom its numbers are out of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from vexas_evidence import checked, floats
from vexas_evidence.folder import chart_named, data_folder, numbers, png, svg
from vexas_evidence.journal import NO_TEXTS, paper_writer
from vexas_evidence.model import Slide
from vexas_evidence.numbers import KIND_LETTERS, Pieces, Shown
from vexas_evidence.page import Markdown, Writer, blocks, run
from vexas_evidence.provenance import marked
from vexas_evidence.report import citation, notice


def slides() -> Markdown:
    """All slides in order: title, points or figure, whom the numbers are out of and by when, and notes.

    The first names the publication too.
    """
    club, writer = numbers().study.journal, paper_writer()
    if club is None:
        return NO_TEXTS
    first, *others = club.slides
    return blocks(_slide(first, writer, (notice(),), (citation(),)), *(_slide(each, writer) for each in others))


def _slide(slide: Slide, writer: Writer, above: Sequence[Markdown] = (), below: Sequence[Markdown] = ()) -> Markdown:
    """One slide; *above* its points and *below* them stands what only the first one has."""
    title = run("## ", writer.prose(slide.title), f" {{#slide-{slide.id}}}")
    whom = run(writer.prose(slide.whom), writer.say(" ", *_basis(writer), *_letters(slide, writer)))
    points = blocks(*(run("- ", writer.prose(point)) for point in slide.points))
    if slide.standing != "plain":
        points = marked(slide.standing, run("\n\n", points))
    notes = blocks("::: {.notes}", writer.prose(slide.notes), ":::")
    said = [each for each in above if each.text]
    return blocks(title, *said, *([points] if slide.points else []), whom, *below, *_figure(slide, writer), notes)


def _figure(slide: Slide, writer: Writer) -> list[Markdown]:
    chart, folder = chart_named(slide.figure) if slide.figure else None, data_folder().resolve()
    if slide.figure is None or chart is None:
        return []
    return [floats.drawing_of(chart, partial(svg, folder, slide.figure), partial(png, folder, slide.figure), writer)]


def _basis(writer: Writer) -> Pieces:
    """In few words what the numbers were checked against."""
    if checked.checked(writer.numbers.evidence, writer.numbers.study):
        return ("Checked against the journal article: ", *checked.in_short(writer.numbers), ".")
    return ("From secondary sources; the article was not read.",)


def _letters(slide: Slide, writer: Writer) -> Pieces:
    """What the raised letters of the slide's numbers mean; nothing where all are reported."""
    texts = (slide.title, *slide.points, slide.whom)
    shown = [piece for text in texts for piece in writer.numbers.pieces(text) if isinstance(piece, Shown)]
    kinds = [kind for kind, letter in KIND_LETTERS.items() if letter and any(each.kind == kind for each in shown)]
    return (f" Marks: {', '.join(f'{KIND_LETTERS[kind]} {kind}' for kind in kinds)}.",) if kinds else ()
