from __future__ import annotations

import pytest

from vexas_evidence.text.numerals import Numeral, classed, numerals


def keys(text: str) -> list[str]:
    return [numeral.key for numeral in numerals(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("41% of patients", ["41%"]),
        ("61 % of 88", ["61%", "88"]),
        ("a fall of ≥25%, or < 2%", ["≥25%", "<2%"]),
        ("range 0.4–5.6 years", ["0.4", "-5.6"]),
        ("on 2026-11-22", ["2026", "-11", "-22"]),
        ("146(12):1450-1461", ["146", "12", "1450", "-1461"]),
        ("0·4", ["0.4"]),
        ("UBA1 and E1", ["uba1", "e1"]),
        ("the first three cycles, twenty-two patients", ["three", "twenty-two"]),
        ("version 0.1.0.", ["0.1.0"]),
        ("minus -3", ["-3"]),
        ("p>0.05", [">0.05"]),
        ("<b>x</b> 7.5%", ["7.5%"]),
        ("twice, or ½", ["twice", "½"]),
        ("六十三", ["六", "十", "三"]),
        ("㊿, ❻ or 💯", ["㊿", "❻", "💯"]),
        ("⩽ 2%, ≪2% or ＜2%", ["⩽2%", "≪2%", "＜2%"]),
        ("− 61%", ["-61%"]),
    ],
)
def test_a_numeral_keeps_all_that_carries_meaning(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "one may ask",
        "no comparator",
        "often",
        "someone",
        "tension",
        "not zero",
        "the first line",
        "a third line of treatment",
    ],
)
def test_words_that_state_no_quantity_are_no_numerals(text: str) -> None:
    assert keys(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "none died,",
        "half of",
        "a third",
        "one patient",
        "no patients",
        "zero deaths",
        "both patients",
        "grade IV",
        "LXI per cent",
    ],
)
def test_words_that_state_how_many_are_numerals(text: str) -> None:
    assert [kind for _, kind in classed(f"{text} of the patients", ())] == ["typed"]


@pytest.mark.parametrize(
    "text", ["nearly all", "hardly any", "most patients", "a large majority", "all of the responders", "many cases"]
)
def test_words_that_say_how_many_without_a_limit_are_vague_quantities(text: str) -> None:
    assert [kind for _, kind in classed(text, ())] == ["vague quantity"]


def test_the_form_of_a_dash_does_not_matter() -> None:
    assert keys("0.4–5.6") == keys("0.4-5.6") == keys("0.4 −5.6".replace(" ", ""))


def test_a_lost_per_cent_sign_makes_another_numeral() -> None:
    assert Numeral("41%", 0, 3).key != Numeral("41", 0, 2).key


def test_a_numeral_of_a_declared_name_is_a_name() -> None:
    assert [kind for _, kind in classed("UBA1 in 41%", ("UBA1",))] == ["name", "typed"]


def test_a_numeral_beside_a_declared_name_is_typed() -> None:
    assert [kind for _, kind in classed("grade ≥3 or ≥4", ("grade ≥3",))] == ["name", "typed"]
