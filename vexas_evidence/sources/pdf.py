"""A source as a PDF with a text layer: headings, paragraphs and rows of tables, by position and size of type."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import median

import pypdfium2

from vexas_evidence.sources.glyphs import Line, lines, runs
from vexas_evidence.sources.html import TABLE, row_name
from vexas_evidence.sources.plain_text import KNOWN
from vexas_evidence.sources.sentences import Block, Document, ends_sentence, sentences_of
from vexas_evidence.system.problems import BadInput, Place, one

LARGER, LONGEST_HEADING = 1.12, 160
_MARGIN = 0.08  # of a page's height, where running heads and page numbers stand
_ENTRY = re.compile(r"\[?\d{1,3}[.)\]]*|[-•*–]")
_NUMBERED = re.compile(r"(?:\d{1,3}[.)]|\[\d{1,3}\])\s+[A-Z]|[•–*-]\s")
_NUMBER_OF_PAGE = re.compile(r"(?:page\s*)?\d+(?:\s*(?:of|/)\s*\d+)?", re.IGNORECASE)


def read(path: Path) -> Document:
    """Read a PDF. Raises BadInput where it is damaged, encrypted, or without a text layer."""
    try:
        file = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise _refused(path.name, str(error)) from None
    try:
        pages, shown, margins = [], [], []
        for number, page in enumerate(file, start=1):
            text = page.get_textpage()
            found = list(lines(runs(text), 1000 * number))
            height = page.get_height()
            margins.append([each for each in found if not _MARGIN < each.base / height < 1 - _MARGIN])
            pages.append(found)
            shown.append((f"page {number}", text.get_text_range()))
    except pypdfium2.PdfiumError as error:
        raise _refused(path.name, str(error)) from None
    finally:
        file.close()
    if not any(pages):
        expected, remedy = "a PDF with a text layer", "run text recognition on it, or save the source as text"
        raise one(Place(path.name), f"{len(pages)} scanned pages without a text layer", expected, remedy)
    running_heads = _running_heads(margins)
    flow = [each for found in pages for each in found if id(each) not in {id(line) for line in running_heads}]
    return Document(
        path.name,
        tuple(sentences_of(_named(list(_blocks(flow))))),
        tuple(shown),
        tuple(each.words for each in running_heads),
    )


def _refused(name: str, message: str) -> BadInput:
    if "password" in message.lower():
        return one(Place(name), "the PDF is encrypted", "one that opens without a password", "save it without one")
    return one(Place(name), "the PDF is damaged or is none", "a readable PDF", "save the source again")


def _running_heads(margins: list[list[Line]]) -> list[Line]:
    """Return the page numbers and the lines that stand at the head or foot of several pages."""
    masks = Counter(mask for page in margins for mask in {_mask(each) for each in page})
    return [
        each
        for page in margins
        for each in page
        if _NUMBER_OF_PAGE.fullmatch(each.words) or (len(margins) > 1 and masks[_mask(each)] > 1)
    ]


def _mask(line: Line) -> str:
    return re.sub(r"\d+", "#", line.words)


def _blocks(flow: list[Line]) -> Iterator[Block]:
    sizes: Counter[float] = Counter()
    for line in flow:
        sizes[round(line.size, 1)] += len(line.words)
    body = sizes.most_common(1)[0][0] if sizes else 0
    gaps = [a.base - b.base for a, b in pairwise(flow) if a.column == b.column and a.base > b.base]
    leading = median(gaps) if gaps else 1.2 * body
    mostly_bold = sum(line.is_bold for line in flow) > len(flow) / 2
    open_lines, kind = list[Line](), ""
    for line in flow:
        entry = len(line.cells) == 2 and _ENTRY.fullmatch(line.cells[0]) and len(line.cells[1]) > 15
        is_row = len(line.cells) > 1 and not entry
        is_heading = not is_row and _is_heading(line, body, mostly_bold)
        now = "row" if is_row else "heading" if is_heading else "paragraph"
        goes_on = bool(open_lines) and now == kind and now != "row" and _goes_on(open_lines[-1], line, leading)
        if open_lines and not goes_on:
            words = "\n".join(each.words for each in open_lines)
            yield Block("heading" if kind == "heading" else "paragraph", words)
            open_lines = []
        if is_row:
            yield Block("row", " | ".join(line.cells), row_name("Table", list(line.cells)))
        else:
            open_lines.append(line)
        kind = now
    if open_lines:
        yield Block("heading" if kind == "heading" else "paragraph", "\n".join(each.words for each in open_lines))


def _named(blocks: list[Block]) -> Iterator[Block]:
    """Yield the blocks, with each row named by the caption above its table, or else below it."""
    label = ""
    for index, block in enumerate(blocks):
        if block.kind != "row":
            label = named[1] if (named := TABLE.match(block.text)) else ""
            yield block
            continue
        if not label:
            below = next((each for each in blocks[index:] if each.kind != "row"), None)
            label = named[1] if below and (named := TABLE.match(below.text)) else "Table"
        yield replace(block, name=block.name.replace("Table", label, 1))


def _is_heading(line: Line, body: float, mostly_bold: bool) -> bool:
    words = line.words
    if KNOWN.fullmatch(words):
        return True
    if len(words) > LONGEST_HEADING or not any(map(str.isalpha, words)):
        return False
    return line.size > LARGER * body or (line.is_bold and not mostly_bold and words[-1] not in ".;,")


def _goes_on(last: Line, line: Line, leading: float) -> bool:
    """Whether a line continues the paragraph or heading of the last one."""
    if abs(last.size - line.size) > 0.6 or KNOWN.fullmatch(last.words) or KNOWN.fullmatch(line.words):
        return False
    ended = ends_sentence(last.words)
    if last.column != line.column:
        return not ended and not _NUMBERED.match(line.words)
    if not 0 < last.base - line.base <= 1.45 * max(leading, 1.1 * line.size):
        return False
    if not ended:
        return True
    _, left, right = line.column
    indented = line.left - left > 0.8 * line.size and line.left - last.left > 0.8 * line.size
    word = len(line.words.split()[0]) + 1
    free = right - last.right
    broke_early = free > max(0.25 * (right - left), word * (last.right - last.left) / len(last.words))
    return not (indented or broke_early or _NUMBERED.match(line.words))
