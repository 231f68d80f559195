"""Characters of one meaning in one form, each in its place."""

from __future__ import annotations

import pytest

from vexas_evidence.text.folding import condense, fold


@pytest.mark.parametrize(
    ("characters", "form"),
    [
        ("‐‑‒–—―﹘", "-"),
        ("−﹣－➖", "−"),
        ("⁄∕", "/"),
        ("·∙⋅•˙‧", "·"),
        ("٪％", "%"),
        ("٫", "."),
        ("٬", ","),
        ("≤⩽≦", "≤"),
        ("≥⩾≧", "≥"),
        ("∼〜", "~"),
        ("≈≅", "≈"),
        ("\u00a0\u1680\u2009\u202f\u3000", " "),
        ("4４٤۴४𝟒", "4"),
        ("nｎ𝑛", "n"),
    ],
)
def test_characters_of_one_meaning_have_one_form(characters: str, form: str) -> None:
    assert fold(characters) == form * len(characters)


@pytest.mark.parametrize("character", ["¹", "²", "⁴", "½", "①", "Ⅰ", "Ⅳ", "ª", "ᵃ", "⁻", "é", "μ", "X"])
def test_a_character_that_changes_a_number_or_a_word_stays(character: str) -> None:
    assert fold(character) == character


@pytest.mark.parametrize("character", ["ﬁ", "㎎", "…"])
def test_a_character_of_several_stays_so_that_places_stay(character: str) -> None:
    assert fold(character) == character


@pytest.mark.parametrize(
    "text", ["a  b", " a b ", "a\tb", "a\nb", "a\u00a0b", "a\u00ad b", "\u200ba b", "a\u200d\u2060 b\ufeff"]
)
def test_a_condensed_text_has_single_spaces_and_no_unseen_characters(text: str) -> None:
    assert condense(text) == "a b"


def test_a_letter_beside_another_script_stays() -> None:
    assert fold("é X") == "é X"
