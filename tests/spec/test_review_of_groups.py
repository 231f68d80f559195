"""A review of an article whose arms are "Group 1" and "Group 2", with p-values in a sentence and of three groups."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.reviews import STUDY, data_with, reviewer
from vexas_evidence.analysis.anchors import verify_source_text
from vexas_evidence.analysis.prints.arm_words import other_comparison
from vexas_evidence.analysis.review.decisions import Decided, NewEstimate, add_estimate
from vexas_evidence.analysis.review.new_names import NewOutcome, NewPopulation
from vexas_evidence.analysis.review.reviewer import Pick, Reviewer
from vexas_evidence.load.folder import load
from vexas_evidence.publish.review.requests import OpenReview
from vexas_evidence.sources.context import Context

ARTICLE = """METHODS

Of the patients, 20 were in Group 1 and 20 in Group 2.

RESULTS

Sleep was better in Group 1 (P = 0.04), and rash no rarer (p-value: 0.37).
"""
SIZES, SLEEP = ("METHODS", "1", 1), ("RESULTS", "1", 1)
SIZE = NewOutcome("Patients of the group", "Study population", "characteristic")


@pytest.fixture
def ada(tmp_path: Path) -> Reviewer:
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    return reviewer(data_with(tmp_path, article), article)


def size(ada: Reviewer, token: int, arm: str) -> Decided:
    population = NewPopulation(f"patients of {arm}", new_arm=arm)
    known = load(ada.folder).studies[STUDY].vocabulary.outcomes
    outcome = "patients-of-the-group" if any(each.id == "patients-of-the-group" for each in known) else SIZE
    new = NewEstimate(outcome, population, "inclusion", "count", is_denominator=True)
    return add_estimate(ada, new, Pick(SIZES, token))


def test_an_arm_whose_name_the_article_prints_may_hold_a_digit(ada: Reviewer) -> None:
    assert size(ada, 1, "Group 1").is_written
    assert load(ada.folder).studies[STUDY].vocabulary.names == ("Group 1",)


def test_an_arm_whose_name_the_article_does_not_print_may_not(ada: Reviewer) -> None:
    refused = size(ada, 1, "Group 3")
    assert re.findall(r"numeral '\d' typed into a text", str(refused.discrepancies[0])) == [
        "numeral '3' typed into a text"
    ]


@pytest.mark.parametrize(("printed", "shown"), [("0.04", "P = 0.04"), ("0.37", "p-value: 0.37")])
def test_a_p_value_is_read_with_its_name(ada: Reviewer, printed: str, shown: str) -> None:
    size(ada, 1, "Group 1")
    size(ada, 3, "Group 2")
    context = ada.contexts[SLEEP]
    token = next(n for n, (start, end) in enumerate(context.spans, 1) if context.text[start:end] == printed)
    new = NewEstimate(
        NewOutcome("Sleep", "Response", "efficacy"), "patients-of-group-1", "inclusion", "p-value", "group-2"
    )
    assert add_estimate(ada, new, Pick(SLEEP, token)).is_written
    assert [each.readings[0].printed for each in load(ada.folder).studies[STUDY].estimates.values()][-1] == shown


THREE = """<!doctype html><html><head><title>Invented</title></head><body><article>
<h2>RESULTS</h2>
<p>Of the patients 20 had willow bark, 20 had marsh tea and 20 had plain water.</p>
<table><caption>Table 1 Outcomes</caption>
<tr><th>Variables</th><th>Plain water</th><th>Willow bark</th><th>Marsh tea</th><th>p value</th></tr>
<tr><td>Itching</td><td>3</td><td>9</td><td>4</td><td>0.03</td></tr>
<tr><td>Cough</td><td>3</td><td>9</td><td>5</td><td>0.04 (group 1-3)</td></tr>
<tr><td>Fever</td><td>3</td><td>9</td><td>5</td><td>0.02 (willow bark vs marsh tea)</td></tr>
</table></article></body></html>"""


@pytest.fixture
def three(tmp_path: Path) -> Reviewer:
    article = tmp_path / "three.html"
    article.write_text(THREE, encoding="utf-8")
    found = reviewer(data_with(tmp_path, article), article)
    place = next(place for place, each in found.contexts.items() if "Of the patients" in each.text)
    outcome: NewOutcome | str = SIZE
    for arm, token in (("willow bark", 1), ("marsh tea", 2), ("plain water", 3)):
        new = NewEstimate(outcome, NewPopulation(f"patients with {arm}", new_arm=arm), "inclusion", "count")
        assert add_estimate(found, new, Pick(place, token)).is_written
        outcome = "patients-of-the-group"
    everyone = NewEstimate(outcome, NewPopulation("all patients of the study"), "inclusion", "count")
    assert add_estimate(found, everyone, Pick(place, 1, part="count")).is_written
    return found


def of_row(three: Reviewer, row: str, population: str, comparator: str, *, sure: bool = False) -> Mapping[str, Any]:
    places = list(three.contexts)
    number = next(n for n, place in enumerate(places) if three.contexts[place].text.startswith(row))
    new = {"outcome": {"label": row, "group": "Harms", "role": "harm"}, "population": population}
    new |= {"timepoint": "time-not-stated", "measure": "p-value", "comparator": comparator}
    return OpenReview(three, {}).decide({"do": "add", "token": f"{number}.4", "new": new, "sure": sure})


@pytest.mark.parametrize(
    ("row", "comparator", "asked"),
    [
        ("Itching", "plain-water", "its row has the columns of 3 groups, and its head names no two of them"),
        (
            "Cough",
            "willow-bark",
            "'group 1-3' stands beside it, which is a comparison of 'marsh tea' and 'plain water'",
        ),
        ("Fever", "plain-water", "stands beside it, which is a comparison of 'willow bark' and 'marsh tea'"),
        ("Cough", "plain-water", ""),
        ("Fever", "willow-bark", ""),
    ],
)
def test_a_p_value_is_asked_about_where_its_row_says_another_comparison(
    three: Reviewer, row: str, comparator: str, asked: str
) -> None:
    decided = of_row(three, row, "patients-with-marsh-tea", comparator)
    assert (asked in decided["doubt"], decided["written"]) == (True, not asked)


@pytest.mark.parametrize(("comparator", "found"), [("willow-bark", ["'group 1-3'"]), ("plain-water", [])])
def test_verify_holds_the_arms_of_a_p_value_to_the_pair_that_the_text_names(
    three: Reviewer, tmp_path: Path, comparator: str, found: list[str]
) -> None:
    assert of_row(three, "Cough", "patients-with-marsh-tea", comparator, sure=True)["written"]
    differing = verify_source_text(load(three.folder), three.source, tmp_path / "three.html")
    assert [re.findall("'group 1-3'", each.found)[0] for each in differing] == found


def test_a_p_value_of_all_groups_is_saved_as_of_an_overall_test(three: Reviewer) -> None:
    assert of_row(three, "Itching", "all-patients-of-the-study", "all arms")["written"]
    [found] = [each for each in load(three.folder).studies[STUDY].estimates.values() if each.measure == "p-value"]
    assert (found.comparator, found.compares) == (None, "all arms")


def test_a_p_value_of_two_groups_is_asked_about_where_all_are_chosen(three: Reviewer) -> None:
    assert "'marsh tea' and 'plain water'" in of_row(three, "Cough", "all-patients-of-the-study", "all arms")["doubt"]


def test_an_overall_test_of_one_arm_is_refused(three: Reviewer) -> None:
    decided = of_row(three, "Itching", "patients-with-marsh-tea", "all arms")
    assert not decided["written"]
    assert "compares all arms, and its population is of 'marsh tea' alone" in decided["discrepancies"][0]


@pytest.mark.parametrize(("pair", "named"), [("1-2", {"group-1", "group-2"}), ("I vs II", set())])
def test_groups_that_have_numbers_in_their_names_are_not_counted_by_columns(
    ada: Reviewer, pair: str, named: set[str]
) -> None:
    size(ada, 1, "Group 1")
    size(ada, 3, "Group 2")
    row = Context(f"Itch | 3 | 0.04 (group {pair})", ((7, 8), (11, 15)), (), ("", "Group 2", "P"))
    study = load(ada.folder).studies[STUDY]
    found = other_comparison(study, {"group-1", "group-2"}, {SLEEP: row}, SLEEP, 2)
    assert found == ""
    assert bool(other_comparison(study, {"group-1"}, {SLEEP: row}, SLEEP, 2)) == bool(named)
