"""The one-page sheet as a picture of one size, for previews and slides: the first screen without the table.

Harms are never left out, and what is not stated stands above the tiles. Where there is too little room, the lead goes
first, then the lines below the tiles, then further tiles of one direction, at last further numbers of a tile.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.figures import qr
from vexas_evidence.present.figures.marks_drawn import COLORS, mark_at, people
from vexas_evidence.present.figures.picture import (
    DASHES,
    LEADING,
    MUTED,
    PAPER,
    RULE,
    Line,
    PictureBlock,
    Shape,
    enlarged,
    rule,
    side_by_side,
    space,
    stacked,
    width_of,
    words,
)
from vexas_evidence.present.marks import Direction
from vexas_evidence.present.spans import Spans, Words, to_bare, to_line, version_date_status
from vexas_evidence.present.tables.absent import in_words
from vexas_evidence.present.tiles import ShownTile, TileNumber, lead_text, status_line, tiles, topic_of

NAME = "visual-summary.png"
DESCRIPTION = fixed("sheet.about")
PIXELS, DOTS = (1200, 675), 100
"""Width and height of the picture, and its dots an inch."""
_POINT = 72 / DOTS
_WIDTH, _HEIGHT = (pixels * _POINT for pixels in PIXELS)
_MARGIN, _SIZE, _PAD, _PAD_HIGH, _GAP = 14.0, 12.3, 7.0, 4.0, 6.0
_LARGE = 1.7 * _SIZE
_INNER = _WIDTH - 2 * _MARGIN
_ACROSS = 3
_CODE = 44.0
_LARGER = (1.5, 1.4, 1.3, 1.2, 1.1, 1.05)
"""So much larger are tiles that leave room."""


def description(numbers: Numbers) -> Spans:
    """Return what the sheet of a study says, in words."""
    topic, lead = _opening(numbers)
    return (*topic, ". ", *lead, " ", *in_words(numbers), " ", status_line(numbers))


def picture(numbers: Numbers) -> PictureBlock:
    """Return the sheet of a study as a picture."""
    topic, lead = _opening(numbers)
    absent, foot = in_words(numbers), _foot(numbers)
    drawn = space(0)
    for with_lead, every in _shorter(tiles(numbers)):
        head = _head(topic, lead if with_lead else (), absent)
        room = _HEIGHT - 2 * _MARGIN - head.height - foot.height - 2 * _GAP
        factor, grid = next(_largest(every, room))
        drawn = _with_foot(head, enlarged(grid, factor), foot)
        if grid.height * factor < room + 1:  # point
            break
    return drawn


def _largest(every: tuple[ShownTile, ...], room: float) -> Iterator[tuple[float, PictureBlock]]:
    """The tiles by how much larger than usual they are drawn, the largest first that there is room for."""
    for factor in (*_LARGER, 1):
        grid = _grid(every, _INNER / factor, room / factor)
        if factor == 1 or grid.height < room / factor + 1:  # point
            yield factor, grid


def _opening(numbers: Numbers) -> tuple[Spans, Spans]:
    """The topic of the first screen, and its lead."""
    return to_bare(topic_of(numbers)), to_bare(numbers.spans(lead_text(numbers)))


def _shorter(every: tuple[ShownTile, ...]) -> Iterator[tuple[bool, tuple[ShownTile, ...]]]:
    """Whether the lead stands on the sheet, and its tiles, each time with less in them."""
    bare = tuple(replace(tile, note=()) for tile in every)
    yield from ((True, every), (False, every), (False, bare))
    for most in (2, 1):  # so many tiles of a direction: arms that are compared are not parted
        before = [[each.direction for each in bare[:place]].count(tile.direction) for place, tile in enumerate(bare)]
        yield False, tuple(tile for tile, alike in zip(bare, before, strict=True) if alike < most)
    for most in (2, 1):
        yield False, tuple(replace(t, numbers=t.numbers[:most], not_stated=t.not_stated[:most]) for t in bare)


def _head(topic: Spans, lead: Spans, absent: Spans) -> PictureBlock:
    blocks = [words(topic, _INNER, 24, weight="semibold"), space(3)]
    if lead:
        blocks += [words(lead, _INNER, _SIZE), space(6)]
    return stacked((*blocks, _strip(absent)))


def _with_foot(head: PictureBlock, grid: PictureBlock, foot: PictureBlock) -> PictureBlock:
    body = stacked((head, space(_GAP), grid)).moved(_MARGIN, _MARGIN)
    down = _HEIGHT - _MARGIN - foot.height
    return PictureBlock(_WIDTH, _HEIGHT, (*body.items, *foot.moved(_MARGIN, down).items))


def _strip(absent: Spans) -> PictureBlock:
    if not absent:
        return space(0)
    return _framed(words(absent, _INNER - 2 * _PAD, _SIZE), _INNER, _PAD * 0.6, dashed=True)


def _framed(inside: PictureBlock, width: float, pad: float, *, dashed: bool = False, height: float = 0) -> PictureBlock:
    """A block in a frame; its words keep a distance from it."""
    high = max(height, inside.height + 2 * pad)
    edge = DASHES if dashed else RULE
    frame = Shape(0, 0, ((0, 0), (width, 0), (width, high), (0, high)), 0, PAPER, edge, 1, dashed)
    return PictureBlock(width, high, (frame, *inside.moved(_PAD, pad).items))


def _grid(shown: Sequence[ShownTile], inner: float, room: float) -> PictureBlock:
    """The tiles in rows of three at most, as many in one row as in the other or one more; each row fills the width."""
    if not shown:
        return space(0)
    lines = -(-len(shown) // _ACROSS)
    across = -(-len(shown) // lines)
    rows = [shown[start : start + across] for start in range(0, len(shown), across)]
    insides = [[_tile(each, _width(len(row), inner) - 2 * _PAD) for each in row] for row in rows]
    highs = [max(block.height for block in inside) + 2 * _PAD_HIGH for inside in insides]
    spare = max(0.0, room - sum(highs) - _GAP * (lines - 1)) / lines
    return stacked(
        (
            side_by_side(
                (at * (_width(len(row), inner) + _GAP), _with_top(each, block, _width(len(row), inner), high + spare))
                for at, (each, block) in enumerate(zip(row, inside, strict=True))
            )
            for row, inside, high in zip(rows, insides, highs, strict=True)
        ),
        _GAP,
    )


def _width(across: int, inner: float) -> float:
    return (inner - _GAP * (across - 1)) / across


def _with_top(tile: ShownTile, inside: PictureBlock, width: float, high: float) -> PictureBlock:
    color = COLORS[tile.direction] if tile.numbers else DASHES
    top = Line(0, 1.5, width, 1.5, color, 3, dashed=not tile.numbers)
    framed = _framed(inside, width, _PAD_HIGH, dashed=not tile.numbers, height=high)
    return PictureBlock(width, high, (*framed.items, top))


def _tile(tile: ShownTile, width: float) -> PictureBlock:
    color = COLORS[tile.direction] if tile.numbers else MUTED
    title = words((tile.title,), width, _SIZE, weight="semibold")
    chip = words((tile.chip,), width, _SIZE, color=color)
    right = width - width_of((tile.chip,), _SIZE)
    is_one_line = width_of((tile.title,), _SIZE, "semibold") + _GAP < right
    blocks = [
        side_by_side(((0, title), (right, chip))) if is_one_line else stacked((title, chip)),
        _rows(tile.numbers, width),
    ]
    for short, labels in tile.absent:
        blocks.append(words((short,), width, _SIZE * 1.6, weight="semibold"))
        blocks += [words((label,), width, _SIZE) for label in labels]
    if tile.note:
        blocks.append(words(to_bare(tile.note), width, _SIZE, color=MUTED))
    return stacked(blocks)


def _rows(numbers: Sequence[TileNumber], width: float) -> PictureBlock:
    """Two numbers beside each other, more where there is room for the words of each; else one below the other."""
    room = width - _GAP * (len(numbers) - 1)
    wanted = [_wanted(each) for each in numbers]
    if len(numbers) < 2 or (len(numbers) > 2 and sum(wanted) > room):
        return stacked((_line(each, width) for each in numbers), 2)
    widths = [0.0] * len(numbers)
    for done, at in enumerate(sorted(range(len(numbers)), key=wanted.__getitem__)):  # the longest gets the rest
        widths[at] = min(wanted[at], room / (len(numbers) - done))
        room -= widths[at]
    lefts = accumulate((each + _GAP for each in widths), initial=0.0)
    return side_by_side((left, _column(each, wide)) for left, each, wide in zip(lefts, numbers, widths, strict=False))


def _wanted(number: TileNumber) -> float:
    """How wide a number is whose words take one line each."""
    lines = (width_of(to_bare(number.said), _SIZE), width_of(to_bare(number.counted), _SIZE) + 1.3 * _SIZE)
    return max(*lines, width_of(to_bare((number.shown,)), _LARGE, "semibold")) + 1


def _column(number: TileNumber, width: float) -> PictureBlock:
    """A number in large type, below it what it is of and who was counted."""
    shown = words(to_bare((number.shown,)), width, _LARGE, weight="semibold")
    return stacked((shown, words(to_bare(number.said), width, _SIZE), *_of_whom(number, width)))


def _line(number: TileNumber, width: float) -> PictureBlock:
    """A number in large type, beside it what it is of; below it the shapes, or beside it, too, who was counted."""
    shown = to_bare((number.shown,))
    left = width_of(shown, _LARGE, "semibold") + 0.5 * _SIZE
    if left > width / 2:
        return _column(number, width)
    beside = [words(to_bare(number.said), width - left, _SIZE)]
    below = _of_whom(number, width if number.dots else width - left)
    if not number.dots:
        beside, below = [*beside, *below], []
    large = words(shown, width, _LARGE, weight="semibold")
    return stacked((side_by_side(((0, large), (left, stacked(beside)))), *below))


def _of_whom(number: TileNumber, width: float) -> list[PictureBlock]:
    """The shapes of few participants, and who was counted."""
    direction = number.mark.direction if number.mark else "not stated"
    return [*([_dots(*number.dots, direction, width)] if number.dots else []), _counted(number, width)]


def _counted(number: TileNumber, width: float) -> PictureBlock:
    if number.mark is None or number.dots:
        return words(to_bare(number.counted), width, _SIZE, color=MUTED)
    sample = PictureBlock(_SIZE, LEADING * _SIZE, (mark_at(number.mark, _SIZE / 2, LEADING * _SIZE / 2, _SIZE),))
    said = words(to_bare(number.counted), width - 1.3 * _SIZE, _SIZE, color=MUTED)
    return side_by_side(((0, sample), (1.3 * _SIZE, said)))


def _dots(count: int, every: int, direction: Direction, width: float) -> PictureBlock:
    step, high = min(_SIZE * 1.15, width / every), _SIZE * 1.4
    shapes = people(direction, (count, every), step, step * 0.82).moved(down=(high - step) / 2)
    return PictureBlock(width, high, shapes.items)


def _foot(numbers: Numbers) -> PictureBlock:
    """Status, citation, version and license, with a code that opens the report or the article."""
    cited, license_name = numbers.study.about.citation, numbers.evidence.report.license
    doi: Spans = (Words(f" doi:{cited.doi}.", "DOI"),) if cited.doi else ()
    lines: list[Spans] = [
        (status_line(numbers),),
        (
            Words(_first_author(cited.authors), "name"),
            f" {cited.journal} ",
            Words(cited.year, "date"),
            ".",
            *doi,
            f" {fixed('version.evidence')} ",
            *version_date_status(numbers.evidence.changes.newest),
            f". {fixed('sheet.license', name=license_name)}" if license_name else ".",
        ),
    ]
    opens = qr.address(numbers.evidence)
    room = _INNER - (_CODE + _GAP if opens else 0)
    said = stacked(words(line, room, _SIZE, color=MUTED) for line in lines)
    parts = [(0.0, said)]
    if opens:
        parts.append((_INNER - _CODE, qr.code(opens, _CODE)))
    return stacked((rule(_INNER), space(4), side_by_side(parts)))


def _first_author(authors: str) -> str:
    first, comma, _ = to_line((authors,)).partition(",")
    return fixed("sheet.authors", first=first) if comma else first
