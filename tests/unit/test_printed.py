from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import pytest

from vexas_evidence.text import printed
from vexas_evidence.text.agreement import same_number
from vexas_evidence.text.grammar.parts import Part
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
        ("4 of 5 women", Printed("4 of 5 women", Decimal(4), count=4, denominator=5)),
        ("4 of 5 patients (80%)", Printed("4 of 5 patients (80%)", Decimal(80), "", "%", 0, None, 4, 5)),
        (
            "4/22 (18.2%)",
            Printed("4/22 (18.2%)", Decimal("18.2"), unit="%", decimals=1, count=4, denominator=22),
        ),
        ("61% of 88", Printed("61% of 88", Decimal(61), unit="%", denominator=88)),
        ("–5", Printed("–5", Decimal(-5))),
        ("39 mg/L", Printed("39 mg/L", Decimal(39), unit="mg/L")),
        ("1 (<1%)", Printed("1 (<1%)", Decimal(1), "<", "%", count=1)),
        ("≥25%", Printed("≥25%", Decimal(25), "≥", "%")),
        ("65 years or older", Printed("65 years or older", Decimal(65), "≥", "years")),
        ("12 years and above", Printed("12 years and above", Decimal(12), "≥", "years")),
        ("1–2 × 10⁶", Printed("1–2 × 10⁶", Decimal("1e6"), upper=Decimal("2e6"))),
        ("two or fewer", Printed("two or fewer", Decimal(2), "≤")),
        ("at least a 25%", Printed("at least a 25%", Decimal(25), "≥", "%")),
        ("<a 25%", Printed("<a 25%", Decimal(25), "<", "%")),
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
        ("≥12,5%", Printed("≥12,5%", Decimal("12.5"), "≥", "%", decimals=1)),
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
    "text", ["6l%", "61 %x", "", "61%%", "1,23,4", "most", "4 of", "41% 54%", "5.2 ± 3.1", "3-5 ± 2", "30 (34)"]
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


@pytest.mark.parametrize(
    ("text", "value", "unit", "decimals"),
    [
        ("1e3", "1e3", "", 0),
        ("1e-3", "0.001", "", 3),
        ("FIRST 3 cycles", "3", "cycles", 0),
        ("−.5", "-0.5", "", 1),
        ("5    %", "5", "%", 0),
        ("50 patients", "50", "patients", 0),
        ("50 men", "50", "", 0),
        ("50 non-users", "50", "", 0),
        ("3 s", "3", "s", 0),
        ("3 y", "3", "years", 0),
        ("3 yrs", "3", "years", 0),
        ("3 mo", "3", "months", 0),
        ("3 wk", "3", "weeks", 0),
        ("3 d", "3", "days", 0),
        ("2 treatment cycles", "2", "cycles", 0),
        ("1" * 15, "1" * 15, "", 0),
        ("0." + "1" * 14, "0." + "1" * 14, "", 14),
    ],
)
def test_a_number_alone_has_its_value_unit_and_decimals(text: str, value: str, unit: str, decimals: int) -> None:
    assert parse(text) == Printed(text, Decimal(value), unit=unit, decimals=decimals)


@pytest.mark.parametrize(
    ("text", "count", "denominator"),
    [("5 of 10 (50%)", 5, 10), ("50 patients (50%)", 50, None), ("50% of 10", None, 10), ("50%", None, None)],
)
def test_a_percentage_keeps_its_count_and_denominator(text: str, count: int | None, denominator: int | None) -> None:
    assert parse(text) == Printed(text, Decimal(50), unit="%", count=count, denominator=denominator)


@pytest.mark.parametrize(("text", "decimals"), [("1 to 2.55", 2), ("1.25 to 2.5", 2), ("1 to 2", 0)])
def test_a_range_has_the_decimals_of_its_finer_end(text: str, decimals: int) -> None:
    assert parse(text).decimals == decimals


@pytest.mark.parametrize(
    "text",
    [
        *("5 (3-7)", "<1-5", "1-<5", "NR-5", "5-NR", "p = 0.03", "5 (50%) p = 0.03", "not reached", "first", "≥"),
        *("5% at 6 months", "3 cycles later", "6 months (5-7)", "10 [4]", "5 (SD 3)", "5 (95% CI 3-7)", "1 (10%) 2"),
        *(
            "1" * 16,
            "1" * 16 + "%",
            "1,234,567,890,123,456",
            "≥1,234,567,890,123,456",
            "NR to 5",
            "5% (3-7)",
            "3 of 5 (4-7)",
            "HR 3 (95% CI)",
        ),
        *("5 [4]", "5 (3-7) years", "3-5 p = 0.1", "grade 3: 5%", "6l 5%", "5% p=0.1"),
    ],
)
def test_what_is_more_than_one_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^'.*' is not a printed number$"):
        parse(text)


def test_a_printed_number_has_100_characters_at_most() -> None:
    assert parse("first " * 15 + "333 cycles").value == 333


def test_a_text_of_101_characters_is_no_printed_number_and_is_cut_in_the_message() -> None:
    text = "first " * 15 + "3333 cycles"
    with pytest.raises(ValueError, match=f"^'{text[:100]}' is not a printed number$"):
        parse(text)


@pytest.mark.parametrize(
    ("value", "decimals", "rounding", "expected"),
    [
        (Fraction(5, 2), 0, "ROUND_HALF_UP", "3"),
        (Fraction(7, 2), 0, "ROUND_HALF_EVEN", "4"),
        (Fraction(5, 2), 0, "ROUND_HALF_EVEN", "2"),
        (Fraction(5, 2), 0, "ROUND_DOWN", "2"),
        (Fraction(29, 10), 0, "ROUND_HALF_EVEN", "3"),
        (Fraction(29, 10), 0, "ROUND_DOWN", "2"),
        (Fraction(24, 10), 0, "ROUND_HALF_EVEN", "2"),
        (Fraction(34, 10), 0, "ROUND_HALF_EVEN", "3"),
        (Fraction(1, 3), 2, "ROUND_HALF_UP", "0.33"),
        (Fraction(2, 3), 2, "ROUND_HALF_UP", "0.67"),
    ],
)
def test_a_fraction_is_rounded_by_the_named_rule(value: Fraction, decimals: int, rounding: str, expected: str) -> None:
    assert str(printed.quantize(value, decimals, rounding)) == expected


@pytest.mark.parametrize(("decimals", "expected"), [(0, "13"), (1, "12.5"), (2, "12.50")])
def test_a_percentage_is_100_times_the_share(decimals: int, expected: str) -> None:
    assert str(printed.percent(1, 8, decimals)) == expected


def test_a_percentage_without_a_rule_has_no_decimals_and_ties_go_up() -> None:
    assert str(printed.percent(1, 8)) == "13"


@pytest.mark.parametrize(
    ("count", "denominator", "text"),
    [
        (3, 8, "38%"),
        (1, 8, "12.5%"),
        (9, 200, "4%"),
        (1, 16, "6.2%"),
        (1, 16, "6.3%"),
        (2, 3, "66.7%"),
        (1, 3, "33%"),
        (0, 5, "0%"),
    ],
)
def test_a_share_prints_as_its_rounded_percentage(count: int, denominator: int, text: str) -> None:
    assert printed.prints_as(count, denominator, parse(text))


@pytest.mark.parametrize(
    ("count", "denominator", "text"),
    [(3, 8, "37%"), (2, 3, "66.6%"), (2, 3, "66%"), (2, 3, "65%"), (1, 3, "34%"), (1, 8, "12.4%"), (1, 8, "12.6%")],
)
def test_a_share_does_not_print_as_another_percentage(count: int, denominator: int, text: str) -> None:
    assert not printed.prints_as(count, denominator, parse(text))


@pytest.mark.parametrize(("value", "places"), [("5", 0), ("5.20", 2), ("1e-3", 3), ("1e3", 0), ("Infinity", 0)])
def test_a_part_has_the_decimals_that_it_prints(value: str, places: int) -> None:
    assert Part("estimate", value, 0, len(value)).decimals == places


@pytest.mark.parametrize(
    ("text", "count", "denominator"),
    [
        ("none", 0, None),
        ("no patients", 0, None),
        ("5 patients of 10", 5, 10),
        ("nine of ten", 9, 10),
        ("5 patients (n = 9)", 5, 9),
    ],
)
def test_a_count_without_a_unit_keeps_its_count_and_denominator(text: str, count: int, denominator: int | None) -> None:
    assert parse(text) == Printed(text, Decimal(count), count=count, denominator=denominator)


USUAL = [
    *(str(count) for count in (0, 1, 12, 82, 1999, 123456789)),
    *(f"{share}%" for share in ("0", "5", "61", "07", "100", "120", "0.5", "18.20", "99.123456")),
    *(f"{count}{of}{total}" for count in (0, 1, 12, 82) for of in (" of ", "/") for total in (1, 12, 100, 2001)),
    *(f"{count} ({share}%)" for count in (0, 50, 1999) for share in ("0", "61", "161", "0.50")),
    *(f"{count}{of}82 ({share}%)" for count in (0, 50, 99) for of in (" of ", "/") for share in ("0", "61.0")),
]


def by_the_grammar(text: str) -> Printed | None:
    try:
        return replace(parse(f" {text}"), text=text)  # with a space before it, it has no usual form
    except ValueError:
        return None


@pytest.mark.parametrize("text", USUAL)
def test_a_number_of_a_usual_form_is_read_as_the_grammar_reads_it(text: str) -> None:
    try:
        read = parse(text)
    except ValueError:
        read = None
    assert read == by_the_grammar(text)
