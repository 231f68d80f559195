"""A source read from a file, by the kind that its first bytes tell, and whether reading it lost a digit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from vexas_evidence.load import yaml
from vexas_evidence.load.printable import BIDI_CONTROLS
from vexas_evidence.model.source import in_words
from vexas_evidence.sources import plain_text
from vexas_evidence.sources.encodings import characters
from vexas_evidence.sources.kinds import Kind, kind_of
from vexas_evidence.sources.sentences import REFERENCES, Document, Doubt, Sentence, sentences_of, split_sentences
from vexas_evidence.system.problems import Place, Problem, nearest, one
from vexas_evidence.text.tokens import loose_digits, normalise_numbers

if TYPE_CHECKING:
    from lxml import etree

MAX_BYTES = 50_000_000
"""The largest source. A PDF with pictures is larger than a text."""
_PAIR = re.compile(r"\(\d{1,3},\d{1,2}\)")
_DOLLAR = re.compile(r"\$ ?\d[\d.]*\s?(?:%|(?:year|month|week|day)s?\b)")
_DECIMAL_COMMA = re.compile(r"(?<![\d,])(?:0,\d|\d+,\d+\s?%)|[<>=±≤≥]\s?\d+,\d{1,2}(?![\d,])")
UNLIMITED: tuple[Kind, ...] = ("text", "passages")
"""The kinds of files that unpack to no more than they are; every other one is read in a process with limits."""


def read_source(path: Path, document: str | None = None, without: Collection[int] = ()) -> tuple[Sentence, ...]:
    """Return the sentences of a source, as ``read_document`` reads them."""
    return read_document(path, document, without).sentences


def read_document(path: Path, document: str | None = None, without: Collection[int] = ()) -> Document:
    """Read a source from a file, of the kind that its first bytes tell.

    *document* is the id of the document to read, where the file is a list of documents with passages; *without* are
    the pages of a PDF to leave out.
    Raises BadInput where it cannot be read, shows no sentence, or holds signs that turn the direction of its text.
    """
    place = Place(path.name)
    if not path.is_file():
        raise one(place, "file not found", "a readable file", "correct the path")
    if path.stat().st_size > MAX_BYTES:
        raise one(place, "file too large", f"at most {MAX_BYTES} bytes", "save the source without pictures, or as text")
    if path.stat().st_size == 0:
        raise one(place, "the file is empty", "the text of a source", "save the source again")
    kind = kind_of(path)
    if without and kind != "pdf":
        raise one(place, "no pages to leave out", "a PDF", "leave out --skip-page")
    if kind in UNLIMITED:
        done = _document_of(kind, path, document, without)
    else:
        from vexas_evidence.system.limited import run_limited

        done = run_limited(lambda: _document_of(kind, path, document, without), path.name)
    for where, words in done.shown:
        if sign := next((each for each in words if each in BIDI_CONTROLS), None):
            wrong = f"control character U+{ord(sign):04X} in {where}"
            raise one(place, wrong, "text in the order in which it reads", "save the source without it")
    if not done.sentences:
        raise one(place, "no sentence was found", "a file that shows text", "save the source as text, HTML or PDF")
    return replace(done, doubts=(*done.doubts, *_doubtful_prints(done.sentences)))


def _doubtful_prints(sentences: Collection[Sentence]) -> Iterator[Doubt]:
    """Yield a doubt of "(7,8)" where no other number of the text has a decimal comma, and of "$ 65 years"."""
    texts = [(each.section, each.text) for each in sentences if not REFERENCES.fullmatch(each.section)]
    has_commas = any(_DECIMAL_COMMA.search(text) for _, text in texts)
    for pattern, is_clear, what in (
        (_PAIR, has_commas, "marks of citation, two numbers or a decimal comma"),
        (_DOLLAR, False, "a bound, whose sign the file writes in a font of its own"),
    ):
        found = [(section, each) for section, text in texts for each in pattern.findall(text)]
        if found and not is_clear:
            (section, first), more = found[0], f" and {len(found) - 1} more like it" * (len(found) > 1)
            yield Doubt(None, section, f"{first}{more} may be {what}")


def _document_of(kind: Kind, path: Path, document: str | None, without: Collection[int]) -> Document:
    """Read a file of a kind; what reads it is imported where it is needed."""
    match kind:
        case "text":
            return _text(path)
        case "passages":
            return _passages(path, document)
        case "html":
            return _page(path)
        case "pdf":
            from vexas_evidence.sources import pdf

            return pdf.read(path, without)
        case "jats":
            from vexas_evidence.sources.markup import jats

            return jats.read(path, jats.article_in(_root(path), path.name))
        case "pubmed":
            from vexas_evidence.sources.citations import pubmed

            return pubmed.read(path.name, _root(path))
        case "docx" | "epub":
            from vexas_evidence.sources import word_and_epub

            return word_and_epub.read(path)
        case "nbib" | "ris":
            from vexas_evidence.sources.citations import tagged

            return (tagged.read_nbib if kind == "nbib" else tagged.read_ris)(path.name, characters(path))
        case "csl-json":
            from vexas_evidence.sources.citations import csl_json

            return csl_json.read(path.name, characters(path))


def _text(path: Path) -> Document:
    words = characters(path)
    shown = tuple((f"line {number}", line) for number, line in enumerate(words.splitlines(), start=1))
    return Document(path.name, tuple(sentences_of(plain_text.read(words))), shown)


def _page(path: Path) -> Document:
    from lxml import etree

    from vexas_evidence.sources import html

    words = characters(path)
    try:
        sentences = tuple(sentences_of(html.read(words)))
        shown = (("the page", html.visible(words)),)
        return Document(path.name, sentences, shown, html.set_aside(words), publication=html.publication_of(words))
    except (etree.LxmlError, ValueError) as error:
        reason = str(error).partition(":")[0] or "nothing to read"
        raise one(Place(path.name), f"not HTML ({reason})", "a page of HTML", "save the page again") from None


def _passages(path: Path, document: str | None) -> Document:
    root = yaml.read(path, path.name)
    documents = {}
    for node in root.items if isinstance(root, yaml.Sequence) else ():
        plain = yaml.plain(node)
        if isinstance(plain, dict) and isinstance(plain.get("id"), str):
            documents[str(plain["id"])] = plain.get("passages")
    if document not in documents:
        remedy = nearest(document or "", documents)
        raise one(Place(path.name), f"no document {document!r}", "the id of a document with passages", remedy)
    passages = documents[document]
    quotes = [
        str((passage.get("quote") if isinstance(passage, dict) else passage) or "")
        for passage in (passages if isinstance(passages, list) else [])
    ]
    shown = tuple((f"passage {number}", quote) for number, quote in enumerate(quotes, start=1))
    return Document(path.name, tuple(_quoted(quotes)), shown)


def _quoted(quotes: list[str]) -> Iterator[Sentence]:
    for number, quote in enumerate(quotes, start=1):
        for index, sentence in enumerate(split_sentences(quote), start=1):
            yield Sentence("Passages", str(number), index, sentence)


def _root(path: Path) -> etree._Element:
    """Return the root of a file of XML, with no entity expanded and nothing fetched."""
    from lxml import etree

    parser = etree.XMLParser(load_dtd=False, resolve_entities=False, no_network=True, remove_pis=True)
    try:
        return etree.parse(str(path), parser).getroot()
    except etree.XMLSyntaxError as error:
        wrong = f"not well-formed XML ({str(error.msg).partition(', line')[0]})"
        raise one(Place(path.name, error.lineno or 0), wrong, "the file as published", "get it again") from None


def lost_digits(document: Document) -> Iterator[Problem]:
    """Yield a problem for each sentence with digits in no token and no name, and for digits that no sentence has."""
    for each in document.sentences:
        if loose := loose_digits(each.text):
            yield _problem(document.name, f"digits {loose} of {in_words(each.place)} are in no token and no name")
    read = _digits([*(each.text for each in document.sentences), *document.omitted])
    for digit, count in sorted((_digits(text for _, text in document.shown) - read).items()):
        where = _first_place(document)
        yield _problem(document.name, f"{where}: digit {digit} stands {count} times more in the file than was read")
        return


def _problem(name: str, wrong: str) -> Problem:
    return Problem(Place(name), wrong, "every digit in a token", "save this part as plain text, and report the file")


def _digits(texts: Iterable[str], pattern: str = r"\d") -> Counter[str]:
    return Counter(found for text in texts for found in re.findall(pattern, normalise_numbers(text)))


def _first_place(document: Document) -> str:
    """Return the first place of the file with a number that no sentence has."""
    known = _digits((*(each.text for each in document.sentences), *document.omitted), r"\d+")
    for place, text in document.shown:
        runs = _digits((text,), r"\d+")
        if runs - known:
            return f"{place}, at {next(iter(runs - known))}"
        known -= runs
    return document.shown[0][0]
