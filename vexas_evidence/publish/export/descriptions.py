"""One sentence on each file of a release or of its downloads, by the name of the file; and what to caution of."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Evidence
from vexas_evidence.present import sources_read
from vexas_evidence.present.spans import to_line
from vexas_evidence.publish.release import status

DOCUMENTS = section("files.documents")
"""The documents by the name of their files, whatever the format."""
_PROOFS = (".json", ".xml")
_FONT_LICENSE = "SIL Open Font License 1.1"
_TITLE = re.compile("<title>(.*?)</title>", re.DOTALL)


def description_of(path: Path, version: str) -> str:
    """Return what a file of a site or of the release of a version is; "" for a file of no known kind."""
    if path.suffix == ".html":
        title = _TITLE.search(path.read_text(encoding="utf-8"))
        return fixed("files.others.page", title=html.unescape(title[1]).strip()) if title else ""
    if path.name == f"{version}.json":
        return fixed("files.others.release")
    if path.name == "OFL.txt":
        return fixed("files.others.font-license", license=_FONT_LICENSE)
    proofs, kinds = section("files.proofs"), section("files.kinds")
    return (
        (path.suffix in _PROOFS and proofs.get(path.stem))
        or DOCUMENTS.get(path.stem)
        or kinds.get(path.suffix.removeprefix("."), "")
    )


def cautions(evidence: Evidence) -> Iterator[str]:
    """Yield the cautions: no medical advice, what of each study was checked, why a version is not current."""
    yield fixed("embedded.advice")
    for study in evidence.studies.values():
        yield f"{study.about.title}: {to_line(sources_read.checked_sentence(Numbers(evidence, study)))}"
    if notice := status.notice(Numbers(evidence, evidence.study)):
        yield " ".join(map(to_line, notice)).rstrip()


def about(evidence: Evidence) -> str:
    """Return what a description of a file or folder says: the question of the report's study, and the cautions."""
    question = evidence.question.text
    return " ".join((question, *cautions(evidence)))
