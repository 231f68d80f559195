"""A finished file set against the manifest of a render, or verified offline by what it carries itself.

Whoever changes a file and all that it carries, hashes included, makes another file that agrees with itself; only the
verification or the release that it came with can distinguish the two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.publish.audit.attached_data import compare_remade
from vexas_evidence.publish.audit.audit_report import DIFFER, Audited, few, wrong
from vexas_evidence.publish.audit.proofs import Proof, Standing, of_render, standing, standing_of
from vexas_evidence.publish.coverage import attachments, manifest
from vexas_evidence.publish.coverage.attachments import DATA, place
from vexas_evidence.publish.coverage.comparison import Mismatch, how_much
from vexas_evidence.publish.coverage.files.read_finished import AGAIN, PARSED, read, suffix_of
from vexas_evidence.publish.coverage.finished_file import audit, compare
from vexas_evidence.publish.coverage.finished_render import VERIFICATION
from vexas_evidence.publish.coverage.manifest import MANIFEST, Manifest
from vexas_evidence.publish.coverage.marked_lines import File
from vexas_evidence.system.hashes import code_hash, file_hash
from vexas_evidence.system.problems import BadInput, Discrepancy, Place, nearest, one

UNKNOWN = f"bytes not compared, as no {VERIFICATION.name} lies beside the manifest"
SOURCES = "the ledger against the texts of the sources"
NONE = Standing("", "")
ADDED = "in its data checks of this code find, which is not the one that made it: {}"


def manifest_for(path: Path, site: Path) -> Path | None:
    """Return the manifest that lies beside a file, or else that of the site; None where there is none."""
    places = (path.parent / MANIFEST.name, site / MANIFEST)
    return next((found for found in places if found.is_file()), None)


def against_render(
    path: Path,
    where: Path,
    numbers: Numbers | None,
    name: str | None,
    numerals_only: bool,
    released: Proof | None,
) -> Audited:
    """Compare a file with the render of the manifest that is *where*, of which *name* says which file it is.

    Other bytes are a discrepancy where words and looks are as rendered, but not with *numerals_only*, and not in CSV
    and JSON, which are compared as they are parsed. Raises BadInput for what is no such file.
    """
    known, hashes, digest = manifest.read(where), of_render(where.parent).hashes, file_hash(path)
    own = _named(path, name, known, hashes)
    found, line = list(islice(_of_another_render(where, known, own, numbers, hashes, released), 1)), ""
    if not found and (own in known.files or own in known.rendered):
        coverage = audit(path, own, known)
        found, line = [*coverage.discrepancies], str(coverage)
    difference = UNKNOWN
    if hashes:
        compared = how_much(known.rendered.get(own, ()))
        difference = "" if hashes.get(own) == digest else DIFFER.format(compared=compared)
    if released and not difference and released.hashes.get(own, digest) != digest:
        difference = f"bytes differ from those of {own} {released.reference}"
    lenient = numerals_only or (hashes and path.suffix.lower() in PARSED)
    if difference and not found and not (lenient and line):
        found = [wrong(own, difference, "the bytes that were rendered")]
    now = standing(numbers.evidence.version, numbers.evidence.changes.versions, ()) if numbers else None
    return Audited(
        (f"{line or own}; {difference or 'the bytes that were rendered'}",),
        discrepancies=few(found, own, path),
        notice=now.notice(str(path)) if now else "",
    )


def _named(path: Path, name: str | None, known: Manifest, hashes: Mapping[str, str]) -> str:
    """Return the path of a file in the site: by the *name* that the reader gives, its own name, or its bytes.

    Raises BadInput where it is none of them.
    """
    files = {**known.files, **known.rendered, **hashes}
    wanted, suffix, digest = name or path.name, suffix_of(path), file_hash(path)
    same = [each for each, value in hashes.items() if value == digest]
    named = [each for each in files if wanted in (each, Path(each).name)]
    alike = [each for each in known.files if Path(each).suffix == suffix]
    for found in [named] if name else [[each for each in same if each in named], named, same, alike]:
        of_documents = [each for each in found if each in known.files]
        if len(found) == 1 or (found is same and same) or len(of_documents) == 1:
            return (of_documents or found)[0]
    names = {Path(each).name for each in files}
    remedy = f"say which with --as: {nearest(wanted, {n for n in names if Path(n).suffix == suffix} or names)}"
    raise one(Place(str(path)), "not a file of the render", "one that it made", remedy)


def _of_another_render(
    where: Path,
    known: Manifest,
    own: str,
    numbers: Numbers | None,
    hashes: Mapping[str, str],
    released: Proof | None,
) -> Iterator[Discrepancy]:
    """Yield why a manifest is not that of the release, of its verification, or of a render from these data."""
    digest, place_of_manifest = file_hash(where), MANIFEST.as_posix()
    if released and released.hashes.get(place_of_manifest, digest) != digest:
        yield wrong(str(where), f"not the manifest {released.reference}", released.where, "release")
    if hashes and hashes.get(place_of_manifest) != digest:
        yield wrong(str(where), "not the manifest of its verification", "both as rendered")
    if numbers is None or not (own in known.files or own in known.rendered):
        return
    label, written = numbers.evidence.changes.newest.label, known.files.get(own)
    if (known.version, known.names) != (label, numbers.evidence.names):
        yield wrong(own, f"a render of version {known.version!r}, or with other names", repr(label))
    if written and not (written.entries or written.title):
        yield wrong(own, "nothing is expected of it", "the entries of its calls")
    if unfit := list(manifest.unfit(known, numbers)):
        _, entry, expected = unfit[0]
        first = f"{entry.text!r} as {entry.id}"
        yield wrong(own, f"a render of other data: {len(unfit)} entries differ, first {first}", repr(expected))


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


def carrying(path: Path) -> File | None:
    """Read a file that carries its data, as PDFs and pages do; None for one that does not. Raises BadInput."""
    if not path.is_file() or suffix_of(path) not in (".pdf", ".html"):
        return None
    file = read(path)
    return file if file.attachments else None


def version_of(file: File | None) -> str | None:
    """Return the version that a file states in what it carries, None where it does not."""
    version = attachments.verification_in(file.attachments if file else {}).get("evidence_version")
    return version if isinstance(version, str) else None


def alone(path: Path, file: File) -> StandaloneAudit:
    """Verify a file by what it carries; by an attachment that is not as it was written nothing else is judged."""
    attached, suffix = file.attachments, suffix_of(path)
    try:
        known = attachments.manifest_in(attached)
    except BadInput:
        how = "cannot be read" if MANIFEST.name in attached else "is missing"
        missing = wrong(path.name, f"{place(MANIFEST.name)} {how}", "what it carried when it was rendered")
        return StandaloneAudit(path.name, wrong=(missing,))
    own = next((name for name in known.files if Path(name).suffix == suffix), path.name)
    coverage, facts = compare(file, own, known), attachments.verification_in(attached)
    found, remade, added = list(coverage.discrepancies), list[Discrepancy](), list[str]()
    spoilt = [each for each in found if each.place.file.startswith(f"{own}, {place('')}")]
    if {each.place.file for each in spoilt} & {f"{own}, {place(name)}" for name in (DATA, MANIFEST.name)}:
        found = spoilt
    else:
        found += [each.of_file(own, AGAIN) for each in _of_data(attached, facts, known)]
        for each in compare_remade(attached, facts, known):
            if each.other_check:
                added.append(each.other_check)
            else:
                remade.append(each.of_file(own, AGAIN))
    stood = standing_of({"evidence_version": known.version, **facts})
    names = ", ".join(sorted(attached))
    lines = [str(coverage), f"{own}: {_stands(suffix, own, known, stood.status)}; it carries {names}"]
    lines += [f"{own}: {ADDED.format(_tallied(added))}"] if added else []
    other_code = facts.get("code_sha256") != code_hash()
    return StandaloneAudit(own, stood, tuple(lines), tuple(found), tuple(remade), other_code, bool(known.rendered))


def _tallied(names: Sequence[str]) -> str:
    """Return names in their order, each with how often it stands there where that is more than once."""
    return ", ".join(f"{name} ({number} times)" if number > 1 else name for name, number in Counter(names).items())


def _stands(suffix: str, own: str, known: Manifest, status: str) -> str:
    """Say where the version of a file stands, and its status when it was rendered."""
    titled = own in known.files and known.version in known.files[own].title
    places = ["title", *(["properties"] if suffix == ".pdf" else [])] if titled else []
    label = (
        known.version if known.version.endswith(f"({status})") else f"{known.version} ({status} when it was rendered)"
    )
    return f"version {label} in its {', '.join([*places, 'manifest and data'])}"


def _of_data(attached: Mapping[str, bytes], facts: Mapping[str, Any], known: Manifest) -> Iterator[Mismatch]:
    """The verification states the hash of the data that a page prints."""
    entries = (entry for each in known.files.values() for entry in each.entries)
    hashes = (text for entry in entries for text, kind in entry.numerals if kind == "hash")
    printed = {text for text in hashes if re.fullmatch(r"[0-9a-f]{64}", text)}
    if printed and str(facts.get("data_sha256")) not in printed:
        where = place(attachments.verification_name(attached))
        yield Mismatch(where, "another hash of the data", "the hash that a page prints")
