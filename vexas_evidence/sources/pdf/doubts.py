"""What of a PDF page was not understood, or not read: no text layer, signs without a name, slanted or foreign text."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from vexas_evidence.sources.pdf.glyphs import Box, Page
from vexas_evidence.sources.pdf.runs import Run, rows_of, turned
from vexas_evidence.sources.pdf.strokes import Strokes, rules_of
from vexas_evidence.sources.pdf.tables.table_places import caption_of, ruled_tables
from vexas_evidence.sources.sentences import Doubt, Sentence

_FEW_SIGNS, _MOST_OF_PAGE = 150, 0.5
_LEAST_OVER = 2  # lines over other lines
_LEAST_BACK, _MOST_BACK = 0.3, 1.2  # of the size of type: as far left of a digit stands the one before it
_BARE_ROWS = 3  # as many without a head may be those of a head that is set in several lines
_NUMBER = re.compile(r"(?!(?:19|20)\d\d$)[\d.,()%±–-]+")  # as the head of a column, but for a year
_DIGIT_WITHIN = re.compile(r"\b(?!\d(?:st|nd|rd|th)\b)([A-Za-z]*)\d([a-z]+)\b")  # but for "2nd"
_LIGATURES = ("fi", "ff", "ffi", "fl", "ffl")
_OF_LIGATURES = (
    *("signific", "specific", "confiden", "first", "final", "five", "fifty", "find", "defin", "identif", "classif"),
    *("differ", "effect", "effic", "affect", "suffic", "coeffic", "benefi", "profile", "modifi", "influen"),
    *("inflam", "reflect"),
)
"""How words begin that have a ligature in the print of many fonts."""
_OF_THE_TEXT = re.compile(r"[Tt](?:able|ABLE)[\s-](?!S)")  # and of no supplement, whose captions stand in lists
_FOREIGN = 20  # letters of a script other than those that a paper in English has
_SCRIPTS = (
    *("LATIN", "GREEK", "MATHEMATICAL", "MICRO", "MASCULINE", "FEMININE", "SCRIPT", "MODIFIER", "DOUBLE", "BLACK"),
    *("ANGSTROM", "OHM"),
)


def doubts_of(
    page: Page, drawn: Strokes, views: Mapping[int, list[Run]], slanted: str, aside: Sequence[Run]
) -> Iterator[Doubt]:
    """Yield what is doubtful on a page whose text was read in the directions of *views*, but for what is *aside*."""
    pictured = drawn.pictured > _MOST_OF_PAGE * page.width * page.height
    if not page.glyphs and not drawn.is_empty:
        yield Doubt(page.number, "", "no text layer, not read")
    elif pictured and len(page.glyphs) < _FEW_SIGNS:
        yield Doubt(page.number, "", "a picture over most of the page, not read; only the text beside it was")
    boxes = [box for run in aside for word in run.words for _, _, box in word.printed]
    doubtful = [index for index, each in enumerate(page.glyphs) if not each.is_known]
    if unknown := [index for index in doubtful if not any(_covers(box, page.glyphs[index].box) for box in boxes)]:
        signs_near = page.glyphs[max(unknown[0] - 12, 0) : unknown[0] + 12]
        near = "".join(each.space.replace("?", " ") + each.sign for each in signs_near).strip()
        signs = "1 sign" if len(unknown) == 1 else f"{len(unknown)} signs"
        yield Doubt(page.number, "", f"{signs} that the text layer does not name, as in {near!r}, read with doubt")
    if word := _with_digit_for_ligature(page.shown):
        yield Doubt(page.number, "", f"digits in the place of letters, as in {word!r}, read with doubt")
    if number := _backwards(page):
        what = f"digits that the text layer has in another order than the print, as in {number!r}, read with doubt"
        yield Doubt(page.number, "", what)
    if any(map(str.isdigit, slanted)):
        yield Doubt(page.number, "", f"slanted text with numbers, set aside: {slanted.strip()[:60]!r}")
    foreign = [each.sign for each in page.glyphs if each.sign.isalpha() and not _is_ours(each.sign)]
    if len(foreign) >= _FOREIGN:
        yield Doubt(page.number, "", "text in a script other than Latin, read with doubt")
    if any(_lies_over_text(runs) for runs in views.values()):
        yield Doubt(page.number, "", "text that lies over other text, read with doubt")
    if _has_turned_text_in_a_table(page, drawn, views):
        yield Doubt(page.number, "", "turned text in a table, read with doubt")


def _backwards(page: Page) -> str:
    """Return two digits of one line of which the second stands left of the first; "" without any."""
    for before, each in pairwise(page.glyphs):
        if not (before.sign.isdigit() and each.sign.isdigit()) or each.turns is None or before.turns != each.turns:
            continue
        (first, *_), (left, *_) = (turned(sign.box, each.turns, page) for sign in (before, each))
        (_, above, *_), (_, baseline, *_) = (
            turned((*sign.origin, *sign.origin), each.turns, page) for sign in (before, each)
        )
        is_on_line = abs(above - baseline) < 0.1 * each.size
        if is_on_line and _LEAST_BACK * each.size < first - left < _MOST_BACK * each.size:
            return before.sign + each.sign
    return ""


def _with_digit_for_ligature(text: str) -> str:
    """Return a word in which a digit stands where print has a ligature, such as "signi2cant"; "" without one."""
    for match in _DIGIT_WITHIN.finditer(text):
        printed = (f"{match[1]}{each}{match[2]}".lower() for each in _LIGATURES)
        if any(word.startswith(_OF_LIGATURES) for word in printed):
            return match[0]
    return ""


def doubts_of_heads(sentences: Iterable[Sentence]) -> Iterator[Doubt]:
    """Yield what is doubtful of the heads of tables: two columns that have one head, and rows without any."""
    tables: dict[tuple[int | None, str], list[Sentence]] = defaultdict(list)
    for each in sentences:
        if len(each.columns) > 1:
            page = each.spans[0].page if each.spans else None
            tables[page, each.paragraph.partition(", row")[0]].append(each)
    for (page, label), rows in tables.items():
        shared = (head for row in rows for head in row.columns if head and row.columns.count(head) > 1)
        if twice := next(shared, None):
            yield Doubt(page, label, f"several columns with the head {twice!r}, which are told apart with doubt")
        bare = sum(not any(row.columns) or all(map(_NUMBER.fullmatch, row.columns[1:])) for row in rows)
        if bare >= _BARE_ROWS and 2 * bare >= len(rows):
            yield Doubt(page, label, f"{bare} of {len(rows)} rows without words as heads, read with doubt")


def doubts_of_captions(sentences: Sequence[Sentence]) -> Iterator[Doubt]:
    """Yield the captions of tables of which no row was read, as of one that is a picture."""
    read = {each.paragraph.partition(", row")[0].lower() for each in sentences if each.columns}
    for each in sentences:
        label = "" if each.columns or each.number > 1 else caption_of(each.text)
        if _OF_THE_TEXT.match(label) and label.lower() not in read:
            read.add(label.lower())
            yield Doubt(
                each.spans[0].page if each.spans else None, label, "a caption without rows, not read as a table"
            )


def _covers(box: Box, other: Box) -> bool:
    across, down = (other[0] + other[2]) / 2, (other[1] + other[3]) / 2
    return box[0] - 1 < across < box[2] + 1 and box[1] - 1 < down < box[3] + 1


def _lies_over_text(runs: list[Run]) -> bool:
    """Whether several lines stand so near to the line before that one of both must be hidden from a reader."""
    order = sorted((each for each in runs if len(each.words) > 3), key=lambda each: each.baseline)
    near = 0
    for index, run in enumerate(order):
        for other in order[index + 1 : index + 6]:
            shared = min(run.right, other.right) - max(run.left, other.left)
            near += other.baseline - run.baseline < 0.55 * min(run.size, other.size) and shared > 5 * run.size
    return near >= _LEAST_OVER


def _is_ours(sign: str) -> bool:
    return sign.isascii() or unicodedata.name(sign, "LATIN").startswith(_SCRIPTS)


def _has_turned_text_in_a_table(page: Page, drawn: Strokes, views: Mapping[int, list[Run]]) -> bool:
    """Whether text of another direction stands within a table, whose heads or sub-heads it may be."""
    for turns, runs in views.items():
        width = page.height if turns % 2 else page.width
        for table in ruled_tables(runs, rules_of(drawn.boxes, turns, page), width):
            boxes = [box for run in table.runs for word in run.words for _, _, box in word.printed]
            left, top = min(each[0] for each in boxes), min(each[1] for each in boxes)
            right, bottom = max(each[2] for each in boxes), max(each[3] for each in boxes)
            for other, others in views.items():
                places = [word.printed[0][2] for row in rows_of(others) for run in row for word in run.words]
                if other != turns and any(left < a < right and top < b < bottom for a, b, _, _ in places):
                    return True
    return False
