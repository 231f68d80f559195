"""A version of the evidence is released only when it is whole and its changes have their reasons."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests import DATA, VERSIONS
from tests.commands import run_command
from tests.release_copies import Cut
from tests.revisions import CORRECTED, changed, found, later, with_name_of_rash, with_rash
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Reason
from vexas_evidence.publish.release.refusals import altered, refused
from vexas_evidence.publish.release.release_file import Release
from vexas_evidence.publish.release.snapshot import record_release


def test_a_version_before_the_newest_has_a_release(example: Numbers) -> None:
    numbers, working = changed(example, "1.1.0", CORRECTED)
    assert "version 1.0.0 without a release: releases/1.0.0.json: " in str(
        refused(numbers.evidence.changes, working, [])[0]
    )


def test_what_was_said_of_a_released_version_stands(example: Numbers, before: Release) -> None:
    then = before.versions[0].model_copy(update={"changes": ("Something else.",)})
    said = found(example, before.model_copy(update={"versions": (then,)}), "1.1.0", CORRECTED)
    assert said == [
        f"example/{VERSIONS}:3: version 1.0.0 has another date, other changes or other values: "
        "what releases/1.0.0.json tells of it: restore it [release]"
    ]


def test_the_reason_of_a_source_is_none_for_a_value(example: Numbers, before: Release) -> None:
    [bulletin] = (each for each in before.records if each.id == "marsh-bulletin")
    seen = bulletin.model_copy(update={"values": bulletin.values | {"seen": "excerpt"}})
    others = tuple(seen if each is bulletin else each for each in before.records)
    reason = Reason(id="marsh-bulletin", reason="All of it was seen.")
    asked = found(example, before.model_copy(update={"records": others}), "1.1.0", reason)
    assert [each.partition(":")[2].partition(",")[0] for each in asked if "a reason for the change" in each] == [
        " rash"
    ]


def test_a_changed_number_that_a_text_prints_needs_a_word_on_conclusions(before: Release, example: Numbers) -> None:
    silent = CORRECTED.model_copy(update={"conclusion": None})
    assert found(example, before, "1.1.0", silent) == [
        ": the reason for rash says nothing of conclusions, though it changes “Limits of these figures: What “Rash” "
        "would be of everyone”: what becomes of the conclusion: add 'conclusion: unchanged' where a reader concludes "
        "the same as before; else 'effect: …', in version 2.0.0 [release]"
    ]


def test_another_name_of_an_outcome_is_asked_for_once(example: Numbers, before: Release) -> None:
    numbers = with_name_of_rash(example, "Exanthema", later("1.1.0"))
    [asked] = refused(numbers.evidence.changes, record_release(numbers), [before])
    assert str(asked).startswith(": outcome-rash, label: “Rash” → “Exanthema”: a reason for the change: ")


def test_another_name_of_a_number_that_follows_from_nothing_needs_a_reason(example: Numbers, before: Release) -> None:
    numbers = Numbers(replace(example.evidence, changes=later("1.0.1")), example.study)
    working = record_release(numbers)
    named = tuple(
        each.model_copy(update={"label": "Exanthema"}) if (each.kind, each.id) == ("estimate", "rash") else each
        for each in working.records
    )
    older = before.model_copy(update={"records": named})
    [asked] = refused(numbers.evidence.changes, working, [older])
    assert str(asked).startswith(": rash, label: “Exanthema” → “Rash, time not stated”: a reason for the change: ")


def test_a_changed_value_without_a_reason_is_refused(example: Numbers, before: Release) -> None:
    told = found(example, before, "1.1.0")
    assert "rash, value: “7.5%” → “10%”: a reason for the change: " in told[-1] + told[0]
    assert all("add {id: rash" in each for each in told)


def test_a_changed_value_is_no_patch(example: Numbers, before: Release) -> None:
    assert any(
        "version 0.1.1 after 0.1.0 for rash, value: “7.5%” → “10%”: at least 0.2.0 "
        "(MINOR: a value, tier or outcome is added or changed): raise the version here and in _variables.yml [release]"
        in each
        for each in found(example, before.model_copy(update={"version": "0.1.0"}), "0.1.1", CORRECTED)
    )


def test_an_effect_on_conclusions_asks_for_a_major_version(example: Numbers, before: Release) -> None:
    effect = CORRECTED.model_copy(update={"effect": "The harm is told anew."})
    old = before.model_copy(update={"version": "1.0.0"})
    assert "at least 2.0.0 (MAJOR: a conclusion or a certainty changes)" in found(example, old, "1.1.0", effect)[0]
    assert found(example, old, "2.0.0", effect) == []


def test_a_value_with_a_reason_and_a_minor_version_is_not_refused(example: Numbers, before: Release) -> None:
    assert found(example, before.model_copy(update={"version": "1.0.0"}), "1.1.0", CORRECTED) == []


def test_a_reason_for_what_did_not_change_is_refused(example: Numbers, before: Release) -> None:
    idle = Reason(id="included", reason="None.")
    old = before.model_copy(update={"version": "1.0.0"})
    assert found(example, old, "1.1.0", CORRECTED, idle) == [
        ": a reason for included, but it is as in 1.0.0: reasons for what changed: remove it [release]"
    ]


def test_a_reason_with_a_slip_in_its_id_is_led_to_the_record(example: Numbers, before: Release) -> None:
    slip = CORRECTED.model_copy(update={"id": "rahs"})
    assert found(example, before, "1.1.0", slip)[-1] == (
        ": a reason for rahs, but there is no such record: the id of a record that changed: "
        "did you mean 'rash'? [release]"
    )


def test_only_what_other_changes_follow_from_is_asked_for(example: Numbers, before: Release) -> None:
    asked = [each for each in found(example, before, "1.1.0") if "a reason for the change" in each]
    assert [each.partition(",")[0] for each in asked] == [": rash"]


@pytest.mark.parametrize("version", ["3.0.0", "1.2.0", "2.0.1"])
def test_a_version_that_is_none_of_the_next_ones_is_refused(example: Numbers, before: Release, version: str) -> None:
    assert found(example, before, version, CORRECTED) == [
        f": version {version} after 1.0.0: 1.1.0 or 2.0.0: write it here and in _variables.yml [release]"
    ]


def test_what_is_released_already_is_not_changed_under_the_same_version(example: Numbers, before: Release) -> None:
    numbers = with_rash(example, "10%", example.evidence.changes)
    said = [str(each) for each in refused(numbers.evidence.changes, record_release(numbers), [before])]
    place = f"releases/{before.version}.json: "
    assert any(each.startswith(f"{place}rash, value: “7.5%” → “10%”: {before.version} as it") for each in said)


def test_no_version_is_released_before_a_later_one(example: Numbers, before: Release) -> None:
    numbers, working = changed(example, "1.1.0", CORRECTED)
    after = before.model_copy(update={"version": "1.2.0"})
    [only] = refused(numbers.evidence.changes, working, [before, after])
    assert (only.found, only.remedy) == ("version 1.1.0, but 1.2.0 is released already", "raise the version")


def test_outputs_that_differ_from_a_release_are_counted(before: Release) -> None:
    one = before.model_copy(update={"outputs": {"a.html": "x", "b.html": "y"}})
    other = before.model_copy(update={"outputs": {"a.html": "z", "c.html": "y"}})
    assert altered(one, other, "releases/1.0.0.json").found == "a.html and 2 more files differ from the release"


def test_a_release_tells_first_that_its_detection_is_stale(tmp_path: Path) -> None:
    made = Cut.begun(tmp_path)
    shutil.copy(DATA / "detection.json", made.data / "detection.json")
    (made.folder / "report" / "findings.qmd").write_text("In 34% it was so.\n", encoding="utf-8")  # ends it early
    done = run_command("release", "--data", str(made.data), "--output", str(made.dist), folder=made.folder)
    assert " ".join(done.stdout.split()).startswith(
        "detection.json was measured on other data or code, and the verification will call it stale: "
        "run make prove first"
    )
