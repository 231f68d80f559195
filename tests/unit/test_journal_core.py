"""What a journal club discusses of a study without texts for it: it follows from the data."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import EXAMPLE, TRIAL
from tests.constructed_study import estimate, numbers_of, participants
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.load.folder import load
from vexas_evidence.present.spans import to_text
from vexas_evidence.publish.site.handouts import anchors
from vexas_evidence.publish.site.summary import journal_core

SMALL = estimate("fever", "9 of 12")
RASH, FEWER = estimate("rash", "12%", outcome="rash"), estimate("deaths", "3%", outcome="deaths")


def of(folder: object) -> Numbers:
    loaded = load(folder)  # type: ignore[arg-type]
    return Numbers(loaded, loaded.study)


def asked(numbers: Numbers) -> dict[str, str]:
    return {each.id: to_text(numbers.spans(each.text)) for each in journal_core.questions(numbers)}


def test_texts_of_the_study_take_the_place_of_what_follows_from_the_data(numbers: Numbers) -> None:
    club = numbers.study.journal
    assert club is not None
    found = (journal_core.lines(numbers), journal_core.prompts(numbers), journal_core.questions(numbers))
    assert found == (club.results, club.prompts, club.questions)


def test_each_heading_has_a_line_with_its_results_in_full() -> None:
    numbers = of(EXAMPLE)
    said = {line.title: to_text(numbers.spans(line.text)) for line in journal_core.lines(numbers)}
    assert said["Response"].startswith("Freedom from fever at 4 weeks in 30 of 40")
    assert list(said) == ["Response", "Harms"]


@pytest.mark.parametrize(
    ("numbers", "title"),
    [(of(TRIAL), "How were participants allocated?"), (of(EXAMPLE), "How was the study done?")],
    ids=["randomized", "one arm"],
)
def test_a_prompt_asks_what_the_design_asks_for(numbers: Numbers, title: str) -> None:
    assert journal_core.prompts(numbers)[1].title == title


def test_what_nobody_has_entered_says_nothing_of_the_sources() -> None:
    numbers = numbers_of(participants("12"), SMALL)
    bare = numbers.study.about.model_copy(update={"design": ()})
    study = replace(numbers.study, about=bare)
    known = Numbers(replace(numbers.evidence, studies={study.id: study}), study)
    answer = journal_core.prompts(known)[1].answer
    assert answer.text == "The data for this study contain no facts on this."
    assert anchors(known, answer) == ()


def test_a_prompt_says_which_denominators_are_known() -> None:
    numbers = numbers_of(participants("12"), SMALL, estimate("rash", "12%", outcome="rash", population="unknown"))
    said = to_text(numbers.spans(journal_core.prompts(numbers)[2].answer.text))
    assert said == (
        "Denominator known: Freedom from fever: 9 of 12. "
        "Denominator not stated, so without a count and an interval: Rash: 12%."
    )


def test_a_small_group_is_asked_about_with_its_interval() -> None:
    numbers = numbers_of(participants("12"), SMALL)
    [question] = [each for each in journal_core.questions(numbers) if each.id == "small-fever"]
    assert to_text(numbers.spans(question.answer.text)).startswith("The group is small: 95% CI 47–91%.")


def test_several_harms_raise_the_question_whether_they_may_be_added() -> None:
    assert "harms" in asked(numbers_of(RASH, FEWER))
    assert "harms" not in asked(numbers_of(RASH))


def test_critical_outcomes_without_a_figure_are_asked_about() -> None:
    numbers = of(EXAMPLE)
    [question] = [each for each in journal_core.questions(numbers) if each.id == "absent"]
    assert question.answer.text.startswith("Without a figure (not stated: Deaths).")


def test_the_effect_of_a_trial_is_asked_about() -> None:
    assert asked(of(TRIAL))["effect"].startswith("What does a risk ratio of 1.50 (95% CI 1.02 to 2.20)")
