"""What a PDF may hold besides the text of its pages: properties, actions, annotations, forms, pictures, invisible text.

pdfium shows what a reader meets; the rest is read from the objects of the file. These are parsed, as a name within a
text ("/AA==" of an identifier, "/JS/" of an address) is no name.
"""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2
from lxml import etree
from pypdfium2 import raw

from vexas_evidence.publish.coverage.files.finished_file import Finished, Stream

Wrong = Iterator[tuple[str, str, str]]
Box = tuple[float, float, float, float]
FINE = 1.5  # points; a line up to this is a rule or an axis and hides no word
TOUCH = 0.5  # points; what overlaps less only touches
_PROPERTIES = ("Author", "Subject", "Keywords")
_ACTIVE = {"OpenAction", "AA", "JavaScript", "JS", "Launch", "AcroForm", "XFA", "RichMedia", "GoToR", "SubmitForm"}
_ACTIVE |= {"OCProperties", "ImportData", "ResetForm", "GoToE", "GoTo3DView", "Movie", "Sound", "Rendition", "Hide"}
_ACTIVE |= {"Named", "SetOCGState", "Thread"}
XMP = re.compile(rb"<\?xpacket begin.*?\?>(.*?)<\?xpacket end", re.DOTALL)
_TECHNICAL = {"CreatorTool", "ModifyDate", "CreateDate", "part", "conformance", "rev", "NPages", "format"}
_TECHNICAL |= {"InstanceID", "DocumentID", "RenditionClass", "PDFVersion", "Producer", "date"}
_TECHNICAL |= {"when", "instanceID", "softwareAgent", "namespaceURI"}
_STANDARD = "Part Number of ISO 14289 (PDF/UA)"  # how a PDF/A describes the property that says it is a PDF/UA
_ODD = {"an action after an action": {"/S", "/Next"}, "an action beside a destination": {"/A", "/Dest"}}


@dataclass(frozen=True, slots=True)
class Objects:
    """The names in all objects of a PDF, without their slashes, and the descriptions in them.

    ``odd`` names the actions that a reader's program may take and pdfium does not.
    """

    names: frozenset[str]
    descriptions: tuple[str, ...]
    odd: frozenset[str]


def objects_of(content: bytes) -> Objects:
    """Return what is in the objects of a PDF. Raises pypdfium2.PdfiumError for one whose objects cannot be read."""
    names: set[str] = set()
    descriptions: list[str] = []
    odd: set[str] = set()
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as document:
            for each in (document.trailer, *document.objects):
                for part in _parts(each):
                    if isinstance(part, pikepdf.Name):
                        names.add(str(part).removeprefix("/"))
                    elif isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
                        names |= {key.removeprefix("/") for key, _ in part.items()}
                        descriptions += [str(part["/Desc"])] if "/Desc" in part else []
                        odd |= {name for name, keys in _ODD.items() if keys <= set(part.keys())}
            if warned := document.get_warnings():
                raise ValueError(warned[0])  # what is damaged may be read otherwise elsewhere
    except (pikepdf.PdfError, ValueError) as error:
        raise pypdfium2.PdfiumError(f"objects that cannot be read: {error}") from error
    return Objects(frozenset(names), tuple(descriptions), frozenset(odd))


def _parts(top: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield an object and all that stands in it, but not what it refers to, which stands for itself."""
    waiting = [top]
    while waiting:
        each = waiting.pop()
        yield each
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            below = [value for _, value in each.items()]
        elif isinstance(each, pikepdf.Array):
            below = list(each)
        else:
            continue
        waiting += [value for value in below if isinstance(value, pikepdf.Object) and not value.is_indirect]


def properties(document: Any, content: bytes, names: Set[str], title: str, done: Finished) -> None:
    """Read what a PDF says of itself; each title must be that of the page."""
    stream = Stream()
    facts = document.get_metadata_dict()
    stream.head("properties")
    stream.add("".join(f"{facts.get(name, '')}\n" for name in _PROPERTIES))
    titles = [facts.get("Title", "")]
    if packet := XMP.search(content):
        root = etree.fromstring(packet[1].strip())
        for element in root.iter(etree.Element):
            if any(etree.QName(each).localname == "title" for each in element.iterancestors()):
                titles += [element.text] if element.text and element.text.strip() else []
            elif etree.QName(element).localname not in _TECHNICAL and element.text != _STANDARD:
                stream.add(f"{element.text or ''}\n")
    elif "Metadata" in names:
        done.wrong.append(("properties", "metadata that nobody can read here", "the metadata as written"))
    done.wrong += [
        ("title of the properties", repr(each), repr(title))
        for each in dict.fromkeys(titles)
        if title and each != title
    ]
    done.chrome += stream.numerals()


def active(document: Any, objects: Objects) -> Wrong:
    """Yield what makes a PDF act, and forms, whose fields show what is no text of a page, by its *objects*."""
    for name in sorted(objects.odd):
        yield "document", name, "links alone"
    found = set(_ACTIVE & objects.names)
    if raw.FPDF_GetFormType(document):
        found.add("AcroForm")
    if raw.FPDFDoc_GetJavaScriptActionCount(document):
        found.add("JavaScript")
    for name in sorted(found):
        yield "document", f"/{name}", "pages that do nothing by themselves"
    for index in range(len(document)):
        label = string(lambda *into, at=index: raw.FPDF_GetPageLabel(document, at, *into))
        if label not in ("", str(index + 1)):
            yield f"page {index + 1}", f"the page label {label!r}", repr(str(index + 1))


def on_page(page: Any, place: str) -> Wrong:
    """Yield annotations other than links, pictures made of dots, text that is not drawn, and drawings over words."""
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if raw.FPDFAnnot_GetSubtype(annotation) != raw.FPDF_ANNOT_LINK:
            yield place, "an annotation", "links alone"
        raw.FPDFPage_CloseAnnot(annotation)
    for drawn in page.get_objects(max_depth=6):
        if drawn.type == raw.FPDF_PAGEOBJ_IMAGE:
            yield place, "a picture made of dots", "drawings alone"
        elif drawn.type == raw.FPDF_PAGEOBJ_TEXT and raw.FPDFTextObj_GetTextRenderMode(drawn) in (3, 7):
            yield place, "text that is not drawn", "text that a reader sees"
    if _covers(page):
        yield place, "a drawing over words", "words that nothing covers"


def _covers(page: Any) -> bool:
    """Say whether what is filled, or drawn with a broad line, lies over words that were drawn before it."""
    words: list[Box] = []
    for drawn in page.get_objects(max_depth=1):
        box = _box(drawn)
        if drawn.type == raw.FPDF_PAGEOBJ_TEXT:
            words.append(box)
        elif _is_broad(drawn) and any(_overlap(box, other) for other in words):
            return True
    return False


def _box(drawn: Any) -> Box:
    """Left, bottom, right and top of an object of a page, in points."""
    edges = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(drawn, *edges)
    left, bottom, right, top = (edge.value for edge in edges)
    return left, bottom, right, top


def _is_broad(drawn: Any) -> bool:
    """Say whether an object can cover what lies below it: a fine line that is not filled does not."""
    if drawn.type != raw.FPDF_PAGEOBJ_PATH:
        return True
    filled, lined, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    raw.FPDFPath_GetDrawMode(drawn, filled, lined)
    raw.FPDFPageObj_GetStrokeWidth(drawn, width)
    return bool(filled.value) or (bool(lined.value) and width.value > FINE)


def _overlap(one: Box, other: Box) -> bool:
    across, along = (min(one[at + 2], other[at + 2]) - max(one[at], other[at]) for at in (0, 1))
    return across > TOUCH and along > TOUCH


def notes(page: Any) -> Iterator[str]:
    """Yield what each link of a page says of itself."""
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        yield string(
            lambda buffer, length, of=annotation: raw.FPDFAnnot_GetStringValue(
                of, b"Contents", ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)) if buffer else None, length
            )
        )
        raw.FPDFPage_CloseAnnot(annotation)


def address(document: Any, link: Any) -> str:
    """Return the address that a link out of the document leads to."""
    action = raw.FPDFLink_GetAction(link)
    length = raw.FPDFAction_GetURIPath(document, action, None, 0) if action else 0
    if length <= 1:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFAction_GetURIPath(document, action, buffer, length)
    return buffer.value.decode("utf-8", "replace")


def string(function: Callable[..., int]) -> str:
    """Return a text that pdfium writes into a buffer, as UTF-16 with an end of its own."""
    length = function(None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    function(buffer, length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")
