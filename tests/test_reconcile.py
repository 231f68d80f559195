from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DATA, HOME
from vexas_evidence.load import load
from vexas_evidence.model import Evidence
from vexas_evidence.problems import BadInput
from vexas_evidence.reconcile import reconcile, same_value
from vexas_evidence.verify import examine

Change = Callable[[str, list[tuple[str, str]]], Path]


def test_the_two_extractions_agree_in_every_row(evidence: Evidence) -> None:
    agreement = reconcile(evidence.study)
    assert agreement is not None
    assert agreement.told == (
        "of 29 rows of the second extraction the ledger agrees with "
        "29 in value, 29 in population, 29 in base, 29 in time"
    )
    assert agreement.unresolved == ()


def test_swapping_the_outcomes_of_two_equal_percentages_is_found(changed: Change) -> None:
    folder = changed(
        "estimates.yml",
        [
            ("outcome: rbc-transfusion-independence", "outcome: x"),
            ("outcome: molecular-response\n", "outcome: rbc-transfusion-independence\n"),
            ("outcome: x", "outcome: molecular-response"),
        ],
    )
    found = [str(each) for each in examine(load(folder)).discrepancies]
    assert any("B13: '65%', red blood cell transfusion independence" in each for each in found)


def test_swapping_two_populations_is_found(changed: Change) -> None:
    folder = changed("estimates.yml", [("population: patients-month-6", "population: patients-overall")])
    found = [str(each) for each in examine(load(folder)).discrepancies]
    assert any("B09: 'patients' against 'patients-overall'" in each for each in found)


def test_a_changed_value_in_the_second_extraction_is_found(changed: Change) -> None:
    folder = changed("extraction-b.csv", [(",77%,", ",78%,")])
    found = [str(each) for each in examine(load(folder)).discrepancies]
    assert any("extraction-b.csv:15: B14: '78%', platelet count improvement" in each for each in found)


def test_a_row_that_is_deleted_from_the_second_extraction_is_found(changed: Change) -> None:
    csv = (DATA / HOME / "extraction-b.csv").read_text(encoding="utf-8")
    row = next(line for line in csv.splitlines(keepends=True) if line.startswith("B14,"))
    found = [str(each) for each in examine(load(changed("extraction-b.csv", [(row, "")]))).discrepancies]
    assert any("platelet-improvement is in the ledger only" in each for each in found)


def test_an_adjudication_that_no_longer_applies_is_found(changed: Change) -> None:
    folder = changed("reconciliation.yml", [("paragraph 2: notable", "paragraph 2: remarkable")])
    found = [str(each) for each in examine(load(folder)).discrepancies]
    assert any("'Highlight, paragraph 2: remarkable' is adjudicated" in each for each in found)


def test_an_extraction_with_other_columns_is_refused(changed: Change) -> None:
    folder = changed("extraction-b.csv", [("row,section", "line,section")])
    with pytest.raises(BadInput, match=r"extraction-b.csv:1: columns line, section"):
        load(folder)


@pytest.mark.parametrize(
    ("theirs", "unit", "ours", "same"),
    [
        ("4", "patients", "4 of 5", True),
        ("first three", "cycles", "first three treatment cycles", True),
        ("first three", "months", "first three treatment cycles", False),
        ("61%", "percent", "61", False),
        ("≥25%", "percent", "25%", False),
        ("all", "patients", "all", True),
    ],
)
def test_a_value_is_the_same_whatever_unit_is_left_out(theirs: str, unit: str, ours: str, same: bool) -> None:
    assert same_value(theirs, unit, ours) == same
