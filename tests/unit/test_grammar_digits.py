"""Digits as they are printed: their groups, their decimal sign, their power of ten."""

from __future__ import annotations

import pytest

from vexas_evidence.text.grammar.digits import UNDECLARED_COMMA, plain
from vexas_evidence.text.grammar.reading import read


def numbers(text: str) -> list[str]:
    return [part.value for each in read(text).prints for part in each.parts]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3 × 10⁵", "3e5"),
        ("3 × 10⁻⁴⁸", "3e-48"),
        ("3 × 10⁺⁴", "3e4"),
        ("3 × 10^5", "3e5"),
        ("3 × 10^ 9", "3e9"),
        ("3 × 10^-9", "3e-9"),
        ("3 × 10^−9", "3e-9"),
        ("3 × 10^+9", "3e9"),
        ("3 × 10^{+9}", "3e9"),
        ("3 × 10^{-5}", "3e-5"),
        ("3 × 10^123", "3e123"),
        ("3 × 10¹²³", "3e123"),
        ("3 × 10-4", "3e-4"),
        ("10^-4", "1e-4"),
        ("10⁻¹²", "1e-12"),
        ("3 × 10−4", "3e-4"),
        ("3 × 10-123", "3e-123"),
        ("3x10^5", "3e5"),
        ("3*10^5", "3e5"),
        ("3 * 10^5", "3e5"),
        ("3 · 10^5", "3e5"),
        ("3·10^5", "3e5"),
        ("12·10^5", "12e5"),
        ("3.5 · 10^5", "3.5e5"),
        ("3e5", "3e5"),
        ("3e+5", "3e5"),
        ("3e-5", "3e-5"),
        ("3E−5", "3e-5"),
        ("3e123", "3e123"),
        ("3e5%", "3e5"),
    ],
)
def test_a_power_of_ten_belongs_to_its_number(text: str, number: str) -> None:
    assert numbers(text) == [number]


@pytest.mark.parametrize(
    "text",
    ["3 × 10^1234", "3 × 10-1234", "3 × 10⁴⁴⁴⁴", "3 × 10^x9", "3 × 10^5a", "3e1234", "3e5a", "3e5.2", "3 × 10^-1234"],
)
def test_a_power_of_four_digits_or_with_letters_is_none(text: str) -> None:
    assert [number for number in numbers(text) if "e" in number] == []


def test_a_power_of_ten_before_a_slash_begins_a_unit() -> None:
    assert numbers("3 × 10^5/L") == ["3", "× 10^5/L"]


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("1,234.5", "1234.5"),
        ("1 234", "1234"),
        ("1'234", "1234"),
        ("1’234", "1234"),
        ("0·8", "0.8"),
        ("3e+5", "3e5"),
        ("3E−5", "3e-5"),
        ("3*10^5", "3e5"),
        ("3·10^5", "3e5"),
        ("3 x 10^{5}", "3e5"),
        ("3 × 10^ +4", "3e4"),
        ("3 × 10⁺⁴", "3e4"),
        ("3 × 10⁻⁴", "3e-4"),
    ],
)
def test_printed_digits_have_one_plain_form(printed: str, number: str) -> None:
    assert plain(printed) == number


@pytest.mark.parametrize(
    ("text", "number"), [("97,3", "97.3"), ("0·8", "0.8"), ("1.234,5", "1234.5"), ("1.234", "1234")]
)
def test_a_declared_decimal_comma_makes_a_point_a_sign_of_groups(text: str, number: str) -> None:
    assert [part.value for part in read(text, decimal="comma").prints[0].parts] == [number]


@pytest.mark.parametrize("text", ["97,3", "97,32", "0,123", "1,2345", "12,5%", "1.234,5"])
def test_a_comma_that_groups_no_three_digits_is_a_decimal_comma(text: str) -> None:
    assert UNDECLARED_COMMA.search(text)


@pytest.mark.parametrize("text", ["1,234", "3·97,3", "97,3·3", "1.97,3", "97,3.3", "97"])
def test_another_comma_is_no_decimal_comma(text: str) -> None:
    assert not UNDECLARED_COMMA.search(text)


@pytest.mark.parametrize("text", ["p = 3E-5", "p = 3e−5", "P = 3 × 10⁻⁵"])
def test_a_p_value_may_have_a_power_of_ten(text: str) -> None:
    p = read(text).prints[0].p
    assert p is not None
    assert p.value == "3e-5"


def test_a_power_that_is_not_raised_is_one_before_cells() -> None:
    assert numbers("3 × 106 cells") == ["3e6", "cells"]


def test_a_number_of_millions_is_not_read_as_what_stands_before_the_word() -> None:
    found = read("1.2 million")
    assert (found.prints, [each.why for each in found.unread]) == ((), ["a number of millions"])
