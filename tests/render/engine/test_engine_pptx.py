"""Slides: what a page becomes as PPTX, and the reference presentation."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pptx
import pytest

from tests import ROOT
from vexas_evidence.present.figures.chart import SLIDE, SLIDE_HEIGHT
from vexas_evidence.publish.render import Request, render
from vexas_evidence.publish.render.office_files import clean_presentation, filled_template
from vexas_evidence.system.problems import BadInput

CONFIG = "project: {type: website, render: [pages/*.qmd]}\n"
PAGE = """---
title: Deck
format:
  pptx: {reference-doc: reference.pptx}
  revealjs: default
---

## A whole sentence

Out of whom.

![](dot.png "A dot")

::: {.notes}
Say this.
:::

::: {.content-visible when-format="pptx"}

## Only here

- point

:::
"""
Make = Callable[..., Path]
TEMPLATE = ROOT / "report" / "styles" / "reference.pptx"


@pytest.fixture
def deck(make: Make, tmp_path: Path) -> tuple[Path, list[str]]:
    """A small deck, and the lines that were told."""
    root = make({"pages/a.qmd": PAGE}, CONFIG)
    (root / "pages" / "reference.pptx").write_bytes(filled_template(TEMPLATE, "The project", "1.2"))
    sample = Path(__file__).parent / "project" / "report" / "dot.png"
    (root / "pages" / "dot.png").write_bytes(sample.read_bytes())
    told: list[str] = []
    render(Request(root, root / "data", tmp_path / "out", engine="embedded"), told.append)
    return tmp_path / "out" / "pages" / "a.pptx", told


def test_a_heading_of_the_second_level_begins_a_slide(deck: tuple[Path, list[str]]) -> None:
    titles = [slide.shapes.title.text for slide in pptx.Presentation(str(deck[0])).slides]
    assert titles == ["Deck", "A whole sentence", "Only here"]


def test_slides_are_wide(deck: tuple[Path, list[str]]) -> None:
    made = pptx.Presentation(str(deck[0]))
    assert round(made.slide_width / made.slide_height, 2) == 1.78


def test_every_slide_has_the_footer_and_its_number(deck: tuple[Path, list[str]]) -> None:
    for slide in pptx.Presentation(str(deck[0])).slides:
        kinds = {shape.placeholder_format.type.name: shape.text_frame.text for shape in slide.placeholders}
        assert kinds["FOOTER"] == "The project, version 1.2. Not medical advice."
        assert "SLIDE_NUMBER" in kinds


def test_notes_are_notes(deck: tuple[Path, list[str]]) -> None:
    slides = pptx.Presentation(str(deck[0])).slides
    assert slides[1].notes_slide.notes_text_frame.text == "Say this."


def test_the_alternative_text_of_a_picture_is_its_title_alone(deck: tuple[Path, list[str]]) -> None:
    slide = pptx.Presentation(str(deck[0])).slides[1]
    pictures = [shape for shape in slide.shapes if shape.shape_type == 13]
    assert [each._element.nvPicPr.cNvPr.get("descr") for each in pictures] == ["A dot"]


def test_a_format_that_only_quarto_makes_is_left_out_and_told(deck: tuple[Path, list[str]]) -> None:
    assert "pages/a.qmd: revealjs left out; only Quarto makes it" in deck[1]
    assert not deck[0].with_suffix(".html").exists()


def test_a_page_for_quarto_alone_is_refused(make: Make, tmp_path: Path) -> None:
    root = make({"pages/a.qmd": "---\nformat: revealjs\n---\n\n## One\n"}, CONFIG)
    with pytest.raises(BadInput) as caught:
        render(Request(root, root / "data", tmp_path / "out", engine="embedded"), lambda _: None)
    assert [str(each) for each in caught.value.problems] == [
        "pages/a.qmd: no format but revealjs: one of html, typst, docx, pptx too: add one, or leave the page to Quarto"
    ]


def test_the_template_has_a_font_that_every_computer_has() -> None:
    theme = (
        pptx.Presentation(str(TEMPLATE))
        .slide_masters[0]
        .part.part_related_by("http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme")
    )
    assert theme.blob.count(b'<a:latin typeface="Arial"') == 2


def test_a_figure_is_drawn_for_the_place_that_the_template_has_for_it() -> None:
    places = pptx.Presentation(str(TEMPLATE)).slide_master.placeholders
    [place] = [each for each in places if each.placeholder_format.idx == 1]
    assert (place.width.pt, place.height.pt) == (SLIDE.width, SLIDE_HEIGHT)


def test_a_filled_template_is_the_same_bytes_each_time() -> None:
    assert filled_template(TEMPLATE, "T", "1") == filled_template(TEMPLATE, "T", "1")


def test_clean_slides_stay_as_they_are(deck: tuple[Path, list[str]]) -> None:
    content = deck[0].read_bytes()
    assert clean_presentation(content) == content
    assert len(pptx.Presentation(io.BytesIO(content)).slides) == 3
