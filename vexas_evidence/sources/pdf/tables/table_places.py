"""Where the tables of a page stand: between rules of one width, with a caption or with rows of several cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from vexas_evidence.sources.pdf.glyphs import Box
from vexas_evidence.sources.pdf.runs import Run, Word, rows_of
from vexas_evidence.sources.pdf.strokes import HorizontalRule, over_gaps
from vexas_evidence.sources.pdf.tables.kinds_of_lines import (
    MOST_WORDS,
    NUMBER,
    has_numbers,
    is_of_abstract,
    is_of_cells,
    is_prose,
    text_of,
    without_notes,
)
from vexas_evidence.sources.sentences import ends_sentence

CAPTION = re.compile(
    r"\(?(?:cont(?:inued|\.)[):]*\s+)?(?P<label>(?:(?:supplement(?:ary|al)|appendix|extended data)\s+)?"
    r"(?:tab(?:le|ela|la|leau|elle|ella)|[cq]uadro)[\s-]*(?:[A-Z]{0,2}\d+[a-z]?|[IVX]+)\b)"
    r"(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_MENTION = re.compile(r"\s*(?!continue)(?:[a-z(),;]|and\b)")  # what follows a label in a sentence: "Table 2 shows"
_ABOVE = 48.0  # points between a caption and the first rule of its table
MOST_BETWEEN = 4  # lines without cells between two rows: the wrapped words of a head or of a row
_SHORT, _ROW = 0.75, 2.2  # of the width of a table, the longest sub-head; of the size of type, the highest row
EDGE = 3.0  # points by which the lines of a column may begin elsewhere


@dataclass(slots=True)
class TablePlace:
    """The runs of a table with the rules among them.

    ``label`` is the "Table 2" of the caption above it, ``below`` that of one below its notes, if one was seen.
    """

    left: float
    right: float
    top: float
    bottom: float
    runs: list[Run]
    rules: list[HorizontalRule]
    label: str = ""
    below: str = ""


def caption_of(text: str) -> str:
    """Return the label with which a caption of a table begins; "" where a sentence only mentions a table."""
    match = CAPTION.match(text.strip())
    if match is None or (match["rest"] and _MENTION.match(match["rest"]) and not match["label"].isupper()):
        return ""
    return " ".join(match["label"].split())


def ruled_tables(runs: list[Run], rules: list[HorizontalRule], page_width: float) -> list[TablePlace]:
    """Return the tables of a page that stand between rules of one width, from above."""
    found: list[TablePlace] = []
    captions = [each.left for each in runs if caption_of(each.text)]
    for group in _of_one_width(over_gaps(rules, captions), page_width):
        for chain in _chains(group, runs):
            place = _place(chain, runs, rules)
            if place and not any(_overlap(place, other) for other in found):
                found.append(place)
    return sorted(found, key=lambda each: (each.top, each.left))


def turned_heads(
    table: TablePlace, runs: Iterable[Run], is_clockwise: bool, place: Callable[[Box], Box]
) -> dict[int, Run]:
    """Return the heads of a table among turned runs, by the ids of these, as runs in the direction of the table.

    They stand above all its numbers, and end where the longest does; *place* gives the box of a run as the table
    stands. Of the lines of one head each is a run above the next.
    """
    numbers = [each for each in table.runs if NUMBER.fullmatch(each.text)]
    if not numbers:
        return {}
    top = min(each.baseline - 0.5 * each.size for each in numbers)
    inside = list[tuple[Box, Run]]()
    for run in runs:
        left, upper, right, lower = zip(*(place(box) for word in run.words for _, _, box in word.printed), strict=True)
        box = min(left), min(upper), max(right), max(lower)
        is_within = table.left - 2 < (box[0] + box[2]) / 2 < table.right + 2 and table.top - 2 < box[1]
        inside += [(box, run)] if is_within and box[3] < top else []
    bottom = max((box[3] for box, _ in inside), default=0)
    below: dict[float, int] = {}
    found: dict[int, Run] = {}
    for box, run in sorted(inside, key=lambda each: each[0][0], reverse=not is_clockwise):
        middle = (box[0] + box[2]) / 2
        _, over = min((abs(middle - each.middle), each.middle) for each in numbers)
        column = next((at for at in below if abs(at - over) < run.size), over)
        baseline = bottom - 0.5 * run.size * below.setdefault(column, 0)
        below[column] += 1
        words = [Word(each.text, box[0], box[2], each.is_bold, each.font, each.printed) for each in run.words]
        found[id(run)] = Run(words, baseline, run.size, run.is_bold, run.is_slanted, box[1], bottom, run.font)
    return found


def _of_one_width(rules: list[HorizontalRule], page_width: float) -> list[list[HorizontalRule]]:
    groups: list[list[HorizontalRule]] = []
    for rule in rules:
        if rule.right - rule.left < 0.12 * page_width:
            continue
        for group in groups:
            if rule.is_as_wide_as(group[-1]):
                group.append(rule)
                break
        else:
            groups.append([rule])
    several = (each for each in groups if len(each) > 1 or _has_twin(each[0], rules))
    return sorted(several, key=lambda each: each[0].left - each[0].right)


def _has_twin(rule: HorizontalRule, rules: list[HorizontalRule]) -> bool:
    """Whether a rule as long stands beside another, as those below the heads of two halves of a table do."""
    level = [
        each for each in rules if abs(each.at - rule.at) < 1 and (each.left > rule.right or each.right < rule.left)
    ]
    return [round(each.right - each.left - rule.right + rule.left) for each in level] == [0]


def _chains(group: list[HorizontalRule], runs: list[Run]) -> Iterator[list[HorizontalRule]]:
    """Yield the rules of each table: a caption or lines of prose between two rules part two tables."""
    chain = [group[0]]
    for above, below in pairwise(group):
        rows = rows_of(runs_between(runs, above.left, above.right, above.at, below.at))
        captions = [row for row in rows if any(map(caption_of, (text_of(row), *(each.text for each in row))))]
        is_head = bool(rows) and is_of_cells(rows[-1], above.right - above.left)  # below a title, may be
        body = without_notes(rows, above.left, above.right) or rows
        is_text = is_prose(body, above.left, above.right) or is_of_abstract(rows[:1], (each.text for each in runs))
        parts = bool(captions) or (is_text and not (is_head or _is_sub_head(rows, above, below)))
        if parts:
            if len(chain) > 1:
                yield chain
            chain = []
        chain.append(below)
    if len(chain) > 1 or len(group) == 1:
        yield chain


def _is_sub_head(rows: list[list[Run]], above: HorizontalRule, below: HorizontalRule) -> bool:
    """Whether one line or two between two rules as near as those of rows are a sub-head: short, and no sentence."""
    lines = [row[0] for row in rows if len(row) == 1]
    is_short = all(each.right - above.left < _SHORT / len(rows) * (above.right - above.left) for each in lines)
    is_near = below.at - above.at < (_ROW + len(rows) - 1) * max((each.size for each in lines), default=0)
    return len(lines) == len(rows) < 3 and is_short and is_near and not any(ends_sentence(each.text) for each in lines)


def _place(chain: list[HorizontalRule], runs: list[Run], rules: list[HorizontalRule]) -> TablePlace | None:
    left, right = min(each.left for each in chain), max(each.right for each in chain)
    top, bottom = chain[0].at, chain[-1].at
    if len(chain) == 1:
        bottom = _end(runs, left, right, bottom, [])
    inside = rows_of(runs_between(runs, left, right, top, bottom))
    rows = without_notes(inside, left, right)
    label = label_above(runs, left, right, top)
    is_certain = len(chain) > 1 and len(rows) == len(inside)  # else it may be words in figures with a caption
    several = [row for row in rows if len(row) > 1 and (is_certain or has_numbers(row))]
    of_cells = sum(len(row) > 2 and has_numbers(row) for row in rows)
    if not several or (not label and (len(several) < 2 or (2 * len(several) < len(rows) and of_cells < 2))):
        return None
    below = ""
    if len(rows) < len(inside):
        captions = (caption_of(each.text) for each in runs_between(runs, left, right, bottom, bottom + _ABOVE / 2))
        below = next(filter(None, captions), "")
        bottom = max(each.bottom for each in rows[-1])
    else:
        bottom = max(bottom, _end(runs, left, right, bottom, rows))
    top = _start(runs, left, right, top, rows)
    within = [
        each for each in rules if top - 1 < each.at < bottom + 1 and each.left > left - 6 and each.right < right + 6
    ]
    return TablePlace(left, right, top, bottom, runs_between(runs, left, right, top, bottom), within, label, below)


def _start(runs: list[Run], left: float, right: float, top: float, rows: list[list[Run]]) -> float:
    """Return where a table begins whose first rule stands below its head: above lines of short cells over its columns.

    The caption of such a table stands below it.
    """
    first = next((row for row in rows if len(row) > 1), [])
    if not has_numbers(first):
        return top
    start = top
    for row in reversed(rows_of(runs_between(runs, left, right, top - _ABOVE, top - 1))):
        is_over = all(any(each.left < over.right and over.left < each.right for over in first) for each in row)
        is_short = all(len(each.words) <= MOST_WORDS for each in row)
        is_near = start - row[0].baseline < (1.3 if start < top else 2) * row[0].size
        if (
            not (is_over and is_short and is_near)
            or caption_of(text_of(row))
            or (start == top and row[-1].left < first[0].right)
        ):
            break
        start = min(each.top for each in row)
    return start


def _end(runs: list[Run], left: float, right: float, bottom: float, rows: list[list[Run]]) -> float:
    """Return where a table ends whose last rule stands below its head: below its last row with the rest of its cells.

    A few lines of one cell may stand before a row of several, as sub-heads and the rest of long heads of rows do.
    So does one that has a rule above its last row and none below it.
    """
    below = rows_of(runs_between(runs, left, right, bottom, bottom + 2000))
    is_head = sum(len(row) > 1 for row in rows) == 1
    if len(rows) > 3 and not is_head and not (below and _is_row_below(rows, below[0])):
        return bottom
    end, last, between = bottom, bottom, 0
    above: list[Run] = []
    for row in below:
        size, gap = max(each.size for each in row), row[0].top - last
        is_rest = between == 0 and gap < 0.6 * size and _goes_on_below(above, row)
        is_text = is_prose([row], left, right) and (
            row[-1].right - left > _SHORT * (right - left) or ends_sentence(row[-1].text)
        )
        if gap > 2.5 * size or caption_of(text_of(row)) or (not is_rest and is_text):
            break
        last = max(each.bottom for each in row)
        if is_rest or (len(row) > 1 and (between == 0 or has_numbers(row))):
            end, between = last, 0
            above = above if is_rest else row
        elif (between := between + 1) > MOST_BETWEEN:
            break
    return end


def _is_row_below(rows: list[list[Run]], row: list[Run]) -> bool:
    """Whether a line has most cells of the one with most, each where a cell of that begins."""
    widest = max(rows, key=len)
    return len(row) > max(2, len(widest) / 2) and _goes_on_below(widest, row)


def _goes_on_below(above: list[Run], row: list[Run]) -> bool:
    """Whether each cell of a line stands at the left edge of one above it, and not only that of the first."""
    lefts = [each.left for each in above]
    is_beside = len(row) > 1 or any(abs(each.left - row[0].left) < EDGE for each in above[1:])
    return is_beside and all(any(abs(each.left - left) < EDGE for left in lefts) for each in row)


def runs_between(runs: Iterable[Run], left: float, right: float, top: float, bottom: float) -> list[Run]:
    """Return the runs that stand within two edges and two heights."""
    return [
        each
        for each in runs
        if top - 1 < (each.top + each.bottom) / 2 < bottom + 1 and each.left > left - 8 and each.right < right + 8
    ]


def label_above(runs: list[Run], left: float, right: float, top: float) -> str:
    """Return the label of the caption above a table, or in the margin beside its first rule."""
    near = [
        (abs(top - each.baseline), label)
        for each in runs
        if -2 * _ABOVE / 3 < top - each.baseline < _ABOVE
        and (each.left < right and (each.right > left or each.baseline > top - 6))
        and (label := caption_of(each.text))
    ]
    return min(near)[1] if near else ""


def _overlap(one: TablePlace, other: TablePlace) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom
