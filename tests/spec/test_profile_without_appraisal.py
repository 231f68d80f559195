"""The evidence profile of a study that has no appraisal.yml: its first page has every result all the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html

from tests import long_study
from tests.constructed_study import estimate, numbers_of, participants
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.load.folder import load
from vexas_evidence.model import MOST_ROWS, Estimate
from vexas_evidence.model.question import NotStated
from vexas_evidence.present.spans import to_line
from vexas_evidence.present.tables.outcomes import table_outcomes
from vexas_evidence.present.tables.reported import by_weight, results, rows_to_weigh
from vexas_evidence.publish.site.markdown import Writer
from vexas_evidence.publish.site.summary.profile_table import profile_table

FEVER = estimate("fever", "9 of 80 participants (11%)")
MEDIAN = estimate("median", "31.2 months (range 9 to 64)", measure="median", population="unknown")
RASH = estimate("rash", "12%", outcome="rash")
MOST = estimate("most", "most", measure="quantifier")
FURTHER = tuple(estimate(f"further-{name}", f"{name * 7}%", timepoint="time-not-stated") for name in range(1, 6))


def of(*estimates: Estimate) -> Numbers:
    """A study whose critical outcome, death, no source read states."""
    numbers = numbers_of(participants("80"), *estimates)
    results_ = numbers.study.results.model_copy(update={"not_stated": (NotStated(outcome="deaths"),)})
    study = replace(numbers.study, results=results_)
    return Numbers(replace(numbers.evidence, studies={study.id: study}), study)


def page(numbers: Numbers) -> html.HtmlElement:
    return html.fromstring(f"<div>{profile_table(Writer(numbers, 'html'))}</div>")


def heads(numbers: Numbers) -> list[str]:
    return [each.text_content() for each in page(numbers).xpath("//tbody//th[@scope='row']")]


def test_a_critical_outcome_that_is_not_stated_stands_first() -> None:
    assert heads(of(FEVER, RASH)) == ["Deaths", "Freedom from fever", "Rash"]


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("9 of 80 participants (11%)", "11% of everyone (9 of 80)"),
        ("9 of 80 participants", "9 of 80 everyone"),
        ("9 (11%)", "11% of everyone (9 of 80)"),
        ("11% (9 of 80)", "11% (9 of 80) of everyone"),
    ],
)
def test_a_row_says_who_was_counted_how_many_and_when(printed: str, said: str) -> None:
    row = page(of(estimate("fever", printed))).xpath("//tbody/tr")[-1]
    assert row.xpath("td")[-1].text_content() == f"Freedom from fever at 4 weeks in {said}."


def test_a_row_has_boxes_to_tick_and_no_rating() -> None:
    [cell] = page(of(FEVER)).xpath("//td[@class='certainty']")
    assert len(cell.xpath(".//span[@class='box']")) == 4


def test_the_data_of_the_summary_have_the_same_rows() -> None:
    rows = [to_line(row["outcome"]).partition(";")[0] for _, row in table_outcomes(of(FEVER, RASH)).rows]
    assert rows == ["Critical outcomes", "Freedom from fever", "Rash"]


@pytest.mark.parametrize("lost", [MEDIAN, MOST, FURTHER[-1]], ids=lambda each: each.id)
def test_no_result_is_left_out_of_the_first_page(lost: Estimate) -> None:
    numbers = of(FEVER, *FURTHER, MEDIAN, MOST)
    [line] = [each for each in results(numbers) if each.estimate is lost]
    assert line.number.text in page(numbers).text_content().replace("\\", "")


def test_results_of_one_outcome_share_their_name_below_the_table() -> None:
    ranges = (estimate("least", "0.4–5.6 years", measure="range"), estimate("most", "most", measure="quantifier"))
    said = page(of(FEVER, *ranges)).text_content().replace("\\", "")
    assert "range [0.4–5.6 years]" in said
    assert said.count("Freedom from fever, ") == 1


def test_a_result_of_another_subgroup_stands_below_the_table() -> None:
    named = {"id": "men", "label": "men", "prespecified": "no", "interaction": "not stated"}
    of_men = estimate("of-men", "13%", subgroup=named, population="unknown")
    assert "of-men" not in [name for row in rows_to_weigh(of(FEVER, of_men)) for name in row.estimates]


def test_a_median_has_the_room_of_percentage_interval_and_plot() -> None:
    [cell] = page(of(MEDIAN)).xpath("//td[@class='value']")
    assert (cell.text_content(), cell.get("colspan")) == ("31.2 months (range 9 to 64)", "3")


def test_no_study_has_more_than_seven_rows_with_data() -> None:
    assert sum(bool(row.estimates) for row in rows_to_weigh(of(FEVER, RASH, *FURTHER))) <= MOST_ROWS


def test_outcomes_of_one_importance_stand_as_benefits_and_harms_by_turns(long: Numbers) -> None:
    roles = [long.outcomes[each].role for each in by_weight(long, [f"outcome-{number}" for number in (1, 3, 19, 24)])]
    assert roles == ["efficacy", "harm", "efficacy", "harm"]


def test_critical_outcomes_stand_before_others(long: Numbers) -> None:
    first, *_ = by_weight(long, (f"outcome-{number}" for number in range(len(long_study.OUTCOMES))))
    assert first in {f"outcome-{number}" for number in long_study.CRITICAL}


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Numbers:
    evidence = load(long_study.make(tmp_path_factory.mktemp("long")))
    return Numbers(evidence, evidence.study)
