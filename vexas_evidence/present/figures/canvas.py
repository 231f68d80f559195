"""A picture as SVG or PNG, in the font and the colors of the report.

Words stay words in SVG, so that a reader can select them and a check can count them.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import font_source_sans_pro

from vexas_evidence.present.figures.picture import (
    DASHES,
    FILL,
    INK,
    MARK,
    MUTED,
    OUTLINE,
    PAPER,
    RULE,
    UNDESIRABLE,
    Line,
    PictureBlock,
    Shape,
    Text,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FONT = "Source Sans Pro"
STYLE: Any = {
    "font.family": FONT,
    "svg.fonttype": "none",
    "svg.hashsalt": "vexas-evidence",
    "text.parse_math": False,
}
DOTS = 220
"""Dots an inch of a PNG."""
COMPRESSION = 3
"""Of PNG, from 1 to 9: a third of the time of the usual 6 for one per cent more bytes."""
POINTS = 72
"""Points an inch."""
_VARIABLES = {
    INK: "ink",
    MUTED: "muted",
    RULE: "rule",
    MARK: "mark",
    PAPER: "paper",
    UNDESIRABLE: "undesirable",
    FILL: "fill",
    OUTLINE: "outline",
    DASHES: "dash",
}
"""The names by which the style sheet of a page gives these colors."""


def paint(picture: PictureBlock) -> Figure:
    """Draw a picture."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(picture.width / POINTS, picture.height / POINTS), facecolor=PAPER)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, picture.width), ylim=(picture.height, 0))
    axes.axis("off")
    for item in picture.items:
        if isinstance(item, Text):
            axes.text(
                item.x,
                item.y,
                item.text,
                size=item.size,
                color=item.color,
                weight=item.weight,
                ha=item.align,
                va="baseline",
            )
        else:
            _paint_line_or_shape(axes, item)
    return figure


def _paint_line_or_shape(axes: Axes, item: Line | Shape) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Circle, Polygon

    dashes: Any = (0, (2, 2)) if item.dashed else "solid"
    if isinstance(item, Line):
        ends = (item.x, item.to_x), (item.y, item.to_y)
        axes.add_artist(
            Line2D(*ends, color=item.color, linewidth=item.width, linestyle=dashes, solid_capstyle="butt", zorder=2)
        )
        return
    look = {"facecolor": item.face, "edgecolor": item.edge, "linewidth": item.width, "linestyle": dashes, "zorder": 2}
    if item.corners:
        axes.add_patch(Polygon([(item.x + right, item.y + down) for right, down in item.corners], closed=True, **look))
    else:
        axes.add_patch(Circle((item.x, item.y), item.radius, **look))


def to_svg(draw: Callable[[], Figure], about: str) -> str:
    """Return a drawing as SVG whose words are text; its metadata say what it is about."""
    return _render(draw, "svg", {"Title": about, "Date": None}).decode("utf-8")


def to_png(draw: Callable[[], Figure], about: str, dots: int = DOTS) -> bytes:
    """Return a drawing as PNG, in dots an inch; its metadata say what it is about."""
    return _render(draw, "png", {"Title": about, "Software": None}, dots)


def inline_svg(svg: str, name: str, alt: str) -> str:
    """Return SVG for use inside a page: the page gives its size and colors; its ids begin with *name*."""
    body = svg[svg.index("<svg") :]
    body = re.sub(r"<(metadata|title)>.*?</\1>\s*", "", body, flags=re.DOTALL)
    opening = re.search(r'viewBox="([^"]+)"', body)
    assert opening is not None, "matplotlib writes a viewBox"
    for colour, variable in _VARIABLES.items():
        body = body.replace(f": {colour}", f": var(--ve-{variable}, {colour})")
    body = re.sub(r'(\bid="|url\(#|xlink:href="#)', rf"\g<1>{name}-", body)
    head = (
        f'<svg class="chart" role="img" aria-label="{html.escape(alt)}" viewBox="{opening[1]}" '
        'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
    )
    return re.sub(r"<svg\b[^>]*>", lambda _: head, body, count=1)


@cache
def _fonts() -> None:
    from matplotlib import font_manager

    for face in ("Regular", "It", "Semibold", "Bold"):
        font_manager.fontManager.addfont(str(Path(font_source_sans_pro.font_directory) / f"SourceSansPro-{face}.ttf"))


def drawn(draw: Callable[[], Figure]) -> Figure:
    """Return a drawing in the style of the report, to style further."""
    from matplotlib import rc_context

    _fonts()
    with rc_context(STYLE):
        return draw()


def _render(draw: Callable[[], Figure], form: str, metadata: dict[str, str | None], dots: int = DOTS) -> bytes:
    from matplotlib import rc_context

    _fonts()
    stream = io.BytesIO()
    with rc_context(STYLE):
        quick: dict[str, Any] = {"pil_kwargs": {"compress_level": COMPRESSION}} if form == "png" else {}
        draw().savefig(stream, format=form, dpi=dots, metadata=metadata, **quick)
    return stream.getvalue()
