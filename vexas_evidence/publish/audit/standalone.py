"""A finished file with nothing beside it: verified offline from what it carries itself.

Whoever changes a file and all that it carries, hashes included, makes another file that agrees with
itself; only the verification or the release that it came with can distinguish the two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from vexas_evidence.model.evidence import labelled
from vexas_evidence.publish.audit.attached_data import compare_remade
from vexas_evidence.publish.audit.proofs import Standing, standing_of
from vexas_evidence.publish.coverage import attachment_reading, manifest
from vexas_evidence.publish.coverage.attachment_reading import place
from vexas_evidence.publish.coverage.attachments import DATA, MANIFEST, SCRIPT
from vexas_evidence.publish.coverage.files.read_finished import AGAIN, suffix_of
from vexas_evidence.publish.coverage.finished_file import audit
from vexas_evidence.publish.coverage.manifest import Manifest
from vexas_evidence.system.escaping import parse_html
from vexas_evidence.system.hashes import code_hash
from vexas_evidence.system.problems import BadInput, Discrepancy, Place

Wrong = Iterator[tuple[str, str, str]]
SOURCES = "the ledger against the texts of the sources"
NONE = Standing("", "")
ADDED = "in its data checks of this code find, which is not the one that made it: {}"
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
    words_known: bool = False
    """Whether it carries all its words as they were rendered, to be compared with."""


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
    added: list[str] = []
    if {each.place.file for each in spoilt} & {f"{own}, {place(name)}" for name in (DATA, MANIFEST)}:
        wrong = spoilt
    else:
        found = _of_version(attached, facts, known)
        wrong += [_discrepancy(f"{own}, {where}", what, wanted) for where, what, wanted in found]
        for each in compare_remade(attached, facts, known):
            if each.other_check:
                added.append(each.other_check)
            else:
                remade.append(_discrepancy(f"{own}, {each.where}", each.found, each.expected))
    stood = standing_of({"evidence_version": known.version, **facts})
    return StandaloneAudit(
        own,
        stood,
        (
            str(coverage),
            f"{own}: {_stands(path, own, known, stood.status)}; it carries {', '.join(sorted(attached))}",
            *([f"{own}: {ADDED.format(_tallied(added))}"] if added else ()),
        ),
        tuple(wrong),
        tuple(remade),
        facts.get("code_sha256") != code_hash(),
        bool(known.rendered),
    )


def _discrepancy(where: str, found: str, expected: str) -> Discrepancy:
    return Discrepancy(Place(where), found, expected, AGAIN, "coverage")


def _tallied(names: Sequence[str]) -> str:
    """Return names in their order, each with how often it stands there where that is more than once."""
    return ", ".join(f"{name} ({number} times)" if number > 1 else name for name, number in Counter(names).items())


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
