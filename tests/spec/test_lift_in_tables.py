"""What a lift proposes from a table: the column of the arm, a p-value below its head, no row of one participant."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.constructed_study import estimate, numbers_of
from tests.reviews import STUDY, data_with, reviewer
from vexas_evidence.analysis.lift.likeness import Form, forms, prints, rounds_off
from vexas_evidence.analysis.prints.arm_words import other_participants
from vexas_evidence.analysis.review.decisions import NewEstimate, add_estimate
from vexas_evidence.analysis.review.new_names import NewOutcome
from vexas_evidence.analysis.review.reviewer import Pick
from vexas_evidence.load.folder import load
from vexas_evidence.model import Estimate, Study
from vexas_evidence.model.study import Arm, Denominator, Population
from vexas_evidence.sources.context import Context
from vexas_evidence.text.tokens import tokens

HEADS = ("Event", "Marsh tea (n = 44)", "Hot water (n = 45)", "P value")
UNKNOWN = Denominator(status="not stated")


def row(text: str, columns: tuple[str, ...] = HEADS) -> Context:
    return Context(text, tuple((each.start, each.end) for each in tokens(text)), (), columns)


def study_of(rash: Estimate) -> Study:
    """A study of two arms, each with a population."""
    study = numbers_of(rash).study
    arms = (Arm(id="tea", label="marsh tea"), Arm(id="water", label="hot water"))
    populations = (
        Population(id="with-tea", label="adults with tea", arm="tea", denominator=UNKNOWN),
        Population(id="with-water", label="adults with water", arm="water", denominator=UNKNOWN),
    )
    about = study.about.model_copy(update={"arms": arms, "populations": (*study.about.populations, *populations)})
    return replace(study, about=about)


def of(population: str, printed: str = "7.5%", measure: str = "proportion") -> Estimate:
    return estimate("rash", printed, measure=measure).model_copy(update={"population": population})


@pytest.mark.parametrize(
    ("population", "token", "why"),
    [
        ("with-tea", 1, ""),
        ("with-tea", 2, "'hot water', another arm, stands beside it"),
        ("with-water", 1, "'marsh tea', another arm, stands beside it"),
        ("with-tea", 3, ""),
        ("everyone", 2, ""),
    ],
)
def test_the_head_of_its_column_says_of_which_arm_a_number_is(population: str, token: int, why: str) -> None:
    rash = of(population)
    assert other_participants(study_of(rash), rash, row("Rash | 3 | 5 | 0.04"), token) == why


def test_in_the_head_of_a_table_its_own_cell_says_so() -> None:
    size, context = of("with-tea", "40", "count"), row("Event | Hot water (n = 20) | Total (n = 40)", ())
    found = [other_participants(study_of(size), size, context, token) for token in (1, 2)]
    assert found == ["'hot water', another arm, stands beside it", ""]


def test_in_a_sentence_its_clause_says_so() -> None:
    rash, context = of("with-tea"), row("Rash was seen in 7.5% with hot water, and in 7.5% with marsh tea.", ())
    found = [other_participants(study_of(rash), rash, context, token) for token in (1, 2)]
    assert found == ["'hot water', another arm, stands beside it", ""]


def test_a_row_below_a_head_of_patients_that_a_number_heads_is_of_one_participant() -> None:
    rash, context = of("everyone"), row("7 | 7.5% | 2", ("Patient no.", "Rash", "Sex"))
    assert other_participants(study_of(rash), rash, context, 2) == "its row is of one participant"
    alone = of("everyone", "7.5", "individual-value")
    assert other_participants(study_of(alone), alone, context, 2) == ""


@pytest.mark.parametrize(
    ("text", "columns", "token", "found"),
    [
        ("Rash | 3 | 5 | 0.04", HEADS, 3, [Form("0.04", head="P")]),
        ("Rash | 3 | 5 | 0.04", ("Event", "A", "B", "p"), 3, [Form("0.04", head="P")]),
        ("Rash | 3 | 5 | 0.04", HEADS, 1, []),
        ("Rash | 3 | 5 | 12.4", HEADS, 3, []),
        ("Rash was rarer (P = 0.04).", (), 1, [Form("P = 0.04")]),
        ("Rash was seen in 0.04 of all.", (), 1, []),
    ],
)
def test_a_p_value_is_named_before_it_or_in_the_head_of_its_column(
    text: str, columns: tuple[str, ...], token: int, found: list[Form]
) -> None:
    known = tuple(each.text for each in tokens(text))
    p_value = estimate("rash", "P = 0.04", measure="p-value", comparator="everyone").model_copy(
        update={"comparator": None}
    )
    assert list(forms("p-value", False, known, token, row(text, columns))) == found
    assert all(prints(p_value, each) for each in found)


def test_another_p_value_does_not_print_it() -> None:
    p_value = estimate("rash", "P = 0.04", measure="p-value", comparator="everyone")
    assert [prints(p_value, Form(text, head="P")) for text in ("0.04", "<0.04", "0.05")] == [True, False, False]


def test_a_count_before_its_share_in_brackets_is_no_percentage() -> None:
    rash, context = of("everyone", "12.0%"), row("Rash | 12 (15.6)", ("Event", "Number (%)"))
    assert [
        each for each in forms("proportion", False, ("12", "15.6"), 1, context) if each.head and prints(rash, each)
    ] == []


def test_a_whole_number_that_rounds_off_is_not_the_number() -> None:
    mean = estimate("rash", "3.7", measure="mean")
    assert [prints(mean, Form(text)) for text in ("4", "3.7", "3.70", "3.72")] == [False, True, True, True]


def test_a_percentage_with_fewer_decimals_rounds_off() -> None:
    rash = of("everyone", "4.1%")
    assert [rounds_off(rash, Form(text)) for text in ("4%", "4.1%", "4.12%")] == [True, False, False]


JATS = """<?xml version="1.0"?><article article-type="research-article"><front><article-meta><title-group>
<article-title>Bark</article-title></title-group></article-meta></front><body><sec><title>Results</title>
<table-wrap><label>Table 1</label><table><thead><tr><th>Event</th><th>Bark</th><th>Water</th><th>P value</th></tr>
</thead><tbody><tr><td>Itch</td><td>3</td><td>5</td><td>0.04</td></tr></tbody></table></table-wrap></sec></body>
</article>"""


def test_on_the_review_page_a_p_value_of_a_table_has_its_name_from_the_head(tmp_path: Path) -> None:
    article = tmp_path / "article.xml"
    article.write_text(JATS, encoding="utf-8")
    data = data_with(tmp_path, article)
    study = data / "studies" / STUDY / "study.yml"
    text = study.read_text(encoding="utf-8")
    added = "populations:\n  - {id: with-bark, label: with bark, arm: bark, denominator: {status: not stated}}\n"
    arms = "arms:\n  - {id: bark, label: bark}\n  - {id: water, label: water}\n"
    design = text.replace("{arms: one arm}", "{arms: parallel, randomized: no}")
    study.write_text(design.replace("populations:\n", added) + arms, encoding="utf-8")
    new = NewEstimate(NewOutcome("Itch", "Harms", "harm"), "with-bark", "time-not-stated", "p-value", "water")
    decided = add_estimate(reviewer(data, article), new, Pick(("Results", "Table 1, row Itch", 1), 3))
    assert decided.is_written, decided.discrepancies
    [found] = [each for each in load(data).studies[STUDY].estimates.values() if each.measure == "p-value"]
    assert (found.readings[0].printed, found.readings[0].shown) == ("0.04", "P = 0.04")
