"""A source as a PDF with a text layer: headings, paragraphs and rows of tables, each number with its page and box.

What stands where and in which type says what belongs together: columns by the gaps between them, tables by their
rules and cells, turned text in its own direction. What is set aside is listed, and what is doubtful is said to be.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from functools import partial
from itertools import chain, pairwise
from pathlib import Path

import pypdfium2

from vexas_evidence.sources.pdf.doubts import doubts_of, doubts_of_captions, doubts_of_heads
from vexas_evidence.sources.pdf.glyphs import UNKNOWN, Page, directions, glyphs_of
from vexas_evidence.sources.pdf.lines_of_cells import tables_among
from vexas_evidence.sources.pdf.margins import extent, line_numbers, repeated, running_heads, stamps
from vexas_evidence.sources.pdf.paragraphs import Placed, blocks_of
from vexas_evidence.sources.pdf.reading_order import in_order
from vexas_evidence.sources.pdf.runs import Run, rows_of, runs_of, turned
from vexas_evidence.sources.pdf.strokes import Strokes, clips_of, rules_of, set_lines_below, strokes_of
from vexas_evidence.sources.pdf.tables.kinds_of_lines import text_of
from vexas_evidence.sources.pdf.tables.open_tables import open_tables
from vexas_evidence.sources.pdf.tables.table_places import TablePlace, ruled_tables, turned_heads
from vexas_evidence.sources.sentences import REFERENCES, Document, Doubt, Sentence, sentences_of
from vexas_evidence.system.problems import BadInput, Place, one

_MOST_SIGNS = 40_000
"""The most signs of a page that is read: one in print has a few thousand, and finding its rows takes long with more."""
_DOTTED = re.compile(rf"(?:[.·…{UNKNOWN}]\s?){{20,}}")
_DOT = 2.0  # points: the highest dot of a line of them
_ENTRY = re.compile(r"^\[?(\d{1,3})[\].](?:\s|$)", re.MULTILINE)
_IN_BRACKETS = re.compile(r"\[(?=(\d{1,3})(?:\s?[,–-]\s?\d{1,3})*\])")


def read(path: Path, without: Collection[int] = ()) -> Document:
    """Read a PDF but for the pages *without*. Raises BadInput where it is damaged, encrypted, or has no text layer."""
    pages, strokes = _pages(path, without)
    if not any(page.glyphs for page in pages):
        expected, remedy = "a PDF with a text layer", "run text recognition on it, or save the source as text"
        raise one(Place(path.name), f"{len(pages)} scanned pages without a text layer", expected, remedy)
    spaces = [each.space for page in pages for each in page.glyphs]
    is_typed = spaces.count(" ") > 0.3 * (len(spaces) - spaces.count(""))
    views = [{turns: runs_of(page, turns, is_typed) for turns in sorted({0, *directions(page)})} for page in pages]
    dotted = [_taken_out(view) for view in views]
    strokes = [
        replace(drawn, boxes=(*drawn.boxes, *map(extent, rules))) for drawn, rules in zip(strokes, dotted, strict=True)
    ]
    heads = _heads(pages, views, strokes)
    aside, doubts, flow = list[str](), list[Doubt](), list[Placed]()
    for page, drawn, view, rules in zip(pages, strokes, views, dotted, strict=True):
        set_aside = _set_aside(page, view, heads)
        away = {id(each) for each in set_aside}
        body = {turns: [each for each in runs if id(each) not in away] for turns, runs in view.items()}
        slanted = "".join(each.space.replace("?", " ") + each.sign for each in page.glyphs if each.turns is None)
        aside += (*(each.text for each in set_aside), *filter(None, (slanted.strip(), page.hidden)))
        doubts += doubts_of(page, drawn, body, slanted, [*set_aside, *chain(*rules)])
        for turns, found in _with_turned_heads(page, body, drawn).items():
            flow += _placed(page, turns, found, drawn)
    sentences = _with_numbers_in_brackets(tuple(sentences_of(blocks_of(flow))))
    doubts += (*doubts_of_heads(sentences), *doubts_of_captions(sentences))
    shown = tuple((f"page {page.number}", page.shown) for page in pages)
    return Document(path.name, sentences, shown, tuple(aside), tuple(doubts))


def _taken_out(view: dict[int, list[Run]]) -> list[list[Run]]:
    """Take the lines of dots out of the runs of a page and return them: they are rules of tables."""
    taken = list[list[Run]]()
    for turns, runs in view.items():
        dotted = [row for row in rows_of(runs) if _is_dotted(row)]
        taken += dotted
        out = set(map(id, chain(*dotted)))
        view[turns] = [each for each in runs if id(each) not in out]
    return taken


def _is_dotted(row: list[Run]) -> bool:
    """Whether a line is one of dots; dots that the text layer does not name are known by their size."""
    text = text_of(row)
    if not _DOTTED.fullmatch(text) or (len(row) > 1 and UNKNOWN not in text):
        return False
    boxes = [box for run in row for word in run.words for _, _, box in word.printed]
    return UNKNOWN not in text or all(min(box[2] - box[0], box[3] - box[1]) < _DOT for box in boxes)


def _with_numbers_in_brackets(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Return sentences in which a number in brackets is no mark where the list of the literature has fewer entries."""
    start = next((at for at, each in enumerate(sentences) if REFERENCES.fullmatch(each.section)), len(sentences))
    last = max((int(number) for each in sentences[start:] for number in _ENTRY.findall(each.text)), default=999)
    return (*(_opened(each, last) for each in sentences[:start]), *sentences[start:])


def _opened(sentence: Sentence, last: int) -> Sentence:
    """Return a sentence with a space behind the brackets whose first number is above that of the last entry."""
    ends = [match.end() for match in _IN_BRACKETS.finditer(sentence.text) if int(match[1]) > last]
    if not ends:
        return sentence
    parts = (sentence.text[start:end] for start, end in pairwise([0, *ends, None]))
    moved = ((each, sum(end <= each.start for end in ends)) for each in sentence.spans)
    spans = tuple(replace(each, start=each.start + by, end=each.end + by) for each, by in moved)
    return replace(sentence, text=" ".join(parts), spans=spans)


def _set_aside(page: Page, view: dict[int, list[Run]], heads: set[int]) -> list[Run]:
    """Return the runs of a page that are no text of the article: numbers of lines, stamps, heads, second prints."""
    away = {id(each) for each in line_numbers(view[0])} | heads
    for turns, runs in view.items():
        away |= {id(each) for each in (*(stamps(page, runs, view[0]) if turns else ()), *repeated(runs))}
    return [each for runs in view.values() for each in runs if id(each) in away]


def _heads(pages: list[Page], views: list[dict[int, list[Run]]], strokes: list[Strokes]) -> set[int]:
    """Return the running heads and page numbers of all pages, in each direction of print; no table holds one."""
    found: set[int] = set()
    for odd in (False, True):
        sides = [
            (page.width if odd else page.height, _outside(_ruled(page, turns, runs, drawn), runs))
            for page, view, drawn in zip(pages, views, strokes, strict=True)
            for turns, runs in view.items()
            if bool(turns % 2) is odd
        ]
        found |= {id(run) for runs in running_heads(sides) for run in runs}
    return found


def _with_turned_heads(page: Page, views: dict[int, list[Run]], drawn: Strokes) -> dict[int, list[Run]]:
    """Return the runs of a page by direction, those that are turned heads of a table among those of the table."""
    found = dict(views)
    for main in views if len(views) > 1 else ():
        for table in _ruled(page, main, found[main], drawn):
            for quarters in (1, 3):
                other = (main + quarters) % 4
                upright = partial(turned, turns=main, page=page)
                if heads := turned_heads(table, found.get(other, []), quarters == 3, upright):
                    found[other] = [each for each in found[other] if id(each) not in heads]
                    found[main] = [*found[main], *heads.values()]
    return found


def _placed(page: Page, turns: int, runs: list[Run], drawn: Strokes) -> list[Placed]:
    """Return the lines and tables of one direction of a page in reading order."""
    tables = _ruled(page, turns, runs, drawn)
    rest = _outside(tables, runs)
    tables += open_tables(rest, page.height if turns % 2 else page.width)
    rest = _outside(tables, runs)
    found = list(in_order([*rest, *tables], 10_000 * page.number + 1_000 * turns))
    return [Placed(page.number, each) for each in tables_among(found)]


def _ruled(page: Page, turns: int, runs: list[Run], drawn: Strokes) -> list[TablePlace]:
    width = page.height if turns % 2 else page.width
    return ruled_tables(runs, rules_of(drawn.boxes, turns, page), width)


def _outside(tables: list[TablePlace], runs: list[Run]) -> list[Run]:
    inside = {id(run) for table in tables for run in table.runs}
    return [each for each in runs if id(each) not in inside]


def _pages(path: Path, without: Collection[int]) -> tuple[list[Page], list[Strokes]]:
    try:
        file = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise _refused(path.name, str(error)) from None
    pages, strokes = list[Page](), list[Strokes]()
    count = len(file)
    if beyond := sorted(number for number in without if not 1 <= number <= count):
        file.close()
        raise one(Place(path.name), f"no page {beyond[0]}", f"a page from 1 to {count}", "correct --skip-page")
    try:
        for number, page in enumerate(file, start=1):
            if number in without:
                continue
            text = page.get_textpage()
            if (count := text.count_chars()) > _MOST_SIGNS:
                remedy = f"leave the page out with --skip-page {number}, or save its data as a table"
                expected = f"at most {_MOST_SIGNS} signs on a page"
                raise one(Place(path.name), f"{count} signs on page {number}", expected, remedy)
            pages.append(glyphs_of(page, text, number, clips_of(page)))
            strokes.append(strokes_of(page))
            set_lines_below(pages[-1], strokes[-1])
            text.close()
            page.close()
    except pypdfium2.PdfiumError as error:
        raise _refused(path.name, str(error)) from None
    finally:
        file.close()
    return pages, strokes


def _refused(name: str, message: str) -> BadInput:
    if "password" in message.lower():
        return one(Place(name), "the PDF is encrypted", "one that opens without a password", "save it without one")
    return one(Place(name), "the PDF is damaged or is none", "a readable PDF", "save the source again")
