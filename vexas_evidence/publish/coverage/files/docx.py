"""The numerals of a finished DOCX: document, headers, footers, notes, alternative texts and properties."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from vexas_evidence.present.spans import KIND_LETTERS
from vexas_evidence.publish.coverage.files.docx_parts import BODY as _BODY
from vexas_evidence.publish.coverage.files.docx_parts import W as _W
from vexas_evidence.publish.coverage.files.docx_parts import counts, properties, refused
from vexas_evidence.publish.coverage.files.finished_file import Finished, Stream
from vexas_evidence.publish.coverage.manifest import Written, fingerprint

_RELATIONS = "word/_rels/document.xml.rels"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_INLINE = f"{_DRAWING}inline"
_EXTENTS = (f"{_DRAWING}extent", "{http://schemas.openxmlformats.org/drawingml/2006/main}ext")
_ICON = 360_000  # a centimetre, in the units of a DOCX: Quarto marks a callout with a picture too small for a number
_EMBEDS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_AROUND = re.compile(r"word/(?:header|footer)\d*\.xml|docProps/(?:core|custom|app)\.xml")
_NOTES = re.compile(r"word/(?:footnotes|endnotes|comments)\.xml")
_KINDS = {f"Number{kind.title()}": (str(kind), letter) for kind, letter in KIND_LETTERS.items()}
_KINDS["NumberImplied"] = _KINDS["NumberInferred"]  # the style of format 1


def read(path: Path, written: Written) -> Finished:
    """Read a DOCX; raises OSError, zipfile's or lxml's errors for a file that is none.

    A row that holds a table or a picture is Quarto's frame around it.
    """
    done, around = Finished(), Stream()
    with zipfile.ZipFile(path) as archive:
        done.wrong += refused(archive)
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
                    titles = [title for title in properties(name, root, around) if title != written.title]
                    done.wrong += [("title of the properties", repr(title), repr(written.title)) for title in titles]
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
        sizes = [] if inline is None else [extent.get("cx") or "" for extent in inline.iter(*_EXTENTS)]
        if sizes and all(size.isdecimal() and int(size) < _ICON for size in sizes):
            continue
        yield f"word/{files.get(picture.get(_EMBEDS), '')}"


def _story(root: etree._Element, stream: Stream, done: Finished, written: Written | None) -> None:
    """Add the paragraphs of a part; the title of the document has a rule of its own."""
    titled = False
    for paragraph in root.iter(f"{_W}p"):
        if next(paragraph.iterancestors(f"{_W}p"), None) is not None:
            continue  # a text box is read with the paragraph that holds it
        style = next((found.get(f"{_W}val", "") for found in paragraph.iter(f"{_W}pStyle")), "")
        words = " ".join("".join(str(text.text or "") for text in paragraph.iter(f"{_W}t")).split())
        if style == "Title" and written is not None:
            if words != written.title or titled:
                done.wrong.append(("title", repr(words), repr(written.title)))
            titled = True
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
        elif name == "t" and not (links and _marks(element, links[-1][0])) and not any(map(counts, fields)):
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
        elif name in ("docPr", "cNvPr"):
            _picture(element, name, stream, done)
    while links:
        _close(links.pop(), stream)


def _picture(element: etree._Element, name: str, stream: Stream, done: Finished) -> None:
    """A picture says its alternative text, and may say its file or its text once more."""
    texts = [text for text in (element.get("descr"), element.get("title")) if text]
    if name == "docPr":
        done.alt.head(f"picture{' under ' + stream.heads[-1][1] if stream.heads else ''}")
        done.alt.add("\n".join([*texts, ""]))
    elif texts and " " in texts[0] and texts[0] not in done.alt.text:  # without a space it is the name of a file
        done.alt.add(texts[0] + "\n")


def _kind(link: etree._Element) -> tuple[str, str]:
    """Return the kind and the letter of a number that a link's style names."""
    styles = {style.get(f"{_W}val") or "" for style in link.iter(f"{_W}rStyle")}
    return next((_KINDS[style] for style in styles if style in _KINDS), ("", ""))


def _marks(text: etree._Element, link: etree._Element) -> bool:
    """Say whether a text is the raised letter of a number's kind, and nothing but it."""
    run = text.getparent()
    raised = None if run is None else run.find(f"{_W}rPr/{_W}vertAlign")
    letter = _kind(link)[1]
    return raised is not None and raised.get(f"{_W}val") == "superscript" and bool(letter) and text.text == letter


def _close(opened: tuple[etree._Element, int], stream: Stream) -> None:
    element, start = opened
    kind, letter = _kind(element)
    record = (element.get(f"{_W}anchor") or "").removeprefix("num-")
    if letter and not any(_marks(text, element) for text in element.iter(f"{_W}t")):
        kind = f"{kind} without its letter"
    stream.link(start, record if kind else f"#{record}", kind)
