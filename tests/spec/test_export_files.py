"""Exports as files: written all or not at all, the same each time, and inert."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from tests.commands import run_command
from vexas_evidence.model import Evidence
from vexas_evidence.publish import export
from vexas_evidence.publish.export import csv, ro_crate, web_annotations
from vexas_evidence.system.problems import BadInput


def test_hostile_texts_stay_texts(hostile: Evidence, tmp_path: Path) -> None:
    export.write(hostile, export.ALL, tmp_path, as_crate=True)
    for path in tmp_path.iterdir():
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".csv":
            json.loads(text)
            assert "<" not in text


def test_two_exports_are_equal(exported: Path, evidence: Evidence, tmp_path: Path) -> None:
    for path in export.write(evidence, export.ALL, tmp_path, as_crate=True):
        assert path.read_bytes() == (exported / path.name).read_bytes()


def test_the_command_writes_the_files_of_one_format(tmp_path: Path) -> None:
    done = run_command("export", "--to", "csv", "--output", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["datapackage.json", "statistics.csv"]


def test_an_export_that_fails_leaves_the_last_one_whole(evidence: Evidence, tmp_path: Path) -> None:
    def broken(*_: object) -> str:
        raise OSError("disk full")

    good = export.EXPORTS["fhir"][0]
    [path] = export.write(evidence, [good], tmp_path, as_crate=False)
    before = path.read_bytes()
    with pytest.raises(OSError, match="disk full"):
        export.write(evidence, [export.Export(good.name, (), broken)], tmp_path, as_crate=False)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [good.name]


def test_an_export_with_a_folder_in_the_place_of_a_file_replaces_none(evidence: Evidence, tmp_path: Path) -> None:
    (tmp_path / ro_crate.NAME).mkdir()
    (tmp_path / csv.NAME).write_text("older", encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        export.write(evidence, export.ALL, tmp_path, as_crate=True)
    assert str(refused.value) == (
        f"{tmp_path / ro_crate.NAME}: is a folder: a file or nothing: move it away or name another folder"
    )
    assert sorted(each.name for each in tmp_path.iterdir()) == [ro_crate.NAME, csv.NAME]
    assert (tmp_path / csv.NAME).read_text(encoding="utf-8") == "older"


def test_an_export_whose_last_file_cannot_be_replaced_gives_the_others_back(
    evidence: Evidence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "evidence.json").write_text("older", encoding="utf-8")
    replace_one = Path.replace

    def refused(path: Path, target: Path) -> Path:
        if target == tmp_path / csv.NAME:
            raise PermissionError(errno.EPERM, "not permitted", str(target))
        return replace_one(path, target)

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(BadInput, match="cannot be written"):
        export.write(evidence, export.ALL, tmp_path, as_crate=True)
    assert [each.name for each in tmp_path.iterdir()] == ["evidence.json"]
    assert (tmp_path / "evidence.json").read_text(encoding="utf-8") == "older"


def test_an_export_removes_what_a_killed_one_left(evidence: Evidence, tmp_path: Path) -> None:
    left = tmp_path / ".vexas-abcd1234.part"
    left.mkdir()
    (left / "half").write_text("{", encoding="utf-8")
    export.write(evidence, export.EXPORTS["annotations"], tmp_path, as_crate=False)
    assert [each.name for each in tmp_path.iterdir()] == [web_annotations.NAME]


def test_an_export_leaves_the_files_of_others(evidence: Evidence, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    export.write(evidence, export.EXPORTS["annotations"], tmp_path, as_crate=False)
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_an_export_onto_a_full_disk_names_the_folder_and_the_reason(evidence: Evidence, tmp_path: Path) -> None:
    def full(*_: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")  # as a write does: it names no file

    with pytest.raises(BadInput) as refused:
        export.write(evidence, [export.Export("evidence.json", (), full)], tmp_path, as_crate=False)
    assert str(refused.value) == (
        f"{tmp_path}: cannot be written (no space left on device): a folder with room that can be written: "
        "make room or name another folder; the files there are as they were"
    )


def test_the_command_ends_with_exit_2_where_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    done = run_command("export", "--to", "csv", "--output", str(tmp_path / "file"))
    assert done.returncode == 2
    assert done.stderr.startswith(f"{tmp_path / 'file'}: cannot be written (file exists): ")
