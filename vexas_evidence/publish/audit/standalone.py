"""A finished file with nothing beside it: verified offline from what it carries itself.

Whoever changes a file and all that it carries, hashes included, makes another file that agrees with
itself; only the verification or the release that it came with can distinguish the two.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.verification import verify_evidence
from vexas_evidence.load.folder import load
from vexas_evidence.load.format_1 import in_format_2
from vexas_evidence.load.upgrade import upgraded, upgrades
from vexas_evidence.model.evidence import labelled
from vexas_evidence.publish.audit.audit_report import AGAIN
from vexas_evidence.publish.audit.proofs import Standing, standing_of
from vexas_evidence.publish.coverage import attachment_reading, attachments, manifest
from vexas_evidence.publish.coverage import verification_record as verifications
from vexas_evidence.publish.coverage.attachment_reading import place
from vexas_evidence.publish.coverage.attachments import (
    DATA,
    DATED,
    FINDINGS,
    HASHES,
    KINDS,
    LEDGER,
    MANIFEST,
    SCRIPT,
    SEAL,
)
from vexas_evidence.publish.coverage.files import pdf_facts
from vexas_evidence.publish.coverage.files.finished_file import suffix_of
from vexas_evidence.publish.coverage.manifest import Manifest
from vexas_evidence.publish.coverage.placing import audit
from vexas_evidence.publish.coverage.seals import is_as_sealed
from vexas_evidence.system.escaping import parse_html
from vexas_evidence.system.hashes import code_hash, data_hash
from vexas_evidence.system.problems import BadInput, Discrepancy, Place

Wrong = Iterator[tuple[str, str, str]]
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(?:/[A-Za-z0-9][\w.-]*){0,3}")
_OF_RENDER = ("software_version", "code_sha256", "detection")  # facts that do not follow from the data
SOURCES = "the ledger against the texts of the sources"
NONE = Standing("", "")
DAMAGED = "what it carries cannot be read: the file is empty, cut short or damaged"


@dataclass(frozen=True, slots=True)
class StandaloneAudit:
    """What a file shows by itself: its name in the report, its version as it stood when rendered, and what is wrong.

    ``remade`` is what differs from that which was made again from its data, which ``other_code`` may make otherwise.
    """

    name: str
    standing: Standing = NONE
    lines: tuple[str, ...] = ()
    wrong: tuple[Discrepancy, ...] = ()
    remade: tuple[Discrepancy, ...] = ()
    other_code: bool = False
    as_sealed: bool = False
    """Whether its bytes are those that were sealed."""


def attachments_of(path: Path) -> dict[str, bytes] | None:
    """Return the attachments of a file by name; None for one without any, or of a format that has none.

    They are empty where they cannot be read.
    """
    import pypdfium2
    from lxml import etree

    try:
        suffix = suffix_of(path)
        if suffix == ".pdf":
            document = pypdfium2.PdfDocument(path.read_bytes())
            try:
                return attachment_reading.of_pdf(document) or None
            finally:
                document.close()
        if suffix == ".html":
            root = parse_html(path.read_bytes().decode("utf-8-sig"))
            return attachment_reading.of_page(root) if root.find(f".//script[@id='{SCRIPT}']") is not None else None
    except (ValueError, etree.LxmlError, pypdfium2.PdfiumError):
        return {}
    return None


def version_of(attached: Mapping[str, bytes]) -> str | None:
    """Return the version that attachments state, None where they do not."""
    version = attachment_reading.verification_in(attached).get("evidence_version")
    return version if isinstance(version, str) else None


def examined(path: Path, attached: Mapping[str, bytes]) -> StandaloneAudit:
    """Verify a file by its attachments; by one that is not as it was written nothing else is judged.

    Raises BadInput for a file that cannot be read.
    """
    known = _manifest(attached)
    if isinstance(known, str):
        unreadable = _discrepancy(path.name, known, "what it carried when it was rendered")
        return StandaloneAudit(path.name, wrong=(unreadable,))
    own = next((name for name in known.files if Path(name).suffix == suffix_of(path)), path.name)
    coverage, facts = audit(path, own, known), attachment_reading.verification_in(attached)
    wrong = [replace(each, remedy=AGAIN) for each in coverage.discrepancies]
    spoilt = [each for each in wrong if each.place.file.startswith(f"{own}, {place('')}")]
    remade: list[Discrepancy] = []
    if {each.place.file for each in spoilt} & {f"{own}, {place(name)}" for name in (DATA, MANIFEST)}:
        wrong = spoilt
    else:
        found = (*_of_version(attached, facts, known), *_of_properties(path, facts))
        wrong += [_discrepancy(f"{own}, {where}", what, wanted) for where, what, wanted in found]
        remade += [_discrepancy(f"{own}, {where}", *each) for where, *each in _of_data(attached, facts, known)]
    stood = standing_of({"evidence_version": known.version, **facts})
    return StandaloneAudit(
        own,
        stood,
        (str(coverage), f"{own}: {_stands(path, own, known, stood.status)}; it carries {', '.join(sorted(attached))}"),
        tuple(wrong),
        tuple(remade),
        facts.get("code_sha256") != code_hash(),
        bool(is_as_sealed(path.read_bytes())),
    )


def _discrepancy(where: str, found: str, expected: str) -> Discrepancy:
    return Discrepancy(Place(where), found, expected, AGAIN, "coverage")


def _manifest(attached: Mapping[str, bytes]) -> Manifest | str:
    """Return the manifest that a file carries, or what is wrong with it."""
    if MANIFEST not in attached:
        return f"{place(MANIFEST)} is missing" if attached else DAMAGED
    try:
        return manifest.from_json(attached[MANIFEST].decode("utf-8", "replace"), MANIFEST)
    except BadInput:
        return f"{place(MANIFEST)} cannot be read"


def _stands(path: Path, own: str, known: Manifest, status: str) -> str:
    """Say where the version of a file stands, and its status when it was rendered."""
    titled = own in known.files and known.version in known.files[own].title
    places = ["title", *(["properties"] if suffix_of(path) == ".pdf" else [])] if titled else []
    label = (
        known.version if known.version.endswith(f"({status})") else f"{known.version} ({status} when it was rendered)"
    )
    return f"version {label} in its {', '.join([*places, 'manifest and data'])}"


def _of_version(attached: Mapping[str, bytes], facts: Mapping[str, Any], known: Manifest) -> Wrong:
    """The verification states the version that stands on the pages, and the hash of the data that a page prints."""
    where = attachment_reading.verification_name(attached)
    if (label := labelled(str(facts.get("evidence_version")), str(facts.get("status", "current")))) != known.version:
        yield place(where), f"version {label!r}", repr(known.version)
    printed = {
        text
        for each in known.files.values()
        for entry in each.entries
        for text, kind in entry.numerals
        if kind == "hash" and re.fullmatch(r"[0-9a-f]{64}", text)
    }
    if printed and str(facts.get("data_sha256")) not in printed:
        yield place(where), "another hash of the data", "the hash that a page prints"


def _of_data(attached: Mapping[str, bytes], facts: Mapping[str, Any], known: Manifest) -> Wrong:
    """Verify the attached data again, and compare all that is attached with what is made of them again.

    That there are no data is found elsewhere.
    """
    if DATA not in attached:
        return
    with tempfile.TemporaryDirectory(prefix="audit-") as scratch:
        folder = Path(scratch) / "data"
        try:
            _unpack(attached[DATA], folder)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            yield place(DATA), "it cannot be read", "the data files as they were typed"
            return
        digest, where = data_hash(folder), attachment_reading.verification_name(attached)
        if attachment_reading.is_sealed(facts) and facts.get("data_sha256") != digest:
            yield place(DATA), "other data", f"those of the hash in {where}"
        try:
            of_format_1 = _upgrade(folder)
            evidence = load(folder)
        except BadInput as error:
            yield from ((f"{place(DATA)}, {each.place}", each.wrong, each.expected) for each in error.problems)
            return
        verification = verify_evidence(evidence)
        for each in verification.discrepancies:
            yield f"{place(DATA)}, {each.place}", each.found, each.expected
        numbers = Numbers(evidence, evidence.study)
        if (newest := evidence.changes.newest.label) != known.version:
            yield place(MANIFEST), f"version {known.version!r}", f"{newest!r}, the newest of the data"
        if known.names != evidence.vocabulary.names:
            yield place(MANIFEST), "names that the data do not declare", "those of the vocabulary"
        for _, entry, expected in manifest.unfit(known, numbers):
            yield place(MANIFEST), f"{entry.text!r} as {entry.id}", repr(expected)
        for name, made in ((LEDGER, attachments.ledger(numbers)), (FINDINGS, attachments.findings(numbers))):
            ours, theirs = (
                in_format_2(each.decode("utf-8", "replace")).encode("utf-8") if of_format_1 else each
                for each in (attached.get(name, made), made)
            )
            if ours != theirs:
                yield place(name), _difference(ours, theirs), f"what {DATA} says"
        record = replace(verifications.record_verification(numbers, verification, folder), data=digest)
        computed, stated = (_as_json(each, of_format_1) for each in (verifications.facts(record), facts))
        for key, value in computed.items():
            if key not in _OF_RENDER and stated.get(key) != value:
                yield place(where), f"{key} {stated.get(key)!r}", repr(value)
        for key in sorted(set(stated) - {*computed, HASHES, SEAL, DATED}):
            yield place(where), f"{key} {stated[key]!r}", "no such fact"


def _as_json(facts: Mapping[str, Any], of_format_1: bool) -> dict[str, Any]:
    """Return facts as JSON holds them, those of format 1 in the words of format 2."""
    text = json.dumps(facts, ensure_ascii=False)
    return dict(json.loads(in_format_2(text) if of_format_1 else text))


def _upgrade(folder: Path) -> bool:
    """Upgrade data of format 1 in place, and say whether they were of it. Raises BadInput."""
    needed = upgrades(folder)
    for path, (text, replacements) in needed.items():
        (folder / path).write_text(upgraded(text, replacements), encoding="utf-8", newline="")
    return bool(needed)


def _unpack(content: bytes, folder: Path) -> None:
    """Write the data files into an empty folder; raises ValueError for a name that leads elsewhere."""
    for name, text in json.loads(content)["files"].items():
        if not _NAME.fullmatch(name) or PurePosixPath(name).suffix not in (".yml", ".csv") or ".." in name:
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


def _of_properties(path: Path, facts: Mapping[str, Any]) -> Wrong:
    """The properties of a PDF are those of its verification's date; a page has none."""
    if suffix_of(path) != ".pdf":
        return
    import pypdfium2

    dated = str(facts.get(DATED, "")) if attachment_reading.is_sealed(facts) else ""
    content = path.read_bytes()
    document = pypdfium2.PdfDocument(content)
    try:
        yield from pdf_facts.disagreeing(content, document, dated)
        yield from pdf_facts.oddly_described(content, frozenset(words for _, _, words in KINDS.values()))
    finally:
        document.close()
