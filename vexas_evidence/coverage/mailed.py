"""A finished file that lies anywhere: whether it is, byte for byte, one that was rendered, and what differs if not.

Numerals, pictures and the words around numerals are set against the manifest; only equal bytes show that
nothing else was changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from vexas_evidence.check import Discrepancy
from vexas_evidence.coverage import Uncovered, alone, manifest
from vexas_evidence.coverage.manifest import MANIFEST, Manifest
from vexas_evidence.coverage.placing import RENDER, SUFFIXES, audit
from vexas_evidence.coverage.rendered import RECEIPT, unfit
from vexas_evidence.hashes import file_hash
from vexas_evidence.numbers import Numbers
from vexas_evidence.problems import Place, nearest, one

MANY = 12
DIFFER = "bytes differ from the rendered file; words, pictures and hidden parts were not compared"
UNKNOWN = f"bytes not compared, as no {RECEIPT.name} lies beside the manifest"


@dataclass(frozen=True, slots=True)
class Render:
    """What a render left to know its files by: the manifest, and the hashes of the receipt beside it."""

    manifest: Path
    hashes: Mapping[str, str]

    def named(self, path: Path, name: str | None) -> str:
        """Return the path of a file in the site: by its bytes, as it is told to be, or by its name.

        Raises BadInput where it is none of them.
        """
        pages, wanted = manifest.read(self.manifest).files, name or path.name
        same = [each for each, value in self.hashes.items() if value == file_hash(path)]
        named = [[each for each in known if wanted in (each, Path(each).name)] for known in (pages, self.hashes)]
        alike = [each for each in pages if Path(each).suffix == path.suffix]
        for found in (same, *named, alike) if name is None else named:
            if found and (found is same or len(found) == 1):
                return found[0]
        remedy = f"say which with --as: {nearest(wanted, {Path(each).name for each in (*pages, *self.hashes)})}"
        raise one(Place(str(path)), "not a file of the render", "one that it made", remedy)

    def differs(self, path: Path, name: str) -> str | None:
        """Say in what way the bytes of a file are not those that were rendered."""
        if not self.hashes:
            return UNKNOWN
        return None if self.hashes.get(name) == file_hash(path) else DIFFER


def audited(
    files: Iterable[Path],
    known: Path | None,
    site: Path,
    numbers: Numbers,
    name: str | None = None,
    numerals_only: bool = False,
) -> Iterator[str]:
    """Yield a line on each file, of which *name* says which one of the site it is.

    Raises Uncovered with the discrepancies of all, BadInput for what is no such file. With *numerals_only*
    other bytes are told and are no discrepancy.
    """
    lines: list[str] = []
    wrong: list[Discrepancy] = []
    for path in files:
        render = _render(known or manifest_for(path, site))
        own = render.named(path, name)
        found, line = _examined(path, own, render, numbers)
        told = render.differs(path, own)
        if told and not found and (not numerals_only or not line):
            found = [Discrepancy(Place(own), told, "the bytes that were rendered", RENDER, "coverage")]
        wrong += found
        lines.append(f"{line or own}; {told or 'the bytes that were rendered'}")
    if wrong:
        raise Uncovered(wrong)
    yield from lines


def is_alone(path: Path, site: Path) -> bool:
    """Say whether a file has no manifest beside it or in the site, and carries what it can be verified by."""
    beside = (path.parent / MANIFEST.name).is_file() or (site / MANIFEST).is_file()
    return not beside and bool(alone.carried_by(path))


def audited_alone(files: Iterable[Path]) -> Iterator[str]:
    """Yield lines on files that are verified by what they carry: what was, and what could not be.

    Raises Uncovered with the discrepancies of all, BadInput for what carries no manifest.
    """
    lines: list[str] = []
    wrong: list[Discrepancy] = []
    for path in files:
        found, told = alone.examined(path)
        hashes = _render(path).hashes  # of a receipt that lies beside the file
        named = {name for name in hashes if Path(name).name == path.name}
        if named and file_hash(path) not in hashes.values():
            found.append(Discrepancy(Place(min(named)), DIFFER, "the bytes that were rendered", RENDER, "coverage"))
        wrong += _few(found, str(path))
        lines += [*told[:-1], told[-1] if named else f"{told[-1]}; {alone.BYTES}"]
    if wrong:
        raise Uncovered(wrong)
    yield from lines


def _few(found: list[Discrepancy], name: str) -> list[Discrepancy]:
    """Discrepancies of a file, or that there are many, with the first."""
    if len(found) <= MANY:
        return found
    what = f"a file of another render, or another file: {len(found)} places differ, the first with {found[0].found}"
    return [Discrepancy(Place(name), what, found[0].expected, RENDER, "coverage")]


def _examined(path: Path, own: str, render: Render, numbers: Numbers) -> tuple[list[Discrepancy], str]:
    """Return the discrepancies of a file with its manifest and the data, and its numerals in a line."""
    if Path(own).suffix not in SUFFIXES:
        return [], ""
    if render.hashes and render.differs(render.manifest, MANIFEST.as_posix()):
        place = Place(str(render.manifest))
        return [Discrepancy(place, "not the manifest of its receipt", "both as rendered", RENDER, "coverage")], ""
    evidence = numbers.evidence
    read = manifest.read(render.manifest)
    told = replace(read, names=evidence.vocabulary.names, version=evidence.version)
    if other := _other(read, told, own, numbers):
        return [other], ""
    coverage = audit(path, own, told)
    return _few(list(coverage.discrepancies), own), str(coverage)


def _other(read: Manifest, told: Manifest, own: str, numbers: Numbers) -> Discrepancy | None:
    """Say in one line that a manifest is not that of a render from these data."""
    found, expected = "", "the data that it was rendered from"
    written = read.files.get(own)
    if (read.version, read.names) != (told.version, told.names):
        found, expected = f"a render of version {read.version!r}, or with other names", repr(told.version)
    elif written and not (written.entries or written.title or written.named):
        found, expected = "nothing is expected of it", "the entries of its calls"
    elif wrong := list(unfit(told, numbers)):
        first = wrong[0]
        found, expected = f"a render of other data: {len(wrong)} entries differ, first {first.found}", first.expected
    return Discrepancy(Place(own), found, expected, RENDER, "coverage") if found else None


def manifest_for(path: Path, site: Path) -> Path:
    """Return the manifest that lies beside a file, or else that of the site."""
    beside = path.parent / MANIFEST.name
    found = beside if beside.is_file() else site / MANIFEST
    if not found.is_file():
        wrong = "no manifest.json beside it, and none in the site"
        raise one(Place(str(path)), wrong, "the manifest of a render", "render the report, or name it with --manifest")
    return found


def _render(where: Path) -> Render:
    """Read the hashes of the receipt beside a manifest; there are none where there is no receipt."""
    try:
        hashes = json.loads((where.parent / RECEIPT.name).read_text(encoding="utf-8"))["files_sha256"]
        return Render(where, {str(name): str(value) for name, value in hashes.items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Render(where, {})
