"""Documents to which a page links and which a render of some formats did not make."""

from __future__ import annotations

from pathlib import Path

import pytest

from vexas_evidence.publish.outputs import unlink_absent_documents

PAGE = '<a href="summary.pdf">PDF</a> · <a href="summary.docx">DOCX</a> · <a href="slides.pptx">Slides</a>'


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "summary.pdf").touch()
    made = tmp_path / "report" / "index.html"
    made.write_text(PAGE, encoding="utf-8")
    return made


def test_documents_that_no_render_made_are_named(page: Path) -> None:
    assert unlink_absent_documents(page.parents[1]) == ["slides.pptx", "summary.docx"]


def test_a_page_links_to_documents_that_are_there_and_says_which_are_not(page: Path) -> None:
    unlink_absent_documents(page.parents[1])
    assert page.read_text(encoding="utf-8") == (
        '<a href="summary.pdf">PDF</a> · DOCX (not made with this page) · Slides (not made with this page)'
    )
