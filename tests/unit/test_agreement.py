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


@pytest.mark.parametrize(("other", "is_same"), [("48 h", True), ("48 hrs", True), ("48 minutes", False), ("48", False)])
def test_a_number_in_another_spelling_of_its_unit_is_the_same(other: str, is_same: bool) -> None:
    assert same_number(parse("48 hours"), parse(other)) == is_same


def test_a_year_is_twelve_months() -> None:
    assert same_time("12 months", "1 year")


@pytest.mark.parametrize("token", ["6", "6 weeks", "first 6 months", "12 months", "6%", "≥6 months"])
def test_what_is_not_six_months(token: str) -> None:
    assert not same_time("6 months", token)


def test_a_bare_number_is_a_time_with_the_unit_printed_apart_from_it() -> None:
    assert same_time("6 months", "6", "months")


def test_number_words_are_digits_by_value() -> None:
    assert in_digits("Four of five") == "4 of 5"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("0.4–5.6", "0.4–5.6"),
        ("0.44–5.6", "0.4–5.6"),
        ("0.4–5.55", "0.4–5.6"),
        ("63%", "62.5%"),
        ("62%", "62.5%"),
        ("5.0", "5"),
        ("≥25%", "≥25.2%"),
    ],
)
def test_both_ends_of_a_number_are_compared_at_the_decimals_of_both(one: str, other: str) -> None:
    assert (same_number(parse(one), parse(other)), same_number(parse(other), parse(one))) == (True, True)


@pytest.mark.parametrize(
    ("one", "other"),
    [("0.4–5.6", "0.4–5.7"), ("0.4–5.6", "0.5–5.6"), ("0.4–5.6", "0.4"), ("0.4", "0.4–5.6"), ("5 years", "5 months")],
)
def test_a_range_is_another_where_an_end_or_the_unit_is(one: str, other: str) -> None:
    assert not same_number(parse(one), parse(other))


@pytest.mark.parametrize(
    ("one", "other", "cut"),
    [
        ("76%", "76.9%", True),
        ("76.9%", "76%", True),
        ("76%", "76.2%", False),
        ("75%", "76.9%", False),
        ("76", "76.9%", False),
        ("0.4–5", "0.4–5.9", False),
        ("1–5", "1.2–5.9", True),
    ],
)
def test_decimals_are_cut_where_no_rounding_gives_the_number(one: str, other: str, cut: bool) -> None:
    assert truncated(parse(one), parse(other)) == cut


@pytest.mark.parametrize(
    ("duration", "token"),
    [
        *(
            ("12 months", token)
            for token in ("1 year", "one year", "12-month", "1-year", "month 12", "year 1", "Year-1")
        ),
        *(("14 days", token) for token in ("2 weeks", "2-week", "week 2", "two weeks", "14-day", "day 14", "days 14")),
        *(("6 cycles", token) for token in ("cycle 6", "6-cycle", "six cycles", "cycles-6")),
        ("1–2 years", "12–24 months"),
        ("1.5 years", "18 months"),
        ("year 1.5", "18 months"),
        ("year 1.25", "15 months"),
        ("year 12.25", "147 months"),
        ("≥1 year", "≥12 months"),
        ("first 2 weeks", "first 14 days"),
        ("first six months", "first 6 months"),
    ],
)
def test_one_time_is_printed_in_several_units(duration: str, token: str) -> None:
    assert (same_time(duration, token), same_time(token, duration)) == (True, True)


@pytest.mark.parametrize(
    ("duration", "token"),
    [
        ("4 weeks", "1 month"),
        ("6 cycles", "6 months"),
        ("5%", "5 %%"),
        ("5 mg", "5 ng"),
        ("x", "y"),
        ("1–2 years", "12–25 months"),
        ("1–2 years", "12 months"),
        ("≥1 year", "12 months"),
        ("first 6 months", "first 7 months"),
        ("5 patients", "five patients."),
    ],
)
def test_another_time_is_not_the_same(duration: str, token: str) -> None:
    assert (same_time(duration, token), same_time(token, duration)) == (False, False)


def test_a_number_that_is_no_time_is_no_time_in_words() -> None:
    assert not same_time("5 mg", "five mg")


@pytest.mark.parametrize(
    ("token", "unit", "same"),
    [("6", "months", True), ("6", "weeks", False), ("6", None, False), ("six", "months", True)],
)
def test_a_bare_number_takes_the_unit_that_is_printed_elsewhere(token: str, unit: str | None, same: bool) -> None:
    assert same_time("6 months", token, unit) == same


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("Four of five", "4 of 5"),
        ("ONE HUNDRED AND TWELVE", "112"),
        ("often", "often"),
        ("sixth", "sixth"),
        ("twenty-one x", "21 x"),
    ],
)
def test_only_whole_number_words_become_digits(text: str, digits: str) -> None:
    assert in_digits(text) == digits


def test_what_agrees_word_for_word_is_one_time() -> None:
    assert same_time("5 mg", "5 mg")
