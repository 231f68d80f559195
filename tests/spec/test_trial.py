"""The invented trial: two arms, effects with intervals, means, medians, a rate, and what was not reached."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import vexas_evidence as ve
from tests import TRIAL
from vexas_evidence.analysis.numbers import Numbers, of_studies
from vexas_evidence.analysis.verification import verify_evidence
from vexas_evidence.cli import app
from vexas_evidence.load.folder import load
from vexas_evidence.model import Population
from vexas_evidence.present.design_words import not_entered
from vexas_evidence.present.figures import charts
from vexas_evidence.present.spans import to_line
from vexas_evidence.present.tables.findings import table_denominators, table_findings, table_safety
from vexas_evidence.present.tiles import tiles
from vexas_evidence.publish.export import embedding

ESTIMATES, ABOUT = (f"studies/reed-cough-2031/{name}.yml" for name in ("estimates", "study"))
VOCABULARY = "vocabulary.yml"


def changed(folder: Path, *edits: tuple[str, str]) -> Path:
    """A copy of the trial with some texts of its study changed, each of which stands there once."""
    copy = Path(shutil.copytree(TRIAL, folder / "trial"))
    files = {name: (copy / name).read_text(encoding="utf-8") for name in (ESTIMATES, ABOUT, VOCABULARY)}
    for old, new in edits:
        assert sum(text.count(old) for text in files.values()) == 1, old
        files = {name: text.replace(old, new) for name, text in files.items()}
    for name, text in files.items():
        (copy / name).write_text(text, encoding="utf-8")
    return copy


def parts_of(study: ve.Study, name: str) -> list[tuple[str, float, str]]:
    """The parts of an estimate that are numbers, with their values and units."""
    rows = study.statistics
    rows = rows[(rows["estimate"] == name) & rows["value"].notna()]
    return [tuple(row) for row in rows[["part", "value", "unit"]].values.tolist()]


def test_the_source_of_a_smallest_important_difference_is_declared(tmp_path: Path) -> None:
    folder = changed(tmp_path, ("difference: {source: reed-report", "difference: {source: reed-letter"))
    result = CliRunner().invoke(app, ["verify", "--data", str(folder)])
    line = "trial/vocabulary.yml:21: unknown source 'reed-letter': a declared source: use one of reed-report"
    assert (result.exit_code, result.output.splitlines()[0]) == (2, line)


@pytest.fixture(scope="module")
def trial() -> ve.Study:
    return ve.load(TRIAL).study


def test_the_trial_verifies() -> None:
    result = CliRunner().invoke(app, ["verify", "--data", str(TRIAL)])
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "no discrepancy")


@pytest.mark.parametrize(
    ("id", "value", "unit"),
    [
        ("cough-free-ratio", 1.5, ""),
        ("cough-free-ratio.lower", 1.02, ""),
        ("cough-free-ratio.upper", 2.2, ""),
        ("cough-free-ratio.level", 95, "%"),
        ("relapse-hazard.p", 0.009, ""),
        ("peak-flow-difference", 12.4, "L/min"),
        ("peak-flow-difference.upper", 21.7, "L/min"),
        ("peak-flow-tea.SD", 88, "L/min"),
        ("cough-days-tea.q1", 6, "days"),
        ("cough-days-tea.q3", 14, "days"),
        ("infections-tea", 7.0, "per 100 person-years"),
        ("deaths-tea", 0, "participants"),
    ],
)
def test_each_number_that_is_printed_is_a_statistic(trial: ve.Study, id: str, value: float, unit: str) -> None:
    row = trial.statistics.set_index("id").loc[id]
    assert (row["value"], row["unit"], row["kind"]) == (value, unit, "reported")


def test_what_was_not_reached_is_no_number_and_says_so(trial: ve.Study) -> None:
    row = trial.statistics.set_index("id").loc["relapse-median"]
    assert (str(row["value"]), row["because"], row["printed"]) == ("nan", "not reached", "not reached")


def test_an_effect_is_of_the_participants_of_two_arms() -> None:
    result = CliRunner().invoke(app, ["show", "relapse-hazard", "--data", str(TRIAL)])
    assert "Who was counted          adults with marsh tea, against hot water\n" in result.output


def test_an_effect_names_its_measure_and_its_comparator() -> None:
    result = CliRunner().invoke(app, ["show", "relapse-hazard", "--data", str(TRIAL)])
    assert "Relapse, hazard ratio, marsh tea against hot water" in result.output


@pytest.mark.parametrize(
    ("id", "shown"),
    [
        ("sleep-difference", "95% CI -0.4 to 0.2"),
        ("relapse-hazard", "95% CI 0.55 to 0.92"),
        ("relapse-free-tea", "95% CI 19 to 35%"),
        ("score-tea", None),
    ],
)
def test_a_printed_interval_can_be_referred_to_with_its_level(id: str, shown: str | None) -> None:
    [numbers] = of_studies(load(TRIAL))
    interval = numbers.ci(numbers.study.estimates[id])
    assert (interval and interval.text) == shown


def test_an_effect_is_out_of_neither_arm(trial: ve.Study) -> None:
    rows = trial.statistics.query("estimate == 'cough-free-ratio'")
    assert not {"count", "denominator", "percent"} & set(rows["part"])


RATIO = "1.50 (95% CI 1.02 to 2.20)"
HAZARD = "0.71 (95% CI 0.55–0.92; p = 0.009)"
PEAK, FLOW, DAYS = "12.4 L/min (95% CI 3.1 to 21.7)", "402 L/min (SD 88)", "9 days (IQR 6–14)"
RATE, SCORE = "7.0 per 100 person-years (95% CI 4.5 to 10.4)", "11.2 points (SD 6.1)"
FREE, SLEEP = "27% (95% CI 19 to 35)", "-0.1 hours (95% CI -0.4 to 0.2; p = 0.004 for non-inferiority)"
RATIO_OF = "interval: {method: not stated, level: 95%, sides: two}"
HAZARD_TEST = "test: {name: not stated, hypothesis: superiority, sides: two}"
SLEEP_TEST = "test: {name: not stated, hypothesis: non-inferiority, sides: not stated, margin: 0.5 hours}"
OF_RESULTS = '      - {source: reed-report, section: Results, paragraph: "'
SUBGROUP = "smokers, interaction: relapse-interaction"
LOST = "missing: {participants: tea-lost, handling: excluded}\n    readings:\n"
OF_SCORE = f'value_of: final value\n    analyzed: tea-analyzed\n    {LOST}{OF_RESULTS}15"'
RELAPSE = f'    measure: count\n    analysis_set: as randomized\n    readings:\n{OF_RESULTS}11"'
PROPORTION = "    timepoint: week-12\n    measure: proportion\n    analysis_set: as randomized\n    readings:\n"
FREE_TEA = f'{PROPORTION}{OF_RESULTS}1"'
WATER = "when: 1, printed: 30 of 120"
DIFFERENCE = "-3.4 points (95% CI -5.0 to -1.8)"


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (RATIO, "1.50 (95% CI 1.62 to 2.20)", "estimate-within"),
        (RATIO, "1.50 (95% CI 1.42 to 4.20)", "symmetry"),
        (RATIO, "1.05 (95% CI 0.71 to 1.55)", "effect-from-counts"),
        (HAZARD, "0.71 (95% CI 0.55–0.92; p = 0.9)", "p-and-interval"),
        (HAZARD, "0.71 (95% CI 0.55–2.92; p = 0.9)", "symmetry"),
        (HAZARD, "0.17 (95% CI 0.55–0.92; p = 0.009)", "estimate-within"),
        (HAZARD, "0.71 (95% CI 0.66–0.76; p < 0.001)", "hazard-ratio-and-events"),
        (PEAK, "12.4 L/min (95% CI 3.1 to 71.2)", "symmetry"),
        (PEAK, "42.1 L/min (95% CI 3.1 to 21.7)", "estimate-within"),
        (DAYS, "9 days (IQR 12–14)", "order"),
        (DAYS, "19 days (IQR 6–14)", "order"),
        (RATE, "70 per 100 person-years (95% CI 4.5 to 10.4)", "estimate-within"),
        (SCORE, "11.2 points (SD 6.1; SE 0.75)", "deviation-and-error"),
        (SCORE, "11.2 points (SD 26.1)", "deviation-and-error"),
        (DIFFERENCE, "-3.4 points (95% CI -5.0 to -3.8)", "estimate-within"),
    ],
)
def test_an_error_in_a_print_is_found_by_the_rule_for_it(tmp_path: Path, old: str, new: str, rule: str) -> None:
    found = ve.check(ve.load(changed(tmp_path, (old, new))).study)
    assert f"what the rule {rule} allows" in {each.expected for each in found}


@pytest.mark.parametrize(
    ("old", "new", "check"),
    [
        ('token: 3, printed: "120"', 'token: 3, printed: "130"', "arms sum to the study"),
        ('printed: "6"', 'printed: "16"', "arms lose no more than they have"),
        ('printed: "118"', 'printed: "181"', "arms lose no more than they have"),
        ('printed: "140"', 'printed: "150"', "categories sum to their denominator"),
        (SCORE, "51.2 points (SD 6.1)", "values within instrument"),
        (DIFFERENCE, "-43 points (95% CI -50 to -36)", "values within instrument"),
        (RATIO, "1.50 (90% CI 1.02 to 2.20)", "intervals are as said"),
        (RATIO_OF, "interval: {method: not stated, level: 95%, sides: one}", "intervals are as said"),
        (HAZARD, "0.71 (95% CI 0.55–0.92; one-sided p = 0.009)", "tests are as said"),
        (SUBGROUP, SUBGROUP.replace("relapse-interaction", "not stated"), "interactions have their subgroups"),
        ("14 of 118", "14 of 181", "printed denominator is denominator"),
        ("14 of 118", "141 of 118", "counts within denominator"),
        ("margin: 0.5 hours", "margin: 0.8 hours", "margins printed"),
        ('printed: "2"}', 'printed: "3"}', "margins printed"),
        ("not_stated:\n  - work-absence\n", "not_stated:\n", "every outcome accounted for"),
        ("  - work-absence\n", "  - work-absence\n  - deaths\n", "not stated is not stated"),
    ],
)
def test_an_error_in_the_data_is_found_by_the_check_for_it(tmp_path: Path, old: str, new: str, check: str) -> None:
    evidence = load(changed(tmp_path, (old, new)))
    assert check in {each.check for each in verify_evidence(evidence).discrepancies}


@pytest.mark.parametrize(
    "edits",
    [
        [(RATIO, "1.50 (1.02 to 2.20)")],
        [(RATIO, "1.50 (95% CrI 1.01–2.31)")],
        [(f"token: 2, to: 5, when: 1, printed: {RATIO}", 'token: 2, when: 1, printed: "1.50"')],
        [(RATIO, "1.50 (95% CI 0.99 to 2.40)"), (RATIO_OF, RATIO_OF.replace("not stated", "exact"))],
        [(HAZARD, "0.71 (95% CI 0.48–1.02; p = 0.046)"), (HAZARD_TEST, HAZARD_TEST.replace("not stated", "mid-P"))],
        [(RATIO, "1.42 (95% CI 0.90 to 2.24)"), ("{arms: parallel,", "{arms: cluster,")],
        [
            (RATIO, "11.5 (95% CI 0.6 to 210)"),
            ("measure: risk-ratio", "measure: odds-ratio"),
            ("when: 1, printed: 45 of 120", "when: 1, printed: 5 of 120"),
            (WATER, "when: 1, printed: 0 of 120"),
        ],
        [
            (FREE_TEA, FREE_TEA.replace("    readings", "    adjusted_for: [age]\n    readings")),
            ("printed: 45 of 120", "printed: 45 (33%)"),
        ],
        [
            (
                FREE_TEA,
                FREE_TEA.replace(
                    "    readings", "    missing: {participants: tea-lost, handling: imputed}\n    readings"
                ),
            ),
            ("printed: 45 of 120", "printed: 45 (39%)"),
        ],
        [(HAZARD, "0.71 (95% CI 0.52–0.93; one-sided p = 0.004)"), (HAZARD_TEST, HAZARD_TEST.replace("two", "one"))],
        [
            (HAZARD, "0.71 (95% CI 0.55–0.92; p = 0.12)"),
            (HAZARD_TEST, HAZARD_TEST.replace("two", "one")),
            ("multiplicity: not adjusted", "multiplicity: adjusted"),
        ],
        [(HAZARD, "0.71 (97.5% CI 0.53–0.95; p = 0.009)")],
        [(HAZARD, "0.71 (90% CI 0.57–0.88; p = 0.009)")],
        [(HAZARD, "0.7 (95% CI 0.5–0.9; p < 0.001)")],
        [
            (HAZARD, "0.71 (95% CI 0.50–0.90; p = 0.009)"),
            (HAZARD_TEST, f"{HAZARD_TEST}\n    interval: {{method: profile likelihood, level: 95%, sides: two}}"),
        ],
        [
            (HAZARD, "0.71 (95% CI 0.63–0.80; p < 0.001)"),
            (f"adjusted_for: not stated\n    {HAZARD_TEST}", "adjusted_for: [weights of propensity]"),
        ],
        [
            (PEAK, "12.4 L/min (95% CI 5.1 to 26.7)"),
            ("value_of: change", "interval: {method: bootstrap, level: 95%, sides: two}\n    value_of: change"),
        ],
        [(PEAK, "−12.4 L/min (95% CI −21.7 to −3.1)")],
        [(DAYS, "9 days (IQR 9–14; range 2–40)")],
        [(DAYS, "9 (95% CI 7–NR) days")],
        [(DAYS, "9 (6–14) days")],
        [(FLOW, "402 (SD 88; SE 8.2)")],
        [(f"token: 1, to: 2, when: 3, printed: {FLOW}", "token: 1, when: 3, printed: 402 L/min")],
        [
            (FREE, "22% (95% CI 15 to 30)"),
            (f"    timepoint: time-not-stated\n{RELAPSE}", f"    timepoint: week-24\n{RELAPSE}"),
        ],
        [(RATE, "0 per 100 person-years (95% CI 0 to 1.1)")],
        [(SCORE, "-13.2 points (SD 6.1)"), (OF_SCORE, OF_SCORE.replace("final value", "change"))],
        [
            (SLEEP, "-0.1 hours (95% CI -0.4 to 0.2; p = 0.6)"),
            (SLEEP_TEST, SLEEP_TEST.replace("not stated, margin", "two, margin")),
        ],
        [(SLEEP, "-0.1 hours (95% CI -0.4 to 0.2; p = 0.004)")],
        [("printed: p for interaction = 0.41", "printed: p for interaction = NS")],
        [("printed: not reached", "printed: NR")],
    ],
)
def test_a_right_but_unusual_print_is_not_called_false(tmp_path: Path, edits: list[tuple[str, str]]) -> None:
    found = ve.check(ve.load(changed(tmp_path, *edits)).study)
    assert [each for each in found if each.check != "statements hold"] == []  # other data, other sentences


def test_a_percentage_whose_decimals_are_cut_is_said_to_fit_so(tmp_path: Path) -> None:
    (found,) = ve.check(ve.load(changed(tmp_path, ("printed: 45 of 120", "printed: 45 (37%)"))).study)
    assert "37% fits it only if decimals are cut" in found.found


def test_those_who_are_analyzed_with_imputed_values_may_be_lost_too(tmp_path: Path) -> None:
    copy = changed(tmp_path, ('token: 1, printed: "114"', 'token: 1, printed: "120"'))
    text = (copy / ESTIMATES).read_text(encoding="utf-8").replace("handling: excluded", "handling: imputed")
    (copy / ESTIMATES).write_text(text, encoding="utf-8")
    assert ve.check(ve.load(copy).study) == ()


def test_a_pair_that_the_source_does_not_name_is_no_interval_and_no_range(tmp_path: Path) -> None:
    study = ve.load(changed(tmp_path, (DAYS, "9 (6–14) days"))).study
    parts = [("value", 9, "days"), ("pair-lower", 6, "days"), ("pair-upper", 14, "days")]
    assert parts_of(study, "cough-days-tea") == parts


def test_a_median_lies_within_a_pair_that_the_source_does_not_name(tmp_path: Path) -> None:
    found = ve.check(ve.load(changed(tmp_path, (DAYS, "19 (6–14) days"))).study)
    assert [each.found for each in found] == ["'19 (6–14) days': 19 lies above the bracket, which ends at 14"]


def test_the_value_of_one_participant_is_a_statistic_and_has_no_denominator(tmp_path: Path) -> None:
    folder = changed(tmp_path, (DAYS, "9 days"))
    estimates = folder / ESTIMATES
    text = estimates.read_text(encoding="utf-8").replace(
        "token: 1, to: 2, printed: 9 days", "token: 1, printed: 9 days"
    )
    before, after = text.split("outcome: cough-days")
    estimates.write_text(
        f"{before}outcome: cough-days{after.replace('median', 'individual-value', 1)}", encoding="utf-8"
    )
    study = ve.load(folder).study
    assert parts_of(study, "cough-days-tea") == [("value", 9, "days")]
    [estimate] = [each for each in study.records.estimates.values() if each.measure == "individual-value"]
    label = "Days of cough, individual value, marsh tea"
    assert Numbers(study.evidence, study.records).label(estimate) == label


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "    comparator: hot-water\n    timepoint: week-12",
            "    timepoint: week-12",
            "no comparator beside the measure",
        ),
        (
            "comparator: hot-water\n    timepoint: week-12",
            "comparator: cold-water\n    timepoint: week-12",
            "unknown arm",
        ),
        ("402 L/min (SD 88)", "402 L/min (88)", "printed '402 L/min .88.': what the measure 'mean' prints"),
        (
            "0.71 (95% CI 0.55–0.92; p = 0.009)",
            "-0.71 (95% CI 0.55–0.92; p = 0.009)",
            "what the measure 'hazard-ratio' prints",
        ),
    ],
)
def test_an_estimate_that_is_none_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(ve.BadInput, match=message):
        ve.load(changed(tmp_path, (old, new)))


@pytest.mark.parametrize("form", ["csv", "json", "fhir", "annotations"])
def test_the_trial_is_exported(tmp_path: Path, form: str) -> None:
    result = CliRunner().invoke(app, ["export", "--to", form, "--data", str(TRIAL), "--output", str(tmp_path / "out")])
    assert (result.exit_code, [*(tmp_path / "out").iterdir()] != []) == (0, True)


def test_a_figure_names_the_arms(trial: ve.Study) -> None:
    chart = charts(Numbers(trial.evidence, trial.records))["proportions"]
    assert "Freedom from cough, marsh tea, at 12 weeks: 38%" in chart.alt
    assert to_line(chart.title) == "Freedom from cough, marsh tea 38%; all denominators known"


def test_no_deaths_is_zero(trial: ve.Study) -> None:
    assert Numbers(trial.evidence, trial.records).value(trial.records.estimates["deaths-tea"]).text == "0"


@pytest.mark.parametrize(("name", "is_of_an_arm"), [("cough-free-tea", True), ("follow-up", False)])
def test_a_number_of_one_arm_is_embedded_without_a_comparator(name: str, is_of_an_arm: bool) -> None:
    evidence = load(TRIAL)
    numbers = Numbers(evidence, evidence.study)
    shown = to_line(embedding.sentence(numbers, numbers.study.estimates[name]))
    assert ("Comparator: hot water." in shown) != is_of_an_arm


def test_a_time_names_only_what_its_place_has_beyond_that_of_the_reading(tmp_path: Path) -> None:
    given = "sentence: 1, token: 2, when: 1, printed: 45 of 120}"
    folder = changed(tmp_path, (given, given.replace("when: 1", "when: {token: 1}")))
    assert verify_evidence(load(folder)).discrepancies == ()


def test_a_part_of_the_profile_that_a_trial_lacks_is_not_called_that_of_a_case_series() -> None:
    assert not_entered("questions") == (
        "Not entered: the data for this study contain no answers to the questions of an appraisal tool "
        "(appraisal.yml). This does not mean that the sources state none."
    )


def test_the_first_table_says_what_means_are_out_of_as_it_does_of_medians() -> None:
    evidence = load(TRIAL)
    table = table_denominators(Numbers(evidence, evidence.study))
    rows = {to_line(row["outcome"]): to_line(row["number"]) for _, row in table.rows}
    assert rows["Peak flow, mean"] == "402 L/min (SD 88)"


def of_denominators(folder: Path, old: str, new: str) -> list[str]:
    """The remedies for denominators that cannot be had."""
    found = ve.check(ve.load(changed(folder, (old, new))).study)
    return [each.remedy for each in found if each.check == "denominators known"]


def test_a_denominator_that_a_fraction_prints_is_to_be_an_estimate_of_its_own(tmp_path: Path) -> None:
    assert of_denominators(tmp_path, "estimate: tea-treated}", "estimate: nausea-tea}") == [
        "add an estimate of measure: count whose reading is that of '14 of 118' with printed: '118' and part: "
        "denominator, and name it here"
    ]


def test_a_denominator_is_an_estimate_that_counts(tmp_path: Path) -> None:
    assert of_denominators(tmp_path, "estimate: tea-treated}", "estimate: score-tea}") == [
        "name an estimate of measure: count that prints the number of participants, or write status: not stated"
    ]


def test_a_denominator_may_be_a_part_of_a_fraction(tmp_path: Path) -> None:
    of_fraction = (
        "  - {id: nausea-size, outcome: treated, population: tea-treated, timepoint: time-not-stated, measure: count,\n"
        "     readings: [{source: reed-report, section: Results, paragraph: '22', sentence: 1, token: 1,\n"
        "     part: denominator, printed: '118'}]}\n"
    )
    edits = [
        ("estimate: tea-treated}", "estimate: nausea-size}"),
        ("  - id: infections-tea\n", f"{of_fraction}  - id: infections-tea\n"),
    ]
    assert list(ve.check(ve.load(changed(tmp_path, *edits)).study)) == []


def test_a_harm_stands_in_safety_under_whatever_heading(tmp_path: Path) -> None:
    folder = changed(tmp_path)
    vocabulary = folder / VOCABULARY
    vocabulary.write_text(vocabulary.read_text("utf-8").replace("group: Harms", "group: Complications"), "utf-8")
    [numbers] = of_studies(load(folder))
    assert "Nausea" in {to_line(row["outcome"]) for _, row in table_safety(numbers).rows}
    assert "Nausea" not in {to_line(row["outcome"]) for _, row in table_findings(numbers).rows}


def test_the_usual_tiles_never_part_the_arms_of_a_comparison() -> None:
    [known] = of_studies(load(TRIAL))
    assert known.study.narrative.first_screen is None
    shown = [[to_line(number.said) for number in tile.numbers] for tile in tiles(known)]
    assert ["marsh tea", "hot water"] in shown
    assert [names for names in shown if sum("Freedom from cough" in name for name in names) == 1] == []


def test_a_result_of_a_part_of_an_arm_names_it(trial: ve.Study) -> None:
    study, young = trial.records, {"id": "young", "label": "adults below middle age", "arm": "marsh-tea"}
    hazard = study.estimates["relapse-hazard"]
    population = Population.model_validate(young | {"denominator": {"status": "not stated"}})
    of_young = hazard.model_copy(update={"id": "relapse-hazard-young", "population": "young"})
    about = study.about.model_copy(update={"populations": (*study.about.populations, population)})
    results = study.results.model_copy(update={"estimates": (*study.results.estimates, of_young)})
    numbers = Numbers(trial.evidence, replace(study, about=about, results=results))
    label = "Relapse, hazard ratio, adults below middle age (marsh tea) against hot water"
    assert numbers.label(of_young) == label


def test_a_mean_of_changes_is_named_a_mean_change(trial: ve.Study) -> None:
    numbers = Numbers(trial.evidence, trial.records)
    [mean, *_] = [each for each in trial.records.estimates.values() if each.measure == "mean"]
    of_changes = mean.model_copy(update={"value_of": "change"})
    assert "mean change" in numbers.measured(of_changes)


def test_a_tile_names_the_time_where_a_result_has_several(trial: ve.Study) -> None:
    study = trial.records
    later = study.estimates["cough-free-tea"].model_copy(update={"id": "later", "timepoint": "time-not-stated"})
    results = study.results.model_copy(update={"estimates": (*study.results.estimates, later)})
    said = [
        to_line(each.said)
        for tile in tiles(Numbers(trial.evidence, replace(study, results=results)))
        for each in tile.numbers
    ]
    assert "marsh tea, at 12 weeks" in said
