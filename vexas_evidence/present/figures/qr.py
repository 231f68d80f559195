"""The QR code of the journal club's handout: the address that it opens, in words and as a drawing."""

from __future__ import annotations

from itertools import groupby

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.model import Evidence
from vexas_evidence.present.figures.canvas import to_svg
from vexas_evidence.present.figures.picture import INK, Item, PictureBlock, Shape
from vexas_evidence.present.spans import Spans, Words

_SIDE = 100.0
"""The width of the drawing in points; a page shows it smaller."""
_NOT_PUBLISHED = "the report names no published address, so the journal club's handout has "


def not_published(evidence: Evidence) -> str:
    """Return what a report without an address means for its handout."""
    with_doi = address(evidence) is not None
    return f"{_NOT_PUBLISHED}{'a QR code that opens the DOI of the article' if with_doi else 'no QR code'}"


def address(evidence: Evidence) -> str | None:
    """Return the address that the code opens: the published site, or else the article; None where neither is known."""
    doi = evidence.study.about.citation.doi
    return evidence.report.address or (f"https://doi.org/{doi}" if doi else None)


def in_words(evidence: Evidence, opens: str) -> Spans:
    """Return what the code opens, in words."""
    if evidence.report.published:
        return (f"{fixed('qr.report')} ", Words(opens, "reference"))
    return (f"{fixed('qr.article')} ", Words(opens, "DOI"))


def code(opens: str, side: float, border: int = 0) -> PictureBlock:
    """Draw the code of an address, its dark modules in runs, with a *border* of so many light ones around it."""
    import segno

    matrix = list(segno.make(opens, error="m", micro=False).matrix_iter(border=border))
    module = side / len(matrix)
    items: list[Item] = []
    for down, row in enumerate(matrix):
        at = 0
        for is_dark, run in groupby(row):
            start, at = at, at + len(list(run))
            if is_dark:
                corners = ((start, down), (at, down), (at, down + 1), (start, down + 1))
                items.append(Shape(0, 0, tuple((x * module, y * module) for x, y in corners), 0, INK, INK, 0))
    return PictureBlock(side, side, tuple(items))


def svg(opens: str) -> str:
    """Draw the code of an address as SVG, with the quiet margin that readers need around it (ISO/IEC 18004)."""
    return to_svg(code(opens, _SIDE, border=4), opens)
