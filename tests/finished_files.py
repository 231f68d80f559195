"""What tests read from finished files: numbers tied to records, and words with their surroundings."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from lxml import etree, html

from vexas_evidence.publish.coverage.attachments import SCRIPT

FRACTION = re.compile(r"\b\d+ of \d+\b")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKED = {"ruled-out", "sensitivity"}


def pages(site: Path) -> dict[str, html.HtmlElement]:
    """The pages of a site by stem, without those that only lead on to another."""
    found = {path.stem: html.fromstring(path.read_bytes()) for path in sorted((site / "report").glob("*.html"))}
    return {name: page for name, page in found.items() if not page.xpath("//meta[@http-equiv='refresh']")}


def page_text(path: Path) -> str:
    """The markup of a page without what it carries to be verified by, in which its data stand as they were typed."""
    return re.sub(
        rf'<script type="application/json" id="{SCRIPT}"[^>]*>.*?</script>', "", path.read_text(encoding="utf-8")
    )


def numbers_in_site(site: Path, without: tuple[str, ...] = ()) -> set[tuple[str, str]]:
    """Each number that links to its record, on any page but those named: the record's anchor and the text."""
    return {
        (link.get("href").partition("#")[2], without_mark(link))
        for stem, page in pages(site).items()
        if stem not in without
        for link in page.xpath("//a[contains(concat(' ', @class, ' '), ' number ')]")
    }


def without_mark(link: html.HtmlElement) -> str:
    """The text of a number without the letter of its kind."""
    return "".join(link.xpath(".//text()[not(ancestor::sup)]")).strip()


def numbers_in_docx(path: Path) -> set[tuple[str, str]]:
    """Each number that links to its record in a DOCX: the record's anchor and the text."""
    root = etree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
    found = set()
    for link in root.iter(f"{WORD}hyperlink"):
        runs = [run for run in link.iter(f"{WORD}r") if run.find(f".//{WORD}vertAlign") is None]
        styles = {style.get(f"{WORD}val", "") for style in link.iter(f"{WORD}rStyle")}
        if any(style.startswith("Number") for style in styles):
            words = "".join("".join(run.itertext()) for run in runs).replace("\u00a0", " ").strip()
            found.add((link.get(f"{WORD}anchor") or "", words))
    return found


def text_of_docx(path: Path) -> str:
    """The words of a DOCX, lines parted as they are printed; what a field is told to do is none of them."""
    root = etree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
    for instruction in root.iter(f"{WORD}instrText"):
        instruction.text = None
    for line_break in root.iter(f"{WORD}br"):
        line_break.text = "\n"
    return "\n".join("".join(paragraph.itertext()) for paragraph in root.iter(f"{WORD}p"))


def text_of_pdf(path: Path) -> str:
    """The words of a PDF, lines joined; bounded text would lack the end of a line behind a word that a hyphen parts."""
    document = pypdfium2.PdfDocument(path)
    texts = (page.get_textpage().get_text_range().replace("\ufffe", "-") for page in document)
    return " ".join(" ".join(text.split()) for text in texts)


def unmarked_fractions(page: html.HtmlElement) -> Iterator[str]:
    """Each "n of N" of a page outside an element that is marked as ruled out or sensitivity."""
    for text in page.xpath("//body//text()[not(ancestor::script) and not(ancestor::style)]"):
        classes = {name for node in text.getparent().iterancestors() for name in (node.get("class") or "").split()}
        classes |= set((text.getparent().get("class") or "").split())
        if not classes & MARKED:
            yield from FRACTION.findall(text)
