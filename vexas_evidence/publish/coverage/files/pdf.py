"""The numerals of a finished PDF: its text layer with that of the figures, its links, alternative texts and title."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2 import raw

from vexas_evidence.publish.coverage.attachment_reading import of_pdf
from vexas_evidence.publish.coverage.files.finished_file import Finished, Found
from vexas_evidence.publish.coverage.files.pdf_parts import (
    active,
    address,
    notes,
    objects_of,
    on_page,
    properties,
    string,
)
from vexas_evidence.publish.coverage.manifest import Written
from vexas_evidence.text.numerals import numerals

_HYPHENS = str.maketrans(dict.fromkeys("\ufffe\u00ad\x02", "-"))  # at the end of a line
_FOOT = re.compile(r"\s*Page\s+(\d+)\s+of\s+(\d+)\s*$")
_IDENTIFIER = "Identifier"
_SPOKEN = (raw.FPDF_StructElement_GetAltText, raw.FPDF_StructElement_GetActualText, raw.FPDF_StructElement_GetExpansion)
_MARK = re.compile(r"(?<=[\d%])(?<![0-9a-f]{8})[dij](?=\W|$)")  # but not the last letter of a hash


def read(path: Path, written: Written, version: str) -> Finished:
    """Read a PDF; raises OSError or pypdfium2.PdfiumError for a file that is none."""
    done = Finished()
    content = path.read_bytes()
    document = pypdfium2.PdfDocument(content)
    try:
        done.pages = len(document)
        if done.pages and (torn := _torn(document)):
            done.incomplete = torn
            return done
        objects = objects_of(content)
        properties(document, content, objects.names, written.title, done)
        done.wrong += active(document, objects)
        done.attachments = of_pdf(document)
        records = Records(document)
        around = (f"{written.title} Version {version}", f"Evidence version {version}") if version else ("", "")
        for number, page in enumerate(document, 1):
            _page(page, number, done, around, records)
        _bookmarks(document, done)
    finally:
        document.close()
    return done


def _torn(document: Any) -> tuple[str, str, str] | None:
    """Say that the last page tells of more or fewer pages than there are."""
    foot = _FOOT.search(_words(document[len(document) - 1].get_textpage()))
    if foot is None or int(foot[2]) == len(document):
        return None
    return "document", f"{len(document)} pages of {foot[2]}", f"{foot[2]} pages"


def _words(text: Any) -> str:
    return str(text.get_text_range()).replace("\r\n", "\n").translate(_HYPHENS)


def _page(page: Any, number: int, done: Finished, around: tuple[str, str], records: Records) -> None:
    """Read a page, around the words of which stand a head and a foot."""
    text = page.get_textpage()
    place = f"page {number}"
    done.text.head(place)
    done.alt.head(f"figure on {place}")
    done.wrong += on_page(page, place)
    words = _words(text)
    words = _without_head(words, around[0], place, done)
    words = _without_foot(words, around[1], number, place, done)
    done.text.add(_MARK.sub("", words) + "\n")
    bare = without_mark(words)
    for element in _elements(page):
        for function in _SPOKEN:
            if words := string(partial(function, element)):
                done.alt.add(words + "\n")
        if (title := without_mark(string(partial(raw.FPDF_StructElement_GetTitle, element)))) not in bare:
            done.wrong.append((place, f"the title {title!r} of a part", "the words of its heading"))
        done.rows += string(partial(raw.FPDF_StructElement_GetType, element)) == "TR"
    _links(page, text, place, done, records)
    text.close()
    page.close()


def _without_head(words: str, head: str, place: str, done: Finished) -> str:
    """Take the line at the top away; it says title and version, spaced in whatever way."""
    if match := re.match(r"\s*" + _spaced(head), words):
        done.chrome += (Found(numeral.text, numeral.key, "", place) for numeral in numerals(head))
        return words[match.end() :]
    done.wrong.append((place, repr(" ".join(words[: len(head)].split())), repr(head)))
    return words


def _without_foot(words: str, foot: str, number: int, place: str, done: Finished) -> str:
    """Take the line at the bottom away; it says the version and which page this is."""
    expected = f"{foot} Page {number} of {done.pages}".strip()
    if match := re.search(rf"\s*{_spaced(expected)}\s*$", words):
        done.chrome += (Found(numeral.text, numeral.key, "", place) for numeral in numerals(foot))
        return words[: match.start()]
    done.wrong.append((place, repr(" ".join(words[-len(expected) - 2 :].split())), repr(expected)))
    return words


def _spaced(line: str) -> str:
    """Return the pattern of a line that is spaced in whatever way."""
    return r"\s*".join(re.escape(character) for character in "".join(line.split()))


def without_mark(words: str) -> str:
    """Return words without spaces and without the raised letters of kinds, which are letters like any other here."""
    return "".join(_MARK.sub("", words).split())


def _elements(page: Any) -> Iterator[Any]:
    """Yield the elements of a page's structure in order; they live as long as the next is not asked for."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    try:
        for index in range(raw.FPDF_StructTree_CountChildren(tree)):
            yield from _within(raw.FPDF_StructTree_GetChildAtIndex(tree, index))
    finally:
        raw.FPDF_StructTree_Close(tree)


def _within(element: Any) -> Iterator[Any]:
    if not element:
        return
    yield element
    for index in range(raw.FPDF_StructElement_CountChildren(element)):
        yield from _within(raw.FPDF_StructElement_GetChildAtIndex(element, index))


def _links(page: Any, text: Any, place: str, done: Finished, records: Records) -> None:
    """Note the words under each link and the record they lead to; an address out of the document is its words."""
    expected = []
    position, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, position, link):
        text_inside = "".join(text.get_text_bounded(*corners) for corners in _areas(link))
        words = " ".join(text_inside.translate(_HYPHENS).split())
        words = re.sub(r"j ?j$", "j", words)  # the raised mark of a judgement stands in both lines of its link
        where = f"{place}, link “{words}”"
        if target := raw.FPDFLink_GetDest(records.document, link):
            done.links.append(Found(words, words, records.at(target), where))
            expected.append(f"page {raw.FPDFDest_GetDestPageIndex(records.document, target) + 1}")
        else:
            led = address(records.document, link)
            expected.append(led)
            if not led.endswith("".join(words.split()).removeprefix("doi:")) or not words:
                done.wrong.append((where, f"a link to {led!r}", f"a link to {words!r}"))
    for note, other in zip(notes(page), expected, strict=False):
        if note != other and not re.fullmatch(rf"(?:[^\W\d]+, )?{re.escape(other)}", note) and note:
            done.wrong.append((place, f"the note {note!r} of a link", repr(other)))


def _areas(link: Any) -> Iterator[tuple[float, float, float, float]]:
    """Yield left, bottom, right and top of each line of a link."""
    count = raw.FPDFLink_CountQuadPoints(link)
    for index in range(count):
        quad = raw.FS_QUADPOINTSF()
        raw.FPDFLink_GetQuadPoints(link, index, quad)
        across, along = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
        yield min(across), min(along), max(across), max(along)
    if not count:
        area = raw.FS_RECTF()
        raw.FPDFLink_GetAnnotRect(link, area)
        yield area.left, area.bottom, area.right, area.top


class Records:
    """Where the links of a document lead: the words after "Identifier" below each target, which name its record."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self._texts: dict[int, Any] = {}
        self._known: dict[tuple[int, float], str] = {}

    def at(self, target: Any) -> str:
        """Return the words that name the record at a target, without spaces and hyphens."""
        flags, at = [ctypes.c_int() for _ in range(3)], [ctypes.c_float() for _ in range(3)]
        raw.FPDFDest_GetLocationInPage(target, *flags, *at)
        place = raw.FPDFDest_GetDestPageIndex(self.document, target), round(at[1].value, 1)
        if place not in self._known:
            self._known[place] = self._named(*place)
        return self._known[place]

    def _named(self, index: int, top: float) -> str:
        if index not in self._texts:
            self._texts[index] = self.document[index].get_textpage()
        below = self._texts[index].get_text_bounded(top=top + 2)
        return re.sub(r"[\s\ufffe\u00ad\x02:-]", "", below.partition(_IDENTIFIER)[2][:120])


def _bookmarks(document: Any, done: Finished) -> None:
    """A bookmark repeats a heading; its words must stand in the text."""
    text = without_mark(done.text.text)
    for bookmark in document.get_toc():
        title = bookmark.get_title()
        if without_mark(title) not in text:
            done.wrong.append(("bookmarks", repr(title), "the words of a heading"))
