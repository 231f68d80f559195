from __future__ import annotations

import pytest

from vexas_evidence.text.prose import ESTIMATE_PARTS, Reference, references, split, typed_numeral


def test_a_text_is_split_into_words_and_references() -> None:
    assert list(split("In {a-b} of {c.denominator}.")) == [
        "In ",
        Reference("a-b"),
        " of ",
        Reference("c", "denominator"),
        ".",
    ]


def test_a_malformed_reference_is_quoted_back() -> None:
    with pytest.raises(ValueError, match=r"reference '\{A b\}' is not of the form \{id\} or \{id.part\}"):
        references("In {A b}.")


def test_a_digit_within_a_reference_is_not_typed() -> None:
    assert typed_numeral("In {response-6m}.", ()) is None


def test_a_digit_within_a_declared_name_is_not_typed() -> None:
    assert typed_numeral("UBA1 by WHO 2022 criteria", ("UBA1", "WHO 2022")) is None


def test_a_declared_name_may_open_a_sentence() -> None:
    assert typed_numeral("Gorse 5 mg helped.", ("gorse 5 mg",)) is None


def test_a_numeral_beside_a_declared_name_is_typed() -> None:
    assert typed_numeral("UBA1 in 63%", ("UBA1",)) == "63%"


def test_a_reference_is_written_as_in_texts() -> None:
    assert [reference.written for reference in references("{a} of {b.denominator}")] == ["a", "b.denominator"]


def test_references_are_those_of_a_text_in_order() -> None:
    assert references("In {a} of {b.count}.") == (Reference("a"), Reference("b", "count"))


def test_a_text_without_a_reference_is_its_words() -> None:
    assert list(split("No more.")) == ["No more."]


def test_two_references_side_by_side_have_no_words_between() -> None:
    assert list(split("{a}{b}")) == [Reference("a"), Reference("b")]


@pytest.mark.parametrize("text", ["{}", "{A}", "{a b}", "{a.}", "{a.b.c}", "{1}"])
def test_a_reference_of_another_form_is_malformed(text: str) -> None:
    with pytest.raises(ValueError, match=r"^reference '\{.*\}' is not of the form \{id\} or \{id.part\}$"):
        references(f"In {text}.")


@pytest.mark.parametrize("text", ["in { a", "in a }", "{{a}}", "{a} }", "{ {a}"])
def test_a_brace_without_its_other_is_quoted_back(text: str) -> None:
    with pytest.raises(ValueError, match=r"^a stray brace in '"):
        references(text)


def test_the_parts_of_an_estimate_are_those_that_texts_may_name() -> None:
    assert ESTIMATE_PARTS == (
        "full",
        "value",
        "alone",
        "count",
        "denominator",
        "fraction",
        "percent",
        "rate",
        "interval",
        "ci",
        "limits",
        "when",
    )


def test_a_number_before_had_no_relapse_is_the_number() -> None:
    assert typed_numeral("{a} had no relapse {a.when}", ()) is None


def test_no_relapse_without_a_number_before_it_is_typed() -> None:
    assert typed_numeral("They had no relapse", ()) == "no relapse"


def test_the_longest_name_is_taken_first() -> None:
    assert typed_numeral("by WHO 2022", ("WHO", "WHO 2022")) is None


def test_a_declared_name_parts_the_words_around_it() -> None:
    assert typed_numeral("twoUBA1fold", ("UBA1",)) == "two"


def test_a_vague_quantity_is_not_typed() -> None:
    assert typed_numeral("most patients responded", ()) is None


def test_a_word_right_before_a_reference_is_typed() -> None:
    assert typed_numeral("two{a}", ()) == "two"
