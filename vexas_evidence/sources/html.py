"""A source as HTML: headings, paragraphs and rows of tables. A superscript is written after "^"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from vexas_evidence.sources.sentences import Block
from vexas_evidence.system.escaping import parse_html

_UNSEEN = {"script", "style", "template", "head", "noscript"}
_INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label"),
    *("mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tspan", "tt", "u", "var", "wbr"),
}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_ORDER = re.compile(r"\s*(?:st|nd|rd|th)\s*", re.IGNORECASE)
TABLE = re.compile(r"(Table\s+\w+)", re.IGNORECASE)


def read(text: str) -> Iterator[Block]:
    """Yield the blocks of a page in order. Raises LxmlError or ValueError for a text that is no HTML."""
    return _Page().read(parse_html(text))


def visible(text: str) -> str:
    """Return all text that a page shows, to compare with what was read."""
    page = parse_html(text)
    etree.strip_elements(page, *_UNSEEN, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    return " ".join(map(str, page.itertext()))


class _Page:
    """Collects the words of a page until a block ends. The words of a cell belong to the innermost row."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.rows: list[list[str]] = []
        self.tables, self.label, self.last = 0, "", ""

    def read(self, root: lxml_html.HtmlElement) -> Iterator[Block]:
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                if tag not in _INLINE:
                    yield from self.flush("paragraph")
                self.start(tag)
                if tag in _UNSEEN:
                    walk.skip_subtree()
                elif tag == "sup":
                    self.words.append(_raised("".join(map(str, element.itertext()))))
                    walk.skip_subtree()
                else:
                    self.words.append("\n" if tag == "br" else element.text or "")
                continue
            if event == "end":
                if tag not in _INLINE and tag != "br":
                    yield from self.flush("heading" if tag in _HEADINGS else "paragraph", tag)
                if tag == "tr":
                    yield from self.row(all(cell.tag == "th" for cell in element))
            self.words.append(element.tail or "")
        yield from self.flush("paragraph")

    def start(self, tag: str) -> None:
        if tag == "table":
            self.tables += 1
            before = TABLE.match(self.last)
            self.label = before[1] if before else f"Table {self.tables}"
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")

    def flush(self, kind: str, tag: str = "") -> Iterator[Block]:
        words = "".join(self.words).strip()
        self.words.clear()
        if not words:
            return
        self.last = words
        if tag == "caption" and (named := TABLE.match(words)):
            self.label = named[1]
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] = f"{self.rows[-1][-1]} {words}".strip()
        else:
            yield Block("heading" if kind == "heading" else "paragraph", words)

    def row(self, is_head: bool) -> Iterator[Block]:
        cells = self.rows.pop() if self.rows else []
        if any(cells):
            yield Block("row", " | ".join(cells), row_name(self.label, cells, is_head))


def row_name(label: str, cells: list[str], is_head: bool = False) -> str:
    """Return the name of a row: the label of its table and the words of its first cell."""
    first = " ".join(next(filter(None, cells), "").split())[:60]
    return f"{label}, head" if is_head else f"{label}, row {first}"


def _raised(words: str) -> str:
    clean = words.strip()
    return words if _ORDER.fullmatch(words) or not any(map(str.isalnum, clean)) else f"^{clean}"
