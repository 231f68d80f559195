"""A figure or a number on someone else's page keeps its denominator, its time and its source."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import html

from tests import VERSION
from tests.drawn_texts import texts_of
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Evidence
from vexas_evidence.present.figures import canvas, charts
from vexas_evidence.present.spans import to_text
from vexas_evidence.publish.export import embedding


def words_of(numbers: Numbers, name: str) -> str:
    """The words inside the picture of a figure for embedding."""
    chart = charts(numbers)[name]
    return " ".join(texts_of(canvas.to_svg(embedding.to_embed(numbers, chart), "")))


@pytest.mark.parametrize("name", ["proportions", "timeline", "flow"])
def test_denominator_time_and_tier_are_inside_the_picture(numbers: Numbers, name: str) -> None:
    told = words_of(numbers, name)
    assert "Counted: " in told
    assert "When: " in told
    assert re.search(
        r"Secondary sources: Medxy summary, IACH newsletter(, CEREMAIA)?; the journal article was not", told
    )


def test_a_denominator_inside_the_picture_has_its_kind(numbers: Numbers) -> None:
    words = words_of(numbers, "proportions")
    assert "during follow-up, 50 of 82 " in words
    assert "n or N inferred" in words


def test_a_picture_for_embedding_is_the_same_bytes_each_time(numbers: Numbers) -> None:
    chart = charts(numbers)["flow"]
    first, second = (list(canvas.to_pngs([(embedding.to_embed(numbers, chart), "", canvas.DOTS)])) for _ in range(2))
    assert first == second


def test_a_number_keeps_its_denominator_time_and_tier_in_one_sentence(numbers: Numbers) -> None:
    told = to_text(embedding.number_snippet(numbers, numbers.study.estimates["infections"]))
    assert told == (
        "<p>Infections, time not stated: 34%. Counted: patients (denominator not stated); denominator not stated. "
        "Secondary sources: Medxy summary, IACH newsletter; the journal article was not read. "
        "Comparator: none in this study. "
        "Azacitidine for VEXAS syndrome in the FRENVEX cohort: evidence summary, "
        f"version {VERSION}, 30 November 2026.</p>\n"
    )


def test_a_published_number_links_to_its_record(evidence: Evidence) -> None:
    report = evidence.report.model_copy(update={"published": "https://example.org"})
    numbers = Numbers(replace(evidence, report=report), evidence.study)
    told = html.fromstring(to_text(embedding.number_snippet(numbers, evidence.study.estimates["infections"])))
    assert told.xpath("//@href") == ["https://example.org/report/provenance.html#num-infections"]


def test_words_that_look_like_markup_stay_words(evidence: Evidence) -> None:
    title = 'A "<b>bold</b>" title & more'
    about = evidence.study.about.model_copy(update={"title": title})
    study = replace(evidence.study, about=about)
    numbers = Numbers(replace(evidence, studies={study.id: study}), study)
    told = html.fromstring(to_text(embedding.number_snippet(numbers, study.estimates["infections"])))
    assert told.xpath("//b") == []
    assert re.search(re.escape(title), told.text_content())
