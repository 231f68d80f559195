"""The long CSV: a row a statistic, with its kind, its denominator and its time."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from tests import TRIAL, VERSION
from tests.constructed_study import estimate, numbers_of
from vexas_evidence.analysis.numbers import Numbers, of_studies
from vexas_evidence.load.folder import load
from vexas_evidence.model import Estimate, Evidence
from vexas_evidence.publish.export import csv as long
from vexas_evidence.publish.export import data_package
from vexas_evidence.publish.export.fhir.statistics import attributes_printed


def test_each_row_of_a_withdrawn_version_says_so(withdrawn: Evidence) -> None:
    rows = csv.DictReader(io.StringIO(long.table(withdrawn, of_studies(withdrawn))))
    assert {row["evidence_version"] for row in rows} == {f"{VERSION} (withdrawn)"}


def test_the_description_of_the_csv_says_what_was_not_checked_and_that_it_is_no_advice(exported: Path) -> None:
    told = json.loads((exported / data_package.NAME).read_text(encoding="utf-8"))["description"]
    assert "Not medical advice." in told
    assert "have not been checked against the article." in told


def test_every_row_of_the_csv_says_what_its_number_was_read_in(exported: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((exported / long.NAME).read_text(encoding="utf-8"))))
    assert {(row["tier"], row["checked"]) for row in rows if row["sources"]} == {("secondary", "false")}
    assert {(row["tier"], row["checked"]) for row in rows if not row["sources"]} == {("", "")}


def test_a_number_read_in_the_article_is_checked(example: Numbers) -> None:
    letter = example.evidence.sources["marsh-letter"].model_copy(update={"tier": "primary full text"})
    read = replace(example.evidence, sources=example.evidence.sources | {letter.id: letter})
    rows = csv.DictReader(io.StringIO(long.table(read, of_studies(read))))
    told = {row["record"]: (row["sources"], row["tier"], row["checked"]) for row in rows}
    assert told["fever-free-week-4"] == ("marsh-bulletin marsh-letter", "primary full text", "true")
    assert told["rash"] == ("marsh-bulletin", "secondary", "false")


def test_a_row_of_the_csv_is_one_statistic(exported: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((exported / long.NAME).read_text(encoding="utf-8"))))
    found = [
        (row["statistic"], row["value"], row["kind"], row["denominator_status"])
        for row in rows
        if row["record"] == "inflammatory-response-ever"
    ]
    assert found == [
        ("estimate", "61", "reported", "inferred"),
        ("count", "50", "reported", "inferred"),
        ("denominator", "82", "inferred", "inferred"),
        ("interval lower", "50.2", "derived", "inferred"),
        ("interval upper", "70.8", "derived", "inferred"),
    ]


def test_a_row_printed_as_n_of_n_is_a_count_beside_its_derived_percentage(exported: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((exported / long.NAME).read_text(encoding="utf-8"))))
    found = [
        (row["statistic"], row["measure"], row["printed"], row["value"], row["unit"], row["kind"])
        for row in rows
        if row["record"] == "re-exposure-effective"
    ]
    assert found[:4] == [
        ("estimate", "count", "4 of 5", "4", "", "reported"),
        ("count", "count", "", "4", "", "reported"),
        ("denominator", "count", "", "5", "", "reported"),
        ("percentage", "count", "", "80", "%", "derived"),
    ]


def test_a_row_of_the_csv_holds_its_time_as_numbers_where_it_is_stated(exported: Path) -> None:
    rows = csv.DictReader(io.StringIO((exported / long.NAME).read_text(encoding="utf-8")))
    times = {row["timepoint"]: (row["time_from"], row["time_value"], row["time_unit"]) for row in rows}
    assert {name: time for name, time in times.items() if any(time)} == {
        "month-6": ("", "6", "months"),
        "month-12": ("", "12", "months"),
        "first-6-months": ("0", "6", "months"),
        "year-1": ("", "1", "years"),
        "year-5": ("", "5", "years"),
    }


def test_every_estimate_of_a_proportion_in_the_csv_is_in_per_cent(exported: Path) -> None:
    rows = csv.DictReader(io.StringIO((exported / long.NAME).read_text(encoding="utf-8")))
    assert {row["unit"] for row in rows if (row["measure"], row["statistic"]) == ("proportion", "estimate")} == {"%"}


def test_what_is_not_stated_has_a_row_and_no_value(exported: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((exported / long.NAME).read_text(encoding="utf-8"))))
    [survival] = [row for row in rows if row["record"] == "not-stated.findings.survival"]
    assert (survival["stated"], survival["value"]) == ("not stated", "")


def test_a_formula_in_the_long_csv_is_no_formula(hostile: Evidence) -> None:
    cells = [cell for row in csv.reader(io.StringIO(long.table(hostile, of_studies(hostile)))) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)


def rows_of_trial(record: str) -> list[tuple[str, ...]]:
    """The rows of an estimate of the invented trial, which prints more than one number."""
    trial = load(TRIAL)
    rows = csv.DictReader(io.StringIO(long.table(trial, of_studies(trial))))
    columns = ("statistic", "value", "unit", "kind", "level")
    return [tuple(row[each] for each in columns) for row in rows if row["record"] == record]


def test_the_printed_limits_and_the_p_value_of_an_effect_have_rows() -> None:
    assert rows_of_trial("relapse-hazard") == [
        ("estimate", "0.71", "", "reported", ""),
        ("interval lower", "0.55", "", "reported", "95"),
        ("interval upper", "0.92", "", "reported", "95"),
        ("p", "0.009", "", "reported", ""),
    ]


def test_the_spread_of_a_mean_and_the_quartiles_of_a_median_have_rows() -> None:
    assert rows_of_trial("peak-flow-tea")[1:] == [("SD", "88", "L/min", "reported", "")]
    assert rows_of_trial("cough-days-tea")[1:3] == [
        ("q1", "6", "days", "reported", ""),
        ("q3", "14", "days", "reported", ""),
    ]


def test_a_p_value_alone_has_a_row() -> None:
    assert rows_of_trial("relapse-interaction") == [("p", "0.41", "", "reported", "")]


def test_a_limit_that_was_not_reached_has_a_row_with_these_words() -> None:
    numbers = numbers_of(estimate("survival", "20.1 weeks (95% CI 12 to not reached)", measure="median"))
    found = [(each.name, each.value, each.printed) for each in long.statistics_of(numbers, only(numbers))]
    assert found[1:3] == [("interval lower", Decimal(12), ""), ("interval upper", None, "not reached")]


def test_a_printed_standard_error_is_an_attribute_of_fhir_and_a_row() -> None:
    numbers = numbers_of(estimate("days", "5.2 days (SE 0.9)", measure="mean"))
    assert [each.name for each in long.statistics_of(numbers, only(numbers))] == ["estimate", "SE"]
    [error] = attributes_printed(numbers, only(numbers))
    assert (error["type"]["text"], error["quantity"]["value"]) == ("standard error", Decimal("0.9"))


def only(numbers: Numbers) -> Estimate:
    [found] = numbers.study.estimates.values()
    return found
