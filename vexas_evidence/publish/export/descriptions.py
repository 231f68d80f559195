"""One sentence on each file of a release or of its downloads, by the name of the file; and what to caution of."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Evidence
from vexas_evidence.present import sources_read
from vexas_evidence.present.spans import to_line
from vexas_evidence.publish.release import status

DOCUMENTS = {
    "evidence-profile": "The evidence profile for a guideline committee",
    "evidence-summary": "The evidence summary: highlights, findings and safety",
    "journal-club-handout": "The handout of a journal club, to write on",
    "journal-club-handout-facilitator": "The handout of a journal club with answers, for its facilitator",
    "slides": "The slides of a journal club",
    "technical-appendix": "The technical appendix: methods, limits, provenance and verification",
    "visual-summary": "The evidence summary on one page, made to be handed out",
}
"""The documents by the name of their files, whatever the format."""
_PROOFS = {
    "manifest.json": "The manifest: each numeral that the documents are expected to hold, with its class and record",
    "verification.json": "The verification: what was checked against what, and the hash of each file of the render",
    "feed.xml": "The feed of versions",
    "sitemap.xml": "The addresses of the pages",
    "OFL.txt": "The license of the fonts beside it: SIL Open Font License 1.1",
}
_KINDS = {
    ".css": "A style of the pages",
    ".js": "A script of the pages, which work without it",
    ".ttf": "A font of the pages: Source Sans Pro by Adobe",
}
_TITLE = re.compile("<title>(.*?)</title>", re.DOTALL)


def description_of(path: Path, version: str) -> str:
    """Return what a file of a site or of the release of a version is; "" for a file of no known kind."""
    if path.suffix == ".html":
        title = _TITLE.search(path.read_text(encoding="utf-8"))
        return f"A page: {html.unescape(title[1]).strip()}" if title else ""
    if path.name == f"{version}.json":
        return "The release: the records of this version, its verification, and the hashes of its outputs"
    return _PROOFS.get(path.name) or DOCUMENTS.get(path.stem) or _KINDS.get(path.suffix, "")


def cautions(evidence: Evidence) -> Iterator[str]:
    """Yield the cautions: no medical advice, what of each study was checked, why a version is not current."""
    yield "Not medical advice."
    for study in evidence.studies.values():
        yield f"{study.about.title}: {to_line(sources_read.checked_sentence(Numbers(evidence, study)))}"
    if notice := status.notice(Numbers(evidence, evidence.study)):
        yield " ".join(map(to_line, notice)).rstrip()


def about(evidence: Evidence) -> str:
    """Return what a description of a file or folder says: the question of the report's study, and the cautions."""
    question = evidence.question.text
    return " ".join((question, *cautions(evidence)))
