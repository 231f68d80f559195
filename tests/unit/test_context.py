from __future__ import annotations

import pytest

from tests import DATA
from vexas_evidence.load.folder import load
from vexas_evidence.sources import Sentence
from vexas_evidence.sources.context import Context, contexts
from vexas_evidence.text.tokens import tokens

EVIDENCE = load(DATA)


def around(text: str, *heads: str) -> Context:
    return Context(text, tuple((token.start, token.end) for token in tokens(text)), heads)


def doubt(text: str, outcome: str, number: int = 1, *heads: str) -> str:
    return around(text, *heads).doubt(number, EVIDENCE.outcomes[outcome], EVIDENCE.vocabulary.outcomes)


def test_the_words_around_a_token_are_one_line_with_the_token_marked() -> None:
    assert around("Infections occurred in 34% of patients.").line(1) == "Infections occurred in »34%« of patients."


def test_a_word_of_the_outcome_in_the_clause_speaks_for_it() -> None:
    assert doubt("Infections occurred in 34%, and cytopenias in 36%.", "infections") == ""


@pytest.mark.parametrize(
    ("text", "outcome", "number", "why"),
    [
        ("Grade 3 neutropenia occurred in 34%.", "infections", 2, "no word of 'Infections' beside it"),
        ("Infections were rare, neutropenia in 34%.", "infections", 2, "no word of 'Infections' beside it"),
        (
            "Serious infections occurred in 34%.",
            "infections",
            1,
            "'Serious infections', a word of 'Serious infections', stands beside it",
        ),
        (
            "Infections in 34% with cytopenias.",
            "infections",
            1,
            "'cytopenias', a word of 'Cytopenias', stands beside it",
        ),
        ("Infections in 34% respectively.", "infections", 1, "its sentence says 'respectively'"),
    ],
)
def test_other_words_speak_against_it(text: str, outcome: str, number: int, why: str) -> None:
    assert doubt(text, outcome, number) == why


def test_a_cell_of_numbers_has_the_words_of_its_row() -> None:
    assert doubt("30 (34)", "infections", 1, "Harms", "Infection, n (%)") == ""


def test_a_row_is_one_clause() -> None:
    assert doubt("Infection, any, n (%) | 30 (34)", "infections") == ""


def test_a_percent_sign_in_the_head_of_a_column_is_seen() -> None:
    sentences = (
        Sentence("Harms", "Table, head", 1, "Event | Patients (%)"),
        Sentence("Harms", "Table, row Infection", 1, "Infection | 34"),
    )
    assert [each.has_in_head("%") for _, each in contexts(sentences)] == [True, True]


def test_a_percent_sign_in_the_head_is_seen() -> None:
    assert around("30 (34)", "Infection, n (%)").has_in_head("%")


def test_a_percent_sign_of_another_number_is_no_head() -> None:
    assert not around("Of 30 patients 34% had an infection.").has_in_head("%")


def test_the_level_of_an_interval_is_known_by_the_word_after_it() -> None:
    assert [around("It was 95% (95% CI 90 to 98).").role(number) for number in (1, 2)] == [None, "level"]


@pytest.mark.parametrize(
    ("text", "statistics"),
    [
        ("The ratio was 0.71 (95% CI 0.55 to 0.92; Z = 2.4; P = 0.01).", ["2.4"]),
        ("It fell by 4.1 (t(38) = -2.41, P = 0.02).", ["38", "-2.41"]),
        ("More slept (30 of 40; χ2 = 5.3, df = 1, P = 0.02).", ["5.3", "1"]),
        ("Doses differed (F(2, 57) = 3.4; P = 0.04).", ["2", "57", "3.4"]),
        ("Chi-square = 4.2 with 2 degrees of freedom.", ["4.2", "2"]),
        ("Of all, M = 10 and F = 12; t = 6 weeks; the mean Z score = 1.2.", []),
    ],
)
def test_a_test_statistic_and_its_degrees_of_freedom_are_no_result(text: str, statistics: list[str]) -> None:
    context = around(text)
    texts = [context.text[start:end] for start, end in context.spans]
    assert [each for number, each in enumerate(texts, 1) if context.role(number) == "test statistic"] == statistics


def test_a_column_may_be_one_of_test_statistics() -> None:
    sentences = (
        Sentence("Results", "Table, head", 1, "Sleep | Difference | t | P"),
        Sentence(
            "Results", "Table, row Hours", 1, "Hours | 1.4 | 2.41 | 0.02", columns=("Sleep", "Difference", "t", "P")
        ),
    )
    row = dict(contexts(sentences))["Results", "Table, row Hours", 1]
    assert [row.role(number) for number in (1, 2, 3)] == [None, "test statistic", None]


@pytest.mark.parametrize(
    "text",
    [
        "Call fax 617-555-0143.",
        "In Boston, MA 02115, USA.",
        "Ward, 28046 Madrid, Spain.",
        "20246 Hamburg",
        "1090 Wien, Austria",
    ],
)
def test_a_number_that_names_is_no_result(text: str) -> None:
    assert around(text).role(1) == "code"


@pytest.mark.parametrize(("row", "above"), [("Harms", ["Harms"]), ("", [""])])
def test_a_row_of_one_cell_is_the_sub_head_of_the_rows_below_it(row: str, above: list[str]) -> None:
    sub_head = Sentence("Results", "Table 1, row Harms", 1, "Harms", row, ("",))
    below = Sentence("Results", "Table 1, row Yes", 1, "Yes | 3 | 7", "Harms, Yes", ("", "Bark", "Water"))
    assert [*dict(contexts([sub_head, below]))[below.place].above[:1]] == above
