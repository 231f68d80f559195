"""How an estimate was made, as the invented trial says it: in its record, the study table, the statistics and FHIR."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import vexas_evidence as ve
from tests import TRIAL
from tests.spec.test_trial import ESTIMATES, FREE_TEA, HAZARD, SUBGROUP, changed
from vexas_evidence.analysis.checks.known_numbers import known_of
from vexas_evidence.analysis.number_checks.known import Known
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.cli import app
from vexas_evidence.present.design_words import whom
from vexas_evidence.present.how_estimated import how_lines
from vexas_evidence.present.spans import to_line
from vexas_evidence.publish.export.fhir import research_study
from vexas_evidence.publish.export.fhir.statistics import evidence_of
from vexas_evidence.system.problems import BadInput


@pytest.fixture(scope="module")
def trial() -> ve.Study:
    return ve.load(TRIAL).study


def known(folder: Path, name: str) -> Known:
    study = ve.load(folder).study
    return known_of(Numbers(study.evidence, study.records), study.records.estimates[name])


def test_an_effect_in_a_subgroup_names_the_subgroup() -> None:
    result = CliRunner().invoke(app, ["show", "relapse-hazard-smokers", "--data", str(TRIAL)])
    assert "Relapse, hazard ratio, smokers, marsh tea against hot water" in result.output


def test_the_p_value_of_an_interaction_says_so() -> None:
    result = CliRunner().invoke(app, ["show", "relapse-interaction", "--data", str(TRIAL)])
    label = "Relapse, p-value for interaction (smokers, never smoked), marsh tea against hot water"
    assert label in " ".join(result.output.split())


def test_an_adjusted_effect_says_so() -> None:
    result = CliRunner().invoke(app, ["show", "peak-flow-difference", "--data", str(TRIAL)])
    assert "Peak flow, adjusted mean difference, marsh tea against hot water" in result.output


def test_a_statistic_says_who_was_analyzed_and_what_it_is_adjusted_for(trial: ve.Study) -> None:
    rows = trial.statistics.set_index("id")[["analysis_set", "unit_of_analysis", "adjusted_for"]]
    assert rows.loc["relapse-hazard"].tolist() == ["as randomized", "", "not stated"]
    assert rows.loc["infections-tea"].tolist() == ["", "event", ""]
    assert rows.loc["peak-flow-difference.lower"].tolist() == ["", "", "peak flow at the start"]


def test_a_record_holds_a_line_for_each_fact_of_how_its_number_was_made() -> None:
    result = CliRunner().invoke(app, ["show", "sleep-difference", "--data", str(TRIAL)])
    lines = [" ".join(line.split()) for line in result.output.splitlines()]
    assert {
        "Analysis set evaluable",
        "Analyzed 114 (tea-analyzed)",
        "Not measured 6 (tea-lost); excluded",
        "Adjusted for not stated",
        "Test test not stated; non-inferiority with a margin of 0.5 hours; sides not stated",
    } <= set(lines)


def test_the_study_table_shows_the_design_the_arms_and_the_follow_up() -> None:
    result = CliRunner().invoke(app, ["table", "study", "--format", "csv", "--data", str(TRIAL)])
    assert {
        "Design,Arms,parallel,–,1.0.0",
        "Design,Follow-up,30 weeks (reverse Kaplan-Meier),Report,1.0.0",
        "Participants by arm,Marsh tea,randomized: 120; treated: 118; analyzed: 114; lost: 6,Report,1.0.0",
    } <= set(result.output.splitlines())


def test_what_is_not_stated_says_of_which_kind(trial: ve.Study) -> None:
    kinds = {row.outcome.id: row.text for row in Numbers(trial.evidence, trial.records).not_stated}
    assert kinds == {
        "work-absence": "not stated in the sources read",
        "blood-pressure": "not measured",
        "work-days": "measured and not reported",
        "quality-of-life": "reported without usable numbers",
    }


def test_a_statistic_of_fhir_holds_the_printed_interval_the_p_value_and_how_it_was_made(trial: ve.Study) -> None:
    numbers = Numbers(trial.evidence, trial.records)
    found = evidence_of(numbers, trial.records.estimates["relapse-hazard"])["statistic"][0]
    kinds = [each["type"]["text"] for each in found["attributeEstimate"]]
    facts = [each["code"]["text"] for each in found["modelCharacteristic"]]
    assert (kinds, facts[:2]) == (
        ["confidence interval", "p-value"],
        ["Analysis set: as randomized", "Adjusted for: not stated"],
    )


def test_each_arm_is_a_group_of_the_study_in_fhir(trial: ve.Study) -> None:
    groups = list(research_study.arm_groups(Numbers(trial.evidence, trial.records)))
    assert [(each["name"], each["quantity"]) for each in groups] == [("marsh tea", 120), ("hot water", 120)]


def test_a_check_knows_the_counts_of_both_arms_of_a_crude_effect() -> None:
    found = known(TRIAL, "cough-free-ratio")
    assert (found.counts, found.adjusted_for, found.n_per_arm) == (((45, 120), (30, 120)), "none", (120, 120))


def test_a_check_knows_the_events_of_both_arms_of_a_hazard_ratio() -> None:
    assert known(TRIAL, "relapse-hazard").events == 198


def test_a_check_does_not_know_the_events_where_those_of_the_other_arm_are_not_stated(tmp_path: Path) -> None:
    folder = changed(
        tmp_path, ("id: relapse-water\n    outcome: relapse", "id: relapse-water\n    outcome: infections")
    )
    assert known(folder, "relapse-hazard").events is None


def test_a_check_knows_the_hypothesis_where_it_is_another_than_superiority() -> None:
    names = ("sleep-difference", "relapse-hazard")
    assert [known(TRIAL, name).p_test for name in names] == ["non-inferiority", None]


def test_a_check_knows_the_range_of_an_instrument_of_final_values_alone() -> None:
    ranges = [known(TRIAL, name).range for name in ("score-tea", "score-difference", "peak-flow-tea")]
    assert ranges == [(0, 40), None, None]


@pytest.mark.parametrize("design", ["cluster", "cross-over", "matched"])
def test_no_effect_is_one_of_counts_where_the_design_is_paired_or_clustered(tmp_path: Path, design: str) -> None:
    found = known(changed(tmp_path, ("{arms: parallel,", f"{{arms: {design},")), "cough-free-ratio")
    assert found.adjusted_for == f"a {design} design"


def test_a_p_value_of_an_interaction_is_named_by_a_subgroup(tmp_path: Path) -> None:
    folder = changed(tmp_path, (HAZARD, "0.71 (95% CI 0.55–0.92; p for interaction = 0.30)"))
    found = [each.found for each in ve.check(ve.load(folder).study)]
    assert "relapse-hazard is a p-value for interaction, and no subgroup names it" in found


def test_a_subgroup_names_an_estimate_that_prints_a_p_value(tmp_path: Path) -> None:
    folder = changed(tmp_path, (SUBGROUP, SUBGROUP.replace("relapse-interaction", "deaths-tea")))
    text = (
        (folder / ESTIMATES)
        .read_text(encoding="utf-8")
        .replace("interaction: relapse-interaction", "interaction: deaths-tea")
    )
    (folder / ESTIMATES).write_text(text, encoding="utf-8")
    assert "deaths-tea prints no p-value" in [each.found for each in ve.check(ve.load(folder).study)]


def test_no_more_are_lost_than_were_randomized(tmp_path: Path) -> None:
    found = ve.check(ve.load(changed(tmp_path, ('printed: "6"', 'printed: "126"'))).study)
    assert "126 lost of 120 randomized to marsh tea" in [each.found for each in found]


def test_categories_that_are_not_all_may_sum_to_less(tmp_path: Path) -> None:
    edits = [("exhaustive: yes", "exhaustive: no"), ('printed: "140"', 'printed: "139"')]
    assert ve.check(ve.load(changed(tmp_path, *edits)).study) == ()


def test_an_adjusted_percentage_has_no_interval_of_its_counts(tmp_path: Path) -> None:
    crude = FREE_TEA.replace('"1"', '"2"')
    adjusted = crude.replace("analysis_set: as randomized", "adjusted_for: [age]")
    rows = ve.load(changed(tmp_path, (crude, adjusted))).study.statistics.set_index("id")
    assert rows.loc["cough-free-water.lower", "because"] == "the number is adjusted or imputed"


RATE = "    measure: incidence-rate\n"
RATE_OF = f"{RATE}    rate_of: {{events: infections-number-tea, person_time: infections-time-tea}}\n"


def with_rate_of(folder: Path, events: str = "24", time: str = "345 person-years", unit: str = "") -> Path:
    """The trial whose rate names its events and its person-time, which are estimates of their own."""
    text = "".join(
        f"  - {{id: infections-{name}-tea, outcome: infections, population: tea, timepoint: time-not-stated,\n"
        f"     {measure}, readings: [{{source: reed-report, section: Results, paragraph: '9', sentence: 1,\n"
        f"     token: {token}, printed: '{printed}'}}]}}\n"
        for name, measure, token, printed in (
            ("number", "measure: count, unit_of_analysis: event", 1, events),
            ("time", f"measure: person-time{unit}", 2, time),
        )
    )
    return changed(folder, (RATE, RATE_OF), ("  - id: infections-tea\n", f"{text}  - id: infections-tea\n"))


def test_a_check_knows_the_events_and_the_person_time_that_a_rate_names(tmp_path: Path) -> None:
    found = known(with_rate_of(tmp_path), "infections-tea")
    assert (found.events, found.person_time, found.person_time_unit) == (24, 345, "person-years")


def test_the_person_time_of_a_table_has_the_unit_that_its_record_names(tmp_path: Path) -> None:
    found = known(with_rate_of(tmp_path, time="4,140", unit=", unit: person-months"), "infections-tea")
    assert (found.person_time, found.person_time_unit) == (4140, "person-months")


def test_person_time_without_a_unit_is_none(tmp_path: Path) -> None:
    with pytest.raises(ve.BadInput, match="printed '345': what the measure 'person-time' prints"):
        ve.load(with_rate_of(tmp_path, time="345"))


def test_a_rate_is_that_of_events_and_person_time_that_are_printed_elsewhere(tmp_path: Path) -> None:
    found = ve.check(ve.load(with_rate_of(tmp_path, time="435 person-years")).study)
    assert [each.found for each in found if each.check == "printed numbers hold"] == [
        "'7.0 per 100 person-years (95% CI 4.5 to 10.4)': 24 events in 435 of person-time are 5.52 per 100, not 7.0"
    ]


def test_a_rate_of_person_months_is_compared_in_the_unit_of_the_rate(tmp_path: Path) -> None:
    found = ve.check(ve.load(with_rate_of(tmp_path, time="4,140 person-months")).study)
    assert [each for each in found if each.check == "printed numbers hold"] == []


def test_a_record_of_a_rate_names_its_events_and_its_person_time(tmp_path: Path) -> None:
    study = ve.load(with_rate_of(tmp_path)).study
    lines = dict(how_lines(Numbers(study.evidence, study.records), study.records.estimates["infections-tea"]))
    shown = "events: 24 (infections-number-tea); person-time: 345 person-years (infections-time-tea)"
    assert to_line(lines["Rate of"]) == shown


NO_PARTICIPANTS = [
    (
        f"    participants: {{randomized: {arm}-size, treated: {arm}-treated, "
        f"analyzed: {arm}-analyzed, lost: {arm}-lost}}\n",
        "",
    )
    for arm in ("tea", "water")
]
"""Edits by which the arms name no participants."""


def of_arms(folder: Path, *edits: tuple[str, str]) -> list[str]:
    """What the check of arms against the study finds in a trial whose arms name no participants."""
    found = ve.check(ve.load(changed(folder, *NO_PARTICIPANTS, *edits)).study)
    return [each.found for each in found if each.check == "arms sum to the study"]


def test_arms_without_participants_sum_to_the_study_by_their_own_estimates(tmp_path: Path) -> None:
    assert of_arms(tmp_path, ('token: 3, printed: "120"', 'token: 3, printed: "130"')) == [
        "tea-size 120/120, water-size 130/130: the arms sum to 250, not 240"
    ]


def test_arms_whose_sum_is_that_of_the_study_are_no_discrepancy(tmp_path: Path) -> None:
    assert of_arms(tmp_path) == []


def test_the_counts_of_an_outcome_in_the_arms_sum_to_that_in_all(tmp_path: Path) -> None:
    total = (
        "  - {id: cough-free-all, outcome: cough-free, population: everyone, timepoint: week-12, measure: proportion,\n"
        "     analysis_set: as randomized,\n"
        "     readings: [{source: reed-report, section: Results, paragraph: '1', sentence: 1, printed: 78 of 240}]}\n"
    )
    found = of_arms(tmp_path, ("  - id: infections-tea\n", f"{total}  - id: infections-tea\n"))
    assert found == ["cough-free-tea 45/120, cough-free-water 30/120: the arms sum to 75, not 78"]


def test_a_part_of_all_participants_is_no_total_of_the_arms(tmp_path: Path) -> None:
    edits = [
        ("populations:\n", "populations:\n  - {id: smokers, label: smokers, denominator: {status: not stated}}\n"),
        ('token: 3, printed: "120"', 'token: 3, printed: "130"'),
    ]
    assert of_arms(tmp_path, *edits) == []


IN_TEA = "    population: tea\n    comparator: hot-water\n    timepoint: time-not-stated\n    measure: p-value\n"
OVERALL = IN_TEA.replace("comparator: hot-water", "compares: all arms")


def test_an_overall_test_compares_all_arms_and_names_none(tmp_path: Path) -> None:
    folder = changed(tmp_path, (IN_TEA, OVERALL.replace("population: tea", "population: everyone")))
    study = ve.load(folder).study
    assert ve.check(study) == ()
    numbers = Numbers(study.evidence, study.records)
    estimate = study.records.estimates["relapse-interaction"]
    assert numbers.label(estimate) == "Relapse, p-value for interaction (smokers, never smoked), all arms compared"
    assert to_line(whom(numbers, estimate)).endswith(", all arms compared")
    assert study.statistics.set_index("id").loc["relapse-interaction.p", "comparator"] == "all arms"


def test_an_overall_test_is_of_no_arm_alone(tmp_path: Path) -> None:
    found = ve.check(ve.load(changed(tmp_path, (IN_TEA, OVERALL))).study)
    said = "relapse-interaction compares all arms, and its population is of 'marsh tea' alone"
    assert said in [each.found for each in found]


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        (IN_TEA, f"{IN_TEA}    compares: all arms\n", "a comparator and 'compares' beside the measure 'p-value'"),
        (IN_TEA, IN_TEA.replace("    comparator: hot-water\n", ""), "no comparator beside the measure 'p-value'"),
        (
            "  - id: deaths-tea\n",
            "  - id: deaths-tea\n    compares: all arms\n",
            "'compares' beside the measure 'count'",
        ),
    ],
)
def test_an_overall_test_is_a_p_value_without_a_comparator(tmp_path: Path, old: str, new: str, wrong: str) -> None:
    with pytest.raises(BadInput, match=wrong):
        ve.load(changed(tmp_path, (old, new)))
