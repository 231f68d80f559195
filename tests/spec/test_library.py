"""What a script or a notebook asks of a folder of evidence."""

from __future__ import annotations

import math
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from great_tables import GT
from matplotlib.figure import Figure

import vexas_evidence as ve
from tests import ROOT

EXAMPLE = ROOT / "vexas_evidence" / "example"
LINES = f"""
import vexas_evidence as ve
study = ve.load({str(ROOT / "data")!r}).study
print(study.statistics["value"].dtype, len(ve.check(study)), ve.read_number("4/22 (18.2%)").denominator)
print(type(study.table("findings")).__name__, type(study.figure("proportions")).__name__)
print(ve.interval(9, 12, method="wilson").method, ve.__version__ == {version("vexas-evidence")!r})
"""
PRINTED = ["float64 0 22", "GT Figure", "wilson True"]
"""What the lines of the library print."""


@pytest.fixture(scope="module")
def frenvex() -> ve.Study:
    return ve.load(ROOT / "data").study


def test_the_library_works_in_a_fresh_interpreter_from_another_folder(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", LINES], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == PRINTED


def test_changed_data_are_seen_on_the_next_call_in_one_process(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(EXAMPLE, folder)
    before = ve.load(folder).study.statistics.set_index("id").loc["rash", "value"]
    estimates = next(folder.glob("studies/*/estimates.yml"))
    estimates.write_text(estimates.read_text(encoding="utf-8").replace("7.5%", "8.5%"), encoding="utf-8")
    assert (before, ve.load(folder).study.statistics.set_index("id").loc["rash", "value"]) == (7.5, 8.5)


def test_an_inferred_denominator_says_what_it_follows_from(frenvex: ve.Study) -> None:
    row = frenvex.statistics.set_index("id").loc["inflammatory-response-ever.denominator"]
    assert (row["value"], row["kind"]) == (82.0, "inferred")
    assert row["formula"] == "the only denominator at which 50 rounds to 61%"


def test_a_denominator_that_is_not_stated_is_no_number_and_says_why(frenvex: ve.Study) -> None:
    row = frenvex.statistics.set_index("id").loc["inflammatory-response-12m.denominator"]
    assert math.isnan(row["value"])
    assert row["because"] == "denominator not stated"


def test_an_interval_has_its_method_and_its_inputs(frenvex: ve.Study) -> None:
    rows = frenvex.statistics.set_index("id").loc[
        ["inflammatory-response-ever.lower", "inflammatory-response-ever.upper"]
    ]
    assert rows["value"].tolist() == [50.2, 70.8]
    assert rows["method"].unique().tolist() == ["Wilson"]
    assert rows["inputs"].iloc[0] == "inflammatory-response-ever.count, inflammatory-response-ever.denominator"


def test_an_interval_by_another_method_is_a_row_of_its_own(frenvex: ve.Study) -> None:
    rows = frenvex.statistics.query("estimate == 'inflammatory-response-ever' and method == 'Clopper-Pearson'")
    assert rows[["part", "value"]].values.tolist() == [["level", 95.0], ["lower", 49.6], ["upper", 71.6]]


def test_a_derived_value_is_a_row_with_its_formula_and_its_inputs(frenvex: ve.Study) -> None:
    row = frenvex.statistics.set_index("id").loc["no-relapse-mentioned"]
    assert (row["value"], row["kind"], row["formula"]) == (3.0, "derived", "12 − 9")
    assert row["inputs"] == "responders-stopped, relapsed-after-stopping"


def test_a_derived_value_that_is_no_single_number_is_shown_as_text(frenvex: ve.Study) -> None:
    row = frenvex.statistics.set_index("id").loc["shared-four"]
    assert (math.isnan(row["value"]), row["because"]) == (True, "no single number")
    assert row["printed"] == "54, 61, 70, 71, 76, 82, 87"


def test_an_outcome_that_is_not_stated_is_a_row_with_its_reason(frenvex: ve.Study) -> None:
    absent = frenvex.statistics[frenvex.statistics["id"].str.startswith("not-stated.")]
    assert len(absent) == len(frenvex.records.results.not_stated)
    assert absent["because"].unique().tolist() == ["not stated in the sources read"]


def test_no_id_of_a_statistic_is_used_twice(frenvex: ve.Study) -> None:
    assert frenvex.statistics["id"].is_unique


def test_each_reading_is_of_a_statistic(frenvex: ve.Study) -> None:
    readings = frenvex.readings
    assert list(readings.columns) == ["id", "source", "locator", "printed"]
    assert set(readings["id"]) == set(frenvex.records.estimates)


def test_a_table_and_a_figure_leave_the_package(frenvex: ve.Study) -> None:
    assert isinstance(frenvex.table("safety"), GT)
    assert isinstance(frenvex.figure("flow"), Figure)


def test_the_name_of_an_earlier_figure_leads_to_the_one_that_took_its_place(frenvex: ve.Study) -> None:
    assert isinstance(frenvex.figure("harms"), Figure)


def test_an_unknown_table_names_those_that_there_are(frenvex: ve.Study) -> None:
    with pytest.raises(ValueError, match=r"^table must be one of reported, study, highlights, .*; got 'results'$"):
        frenvex.table("results")


def test_an_unknown_figure_names_those_that_there_are(frenvex: ve.Study) -> None:
    with pytest.raises(ValueError, match=r"^figure must be one of proportions, timeline, flow; got 'forest'$"):
        frenvex.figure("forest")


def test_a_discrepancy_is_found_from_python(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(EXAMPLE, folder)
    estimates = next(folder.glob("studies/*/estimates.yml"))
    estimates.write_text(estimates.read_text(encoding="utf-8").replace("30 of 40", "50 of 40"), encoding="utf-8")
    assert [each.check for each in ve.check(ve.load(folder).study)] != []


def test_a_study_shows_itself_in_a_line() -> None:
    study = ve.load(EXAMPLE).study
    assert repr(study) == "<Study marsh-fever-2030: 3 estimates; not stated: 1>"
    assert "<b>" in study._repr_html_()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"count": 13, "denominator": 12}, "count must be from 0 to the denominator"),
        ({"count": 0, "denominator": 0}, "count must be from 0 to the denominator"),
        ({"count": 9, "denominator": 12, "level": 95}, "level must be above 0 and below 1; got 95"),
        ({"count": 9, "denominator": 12, "method": "wald"}, "method must be one of wilson, clopper-pearson"),
        ({"count": 0, "denominator": 12, "method": "logit"}, "a logit interval needs participants with and without"),
    ],
)
def test_an_interval_that_cannot_be_had_is_refused(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ve.interval(**arguments)  # type: ignore[arg-type]
