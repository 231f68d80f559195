"""A source as plain text: headings, paragraphs of one line or of many, and rows with tabs between their cells.

A blank line ends a paragraph. Lines that a mail program or a converter broke are joined. A line is a heading only
where the next word would have fitted on it, so that no program broke it there.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from vexas_evidence.sources.sentences import SourceBlock, ends_sentence
from vexas_evidence.text.grammar.phrases import INTERVAL_NAME
from vexas_evidence.text.late import in_any_case, late

KNOWN = in_any_case(
    r"(?:\d+(?:\.\d+)*\.?\s+)?(?:abstract|summary|introduction|background|methods|"
    r"(?:patients?|subjects|participants|materials?) and methods?|"
    r"results|discussion|conclusions?|acknowledge?ments|references|bibliography|literature(?: cited)?|funding):?",
)
LONGEST_LINE, LONGEST_HEADING, MOST_WORDS = 120, 80, 12
_FITS = 0.75  # of the widest line: proportional type breaks lines at varying counts of characters
_BULLET = late(r"[-•*–]\s+(?=\S)")
_RESULT = late(
    r"(?<![\w.,])\d[\d.,·]*\s?(?:%|\(|/\s?\d|of\s\d)|(?<![\w.,])\d+[.·]\d|[=<>≤≥±]\s?[−–-]?[.·]?\d",
)
_SECTION = late(r"\d{1,2}(?P<below>\.\d{1,2})*\.?\s+(?=[A-Z])")
_NUMBERED = late(r"(?:\d{1,3}[.)]|\[\d{1,3}\])\s+(?=[A-Z])")
_MARKS = r"\d{1,3}(?:[,–-]\d{1,3}){0,9}(?![\d.,·%])"
_MARK_BEHIND_SENTENCE = late(
    rf"(?:(?<=[a-z]{{3}}[.])|(?<=[)\]][.]))(?<!approx[.])(?<!resp[.]){_MARKS}(?=\s+[A-Z]|\s*$|\s*\n)"
)
_MARK_BEHIND_COMMA = late(rf"(?<=[a-z]{{3}},){_MARKS}(?=\s+[a-z])")
_BETWEEN, _BEGINS = r"\s*\t\s*|\s{3,}", r"[<>≤≥(]?[-−–+]?[.·]?\d"
"""What stands between cells, and how a number begins."""
_GAP, _CELLS = late(_BETWEEN), late(rf"{_BETWEEN}(?={_BEGINS})")
_PIPED, _RULE = late(r"\|(.+)\|"), late(r"\s*\|[\s|:+=-]+\|\s*")
_VALUE = in_any_case(rf"{_BEGINS}(?!\d?(?:\.\d+)?\s?%\s?{INTERVAL_NAME})")
"""How a cell begins that holds a number and is no head, as "95% CI" is one."""
_CAPTION = in_any_case(r"((?:supplementary\s)?table\s+[A-Z]?\d{1,3})(?:[.:]|\s[A-Z]|$)")


def read(text: str) -> Iterator[SourceBlock]:
    """Yield the blocks of a text in order."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    parts = list[list[str]]()
    for part in re.split(r"\n[^\S\n]*\n", _with_marks(unix)):
        lines = [line.strip() for line in part.split("\n") if line.strip() and not _RULE.fullmatch(line)]
        if lines:
            parts.append(_of_cells(lines))
    yield from _with_heads(block for lines in parts for block in _blocks(lines))


def _of_cells(lines: list[str]) -> list[str]:
    """Return the lines of comma-separated values with bars between their cells; other lines as they are.

    Their first line is one of heads, so that it has no number between commas: 1,204 is one.
    """
    is_short = len(lines) > 1 and sum(map(len, lines)) < csv.field_size_limit()
    for sign in ";,":
        rows = list(csv.reader(lines, delimiter=sign)) if is_short and sign in lines[0] else []
        is_even = len({len(row) for row in rows}) == 1 and not re.search(rf"{sign}\s", "\n".join(lines))
        if is_even and len(rows[0]) > 2 and all(any(map(str.isalpha, cell)) for cell in rows[0]):
            return [f"|{'|'.join(cell.replace('|', '/') for cell in row)}|" for row in rows]
    return lines


def _with_marks(text: str) -> str:
    """Write citation marks after "^" that stand behind the end of a sentence: "was common.12,13 In".

    Where a text has such marks, a number behind a comma is one, too: "in these patients,14 as".
    """
    marked, count = _MARK_BEHIND_SENTENCE.subn(_as_marks, text)
    return _MARK_BEHIND_COMMA.sub(_as_marks, marked) if count else text


def _as_marks(match: re.Match[str]) -> str:
    return re.sub(r"\d+", r"^\g<0>", match[0])


def looks_like_heading(line: str) -> bool:
    """Whether a line has the form of a heading. Whether it is one depends on the lines around it."""
    if KNOWN.fullmatch(line):
        return True
    short = len(line) <= LONGEST_HEADING and len(line.split()) <= MOST_WORDS
    opens = line[0].isupper() or line[0].isdigit()
    ends = line[-1] in ".!?:;,-" or ends_sentence(line)
    return short and opens and not (ends or _BULLET.match(line) or _CAPTION.match(line) or prints_result(line))


def prints_result(line: str) -> bool:
    """Whether a line prints a number as results do and headings do not, but for the number of its section."""
    section = _SECTION.match(line)
    return _RESULT.search(line, section.end() if section else 0) is not None


def _blocks(lines: list[str]) -> Iterator[SourceBlock]:
    width = max(map(len, lines))
    heads = list[bool]()
    for index in range(len(lines)):
        heads.append(_is_heading(lines, index, width, heads[-1:] == [True]))
    wrapped = width <= LONGEST_LINE and any(
        not (heads[index] or heads[index + 1] or _starts(lines, index + 1) or ends_sentence(lines[index]))
        for index in range(len(lines) - 1)
    )
    open_lines: list[str] = []
    for index, line in enumerate(lines):
        cells = _cells(line)
        alone = heads[index] or len(cells) > 1
        # A paragraph ends with a sentence after which the next word would have fitted on the line.
        after_end = index > 0 and ends_sentence(lines[index - 1]) and _breaks_early(lines, index - 1, width)
        fresh = not wrapped or alone or _starts(lines, index) or after_end
        if open_lines and fresh and not (line[0].islower() and not alone and not ends_sentence(open_lines[-1])):
            yield SourceBlock("paragraph", "\n".join(open_lines))
            open_lines = []
        if heads[index]:
            yield SourceBlock("heading", line)
        elif len(cells) > 1:
            yield SourceBlock("row", " | ".join(cells), f"row {cells[0]}")
        else:
            open_lines.append(_BULLET.sub("", line, count=1) if _BULLET.match(line) else line)
    if open_lines:
        yield SourceBlock("paragraph", "\n".join(open_lines))


def _cells(line: str) -> list[str]:
    """The cells of a line: between bars, tabs or wide gaps; of words alone where two gaps part them."""
    if piped := _PIPED.fullmatch(line):
        return [each.strip() for each in piped[1].split("|")]
    apart = _GAP.split(line)
    return apart if len(apart) > 2 else _CELLS.split(line)


def _with_heads(blocks: Iterable[SourceBlock]) -> Iterator[SourceBlock]:
    """Name the rows of a table by its caption, and give them the heads of a first row whose cells are no numbers."""
    label, heads = "", list[str]()
    for block in blocks:
        if block.kind != "row":
            caption = _CAPTION.match(block.text)
            label, heads = caption[1] if caption else "", []
            yield block
            continue
        cells = block.text.split(" | ")
        named = f"{label}, {block.name}" if label else block.name
        if not heads and not any(map(_VALUE.match, cells[1:])):
            heads = cells
            yield replace(block, name=named)
        else:
            columns = tuple(heads) if len(heads) == len(cells) else ()
            yield replace(block, name=named, row=cells[0] if columns else "", columns=columns)


def _starts(lines: list[str], index: int) -> bool:
    """Whether a line begins an entry of a list."""
    after_sentence = index == 0 or ends_sentence(lines[index - 1])
    return after_sentence and bool(_BULLET.match(lines[index]) or _NUMBERED.match(lines[index]))


def _breaks_early(lines: list[str], index: int, width: int) -> bool:
    return len(lines[index]) + 1 + len(lines[index + 1].split()[0]) <= _FITS * width


def _is_heading(lines: list[str], index: int, width: int, after_heading: bool) -> bool:
    line = lines[index]
    if KNOWN.fullmatch(line):
        return True
    if not looks_like_heading(line) or not (index == 0 or after_heading or ends_sentence(lines[index - 1])):
        return False
    if len(_cells(line)) != 1:
        return False
    if index == len(lines) - 1:
        return index == 0 or after_heading
    following = lines[index + 1]
    if len(_cells(following)) != 1:
        return line[-1] not in "0123456789%)"
    opens = bool(_BULLET.match(following)) or not following[0].islower()
    section = _SECTION.match(line)
    is_numbered = section is not None and bool(section["below"])
    return opens and line[-1] not in "0123456789%)" and (is_numbered or _breaks_early(lines, index, width))
