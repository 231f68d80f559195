"""A finished DOCX or PPTX as lines: each part of the package, its paragraphs, pictures, relations and properties.

What a part holds besides words, such as styles, sizes, fields and shapes, stands in marks, so that nothing is shown,
hidden or drawn over words that the render did not write.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Mapping

from lxml import etree

from vexas_evidence.publish.coverage.marked_lines import File, Lines, Zone, digest, joined

BODY = "word/document.xml"
_STORIES = re.compile(r"word/(?:document|footnotes|endnotes|comments)\.xml|ppt/(?:slides|notesSlides)/[^/]+\.xml")
_AROUND = re.compile(r"word/(?:header|footer)\d*\.xml|docProps/\w+\.xml|ppt/slide(?:Masters|Layouts)/[^/]+\.xml")
_UNSEEN = re.compile(r"\[Content_Types\]\.xml|(?:.*/)?_rels/.*\.rels|customXml/.*|docProps/thumbnail\..*|.*/")
"""Parts that are read with others, or that nobody sees."""
_OF_PROGRAMS = re.compile("customXml|thumbnail")
_RELATION = re.compile(r"\{[^}]*/relationships\}\w+")
_PASSING = ("{*}proofErr", "{*}lastRenderedPageBreak", "{*}lang", "{*}noProof")
"""Elements that a word processor writes as it likes, and that change nothing that is seen."""
_PASSING_NAMES = re.compile(r"(?:\{[^}]*\})?(?:rsid\w*|paraId|textId|Ignorable|space|dirty)")
_TECHNICAL = {
    "Template", "revision", "lastModifiedBy", "modified", "TotalTime", "Pages", "Words", "Characters", "Lines",
    "Application", "AppVersion", "DocSecurity", "Paragraphs", "CharactersWithSpaces", "LinksUpToDate", "ScaleCrop",
    "SharedDoc", "HyperlinksChanged", "PresentationFormat", "Slides", "Notes", "HiddenSlides",
}  # fmt: skip
_COUNTS = re.compile(r"[^\d%]*|(?:[A-Za-z][A-Za-z. ]* )?\d+(?:\.\d+)*|[\d-]+T[\d:]+Z")
_COUNTED = re.compile(r"\s*(?:PAGE|NUMPAGES)\s*(?:\\\*\s*MERGEFORMAT\s*)?")
_NUMBER = re.compile(r"\s*(?:\d*|‹#›)\s*")
"""What a field of a page's number holds, which is worked out again."""
_FOOT = {"ftr", "dt", "sldNum", "hdr"}


def read(content: bytes) -> File:
    """Read a package; raises KeyError, zipfile's or lxml's errors for one that cannot be read."""
    lines = Lines("package")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name, count in Counter(archive.namelist()).items():
            if count > 1:
                lines.add("look", f"{count} parts named {name}")
        relations = {name: _related(archive, name) for name in archive.namelist()}
        noted = {each.removeprefix("notesSlide "): name for name in relations for each in relations[name].values()}
        for name in sorted(relations, key=lambda name: _in_reading_order(name, noted)):
            if _UNSEEN.fullmatch(name):
                continue
            lines.place = _named(name, noted)
            if name.startswith("docProps/"):
                _properties(etree.fromstring(archive.read(name)), lines)
            elif name.endswith(".xml"):
                _Part(name, relations[name], lines).read(etree.fromstring(archive.read(name)))
            else:
                lines.look(name, archive.read(name))
        main = (("part", each) for each in _related(archive, "").values() if not _OF_PROGRAMS.search(each))
        lines.look("package", joined(main), "package")
    return lines.file()


def _in_reading_order(name: str, noted: Mapping[str, str]) -> tuple[bool, str, int, bool, str]:
    """The body first, slides by their number with their notes, then the other parts by name."""
    shown = noted[name] if "/notesSlides/" in name and name in noted else name
    number = re.search(r"(\d+)\.xml$", shown)
    return name != BODY, posixpath.dirname(shown), int(number[1]) if number else 0, shown != name, name


def _named(name: str, noted: Mapping[str, str]) -> str:
    """Return how a reader calls a part."""
    if "/notesSlides/" in name and name in noted:
        return f"notes of {_named(noted[name], {})}"
    if number := re.search(r"ppt/slides/slide(\d+)\.xml$", name):
        return f"slide {number[1]}"
    kind = re.fullmatch(r"word/(document|header|footer|footnotes|endnotes|comments)\d*\.xml", name)
    return "top of the document" if name == BODY else kind[1] if kind else f"part {name}"


def _related(archive: zipfile.ZipFile, name: str) -> Mapping[str, str]:
    """Return kind and target of each relation of a part by its id; a picture is known by its content."""
    folder, file = posixpath.split(name)
    where = posixpath.join(folder, "_rels", f"{file}.rels")
    if where not in archive.namelist():
        return {}
    found = {}
    for each in etree.fromstring(archive.read(where)):
        target = each.get("Target") or ""
        part = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
        if each.get("TargetMode") != "External":
            picture = part in archive.namelist() and "/media/" in part
            target = digest(archive.read(part)) if picture else part
        found[each.get("Id") or ""] = f"{(each.get('Type') or '').rpartition('/')[2]} {target}"
    return found


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


class _Part:
    """A part that is being read: its relations, its lines, and the run, fields and links that are open."""

    def __init__(self, name: str, related: Mapping[str, str], lines: Lines) -> None:
        self.related, self.lines, self.body = related, lines, name == BODY
        self.zone: Zone = "text" if _STORIES.fullmatch(name) else "around" if _AROUND.fullmatch(name) else "repeated"
        self.slide = name.startswith("ppt/slides/")
        self.first = name == "ppt/slides/slide1.xml"
        self.fields: list[str] = []
        self.run = ""
        self.shape: Zone = self.zone
        self.place = lines.place

    def read(self, root: etree._Element) -> None:
        """Add the lines of the part; one without words is a look."""
        etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, *_PASSING, with_tail=False)
        if not _holds_words(root):
            self.lines.look("part", self._look(root))
            return
        self._element(root)
        self.lines.end(self.shape)

    def _attributes(self, element: etree._Element) -> str:
        pairs = []
        for key, each in element.attrib.items():
            name, value = str(key), str(each)
            if not _PASSING_NAMES.fullmatch(name):
                related = _RELATION.fullmatch(name) and self.related.get(value)
                pairs.append((name, related or value))
        return joined(pairs)

    def _look(self, root: etree._Element) -> str:
        """All that an element without words says."""
        inside = "".join(map(self._look, root))
        return f"<{root.tag}{self._attributes(root)}>{(root.text or '').strip()}{inside}"

    def _element(self, element: etree._Element) -> None:
        name = _local(element)
        if name in ("sp", "pic", "graphicFrame", "cxnSp"):
            self.lines.end(self.shape)
            self.shape = self._shape_zone(element)
        if name == "docPr" or (name == "cNvPr" and not self.body):  # in a DOCX the second says the same once more
            for key in ("descr", "title"):
                self.lines.add("alt", element.get(key) or "", f"picture under {self.lines.place}")
        if name == "p":
            self._paragraph(element)
        elif name in ("r", "fld"):
            self._run(element)
        elif name == "t":
            if not (any(map(_COUNTED.fullmatch, self.fields)) and _NUMBER.fullmatch(element.text or "")):
                self.lines.say(element.text or "")
        elif name in ("tab", "br", "cr", "noBreakHyphen"):
            self.lines.say("-" if name == "noBreakHyphen" else " ")
        elif name in ("fldChar", "instrText"):
            self._field(element, name)
        elif not _holds_words(element):
            self.lines.mark(name, self._look(element))
        else:
            self.lines.mark(name, self._attributes(element))
            for child in element:
                self._element(child)
            self.lines.mark(f"/{name}")

    def _paragraph(self, paragraph: etree._Element) -> None:
        """A paragraph is a line; a heading is the place of those below it, and a title has a rule of its own."""
        style = paragraph.find("{*}pPr/{*}pStyle")
        named = "" if style is None else _attribute(style, "val")
        self.run = ""
        if self.body and named.startswith("Heading"):
            self.lines.place = f"“{_words_in(paragraph)}”"
        for child in paragraph:
            self._element(child)
        if next(paragraph.iterancestors("{*}p"), None) is None:
            self.lines.end("around" if self.body and named == "Title" else self.shape)

    def _run(self, run: etree._Element) -> None:
        """Words in one look; runs that look alike are one."""
        field = _local(run) == "fld"
        look = "".join(map(self._look, run.iterfind("{*}rPr"))) + (self._attributes(run) if field else "")
        if look != self.run:
            self.lines.mark("r", look)
            self.run = look
        opened = ["PAGE"] if field and run.get("type") == "slidenum" else []
        self.fields += opened
        for child in run:
            if _local(child) != "rPr":
                self._element(child)
        del self.fields[len(self.fields) - len(opened) :]

    def _field(self, element: etree._Element, name: str) -> None:
        kind = _attribute(element, "fldCharType")
        if name == "instrText" and self.fields:
            self.fields[-1] += element.text or ""
        elif kind == "begin":
            self.fields.append("")
        elif kind == "end" and self.fields:
            self.lines.mark("field", self.fields.pop())

    def _shape_zone(self, shape: etree._Element) -> Zone:
        """What stands at the foot is around the slide; a layout's place only says where something is to stand."""
        holder = next(shape.iter("{*}ph"), None)
        kind = "" if holder is None else holder.get("type", "body")
        if self.slide and kind in ("title", "ctrTitle"):
            self.lines.place = f"{self.place}, “{_words_in(shape)}”"
            if self.first:
                return "around"
        if self.zone == "around":
            return "around" if holder is None else "repeated"
        return "around" if kind in _FOOT and self.zone == "text" else self.zone


def _words_in(element: etree._Element) -> str:
    return " ".join("".join(each.text or "" for each in element.iter("{*}t")).split())


def _attribute(element: etree._Element, name: str) -> str:
    """Return an attribute of the namespace of its element."""
    return element.get(etree.QName(etree.QName(element).namespace, name)) or ""


def _holds_words(root: etree._Element) -> bool:
    return next(root.iter("{*}p", "{*}t", "{*}docPr", "{*}cNvPr", "{*}instrText"), None) is not None


def _properties(root: etree._Element, lines: Lines) -> None:
    """Add all that a package says of itself, but for what programs count."""
    for element in root.iter(etree.Element):
        name, words = _local(element), element.text or ""
        if name not in _TECHNICAL or not _COUNTS.fullmatch(words):
            own = f"name {element.get('name')}" if element.get("name") else ""
            counted = name in ("created", "Company", "TitlesOfParts", "HeadingPairs") or "fmtid" in element.attrib
            lines.add("repeated" if counted and not own else "around", f"{own} {words}")
