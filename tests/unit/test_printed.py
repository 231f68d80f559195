from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import pytest

from vexas_evidence.text import printed
from vexas_evidence.text.agreement import same_number
from vexas_evidence.text.printed import Printed, parse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("88", Printed("88", Decimal(88))),
        ("61%", Printed("61%", Decimal(61), unit="%")),
        ("7.5%", Printed("7.5%", Decimal("7.5"), unit="%", decimals=1)),
        ("0.50", Printed("0.50", Decimal("0.50"), decimals=2)),
        ("50 (61%)", Printed("50 (61%)", Decimal(61), unit="%", count=50)),
        ("4 of 5", Printed("4 of 5", Decimal(4), count=4, denominator=5)),
        (
            "4/22 (18.2%)",
            Printed("4/22 (18.2%)", Decimal("18.2"), unit="%", decimals=1, count=4, denominator=22),
        ),
        ("61% of 88", Printed("61% of 88", Decimal(61), unit="%", denominator=88)),
        ("–5", Printed("–5", Decimal(-5))),
        ("39 mg/L", Printed("39 mg/L", Decimal(39), unit="mg/L")),
        ("1 (<1%)", Printed("1 (<1%)", Decimal(1), "<", "%", count=1)),
        ("≥25%", Printed("≥25%", Decimal(25), "≥", "%")),
        ("at least a 25%", Printed("at least a 25%", Decimal(25), "≥", "%")),
        ("below 2%", Printed("below 2%", Decimal(2), "<", "%")),
        ("Over 60%", Printed("Over 60%", Decimal(60), ">", "%")),
        ("≥6 cycles", Printed("≥6 cycles", Decimal(6), "≥", "cycles")),
        ("first three treatment cycles", Printed("first three treatment cycles", Decimal(3), unit="cycles")),
        ("first 3 cycles", Printed("first 3 cycles", Decimal(3), unit="cycles")),
        ("3.1 years", Printed("3.1 years", Decimal("3.1"), unit="years", decimals=1)),
        ("1 year", Printed("1 year", Decimal(1), unit="years")),
        ("about 60%", Printed("about 60%", Decimal(60), "≈", "%")),
        ("no more than 8", Printed("no more than 8", Decimal(8), "≤")),
        ("fewer than two", Printed("fewer than two", Decimal(2), "<")),
        ("1,234", Printed("1,234", Decimal(1234))),
        ("12,5%", Printed("12,5%", Decimal("12.5"), unit="%", decimals=1)),
        (".05", Printed(".05", Decimal("0.05"), decimals=2)),
        ("62 per cent", Printed("62 per cent", Decimal(62), unit="%")),
        ("5-year", Printed("5-year", Decimal(5), unit="years")),
        ("one hundred and twelve", Printed("one hundred and twelve", Decimal(112))),
        ("0.4–5.6", Printed("0.4–5.6", Decimal("0.4"), decimals=1, upper=Decimal("5.6"))),
    ],
)
def test_a_printed_number_is_read_whole(text: str, expected: Printed) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize(
    "text", ["6l%", "61 %x", "", "61%%", "1,23,4", "most", "4 of", "41% 54%", "5.2 ± 3.1", "30 (34)"]
)
def test_a_text_that_is_not_wholly_understood_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a printed number"):
        parse(text)


def test_a_bound_is_part_of_what_a_number_says() -> None:
    assert not same_number(parse("≥25%"), parse("25%"))


def test_wording_and_spacing_are_not_part_of_what_a_number_says() -> None:
    assert same_number(parse("at least a 25%"), parse("≥ 25%"))


def test_a_percent_sign_is_part_of_what_a_number_says() -> None:
    assert not same_number(parse("61%"), parse("61"))


def test_rounding_leaves_half_a_unit_of_the_last_printed_decimal() -> None:
    assert printed.rounding_bounds(parse("61%")) == (Decimal("60.5"), Decimal("61.5"))
    assert printed.rounding_bounds(parse("7.5%")) == (Decimal("7.45"), Decimal("7.55"))


def test_a_tie_goes_up_by_half_up() -> None:
    assert printed.quantize(Fraction(5, 2), 0) == 3


def test_a_tie_goes_to_the_even_digit_by_half_even() -> None:
    assert printed.quantize(Fraction(5, 2), 0, ROUND_HALF_EVEN) == 2


def test_truncation_cuts_off() -> None:
    assert printed.quantize(Fraction(2999, 1000), 0, ROUND_DOWN) == 2


def test_a_count_prints_as_a_percentage_under_either_rounding_rule() -> None:
    assert printed.prints_as(1, 8, parse("12%"))  # 12.5% by half-even
    assert printed.prints_as(1, 8, parse("13%"))  # 12.5% by half-up


@pytest.mark.parametrize(
    ("text", "fraction"),
    [
        ("5 years", Fraction(5)),
        ("6 months", Fraction(1, 2)),
        ("52 weeks", Fraction(1456, 1461)),
        ("1461 days", Fraction(4)),
        ("first 6 months", Fraction(1, 2)),
        ("0.4–5.6 years", Fraction(28, 5)),
        ("6 cycles", None),
    ],
)
def test_a_time_in_years_orders_times_of_other_units(text: str, fraction: Fraction | None) -> None:
    assert printed.years(parse(text)) == fraction
