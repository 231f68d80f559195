"""What the record of a release holds, and what is no record of one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import DATA
from tests.release_copies import Cut
from tests.revisions import changed_file, with_rash
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.wording.statement_text import text_of
from vexas_evidence.publish.release.difference import differences
from vexas_evidence.publish.release.release_file import Release, load_releases, read_release, write_release
from vexas_evidence.publish.release.snapshot import record_release
from vexas_evidence.system.problems import BadInput


def test_a_release_holds_every_record_once(before: Release, example: Numbers) -> None:
    ids = [each.id for each in before.records if each.kind in ("estimate", "derived")]
    assert sorted(ids) == sorted([*example.study.estimates, *example.derived])


def test_a_release_read_again_is_the_same(before: Release, tmp_path: Path) -> None:
    path = tmp_path / f"{before.version}.json"
    path.write_text(write_release(before), encoding="utf-8")
    assert read_release(path).model_copy(update={"seal": ""}) == before


def with_other_value(told: dict[str, Any]) -> None:
    told["records"][0]["values"]["value"] = "94%"


def test_a_release_that_was_changed_by_hand_is_refused(before: Release, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="it is not as it was written: the words over which its seal was made"):
        read_release(changed_file(before, tmp_path, with_other_value, sealed=False))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda told: told["records"][0]["values"].pop("value"), "has no value or no reading"),
        (lambda told: told["records"][0].update(readings=[]), "has no value or no reading"),
        (lambda told: told["records"].append(told["records"][0]), "two records of one id"),
        (lambda told: told["versions"].clear(), "versions: "),
        (lambda told: told["versions"][0].update(version="2.0.0"), r"its newest version is 2\.0\.0, not 1\.0\.0"),
        (lambda told: told["records"][0].update(label="\u202e43"), r"control character U\+202E"),
        (lambda told: told["records"][0].update(label="\x1b[2J"), r"control character U\+001B"),
        (lambda told: told["records"][0].update(label="\ud800"), r"control character U\+D800"),
    ],
)
def test_a_release_that_cannot_be_is_refused(
    change: Callable[[dict[str, Any]], None], told: str, before: Release, tmp_path: Path
) -> None:
    with pytest.raises(BadInput, match=told):
        read_release(changed_file(before, tmp_path, change, sealed=True))


def test_a_reading_is_one_line_of_a_release(before: Release) -> None:
    lines = [line for line in write_release(before).splitlines() if '"printed": "7.5%", "source"' in line]
    assert ['"section": "Story", "paragraph": "3", "sentence": 1, "token": 1}' in line for line in lines] == [True]


def test_a_changed_number_is_few_changed_lines(before: Release, example: Numbers) -> None:
    numbers = with_rash(example, "10%", example.evidence.changes)
    old, new = (set(write_release(each).splitlines()) for each in (before, record_release(numbers)))
    assert 0 < len(new - old) <= 8


def test_every_text_from_which_a_reader_concludes_is_kept(numbers: Numbers) -> None:
    kept = {word for each in record_release(numbers).records for word in each.words.values()}
    told_texts = [each.text for each in (*numbers.study.narrative.limits, *numbers.study.narrative.views)]
    told_texts += [text_of(numbers, each) for each in numbers.study.narrative.key_points]
    told_texts += [text_of(numbers, each, "plain") for each in numbers.study.narrative.plain]
    told_texts += [each.text for each in numbers.study.appraisal.facts] + [numbers.evidence.question.text]
    assert numbers.study.journal is not None
    told_texts += [each.text for each in (*numbers.study.journal.results, *numbers.study.answers)]
    assert [text for text in told_texts if text not in kept] == []


def test_texts_of_a_release_have_ids_of_their_own(numbers: Numbers) -> None:
    ids = [each.id for each in record_release(numbers).records if each.kind not in ("estimate", "not stated")]
    assert len(ids) == len(set(ids))


def test_the_label_of_a_derived_value_holds_no_number_that_ages(before: Release, numbers: Numbers) -> None:
    [label] = [each.label for each in record_release(numbers).records if each.id == "shared-harms"]
    assert label == "Denominators that allow “Infections” and “Cytopenias” together"


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        ("{", "no release can be read"),
        ('{"version": "1.0"}', "version: string should match pattern"),
        ("[" * 100_000, "no release can be read"),
    ],
)
def test_a_release_that_is_none_is_bad_input(tmp_path: Path, content: str, wrong: str) -> None:
    path = tmp_path / "1.0.0.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadInput, match=wrong):
        read_release(path)


@pytest.mark.parametrize("depth", [500, 100_000])
def test_a_release_that_is_nested_deep_is_no_release(cut: Cut, tmp_path: Path, depth: int) -> None:
    told = (cut.folder / "releases" / "1.0.0.json").read_text(encoding="utf-8")
    path = tmp_path / "1.0.0.json"
    path.write_text(
        told.replace('"verification": {', f'"verification": {{"x": {"[" * depth}1{"]" * depth},', 1), encoding="utf-8"
    )
    with pytest.raises(BadInput):
        read_release(path)


def test_a_key_of_a_release_that_steers_the_terminal_is_refused_before_it_is_told(cut: Cut, tmp_path: Path) -> None:
    told = (cut.folder / "releases" / "1.0.0.json").read_text(encoding="utf-8")
    path = tmp_path / "1.0.0.json"
    path.write_text(told.replace("{", '{"\\u001b[31mX": 1,', 1), encoding="utf-8")
    with pytest.raises(BadInput, match=r"control character U\+001B"):
        read_release(path)


def test_the_working_data_are_as_released_under_their_version(numbers: Numbers) -> None:
    working = record_release(numbers)
    for known in load_releases(DATA, working.study):
        if known.version == working.version:
            assert differences(known, working) == ()
