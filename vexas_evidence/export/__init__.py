"""The bundle: the evidence in the formats that other systems read, each written a piece at a time.

A file appears when it is whole; files of one export appear together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from vexas_evidence.export import annotating, crate, fhir, long, package, whole
from vexas_evidence.export.crate import Described
from vexas_evidence.hashes import folder_hashes
from vexas_evidence.model import Evidence
from vexas_evidence.pieces import Pieces, Words, written
from vexas_evidence.together import together


@dataclass(frozen=True, slots=True)
class Export:
    """A file that is exported: its name, what it is, and what writes it."""

    name: str
    words: Pieces
    write: Callable[[Evidence], Iterator[str]]


PACKAGE = Export(package.NAME, ("Frictionless description of the CSV",), lambda _: iter(()))
"""It is made of the CSV when that is there."""
EXPORTS: dict[str, tuple[Export, ...]] = {
    "fhir": (Export("evidence.fhir.json", ("FHIR ", Words("R5", "name"), " Bundle"), fhir.bundle),),
    "csv": (
        Export(long.NAME, ("every statistic as a row of a long CSV",), long.rows),
        PACKAGE,
    ),
    "json": (
        Export(whole.NAME, ("the whole ledger as JSON",), whole.ledger),
        Export(whole.SCHEMA, ("JSON Schema of the ledger",), lambda _: whole.schema()),
    ),
    "annotations": (
        Export(annotating.NAME, ("web annotations of the sources, without their words",), annotating.page),
    ),
}
"""The files of each format; an RO-Crate is all of them and their description."""
CRATE = Export(crate.NAME, ("RO-Crate: what each file is, with its hash",), lambda _: iter(()))
ALL = tuple(export for exports in EXPORTS.values() for export in exports)


def write(evidence: Evidence, exports: Iterable[Export], output: Path, as_crate: bool) -> list[Path]:
    """Write exports into a folder, described as a crate where that is wanted, and return the files.

    None of them appears before all are whole, and all do, or none. Raises BadInput where they cannot be written.
    """
    with together(output) as folder:
        made = [_written(export, evidence, folder) for export in exports]
        if as_crate:
            (folder / crate.NAME).write_text(crate.metadata(evidence, made), encoding="utf-8")
    return [output / name for name in (*(each.path for each in made), *([crate.NAME] if as_crate else []))]


def downloads(evidence: Evidence, others: dict[str, bytes]) -> dict[str, bytes]:
    """Return the exports as files for download, in a crate with the *others* of the same folder.

    The description of the CSV describes those of the others too.
    """
    from vexas_evidence.export import beside  # it loads all that draws, which no other export needs

    files = {export.name: "".join(export.write(evidence)).encode("utf-8") for export in ALL}
    titles = beside.titles(evidence)
    tables = {name: content for name, content in others.items() if name.endswith(".csv")}
    files[package.NAME] = "".join(package.package(evidence, files[long.NAME], tables, titles)).encode("utf-8")
    words = titles | {export.name: written(export.words) for export in ALL}
    described = [
        Described(name, len(content), hashlib.sha256(content).hexdigest(), words.get(name, ""))
        for name, content in (others | files).items()
    ]
    return files | {crate.NAME: crate.metadata(evidence, described).encode("utf-8")}


def described(folder: Path, evidence: Evidence) -> list[Described]:
    """Return each file of a release with its size, its hash and what it is, and the list of hashes to be written."""
    from vexas_evidence.export import beside

    words = beside.titles(evidence) | {each.name: written(each.words) for each in (*ALL, CRATE)}
    told = [Described(crate.SUMS, None, "", "The SHA-256 of every file, this description included")]
    for name, digest in folder_hashes(folder).items():
        path = folder / name
        what = words.get(path.name) or beside.words_of(path, evidence.version)
        told.append(Described(name, path.stat().st_size, digest, what))
    return told


def _written(export: Export, evidence: Evidence, folder: Path) -> Described:
    size, digest = 0, hashlib.sha256()
    if export is PACKAGE:
        parts = package.package(evidence, (folder / long.NAME).read_bytes())
    else:
        parts = export.write(evidence)
    with (folder / export.name).open("wb") as file:
        for part in parts:
            content = part.encode("utf-8")
            file.write(content)
            size += len(content)
            digest.update(content)
    return Described(export.name, size, digest.hexdigest(), written(export.words))
