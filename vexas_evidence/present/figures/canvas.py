"""A picture as SVG or PNG, in the font and the colors of the report.

Words stay words in SVG, so that a reader can select them and a check can count them.
"""

from __future__ import annotations

import html
import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from vexas_evidence.present.figures.picture import (
    DASHES,
    FACE_FILES,
    FILL,
    FONTS,
    INK,
    MARK,
    MUTED,
    OUTLINE,
    PAPER,
    RULE,
    UNDESIRABLE,
    Align,
    Item,
    Line,
    PictureBlock,
    Shape,
    Text,
)
from vexas_evidence.system.escaping import typst_string
from vexas_evidence.system.typst_script import Refused, compiled

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FONT = "Source Sans Pro"
STYLE: Any = {
    "font.family": FONT,
    "text.parse_math": False,
}
DOTS = 220
"""Dots an inch of a PNG."""
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
_ANCHORS: dict[Align, str] = {"left": "start", "center": "middle", "right": "end"}
_PAGE = "#set page(width: auto, height: auto, margin: 0pt)\n"
_HEADER = 33
"""The bytes of the signature of a PNG and of its first chunk, the header (PNG specification, 5.2 and 11.2.1)."""


def to_svg(picture: PictureBlock, about: str) -> str:
    """Return a picture as SVG whose words are text, above all else; its title says what it is about."""
    shapes = [_svg_of(item) for item in picture.items if not isinstance(item, Text)]
    texts = [_svg_of(item) for item in picture.items if isinstance(item, Text)]
    width, height = _number(picture.width), _number(picture.height)
    size = f'width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>\n'
        f"<title>{html.escape(about)}</title>\n"
        f'<rect width="{width}" height="{height}" style="fill: {PAPER}"/>\n'
        f'<g stroke-linejoin="round">\n{"".join(shapes)}</g>\n{"".join(texts)}</svg>\n'
    )


def _svg_of(item: Item) -> str:
    """An item as an element, its colors in a style, where a page replaces them by its own."""
    if isinstance(item, Text):
        weight = " font-weight: 600;" if item.weight == "semibold" else ""
        style = f"fill: {item.color};{weight} font-family: '{FONT}'; font-size: {_number(item.size)}px"
        place = f'x="{_number(item.x)}" y="{_number(item.y)}" text-anchor="{_ANCHORS[item.align]}"'
        return f'<text {place} style="{style}">{html.escape(item.text)}</text>\n'
    width = _number(item.width)
    dashes = f"; stroke-dasharray: {_number(2 * item.width)}" if item.dashed else ""
    if isinstance(item, Line):
        ends = f'x1="{_number(item.x)}" y1="{_number(item.y)}" x2="{_number(item.to_x)}" y2="{_number(item.to_y)}"'
        return f'<line {ends} style="stroke: {item.color}; stroke-width: {width}{dashes}"/>\n'
    outline = f"stroke: {item.edge}; stroke-width: {width}{dashes}" if item.width else "shape-rendering: crispEdges"
    style = f"fill: {item.face}; {outline}"  # no seams between the modules of a code, which have no outline
    if not item.corners:
        return f'<circle cx="{_number(item.x)}" cy="{_number(item.y)}" r="{_number(item.radius)}" style="{style}"/>\n'
    corners = " ".join(f"{_number(item.x + right)},{_number(item.y + down)}" for right, down in item.corners)
    return f'<polygon points="{corners}" style="{style}"/>\n'


def _number(length: float) -> str:
    return f"{round(length, 3):g}"


def to_pngs(pictures: Sequence[tuple[PictureBlock, str, int]]) -> Iterator[bytes]:
    """Yield pictures as PNG, each with what it is about, which its metadata say, and its dots an inch."""
    documents = [
        (
            f'{_PAGE}#image(bytes({typst_string(to_svg(picture, about))}), format: "svg")'.encode(),
            {"format": "png", "ppi": dots},
        )
        for picture, about, dots in pictures
    ]
    answers = compiled({"font_paths": [str(FONTS)]}, documents)
    for answer, (_, about, dots) in zip(answers, pictures, strict=True):
        assert not isinstance(answer, Refused), "Typst sets what is drawn here"
        yield _described(answer[0], about, dots)


def _described(png: bytes, about: str, dots: int) -> bytes:
    """A PNG with its title and its dots an inch behind its header."""
    a_metre = round(dots / 0.0254)
    physical = _chunk(b"pHYs", struct.pack(">IIB", a_metre, a_metre, 1))
    title = _chunk(b"iTXt", b"Title\0\0\0\0\0" + about.encode("utf-8"))
    return png[:_HEADER] + physical + title + png[_HEADER:]


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def inline_svg(svg: str, alt: str) -> str:
    """Return SVG for use inside a page, which gives its size and colors."""
    opening = re.search(r'viewBox="[^"]+"', svg)
    assert opening is not None
    body = svg[svg.index("</title>") + len("</title>\n") :]
    for colour, variable in _VARIABLES.items():
        body = body.replace(f": {colour}", f": var(--ve-{variable}, {colour})")
    marks = f'class="chart" role="img" aria-label="{html.escape(alt)}" {opening[0]}'
    return f'<svg {marks} xmlns="http://www.w3.org/2000/svg">\n{body}'


def to_figure(picture: PictureBlock) -> Figure:
    """Return a picture as a figure of matplotlib in the style of the report, to style further."""
    from matplotlib import rc_context

    _fonts()
    with rc_context(STYLE):
        return _paint(picture)


@cache
def _fonts() -> None:
    from matplotlib import font_manager

    for path in FACE_FILES:
        font_manager.fontManager.addfont(str(path))


def _paint(picture: PictureBlock) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(picture.width / POINTS, picture.height / POINTS), facecolor=PAPER)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, picture.width), ylim=(picture.height, 0))
    axes.axis("off")
    for item in picture.items:
        if isinstance(item, Text):
            look: Any = {"size": item.size, "color": item.color, "weight": item.weight, "ha": item.align}
            axes.text(item.x, item.y, item.text, va="baseline", **look)
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
