"""A printed minus sign reads as one in every output; files that programs read keep the hyphen of a keyboard."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pptx
import pytest
from lxml import html

from tests import TRIAL
from tests.finished_files import pages, text_of_docx, text_of_pdf
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.load.folder import load
from vexas_evidence.present.figures import charts
from vexas_evidence.present.figures.picture import Text
from vexas_evidence.present.spans import Shown, Words, with_minus
from vexas_evidence.publish.site.blocks import texts_for_tree

HYPHEN = re.compile(r"(?:^|[\s(“=<>≤≥])-\d")
MINUS = "\u22123.4 points (95% CI \u22125.0 to \u22121.8)"


def words_of(page: html.HtmlElement) -> str:
    """All that a reader of a page meets: its text and the texts of its pictures, and what other sites show of it."""
    for script in page.xpath("//script | //style"):
        script.text = None
    alts = page.xpath("//@alt | //@aria-label | //@title | //meta/@content")
    return " ".join(" ".join([page.text_content(), *map(str, alts)]).split())


def words_of_slides(path: Path) -> str:
    slides = pptx.Presentation(str(path)).slides
    return " ".join(
        shape.text_frame.text
        for slide in slides
        for shape in (*slide.shapes, *slide.notes_slide.shapes)
        if shape.has_text_frame
    )


def test_no_page_prints_a_hyphen_for_a_minus_sign(trial_site: Path) -> None:
    found = {name: HYPHEN.findall(words_of(page)) for name, page in pages(trial_site).items()}
    assert {name: signs for name, signs in found.items() if signs} == {}
    assert MINUS in words_of(pages(trial_site)["findings"])


@pytest.mark.parametrize("name", ["evidence-summary", "evidence-profile", "technical-appendix", "visual-summary"])
def test_no_pdf_prints_a_hyphen_for_a_minus_sign(trial_site: Path, name: str) -> None:
    assert HYPHEN.findall(text_of_pdf(trial_site / "report" / f"{name}.pdf")) == []


@pytest.mark.parametrize("name", ["evidence-summary", "evidence-profile", "technical-appendix"])
def test_no_docx_prints_a_hyphen_for_a_minus_sign(trial_site: Path, name: str) -> None:
    words = text_of_docx(trial_site / "report" / f"{name}.docx")
    assert HYPHEN.findall(words) == []
    assert MINUS in words.replace("\u00a0", " ") or name == "evidence-profile"


def test_no_slide_prints_a_hyphen_for_a_minus_sign(trial_site: Path) -> None:
    assert HYPHEN.findall(words_of_slides(trial_site / "report" / "slides.pptx")) == []


def test_a_csv_keeps_the_hyphen_that_programs_read(trial_site: Path) -> None:
    with (trial_site / "downloads" / "statistics.csv").open(encoding="utf-8") as file:
        values = [row["value"] for row in csv.DictReader(file) if row["record"] == "score-difference"]
    assert "-3.4" in values


def test_a_drawing_and_its_alternative_text_print_the_sign() -> None:
    drawn = Text(0, 0, ("(", Shown("-3.4", "reported", "difference"), ")"), 10)
    assert drawn.text == "(\u22123.4)"
    said = texts_for_tree((Words("from -5.0 to -1.8", "estimate"),), "alt")
    assert "from \u22125\\.0 to \u22121\\.8" in said
    trial = load(TRIAL)
    known = charts(Numbers(trial, trial.study)).values()
    assert [HYPHEN.findall(chart.alt) for chart in known] == [[] for _ in known]


@pytest.mark.parametrize("text", ["2-4", "10-year", "IL-6", "10.1182/-5", "2026-11-30"])
def test_a_hyphen_within_a_range_a_name_or_a_date_is_no_minus_sign(text: str) -> None:
    assert with_minus(text) == text
