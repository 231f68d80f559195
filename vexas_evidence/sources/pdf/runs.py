"""Words and runs of a page, read in their own direction: upright, or turned by a quarter, a half or three quarters.

A run holds words on one baseline without a wide gap. Smaller glyphs above the baseline are superscripts, written
after "^". Places are those of a page turned so that the run reads from left to right.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from statistics import median

from vexas_evidence.sources.pdf.glyphs import Box, Glyph, Page

_MARK = re.compile(r"(?!st|nd|rd|th)[^\W_]|%|[-−–+]\d")
_POINTS = ".,·∙⋅"
_SPACES = {" ": -0.05, "?": 0.1, "": 0.28}
"""The least gap between two words, of the size of type: after a space, where a space is likely, and without one."""
_GAP, _SPACED_GAP = 0.7, 0.9  # of the size of type, without and with a typed space: wider ones part two runs
_LARGE = 2.0  # times the size of the text that begins with it is the type of an initial
_SET_IN_TYPE = re.compile("[\ufb00-\ufb06\U0001d400-\U0001d7ff]")


@dataclass(slots=True)
class Word:
    """Signs without a space, with their edges, and the boxes on the page of its numbers and of what is between them."""

    text: str
    left: float
    right: float
    is_bold: bool = False
    font: str = ""
    printed: list[tuple[int, int, Box]] = field(default_factory=list)


@dataclass(slots=True)
class Run:
    """Words on one baseline: edges, baseline and size of type in points, the font of most of it, and its weight."""

    words: list[Word]
    baseline: float
    size: float
    is_bold: bool
    is_slanted: bool
    top: float
    bottom: float
    font: str

    @property
    def left(self) -> float:
        """The left edge of the first word."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """The right edge of the last word."""
        return self.words[0].right if len(self.words) == 1 else max([each.right for each in self.words])

    @property
    def middle(self) -> float:
        """The middle between its edges."""
        return (self.left + self.right) / 2

    @property
    def text(self) -> str:
        """The words, a space between them."""
        return " ".join(each.text for each in self.words)


def turned(box: Box, turns: int, page: Page) -> Box:
    """Return a box of a page as it stands once the page is turned so that text of so many *turns* is upright."""
    left, top, right, bottom = box
    if turns == 1:
        return page.height - bottom, left, page.height - top, right
    if turns == 2:
        return page.width - right, page.height - bottom, page.width - left, page.height - top
    if turns == 3:
        return top, page.width - right, bottom, page.width - left
    return box


def runs_of(page: Page, turns: int, is_typed: bool) -> list[Run]:
    """Return the runs of the glyphs of one direction, from above.

    *is_typed* says that the document has spaces of its own, so that a wide gap without one parts two cells.
    """
    places = [_Placed.of(each, turns, page) for each in page.glyphs if each.turns == turns]
    limits = {" ": _SPACED_GAP, "?": _GAP if is_typed else _SPACED_GAP, "": _GAP}
    return _side_by_side(_with_initials([_run(each) for each in _groups(places, limits)]))


def _with_initials(runs: list[Run]) -> list[Run]:
    """Set a large letter that stands beside two lines and more before the first of them: a text may begin with one."""
    order = sorted(runs, key=lambda each: each.left)
    lefts = [each.left for each in order]
    joined = set[int]()
    for initial in (each for each in runs if len(each.text) == 1 and each.text.isalpha()):
        start, end = bisect_left(lefts, initial.right), bisect_left(lefts, initial.right + initial.size / 2)
        beside = [
            each
            for each in order[start:end]
            if _LARGE * each.size < initial.size
            and initial.top < each.baseline < initial.baseline + each.size / 2
            and id(each) not in joined
        ]
        if len({round(each.baseline / each.size) for each in beside}) > 1:
            joined.add(id(initial))
            first = min(beside, key=lambda each: each.baseline)
            if first.words[0].text[0].isalpha():
                _set_before(first.words[0], initial.text)
            else:
                first.words.insert(0, initial.words[0])
    return [each for each in runs if id(each) not in joined]


def _side_by_side(runs: list[Run]) -> list[Run]:
    """Join runs that stand side by side on one baseline, though the file draws something else between them.

    A smaller run right behind another and above its baseline is its superscript.
    """
    found: list[Run] = []
    ends: dict[int, dict[int, Run]] = defaultdict(dict)
    reach = max((each.size for each in runs), default=0)
    for run in sorted(runs, key=lambda each: each.left):
        before = next((each for each in _near(ends, run, reach) if _touches(each, run)), None)
        if before is None:
            found.append(run)
            before = run
        else:
            is_raised = before.baseline - run.baseline > 0.15 * before.size and run.size < 0.9 * before.size
            if is_raised and run.words[0].text[0].isalnum():
                _set_before(run.words[0], "^")
            before.words += run.words
        level = ends[round(before.baseline / 20)]
        level.pop(id(before), None)  # what was joined last is asked first
        level[id(before)] = before
    return sorted(found, key=lambda each: (each.baseline, each.left))


def _near(ends: dict[int, dict[int, Run]], run: Run, reach: float) -> Iterator[Run]:
    """Yield the runs that end near to the start of a run; those that end farther left are dropped, as none follows."""
    place = round(run.baseline / 20)
    for at in (place, place - 1, place + 1):
        ends[at] = {key: each for key, each in ends[at].items() if each.right > run.left - reach}
        yield from reversed(ends[at].values())


def _touches(before: Run, run: Run) -> bool:
    gap, size = run.left - before.right, max(before.size, run.size)
    raised = before.baseline - run.baseline
    if run.size < 0.9 * before.size and 0.15 * before.size < raised < 0.7 * before.size:
        return -0.3 * size < gap < 0.3 * size
    return abs(raised) < 0.15 * size and -0.3 * size < gap < 0.45 * size


def _set_before(word: Word, sign: str) -> None:
    word.text = sign + word.text
    word.printed = [(start + 1, end + 1, box) for start, end, box in word.printed]


@dataclass(frozen=True, slots=True)
class _Placed:
    glyph: Glyph
    left: float
    top: float
    right: float
    bottom: float
    baseline: float

    @classmethod
    def of(cls, glyph: Glyph, turns: int, page: Page) -> _Placed:
        left, top, right, bottom = turned(glyph.box, turns, page)
        x, y = glyph.origin
        across, baseline, _, _ = turned((x, y, x, y), turns, page)
        return cls(glyph, min(left, across) if right > left else across, top, right, bottom, baseline)

    @property
    def floats(self) -> bool:
        """Whether its shape is raised: a font's own superscripts stand on the baseline as far as the file says."""
        high = self.baseline - self.bottom > 0.2 * self.glyph.size and self.bottom - self.top < 0.6 * self.glyph.size
        return high and self.glyph.sign.isalnum()


def _groups(places: Iterable[_Placed], limits: Mapping[str, float]) -> Iterator[list[_Placed]]:
    """Yield glyphs that follow each other on one baseline; wider gaps than the *limits* part two groups."""
    group: list[_Placed] = []
    right = 0.0
    for each in places:
        if group and not _continues(group, right, each, limits[each.glyph.space]):
            yield group
            group = []
        right = each.right if not group else max(right, each.right)
        group.append(each)
    if group:
        yield group


def _continues(group: list[_Placed], right: float, each: _Placed, limit: float) -> bool:
    last = group[-1]
    if each.glyph.box == last.glyph.box:  # the letters of a ligature
        return True
    if len(group) == 1 and last.glyph.sign.isalpha() and last.glyph.size > _LARGE * each.glyph.size:
        return False
    size = max(last.glyph.size, each.glyph.size)
    gap = each.left - right
    return (
        abs(each.baseline - last.baseline) < 0.6 * size
        and -0.8 * size < gap < limit * size
        and each.left >= last.left - size
    )


def _run(group: list[_Placed]) -> Run:
    size = max(each.glyph.size for each in group if not each.glyph.sign.isspace())
    full = [each for each in group if each.glyph.size > 0.9 * size]
    baseline = median(each.baseline for each in full)
    words: list[Word] = []
    was_raised, right = False, 0.0
    raised = _raised(group, baseline, size)
    for index, (each, is_raised) in enumerate(zip(group, raised, strict=True)):
        is_part = each.baseline < baseline - 0.15 * size and not is_raised  # the upper number of a fraction, as in 1⅓
        sign = _readable(each.glyph.sign)
        gap = each.left - right
        if not words or gap > _SPACES[each.glyph.space] * size or (is_part and words[-1].text[-1:].isdigit()):
            words.append(Word("", each.left, each.right))
            words[-1].is_bold, words[-1].font = each.glyph.is_bold, each.glyph.font
            was_raised = False
        mark = "^" if is_raised and not was_raised and _opens(group[index : index + 3]) else ""
        _add(words[-1], mark + sign, each)
        was_raised = is_raised and (was_raised or bool(mark) or sign.isalpha())
        right = max(right, each.right) if index else each.right
    bold = sum(each.glyph.is_bold for each in group)
    top, bottom = min(each.top for each in full), max(each.bottom for each in full)
    slanted = sum(each.glyph.is_slanted for each in group)
    most, fonts = 0.9 * len(group), Counter(each.glyph.font for each in group)
    [(font, _)] = fonts.most_common(1)
    top, bottom = min(top, baseline - 0.6 * size), max(bottom, baseline)
    return Run(words, baseline, size, bold > most, slanted > most, top, bottom, font)


def _raised(group: list[_Placed], baseline: float, size: float) -> list[bool]:
    """Whether each sign is a superscript: its baseline or its shape is high, or it is the minus sign of one."""
    found = [each.floats or (baseline - each.baseline > 0.15 * size and each.glyph.size < 0.9 * size) for each in group]
    for index in range(len(group) - 1):
        signs = group[index].glyph.sign, group[index + 1].glyph.sign
        if signs[0] in "-−–+" and signs[1].isdigit() and found[index + 1] and not group[index + 1].glyph.space:
            found[index] = True
        if found[index] and signs[1] in "/⁄∕" and group[index + 2 :] and group[index + 2].glyph.size < 0.9 * size:
            found[index] = False
    return found


def _opens(signs: list[_Placed]) -> bool:
    """Whether raised signs are a mark or a power: of letters, digits or "%", with a sign before them, and no "2nd"."""
    return _MARK.match("".join(each.glyph.sign for each in signs)) is not None


def _readable(sign: str) -> str:
    """A ligature, or a letter of a formula, as the letters that it stands for."""
    return unicodedata.normalize("NFKC", sign) if _SET_IN_TYPE.fullmatch(sign) else sign


def _add(word: Word, text: str, each: _Placed) -> None:
    """Add a sign to a word. The digits of a number with its point have one box, and so has what is between numbers."""
    start, word.right = len(word.text), max(word.right, each.right)
    word.text += text
    printed = word.printed
    printed.append((start, len(word.text), each.glyph.box))
    is_number = text[-1].isdigit()
    if is_number and len(printed) > 2 and word.text[start - 1] in _POINTS and word.text[start - 2].isdigit():
        _join_last(printed)
        _join_last(printed)
    elif start and is_number == word.text[start - 1].isdigit() and not {text, word.text[start - 1]} & {*_POINTS}:
        _join_last(printed)


def _join_last(printed: list[tuple[int, int, Box]]) -> None:
    (first, _, box), (_, end, other) = printed[-2:]
    edges = min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3])
    printed[-2:] = [(first, end, edges)]


def rows_of(runs: Iterable[Run]) -> list[list[Run]]:
    """Return runs by their baselines, from above; those of one baseline from left to right."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda each: (each.baseline, each.left)):
        if rows and abs(run.baseline - rows[-1][0].baseline) < 0.4 * max(run.size, rows[-1][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    for row in rows:
        row.sort(key=lambda each: each.left)
    return rows
