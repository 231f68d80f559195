from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import DATA, EXAMPLE, HOME
from tests.commands import run_command
from vexas_evidence.analysis.reconcile import reconcile, same_value
from vexas_evidence.analysis.verification import verify_evidence
from vexas_evidence.load.folder import load
from vexas_evidence.model import Evidence
from vexas_evidence.system.problems import BadInput

Change = Callable[[str, list[tuple[str, str]]], Path]


def test_the_two_extractions_agree_in_every_row(evidence: Evidence) -> None:
    agreement = reconcile(evidence.study)
    assert agreement is not None
    assert agreement.summary == (
        "of 29 rows of the second extraction the ledger agrees with "
        "29 in value, 29 in population, 29 in denominator, 29 in time"
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
    found = [str(each) for each in verify_evidence(load(folder)).discrepancies]
    assert any("B13: the second extraction has '65%', the ledger has no such number (value)" in each for each in found)


def test_swapping_two_populations_is_found(changed: Change) -> None:
    folder = changed("estimates.yml", [("population: patients-month-6", "population: patients-overall")])
    found = [str(each) for each in verify_evidence(load(folder)).discrepancies]
    assert any(
        "B09: the second extraction has 'patients', the ledger has 'patients-overall' (population)" in each
        for each in found
    )


def test_a_changed_value_in_the_second_extraction_is_found(changed: Change) -> None:
    folder = changed("extraction-b.csv", [(",77%,", ",78%,")])
    found = [str(each) for each in verify_evidence(load(folder)).discrepancies]
    assert any(
        "extraction-b.csv:15: B14: the second extraction has '78%', the ledger has '77%' (value)" in each
        for each in found
    )


def test_a_number_changed_in_the_ledger_alone_names_the_row_that_has_another(changed: Change) -> None:
    place = "sentence: 2, token: 1, printed: "
    found = [
        str(each)
        for each in verify_evidence(load(changed("estimates.yml", [(f'{place}"34%"', f'{place}"35%"')]))).discrepancies
    ]
    row = f"data/{HOME}/extraction-b.csv:28"
    assert [each.partition(": ")[2] for each in found if each.endswith("[two extractions]")] == [
        f"infections: the ledger has '35%', no row of the second extraction has it; row B27 ({row}) has '34%' there "
        "(value): the same number in both, in Key Findings, paragraph Safety Profile: look at the source and correct "
        "the wrong one, or adjudicate {about: 'infections', field: value, ours: '35%', theirs: 'none'} "
        "[two extractions]",
        "B27: the second extraction has '34%', the ledger has '35%' (value): the same number in both, of infections, "
        "in Key Findings, paragraph Safety Profile: look at the source and correct the wrong one, or adjudicate "
        "{about: 'B27', field: value, ours: '35%', theirs: '34%'} [two extractions]",
    ]


def test_a_row_that_is_deleted_from_the_second_extraction_is_found(changed: Change) -> None:
    csv = (DATA / HOME / "extraction-b.csv").read_text(encoding="utf-8")
    row = next(line for line in csv.splitlines(keepends=True) if line.startswith("B14,"))
    found = [str(each) for each in verify_evidence(load(changed("extraction-b.csv", [(row, "")]))).discrepancies]
    assert any(
        "platelet-improvement: the ledger has '77%', no row of the second extraction has it (value)" in each
        for each in found
    )


def test_an_adjudication_that_no_longer_applies_is_found(changed: Change) -> None:
    folder = changed("reconciliation.yml", [("ours: notable", "ours: remarkable")])
    found = [str(each) for each in verify_evidence(load(folder)).discrepancies]
    told = "'Highlight, paragraph 2' is adjudicated: 'none' against 'remarkable' (value)"
    assert any(told in each for each in found)


def test_an_adjudication_of_rows_that_agree_is_found(changed: Change) -> None:
    entry = "adjudicated:\n  - {about: B28, field: value, ours: 36%, theirs: 39%, reason: x}"
    found = verify_evidence(load(changed("reconciliation.yml", [("adjudicated:", entry)]))).discrepancies
    assert [each.found for each in found] == ["'B28' is adjudicated: '39%' against '36%' (value)"]


def test_an_adjudication_holds_for_its_own_values_only(changed: Change) -> None:
    entries = (
        "adjudicated:\n  - {about: B28, field: value, ours: 36%, theirs: 39%, reason: x}"
        "\n  - {about: cytopenias, field: value, ours: 36%, theirs: none, reason: x}"
    )
    folder = changed("reconciliation.yml", [("adjudicated:", entries)])
    changed("extraction-b.csv", [("36%", "39%")])
    assert verify_evidence(load(folder)).discrepancies == ()
    changed("extraction-b.csv", [("39%", "38%")])
    assert len(verify_evidence(load(folder)).discrepancies) == 2


@pytest.mark.parametrize(
    "estimate",
    [
        "molecular-response",
        "rbc-transfusion-independence",
        "vaf-below-limit",
        "clinical-among-molecular",
        "re-exposure-effective",
    ],
)
def test_an_estimate_whose_time_is_not_stated_cannot_be_moved_after_stopping(estimate: str, changed: Change) -> None:
    text = (DATA / HOME / "estimates.yml").read_text(encoding="utf-8")
    entry = next(each for each in text.split("  - id: ") if each.startswith(f"{estimate}\n"))
    moved = entry.replace("timepoint: time-not-stated", "timepoint: after-stopping")
    found = verify_evidence(load(changed("estimates.yml", [(entry, moved)]))).discrepancies
    assert [each.check for each in found if each.check != "statements hold"] == ["two extractions"]


def test_words_of_the_second_extraction_have_one_meaning(changed: Change) -> None:
    folder = changed(
        "reconciliation.yml",
        [("  - {words: inclusion,", "  - {words: not stated, means: ever}\n  - {words: inclusion,")],
    )
    with pytest.raises(BadInput, match="'not stated' has a second meaning for every outcome"):
        load(folder)


def test_a_second_extraction_that_nothing_compares_is_refused(changed: Change) -> None:
    folder = changed("estimates.yml", [])
    (folder / HOME / "reconciliation.yml").unlink()
    with pytest.raises(BadInput) as error:
        load(folder)
    assert str(error.value) == (
        f"data/{HOME}/extraction-b.csv: a second extraction that nothing compares: reconciliation.yml beside it: "
        "restore that file, or remove this one too"
    )


@pytest.mark.parametrize("command", ["verify", "reconcile"])
def test_a_study_that_was_extracted_once_is_said_to_be(command: str) -> None:
    assert (
        "marsh-fever-2030: one extraction only; agreement not tested\n"
        in run_command(command, "--data", str(EXAMPLE)).stdout
    )


def test_an_extraction_with_other_columns_is_refused(changed: Change) -> None:
    folder = changed("extraction-b.csv", [("row,section", "line,section")])
    with pytest.raises(BadInput, match=r"extraction-b.csv:1: columns line, section"):
        load(folder)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("B14,Key", r"extraction-b.csv:15: 2 cells: 8 cells"),
        (",a,b,c,d,e,f,g", r"extraction-b.csv:15: 8 cells: 8 cells, the first with the name of the row"),
        ('"' + "x" * 200_000, r"extraction-b.csv: not CSV \(field larger than field limit"),
    ],
)
def test_a_row_that_is_none_is_refused(row: str, said: str, changed: Change) -> None:
    extraction = (DATA / HOME / "extraction-b.csv").read_text(encoding="utf-8")
    old = next(line for line in extraction.splitlines() if line.startswith("B14,"))
    with pytest.raises(BadInput, match=said):
        load(changed("extraction-b.csv", [(old, row)]))


def test_an_endless_cell_is_refused_though_another_library_lifted_the_limit(changed: Change) -> None:
    extraction = (DATA / HOME / "extraction-b.csv").read_text(encoding="utf-8")
    old = next(line for line in extraction.splitlines() if line.startswith("B14,"))
    before = csv.field_size_limit(2**31 - 1)
    try:
        with pytest.raises(BadInput, match="field larger than field limit"):
            load(changed("extraction-b.csv", [(old, '"' + "x" * 200_000)]))
        assert csv.field_size_limit() == 2**31 - 1
    finally:
        csv.field_size_limit(before)


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
