"""Checks that set counts, denominators and percentages against each other, on studies constructed for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.constructed_study import estimate, numbers_of, participants
from vexas_evidence.analysis.checks import ConsistencyResult, Found, consistency
from vexas_evidence.analysis.checks.denominators import denominators_known
from vexas_evidence.analysis.checks.entries import every_name_has_an_estimate
from vexas_evidence.analysis.checks.printed_numbers import percentages_fit_their_counts
from vexas_evidence.analysis.checks.readings import readings_agree
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model.estimation import Subset
from vexas_evidence.model.vocabulary import Timepoint

Check = Callable[[Numbers], ConsistencyResult]


def found(included: str | None, *printed: str) -> list[Found]:
    estimates = ([participants(included)] if included else []) + [estimate("response", *printed)]
    return list(percentages_fit_their_counts(numbers_of(*estimates)))


@pytest.mark.parametrize(
    ("included", "printed", "message"),
    [
        (
            "116",
            "113 (98.3%)",
            "'113 (98.3%)': 113 of 116 is 97.4%, not 98.3%; 98.3% fits 114 of 116, or 113 of 115",
        ),
        (
            "116",
            "1 (98.3%)",
            "'1 (98.3%)': 1 of 116 is 0.9%, not 98.3%; 98.3% fits 114 of 116; no denominator of 1 fits",
        ),
        (
            None,
            "4 (98.3%)",
            "'4 (98.3%)': no denominator of 4 fits 98.3%: 4 of 4 is 100.0%, 4 of 5 is 80.0%",
        ),
        ("36", "21 (77.8%)", "'21 (77.8%)': 21 of 36 is 58.3%, not 77.8%; 77.8% fits 28 of 36, or 21 of 27"),
    ],
)
def test_a_percentage_that_is_not_that_of_its_count_is_found(included: str | None, printed: str, message: str) -> None:
    [discrepancy] = found(included, printed)
    assert discrepancy.found == message
    assert discrepancy.expected == "a percentage, a count and a denominator that fit"


def test_the_percentage_of_one_reading_is_compared_with_the_fraction_of_another() -> None:
    [discrepancy] = found("36", "21 of 36", "77.8%")
    assert discrepancy.about == "response/marsh-bulletin: 77.8% against 21 of 36"


@pytest.mark.parametrize(
    ("included", "printed"),
    [
        ("116", ["113 (97.4%)"]),
        ("36", ["14 (38.9%)"]),
        ("88", ["11 (12%)"]),
        ("88", ["11 (13%)"]),
        (None, ["200 (61%)"]),
        (None, ["50 (61%)"]),
        ("31", ["0 (0%)"]),
        ("116", ["98.3%"]),
        ("22", ["4 of 22", "18.2%"]),
    ],
)
def test_percentages_that_fit_their_counts_are_not_found(included: str | None, printed: list[str]) -> None:
    assert found(included, *printed) == []


def test_a_count_above_its_denominator_is_for_the_check_of_counts() -> None:
    assert found("9", "12 (75%)") == []


@pytest.mark.parametrize("printed", [("4 of 22", "18.2%"), ("18.2%", "4 of 22")])
def test_a_fraction_and_its_percentage_are_one_number_in_two_sources(printed: tuple[str, str]) -> None:
    assert list(readings_agree(numbers_of(participants("22"), estimate("response", *printed)))) == []


@pytest.mark.parametrize(
    ("printed", "message"),
    [
        (("4 of 22", "5 (18.2%)"), "'5 (18.2%)' in marsh-bulletin"),
        (("4 of 22", "5 of 22"), "'5 of 22' in marsh-bulletin"),
        (("18.2%", "19.2%"), "'19.2%' in marsh-bulletin"),
    ],
)
def test_another_count_or_percentage_in_another_source_is_found(printed: tuple[str, str], message: str) -> None:
    numbers = numbers_of(participants("22"), estimate("response", *printed))
    assert [each.found for each in readings_agree(numbers)] == [message]


def test_a_contradiction_that_a_source_prints_may_be_declared_and_still_has_no_interval() -> None:
    numbers = numbers_of(participants("116"), estimate("response", "113 (98.3%)"))
    [discrepancy] = percentages_fit_their_counts(numbers)
    named, _, shown = discrepancy.about.partition(": ")
    printed, _, against = shown.partition(" against ")
    assert (named, printed, against) == ("response/marsh-bulletin", "113 (98.3%)", "113 of 116")
    assert numbers.interval(numbers.study.estimates["response"]) is None


def test_a_bound_is_no_percentage_that_some_count_has_to_print_as() -> None:
    result = consistency.possible_percentages(numbers_of(participants("40"), estimate("response", "<1%")))
    assert result.summary == (
        "possible percentages: not testable (1 with a bound, below or above which some count always is)"
    )


def test_a_percentage_of_a_known_denominator_is_one_that_some_count_prints_as() -> None:
    result = consistency.possible_percentages(numbers_of(participants("88"), estimate("response", "54%")))
    assert [each.found for each in result.found] == ["no count of 88 rounds to 54%; truncation alone would explain it"]


SILENT = {
    "possible percentages": "not testable (no percentage)",
    "a shared denominator is possible": "not testable (no outcome with several percentages in a study of known size)",
    "parts within wholes": "not testable (nobody is said to be among others)",
    "ever at least each time": ("not testable (no outcome with a percentage at a time and one for all of follow-up)"),
    "survival never rises": "not testable (no survival at two times)",
    "median within its range": "not testable (no median with a range)",
    "highlights against numbers": "not testable (no claim)",
    "sources agree": "not testable (no number)",
}


@pytest.mark.parametrize("check", consistency.CONSISTENCY_CHECKS)
def test_a_check_of_a_study_without_numbers_says_why_it_tests_nothing(check: Check) -> None:
    numbers = numbers_of()
    study = replace(
        numbers.study,
        results=numbers.study.results.model_copy(update={"subsets": ()}),
        narrative=numbers.study.narrative.model_copy(update={"claims": ()}),
    )
    result = check(Numbers(numbers.evidence, study))
    assert result.summary == f"{result.check}: {SILENT[result.check]}"


@pytest.mark.parametrize(
    ("included", "printed", "power"),
    [
        ("88", "80%", "would catch 10% of wrong values"),
        ("150", "80%", "too weak to catch a wrong value here"),
        ("150", "80.0%", "would catch 85% of wrong values"),
        ("997", "79.9%", "would catch less than 1% of wrong values"),
    ],
)
def test_the_power_of_a_check_of_percentages_is_that_of_their_decimals(included: str, printed: str, power: str) -> None:
    result = consistency.possible_percentages(numbers_of(participants(included), estimate("response", printed)))
    assert result.summary == f"possible percentages: pass (1 tested; {power})"


WEAK = "too weak to catch a wrong value here"


def test_a_check_that_would_let_every_wrong_value_pass_says_so() -> None:
    ever = estimate("ever", "100%", timepoint="ever")
    numbers = numbers_of(ever, estimate("at-week-4", "80%"))
    timepoints = (*numbers.evidence.vocabulary.timepoints, Timepoint(id="ever", label="at any time", ever=True))
    vocabulary = numbers.evidence.vocabulary.model_copy(update={"timepoints": timepoints})
    result = consistency.ever_at_least_each_time(
        Numbers(replace(numbers.evidence, vocabulary=vocabulary), numbers.study)
    )
    assert result.summary == f"ever at least each time: pass (1 tested; {WEAK})"


def test_a_part_of_all_participants_is_weak_evidence() -> None:
    numbers = numbers_of(participants("40"), estimate("response", "30 of 40"))
    subset = Subset(part="response", whole="included", reason="They are said to be of all.")
    results = numbers.study.results.model_copy(update={"subsets": (subset,)})
    result = consistency.parts_within_wholes(Numbers(numbers.evidence, replace(numbers.study, results=results)))
    assert result.summary == f"parts within wholes: pass (1 tested; {WEAK})"


def test_those_with_an_outcome_are_not_all_of_their_population() -> None:
    of_fever = estimate("included", "40", measure="count")
    [wrong] = denominators_known(numbers_of(of_fever, estimate("rash", "9 of 40", outcome="rash")))
    assert wrong.found == "included, the denominator of its own population, has an outcome for efficacy"


def test_a_population_whose_number_is_printed_has_a_denominator() -> None:
    other = estimate("others", "12", outcome="patients-included", population="unknown", measure="count")
    [wrong] = denominators_known(numbers_of(participants("40"), other))
    assert wrong.found == "not stated, and others is the number of 'unknown'"


def test_a_count_of_an_outcome_is_no_denominator_that_is_not_stated() -> None:
    other = estimate("others", "12", outcome="rash", population="unknown", measure="count")
    assert list(denominators_known(numbers_of(participants("40"), other))) == []


def test_a_population_without_an_estimate_is_found() -> None:
    found = {each.found for each in every_name_has_an_estimate(numbers_of(participants("40")))}
    assert "population 'unknown' has no estimate" in found
    assert "population 'everyone' has no estimate" not in found


def test_a_study_without_estimates_has_names_to_come() -> None:
    assert list(every_name_has_an_estimate(numbers_of())) == []
