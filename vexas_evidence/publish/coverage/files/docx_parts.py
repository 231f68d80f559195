"""What a DOCX package may be made of: the parts, elements, fields and lists that the report writes, and no other.

A word processor shows more than the paragraphs of one part: fields that it works out, tracked changes,
symbols, charts, embedded documents. What is not on the list is refused.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache

from lxml import etree

from vexas_evidence.publish.coverage.files.finished_file import Stream

Wrong = Iterator[tuple[str, str, str]]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"
_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:core|custom|app)\.xml|word/(?:_rels/\w+\.xml\.rels|media/[\w-]+\.png|"
    r"theme/theme\d*\.xml|(?:document|numbering|styles|settings|webSettings|fontTable|footnotes|endnotes|comments)\.xml|"
    r"(?:header|footer)\d*\.xml)"
)
_SHOWN = re.compile(r"word/(?:document|footnotes|endnotes|comments|(?:header|footer)\d*)\.xml")
_ELEMENTS = re.compile(
    r"document|body|hdr|ftr|footnotes|endnotes|comments|footnote|endnote|p|r|t|br|tab|cr|"
    r"hyperlink|bookmarkStart|bookmarkEnd|tbl|tblGrid|gridCol|tr|tc|fldChar|instrText|"
    r"noBreakHyphen|softHyphen|separator|continuationSeparator|footnoteReference|footnoteRef|"
    r"proofErr|lastRenderedPageBreak|drawing|inline|extent|effectExtent|docPr|graphic|graphicData|"
    r"pic|blipFill|blip|stretch|fillRect|xfrm|off|ext|prstGeom|avLst|noFill|ln|headEnd|"
    r"tailEnd|picLocks"
)
_SETTINGS = re.compile(r"(?!doc)\w+Pr")
_HIDING = ("vanish", "specVanish", "strike", "dstrike")
_ALTERING = re.compile(r"webHidden|rtl|bidi|fitText|w|position|ins|del|moveFrom|moveTo|rPrChange|pPrChange")
_RELATIONS = re.compile(
    r"officeDocument|extended-properties|core-properties|custom-properties|numbering|styles|"
    r"settings|webSettings|fontTable|theme|footnotes|endnotes|comments|header|footer|image|"
    r"hyperlink"
)
_COUNTED = re.compile(r"\s*(?:PAGE|NUMPAGES)\s*(?:\\\*\s*MERGEFORMAT\s*)?")
_TECHNICAL = re.compile(r"(?:[A-Za-z][A-Za-z. ]* )?\d+(?:\.\d+)*|true|false|Normal\.dotm|\s*|[\d-]+T[\d:]+Z")
_LITERAL = re.compile(r"(?:%\d|[^\w]|o|\s|[\ue000-\uf8ff])*")


def refused(archive: zipfile.ZipFile) -> Wrong:
    """Yield the parts, relations, elements and lists of a package that the report does not write."""
    for name, count in Counter(archive.namelist()).items():
        if count > 1:
            yield name, f"{count} parts of one name", "one part"
        if not _PARTS.fullmatch(name):
            yield "package", f"the part {name!r}", "a part that the report writes"
        elif name.endswith(".rels"):
            yield from _relations(name, etree.fromstring(archive.read(name)))
        elif _SHOWN.fullmatch(name):
            yield from _story(name, etree.fromstring(archive.read(name)))
        elif name == "word/styles.xml":
            yield from ((name, f"a style with <w:{each}>", "plain words") for each in _altering(archive.read(name)))
        elif name == "word/numbering.xml":
            yield from _lists(name, etree.fromstring(archive.read(name)))


def _relations(name: str, root: etree._Element) -> Wrong:
    for relation in root:
        kind, target = (relation.get("Type") or "").rpartition("/")[2], relation.get("Target") or ""
        if not _RELATIONS.fullmatch(kind) or (relation.get("TargetMode") == "External") != (kind == "hyperlink"):
            yield name, f"a relation of the kind {kind!r} to {target!r}", "one that the report writes"
        elif kind == "officeDocument" and target.lstrip("/") != BODY:
            yield name, f"the document {target!r}", repr(BODY)


def _story(name: str, root: etree._Element) -> Wrong:
    for element in root.iter(etree.Element):
        local = etree.QName(element).localname
        if not _ELEMENTS.fullmatch(local) and not _SETTINGS.fullmatch(local) and not _within_settings(element):
            yield name, f"the element <{local}>", "an element that the report writes"
        elif (_ALTERING.fullmatch(local) or local in _HIDING) and etree.QName(element).namespace == W[1:-1]:
            yield name, f"words under <w:{local}>", "words as they stand"
    yield from ((name, found, expected) for found, expected in _fields(root))


def _within_settings(element: etree._Element) -> bool:
    return any(_SETTINGS.fullmatch(etree.QName(each).localname) for each in element.iterancestors())


def _altering(part: bytes) -> Iterator[str]:
    for element in etree.fromstring(part).iter(*(f"{W}{name}" for name in _HIDING)):
        yield etree.QName(element).localname


def _fields(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield fields that are no page numbers, and page numbers that are no numbers."""
    for paragraph in root.iter(f"{W}p"):
        instruction, result, state = "", "", ""
        for element in paragraph.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
            if element.tag == f"{W}fldChar":
                state = element.get(f"{W}fldCharType") or ""
                if state == "end" and not (_COUNTED.fullmatch(instruction) and re.fullmatch(r"\d*", result.strip())):
                    yield f"the field {instruction.strip()!r} that reads {result!r}", "a page number"
                instruction, result = ("", "") if state in ("begin", "end") else (instruction, result)
            elif element.tag == f"{W}instrText":
                instruction += element.text or ""
            elif state in ("begin", "separate"):
                result += element.text or ""
        if state not in ("", "end"):
            yield f"the field {instruction.strip()!r} without an end", "a page number"


def _lists(name: str, root: etree._Element) -> Wrong:
    """Yield lists whose items begin with words or digits of their own, or are not counted from the first."""
    for text in root.iter(f"{W}lvlText"):
        if not _LITERAL.fullmatch(literal := text.get(f"{W}val") or ""):
            yield name, f"items that begin with {literal!r}", "items that begin with a sign"
    for start in root.iter(f"{W}start", f"{W}startOverride"):
        if start.get(f"{W}val") not in ("0", "1"):
            yield name, f"items counted from {start.get(f'{W}val')!r}", "'1'"


@cache
def counts(instruction: str) -> bool:
    """Say whether a field is a page number or the number of pages."""
    return bool(_COUNTED.fullmatch(instruction))


def properties(name: str, root: etree._Element, around: Stream) -> Iterator[str]:
    """Add all that a package says of itself, but for what a word processor counts; yield its titles."""
    for element in root.iter(etree.Element):
        local, words = etree.QName(element).localname, element.text or ""
        if local == "title":
            yield words
        elif local not in ("Template", "revision") or not _TECHNICAL.fullmatch(words):
            around.add(f"{element.get('name') or ''}\n")
            if not (_TECHNICAL.fullmatch(words) and (name.endswith("app.xml") or local in ("created", "modified"))):
                around.add(f"{words}\n")
