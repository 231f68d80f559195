from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.source_tiers import with_tiers
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.wording.statement_text import text_of
from vexas_evidence.model import Tier
from vexas_evidence.present.figures import charts
from vexas_evidence.present.spans import to_line, to_text

GRADE = 8.0  # school years, as patient leaflets aim at


def texts(numbers: Numbers) -> list[str]:
    return [to_line(numbers.spans(text_of(numbers, passage, "plain"))) for passage in numbers.study.narrative.plain]


def grade(text: str) -> float:
    """The Flesch-Kincaid grade (Kincaid 1975), a syllable counted for each group of vowels that is heard."""
    sentences = [part for part in re.split(r"[.!?:;]+(?:\s|$)", text) if part.strip()]
    words = re.findall(r"[A-Za-z]+", text)
    heard = [max(1, len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^l])e(?:s|d)?$", "", word.lower())))) for word in words]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(heard) / len(words) - 15.59


def test_a_patient_can_read_the_plain_texts(numbers: Numbers) -> None:
    assert grade(" ".join(texts(numbers))) <= GRADE


def test_the_measure_tells_a_hard_text_from_an_easy_one() -> None:
    assert grade("Retrospective multicentre investigation of haematological responsiveness and durability.") > 15


def test_each_plain_percentage_says_of_whom(numbers: Numbers) -> None:
    told = [each for text in texts(numbers) for each in re.split(r"(?<=[.;])\s", text) if "%" in each]
    assert [each for each in told if not re.search(r"of how many|of patients|Among", each)] == []


def test_only_the_share_on_an_inferred_denominator_is_drawn_as_symbols(numbers: Numbers) -> None:
    chart = charts(numbers)["icons"]
    assert "50 of 82" in chart.alt
    assert "scaled" in chart.caption


def test_as_many_symbols_are_filled_as_the_share_says(numbers: Numbers) -> None:
    chart = charts(numbers)["icons"]
    filled = [patch for patch in chart.draw().axes[0].patches if patch.get_facecolor()[:3] != (1.0, 1.0, 1.0)]
    assert len(filled) == 61


@pytest.mark.parametrize("tier", ["secondary", "primary full text"])
def test_the_tier_of_its_sources_stands_within_the_picture(numbers: Numbers, tier: Tier) -> None:
    chart = charts(with_tiers(numbers, tier))["icons"]
    assert to_text(chart.labels[0]).endswith(f"\nscaled\n{tier} sources")


@pytest.mark.parametrize("name", ["inflammatory-response-6m", "infections"])
def test_a_share_without_a_denominator_is_never_drawn_as_symbols(numbers: Numbers, name: str) -> None:
    narrative = numbers.study.narrative.model_copy(update={"icons": name})
    other = Numbers(numbers.evidence, replace(numbers.study, narrative=narrative))
    assert "icons" not in charts(other)


def test_no_plain_sentence_begins_with_a_number(numbers: Numbers) -> None:
    texts = [text_of(numbers, passage, "plain") for passage in numbers.study.narrative.plain]
    assert [text for text in texts if re.search(r"(?:^|[.?!] )\{", text)] == []
