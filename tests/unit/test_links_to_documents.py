"""Documents to which a page links and which a render of some formats did not make."""

from __future__ import annotations

from pathlib import Path

from vexas_evidence.publish.outputs import documents_not_rendered


def test_documents_that_pages_link_to_and_no_render_made_are_named(tmp_path: Path) -> None:
    (tmp_path / "report").mkdir()
    page = '<a href="summary.pdf">PDF</a> · <a href="summary.docx">DOCX</a> · <a href="slides.pptx">Slides</a>'
    (tmp_path / "report" / "index.html").write_text(page, encoding="utf-8")
    (tmp_path / "report" / "summary.pdf").touch()
    assert documents_not_rendered(tmp_path) == ["slides.pptx", "summary.docx"]
