"""What a PDF says of itself in more than one place: dates, program, standards, pages; the places must agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from vexas_evidence.publish.coverage.files.pdf_parts import XMP, objects_of

Wrong = Iterator[tuple[str, str, str]]
_DATES, _PROGRAMS = ("CreateDate", "ModifyDate", "when"), ("CreatorTool", "softwareAgent")
_STANDARDS = {
    ("http://www.aiim.org/pdfa/ns/id/", "part"): "3",
    ("http://www.aiim.org/pdfa/ns/id/", "conformance"): "A",
    ("http://www.aiim.org/pdfua/ns/id/", "part"): "1",
}


def disagreeing(content: bytes, document: Any, dated: str) -> Wrong:
    """Yield each property that is not what the other properties, the pages or the verification's date say."""
    facts = document.get_metadata_dict()
    day = _digits(dated)
    for name in ("CreationDate", "ModDate"):
        if day and _digits(facts.get(name, "")) != day:
            yield "properties", f"{name} {facts.get(name, '')!r}", dated
    packet = XMP.search(content)
    if packet is None:
        yield "properties", "no metadata", "the metadata as written"
        return
    program = facts.get("Creator", "")
    once: dict[str, str] = {}
    for element in etree.fromstring(packet[1].strip()).iter(etree.Element):
        qualified, text = etree.QName(element), (element.text or "").strip()
        name = qualified.localname
        if name in _DATES and day and _digits(text) != day:
            yield "metadata", f"{name} {text!r}", dated
        elif name in _PROGRAMS and text != program:
            yield "metadata", f"{name} {text!r}", repr(program)
        elif (wanted := _STANDARDS.get((str(qualified.namespace), name), text)) != text:
            yield "metadata", f"{name} {text!r}", repr(wanted)
        elif name == "NPages" and text != str(len(document)):
            yield "metadata", f"{text} pages", f"{len(document)} pages"
        elif name == "PDFVersion" and not content.startswith(b"%PDF-" + text.encode()):
            yield "metadata", f"{name} {text!r}", repr(content[5:8].decode("latin-1"))
        elif name.lower() in ("instanceid", "documentid"):
            text = text.removesuffix("_source")
            if once.setdefault("identifier", text) != text:
                yield "metadata", f"{name} {text!r}", repr(once["identifier"])


def oddly_described(content: bytes, known: frozenset[str]) -> Wrong:
    """Yield the descriptions of attachments that are none of those known."""
    for words in objects_of(content).descriptions:
        if words not in known:
            yield "attachments", f"the description {words!r}", "the description as written"


def _digits(text: str) -> str:
    """The year to the second of a date, however it is written."""
    return re.sub(r"\D", "", text)[:14]
