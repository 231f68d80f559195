"""What version 1.0.0 wrote in format 1 is read: its releases are compared, its finished files audited.

``tests/format-1`` holds two pages and two releases of the invented study as that version wrote them.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests import DATA, ROOT
from tests.commands import run_command
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.load.folder import load_report
from vexas_evidence.load.formats.format_1 import id_in_format_2, in_format_2
from vexas_evidence.publish.release import diff_json, diff_text
from vexas_evidence.publish.release.difference import differences
from vexas_evidence.publish.release.release_file import load_releases, read_release
from vexas_evidence.publish.release.snapshot import record_release
from vexas_evidence.system.hashes import file_hash
from vexas_evidence.system.problems import BadInput
from vexas_evidence.text.numerals import numerals

OLD = ROOT / "tests" / "format-1"
RELEASED = ROOT / "releases" / "1.0.0.json"
STATISTICS = ("estimate", "derived")


def audit(path: Path) -> tuple[int, str, str]:
    """Audit a file or folder with no data folder at hand."""
    done = run_command("audit", str(path), "--data", str(path.parent / "none"), folder=path.parent)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def page(tmp_path: Path) -> Callable[[str], Path]:
    return lambda name: Path(shutil.copy(OLD / name, tmp_path))


@pytest.mark.parametrize(
    ("name", "numerals_told"),
    [("findings.html", " estimate"), ("receipt.html", "verification count")],
)
def test_a_page_of_format_1_is_verified_by_what_it_carries(
    page: Callable[[str], Path], name: str, numerals_told: str
) -> None:
    status, told, rest = audit(path := page(name))
    assert (status, rest) == (0, "")
    assert told.startswith(f"{path}: every numeral, hash and the version are as the file itself tells")
    assert numerals_told in told
    assert "it carries data.json, findings.csv, ledger.json, manifest.json, receipt.json\n" in told
    assert "the code, as other code than this made the file" in told


def test_a_page_of_format_1_is_known_by_the_receipt_beside_it(page: Callable[[str], Path]) -> None:
    path = page("findings.html")
    facts = {
        "evidence_version": "1.0.0",
        "status": "current",
        "files_sha256": {"report/findings.html": file_hash(path)},
    }
    path.with_name("receipt.json").write_text(json.dumps(facts), encoding="utf-8")
    told = audit(path)[1]
    assert told.startswith(
        f"{path}: unchanged: byte for byte report/findings.html as receipt.json beside it names it\n"
    )


def test_a_page_of_format_1_is_known_by_its_release(page: Callable[[str], Path]) -> None:
    path = page("findings.html")
    page("1.0.0.json")
    told = audit(path)[1]
    assert "unchanged: byte for byte report/findings.html as released in 1.0.0 (current when 1.0.0.json" in told


def test_a_folder_of_format_1_is_audited_by_its_receipt(tmp_path: Path) -> None:
    (tmp_path / "site" / "report").mkdir(parents=True)
    path = Path(shutil.copy(OLD / "findings.html", tmp_path / "site" / "report"))
    facts = {"evidence_version": "1.0.0", "files_sha256": {"report/findings.html": file_hash(path)}}
    path.with_name("receipt.json").write_text(json.dumps(facts), encoding="utf-8")
    status, told, _ = audit(tmp_path / "site")
    assert (status, told.splitlines()[0]) == (
        0,
        f"{tmp_path / 'site'}: unchanged: 1 files are as receipt.json names them; 1 other files were not compared",
    )
    path.write_text(path.read_text(encoding="utf-8").replace(">40<", ">41<"), encoding="utf-8")
    assert audit(tmp_path / "site")[2].startswith(f"{path}: bytes differ: the files that receipt.json names: ")


def test_a_release_of_format_1_is_audited_by_its_seal(page: Callable[[str], Path]) -> None:
    path = page("1.0.0.json")
    assert audit(path)[1].startswith(f"{path}: unchanged: the ")
    path.write_text(path.read_text(encoding="utf-8").replace("7.5%", "7.6%"), encoding="utf-8")
    assert "it is not as it was written" in audit(path)[2]


NUMBER = 'data-id="fever-free-week-4.base" href="../report/provenance.html#num-fever-free-week-4">40'
OLD_DATA = r"printed: \\\"7.5%"
SLIPS = {
    "a digit on the page": (NUMBER, NUMBER.replace("40", "41"), "“[41]”: “[40]”"),
    "the record of a number": (NUMBER, NUMBER.replace(".base", ".count"), "linked to [fever-free-week-4.count]"),
    "a digit in the data": (OLD_DATA, OLD_DATA.replace("7.5", "7.6"), "attachment data.json"),
    "a digit in the ledger": (r"\"shown\": \"7.5%\"", r"\"shown\": \"7.6%\"", "attachment ledger.json"),
    "a class in the manifest": (r"[[\"40\",\"estimate\"]]", r"[[\"40\",\"implied\"]]", "attachment manifest.json"),
    "a fact in the receipt": (r"\"estimates\": 3", r"\"estimates\": 4", "attachment receipt.json"),
}


@pytest.mark.parametrize(("old", "new", "told"), SLIPS.values(), ids=SLIPS)
def test_what_was_changed_in_a_page_of_format_1_is_found(
    page: Callable[[str], Path], old: str, new: str, told: str
) -> None:
    path = page("findings.html")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    status, _, rest = audit(path)
    assert (status, told in rest) == (1, True), rest


def test_the_history_of_the_site_finds_no_other_number_since_the_version_before(numbers: Numbers) -> None:
    releases = load_releases(DATA, numbers.study.id)
    [(newest, (before, found)), *_] = diff_text.steps(numbers, releases).items()
    assert (newest, before) == (numbers.evidence.version, numbers.evidence.changes.versions[1].version)
    aspects = {each.aspect for each in found if each.kind in ("estimate", "derived", "not stated")}
    assert aspects <= {"label", "whom", "note"}


def test_two_releases_of_format_1_are_compared() -> None:
    done = run_command("diff", str(OLD / "1.0.0.json"), str(OLD / "1.1.0.json"))
    assert done.returncode == 0
    assert done.stdout.startswith("rash (MINOR)\n  Rash, time not stated: value\n  old     7.5%\n  new     10%\n")


def test_differences_of_releases_of_format_1_keep_their_schema() -> None:
    done = run_command("diff", str(OLD / "1.0.0.json"), str(OLD / "1.1.0.json"), "--format", "json")
    told = json.loads(done.stdout)
    Draft202012Validator(diff_json.schema()).validate(told)
    assert {each["id"] for each in told["differences"]} == {"rash", "rash-of-all", "limit-rash-base"}


def raw_statistics() -> list[dict[str, object]]:
    """The estimates and derived values of release 1.0.0 as the file holds them."""
    records = json.loads(RELEASED.read_text(encoding="utf-8"))["records"]
    return [each for each in records if each["kind"] in STATISTICS]


def test_release_1_0_0_holds_every_statistic_of_the_study() -> None:
    assert len(raw_statistics()) == 44


@pytest.mark.parametrize("record", raw_statistics(), ids=lambda each: str(each["id"]))
def test_every_statistic_of_release_1_0_0_is_unchanged(record: dict[str, dict[str, str]], numbers: Numbers) -> None:
    """Each value prints the same numerals, and the same words but those that format 2 replaces."""
    working = {(each.kind, each.id): each for each in record_release(numbers).records}[record["kind"], record["id"]]
    values = {name.replace("base", "denominator"): text for name, text in record["values"].items()}
    assert list(working.values) == list(values)
    for name, text in values.items():
        assert [each.text for each in numerals(working.values[name])] == [each.text for each in numerals(text)]
    assert {name: text for name, text in working.values.items() if name != "rule"} == {
        name: in_format_2(text) if name not in ("outcome", "population", "timepoint") else text
        for name, text in values.items()
        if name != "rule"
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("50 of 82, base implied", "50 of 82, denominator inferred"),
        ("{x.base} on a base", "{x.denominator} on a denominator"),
        ("Re-exposure was called effective", "Re-treatment was called effective"),
        ("base-ever, x.base", "base-ever, x.base"),
        ("largest-base", "largest-denominator"),
        ("based on a database", "based on a database"),
    ],
)
def test_words_of_format_1_are_translated_where_they_stand_alone(old: str, new: str) -> None:
    assert in_format_2(old) == new


@pytest.mark.parametrize(
    ("old", "new"), [("x.base", "x.denominator"), ("base-ever", "base-ever"), ("x.count", "x.count")]
)
def test_the_part_of_an_id_is_translated(old: str, new: str) -> None:
    assert id_in_format_2(old) == new


def test_a_release_of_format_1_is_read_in_the_words_of_format_2() -> None:
    release = read_release(OLD / "1.0.0.json")
    assert release.by_key["estimate", "fever-free-week-4"].values["denominator"] == "40 (reported)"


def test_a_release_of_format_1_keeps_the_words_that_it_printed() -> None:
    released = read_release(RELEASED)
    assert released.by_key["derived", "base-ever"].words["formula"] == "the only base at which 50 rounds to 61%"


@pytest.fixture
def upgraded(tmp_path: Path) -> Path:
    """The data of 1.0.0 in today's format with their release, whose texts are as they were."""
    folder = Path(shutil.copytree(ROOT / "tests" / "data-format-3", tmp_path / "data"))
    run_command("fingerprint", "--data", str(folder))
    (tmp_path / "releases").mkdir()
    shutil.copyfile(RELEASED, tmp_path / "releases" / RELEASED.name)
    return folder


def test_data_that_were_upgraded_are_as_they_were_released(upgraded: Path) -> None:
    """But for the two figures of one outcome at its times, whose results the timeline draws."""
    evidence = load_report(upgraded)
    found = differences(read_release(RELEASED), record_release(Numbers(evidence, evidence.study)))
    gone = {("figure-relapse-free", "record", None), ("figure-response", "record", None)}
    assert {(each.id, each.aspect, each.new) for each in found} == gone


def test_data_with_the_texts_of_1_0_0_are_compared_once_their_references_are_mended(upgraded: Path) -> None:
    done = run_command("diff", "1.0.0", "--data", str(upgraded))
    *found, total = done.stderr.splitlines()
    assert (done.returncode, done.stdout, total) == (1, "", f"{len(found)} discrepancies")
    assert {each.rpartition("[")[2] for each in found} == {"references say who and when]", "words fit their numbers]"}


@pytest.mark.parametrize("given", [4, "3", 3.0, None])
def test_a_release_of_an_unknown_format_is_refused(tmp_path: Path, given: object) -> None:
    content = json.loads(RELEASED.read_text(encoding="utf-8")) | {"format": given}
    path = tmp_path / RELEASED.name
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(BadInput, match=f"format {given!r} is not known: format 3: use the version"):
        read_release(path)
