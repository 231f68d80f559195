"""The words of numbers stand in one file, and the patterns are made of them."""

from __future__ import annotations

import ast
import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests import ROOT
from vexas_evidence.text import words
from vexas_evidence.text.words import ENGLISH, any_of, plurals, value_of

PACKAGE = ROOT / "vexas_evidence"
TEXT = (PACKAGE / "text" / "english.toml").read_text(encoding="utf-8")
NUMBERS = {*words.NUMBER_WORDS[2:], *ENGLISH["multiples"]["changed"], *words.SCALES}
LISTED = 3
"""So many number words in one text of code are a list of them."""


def lists_numbers(path: Path) -> list[int]:
    """The lines of a module with a text, or a row of texts, that lists number words."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple | ast.List | ast.Set | ast.Dict):
            parts = node.keys if isinstance(node, ast.Dict) else node.elts
            texts = [str(part.value) for part in parts if isinstance(part, ast.Constant)]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in documented:
            texts = re.split(r"\W+", node.value)
        else:
            continue
        if len(NUMBERS & {text.lower() for text in texts}) >= LISTED:
            found.append(node.lineno)
    return found


def test_no_module_but_that_of_words_lists_number_words() -> None:
    found = {path.relative_to(PACKAGE).as_posix(): lists_numbers(path) for path in sorted(PACKAGE.rglob("*.py"))}
    assert {path: lines for path, lines in found.items() if lines and path != "text/words.py"} == {}


def test_a_list_of_number_words_would_be_found(tmp_path: Path) -> None:
    path = tmp_path / "more.py"
    path.write_text('MORE = ("two", "three", "four")\nPATTERN = r"(?:two|three|ten)"\n', encoding="utf-8")
    assert lists_numbers(path) == [1, 2]


def test_the_package_ships_the_file_of_words() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    globs = settings["tool"]["setuptools"]["package-data"]["vexas_evidence"]
    assert any(fnmatch("text/english.toml", each) for each in globs)


def test_no_word_stands_twice_in_a_list() -> None:
    lists = [words for table in tomllib.loads(TEXT).values() for words in table.values() if isinstance(words, list)]
    assert [word for each in lists for word in each if each.count(word) > 1] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("zero", 0),
        ("one", 1),
        ("nineteen", 19),
        ("twenty", 20),
        ("ninety-nine", 99),
        ("a hundred", 100),
        ("one hundred and twelve", 112),
        ("two thousand, three hundred and four", 2304),
        ("a dozen", 12),
        ("three dozen", 36),
        ("a thousand", 1000),
        ("two hundred thousand", 200000),
        ("two thousand and five hundred", 2500),
        ("Twenty-One", 21),
        ("half", None),
        ("several", None),
        ("two of", None),
    ],
)
def test_the_value_of_words_is_the_number_that_they_state(text: str, value: int | None) -> None:
    assert value_of(text) == value


def test_the_longest_of_some_words_is_tried_first() -> None:
    assert re.findall(any_of(("no", "no one")), "no one, no  one, no") == ["no one", "no  one", "no"]


@pytest.mark.parametrize(
    "noun",
    ["death", "deaths", "fatality", "fatalities", "recovery", "recoveries", "family", "families", "malignancies"],
)
def test_a_noun_is_known_in_the_singular_and_the_plural(noun: str) -> None:
    assert re.fullmatch(plurals(("death", "fatality", "recovery", "family", "malignancy")), noun)


@pytest.mark.parametrize(
    ("word", "sign"), [("at least", "≥"), ("no more than", "≤"), ("not exceeding", "≤"), ("over", ">"), ("nearly", "≈")]
)
def test_a_word_before_a_number_states_a_bound(word: str, sign: str) -> None:
    assert words.BOUNDS[word] == sign


@pytest.mark.parametrize("word", ["at least", "approx.", "<", "not fewer than"])
def test_a_bound_is_matched_to_its_end(word: str) -> None:
    assert re.fullmatch(words.BOUND_PATTERN, word)


def test_a_bound_is_no_part_of_a_longer_word() -> None:
    assert re.match(words.BOUND_PATTERN, "overall") is None


@pytest.mark.parametrize(
    "text", ["half", "two-thirds", "a third", "three quarters", "one in five", "one in 20", "an eighth"]
)
def test_a_share_is_matched(text: str) -> None:
    assert re.fullmatch(words.SHARE, text)


@pytest.mark.parametrize("text", ["2nd", "21st", "twenty-first", "tenth", "twelfth"])
def test_an_ordinal_is_matched(text: str) -> None:
    assert re.fullmatch(words.ORDINAL, text)


@pytest.mark.parametrize("text", ["first line", "first-line", "first dose", "first visit", "first month"])
def test_first_is_an_ordinal_before_what_is_ranked(text: str) -> None:
    assert re.match(words.ORDINAL, text)


def test_first_alone_is_no_ordinal() -> None:
    assert re.match(words.ORDINAL, "first author") is None


@pytest.mark.parametrize("text", ["nobody", "no one", "no-one", "none", "not all", "all", "everyone", "everybody"])
def test_nobody_and_everybody_are_numbers_of_a_source(text: str) -> None:
    assert re.fullmatch(words.NOBODY, text)


@pytest.mark.parametrize(
    "text",
    ["no patients", "both of them", "both of whom", "both of the", "neither patient", "every infection", "zero deaths"]
    + [
        f"no{end}"
        for end in ("  treated patients", " remaining cases", "  of these", " of  whom", " of them", "  of the men")
    ],
)
def test_no_and_both_are_numbers_of_a_source_before_whom_they_count(text: str) -> None:
    assert re.match(words.NOBODY, text)


@pytest.mark.parametrize(
    "text",
    [
        "no comparator",
        "both sources",
        "each centre",
        "Nobody’s",
        "nobody  S",
        "both of theirs",
        "no of thems",
        "both of those",
    ],
)
def test_no_and_both_are_no_numbers_of_a_source_before_other_words(text: str) -> None:
    assert re.match(words.NOBODY, text) is None


@pytest.mark.parametrize("text", ["twice", "doubled", "threefold", "ten-fold", "tripled"])
def test_a_multiple_is_matched(text: str) -> None:
    assert re.fullmatch(words.TIMES, text)


@pytest.mark.parametrize(
    "text",
    [
        "one  patient",
        "one  of the  infections",
        "one year",
        "one-year",
        "one of  these treated  patients",
        "one of those men",
    ],
)
def test_one_is_a_number_of_a_source_before_what_it_counts(text: str) -> None:
    assert re.match(words.WORDS, text)


@pytest.mark.parametrize(
    "text",
    ["one may", "one of the limits", "one source", "one patiently", "one yearling", "one of the patiently"],
)
def test_one_is_no_number_of_a_source_before_other_words(text: str) -> None:
    assert re.match(words.WORDS, text) is None


@pytest.mark.parametrize(
    "text", ["two thousand one", "one hundred", "three and a half", "two and a quarter", "one thousand", "forty two"]
)
def test_a_number_of_several_words_is_matched_to_its_end(text: str) -> None:
    assert re.fullmatch(words.WORDS, text)


def test_the_words_of_numbers_are_those_up_to_twenty_and_the_tens() -> None:
    assert (words.NUMBER_WORDS[0], words.NUMBER_WORDS[19], words.NUMBER_WORDS[-1], len(words.NUMBER_WORDS)) == (
        *("zero", "nineteen", "ninety"),
        28,
    )


def test_the_longer_bound_is_read_where_a_shorter_one_begins_it() -> None:
    found = re.match(words.BOUND_PATTERN, "approximately")
    assert found is not None
    assert found[0] == "approximately"


def test_a_sign_before_a_letter_is_a_bound() -> None:
    assert re.match(words.BOUND_PATTERN, "<x")
