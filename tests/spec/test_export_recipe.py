"""The recipe of docs/fingerprints.md: who follows it finds the sentences that annotations select."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import EXAMPLE, ROOT
from vexas_evidence.load.folder import load
from vexas_evidence.sources.ledger import fingerprint

PAGE = (ROOT / "docs" / "fingerprints.md").read_text(encoding="utf-8")


def recipe() -> Callable[[str], str]:
    [code] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    told: dict[str, Any] = {}
    exec(code, told)
    made: Callable[[str], str] = told["fingerprint"]
    return made


FOLLOWED = recipe()


def test_the_recipe_needs_nothing_of_the_project() -> None:
    assert set(re.findall(r"^import (\w+)$", PAGE, re.MULTILINE)) == {"hashlib", "re", "unicodedata"}


def test_the_sentence_to_try_has_the_fingerprint_that_stands_there() -> None:
    [(sentence, expected)] = re.findall(r"to try: `([^`]+)` has the fingerprint\n`([0-9a-f]{64})`", PAGE)
    assert FOLLOWED(sentence) == expected == fingerprint(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Responses were seen in 61% of patients – “durable” ones.",
        "Counts of 2.5 × 10⁹/L, or 10 000 per µL, at ½ of the sites.⁴",
        "The effect was long-lasting; p >= 0.05, range 0·4–5·6, −3 to 1 000 000.",
        "Eﬃcacy in relapsed/re\u00adfractory VEXAS (n\u00a0=\u00a088): ⩾25% ´at least` «one».",
        "A range of 5 -7 and of 5- 7, and a word -- broken.",
        "",
    ],
)
def test_the_recipe_gives_the_fingerprint_of_a_sentence(sentence: str) -> None:
    assert FOLLOWED(sentence) == fingerprint(sentence)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.text(alphabet="ab1205 .,-–—−·⋅%≥⩾<>=⁰⁹⁻½ﬁ“”'´`\u00ad\u00a0\u2009^()/", max_size=30))
def test_the_recipe_gives_the_fingerprint_of_any_line(line: str) -> None:
    assert FOLLOWED(line) == fingerprint(line)


def test_who_holds_the_text_finds_the_sentences_of_its_ledger() -> None:
    ledger = load(EXAMPLE).ledgers["marsh-bulletin"]
    text = (EXAMPLE / "texts" / "marsh-bulletin.txt").read_text(encoding="utf-8")
    found = {FOLLOWED(line) for block in text.splitlines() for line in re.split(r"(?<=[.])\s+", block)}
    assert {each.fingerprint for each in ledger.statements} <= found


def test_the_layout_of_a_sentence_does_not_count() -> None:
    assert FOLLOWED("A long-term “effect”.") == FOLLOWED('A  long\u00a0term "effect".')
