"""The numerals of a finished presentation: slides in order with their notes, tables, alternative texts, properties."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from vexas_evidence.present.spans import KIND_LETTERS
from vexas_evidence.publish.coverage.files.finished_file import Finished, Stream
from vexas_evidence.publish.coverage.manifest import Written, fingerprint

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PRESENTATION = "ppt/presentation.xml"
_BESIDE = re.compile(r"ppt/(?:diagrams/data|charts/chart|comments/)[^/]*\.xml|ppt/comments\d*\.xml")
_SHARED = re.compile(r"ppt/slide(?:Masters|Layouts)/[^/]+\.xml")
_DESCRIBED = re.compile(r"docProps/(?:core|custom|app)\.xml")
_PROPERTIES = {"title", "subject", "description", "keywords", "creator", "lpwstr", "lpstr", "category"}
_FOOT = {"ftr", "dt", "sldNum", "hdr"}
_KINDS = set(filter(None, KIND_LETTERS.values()))


def read(path: Path, written: Written) -> Finished:
    """Read a presentation; raises OSError, KeyError, zipfile's or lxml's errors for a file that is none."""
    done, around = Finished(), Stream()
    with zipfile.ZipFile(path) as archive:
        for number, name in enumerate(_slides(archive), 1):
            _slide(archive, name, number, done, around, written)
        for name in sorted(archive.namelist()):
            if _BESIDE.fullmatch(name):
                _all_words(name, etree.fromstring(archive.read(name)), done.text)
            elif _SHARED.fullmatch(name):
                _drawn_on_all(name, etree.fromstring(archive.read(name)), around)
            elif _DESCRIBED.fullmatch(name):
                _properties(name, etree.fromstring(archive.read(name)), around, done, written)
    done.chrome += around.numerals()
    return done


def _slides(archive: zipfile.ZipFile) -> Iterator[str]:
    """Yield the parts that are slides in the order in which they are shown."""
    files = _related(archive, _PRESENTATION)
    for slide in etree.fromstring(archive.read(_PRESENTATION)).iter(f"{_P}sldId"):
        yield files[slide.get(f"{_R}id", "")][1]


def _related(archive: zipfile.ZipFile, name: str) -> Mapping[str, tuple[str, str]]:
    """Return kind and part of each relation of a part."""
    folder, file = posixpath.split(name)
    where = f"{folder}/_rels/{file}.rels"
    if where not in archive.namelist():
        return {}
    return {
        each.get("Id", ""): (
            each.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join(folder, each.get("Target", ""))).lstrip("/"),
        )
        for each in etree.fromstring(archive.read(where))
    }


def _slide(archive: zipfile.ZipFile, name: str, number: int, done: Finished, around: Stream, written: Written) -> None:
    """Read a slide and its notes; the title of the first has a rule of its own."""
    root, related = etree.fromstring(archive.read(name)), _related(archive, name)
    titles = [shape for shape in root.iter(f"{_P}sp") if _place_of(shape) in ("title", "ctrTitle")]
    slide = f"slide {number}" + "".join(f", “{_words(title)}”" for title in titles[:1])
    for stream in (done.text, done.alt, around):
        stream.head(slide)
    first = titles[0] if number == 1 and written.title and titles else None
    if number == 1 and written.title and (first is None or _words(first) != written.title):
        found = "no title" if first is None else repr(_words(first))
        done.wrong.append(("title of the first slide", found, repr(written.title)))
    for shape in root.iter(f"{_P}sp", f"{_P}cxnSp", f"{_P}graphicFrame", f"{_P}pic"):
        _described(shape, done)
        if shape is not first:
            _paragraphs(shape, around if _place_of(shape) in _FOOT else done.text)
    done.rows += sum(1 for _ in root.iter(f"{_A}tr"))
    for picture in root.iter(f"{_A}blip"):
        done.pictures.append(fingerprint(archive.read(related[picture.get(f"{_R}embed", "")][1])))
    for kind, part in related.values():
        if kind == "notesSlide":
            done.text.head(f"notes of {slide}")
            _paragraphs(etree.fromstring(archive.read(part)), done.text)


def _place_of(shape: etree._Element) -> str:
    """What a shape is for: "title", "ftr", …; nothing where the layout does not say."""
    mark = shape.find(f".//{_P}nvPr/{_P}ph")
    return "" if mark is None else mark.get("type", "body")


def _described(shape: etree._Element, done: Finished) -> None:
    about = next(shape.iter(f"{_P}cNvPr"), None)
    for text in () if about is None else filter(None, (about.get("descr"), about.get("title"))):
        done.alt.add(text + "\n")


def _paragraphs(root: etree._Element, stream: Stream) -> None:
    for paragraph in root.iter(f"{_A}p"):
        stream.add(_text(paragraph) + "\n")


def _words(root: etree._Element) -> str:
    return " ".join(" ".join(_text(paragraph) for paragraph in root.iter(f"{_A}p")).split())


def _text(paragraph: etree._Element) -> str:
    """The words of a paragraph without the raised letters of kinds and without its slide's number."""
    words_in_order = []
    for element in paragraph:
        words = element.findtext(f"{_A}t") or ""
        if element.tag == f"{_A}br":
            words_in_order.append(" ")
        elif not (_raised(element) and words in _KINDS) and element.get("type") != "slidenum":
            words_in_order.append(words)
    return "".join(words_in_order)


def _raised(run: etree._Element) -> bool:
    look = run.find(f"{_A}rPr")
    return look is not None and int(look.get("baseline") or 0) > 0


def _all_words(name: str, root: etree._Element, stream: Stream) -> None:
    """A chart, a diagram or a comment: no call makes one, so each numeral in it is one too many."""
    stream.head(name)
    stream.add("\n".join(words.strip() for words in map(str, root.itertext()) if words.strip()) + "\n")


def _drawn_on_all(name: str, root: etree._Element, around: Stream) -> None:
    """What a master or layout puts on slides by itself; its placeholders only say where things stand."""
    around.head(name)
    for shape in root.iter(f"{_P}sp", f"{_P}graphicFrame"):
        if not _place_of(shape):
            _paragraphs(shape, around)


def _properties(name: str, root: etree._Element, around: Stream, done: Finished, written: Written) -> None:
    around.head(name)
    for element in root.iter(etree.Element):
        key = etree.QName(element).localname
        if key in _PROPERTIES:
            around.add(f"{element.text or ''}\n")
        if key == "title" and written.title and element.text != written.title:
            done.wrong.append(("title of the properties", repr(element.text), repr(written.title)))
