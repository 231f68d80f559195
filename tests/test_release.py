"""A version of the evidence: released only when whole and reasoned, kept as text, and compared by number."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema
import pytest
from lxml import etree, html
from rocrate.rocrate import ROCrate

from tests.conftest import DATA, EXAMPLE, ROOT, run_command
from tests.cutting import Cut
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.load.folder import load
from vexas_evidence.model import Change, Changes, Estimate, Judgement, Reading, Reason
from vexas_evidence.present.pieces import Words, plain
from vexas_evidence.publish.release import diff_text, status
from vexas_evidence.publish.release.difference import (
    Difference,
    StatusChange,
    differences,
    least,
    level_of,
    raised,
    status_changes,
)
from vexas_evidence.publish.release.reasons import traced
from vexas_evidence.publish.release.refusals import altered, refused
from vexas_evidence.publish.release.release_file import SEAL, Release, read_release, releases_beside, write_release
from vexas_evidence.publish.release.snapshot import kept_of
from vexas_evidence.publish.site import report, sitemap
from vexas_evidence.system.hashes import seal
from vexas_evidence.system.problems import BadInput

ATOM, XHTML = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/1999/xhtml}"
CHANGES = load(EXAMPLE).changes
NEWEST = CHANGES.newest


def later(version: str, *reasons: Reason) -> Changes:
    """The versions of the invented study with a newer one, which gives these reasons."""
    older = NEWEST.model_copy(update={"status": "superseded"})
    day = NEWEST.date.replace(month=2)
    now = Change(version=version, date=day, status="current", changes=("Read again.",), values=reasons)
    return Changes(versions=(now, older))


def with_rash(numbers: Numbers, printed: str, changes: Changes) -> Numbers:
    """The invented study where the bulletin prints another share with a rash."""
    study = numbers.study
    estimates = [
        Estimate(**each.model_dump() | {"readings": (Reading(**each.readings[0].model_dump() | {"printed": printed}),)})
        if each.id == "rash"
        else each
        for each in study.results.estimates
    ]
    changed = replace(study, results=study.results.model_copy(update={"estimates": tuple(estimates)}))
    return Numbers(replace(numbers.evidence, studies={study.id: changed}, changes=changes), changed)


@pytest.fixture(scope="module")
def before(example: Numbers) -> Release:
    return kept_of(example)


def changed(example: Numbers, version: str, *reasons: Reason) -> tuple[Numbers, Release]:
    numbers = with_rash(example, "10%", later(version, *reasons))
    return numbers, kept_of(numbers)


CORRECTED = Reason(
    id="rash", reason="The bulletin corrected its story.", source="marsh-bulletin", conclusion="unchanged"
)


SHRUNK = Reason(id="included", reason="The bulletin counted again.", effect="The valleys were larger.")


def found(example: Numbers, before: Release, version: str, *reasons: Reason) -> list[str]:
    numbers, working = changed(example, version, *reasons)
    return [str(each) for each in refused(numbers.evidence.changes, working, [before])]


def test_a_release_holds_every_record_once(before: Release, example: Numbers) -> None:
    ids = [each.id for each in before.records if each.kind in ("estimate", "derived")]
    assert sorted(ids) == sorted([*example.study.estimates, *example.derived])


def test_a_release_read_again_is_the_same(before: Release, tmp_path: Path) -> None:
    path = tmp_path / f"{before.version}.json"
    path.write_text(write_release(before), encoding="utf-8")
    assert read_release(path).model_copy(update={"seal": ""}) == before


def changed_file(before: Release, folder: Path, change: Callable[[dict[str, Any]], None], sealed: bool) -> Path:
    """The file of a release after a change by hand, with a new seal or the old one."""
    told = json.loads(write_release(before))
    change(told)
    path = folder / f"{before.version}.json"
    path.write_text(json.dumps(told | ({SEAL: seal(told, SEAL)} if sealed else {})), encoding="utf-8")
    return path


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


def test_a_version_before_the_newest_has_a_release(example: Numbers) -> None:
    numbers, working = changed(example, "1.1.0", CORRECTED)
    assert "version 1.0.0 without a release: releases/1.0.0.json: " in str(
        refused(numbers.evidence.changes, working, [])[0]
    )


def test_what_was_said_of_a_released_version_stands(example: Numbers, before: Release) -> None:
    then = before.versions[0].model_copy(update={"changes": ("Something else.",)})
    said = found(example, before.model_copy(update={"versions": (then,)}), "1.1.0", CORRECTED)
    assert said == [
        "example/changes.yml:2: version 1.0.0 has another date, other changes or other values: "
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


def test_another_name_of_an_outcome_needs_a_reason(numbers: Numbers) -> None:
    outcomes = numbers.evidence.vocabulary.outcomes
    named = tuple(
        each.model_copy(update={"label": "Cytopenias"}) if each.id == "infections" else each for each in outcomes
    )
    vocabulary = numbers.evidence.vocabulary.model_copy(update={"outcomes": named})
    after = kept_of(Numbers(replace(numbers.evidence, vocabulary=vocabulary), numbers.study))
    [told] = (each for each in differences(kept_of(numbers), after) if each.id == "outcome-infections")
    assert (told.old, told.new, told.level, told.needs_reason) == ("Infections", "Cytopenias", "MINOR", True)


@pytest.mark.parametrize("flag", ["critical", "surrogate"])
def test_another_standing_of_an_outcome_is_a_change_of_the_outcome(flag: str, numbers: Numbers) -> None:
    outcomes = tuple(
        each.model_copy(update={flag: not getattr(each, flag)}) if each.id == "molecular-response" else each
        for each in numbers.evidence.vocabulary.outcomes
    )
    vocabulary = numbers.evidence.vocabulary.model_copy(update={"outcomes": outcomes})
    after = kept_of(Numbers(replace(numbers.evidence, vocabulary=vocabulary), numbers.study))
    assert {(each.id, each.aspect, each.level) for each in differences(kept_of(numbers), after)} >= {
        ("outcome-molecular-response", flag, "MINOR")
    }


def test_a_reading_is_one_line_of_a_release(before: Release) -> None:
    lines = [line for line in write_release(before).splitlines() if '"printed": "7.5%", "source"' in line]
    assert ['"section": "Story", "paragraph": "3", "sentence": 1, "token": 1}' in line for line in lines] == [True]


def test_a_changed_number_is_few_changed_lines(before: Release, example: Numbers) -> None:
    numbers = with_rash(example, "10%", example.evidence.changes)
    old, new = (set(write_release(each).splitlines()) for each in (before, kept_of(numbers)))
    assert 0 < len(new - old) <= 8


def test_equal_versions_do_not_differ(before: Release) -> None:
    assert differences(before, before) == ()


def test_a_difference_tells_outcome_old_new_why_source_and_effect(before: Release, example: Numbers) -> None:
    effect = CORRECTED.model_copy(update={"effect": "The harm is told anew."})
    [rash] = [each for each in differences(before, changed(example, "1.1.0", effect)[1]) if each.id == "rash"]
    assert (rash.label, rash.old, rash.new, rash.why, rash.sources, rash.effects) == (
        "Rash, time not stated",
        "7.5%",
        "10%",
        ((None, "The bulletin corrected its story."),),
        ("marsh-bulletin",),
        ((None, "The harm is told anew."),),
    )


def test_a_derived_value_follows_from_the_number_with_the_reason(before: Release, example: Numbers) -> None:
    step = differences(before, changed(example, "1.1.0", CORRECTED)[1])
    assert {plain(diff_text.why(each)) for each in step if each.id == "rash-of-all"} == {
        "Follows from: Rash, time not stated."
    }


def test_what_follows_does_not_hang_on_the_words_of_a_reason(before: Release, example: Numbers) -> None:
    worded = CORRECTED.model_copy(update={"reason": "Follows from: a letter of the ward."})
    step = differences(before, changed(example, "1.1.0", worded)[1])
    assert {each.id for each in step if not each.follows} == {"rash"}


def test_a_text_that_prints_the_changed_number_is_told_as_it_reads(before: Release, example: Numbers) -> None:
    [limit] = [each for each in differences(before, changed(example, "1.1.0", CORRECTED)[1]) if each.kind == "text"]
    assert (limit.aspect, limit.old, limit.new, limit.level) == (
        "reads",
        "What 7.5% would be of everyone: Of all 40 patients it would be 3.",
        "What 10% would be of everyone: Of all 40 patients it would be 4.",
        "MINOR",
    )


def test_a_text_that_prints_the_changed_number_follows_from_it(before: Release, example: Numbers) -> None:
    [limit] = [each for each in differences(before, changed(example, "1.1.0", CORRECTED)[1]) if each.kind == "text"]
    assert (limit.follows, limit.conclusion) == (True, "unchanged")


def test_a_changed_number_that_a_text_prints_needs_a_word_on_conclusions(before: Release, example: Numbers) -> None:
    silent = CORRECTED.model_copy(update={"conclusion": None})
    assert found(example, before, "1.1.0", silent) == [
        ": the reason for rash says nothing of conclusions, though it changes “What the numbers can bear: What “Rash” "
        "would be of everyone”: what becomes of the conclusion: add 'conclusion: unchanged' where a reader concludes "
        "the same as before; else 'effect: …', in version 2.0.0 [release]"
    ]


def test_an_outcome_that_comes_or_goes_is_absent_on_one_side(before: Release) -> None:
    without = before.model_copy(update={"records": tuple(each for each in before.records if each.id != "deaths")})
    [gone], [come] = differences(before, without), differences(without, before)
    assert (gone.new, come.old, come.new, gone.level) == (None, None, "not stated in the sources read", "MINOR")


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


def with_claim(example: Numbers, changes: Changes = CHANGES, **told: Any) -> Release:
    """The invented study where its one claim says something else."""
    [claim] = example.study.narrative.claims
    claims = (claim.model_copy(update=told),)
    study = replace(example.study, narrative=example.study.narrative.model_copy(update={"claims": claims}))
    return kept_of(Numbers(replace(example.evidence, studies={study.id: study}, changes=changes), study))


def with_quantity(example: Numbers, changes: Changes = CHANGES, **told: Any) -> Release:
    """The invented study where the quantity of its one claim is another one."""
    [quantity] = example.study.narrative.claims[0].quantities
    return with_claim(example, changes, quantities=(quantity.model_copy(update=told),))


def test_another_quantity_of_a_claim_is_a_changed_value(example: Numbers, before: Release) -> None:
    found = differences(before, with_quantity(example, printed="over 50%"))
    assert [(each.aspect, each.old, each.new, each.level) for each in found if each.id == "claim-most-better"] == [
        ("printed", "most (Bulletin)", "over 50% (Bulletin)", "MINOR")
    ]


def test_a_quantity_of_a_claim_that_turns_its_verdict_changes_a_conclusion(example: Numbers, before: Release) -> None:
    found = differences(before, with_quantity(example, printed="below 50%"))
    levels = {each.aspect: each.level for each in found if each.kind == "claim"}
    assert levels == {"verdict": "MAJOR", "against": "MAJOR", "printed": "MINOR"}


def test_a_claim_that_is_read_elsewhere_is_told_with_both_places(example: Numbers, before: Release) -> None:
    [reading] = example.study.narrative.claims[0].readings
    [only] = differences(before, with_claim(example, readings=(reading.model_copy(update={"sentence": 2}),)))
    assert (only.aspect, only.old, only.new, only.level) == (
        *("place", "Bulletin, Headline, 1, sentence 1", "Bulletin, Headline, 1, sentence 2", "PATCH"),
    )


def test_a_quantity_of_a_claim_does_not_follow_from_a_number(example: Numbers, before: Release) -> None:
    reason = Reason(id="fever-free-week-4", reason="It was corrected.")
    found = differences(before, with_quantity(example, later("1.1.0", reason), printed="over 50%"))
    assert [each.reasons for each in found if each.aspect == "printed"] == [()]


def judged(numbers: Numbers) -> Numbers:
    """The study where a named person rated one certainty."""
    judgement = Judgement.model_validate(
        {"id": "sure", "study": numbers.study.id, "outcome": "after-stopping", "of": "certainty-of-event-rate"}
        | {"rating": "low", "rater": "N. N.", "role": "chair", "date": "2026-11-20", "reason": "No comparator."}
    )
    return Numbers(replace(numbers.evidence, judgements=(judgement,)), numbers.study)


def test_a_judgement_is_a_certainty(numbers: Numbers) -> None:
    assert level_of(differences(kept_of(numbers), kept_of(judged(numbers)))) == "MAJOR"


def test_a_judgement_is_told_in_words(numbers: Numbers) -> None:
    [only] = differences(kept_of(numbers), kept_of(judged(numbers)))
    assert (diff_text.heading(only), only.new, plain(diff_text.effect(only))) == (
        "Relapse after stopping, and re-exposure, certainty of event rate (added)",
        "low, by N. N. (chair), 2026-11-20",
        "MAJOR: a certainty or a judgement behind it changes",
    )


HEMATOLOGICAL = "key-point-hematological"
ONLY = "The first makes sense only among patients who depended on transfusion."
ALSO = "The first makes sense also among patients who never needed transfusion."


def reversed_in(numbers: Numbers, version: str, *reasons: Reason, old: str = ONLY, new: str = ALSO) -> Release:
    """The study released as another version, after a sentence of a key point was turned into its contrary."""
    narrative = numbers.study.narrative
    points = tuple(
        each.model_copy(update={"text": each.text.replace(old, new)}) if each.id == "hematological" else each
        for each in narrative.key_points
    )
    study = replace(numbers.study, narrative=narrative.model_copy(update={"key_points": points}))
    older = numbers.evidence.changes.newest.model_copy(update={"status": "superseded"})
    now = Change(version=version, date=older.date, status="current", changes=("Read again.",), values=reasons)
    changes = Changes(versions=(now, older))
    return kept_of(Numbers(replace(numbers.evidence, studies={study.id: study}, changes=changes), study))


def refusals(numbers: Numbers, version: str, *reasons: Reason) -> list[str]:
    """What stands against releasing that version after the study as it is."""
    working = reversed_in(numbers, version, *reasons)
    now = Change(version=version, date=NEWEST.date, status="current", changes=("Read again.",), values=reasons)
    return [str(each) for each in refused(Changes(versions=(now,)), working, [kept_of(numbers)])]


BETTER = Reason(id=HEMATOLOGICAL, reason="Better wording.")


def test_other_words_of_a_conclusion_are_another_conclusion(numbers: Numbers) -> None:
    [only] = differences(kept_of(numbers), reversed_in(numbers, "1.0.1", BETTER))
    assert (only.old, only.new, only.level, plain(diff_text.why(only))) == (ONLY, ALSO, "MAJOR", "Better wording.")


def test_other_words_with_other_numbers_are_more_than_wording(numbers: Numbers) -> None:
    reason = BETTER.model_copy(update={"conclusion": "unchanged"})
    fewer = reversed_in(numbers, "1.1.0", reason, old=" and platelet improvement in {platelet-improvement}", new="")
    [text] = [each for each in differences(kept_of(numbers), fewer) if each.aspect == "text"]
    assert text.level == "MINOR"


def test_other_words_of_a_conclusion_are_no_patch_without_a_word_on_it(numbers: Numbers) -> None:
    assert refusals(numbers, "1.0.1", BETTER) == [
        f": version 1.0.1 after 1.0.0 for {HEMATOLOGICAL}, text: “{ONLY}” → “{ALSO}”: at least 2.0.0 "
        "(MAJOR: a conclusion or a certainty changes): raise the version here and in _variables.yml, or add "
        f"'conclusion: unchanged' to the reason for {HEMATOLOGICAL}, where a reader concludes the same as before "
        "[release]"
    ]


def test_a_conclusion_without_a_reason_is_asked_for_with_what_to_add(numbers: Numbers) -> None:
    assert refusals(numbers, "2.0.0") == [
        f": {HEMATOLOGICAL}, text: “{ONLY}” → “{ALSO}”: a reason for the change: where a reader concludes the same as "
        f"before, add {{id: {HEMATOLOGICAL}, reason: …, conclusion: unchanged}} to the values of version 2.0.0; "
        f"else {{id: {HEMATOLOGICAL}, reason: …, effect: …}}, in version 2.0.0 [release]"
    ]


def test_a_reason_that_names_a_text_by_half_its_id_is_led_to_the_whole(numbers: Numbers) -> None:
    half = BETTER.model_copy(update={"id": "hematological"})
    told = [each for each in refusals(numbers, "1.0.1", half) if "a reason for hematological" in each]
    assert told == [
        ": a reason for hematological, but there is no such record: the id of a record that changed: "
        f"did you mean '{HEMATOLOGICAL}'? [release]"
    ]


def test_a_reason_with_a_slip_in_its_id_is_led_to_the_record(example: Numbers, before: Release) -> None:
    slip = CORRECTED.model_copy(update={"id": "rahs"})
    assert found(example, before, "1.1.0", slip)[-1] == (
        ": a reason for rahs, but there is no such record: the id of a record that changed: "
        "did you mean 'rash'? [release]"
    )


def test_a_conclusion_that_stands_as_the_curators_say_is_a_patch(numbers: Numbers) -> None:
    assert refusals(numbers, "1.0.1", BETTER.model_copy(update={"conclusion": "unchanged"})) == []


def test_a_reworded_conclusion_is_told_with_both_wordings_and_who_says_that_it_stands(numbers: Numbers) -> None:
    reason = BETTER.model_copy(update={"conclusion": "unchanged"})
    found = differences(kept_of(numbers), reversed_in(numbers, "1.0.1", reason))
    assert [[plain(cell) for cell in row] for row in diff_text.rows(found, numbers)] == [
        [
            *("Key point: Hematological response: text", ONLY, ALSO, "Better wording."),
            "PATCH: other words; conclusion unchanged, as the curators say",
        ]
    ]


def test_a_conclusion_of_which_nothing_is_said_does_not_read_as_if_it_stood(numbers: Numbers) -> None:
    [only] = differences(kept_of(numbers), reversed_in(numbers, "2.0.0", BETTER))
    assert plain(diff_text.effect(only)) == (
        "MAJOR: the words of a text that states a conclusion change; whether the conclusion does is not stated"
    )


def test_a_conclusion_is_unchanged_over_several_versions_only_if_each_says_so(numbers: Numbers) -> None:
    stands = BETTER.model_copy(update={"conclusion": "unchanged"})
    later_one = reversed_in(numbers, "2.0.1", stands)
    first, *older = later_one.versions
    [unsaid, *_] = reversed_in(numbers, "2.0.0", BETTER).versions
    turned = first.model_copy(update={"version": "2.0.0", "values": unsaid.values})
    both = later_one.model_copy(update={"versions": (first, turned, *older)})
    assert [each.level for each in differences(kept_of(numbers), both)] == ["MAJOR"]


def test_every_text_from_which_a_reader_concludes_is_kept(numbers: Numbers) -> None:
    kept = {word for each in kept_of(numbers).records for word in each.words.values()}
    told_texts = [each.text for each in (*numbers.study.narrative.limits, *numbers.study.narrative.views)]
    told_texts += [each.text for each in (*numbers.study.narrative.plain, *numbers.study.narrative.key_points)]
    told_texts += [each.text for each in numbers.study.appraisal.told] + [numbers.study.about.question]
    assert numbers.study.journal is not None
    told_texts += [each.text for each in (*numbers.study.journal.results, *numbers.study.answers)]
    assert [text for text in told_texts if text not in kept] == []


def test_texts_of_a_release_have_ids_of_their_own(numbers: Numbers) -> None:
    ids = [each.id for each in kept_of(numbers).records if each.kind not in ("estimate", "not stated")]
    assert len(ids) == len(set(ids))


def test_the_label_of_a_derived_value_holds_no_number_that_ages(before: Release, numbers: Numbers) -> None:
    [label] = [each.label for each in kept_of(numbers).records if each.id == "shared-harms"]
    assert label == "Bases that allow “Infections” and “Cytopenias” together"


def test_only_what_other_changes_follow_from_is_asked_for(example: Numbers, before: Release) -> None:
    asked = [each for each in found(example, before, "1.1.0") if "a reason for the change" in each]
    assert [each.partition(",")[0] for each in asked] == [": rash"]


def test_the_way_back_has_no_reasons(example: Numbers, before: Release) -> None:
    back = differences(changed(example, "1.1.0", CORRECTED)[1], before)
    assert {each.reasons for each in back} == {()}


@pytest.mark.parametrize("version", ["3.0.0", "1.2.0", "2.0.1"])
def test_a_version_that_is_none_of_the_next_ones_is_refused(example: Numbers, before: Release, version: str) -> None:
    assert found(example, before, version, CORRECTED) == [
        f": version {version} after 1.0.0: 1.1.0 or 2.0.0: write it here and in _variables.yml [release]"
    ]


def test_a_withdrawn_version_is_a_change_of_status(before: Release) -> None:
    [now, *_] = before.versions
    gone = now.model_copy(update={"status": "withdrawn", "since": NEWEST.date, "because": "Taken back."})
    after = before.model_copy(update={"versions": (gone,)})
    assert status_changes(before, after) == (
        StatusChange("1.0.0", "current", "withdrawn since 2030-01-02: Taken back."),
    )


def test_a_version_that_came_and_was_withdrawn_between_two_equal_ones_is_told(before: Release) -> None:
    [now, *_] = before.versions
    gone = {"version": "1.1.0", "status": "withdrawn", "since": NEWEST.date, "because": "Taken back."}
    versions = (now.model_copy(update={"version": "1.2.0"}), now.model_copy(update=gone), now)
    after = before.model_copy(update={"version": "1.2.0", "versions": versions})
    told = StatusChange("1.1.0", None, "withdrawn since 2030-01-02: Taken back.")
    assert [status_changes(before, after), status_changes(after, before)] == [(told,), (told,)]


def told_twice(example: Numbers, first: Reason, second: Reason) -> Release:
    """The invented study two versions on, after two reasons for one number."""
    release = changed(example, "1.2.0", second)[1]
    newest, *older = release.versions
    between = changed(example, "1.1.0", first)[1].versions[0]
    return release.model_copy(update={"versions": (newest, between, *older)})


TWICE = CORRECTED.model_copy(update={"reason": "The letter agrees.", "source": "marsh-letter"})


def test_each_of_several_reasons_stands_with_its_version(before: Release, example: Numbers) -> None:
    [rash] = [each for each in differences(before, told_twice(example, CORRECTED, TWICE)) if each.id == "rash"]
    assert plain(diff_text.why(rash)) == "1.1.0: The bulletin corrected its story; 1.2.0: The letter agrees."
    assert rash.sources == ("marsh-bulletin", "marsh-letter")


def test_each_of_several_effects_stands_with_its_version(before: Release, example: Numbers) -> None:
    effect = TWICE.model_copy(update={"effect": "The harm is told anew."})
    [rash] = [each for each in differences(before, told_twice(example, CORRECTED, effect)) if each.id == "rash"]
    assert plain(diff_text.effect(rash)) == "MAJOR: 1.2.0: The harm is told anew."


def test_what_follows_from_a_record_with_several_reasons_says_so_once(before: Release, example: Numbers) -> None:
    step = differences(before, told_twice(example, CORRECTED, TWICE))
    assert {plain(diff_text.why(each)) for each in step if each.id == "rash-of-all"} == {
        "Follows from: Rash, time not stated."
    }


def test_the_versions_of_reasons_are_versions_and_no_typed_numerals(before: Release, example: Numbers) -> None:
    step = differences(before, told_twice(example, CORRECTED, TWICE))
    pieces = diff_text.rows(step, example)[0][3]
    assert [(each.text, each.kind) for each in pieces if isinstance(each, Words)][:2] == [
        ("1.1.0", "version"),
        ("1.2.0", "version"),
    ]


@pytest.mark.parametrize(
    ("conclusion", "effect"),
    [("unchanged", "conclusion unchanged, as the curators say"), (None, "the effect on conclusions is told there")],
)
def test_a_derived_value_says_of_conclusions_what_its_input_does(
    conclusion: Any, effect: str, before: Release, example: Numbers
) -> None:
    reason = CORRECTED.model_copy(update={"conclusion": conclusion})
    step = differences(before, changed(example, "1.1.0", reason)[1])
    assert {plain(diff_text.effect(each)) for each in step if each.id == "rash-of-all"} == {
        f"MINOR: a value, tier or outcome is added or changed; {effect}"
    }


def test_what_is_released_already_is_not_changed_under_the_same_version(example: Numbers, before: Release) -> None:
    numbers = with_rash(example, "10%", example.evidence.changes)
    said = [str(each) for each in refused(numbers.evidence.changes, kept_of(numbers), [before])]
    place = f"releases/{before.version}.json: "
    assert any(each.startswith(f"{place}rash, value: “7.5%” → “10%”: {before.version} as it") for each in said)


def test_no_version_is_released_before_a_later_one(example: Numbers, before: Release) -> None:
    numbers, working = changed(example, "1.1.0", CORRECTED)
    after = before.model_copy(update={"version": "1.2.0"})
    [only] = refused(numbers.evidence.changes, working, [before, after])
    assert (only.found, only.remedy) == ("version 1.1.0, but 1.2.0 is released already", "raise the version")


@pytest.mark.parametrize(
    ("old", "new", "level"),
    [("1.2.3", "2.0.0", "MAJOR"), ("1.2.3", "1.3.0", "MINOR"), ("1.2.3", "1.2.4", "PATCH"), ("1.2.3", "1.2.3", None)],
)
def test_a_version_rises_by_its_first_greater_number(old: str, new: str, level: str | None) -> None:
    assert raised(old, new) == level


def test_the_least_version_after_another_begins_its_lower_numbers_anew() -> None:
    assert [least("1.2.3", level) for level in ("MAJOR", "MINOR", "PATCH")] == ["2.0.0", "1.3.0", "1.2.4"]


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


@pytest.mark.parametrize("date", ["0001-01-01", "1969-12-31", "1979-12-31", "2100-01-01", "9999-12-31"])
def test_a_date_that_no_file_can_bear_is_told_with_its_line(
    date: str, spoiled: Callable[[str, str, str], Path]
) -> None:
    with pytest.raises(BadInput) as error:
        load(spoiled("changes.yml", "2030-01-02", date))
    assert str(error.value) == (
        f"example/changes.yml:2: version 1.0.0 of {date}: a day from 1980-01-01 to 2099-12-31: "
        "correct the date, which the files are to bear"
    )


@pytest.mark.parametrize(
    ("versions", "wrong"),
    [
        ("[{version: 1.0, date: 2030-01-02, status: current, changes: [First.]}]", "'1.0' is not of its form"),
        ("[{version: 01.0.0, date: 2030-01-02, status: current, changes: [A.]}]", "'01.0.0' is not of its form: MAJOR"),
        ("[{version: 1.0.0-rc1, date: 2030-01-02, status: current, changes: [A.]}]", "'1.0.0-rc1' is not of its form"),
        (
            "[{version: 1.0.0, date: 2030-01-02, status: withdrawn, since: 2030-02-02, changes: [First.]}]",
            "version 1.0.0 is withdrawn without 'because': the reason: add 'because: …'",
        ),
        (
            "[{version: 1.0.0, date: 2030-01-02, status: withdrawn, because: It was., changes: [First.]}]",
            "version 1.0.0 is withdrawn without 'since': the day of the withdrawal: add 'since: …'",
        ),
        (
            "[{version: 1.0.0, date: 2030-01-02, status: withdrawn, since: 2029-02-02, because: It., changes: [A.]}]",
            "version 1.0.0 is withdrawn since 2029-02-02: 2030-01-02, its own date, or after",
        ),
        (
            "[{version: 1.0.0, date: 2030-01-02, status: withdrawn, since: 2030-02-02, because: A., instead: 1.0.0,"
            " changes: [A.]}]",
            "1.0.0 in the place of 1.0.0: a newer version",
        ),
        (
            "[{version: 1.0.0, date: 2030-01-02, status: current, since: 2030-02-02, changes: [First.]}]",
            "version 1.0.0 is current, and has 'since': a version that is not current: remove it",
        ),
        (
            "[{version: 3.0.0, date: 2030-01-02, status: current, changes: [A.]},"
            " {version: 1.0.0, date: 2030-01-02, status: superseded, changes: [B.]}]",
            "version 3.0.0 after 1.0.0: 1.0.1, 1.1.0 or 2.0.0: write the next version",
        ),
        (
            "[{version: 1.1.0, date: 2030-01-02, status: current, changes: [A.]},"
            " {version: 1.0.0, date: 2030-01-03, status: superseded, changes: [B.]}]",
            "version 1.1.0 of 2030-01-02: 2030-01-03 or after, the date of 1.0.0 before it",
        ),
        (
            "[{version: 1.0.0, date: 2030-01-02, status: current, changes: [A.],"
            " values: [{id: rash, reason: A., effect: B., conclusion: unchanged}]}]",
            "an effect on the conclusions for rash, and conclusion: unchanged: one or the other",
        ),
        (
            "[{version: 1.0.0, date: 2030-01-02, status: current, changes: [A.]},"
            " {version: 1.1.0, date: 2030-01-02, status: superseded, changes: [B.]}]",
            "version 1.1.0 stands below 1.0.0: one before 1.0.0: write the newest version first",
        ),
        (
            "[{version: 1.1.0, date: 2030-01-02, status: current, changes: [A.]},"
            " {version: 1.0.0, date: 2030-01-02, status: current, changes: [B.]}]",
            "version 1.0.0 is current, and 1.1.0 is newer",
        ),
    ],
)
def test_versions_stand_newest_first_with_one_current(tmp_path: Path, versions: str, wrong: str) -> None:
    folder = tmp_path / "example"
    shutil.copytree(EXAMPLE, folder)
    (folder / "changes.yml").write_text(f"versions: {versions}\n", encoding="utf-8")
    with pytest.raises(BadInput, match=wrong):
        load(folder)


@pytest.mark.parametrize(
    ("keys", "wrong"),
    [
        ("changes: ['{rash} was added.']", "a brace in '{rash} was added.'"),
        ("changes: [It was 10% before.]", "numeral '10%' in 'It was 10% before.'"),
        ("changes: [A.], values: [{id: rash, reason: It is 10% now.}]", "numeral '10%' in 'It is 10% now.'"),
        ("changes: [A.], values: [{id: rash, reason: A., effect: 'It is {rash}.'}]", "a brace in 'It is {rash}.'"),
    ],
)
def test_a_version_is_told_in_words(tmp_path: Path, keys: str, wrong: str) -> None:
    folder = tmp_path / "example"
    shutil.copytree(EXAMPLE, folder)
    version = f"versions:\n  - {{version: 1.0.0, date: 2030-01-02, status: current, {keys}}}\n"
    (folder / "changes.yml").write_text(version, encoding="utf-8")
    with pytest.raises(BadInput) as error:
        load(folder)
    assert str(error.value) == (
        f"example/changes.yml:2: {wrong}: words without numerals and references: "
        "write it in words; the old and the new number stand beside it anyway"
    )


def test_the_page_tells_what_changed_with_old_new_why_source_and_effect(example: Numbers, before: Release) -> None:
    numbers, _ = changed(example, "1.1.0", CORRECTED)
    _, step = diff_text.steps(numbers, [before])["1.1.0"]
    cells = [[plain(cell) for cell in row] for row in diff_text.rows(step, numbers)]
    assert cells[0] == [
        "Rash, time not stated: value",
        "7.5%",
        "10%",
        "The bulletin corrected its story.; Bulletin",
        "MINOR: a value, tier or outcome is added or changed; conclusion unchanged, as the curators say",
    ]


def test_every_output_of_a_release_has_its_hash(cut: Cut) -> None:
    folder = cut.dist / "1.1.0"
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    made = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    assert sums == {
        name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in made.items() if name != "SHA256SUMS"
    }


def test_a_release_is_a_crate_of_all_its_files(cut: Cut) -> None:
    folder = cut.dist / "1.1.0"
    crate = ROCrate(str(folder))
    files = {quote(path.relative_to(folder).as_posix()) for path in folder.rglob("*") if path.is_file()}
    assert {entity.id for entity in crate.data_entities} == files - {"ro-crate-metadata.json"}


def test_the_crate_of_a_release_says_of_every_file_what_it_is(cut: Cut) -> None:
    entities = ROCrate(str(cut.dist / "1.1.0")).data_entities
    assert [each.id for each in entities if not each.get("description")] == []
    assert [each.id for each in entities if each["encodingFormat"] == "application/octet-stream"] == []


@pytest.mark.parametrize(
    ("name", "type_", "words"),
    [
        ("1.1.0.json", "application/json", "The release: the records of this version"),
        ("SHA256SUMS", "text/plain", "The SHA-256 of every file"),
        ("report/receipt.json", "application/json", "The receipt: what was checked"),
        ("report/evidence-summary.pdf", "application/pdf", "The evidence summary, whole"),
        ("report/findings.html", "text/html", "A page: Findings"),
        ("report/web/ask.js", "text/javascript", "A script"),
        ("report/styles/site.css", "text/css", "A style"),
        ("fonts/SourceSansPro-Bold.ttf", "font/ttf", "A font"),
        ("downloads/evidence.fhir.json", "application/fhir+json", "FHIR R5 Bundle"),
        ("downloads/ro-crate-metadata.json", "application/ld+json", "RO-Crate"),
        ("downloads/findings.csv", "text/csv", "Findings: each number"),
    ],
)
def test_a_file_of_a_release_has_its_media_type_and_its_words(cut: Cut, name: str, type_: str, words: str) -> None:
    entity = ROCrate(str(cut.dist / "1.1.0")).dereference(name)
    assert entity is not None
    assert entity["encodingFormat"] == type_
    assert entity["description"].startswith(words)


def test_a_font_keeps_its_own_license(cut: Cut) -> None:
    entities = ROCrate(str(cut.dist / "1.1.0")).data_entities
    told = {each.id for each in entities if each.get("license")}
    assert told == {each.id for each in entities if each.id.endswith(".ttf")}


def test_a_release_says_in_its_crate_what_was_not_checked(cut: Cut) -> None:
    assert "None was checked against the journal article." in ROCrate(str(cut.dist / "1.1.0")).description


def test_a_release_holds_the_hashes_of_its_outputs_and_its_receipt(cut: Cut) -> None:
    known = read_release(cut.folder / "releases" / "1.1.0.json")
    pdf = cut.dist / "1.1.0" / "report" / "evidence-summary.pdf"
    assert known.outputs["report/evidence-summary.pdf"] == hashlib.sha256(pdf.read_bytes()).hexdigest()
    assert known.receipt["evidence_version"] == "1.1.0"


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
        "  effect  MINOR: a value, tier or outcome is added or changed; conclusion unchanged, as the curators say\n\n"
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
        f"{other}: it is of pond-fever: marsh-fever-2030, as the other side: compare one study\n1 problem\n"
    )


def other_study(told: dict[str, Any]) -> None:
    told["study"] = "pond-fever"


def test_diff_of_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    done = run_command("diff", "OLD.json", "NEW.json", folder=tmp_path)
    assert (done.returncode, done.stderr.partition(":")[0]) == (2, "OLD.json")


def test_diff_names_the_nearest_release(cut: Cut) -> None:
    assert cut.run("diff", "1.1.1", code=2) == (
        f"diff: no release '1.1.1': one of {NEWEST.version}, 1.1.0: did you mean '1.1.0'?\n1 problem\n"
    )


def test_the_versions_page_shows_what_changed_since_the_preceding_release(cut: Cut) -> None:
    page = (cut.dist / "1.1.0" / "report" / "versions.html").read_text(encoding="utf-8")
    assert f"Preceding version: {NEWEST.version}" in page
    [row, *_] = html.fromstring(page).xpath("(//*[@id='version-1-1-0']//table)[1]/tbody/tr")
    assert [" ".join(cell.itertext()) for cell in row] == [
        *("Rash, time not stated: value", "7.5%", "10%", "The bulletin corrected its story. Bulletin"),
        "MINOR: a value, tier or outcome is added or changed; conclusion unchanged, as the curators say",
    ]


def test_each_cell_of_a_change_knows_its_head_for_a_narrow_screen(cut: Cut) -> None:
    page = html.fromstring((cut.dist / "1.1.0" / "report" / "versions.html").read_bytes())
    heads = {head.get("id"): head.text for head in page.iter("th")}
    cells = page.xpath("//table/tbody//td")
    assert [heads[cell.get("headers")] for cell in cells] == [cell.get("data-label") for cell in cells] != []


def test_the_versions_page_leads_to_the_feed_of_a_published_site(cut: Cut) -> None:
    page = html.fromstring((cut.dist / "1.1.0" / "report" / "versions.html").read_bytes())
    assert page.xpath("//main//a[@href='../feed.xml']/text()") == ["Feed of the versions (Atom)"]


def test_the_feed_tells_the_changed_value_and_why(cut: Cut) -> None:
    root = etree.parse(cut.dist / "1.1.0" / "feed.xml").getroot()
    entry = root.find(f"{ATOM}entry")
    lines = [" ".join(line.itertext()) for line in entry.iter(f"{XHTML}p", f"{XHTML}li")]
    assert lines[:8] == [
        *("Read again.", f"Since version {NEWEST.version}:", "Rash, time not stated: value"),
        *("Old: 7.5%", "New: 10%", "Why: The bulletin corrected its story.", "Source: Bulletin"),
        "Effect: MINOR: a value, tier or outcome is added or changed; conclusion unchanged, as the curators say",
    ]


def test_an_entry_of_the_feed_leads_to_its_version(cut: Cut) -> None:
    root = etree.parse(cut.dist / "1.1.0" / "feed.xml").getroot()
    link = root.find(f"{ATOM}entry/{ATOM}link").get("href")
    assert link == "https://example.org/report/versions.html#version-1-1-0"


def test_a_withdrawal_is_new_in_the_feed_on_its_day(example: Numbers) -> None:
    gone = NEWEST.model_copy(update={"status": "withdrawn", "since": NEWEST.date.replace(month=3), "because": "Wrong."})
    changes = Changes(versions=(gone,))
    numbers = Numbers(replace(example.evidence, changes=changes), example.study)
    root = etree.fromstring(sitemap.feed(numbers, "https://example.org/"))
    days = [each.text for each in root.iter(f"{ATOM}updated")]
    assert (days, root.find(f"{ATOM}entry/{ATOM}title").text) == (
        ["2030-03-02T00:00:00Z", "2030-03-02T00:00:00Z"],
        "Version 1.0.0 (withdrawn)",
    )


def test_a_render_of_a_released_version_tells_that_its_files_are_others(cut: Cut, tmp_path: Path) -> None:
    path = cut.folder / "report" / "glossary.qmd"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\nIt goes on.\n", encoding="utf-8")
    said = cut.run("render", "--engine", "embedded", "--output", str(tmp_path / "site"))
    path.write_text(text, encoding="utf-8")
    assert "files are not as released in 1.1.0: code, pages or data have changed since" in said


@pytest.fixture
def edited(cut: Cut, tmp_path: Path) -> Path:
    """A folder with the release and its data, in which the words of one outcome were changed since."""
    shutil.copytree(cut.folder / "releases", tmp_path / "releases")
    path = Path(shutil.copytree(cut.data, tmp_path / "data")) / "vocabulary.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("label: Rash", "label: Redness"), encoding="utf-8")
    return tmp_path


UNLIKE = (
    "releases/1.1.0.json: {} from this release, and would read as 1.1.0: data as they were released, or a version of "
    "their own: undo the change, or write the next version into changes.yml and _variables.yml; "
    "vexas-evidence diff 1.1.0 lists what differs\n"
)


def test_an_export_of_data_that_are_not_as_released_says_so(edited: Path) -> None:
    assert run_command("export", "--to", "csv", folder=edited).stderr == UNLIKE.format("3 records of the data differ")


def test_an_export_of_released_data_warns_of_nothing(cut: Cut, tmp_path: Path) -> None:
    arguments = ("export", "--to", "csv", "--output", str(tmp_path), "--data", str(cut.data))
    assert run_command(*arguments, folder=cut.folder).stderr == ""


def test_a_render_of_data_that_are_not_as_released_says_so(cut: Cut, edited: Path) -> None:
    arguments = ("render", "glossary", "--to", "html", "--engine", "embedded", "--output", str(edited / "site"))
    done = run_command(*arguments, "--data", str(edited / "data"), folder=cut.folder)
    assert (done.returncode, done.stderr) == (0, UNLIKE.format("3 records of the data differ"))


def test_outputs_that_differ_from_a_release_are_counted(before: Release) -> None:
    one = before.model_copy(update={"outputs": {"a.html": "x", "b.html": "y"}})
    other = before.model_copy(update={"outputs": {"a.html": "z", "c.html": "y"}})
    assert altered(one, other).found == "a.html and 2 more files differ from the release"


def test_a_refused_release_leaves_what_was_released(cut: Cut, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(cut.folder, copy)
    spoiled = Cut.__new__(Cut)
    spoiled.folder, spoiled.data, spoiled.dist = copy, copy / "data", copy / "dist"
    path = copy / "report" / "findings.qmd"
    path.write_text(path.read_text(encoding="utf-8") + "\nIn 34% it was so.\n", encoding="utf-8")
    assert "numeral '34%' typed" in spoiled.release(code=1)
    assert (copy / "releases" / "1.1.0.json").read_bytes() == (cut.folder / "releases" / "1.1.0.json").read_bytes()
    assert sorted(path.name for path in spoiled.dist.iterdir()) == sorted([NEWEST.version, "1.1.0"])


def test_reasons_are_inherited_from_the_nearest_records_that_have_one() -> None:
    resting = {"a": ("b", "c"), "b": ("d",), "c": ("e",), "f": ("a",)}
    assert traced(resting, {"d", "c"}) == {"a": ("c", "d"), "b": ("d",), "f": ("c", "d")}


def test_what_rests_on_itself_inherits_nothing() -> None:
    assert traced({"a": ("b",), "b": ("a",)}, {"c"}) == {}


def test_a_text_follows_from_each_number_that_it_prints(before: Release, example: Numbers) -> None:
    numbers = with_rash(example, "10%", later("2.0.0", CORRECTED, SHRUNK))
    results = numbers.study.results
    fewer = tuple(
        Estimate(
            **each.model_dump() | {"readings": [reading.model_dump() | {"printed": "50"} for reading in each.readings]}
        )
        if each.id == "included"
        else each
        for each in results.estimates
    )
    study = replace(numbers.study, results=results.model_copy(update={"estimates": fewer}))
    after = Numbers(replace(numbers.evidence, studies={study.id: study}), study)
    [limit] = [each for each in differences(before, kept_of(after)) if each.label.endswith("would be of everyone")]
    assert ({each.id for each in limit.reasons}, limit.conclusion) == ({"rash", "included"}, None)


@pytest.mark.parametrize("depth", [500, 100_000])
def test_a_release_that_is_nested_deep_is_no_release(cut: Cut, tmp_path: Path, depth: int) -> None:
    told = (cut.folder / "releases" / "1.0.0.json").read_text(encoding="utf-8")
    path = tmp_path / "1.0.0.json"
    path.write_text(
        told.replace('"receipt": {', f'"receipt": {{"x": {"[" * depth}1{"]" * depth},', 1), encoding="utf-8"
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
    working = kept_of(numbers)
    for known in releases_beside(DATA, working.study):
        if known.version == working.version:
            assert differences(known, working) == ()


def test_on_paper_a_withdrawn_version_says_so_in_the_box_of_an_important_word(
    example: Numbers, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = NEWEST.model_copy(update={"status": "withdrawn", "since": NEWEST.date, "because": "It was wrong."})
    numbers = Numbers(replace(example.evidence, changes=Changes(versions=(gone,))), example.study)
    monkeypatch.setattr(report, "numbers", lambda: numbers)
    monkeypatch.setattr(report, "medium", lambda: "typst")
    assert report.notice().text.splitlines()[0] == '::: {.callout-important appearance="simple"}'


def test_a_release_tells_first_that_its_detection_is_stale(tmp_path: Path) -> None:
    made = Cut(tmp_path)
    shutil.copy(DATA / "detection.json", made.data / "detection.json")
    (made.folder / "report" / "findings.qmd").write_text("In 34% it was so.\n", encoding="utf-8")  # ends it early
    done = run_command("release", "--data", str(made.data), "--output", str(made.dist), folder=made.folder)
    assert " ".join(done.stdout.split()).startswith(
        "detection.json was measured on other data or code, and the receipt will call it stale: run make prove first"
    )


@pytest.mark.parametrize(
    ("instead", "told"), [(None, "No version takes its place yet."), ("1.1.0", "Use version 1.1.0 instead.")]
)
def test_a_withdrawn_version_says_what_takes_its_place_or_that_nothing_does(instead: str | None, told: str) -> None:
    gone = {"status": "withdrawn", "since": NEWEST.date, "because": "It was wrong.", "instead": instead}
    version = NEWEST.model_copy(update=gone)
    assert plain(status.said(version, Changes(versions=(version,)))) == f"Why: It was wrong. {told}"


def test_a_version_that_is_not_current_names_the_one_to_use(numbers: Numbers) -> None:
    now = numbers.evidence.changes.newest
    older = now.model_copy(update={"version": "0.9.0", "status": "superseded"})
    assert Changes(versions=(now, older)).instead_of(older) == now.version


def test_the_citation_file_carries_the_version_of_the_software() -> None:
    import tomllib

    import yaml

    software = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["version"] == software


def test_differences_are_typed_by_kind() -> None:
    assert Difference("estimate", "x", "X", "value", None, "1", "MINOR").told == "x, value: absent → “1”"
