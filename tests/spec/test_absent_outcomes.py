"""A critical outcome that a source says was not measured is said so in each place, apart from one not stated."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from tests import EXAMPLE
from tests.constructed_study import estimate, numbers_of, of_narrative, participants
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.wording.statement_text import lead_of
from vexas_evidence.load.folder import load
from vexas_evidence.model import FirstScreen, Outcome
from vexas_evidence.model.question import NotStated
from vexas_evidence.model.texts.statements import CardPart
from vexas_evidence.present.figures import sheet
from vexas_evidence.present.spans import to_line
from vexas_evidence.present.tables.findings import table_findings, table_safety
from vexas_evidence.present.tables.outcomes import table_outcomes
from vexas_evidence.present.tables.reported import rows_to_weigh, table_reported
from vexas_evidence.present.tiles import tiles
from vexas_evidence.publish.site.markdown import Markdown, Writer
from vexas_evidence.publish.site.slides import deck
from vexas_evidence.publish.site.summary.comparative_table import comparative_table
from vexas_evidence.publish.site.summary.first_screen import strip
from vexas_evidence.publish.site.summary.outcome_card import outcome_card
from vexas_evidence.publish.site.summary.outcome_table import outcome_table
from vexas_evidence.publish.site.summary.profile_table import profile_table
from vexas_evidence.system.problems import BadInput

SAYS = {"source": "marsh-bulletin", "section": "Story", "paragraph": "1", "sentence": 1}
NOT_MEASURED = {"outcome": "sight", "kind": "not measured", "readings": (SAYS,)}


@pytest.fixture(scope="module")
def known() -> Numbers:
    """A study whose critical outcomes are deaths, which no source states, and sight, which was not measured."""
    numbers = numbers_of(participants("40"), estimate("fever", "30 of 40"))
    absent = (NotStated(outcome="deaths"), NotStated.model_validate(NOT_MEASURED))
    study = replace(numbers.study, results=numbers.study.results.model_copy(update={"not_stated": absent}))
    evidence = numbers.evidence
    sight = Outcome(id="sight", label="Loss of sight", group="Harms", role="harm")
    vocabulary = evidence.vocabulary.model_copy(update={"outcomes": (*evidence.vocabulary.outcomes, sight)})
    question = evidence.question
    rated = question.outcomes.model_copy(update={"critical": ("deaths", "sight")})
    asked = question.model_copy(update={"outcomes": rated})
    made = replace(evidence, studies={study.id: study}, vocabulary=vocabulary, questions={question.id: asked})
    return Numbers(made, study)


def text_of(markdown: Markdown | str) -> str:
    return " ".join(html.fromstring(f"<div>{markdown}</div>").text_content().split())


def test_the_strip_names_those_not_measured_apart(known: Numbers) -> None:
    [said] = strip(Writer(known, "typst"))
    assert "**Critical outcomes not stated in the sources read** (proposed as critical; not stated is not zero)" in said
    assert "**Critical outcomes not measured** (proposed as critical; not measured is not zero)" in said


def test_a_tile_says_of_each_outcome_what_is_known(known: Numbers) -> None:
    last = tiles(known)[-1]
    assert list(last.absent) == [("not stated", ["Deaths"]), ("not measured", ["Loss of sight"])]
    assert last.chip == "Critical outcomes, not stated or not measured"


@pytest.mark.parametrize("drawn", [outcome_table, profile_table])
def test_a_row_of_a_table_says_that_an_outcome_was_not_measured(
    known: Numbers, drawn: Callable[[Writer], Markdown]
) -> None:
    rows = html.fromstring(f"<div>{drawn(Writer(known, 'html'))}</div>").xpath("//tr[@class='absent']")
    said = [" ".join(row.text_content().split()) for row in rows]
    assert [("not measured" in each, "not stated" in each) for each in said] == [(False, True), (True, False)]


def test_the_summary_of_findings_of_a_comparison_names_those_not_measured_apart(known: Numbers) -> None:
    said = text_of(comparative_table(Writer(known, "html")))
    assert "Critical outcomes not stated in the sources read: Deaths" in said
    assert "Critical outcomes not measured: Loss of sight" in said


def test_the_sheet_names_those_not_measured_apart(known: Numbers) -> None:
    said = to_line(sheet.description(known))
    assert "not stated is not zero): deaths. Critical outcomes not measured (" in said
    assert "not measured is not zero): loss of sight." in said


def test_the_tables_of_data_say_what_is_known_of_each(known: Numbers) -> None:
    rows = {to_line(cells["outcome"]): to_line(cells["number"]) for _, cells in table_reported(known).rows}
    assert (rows["Deaths"], rows["Loss of sight"]) == ("not stated in the sources read", "not measured")


def test_a_row_of_the_profile_that_nobody_chose_says_what_is_known(known: Numbers) -> None:
    assert rows_to_weigh(known)[0].plain == "not stated in the sources read; not measured."
    [_, first], *_ = table_outcomes(known).rows
    assert to_line(first["outcome"]).endswith("Deaths (not stated); Loss of sight (not measured)")


def test_findings_and_safety_head_those_not_measured_apart(known: Numbers) -> None:
    groups = [group for table in (table_findings, table_safety) for group, _ in table(known).rows]
    assert "Proposed as critical; not stated in the sources read" in groups
    assert "Proposed as critical; not measured" in groups


def test_the_lead_says_that_an_outcome_was_not_measured(known: Numbers) -> None:
    shown = FirstScreen(topic="Topic", not_stated=("deaths", "sight"))
    said = "Deaths is not stated in the sources read. Loss of sight was not measured."
    assert lead_of(known, shown) == said


def test_the_slide_on_what_is_not_stated_says_what_was_not_measured(known: Numbers) -> None:
    [slide] = [each for each in deck(known) if each.id == "not-stated"]
    assert slide.title == "Critical outcomes are not stated or not measured, which is not zero"
    assert slide.points == ("Deaths: not stated", "Loss of sight: not measured")


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        (("sight",), "The study did not measure this. This does not mean that it did not happen."),
        (("deaths",), "No figure in what we read. This does not mean that it did not happen."),
        ((), "No figure in what we read. This does not mean that it did not happen."),
    ],
)
def test_the_card_of_the_plain_page_says_what_was_not_measured(
    known: Numbers, lacking: tuple[str, ...], said: str
) -> None:
    part = CardPart(title="Harms", of=("fever",), not_stated="Loss of sight", lacking=lacking)
    card = outcome_card(Writer(of_narrative(known, card=(part,)), "html"))
    assert said in text_of(card)


def test_a_tile_that_calls_a_stated_outcome_not_stated_is_refused(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(EXAMPLE, tmp_path / "data"))
    path = folder / "studies" / "marsh-fever-2030" / "narrative.yml"
    text = path.read_text(encoding="utf-8")
    screen = "first_screen: {topic: Topic, tiles: [{id: harms, title: Harms, not_stated: [rash]}]}\n"
    path.write_text(f"{text}{screen}", encoding="utf-8")
    with pytest.raises(BadInput, match="unknown outcome that is not stated 'rash'"):
        load(folder)
