from __future__ import annotations

import pytest

from vexas_evidence.tokens import agree, normalise, part_of, texts_of, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rose to 41% and 54%.", ("41%", "54%")),
        ("In 50 (61%) patients.", ("50 (61%)",)),
        ("In 4 of 5 patients.", ("4 of 5",)),
        ("In 50/82 (61%) patients.", ("50/82", "61%")),
        ("In 50 of 82 (61%) patients.", ("50 of 82", "61%")),
        ("On 12/05/2024.", ("12", "05", "2024")),
        ("At least a 25% fall.", ("At least a 25%",)),
        ("a fall of ≥25%", ("≥25%",)),
        ("p < 0.05", ("< 0.05",)),
        ("below 2%", ("below 2%",)),
        ("over 60%", ("over 60%",)),
        ("a change of -3.5 points", ("-3.5",)),
        ("3.1 years (range: 0.4–5.6)", ("3.1 years", "0.4-5.6")),
        ("the first three treatment cycles", ("first three treatment cycles",)),
        ("the first 6 months", ("first 6 months",)),
        ("1,234 patients", ("1,234",)),
        ("all patients, most of them", ("all", "most")),
        ("two-thirds of patients", ("two-thirds",)),
        ("doi: 10.1182/blood.2024028133. PMID: 40373272.", ("10.1182/blood.2024028133", "40373272")),
        ("Blood. 2025 Sep 18;146(12):1450-1461.", ("2025", "18", "146", "12", "1450-1461")),
    ],
)
def test_the_numbers_of_a_text_are_found_with_all_that_carries_meaning(text: str, expected: tuple[str, ...]) -> None:
    assert texts_of(tokens(text)) == expected


@pytest.mark.parametrize("text", ["UBA1 and E1", "CD34 cells", "one of the patients", "an open question"])
def test_digits_within_a_word_are_a_name(text: str) -> None:
    assert tokens(text) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("61 %", "61%"),
        ("0.4–5.6", "0.4-5.6"),
        ("3·1 years", "3.1 years"),
        ("3.1\u00a0years", "3.1 years"),
        ("Over 60%", "over 60%"),
        ("≥ 25%", "≥25%"),
    ],
)
def test_forms_of_writing_that_carry_no_meaning_agree(one: str, other: str) -> None:
    assert agree(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("61%", "61"),
        ("≥25%", "25%"),
        ("<2%", "≤2%"),
        ("3.1 years", "31 years"),
        ("3.1 years", "3.1 months"),
        ("-5", "5"),
        ("0.4-5.6", "0.45.6"),
        ("1 5", "15"),
        ("10²", "102"),
        ("at least 25%", "over 25%"),
    ],
)
def test_whatever_carries_meaning_does_not_agree(one: str, other: str) -> None:
    assert not agree(one, other)


def test_a_word_broken_at_a_line_end_is_joined() -> None:
    assert normalise("trans-\nfusion") == "transfusion"


def test_a_ligature_is_resolved() -> None:
    assert normalise("eﬃcacy") == "efficacy"


@pytest.mark.parametrize(
    ("token", "part", "expected"),
    [("4 of 5", "count", "4"), ("4 of 5", "base", "5"), ("50 (61%)", "count", "50"), ("50 (61%)", "percent", "61%")],
)
def test_a_token_of_two_numbers_has_parts(token: str, part: str, expected: str) -> None:
    assert part_of(token, part) == expected


def test_a_token_of_one_number_has_no_parts() -> None:
    assert part_of("61%", "base") == ""
