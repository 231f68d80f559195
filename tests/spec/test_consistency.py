from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from vexas_evidence.analysis.checks import ConsistencyResult, consistency
from vexas_evidence.analysis.checks.run import run_checks
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.load.folder import load

Change = Callable[[str, list[tuple[str, str]]], Path]


def result(numbers: Numbers, check: str) -> ConsistencyResult:
    return next(found for one in consistency.CONSISTENCY_CHECKS if (found := one(numbers)).check == check)


def after(changed: Change, old: str, new: str) -> list[str]:
    """The discrepancies of the real data after one change to the estimates, without those of the ledgers."""
    return [
        str(found).partition(": ")[2]
        for found in run_checks(load(changed("estimates.yml", [(old, new)]))).discrepancies
    ]


@pytest.mark.parametrize(
    ("check", "tested", "power"),
    [
        ("possible percentages", 2, Fraction(60, 202)),  # 10 of 101 on 88, 50 of 101 on 50
        ("parts within wholes", 4, None),
        ("ever at least each time", 2, Fraction(39, 101)),
        ("survival never rises", 1, Fraction(10, 101)),
        ("median within its range", 1, None),
        ("highlights against numbers", 3, None),
        ("sources agree", 23, Fraction(1)),
    ],
)
def test_a_check_says_how_much_it_tested_and_its_power(
    numbers: Numbers, check: str, tested: int, power: Fraction | None
) -> None:
    found = result(numbers, check)
    assert found.outcome == "pass"
    assert found.tested == tested
    assert found.power == power or power is None


def test_a_denominator_that_fits_is_weak_evidence(numbers: Numbers) -> None:
    shared = result(numbers, "a shared denominator is possible")
    assert shared.summary == "a shared denominator is possible: pass (5 tested; too weak to catch a wrong value here)"


def test_a_check_that_can_test_nothing_does_not_pass(example: Numbers) -> None:
    found = result(example, "survival never rises")
    assert found.summary == "survival never rises: not testable (no survival at two times)"


def test_what_a_check_cannot_test_is_named(numbers: Numbers) -> None:
    assert result(numbers, "parts within wholes").because == "denominator not stated for molecular-response"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"80%"', '"79%"', "no count of 88 rounds to 79%; truncation alone would explain it"),
        ('"80%"', '"37%"', "no count of 88 rounds to 37%"),
        ('"54%"', '"64%"', "64% at 12 months, but 61% ever"),
        ('"85%"', '"95%"', "95% at 5 years after 90%"),
        ("3.1 years", "6.1 years", "median 6.1 years outside 0.4–5.6"),
        (
            'part: denominator, printed: "5"',
            'part: denominator, printed: "15"',
            "15 re-exposed among 12 responders-stopped",
        ),
    ],
)
def test_an_impossible_value_is_found(changed: Change, old: str, new: str, message: str) -> None:
    assert any(found.startswith(message) for found in after(changed, old, new))


def test_a_range_without_end_holds_every_other_median(changed: Change) -> None:
    evidence = load(changed("estimates.yml", [("printed: 0.4–5.6", "printed: 0.0–999999999999.9")]))
    power = result(Numbers(evidence, evidence.study), "median within its range").power
    assert power is not None
    assert round(power, 2) == Fraction(1, 2)


def test_a_denominator_in_a_study_that_nobody_made_is_not_tried(changed: Change) -> None:
    evidence = load(changed("estimates.yml", [('printed: "88"', 'printed: "999999999999"')]))
    assert result(Numbers(evidence, evidence.study), "a shared denominator is possible").summary == (
        "a shared denominator is possible: not testable "
        "(no outcome with several percentages in a study of known size up to 10000)"
    )


def test_a_median_and_a_range_in_different_units_are_not_compared(changed: Change) -> None:
    evidence = load(changed("estimates.yml", [("printed: 0.4–5.6", "printed: 5–67 months"), ("    unit: years\n", "")]))
    assert result(Numbers(evidence, evidence.study), "median within its range").summary == (
        "median within its range: not testable (time-to-relapse-median and time-to-relapse-range have different units)"
    )
