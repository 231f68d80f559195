"""A number in words, typed into a page or a text of the data, is refused with its file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.test_numerals import TRUE_SENTENCES, WITH_NUMBERS
from vexas_evidence.analysis.checks.own_texts import no_typed_numeral
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.load.folder import load
from vexas_evidence.publish.coverage.page_words import typed, words_in

Spoil = Callable[[str, str, str], Path]
PAGE = "---\ntitle: Findings\n---\n\n"
"""Four lines, below which the sentences stand, each a paragraph."""
OF_THE_ISSUE = (
    "Nobody relapsed.",
    "No one died during follow-up.",
    "None of them died.",
    "Every patient responded.",
    "The clone was halved.",
    "An eighth of the patients relapsed.",
    "Both relapsed.",
    "No relapse was seen.",
    "They were seen after one year.",
    "Deaths: none.",
    "A year later they were well.",
    "The entire cohort responded.",
    "Without exception they responded.",
    "XII patients died.",
    "lOO% of patients died.",
    "μαʹ deaths.",
    "IIII died.",
)


def lines_refused(page: str) -> set[int]:
    found = list(typed(words_in(page, "report/findings.qmd"), ()))
    assert {each.place.file for each in found} <= {"report/findings.qmd"}
    return {each.place.line for each in found if each.place.line is not None}


def test_each_sentence_with_a_number_is_refused_in_a_page_with_its_line() -> None:
    page = PAGE + "\n\n".join(WITH_NUMBERS) + "\n"
    assert lines_refused(page) == {5 + 2 * number for number in range(len(WITH_NUMBERS))}


def test_no_true_sentence_is_refused_in_a_page() -> None:
    assert lines_refused(PAGE + "\n\n".join(TRUE_SENTENCES)) == set()


@pytest.mark.parametrize("sentence", OF_THE_ISSUE)
def test_a_sentence_with_a_number_is_refused_in_a_text_of_the_data(sentence: str, spoiled: Spoil) -> None:
    folder = spoiled("glossary.yml", "An invented illness.", f'"{sentence}"')
    line = next(
        number
        for number, text in enumerate((folder / "glossary.yml").read_text(encoding="utf-8").splitlines(), 1)
        if sentence in text
    )
    [found] = no_typed_numeral(numbers(folder))
    assert str(found.place).endswith(f"glossary.yml:{line}")


def test_the_true_sentences_are_no_typed_numerals_in_a_text_of_the_data(spoiled: Spoil) -> None:
    text = " ".join(TRUE_SENTENCES).replace('"', "'")
    assert list(no_typed_numeral(numbers(spoiled("glossary.yml", "An invented illness.", f'"{text}"')))) == []


def numbers(folder: Path) -> Numbers:
    evidence = load(folder)
    return Numbers(evidence, evidence.study)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("No **relapse** was seen.", 5),
        ("No*body* relapsed.", 5),
        ("__None__ died.", 5),
        ("Of the patients, none\nrelapsed.", 5),
        ("It came back.\nOf the patients, both\nrelapsed.", 6),
    ],
)
def test_emphasis_and_line_ends_do_not_hide_a_number(text: str, line: int) -> None:
    assert lines_refused(f"{PAGE}{text}\n") == {line}


def test_a_new_paragraph_ends_a_sentence() -> None:
    assert lines_refused(f"{PAGE}Both\n\nrelapsed.\n") == set()


def test_a_numeral_is_refused_once_where_the_line_goes_on_below() -> None:
    page = f"{PAGE}In three cycles\nthey responded.\n"
    assert len(list(typed(words_in(page, "report/findings.qmd"), ()))) == 1


def test_a_name_that_runs_over_the_end_of_a_line_is_no_numeral() -> None:
    page = f"{PAGE}Report none\ndied.\n"
    assert [str(each.place) for each in typed(words_in(page, "a.qmd"), ("none\ndied",))] == []
