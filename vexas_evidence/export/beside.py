"""What the other files of a folder are that holds the exports, by their names: documents, tables, proofs, fonts."""

from __future__ import annotations

import html
import re
from pathlib import Path

from vexas_evidence import figures, frames
from vexas_evidence.drawing import card
from vexas_evidence.model import Evidence
from vexas_evidence.numbers import Numbers
from vexas_evidence.web import citing, embedding

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
    "receipt.json": "The receipt: what was checked against what, and the hash of each file of the render",
    "feed.xml": "The feed of versions",
    "sitemap.xml": "The addresses of the pages",
}
_KINDS = {
    ".css": "A style of the pages",
    ".js": "A script of the pages, which work without it",
    ".ttf": "A font of the pages: Source Sans Pro by Adobe",
}
_TITLE = re.compile("<title>(.*?)</title>", re.DOTALL)


def words_of(path: Path, version: str) -> str:
    """Return what a file of a rendered site or of the release of a version is; "" for one that is not known."""
    if path.suffix == ".html":
        title = _TITLE.search(path.read_text(encoding="utf-8"))
        return f"A page: {html.unescape(title[1]).strip()}" if title else ""
    if path.name == f"{version}.json":
        return "The release: the records of this version, its receipt, and the hashes of its outputs"
    return _PROOFS.get(path.name) or DOCUMENTS.get(path.stem) or _KINDS.get(path.suffix, "")


def titles(evidence: Evidence) -> dict[str, str]:
    """Return what each download of the report is, by the name of its file."""
    numbers = Numbers(evidence, evidence.study)
    told = {f"{name}.csv": make(numbers).title for name, make in frames.TABLES.items()}
    for name, chart in figures.charts(numbers).items():
        told[f"figure-{name}.csv"] = f"The numbers of a figure. {chart.caption}"
        pictures = (f"{name}.svg", f"{name}.png", embedding.picture_name(chart))
        told |= dict.fromkeys(pictures, f"A figure. {chart.caption}")
    for work in citing.works(evidence):
        for label, (ending, _) in citing.FORMATS.items():
            told[f"cite-{work.name}.{ending}"] = f"How to cite, as {label}. {work.title}"
    return told | {card.NAME: "The picture of one number that previews show, with its base, time and source inside"}
