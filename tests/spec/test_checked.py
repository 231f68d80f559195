from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import EXAMPLE
from vexas_evidence.analysis.article import contradicted
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.verification import UNTOLD, verify_evidence
from vexas_evidence.load.folder import load
from vexas_evidence.present.sources_read import as_passage, in_full, in_short
from vexas_evidence.present.spans import plain

Spoiled = Callable[[str, str, str], Path]


@pytest.fixture
def partly(spoiled: Spoiled) -> Numbers:
    """The invented data, as if the bulletin that one of three estimates is not read in were the article."""
    folder = spoiled("sources.yml", "tier: secondary\n    seen: part", "tier: primary full text\n    seen: part")
    evidence = load(folder)
    return Numbers(evidence, evidence.study)


def test_nothing_read_in_the_article_reads_so(example: Numbers) -> None:
    assert plain(in_full(example)) == (
        "Every reported number here matches a secondary source; derived and inferred numbers are computed from those. "
        "None was checked against the journal article."
    )


def test_nothing_checked_is_none_in_short(example: Numbers) -> None:
    assert plain(in_short(example)) == "none; the journal article was not read"


def test_a_part_read_in_the_article_is_counted(partly: Numbers) -> None:
    assert plain(in_full(partly)) == (
        "Of the reported numbers, 1 of 3 were checked against the journal article; each other matches a secondary "
        "source; derived and inferred numbers are computed from those."
    )


def test_a_part_checked_is_counted_in_short(partly: Numbers) -> None:
    assert plain(in_short(partly)) == "1 of 3 estimates"


def test_the_first_limit_follows_what_was_checked(example: Numbers, partly: Numbers) -> None:
    assert (as_passage(example)[0], as_passage(partly)[0]) == (
        "Every number comes from a secondary source",
        "What the numbers were checked against",
    )


def test_a_text_that_says_the_article_was_not_read_is_found_once_it_was(spoiled: Spoiled) -> None:
    spoiled("studies/marsh-fever-2030/study.yml", "No fever for a day.", "The article was not read.")
    folder = spoiled("sources.yml", "tier: secondary\n    seen: part", "tier: primary full text\n    seen: part")
    found = [each for each in verify_evidence(load(folder)).discrepancies if each.check == UNTOLD]
    assert [str(each) for each in found] == [
        "example/studies/marsh-fever-2030/study.yml:31: 'article was not read', but 1 estimates are checked against "
        "it: a text that agrees with the readings: rewrite it, or take it out [texts tell what was read]"
    ]


def test_a_page_that_says_so_is_found_with_its_line(partly: Numbers, tmp_path: Path) -> None:
    (tmp_path / "_quarto.yml").write_text("footer:\n  right: From secondary sources.\n", encoding="utf-8")
    assert [str(place) for place, *_ in contradicted(partly, tmp_path)] == ["_quarto.yml:2"]


def test_a_page_may_say_so_while_nothing_was_checked(example: Numbers) -> None:
    assert list(contradicted(example, EXAMPLE.parents[1])) == []
