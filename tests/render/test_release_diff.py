"""The command diff: two releases, a release and the working data, or two files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.commands import run_command
from tests.release_copies import Cut
from tests.revisions import NEWEST, changed_file
from vexas_evidence.publish.release.release_file import read_release


def test_diff_of_equal_versions_is_empty(cut: Cut) -> None:
    assert (cut.run("diff", "1.1.0", "1.1.0"), cut.run("diff", "1.1.0")) == ("", "")


def test_diff_of_equal_versions_says_so_beside_its_output(cut: Cut) -> None:
    done = run_command("diff", "1.1.0", "--data", str(cut.data), folder=cut.folder)
    assert done.stderr == "no difference in what is compared between 1.1.0 and the working data\n"


def test_diff_back_says_that_it_is_and_gives_no_reason(cut: Cut) -> None:
    said = cut.run("diff", "1.1.0", NEWEST.version)
    assert said.startswith("the way back from 1.1.0 to 1.0.0; diff 1.0.0 1.1.0 tells the reasons\n\nrash\n")
    assert "corrected" not in said


def test_diff_as_json_names_the_changed_value(cut: Cut) -> None:
    step = json.loads(cut.run("diff", NEWEST.version, "1.1.0", "--format", "json"))["differences"]
    assert next((each["id"], each["aspect"], each["old"], each["new"]) for each in step) == (
        "rash",
        "value",
        "7.5%",
        "10%",
    )


@pytest.mark.parametrize("sides", [("1.0.0", "1.1.0"), ("1.1.0", "1.0.0"), ("1.0.0",), ("1.1.0",)])
def test_diff_as_json_passes_its_schema(cut: Cut, sides: tuple[str, ...]) -> None:
    step = json.loads(cut.run("diff", *sides, "--format", "json"))
    schema = json.loads(cut.run("schema", "diff"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert [each.message for each in jsonschema.Draft202012Validator(schema).iter_errors(step)] == []


def test_diff_as_json_says_of_what_it_is(cut: Cut) -> None:
    step = json.loads(cut.run("diff", "1.0.0", "--format", "json"))
    assert {key: told for key, told in step.items() if key != "differences"} == {
        **{"from": "1.0.0", "to": "1.1.0", "working": True, "study": "marsh-fever-2030"},
        "statuses": [],
    }


def test_diff_as_json_lists_reasons_and_sources(cut: Cut) -> None:
    [rash, *_] = json.loads(cut.run("diff", "1.0.0", "1.1.0", "--format", "json"))["differences"]
    reason = {"version": "1.1.0", "reason": "The bulletin corrected its story.", "source": "marsh-bulletin"}
    assert rash["reasons"] == [{**reason, "conclusion": "unchanged", "effect": None, "follows": False}]
    assert rash["source"] == ["marsh-bulletin"]


def test_diff_in_the_terminal_tells_why(cut: Cut) -> None:
    assert cut.run("diff", NEWEST.version).startswith(
        "rash (MINOR)\n"
        "  Rash, time not stated: value\n"
        "  old     7.5%\n"
        "  new     10%\n"
        "  why     The bulletin corrected its story.\n"
        "  source  Bulletin\n"
        "  effect  MINOR: a value, tier or outcome is added or changed; "
        "conclusion unchanged, according to the curators\n\n"
    )


@pytest.mark.parametrize("names", [("OLD.json", "NEW.json"), ("1.0.0", "1.1.0"), ("1.0.0.json", "NEW.json")])
def test_diff_of_two_files_needs_no_data(cut: Cut, tmp_path: Path, names: tuple[str, str]) -> None:
    for name, version in zip(names, ("1.0.0", "1.1.0"), strict=True):
        shutil.copy(cut.folder / "releases" / f"{version}.json", tmp_path / f"{name.removesuffix('.json')}.json")
    done = run_command("diff", *names, folder=tmp_path)
    assert (done.stdout, done.stderr) == (cut.run("diff", "1.0.0", "1.1.0"), "")


def test_diff_of_a_file_and_the_working_data(cut: Cut, tmp_path: Path) -> None:
    path = shutil.copy(cut.folder / "releases" / "1.0.0.json", tmp_path / "OLD.json")
    assert cut.run("diff", str(path)) == cut.run("diff", "1.0.0")


def test_diff_back_between_files_names_them(cut: Cut, tmp_path: Path) -> None:
    for version in ("1.0.0", "1.1.0"):
        shutil.copy(cut.folder / "releases" / f"{version}.json", tmp_path)
    said = run_command("diff", "1.1.0.json", "1.0.0.json", folder=tmp_path).stdout
    assert said.startswith("the way back from 1.1.0.json to 1.0.0.json; diff 1.0.0.json 1.1.0.json tells the reasons\n")


def test_releases_of_two_studies_are_not_compared(cut: Cut, tmp_path: Path) -> None:
    other = changed_file(read_release(cut.folder / "releases" / "1.0.0.json"), tmp_path, other_study, sealed=True)
    assert cut.run("diff", str(other), "1.1.0", code=2) == (
        f"{other}: it is of pond-fever: marsh-fever-2030, as the other side: compare one report\n1 problem\n"
    )


def other_study(told: dict[str, Any]) -> None:
    told["report"] = "pond-fever"


def test_diff_of_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    done = run_command("diff", "OLD.json", "NEW.json", folder=tmp_path)
    assert (done.returncode, done.stderr.partition(":")[0]) == (2, "OLD.json")


def test_diff_names_the_nearest_release(cut: Cut) -> None:
    assert cut.run("diff", "1.1.1", code=2) == (
        f"diff: no release '1.1.1': one of {NEWEST.version}, 1.1.0: did you mean '1.1.0'?\n1 problem\n"
    )
