"""A citation with its abstract as a source of its own: it can be a primary abstract, and no full text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape, unescape

from lxml import etree

from vexas_evidence.sources.markup.jats_words import WordsOfArticle
from vexas_evidence.sources.markup.raised import space_subscripts
from vexas_evidence.sources.markup.table_rows import local_name
from vexas_evidence.sources.publication import Publication
from vexas_evidence.sources.sentences import Document, Doubt, SourceBlock, sentences_of
from vexas_evidence.system.problems import BadInput, Place, one

_USUAL = (
    r"(?:Background|Context|Importance|Rationale|Introduction|Aims?|Objectives?|Purpose|Hypothesis|(?:Study )?Design"
    r"|(?:Materials?|Patients|Participants|Subjects|Design) and [Mm]ethods|Methods?|Settings?(?: and [Pp]articipants)?"
    r"|Participants|Patients|Interventions?|Exposures?|(?:Main )?[Oo]utcomes?(?: and)?(?: [Mm]easures?)?"
    r"|Measurements?|(?:Main )?[Rr]esults|Findings|Limitations?|Discussion|Interpretation"
    r"|Conclusions?(?: and [Rr]elevance)?|Funding|(?:Trial )?[Rr]egistration)"
)
"""The labels of structured abstracts, where they are not set in capitals."""
_LABEL = re.compile(rf"(?:(?<=^)|(?<=[.!?)%\]] ))(?=(?:[A-Z][A-Z &/,()-]{{2,60}}|{_USUAL}): )")
_TAG = re.compile(r"(</?[A-Za-z][\w:.-]*(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>)")
_PREFIX = re.compile(r"^(</?)\w+:")
_CUT_SHORT = re.compile(r"ABSTRACT TRUNCATED|\[truncated\]|(?:\.\.\.|…)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Abstract:
    """An abstract: its name, and its paragraphs, those of a structured one with their labels."""

    name: str
    paragraphs: tuple[str, ...]


def split_at_labels(text: str) -> tuple[str, ...]:
    """Split an abstract before each label such as "RESULTS:" or "Results:".

    Examples
    --------
    >>> split_at_labels("METHODS: We saw 9. RESULTS: Of 9, 4 were well.")
    ('METHODS: We saw 9.', 'RESULTS: Of 9, 4 were well.')
    """
    return tuple(part for each in _LABEL.split(plain(text)) if (part := each.strip()))


def plain(text: str) -> str:
    """Return a text without the markup of HTML or JATS in it; a superscript stands after "^"."""
    parts = _TAG.split(text)
    parts[::2] = (escape(unescape(each)) for each in parts[::2])
    parts[1::2] = (_PREFIX.sub(r"\1", tag) for tag in parts[1::2])
    root = etree.fromstring(f"<p>{''.join(parts)}</p>", etree.XMLParser(recover=True, resolve_entities=False))
    return " ".join(words_of(root, WordsOfArticle({})).split())


def words_of(element: etree._Element, words: WordsOfArticle) -> str:
    """Return the words of an element of JATS or PubMed."""
    for each in element.iter(etree.Element):
        each.tag = local_name(each)
    space_subscripts(element)
    return words.of(element)


def document_of(name: str, publication: Publication, abstracts: Iterable[Abstract]) -> Document:
    """Return a citation with its abstracts as a document."""
    known = tuple(each for each in abstracts if any(each.paragraphs))
    authors = f"{', '.join(publication.authors)}." if publication.authors else ""
    citation = " ".join(filter(None, (authors, publication.line)))
    shown = [("the title", publication.title), ("the citation", citation)]
    shown += [(each.name, " ".join(each.paragraphs)) for each in known]
    sentences = tuple(sentences_of(_blocks(publication.title, citation, known)))
    doubts = tuple(_doubts(publication, known))
    return Document(name, sentences, tuple(shown), doubts=doubts, publication=publication, tier="primary abstract")


def _blocks(title: str, citation: str, abstracts: Iterable[Abstract]) -> Iterator[SourceBlock]:
    if title:
        yield SourceBlock("heading", title)
    if citation:
        yield SourceBlock("paragraph", citation)
    for each in abstracts:
        yield SourceBlock("heading", each.name)
        yield from (SourceBlock("paragraph", paragraph) for paragraph in each.paragraphs)


def _doubts(publication: Publication, abstracts: tuple[Abstract, ...]) -> Iterator[Doubt]:
    if not abstracts:
        yield Doubt(None, "the abstract", "the file has none; only the citation is read")
    for each in abstracts:
        if _CUT_SHORT.search(each.paragraphs[-1]):
            yield Doubt(None, each.name, "cut short in the file")
    yield from (Doubt(None, "the article", what) for what in publication.warnings)


def several(name: str, count: int) -> BadInput:
    """Return the refusal of a file that does not hold one citation."""
    return one(Place(name), f"{count} citations in one file", "one citation", "save that citation alone")
