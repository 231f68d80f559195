"""Sources as ledgers: where each sentence of a text stands, its fingerprint, and all its numbers.

A ledger proves that a number stands where a reading says it does, without holding a sentence of
the text. Whoever holds the text can compare it with the ledger at any time.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from vexas_evidence import yamltext
from vexas_evidence.model import Ledger, Seen, Statement
from vexas_evidence.problems import Place, nearest, one
from vexas_evidence.tokens import normalise, texts_of, tokens

ABBREVIATIONS = ("al", "e.g", "i.e", "vs", "approx", "Fig", "No", "Dr", "Prof", "St", "cf", "ca", "doi")
_END = re.compile(r"[.!?][”\"’)\]]*\s+(?=[A-Z0-9“\"‘(\[])")
_RUN_IN = re.compile(r"([A-Z][A-Za-z\- ]{2,60}):\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a source and where it stands; it never leaves the memory of the process."""

    section: str
    paragraph: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a text and its ledger differ: the place, what the text has, what the ledger has."""

    where: str
    text: str
    ledger: str

    def __str__(self) -> str:
        return f"{self.where}: the text has {self.text}, the ledger {self.ledger}"


def read_source(path: Path, document: str | None = None) -> tuple[Sentence, ...]:
    """Read a source and return its sentences.

    txt: short lines without a full stop are section headings; "- " lines and other lines are
    paragraphs, named by their run-in heading ("Safety Profile: …") or counted within the section.
    html: headings and paragraphs. pdf: each page is a section. yml: a list of documents with
    passages; *document* is the id of the one to read. Raises BadInput.
    """
    place = Place(path.name)
    readers = {".txt": _text, ".html": _html, ".htm": _html, ".pdf": _pdf}
    if path.suffix in (".yml", ".yaml"):
        return tuple(_passages(path, document))
    if path.suffix not in readers:
        known = ", ".join([*readers, ".yml"])
        raise one(place, f"a {path.suffix or 'nameless'} file", f"one of {known}", "save the source in one of them")
    if not path.is_file():
        raise one(place, "file not found", "a readable file", "correct the path")
    return tuple(_sentences(readers[path.suffix](path)))


def make_ledger(source: str, sentences: Iterable[Sentence], seen: Seen = "whole") -> Ledger:
    """Return the ledger of a source: for each sentence its place, fingerprint and number tokens.

    *seen* says whether the sentences are all of the source, or passages of it.
    """
    statements = tuple(
        Statement(
            section=sentence.section,
            paragraph=sentence.paragraph,
            sentence=sentence.number,
            fingerprint=fingerprint(sentence.text),
            tokens=texts_of(tokens(sentence.text)),
        )
        for sentence in sentences
    )
    return Ledger(source=source, seen=seen, digest=digest(statements), statements=statements)


def digest(statements: Iterable[Statement]) -> str:
    """Return the SHA-256 of a ledger's statements, by which a ledger that was edited by hand is known."""
    told = "\n".join(
        "\t".join((each.section, each.paragraph, str(each.sentence), each.fingerprint, *each.tokens))
        for each in statements
    )
    return hashlib.sha256(told.encode("utf-8")).hexdigest()


def fingerprint(sentence: str) -> str:
    """Return the SHA-256 of a sentence as normalised, so that spacing and dash forms do not matter."""
    return hashlib.sha256(normalise(sentence).encode("utf-8")).hexdigest()


def write_ledger(ledger: Ledger) -> str:
    """Write a ledger as YAML that compares well, one sentence a line."""
    lines = [
        "# yaml-language-server: $schema=../schema/ledger.json",
        "# A ledger: where each sentence of the source stands, its fingerprint and its numbers; no sentence is stored.",
    ]
    lines += [f"source: {ledger.source}"]
    lines += [f"seen: {ledger.seen}", f"digest: {ledger.digest}", "statements:"]
    for each in ledger.statements:
        numbers = ", ".join(f'"{token}"' for token in each.tokens)
        place = f"section: {_quoted(each.section)}, paragraph: {_quoted(each.paragraph)}, sentence: {each.sentence}"
        lines.append(f"  - {{{place}, tokens: [{numbers}], fingerprint: {each.fingerprint}}}")
    return "\n".join(lines) + "\n"


def compare(ledger: Ledger, sentences: Iterable[Sentence]) -> Iterator[Difference]:
    """Yield each place at which a text differs from its ledger, down to the token."""
    theirs = {(each.section, each.paragraph, each.number): each for each in sentences}
    ours = {(each.section, each.paragraph, each.sentence): each for each in ledger.statements}
    for key in [*ours, *(key for key in theirs if key not in ours)]:
        where = f"{key[0]}, paragraph {key[1]}, sentence {key[2]}"
        if key not in theirs:
            yield Difference(where, "no such sentence", "one")
        elif key not in ours:
            yield Difference(where, "a sentence", "none")
        elif ours[key].fingerprint != fingerprint(theirs[key].text):
            found, expected = texts_of(tokens(theirs[key].text)), ours[key].tokens
            changes = list(_changed(where, found, expected))
            yield from changes or [Difference(where, "other words", "the same numbers")]


def _changed(where: str, found: Sequence[str], expected: Sequence[str]) -> Iterator[Difference]:
    for tag, a, b, c, d in difflib.SequenceMatcher(a=expected, b=found, autojunk=False).get_opcodes():
        if tag != "equal":
            span = f"token {a + 1}" if b - a <= 1 else f"tokens {a + 1} to {b}"
            yield Difference(
                f"{where}, {span}",
                ", ".join(map(repr, found[c:d])) or "nothing",
                ", ".join(map(repr, expected[a:b])) or "nothing",
            )


# --- reading --------------------------------------------------------------------------------------

Paragraphs = Iterator[tuple[str, str]]  # section and text, in order


def _sentences(paragraphs: Paragraphs) -> Iterator[Sentence]:
    counts: dict[str, int] = {}
    seen: set[tuple[str, str]] = set()
    for section, text in paragraphs:
        counts[section] = counts.get(section, 0) + 1
        run_in = _RUN_IN.match(text)
        name = run_in[1] if run_in and (section, run_in[1]) not in seen else str(counts[section])
        seen.add((section, name))
        for number, sentence in enumerate(split_sentences(text), start=1):
            yield Sentence(section, name, number, sentence)


def split_sentences(paragraph: str) -> list[str]:
    """Split a paragraph at full stops that end a sentence; known abbreviations and initials do not."""
    pieces, start = [], 0
    for match in _END.finditer(paragraph):
        word = paragraph[start : match.start()].rsplit(None, 1)[-1] if paragraph[start : match.start()].strip() else ""
        if match[0].startswith(".") and (word.lstrip("(") in ABBREVIATIONS or re.fullmatch(r"[A-Z]", word)):
            continue
        pieces.append(paragraph[start : match.end()].strip())
        start = match.end()
    rest = paragraph[start:].strip()
    return [*pieces, rest] if rest else pieces


def _text(path: Path) -> Paragraphs:
    section = "Start"
    for raw in yamltext.read_text(path, path.name).splitlines():
        line = raw.strip()
        if not line:
            continue
        if len(line) <= 60 and line[-1] not in ".!?:;," and not line.startswith("- ") and len(line.split()) <= 8:
            section = line
        else:
            yield section, line.removeprefix("- ")


def _html(path: Path) -> Paragraphs:
    from lxml import html

    section = "Start"
    page = html.fromstring(yamltext.read_text(path, path.name))
    for element in page.iter("h1", "h2", "h3", "h4", "p", "li", "td", "th", "figcaption", "caption"):
        words = " ".join("".join(map(str, element.itertext())).split())
        if not words:
            continue
        if element.tag in ("h1", "h2", "h3", "h4"):
            section = words
        elif not any(parent.tag in ("p", "li", "td", "th") for parent in element.iterancestors()):
            yield section, words


def _pdf(path: Path) -> Paragraphs:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    for number, page in enumerate(document, start=1):
        text = page.get_textpage().get_text_bounded().replace("\r\n", "\n")
        for block in re.split(r"\n\s*\n", text):
            if block.strip():
                joined = re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", block)
                yield f"Page {number}", " ".join(joined.split())


def _passages(path: Path, document: str | None) -> Iterator[Sentence]:
    root = yamltext.read(path, path.name)
    documents = {}
    for node in root.items if isinstance(root, yamltext.Sequence) else ():
        plain = yamltext.plain(node)
        if isinstance(plain, dict) and isinstance(plain.get("id"), str):
            documents[str(plain["id"])] = plain.get("passages")
    if document not in documents:
        remedy = nearest(document or "", documents)
        raise one(Place(path.name), f"no document {document!r}", "the id of a document with passages", remedy)
    passages = documents[document]
    for number, passage in enumerate(passages if isinstance(passages, list) else [], start=1):
        quote = passage.get("quote") if isinstance(passage, dict) else passage
        for index, sentence in enumerate(split_sentences(str(quote or "")), start=1):
            yield Sentence("Passages", str(number), index, sentence)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
