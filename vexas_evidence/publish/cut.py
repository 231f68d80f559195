"""Cutting a release: everything is checked and rendered, and only then ``releases/`` and ``dist/`` change."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path, PurePosixPath

from vexas_evidence.publish.coverage.finished_render import VERIFICATION
from vexas_evidence.publish.export import release_files, ro_crate
from vexas_evidence.publish.outputs import render_report
from vexas_evidence.publish.release.refusals import altered, refused
from vexas_evidence.publish.release.release_file import file_name, read_release, release_path, write_release
from vexas_evidence.publish.release.signoffs import recorded, texts_to_read
from vexas_evidence.publish.release.snapshot import record_release
from vexas_evidence.publish.render import Request
from vexas_evidence.publish.render.output_folder import refuse_unsafe, replaced_folder
from vexas_evidence.publish.render.request import Log
from vexas_evidence.publish.site.report_data import ReportData
from vexas_evidence.system.files import atomic_write
from vexas_evidence.system.hashes import folder_hashes
from vexas_evidence.system.problems import Discrepancy, Uncovered


def cut(request: Request, data: ReportData, tell: Log) -> tuple[Path, Path]:
    """Render the working data, and write their release and a folder of all outputs with their hashes, an RO-Crate.

    The outputs of *request* is the folder that holds one folder for each version. Returns both paths.
    Raises Uncovered with what prevents the release, BadInput with all problems.
    """
    evidence, working = data.numbers.evidence, record_release(data.numbers)
    path = release_path(request.data, working)
    _refuse(refused(evidence.changes, working, data.releases, str(PurePosixPath(file_name(path)).parent)))
    target = request.output / working.version
    refuse_unsafe(target, target.parent, (request.project, request.data), [ro_crate.SUMS])
    with replaced_folder(target, keep=False) as folder:
        render_report(replace(request, output=folder, engine="embedded"), tell, data)
        facts = json.loads((folder / VERIFICATION).read_text(encoding="utf-8"))
        facts.pop("files_sha256")  # the release holds the hashes of the files itself
        made = {"verification": facts, "outputs": folder_hashes(folder)}
        fresh = working.model_copy(update=recorded(texts_to_read(data.numbers)) | made)
        text = write_release(fresh)
        if path.exists() and path.read_text(encoding="utf-8") != text:
            _refuse((altered(read_release(path), fresh, file_name(path)),))
        (folder / path.name).write_text(text, encoding="utf-8", newline="\n")
        metadata = ro_crate.metadata(evidence, release_files(folder, evidence, data.titles))
        (folder / ro_crate.NAME).write_text(metadata, encoding="utf-8", newline="\n")
        sums = (f"{digest}  {name}\n" for name, digest in folder_hashes(folder).items())
        (folder / ro_crate.SUMS).write_text("".join(sums), encoding="utf-8", newline="\n")
        atomic_write(path, text.encode("utf-8"))  # the outputs appear only where their release can be kept
    return path, target


def _refuse(found: tuple[Discrepancy, ...]) -> None:
    if found:
        raise Uncovered(found)
