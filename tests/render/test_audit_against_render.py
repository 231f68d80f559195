"""A finished file that someone mailed is the one that was rendered, or what differs is told."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests import DATA
from tests.commands import run_command
from vexas_evidence.publish.audit.audit_report import Audited
from vexas_evidence.publish.audit.auditor import Auditor
from vexas_evidence.publish.audit.file_audit import UNKNOWN
from vexas_evidence.publish.coverage import manifest
from vexas_evidence.system.problems import BadInput

Audit = Callable[..., list[str]]


@pytest.fixture
def mail(published: Path, tmp_path: Path) -> Path:
    """A copy of the finished files of a render, with its manifest and verification."""
    shutil.copytree(published / "report", tmp_path / "mail")
    return tmp_path / "mail"


@pytest.fixture
def audited(published: Path, tmp_path: Path) -> Callable[..., Audited]:
    """Return a function that audits a file against the data that it was rendered from."""

    def examine(path: Path, **options: str | bool) -> Audited:
        done = Auditor(published.parent / "data", tmp_path, **options).audited(path)  # type: ignore[arg-type]
        if done.problems:
            raise BadInput(done.problems)
        return done

    return examine


@pytest.fixture
def found(audited: Callable[..., Audited]) -> Audit:
    """Return a function that audits a file and says what is found wrong."""
    return lambda path, **options: [each.found for each in audited(path, **options).discrepancies]


REWORDED = "“The sources’ main [facts,] paraphrased, beside the figures”"


def edit(path: Path, old: str, new: str) -> Path:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def reword(mail: Path) -> Path:
    return edit(mail / "index.html", "The sources’ main claims", "The sources’ main facts")


def sign(mail: Path) -> None:
    """Let the verification fit a manifest that was changed."""
    verification = json.loads((mail / "verification.json").read_text(encoding="utf-8"))
    told = hashlib.sha256((mail / "manifest.json").read_bytes()).hexdigest()
    verification["files_sha256"]["report/manifest.json"] = told
    (mail / "verification.json").write_text(json.dumps(verification), encoding="utf-8")


@contextmanager
def files_of_the_manifest(mail: Path) -> Iterator[dict[str, Any]]:
    """Give what a manifest knows of each file to be changed, and let the verification fit it."""
    manifest = mail / "manifest.json"
    known = json.loads(manifest.read_text(encoding="utf-8"))
    yield known["files"]
    manifest.write_text(json.dumps(known), encoding="utf-8")
    sign(mail)


def test_a_file_as_rendered_passes(mail: Path, audited: Callable[..., Audited]) -> None:
    [line] = audited(mail / "index.html").printed_lines
    assert "; the bytes that were rendered" in line


def test_a_file_changed_in_its_words_alone_is_a_discrepancy(mail: Path, found: Audit) -> None:
    assert found(reword(mail)) == [REWORDED]


def test_other_bytes_are_a_discrepancy_though_all_words_are_as_rendered(mail: Path, found: Audit) -> None:
    [told] = found(edit(mail / "index.html", "</main>", "\n</main>"))
    assert re.fullmatch(
        r"other bytes than were rendered, though \d+ words, \d+ marks of look, links and structure are as they were: "
        "it was saved again, or hides something",
        told,
    )


def test_other_bytes_are_told_where_words_alone_are_asked_for(mail: Path, audited: Callable[..., Audited]) -> None:
    [line] = audited(edit(mail / "index.html", "</main>", "\n</main>"), numerals_only=True).printed_lines
    assert "; other bytes than were rendered, though " in line


def test_the_command_ends_with_1_for_other_words(published: Path, mail: Path) -> None:
    done = run_command("audit", str(reword(mail)), "--data", str(published.parent / "data"))
    assert (done.returncode, REWORDED in done.stderr) == (1, True)


def test_without_a_verification_words_are_compared_and_bytes_are_not(mail: Path, found: Audit) -> None:
    (mail / "verification.json").unlink()
    assert found(mail / "index.html") == [UNKNOWN]  # as rendered it may be a file that a release names
    assert found(reword(mail)) == [REWORDED]


def test_a_renamed_file_is_known_by_its_bytes(mail: Path, found: Audit) -> None:
    assert found((mail / "index.html").rename(mail / "a.html")) == []


def test_a_renamed_and_edited_file_is_bad_input(mail: Path, found: Audit) -> None:
    with pytest.raises(BadInput, match="not a file of the render: one that it made: say which with --as"):
        found(reword(mail).rename(mail / "a.html"))


def test_a_renamed_and_edited_file_is_compared_with_the_one_it_is_said_to_be(mail: Path, found: Audit) -> None:
    assert found(reword(mail).rename(mail / "a.html"), name="index.html") == [REWORDED]


@pytest.mark.parametrize("name", ["findings.csv", "proportions.svg", "proportions.png"])
def test_a_download_is_known_by_its_bytes(published: Path, mail: Path, found: Audit, name: str) -> None:
    shutil.copyfile(published / "downloads" / name, mail / name)
    assert found(mail / name) == []


def test_a_changed_download_is_a_discrepancy(published: Path, mail: Path, found: Audit) -> None:
    shutil.copyfile(published / "downloads" / "findings.csv", mail / "findings.csv")
    edit(mail / "findings.csv", "30 of 40", "31 of 40")
    assert found(mail / "findings.csv", numerals_only=True) == ["“31 of 40 (75%)”"]


def test_a_table_that_was_saved_again_without_a_changed_value_passes(published: Path, mail: Path, found: Audit) -> None:
    rows = list(csv.reader((published / "downloads" / "findings.csv").open(encoding="utf-8", newline="")))
    with (mail / "findings.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)
    assert found(mail / "findings.csv") == []


def test_json_that_was_saved_again_without_a_changed_value_passes(published: Path, mail: Path, found: Audit) -> None:
    text = (published / "downloads" / "evidence.fhir.json").read_text(encoding="utf-8")
    (mail / "evidence.fhir.json").write_text(json.dumps(json.loads(text), sort_keys=True), encoding="utf-8")
    assert found(mail / "evidence.fhir.json") == []


def test_a_published_file_under_the_name_of_another_is_told(mail: Path, found: Audit) -> None:
    shutil.copyfile(mail / "safety.html", mail / "findings.html")
    assert found(mail / "findings.html") == ["it is report/safety.html, by what it carries"]


def test_a_document_is_compared_with_the_manifest_beside_it_where_there_are_no_data(mail: Path) -> None:
    (mail / "verification.json").unlink()
    done = Auditor(mail / "no data", mail / "no site", numerals_only=True).audited(mail / "evidence-summary.docx")
    assert (done.discrepancies, done.problems) == ((), ())
    assert " words, " in done.lines[0]


def test_a_manifest_that_was_edited_is_told_by_its_verification(mail: Path, found: Audit) -> None:
    edit(mail / "manifest.json", "H2O", "H3O")
    assert found(mail / "index.html") == ["not the manifest of its verification"]


def test_the_names_of_a_manifest_are_those_of_the_data(mail: Path, found: Audit) -> None:
    edit(mail / "manifest.json", '"names":[', '"names":["99% died",')
    sign(mail)
    assert found(mail / "index.html") == ["a render of version '1.0.0', or with other names"]


def test_a_time_of_a_manifest_is_that_of_the_data(mail: Path, found: Audit) -> None:
    with files_of_the_manifest(mail) as files:
        time = next(each for each in files["report/index.html"]["entries"] if each[0] == "at 4 weeks")
        time[:2] = ["at 8 weeks", [["8", "timepoint"]]]
    [told] = found(mail / "index.html")
    assert told.startswith("a render of other data: 1 entries differ, first 'at 8 weeks' as ")


def test_a_page_of_which_nothing_is_expected_is_refused(mail: Path, found: Audit) -> None:
    with files_of_the_manifest(mail) as files:
        files["report/index.html"] = {"title": "", "named": 0, "entries": []}
    assert found(mail / "index.html") == ["nothing is expected of it"]


def test_another_page_under_the_name_of_one_is_told_in_one_line(mail: Path, found: Audit) -> None:
    edit(mail / "findings.html", "</main>", " </main>").rename(mail / "index.html")
    assert found(mail / "index.html") == ["it is report/findings.html, by what it carries"]


def test_a_pdf_that_misses_a_page_says_so_first(mail: Path, found: Audit) -> None:
    path = mail / "technical-appendix.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        pages = len(document.pages)
        del document.pages[3]
        document.save(path)
    first, *others = found(path)
    assert first == f"“[{pages - 1}] pages”"
    assert any("[nothing]" in each for each in others)


@pytest.mark.parametrize(
    "content",
    [
        "[]",
        "null",
        "[" * 100_000,
        '{"files":{"report/index.html":{"title":1,"named":"x","entries":[[1,2,3,4,5,6]]}},"version":1,"names":[1],"site":""}',
        '{"files":{"report/index.html":{"title":"","named":0,"entries":[["x",[],"",false,"odd",""]]}},"version":"",'
        '"names":[],"site":""}',
        '{"files":{"report/index.html":{"title":"","named":0,"entries":[["1",[["1","odd"]],"",false,"text",""]]}},'
        '"version":"","names":[],"site":""}',
    ],
)
def test_a_malformed_manifest_is_bad_input(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(BadInput, match="not a manifest"):
        manifest.read(tmp_path / "manifest.json")


def test_a_file_that_cannot_be_read_is_bad_input(mail: Path, found: Audit) -> None:
    (mail / "evidence-summary.pdf").write_text("no PDF", encoding="utf-8")
    with pytest.raises(BadInput, match="cannot be read"):
        found(mail / "evidence-summary.pdf")


def test_a_render_of_other_data_is_told_in_one_line(mail: Path, tmp_path: Path) -> None:
    data = shutil.copytree(DATA, tmp_path / "data")  # without the releases beside them
    done = Auditor(data, tmp_path).audited(mail / "evidence-summary.docx")
    assert [each.found for each in done.discrepancies] == ["a render of version '1.0.0', or with other names"]
