"""An article as the review page shows it: its sentences with their tokens, and the pages of a PDF as pictures."""

from __future__ import annotations

import difflib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vexas_evidence.sources import Document, Sentence
from vexas_evidence.sources.context import CELLS
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
        "sentences": list(_with_subheads(document.sentences)),
        "doubts": [str(each) for each in document.doubts],
    }


def _with_subheads(sentences: Iterable[Sentence]) -> Iterator[dict[str, Any]]:
    """Yield the sentences; a row says the sub-head that it stands under, where another one stood before it.

    ``kind`` is "subhead" for a row that is one itself, and "head" for one of heads of columns.
    """
    table, above, before = "", "", ""
    for each in sentences:
        cells = [cell.strip() for cell in each.text.split(CELLS.strip())]
        is_row = len(cells) > 1
        name = each.paragraph.partition(", row ")[0].partition(", head")[0] if is_row else ""
        if name != table:
            table, above = name, ""
        first = next(filter(None, cells), "")
        is_alone = is_row and sum(map(bool, cells)) == 1 and bool(cells[0])
        under = each.row.removesuffix(first).removesuffix(", ") if each.row.endswith(f", {first}") else ""
        is_new = bool(under) and under not in (above, before, *cells)
        above = first if is_alone else under or (cells[0] if each.row.startswith(f"{cells[0]}, ") else above)
        before = cells[0]
        is_head = is_row and each.paragraph.partition(" (")[0].endswith(", head")
        kind = "head" if is_head else "subhead" if is_alone else "row" if is_row else ""
        yield {**_sentence(each), "kind": kind, "under": under if is_new else ""}


def _paragraph(sentence: Sentence) -> str:
    """The name of a paragraph or row, which a ledger may have cut, as long as the article prints it."""
    table, of, cut = sentence.paragraph.partition(", row ")
    names = (sentence.row, sentence.text.partition(" | ")[0].strip()) if of else ()
    return next((f"{table}{of}{each}" for each in names if each.startswith(cut)), sentence.paragraph)


def _sentence(sentence: Sentence) -> dict[str, Any]:
    text = normalise_numbers(sentence.text)
    found = [
        {"text": token.text, "start": token.start, "end": token.end, "boxes": boxes}
        for token, boxes in zip(tokens(text), token_boxes(sentence), strict=True)
    ]
    return {
        "section": sentence.section,
        "paragraph": sentence.paragraph,
        "name": _paragraph(sentence),
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
