"""The finished slides open in LibreOffice, whole and with the messages of the data."""

from __future__ import annotations

import re

import pypdfium2
import pytest

from tests.clients.conftest import Opened
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.spans import to_text


@pytest.fixture
def slides(opened: Opened) -> list[str]:
    """The words of each slide, without spaces."""
    document = pypdfium2.PdfDocument(opened("slides.pptx"))
    return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]


def test_each_slide_is_a_page(slides: list[str], numbers: Numbers) -> None:
    assert numbers.study.journal is not None
    assert len(slides) == 1 + len(numbers.study.journal.slides)


def test_each_slide_prints_its_message(slides: list[str], numbers: Numbers) -> None:
    assert numbers.study.journal is not None
    titles = ["".join(to_text(numbers.spans(each.title)).split()) for each in numbers.study.journal.slides]
    assert [title for title, slide in zip(titles, slides[1:], strict=True) if not holds(slide, title)] == []


def holds(slide: str, title: str) -> bool:
    """Say whether a slide has the words of a title, between which letters of kinds may stand."""
    return re.search(r"[dij]?".join(map(re.escape, title)), slide) is not None


def test_the_first_slide_says_of_which_tier_the_sources_are(slides: list[str]) -> None:
    assert "secondarysources" in slides[0]
