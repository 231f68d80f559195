from __future__ import annotations

import pytest

from vexas_evidence.text.prose import Reference, references, split, typed_numeral


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


def test_a_numeral_beside_a_declared_name_is_typed() -> None:
    assert typed_numeral("UBA1 in 63%", ("UBA1",)) == "63%"
