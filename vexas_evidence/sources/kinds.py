"""The kind of a file, by its first bytes and not by its name, and how to convert what is not read."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Literal

from vexas_evidence.sources.encodings import UTF_16
from vexas_evidence.system.problems import BadInput, Place, one

Kind = Literal["text", "passages", "html", "pdf", "jats", "docx", "epub", "nbib", "ris", "csl-json", "pubmed"]
KNOWN = "text, HTML, PDF, JATS (XML), DOCX, EPUB, .nbib, RIS, CSL-JSON, PubMed XML or passages in YAML"
_FIRST = 8192
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "a document of Word 97 to 2003, or another of old Office", "save it as DOCX"),
    (b"{\\rtf", "a document in RTF", "save it as DOCX"),
    (b"%!PS", "PostScript", "convert it to PDF, with ps2pdf for one"),
    (b"AT&TFORM", "a DjVu file", "convert it to PDF with a text layer"),
    (b"\x89PNG", "a picture", "run text recognition on it, and save a PDF with a text layer"),
    (b"\xff\xd8\xff", "a picture", "run text recognition on it, and save a PDF with a text layer"),
    (b"II*\x00", "a picture", "run text recognition on it, and save a PDF with a text layer"),
    (b"MM\x00*", "a picture", "run text recognition on it, and save a PDF with a text layer"),
    (b"GIF8", "a picture", "run text recognition on it, and save a PDF with a text layer"),
    (b"\x1f\x8b", "a gzip archive", "unpack it"),
    (b"BZh", "a bzip2 archive", "unpack it"),
    (b"\xfd7zXZ", "an xz archive", "unpack it"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it"),
    (b"Rar!", "a RAR archive", "unpack it"),
    (b"@", "BibTeX", "export the citation as RIS or .nbib, with its abstract"),
    (b"\\documentclass", "LaTeX", "compile it to PDF"),
)
_ZIPPED = {
    "xl/workbook.xml": ("a spreadsheet", "save the sheet as HTML or as text"),
    "ppt/presentation.xml": ("a presentation", "save it as PDF"),
    "content.xml": ("an OpenDocument file", "save it as DOCX"),
}
_BIBTEX = re.compile(rb"@(?:article|book|inproceedings|misc|online)\s*\{", re.IGNORECASE)
_MARKUP = re.compile(rb"<(?:[!?]|/?[A-Za-z][\w:.-]*[\s/>])")
_PARTS_OF_PAGES = {"html", "body", "head", "div", "p", "h1", "h2", "h3", "h4", "table", "section", "main", "span", "ul"}


def kind_of(path: Path) -> Kind:
    """Return the kind of a file. Raises BadInput, with how to convert it, for one that is not read."""
    with path.open("rb") as file:
        first = file.read(_FIRST)
    if first.startswith(UTF_16):
        first = first.decode("utf-16", "ignore").encode()
    start = first.removeprefix(b"\xef\xbb\xbf").lstrip()
    if b"%PDF-" in first[:1024]:
        return "pdf"
    if first.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(path)
    for signature, what, remedy in _SIGNATURES:
        if start.startswith(signature) and (signature != b"@" or _BIBTEX.match(start)):
            raise _refused(path, what, remedy)
    if _MARKUP.match(start):
        return _markup(path, start)
    if re.match(rb"PMID\s?- ?\d", start):
        return "nbib"
    if re.match(rb"(?:[\w ]{2,40}:[^\n]*\n|\s*\n)*TY\s{1,2}- ", start):
        return "ris"
    if start[:1] in b"{[" and start[:1] and re.search(rb'"[\w-]+"\s*:', start):
        return "csl-json"
    return "passages" if path.suffix.lower() in (".yml", ".yaml") else "text"


def _refused(path: Path, what: str, remedy: str) -> BadInput:
    return one(Place(path.name), f"{what} is not read", KNOWN, remedy)


def _zipped(path: Path) -> Kind:
    """Return the kind of a document that is a zip archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise one(Place(path.name), "the archive is damaged", "DOCX or EPUB", "save the document again") from None
    if "word/document.xml" in names:
        return "docx"
    if "META-INF/container.xml" in names and "content.xml" not in names:
        return "epub"
    what, remedy = next((known for name, known in _ZIPPED.items() if name in names), ("a zip archive", "unpack it"))
    raise _refused(path, what, remedy)


def _markup(path: Path, start: bytes) -> Kind:
    """Return the kind of a file of markup, by its root element."""
    if re.match(rb"<!DOCTYPE\s+html", start, re.IGNORECASE):
        return "html"
    root, inner = _first_elements(path)
    if root in ("article", "pmc-articleset") or (root in ("OAI-PMH", "GetRecord", "record") and "article" in inner):
        return "jats" if root != "article" or _is_jats(start, inner) else "html"
    if root in ("PubmedArticleSet", "PubmedArticle"):
        return "pubmed"
    is_page = not root and re.search(rb"<html[\s>]", start, re.IGNORECASE) is not None
    if is_page or root.lower() in _PARTS_OF_PAGES or not (start.startswith(b"<?xml") or b"xmlns" in start):
        return "html"
    known = {"TEI": "TEI", "full-text-retrieval-response": "the XML of Elsevier", "PubmedBookArticleSet": "a book"}
    what = known.get(root, f"XML whose root is {root!r}" if root else "XML that is damaged at its beginning")
    raise _refused(path, what, "get the article as JATS (PubMed Central, Europe PMC) or as PDF")


def _is_jats(start: bytes, inner: list[str]) -> bool:
    """Whether an element article is that of JATS and not that of HTML."""
    return start.startswith(b"<?xml") or b"DOCTYPE article" in start or bool({"front", "front-stub"} & set(inner))


def _first_elements(path: Path) -> tuple[str, list[str]]:
    """Return the name of the root and the names of the first elements below it."""
    from lxml import etree  # which takes longer to import than to recognize most files

    names: list[str] = []
    try:
        parsed = etree.iterparse(
            str(path), events=("start",), load_dtd=False, resolve_entities=False, no_network=True, recover=False
        )
        for _, element in parsed:
            names.append(element.tag if isinstance(element.tag, str) else "")
            if len(names) > 40:
                break
    except (etree.LxmlError, OSError):
        pass  # what is wrong with it is said by its reader
    plain = [name.rpartition("}")[2] for name in names if name]
    return (plain[0], plain[1:]) if plain else ("", [])
