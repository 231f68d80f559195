"""What tests read from figures: the texts of a drawing, and how small the words of a picture are."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from vexas_evidence.present.figures.picture import PictureBlock, Text


def texts_of(svg: str) -> Iterator[str]:
    """Yield each text of a drawing in order."""
    for element in etree.fromstring(svg.encode("utf-8")).iter("{http://www.w3.org/2000/svg}text"):
        yield "".join(map(str, element.itertext())).strip()


def smallest(picture: PictureBlock) -> float:
    """The size of the smallest words of a picture, in points."""
    return min(item.size for item in picture.items if isinstance(item, Text))
