"""The social card: one number as a picture, with its denominator, time and source inside the picture."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.design_words import comparator
from vexas_evidence.present.figures.canvas import INK, MARK, MUTED, PAPER, RULE
from vexas_evidence.present.spans import Bare, Span, Spans, to_text, version_date_status
from vexas_evidence.publish.export.embedding import number_of, out_of_whom, sources_sentence

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

WIDTH, HEIGHT, DOTS = 1200, 630, 100
NAME = "social-card.png"
DESCRIPTION = "The picture of one number that previews show, with its denominator, time and source inside"


@dataclass(frozen=True, slots=True)
class Card:
    """The texts of a card, from top to bottom."""

    title: str
    number: Spans
    what: Spans
    details: tuple[Spans, ...]
    foot: Spans

    @property
    def description(self) -> Spans:
        """The alternative text."""
        spans: list[Span] = [f"{self.title}. ", *self.what, ": ", *self.number, ". "]
        for line in self.details:
            spans += [*line, " "]
        return (*spans, *self.foot)


def card(numbers: Numbers) -> Card | None:
    """Return the card of the estimate that the report names; None where it names none."""
    name = numbers.evidence.report.card
    if name is None:
        return None
    estimate = numbers.study.estimates[name]
    shown, interval = number_of(numbers, estimate), numbers.interval(estimate)
    details = [out_of_whom(numbers, estimate), *([(Bare(interval), " (derived).")] if interval else [])]
    return Card(
        numbers.study.about.title,
        (Bare(shown),),
        (numbers.label(estimate), ", ", numbers.when(estimate)),
        (*details, sources_sentence(numbers, (estimate,))),
        (
            *comparator(numbers),
            "Not medical advice. Evidence version ",
            *version_date_status(numbers.evidence.changes.newest),
            ".",
        ),
    )


def drawing(content: Card) -> Callable[[], Figure]:
    """Return how to draw a card, in ``DOTS`` an inch."""
    return partial(_draw, content)


def _draw(content: Card) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH / DOTS, HEIGHT / DOTS), facecolor=PAPER)
    left, right, middle = 0.06, 0.94, 0.37
    figure.text(left, 0.9, textwrap.fill(content.title, 58), size=27, weight="semibold", color=INK, va="top")
    figure.add_artist(_rule(left, right, 0.76))
    figure.text(left, 0.68, to_text(content.number), size=104, weight="bold", color=MARK, va="top")
    what = textwrap.wrap(to_text(content.what), 42)
    figure.text(middle, 0.675, "\n".join(what), size=27, weight="semibold", color=INK, va="top", linespacing=1.15)
    lines = [line for spans in content.details for line in textwrap.wrap(to_text(spans), 52)]
    below = 0.675 - 0.075 * len(what) - 0.03
    figure.text(middle, below, "\n".join(lines), size=21, color=INK, va="top", linespacing=1.35)
    figure.add_artist(_rule(left, right, 0.14))
    figure.text(left, 0.06, to_text(content.foot), size=18, color=MUTED, va="bottom")
    return figure


def _rule(left: float, right: float, height: float) -> Line2D:
    from matplotlib.lines import Line2D

    return Line2D((left, right), (height, height), color=RULE, linewidth=1.5)
