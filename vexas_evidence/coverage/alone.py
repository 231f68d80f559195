"""A finished file with nothing beside it: verified offline from what it carries itself.

Whoever changes a file and all that it carries, hashes included, makes another file that agrees with
itself; only the receipt or the release that it came with can tell the two apart.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from vexas_evidence import attached
from vexas_evidence import receipt as receipts
from vexas_evidence.attached import DATA, DATED, FINDINGS, KINDS, LEDGER, MANIFEST, RECEIPT
from vexas_evidence.check import Discrepancy
from vexas_evidence.coverage import carried as carrying
from vexas_evidence.coverage import manifest, pdf_facts
from vexas_evidence.coverage.carried import place
from vexas_evidence.coverage.manifest import Manifest
from vexas_evidence.coverage.placing import RENDER, audit
from vexas_evidence.examination import examine
from vexas_evidence.hashes import code_hash, data_hash
from vexas_evidence.load import load
from vexas_evidence.numbers import Numbers
from vexas_evidence.problems import BadInput, Place

Wrong = Iterator[tuple[str, str, str]]
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(?:/[A-Za-z0-9][\w.-]*){0,3}")
_ALWAYS = ("words and pictures that hold no numeral", "the ledger against the texts of the sources")
_OF_PAGE = ("the numbers against the data, which a page does not carry", _ALWAYS[0])
BYTES = "the bytes of the file, as no receipt.json that names it lies beside it"


def carried_by(path: Path) -> dict[str, bytes]:
    """Return what a file carries; nothing for one that cannot be read or carries nothing."""
    import pypdfium2
    from lxml import etree
    from lxml import html as lxml_html

    try:
        if path.suffix == ".pdf":
            document = pypdfium2.PdfDocument(path.read_bytes())
            try:
                return carrying.of_pdf(document)
            finally:
                document.close()
        if path.suffix == ".html":
            return carrying.of_page(lxml_html.document_fromstring(path.read_bytes().decode("utf-8-sig")))
    except (OSError, ValueError, etree.LxmlError, pypdfium2.PdfiumError):
        pass
    return {}


def examined(path: Path) -> tuple[list[Discrepancy], list[str]]:
    """Return what is wrong with a file by what it carries, and lines that say what was verified and what was not.

    Raises BadInput where it carries no manifest that can be read.
    """
    carried = carried_by(path)
    known = manifest.from_json(carried.get(MANIFEST, b"").decode("utf-8", "replace"), f"{path}, {place(MANIFEST)}")
    own = next((name for name in known.files if Path(name).suffix == path.suffix), path.name)
    coverage = audit(path, own, known)
    told = carrying.receipt_in(carried)
    wrong = list(_of_version(told, known))
    if DATA in carried:
        wrong += _of_data(carried, told, known)
    if path.suffix == ".pdf":
        wrong += _of_properties(path, told)
    found = [Discrepancy(Place(f"{own}, {where}"), what, wanted, RENDER, "coverage") for where, what, wanted in wrong]
    unchecked = list(_ALWAYS if DATA in carried else _OF_PAGE)
    if told.get("code_sha256") != code_hash():
        unchecked.append("the code, as other code than this made the file")
    lines = [
        f"{coverage}",
        f"{own}: version {known.version} in its title, its metadata and all that it carries: {', '.join(carried)}",
        f"not checked: {'; '.join(unchecked)}",
    ]
    return [*coverage.discrepancies, *found], lines


def _of_version(told: Mapping[str, Any], known: Manifest) -> Wrong:
    """The receipt tells the version that stands on the pages, and the hash of the data that a page prints."""
    if told.get("evidence_version") != known.version:
        yield place(RECEIPT), f"version {told.get('evidence_version')!r}", repr(known.version)
    printed = {
        text
        for each in known.files.values()
        for entry in each.entries
        for text, kind in entry.numerals
        if kind == "hash" and re.fullmatch(r"[0-9a-f]{64}", text)
    }
    if printed and told.get("data_sha256") not in printed:
        yield place(RECEIPT), "another hash of the data", "the hash that a page prints"


def _of_data(carried: Mapping[str, bytes], told: Mapping[str, Any], known: Manifest) -> Wrong:
    """The data that a PDF carries are verified again, and all that it tells of them is made again and compared."""
    with tempfile.TemporaryDirectory(prefix="carried-") as scratch:
        folder = Path(scratch) / "data"
        try:
            _unpack(carried[DATA], folder)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            yield place(DATA), "it cannot be read", "the data files as they were typed"
            return
        if told.get("data_sha256") != data_hash(folder):
            yield place(DATA), "other data", f"those of the hash in {RECEIPT}"
        try:
            evidence = load(folder)
        except BadInput as error:
            yield from ((f"{place(DATA)}, {each.place}", each.wrong, each.expected) for each in error.problems)
            return
        for each in examine(evidence).discrepancies:
            yield f"{place(DATA)}, {each.place}", each.found, each.expected
        numbers = Numbers(evidence, evidence.study)
        if (newest := evidence.version) != known.version:
            yield place(MANIFEST), f"version {known.version!r}", f"{newest!r}, the newest of the data"
        if known.names != evidence.vocabulary.names:
            yield place(MANIFEST), "names that the data do not declare", "those of the vocabulary"
        for _, entry, expected in manifest.unfit(known, numbers):
            yield place(MANIFEST), f"{entry.text!r} as {entry.id}", repr(expected)
        for name, made in ((LEDGER, attached.ledger(numbers)), (FINDINGS, attached.findings(numbers))):
            if carried.get(name) != made:
                yield place(name), _difference(carried.get(name, b""), made), f"what {DATA} says"
        for key, value in receipts.in_brief(receipts.write_out(numbers, folder)).items():
            if key not in ("software_version", "code_sha256") and told.get(key) != value:
                yield place(RECEIPT), f"{key} {told.get(key)!r}", repr(value)


def _unpack(content: bytes, folder: Path) -> None:
    """Write the data files into an empty folder; raises ValueError for a name that leads elsewhere."""
    for name, text in json.loads(content)["files"].items():
        if not _NAME.fullmatch(name) or PurePosixPath(name).suffix not in (".yml", ".csv") or ".." in name:
            raise ValueError(name)
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode("utf-8"))


def _difference(found: bytes, made: bytes) -> str:
    """Say in which line two texts part."""
    ours, theirs = found.splitlines(), made.splitlines()
    same = (number for number, (one, other) in enumerate(zip(ours, theirs, strict=False), 1) if one != other)
    number = next(same, min(len(ours), len(theirs)) + 1)
    line = ours[number - 1].decode("utf-8", "replace").strip()[:60] if number <= len(ours) else "nothing"
    return f"line {number}: {line!r}"


def _of_properties(path: Path, told: Mapping[str, Any]) -> Wrong:
    import pypdfium2

    content = path.read_bytes()
    document = pypdfium2.PdfDocument(content)
    try:
        yield from pdf_facts.disagreeing(content, document, str(told.get(DATED, "")))
        yield from pdf_facts.oddly_described(content, frozenset(words for _, _, words in KINDS.values()))
    finally:
        document.close()
