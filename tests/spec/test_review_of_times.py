"""The time of a new estimate is what the article prints beside its number, and nothing where nothing prints it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import EXAMPLE
from tests.reviews import data_with, pick, reviewer
from vexas_evidence.analysis.review.decisions import NewEstimate, add_estimate
from vexas_evidence.analysis.review.new_names import NewOutcome, NewPopulation, NewTimepoint
from vexas_evidence.analysis.review.printed_times import time_printed
from vexas_evidence.load.folder import load
from vexas_evidence.model import Moment
from vexas_evidence.publish.review.screen import reading_json
from vexas_evidence.sources import Sentence
from vexas_evidence.sources.context import Context, contexts

EVIDENCE = load(EXAMPLE)
TABLE = """<!doctype html><html><head><title>Invented</title></head><body><article><h2>RESULTS</h2>
<p>We followed 40 patients.</p><table><caption>Table 1 Remission of fever</caption>
<tr><th>Trial</th><th>Year</th><th>Treatment period (weeks)</th><th>Willow bark</th></tr>
<tr><td>Lark</td><td>2029</td><td>12</td><td>15/20</td></tr>
<tr><td>Moor</td><td>2030</td><td>8</td><td>11/20</td></tr></table></article></body></html>"""


def sentence(text: str, **more: object) -> Context:
    at = {"section": "RESULTS", "paragraph": "1", "number": 1} | more
    return next(found for _, found in contexts([Sentence(text=text, **at)]))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "token", "words", "duration"),
    [
        ("At 8 weeks, 29 of 40 patients were free of fever.", 2, "at", "8 weeks"),
        ("At week 24, 12/22 patients were well.", 2, "at", "24 weeks"),
        ("At cycle 6, 12/22 patients were well.", 2, "at", "6 cycles"),
        ("Within 30 days of surgery two died.", 2, "within", "30 days"),
        ("The three-year overall survival rate was 51.7%.", 2, "at", "3 years"),
        ("Rash at 4 weeks was seen in 3, and cough at 8 weeks in 5.", 4, "at", "8 weeks"),
        ("Rash was seen at 4 weeks or at 8 weeks in 5.", 3, "at", ""),
        ("They took willow bark for 4 weeks, and 29 of 40 were well.", 2, "at", ""),
        ("The median survival was 12 months.", 1, "at", ""),
        ("At 60 years of age 20 were well.", 2, "at", ""),
    ],
)
def test_a_sentence_offers_the_time_of_its_clause(text: str, token: int, words: str, duration: str) -> None:
    found = time_printed(EVIDENCE, sentence(text), token)
    assert (found.words, found.duration) == (words, duration)


@pytest.mark.parametrize(
    ("row", "columns", "duration"),
    [
        ("Remission | 12 | 15", ("", "Follow-up, weeks", "Willow bark"), "12 weeks"),
        ("Remission | 12 | 15", ("", "Age, years", "Willow bark"), ""),
        ("Remission | 7 | 15", ("", "4 weeks", "8 weeks"), "8 weeks"),
        ("Remission | 7 | 15", ("", "Willow bark, week 4", "Willow bark, week 8"), "8 weeks"),
        ("5-year OS rate | 50.9% | 29.4%", ("", "Willow bark", "Water"), "5 years"),
    ],
)
def test_a_row_offers_the_time_of_its_column_its_cell_or_its_head(
    row: str, columns: tuple[str, ...], duration: str
) -> None:
    context = sentence(row, paragraph="Table 1, row 1", columns=columns)
    assert time_printed(EVIDENCE, context, len(context.spans)).duration == duration


def test_a_row_offers_the_time_of_its_sub_head_before_that_of_the_caption() -> None:
    rows = [
        Sentence("RESULTS", "2", 1, "Table 1 Harms within 30 days"),
        Sentence("RESULTS", "Table 1, row Rash", 1, "Rash | 3", columns=("", "Willow bark")),
        Sentence("RESULTS", "Table 1, row Late", 1, "After 6 months | ", columns=("", "Willow bark")),
        Sentence("RESULTS", "Table 1, row Cough", 1, "Cough | 2", columns=("", "Willow bark")),
    ]
    found = [time_printed(EVIDENCE, context, 1).duration for _, context in contexts(rows) if context.above]
    assert found == ["30 days", "6 months", "6 months"]


def test_a_known_time_is_offered_by_its_id() -> None:
    assert time_printed(EVIDENCE, sentence("At 4 weeks, 12 had a rash."), 2).id == "week-4"
    assert time_printed(EVIDENCE, sentence("Within 4 weeks, 12 had a rash."), 2).id == ""


def test_a_cell_below_weeks_anchors_the_time_of_its_row(tmp_path: Path) -> None:
    path = tmp_path / "table.html"
    path.write_text(TABLE, encoding="utf-8")
    first = reviewer(data_with(tmp_path, path), path)
    picked = pick(first, "Lark", "15/20")
    found = reading_json(first, picked, {"duration": "12 weeks", "measure": "", "population": "", "estimate": ""})
    assert (found["time"]["duration"], found["times"][0]["when"]["unit"]) == ("12 weeks", "weeks")
    when = Moment.model_validate(found["times"][0]["when"])
    new = NewEstimate(
        NewOutcome("Remission", "Response", "efficacy"),
        NewPopulation("patients of Lark with willow bark", new_arm="willow bark"),
        NewTimepoint("at", "12 weeks"),
        "proportion",
    )
    size = pick(first, "Lark", "15/20", part="denominator")
    decided = add_estimate(first, new, pick(first, "Lark", "15/20", when=when), size=size)
    assert decided.is_written, decided.discrepancies
