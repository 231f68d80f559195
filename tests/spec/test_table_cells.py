from __future__ import annotations

import csv
import json

import pandas as pd
import pytest

from tests import DATA
from tests.constructed_study import estimate, numbers_of
from vexas_evidence.analysis.numbers import Numbers, Shown
from vexas_evidence.model import Estimate
from vexas_evidence.model.record import NOT_STATED
from vexas_evidence.present.spans import to_line
from vexas_evidence.present.tables import TABLES, findings, overview
from vexas_evidence.present.tables.table import VERSION, Table, source_line

SECOND_EXTRACTION = DATA / "studies" / "frenvex-aza-2025" / "extraction-b.csv"
ROWS = list(csv.DictReader(SECOND_EXTRACTION.open(encoding="utf-8")))


def as_text(table: Table) -> pd.DataFrame:
    """The cells of a table as plain texts."""
    return pd.DataFrame(json.loads(table.as_json("1.0.0"))).drop(columns=VERSION)


@pytest.fixture(scope="module")
def printed(numbers: Numbers) -> str:
    """Every cell of the four tables, in lower case."""
    tables = [as_text(TABLES[name](numbers)) for name in ("study", "highlights", "findings", "safety")]
    return "\n".join(str(cell) for table in tables for cell in table.to_numpy().ravel()).lower()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["row"])
def test_the_tables_hold_every_row_of_the_second_extraction(row: dict[str, str], printed: str) -> None:
    assert row["printed"].lower() in printed


def test_a_finding_says_out_of_whom_by_when_denominator_and_source(numbers: Numbers) -> None:
    table = as_text(findings.table_findings(numbers))
    row = table[(table["Outcome"] == "Inflammatory response") & (table["When"] == "at 12 months")].iloc[0]
    assert row.to_dict() == {
        "Group": "Response",
        "Outcome": "Inflammatory response",
        "Who was counted": "patients (denominator not stated)",
        "When": "at 12 months",
        "Reported": "54%",
        "Denominator and its status": "denominator not stated",
        "Count": "–",
        "Interval": "–",
        "Kind of number": "reported",
        "Source": "Medxy summary; IACH newsletter",
    }


def test_an_inferred_denominator_says_so(numbers: Numbers) -> None:
    table = as_text(findings.table_findings(numbers))
    row = table[table["When"] == "during follow-up (length not stated)"].iloc[0]
    assert row["Denominator and its status"] == "82 (inferred)"
    assert row["Interval"] == "Wilson 95% CI 50.2% to 70.8%"


def test_no_interval_stands_beside_a_denominator_that_is_not_stated(numbers: Numbers) -> None:
    table = as_text(findings.table_findings(numbers))
    assert set(table[table["Denominator and its status"] == "denominator not stated"]["Interval"]) == {"–"}


def test_critical_outcomes_that_no_source_states_lead_the_findings(numbers: Numbers) -> None:
    table = as_text(findings.table_findings(numbers))
    assert list(table["Outcome"][:3]) == [
        "Survival and deaths",
        "Leukemic progression",
        "Steroid dose and steroid sparing",
    ]
    assert set(table["Reported"][:3]) == {NOT_STATED}


def test_numbers_of_one_outcome_stand_below_each_other_however_they_were_entered() -> None:
    entered = (("first", "rash"), ("other", "deaths"), ("second", "rash"))
    found = numbers_of(*(estimate(name, "12%", outcome=outcome) for name, outcome in entered))
    assert [each.id for _, each in findings.entries(found, "safety") if isinstance(each, Estimate)] == [
        *("first", "second", "other"),
    ]


def test_harms_stand_in_the_safety_table_only(numbers: Numbers) -> None:
    assert "Infections" not in set(as_text(findings.table_findings(numbers))["Outcome"])
    assert "Infections" in set(as_text(findings.table_safety(numbers))["Harm"])


def test_a_surrogate_is_marked(numbers: Numbers) -> None:
    assert "Molecular response (surrogate)" in set(as_text(findings.table_findings(numbers))["Outcome"])


def test_every_number_of_a_cell_keeps_its_record(numbers: Numbers) -> None:
    _, row = findings.table_findings(numbers).rows[6]
    assert row["reported"] == (Shown("41%", "reported", "inflammatory-response-6m"),)


def test_the_study_table_lists_what_no_source_states(numbers: Numbers) -> None:
    table = overview.table_study(numbers)
    first = next(row for group, row in table.rows if group == "Not stated")
    assert to_line(first["item"]) == "Dose of azacitidine and number of cycles given"


def test_the_source_line_names_the_sources_used_with_their_tier(numbers: Numbers) -> None:
    line = source_line(numbers, ["frenvex-aza-summary", "iach-2025-06-01", "frenvex-aza-summary"])
    assert line == "Source: Medxy summary, IACH newsletter (secondary)."


def test_a_median_and_a_range_say_what_they_are(numbers: Numbers) -> None:
    told = dict(
        zip(*(as_text(findings.table_findings(numbers))[name] for name in ("Reported", "Outcome")), strict=True)
    )
    assert told["3.1 years"] == "Time to relapse among those who relapsed, median"
    assert told["0.4–5.6 years"] == "Time to relapse among those who relapsed, range"


def test_a_number_behind_a_claim_stands_with_its_interval(numbers: Numbers) -> None:
    cells = as_text(overview.table_highlights(numbers))["Figures behind it"]
    assert "Inflammatory response, during follow-up (length not stated): 61% (95% CI 50–71%)" in list(cells)
