"""A number and the number that it is out of, entered in one step, or with the latter as not stated."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reviews import data_with, pick, reviewer
from vexas_evidence.analysis.review.decisions import NewEstimate, accept, add_estimate, waive
from vexas_evidence.analysis.review.denominator_entry import sizes_offered
from vexas_evidence.analysis.review.new_names import NewOutcome, NewPopulation
from vexas_evidence.analysis.review.reviewer import Reviewer
from vexas_evidence.load.folder import load
from vexas_evidence.model import Study

ARTICLE = """<!doctype html><html><head><title>Invented</title></head><body><article>
<h2>RESULTS</h2>
<p>With bark 18 of 20 patients slept well. Of 45 patients with tea, 30 (66.7%) slept well and 7 itched.
So 66.7% with tea slept well.</p>
<table><caption>Table 1 Harms</caption>
<tr><th>Harm</th><th>Bark (n = 20)</th><th>Tea (45 cases)</th></tr>
<tr><td>Sneezing</td><td>2</td><td>9</td></tr>
</table></article></body></html>"""
SLEEP = NewOutcome("Good sleep", "Sleep", "efficacy", "higher")


@pytest.fixture
def ada(tmp_path: Path) -> Reviewer:
    article = tmp_path / "article.html"
    article.write_text(ARTICLE, encoding="utf-8")
    return reviewer(data_with(tmp_path, article), article)


def of(arm: str, measure: str, outcome: NewOutcome | str = SLEEP) -> NewEstimate:
    return NewEstimate(outcome, NewPopulation(f"patients with {arm}"), "time-not-stated", measure)


def study(ada: Reviewer) -> Study:
    return load(ada.folder).study


def offered(ada: Reviewer, words: str, first: str, last: str | None = None) -> list[str]:
    return [printed for printed, _ in sizes_offered(ada, pick(ada, words, first, last))]


@pytest.mark.parametrize(
    ("words", "first", "last", "sizes"),
    [
        ("With bark", "18 of 20", None, ["20"]),
        ("Of 45", "30 (66.7%)", None, ["45"]),
        ("Of 45", "7", None, ["45"]),
        ("Sneezing", "2", None, ["20"]),
        ("Sneezing", "9", None, ["45"]),
    ],
)
def test_what_a_number_may_be_out_of_is_offered(
    ada: Reviewer, words: str, first: str, last: str | None, sizes: list[str]
) -> None:
    assert offered(ada, words, first, last) == sizes


def test_a_number_is_entered_with_the_denominator_that_is_printed_with_it(ada: Reviewer) -> None:
    one = pick(ada, "With bark", "18 of 20")
    [(_, size)] = sizes_offered(ada, one)
    assert not add_estimate(ada, of("bark", "proportion"), one).is_written
    decided = add_estimate(ada, of("bark", "proportion"), one, size=size)
    assert decided.is_written, decided.discrepancies
    denominator = study(ada).populations["patients-with-bark"].denominator
    assert denominator.estimate
    known = study(ada).estimates[denominator.estimate]
    assert (denominator.status, known.outcome, known.readings[0].printed) == ("reported", "patients-included", "20")


def test_a_count_is_entered_with_the_number_in_the_head_of_its_column(ada: Reviewer) -> None:
    one = pick(ada, "Sneezing", "9")
    [(_, size)] = sizes_offered(ada, one)
    assert waive(ada, [size], "the size of an arm").is_written
    decided = add_estimate(ada, of("tea", "count", NewOutcome("Sneezing", "Harms", "harm")), one, size=size)
    assert decided.is_written, decided.discrepancies
    known = study(ada).populations["patients-with-tea"].denominator
    assert known.estimate
    assert study(ada).estimates[known.estimate].readings[0].paragraph == "Table 1, head"
    assert not [each for each in load(ada.folder).waivers if each.source == "article"]


def test_a_number_may_stay_without_the_number_that_it_is_out_of(ada: Reviewer) -> None:
    decided = add_estimate(ada, of("tea", "proportion"), pick(ada, "So 66.7%", "66.7%"))
    assert decided.is_written, decided.discrepancies
    assert study(ada).populations["patients-with-tea"].denominator.status == "not stated"


def test_an_accepted_number_brings_its_denominator(ada: Reviewer) -> None:
    assert add_estimate(ada, of("tea", "proportion"), pick(ada, "So 66.7%", "66.7%")).is_written
    [name] = [each.id for each in study(ada).estimates.values() if each.population == "patients-with-tea"]
    decided = accept(ada, name, pick(ada, "Of 45", "30 (66.7%)"), size=pick(ada, "Of 45", "45"))
    assert decided.is_written, decided.discrepancies
    assert study(ada).populations["patients-with-tea"].denominator.status == "reported"
