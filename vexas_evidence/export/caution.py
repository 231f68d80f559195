"""What a reader has to know before using a number: the pages say it at their top, each export where its format can."""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence import checked, versions
from vexas_evidence.model import Evidence
from vexas_evidence.numbers import Numbers
from vexas_evidence.pieces import plain

NO_ADVICE = "Not medical advice."


def cautions(evidence: Evidence) -> Iterator[str]:
    """Yield that it is no advice, what of each study was checked, and of a version that is not current why."""
    yield NO_ADVICE
    for study in evidence.studies.values():
        yield f"{study.about.title}: {plain(checked.in_full(Numbers(evidence, study)))}"
    if told := versions.notice(Numbers(evidence, evidence.study)):
        yield " ".join(map(plain, told)).rstrip()


def about(evidence: Evidence) -> str:
    """Return what a description of a file or folder says: the question of the report's study, and the cautions."""
    question = plain(Numbers(evidence, evidence.study).pieces(evidence.study.about.question))
    return " ".join((question, *cautions(evidence)))
