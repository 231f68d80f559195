"""Marks and dots as they are drawn in each format, beside or below the text that says the same.

They hold no text: SVG on a page, calls of the Typst template in a PDF, characters in DOCX.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.present.figures.canvas import POINTS
from vexas_evidence.present.figures.drawings import Drawing
from vexas_evidence.present.figures.marks_drawn import QUARTERS, axis_row, people
from vexas_evidence.present.figures.picture import LEADING, Frame
from vexas_evidence.present.formats import Medium
from vexas_evidence.present.marks import Direction, Mark, Shape
from vexas_evidence.present.spans import BREAK, Words
from vexas_evidence.publish.site.markdown import Markdown, Writer, texts_for_tree

CHARACTERS: dict[Shape, tuple[str, str]] = {
    "circle": ("○", "●"),
    "square": ("□", "■"),
    "diamond": ("◇", "◆"),
    "triangle": ("△", "▲"),
    "inverted-triangle": ("▽", "▼"),
    "pentagon": ("⬠", "⬟"),
}
"""Each shape as a character, hollow and filled."""
_WIDTH_CM, _HEIGHT_CM, _DOT_CM = 3.7, 0.21, 0.3
_CM = POINTS / 2.54
"""Points a centimeter."""
_SHEET_CM, _PADDING_CM = 26.9, 0.4
"""How wide the text of a landscape sheet is in DOCX, and what a cell leaves free at its sides, in cm."""
_SPACES_PER_CM = 12.7
"""How many spaces of the text of a table are a centimeter wide in DOCX."""


def css_class(direction: Direction) -> str:
    """Return the class by which a style sheet colors a direction."""
    return direction.replace(" ", "-")


def svg_shape(mark: Mark, x: str = "50%") -> str:
    """Draw a mark at a place across an SVG of 20 pixels in height."""
    marks = f'class="mark {"filled" if mark.filled else "hollow"}"'
    if not mark.corners:
        return f'<circle {marks} cx="{x}" cy="10" r="4.8"/>'
    points = " ".join(f"{right},{down}" for right, down in mark.corners)
    return f'<svg x="{x}" y="10" width="1" height="1" overflow="visible"><polygon {marks} points="{points}"/></svg>'


def svg_row(mark: Mark | None, null: int | None = None) -> str:
    """Draw a row of a plot as wide as its cell: the axis's quarters, the interval and the mark, or a dotted line.

    *null* is where the null of a difference lies, in per cent of the axis.
    """
    lines = "".join(
        f'<line class="{"null" if at == null else "grid"}" x1="{at}%" x2="{at}%" y1="0" y2="20"/>' for at in QUARTERS
    )
    if mark is None:
        drawn, direction = '<line class="absent" x1="0%" x2="100%" y1="10" y2="10"/>', "not-stated"
    else:
        ends = mark.ends
        interval = f'<line class="interval" x1="{ends[0]}%" x2="{ends[1]}%" y1="10" y2="10"/>' if ends else ""
        drawn, direction = f"{interval}{svg_shape(mark, f'{mark.at:g}%')}", css_class(mark.direction)
    return f'<svg class="plot-row {direction}" width="100%" height="20" aria-hidden="true">{lines}{drawn}</svg>'


def inline(mark: Mark, where: Medium) -> str:
    """Write a mark as an inline of Markdown, which no line break parts from the words after it."""
    if where == "html":
        drawn = f'<svg class="sample-mark {css_class(mark.direction)}" width="14" height="20" aria-hidden="true">'
        return f"`{drawn}{svg_shape(mark)}</svg>`{{=html}}\u00a0"
    if where == "typst":
        return f"`#sample-mark({typst_arguments(mark)})`{{=typst}}\u00a0"
    return f"[{CHARACTERS[mark.shape][mark.filled]}]{{.mark .{css_class(mark.direction)}}}\u00a0"


def dots(count: int, every: int, direction: Direction, where: Medium, across: int = 0) -> str:
    """Write one shape a participant as an inline of Markdown, filled for those with the outcome, in one row or more."""
    shape: Shape = "square" if direction == "undesirable" else "circle"
    if where == "html":
        side, columns = 14, across or every
        places = ((number % columns * side, number // columns * side) for number in range(every))
        drawn = "".join(_dot(shape, *place, number < count) for number, place in enumerate(places))
        box = f"0 0 {columns * side} {-(-every // columns) * side}"
        kind = f"dots {css_class(direction)}{' rows' if across else ''}"
        return f'`<svg class="{kind}" viewBox="{box}" aria-hidden="true">{drawn}</svg>`{{=html}}'
    return f'`#participant-dots({count}, {every}, "{shape}", "{css_class(direction)}")`{{=typst}}'


def dots_picture(count: int, every: int, direction: Direction, writer: Writer) -> Markdown:
    """Write the same as a picture for DOCX, whose characters know no gray shape, below its alternative text."""
    alt, step = fixed("figure.people"), _DOT_CM * _CM
    shapes = people(direction, (count, every), step, 0.8 * step)
    path = writer.picture("people", Drawing(shapes, alt, "png"))
    return Markdown(f"![{alt}]({path}){{width={every * _DOT_CM:.2f}cm}}")


def _dot(shape: Shape, left: int, top: int, filled: bool) -> str:
    marks = f'class="{"with" if filled else "without"}"'
    if shape == "circle":
        return f'<circle {marks} cx="{left + 6}" cy="{top + 7}" r="5"/>'
    return f'<rect {marks} x="{left + 1}" y="{top + 2}" width="10" height="10"/>'


def typst_arguments(mark: Mark) -> str:
    """Write what a mark is as the arguments of a Typst call."""
    return f'"{mark.shape}", {str(mark.filled).lower()}, "{css_class(mark.direction)}"'


def plot_cell(mark: Mark | None, writer: Writer, null: int | None = None, width: float = _WIDTH_CM) -> str:
    """Write the cell of a row's plot as HTML: SVG on a page, for a filter to draw in a PDF, a picture in DOCX.

    *null* is where the null of a difference lies, in per cent of the axis; *width* that of the picture in cm.
    """
    if writer.where == "html":
        return svg_row(mark, null)
    if writer.where == "docx":
        drawn = _row_drawing(mark, null, width)
        path = writer.picture("row", drawn)
        return f'<img src="{path}" alt="{drawn.about}" width="{width}cm" height="{_HEIGHT_CM:.2f}cm">'
    if mark is None:
        return '<span class="plot-row" data-call="absent-row()"></span>'
    ends = f"({mark.ends[0]:g}, {mark.ends[1]:g})" if mark.ends else "none"
    call = escape(f"plot-row({typst_arguments(mark)}, {mark.at:g}, {ends}{f', null: {null}%' if null else ''})")
    return f'<span class="plot-row" data-call="{call}"></span>'


def width_on_sheet(share: int) -> float:
    """Return how wide a plot is, in cm, in a column that takes *share* per cent of a landscape sheet in DOCX."""
    return round(_SHEET_CM * share / 100 - _PADDING_CM, 1)


def axis_ticks(ticks: tuple[str, str, str], writer: Writer, width: float = _WIDTH_CM) -> str:
    """Write the ends and the middle of an axis as markup.

    A style sheet or a template places them; DOCX has spaces between them, by the *width* of the axis in cm.
    """
    first, middle, last = (writer.cell((Words(tick, "axis tick"),)) for tick in ticks)
    if writer.where != "docx":
        return f"{first} {middle} {last}"
    half = (width * _SPACES_PER_CM - _in_spaces(ticks[1])) / 2
    before, after = (max(1, int(half - _in_spaces(tick))) * "\u00a0" for tick in (ticks[0], ticks[2]))
    return f"{first}{before}{middle}{after}{last}"


def _in_spaces(tick: str) -> int:
    """How many spaces are as wide: a digit or a sign has the width of two in Arial, a point that of one."""
    return sum(1 if character == "." else 3 if character == "%" else 2 for character in tick)


def alternative_texts(markup: str) -> tuple[str, ...]:
    """Write the alternative texts of the pictures in a table for the document tree; nothing where it has none."""
    texts = re.findall(r'<img [^>]*alt="([^"]*)"', markup)
    return (texts_for_tree((BREAK.join(texts),), "alt"),) if texts else ()


def draw_rows(marks: Iterable[Mark | None], writer: Writer, null: int | None = None, width: float = _WIDTH_CM) -> None:
    """Draw the rows of a table for DOCX, all at once, before its cells ask for each."""
    if writer.where == "docx":
        writer.draw(_row_drawing(mark, null, width) for mark in (None, *marks))


def _row_drawing(mark: Mark | None, null: int | None, width: float) -> Drawing:
    row = axis_row(mark, Frame(width * _CM, _HEIGHT_CM * _CM / LEADING), null)
    return Drawing(row, fixed("figure.no-mark" if mark is None else "figure.mark"), "png")
