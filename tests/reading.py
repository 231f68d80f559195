"""Pages that tests write and read, and the texts of the tokens of what is read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from vexas_evidence.sources import Sentence, read_document
from vexas_evidence.sources.sentences import Document
from vexas_evidence.text.tokens import texts_of, tokens


def read_page(folder: Path, page: str, encoding: str = "utf-8") -> Document:
    """Write a page of HTML and read it."""
    path = folder / "x.html"
    path.write_bytes(page.encode(encoding))
    return read_document(path)


def token_texts(sentences: Iterable[Sentence]) -> list[str]:
    """Return the texts of all tokens, in order."""
    return [each for sentence in sentences for each in texts_of(tokens(sentence.text))]
