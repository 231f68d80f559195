"""What is said of the sources follows from the tiers of those that were read."""

from __future__ import annotations

import pytest

from tests.source_tiers import with_tiers
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Tier
from vexas_evidence.present import sources_read
from vexas_evidence.present.sources_read import basis, checked_sentence, limitation
from vexas_evidence.present.spans import to_line
from vexas_evidence.present.tables.table import source_line
from vexas_evidence.publish.export.embedding import sources_sentence


def told(numbers: Numbers) -> str:
    return sources_read.in_words(numbers.evidence.sources.values())


def test_sources_of_one_tier_are_told_together(example: Numbers) -> None:
    assert told(example) == "secondary sources"


def test_a_lone_source_is_one(example: Numbers) -> None:
    assert sources_read.in_words([example.evidence.sources["marsh-letter"]]) == "a secondary source"


def test_sources_of_several_tiers_are_told_apart(example: Numbers) -> None:
    assert told(with_tiers(example, "primary abstract", "marsh-letter")) == (
        "a secondary source and a primary abstract source"
    )


def test_where_nothing_was_read_no_tier_is_told() -> None:
    assert (sources_read.in_words(()), sources_read.heading(())) == ("the sources read", "What the sources read say")


def test_one_source_says_and_several_say(example: Numbers) -> None:
    known = example.evidence.sources
    assert sources_read.heading([known["marsh-letter"]]) == "What a secondary source says"
    assert sources_read.heading(known.values()) == "What secondary sources say"


@pytest.mark.parametrize("tier", ["primary full text", "primary abstract", "secondary"])
def test_the_basis_of_a_study_is_of_the_tiers_of_its_sources(example: Numbers, tier: Tier) -> None:
    assert basis(with_tiers(example, tier)) == f"From {tier} sources"


def test_what_was_read_in_the_abstract_alone_matches_no_secondary_source(example: Numbers) -> None:
    abstract = with_tiers(example, "primary abstract")
    assert "come from primary abstract sources and" in to_line(checked_sentence(abstract))
    assert limitation(abstract)[0] == "All figures come from primary abstract sources"


def test_what_was_not_checked_matches_sources_of_its_own_tiers(example: Numbers) -> None:
    mixed = with_tiers(example, "primary abstract", "marsh-letter")
    assert "come from secondary or primary abstract sources and" in to_line(checked_sentence(mixed))
    article = with_tiers(example, "primary full text", "marsh-letter")
    assert to_line(checked_sentence(article)).endswith(
        "the others come from secondary sources. Calculated and inferred figures are marked."
    )


def test_what_others_take_away_names_the_tiers(example: Numbers) -> None:
    numbers = with_tiers(example, "primary full text", "marsh-bulletin")
    estimates = example.study.estimates.values()
    assert (
        to_line(sources_sentence(numbers, estimates)) == "Primary full text source: Bulletin; secondary source: Letter."
    )
    assert source_line(numbers, numbers.evidence.sources) == "Source: Bulletin (primary full text); Letter (secondary)."
