"""What a table prints once, in a head: "median (interquartile range)" before "7 (5–13)", "n (%)" before "3 (7.5)"."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pydantic import ValidationError

from tests import EXAMPLE
from tests.commands import run_command
from tests.constructed_study import estimate, numbers_of
from vexas_evidence.analysis.anchors import verify_source_text
from vexas_evidence.analysis.checks.readings import units_are_printed
from vexas_evidence.load.folder import load
from vexas_evidence.model import Estimate
from vexas_evidence.sources import Sentence
from vexas_evidence.sources.context import contexts


def measured(printed: str, head: str, measure: str = "median") -> Estimate:
    place = {"source": "marsh-bulletin", "section": "Story", "paragraph": "2", "sentence": 1, "token": 2}
    return estimate("stay", measure=measure, readings=[place | {"printed": printed, "head": head}])


@pytest.mark.parametrize(
    ("printed", "head", "measure", "shown"),
    [
        ("7 (5–13)", "IQR", "median", "7 (IQR 5–13)"),
        ("7 [5–13]", "IQR", "median", "7 [IQR 5–13]"),
        ("46.4 ± 10.7", "SD", "mean", "46.4 ± 10.7 SD"),
        ("7 days (5–13)", "range", "median", "7 days (range 5–13)"),
        ("5.2 (1.1)", "SD", "mean", "5.2 (SD 1.1)"),
    ],
)
def test_the_number_is_shown_with_the_spread_of_the_head(printed: str, head: str, measure: str, shown: str) -> None:
    assert measured(printed, head, measure).readings[0].shown == shown


def test_the_statistics_are_of_that_spread() -> None:
    study = numbers_of(measured("7 (5–13)", "IQR"))
    assert {
        row.part: str(row.value)
        for row in study.statistics.rows
        if row.estimate == "stay" and row.part in ("value", "q1", "q3")
    } == {
        "value": "7",
        "q1": "5",
        "q3": "13",
    }


def in_days(paragraph: str) -> Estimate:
    place = {"source": "marsh-bulletin", "section": "Story", "paragraph": paragraph, "sentence": 1, "token": 1}
    return estimate("stay", measure="median", unit="days", readings=[place | {"printed": "7 (5–13)", "head": "IQR"}])


@pytest.mark.parametrize("unit", ["days", "day", "d"])
def test_a_unit_may_stand_in_the_head_of_a_row(unit: str) -> None:
    assert list(units_are_printed(numbers_of(in_days(f"Table 1, row Stay, {unit}, median (IQR)")))) == []


def test_a_unit_of_time_that_no_token_of_its_sentence_prints_is_found() -> None:
    [found] = units_are_printed(numbers_of(in_days("2")))
    assert (found.found, found.expected) == ("stay is in days", "a unit that a source prints")


def test_another_unit_than_the_name_of_the_row_has_is_found() -> None:
    [found] = units_are_printed(numbers_of(in_days("Table 1, row Stay (hours), median (IQR)")))
    assert (found.found, found.expected) == ("stay is in days", "hours")


def test_a_unit_that_is_not_named_and_stands_in_the_name_of_the_row_is_found() -> None:
    in_no_unit = in_days("Table 1, row Stay (hours), median (IQR)").model_copy(update={"unit": None})
    [found] = units_are_printed(numbers_of(in_no_unit))
    assert (found.found, found.expected) == ("stay is in no unit", "hours")


@pytest.mark.parametrize(
    "row", ["Stay, median (IQR)", "Time from the first to the last day of fever, by the chart (ho"]
)
def test_a_row_that_names_no_unit_or_whose_name_is_cut_leaves_it_to_the_text(row: str) -> None:
    assert list(units_are_printed(numbers_of(in_days(f"Table 1, row {row}")))) == []


def test_the_unit_of_the_head_is_that_of_each_statistic() -> None:
    study = numbers_of(in_days("Table 1, row Stay, days, median (IQR)"))
    rows = study.statistics.rows
    assert {row.unit for row in rows if row.estimate == "stay" and row.part in ("value", "q1", "q3")} == {"days"}


@pytest.mark.parametrize("printed", ["7 (IQR 5–13)", "7", "not reached"])
def test_a_number_that_needs_no_spread_in_the_head_is_refused(printed: str) -> None:
    with pytest.raises(ValidationError, match=r"IQR in the head of .*, which has no bare number in brackets"):
        measured(printed, "IQR")


@pytest.mark.parametrize(
    ("row", "signs"),
    [
        ("Stay, median (interquartile range) | 7 (5–13)", ["IQR"]),
        ("Age, median (range) | 7 (5–13)", ["range"]),
        ("Age, mean ± SD | 7 (1)", ["SD"]),
        ("Age | 7 (1)", []),
    ],
)
def test_a_spread_is_in_the_head_where_its_words_are(row: str, signs: list[str]) -> None:
    [(_, context)] = contexts([Sentence("Results", "Table 1, row Stay", 1, row)])
    assert [sign for sign in ("%", "IQR", "range", "SD") if context.has_in_head(sign)] == signs


TABLE = """<h2>Results</h2><table><caption>Table 1. Harms</caption><tr><th>Harm</th><th>All</th></tr>
<tr><td>{first}</td><td>40</td></tr><tr><td>Rash</td><td>3 (7.5)</td></tr></table><p>doi 10.0000/invented</p>"""


@pytest.mark.parametrize(("first", "found"), [("Number (%)", []), ("Number", ["no percent sign outside '3 (7.5)'"])])
def test_the_percent_sign_may_stand_in_the_head_of_another_row(first: str, found: list[str], tmp_path: Path) -> None:
    folder, table = Path(shutil.copytree(EXAMPLE, tmp_path / "example")), tmp_path / "table.html"
    table.write_text(TABLE.format(first=first), encoding="utf-8")
    run_command("source", "add", str(table), "--id", "table", "--tier", "primary", "--data", str(folder))
    place = 'source: table, section: Results, paragraph: "Table 1, row Rash", sentence: 1, token: 1, to: 2'
    estimates = folder / "studies" / "marsh-fever-2030" / "estimates.yml"
    reading = f'printed: "7.5%"}}\n      - {{{place}, head: "%", printed: 3 (7.5)}}'
    text = estimates.read_text(encoding="utf-8").replace('printed: "7.5%"}', reading)
    estimates.write_text(text, encoding="utf-8")
    assert [each.found for each in verify_source_text(load(folder), "table", table)] == found
