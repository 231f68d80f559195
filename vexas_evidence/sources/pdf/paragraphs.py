"""The lines and tables of a PDF in reading order as headings, paragraphs and rows, each with its place on the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from vexas_evidence.sources.pdf.headings import FIGURE, Type, is_heading, is_in_own_type, opens_in_bold
from vexas_evidence.sources.pdf.reading_order import PrintLine
from vexas_evidence.sources.pdf.runs import Word
from vexas_evidence.sources.pdf.tables.table_heads import Table, TableRow, table_of
from vexas_evidence.sources.pdf.tables.table_places import TablePlace, caption_of
from vexas_evidence.sources.plain_text import KNOWN
from vexas_evidence.sources.sentences import BEHIND_THE_TEXT, REFERENCES, Kind, SourceBlock, Span, ends_sentence

CELLS = " | "
_NUMBERED = re.compile(r"(?:\d{1,3}[.)]|\[\d{1,3}\])\s+[A-Z]|[•–*▪■►◦-]\s")
_BULLET = re.compile(r"[•▪■►◦●▶]\s?\S")
_FIGURE_CAPTION = re.compile(rf"{FIGURE.pattern}[A-Za-z]?(?:[.:|]\s|\s+(?-i:[A-Z]))", re.IGNORECASE)
_EXPECTING = re.compile(
    r"(?:[,=<>≤≥(-]|\b(?:of|the|and|in|with|to|for|by|was|were|is|an?|that|from|at|on|or|than|as|between|had))$"
)
"""What a sentence cannot end with."""
_RUN_IN = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s[A-Z][^.]{2,120}\.")
_LONGEST_NAME = 60
_MOST_OF_HEADING = 3  # lines


@dataclass(frozen=True, slots=True)
class Placed:
    """A line or a table with the number of its page."""

    page: int
    item: PrintLine | TablePlace


class _Paragraphs:
    """Holds the lines of a paragraph or heading until it ends.

    A paragraph that stops within a sentence waits for its end, which may follow behind a figure or on the next page.
    """

    def __init__(self, body: Type, leading: float) -> None:
        self.body, self.leading = body, leading
        self.held: list[Placed] = []
        self.kind: Kind = "paragraph"
        self.waiting: list[Placed] = []

    def add(self, placed: Placed, line: PrintLine, kind: Kind, is_caption: bool) -> Iterator[SourceBlock]:
        """Add a line; yield what ended before it."""
        goes_on = self.held and self.kind == kind and not is_caption and _goes_on(self.held, line, self.leading)
        if not goes_on:
            yield from self.end()
            if self.waiting and kind == "paragraph" and not is_caption and _resumes(self.waiting[-1], placed):
                self.held, self.waiting = self.waiting, []
            elif self.waiting and (kind == "heading" or _is_of_body(line, self.body)):
                yield from _flushed(self.waiting, "paragraph")
                self.waiting = []
        self.held.append(placed)
        self.kind = kind

    def end(self) -> Iterator[SourceBlock]:
        """Yield what is held, or let it wait for its end in the place of what did."""
        if self.held and _is_cut(self.held, self.kind, self.body):
            yield from _flushed(self.waiting, "paragraph")
            self.waiting = self.held
        else:
            yield from _flushed(self.held, self.kind)
        self.held = []

    def close(self) -> Iterator[SourceBlock]:
        """Yield all that is left."""
        yield from _flushed(self.waiting, "paragraph")
        yield from _flushed(self.held, self.kind)


def blocks_of(flow: Sequence[Placed]) -> Iterator[SourceBlock]:
    """Yield the blocks of a document; figures and tables on pages behind the list of references are none of it."""
    last, is_listed = _last_page_of_text(flow), False
    for block in _blocks(flow):
        if block.kind == "heading":
            is_listed = REFERENCES.fullmatch(block.text) is not None
        elif is_listed and block.spans and block.spans[0].page > last:
            is_listed = False
            yield SourceBlock("heading", BEHIND_THE_TEXT)
        yield block


def _last_page_of_text(flow: Sequence[Placed]) -> int:
    """Return the last page that begins with no figure or table, as the manuscripts of authors have them at the end."""
    first = {each.page: each.item for each in reversed(flow)}
    return max((page for page, item in first.items() if not _is_float(item)), default=0)


def _is_float(item: PrintLine | TablePlace) -> bool:
    return isinstance(item, TablePlace) or bool(caption_of(item.words) or FIGURE.match(item.words))


def _blocks(flow: Sequence[Placed]) -> Iterator[SourceBlock]:
    """Yield the blocks of a document's lines and tables; rows are named by the caption of their table."""
    lines = [each.item for each in flow if isinstance(each.item, PrintLine)]
    body = Type.of(lines)
    gaps = [b.baseline - a.baseline for a, b in pairwise(lines) if a.column == b.column and b.baseline > a.baseline]
    paragraphs = _Paragraphs(body, median(gaps) if gaps else 1.2 * body.body)
    label, is_below_table, named_below = "", False, ""
    table: Table | None = None
    for index, each in enumerate(flow):
        if isinstance(each.item, TablePlace):
            yield from paragraphs.end()
            above, below = each.item.label or label, each.item.below or _label_below(flow[index + 1 :])
            label = (below if above in ("", named_below) else above) or above or "Table"
            named_below = below if above in ("", named_below) else ""
            table = table_of(each.item, each.page, label, table)
            yield from (_row(each.page, row, label) for row in table.rows)
            is_below_table = True
            continue
        line, kind, caption = each.item, _kind(flow, index, each.item, body), caption_of(each.item.words)
        if caption:
            label = caption
        elif is_below_table and (kind == "heading" or ends_sentence(line.words)):
            label = ""
        is_below_table = is_below_table and bool(label)
        yield from paragraphs.add(each, line, kind, bool(caption))
    yield from paragraphs.close()


def _kind(flow: Sequence[Placed], index: int, line: PrintLine, body: Type) -> Kind:
    """Return whether a line is of a heading or of a paragraph, by its type and the lines around it."""
    before, after = _line(flow, index - 1), _after_bold(flow, index)
    return "heading" if is_heading(line, before, after, body) or _is_in_own_type(flow, index) else "paragraph"


def _is_of_body(line: PrintLine, body: Type) -> bool:
    return abs(line.size - body.body) <= 0.6 and not FIGURE.match(line.words)


def _is_cut(held: Sequence[Placed], kind: Kind, body: Type) -> bool:
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


def _is_in_own_type(flow: Sequence[Placed], index: int) -> bool:
    """Whether a line is, with those above and below it of the same type, a heading of up to three lines."""
    line = _line(flow, index)
    first = last = index
    while line and last - first < _MOST_OF_HEADING and (above := _line(flow, first - 1)) and _is_alike(above, line):
        first -= 1
    while line and last - first < _MOST_OF_HEADING and (below := _line(flow, last + 1)) and _is_alike(line, below):
        last += 1
    lines = [each for each in (_line(flow, at) for at in range(first, last + 1)) if each]
    if not lines or len(lines) > _MOST_OF_HEADING or FIGURE.match(lines[0].words) or caption_of(lines[0].words):
        return False
    table = flow[first - 1].item if first else None
    if isinstance(table, TablePlace) and 0 < lines[0].baseline - table.bottom < 3 * lines[0].size:
        return False
    return is_in_own_type(lines, _line(flow, first - 1), _line(flow, last + 1))


def _is_alike(above: PrintLine, below: PrintLine) -> bool:
    """Whether two lines of one column, close to each other, are set in the same type."""
    is_close = 0 < below.baseline - above.baseline < 1.5 * below.size and above.column == below.column
    return is_close and above.font == below.font and abs(above.size - below.size) < 0.3


def _label_below(flow: Sequence[Placed]) -> str:
    for each in flow:
        if isinstance(each.item, PrintLine):
            return caption_of(each.item.words)
    return ""


def _flushed(held: Sequence[Placed], kind: Kind) -> Iterator[SourceBlock]:
    if not held:
        return
    lines = [(each.page, _words(each)) for each in held]
    if kind != "heading" and (count := _run_in([word for _, words in lines for word in words])):
        title = _block("heading", ((page, words[: max(count - at, 0)]) for at, page, words in _counted(lines)))
        yield SourceBlock(
            "heading", title.text.rstrip("."), spans=tuple(each for each in title.spans if each.end < len(title.text))
        )
        lines = [(page, words[max(count - at, 0) :]) for at, page, words in _counted(lines)]
    yield _block(kind, lines)


def _words(each: Placed) -> list[Word]:
    assert isinstance(each.item, PrintLine)
    return [word for run in each.item.runs for word in run.words]


def _counted(lines: Sequence[tuple[int, list[Word]]]) -> Iterator[tuple[int, int, list[Word]]]:
    """Yield each line with the count of the words before it."""
    before = 0
    for page, words in lines:
        yield before, page, words
        before += len(words)


def _block(kind: Kind, lines: Iterable[tuple[int, list[Word]]]) -> SourceBlock:
    text, spans = "", list[Span]()
    for page, words in lines:
        text += "\n" if text and words else ""
        text, spans = _written(text, spans, words, page)
    return SourceBlock(kind, text, spans=tuple(spans))


def _run_in(words: Sequence[Word]) -> int:
    """Return how many words are a numbered heading at the start of a paragraph: in their own font, to a full stop."""
    count = next((at for at, word in enumerate(words) if word.font != words[0].font), 0)
    title = " ".join(word.text for word in words[:count])
    return count if _RUN_IN.fullmatch(title) and words[count].text[:1].isupper() else 0


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


def _row(page: int, row: TableRow, label: str) -> SourceBlock:
    text, spans = "", list[Span]()
    for cell in row.cells:
        text += CELLS if text else ""
        for index, line in enumerate(cell.lines):
            text += "\n" if index else ""
            text, spans = _written(text, spans, line, page)
    first = " ".join(row.cells[0].text.split())[:_LONGEST_NAME]
    return SourceBlock("row", text, f"{label}, row {first}", row.head, row.columns, tuple(spans))


def _goes_on(held: Sequence[Placed], line: PrintLine, leading: float) -> bool:
    """Whether a line continues the paragraph or heading of the lines before it."""
    first, last = held[0].item, held[-1].item
    if isinstance(first, TablePlace) or isinstance(last, TablePlace) or abs(last.size - line.size) > 0.6:
        return False
    if KNOWN.fullmatch(last.words) or KNOWN.fullmatch(line.words) or _BULLET.match(line.words):
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
    return not (indented or broke_early or _NUMBERED.match(line.words) or opens_in_bold(line))
