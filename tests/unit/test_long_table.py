"""The long table of statistics: what it holds of one estimate, and the reason where it holds no value."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from tests.constructed_study import estimate, numbers_of, participants
from tests.revisions import judged
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.percentages import Underivable
from vexas_evidence.analysis.statistics.statistic import Statistic
from vexas_evidence.present.figures.proportions import plot_proportions
from vexas_evidence.present.spans import to_text
from vexas_evidence.present.tables.findings import table_findings
from vexas_evidence.publish.export import embedding

BY_ROUNDING = {"status": "inferred", "by": "rounding", "estimate": "response"}


def row(numbers: Numbers, part: str) -> Statistic:
    found = numbers.statistics.find("response", part)
    assert found is not None
    return found


def parts(numbers: Numbers) -> list[str]:
    return [each.part for each in numbers.statistics.rows if each.estimate == "response"]


def response(*printed: str, **fields: Any) -> Numbers:
    """The numbers of a study of 40 participants with one response."""
    return numbers_of(participants("40"), estimate("response", *printed, **fields))


def interval_cell(numbers: Numbers) -> str:
    rows = json.loads(table_findings(numbers).as_json("1.0.0"))
    return next(str(row["Interval"]) for row in rows if row["Outcome"].startswith("Freedom from fever"))


def test_a_count_of_a_denominator_has_what_follows_from_it() -> None:
    assert parts(response("30 of 40")) == [
        *("value", "count", "denominator", "percent", "rate"),
        *("level", "lower", "upper", "level", "lower", "upper"),
    ]


def test_a_percentage_that_is_printed_is_not_derived_again() -> None:
    assert "percent" not in parts(response("75%"))


def test_every_statistic_has_an_id_of_its_own() -> None:
    names = [each.id for each in response("30 of 40").statistics.rows]
    assert len(names) == len(set(names))


def test_a_denominator_that_cannot_be_had_is_a_row_that_says_why() -> None:
    numbers = numbers_of(estimate("response", "4 of 5"), denominator=BY_ROUNDING)
    found = row(numbers, "denominator")
    assert (found.value, found.denominator_status) == (None, "inferred")
    assert found.because == "'response' prints no count beside a percentage, so no denominator is inferred"


def test_a_denominator_that_cannot_be_had_is_shown_to_nobody() -> None:
    numbers = numbers_of(estimate("response", "4 of 5"), denominator=BY_ROUNDING)
    with pytest.raises(Underivable, match="prints no count beside a percentage"):
        numbers.denominator(numbers.study.estimates["response"])


def test_a_count_that_a_source_prints_is_known_where_no_denominator_can_be_had() -> None:
    numbers = numbers_of(estimate("response", "4 of 5"), denominator=BY_ROUNDING)
    assert numbers.count(numbers.study.estimates["response"]) is not None


def test_a_percentage_that_no_count_fits_says_so_where_its_count_would_stand() -> None:
    assert row(response("71%"), "count").because == "no count of 40 fits 71%"


def test_a_percentage_that_contradicts_its_count_has_no_interval_and_says_why() -> None:
    found = row(response("30 (71%)"), "lower")
    assert (found.value, found.because.partition(";")[0]) == (None, "30 of 40 is 75.0%, not 71%")


def test_a_figure_says_why_a_number_has_no_interval() -> None:
    chart = plot_proportions(response("71%"))
    assert chart is not None
    assert "71%, no count of 40 fits 71%" in chart.alt


def test_a_text_to_embed_names_a_denominator_without_a_count() -> None:
    numbers = response("71%")
    whom = embedding.out_of_whom(numbers, numbers.study.estimates["response"])
    assert to_text(whom) == "Counted: everyone; denominator 40 (reported); no count of 40 fits 71%."


def test_where_a_source_prints_an_interval_none_is_computed() -> None:
    numbers = response("75% (95% CI 59 to 87)", measure="cumulative-incidence")
    limits = [each for each in numbers.statistics.rows if each.part in ("lower", "upper") and each.estimate]
    assert [(each.value, each.kind, each.method) for each in limits] == [
        (Decimal(59), "reported", None),
        (Decimal(87), "reported", None),
    ]


def test_a_printed_interval_is_shown_once() -> None:
    assert interval_cell(response("75% (95% CI 59 to 87)", measure="cumulative-incidence")) == "–"


def test_a_cumulative_incidence_has_no_interval_of_its_counts() -> None:
    assert interval_cell(response("75% (30/40)", measure="cumulative-incidence")) == "–"


def test_the_participants_that_are_printed_beside_a_mean_are_its_denominator() -> None:
    numbers = numbers_of(estimate("response", "12.1 (SD 3.4; n = 38)", measure="mean"))
    found = row(numbers, "denominator")
    assert (found.value, found.kind, found.denominator_status) == (Decimal(38), "reported", "reported")


def test_the_parts_of_a_print_have_the_unit_of_its_number() -> None:
    numbers = numbers_of(estimate("response", "402 L/min (SD 88; SE 8.0)", measure="mean"))
    assert [(each.part, each.unit) for each in numbers.statistics.rows if each.estimate] == [
        ("value", "L/min"),
        ("SE", "L/min"),
        ("SD", "L/min"),
    ]


def test_a_population_has_its_denominator_with_its_status() -> None:
    found = response("30 of 40").statistics.by_id["population.everyone.denominator"]
    assert (found.value, found.denominator_status, found.formula) == (Decimal(40), "reported", "printed “40”")


def test_a_population_whose_denominator_is_not_stated_says_so() -> None:
    found = response("30 of 40").statistics.by_id["population.unknown.denominator"]
    assert (found.value, found.because) == (None, "denominator not stated")


def test_a_judgement_is_a_rating_in_words(example: Numbers) -> None:
    [found] = [each for each in judged(example).statistics.rows if each.kind == "judged"]
    assert (found.value, found.printed, found.because) == (None, "low", "a rating in words")


def test_a_derived_value_whose_premise_does_not_hold_is_a_row_that_says_why() -> None:
    numbers = numbers_of(participants("40"), estimate("rash", "71%"))
    found = numbers.statistics.by_id["rash-of-all"]
    assert (found.value, found.kind, found.because) == (None, "derived", "71% of 40 is impossible")


def test_a_derived_value_whose_premise_does_not_hold_is_shown_to_nobody() -> None:
    numbers = numbers_of(participants("40"), estimate("rash", "71%"))
    with pytest.raises(Underivable, match=r"^71% of 40 is impossible$"):
        _ = numbers.derived


WITH_INTERVAL = "16 of 40 (40.0%; 95% CI 24.9–56.7)"


def test_a_proportion_stands_with_the_interval_that_its_source_prints() -> None:
    limits = [(each.value, each.kind) for each in (row(response(WITH_INTERVAL), part) for part in ("lower", "upper"))]
    assert limits == [(Decimal("24.9"), "reported"), (Decimal("56.7"), "reported")]


@pytest.mark.parametrize(("part", "value"), [("count", 16), ("denominator", 40), ("rate", 40), ("value", 40)])
def test_a_proportion_with_its_interval_keeps_its_other_parts(part: str, value: int) -> None:
    assert row(response(WITH_INTERVAL), part).value == value
