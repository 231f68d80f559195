"""The passages that the other studies were read in: the ledgers are of them, and nothing holds their words.

The passages stand beside the project and are no part of it; without them these tests are not collected.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests import DATA, ROOT
from tests.programs import PASSAGES
from vexas_evidence.load.folder import load
from vexas_evidence.sources import make_ledger
from vexas_evidence.sources.sentences import Sentence, split_sentences

RUN = 6
"""How many words in a row are words of a source, and no fact."""
STUDIES = yaml.safe_load(PASSAGES.read_text(encoding="utf-8"))
QUOTES = [str(each["quote"]) for study in STUDIES for each in study["passages"]]
TEXTS = (".yml", ".py", ".md", ".qmd", ".txt", ".json", ".csv", ".html", ".toml")
SEARCHED = [
    path
    for folder in ("data", "docs", "report", "releases", "tests", "vexas_evidence")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in TEXTS
]


def words_of(text: str) -> str:
    """The words of a text, without its numbers; a sign of a script without spaces is one."""
    return " ".join(re.findall(r"[\u3041-\u9fff]|[^\W\d_]+", text.casefold()))


@pytest.fixture(scope="module")
def words_of_the_project() -> dict[Path, str]:
    return {path: f" {words_of(path.read_text(encoding='utf-8'))} " for path in SEARCHED}


def runs(quote: str) -> list[str]:
    """Every run of so many words of a passage."""
    words = words_of(quote).split()
    return [" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1)]


@pytest.mark.parametrize("quote", [quote for quote in QUOTES if len(words_of(quote).split()) >= RUN])
def test_no_words_of_a_passage_stand_in_the_project(quote: str, words_of_the_project: dict[Path, str]) -> None:
    found = [path for path, words in words_of_the_project.items() if any(f" {run} " in words for run in runs(quote))]
    assert found == []


def test_the_ledgers_are_of_these_passages() -> None:
    sentences = [
        Sentence("Passages", str(number), index, text)
        for number, quote in enumerate(QUOTES, start=1)
        for index, text in enumerate(split_sentences(quote), start=1)
    ]
    evidence = load(DATA)
    sources = {
        source.id
        for name, study in evidence.studies.items()
        if name not in evidence.report.studies
        for source in evidence.sources_of(study)
    }
    kept = {each.fingerprint for name in sources for each in evidence.ledgers[name].statements}
    assert kept == {each.fingerprint for each in make_ledger("x", tuple(sentences), "part").statements}
