from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import EXAMPLE
from tests.commands import run_command
from vexas_evidence.sources import make_ledger, read_source, successors

BULLETIN = EXAMPLE / "texts" / "marsh-bulletin.txt"
PLACE = "example/studies/marsh-fever-2030/estimates.yml"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "example"))


def check(data: Path, *changes: tuple[str, str]) -> list[str]:
    """What is said of the readings when the text of the bulletin has changed."""
    text = BULLETIN.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = data.parent / "newer.txt"
    path.write_text(text, encoding="utf-8")
    done = run_command("source", "check", "marsh-bulletin", str(path), "--data", str(data))
    return [line for line in done.stderr.splitlines() if "the reading" in line]


def test_a_reading_whose_number_changed_is_named(data: Path) -> None:
    [said] = check(data, ("7.5%", "7.6%"))
    assert said.endswith(
        "the reading '7.5%' of rash changed: '7.6%' in marsh-bulletin, Story, paragraph 3, sentence 1: '7.5%': "
        "read the newer text, and correct the reading [anchors]"
    )


def test_a_denominator_has_not_changed_where_its_count_alone_has(data: Path) -> None:
    path = data / "studies" / "marsh-fever-2030" / "estimates.yml"
    text, old = path.read_text(encoding="utf-8"), 'paragraph: "1", sentence: 1, token: 1, printed: "40"}'
    assert old in text
    new = 'paragraph: "2", sentence: 1, token: 2, part: denominator, printed: "40"}'
    path.write_text(text.replace(old, new), encoding="utf-8")
    [said] = check(data, ("30 of 40", "29 of 40"))
    assert "the reading '30 of 40' of fever-free-week-4 changed: '29 of 40' in " in said
    [said, _] = check(data, ("30 of 40", "30 of 41"))
    assert "the reading '40' of included changed: '41' in " in said


def test_a_reading_whose_sentence_went_is_named(data: Path) -> None:
    [said] = check(data, ("A rash occurred in 7.5%.", "Nothing else was seen."))
    assert "the reading '7.5%' of rash went: no sentence like it: the sentence that prints it: " in said


def test_a_reading_whose_sentence_moved_is_named_with_its_new_place(data: Path) -> None:
    moved = check(data, ("A rash", "This is new.\nA rash"))
    assert any("of rash moved to marsh-bulletin, Story, paragraph 4, sentence 1" in line for line in moved)
    assert all(" moved to " in line for line in moved)


def test_the_same_text_moves_nothing(data: Path) -> None:
    assert check(data) == []


def test_a_sentence_is_found_again_in_another_section(tmp_path: Path) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text("Results\n\nOf 88, 34% were well.\n\nHarms\n\nFive of 40 died.\n", encoding="utf-8")
    new.write_text("Harms\n\nFive of 40 died.\n\nResults\n\nOf 88, 34% were well.\n", encoding="utf-8")
    found = successors(make_ledger("x", read_source(old)), read_source(new))
    assert {place: now and now.place for place, now in found.items()} == {each: each for each in found}
