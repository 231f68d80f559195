"""A finished PDF as lines: the words of each page, alternative texts, headings and properties, and all that is drawn.

The words are those that pdfium shows; the rest is read from the objects of the file: a page's content, fonts, boxes
and links have one hash, and so has what makes a document act.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import combinations
from typing import Any

import pikepdf
import pypdfium2
from lxml import etree

from vexas_evidence.publish.coverage.attachments import of_pdf
from vexas_evidence.publish.coverage.marked_lines import File, Lines

_HYPHENS = str.maketrans(dict.fromkeys("\ufffe\u00ad\x02", "-"))  # at the end of a line
_FOOT = re.compile(r"(?:.*\s)?Page\s+\d+\s+of\s+\d+\s*$")
_VERSION_AT_FOOT = "Evidence version "
_UPWARDS = {
    "/Parent", "/P", "/StructParent", "/StructParents", "/Pg", "/K", "/Obj", "/Length", "/Filter", "/DecodeParms",
}  # fmt: skip
_SEEN = ("/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit")
_ACTING = ("/Tabs", "/AA")
_OF_READERS = {
    "/Pages", "/Names", "/AF", "/Metadata", "/StructTreeRoot", "/Outlines", "/PageMode", "/PageLayout", "/Type",
    "/ViewerPreferences", "/OutputIntents", "/Extensions", "/Version", "/Lang", "/MarkInfo", "/Dests",
}  # fmt: skip
_LIGHT = 1.5
"""The least sum of red, green and blue of a mark through which black words are read."""
_SPOKEN = ("/Alt", "/ActualText", "/E")
_TECHNICAL = {"Producer", "PDFVersion", "InstanceID", "DocumentID", "instanceID", "MetadataDate"}


def read(content: bytes) -> File:
    """Read a PDF; raises ValueError or pypdfium2.PdfiumError for a file that is none, or whose objects are damaged."""
    lines = Lines("document")
    document = pypdfium2.PdfDocument(content)
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as objects:
            seen, title = _Objects(objects), str(objects.docinfo.get("/Title", ""))
            contents = _contents(document)
            lines.add("repeated", f"{len(document)} pages")
            for number, page in enumerate(document, 1):
                lines.place = f"page {number}"
                _words(page, title, lines, contents if number == 1 else {})
                seen.page(objects.pages[number - 1].obj, lines)
            lines.place = "structure"
            seen.structure(lines)
            for title in (bookmark.get_title() for bookmark in document.get_toc()):
                lines.add("repeated", title, "bookmarks")
            seen.document(lines)
            _properties(objects, lines)
            if warned := objects.get_warnings():
                raise ValueError(warned[0])  # what is damaged may be read otherwise elsewhere
        return lines.file(of_pdf(document), len(document))
    except pikepdf.PdfError as error:
        raise ValueError(str(error)) from error
    finally:
        document.close()


def _contents(document: pypdfium2.PdfDocument) -> Mapping[str, str]:
    """Return the words of a list of contents for each level of headings, by those with the numbers of their pages."""
    marks = [(each.level, " ".join(each.get_title().split()), each.get_dest()) for each in document.get_toc()]
    found = {}
    for level in {level for level, _, _ in marks}:
        listed = [(title, to.get_index()) for at, title, to in marks if at == level and to]
        numbered = " · ".join(f"{title} {index + 1}" for title, index in listed if index is not None)
        found[f"Contents {numbered}"] = f"Contents {' · '.join(title for title, index in listed if index is not None)}"
    return found


def _words(page: Any, title: str, lines: Lines, contents: Mapping[str, str]) -> None:
    """Add the lines of a page; those that repeat title, version and the number of the page stand around the text.

    So does a list of *contents*, whose numbers are those of the pages on which its headings stand: it is left without.
    """
    text = page.get_textpage()
    shown = str(text.get_text_range()).replace("\r\n", "\n").translate(_HYPHENS).split("\n")
    printed = [" ".join(each.split()) for each in shown if each.strip()]
    head = re.compile(rf"{re.escape(title)} Version \S+(?: \(\w+\))?")
    above = next((count for count in (1, 2, 3) if title and head.fullmatch(" ".join(printed[:count]))), 0)
    lines.add("around", " ".join(printed[:above]))
    printed, listed = _without_contents(printed, contents)
    lines.add("around", listed)
    for number, line in enumerate(printed[above:], above + 1):
        foot = _FOOT.match(line) if number == len(printed) else None
        if foot and (at := line.find(_VERSION_AT_FOOT)) > 0:  # pdfium joins a line that ends with a hyphen to the foot
            lines.add("text", line[:at])
            line = line[at:]
        lines.add("repeated" if foot else "text", line)
    text.close()
    page.close()


def _without_contents(printed: list[str], contents: Mapping[str, str]) -> tuple[list[str], str]:
    """The lines of a page without those of a list of contents, and the words of that."""
    for start, end in combinations(range(len(printed) + 1), 2) if contents else ():
        if words := contents.get(" ".join(printed[start:end])):
            return printed[:start] + printed[end:], words
    return printed, ""


class _Objects:
    """The objects of a PDF, each read once however often others refer to it."""

    def __init__(self, document: pikepdf.Pdf) -> None:
        self.root = document.Root
        self.pages = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
        self.known: dict[tuple[int, int], str] = {}

    def page(self, page: pikepdf.Object, lines: Lines) -> None:
        """Add what a page shows in one look, and the words of what readers write on pages."""
        annotations = [each for each in page.get("/Annots", []) if not _is_highlight(each)]
        for each in annotations:
            if each.get("/Subtype") != "/Link":
                lines.add("around", f"{each.get('/Subtype')} {each.get('/Contents', '')}", "annotation")
        content: Any = page.get("/Contents", pikepdf.Array())
        streams = content if isinstance(content, pikepdf.Array) else [content]
        drawn = hashlib.sha256(b"\n".join(each.read_bytes().strip() for each in streams)).hexdigest()
        before, after = (
            "".join(f"{key} {self.look(page[key])}" for key in keys if key in page) for keys in (_SEEN, _ACTING)
        )
        lines.look("page", f"{drawn}{before}{''.join(map(self.look, annotations))}{after}")

    def structure(self, lines: Lines) -> None:
        """Add alternative texts in order, and what else the structure says."""
        looks = []
        for element in _within(self.root.get("/StructTreeRoot")):
            page = self.pages.get(element.get("/Pg", pikepdf.Dictionary()).objgen, 0)
            for key in _SPOKEN:
                if key in element:
                    lines.add("alt", str(element[key]), f"figure on page {page}")
            if "/T" in element:
                lines.add("repeated", str(element["/T"]), f"title of a part on page {page}")
            looks.append(f"{element.get('/S', '')}{self.look(element['/A']) if '/A' in element else ''}")
        lines.look("structure", " ".join(looks))

    def document(self, lines: Lines) -> None:
        """Add what makes a document act, and what names its pages; where a reader first opens it changes nothing."""
        acting = {key: value for key, value in self.root.items() if key not in _OF_READERS}
        if isinstance(acting.get("/OpenAction"), pikepdf.Array):
            del acting["/OpenAction"]
        names = {
            key: value for key, value in self.root.get("/Names", {}).items() if key not in ("/EmbeddedFiles", "/Dests")
        }
        for key, value in sorted({**acting, **names}.items()):
            lines.look(key, self.look(value))
        for each in self.root.get("/AF", []):
            lines.add("repeated", f"{each.get('/UF')} {each.get('/Desc')}", "attachments")
        for each in _within(self.root.get("/Outlines"), ("/First", "/Next")):
            lines.look("bookmark", self.look(each.get("/Dest", each.get("/A"))), "bookmarks")

    def look(self, value: Any) -> str:
        """Return what an object is, with all that it refers to; a page is known by its number."""
        if isinstance(value, pikepdf.Object) and value.objgen in self.pages:
            return f"page {self.pages[value.objgen]}"
        if isinstance(value, pikepdf.Object) and value.is_indirect:
            if value.objgen not in self.known:
                self.known[value.objgen] = "itself"
                self.known[value.objgen] = self._direct(value)
            return self.known[value.objgen]
        return self._direct(value)

    def _direct(self, value: Any) -> str:
        if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            inside = "".join(f"{key} {self.look(each)} " for key, each in sorted(value.items()) if key not in _UPWARDS)
            if isinstance(value, pikepdf.Stream):
                inside += hashlib.sha256(value.read_bytes()).hexdigest()
            return hashlib.sha256(inside.encode()).hexdigest()
        if isinstance(value, pikepdf.Array):
            return f"[{' '.join(map(self.look, value))}]"
        if isinstance(value, pikepdf.String):
            return bytes(value).hex()
        return f"{float(value):.5g}" if isinstance(value, int | float | Decimal) else str(value)


def _is_highlight(annotation: pikepdf.Object) -> bool:
    """Say whether a reader marked words in a light color, without a picture of the mark and without words."""
    color = [float(each) for each in annotation.get("/C", [])]
    bare = not {"/AP", "/Contents", "/RC", "/Popup"} & set(annotation.keys())
    return annotation.get("/Subtype") == "/Highlight" and bare and len(color) == len("RGB") and sum(color) >= _LIGHT


def _within(element: Any, keys: tuple[str, ...] = ("/K",)) -> Iterator[pikepdf.Dictionary]:
    """Yield an element and those within it, in order, each once."""
    seen, waiting = set(), [element]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Array):
            waiting += reversed(list(each))
        elif isinstance(each, pikepdf.Dictionary) and (not each.is_indirect or each.objgen not in seen):
            seen.add(each.objgen)
            yield each
            waiting += reversed([each[key] for key in keys if key in each])


def _properties(document: pikepdf.Pdf, lines: Lines) -> None:
    """Add what a PDF says of itself, but for the program that saved it last."""
    for key, value in sorted(document.docinfo.items()):
        if key != "/Producer":
            dated = key in ("/CreationDate", "/ModDate", "/Creator")
            lines.add("repeated" if dated else "around", f"{key[1:]}: {value}", "properties")
    if "/Metadata" not in document.Root:
        return
    for element in etree.fromstring(document.Root.Metadata.read_bytes().strip(b"\0 \n\r")).iter(etree.Element):
        name, text = etree.QName(element).localname, (element.text or "").strip()
        if text and name not in _TECHNICAL:
            lines.add("around" if name == "li" else "repeated", f"{name}: {text}", "metadata")
