"""Tokens that print the number of an estimate, where one of them adds its count or its denominator."""

from __future__ import annotations

import pytest

from tests.constructed_study import estimate
from vexas_evidence.analysis.lift.differing import difference
from vexas_evidence.analysis.lift.likeness import Form, is_same_kind, prints


@pytest.mark.parametrize(
    ("read", "token", "is_printed"),
    [
        ("18.2%", "4/22 (18.2%)", True),
        ("4/22 (18.2%)", "18.2%", True),
        ("4/22 (18.2%)", "4/22 (18.2%)", True),
        ("4/22 (18.2%)", "4/23 (18.2%)", False),
        ("4 (18.2%)", "4/22 (18.2%)", True),
        ("18.2%", "4/22 (18.4%)", False),
        ("4 of 22", "4/22", True),
        ("4 of 22", "4/23", False),
    ],
)
def test_a_percentage_may_be_printed_with_its_denominator_or_without(read: str, token: str, is_printed: bool) -> None:
    assert prints(estimate("response", read), Form(token)) is is_printed


@pytest.mark.parametrize(("token", "is_same"), [("4/23 (17.4%)", True), ("17.4%", True), ("4/23", False)])
def test_percentages_are_of_one_kind_with_their_denominator_and_without(token: str, is_same: bool) -> None:
    assert is_same_kind(estimate("response", "18.2%"), token) is is_same


@pytest.mark.parametrize(
    ("measure", "read", "token"),
    [
        ("median", "7.1 months (95% CI 5.2 to 9.0)", "7.1 months"),
        ("mean", "-0.2 g/dL (SD 0.9)", "-0.2 g/dL"),
        ("median", "63 years (range 41-79)", "63 years"),
    ],
)
def test_the_number_before_an_interval_or_spread_is_recognized(measure: str, read: str, token: str) -> None:
    assert prints(estimate("response", read, measure=measure), Form(token))


def test_another_number_than_that_before_an_interval_is_a_difference() -> None:
    survival = estimate("response", "7.1 months (95% CI 5.2 to 9.0)", measure="median")
    assert difference(survival, Form("8.1 months")) == "another number"
