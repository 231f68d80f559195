"""A review of an article whose arms are "Group 1" and "Group 2", with a p-value in a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.reviews import STUDY, data_with, reviewer
from vexas_evidence.analysis.review.decisions import Decided, NewEstimate, add_estimate
from vexas_evidence.analysis.review.new_names import NewOutcome, NewPopulation
from vexas_evidence.analysis.review.reviewer import Pick, Reviewer
from vexas_evidence.load.folder import load

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
