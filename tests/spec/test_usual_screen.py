"""The first screen that nobody wrote: a study of effects leads with its effect, any other with what it reports."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests import TRIAL
from tests.small_study import cohort_with_a_hazard_ratio, one_arm_with_means
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.load.folder import load
from vexas_evidence.model import Arm
from vexas_evidence.model.estimation import StudyDesign
from vexas_evidence.present.spans import to_line
from vexas_evidence.present.tiles import ShownTile, lead_text, tiles, topic_of


def lead_of(numbers: Numbers) -> str:
    return to_line(numbers.spans(lead_text(numbers)))


def rows_of(tile: ShownTile) -> list[tuple[str, str, str]]:
    """Of each number of a tile: the number, what it is of, and who was counted."""
    return [(row.shown.text, to_line(row.said), to_line(row.counted)) for row in tile.numbers]


@pytest.fixture(scope="module")
def trial() -> Numbers:
    return numbers_in(TRIAL)


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Numbers:
    return numbers_in(cohort_with_a_hazard_ratio(tmp_path_factory.mktemp("cohort")))


@pytest.fixture(scope="module")
def one_arm(tmp_path_factory: pytest.TempPathFactory) -> Numbers:
    return numbers_in(one_arm_with_means(tmp_path_factory.mktemp("one-arm")))


def numbers_in(data: Path) -> Numbers:
    evidence = load(data)
    return Numbers(evidence, evidence.study)


def test_the_first_tile_of_a_trial_is_its_primary_effect_with_both_arms(trial: Numbers) -> None:
    first = tiles(trial)[0]
    assert first.title == "Freedom from cough"
    assert rows_of(first) == [
        ("1.50", "risk ratio, marsh tea against hot water", "95% CI 1.02 to 2.20; 240 participants"),
        ("38%", "marsh tea", "45 of 120"),
        ("25%", "hot water", "30 of 120"),
    ]
    assert to_line(first.note) == "When: at 12 weeks."


def test_a_primary_outcome_stands_before_one_that_the_question_rates_higher(trial: Numbers) -> None:
    changed = tuple(
        each.model_copy(update={"priority": "primary" if each.id == "score-difference" else None})
        for each in trial.study.results.estimates
    )
    study = replace(trial.study, results=trial.study.results.model_copy(update={"estimates": changed}))
    numbers = Numbers(replace(trial.evidence, studies={study.id: study}), study)
    assert tiles(numbers)[0].title == "Cough score"
    assert to_line(topic_of(numbers)).endswith(": cough score")


def test_harms_that_are_compared_have_tiles_by_turns_with_benefits(trial: Numbers) -> None:
    assert [tile.title for tile in tiles(trial)] == ["Freedom from cough", "Relapse", "Cough score", "Deaths", "Nausea"]


def test_the_topic_of_a_trial_is_what_is_compared_in_whom(trial: Numbers) -> None:
    assert to_line(topic_of(trial)) == "Marsh tea compared with hot water in adults with reed cough: freedom from cough"


def test_the_lead_of_a_trial_states_its_effect_and_a_harm(trial: Numbers) -> None:
    assert lead_of(trial) == (
        "The study compared marsh tea (120) with hot water (120), with random allocation. "
        "Freedom from cough at 12 weeks: 45 of 120 (38%) with marsh tea and 30 of 120 (25%) with hot water; "
        "risk ratio 1.50 (95% CI 1.02 to 2.20). "
        "Deaths (time not stated): 0 of 120 (0%) with marsh tea and 0 of 120 (0%) with hot water."
    )


@pytest.mark.parametrize(
    ("design", "how"),
    [
        ({"arms": "cluster", "randomized": "yes"}, "with random allocation of clusters"),
        ({"arms": "cross-over", "randomized": "yes"}, "with random allocation of their order"),
        ({"arms": "cluster", "randomized": "not stated"}, "whether allocation was random is not stated"),
    ],
)
def test_the_lead_says_what_was_allocated(trial: Numbers, design: dict[str, str], how: str) -> None:
    assert how in lead_of(of_study(trial, study_design=StudyDesign.model_validate(design)))


def test_the_lead_says_that_there_are_other_arms(trial: Numbers) -> None:
    arms = (*trial.study.about.arms, Arm(id="cold-water", label="cold water"))
    assert "with hot water (120), among other arms, with random" in lead_of(of_study(trial, arms=arms))


def test_participants_who_had_both_treatments_are_not_counted_twice(trial: Numbers) -> None:
    design = StudyDesign.model_validate({"arms": "cross-over", "randomized": "yes"})
    [first, *_] = rows_of(tiles(of_study(trial, study_design=design))[0])
    assert first[-1] == "95% CI 1.02 to 2.20; each participant in both arms"


def of_study(numbers: Numbers, **changed: object) -> Numbers:
    study = replace(numbers.study, about=numbers.study.about.model_copy(update=changed))
    return Numbers(replace(numbers.evidence, studies={study.id: study}), study)


def test_a_mean_of_a_known_analysis_says_how_many_were_analyzed(trial: Numbers) -> None:
    [score] = [tile for tile in tiles(trial) if tile.title == "Cough score"]
    assert ("11.2 points", "mean, marsh tea", "SD 6.1; 114 analyzed") in rows_of(score)


def test_a_hazard_ratio_alone_has_a_tile_that_says_that_no_number_is_stated(cohort: Numbers) -> None:
    death, bleeding = tiles(cohort)
    assert rows_of(death) == [
        ("0.62", "hazard ratio, sedge root against no sedge root", "95% CI 0.44-0.88; N not stated")
    ]
    assert (bleeding.title, bleeding.has_harms) == ("Bleeding", True)
    assert to_line(bleeding.note) == "Time not stated."


def test_the_lead_of_a_cohort_says_what_it_cannot_show(cohort: Numbers) -> None:
    assert lead_of(cohort).startswith(
        "The study compared sedge root with no sedge root, without random allocation, "
        "so it cannot show how much of a difference is due to the treatment. Death from any cause (time not stated): "
        "hazard ratio, sedge root against no sedge root 0.62 (95% CI 0.44-0.88). Bleeding"
    )


def test_one_arm_leads_with_how_many_and_what_was_reported_of_them(one_arm: Numbers) -> None:
    assert to_line(topic_of(one_arm)) == "Sedge root for fen ague"
    assert lead_of(one_arm) == (
        "The study reported on 36 adults included. It reported a mean ague score of 12.4 points (SD 4.1) after 8 weeks "
        "among adults measured and nausea in 9 of 36 adults included (time not stated). "
        "Death from any cause is not stated in the sources read."
    )


def test_one_arm_has_tiles_of_its_means_its_harm_and_what_is_not_stated(one_arm: Numbers) -> None:
    shown = tiles(one_arm)
    assert [tile.title for tile in shown] == ["Ague score, mean", "Hemoglobin, mean", "Nausea", "Critical outcomes"]
    assert rows_of(shown[0]) == [("12.4 points", "after 8 weeks", "SD 4.1; 36 analyzed")]
