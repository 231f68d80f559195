"""An article as the review page shows it: its sentences with their tokens, and the pages of a PDF as pictures."""

from __future__ import annotations

import difflib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vexas_evidence.sources import Document, Sentence
from vexas_evidence.system.limited import run_limited
from vexas_evidence.text.tokens import normalise_numbers, tokens

SCALE = 1.6
"""Pixels of a picture for a point of its page."""
Box = tuple[int, float, float, float, float]
"""A page, and the left, top, right and bottom edge in points from its top left."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page of a PDF: its picture as PNG, its width and height in points."""

    png: bytes
    width: float
    height: float


def page_pictures(path: Path) -> tuple[PagePicture, ...]:
    """Return the pages of a PDF as pictures, drawn in a process with limits; none of another file. Raises BadInput."""
    with path.open("rb") as file:
        is_pdf = file.read(1024).lstrip().startswith(b"%PDF-")
    return run_limited(lambda: tuple(_drawn(path)), path.name) if is_pdf else ()


def _drawn(path: Path) -> Iterator[PagePicture]:
    import pypdfium2

    file = pypdfium2.PdfDocument(path)
    try:
        for page in file:
            picture = io.BytesIO()
            page.render(scale=SCALE).to_pil().convert("L").save(picture, "PNG")
            yield PagePicture(picture.getvalue(), page.get_width(), page.get_height())
    finally:
        file.close()


def article_json(document: Document, pictures: tuple[PagePicture, ...]) -> dict[str, Any]:
    """Return what the page shows of an article; a sentence is named by its number, counted from 0."""
    return {
        "pages": [{"width": each.width, "height": each.height} for each in pictures],
        "sentences": [_sentence(each) for each in document.sentences],
        "doubts": [str(each) for each in document.doubts],
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    text = normalise_numbers(sentence.text)
    found = [
        {"text": token.text, "start": token.start, "end": token.end, "boxes": boxes}
        for token, boxes in zip(tokens(text), token_boxes(sentence), strict=True)
    ]
    return {
        "section": sentence.section,
        "paragraph": sentence.paragraph,
        "number": sentence.number,
        "text": text,
        "columns": sentence.columns,
        "tokens": found,
    }


def token_boxes(sentence: Sentence) -> list[list[Box]]:
    """Return where each token of a sentence is printed: a box on each line that it stands on; none without pages."""
    text = normalise_numbers(sentence.text)
    if not sentence.spans:
        return [[] for _ in tokens(text)]
    matcher = difflib.SequenceMatcher(a=sentence.text, b=text, autojunk=False)
    as_read = {
        block.b + offset: block.a + offset for block in matcher.get_matching_blocks() for offset in range(block.size)
    }
    found = []
    for token in tokens(text):
        places = [as_read[at] for at in range(token.start, token.end) if at in as_read]
        found.append(list(_lines(sentence, min(places), max(places) + 1)) if places else [])
    return found


def _lines(sentence: Sentence, start: int, end: int) -> Iterator[Box]:
    """Yield the boxes of some characters, those of one line as one: a raised character stands in its line."""
    line: Box | None = None
    for span in sentence.spans:
        if span.start >= end or start >= span.end:
            continue
        left, top, right, bottom = span.box
        if line and line[0] == span.page and top < line[4] and line[2] < bottom:
            line = span.page, min(line[1], left), min(line[2], top), max(line[3], right), max(line[4], bottom)
            continue
        if line:
            yield line
        line = span.page, left, top, right, bottom
    if line:
        yield line
