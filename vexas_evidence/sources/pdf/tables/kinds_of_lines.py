"""Which lines of print are rows of cells, and which are prose, notes of a table, or entries of a list of contents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from vexas_evidence.sources.pdf.runs import Run
from vexas_evidence.sources.sentences import ends_sentence

_DIGITS = r"[<>≤≥=~±(\[−–+-]*\s*\d[\d.,:·∙%()\[\]\s/–−+±×*^a-e-]*"
NUMBER = re.compile(rf"{_DIGITS}\W*|(?=\D*\d+[.·]\d){_DIGITS}(?<=[\d\s])[a-z]{{1,3}}\W*|[-–−—]|N/?A|N[DRS]")
"""A cell that holds numbers and hardly anything else, as the letters of groups; or that says that it has none."""
OF_CONTENTS = re.compile(r"(?!.*\.{4}.*\w.*\.{4}).*(?:[.·…]\s?){8,}\s*(?:\d{1,3}|[ivxl]+)?")
"""A line of a list of contents: dots up to the number of a page."""
_OF_ABSTRACT = re.compile(r"(?:Aims?|Background|Objectives?|Methods|Design|Findings|Results|Conclusions?|Keywords)\b")
_CLOSE = 2.6  # of the size of type: the text of an entry stands as near behind its number
MOST_WORDS = 6  # of a cell
_INSET = 0.08  # of the width between two edges: by as little are paragraphs and entries set in
_AT_LEFT = 0.4  # of the lines of two columns of prose, at other heights or the same: those with words in the first


def text_of(row: list[Run]) -> str:
    """Return the words of a line."""
    return " ".join(each.text for each in row)


def has_numbers(row: list[Run]) -> bool:
    """Whether a cell of a line, but the first, holds numbers."""
    return any(NUMBER.fullmatch(each.text) for each in row[1:])


def is_of_cells(row: list[Run], page_width: float) -> bool:
    """Whether a line has three and more cells, all short, over a third of the page or more.

    One of five and more with several numbers may have a cell of many words.
    """
    is_wide = row[-1].right - row[0].left > 0.35 * page_width
    numbers = sum(bool(NUMBER.fullmatch(each.text)) for each in row)
    most = MOST_WORDS * (2 if len(row) > 4 and numbers > 1 else 1)
    is_short = all(len(each.words) <= most and each.right - each.left < 0.3 * page_width for each in row)
    is_columns = all(len(each.words) > 2 and not NUMBER.fullmatch(each.text) for each in row)
    return len(row) > 2 and is_wide and is_short and not is_columns


def is_of_abstract(rows: list[list[Run]], texts: Iterable[str]) -> bool:
    """Whether lines begin a section of an abstract beside its head: *texts* have a conclusion, unlike a table."""
    beside = [row for row in rows if [len(each.words) > MOST_WORDS for each in row] == [False, True]]
    is_begun = bool(beside) and beside[-1] is rows[-1] and any(_OF_ABSTRACT.match(row[0].text) for row in beside)
    return is_begun and any(each.startswith("Conclusion") for each in texts)


def without_notes(rows: list[list[Run]], left: float, right: float) -> list[list[Run]]:
    """Return the lines of a table without those of its notes, sentences over its width above its last rule."""
    at = len(rows)
    while at and len(rows[at - 1]) == 1 and (at == len(rows) or is_prose([rows[at - 1]], left, right)):
        at -= 1
    are_notes = is_prose(rows[at:], left, right) and ends_sentence(rows[-1][0].text)
    return rows[:at] if are_notes else rows


def is_prose(rows: list[list[Run]], left: float, right: float) -> bool:
    """Whether most of some lines are sentences over the whole width between two edges or over two columns of it."""
    words = sum(len(each.words) for row in rows for each in row)
    prose = [row for row in rows if _prose_of(row, left, right)]
    of_prose = sum(len(each.words) for row in prose for each in row)
    at_left = sum(_prose_of(row, left, right)[0].left - left < _INSET * (right - left) for row in prose)
    return bool(rows) and of_prose > 0.6 * words and len(prose) >= 0.5 * len(rows) and at_left > _AT_LEFT * len(prose)


def _prose_of(row: list[Run], left: float, right: float) -> list[Run]:
    """Return the long runs that hold nearly all words of a line: two beside each other, or one; of entries, too.

    They begin at the left edge or about the middle: a column of a table, with words only, begins elsewhere.
    """
    width = right - left
    if OF_CONTENTS.fullmatch(text_of(row)):
        return row
    entries = [a for a, b in pairwise(row) if NUMBER.fullmatch(a.text) and len(b.words) > 4 and _is_right_behind(a, b)]
    row = [each for each in row if each not in entries]
    starts = [(each.left - left) / width for each in row]
    of_page = [each for each, start in zip(row, starts, strict=True) if start < _INSET or abs(start - 0.5) < _INSET]
    long = [each for each in of_page if each.right - each.left > 0.3 * width and len(each.words) > 4]
    words = sum(len(each.words) for each in row)
    is_wide = sum(each.right - each.left for each in long) > 0.55 * width or len(row) <= 2
    is_of_long = sum(len(each.words) for each in long) > 0.75 * words
    return long if is_wide and is_of_long and len(row) <= 4 and not has_numbers(row) else []


def _is_right_behind(before: Run, run: Run) -> bool:
    return run.left - before.right < _CLOSE * run.size
