"""An article in JATS or NLM XML: title, abstracts, sections, lists, tables, captions, footnotes and references.

Citation marks are what the file marks as such. What is there as a picture or as a document of its own is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from vexas_evidence.model import Tier
from vexas_evidence.sources.markup.bold_titles import is_bold_title
from vexas_evidence.sources.markup.jats_front import read_front
from vexas_evidence.sources.markup.jats_shown import shown_text
from vexas_evidence.sources.markup.jats_words import (
    ABSTRACTS,
    FLOATS,
    INLINE,
    PICTURES,
    UNREAD,
    UNTITLED,
    WordsOfArticle,
    citation_text,
    identified,
    in_brackets,
)
from vexas_evidence.sources.markup.oasis import rename_oasis
from vexas_evidence.sources.markup.raised import as_marks, space_subscripts
from vexas_evidence.sources.markup.table_rows import local_name, read_rows, table_blocks
from vexas_evidence.sources.publication import Publication
from vexas_evidence.sources.sentences import BEHIND_THE_TEXT, REFERENCES, Document, Doubt, SourceBlock, sentences_of
from vexas_evidence.system.problems import Place, one


def read(path: Path, article: etree._Element) -> Document:
    """Read an article from its root element. Raises BadInput where it shows nothing."""
    for element in article.iter(etree.Element):
        element.tag = local_name(element)
    space_subscripts(article)
    publication = read_front(article)
    reader = _Reader(article, publication)
    sentences = tuple(sentences_of(reader.blocks()))
    named = (publication.title, reader.citation, *reader.omitted)
    shown = (*shown_text(article), ("title, citation and what is set aside", " ".join(named)))
    body = article.find("body")
    has_text = body is not None and any(text.strip() for text in map(str, body.itertext()))
    doubts = (*_about(article, publication), *reader.doubts)
    tier: Tier | None = None if has_text else "primary abstract"
    return Document(path.name, sentences, shown, tuple(reader.omitted), doubts, publication=publication, tier=tier)


def article_in(root: etree._Element, name: str) -> etree._Element:
    """Return the one article of a file, which may stand in a set of articles. Raises BadInput for several or none."""
    if local_name(root) == "article":
        return root
    found = [each for each in root.iter("{*}article") if next(each.iterancestors("{*}article"), None) is None]
    if len(found) != 1:
        expected, remedy = "one article of JATS", "save that article alone"
        raise one(Place(name), f"{len(found)} articles in one file", expected, remedy)
    return found[0]


def _about(article: etree._Element, publication: Publication) -> Iterator[Doubt]:
    """Yield what changes the article, and the parts of the file that are documents of their own."""
    yield from (Doubt(None, "the article", what) for what in publication.warnings)
    for name in ("sub-article", "response"):
        for part in article.iter(name):
            if not any(above.tag in ("sub-article", "response") for above in part.iterancestors()):
                title = part.find(".//article-title")
                words = " ".join("".join(map(str, title.itertext())).split()) if title is not None else ""
                kind = part.get("article-type") or name
                yield Doubt(None, f"{name} {words!r}" if words else name, f"a {kind} of its own, not read")


class _Reader:
    """Walks an article and collects words until a block ends; floats stand after the paragraph that names them."""

    def __init__(self, article: etree._Element, publication: Publication) -> None:
        self.article, self.publication = article, publication
        by_id = identified(article)
        self.words = WordsOfArticle(by_id)
        self.has_marks = any(self.words.is_mark(each) for each in article.iterfind("body//xref"))
        self.floats = {
            name: each for name, each in by_id.items() if each.tag in FLOATS and _parent(each) == "floats-group"
        }
        self.citation = ""
        self.doubts: list[Doubt] = []
        self.omitted: list[str] = []
        self.section, self.before, self.tables = "Start", "", 0
        self.read_floats: set[etree._Element] = set()

    def blocks(self) -> Iterator[SourceBlock]:
        """Yield all blocks in reading order."""
        yield from self.front()
        for name in ("body", "back", "floats-group"):
            for part in self.article.findall(name):
                if name == "floats-group" and any(each not in self.read_floats for each in self.floats.values()):
                    yield self.heading(BEHIND_THE_TEXT)
                is_bare = name == "body" and local_name(next(iter(part), part)) == "p"
                if is_bare and self.section != (self.publication.title or "Start"):
                    yield self.heading("Text")
                yield from self.children(part)

    def front(self) -> Iterator[SourceBlock]:
        if self.publication.title:
            yield self.heading(self.publication.title)
        authors = f"{', '.join(self.publication.authors)}." if self.publication.authors else ""
        self.citation = " ".join(filter(None, (authors, self.publication.line)))
        yield from self.paragraph(self.citation)
        for group in self.article.findall("front/article-meta/kwd-group"):
            words = "; ".join(self.line(each) for each in group.iter("kwd", "compound-kwd-part"))
            yield from self.paragraph(f"Keywords: {words}" if words else "")
        for part in self.article.findall("front/article-meta/*"):
            if part.tag in ("abstract", "trans-abstract"):
                yield from self.abstract(part)
            elif part.tag == "supplementary-material":
                yield from self.block(part)

    def abstract(self, part: etree._Element) -> Iterator[SourceBlock]:
        named = ABSTRACTS.get(part.get("abstract-type", "")) or UNTITLED[part.tag]
        title = part.find("title")
        yield self.heading(self.line(title) if title is not None and self.line(title) else named)
        yield from self.children(part, run_in=True)
        if part.find(".//graphic") is not None:
            self.doubts.append(Doubt(None, named, "a picture, not read"))

    def children(self, element: etree._Element, run_in: bool = False) -> Iterator[SourceBlock]:
        """Yield the blocks within an element; with *run_in* the titles of its sections begin their paragraphs."""
        words: list[str] = [element.text or ""]
        for child in element:
            name = local_name(child)
            if isinstance(child, etree._Entity) or name in INLINE:
                self.words.add_child(child, words)
            elif name and name not in UNREAD and name not in ("title", "label", "caption"):
                yield from self.paragraph(words)
                yield from self.section_of(child, run_in) if name in ("sec", *UNTITLED) else self.block(child)
            words.append(child.tail or "")
        yield from self.paragraph(words)

    def section_of(self, element: etree._Element, run_in: bool) -> Iterator[SourceBlock]:
        """Yield a section with its heading, or with its title before its first paragraph."""
        title, label = element.find("title"), element.find("label")
        named = " ".join(filter(None, (self.line(label), self.line(title))))
        if run_in:
            self.before = f"{named.rstrip(' .:')}: " if named else ""
        elif element.tag == "ref-list" and not REFERENCES.fullmatch(named):
            yield self.heading(UNTITLED["ref-list"])
            yield from self.paragraph(named)
        elif named or element.tag in UNTITLED:
            yield self.heading(named or UNTITLED[element.tag])
        yield from self.children(element, run_in)
        if self.before:
            yield from self.paragraph(" ")

    def block(self, element: etree._Element) -> Iterator[SourceBlock]:
        """Yield the blocks of an element that is no section."""
        name = element.tag
        self.floats.pop(element.get("id", ""), None)  # one that its own caption names, or one named there, is read once
        if name == "p" and _parent(element) in ("body", "sec", "app") and is_bold_title(element):
            yield self.heading(self.line(element))
        elif name == "p":
            yield from self.running_text(element)
        elif name in FLOATS and element in self.read_floats:
            return
        elif name == "ref":
            yield from self.paragraph(self.reference(element))
        elif name == "table":
            yield from self.table(element, f"Table {self.tables + 1}")
        elif name == "array":
            element.tag = "table"
            yield from table_blocks("Array", read_rows(element, self.cell))
        elif name == "table-wrap":
            yield from self.table_wrap(element)
        elif name in ("list-item", "fn", "def-item", "statement", "ref-list", "verse-group"):
            self.before += self.marked_label(element)
            yield from self.children(element)
        elif name == "term":
            self.before += f"{self.line(element)} "
        elif name in PICTURES:
            self.omitted.append(f"a picture in {self.section}")
        else:
            yield from self.captioned(element)

    def captioned(self, element: etree._Element) -> Iterator[SourceBlock]:
        """Yield the caption and the blocks of a figure, a box or anything else; say what of it is a picture."""
        label = self.line(element.find("label"))
        yield from self.caption(element, label)
        if element.tag in ("fig", "supplementary-material"):
            what = "its picture" if element.tag == "fig" else "a file of its own"
            self.omitted.append(f"{label.rstrip(' .:') or element.tag}: {what}")
            for child in element:
                forms = {local_name(each) for each in child} if local_name(child) == "alternatives" else set()
                if forms - PICTURES - {""}:
                    yield from self.paragraph(self.words.of(child))
                elif local_name(child) not in ("", "label", "caption", "alternatives", *PICTURES, *UNREAD):
                    yield from self.block(child)
            return
        yield from self.children(element)

    def caption(self, element: etree._Element, label: str) -> Iterator[SourceBlock]:
        """Yield label, title and caption as paragraphs, the first with the label."""
        self.before += f"{label} " if label else ""
        title, captions = element.find("title"), (*element.iterfind("caption"), *element.iterfind("media/caption"))
        for each in (title, *(caption.find("title") for caption in captions)):
            yield from self.paragraph(self.line(each))
        for caption in captions:
            yield from self.children(caption)
        if self.before.strip():
            yield from self.paragraph(" ")

    def running_text(self, element: etree._Element) -> Iterator[SourceBlock]:
        """Yield a paragraph, what stands within it, and the floats that it names first."""
        floats = []
        words: list[str] = [element.text or ""]
        for child in element:
            name = local_name(child)
            if isinstance(child, etree._Entity) or name in INLINE:
                self.words.add_child(child, words)
            elif name in FLOATS or name == "fn":
                floats.append(child)
            elif name and name not in UNREAD:
                yield from self.paragraph(words)
                yield from self.block(child)
            words.append(child.tail or "")
        yield from self.paragraph(words)
        named = [rid for xref in element.iter("xref") for rid in (xref.get("rid") or "").split()]
        for each in (*floats, *(self.floats[rid] for rid in named if rid in self.floats)):
            yield from self.block(each)
            self.read_floats.add(each)

    def table_wrap(self, element: etree._Element) -> Iterator[SourceBlock]:
        """Yield caption, rows and notes of a table."""
        label = self.line(element.find("label"))
        named = label.rstrip(" .:") or f"Table {self.tables + 1}"
        yield from self.caption(element, label)
        parts = [part for part in element.iter("table") if part.getparent() in (element, *element.iter("alternatives"))]
        for table in parts:
            yield from self.table(table, named)
        if not parts and element.find(".//graphic") is not None:
            self.doubts.append(Doubt(None, named, "given as a picture only, not read"))
        for child in element:
            if local_name(child) not in ("", "table", "alternatives", "label", "caption", *PICTURES, *UNREAD):
                yield from self.block(child)

    def table(self, element: etree._Element, label: str) -> Iterator[SourceBlock]:
        self.tables += 1
        if rename_oasis(element):
            self.doubts.append(Doubt(None, label, "a table of the OASIS form, the heads of its cells read with doubt"))
        unread = len(self.words.unread)
        yield from table_blocks(label, read_rows(element, self.cell))
        self.say_unread(unread, label)

    def cell(self, element: etree._Element) -> str:
        """Return the words of a cell, with those of the notes in it."""
        return in_brackets(" ".join(map(self.words.of, (element, *element.iter("fn")))), self.has_marks)

    def reference(self, element: etree._Element) -> str:
        """Return an entry of the literature on one line."""
        parts: list[str] = []
        for child in element:
            alternatives = local_name(child) == "citation-alternatives"
            one_of_them = child.find("mixed-citation") if alternatives else None
            chosen = one_of_them if one_of_them is not None else child[0] if alternatives and len(child) else child
            if local_name(chosen) and local_name(chosen) not in PICTURES | UNREAD:
                parts.append(citation_text(chosen))
        return " ".join(" ".join(parts).split())

    def marked_label(self, element: etree._Element) -> str:
        label = self.line(element.find("label"))
        return f"{as_marks(label) if element.tag == 'fn' else label} " if label else ""

    def line(self, element: etree._Element | None) -> str:
        """Return the words of an element on one line; "" of none."""
        return "" if element is None else " ".join(self.words.of(element).split())

    def heading(self, words: str) -> SourceBlock:
        self.section = words
        return SourceBlock("heading", words)

    def paragraph(self, words: list[str] | str) -> Iterator[SourceBlock]:
        """Yield the words collected so far as a paragraph, and forget them."""
        text = in_brackets("".join(words).strip(), self.has_marks)
        if isinstance(words, list):
            words.clear()
        if text or (words == " " and self.before.strip()):
            yield SourceBlock("paragraph", f"{self.before}{text}".strip())
            self.before = ""
        self.say_unread(0, self.section)

    def say_unread(self, since: int, place: str) -> None:
        """Make doubts of what could not be read."""
        self.doubts += [Doubt(None, place, what) for what in dict.fromkeys(self.words.unread[since:])]
        del self.words.unread[since:]


def _parent(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else local_name(parent)
