"""The QR code of the journal club's handout: the address that it opens, in words and as a drawing."""

from __future__ import annotations

import io

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.model import Evidence
from vexas_evidence.present.figures.picture import INK, PAPER
from vexas_evidence.present.spans import Spans, Words

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


def svg(content: str) -> str:
    """Draw the code of an address as SVG, with the quiet margin that readers need around it."""
    import segno

    stream = io.BytesIO()
    segno.make(content, error="m", micro=False).save(
        stream, kind="svg", xmldecl=False, dark=INK, light=PAPER, svgclass=None, lineclass=None
    )
    return stream.getvalue().decode("utf-8").strip()
