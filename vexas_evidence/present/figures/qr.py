"""The QR code of the journal club's handout: the address that it opens, in words and as a drawing."""

from __future__ import annotations

import io

import segno

from vexas_evidence.model import Evidence
from vexas_evidence.present.figures.canvas import INK, PAPER
from vexas_evidence.present.spans import Spans, Words

NOT_PUBLISHED = (
    "report.yml names no published address, so the QR code of the journal club's handout opens the article's DOI"
)


def address(evidence: Evidence) -> str:
    """Return the address that the code opens: the published site, or else the article."""
    return evidence.report.address or f"https://doi.org/{evidence.study.about.citation.doi}"


def in_words(evidence: Evidence) -> Spans:
    """Return what the code opens, in words."""
    opens = address(evidence)
    if evidence.report.published:
        return ("opens the report online: ", Words(opens, "reference"))
    return ("opens the journal article: ", Words(opens, "DOI"))


def svg(content: str) -> str:
    """Draw the code of an address as SVG, with the quiet margin that readers need around it."""
    stream = io.BytesIO()
    segno.make(content, error="m", micro=False).save(
        stream, kind="svg", xmldecl=False, dark=INK, light=PAPER, svgclass=None, lineclass=None
    )
    return stream.getvalue().decode("utf-8").strip()
