"""Which counts and denominators a percentage fits, and what is said where it fits none, against exact fractions."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vexas_evidence.analysis.percentages import (
    Inference,
    Underivable,
    contradiction,
    counts_printing,
    denominators_printing,
    infer_count,
    infer_denominator,
    percentage,
    truncated_counts,
    truncated_denominators,
)
from vexas_evidence.text.printed import Printed

same_each_time = settings(derandomize=True, database=None, deadline=None, max_examples=100)


def printed(text: str) -> Printed:
    """A percentage such as "98.3" or "<1"."""
    bound = text[0] if text[0] in "<>≤≥≈" else ""
    digits = text.removeprefix(bound)
    return Printed(text, Decimal(digits), bound, "%", len(digits.partition(".")[2]))


UP_TO_TEN = Printed("5–10%", Decimal(5), unit="%", upper=Decimal(10))


CONTRADICTIONS = {
    (113, 116, "98.3"): "113 of 116 is 97.4%, not 98.3%; 98.3% fits 114 of 116, or 113 of 115",
    (1, 116, "98.3"): "1 of 116 is 0.9%, not 98.3%; 98.3% fits 114 of 116; no denominator of 1 fits",
    (21, 36, "77.8"): "21 of 36 is 58.3%, not 77.8%; 77.8% fits 28 of 36, or 21 of 27",
    (9, 36, "38.9"): "9 of 36 is 25.0%, not 38.9%; 38.9% fits 14 of 36; no denominator of 9 fits",
    (30, 90, "34"): (
        "30 of 90 is 33.3%, not 34%; 34% fits 31 of 90, or 30 of 87 to 89; if decimals were cut, 30 of 86 would fit"
    ),
    (6, 67, "8.9"): (
        "6 of 67 is 8.96%, which rounds to 9.0%; 8.9% fits it only if decimals are cut (truncation); "
        "no count of 67 and no denominator of 6 fit"
    ),
    (48, 88, "54"): (
        "48 of 88 is 54.55%, which rounds to 55%; 54% fits it only if decimals are cut (truncation); "
        "54% fits 48 of 89; no count of 88 fits"
    ),
    (27, 200, "13"): (
        "27 of 200 is 13.5%, which rounds to 14%; 13% fits it only if decimals are cut (truncation); "
        "13% fits 25 and 26 of 200, or 27 of 201 to 216"
    ),
    (27, 88, "54"): (
        "27 of 88 is 30.7%, not 54%; 54% fits 27 of 50; no count of 88 fits; if decimals were cut, 48 of 88 would fit"
    ),
    (30, 88, "54"): (
        "30 of 88 is 34.1%, not 54%; 54% fits 30 of 56; no count of 88 fits; "
        "if decimals were cut, 48 of 88 or 30 of 55 would fit"
    ),
    (3, 50, "0"): "3 of 50 is 6.0%, not 0%; 0% fits 0 of 50; if decimals were cut, 3 of 301 to 599 would fit",
    (0, 50, "5"): "0 of 50 is 0.0%, not 5%; no count of 50 fits",
    (3549, 10_000, "36"): (
        "3549 of 10000 is 35.49%, not 36%; 36% fits 3550 to 3650 of 10000, or 3549 of 9724 to 9997; "
        "if decimals were cut, 3651 to 3699 of 10000 or 3549 of 9592 to 9723 would fit"
    ),
    (4, 5, "130"): "4 of 5 is 80.0%, not 130%; no count of 5 and no denominator of 4 fit",
    (4, 5, "-1"): "4 of 5 is 80.0%, not -1%; no count of 5 and no denominator of 4 fit",
    (687, 1250, "54"): (
        "687 of 1250 is 54.96%, which rounds to 55%; 54% fits it only if decimals are cut (truncation); "
        "54% fits 669 to 681 of 1250, or 687 of 1261 to 1284"
    ),
    (1, 99, "<1"): "1 of 99 is 1.0%, not <1%",
    (5, 10, "<1"): "5 of 10 is 50.0%, not <1%",
    (1, 100, "<1"): "1 of 100 is 1.0%, not <1%",
    (5, 10, ">99"): "5 of 10 is 50.0%, not >99%",
    (99, 100, ">99"): "99 of 100 is 99.0%, not >99%",
    (6, 10, "≤59"): "6 of 10 is 60.0%, not ≤59%",
    (6, 10, "≥61"): "6 of 10 is 60.0%, not ≥61%",
    (12, 9, "100"): "a count of 12 is above its denominator of 9",
    (1, 0, "100"): "a count of 1 is above its denominator of 0",
    (0, 0, "0"): "0% of a denominator of 0, of which there is no percentage",
}
ON_EVERY_DENOMINATOR = {
    (4, "98.3"): "no denominator of 4 fits 98.3%: 4 of 4 is 100.0%, 4 of 5 is 80.0%",
    (6, "8.9"): ("no denominator of 6 fits 8.9%: 6 of 67 is 8.96%, 6 of 68 is 8.8%; 67 would fit if decimals were cut"),
    (4, "130"): "no denominator of 4 fits 130%: 4 of 4 is 100.0%",
    (4, "-1"): "no denominator of 4 fits -1%: 4 of 4 is 100.0%",
    (3, ">100"): "no denominator of 3 fits >100%: 3 of 3 is 100.0%, 3 of 4 is 75.0%",
    (0, "5"): "0 of any denominator is 0%, not 5%",
    (0, ">1"): "0 of any denominator is 0%, not >1%",
}
COMPATIBLE = [
    (14, 36, "38.9"),
    (11, 88, "12"),
    (11, 88, "13"),
    (1, 240, "<1"),
    (0, 31, "0"),
    (0, 31, "<1"),
    (100, 100, ">99"),
    (6, 10, "≤60"),
    (605, 1000, "≤60"),
    (6, 10, "≥60"),
    (595, 1000, "≥60"),
    (82, 82, "100"),
    (5, 10, "≈60"),
    (200, None, "61"),
    (50, None, "61"),
    (0, None, "0"),
    (0, None, "<1"),
    (3, None, "0"),
    (3, None, "<1"),
    (3, None, "≤0"),
    (3, None, ">99"),
    (3, None, "≥100"),
    (1, None, "0.000000000000001"),
]


@pytest.mark.parametrize(("given_numbers", "reason"), CONTRADICTIONS.items())
def test_numbers_that_do_not_fit_are_said_not_to_and_what_would(
    given_numbers: tuple[int, int, str], reason: str
) -> None:
    count, denominator, text = given_numbers
    assert contradiction(printed(text), count, denominator) == reason


@pytest.mark.parametrize(("given_numbers", "reason"), ON_EVERY_DENOMINATOR.items())
def test_a_count_and_a_percentage_that_no_denominator_fits_contradict_each_other(
    given_numbers: tuple[int, str], reason: str
) -> None:
    count, text = given_numbers
    assert contradiction(printed(text), count, None) == reason


@pytest.mark.parametrize(("count", "denominator", "text"), COMPATIBLE)
def test_numbers_that_may_fit_are_not_called_false(count: int, denominator: int | None, text: str) -> None:
    assert contradiction(printed(text), count, denominator) is None


def test_a_range_of_percentages_contradicts_no_count() -> None:
    assert contradiction(UP_TO_TEN, 5, 10) is None


def test_no_reason_calls_a_print_a_misprint() -> None:
    assert not any("misprint" in reason for reason in (*CONTRADICTIONS.values(), *ON_EVERY_DENOMINATOR.values()))


@pytest.mark.parametrize(
    ("count", "text", "value", "reason"),
    [
        (50, "61", 82, "the only denominator at which 50 rounds to 61%; 81 would fit if decimals were cut"),
        (1, "100", 1, "the only denominator at which 1 rounds to 100%"),
        (200, "61", None, "five denominators fit: 326 to 330, so none is inferred"),
        (60, "61", None, "two denominators fit: 98 and 99, so none is inferred"),
        (337, "61", None, "10 denominators fit: 548 to 557, so none is inferred"),
        (1000, "61", None, "26 denominators fit: 1627 to 1652, so none is inferred"),
        (4, "98.3", None, "no denominator of 4 fits 98.3%"),
        (6, "8.9", None, "no denominator of 6 fits 8.9%; 67 would fit if decimals were cut"),
        (0, "0", None, "a count of 0 fits every denominator, so none is inferred"),
        (3, "0", None, "0% does not bound its denominator, so none is inferred"),
        (3, "≥61", None, "≥61% does not bound its denominator, so none is inferred"),
    ],
)
def test_a_denominator_is_inferred_where_one_fits_and_none_where_several_do(
    count: int, text: str, value: int | None, reason: str
) -> None:
    inferred = infer_denominator(count, printed(text))
    assert (inferred.value, inferred.reason) == (value, reason)


@pytest.mark.parametrize(
    ("text", "denominator", "value", "reason"),
    [
        ("80", 88, 70, "the only count that rounds to 80% of 88; 71 would fit if decimals were cut"),
        ("61", 82, 50, "the only count that rounds to 61% of 82"),
        ("54", 88, None, "no count of 88 fits 54%; 48 would fit if decimals were cut"),
        ("61", 0, None, "no count of 0 fits 61%"),
        ("50", 400, None, "five counts fit: 198 to 202, so none is inferred"),
        ("<5", 88, None, "<5% is no single percentage, so no count is inferred"),
    ],
)
def test_a_count_is_inferred_where_one_fits_and_none_where_several_do(
    text: str, denominator: int, value: int | None, reason: str
) -> None:
    inferred = infer_count(printed(text), denominator)
    assert (inferred.value, inferred.reason) == (value, reason)


def test_a_range_of_percentages_infers_no_count_and_no_denominator() -> None:
    assert infer_count(UP_TO_TEN, 100).value is None
    assert infer_denominator(5, UP_TO_TEN).value is None


def test_what_would_fit_if_decimals_were_cut_is_no_part_of_why_a_number_is_inferred() -> None:
    assert infer_denominator(50, printed("61")) == Inference(
        82, "the only denominator at which 50 rounds to 61%", "81 would fit if decimals were cut"
    )


def test_a_percentage_is_written_with_its_bound_and_without_an_exponent() -> None:
    assert percentage(printed("<0.0000001")) == "<0.0000001%"


@pytest.mark.parametrize("number", [printed("<5"), UP_TO_TEN])
def test_a_bound_or_a_range_has_no_counts_and_no_denominators_by_rounding_or_truncation(number: Printed) -> None:
    assert counts_printing(number, 20) == range(0)
    assert truncated_denominators(1, number) == range(0)
    assert truncated_counts(number, 20) == range(0)
    with pytest.raises(Underivable, match="does not bound its denominator"):
        denominators_printing(1, number)


def test_a_range_has_no_denominator_of_which_its_lower_end_is_cut() -> None:
    assert truncated_denominators(50, replace(printed("60"), upper=Decimal(70))) == range(0)


def test_a_denominator_of_nobody_has_no_counts() -> None:
    assert counts_printing(printed("0"), 0) == range(0)
    assert truncated_counts(printed("0"), 0) == range(0)


@pytest.mark.parametrize("count", [0, -1])
def test_a_count_of_nobody_gives_no_denominator(count: int) -> None:
    with pytest.raises(Underivable, match=r"^a count of 0 fits every denominator$"):
        denominators_printing(count, printed("61"))


@pytest.mark.parametrize("text", ["0", "0.0", "0.00"])
def test_a_percentage_that_may_be_zero_gives_no_denominator(text: str) -> None:
    with pytest.raises(Underivable, match=f"^{text}% does not bound its denominator$"):
        denominators_printing(1, printed(text))


def test_a_percentage_that_next_to_nobody_has_gives_no_denominator() -> None:
    with pytest.raises(Underivable, match=r"^0.000000000000001% does not bound its denominator$"):
        denominators_printing(1, printed("0.000000000000001"))


@pytest.mark.parametrize(("count", "is_bounded"), [(5, True), (6, False)])
def test_a_denominator_is_at_most_ten_to_the_fifteenth_times_its_count_over_the_percentage(
    count: int, is_bounded: bool
) -> None:
    number = printed("0.000000000001")
    if is_bounded:
        assert denominators_printing(count, number)
    else:
        with pytest.raises(Underivable, match="does not bound its denominator"):
            denominators_printing(count, number)


def test_a_negative_percentage_has_no_denominators() -> None:
    assert denominators_printing(4, printed("-1")) == range(0)
    assert truncated_denominators(4, printed("-1")) == range(0)
    assert truncated_counts(printed("-1"), 4) == range(0)


@pytest.mark.parametrize("text", ["<54", "≈54", "-1"])
def test_a_bound_and_a_negative_percentage_have_no_truncated_counts(text: str) -> None:
    assert truncated_counts(printed(text), 88 if "54" in text else 400) == range(0)


def test_a_percentage_of_zero_may_be_what_is_left_of_one_that_is_cut() -> None:
    assert truncated_counts(printed("0"), 400) == range(3, 4)


def test_a_tie_that_both_rules_round_up_does_not_fit() -> None:
    assert list(denominators_printing(3, printed("37"))) == []


def test_a_tie_that_half_even_rounds_down_is_not_truncated() -> None:
    assert list(truncated_denominators(1, printed("12"))) == []
    assert list(truncated_counts(printed("12"), 8)) == []


def test_the_counts_of_a_percentage_that_may_be_zero_begin_with_nobody() -> None:
    assert counts_printing(printed("0"), 400) == range(3)


def test_the_counts_of_a_denominator_that_no_study_has_are_not_tried_one_by_one() -> None:
    assert counts_printing(printed("50"), 10**12) == range(495_000_000_000, 505_000_000_001)


LARGEST_COUNT, LARGEST_DENOMINATOR = 6, 130


@st.composite
def percentages(draw: st.DrawFn) -> Printed:
    """A percentage of at most one decimal; every second one is that of a count, rounded up, down or cut."""
    decimals = draw(st.integers(0, 1))
    if draw(st.booleans()):
        denominator = draw(st.integers(1, LARGEST_DENOMINATOR))
        exact = Fraction(100 * 10**decimals * draw(st.integers(0, denominator)), denominator)
        units = int(exact) + draw(st.integers(0, 1))
    else:
        units = draw(st.integers(0, 101 * 10**decimals))
    value = Decimal(units).scaleb(-decimals)
    return Printed(f"{value}%", value, unit="%", decimals=decimals)


COUNTS, DENOMINATORS = st.integers(0, LARGEST_COUNT), st.integers(1, LARGEST_DENOMINATOR)


@cache
def prints_of(count: int, denominator: int, decimals: int) -> tuple[set[int], int]:
    """The percentages that a share is printed as by half-up and half-even, and by cutting, in printed units."""
    exact = Fraction(100 * 10**decimals * count, denominator)
    return {floor(exact + Fraction(1, 2)), round(exact)}, floor(exact)


def rounds(count: int, denominator: int, number: Printed) -> bool:
    rounded, _ = prints_of(count, denominator, number.decimals)
    return int(number.value.scaleb(number.decimals)) in rounded


def is_cut(count: int, denominator: int, number: Printed) -> bool:
    rounded, cut = prints_of(count, denominator, number.decimals)
    return int(number.value.scaleb(number.decimals)) == cut and cut not in rounded


@cache
def denominators_of(count: int, decimals: int) -> dict[int, list[int]]:
    """The denominators of a count by the percentage that they round to, in printed units; beyond them it is zero."""
    found: dict[int, list[int]] = {}
    for denominator in range(max(count, 1), 2 * 100 * 10**decimals * count + 2):
        for units in prints_of(count, denominator, decimals)[0]:
            found.setdefault(units, []).append(denominator)
    return found


def fitting(count: int, number: Printed) -> list[int]:
    return denominators_of(count, number.decimals).get(int(number.value.scaleb(number.decimals)), [])


@same_each_time
@given(percentages(), DENOMINATORS)
def test_the_counts_are_all_that_round_to_the_percentage(number: Printed, denominator: int) -> None:
    tried = range(denominator + 1)
    assert list(counts_printing(number, denominator)) == [k for k in tried if rounds(k, denominator, number)]


@same_each_time
@given(percentages().filter(lambda number: number.value > 0), st.integers(1, LARGEST_COUNT))
def test_the_denominators_are_all_that_round_to_the_percentage(number: Printed, count: int) -> None:
    assert list(denominators_printing(count, number)) == fitting(count, number)


@same_each_time
@given(percentages().filter(lambda number: number.value > 0), COUNTS)
def test_the_truncated_denominators_are_all_that_are_cut_and_do_not_round(number: Printed, count: int) -> None:
    tried = range(max(count, 1), 100 * 10**number.decimals * count + 2)
    assert list(truncated_denominators(count, number)) == [n for n in tried if is_cut(count, n, number)]


@same_each_time
@given(percentages(), DENOMINATORS)
def test_the_truncated_counts_are_all_that_are_cut_and_do_not_round(number: Printed, denominator: int) -> None:
    cut = [k for k in range(denominator + 1) if is_cut(k, denominator, number)]
    assert list(truncated_counts(number, denominator)) == cut


@same_each_time
@given(percentages(), st.integers(0, LARGEST_DENOMINATOR), DENOMINATORS)
def test_a_percentage_contradicts_exactly_the_fractions_that_do_not_round_to_it(
    number: Printed, count: int, denominator: int
) -> None:
    reason = contradiction(number, count, denominator)
    assert (reason is None) == (count <= denominator and rounds(count, denominator, number))
    assert not (reason and count <= denominator) or ("(truncation)" in reason) == is_cut(count, denominator, number)


@same_each_time
@given(percentages(), COUNTS)
def test_a_percentage_contradicts_exactly_the_counts_that_no_denominator_fits(number: Printed, count: int) -> None:
    assert (contradiction(number, count, None) is None) == bool(fitting(count, number))


@same_each_time
@given(st.sampled_from("<>≤≥"), percentages(), COUNTS, st.integers(1, LARGEST_COUNT))
def test_a_bound_holds_for_the_shares_on_its_side(sign: str, number: Printed, count: int, denominator: int) -> None:
    share, half = Fraction(100 * count, denominator), Fraction(1, 2 * 10**number.decimals)
    value = Fraction(number.value)
    holds = {"<": share < value, ">": share > value, "≤": share <= value + half, "≥": share >= value - half}[sign]
    bound = printed(f"{sign}{number.value}")
    assert (contradiction(bound, count, denominator) is None) == (holds and count <= denominator)


@same_each_time
@given(percentages(), COUNTS)
def test_a_denominator_is_inferred_exactly_where_one_rounds_to_the_percentage(number: Printed, count: int) -> None:
    found = fitting(count, number) if count and number.value else []
    assert infer_denominator(count, number).value == (found[0] if len(found) == 1 else None)


@same_each_time
@given(percentages(), DENOMINATORS)
def test_a_count_is_inferred_exactly_where_one_rounds_to_the_percentage(number: Printed, denominator: int) -> None:
    found = [k for k in range(denominator + 1) if rounds(k, denominator, number)]
    assert infer_count(number, denominator).value == (found[0] if len(found) == 1 else None)
