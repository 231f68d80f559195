"""Prints that contradict themselves in their source: found, declared with a reason, and shown with what would fit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.constructed_study import estimate, numbers_of, of_narrative, participants
from vexas_evidence.analysis.checks.printed_numbers import (
    RuleResult,
    percentages_fit_their_counts,
    printed_numbers_hold,
    rule_results,
)
from vexas_evidence.analysis.number_checks.known import Known, printing
from vexas_evidence.analysis.number_checks.run_number_checks import check_printing
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.verification import verify_evidence
from vexas_evidence.model import Declaration
from vexas_evidence.present.records import text_fields
from vexas_evidence.present.spans import to_line
from vexas_evidence.present.tables.findings import table_safety

OF_COUNTS, OF_PRINTS = "percentages fit their counts", "printed numbers hold"
RATIO = "0.71 (95% CI 0.55 to 0.92; P = .21)"
CONTRADICTING = {
    "a percentage of another denominator": (
        numbers_of(participants("116"), estimate("response", "113 (98.3%)")),
        (OF_COUNTS, "113 (98.3%)", "113 of 116"),
        "113 of 116 is 97.4%, not 98.3%; 98.3% fits 114 of 116, or 113 of 115",
    ),
    "a percentage that was cut": (
        numbers_of(estimate("response", "6/67 (8.9%)", outcome="rash", timepoint="time-not-stated")),
        (OF_COUNTS, "6/67 (8.9%)", "6 of 67"),
        "6 of 67 is 8.96%, which rounds to 9.0%; 8.9% fits it only if decimals are cut (truncation); "
        "no count of 67 and no denominator of 6 fit",
    ),
    "an interval and a p-value": (
        numbers_of(
            estimate("response", RATIO, measure="hazard-ratio", comparator="everyone").model_copy(
                update={"comparator": None}  # the invented study has no arms
            )
        ),
        (OF_PRINTS, RATIO, "p-and-interval"),
        "the interval leaves out 1 and implies p = 0.0061 to 0.013; p = .21 is printed",
    ),
}


def declared(name: str) -> Numbers:
    numbers, (check, found, expected), _ = CONTRADICTING[name]
    where = {"estimate": "response", "source": "marsh-bulletin", "reason": "Printed so in the table."}
    declaration = Declaration.model_validate({"check": check, "found": found, "expected": expected} | where)
    # These texts refer to numbers of the invented study
    silent = of_narrative(numbers, claims=(), derived=(), limits=(), key_points=())
    return Numbers(replace(silent.evidence, declared=(declaration,)), silent.study)


@pytest.mark.parametrize("name", CONTRADICTING)
def test_a_print_that_contradicts_itself_is_a_discrepancy(name: str) -> None:
    numbers, (_, printed, _), reason = CONTRADICTING[name]
    [found] = [*percentages_fit_their_counts(numbers), *printed_numbers_hold(numbers)]
    assert found.found == f"{printed!r}: {reason}"


@pytest.mark.parametrize("name", CONTRADICTING)
def test_one_that_is_declared_does_not_stand(name: str) -> None:
    numbers, check = declared(name), CONTRADICTING[name][1][0]
    verification = verify_evidence(numbers.evidence)
    assert [declaration.estimate for _, declaration in verification.declared] == ["response"]
    assert check not in {each.check for each in verification.discrepancies}


@pytest.mark.parametrize("name", CONTRADICTING)
def test_its_record_says_what_would_fit_and_the_reason_given(name: str) -> None:
    _, (_, printed, _), reason = CONTRADICTING[name]
    fields = dict(text_fields(declared(name), "response"))
    shown = f"“{printed}” in Bulletin: {reason}. Printed so in the table."
    assert fields["The print contradicts itself"] == shown


def test_the_table_of_harms_says_it_too() -> None:
    numbers = declared("a percentage that was cut")
    assert "contradicts itself" in str([to_line(row["note"]) for _, row in table_safety(numbers).rows])


def test_a_declared_difference_between_sources_is_shown_as_one() -> None:
    numbers = declared("a percentage that was cut")
    [declaration] = numbers.evidence.declared
    between = declaration.model_copy(update={"check": "readings agree", "expected": "9%"})
    changed = Numbers(replace(numbers.evidence, declared=(between,)), numbers.study)
    assert dict(text_fields(changed, "response"))["Sources differ"] == (
        "“6/67 (8.9%)” in Bulletin, “9%” elsewhere. Printed so in the table."
    )


@pytest.mark.parametrize(
    ("printed", "known", "check", "summary"),
    [
        ("mean 5.18, n = 28", Known(whole_numbers=True), "grim", "grim: 1 pass (would catch 72% of wrong values)"),
        ("54%", Known(denominator=88), "proportion", "proportion: 1 discrepancy"),
        ("61%", Known(denominator=200), "proportion", "proportion: 1 pass (too weak to catch a wrong value here)"),
        ("62 (IQR 8)", Known(measure="median"), "order", "order: 1 not testable (only a width is printed)"),
    ],
)
def test_a_rule_says_its_verdicts_its_power_and_what_it_could_not_test(
    printed: str, known: Known, check: str, summary: str
) -> None:
    verdicts = [verdict for name, verdict in check_printing(printing(printed, known)) if name == check]
    assert RuleResult.of(check, verdicts).summary == summary


def test_the_rules_of_a_study_are_counted_over_its_readings() -> None:
    medians = (
        estimate(name, printed, measure="median") for name, printed in (("a", "62 (IQR 55–71)"), ("b", "6 (IQR 8)"))
    )
    assert [each.summary for each in rule_results(numbers_of(*medians))] == [
        "order: 1 pass, 1 not testable (only a width is printed)"
    ]
