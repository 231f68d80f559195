"""One sentence on each file of a release or of its downloads, by the name of the file; and what to caution of."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Evidence
from vexas_evidence.present import sources_read
from vexas_evidence.present.figures.chart import Chart
from vexas_evidence.present.spans import to_line
from vexas_evidence.present.tables.table import Table
from vexas_evidence.publish.export import card, citations, embedding
from vexas_evidence.publish.release import status

DOCUMENTS = {
    "evidence-profile": "The evidence profile for a guideline committee",
    "evidence-summary": "The evidence summary, whole",
    "journal-club-handout": "The handout of a journal club, to write on",
    "journal-club-handout-facilitator": "The handout of a journal club with answers, for its facilitator",
    "slides": "The slides of a journal club",
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


def titles(evidence: Evidence, tables: Mapping[str, Table], charts: Iterable[Chart]) -> dict[str, str]:
    """Return what each download of the report is, by the name of its file."""
    titles_by_file = {f"{name}.csv": table.title for name, table in tables.items()}
    for chart in charts:
        titles_by_file[f"figure-{chart.name}.csv"] = f"The numbers of a figure. {chart.caption}"
        pictures = (f"{chart.name}.svg", f"{chart.name}.png", embedding.picture_name(chart))
        titles_by_file |= dict.fromkeys(pictures, f"A figure. {chart.caption}")
    for work in citations.works(evidence):
        for label, (ending, _) in citations.FORMATS.items():
            titles_by_file[f"cite-{work.name}.{ending}"] = f"How to cite, as {label}. {work.title}"
    return titles_by_file | {
        card.NAME: "The picture of one number that previews show, with its denominator, time and source inside"
    }


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
