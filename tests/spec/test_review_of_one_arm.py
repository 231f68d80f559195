"""An article of one arm with counts and percentages in cells of their own, as a newcomer reviews it from its file."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands import run_command
from tests.reviews import data_with, pick, reviewer
from vexas_evidence.analysis.checks import POSSIBLE_PERCENTAGES
from vexas_evidence.analysis.review.decisions import NewEstimate, add_estimate, waive_by_rule
from vexas_evidence.analysis.review.new_names import NewOutcome, NewPopulation, names_in
from vexas_evidence.analysis.review.reviewer import Pick, Reviewer, open_review
from vexas_evidence.analysis.review.study_facts import state_name, state_question
from vexas_evidence.analysis.verification import verify_evidence
from vexas_evidence.load.folder import load
from vexas_evidence.publish.review.requests import OpenReview
from vexas_evidence.publish.review.screen import numbered
from vexas_evidence.publish.review.server import application
from vexas_evidence.sources import read_document
from vexas_evidence.system.problems import BadInput

ARTICLE = """<!doctype html><html><head><title>Invented</title></head><body><article>
<h2>RESULTS</h2>
<p>In this phase II trial 31 patients took S-1 tea. A good response was seen in 54.8% (17 of 31). The hazard ratio was
0.71. There were no tea-related deaths.</p>
<table><caption>Table 1 Adverse events</caption>
<tr><th>Adverse event</th><th>Number of patients</th><th>(%)</th></tr>
<tr><td>Itching of grade 3 or 4</td><td>13</td><td>41.9</td></tr>
<tr><td>Sneezing of grade 3 or 4</td><td>7</td><td>22.5</td></tr>
<tr><td>&gt;5 cm</td><td>9</td><td>29.0</td></tr>
<tr><td>&le;60 years</td><td>12</td><td>38.7</td></tr>
<tr><td>&lt;6 patients</td><td>2</td><td>6.5</td></tr>
</table></article></body></html>"""
EVERYBODY = NewPopulation("patients with tea")
RESPONSE = NewOutcome("Good response to tea", "Tea", "efficacy", "higher")


@pytest.fixture
def ada(tmp_path: Path) -> Reviewer:
    article = tmp_path / "article.html"
    article.write_text(ARTICLE, encoding="utf-8")
    found = reviewer(data_with(tmp_path, article), article)
    outcome = NewOutcome("Patients with tea", "Study population", "characteristic")
    new = NewEstimate(outcome, EVERYBODY, "inclusion", "count", is_denominator=True)
    assert add_estimate(found, new, pick(found, "31 patients", "31")).is_written
    return found


def asked(ada: Reviewer, one: Pick) -> dict[str, Any]:
    """What a request of the page says of picked tokens."""
    given = {"token": f"{numbered(ada)[one.place]}.{one.token}", "to": one.to, "head": one.head}
    return {key: value for key, value in given.items() if value is not None}


def shown(ada: Reviewer, one: Pick, **chosen: str) -> dict[str, Any]:
    return OpenReview(ada, {}).reading({**asked(ada, one), **chosen})


def of(outcome: str | NewOutcome, measure: str = "proportion") -> NewEstimate:
    return NewEstimate(outcome, "patients-with-tea", "time-not-stated", measure)


def test_a_count_and_the_percentage_in_the_next_cell_are_one_proportion(ada: Reviewer) -> None:
    decided = add_estimate(
        ada, of(NewOutcome("Itching", "Harms", "harm")), pick(ada, "Itching", "13", "41.9", head="%")
    )
    assert decided.is_written, decided.discrepancies
    estimate = load(ada.folder).studies[ada.study].estimates["itching-patients-with-tea-time-not-stated"]
    assert (estimate.principal.printed, estimate.principal.shown) == ("13 | 41.9", "13 (41.9%)")
    assert (estimate.number.count, str(estimate.number.value)) == (13, "41.9")


def test_the_sign_of_two_cells_is_that_of_the_second_head(ada: Reviewer) -> None:
    found = shown(ada, pick(ada, "Itching", "13", "41.9"))
    assert (found["head"], found["measure"]) == ("%", "proportion")


@pytest.mark.parametrize(
    ("words", "token", "measure"),
    [
        ("good response", "54.8% (17 of 31)", "proportion"),
        ("31 patients", "31", "count"),
        ("hazard ratio", "0.71", "hazard-ratio"),
        ("deaths", "no", "count"),
    ],
)
def test_the_measure_is_offered_by_the_print_and_the_words_before_it(
    ada: Reviewer, words: str, token: str, measure: str
) -> None:
    assert shown(ada, pick(ada, words, token))["measure"] == measure


def test_the_outcome_is_offered_where_its_words_stand_beside_the_number(ada: Reviewer) -> None:
    one = pick(ada, "good response", "54.8% (17 of 31)")
    assert shown(ada, one)["outcome"] == ""
    response = NewOutcome("Good response", "Tea", "efficacy", "higher")
    assert add_estimate(ada, of(response), one).is_written
    assert shown(ada, one)["outcome"] == "good-response"


def test_a_whole_number_may_be_the_count_of_a_percentage_that_is_read(ada: Reviewer) -> None:
    itching = NewOutcome("Itching", "Harms", "harm")
    assert add_estimate(ada, of(itching), pick(ada, "Itching", "41.9", head="%")).is_written
    found = shown(ada, pick(ada, "Itching", "13"), estimate="itching-patients-with-tea-time-not-stated")
    assert (found["parts"], found["part"]) == (["count"], "count")


def test_a_head_that_does_not_go_with_a_number_is_refused_with_a_message(ada: Reviewer) -> None:
    with pytest.raises(BadInput, match="a percent sign in the head of 'no'"):
        add_estimate(ada, of(RESPONSE), pick(ada, "deaths", "no", head="%"))


def test_a_percentage_that_no_count_has_can_be_kept_with_a_reason(ada: Reviewer) -> None:
    new, one = of(NewOutcome("Sneezing", "Harms", "harm")), pick(ada, "Sneezing", "22.5", head="%")
    refused = add_estimate(ada, new, one)
    assert ([each.check for each in refused.discrepancies], refused.differs) == ([POSSIBLE_PERCENTAGES], True)
    assert add_estimate(ada, new, one, "It was cut off.").is_written
    evidence = load(ada.folder)
    assert [each.found for each in evidence.declared] == ["22.5%"]
    assert POSSIBLE_PERCENTAGES not in {each.check for each in verify_evidence(evidence).discrepancies}


def test_each_number_of_a_table_of_harms_is_left_by_the_rule(ada: Reviewer) -> None:
    waive_by_rule(ada)
    assert not [each for each in load(ada.folder).waivers if "Itching" in each.paragraph and each.printed == "41.9"]


def test_which_way_is_better_is_written_with_a_new_outcome(ada: Reviewer) -> None:
    assert add_estimate(ada, of(RESPONSE), pick(ada, "good response", "54.8% (17 of 31)")).is_written
    [outcome] = [
        each for each in load(ada.folder).studies[ada.study].vocabulary.outcomes if each.label == RESPONSE.label
    ]
    assert outcome.better == "higher"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Tea with S-1.", ["S-1"]),
        ("Itching of grade 3 or 4", ["grade 3 or 4"]),
        ("A phase II trial", ["phase II"]),
        (">5 cm", [">5 cm"]),
        ("≤60 years", ["≤60 years"]),
        (">7 cm", []),
        ("<6 patients", []),
        ("Seen in 12 patients", []),
        ("No numeral", []),
    ],
)
def test_the_names_in_a_text_are_those_that_the_article_prints(ada: Reviewer, text: str, names: list[str]) -> None:
    assert list(names_in(text, (), ada.texts)) == names


def test_a_number_in_words_is_no_name() -> None:
    assert list(names_in("Tea of two herbs", (), ("We gave tea of two herbs.",))) == []


def test_a_text_that_is_refused_for_a_name_comes_back_with_the_name(ada: Reviewer) -> None:
    review = OpenReview(ada, {})
    asked = {"do": "fact", "of": "pico", "label": "Tea", "text": "S-1 tea."}
    answer = review.decide(asked)
    assert (answer["written"], answer["names"]) == (False, ["S-1"])
    assert "in the line that would be written" not in answer["discrepancies"][0]
    assert review.decide({"do": "name", "text": "S-1"})["written"]
    assert review.decide(asked)["written"]


@pytest.mark.parametrize(("label", "name"), [(">5 cm", "cm"), ("≤60 years", "years")])
def test_a_row_whose_name_begins_with_a_limit_becomes_an_outcome(ada: Reviewer, label: str, name: str) -> None:
    review, cells = OpenReview(ada, {}), pick(ada, label, {"cm": "9", "years": "12"}[name])
    new = {"outcome": {"label": label, "group": "Tumor", "role": "characteristic"}, "population": "patients-with-tea"}
    new |= {"timepoint": "time-not-stated", "measure": "count", "comparator": ""}
    given = {"do": "add", "sure": True, "new": new, **asked(ada, cells)}
    answer = review.decide(given)
    assert (answer["written"], answer["names"]) == (False, [label])
    assert review.decide({"do": "name", "text": label})["written"]
    assert review.decide(given)["written"]
    found = load(ada.folder).studies[ada.study].vocabulary.outcomes
    assert [(each.id, each.label) for each in found if each.label == label] == [(name, label)]


def test_a_question_may_hold_the_names_of_its_study(tmp_path: Path) -> None:
    article, data = tmp_path / "article.html", tmp_path / "own"
    article.write_text(ARTICLE, encoding="utf-8")
    data_with(tmp_path, article).rename(data)
    done = run_command("new", "study", "tea-2031", "--from", str(article), "--as", "Ada Lark", "--data", str(data))
    assert done.returncode == 0, done.stderr
    own = open_review(data, "tea-2031", "Ada Lark", read_document(article), "tea-2031-article")
    assert state_name(own, "S-1").is_written
    assert state_question(own, "What was seen after S-1 tea?").is_written


def test_a_fault_of_the_program_is_said_to_the_page(ada: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    review = OpenReview(ada, {})

    def broken(_: object) -> dict[str, Any]:
        raise RuntimeError

    monkeypatch.setattr(review, "decide", broken)
    app = application(review, (), "127.0.0.1:80", "secret")
    headers = [
        (b"host", b"127.0.0.1:80"),
        (b"origin", b"http://127.0.0.1:80"),
        (b"content-type", b"application/json"),
    ]
    scope = {"type": "http", "method": "POST", "path": "/secret/decide", "query_string": b"", "headers": headers}
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"{}", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    async def ask() -> None:
        await app(scope, receive, send)

    asyncio.run(ask())
    assert sent[0]["status"] == 500
    assert "nothing was written" in json.loads(sent[1]["body"])["refused"][0]
