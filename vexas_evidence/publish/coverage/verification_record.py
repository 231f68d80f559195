"""The verification: the proof that travels with a release, of what was checked against what, and how well.

It says no more than was done: numbers that match a secondary source are not checked against the
article, a check that could test nothing does not pass, and a detection rate that was measured on
other data or code is stale.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from vexas_evidence.analysis.checks import ConsistencyResult
from vexas_evidence.analysis.checks.run import STRUCTURAL_NAMES
from vexas_evidence.analysis.measurements.detection import Detection
from vexas_evidence.analysis.measurements.measurement import Measurement, read_measurement
from vexas_evidence.analysis.measurements.reading_accuracy import ReadingAccuracy, reader_hash
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.reconcile import ONCE
from vexas_evidence.analysis.verification import OTHER_CHECKS, Verification
from vexas_evidence.load.report_files import report_files
from vexas_evidence.system.hashes import code_hash, files_hash


@dataclass(frozen=True, slots=True)
class VerificationRecord:
    """What was found in one study's evidence, and with which versions of data and code."""

    numbers: Numbers
    verification: Verification
    data: str
    """The SHA-256 of the data of the report."""
    code: str
    """The SHA-256 of the package and of the benchmarks."""
    reader_code: str
    """The SHA-256 of the part of the package that reads documents and numbers."""
    detection: Detection | None
    accuracy: ReadingAccuracy | None

    @property
    def results(self) -> tuple[ConsistencyResult, ...]:
        """The checks of the study that state their power."""
        return self.verification.checks.results[self.numbers.study.id]

    @property
    def version(self) -> str:
        """The version of the evidence."""
        return self.numbers.evidence.version

    @property
    def detection_is_stale(self) -> bool:
        """Whether data or code have changed since the detection was measured."""
        measured = self.detection
        return measured is not None and (measured.data, measured.code) != (self.data, self.code)

    @property
    def accuracy_is_stale(self) -> bool:
        """Whether the code that reads documents has changed since the accuracy was measured."""
        return self.accuracy is not None and self.accuracy.code != self.reader_code


def record_verification(numbers: Numbers, verification: Verification, data: Path) -> VerificationRecord:
    """Return the record of a verification of the numbers of a data folder.

    Raises BadInput where the record of the detection or that of the accuracy is wrong.
    """
    hashes = files_hash(report_files(data, numbers.evidence)), code_hash(), reader_hash()
    measurements = read_measurement(Detection, data), read_measurement(ReadingAccuracy, data)
    return VerificationRecord(numbers, verification, *hashes, *measurements)


def facts(record: VerificationRecord) -> dict[str, Any]:
    """Return all that a verification says of data and code, for machines.

    The status of the version, since when and why it no longer stands, and what to use are those of the render.
    """
    accounts, now = record.verification.token_use, record.numbers.evidence.changes.newest
    by_rule = {"by_rule": number} if (number := sum(accounts.by_rule.values())) else {}
    report = record.verification.checks
    agreement = record.verification.agreements.get(record.numbers.study.id)
    return {
        "evidence_version": record.version,
        "status": now.status,
        "because": now.because,
        "since": now.since and now.since.isoformat(),
        "instead": record.numbers.evidence.changes.instead_of(now),
        "software_version": version("vexas-evidence"),
        "study": record.numbers.study.id,
        "matched_by_tier": accounts.anchored,
        "estimates": len(record.numbers.study.estimates),
        "estimates_checked_against_article": accounts.in_full_text,
        "tokens": {"all": accounts.tokens, "used": accounts.used, "waived": accounts.waived, **by_rule},
        "data_sha256": record.data,
        "code_sha256": record.code,
        "checks_run": {"structural": list(STRUCTURAL_NAMES), "other": list(OTHER_CHECKS)},
        "looked_at": report.counts,
        "claims": report.verdicts,
        "checks": [
            {
                "check": result.check,
                "outcome": result.outcome,
                "tested": result.tested,
                "power": None if result.power is None else round(float(result.power), 4),
                "because": result.because,
            }
            for result in record.results
        ],
        "two_extractions": ONCE
        if agreement is None
        else {"rows": agreement.rows, "agreeing": agreement.agreeing, "adjudicated": len(agreement.adjudicated)},
        "declared": [
            {"about": found.about, "reason": declaration.reason} for found, declaration in record.verification.declared
        ],
        "detection": _measured(record.detection, record.detection_is_stale),
        "reading_accuracy": _measured(record.accuracy, record.accuracy_is_stale),
    }


def _measured(measurement: Measurement | None, is_stale: bool) -> dict[str, Any] | None:
    return None if measurement is None else measurement.model_dump(mode="json") | {"stale": is_stale}
