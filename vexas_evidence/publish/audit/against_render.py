"""A finished file that lies anywhere: whether it is, byte for byte, one that was rendered, and what differs if not.

Numerals, pictures and the words around numerals are set against the manifest; only equal bytes show that
nothing else was changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.formats import SUFFIXES
from vexas_evidence.publish.audit.audit_report import DIFFER, Audited, few
from vexas_evidence.publish.audit.proofs import of_render, standing
from vexas_evidence.publish.coverage import manifest
from vexas_evidence.publish.coverage.files.finished_file import suffix_of
from vexas_evidence.publish.coverage.finished_render import VERIFICATION, unfit
from vexas_evidence.publish.coverage.manifest import MANIFEST, Manifest
from vexas_evidence.publish.coverage.placing import RENDER, audit
from vexas_evidence.system.hashes import file_hash
from vexas_evidence.system.problems import Discrepancy, Place, nearest, one

UNKNOWN = f"bytes not compared, as no {VERIFICATION.name} lies beside the manifest"


@dataclass(frozen=True, slots=True)
class Render:
    """What a render left to know its files by: the manifest, and the hashes of the verification beside it."""

    manifest: Path
    hashes: Mapping[str, str]

    def named(self, path: Path, name: str | None) -> str:
        """Return the path of a file in the site: by its bytes, by the *name* that the reader gives, or by its own name.

        Raises BadInput where it is none of them.
        """
        pages, wanted = manifest.read(self.manifest).files, name or path.name
        same = [each for each, value in self.hashes.items() if value == file_hash(path)]
        named = [[each for each in known if wanted in (each, Path(each).name)] for known in (pages, self.hashes)]
        suffix = suffix_of(path)
        alike = [each for each in pages if Path(each).suffix == suffix]
        for found in (same, *named, alike) if name is None else named:
            if found and (found is same or len(found) == 1):
                return found[0]
        names = {Path(each).name for each in (*pages, *self.hashes)}
        remedy = f"say which with --as: {nearest(wanted, {n for n in names if Path(n).suffix == suffix} or names)}"
        raise one(Place(str(path)), "not a file of the render", "one that it made", remedy)

    def differs(self, path: Path, name: str) -> str | None:
        """Say in what way the bytes of a file are not those that were rendered."""
        if not self.hashes:
            return UNKNOWN
        return None if self.hashes.get(name) == file_hash(path) else DIFFER


def audited(path: Path, known: Path, numbers: Numbers, name: str | None = None, numerals_only: bool = False) -> Audited:
    """Compare a file with the render of a manifest, of which *name* says which file it is.

    With *numerals_only* other bytes are printed and are no discrepancy. Raises BadInput for what is no such file.
    """
    render = Render(known, of_render(known.parent).hashes)
    own = render.named(path, name)
    wrong, line = _examined(path, own, render, numbers)
    difference = render.differs(path, own)
    if difference and not wrong and (not numerals_only or not line):
        wrong = [Discrepancy(Place(own), difference, "the bytes that were rendered", RENDER, "coverage")]
    now = standing(numbers.evidence.version, numbers.evidence.changes.versions, ())
    return Audited(
        (f"{line or own}; {difference or 'the bytes that were rendered'}",),
        discrepancies=few(wrong, own, path),
        notice=now.notice(str(path)) if now else "",
    )


def _examined(path: Path, own: str, render: Render, numbers: Numbers) -> tuple[list[Discrepancy], str]:
    """Return the discrepancies of a file with its manifest and the data, and its numerals in a line."""
    if Path(own).suffix not in SUFFIXES:
        return [], ""
    if render.hashes and render.differs(render.manifest, MANIFEST.as_posix()):
        place = Place(str(render.manifest))
        return [Discrepancy(place, "not the manifest of its verification", "both as rendered", RENDER, "coverage")], ""
    evidence = numbers.evidence
    read = manifest.read(render.manifest)
    expected = replace(read, names=evidence.names, version=evidence.changes.newest.label)
    if other := _other(read, expected, own, numbers):
        return [other], ""
    coverage = audit(path, own, expected)
    return list(coverage.discrepancies), str(coverage)


def _other(read: Manifest, of_data: Manifest, own: str, numbers: Numbers) -> Discrepancy | None:
    """Return a discrepancy where a manifest is not that of a render from these data."""
    found, expected = "", "the data that it was rendered from"
    written = read.files.get(own)
    if (read.version, read.names) != (of_data.version, of_data.names):
        found, expected = f"a render of version {read.version!r}, or with other names", repr(of_data.version)
    elif written and not (written.entries or written.title or written.named):
        found, expected = "nothing is expected of it", "the entries of its calls"
    elif wrong := list(unfit(of_data, numbers)):
        first = wrong[0]
        found, expected = f"a render of other data: {len(wrong)} entries differ, first {first.found}", first.expected
    return Discrepancy(Place(own), found, expected, RENDER, "coverage") if found else None


def manifest_for(path: Path, site: Path) -> Path | None:
    """Return the manifest that lies beside a file, or else that of the site; None where there is none."""
    places = (path.parent / MANIFEST.name, site / MANIFEST)
    return next((found for found in places if found.is_file()), None)
