"""What follows from one estimate, and what does not: a constructed study for each case in which nothing is derived."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.constructed_study import estimate, numbers_of, participants
from vexas_evidence.analysis import derive
from vexas_evidence.analysis.checks.readings import readings_agree
from vexas_evidence.analysis.derive import LARGEST, Participants
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.percentages import Underivable
from vexas_evidence.model import Estimate
from vexas_evidence.text.printed import Printed, parse

same_each_time = settings(derandomize=True, database=None, deadline=None, max_examples=60)
BY_ROUNDING = {"status": "inferred", "by": "rounding", "estimate": "response"}
BY_OUTCOME = {"status": "inferred", "by": "outcome", "estimate": "response"}
REPORTED = {"status": "reported", "estimate": "response"}


def response(numbers: Numbers) -> Estimate:
    return numbers.study.estimates["response"]


def known(numbers: Numbers, part: str) -> Decimal | None:
    """The value of a part of the response; None where it is not known."""
    row = numbers.statistics.known("response", part)
    return row.value if row else None


def denominator_of(numbers: Numbers) -> Participants | None:
    return derive.denominator_of(numbers.study, numbers.study.populations["everyone"])


def why_no_denominator(numbers: Numbers) -> str:
    with pytest.raises(Underivable) as caught:
        denominator_of(numbers)
    return str(caught.value)


def test_a_denominator_that_is_not_stated_is_none() -> None:
    assert denominator_of(numbers_of(estimate("response", "50 (61%)"))) is None


def test_a_reported_denominator_is_the_count_that_is_printed() -> None:
    numbers = numbers_of(participants("116"), estimate("response", "98.3%"))
    assert denominator_of(numbers) == Participants(116, "reported", "printed “116”")


def test_an_estimate_without_a_count_gives_no_denominator() -> None:
    numbers = numbers_of(estimate("response", "61%"), denominator=REPORTED)
    assert why_no_denominator(numbers) == "'response' prints no count that could give the denominator of 'everyone'"


def test_a_proportion_reports_no_denominator() -> None:
    numbers = numbers_of(estimate("response", "9 of 12"), denominator=REPORTED)
    assert why_no_denominator(numbers) == "'response' is no count, so it reports no denominator"


def test_a_denominator_may_be_inferred_from_those_with_an_outcome() -> None:
    numbers = numbers_of(estimate("response", "50 (61%)"), denominator=BY_OUTCOME)
    assert denominator_of(numbers) == Participants(50, "inferred", "those with the outcome, printed “50 (61%)”")


def test_rounding_infers_the_denominator_of_no_other_population() -> None:
    numbers = numbers_of(estimate("response", "50 (61%)", population="unknown"), denominator=BY_ROUNDING)
    assert why_no_denominator(numbers) == "rounding infers the denominator of 'unknown' only, not of 'everyone'"


def test_the_only_denominator_that_fits_is_inferred() -> None:
    numbers = numbers_of(estimate("response", "50 (61%)"), denominator=BY_ROUNDING)
    known = Participants(82, "inferred", "the only denominator at which 50 rounds to 61%")
    assert denominator_of(numbers) == known
    assert derive.denominator_for(numbers.study, response(numbers)) == known
    assert derive.counted(numbers.study, response(numbers)).status == "inferred"


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        ("200 (61%)", "five denominators fit: 326 to 330, so none is inferred"),
        ("4 (98.3%)", "no denominator of 4 fits 98.3%"),
        ("6 (8.9%)", "no denominator of 6 fits 8.9%; 67 would fit if decimals were cut"),
        ("0 (0%)", "a count of 0 fits every denominator, so none is inferred"),
        ("3 (0%)", "0% does not bound its denominator, so none is inferred"),
        ("9 of 12", "'response' prints no count beside a percentage, so no denominator is inferred"),
    ],
)
def test_nobody_invents_a_denominator(printed: str, reason: str) -> None:
    numbers = numbers_of(estimate("response", printed), denominator=BY_ROUNDING)
    assert why_no_denominator(numbers) == reason
    with pytest.raises(Underivable):
        numbers.statistics.interval("response")


def test_a_percentage_alone_infers_no_denominator() -> None:
    reason = "'response' prints no count beside a percentage, so no denominator is inferred"
    with pytest.raises(Underivable, match=reason):
        derive.inferred_denominator(estimate("response", "61%"))


def test_a_count_in_another_reading_than_the_percentage_infers_no_denominator() -> None:
    with pytest.raises(Underivable, match="prints no count beside a percentage"):
        derive.inferred_denominator(estimate("response", "61%", "50 of 82"))


def with_count_alone(*printed: str, count: str) -> Estimate:
    """A proportion of which one reading more prints the count alone."""
    readings = [each.model_dump() for each in estimate("x", *printed).readings]
    return estimate("response", readings=[{**readings[0], "printed": count, "part": "count"}, *readings])


def test_a_denominator_is_inferred_from_a_count_and_the_percentage_of_another_reading() -> None:
    numbers = numbers_of(with_count_alone("7.4%", count="two"), denominator=BY_ROUNDING)
    formula = "the only denominator at which 2 rounds to 7.4%, which another reading prints"
    assert denominator_of(numbers) == Participants(27, "inferred", formula)


def test_a_proportion_whose_count_stands_alone_shows_the_percentage() -> None:
    numbers = numbers_of(with_count_alone("7.4%", count="two"), denominator=BY_ROUNDING)
    assert numbers.value(response(numbers)).text == "7.4%"


def test_a_count_alone_is_no_proportion() -> None:
    with pytest.raises(ValidationError, match="two is not what the measure proportion prints"):
        with_count_alone("4 of 5", count="two")


def test_a_count_alone_is_named_as_the_part_that_it_is() -> None:
    with pytest.raises(ValidationError, match="two is not what the measure proportion prints"):
        estimate("response", "7.4%", "two")


@pytest.mark.parametrize(("count", "found"), [("50", []), ("49", ["'50 (61%)' in marsh-bulletin"])])
def test_a_count_alone_agrees_with_the_count_of_another_reading(count: str, found: list[str]) -> None:
    numbers = numbers_of(with_count_alone("50 (61%)", count=count))
    assert [each.found for each in readings_agree(numbers)] == found


def test_events_are_no_participants_with_an_outcome_as_one_may_have_several() -> None:
    of_events = estimate("response", "7 of 17", unit_of_analysis="event", outcome="rash")
    numbers = numbers_of(participants("17"), of_events)
    assert numbers.statistics.interval("response") is None


def test_a_denominator_inferred_by_rounding_holds_for_no_other_estimate() -> None:
    other = estimate("other", "41%")
    numbers = numbers_of(estimate("response", "50 (61%)"), other, denominator=BY_ROUNDING)
    assert derive.denominator_for(numbers.study, other) is None
    assert derive.counted(numbers.study, other) == derive.Counted(None, None, "not stated")
    assert numbers.statistics.interval("other") is None


def test_a_denominator_inferred_by_the_outcome_holds_for_every_estimate_of_its_population() -> None:
    other = estimate("other", "70%")
    numbers = numbers_of(estimate("response", "50 (61%)"), other, denominator=BY_OUTCOME)
    assert derive.counted(numbers.study, other).count == Participants(
        35, "inferred", "the only count that rounds to 70% of 50"
    )


def test_a_number_that_is_itself_a_denominator_has_none() -> None:
    numbers = numbers_of(participants("116"))
    included = numbers.study.estimates["included"]
    assert derive.is_denominator(numbers.study, included)
    assert derive.counted(numbers.study, included).status is None


def test_an_estimate_that_a_denominator_is_inferred_from_is_no_denominator_itself() -> None:
    numbers = numbers_of(estimate("response", "50 (61%)"), denominator=BY_ROUNDING)
    assert not derive.is_denominator(numbers.study, response(numbers))


def test_a_proportion_of_those_reported_is_no_denominator_itself() -> None:
    numbers = numbers_of(participants("116"), estimate("response", "98.3%"))
    assert not derive.is_denominator(numbers.study, response(numbers))


@pytest.mark.parametrize(
    ("measure", "printed", "status"),
    [
        ("proportion", "61%", "not stated"),
        ("count", "50", "not stated"),
        ("median", "3.1 years", "not stated"),
        ("range", "0.4–5.6 years", "not stated"),
        ("threshold", "≥25%", None),
        ("window", "6 months", None),
        ("quantifier", "most", None),
        ("wording", "durable", None),
    ],
)
def test_a_measure_that_is_out_of_participants_has_a_denominator_or_says_that_none_is_stated(
    measure: str, printed: str, status: str | None
) -> None:
    numbers = numbers_of(estimate("response", printed, measure=measure))
    assert derive.counted(numbers.study, response(numbers)).status == status


@pytest.mark.parametrize(
    ("printed", "measure", "count"),
    [
        ("50 (61%)", "proportion", Participants(50, "reported", "printed “50 (61%)”")),
        ("50", "count", Participants(50, "reported", "printed “50”")),
        ("97.4%", "proportion", Participants(113, "inferred", "the only count that rounds to 97.4% of 116")),
        ("98.0%", "proportion", None),
        ("≥97%", "proportion", None),
        ("3.1", "median", None),
    ],
)
def test_a_count_is_the_one_printed_or_the_only_one_that_rounds_to_the_percentage(
    printed: str, measure: str, count: Participants | None
) -> None:
    numbers = numbers_of(participants("116"), estimate("response", printed, measure=measure))
    assert derive.counted(numbers.study, response(numbers)).count == count


def test_several_counts_that_round_to_a_percentage_give_none() -> None:
    numbers = numbers_of(participants("400"), estimate("response", "50%"))
    assert derive.counted(numbers.study, response(numbers)).count is None
    assert numbers.statistics.interval("response") is None
    assert known(numbers, "rate") is None


def test_a_count_needs_a_denominator_where_none_is_printed() -> None:
    numbers = numbers_of(estimate("response", "61%"))
    assert derive.counted(numbers.study, response(numbers)).count is None


@pytest.mark.parametrize(("outcome", "rate"), [("fever-free", 75), ("rash", 75), ("patients-included", None)])
def test_a_rate_and_an_interval_are_those_of_an_efficacy_outcome_or_a_harm(outcome: str, rate: int | None) -> None:
    numbers = numbers_of(participants("40"), estimate("response", "30 of 40", outcome=outcome))
    assert known(numbers, "rate") == rate
    interval = numbers.statistics.interval("response")
    assert (interval.text if interval else None) == ("59.8% to 85.8%" if rate else None)


@pytest.mark.parametrize(
    ("printed", "measure", "percent", "rate"),
    [
        ("30 of 40", "proportion", 75, 75),
        ("30", "count", 75, 75),
        ("30 (75%)", "proportion", None, 75),
        ("75%", "proportion", None, 75),
        ("30", "median", None, None),
        ("30", "window", None, None),
    ],
)
def test_a_percentage_is_derived_of_a_count_where_no_source_prints_one(
    printed: str, measure: str, percent: int | None, rate: int | None
) -> None:
    numbers = numbers_of(participants("40"), estimate("response", printed, measure=measure))
    assert known(numbers, "percent") == percent
    assert known(numbers, "rate") == rate


def test_a_percentage_that_another_reading_prints_is_shown_as_printed_and_not_derived() -> None:
    numbers = numbers_of(participants("22"), estimate("response", "4 of 22", "18.2%"))
    assert numbers.value(response(numbers)).text == "18.2%"
    assert numbers.percent(response(numbers)) is None
    assert derive.counted(numbers.study, response(numbers)).count == Participants(4, "reported", "printed “4 of 22”")


@pytest.mark.parametrize("printed", ["0", "41"])
def test_a_count_above_its_denominator_or_of_nobody_has_no_interval(printed: str) -> None:
    denominator, count = ("0", "0") if printed == "0" else ("40", "41")
    numbers = numbers_of(participants(denominator), estimate("response", count, measure="count"))
    assert numbers.statistics.interval("response") is None


def test_a_negative_number_is_no_count() -> None:
    with pytest.raises(ValidationError, match="-1 is not what the measure count prints"):
        estimate("response", "-1", measure="count")


def test_a_count_without_a_denominator_has_no_rate_and_no_interval() -> None:
    numbers = numbers_of(estimate("response", "50 (61%)"))
    assert known(numbers, "rate") is None
    assert numbers.statistics.interval("response") is None


def test_nobody_of_nobody_has_no_rate() -> None:
    numbers = numbers_of(participants("0"), estimate("response", "0", measure="count"))
    assert known(numbers, "rate") is None


@pytest.mark.parametrize(
    ("count", "lower", "upper"), [("0", "0.0", "8.8"), ("40", "91.2", "100.0"), ("20", "35.2", "64.8")]
)
def test_nobody_everybody_and_half_have_an_interval(count: str, lower: str, upper: str) -> None:
    numbers = numbers_of(participants("40"), estimate("response", count, measure="count"))
    interval = numbers.statistics.interval("response")
    assert interval is not None
    assert (interval.lower, interval.upper) == (Decimal(lower), Decimal(upper))


def test_an_interval_is_computed_by_a_second_method() -> None:
    numbers = numbers_of(participants("12"), estimate("response", "9", measure="count"))
    _, interval = numbers.statistics.intervals("response")
    assert (interval.method, interval.text) == ("Clopper-Pearson", "42.8% to 94.5%")


CONTRADICTED = {
    "a count on the denominator of the population": (
        "116",
        ["113 (98.3%)"],
        ("113 of 116", "113 of 116 is 97.4%, not 98.3%; 98.3% fits 114 of 116, or 113 of 115"),
    ),
    "another count on it": (
        "116",
        ["1 (98.3%)"],
        ("1 of 116", "1 of 116 is 0.9%, not 98.3%; 98.3% fits 114 of 116; no denominator of 1 fits"),
    ),
    "a count without a denominator": (
        None,
        ["4 (98.3%)"],
        ("4", "no denominator of 4 fits 98.3%: 4 of 4 is 100.0%, 4 of 5 is 80.0%"),
    ),
    "a percentage apart from its fraction": (
        "36",
        ["21 of 36", "77.8%"],
        ("21 of 36", "21 of 36 is 58.3%, not 77.8%; 77.8% fits 28 of 36, or 21 of 27"),
    ),
    "a fraction on a denominator that its population does not state": (
        None,
        ["21 of 36", "77.8%"],
        ("21 of 36", "21 of 36 is 58.3%, not 77.8%; 77.8% fits 28 of 36, or 21 of 27"),
    ),
    "a count that another reading prints": (
        "36",
        ["77.8%", "21 (58.3%)"],
        ("21 of 36", "21 of 36 is 58.3%, not 77.8%; 77.8% fits 28 of 36, or 21 of 27"),
    ),
    "a denominator that only a later reading prints": (
        None,
        ["77.8%", "21 of 36"],
        ("21 of 36", "21 of 36 is 58.3%, not 77.8%; 77.8% fits 28 of 36, or 21 of 27"),
    ),
    "a count that is the denominator": (
        "9",
        ["9 (98.3%)"],
        ("9 of 9", "9 of 9 is 100.0%, not 98.3%; no count of 9 and no denominator of 9 fit"),
    ),
}


@pytest.mark.parametrize("name", CONTRADICTED)
def test_a_percentage_that_contradicts_its_count_has_no_interval_and_no_rate(name: str) -> None:
    included, printed, expected = CONTRADICTED[name]
    estimates = ([participants(included)] if included else []) + [estimate("response", *printed)]
    numbers = numbers_of(*estimates)
    [found] = derive.contradictions(numbers.study, response(numbers))
    assert (found.against, found.reason) == expected
    assert numbers.statistics.interval("response") is None
    assert known(numbers, "rate") is None


@pytest.mark.parametrize(
    ("included", "printed", "measure"),
    [
        ("116", ["113 (97.4%)"], "proportion"),
        ("22", ["4 of 22", "18.2%"], "proportion"),
        ("116", ["113 (97.4%)", "114 (98.3%)"], "proportion"),
        (None, ["200 (61%)"], "proportion"),
        (None, ["61%"], "proportion"),
        ("9", ["12 of 9"], "proportion"),
        ("116", ["4/22 (18.2%)"], "proportion"),
        ("9", ["12 (75%)"], "proportion"),
        ("116", ["113"], "count"),
        ("116", ["≥25%"], "threshold"),
    ],
)
def test_what_fits_or_is_no_crude_proportion_or_has_no_count_contradicts_nothing(
    included: str | None, printed: list[str], measure: str
) -> None:
    estimates = ([participants(included)] if included else []) + [estimate("response", *printed, measure=measure)]
    numbers = numbers_of(*estimates)
    assert list(derive.contradictions(numbers.study, response(numbers))) == []


def test_a_denominator_that_cannot_be_had_leaves_count_and_percentage_to_be_compared() -> None:
    numbers = numbers_of(estimate("response", "4 (98.3%)"), denominator=BY_ROUNDING)
    [found] = derive.contradictions(numbers.study, response(numbers))
    assert found.against == "4"


@pytest.mark.parametrize("largest", [LARGEST, LARGEST + 1])
def test_at_most_ten_thousand_denominators_are_tried_one_by_one(largest: int) -> None:
    if largest == LARGEST:
        assert derive.denominators_up_to(largest) == range(1, 10_001)
        return
    with pytest.raises(Underivable, match=r"^denominators up to 10001 are too many to try; 10000 are the most$"):
        derive.denominators_up_to(largest)


def rounds(count: int, denominator: int, percentage: int) -> bool:
    exact = Fraction(100 * count, denominator)
    return percentage in ((exact + Fraction(1, 2)).__floor__(), round(exact))


def whole(percentage: int) -> Printed:
    return parse(f"{percentage}%")


PERCENTAGES = st.integers(0, 100)


@same_each_time
@given(st.lists(PERCENTAGES, max_size=3), st.integers(1, 40), PERCENTAGES, PERCENTAGES)
def test_feasible_denominators_are_all_on_which_every_percentage_and_share_is_possible(
    percentages: list[int], largest: int, parent: int, part: int
) -> None:
    def possible(denominator: int, percentage: int) -> list[int]:
        return [k for k in range(denominator + 1) if rounds(k, denominator, percentage)]

    expected = tuple(
        n
        for n in range(1, largest + 1)
        if all(possible(n, each) for each in percentages)
        and any(k > 0 and possible(k, part) for k in possible(n, parent))
    )
    shares = ((whole(parent), whole(part)),)
    assert derive.feasible_denominators(tuple(map(whole, percentages)), largest, shares) == expected


def test_without_percentages_every_denominator_is_feasible() -> None:
    assert derive.feasible_denominators((), 3) == (1, 2, 3)


def test_a_denominator_printed_with_its_percentage_is_read_and_nothing_is_derived_in_its_place() -> None:
    numbers = numbers_of(participants("22"), estimate("response", "4/22 (18.2%)"))
    assert numbers.value(response(numbers)).text == "4/22 (18.2%)"
    assert derive.counted(numbers.study, response(numbers)).count == Participants(
        4, "reported", "printed “4/22 (18.2%)”"
    )
    percent = numbers.percent(response(numbers))
    assert percent
    assert (percent.text, percent.kind) == ("18.2%", "reported")
    assert list(derive.contradictions(numbers.study, response(numbers))) == []


def test_the_denominator_printed_with_a_percentage_is_the_one_that_it_is_compared_with() -> None:
    numbers = numbers_of(estimate("response", "4/23 (18.2%)"))
    [found] = derive.contradictions(numbers.study, response(numbers))
    assert found.reason == "4 of 23 is 17.4%, not 18.2%; 18.2% fits 4 of 22; no count of 23 fits"


def test_what_lies_between_two_arms_is_out_of_neither() -> None:
    ratio = estimate("response", "0.59 (95% CI 0.30–1.14)", measure="risk-ratio", comparator="other")
    numbers = numbers_of(participants("116"), ratio)
    assert derive.denominator_for(numbers.study, response(numbers)) is None


def test_an_estimated_survival_is_no_ratio_of_the_counts_beside_it() -> None:
    numbers = numbers_of(participants("88"), estimate("response", "45 (62%)", measure="survival"))
    assert [*derive.contradictions(numbers.study, response(numbers))] == []
