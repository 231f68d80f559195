"""The evidence in the formats that other systems read: FHIR, CSV, JSON, web annotations, RO-Crate.

The files of one export appear in their folder all at once, when all are complete.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.numbers import Numbers, of_studies
from vexas_evidence.model import Evidence
from vexas_evidence.present.spans import Spans, Words, fixed_spans, to_text
from vexas_evidence.publish.export import csv, data_package, descriptions, json, ro_crate, web_annotations
from vexas_evidence.publish.export.fhir import bundle
from vexas_evidence.publish.export.ro_crate import CrateFile
from vexas_evidence.system.files import replace_files
from vexas_evidence.system.hashes import folder_hashes


@dataclass(frozen=True, slots=True)
class Export:
    """A file that is exported: its name, what it is, and what writes it."""

    name: str
    description: Spans
    write: Callable[[Evidence, Sequence[Numbers]], str]


PACKAGE = Export(data_package.NAME, (fixed("exports.package"),), lambda *_: "")
"""Made from the CSV once that is written."""
EXPORTS: dict[str, tuple[Export, ...]] = {
    "fhir": (Export("evidence.fhir.json", fixed_spans("exports.fhir", version=Words("R5", "name")), bundle.bundle),),
    "csv": (Export(csv.NAME, (fixed("exports.csv"),), csv.table), PACKAGE),
    "json": (
        Export(json.NAME, (fixed("exports.json"),), json.ledger),
        Export(json.SCHEMA, (fixed("exports.schema"),), lambda *_: json.schema()),
    ),
    "annotations": (Export(web_annotations.NAME, (fixed("exports.annotations"),), web_annotations.page),),
}
"""The files of each format; an RO-Crate is all of them and their description."""
CRATE = Export(ro_crate.NAME, (fixed("exports.crate"),), lambda *_: "")
ALL = tuple(export for exports in EXPORTS.values() for export in exports)
DESCRIPTIONS = {each.name: to_text(each.description) for each in (*ALL, CRATE)}
"""What each exported file is, by its name."""


def write(evidence: Evidence, exports: Iterable[Export], output: Path, as_crate: bool) -> list[Path]:
    """Write exports into a folder, all at once or none; *as_crate*, an RO-Crate describes them.

    Returns the files written, the description of the crate last. Raises BadInput where the folder cannot be written.
    """
    with replace_files(output) as folder:
        files = _contents(evidence, of_studies(evidence), exports, {}, {})
        if as_crate:
            files[ro_crate.NAME] = _crate(evidence, files, {})
        for name, content in files.items():
            (folder / name).write_bytes(content)
    return [output / name for name in files]


def downloads(reported: Numbers, others: dict[str, bytes], titles: dict[str, str]) -> dict[str, bytes]:
    """Return the exports as files for download, in a crate with the *others* of the same folder, which have *titles*.

    The data package describes the CSV files among the others too.
    """
    evidence = reported.evidence
    studies = tuple(reported if each.study is reported.study else each for each in of_studies(evidence))
    files = _contents(evidence, studies, ALL, others, titles)
    return files | {ro_crate.NAME: _crate(evidence, others | files, titles)}


def release_files(folder: Path, evidence: Evidence, titles: dict[str, str]) -> list[CrateFile]:
    """Return each file of a release with its size, hash and description, and the list of hashes yet to be written."""
    known = titles | DESCRIPTIONS
    files = [CrateFile(ro_crate.SUMS, None, "", fixed("exports.hashes", hash="SHA-256"))]
    for name, digest in folder_hashes(folder).items():
        path = folder / name
        what = known.get(path.name) or descriptions.description_of(path, evidence.version)
        files.append(CrateFile(name, path.stat().st_size, digest, what))
    return files


def _contents(
    evidence: Evidence,
    studies: Sequence[Numbers],
    exports: Iterable[Export],
    others: Mapping[str, bytes],
    titles: Mapping[str, str],
) -> dict[str, bytes]:
    """The files of exports by name; the data package describes the CSV files among the *others* too."""
    files: dict[str, bytes] = {}
    for export in exports:
        text = (
            data_package.package(evidence, files[csv.NAME], others, titles)
            if export is PACKAGE
            else export.write(evidence, studies)
        )
        files[export.name] = text.encode("utf-8")
    return files


def _crate(evidence: Evidence, files: Mapping[str, bytes], titles: Mapping[str, str]) -> bytes:
    known = {**titles, **DESCRIPTIONS}
    described = (
        CrateFile(name, len(content), hashlib.sha256(content).hexdigest(), known.get(name, ""))
        for name, content in files.items()
    )
    return ro_crate.metadata(evidence, described).encode("utf-8")
