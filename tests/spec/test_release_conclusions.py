"""Words from which a reader concludes: other words are another conclusion, or a curator says that it stands."""

from __future__ import annotations

from dataclasses import replace

from tests import VERSION
from tests.revisions import NEWEST
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Change, Changes, Reason, RenderedStatement
from vexas_evidence.model.evidence import next_versions
from vexas_evidence.present.spans import to_line
from vexas_evidence.publish.release import diff_text
from vexas_evidence.publish.release.difference import differences
from vexas_evidence.publish.release.refusals import refused
from vexas_evidence.publish.release.release_file import Release
from vexas_evidence.publish.release.snapshot import record_release

_, MINOR, PATCH = next_versions(VERSION)
HEMATOLOGICAL = "key-point-hematological"


ONLY = (
    "Transfusion independence can be assessed only in patients who were transfusion-dependent; "
    "their number is not stated."
)


ALSO = (
    "Transfusion independence can be assessed also in patients who were never transfused; their number is not stated."
)


def reversed_in(numbers: Numbers, version: str, *reasons: Reason, first: int = 0, note: str = ALSO) -> Release:
    """The study released as another version, after a sentence of a key point was turned into its contrary.

    The key point keeps its statements from the *first* one on.
    """
    narrative = numbers.study.narrative
    points = tuple(
        each.model_copy(update={"statements": with_note(each.statements[first:], note)})
        if each.id == "hematological"
        else each
        for each in narrative.key_points
    )
    study = replace(numbers.study, narrative=narrative.model_copy(update={"key_points": points}))
    older = numbers.evidence.changes.newest.model_copy(update={"status": "superseded"})
    now = Change(version=version, date=older.date, status="current", changes=("Read again.",), values=reasons)
    changes = Changes(format=3, versions=(now, older, *numbers.evidence.changes.versions[1:]))
    return record_release(Numbers(replace(numbers.evidence, studies={study.id: study}, changes=changes), study))


def with_note(statements: tuple[RenderedStatement, ...], note: str) -> tuple[RenderedStatement, ...]:
    """Statements of which the last has another note."""
    return (*statements[:-1], statements[-1].model_copy(update={"note": note}))


def refusals(numbers: Numbers, version: str, *reasons: Reason) -> list[str]:
    """What stands against releasing that version after the study as it is."""
    working = reversed_in(numbers, version, *reasons)
    now = Change(version=version, date=NEWEST.date, status="current", changes=("Read again.",), values=reasons)
    return [str(each) for each in refused(Changes(format=3, versions=(now,)), working, [record_release(numbers)])]


BETTER = Reason(id=HEMATOLOGICAL, reason="Better wording.")


def test_other_words_of_a_conclusion_are_another_conclusion(numbers: Numbers) -> None:
    [only] = differences(record_release(numbers), reversed_in(numbers, PATCH, BETTER))
    assert (only.old, only.new, only.level, to_line(diff_text.why(only))) == (ONLY, ALSO, "MAJOR", "Better wording.")


def test_other_words_with_other_numbers_are_more_than_wording(numbers: Numbers) -> None:
    reason = BETTER.model_copy(update={"conclusion": "unchanged"})
    fewer = reversed_in(numbers, MINOR, reason, first=1, note=ONLY)
    [text] = [each for each in differences(record_release(numbers), fewer) if each.aspect == "text"]
    assert text.level == "MINOR"


def test_other_words_of_a_conclusion_are_no_patch_without_a_word_on_it(numbers: Numbers) -> None:
    assert refusals(numbers, PATCH, BETTER) == [
        f": version {PATCH} after {VERSION} for {HEMATOLOGICAL}, text: “{ONLY}” → “{ALSO}”: at least 2.0.0 "
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
    told = [each for each in refusals(numbers, PATCH, half) if "a reason for hematological" in each]
    assert told == [
        ": a reason for hematological, but there is no such record: the id of a record that changed: "
        f"did you mean '{HEMATOLOGICAL}'? [release]"
    ]


def test_a_conclusion_that_stands_as_the_curators_say_is_a_patch(numbers: Numbers) -> None:
    assert refusals(numbers, PATCH, BETTER.model_copy(update={"conclusion": "unchanged"})) == []


def test_a_reworded_conclusion_is_told_with_both_wordings_and_who_says_that_it_stands(numbers: Numbers) -> None:
    reason = BETTER.model_copy(update={"conclusion": "unchanged"})
    found = differences(record_release(numbers), reversed_in(numbers, PATCH, reason))
    assert [[to_line(cell) for cell in row] for row in diff_text.rows(found, numbers)] == [
        [
            *("Key point: Hematological response: text", ONLY, ALSO, "Better wording."),
            "PATCH: other words; conclusion unchanged, according to the curators",
        ]
    ]


def test_a_conclusion_of_which_nothing_is_said_does_not_read_as_if_it_stood(numbers: Numbers) -> None:
    [only] = differences(record_release(numbers), reversed_in(numbers, "2.0.0", BETTER))
    assert to_line(diff_text.effect(only)) == (
        "MAJOR: the words of a text that states a conclusion change; whether the conclusion does is not stated"
    )


def test_a_conclusion_is_unchanged_over_several_versions_only_if_each_says_so(numbers: Numbers) -> None:
    stands = BETTER.model_copy(update={"conclusion": "unchanged"})
    later_one = reversed_in(numbers, "2.0.1", stands)
    first, *older = later_one.versions
    [unsaid, *_] = reversed_in(numbers, "2.0.0", BETTER).versions
    turned = first.model_copy(update={"version": "2.0.0", "values": unsaid.values})
    both = later_one.model_copy(update={"versions": (first, turned, *older)})
    assert [each.level for each in differences(record_release(numbers), both)] == ["MAJOR"]
