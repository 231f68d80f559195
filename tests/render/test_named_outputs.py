"""The outputs that the documents name are made by a render."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest

from tests import ROOT

OF_READERS = {"article.pdf", "checklist.pdf", "1.0.0.json"}
"""Files that a reader has, or that another command makes."""


@pytest.mark.parametrize("document", ["README.md", "docs/outputs.md", "docs/audit.md"])
def test_every_output_that_a_document_names_is_in_a_rendered_site(document: str, site: Path) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w.-]+\.(?:pdf|docx|pptx|html|csv|json|jsonld))`", text))
    with pikepdf.open(site / "report" / "evidence-summary.pdf") as pdf:
        attached = {Path(name).name for name in pdf.attachments}
    assert named - {path.name for path in site.rglob("*")} - attached - OF_READERS == set()
