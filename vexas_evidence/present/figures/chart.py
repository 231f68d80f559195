"""A figure as data: what it finds, its numbers as a table, a description in words, and its pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vexas_evidence.analysis.fixed_texts import section
from vexas_evidence.analysis.numbers import Numbers, Shown
from vexas_evidence.model import Estimate
from vexas_evidence.present.design_words import whom
from vexas_evidence.present.figures.picture import Frame, PictureBlock, space, stacked, within, words
from vexas_evidence.present.spans import BREAK, Spans, to_bare, to_line, to_text, with_minus
from vexas_evidence.present.tables.table import NONE, Row, Table

COLUMNS = section("figures.columns")
"""The columns of a figure's numbers."""
MOST_WORDS = 10
"""A title says the finding in so many words at most (Office for National Statistics, chart titles)."""
COLUMN = Frame(300, 11)
"""A column of a page: so narrow that its words are 12 px high on a phone of 343 px and more."""
SLIDE = Frame(864, 18)
SLIDE_HEIGHT = 378.0
"""The place for a figure on a slide, below its title in the template, and its height in points."""
SHEET = Frame(1000, 18)
"""The width of a handout, which shows it at half of its size."""
_LARGER = (22, 20)
"""Sizes of text that a figure with few rows has room for on a slide."""
_MARGIN = 4.0


@dataclass(frozen=True)
class Chart:
    """A figure: its name, title and caption, its numbers as a table, its alternative text, and its pictures.

    ``title`` says in at most ten words what the figure finds, ``description`` all of it in words. ``picture`` is for
    a column of a page and has the title above it; ``wide`` are for slides, which bear the title themselves, and for
    the width of a sheet, where ``row`` takes fewer lines. ``finding`` is what a caption says first, with its numbers
    linked.
    """

    name: str
    title: Spans
    caption: str
    description: Spans
    table: Table
    picture: PictureBlock
    wide: tuple[PictureBlock, ...]
    finding: Spans = ()
    row: PictureBlock | None = None

    @property
    def alt(self) -> str:
        """The alternative text."""
        return with_minus(to_line(self.description))


def lines_of(picture: PictureBlock) -> Spans:
    """Return the texts of a picture, one below the other."""
    return tuple(span for line in picture.texts for span in (*line, BREAK))


def row_of(numbers: Numbers, estimate: Estimate, outcome: str, number: Shown, interval: Spans = NONE) -> Row:
    """Return an estimate of a figure as a row of its table: what, out of whom, when, its number and its interval."""
    cells: Row = {"outcome": (outcome,), "whom": whom(numbers, estimate), "when": (numbers.when(estimate),)}
    return cells | {"number": (number,), "interval": interval}


def short_title(title: Spans, otherwise: Spans) -> Spans:
    """Return a title, or another one where it has too many words."""
    chosen = title if title and len(to_text(title).split()) <= MOST_WORDS else otherwise
    return to_bare(chosen)


def titled(title: Spans, body: PictureBlock, frame: Frame = COLUMN) -> PictureBlock:
    """Set the title above a figure, and a margin around both."""
    head = words(title, frame.width, frame.size * 1.2, weight="semibold")
    return within(stacked((head, space(frame.size * 0.5), body)), _MARGIN)


def fill_slide(draw: Callable[[Frame], tuple[PictureBlock, ...]]) -> tuple[PictureBlock, ...]:
    """Return the drawings of a figure in the largest text with which they take no more slides than in the smallest."""
    usual = draw(SLIDE)
    for size in _LARGER:
        drawn = draw(Frame(SLIDE.width, size))
        if len(drawn) == len(usual) and all(each.height <= SLIDE_HEIGHT for each in drawn):
            return drawn
    return usual


def on_slide(body: PictureBlock) -> PictureBlock:
    """Set a figure into its place on a slide, which scales a picture to its own measures."""
    return PictureBlock(SLIDE.width, SLIDE_HEIGHT, body.items)
