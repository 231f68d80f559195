"""What differs between two versions: record, old, new, why, source, and the effect on conclusions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.revisions import (
    CORRECTED,
    NEWEST,
    changed,
    judged,
    later,
    with_claim,
    with_name_of_rash,
    with_quantity,
    with_rash,
)
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Estimate, Reason
from vexas_evidence.present.spans import Words, to_line
from vexas_evidence.publish.release import diff_text
from vexas_evidence.publish.release.difference import Difference, differences, least, level_of, raised
from vexas_evidence.publish.release.reasons import traced
from vexas_evidence.publish.release.release_file import Release
from vexas_evidence.publish.release.snapshot import record_release
from vexas_evidence.publish.release.status import StatusChange, status_changes

SHRUNK = Reason(id="included", reason="The bulletin counted again.", effect="The valleys were larger.")


def test_another_name_of_an_outcome_needs_a_reason(numbers: Numbers) -> None:
    outcomes = numbers.evidence.vocabulary.outcomes
    named = tuple(
        each.model_copy(update={"label": "Cytopenias"}) if each.id == "infections" else each for each in outcomes
    )
    vocabulary = numbers.evidence.vocabulary.model_copy(update={"outcomes": named})
    after = record_release(Numbers(replace(numbers.evidence, vocabulary=vocabulary), numbers.study))
    [told] = (each for each in differences(record_release(numbers), after) if each.id == "outcome-infections")
    assert (told.old, told.new, told.level, told.needs_reason) == ("Infections", "Cytopenias", "MINOR", True)


@pytest.mark.parametrize(("zero", "level"), [("not stated", "PATCH"), ("start of treatment", "MINOR")])
def test_a_fact_said_not_to_be_stated_is_no_other_value(numbers: Numbers, zero: str, level: str) -> None:
    known = numbers.evidence.vocabulary.timepoints
    timed = tuple(each.model_copy(update={"time_zero": zero}) if each.id == "month-6" else each for each in known)
    vocabulary = numbers.evidence.vocabulary.model_copy(update={"timepoints": timed})
    after = record_release(Numbers(replace(numbers.evidence, vocabulary=vocabulary), numbers.study))
    assert [(each.id, each.aspect, each.level) for each in differences(record_release(numbers), after)] == [
        ("timepoint-month-6", "time_zero", level)
    ]


def test_the_name_of_a_number_follows_from_the_name_of_its_outcome(before: Release, example: Numbers) -> None:
    reason = Reason(id="outcome-rash", reason="The word of the field.", conclusion="unchanged")
    step = differences(before, record_release(with_name_of_rash(example, "Exanthema", later("1.0.1", reason))))
    [told] = (each for each in step if (each.kind, each.id, each.aspect) == ("estimate", "rash", "label"))
    assert told.why == ((None, "Follows from: Outcome: Exanthema."),)


def test_an_outcome_that_becomes_critical_to_the_question_is_a_change_of_the_outcome(numbers: Numbers) -> None:
    question = numbers.evidence.question
    critical = (*question.outcomes.critical, "molecular-response")
    rated = question.model_copy(update={"outcomes": question.outcomes.model_copy(update={"critical": critical})})
    after = record_release(Numbers(replace(numbers.evidence, questions={question.id: rated}), numbers.study))
    assert [(each.id, each.aspect, each.level) for each in differences(record_release(numbers), after)] == [
        ("outcome-molecular-response", "critical", "MINOR")
    ]


def test_an_outcome_that_becomes_a_surrogate_is_a_change_of_the_outcome(numbers: Numbers) -> None:
    outcomes = tuple(
        each.model_copy(update={"surrogate": not each.surrogate}) if each.id == "molecular-response" else each
        for each in numbers.evidence.vocabulary.outcomes
    )
    vocabulary = numbers.evidence.vocabulary.model_copy(update={"outcomes": outcomes})
    after = record_release(Numbers(replace(numbers.evidence, vocabulary=vocabulary), numbers.study))
    assert {(each.id, each.aspect, each.level) for each in differences(record_release(numbers), after)} >= {
        ("outcome-molecular-response", "surrogate", "MINOR")
    }


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
    assert {to_line(diff_text.why(each)) for each in step if each.id == "rash-of-all"} == {
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
        "What rash in 7.5% of patients (denominator and time not stated) would be of everyone: "
        "Of all 40 patients included at inclusion it would be 3.",
        "What rash in 10% of patients (denominator and time not stated) would be of everyone: "
        "Of all 40 patients included at inclusion it would be 4.",
        "MINOR",
    )


def test_a_text_that_prints_the_changed_number_follows_from_it(before: Release, example: Numbers) -> None:
    [limit] = [each for each in differences(before, changed(example, "1.1.0", CORRECTED)[1]) if each.kind == "text"]
    assert (limit.follows, limit.conclusion) == (True, "unchanged")


def test_an_outcome_that_comes_or_goes_is_absent_on_one_side(before: Release) -> None:
    without = before.model_copy(update={"records": tuple(each for each in before.records if each.id != "deaths")})
    [gone], [come] = differences(before, without), differences(without, before)
    assert (gone.new, come.old, come.new, gone.level) == (None, None, "not stated in the sources read", "MINOR")


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


def test_a_judgement_is_a_certainty(numbers: Numbers) -> None:
    assert level_of(differences(record_release(numbers), record_release(judged(numbers)))) == "MAJOR"


def test_a_judgement_is_told_in_words(numbers: Numbers) -> None:
    [only] = differences(record_release(numbers), record_release(judged(numbers)))
    assert (diff_text.heading(only), only.new, to_line(diff_text.effect(only))) == (
        "Relapse after stopping, certainty of event rate (added)",
        "low, by N. N. (chair), 2026-11-20",
        "MAJOR: a certainty or a judgment behind it changes",
    )


def test_the_way_back_has_no_reasons(example: Numbers, before: Release) -> None:
    back = differences(changed(example, "1.1.0", CORRECTED)[1], before)
    assert {each.reasons for each in back} == {()}


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
    assert to_line(diff_text.why(rash)) == "1.1.0: The bulletin corrected its story; 1.2.0: The letter agrees."
    assert rash.sources == ("marsh-bulletin", "marsh-letter")


def test_each_of_several_effects_stands_with_its_version(before: Release, example: Numbers) -> None:
    effect = TWICE.model_copy(update={"effect": "The harm is told anew."})
    [rash] = [each for each in differences(before, told_twice(example, CORRECTED, effect)) if each.id == "rash"]
    assert to_line(diff_text.effect(rash)) == "MAJOR: 1.2.0: The harm is told anew."


def test_what_follows_from_a_record_with_several_reasons_says_so_once(before: Release, example: Numbers) -> None:
    step = differences(before, told_twice(example, CORRECTED, TWICE))
    assert {to_line(diff_text.why(each)) for each in step if each.id == "rash-of-all"} == {
        "Follows from: Rash, time not stated."
    }


def test_the_versions_of_reasons_are_versions_and_no_typed_numerals(before: Release, example: Numbers) -> None:
    step = differences(before, told_twice(example, CORRECTED, TWICE))
    spans = diff_text.rows(step, example)[0][3]
    assert [(each.text, each.kind) for each in spans if isinstance(each, Words)][:2] == [
        ("1.1.0", "version"),
        ("1.2.0", "version"),
    ]


@pytest.mark.parametrize(
    ("conclusion", "effect"),
    [
        ("unchanged", "conclusion unchanged, according to the curators"),
        (None, "the effect on conclusions is stated there"),
    ],
)
def test_a_derived_value_says_of_conclusions_what_its_input_does(
    conclusion: Any, effect: str, before: Release, example: Numbers
) -> None:
    reason = CORRECTED.model_copy(update={"conclusion": conclusion})
    step = differences(before, changed(example, "1.1.0", reason)[1])
    assert {to_line(diff_text.effect(each)) for each in step if each.id == "rash-of-all"} == {
        f"MINOR: a value, tier or outcome is added or changed; {effect}"
    }


@pytest.mark.parametrize(
    ("old", "new", "level"),
    [("1.2.3", "2.0.0", "MAJOR"), ("1.2.3", "1.3.0", "MINOR"), ("1.2.3", "1.2.4", "PATCH"), ("1.2.3", "1.2.3", None)],
)
def test_a_version_rises_by_its_first_greater_number(old: str, new: str, level: str | None) -> None:
    assert raised(old, new) == level


def test_the_least_version_after_another_begins_its_lower_numbers_anew() -> None:
    assert [least("1.2.3", level) for level in ("MAJOR", "MINOR", "PATCH")] == ["2.0.0", "1.3.0", "1.2.4"]


def test_the_page_tells_what_changed_with_old_new_why_source_and_effect(example: Numbers, before: Release) -> None:
    numbers, _ = changed(example, "1.1.0", CORRECTED)
    _, step = diff_text.steps(numbers, [before])["1.1.0"]
    cells = [[to_line(cell) for cell in row] for row in diff_text.rows(step, numbers)]
    assert cells[0] == [
        "Rash, time not stated: value",
        "7.5%",
        "10%",
        "The bulletin corrected its story.; Bulletin",
        "MINOR: a value, tier or outcome is added or changed; conclusion unchanged, according to the curators",
    ]


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
    found = differences(before, record_release(after))
    [limit] = [each for each in found if each.label.endswith("would be of everyone")]
    assert ({each.id for each in limit.reasons}, limit.conclusion) == ({"rash", "included"}, None)


def test_differences_are_typed_by_kind() -> None:
    found = Difference(kind="estimate", id="x", label="X", aspect="value", old=None, new="1", level="MINOR")
    assert found.summary == "x, value: absent → “1”"
