"""A file of any release is known by its bytes, wherever it lies; one that cannot be audited stops no other."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from tests import VERSIONS
from tests.commands import run_command
from tests.release_copies import Cut
from vexas_evidence.publish.audit import folder_audit, proofs
from vexas_evidence.publish.audit.audit_report import Audited
from vexas_evidence.publish.audit.auditor import OTHER, RESEALED, Auditor
from vexas_evidence.publish.release.release_file import SEAL
from vexas_evidence.system.hashes import file_hash, seal

OLD, NEW = "1.0.0", "1.1.0"


@pytest.fixture
def auditor(cut: Cut) -> Auditor:
    """An audit beside the data of the newer release, with its outputs as the site."""
    return Auditor(cut.data, cut.dist / NEW)


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    """An empty folder, in another one."""
    folder = tmp_path / "post" / "mail"
    folder.mkdir(parents=True)
    return folder


def mailed(cut: Cut, mail: Path, name: str, version: str = OLD) -> Path:
    return Path(shutil.copyfile(cut.dist / version / name, mail / Path(name).name))


def alone(path: Path) -> Audited:
    return Auditor(path.parent / "data", path.parent / "_site").audited(path)


@pytest.mark.parametrize(
    "name",
    [
        "report/evidence-summary.pdf",
        "report/safety.html",
        "report/evidence-summary.docx",
        "report/slides.pptx",
        "downloads/findings.csv",
        "downloads/evidence.fhir.json",
    ],
)
def test_a_file_of_an_older_release_is_told_with_its_status(cut: Cut, auditor: Auditor, mail: Path, name: str) -> None:
    path = mailed(cut, mail, name)
    notice, verdict, *_ = auditor.audited(path).printed_lines
    assert notice == (
        f"SUPERSEDED: {path} is of version 1.0.0, which is superseded. A newer version takes its place. "
        "Use version 1.1.0 instead."
    )
    assert verdict == (
        f"{path}: unchanged: byte for byte {name} as released in 1.0.0 (superseded), by releases/1.0.0.json"
    )


def test_a_renamed_file_of_an_older_release_is_known_by_its_bytes(cut: Cut, auditor: Auditor, mail: Path) -> None:
    path = mailed(cut, mail, "report/evidence-summary.pdf").rename(mail / "a.pdf")
    assert "byte for byte report/evidence-summary.pdf as released in 1.0.0" in auditor.audited(path).lines[0]


def test_a_file_of_the_newest_release_is_set_against_the_data_and_named(cut: Cut, auditor: Auditor, mail: Path) -> None:
    [line] = auditor.audited(mailed(cut, mail, "report/safety.html", NEW)).printed_lines
    assert line.endswith("; the bytes that were rendered as released in 1.1.0 (current), by releases/1.1.0.json")


def test_an_older_file_that_was_changed_is_told_by_what_it_carries_and_by_its_release(
    cut: Cut, auditor: Auditor, mail: Path
) -> None:
    path = mailed(cut, mail, "report/safety.html")
    path.write_text(path.read_text(encoding="utf-8").replace(">7.5%<", ">8.5%<"), encoding="utf-8")
    found = [each.found for each in auditor.audited(path).discrepancies]
    assert found[0] == "bytes differ from those of report/safety.html as released in 1.0.0"
    assert "“[8.5%]”" in found


def test_the_release_beside_a_lone_file_proves_its_bytes(cut: Cut, mail: Path) -> None:
    path = mailed(cut, mail, "report/evidence-summary.pdf")
    shutil.copy(cut.folder / "releases" / "1.0.0.json", mail)
    assert alone(path).lines[0] == (
        f"{path}: unchanged: byte for byte report/evidence-summary.pdf as released in 1.0.0 "
        "(current when 1.0.0.json was written), by 1.0.0.json beside it"
    )


def test_a_later_release_beside_it_tells_that_a_file_is_superseded(cut: Cut, mail: Path) -> None:
    path = mailed(cut, mail, "report/safety.html")
    for version in (OLD, NEW):
        shutil.copy(cut.folder / "releases" / f"{version}.json", mail)
    assert "as released in 1.0.0 (superseded when 1.1.0.json was written)" in alone(path).lines[0]


def test_the_release_in_the_folder_above_a_file_is_found(cut: Cut, mail: Path) -> None:
    path = mailed(cut, mail, "report/slides.pptx")
    shutil.copy(cut.folder / "releases" / "1.0.0.json", mail.parent)
    assert "as released in 1.0.0" in alone(path).lines[0]


def test_other_bytes_than_the_release_beside_a_file_names_are_a_discrepancy(cut: Cut, mail: Path) -> None:
    path = mailed(cut, mail, "report/evidence-summary.docx")
    path.write_bytes(path.read_bytes() + b" ")
    shutil.copy(cut.folder / "releases" / "1.0.0.json", mail)
    assert list(map(str, alone(path).discrepancies)) == [
        "report/evidence-summary.docx: bytes differ from those of report/evidence-summary.docx as released in 1.0.0: "
        f"1.0.0.json beside it: {OTHER} [coverage]"
    ]


def test_a_file_beside_its_verification_is_whole_whatever_later_release_lies_there(cut: Cut, mail: Path) -> None:
    path = mailed(cut, mail, "report/evidence-summary.docx")
    mailed(cut, mail, "report/verification.json")
    shutil.copy(cut.folder / "releases" / f"{NEW}.json", mail)
    done = alone(path)
    assert (done.discrepancies, done.notice.partition(":")[0]) == ((), "SUPERSEDED")


def test_the_folder_of_a_render_is_whole_whatever_later_release_lies_there(
    cut: Cut, auditor: Auditor, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(cut.dist / OLD, tmp_path / "_site"))
    (folder / "SHA256SUMS").unlink()
    (folder / f"{OLD}.json").unlink()
    shutil.copy(cut.folder / "releases" / f"{NEW}.json", folder)
    done = folder_audit.audited(folder, auditor)
    assert (done.discrepancies, done.notice.partition(":")[0]) == ((), "SUPERSEDED")


@pytest.mark.parametrize("where", [f"{NEW} (1).json", f"../{NEW}.json", f"../../{NEW}.json"])
def test_a_later_release_is_found_above_a_file_and_under_the_name_of_a_second_copy(
    cut: Cut, mail: Path, where: str
) -> None:
    path = mailed(cut, mail, "report/evidence-summary.pdf")
    shutil.copy(cut.folder / "releases" / f"{NEW}.json", mail / where)
    assert alone(path).notice.startswith(f"SUPERSEDED: {path} is of version {OLD}")


def test_a_release_beside_a_later_one_is_told_as_superseded(cut: Cut, mail: Path) -> None:
    path = Path(shutil.copy(cut.folder / "releases" / f"{OLD}.json", mail))
    shutil.copy(cut.folder / "releases" / f"{NEW}.json", mail)
    assert alone(path).notice.startswith(f"SUPERSEDED: {path} is of version {OLD}")


def test_an_edited_and_renamed_file_is_told_to_be_none_of_the_release_beside_it(cut: Cut, mail: Path) -> None:
    path = mailed(cut, mail, "downloads/findings.csv").rename(mail / "copy.csv")
    path.write_bytes(path.read_bytes() + b"x")
    shutil.copy(cut.folder / "releases" / f"{OLD}.json", mail)
    [found] = alone(path).problems
    assert found.wrong == f"none of the files that {OLD}.json beside it names has its bytes"


def test_a_release_alone_is_audited_by_its_seal(cut: Cut, mail: Path) -> None:
    path = Path(shutil.copy(cut.folder / "releases" / f"{OLD}.json", mail))
    done = alone(path)
    assert done.lines[0].endswith(f" records of version {OLD}, {RESEALED}")
    assert done.discrepancies == ()


def test_a_digit_changed_in_a_release_is_found_by_its_seal(cut: Cut, mail: Path) -> None:
    path = Path(shutil.copy(cut.folder / "releases" / f"{OLD}.json", mail))
    path.write_text(path.read_text(encoding="utf-8").replace("7.5%", "7.6%"), encoding="utf-8")
    assert [each.found for each in alone(path).discrepancies] == ["it is not as it was written"]


def test_a_release_is_set_against_the_one_beside_the_data(cut: Cut, auditor: Auditor, mail: Path) -> None:
    path = Path(shutil.copy(cut.folder / "releases" / f"{OLD}.json", mail))
    done = auditor.audited(path)
    assert done.lines[0].endswith(f"as releases/{OLD}.json")
    assert f"Use version {NEW} instead." in done.notice
    told = json.loads(path.read_text(encoding="utf-8")) | {"outputs": {}}
    path.write_text(json.dumps(told | {SEAL: seal(told, SEAL)}), encoding="utf-8")
    assert [each.expected for each in auditor.audited(path).discrepancies] == [
        f"the bytes of releases/{OLD}.json beside the data"
    ]


def test_a_release_beside_a_file_that_cannot_be_read_is_told(cut: Cut, mail: Path) -> None:
    path = mailed(cut, mail, "report/slides.pptx")
    (mail / "1.0.0.json").write_text("{", encoding="utf-8")
    assert [each.wrong for each in alone(path).problems] == ["no release can be read"]


def test_a_pipe_in_the_place_of_a_verification_is_no_verification(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "verification.json")
    assert proofs.of_render(tmp_path).hashes == {}


def test_a_pipe_in_the_place_of_a_page_is_not_read(cut: Cut, auditor: Auditor, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(cut.dist / OLD, tmp_path / OLD))
    os.mkfifo(folder / "report" / "pipe.html")
    assert folder_audit.audited(folder, auditor).problems == ()


def test_a_verification_without_end_is_no_verification(tmp_path: Path) -> None:
    with (tmp_path / "verification.json").open("wb") as opened:
        opened.truncate(100_000_000)
    assert proofs.of_render(tmp_path).hashes == {}


def test_sums_without_end_are_told(auditor: Auditor, mail: Path) -> None:
    with (mail / "SHA256SUMS").open("wb") as opened:
        opened.truncate(100_000_000)
    assert [each.wrong for each in folder_audit.audited(mail, auditor).problems] == ["file too large"]


def test_a_version_that_was_withdrawn_since_is_told_first(cut: Cut, mail: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(cut.data, tmp_path / "data"))
    shutil.copytree(cut.folder / "releases", tmp_path / "releases")
    changes = (data / VERSIONS).read_text(encoding="utf-8")
    since = changes.replace(
        "status: superseded", "status: withdrawn, since: 2030-03-03, because: A source was retracted.", 1
    )
    (data / VERSIONS).write_text(since, encoding="utf-8")
    path = mailed(cut, mail, "downloads/findings.csv")
    told = Auditor(data, tmp_path / "_site").audited(path).printed_lines
    assert told[0] == (
        f"WITHDRAWN: {path} is of version 1.0.0, which was withdrawn on 2030-03-03. Do not use its numbers. "
        "A source was retracted. Use version 1.1.0 instead."
    )
    assert "as released in 1.0.0 (withdrawn)" in told[1]


def test_a_file_that_cannot_be_audited_stops_no_other(cut: Cut, mail: Path) -> None:
    path = mailed(cut, mail, "downloads/findings.csv")
    (mail / "x.csv").write_text("x", encoding="utf-8")
    done = run_command("audit", "x.csv", "y.csv", str(path), "--data", str(cut.data), folder=mail)
    assert (done.returncode, "as released in 1.0.0 (superseded)" in done.stdout) == (2, True)
    assert [line.split(": ")[:2] for line in done.stderr.splitlines()] == [
        ["x.csv", "it carries nothing to verify it by"],
        ["y.csv", "no such file"],
        ["2 problems"],
    ]


def test_a_folder_of_an_older_release_is_audited_by_its_sums_and_its_files(cut: Cut, auditor: Auditor) -> None:
    folder = cut.dist / OLD
    done = folder_audit.audited(folder, auditor)
    assert (done.discrepancies, done.problems) == ((), ())
    assert done.lines[0].endswith(" files are as SHA256SUMS, 1.0.0.json and releases/1.0.0.json name them")
    assert any(line.startswith(f"{folder / 'report' / 'slides.pptx'}: unchanged: ") for line in done.lines)


def test_a_file_changed_missing_or_put_into_the_folder_of_a_release_is_told(
    cut: Cut, auditor: Auditor, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(cut.dist / OLD, tmp_path / OLD))
    (folder / "downloads" / "findings.csv").unlink()
    (folder / "report" / "slides.pptx").write_bytes(b"")
    (folder / "extra.txt").write_text("99%", encoding="utf-8")
    told = {each.place.file: each.found for each in folder_audit.audited(folder, auditor).discrepancies}
    assert told == {
        str(folder / "downloads" / "findings.csv"): "it is missing",
        str(folder / "extra.txt"): "SHA256SUMS does not name it",
        str(folder / "report" / "slides.pptx"): "bytes differ",
    }


def test_a_file_that_only_the_sums_name_is_told_by_the_release(cut: Cut, auditor: Auditor, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(cut.dist / OLD, tmp_path / OLD))
    (folder / "extra.txt").write_text("99%", encoding="utf-8")
    with (folder / "SHA256SUMS").open("a", encoding="utf-8") as sums:
        sums.write(f"{file_hash(folder / 'extra.txt')}  extra.txt\n")
    [found] = folder_audit.audited(folder, auditor).discrepancies
    assert (Path(found.place.file).name, found.found) == ("extra.txt", "1.0.0.json does not name it")


def test_a_folder_whose_sums_were_written_anew_is_told_by_its_release(
    cut: Cut, auditor: Auditor, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(cut.dist / OLD, tmp_path / OLD))
    (folder / "downloads" / "findings.csv").unlink()
    sums = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in sums if not line.endswith("downloads/findings.csv\n")]
    (folder / "SHA256SUMS").write_text("".join(kept), encoding="utf-8")
    [found] = folder_audit.audited(folder, auditor).discrepancies
    assert (found.found, found.expected) == ("it is missing", "the files that 1.0.0.json names")


def test_a_later_release_laid_into_a_folder_is_no_list_of_its_files(cut: Cut, auditor: Auditor, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(cut.dist / OLD, tmp_path / OLD))
    shutil.copy(cut.folder / "releases" / f"{NEW}.json", folder)
    done = folder_audit.audited(folder, auditor)
    assert (done.discrepancies, done.problems) == ((), ())
    assert f"Use version {NEW} instead." in done.notice


def test_a_link_in_a_folder_is_told(cut: Cut, auditor: Auditor, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(cut.dist / OLD, tmp_path / OLD))
    (tmp_path / "elsewhere").mkdir()
    (folder / "more").symlink_to(tmp_path / "elsewhere")
    [found] = folder_audit.audited(folder, auditor).discrepancies
    assert (found.place.file, found.found) == (str(folder / "more"), "a link, or no regular file")


def test_a_folder_without_its_release_is_set_against_the_one_beside_the_data(
    cut: Cut, auditor: Auditor, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(cut.dist / OLD, tmp_path / OLD))
    (folder / f"{OLD}.json").unlink()
    (folder / "downloads" / "findings.csv").write_text("x", encoding="utf-8")
    sums = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in sums if not line.endswith((f"  {OLD}.json\n", "downloads/findings.csv\n"))]
    kept.append(f"{file_hash(folder / 'downloads' / 'findings.csv')}  downloads/findings.csv\n")
    (folder / "SHA256SUMS").write_text("".join(kept), encoding="utf-8")
    [found] = folder_audit.audited(folder, auditor).discrepancies
    assert found.expected == f"the files that releases/{OLD}.json names"


def test_a_release_of_another_version_that_names_a_file_is_told(cut: Cut, mail: Path) -> None:
    path = mailed(cut, mail, "report/safety.html")
    told = (cut.folder / "releases" / f"{OLD}.json").read_text(encoding="utf-8").replace(OLD, "1.2.0")
    forged = json.loads(told)
    (mail / "1.2.0.json").write_text(json.dumps(forged | {SEAL: seal(forged, SEAL)}), encoding="utf-8")
    assert f"version {OLD}" in [each.found for each in alone(path).discrepancies]


def test_a_name_that_steers_the_terminal_is_told_by_its_codes(cut: Cut, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(cut.dist / OLD, tmp_path / OLD))
    (folder / "x\x1b[31m\n1.0.0: unchanged").write_text("99%", encoding="utf-8")
    done = run_command("audit", str(folder), "--data", str(cut.data))
    assert ("\x1b" in done.stderr, "\n1.0.0: unchanged" in done.stderr) == (False, False)


def test_a_file_that_was_put_in_is_to_be_taken_out(cut: Cut, auditor: Auditor, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(cut.dist / OLD, tmp_path / OLD))
    (folder / "extra.txt").write_text("99%", encoding="utf-8")
    assert [each.remedy for each in folder_audit.audited(folder, auditor).discrepancies] == [
        "take it out of the folder"
    ]


def test_a_file_that_tells_no_version_may_be_of_another_than_the_release_beside_it(cut: Cut, mail: Path) -> None:
    path = mailed(cut, mail, "downloads/findings.csv")
    shutil.copy(cut.folder / "releases" / f"{NEW}.json", mail)
    assert alone(path).discrepancies[0].remedy.endswith("lay the VERSION.json of that one beside it")


def test_other_bytes_pass_beside_their_release_where_numerals_alone_are_asked_for(
    cut: Cut, mail: Path, tmp_path: Path
) -> None:
    path = mailed(cut, mail, "report/safety.html")
    path.write_bytes(path.read_bytes() + b"\n")
    shutil.copy(cut.folder / "releases" / f"{OLD}.json", mail)
    assert Auditor(tmp_path / "data", tmp_path / "_site", numerals_only=True).audited(path).discrepancies == ()


def test_the_folder_of_a_render_is_audited_by_its_verification(cut: Cut, auditor: Auditor, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(cut.dist / NEW, tmp_path / "_site"))
    (folder / "SHA256SUMS").unlink()
    (folder / "1.1.0.json").unlink()
    done = folder_audit.audited(folder, auditor)
    assert (done.discrepancies, done.problems) == ((), ())
    assert " files are as verification.json and releases/1.1.0.json name them" in done.lines[0]


def test_the_reports_of_a_render_alone_are_audited_by_their_verification(
    cut: Cut, auditor: Auditor, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(cut.dist / NEW / "report", tmp_path / "report"))
    (folder / "slides.pptx").write_bytes(b"")
    assert [each.found for each in folder_audit.audited(folder, auditor).discrepancies] == ["bytes differ"]


def test_a_folder_without_a_list_says_what_to_give(auditor: Auditor, mail: Path) -> None:
    assert list(map(str, folder_audit.audited(mail, auditor).problems)) == [
        f"{mail}: a folder with neither SHA256SUMS nor verification.json: dist/VERSION with its SHA256SUMS, "
        "or the folder of a render with its verification.json: give one, or name the files in it"
    ]


def test_a_line_of_the_sums_that_names_no_hash_is_told_with_its_number(auditor: Auditor, mail: Path) -> None:
    (mail / "SHA256SUMS").write_text(f"{'a' * 64}  x.pdf\n\n{'g' * 64}  y.pdf\n", encoding="utf-8")
    assert [str(each.place) for each in folder_audit.audited(mail, auditor).problems] == [
        f"{mail / 'SHA256SUMS'}:2",
        f"{mail / 'SHA256SUMS'}:3",
    ]


def rendered_folder(cut: Cut, tmp_path: Path) -> Path:
    """A copy of the folder of a render, without what its release put there."""
    folder = Path(shutil.copytree(cut.dist / NEW, tmp_path / "_site"))
    (folder / "SHA256SUMS").unlink()
    (folder / "1.1.0.json").unlink()
    return folder


def test_every_file_of_a_render_is_compared(cut: Cut, tmp_path: Path) -> None:
    folder = rendered_folder(cut, tmp_path)
    sheet = folder / "report" / "styles" / "site.css"
    sheet.write_text(".number { display: none }", encoding="utf-8")
    (folder / "report" / "extra.html").write_text("<html><body>99%</body></html>", encoding="utf-8")
    done = folder_audit.audited(folder, Auditor(tmp_path / "data", tmp_path / "no site"))
    told = {each.place.file: each.found for each in done.discrepancies}
    assert told[str(sheet)] == "bytes differ"
    assert told[str(folder / "report" / "extra.html")] == "verification.json does not name it"
    assert any(place.endswith("safety.html, what it loads, ../report/styles/site.css") for place in told)


def test_a_verification_that_says_other_than_the_files_carry_is_told(cut: Cut, tmp_path: Path) -> None:
    folder = rendered_folder(cut, tmp_path)
    path = folder / "report" / "verification.json"
    facts = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(facts | {"estimates_checked_against_article": 28}), encoding="utf-8")
    [found] = folder_audit.audited(folder, Auditor(tmp_path / "data", tmp_path / "no site")).discrepancies
    assert (found.place.file, found.found) == (str(path), "estimates_checked_against_article 28")


def test_a_manifest_that_its_release_contradicts_is_not_believed(cut: Cut, auditor: Auditor, tmp_path: Path) -> None:
    folder = rendered_folder(cut, tmp_path)
    known, facts = folder / "report" / "manifest.json", folder / "report" / "verification.json"
    known.write_text(known.read_text(encoding="utf-8").replace("7.5%", "8.5%"), encoding="utf-8")
    told = json.loads(facts.read_text(encoding="utf-8"))
    told["files_sha256"]["report/manifest.json"] = file_hash(known)
    facts.write_text(json.dumps(told), encoding="utf-8")
    [found] = auditor.audited(folder / "report" / "safety.html").discrepancies
    assert (found.found, found.expected) == ("not the manifest as released in 1.1.0", "releases/1.1.0.json")


def test_a_published_file_under_the_name_of_another_is_told_by_its_release(cut: Cut, mail: Path) -> None:
    path = mailed(cut, mail, "report/safety.html").rename(mail / "findings.html")
    shutil.copy(cut.folder / "releases" / f"{OLD}.json", mail)
    assert [each.found for each in alone(path).discrepancies] == [
        "it holds report/safety.html, and report/findings.html is another file"
    ]
