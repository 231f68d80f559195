"""The command that fills in fingerprints: what is missing is written into its record, and nothing else changes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import DATA, EXAMPLE, HOME
from tests.commands import Done, run_command
from vexas_evidence.analysis.verbal_readings import wrong_fingerprints
from vexas_evidence.load.edit import read_exactly
from vexas_evidence.load.folder import load

STUDY = "studies/marsh-fever-2030"
ABOUT, CLAIMS = f"{STUDY}/study.yml", f"{STUDY}/narrative.yml"
PLACE = 'source: marsh-bulletin, section: Story, paragraph: "1", sentence: 1'
OF_ABOUT = "835b469aa93cb6e11edda92c0fc517e6b8c3930538673fd9c5ed664779a2fd05"
FINGERPRINT = re.compile(r",? *fingerprint: [0-9a-f]{64}")
Spoil = Callable[[str, str, str], Path]


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "example"))


def without(folder: Path, name: str) -> Path:
    """Take the fingerprints out of a file."""
    path = folder / name
    path.write_text(FINGERPRINT.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


def fill_in(folder: Path) -> Done:
    return run_command("fingerprint", "--data", str(folder))


def test_what_is_missing_is_filled_in_and_nothing_else_changes(study: Path) -> None:
    before = {path: path.read_bytes() for path in study.rglob("*.yml")}
    done = fill_in(without(without(study, ABOUT), CLAIMS))
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        f"{study / ABOUT}: 1 fingerprint filled in\n{study / CLAIMS}: 1 fingerprint filled in\n"
        "2 fingerprints filled in\n",
        "",
    )
    assert {path: path.read_bytes() for path in study.rglob("*.yml")} == before


def test_all_fingerprints_of_the_real_data_are_those_that_are_filled_in(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    names = [f"{HOME}/{name}.yml" for name in ("study", "narrative", "journal-club", "appraisal")]
    for name in names:
        without(folder, name)
    assert fill_in(folder).stdout.splitlines()[-1] == "74 fingerprints filled in"
    assert [(folder / name).read_bytes() for name in names] == [(DATA / name).read_bytes() for name in names]


def test_where_none_is_missing_nothing_is_written(study: Path) -> None:
    done = fill_in(study)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{study}: no fingerprint is missing\n", "")


def test_a_wrong_fingerprint_is_not_replaced(spoiled: Spoil) -> None:
    folder = spoiled(ABOUT, OF_ABOUT, "0" * 64)
    before = read_exactly(folder / ABOUT)
    done = fill_in(without(folder, CLAIMS))
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "1 fingerprint filled in")
    assert done.stderr.endswith("[fingerprints]\n1 discrepancy\n")
    assert read_exactly(folder / ABOUT) == before


def test_a_fingerprint_that_a_person_deleted_is_filled_in_for_the_new_place(spoiled: Spoil) -> None:
    folder = spoiled(ABOUT, f"sentence: 1, fingerprint: {OF_ABOUT}", "sentence: 2")
    assert fill_in(folder).returncode == 0
    assert [*wrong_fingerprints(load(folder))] == []


def test_data_that_cannot_be_read_stay_as_they_are(spoiled: Spoil) -> None:
    folder = spoiled(ABOUT, "label: Population", "lable: Population")
    before = read_exactly(folder / CLAIMS)
    done = fill_in(without(folder, CLAIMS))
    assert (done.returncode, done.stdout, done.stderr.endswith("; nothing was written\n")) == (2, "", True)
    assert read_exactly(folder / CLAIMS) == FINGERPRINT.sub("", before)


TOKENLESS = f"      - {{{PLACE}, fingerprint: {OF_ABOUT}}}\n"
LINE = f"      - {{{PLACE}}}\n"
BLOCK = (
    "      - source: marsh-bulletin  # who\n        section: Story\n        sentence: 1  # the first\n"
    '        paragraph: "1"\n'
)
FORMS = {
    "in braces": (LINE, TOKENLESS),
    "in braces with a comma at the end": (
        f"      - {{{PLACE},}}  # a comment\n",
        f"      - {{{PLACE}, fingerprint: {OF_ABOUT},}}  # a comment\n",
    ),
    "in braces over two lines": (
        '      - {source: marsh-bulletin, section: Story,  # a comment\n         paragraph: "1", sentence: 1}\n',
        '      - {source: marsh-bulletin, section: Story,  # a comment\n         paragraph: "1", sentence: 1, '
        f"fingerprint: {OF_ABOUT}}}\n",
    ),
    "a key a line": (
        BLOCK,
        BLOCK.replace("# the first\n", f"# the first\n        fingerprint: {OF_ABOUT}\n"),
    ),
    "two in one line": (
        f"      [{{{PLACE}}}, {{{PLACE}}}]\n",
        f"      [{{{PLACE}, fingerprint: {OF_ABOUT}}}, {{{PLACE}, fingerprint: {OF_ABOUT}}}]\n",
    ),
    "one of two": (LINE + TOKENLESS, TOKENLESS * 2),
}


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("start", ["", "\ufeff"], ids=["bare", "bom"])
@pytest.mark.parametrize(("old", "new"), FORMS.values(), ids=FORMS)
def test_a_fingerprint_is_written_in_the_form_of_its_record(
    study: Path, old: str, new: str, start: str, end: str
) -> None:
    path = study / ABOUT
    text = start + path.read_text(encoding="utf-8")
    assert TOKENLESS in text
    path.write_bytes(text.replace(TOKENLESS, old).replace("\n", end).encode("utf-8"))
    assert fill_in(study).returncode == 0
    assert read_exactly(path) == text.replace(TOKENLESS, new).replace("\n", end)


def test_a_fingerprint_is_written_below_the_last_line_of_a_file(study: Path) -> None:
    path = study / CLAIMS
    text = path.read_text(encoding="utf-8")
    claims, start = text.index("claims:"), text.index("derived:")
    entry = re.sub(
        r"- \{source: (\S+), section: Headline, paragraph: (\S+), sentence: 1, fingerprint: \w+\}\n(.*)",
        r"- source: \1\n        section: Headline\n        paragraph: \2\n        sentence: 1",
        text[claims:start].replace("    rests_on: [fever-free-week-4]\n", ""),
        flags=re.DOTALL,
    )
    rest = "    rests_on: [fever-free-week-4]\n"
    path.write_text(
        text[:claims] + text[start:] + entry.replace("    readings:", f"{rest}    readings:"), encoding="utf-8"
    )
    fill_in(study)
    assert re.search(r"        sentence: 1\n        fingerprint: [0-9a-f]{64}$", path.read_text(encoding="utf-8"))
    assert [*wrong_fingerprints(load(study))] == []


def test_a_number_without_a_token_is_given_no_fingerprint(spoiled: Spoil) -> None:
    folder = spoiled(f"{STUDY}/estimates.yml", ", token: 1, printed", ", printed")
    assert fill_in(folder).stdout == f"{folder}: no fingerprint is missing\n"


def test_a_place_that_no_ledger_holds_is_given_no_fingerprint(study: Path) -> None:
    path = without(study, ABOUT) / ABOUT
    path.write_text(path.read_text(encoding="utf-8").replace("sentence: 1", "sentence: 9"), encoding="utf-8")
    done = fill_in(study)
    assert (done.returncode, done.stdout) == (1, f"{study}: no fingerprint is missing\n")
    assert "no statement at marsh-bulletin, Story, paragraph 1, sentence 9" in done.stderr


def test_a_wording_is_given_a_fingerprint_of_its_place_too(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    estimates = without(folder, f"{HOME}/estimates.yml") / HOME / "estimates.yml"
    assert fill_in(folder).stdout.splitlines()[-1] == "3 fingerprints filled in"
    assert [*wrong_fingerprints(load(folder))] == []
    moved = estimates.read_text(encoding="utf-8").replace(
        'paragraph: "3", sentence: 1, printed: susp', 'paragraph: "1", sentence: 1, printed: susp'
    )
    estimates.write_text(moved, encoding="utf-8")
    assert [each.check for each in wrong_fingerprints(load(folder))] == ["wordings"]
