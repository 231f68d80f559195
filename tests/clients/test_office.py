"""The finished DOCX documents open in LibreOffice, whole and with every number."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from tests.clients.conftest import Opened
from tests.finished_files import numbers_in_docx, text_of_docx, text_of_pdf
from vexas_evidence.model import Evidence

# An office without the report's font takes another one, which may need more room than the PDF of the report does.
PAGES = {
    "evidence-summary.docx": range(5, 7),
    "evidence-profile.docx": range(4, 6),
    "technical-appendix.docx": range(20, 50),
}
TOPICS = {
    "evidence-summary.docx": "Azacitidine for VEXAS syndrome: what was reported in 88 treated patients",
    "evidence-profile.docx": "Azacitidine for VEXAS syndrome in the FRENVEX cohort: summary of outcomes",
    "technical-appendix.docx": "",
}
NUMERAL = re.compile(r"\d+(?:\.\d+)*")
DOCUMENTS = pytest.mark.parametrize("name", PAGES)


def squeezed(text: str) -> str:
    return "".join(text.replace("\ufffe", "-").split())


@DOCUMENTS
def test_a_document_has_about_as_many_pages_as_the_report_prints(opened: Opened, name: str) -> None:
    assert len(pypdfium2.PdfDocument(opened(name))) in PAGES[name]


def test_the_table_of_outcomes_ends_on_the_first_page_of_the_summary(opened: Opened) -> None:
    first = pypdfium2.PdfDocument(opened("evidence-summary.docx"))[0].get_textpage().get_text_bounded()
    assert "Other outcomes not stated" in first


@DOCUMENTS
def test_no_row_of_a_table_is_on_two_pages(site: Path, name: str) -> None:
    rows = docx.Document(str(site / "report" / name)).element.body.iter(qn("w:tr"))
    assert [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None] == []


@DOCUMENTS
def test_a_head_of_rows_stays_with_the_row_below_it(site: Path, name: str) -> None:
    for row in docx.Document(str(site / "report" / name)).element.body.iter(qn("w:tr")):
        cells, bold = row.findall(qn("w:tc")), row.find(f".//{qn('w:r')}/{qn('w:rPr')}/{qn('w:b')}")
        is_head = len(cells) == 1 and bold is not None and bold.getparent().getparent() is next(row.iter(qn("w:r")))
        assert not is_head or row.find(f".//{qn('w:keepNext')}") is not None


@DOCUMENTS
def test_a_document_begins_with_its_title_and_version(opened: Opened, name: str, evidence: Evidence) -> None:
    title, version = name.removesuffix(".docx").replace("-", " "), evidence.version
    first = " ".join(pypdfium2.PdfDocument(opened(name))[0].get_textpage().get_text_bounded().split())
    begun = f"VEXAS Evidence: {title} Version {version} {title.capitalize()} {version}: FRENVEX azacitidine "
    assert first.startswith(begun)
    assert TOPICS[name] in first


@DOCUMENTS
def test_every_page_of_a_document_has_its_number_and_the_version_at_its_foot(
    opened: Opened, name: str, evidence: Evidence
) -> None:
    document = pypdfium2.PdfDocument(opened(name))
    feet = [" ".join(page.get_textpage().get_text_bounded().split())[-80:] for page in document]
    count, version = len(document), evidence.version
    wanted = [f"Evidence version {version} Page {number} of {count}" for number in range(1, count + 1)]
    assert [foot for foot, told in zip(feet, wanted, strict=True) if not foot.endswith(told)] == []


def is_printed(shown: str, pages: list[str]) -> bool:
    """Say whether a number stands on a page, or begins on one and ends on the next, as a row of a table may."""
    words = shown.split()
    parted = [("".join(words[:at]), "".join(words[at:])) for at in range(1, len(words))]
    return any("".join(words) in page for page in pages) or any(
        first in page and rest in following for first, rest in parted for page, following in itertools.pairwise(pages)
    )


def test_the_appendix_prints_every_number_that_links_to_a_record(opened: Opened, site: Path) -> None:
    name = "technical-appendix.docx"
    pages = [squeezed(page.get_textpage().get_text_bounded()) for page in pypdfium2.PdfDocument(opened(name))]
    numbers = numbers_in_docx(site / "report" / name)
    assert len(numbers) > 20
    assert [shown for _, shown in numbers if not is_printed(shown, pages)] == []


@DOCUMENTS
def test_a_document_prints_every_numeral_as_often_as_it_holds_it(opened: Opened, site: Path, name: str) -> None:
    held = Counter(NUMERAL.findall(text_of_docx(site / "report" / name)))
    assert held.total() > 100
    assert held - Counter(NUMERAL.findall(text_of_pdf(opened(name)))) == Counter()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("evidence-summary.docx", "From secondary sources; not yet checked against the article."),
        ("evidence-summary.docx", "Not medical advice."),
        ("evidence-profile.docx", "the article was not read."),
    ],
)
def test_a_document_keeps_its_caution(opened: Opened, name: str, words: str) -> None:
    assert squeezed(words) in squeezed(text_of_pdf(opened(name)))


@pytest.mark.parametrize("name", ["evidence-summary.docx", "technical-appendix.docx"])
def test_the_first_page_of_a_document_lists_its_sections(opened: Opened, name: str, site: Path) -> None:
    first = squeezed(pypdfium2.PdfDocument(opened(name))[0].get_textpage().get_text_bounded())
    level = "Heading 1" if name.startswith("technical") else "Heading 2"
    sections = [each.text for each in docx.Document(str(site / "report" / name)).paragraphs if each.style.name == level]
    assert len(sections) > 4
    assert squeezed(" · ".join(sections)) in first
