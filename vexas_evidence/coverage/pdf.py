"""The numerals of a finished PDF: its text layer with that of the figures, its links, alternative texts and title."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2 import raw

from vexas_evidence.coverage.manifest import Written
from vexas_evidence.coverage.reading import Finished, Found
from vexas_evidence.numerals import numerals

_FOOT = re.compile(r"\s*Page\s+(\d+)\s+of\s+(\d+)\s*$")
_MARK = re.compile(r"(?<=[\d%])(?<![0-9a-f]{8})[dij](?=\W|$)")  # but not the last letter of a hash


def read(path: Path, written: Written, version: str) -> Finished:
    """Read a PDF; raises OSError or pypdfium2.PdfiumError for a file that is none."""
    done = Finished()
    document = pypdfium2.PdfDocument(path)
    try:
        done.pages = len(document)
        title = document.get_metadata_dict().get("Title", "")
        if written.title and title != written.title:
            done.wrong.append(("title of the properties", repr(title), repr(written.title)))
        head = f"{written.title} Version {version}" if version else ""
        for number, page in enumerate(document, 1):
            _page(document, page, number, done, head)
        _bookmarks(document, done)
    finally:
        document.close()
    return done


def _page(document: Any, page: Any, number: int, done: Finished, head: str) -> None:
    text = page.get_textpage()
    place = f"page {number}"
    done.text.head(place)
    done.alt.head(f"figure on {place}")
    words = text.get_text_range().replace("\r\n", "\n").replace("\ufffe", "-").replace("\u00ad", "-")
    words = _without_foot(_without_head(words, head, place, done), number, place, done)
    done.text.add(_MARK.sub("", words) + "\n")
    for element in _elements(page):
        if told := _string(raw.FPDF_StructElement_GetAltText, element):
            done.alt.add(told + "\n")
        done.rows += _string(raw.FPDF_StructElement_GetType, element) == "TR"
    done.links += (
        Found(told, told, target, f"{place}, link “{told}”") for told, target in _links(document, page, text)
    )
    text.close()
    page.close()


def _without_head(words: str, head: str, place: str, done: Finished) -> str:
    """Take the line at the top away; it says title and version, spaced in whatever way."""
    pattern = r"\s*" + r"\s*".join(re.escape(character) for character in "".join(head.split()))
    if match := re.match(pattern, words):
        done.chrome += (Found(numeral.text, numeral.key, "", place) for numeral in numerals(head))
        return words[match.end() :]
    done.wrong.append((place, repr(" ".join(words[: len(head)].split())), repr(head)))
    return words


def _without_foot(words: str, number: int, place: str, done: Finished) -> str:
    """Take the page number away."""
    foot = _FOOT.search(words)
    if foot and (foot[1], foot[2]) == (str(number), str(done.pages)):
        return words[: foot.start()]
    done.wrong.append((place, repr(" ".join(words[-24:].split())), f"'Page {number} of {done.pages}'"))
    return words


def without_mark(words: str) -> str:
    """Return words without spaces and without the raised letters of kinds, which are letters like any other here."""
    return "".join(_MARK.sub("", words).split())


def link_words(words: str) -> str:
    """Return the words of a link without spaces and marks, whatever they end in.

    The mark of a judgement follows a letter, and may be read once for each area that it reaches into.
    """
    return re.sub("[dij]+$", "", without_mark(words))


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


def _string(function: Any, element: Any) -> str:
    """Return a text that pdfium writes into a buffer, as UTF-16 with an end of its own."""
    length = function(element, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    function(element, buffer, length)
    return buffer.raw[: length - 2].decode("utf-16-le")


def _links(document: Any, page: Any, text: Any) -> Iterator[tuple[str, str]]:
    """Yield the words under each link within the document, and the place that it leads to."""
    position, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, position, link):
        if not (target := raw.FPDFLink_GetDest(document, link)):
            continue  # it leads out of the document
        words = "".join(text.get_text_bounded(*corners) for corners in _areas(link))
        yield " ".join(words.split()), _point(document, target)


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


def _point(document: Any, target: Any) -> str:
    flags = [ctypes.c_int() for _ in range(3)]
    at = [ctypes.c_float() for _ in range(3)]
    raw.FPDFDest_GetLocationInPage(target, *flags, *at)
    return f"{raw.FPDFDest_GetDestPageIndex(document, target)}:{at[0].value:.1f}:{at[1].value:.1f}"


def _bookmarks(document: Any, done: Finished) -> None:
    """A bookmark repeats a heading; its words must stand in the text."""
    text = without_mark(done.text.text)
    for bookmark in document.get_toc():
        title = bookmark.get_title()
        if without_mark(title) not in text:
            done.wrong.append(("bookmarks", repr(title), "the words of a heading"))
