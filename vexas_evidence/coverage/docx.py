"""The numerals of a finished DOCX: document, headers, footers, notes, alternative texts and properties."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from vexas_evidence.coverage.manifest import Written, fingerprint
from vexas_evidence.coverage.reading import Finished, Stream

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"
_RELATIONS = "word/_rels/document.xml.rels"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_INLINE, _EXTENT = f"{_DRAWING}inline", f"{_DRAWING}extent"
_ICON = 360_000  # a centimetre, in the units of a DOCX: Quarto marks a callout with a picture too small for a number
_EMBEDS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_AROUND = re.compile(r"word/(?:header|footer)\d*\.xml|docProps/(?:core|custom|app)\.xml")
_NOTES = re.compile(r"word/(?:footnotes|endnotes|comments)\.xml")
_PROPERTIES = {"title", "subject", "description", "keywords", "creator", "lpwstr", "category"}
_COUNTED = re.compile(r"\s*(?:PAGE|NUMPAGES)\b")


def read(path: Path, written: Written) -> Finished:
    """Read a DOCX; raises OSError, zipfile's or lxml's errors for a file that is none.

    A row that holds a table or a picture is Quarto's frame around it.
    """
    done, around = Finished(), Stream()
    with zipfile.ZipFile(path) as archive:
        body = etree.fromstring(archive.read(_BODY))
        _story(body, done.text, done, written)
        done.pictures += (fingerprint(archive.read(name)) for name in _pictures(body, archive))
        for name in sorted(archive.namelist()):
            if _NOTES.fullmatch(name):
                done.text.head(name)
                _story(etree.fromstring(archive.read(name)), done.text, done, None)
            elif _AROUND.fullmatch(name):
                around.head(name)
                root = etree.fromstring(archive.read(name))
                if name.startswith("word/"):
                    _story(root, around, done, None)
                else:
                    _properties(root, around, done, written)
    done.rows = sum(1 for row in body.iter(f"{_W}tr") if not any(True for _ in row.iter(f"{_W}tbl", f"{_W}drawing")))
    done.links += done.text.linked()
    done.chrome += around.numerals()
    return done


def _pictures(body: etree._Element, archive: zipfile.ZipFile) -> Iterator[str]:
    """Yield the file of each picture in order."""
    relations = etree.fromstring(archive.read(_RELATIONS))
    files = {relation.get("Id"): relation.get("Target") or "" for relation in relations}
    for picture in body.iter(_PICTURE):
        inline = next(picture.iterancestors(_INLINE), None)
        extent = None if inline is None else inline.find(_EXTENT)
        if extent is not None and int(extent.get("cx") or 0) < _ICON:
            continue
        yield f"word/{files.get(picture.get(_EMBEDS), '')}"


def _properties(root: etree._Element, around: Stream, done: Finished, written: Written) -> None:
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if name in _PROPERTIES:
            around.add(f"{element.text or ''}\n")
        if name == "title" and written.title and element.text != written.title:
            done.wrong.append(("title of the properties", repr(element.text), repr(written.title)))


def _story(root: etree._Element, stream: Stream, done: Finished, written: Written | None) -> None:
    """Add the paragraphs of a part; the title of the document has a rule of its own."""
    titled = False
    for paragraph in root.iter(f"{_W}p"):
        if next(paragraph.iterancestors(f"{_W}p"), None) is not None:
            continue  # a text box is read with the paragraph that holds it
        style = next((found.get(f"{_W}val", "") for found in paragraph.iter(f"{_W}pStyle")), "")
        words = " ".join("".join(str(text.text or "") for text in paragraph.iter(f"{_W}t")).split())
        if style == "Title" and written is not None:
            titled = True
            if words != written.title:
                done.wrong.append(("title", repr(words), repr(written.title)))
            continue
        if style.startswith("Heading"):
            stream.head(f"“{words}”")
        _paragraph(paragraph, stream, done)
        stream.add("\n")
    if written is not None and written.title and not titled:
        done.wrong.append(("title", "no title", repr(written.title)))


def _paragraph(paragraph: etree._Element, stream: Stream, done: Finished) -> None:
    fields: list[str] = []  # the instructions of the fields that are open
    links: list[tuple[etree._Element, int]] = []
    for element in paragraph.iter(etree.Element):
        while links and links[-1][0] not in element.iterancestors():
            _close(links.pop(), stream)
        name = etree.QName(element).localname
        if name == "hyperlink" and (element.get(f"{_W}anchor") or "").startswith("num-"):
            links.append((element, stream.length))
        elif name == "t" and not (links and _raised(element)) and not any(map(_COUNTED.match, fields)):
            stream.add(element.text or "")
        elif name in ("tab", "br", "cr") and element.getparent() is not None:
            stream.add(" ")
        elif name == "noBreakHyphen":
            stream.add("-")
        elif name == "fldChar":
            kind = element.get(f"{_W}fldCharType")
            if kind == "begin":
                fields.append("")
            elif kind == "end" and fields:
                fields.pop()
        elif name == "instrText" and fields:
            fields[-1] += element.text or ""
        elif name == "fldSimple" and _COUNTED.match(element.get(f"{_W}instr") or ""):
            for text in element.iter(f"{_W}t"):
                text.text = ""
        elif name in ("docPr", "cNvPr"):
            _picture(element, name, stream, done)
    while links:
        _close(links.pop(), stream)


def _picture(element: etree._Element, name: str, stream: Stream, done: Finished) -> None:
    """A picture says its alternative text, and may say its file or its text once more."""
    told = [text for text in (element.get("descr"), element.get("title")) if text]
    if name == "docPr":
        done.alt.head(f"picture{' under ' + stream.heads[-1][1] if stream.heads else ''}")
        done.alt.add("\n".join([*told, ""]))
    elif told and " " in told[0] and told[0] not in done.alt.text:  # without a space it is the name of a file
        done.alt.add(told[0] + "\n")


def _raised(text: etree._Element) -> bool:
    """Say whether a text is the raised letter of a number's kind."""
    run = text.getparent()
    raised = None if run is None else run.find(f"{_W}rPr/{_W}vertAlign")
    return raised is not None and raised.get(f"{_W}val") == "superscript"


def _close(opened: tuple[etree._Element, int], stream: Stream) -> None:
    element, start = opened
    styles = (style.get(f"{_W}val") or "" for style in element.iter(f"{_W}rStyle"))
    record = (element.get(f"{_W}anchor") or "").removeprefix("num-")
    stream.link(start, record if any(style.startswith("Number") for style in styles) else f"#{record}")
