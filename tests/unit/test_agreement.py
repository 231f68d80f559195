from __future__ import annotations

import pytest

from vexas_evidence.text.agreement import in_digits, same_number, same_time, truncated
from vexas_evidence.text.printed import parse


@pytest.mark.parametrize(
    ("one", "other"),
    [("77%", "76.9%"), ("36.4%", "36%"), ("62%", "62.5%"), ("63%", "62.5%"), ("3.1 years", "3.1 years")],
)
def test_a_number_is_the_same_where_one_printing_rounds_to_the_other(one: str, other: str) -> None:
    assert same_number(parse(one), parse(other))


@pytest.mark.parametrize(("one", "other"), [("77%", "76.4%"), ("76%", "76.9%"), ("77%", "77"), ("≥25%", "25%")])
def test_a_number_is_another_where_neither_rounds_to_the_other(one: str, other: str) -> None:
    assert not same_number(parse(one), parse(other))


def test_truncation_is_told_apart_from_rounding() -> None:
    assert (truncated(parse("76%"), parse("76.9%")), truncated(parse("77%"), parse("76.9%"))) == (True, False)


@pytest.mark.parametrize("token", ["6 months", "six months", "6-month", "month 6", "Month 6"])
def test_six_months_are_printed_in_many_ways(token: str) -> None:
    assert same_time("6 months", token)


def test_a_year_is_twelve_months() -> None:
    assert same_time("12 months", "1 year")


@pytest.mark.parametrize("token", ["6", "6 weeks", "first 6 months", "12 months", "6%", "≥6 months"])
def test_what_is_not_six_months(token: str) -> None:
    assert not same_time("6 months", token)


def test_a_bare_number_is_a_time_with_the_unit_printed_apart_from_it() -> None:
    assert same_time("6 months", "6", "months")


def test_number_words_are_digits_by_value() -> None:
    assert in_digits("Four of five") == "4 of 5"
