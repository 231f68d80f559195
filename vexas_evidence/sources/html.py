"""A source as HTML: headings, paragraphs and rows of tables. Superscripts and citation marks are written after "^".

A citation mark is a link to the literature: by its class or role, or a number linked to a place of the page that is no
figure, table or section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from vexas_evidence.sources.markup.bold_titles import is_bold_title
from vexas_evidence.sources.markup.mathml import SECOND_FORMS, formula_line
from vexas_evidence.sources.markup.raised import append_mark, as_marks, raised, space_subscripts
from vexas_evidence.sources.markup.table_rows import read_rows, table_blocks
from vexas_evidence.sources.markup.tex import IN_TEXT, plain_tex
from vexas_evidence.sources.publication import Publication, author_in_short
from vexas_evidence.sources.sentences import LONGEST_NAME, SourceBlock
from vexas_evidence.system.escaping import parse_html
from vexas_evidence.text.usual_forms import BREAK

_UNSEEN = {"script", "style", "template", "head", "noscript", "iframe", "object", "audio", "video", "canvas"}
_STRUCK_OUT = {"del", "s", "strike"}
_INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "button", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd"),
    *("label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tspan", "tt", "u", "var"),
    *("wbr", "math", "nobr", "big", "acronym"),
}
_PARTS = {"article", "main", "section", "blockquote", "figure"}
_MARKS = {"a", "button", "span", "cite"}
"""What publishers mark a citation up as."""
_BESIDE = {"table", "li", "figure", "aside", "details", "nav", "header"}
"""What holds words that no part of the text stands under."""
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_MATH_PREFIX = re.compile(r"(?:m|mml|math):(.+)")
_STYLED = ("span", "font", "em", "i", "b", "small")
_ROLES = {
    **{"table": "table", "grid": "table", "row": "tr", "cell": "td", "gridcell": "td"},
    **{"columnheader": "th", "rowheader": "th"},
}
"""The roles of what stands for a table and its parts."""
_SHIFTED = re.compile(r"vertical-align:\s*(sup|sub)|[;\s](sup|sub)(?:er)?(?:script)?(?:\s|$)")
"""What makes a superscript or a subscript by its style or its class."""
_HIDES = re.compile(r"display:\s*none|visibility:\s*hidden", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_TO_LITERATURE = re.compile(
    r"\b(?:xref-)?bibr?\b|bib-?link|biblioref|noteref|footnote-ref|ref-?link|link-ref|ref-tip|reference-link|\bcitation\b"
    r"|reference anchor|\breferences?\s\d|citation-ref|cite_ref|popnode|citeref",
    re.IGNORECASE,
)
"""What classes, roles and labels of publishers call a link to the literature or to a note."""
_ELSEWHERE = re.compile(
    r"^(?:.*[._-])?(?:f|fig|figure|g|t|tab|tbl|table|s|sec|section|eq|equ|e|box|app|supp?|scheme|video)s?[._-]?\d",
    re.IGNORECASE,
)
_MARK = re.compile(r"[\[(]?\s*\d{1,4}[a-z]?(?:\s?[,;–-]\s?\d{1,4}[a-z]?)*\s*[\])]?[,;]?")
_AUTHORS_AND_YEAR = re.compile(r"\(?[^\W\d_]\D{2,80}(?:19|20)\d\d[a-z]?\)?[,;]?")
_TO_ENTRY = re.compile(r"(?:b|bb|bib|cr|ref[._-]?cr|cit|cite|ref|r)[._-]?\d", re.IGNORECASE)
"""How publishers begin the name of an entry of the literature."""
TABLE = re.compile(r"(Table\s+\w+)", re.IGNORECASE)

_DOI_NAMES = ("citation_doi", "dc.identifier", "prism.doi")
_IS_DOI = re.compile(r"\s*(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(?=10\.\d{4,9}/)", re.IGNORECASE)
"""What may stand before a DOI."""


def read(text: str) -> Iterator[SourceBlock]:
    """Yield the blocks of a page in order. Raises LxmlError or ValueError for a text that is no HTML."""
    root = parse(text)
    space_subscripts(root)
    return _Page().read(root)


def parse(text: str) -> lxml_html.HtmlElement:
    """Return the root of a page, which may begin as XML does, each formula of it once.

    Raises LxmlError or ValueError where it is no HTML.
    """
    page = parse_html(_DECLARATION.sub("", text))
    for each in page.iter(etree.Element):
        if prefixed := _MATH_PREFIX.match(each.tag):
            each.tag = prefixed[1]
        elif each.tag in _STYLED and (shifted := _SHIFTED.search(f"{each.get('style')};{each.get('class')}")):
            each.tag = shifted[1] or shifted[2]
        if each.tag in ("div", "span"):
            each.tag = _ROLES.get(each.get("role") or "", each.tag)
        if "\\" in (each.text or ""):
            each.text = IN_TEXT.sub(_without_commands, each.text)
        if "\\" in (each.tail or ""):
            each.tail = IN_TEXT.sub(_without_commands, each.tail)
    etree.strip_elements(page, *SECOND_FORMS, with_tail=False)
    for drawn in page.xpath("//*[@aria-hidden='true'][..//math][not(.//math)]"):
        drawn.drop_tree()
    return page


def _without_commands(formula: re.Match[str]) -> str:
    return plain_tex(formula[0])


def visible(text: str) -> str:
    """Return all text that a page shows, to compare with what was read."""
    page = parse(text)
    etree.strip_elements(page, *_UNSEEN, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    return " ".join(map(str, page.itertext()))


def set_aside(text: str) -> tuple[str, ...]:
    """Return the text of the parts of a page that it hides or strikes out, or that lead to other pages."""
    found = (" ".join("".join(map(str, each.itertext())).split()) for each in parse(text).iter() if _is_aside(each))
    return tuple(filter(None, found))


def _is_aside(element: lxml_html.HtmlElement) -> bool:
    """Whether an element is no part of what the page says: hidden, struck out, or leading to other pages."""
    is_hidden = "hidden" in element.attrib or _HIDES.search(element.get("style") or "") is not None
    is_aside = is_hidden or element.tag in _STRUCK_OUT
    return _leads_away(element) or (is_aside and element.tag not in _UNSEEN)


def _leads_away(element: lxml_html.HtmlElement) -> bool:
    """Whether an element is navigation, or the foot of the page rather than of its article."""
    if element.tag == "nav" or element.get("role") in ("navigation", "contentinfo"):
        return True
    return element.tag == "footer" and not any(above.tag in _PARTS for above in element.iterancestors())


def publication_of(text: str) -> Publication | None:
    """Return the record of an article as publishers write it for search engines; None where a page has none."""
    page, said = parse(text), dict[str, list[str]]()
    for meta in page.iter("meta"):
        name, content = (meta.get("name") or "").lower(), " ".join((meta.get("content") or "").split())
        if name in _DOI_NAMES and _IS_DOI.match(content):
            said.setdefault("doi", []).append(content)
        elif name.startswith("citation_") and content:
            said.setdefault(name.removeprefix("citation_"), []).append(content)
    if not {"title", "doi", "pmid"} & said.keys():
        return None

    def first(*names: str) -> str:
        return next((said[name][0] for name in names if name in said), "")

    heads = (" ".join(each.text_content().split()) for tag in ("h1", "title") for each in page.iter(tag))
    pages = "-".join(dict.fromkeys(filter(None, (first("firstpage"), first("lastpage")))))
    return Publication(
        title=first("title") or next(filter(None, heads), ""),
        authors=tuple(map(author_in_short, said.get("author", said.get("authors", [""])[0].split(";")))),
        journal=first("journal_title"),
        year=(re.search(r"\d{4}", first("publication_date", "date", "year", "online_date")) or [""])[0],
        volume=first("volume"),
        issue=first("issue"),
        pages=pages or first("article_number"),
        doi=_IS_DOI.sub("", first("doi"), count=1),
        pmid=first("pmid"),
    )


class _Page:
    """Collects the words of a page until a block ends. The words of a cell belong to the innermost row."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.rows: list[list[str]] = []
        self.tables, self.label, self.last = 0, "", ""

    def read(self, root: lxml_html.HtmlElement) -> Iterator[SourceBlock]:
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        simple = {table for table in root.iter("table") if _is_simple(table)}
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                if tag not in _INLINE:
                    yield from self.flush("paragraph")
                if element.get("role") == "doc-endnotes":
                    yield SourceBlock("heading", "Notes")
                self.start(tag)
                if tag in _UNSEEN or _is_aside(element):
                    walk.skip_subtree()
                elif tag == "math":
                    self.words.append(formula_line(element, str))
                    walk.skip_subtree()
                elif tag == "table" and element in simple:
                    yield from self.table(element)
                    walk.skip_subtree()
                elif tag in ("sup", "a") or is_mark(element):
                    _add_inline(element, self.words)
                    walk.skip_subtree()
                else:
                    self.words.append("\n" if tag == "br" else element.text or "")
                continue
            if event == "end":
                if tag not in _INLINE and tag != "br":
                    yield from self.flush("heading" if _is_heading(element) else "paragraph", tag)
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

    def flush(self, kind: str, tag: str = "") -> Iterator[SourceBlock]:
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
            yield SourceBlock("heading" if kind == "heading" else "paragraph", words)

    def table(self, element: lxml_html.HtmlElement) -> Iterator[SourceBlock]:
        """Yield the caption and the rows of a table without another one in it."""
        for caption in element.iter("caption"):
            self.words.append(_inline(caption))
            yield from self.flush("paragraph", "caption")
        for cell in [each for each in element.iter("td", "th") if _is_aside(each)]:
            cell.drop_tree()
        yield from table_blocks(self.label, read_rows(element, _inline))

    def row(self, is_head: bool) -> Iterator[SourceBlock]:
        cells = self.rows.pop() if self.rows else []
        if any(cells):
            yield SourceBlock("row", " | ".join(cells), row_name(self.label, cells, is_head))


def row_name(label: str, cells: list[str], is_head: bool = False) -> str:
    """Return the name of a row: the label of its table and the words of its first cell."""
    first = " ".join(next(filter(None, cells), "").split())[:LONGEST_NAME]
    return f"{label}, head" if is_head else f"{label}, row {first}"


def _is_heading(element: lxml_html.HtmlElement) -> bool:
    """Whether an element is a heading, or a bold paragraph of the text that stands for one."""
    if element.tag != "p" or any(above.tag in _BESIDE for above in element.iterancestors()):
        return element.tag in _HEADINGS
    return is_bold_title(element)


def _is_simple(table: lxml_html.HtmlElement) -> bool:
    """Whether a table stands alone: none within it and around it, and no heading, so that it is no layout of a page."""
    inner = {each.tag for each in table.iterdescendants() if isinstance(each.tag, str)}
    return not inner & {"table", *_HEADINGS} and not any(above.tag == "table" for above in table.iterancestors())


def _inline(element: lxml_html.HtmlElement) -> str:
    """Return the words of an element; blocks within it stand apart."""
    words: list[str] = [element.text or ""]
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        gap = "" if not tag or tag in _INLINE else BREAK
        words.append(gap)
        if tag and tag not in _UNSEEN and not _is_aside(child):
            _add_inline(child, words)
        words.append(gap + (child.tail or ""))
    return "".join(words)


def _add_inline(element: lxml_html.HtmlElement, words: list[str]) -> None:
    """Add the words of an element: a superscript and a citation mark after "^"."""
    text = BREAK if element.tag == "br" else formula_line(element, str) if element.tag == "math" else _inline(element)
    is_glued = element.tag == "a" and text[:1].isdigit() and next(filter(None, reversed(words)), "")[-1:].isdigit()
    if is_glued or is_mark(element):
        append_mark(words, as_marks(text))
    elif element.tag == "sup" and any(map(is_mark, (*element.iter("a"), *element.iterancestors("a")))):
        append_mark(words, text if "^" in text else as_marks(text))
    else:
        words.append(raised(text) if element.tag == "sup" else text)


def is_mark(element: lxml_html.HtmlElement) -> bool:
    """Whether an element is a link to an entry of the literature or to a note, or a number that is called one."""
    if element.tag not in _MARKS:
        return False
    keys = ("class", "role", "rel", "epub:type", "data-track-action", "id", "aria-label")
    words = "".join(map(str, element.itertext())).strip()
    if _TO_LITERATURE.search(" ".join(element.get(key) or "" for key in keys)):
        is_link = element.tag == "a" and any(map(str.isdigit, words))
        return is_link or (_MARK.fullmatch(words) is not None and element.find(".//a") is None)
    _, has_fragment, target = (element.get("href") or "").partition("#")
    target = element.get("rid") or element.get("data-rid") or target
    if _TO_ENTRY.match(target) and _AUTHORS_AND_YEAR.fullmatch(words):
        return True
    return bool((has_fragment or target) and _MARK.fullmatch(words) and not _ELSEWHERE.match(target))
