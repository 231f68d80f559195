"""The invented trial: two arms, effects with intervals, means, medians, a rate, and what was not reached."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import vexas_evidence as ve
from tests import ROOT
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.cli import app
from vexas_evidence.present.figures import charts

TRIAL = ROOT / "tests" / "trial"
ESTIMATES = Path("studies", "reed-cough-2031", "estimates.yml")


def changed(folder: Path, old: str, new: str) -> Path:
    """A copy of the trial with one print changed."""
    copy = Path(shutil.copytree(TRIAL, folder / "trial"))
    text = (copy / ESTIMATES).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (copy / ESTIMATES).write_text(text.replace(old, new), encoding="utf-8")
    return copy


def parts_of(study: ve.Study, name: str) -> list[tuple[str, float, str]]:
    """The parts of an estimate that are numbers, with their values and units."""
    rows = study.statistics
    rows = rows[(rows["estimate"] == name) & rows["value"].notna()]
    return [tuple(row) for row in rows[["part", "value", "unit"]].values.tolist()]


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


def test_an_effect_names_its_measure_and_its_comparator() -> None:
    result = CliRunner().invoke(app, ["show", "relapse-hazard", "--data", str(TRIAL)])
    assert "Relapse, hazard ratio against hot water" in result.output


def test_an_effect_is_out_of_neither_arm(trial: ve.Study) -> None:
    rows = trial.statistics.query("estimate == 'cough-free-ratio'")
    assert not {"count", "denominator", "percent"} & set(rows["part"])


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("1.50 (95% CI 1.02 to 2.20)", "1.50 (95% CI 1.62 to 2.20)", "estimate-within"),
        ("1.50 (95% CI 1.02 to 2.20)", "1.50 (95% CI 1.42 to 4.20)", "symmetry"),
        ("0.71 (95% CI 0.55–0.92; p = 0.009)", "0.71 (95% CI 0.55–0.92; p = 0.9)", "p-and-interval"),
        ("0.71 (95% CI 0.55–0.92; p = 0.009)", "0.71 (95% CI 0.55–2.92; p = 0.9)", "symmetry"),
        ("0.71 (95% CI 0.55–0.92; p = 0.009)", "0.17 (95% CI 0.55–0.92; p = 0.009)", "estimate-within"),
        ("12.4 L/min (95% CI 3.1 to 21.7)", "12.4 L/min (95% CI 3.1 to 71.2)", "symmetry"),
        ("12.4 L/min (95% CI 3.1 to 21.7)", "42.1 L/min (95% CI 3.1 to 21.7)", "estimate-within"),
        ("9 days (IQR 6–14)", "9 days (IQR 12–14)", "order"),
        ("9 days (IQR 6–14)", "19 days (IQR 6–14)", "order"),
        (
            "7.0 per 100 person-years (95% CI 4.5 to 10.4)",
            "70 per 100 person-years (95% CI 4.5 to 10.4)",
            "estimate-within",
        ),
    ],
)
def test_an_error_in_a_print_is_found_by_the_rule_for_it(tmp_path: Path, old: str, new: str, rule: str) -> None:
    found = ve.check(ve.load(changed(tmp_path, old, new)).study)
    assert f"what the rule {rule} allows" in {each.expected for each in found}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1.50 (95% CI 1.02 to 2.20)", "1.50 (1.02 to 2.20)"),
        ("1.50 (95% CI 1.02 to 2.20)", "1.50 (95% CrI 1.01–2.31)"),
        ("0.71 (95% CI 0.55–0.92; p = 0.009)", "0.71 (95% CI 0.52–0.93; one-sided p = 0.004)"),
        ("0.71 (95% CI 0.55–0.92; p = 0.009)", "0.71 (97.5% CI 0.53–0.95; p = 0.009)"),
        ("0.71 (95% CI 0.55–0.92; p = 0.009)", "0.71 (95% CI 0.55–0.92; p for interaction = 0.30)"),
        ("12.4 L/min (95% CI 3.1 to 21.7)", "−12.4 L/min (95% CI −21.7 to −3.1)"),
        ("9 days (IQR 6–14)", "9 days (IQR 9–14; range 2–40)"),
        ("9 days (IQR 6–14)", "9 (95% CI 7–NR) days"),
        ("9 days (IQR 6–14)", "9 (6–14) days"),
        ("402 L/min (SD 88)", "402 (SD 88; SE 8.0)"),
        ("printed: not reached", "printed: NR"),
        ("token: 2, to: 5, when: 1, printed: 1.50 (95% CI 1.02 to 2.20)", 'token: 2, when: 1, printed: "1.50"'),
        ("token: 1, to: 2, when: 3, printed: 402 L/min (SD 88)", "token: 1, when: 3, printed: 402 L/min"),
    ],
)
def test_a_right_but_unusual_print_is_not_called_false(tmp_path: Path, old: str, new: str) -> None:
    assert ve.check(ve.load(changed(tmp_path, old, new)).study) == ()


def test_a_pair_that_the_source_does_not_name_is_no_interval_and_no_range(tmp_path: Path) -> None:
    study = ve.load(changed(tmp_path, "9 days (IQR 6–14)", "9 (6–14) days")).study
    parts = [("value", 9, "days"), ("pair-lower", 6, "days"), ("pair-upper", 14, "days")]
    assert parts_of(study, "cough-days-tea") == parts


def test_a_median_lies_within_a_pair_that_the_source_does_not_name(tmp_path: Path) -> None:
    found = ve.check(ve.load(changed(tmp_path, "9 days (IQR 6–14)", "19 (6–14) days")).study)
    assert [each.found for each in found] == ["'19 (6–14) days': 19 lies above the interval, which ends at 14"]


def test_the_value_of_one_participant_is_a_statistic_and_has_no_denominator(tmp_path: Path) -> None:
    folder = changed(tmp_path, "9 days (IQR 6–14)", "9 days")
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
    assert Numbers(study.evidence, study.records).label(estimate) == "Days of cough, value of one participant"


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
        ve.load(changed(tmp_path, old, new))


@pytest.mark.parametrize("form", ["csv", "json", "fhir", "annotations"])
def test_the_trial_is_exported(tmp_path: Path, form: str) -> None:
    result = CliRunner().invoke(app, ["export", "--to", form, "--data", str(TRIAL), "--output", str(tmp_path / "out")])
    assert (result.exit_code, [*(tmp_path / "out").iterdir()] != []) == (0, True)


def test_a_figure_names_the_arms_and_says_no_only_where_each_has_an_interval(trial: ve.Study) -> None:
    chart = charts(Numbers(trial.evidence, trial.records))["proportions"]
    assert "Freedom from cough, marsh tea, at 12 weeks: 38%" in chart.alt
    assert chart.finding == ()


def test_no_deaths_is_zero(trial: ve.Study) -> None:
    assert Numbers(trial.evidence, trial.records).value(trial.records.estimates["deaths-tea"]).text == "0"
