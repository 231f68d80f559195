"""The style and the marks of all figures, and a drawing as SVG or PNG.

Words stay words in SVG, so that a reader can select them and a check can count them.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import font_source_sans_pro
from lxml import etree

from vexas_evidence.analysis.numbers import Shown
from vexas_evidence.model.record import DENOMINATOR_NOT_STATED
from vexas_evidence.present.marks import Direction, Mark, Shape, meaning

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, MUTED, RULE, MARK, PAPER = "#1b2733", "#5a6675", "#c9d0d8", "#0b5c8e", "#ffffff"
FONT = "Source Sans Pro"
STYLE: Any = {
    "font.family": FONT,
    "font.size": 10.5,
    "svg.fonttype": "none",
    "svg.hashsalt": "vexas-evidence",
    "text.color": INK,
    "axes.edgecolor": RULE,
    "axes.labelcolor": MUTED,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "xtick.color": MUTED,
    "xtick.labelsize": 9.5,
    "ytick.color": INK,
    "ytick.left": False,
    "axes.unicode_minus": False,
    "text.parse_math": False,
}
UNDESIRABLE = "#a3401f"
SHAPES: dict[Shape, str] = {
    "circle": "o",
    "square": "s",
    "pentagon": "p",
    "diamond": "D",
    "triangle": "^",
    "inverted-triangle": "v",
}
COLORS: dict[Direction, str] = {"desirable": MARK, "undesirable": UNDESIRABLE, "not stated": INK}
LABEL_BACKGROUND = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.8}  # keeps a label clear of the grid
DOTS = 220
"""Dots an inch of a PNG."""
COMPRESSION = 3
"""Of PNG, from 1 to 9: a third of the time of the usual 6 for one per cent more bytes."""
WIDTH = 5.4  # inches: narrow enough that a phone shows the text at a readable size


@dataclass(frozen=True, slots=True)
class Point:
    """A proportion to draw: its label, its numbers as shown, and its mark."""

    label: str
    when: str
    whom: str
    shown: Shown
    fraction: Shown | None
    limits: Shown | None
    interval: Shown | None
    mark: Mark
    why_no_interval: str = DENOMINATOR_NOT_STATED


def canvas(height: float) -> tuple[Figure, Axes]:
    """A figure of the report's width and a height in inches, and its axes."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    axes = figure.subplots()
    axes.set_axisbelow(True)
    return figure, axes


def marker(axes: Axes, x: float, y: float, mark: Mark) -> None:
    """A mark at a place, with its interval where it has one."""
    if mark.ends:
        axes.plot(mark.ends, (y, y), color=COLORS[mark.direction], linewidth=1.6, solid_capstyle="butt")
    axes.plot([x], [y], linestyle="none", **_look(mark))


def _look(mark: Mark) -> dict[str, Any]:
    color = COLORS[mark.direction]
    face = color if mark.filled else PAPER
    edge = {"markeredgecolor": color, "markeredgewidth": 1.5}
    return {"marker": SHAPES[mark.shape], "markersize": 7, "markerfacecolor": face, **edge}


def legend(axes: Axes, points: list[Point]) -> None:
    """What the marks mean, below the axes; only those that occur are explained."""
    from matplotlib.lines import Line2D

    used = {meaning(point.mark): point.mark for point in points}
    entries = [(Line2D([], [], linestyle="none", **_look(mark)), words) for words, mark in sorted(used.items())]
    if known := next((point for point in points if point.interval), None):
        assert known.interval is not None
        entries.append((Line2D([], [], color=MUTED, linewidth=1.6), legend_text(known.interval)))
    handles, labels = zip(*entries, strict=True)
    columns = len(entries) if len(entries) <= 2 else 2  # three would be wider than the figure
    axes.figure.legend(
        handles, labels, loc="outside lower center", ncols=columns, frameon=False, fontsize=9.5, labelcolor=MUTED
    )


def legend_text(interval: Shown) -> str:
    """What a line through a point means: the method and level of its interval."""
    return f"{interval.text.partition(' CI')[0]} CI"


def box(axes: Axes, text: str, x: float, y: float, width: float) -> None:
    """A box with a text in its middle, its lower left corner at x and y."""
    from matplotlib.patches import FancyBboxPatch

    axes.add_patch(
        FancyBboxPatch(
            (x, y), width, 16, boxstyle="round,pad=0,rounding_size=1.5", facecolor=PAPER, edgecolor=MARK, linewidth=1.2
        )
    )
    axes.text(x + width / 2, y + 8, text, ha="center", va="center", size=10.5, linespacing=1.15)


def arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float], style: str) -> None:
    """An arrow from start to end, solid or dashed."""
    axes.annotate(
        "", end, start, arrowprops={"arrowstyle": "-|>", "color": MARK, "linestyle": style, "shrinkA": 1, "shrinkB": 1}
    )


def to_svg(draw: Callable[[], Figure], about: str) -> str:
    """Return a drawing as SVG whose words are text; its metadata say what it is about."""
    return _render(draw, "svg", {"Title": about, "Date": None}).decode("utf-8")


def texts_of(svg: str) -> Iterator[tuple[str, bool]]:
    """Yield each text of a drawing in order, and whether it stands at a tick of an axis."""
    for element in etree.fromstring(svg.encode("utf-8")).iter("{http://www.w3.org/2000/svg}text"):
        groups = (ancestor.get("id", "") for ancestor in element.iterancestors())
        yield "".join(map(str, element.itertext())).strip(), any(re.match(r"[xy]tick_", group) for group in groups)


def to_png(draw: Callable[[], Figure], about: str, dots: int = DOTS) -> bytes:
    """Return a drawing as PNG, in dots an inch; its metadata say what it is about."""
    return _render(draw, "png", {"Title": about, "Software": None}, dots)


def widen(draw: Callable[[], Figure], ratio: float) -> Callable[[], Figure]:
    """Return a drawing that is at least *ratio* times as wide as high, with texts of the same size."""

    return partial(_wide, draw, ratio)


def _wide(draw: Callable[[], Figure], ratio: float) -> Figure:
    figure = draw()
    width, height = figure.get_size_inches()
    figure.set_size_inches(max(width, ratio * height), height)
    return figure


def inline_svg(svg: str, name: str, alt: str) -> str:
    """Return SVG for use inside a page: the page gives its size and colours; its ids begin with *name*."""
    body = svg[svg.index("<svg") :]
    body = re.sub(r"<(metadata|title)>.*?</\1>\s*", "", body, flags=re.DOTALL)
    opening = re.search(r'viewBox="([^"]+)"', body)
    assert opening is not None, "matplotlib writes a viewBox"
    for colour, variable in (
        (INK, "ink"),
        (MUTED, "muted"),
        (RULE, "rule"),
        (MARK, "mark"),
        (PAPER, "paper"),
        (UNDESIRABLE, "undesirable"),
    ):
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
