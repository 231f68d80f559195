"""Properties of what reads strangers' texts, for texts that nobody thought of; drawn the same way each time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import EXAMPLE
from vexas_evidence.load import yaml
from vexas_evidence.load.file_records import read_sound
from vexas_evidence.load.folder import FILES
from vexas_evidence.system.problems import BadInput, Problem
from vexas_evidence.text.numerals import first_numeral, numerals
from vexas_evidence.text.printed import parse
from vexas_evidence.text.tokens import agree, loose_digits, names, normalise, normalise_numbers, squeezed, tokens

same_each_time = settings(derandomize=True, database=None, deadline=None, max_examples=300)
few = settings(same_each_time, max_examples=40)

WORDS = st.sampled_from(
    (
        *("at least", "no more than", "patients", "years", "one", "thirty-five", "and", "of", "a", "half", "UBA1", "p"),
        *("CI", "10^9/L", "IL-6", "%", "(", ")", "[", "]", "^", "-", "–", "±", "≥", "<", ",", ".", "·", "/", "×", "½"),
        *("²", "⁹", "٣", "\u00a0", "\u00ad", "\n", "\t", "doi:10.1000/x", "first", "first treatment", "per cent"),
    )
)
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.one_of(WORDS, st.integers(0, 99_999).map(str), st.decimals(0, 100, places=1).map(str)), max_size=12
    ).map(" ".join),
    st.lists(st.one_of(WORDS, st.integers(0, 999).map(str)), max_size=12).map("".join),
)
PRINTED = st.one_of(
    TEXTS,
    st.from_regex(
        r"(?:≥|<|about |at least )?[0-9]{1,4}(?:[.,][0-9]{1,3})?(?:%| years|-[0-9]{1,3}| of [0-9]{1,3})?",
        fullmatch=True,
    ),
)
YAML = st.text(st.sampled_from("ab:{}[]-,? \n\t\"'|>&*!%#@`\\0é\u202e\x00\u2028"), max_size=60)
TREES = st.recursive(
    st.one_of(st.text(max_size=8), st.integers().map(str), st.just("2025-01-01")),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)),
    max_leaves=12,
)


def problems_of(read: Callable[[], object]) -> tuple[Problem, ...]:
    """What is wrong with what is read; any other exception than BadInput fails the test."""
    try:
        read()
    except BadInput as error:
        return error.problems
    return ()


@same_each_time
@given(st.one_of(YAML, st.text(max_size=80)))
def test_a_text_is_yaml_or_a_problem(text: str) -> None:
    told = problems_of(lambda: yaml.plain(yaml.parse(text, "x.yml")))
    assert all(problem.wrong and problem.remedy for problem in told)


@same_each_time
@given(st.binary(max_size=80))
def test_bytes_are_a_file_or_a_problem(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.yml"
    path.write_bytes(content)
    assert all(problem.place.file == "x.yml" for problem in problems_of(lambda: yaml.read(path, "x.yml")))


@pytest.mark.parametrize("kind", FILES)
@few
@given(data=st.data())
def test_a_file_with_any_value_is_a_record_or_a_problem(
    kind: str, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """One value of a sound file becomes another."""
    home = {"ledger": EXAMPLE / "sources" / "marsh-letter.yml"}.get(kind) or next(EXAMPLE.rglob(f"{kind}.yml"), None)
    tree = yaml.plain(yaml.read(home, "x.yml")) if home else {}
    assert isinstance(tree, dict)
    node, value = tree, data.draw(TREES)
    key = data.draw(st.sampled_from([*tree, *FILES[kind].model_fields]))
    below = tree.get(key)
    if isinstance(below, list) and below and isinstance(below[0], dict) and data.draw(st.booleans()):
        node, key = below[0], data.draw(st.sampled_from(sorted(below[0])))
    node[key] = value
    path = tmp_path_factory.getbasetemp() / f"{kind}.yml"
    path.write_text(json.dumps(tree), encoding="utf-8", errors="surrogatepass")
    try:
        sound = read_sound(path, FILES[kind], "x.yml")
    except BadInput:
        return
    assert sound.record is not None or sound.problems


@same_each_time
@given(TEXTS)
def test_tokens_stand_in_order_within_the_text(text: str) -> None:
    clean, at = normalise_numbers(text), 0
    for token in tokens(text):
        assert at <= token.start < token.end <= len(clean)
        assert token.text == clean[token.start : token.end].strip()
        at = token.end


@same_each_time
@given(TEXTS)
def test_every_digit_is_in_a_token_or_a_name(text: str) -> None:
    assert loose_digits(text) == ""
    kept = [*(token.text for token in tokens(text)), *names(text)]
    assert sorted(re.findall(r"\d", "".join(kept))) == sorted(re.findall(r"\d", normalise_numbers(text)))


@same_each_time
@given(TEXTS)
def test_a_text_made_equal_stays_as_it_is(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@same_each_time
@given(TEXTS)
def test_a_text_agrees_with_itself(text: str) -> None:
    assert agree(text, text)
    assert squeezed(text) == squeezed(text)


@same_each_time
@given(PRINTED)
def test_a_text_is_a_printed_number_or_a_value_error(text: str) -> None:
    try:
        number = parse(text)
    except ValueError:
        return
    assert number.text == text
    assert number.value.is_finite()
    assert parse(number.text) == number


@same_each_time
@given(st.decimals(0, 999_999, places=3), st.integers(0, 3))
def test_a_number_that_is_written_is_read_again(value, places: int) -> None:
    rounded = round(value, places) if places else value.to_integral_value()
    number = parse(f"{rounded:.{places}f}")
    assert (number.value, number.decimals) == (rounded, places)


@same_each_time
@given(TEXTS)
def test_numerals_stand_in_order_within_the_text(text: str) -> None:
    at = 0
    for numeral in numerals(text):
        assert at <= numeral.start < numeral.end <= len(text)
        assert numeral.text == text[numeral.start : numeral.end]
        at = numeral.end


@same_each_time
@given(TEXTS)
def test_every_digit_is_in_a_numeral(text: str) -> None:
    told = "".join(numeral.text for numeral in numerals(text))
    assert [sign for sign in text if sign.isdigit()] == [sign for sign in told if sign.isdigit()]
    assert (first_numeral(text) is None) <= (not any(sign.isdigit() for sign in text))
