"""The receipt: the proof that travels with a release, of what was checked against what, and how well.

It says no more than was done: numbers that match a secondary source are not checked against the
article, a check that could test nothing does not pass, and a detection rate that was measured on
other data or code is stale.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from vexas_evidence.battery import Result
from vexas_evidence.detection import Measured, read_detection
from vexas_evidence.examination import Examination, examine
from vexas_evidence.hashes import code_hash, data_hash, file_hash
from vexas_evidence.jsontext import lines_of
from vexas_evidence.numbers import Numbers
from vexas_evidence.numerals import NumeralClass
from vexas_evidence.pieces import Medium, Piece, Pieces, Words
from vexas_evidence.problems import counted
from vexas_evidence.reconcile import ONCE

Line = tuple[str, tuple[Piece, ...]]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was found in one study's evidence, and with which versions of data and code."""

    numbers: Numbers
    examination: Examination
    detection: Measured | None
    stale: bool
    """Whether data or code have changed since the detection was measured."""
    data: str
    code: str

    @property
    def results(self) -> tuple[Result, ...]:
        """The checks of the study that state their power."""
        return self.examination.report.results[self.numbers.study.id]

    @property
    def version(self) -> str:
        """The version of the evidence."""
        return self.numbers.evidence.version


def write_out(numbers: Numbers, data: Path) -> Receipt:
    """Return the receipt of the study that a data folder's report shows."""
    measured, of_data, of_code = read_detection(data), data_hash(data), code_hash()
    stale = measured is not None and (measured.data, measured.code) != (of_data, of_code)
    return Receipt(numbers, examine(numbers.evidence), measured, stale, of_data, of_code)


def standing(receipt: Receipt) -> tuple[Piece, ...]:
    """The sentence that says what the numbers were checked against."""
    accounts = receipt.examination.accounts
    told: list[Piece] = []
    for tier, count in accounts.anchored.items():
        told += [Words(f"{count}", "receipt count"), f" readings match a {tier} source; "]
    all_of_them = len(receipt.numbers.study.estimates)
    return (
        *told,
        _count(accounts.checked),
        " estimates are checked against the article, ",
        _count(all_of_them - accounts.checked),
        " are not.",
    )


def matched(receipt: Receipt) -> list[Line]:
    """What became of the numbers of the sources, and how far two extractions agree."""
    accounts, report = receipt.examination.accounts, receipt.examination.report
    lines: list[Line] = [
        (
            "Number tokens of the sources",
            (
                _count(accounts.tokens),
                ": ",
                _count(accounts.used),
                " used, ",
                _count(accounts.waived),
                " waived, none left over",
            ),
        ),
        ("Looked at", (Words(", ".join(counted(n, what) for what, n in report.counts.items()), "receipt count"),)),
        (
            "What that means",
            (
                "structural checks find what cannot be in any data (a count over its base, a text with a typed number) "
                "and have no power to state; the consistency checks stand in the table below with theirs; readings of "
                "words have no number to match, and are tied to their sentence instead",
            ),
        ),
        ("Claims", (Words(", ".join(f"{n} {what}" for what, n in report.verdicts.items()), "receipt count"),)),
    ]
    if agreement := receipt.examination.agreements.get(receipt.numbers.study.id):
        told = f"before adjudication, {agreement.told}; {len(agreement.adjudicated)} differences adjudicated, none open"
    else:
        told = ONCE
    lines.append(("Second extraction", (Words(told, "receipt count"),)))
    rate = Words(receipt.detection.told, "receipt count") if receipt.detection else "not measured"
    lines.append(("Planted errors", (rate, " (stale: data or code have changed since)" if receipt.stale else "")))
    return lines


def known(receipt: Receipt) -> list[Line]:
    """What is known not to match and stands all the same, each with its reason: declared, adjudicated, waived."""
    examination, evidence = receipt.examination, receipt.numbers.evidence
    agreement = examination.agreements.get(receipt.numbers.study.id)
    told = [("Declared", f"{found.about}", declaration.reason) for found, declaration in examination.declared]
    for entry in agreement.adjudicated if agreement else ():
        told.append(("Adjudicated", f"{entry.about}, {entry.ours} against {entry.theirs}", entry.reason))
    for waiver in evidence.waivers:
        source = evidence.sources[waiver.source].short
        told.append(("Waived", f"{waiver.printed} in {source}, {waiver.section}", waiver.reason))
    return [(kind, (Words(f"{what}: {reason.rstrip('.')}.", "locator"),)) for kind, what, reason in told]


KINDS_HEAD = ("Kind of error", "Planted", "Caught")


def kinds(measured: Measured) -> list[tuple[Pieces, ...]]:
    """Each kind of planted error: how many were planted and how many caught."""
    return [((name,), (_count(kind.planted),), (_count(kind.caught),)) for name, kind in measured.kinds.items()]


def uncaught(measured: Measured) -> list[Line]:
    """The planted errors that survived, and those that no check could catch, each with its reason."""
    survived = Counter((each.kind, each.reason) for each in measured.survivors)
    lines: list[Line] = [
        (f"Survived: {kind}", (_count(number), Words(f": {reason}.", "receipt count")))
        for (kind, reason), number in survived.items()
    ]
    return lines + [
        (f"Not planted: {each.what}", (Words(f"{each.reason}.", "receipt count"),)) for each in measured.not_planted
    ]


CHECKS_HEAD = ("Check", "Result", "Tested", "Would catch", "Remark")


def checks(receipt: Receipt) -> list[tuple[Pieces, ...]]:
    """Each consistency check: outcome, how much it tested, its power over wrong values, and what it could not test."""
    return [
        (
            (result.check,),
            (result.outcome,),
            (_count(result.tested),),
            ("not known",) if result.power is None else (Words(f"{round(100 * result.power)}%", "check power"),),
            (Words(_remark(result), "receipt count"),),
        )
        for result in receipt.results
    ]


def _remark(result: Result) -> str:
    weak = "tells nothing here: every wrong value would pass too" if result.power == 0 else ""
    return "; ".join(part for part in (weak, result.because) if part)


def coverage(files: int, totals: Mapping[NumeralClass, int], where: Medium) -> Pieces:
    """How many numerals of each class were emitted; a render whose outputs hold any other one is not published."""
    of_what = f" numerals in the {files} other files" if where == "html" else " numerals in this document, up to here"
    told: list[Piece] = [_count(sum(totals.values())), Words(of_what, "receipt count"), ", none left over"]
    for number, (kind, count) in enumerate(totals.items()):
        told += [": " if number == 0 else ", ", _count(count), Words(f" {kind}", "receipt count")]
    return (*told, ".")


def made_of(receipt: Receipt) -> list[Line]:
    """The versions and hashes of data and code."""
    return [
        ("Evidence version", (Words(receipt.version, "version"),)),
        ("Software version", (Words(version("vexas-evidence"), "version"),)),
        ("Hash of the data", (Words(receipt.data, "hash"),)),
        ("Hash of the code that verifies", (Words(receipt.code, "hash"),)),
    ]


def as_json(receipt: Receipt, coverage: Mapping[str, Mapping[str, int]], files: Iterable[Path], site: Path) -> str:
    """Return the receipt for machines, with the numerals placed in each file and the hashes of the files.

    It holds no hash of itself, and its own numbers are in no total.
    """
    hashes = {path.relative_to(site).as_posix(): file_hash(path) for path in sorted(files)}
    return lines_of({**facts(receipt), "coverage": coverage, "files_sha256": hashes})


def in_brief(receipt: Receipt) -> dict[str, Any]:
    """Return which data and code a receipt is of, and what the numbers were checked against."""
    accounts = receipt.examination.accounts
    return {
        "evidence_version": receipt.version,
        "software_version": version("vexas-evidence"),
        "study": receipt.numbers.study.id,
        "matched_by_tier": accounts.anchored,
        "estimates": len(receipt.numbers.study.estimates),
        "estimates_checked_against_article": accounts.checked,
        "tokens": {"all": accounts.tokens, "used": accounts.used, "waived": accounts.waived},
        "data_sha256": receipt.data,
        "code_sha256": receipt.code,
    }


def facts(receipt: Receipt) -> dict[str, Any]:
    """Return all that a receipt says of data and code, for machines."""
    report = receipt.examination.report
    agreement = receipt.examination.agreements.get(receipt.numbers.study.id)
    return in_brief(receipt) | {
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
            for result in receipt.results
        ],
        "two_extractions": ONCE
        if agreement is None
        else {"rows": agreement.rows, "agreeing": agreement.agreeing, "adjudicated": len(agreement.adjudicated)},
        "declared": [
            {"about": found.about, "reason": declaration.reason} for found, declaration in receipt.examination.declared
        ],
        "detection": None
        if receipt.detection is None
        else receipt.detection.model_dump(mode="json") | {"stale": receipt.stale},
    }


def _count(number: int) -> Words:
    return Words(str(number), "receipt count")
