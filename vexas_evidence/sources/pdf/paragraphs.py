"""The lines and tables of a PDF in reading order as headings, paragraphs and rows, each with its place on the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from vexas_evidence.sources.pdf.headings import FIGURE, Type, is_heading
from vexas_evidence.sources.pdf.reading_order import PrintLine
from vexas_evidence.sources.pdf.runs import Word
from vexas_evidence.sources.pdf.tables.table_grid import grid_of
from vexas_evidence.sources.pdf.tables.table_heads import TableRow, table_rows
from vexas_evidence.sources.pdf.tables.table_places import TablePlace, caption_of
from vexas_evidence.sources.plain_text import KNOWN
from vexas_evidence.sources.sentences import Block, Span, ends_sentence

CELLS = " | "
_ENTRY = re.compile(r"\[?\d{1,3}[.)\]]*|[-•*–▪■►◦·]|\(?[a-z]\)")
_NUMBERED = re.compile(r"(?:\d{1,3}[.)]|\[\d{1,3}\])\s+[A-Z]|[•–*▪■►◦-]\s")
_BULLET = re.compile(r"[•▪■►◦●▶]\s?\S")
_FIGURE_CAPTION = re.compile(rf"{FIGURE.pattern}[A-Za-z]?(?:[.:|]\s|\s+(?-i:[A-Z]))", re.IGNORECASE)
_EXPECTING = re.compile(
    r"(?:[,=<>≤≥(-]|\b(?:of|the|and|in|with|to|for|by|was|were|is|an?|that|from|at|on|or|than|as|between|had))$"
)
"""What a sentence cannot end with."""
_LONGEST_NAME = 60
_EVEN = 0.4  # of the size of type: by less differ the gaps between the words of a line that is set to both edges


@dataclass(frozen=True, slots=True)
class Placed:
    """A line or a table with the number of its page."""

    page: int
    item: PrintLine | TablePlace


def blocks_of(flow: Sequence[Placed]) -> Iterator[Block]:
    """Yield the blocks of a document's lines and tables; rows are named by the caption of their table."""
    body = Type.of([each.item for each in flow if isinstance(each.item, PrintLine)])
    lines = [each.item for each in flow if isinstance(each.item, PrintLine)]
    gaps = [b.baseline - a.baseline for a, b in pairwise(lines) if a.column == b.column and b.baseline > a.baseline]
    leading = median(gaps) if gaps else 1.2 * body.body
    label, is_open = "", False
    held: list[Placed] = []
    cut: list[Placed] = []  # a paragraph without its end, which may follow behind a figure or on the next page
    rows: list[TableRow] = []
    kind = "paragraph"
    for index, each in enumerate(flow):
        if isinstance(each.item, TablePlace):
            cut, ended = _ended(cut, held, kind, body)
            yield from ended
            held = []
            label = each.item.label or label or _label_below(flow[index + 1 :]) or "Table"
            grid = grid_of(each.item.runs, each.item.rules, each.item.left, each.item.right)
            rows = list(table_rows(grid, rows))
            yield from (_row(each.page, row, label) for row in rows)
            is_open = True
            continue
        line = each.item
        before, after = _line(flow, index - 1), _after_bold(flow, index)
        now = "heading" if is_heading(line, before, after, body) else "paragraph"
        if caption := caption_of(line.words):
            label = caption
        elif is_open and (now == "heading" or ends_sentence(line.words)):
            label = ""
        goes_on = held and now == kind and _goes_on(held, line, leading) and not caption
        if not goes_on:
            cut, ended = _ended(cut, held, kind, body)
            yield from ended
            held = []
            if cut and now == "paragraph" and not caption and _resumes(cut[-1], each):
                held, cut = cut, []
            elif cut and (now == "heading" or _is_of_body(line, body)):
                yield from _flushed(cut, "paragraph")
                cut = []
        held.append(each)
        kind, is_open = now, is_open and bool(label)
    yield from _flushed(cut, "paragraph")
    yield from _flushed(held, kind)


def _ended(cut: list[Placed], held: list[Placed], kind: str, body: Type) -> tuple[list[Placed], Iterator[Block]]:
    """Return the paragraph that waits for its end, and the blocks that have theirs."""
    if not held or not _is_cut(held, kind, body):
        return cut, _flushed(held, kind)
    return held, _flushed(cut, "paragraph")


def _is_of_body(line: PrintLine, body: Type) -> bool:
    return abs(line.size - body.body) <= 0.6 and not FIGURE.match(line.words)


def _is_cut(held: Sequence[Placed], kind: str, body: Type) -> bool:
    """Whether a paragraph of the text stops within a sentence, with a line as long as its others."""
    lines = [each.item for each in held if isinstance(each.item, PrintLine)]
    last = lines[-1]
    if kind != "paragraph" or caption_of(lines[0].words) or not _is_of_body(last, body):
        return False
    is_long = last.right > max(each.right for each in lines) - 2 * last.size and len(last.words) > 30
    return is_long and not ends_sentence(last.words)


def _resumes(last: Placed, each: Placed) -> bool:
    """Whether a line goes on with a sentence that stopped at the end of a column or page."""
    assert isinstance(last.item, PrintLine)
    assert isinstance(each.item, PrintLine)
    line = each.item
    if each.page - last.page > 1 or last.item.column == line.column or abs(last.item.size - line.size) > 0.6:
        return False
    if FIGURE.match(line.words) or _NUMBERED.match(line.words) or _BULLET.match(line.words):
        return False
    expects = _EXPECTING.search(last.item.words) is not None
    return line.words[0].islower() or line.words[0] in "([" or expects


def _line(flow: Sequence[Placed], index: int) -> PrintLine | None:
    item = flow[index].item if 0 <= index < len(flow) else None
    return item if isinstance(item, PrintLine) else None


def _after_bold(flow: Sequence[Placed], index: int) -> PrintLine | None:
    """Return the line below a line, or below the bold lines that follow a bold one closely."""
    line, after = _line(flow, index), _line(flow, index + 1)
    while line and after and line.is_bold and after.is_bold and after.column == line.column:
        if after.baseline - line.baseline > 1.6 * line.size:
            break
        index, line = index + 1, after
        after = _line(flow, index + 1)
    return after


def _label_below(flow: Sequence[Placed]) -> str:
    for each in flow:
        if isinstance(each.item, PrintLine):
            return caption_of(each.item.words)
    return ""


def _flushed(held: Sequence[Placed], kind: str) -> Iterator[Block]:
    if not held:
        return
    text, spans = "", list[Span]()
    for each in held:
        text += "\n" if text else ""
        assert isinstance(each.item, PrintLine)
        text, spans = _written(text, spans, (word for run in each.item.runs for word in run.words), each.page)
    yield Block("heading" if kind == "heading" else "paragraph", text, spans=tuple(spans))


def _written(text: str, spans: list[Span], words: Iterable[Word], page: int) -> tuple[str, list[Span]]:
    """Add words to a text, with the places where they are printed."""
    for word in words:
        text += " " if text and text[-1] not in " \n" else ""
        start = len(text)
        spans += [Span(start + first, start + end, page, _rounded(box)) for first, end, box in word.printed]
        text += word.text
    return text, spans


def _rounded(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, top, right, bottom = (round(each, 1) for each in box)
    return left, top, right, bottom


def _row(page: int, row: TableRow, label: str) -> Block:
    text, spans = "", list[Span]()
    for cell in row.cells:
        text += CELLS if text else ""
        for index, line in enumerate(cell.lines):
            text += "\n" if index else ""
            text, spans = _written(text, spans, line, page)
    first = " ".join(row.cells[0].text.split())[:_LONGEST_NAME]
    return Block("row", text, f"{label}, row {first}", row.head, row.columns, tuple(spans))


def _goes_on(held: Sequence[Placed], line: PrintLine, leading: float) -> bool:
    """Whether a line continues the paragraph or heading of the lines before it."""
    first, last = held[0].item, held[-1].item
    if isinstance(first, TablePlace) or isinstance(last, TablePlace) or abs(last.size - line.size) > 0.6:
        return False
    if KNOWN.fullmatch(last.words) or KNOWN.fullmatch(line.words):
        return False
    if _BULLET.match(line.words):
        return False
    ended = ends_sentence(last.words)
    if _FIGURE_CAPTION.match(line.words) and (last.column != line.column or FIGURE.match(first.words)):
        return False
    if last.column != line.column:
        return not ended and not _NUMBERED.match(line.words)
    if not 0 < line.baseline - last.baseline <= 1.45 * max(leading, 1.1 * line.size):
        return False
    if not ended:
        return True
    _, left, right = line.column
    indented = line.left - left > 0.8 * line.size and line.left - last.left > 0.8 * line.size
    word = len(line.words.split()[0]) + 1
    free = right - last.right
    broke_early = free > max(0.25 * (right - left), word * (last.right - last.left) / len(last.words))
    return not (indented or broke_early or _NUMBERED.match(line.words))


def tables_among(items: Sequence[PrintLine | TablePlace]) -> Iterator[PrintLine | TablePlace]:
    """Yield the items of a page with lines of several cells, one below the other, as tables without rules."""
    held: list[PrintLine] = []
    for index, item in enumerate(items):
        if isinstance(item, PrintLine) and _is_row(items, index):
            if held and (held[-1].column != item.column or item.baseline - held[-1].baseline > 4 * item.size):
                yield from _table(held)
                held = []
            held.append(item)
        elif held and isinstance(item, PrintLine) and _stands_between(held[-1], items, index):
            held.append(item)
        else:
            yield from _table(held)
            held = []
            yield item
    yield from _table(held)


def _is_row(items: Sequence[PrintLine | TablePlace], index: int) -> bool:
    line = items[index]
    assert isinstance(line, PrintLine)
    if len(line.runs) < 2 or caption_of(line.words):
        return False
    first, second = line.runs[:2]
    if _ENTRY.fullmatch(first.text) and len(second.words) > 2 and len(line.runs) == 2:
        return False
    gap = max(b.left - a.right for a, b in pairwise(line.runs))
    neighbors = [items[at] for at in (index - 1, index + 1) if 0 <= at < len(items)]
    alone = all(not isinstance(each, PrintLine) or len(each.runs) == 1 for each in neighbors)
    if alone and _is_justified(line):
        return False
    _, left, right = line.column
    is_full = line.right - line.left > 0.9 * (right - left) and len(line.words.split()) > 6
    return not (alone and (is_full or gap < 3 * line.size) and len(line.runs) < 4 and len(line.words.split()) > 4)


def _is_justified(line: PrintLine) -> bool:
    """Whether a line is one of prose with wide spaces: it fills its column, and its gaps are alike."""
    _, left, right = line.column
    gaps = [b.left - a.right for a, b in pairwise(line.runs)]
    is_full = line.right - line.left > 0.95 * (right - left)
    return is_full and len(gaps) > 1 and max(gaps) - min(gaps) < _EVEN * line.size


def _stands_between(last: PrintLine, items: Sequence[PrintLine | TablePlace], index: int) -> bool:
    """Whether a line of one cell is a sub-head or the rest of a row: rows stand close above and below it."""
    line, after = items[index], items[index + 1] if index + 1 < len(items) else None
    if not isinstance(line, PrintLine) or not isinstance(after, PrintLine) or caption_of(line.words):
        return False
    _, left, right = line.column
    is_near = line.baseline - last.baseline < 2.5 * line.size and after.baseline - line.baseline < 2.5 * line.size
    is_short = line.right - line.left < 0.6 * (right - left) and not ends_sentence(line.words)
    return is_near and is_short and after.column == line.column == last.column and _is_row(items, index + 1)


def _table(held: Sequence[PrintLine]) -> Iterator[TablePlace]:
    if not held:
        return
    runs = [run for line in held for run in line.runs]
    left, right = min(each.left for each in runs), max(each.right for each in runs)
    yield TablePlace(left, right, min(each.top for each in runs), max(each.bottom for each in runs), runs, [])
