"""Edits of YAML files by commands: each changes only its own lines, byte for byte."""

from __future__ import annotations

import difflib
import re
import shutil
from pathlib import Path

import pytest

from tests import DATA, EXAMPLE, HOME
from tests.commands import run_command
from vexas_evidence.analysis.verification import verification_in
from vexas_evidence.load.edit import add_items, with_entries, with_readings
from vexas_evidence.load.folder import load
from vexas_evidence.system.problems import BadInput, Place

ARTICLE = EXAMPLE / "texts" / "marsh-article.txt"
ESTIMATES = Path("studies") / "marsh-fever-2030" / "estimates.yml"
READING = '- {source: marsh-article, section: Results, paragraph: "2", sentence: 1, token: 2, printed: "7.5%"}'
SOURCE = [
    "  - id: marsh-article",
    "    title: marsh-article",
    "    short: marsh-article",
    "    tier: primary full text",
    "    seen: whole",
    "    role: the article itself",
]
LAYOUTS = {
    "as it is": lambda text: text,
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "no line end at its end": lambda text: text.removesuffix("\n"),
    "comments, blank lines and spaces": lambda text: (
        re.sub(r"^( *)- ", r"\n\1# why\n\1- ", text, flags=re.MULTILINE).replace(": ", ":   ") + "\n# end\n"
    ),
    "lists without indentation": lambda text: "".join(
        line.removeprefix("  ") for line in text.splitlines(keepends=True)
    ),
}


def edited(old: str, new: str) -> tuple[list[str], list[str]]:
    """Return the lines that an edit took away and those that it put in, with their line ends where they differ."""
    differences = [*difflib.ndiff(old.split("\n"), new.split("\n"))]
    return [line[2:] for line in differences if line[0] == "-"], [line[2:] for line in differences if line[0] == "+"]


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "example"))


def lay_out(path: Path, layout: str) -> str:
    text = LAYOUTS[layout](read(path))
    path.write_bytes(text.encode("utf-8"))
    return text


def add_article(folder: Path) -> None:
    done = run_command(
        "source", "add", str(ARTICLE), "--id", "marsh-article", "--tier", "primary", "--data", str(folder)
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("layout", LAYOUTS)
def test_adding_a_source_adds_its_lines_to_the_sources_and_changes_no_other(folder: Path, layout: str) -> None:
    old = lay_out(folder / "sources.yml", layout)
    add_article(folder)
    removed, added = edited(old, read(folder / "sources.yml"))
    assert removed == []
    assert [line.strip() for line in added if "read_on" not in line] == [line.strip() for line in SOURCE]
    assert {line.endswith("\r") for line in added} <= {"\r" in old}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_lifting_adds_a_line_for_a_reading_and_changes_no_other(folder: Path, layout: str) -> None:
    add_article(folder)
    old = lay_out(folder / ESTIMATES, layout)
    chosen = ("--write", "--accept", "rash=Results/2/1/2")
    done = run_command("lift", "--source", "marsh-article", *chosen, "--data", str(folder))
    assert done.returncode == 0, done.stderr
    removed, added = edited(old, read(folder / ESTIMATES))
    assert (removed, [line.strip() for line in added]) == ([], [READING])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_waiving_adds_a_line_for_each_waiver_and_changes_no_other(folder: Path, layout: str) -> None:
    old = lay_out(folder / "waivers.yml", layout)
    evidence = load(folder)
    waiver = evidence.waivers[0]
    removed, added = edited(old, with_entries(old, "waivers", evidence.waivers, [waiver, waiver]))
    assert (removed, len(added)) == ([], 2)
    assert {line.lstrip(" ")[:9] for line in added} == {"- {source"}


def test_the_first_waiver_changes_the_line_of_the_empty_list(folder: Path) -> None:
    waiver = load(folder).waivers[0]
    old = "# none yet\r\nformat: 3\r\nwaivers: []  # so far\r\n"
    (folder / "waivers.yml").write_bytes(old.encode())
    removed, added = edited(old, with_entries(old, "waivers", load(folder).waivers, [waiver]))
    assert removed == ["waivers: []  # so far\r"]
    assert [line[:24] for line in added] == ["waivers:  # so far\r", "  - {source: marsh-bulle"]


def test_a_first_waiver_without_a_line_for_it_is_refused(folder: Path) -> None:
    waiver = load(folder).waivers[0]
    (folder / "waivers.yml").write_text("format: 3\n", encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        with_entries("format: 3\n", "waivers", load(folder).waivers, [waiver])
    assert str(caught.value) == (
        "waivers.yml: no line 'waivers: []': a list with one item a line, or that line: "
        "write the list so, then add to it"
    )


def test_a_list_within_brackets_is_refused() -> None:
    with pytest.raises(BadInput) as caught:
        add_items("a: [b]\n", Place("x.yml", 1), ["c"])
    assert str(caught.value) == (
        "x.yml:1: a list within [ ]: one item a line, each after '- ': write the list so, then add to it"
    )


def test_readings_of_every_estimate_of_the_real_study_change_no_line_of_it() -> None:
    study = load(DATA).study
    old = read(DATA / HOME / "estimates.yml")
    new = with_readings(old, study, {name: each.readings[:1] for name, each in study.estimates.items()})
    removed, added = edited(old, new)
    assert (removed, len(added)) == ([], len(study.estimates))


def test_a_verification_is_made_again_only_where_the_data_changed(tmp_path: Path) -> None:
    one, same = (Path(shutil.copytree(EXAMPLE, tmp_path / name / "data")) for name in ("one", "same"))
    first = verification_in(one)
    assert verification_in(same) is first
    path = same / ESTIMATES
    path.write_text(path.read_text(encoding="utf-8") + "# another line\n", encoding="utf-8")
    assert verification_in(same) is not first
