from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from vexas_evidence.sources.kinds import KNOWN, kind_of
from vexas_evidence.system.problems import BadInput

AS_PICTURE = "run text recognition on it, and save a PDF with a text layer"


def saved(folder: Path, content: bytes, name: str = "paper.pdf") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def archive(folder: Path, *names: str) -> Path:
    with zipfile.ZipFile(folder / "x.zip", "w") as file:
        for name in names:
            file.writestr(name, "x")
    return folder / "x.zip"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"garbage\n%PDF-1.4\n", "pdf"),
        (b"<!DOCTYPE html><p>5</p>", "html"),
        (b"<h1>Results</h1><p>5</p>", "html"),
        (b'<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"/>', "html"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', "html"),
        (b"<article><h1>Results</h1></article>", "html"),
        (b"<article><front/></article>", "jats"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- a note --><article article-type="x"><front/></article>', "jats"),
        (b"<pmc-articleset><article><front/></article></pmc-articleset>", "jats"),
        (b"<OAI-PMH><GetRecord><record><article><front/></article></record></GetRecord></OAI-PMH>", "jats"),
        (b"<PubmedArticleSet><PubmedArticle/></PubmedArticleSet>", "pubmed"),
        (b"\n\nPMID- 12\n", "nbib"),
        (b"TY  - JOUR\n", "ris"),
        (b"Provider: An invented one\nDatabase: Another\n\nTY  - JOUR\n", "ris"),
        (b'[{"title": "A"}]', "csl-json"),
        (b"Results\n\nOf 88, 34% were well.\n", "text"),
        (b"<5% of 88 were well.\n", "text"),
        (b"[35-63] of 88 were well.\n", "text"),
    ],
)
def test_a_kind_is_told_by_the_first_bytes_and_not_by_the_name(tmp_path: Path, content: bytes, kind: str) -> None:
    assert kind_of(saved(tmp_path, content)) == kind


@pytest.mark.parametrize(
    ("names", "kind"), [(("word/document.xml",), "docx"), (("META-INF/container.xml", "a.xhtml"), "epub")]
)
def test_the_kind_of_an_archive_is_told_by_its_parts(tmp_path: Path, names: tuple[str, ...], kind: str) -> None:
    assert kind_of(archive(tmp_path, *names)) == kind


@pytest.mark.parametrize(
    ("content", "wrong", "remedy"),
    [
        (b"\xd0\xcf\x11\xe0\xa1", "a document of Word 97 to 2003, or another of old Office", "save it as DOCX"),
        (b"{\\rtf1", "a document in RTF", "save it as DOCX"),
        (b"%!PS-Adobe", "PostScript", "convert it to PDF, with ps2pdf for one"),
        (b"\x89PNG\r\n", "a picture", AS_PICTURE),
        (b"\x1f\x8b\x08", "a gzip archive", "unpack it"),
        (b"@article{nobody,", "BibTeX", "export the citation as RIS or .nbib, with its abstract"),
        (b"\\documentclass{article}", "LaTeX", "compile it to PDF"),
        (
            b'<?xml version="1.0"?><TEI/>',
            "TEI",
            "get the article as JATS (PubMed Central, Europe PMC) or as PDF",
        ),
    ],
)
def test_what_is_not_read_says_how_to_convert_it(tmp_path: Path, content: bytes, wrong: str, remedy: str) -> None:
    with pytest.raises(BadInput) as error:
        kind_of(saved(tmp_path, content))
    assert str(error.value) == f"paper.pdf: {wrong} is not read: {KNOWN}: {remedy}"


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("xl/workbook.xml", "a spreadsheet is not read"),
        ("content.xml", "an OpenDocument file is not read"),
        ("a.txt", "a zip archive is not read"),
    ],
)
def test_an_archive_that_is_not_read_is_named(tmp_path: Path, name: str, wrong: str) -> None:
    with pytest.raises(BadInput, match=wrong):
        kind_of(archive(tmp_path, name))


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"paper\.pdf: the archive is damaged: DOCX or EPUB: save the document again"):
        kind_of(saved(tmp_path, b"PK\x03\x04 and nothing"))


def test_a_file_in_utf_16_is_told_by_its_text(tmp_path: Path) -> None:
    assert (
        kind_of(saved(tmp_path, '<?xml version="1.0" encoding="UTF-16"?><article><front/></article>'.encode("utf-16")))
        == "jats"
    )
