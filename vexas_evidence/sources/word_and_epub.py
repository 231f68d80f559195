"""A source as DOCX or EPUB, which pandoc turns into HTML; and what of it pandoc does not read.

All text of the archive is read a second time, without pandoc, so that no digit is lost.
"""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from vexas_evidence.sources import html
from vexas_evidence.sources.markup.table_rows import local_name
from vexas_evidence.sources.sentences import Document, Doubt, sentences_of
from vexas_evidence.system.limited import MEMORY, WORK
from vexas_evidence.system.problems import BadInput, Place, one
from vexas_evidence.system.processes import pandoc_program
from vexas_evidence.text.usual_forms import TAB

MOST_UNPACKED = MEMORY // 4
"""The most bytes that the parts of a document may have when they are unpacked."""
_READ = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_ASIDE = (("word/header", "a running head"), ("word/footer", "a running foot"), ("word/comments", "the comments"))
_AROUND = ("fldSimple", "customXml", "bdo", "dir")
"""What stands around runs of text that pandoc then does not read."""
_REFERENCE = re.compile(r"\A\s*REF\s.*", re.DOTALL)
_UNSHOWN = {"instrText", "delText", "Fallback", "delInstrText", "moveFrom"}
"""Codes of fields, deleted text, and the second form of a drawing."""


def read(path: Path) -> Document:
    """Read a document. Raises BadInput where it is damaged, too large, encrypted, or refused by pandoc."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(each.file_size for each in archive.infolist()) > MOST_UNPACKED:
                wrong, expected = "its parts are too large", f"at most {MOST_UNPACKED} bytes when unpacked"
                raise one(Place(path.name), wrong, expected, "save the document without pictures")
            if any(each.flag_bits & 1 for each in archive.infolist()):
                raise one(
                    Place(path.name), "it is encrypted", "one that opens without a password", "save it without one"
                )
            kind = "docx" if "word/document.xml" in archive.namelist() else "epub"
            shown = tuple(_docx_text(archive) if kind == "docx" else _epub_text(archive))
            doubts = tuple(_docx_doubts(archive)) if kind == "docx" else ()
            omitted = tuple(_set_aside(archive)) if kind == "docx" else ()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, etree.XMLSyntaxError):
        raise _damaged(path) from None
    page = _converted(path, kind)
    omitted += html.set_aside(page)
    return Document(path.name, tuple(sentences_of(html.read(page))), shown, omitted, doubts)


def _converted(path: Path, kind: str) -> str:
    """Return the document as HTML; pandoc opens no other file and fetches nothing (--sandbox)."""
    options = ["--sandbox", "--from", kind, "--to", "html", "--mathml", "--wrap", "none"]
    options += ["--standalone"] if kind == "docx" else []  # with the title, which a book has as a page
    command = [pandoc_program(), *options]
    try:
        content = _without_boxes(path) if kind == "docx" else path.read_bytes()
        done = subprocess.run(command, input=content, capture_output=True, timeout=WORK, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise _damaged(path) from None
    return done.stdout.decode("utf-8")


def _without_boxes(path: Path) -> bytes:
    """Return a document whose text boxes stand as paragraphs behind their anchor, whose own text pandoc would lose."""
    fresh = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys(old.namelist()):
            new.writestr(name, etree.tostring(_unboxed(_parsed(old, name))) if name == _READ[0] else old.read(name))
    return fresh.getvalue()


def _unboxed(root: etree._Element) -> etree._Element:
    etree.strip_elements(root, "{*}Fallback", with_tail=False)
    for link in root.iter("{*}hyperlink"):
        if not {"id", "anchor"} & {etree.QName(name).localname for name in link.attrib}:
            link.tag = f"{{{etree.QName(link).namespace}}}{_AROUND[0]}"
    etree.strip_tags(root, *(f"{{*}}{around}" for around in _AROUND))
    for element in list(root.iter("{*}tab", "{*}ptab", "{*}cr", "{*}position", "{*}dstrike", "{*}instrText")):
        _in_form_of_pandoc(element)
    for box in reversed(list(root.iter("{*}txbxContent"))):
        run = next(box.iterancestors("{*}r"), None)
        anchor = None if run is None else next(run.iterancestors("{*}p"), None)
        if run is None or anchor is None:
            continue
        for paragraph in reversed(list(box)):
            anchor.addnext(paragraph)
        for drawing in run.iterchildren("{*}AlternateContent", "{*}drawing", "{*}pict", "{*}object"):
            run.remove(drawing)
    return root


def _in_form_of_pandoc(element: etree._Element) -> None:
    """Write a gap, raised text, or text struck out twice in the form in which pandoc does not lose it.

    A reference to a text elsewhere is no link, with which its number would be a citation mark.
    """
    space, parent = etree.QName(element).namespace, element.getparent()
    match local_name(element):
        case "instrtext":
            element.text = _REFERENCE.sub("", element.text or "")
        case "dstrike":
            element.tag = f"{{{space}}}strike"
        case "position":
            height = element.get(f"{{{space}}}val") or "0"
            element.tag = f"{{{space}}}vertAlign"
            form = "subscript" if height.startswith("-") else "baseline" if height == "0" else "superscript"
            element.set(f"{{{space}}}val", form)
        case _ if parent is not None and local_name(parent) == "r":
            element.tag, element.text = f"{{{space}}}t", TAB


def _damaged(path: Path) -> BadInput:
    return one(Place(path.name), "the document is damaged", "a readable DOCX or EPUB", "save the document again")


def _parsed(archive: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(load_dtd=False, resolve_entities=False, no_network=True, remove_pis=True)
    return etree.fromstring(archive.read(name), parser)


def _docx_text(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the text of each part that is read."""
    for name in _READ:
        if name in archive.namelist():
            root = _parsed(archive, name)
            etree.strip_elements(root, *(f"{{*}}{unshown}" for unshown in _UNSHOWN), with_tail=False)
            yield name, " ".join(each.text or "" for each in root.iter("{*}t"))


def _epub_text(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the text of each page that the book has in its order of reading."""
    container = _parsed(archive, "META-INF/container.xml")
    package = next((each.get("full-path") for each in container.iter("{*}rootfile")), None)
    if package is None or package not in archive.namelist():
        raise zipfile.BadZipFile
    root, folder = _parsed(archive, package), package.rpartition("/")[0]
    pages = {each.get("id"): each.get("href") for each in root.iter("{*}item")}
    for item in root.iter("{*}itemref"):
        name = "/".join(filter(None, (folder, unquote((pages.get(item.get("idref")) or "").partition("#")[0]))))
        if item.get("linear") != "no" and name in archive.namelist():
            yield name, html.visible(archive.read(name).decode("utf-8", "replace"))


def _docx_doubts(archive: zipfile.ZipFile) -> Iterator[Doubt]:
    """Yield what of a document is read in a way that a person has to look at, or not read."""
    root = _parsed(archive, "word/document.xml")
    names = {local_name(each) for each in root.iter(etree.Element)}
    if names & {"ins", "del", "movefrom", "moveto"}:
        yield Doubt(None, "the text", "it has tracked changes, read as if they were accepted")
    if root.xpath("//*[local-name()='r'][*[local-name()='rPr']/*[local-name()='vanish']][*[local-name()='t']]"):
        yield Doubt(None, "the text", "it has hidden text, read as if it were shown")
    if "txbxcontent" in names:
        yield Doubt(None, "the text", "it has text boxes, which may stand elsewhere than on the page")
    if pictures := sum(local_name(each) in ("drawing", "pict") for each in root.iter(etree.Element)):
        yield Doubt(None, "the text", f"it has {pictures} pictures or drawings, not read")
    for relation in (each for each in root.iter("{*}altChunk")):
        yield Doubt(None, "the text", f"a document within it ({local_name(relation)}), not read")


def _set_aside(archive: zipfile.ZipFile) -> Iterator[str]:
    """Yield the parts that are not read: running heads and feet, and comments."""
    for start, what in _ASIDE:
        parts = (_parsed(archive, name) for name in archive.namelist() if name.startswith(start))
        if any((each.text or "").strip() for part in parts for each in part.iter("{*}t")):
            yield what
