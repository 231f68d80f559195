"""The data that a finished file carries: verified again, and what is attached beside them made of them again.

A file of the code that audits it is what this code makes, byte for byte. One of other code, as of an older version, is
held to what it states itself of its data: the records and columns of its ledger and its table, and what it was matched
with. What the checks of other code find in its data is named, and nothing that the file got wrong.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.verification import verify_evidence
from vexas_evidence.load.folder import load
from vexas_evidence.load.formats.format_1 import in_format_2
from vexas_evidence.load.formats.upgrade import upgrade_of
from vexas_evidence.present.tables.findings import table_findings
from vexas_evidence.publish.coverage import attachments, manifest
from vexas_evidence.publish.coverage import verification_record as verifications
from vexas_evidence.publish.coverage.attachments import DATA, DATED, FINDINGS, HASHES, LEDGER, MANIFEST, SEAL, place
from vexas_evidence.publish.coverage.comparison import Mismatch
from vexas_evidence.publish.coverage.manifest import Manifest
from vexas_evidence.system.files import write_files
from vexas_evidence.system.hashes import code_hash, data_hash
from vexas_evidence.system.problems import BadInput

_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(?:/[A-Za-z0-9][\w.-]*){0,3}")
_HEADS = {"Out of whom": "Who was counted", "By when": "When"}
"""Heads of the table of the findings in files before evidence version 1.2, and what they are called since."""
_OF_RENDER = ("software_version", "code_sha256", "detection", "reading_accuracy")
"""Facts that do not follow from the data."""
_OF_CHECKS = ("checks_run", "checks", "looked_at", "claims", "declared")  # facts of the checks that a code has


def compare_remade(attached: Mapping[str, bytes], facts: Mapping[str, Any], known: Manifest) -> Iterator[Mismatch]:
    """Verify the attached data again, and compare all that is attached with what is made of them again."""
    with tempfile.TemporaryDirectory(prefix="audit-") as scratch:
        folder = Path(scratch) / "data"
        try:
            _unpack(attached[DATA], folder)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            yield Mismatch(place(DATA), "it cannot be read", "the data files as they were typed")
            return
        digest, where = data_hash(folder), attachments.verification_name(attached)
        if attachments.is_sealed(facts) and facts.get("data_sha256") != digest:
            yield Mismatch(place(DATA), "other data", f"those of the hash in {where}")
        try:
            found = upgrade_of(folder)
            write_files(folder, found.texts)
            of_format_1 = found.of_format_1
            evidence = load(folder)
            evidence = evidence.of_report(evidence.report.id)
        except BadInput as error:
            yield from (Mismatch(f"{place(DATA)}, {each.place}", each.wrong, each.expected) for each in error.problems)
            return
        verification, numbers = verify_evidence(evidence), Numbers(evidence, evidence.study)
        stated = _as_json(facts, of_format_1)
        of_other_code = stated.get("code_sha256") != code_hash()
        for each in verification.discrepancies:
            check = each.check if of_other_code else ""
            yield Mismatch(f"{place(DATA)}, {each.place}", each.found, each.expected, other_check=check)
        yield from _of_manifest(known, numbers)
        yield from _of_files(attached, numbers, of_other_code, of_format_1)
        record = replace(verifications.record_verification(numbers, verification, folder), data=digest)
        made = _as_json(verifications.facts(record), of_format_1)
        yield from (Mismatch(place(where), *each) for each in _of_facts(stated, made, of_other_code))


def _of_manifest(known: Manifest, numbers: Numbers) -> Iterator[Mismatch]:
    evidence = numbers.evidence
    if (newest := evidence.changes.newest.label) != known.version:
        yield Mismatch(place(MANIFEST), f"version {known.version!r}", f"{newest!r}, the newest of the data")
    if known.names != evidence.names:
        yield Mismatch(
            place(MANIFEST), "names that the data do not declare", "those of the vocabulary and of the sources"
        )
    for _, entry, expected in manifest.unfit(known, numbers):
        yield Mismatch(place(MANIFEST), f"{entry.text!r} as {entry.id}", repr(expected))


def _of_files(
    attached: Mapping[str, bytes], numbers: Numbers, of_other_code: bool, of_format_1: bool
) -> Iterator[Mismatch]:
    """Yield the ledger and the table that are not what the data say; those of other code, as far as they go."""
    for name, made in (
        (LEDGER, attachments.ledger(numbers)),
        (FINDINGS, attachments.as_csv(table_findings(numbers), numbers)),
    ):
        ours, theirs = (
            in_format_2(each.decode("utf-8", "replace")).encode("utf-8") if of_format_1 else each
            for each in (attached.get(name, made), made)
        )
        if ours != theirs and not (of_other_code and agrees(_content(name, ours), _content(name, theirs))):
            yield Mismatch(place(name), _difference(ours, theirs), f"what {DATA} says")


def _of_facts(stated: Mapping[str, Any], made: Mapping[str, Any], of_other_code: bool) -> Iterator[tuple[str, str]]:
    """Yield the facts that are not what follows from the data; of other code those without its checks, where stated."""
    given = {*_OF_RENDER, *((*_OF_CHECKS, *(made.keys() - stated.keys())) if of_other_code else ())}
    for key, value in made.items():
        agreeing = agrees(stated.get(key), value) if of_other_code else stated.get(key) == value
        if key not in given and not agreeing:
            yield f"{key} {stated.get(key)!r}", repr(value)
    for key in sorted(set(stated) - {*made, HASHES, SEAL, DATED}):
        yield f"{key} {stated[key]!r}", "no such fact"


def agrees(stated: Any, made: Any) -> bool:
    """Say whether what is stated is what was made again, which may hold more keys.

    >>> agrees({"n": 1, "rows": [{"a": 2}]}, {"n": 1, "rows": [{"a": 2, "b": 3}], "new": 4})
    True
    >>> agrees({"rows": [{"a": 2}]}, {"rows": [{"a": 2}, {"a": 3}]})
    False
    """
    if isinstance(stated, dict) and isinstance(made, dict):
        return all(key in made and agrees(value, made[key]) for key, value in stated.items())
    if isinstance(stated, list) and isinstance(made, list):
        return len(stated) == len(made) and all(map(agrees, stated, made))
    return bool(stated == made)


def _content(name: str, content: bytes) -> Any:
    """Return what a file states: JSON as it is, a table as a list of rows; a text where it is neither."""
    text = content.decode("utf-8", "replace")
    try:
        if name != FINDINGS:
            return json.loads(text)
        return [{_HEADS.get(key, key): cell for key, cell in row.items()} for row in csv.DictReader(io.StringIO(text))]
    except (ValueError, csv.Error, RecursionError):
        return text


def _as_json(facts: Mapping[str, Any], of_format_1: bool) -> dict[str, Any]:
    """Return facts as JSON holds them, those of format 1 in the words of format 2."""
    text = json.dumps(facts, ensure_ascii=False)
    return dict(json.loads(in_format_2(text) if of_format_1 else text))


def _unpack(content: bytes, folder: Path) -> None:
    """Write the data files into an empty folder; raises ValueError for a name that leads elsewhere."""
    for name, text in json.loads(content)["files"].items():
        if not _NAME.fullmatch(name) or PurePosixPath(name).suffix not in (".yml", ".csv"):
            raise ValueError(name)
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode("utf-8"))


def _difference(found: bytes, made: bytes) -> str:
    """Say in which line two texts first differ."""
    ours, theirs = found.splitlines(), made.splitlines()
    same = (number for number, (one, other) in enumerate(zip(ours, theirs, strict=False), 1) if one != other)
    number = next(same, min(len(ours), len(theirs)) + 1)
    line = ours[number - 1].decode("utf-8", "replace").strip()[:60] if number <= len(ours) else "nothing"
    return f"line {number}: {line!r}"
