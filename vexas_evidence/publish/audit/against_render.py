"""A finished file that lies anywhere, set against the manifest of a render: what differs, and where.

All its words, looks and values are compared; that its bytes are those that were rendered shows that nothing else was
changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.publish.audit.audit_report import DIFFER, Audited, few
from vexas_evidence.publish.audit.proofs import Proof, of_render, standing
from vexas_evidence.publish.coverage import manifest
from vexas_evidence.publish.coverage.comparison import how_much
from vexas_evidence.publish.coverage.files.plain import PARSED
from vexas_evidence.publish.coverage.files.read_finished import AGAIN, suffix_of
from vexas_evidence.publish.coverage.finished_file import audit
from vexas_evidence.publish.coverage.finished_render import VERIFICATION, unfit
from vexas_evidence.publish.coverage.manifest import MANIFEST, Manifest
from vexas_evidence.system.hashes import file_hash
from vexas_evidence.system.problems import Discrepancy, Place, nearest, one

UNKNOWN = f"bytes not compared, as no {VERIFICATION.name} lies beside the manifest"


@dataclass(frozen=True, slots=True)
class Render:
    """What a render left to know its files by: the manifest, and the hashes of the verification beside it."""

    path: Path
    manifest: Manifest
    hashes: Mapping[str, str]

    def named(self, path: Path, name: str | None) -> str:
        """Return the path of a file in the site: by the *name* that the reader gives, its own name, or its bytes.

        Raises BadInput where it is none of them.
        """
        files = {**self.manifest.files, **self.manifest.rendered, **self.hashes}
        wanted, suffix = name or path.name, suffix_of(path)
        same = [each for each, value in self.hashes.items() if value == file_hash(path)]
        named = [each for each in files if wanted in (each, Path(each).name)]
        alike = [each for each in self.manifest.files if Path(each).suffix == suffix]
        ways = [named] if name else [[each for each in same if each in named], named, same, alike]
        for found in ways:
            of_documents = [each for each in found if each in self.manifest.files]
            if len(found) == 1 or (found is same and same) or len(of_documents) == 1:
                return (of_documents or found)[0]
        names = {Path(each).name for each in files}
        remedy = f"say which with --as: {nearest(wanted, {n for n in names if Path(n).suffix == suffix} or names)}"
        raise one(Place(str(path)), "not a file of the render", "one that it made", remedy)

    def differs(self, path: Path, name: str) -> str | None:
        """Say in what way the bytes of a file are not those that were rendered."""
        if not self.hashes:
            return UNKNOWN
        compared = how_much(self.manifest.rendered.get(name, ()))
        return None if self.hashes.get(name) == file_hash(path) else DIFFER.format(compared=compared)


def audited(
    path: Path,
    known: Path,
    numbers: Numbers | None,
    name: str | None = None,
    numerals_only: bool = False,
    released: Proof | None = None,
) -> Audited:
    """Compare a file with the render of a manifest, of which *name* says which file it is.

    Other bytes are a discrepancy where words and looks are as rendered, but not with *numerals_only*, and not in CSV
    and JSON, which are compared as they are parsed. Raises BadInput for what is no such file.
    """
    render = Render(known, manifest.read(known), of_render(known.parent).hashes)
    own = render.named(path, name)
    wrong, line = _examined(path, own, render, numbers, released)
    difference = render.differs(path, own)
    if released and own in released.hashes and released.hashes[own] != file_hash(path) and not difference:
        difference = f"bytes differ from those of {own} {released.reference}"
    lenient = numerals_only or (render.hashes and path.suffix.lower() in PARSED)
    if difference and not wrong and not (lenient and line):
        wrong = [Discrepancy(Place(own), difference, "the bytes that were rendered", AGAIN, "coverage")]
    now = standing(numbers.evidence.version, numbers.evidence.changes.versions, ()) if numbers else None
    return Audited(
        (f"{line or own}; {difference or 'the bytes that were rendered'}",),
        discrepancies=few(wrong, own, path),
        notice=now.notice(str(path)) if now else "",
    )


def _examined(
    path: Path, own: str, render: Render, numbers: Numbers | None, released: Proof | None
) -> tuple[list[Discrepancy], str]:
    """Return the discrepancies of a file with its manifest and the data, and what was compared in a line."""
    where, digest = str(render.path), file_hash(render.path)
    if released and released.hashes.get(MANIFEST.as_posix(), digest) != digest:
        return [
            Discrepancy(Place(where), f"not the manifest {released.reference}", released.where, AGAIN, "release")
        ], ""
    if render.hashes and render.hashes.get(MANIFEST.as_posix()) != digest:
        return [
            Discrepancy(Place(where), "not the manifest of its verification", "both as rendered", AGAIN, "coverage")
        ], ""
    expected = render.manifest
    if own not in expected.files and own not in expected.rendered:
        return [], ""
    if numbers:
        evidence = numbers.evidence
        expected = replace(expected, names=evidence.names, version=evidence.changes.newest.label)
        if other := _other(render.manifest, expected, own, numbers):
            return [other], ""
    coverage = audit(path, own, expected)
    return [replace(each, remedy=AGAIN) for each in coverage.discrepancies], str(coverage)


def _other(read: Manifest, of_data: Manifest, own: str, numbers: Numbers) -> Discrepancy | None:
    """Return a discrepancy where a manifest is not that of a render from these data."""
    found, expected = "", "the data that it was rendered from"
    written = read.files.get(own)
    if (read.version, read.names) != (of_data.version, of_data.names):
        found, expected = f"a render of version {read.version!r}, or with other names", repr(of_data.version)
    elif written and not (written.entries or written.title):
        found, expected = "nothing is expected of it", "the entries of its calls"
    elif wrong := list(unfit(of_data, numbers)):
        first = wrong[0]
        found, expected = f"a render of other data: {len(wrong)} entries differ, first {first.found}", first.expected
    return Discrepancy(Place(own), found, expected, AGAIN, "coverage") if found else None


def manifest_for(path: Path, site: Path) -> Path | None:
    """Return the manifest that lies beside a file, or else that of the site; None where there is none."""
    places = (path.parent / MANIFEST.name, site / MANIFEST)
    return next((found for found in places if found.is_file()), None)
