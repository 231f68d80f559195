"""A figure of matplotlib, which scripts style further, is the picture that a render draws."""

from __future__ import annotations

import io

import numpy as np
import pytest
from matplotlib.image import imread

from vexas_evidence.present.figures.canvas import POINTS, to_figure, to_pngs
from vexas_evidence.present.figures.picture import INK, MARK, PAPER, UNDESIRABLE, Item, Line, PictureBlock, Shape, Text

DOTS = 2 * POINTS
TRIANGLE = ((-20, 10), (20, 10), (0, -25))
ITEMS: dict[str, Item] = {
    "line": Line(10, 20, 90, 60, MARK, 3),
    "dashed line": Line(10, 30, 90, 30, UNDESIRABLE, 4, dashed=True),
    "circle": Shape(50, 40, (), 25, INK, MARK, 2),
    "hollow circle": Shape(50, 40, (), 25, PAPER, MARK, 4, dashed=True),
    "triangle": Shape(50, 40, TRIANGLE, 0, PAPER, UNDESIRABLE, 3),
    "module without an outline": Shape(40, 30, ((0, 0), (20, 0), (20, 20), (0, 20)), 0, INK, INK, 0),
    "words": Text(10, 40, ("34% of 41",), 14),
    "semibold words": Text(90, 40, ("34% of 41",), 14, MARK, "semibold", "right"),
    "centered words": Text(50, 40, ("34% of 41",), 14, align="center"),
}


def ink(png: bytes) -> np.ndarray:
    """How dark each dot is."""
    return 1 - imread(io.BytesIO(png))[..., :3].mean(axis=2)


def box(dark: np.ndarray) -> list[int]:
    rows, columns = np.nonzero(dark > 0.25)
    return [columns.min(), columns.max(), rows.min(), rows.max()]


@pytest.mark.parametrize("item", ITEMS.values(), ids=ITEMS)
def test_both_painters_draw_an_item_at_its_place_in_its_color(item: Item) -> None:
    picture, painted = PictureBlock(100, 80, (item,)), io.BytesIO()
    to_figure(picture).savefig(painted, format="png", dpi=DOTS)
    [drawn] = to_pngs([(picture, "", DOTS)])
    one, other = ink(drawn), ink(painted.getvalue())
    assert box(one) == pytest.approx(box(other), abs=3)
    assert one.sum() == pytest.approx(other.sum(), rel=0.1)
