"""What follows from one estimate; the traps of the FRENVEX numbers are the cases."""

from __future__ import annotations

import pytest

from vexas_evidence.analysis import derive, percentages
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.text.printed import parse, percent


def test_no_count_of_88_prints_as_54_percent() -> None:
    assert tuple(percentages.counts_printing(parse("54%"), 88)) == ()


def test_one_count_of_88_prints_as_80_percent() -> None:
    assert tuple(percentages.counts_printing(parse("80%"), 88)) == (70,)


def test_a_percentage_on_a_large_denominator_has_many_counts() -> None:
    assert tuple(percentages.counts_printing(parse("50%"), 400)) == (198, 199, 200, 201, 202)


def test_50_prints_as_61_percent_on_82_only() -> None:
    assert tuple(percentages.denominators_printing(50, parse("61%"))) == (82,)


def test_50_is_61_percent_of_81_if_decimals_are_cut_off() -> None:
    assert tuple(percentages.truncated_denominators(50, parse("61%"))) == (81,)


def test_the_denominators_up_to_88_that_allow_41_54_and_61_percent() -> None:
    denominators = derive.feasible_denominators((parse("41%"), parse("54%"), parse("61%")), 88)
    assert denominators == (41, 46, 54, 56, 59, 61, 69, 70, 71, 74, 76, 79, 80, 82, 83, 85, 87)


def test_the_denominators_that_allow_70_percent_of_responders_too() -> None:
    numbers = (parse("41%"), parse("54%"), parse("61%"))
    denominators = derive.feasible_denominators(numbers, 88, ((parse("61%"), parse("70%")),))
    assert denominators == (54, 61, 70, 71, 76, 82, 87)


def test_the_whole_percentages_that_no_count_of_88_prints_as_by_half_up() -> None:
    reachable = {percent(count, 88) for count in range(89)}
    assert sorted(set(range(101)) - reachable) == [4, 12, 21, 29, 37, 46, 54, 62, 71, 79, 87, 96]


def test_half_even_makes_12_and_62_percent_of_88_possible() -> None:
    impossible = [p for p in range(101) if not percentages.counts_printing(parse(f"{p}%"), 88)]
    assert impossible == [4, 21, 29, 37, 46, 54, 71, 79, 87, 96]


def test_36_percent_is_impossible_over_82() -> None:
    assert tuple(percentages.counts_printing(parse("36%"), 82)) == ()


@pytest.mark.parametrize(
    ("name", "count", "kind"),
    [
        ("mds-who-2022", 70, "inferred"),
        ("inflammatory-response-ever", 50, "reported"),
        ("response-identified-6m", 35, "inferred"),
        ("relapsed-after-stopping", 9, "reported"),
        ("re-exposure-effective", 4, "reported"),
    ],
)
def test_a_count_is_had_where_a_source_lets_it_be_known(numbers: Numbers, name: str, count: int, kind: str) -> None:
    whole = derive.counted(numbers.study, numbers.study.estimates[name]).count
    assert whole is not None
    assert (whole.value, whole.kind) == (count, kind)


@pytest.mark.parametrize(
    "name",
    ["inflammatory-response-6m", "inflammatory-response-12m", "molecular-response", "infections", "relapse-free-1y"],
)
def test_no_count_and_no_interval_without_a_denominator(numbers: Numbers, name: str) -> None:
    estimate = numbers.study.estimates[name]
    assert derive.counted(numbers.study, estimate).count is None
    assert numbers.statistics.interval(estimate.id) is None


def test_a_baseline_characteristic_has_no_interval(numbers: Numbers) -> None:
    assert numbers.statistics.interval("mds-who-2022") is None


def test_the_timing_of_responses_has_no_interval(numbers: Numbers) -> None:
    assert numbers.statistics.interval("response-identified-6m") is None


def test_rounding_infers_the_denominator_of_one_percentage_only(numbers: Numbers) -> None:
    inferred = [
        estimate.id
        for estimate in numbers.study.estimates.values()
        if numbers.study.populations[estimate.population].denominator.by == "rounding"
    ]
    assert inferred == ["inflammatory-response-ever"]
