from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import EXAMPLE
from vexas_evidence.analysis.checks.full_text import OUTDATED_TEXTS, denials_in_pages
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.verification import verify_evidence
from vexas_evidence.load.folder import load
from vexas_evidence.present.sources_read import checked_count, checked_sentence, limitation
from vexas_evidence.present.spans import to_line

Spoiled = Callable[[str, str, str], Path]


@pytest.fixture
def partly(spoiled: Spoiled) -> Numbers:
    """The invented data, as if the bulletin that one of three estimates is not read in were the article."""
    folder = spoiled("sources.yml", "tier: secondary\n    seen: part", "tier: primary full text\n    seen: part")
    evidence = load(folder)
    return Numbers(evidence, evidence.study)


def test_nothing_read_in_the_article_reads_so(example: Numbers) -> None:
    assert to_line(checked_sentence(example)) == (
        "All figures come from secondary sources and have not been checked against the article. "
        "Calculated and inferred figures are marked."
    )


def test_nothing_checked_is_none_in_short(example: Numbers) -> None:
    assert to_line(checked_count(example)) == "none; the article was not read"


def test_a_part_read_in_the_article_is_counted(partly: Numbers) -> None:
    assert to_line(checked_sentence(partly)) == (
        "1 of 3 reported figures have been checked against the article; the others come from secondary sources. "
        "Calculated and inferred figures are marked."
    )


def test_a_part_checked_is_counted_in_short(partly: Numbers) -> None:
    assert to_line(checked_count(partly)) == "1 of 3 estimates"


def test_the_first_limit_follows_what_was_checked(example: Numbers, partly: Numbers) -> None:
    assert (limitation(example)[0], limitation(partly)[0]) == (
        "All figures come from secondary sources",
        "What the figures were checked against",
    )


def test_a_text_that_says_the_article_was_not_read_is_found_once_it_was(spoiled: Spoiled) -> None:
    spoiled("studies/marsh-fever-2030/study.yml", "No fever for a day.", "The article was not read.")
    folder = spoiled("sources.yml", "tier: secondary\n    seen: part", "tier: primary full text\n    seen: part")
    found = [each for each in verify_evidence(load(folder)).discrepancies if each.check == OUTDATED_TEXTS]
    assert [str(each) for each in found] == [
        "example/studies/marsh-fever-2030/study.yml:31: 'article was not read', but 1 estimates are checked against "
        "it: a text that agrees with the readings: rewrite it, or take it out [texts tell what was read]"
    ]


def test_a_page_that_says_so_is_found_with_its_line(partly: Numbers, tmp_path: Path) -> None:
    (tmp_path / "_quarto.yml").write_text("footer:\n  right: From secondary sources.\n", encoding="utf-8")
    assert [str(each.place) for each in denials_in_pages(partly, tmp_path)] == ["_quarto.yml:2"]


def test_a_page_may_say_so_while_nothing_was_checked(example: Numbers) -> None:
    assert denials_in_pages(example, EXAMPLE.parents[1]) == ()
