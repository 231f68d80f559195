"""The document tree of a page in one format: its texts in order, in which each numeral has its identity.

The last filter of both engines writes it as HTML. A number names its record, another numeral its class; what does
neither was typed, unless it belongs to a declared name or is a vague quantity.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from vexas_evidence.analysis.numbers import Numbers, Shown
from vexas_evidence.load.formats.format_1 import CLASSES as OLD_CLASSES
from vexas_evidence.load.formats.format_1 import id_in_format_2
from vexas_evidence.present.records import class_of
from vexas_evidence.present.spans import KIND_LETTERS, Spans, to_html, to_marked
from vexas_evidence.publish.coverage.manifest import Entry, Zone, record_of
from vexas_evidence.system.escaping import parse_html
from vexas_evidence.text.numerals import CLASSES, NumeralClass, classed, numerals

INLINE = {"a", "abbr", "b", "cite", "code", "em", "i", "q", "small", "span", "strong", "sub", "sup", "u", "tspan"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
HEAD = "thead"
_UNREAD = {"svg", "script", "style", "head", "template", "noscript"}
_RECORDS = "provenance.html"
_LETTERS: dict[str, str] = {str(kind): letter for kind, letter in KIND_LETTERS.items()}
_FLOATS = {"tbl": "Table", "fig": "Figure"}
_CAPTION = re.compile(r"(Table|Figure)\s(\d+)(?=[:.])")
_NUMBERED: dict[str, NumeralClass] = {"Table": "table number", "Figure": "figure number"}


@dataclass(frozen=True, slots=True)
class Identity:
    """What the words of an element are: a number of a record, linked or not, its time, or words of one class."""

    id: str = ""
    kind: str = ""
    linked: bool = False
    numerals: str = ""
    when: bool = False


@dataclass(frozen=True, slots=True)
class IdentifiedWords:
    """Words of one identity, which plain words have not, or the raised letter of the kind of the number before it."""

    text: str
    identity: Identity | None = None
    is_letter: bool = False


@dataclass(frozen=True, slots=True)
class TreeBlock:
    """A paragraph, cell or heading: the zone in which it stands, and its parts.

    ``within`` is the heading or head of a table that it is part of; ``head`` has the words of the head above its row.
    """

    zone: Zone
    parts: tuple[IdentifiedWords, ...]
    within: str = ""
    head: str = ""

    @property
    def words(self) -> str:
        """All words of the block, letters of kinds among them."""
        return " ".join("".join(part.text for part in self.parts).split())


Trees = Mapping[tuple[str, str], tuple[TreeBlock, ...]]
"""The blocks of trees by page and format."""


def read_trees(folder: Path) -> Trees:
    """Return the trees in a folder by page and format."""
    found = {}
    for path in sorted(folder.glob("*.tree")):
        head, _, tree = path.read_text(encoding="utf-8").partition("\n")
        page, _, form = head.partition("\t")
        found[page, form] = blocks_of(tree)
    return found


def add_to_tree(folder: Path, page: str, form: str, texts: Iterable[tuple[Zone, Spans]]) -> None:
    """Add texts that are put into a finished page to its tree, where they do not stand yet."""
    path = folder / f"{Path(page).stem}.{form}.tree"
    tree = path.read_text(encoding="utf-8") if path.is_file() else f"{page}\t{form}\n"
    added = "".join(f'<p data-zone="{zone}">{to_html(to_marked(spans), "html")}</p>\n' for zone, spans in texts)
    if not tree.endswith(added):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(tree + added, encoding="utf-8")


def blocks_of(tree: str) -> tuple[TreeBlock, ...]:
    """Return the blocks of a tree, each numbered caption where it is printed."""
    return tuple(_numbered(_read(parse_html(f"<body>{tree}</body>"))))


def links_of(page: HtmlElement) -> tuple[tuple[str, str, str], ...]:
    """Return the links of a finished page to records: their words, the record, and the kind of number."""
    parts = (part for block in _read(page) for part in block.parts if not part.is_letter)
    return tuple((part.text.strip(), each.id, each.kind) for part in parts if (each := part.identity) and each.linked)


def _read(root: HtmlElement) -> list[TreeBlock]:
    reader = _Reader()
    reader.read(root)
    return reader.blocks


class _Reader:
    """Blocks that grow while a tree is read; ``begins`` is where the last table or figure with a caption does."""

    def __init__(self) -> None:
        self.blocks: list[TreeBlock] = []
        self._parts: list[IdentifiedWords] = []
        self._begins = 0
        self._head = ""

    def read(
        self, element: HtmlElement, identity: Identity | None = None, zone: Zone = "text", within: str = ""
    ) -> None:
        """Add the words of an element and of those within it."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _UNREAD or "hidden" in (element.get("class") or "").split():
            return  # what Quarto hides is the text of its bars
        zone = next((each for each in get_args(Zone) if each == element.get("data-zone")), zone)
        if breaks := tag not in INLINE:
            self._end(zone, within)
        within = tag if tag == HEAD or tag in HEADINGS else within
        start = len(self.blocks)
        if kind := element.get("data-float"):
            self._end(zone, within)
            if kind == "begin":
                self._begins = len(self.blocks)
            else:
                self._float(_FLOATS[kind])
        own = _identity(element) or identity
        if own and is_mark(element, own.kind):
            self._parts.append(IdentifiedWords(element.text or "", own, is_letter=True))
        else:
            self._say(element.text, own)
        for child in element:
            self.read(child, own, zone, within)
            self._say(child.tail, own)
        if breaks:
            self._end(zone, within)
        if tag == HEAD:
            self._head = " ".join(block.words for block in self.blocks[start:])
        elif tag == "table":
            self._head = ""

    def _say(self, text: str | None, identity: Identity | None) -> None:
        before = self._parts[-1] if self._parts else None
        if text and before and before.identity == identity and not before.is_letter:
            self._parts[-1] = IdentifiedWords(before.text + text, identity)
        elif text:
            self._parts.append(IdentifiedWords(text, identity))

    def _end(self, zone: Zone, within: str) -> None:
        parts = [replace(part, text=re.sub(r"\s+", " ", part.text)) for part in self._parts]
        if any(part.text.strip() for part in parts):
            parts[0] = replace(parts[0], text=parts[0].text.lstrip())
            self.blocks.append(TreeBlock(zone, tuple(parts), within, self._head))
        self._parts = []

    def _float(self, label: str) -> None:
        """Let the caption that was just read begin with its label, and that of a table stand above it."""
        caption = self.blocks.pop()
        place = self._begins if label == "Table" else len(self.blocks)
        self.blocks.insert(place, replace(caption, parts=(IdentifiedWords(f"{label} 0: "), *caption.parts)))


def is_mark(element: HtmlElement, kind: str) -> bool:
    """Say whether an element is the raised letter of a kind of number, and nothing but it."""
    return element.tag == "sup" and not len(element) and element.text == _LETTERS.get(kind) and not element.keys()


def _identity(element: HtmlElement) -> Identity | None:
    """Return what an element says of its words."""
    classes, target = (element.get("class") or "").split(), element.get("href") or ""
    if "number" in classes and (named := element.get("data-id")):
        kind = " ".join(each for each in _LETTERS if each in {OLD_CLASSES.get(one, one) for one in classes})
        if _LETTERS.get(kind) and not any(is_mark(each, kind) for each in element.iter("sup")):
            kind = f"{kind} without its letter"
        record = id_in_format_2(named)
        return Identity(_leading(record, target) if target else record, kind, element.tag == "a" or "link" in classes)
    if "when" in classes:
        return Identity(element.get("data-id") or "", when=True)
    if of := element.get("data-of"):
        return Identity(of)
    if kind := element.get("data-class"):
        return Identity(numerals=kind)
    _, found, record = target.partition("#num-")
    return Identity(f"#{record}", linked=True) if found and element.tag == "a" else None


def _leading(record: str, target: str) -> str:
    """Return the record that a number names, with its target where that is another one's."""
    address = urlsplit(target)
    page = Path(address.path).stem
    away = address.scheme or address.netloc or page not in ("", Path(_RECORDS).stem)
    leads = not away and address.fragment == f"num-{record.partition('.')[0]}"
    return record if leads else f"{record}, which leads to {target}"


def _numbered(blocks: Iterable[TreeBlock]) -> Iterator[TreeBlock]:
    """Number the captions that have a label alone, and know the numbers of the others by their order."""
    counts = dict.fromkeys(_NUMBERED, 0)
    for block in blocks:
        first, *rest = block.parts
        caption = _CAPTION.match(first.text) if first.identity is None and block.zone == "text" else None
        if caption and caption[2] in ("0", str(counts[caption[1]] + 1)):
            label = caption[1]
            counts[label] += 1
            number = IdentifiedWords(f"{label} {counts[label]}", Identity(numerals=_NUMBERED[label]))
            block = replace(block, parts=(number, IdentifiedWords(first.text[caption.end() :]), *rest))
        yield block


def entries(blocks: Iterable[TreeBlock], numbers: Numbers) -> Iterator[Entry]:
    """Yield the entries of a tree in order, zone by zone: numbers and links, and other words with numerals."""
    known = list(blocks)
    for zone in get_args(Zone):
        parts = [
            part
            for block in known
            if block.zone == zone
            for part in (*block.parts, IdentifiedWords("\n"))
            if not part.is_letter
        ]
        starts = [0, *accumulate(len(part.text) for part in parts)]
        within: dict[int, list[tuple[str, NumeralClass]]] = {}
        for numeral, plain in classed("".join(part.text for part in parts), numbers.names):
            at = bisect.bisect_right(starts, numeral.start) - 1
            within.setdefault(at, []).append((numeral.text, plain))
        for at, part in enumerate(parts):
            if part.identity or at in within:
                yield _entry(part, within.get(at, []), zone, numbers)


def _entry(part: IdentifiedWords, found: list[tuple[str, NumeralClass]], zone: Zone, numbers: Numbers) -> Entry:
    text, identity = part.text.strip(), part.identity
    if identity is None:
        return Entry(part.text, tuple(found), zone=zone)
    entry = Entry(text, (), identity.id, identity.linked, zone, identity.kind)
    record = record_of(identity.id, identity.when, numbers) if identity.id else None
    if isinstance(record, Shown):
        entry = entry._replace(kind=identity.kind or record.kind)
        kinds: list[NumeralClass] = list(classes_of(record))
    else:
        plain = identity.numerals or ("name" if identity.linked else "timepoint")
        kinds = [next((each for each in CLASSES if each == plain), "typed")] * len(found)
    kinds += ["typed"] * (len(found) - len(kinds))
    return entry._replace(numerals=tuple((numeral, kind) for (numeral, _), kind in zip(found, kinds, strict=False)))


def classes_of(shown: Shown) -> Iterator[NumeralClass]:
    """Yield the class of each numeral of a number."""
    kind = class_of(shown.kind, shown.standing)
    for number, numeral in enumerate(numerals(shown.text)):
        level = shown.part in ("interval", "ci") and number == 0 and shown.text[numeral.end :].startswith(" CI")
        hundred = shown.part == "rate" and shown.text[: numeral.start].endswith(" per ")
        yield "confidence level" if level else "per 100" if hundred else kind
