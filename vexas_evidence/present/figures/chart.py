"""A figure as data: its numbers as a table, a description in words, its labels, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vexas_evidence.analysis.numbers import When
from vexas_evidence.present.figures.canvas import texts_of
from vexas_evidence.present.spans import BREAK, Span, Spans, Words, to_line, to_text
from vexas_evidence.present.tables.table import Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLUMNS = {"outcome": "What", "whom": "Out of whom", "when": "By when", "number": "Number", "interval": "Interval"}
"""The columns of a figure's numbers."""


@dataclass(frozen=True)
class Chart:
    """A figure: its name and caption, its numbers as a table, its alternative text, and how to draw it.

    ``finding`` says in a line what the figure shows, ``description`` all of it in words, ``labels`` are the texts in
    the drawing that hold numbers, ``ticks`` the marks of its axis. ``draw_wide``
    is how it is drawn where there is more width than height, as on a slide.
    """

    name: str
    caption: str
    description: Spans
    table: Table
    draw: Callable[[], Figure]
    labels: tuple[Spans, ...]
    ticks: tuple[str, ...] = ()
    finding: Spans = ()
    draw_wide: Callable[[], Figure] | None = None

    @property
    def alt(self) -> str:
        """The alternative text."""
        return to_line(self.description)


def texts_drawn(chart: Chart, svg: str) -> Spans:
    """Return the texts of a drawing in the order in which they stand in it, with the numbers that they hold."""
    known = [line for label in chart.labels for line in _lines(label)]
    spans: list[Span] = []
    for text, tick in texts_of(svg):
        if tick and text in chart.ticks:
            spans.append(Words(text, "axis tick"))
        elif line := next((line for line in known if to_text(line).strip() == text), None):
            spans += line
            if sum(to_text(other) == to_text(line) for other in known) > 1:
                known.remove(line)  # equal numbers of different records stand in the order of the points
        else:
            spans += _wrapped(chart.labels, text.removesuffix(" [...]")) or (text,)
        spans.append(BREAK)
    return tuple(spans)


def _wrapped(labels: tuple[Spans, ...], text: str) -> Spans:
    """The spans of the label that a line was broken out of; none where there is no such label."""
    for label in labels:
        start = to_text(label).replace(BREAK, " ").find(text)
        if text and start >= 0:
            return tuple(_between(label, start, start + len(text)))
    return ()


def _between(label: Spans, start: int, end: int) -> Iterator[Span]:
    """The spans of a label from one character to another; a number is never broken."""
    at = 0
    for span in label:
        words = to_text((span,))
        part = words[max(0, start - at) : max(0, end - at)]
        if part and isinstance(span, str | Words | When):
            yield part if isinstance(span, str) else replace(span, text=part)
        elif part:
            yield span
        at += len(words)


def _lines(label: Spans) -> list[Spans]:
    """The lines of a label; only words break."""
    lines: list[Spans] = [()]
    for span in label:
        first, *others = span.split(BREAK) if isinstance(span, str) else [span]
        lines[-1] += (first,)
        lines += [(other,) for other in others]
    return lines
