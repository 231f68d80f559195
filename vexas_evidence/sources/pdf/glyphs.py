"""The glyphs of a PDF page: what each says, where it stands, how large it is, and which way it is turned.

Places are in points from the top left of the page as it is shown, whatever its rotation and boxes in the file.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pypdfium2 import raw

from vexas_evidence.sources.pdf.shapes import Shape, sign_in_print

Box = tuple[float, float, float, float]
UNKNOWN = "\ufffd"
"""A sign that the text layer does not name."""
_HYPHENS = "\ufffe\x02"  # as the library says a hyphen at the end of a line; fonts without names have "\x02", too
_SYMBOLS = dict(zip("\uf02b\uf02d\uf03c\uf03d\uf03e\uf0a3\uf0b1\uf0b3\uf0b4\uf0bb", "+−<=>≤±≥×≈", strict=True))
"""The places of Adobe's Symbol font in the private area, which have no meaning of their own in Unicode."""
_TURN = math.pi / 2
_OF_LIGATURES = "flit"  # the letters of one glyph, such as "ffi", are told one by one
_ITALIC, _BOLD = 1 << 6, 600  # a flag of a font, and the least weight of one
_SUBSET = re.compile(r"^[A-Z]{6}\+")  # stands before the name of a font of which a file has some signs
_NEAR = 0.15  # of the size of type: as near to each other stand two glyphs that are drawn twice


@dataclass(frozen=True, slots=True)
class Glyph:
    """One sign of a page with its box, its baseline and its size of type.

    ``turns`` counts quarter turns against the clock, None for a slant; ``is_known`` is false where the text layer does
    not name the sign; ``space`` is what stands before it: a space, one that only the gap suggests ("?"), or nothing.
    """

    sign: str
    box: Box
    origin: tuple[float, float]
    size: float
    turns: int | None
    is_bold: bool
    is_slanted: bool
    space: str
    is_known: bool
    font: str


@dataclass(slots=True)
class Page:
    """The glyphs of a page, its size in points, and all text of its layer but what is drawn twice.

    ``hidden`` is the text that nobody sees, outside of the page or of the part of it that a figure shows.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    shown: str = ""
    hidden: str = ""


def glyphs_of(page: Any, text: Any, number: int, clips: Mapping[int, Box]) -> Page:
    """Return the glyphs of a page's *text* layer in the order in which the file draws them.

    *clips* are the boxes to which text is clipped, each by the address of its object.
    """
    measure = _Measure(page, text)
    width, height = page.get_size()
    found, seen, shown, hidden = Page(number, width, height), _Drawn(), list[str](), list[str]()
    shapes, places = list[Shape](), list[int]()
    space = ""
    for index, sign, is_known in _signs(text):
        if sign in "\r\n":
            shown.append("\n")
            space = space or "?"
        elif sign.isspace():
            shown.append(" ")
            space = " " if raw.FPDFText_IsGenerated(text, index) != 1 else space or "?"
        else:
            glyph, shape = measure.glyph(index, sign, space, is_known)
            drawn = raw.FPDFText_GetTextObject(text, index) if clips else None
            clip = clips.get(address_of(drawn)) if drawn else None
            if _is_outside(glyph.box, (0, 0, width, height)) or (clip and _is_outside(_middle(glyph.box), clip)):
                hidden.append(space.replace("?", " ") + sign)
                space = ""
                continue
            of_ligature = sign in _OF_LIGATURES and bool(found.glyphs) and found.glyphs[-1].box == glyph.box
            if _holds_a_place(text, index, sign) or (not of_ligature and seen.is_repeated(glyph)):
                continue
            found.glyphs.append(glyph)
            shapes.append(shape)
            places.append(len(shown))
            shown.append(sign)
            space = ""
    lettered = {shape.font for shape, glyph in zip(shapes, found.glyphs, strict=True) if glyph.sign.isalpha()}
    for at, (glyph, shape) in enumerate(zip(found.glyphs, shapes, strict=True)):
        printed = sign_in_print(glyph.sign, glyph.is_known, shape, shape.font in lettered)
        if printed is not None:
            shown[places[at]] = printed or UNKNOWN
            found.glyphs[at] = replace(glyph, sign=printed or UNKNOWN, is_known=shape.is_of_mathabx)
    found.shown, found.hidden = "".join(shown), "".join(hidden).strip()
    return found


def directions(page: Page) -> list[int]:
    """Return the directions of a page's text, that of most glyphs first."""
    counts = Counter(each.turns for each in page.glyphs if each.turns is not None)
    return sorted(counts, key=lambda turns: (-counts[turns], turns))


def address_of(drawn: Any) -> int:
    """Return what tells an object of a page from all others."""
    return ctypes.cast(drawn, ctypes.c_void_p).value or 0


def _middle(box: Box) -> Box:
    """Return the middle of a sign as a box: a tail that reaches into what is seen shows no letter."""
    across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return across, down, across, down


def _is_outside(box: Box, frame: Box) -> bool:
    return box[2] < frame[0] - 1 or box[0] > frame[2] + 1 or box[3] < frame[1] - 1 or box[1] > frame[3] + 1


def _holds_a_place(text: Any, index: int, sign: str) -> bool:
    """Whether a sign is a white zero before a digit of another color: it aligns a number with longer ones."""
    is_before_digit = sign == "0" and chr(raw.FPDFText_GetUnicode(text, index + 1)).isdecimal()
    return is_before_digit and _is_white(text, index) and not _is_white(text, index + 1)


def _is_white(text: Any, index: int) -> bool:
    color = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFText_GetFillColor(text, index, *color)
    return all(each.value == 255 for each in color[:3])


def _signs(text: Any) -> Iterator[tuple[int, str, bool]]:
    """Yield each sign of a text layer with its index and whether the layer names it; a pair of surrogates is one."""
    high = 0
    for index in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else ord(UNKNOWN)
        high = 0
        sign = "-" if chr(code) in _HYPHENS and raw.FPDFText_IsHyphen(text, index) == 1 else chr(code)
        is_known = not raw.FPDFText_HasUnicodeMapError(text, index) and unicodedata.category(sign) not in ("Co", "Cc")
        if sign in _SYMBOLS:
            sign = _SYMBOLS[sign]
        elif sign in "\r\n\t":
            is_known = True
        elif not is_known and not sign.isspace():
            sign = sign if sign.isprintable() and sign != "\x00" else UNKNOWN
        if code:
            yield index, sign, is_known


def shown_place(page: Any) -> Callable[[float, float], tuple[float, float]]:
    """Return the function from a place in the file's own coordinates to one from the top left of the shown page."""
    edges = page.get_cropbox()  # of two corners, in either order
    (left, right), (bottom, top) = sorted(edges[::2]), sorted(edges[1::2])
    return {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }[page.get_rotation()]


def shown_box(place: Callable[[float, float], tuple[float, float]], *edges: float) -> Box:
    """Return the box of left, bottom, right and top in the file's coordinates as it stands on the shown page."""
    (a, b), (c, d) = place(edges[0], edges[1]), place(edges[2], edges[3])
    return min(a, c), min(b, d), max(a, c), max(b, d)


class _Measure:
    """Measures the glyphs of a page; what a font says of itself is read once."""

    def __init__(self, page: Any, text: Any) -> None:
        self.text, self.place, self.rotation = text, shown_place(page), page.get_rotation()
        self.edges, self.origin = _numbers(4), _numbers(2)
        self.matrix, self.name, self.flags = raw.FS_MATRIX(), ctypes.create_string_buffer(80), ctypes.c_int()
        self.fonts: dict[tuple[bytes, int], tuple[str, bool, bool]] = {}

    def glyph(self, index: int, sign: str, space: str, is_known: bool) -> tuple[Glyph, Shape]:
        """Return the glyph of an index of the text layer, and its shape."""
        text, matrix = self.text, self.matrix
        if not raw.FPDFText_GetCharBox(text, index, *self.edges) or not raw.FPDFText_GetCharOrigin(
            text, index, *self.origin
        ):
            self.edges, self.origin = _numbers(4), _numbers(2)
        if not raw.FPDFText_GetMatrix(text, index, matrix):
            matrix.a, matrix.b, matrix.c, matrix.d = 1, 0, 0, 1
        scale = math.hypot(matrix.c, matrix.d) or 1
        size = max(raw.FPDFText_GetFontSize(text, index) * scale, 1)
        turned = math.atan2(matrix.b, matrix.a) / _TURN - self.rotation / 90
        turns = round(turned) % 4 if abs(turned - round(turned)) < 0.1 else None
        font, is_bold, is_slanted = self._font(index)
        is_bold = is_bold or raw.FPDFText_GetFontWeight(text, index) >= _BOLD
        left, right, bottom, top = (each.value for each in self.edges)
        box, origin = shown_box(self.place, left, bottom, right, top), self.place(*(each.value for each in self.origin))
        glyph = Glyph(sign, box, origin, size, turns, is_bold, is_slanted, space, is_known, _SUBSET.sub("", font))
        wide, high = (box[3] - box[1], box[2] - box[0]) if turns in (1, 3) else (box[2] - box[0], box[3] - box[1])
        above = (origin[1] - box[3], origin[0] - box[2], box[1] - origin[1], box[0] - origin[0])[turns or 0]
        stretched = math.hypot(matrix.a, matrix.b) / scale or 1
        return glyph, Shape(wide / size / stretched, high / size, above / size, font)

    def _font(self, index: int) -> tuple[str, bool, bool]:
        """Return the name of the font of a glyph, and whether it is bold and slanted by its name and its flags."""
        is_known = raw.FPDFText_GetFontInfo(self.text, index, self.name, len(self.name), self.flags)
        key = (self.name.value, self.flags.value) if is_known else (b"", 0)
        if key not in self.fonts:
            name = key[0].lower()
            is_slanted = bool(key[1] & _ITALIC) or any(word in name for word in (b"ital", b"obliq", b"-it"))
            is_bold = any(word in name for word in (b"bold", b"black", b"heavy", b"demi", b"-bd"))
            self.fonts[key] = key[0].decode("utf-8", "replace"), is_bold, is_slanted
        return self.fonts[key]


def _numbers(count: int) -> list[ctypes.c_double]:
    return [ctypes.c_double() for _ in range(count)]


class _Drawn:
    """What stands where on a page, to pass over a glyph that is drawn a second time for weight or by mistake."""

    def __init__(self) -> None:
        self.places: dict[tuple[str, int, int], list[Glyph]] = defaultdict(list)

    def is_repeated(self, glyph: Glyph) -> bool:
        """Whether the same sign of the same size stands there already; where not, it does from now on."""
        across, down = (round(each / 4) for each in glyph.box[:2])
        near = _NEAR * glyph.size
        nearby = (
            other
            for x in (across - 1, across, across + 1)
            for y in (down - 1, down, down + 1)
            for other in self.places.get((glyph.sign, x, y), ())
        )
        is_repeated = any(
            abs(other.box[0] - glyph.box[0]) < near and abs(other.box[1] - glyph.box[1]) < near for other in nearby
        )
        if not is_repeated:
            self.places[glyph.sign, across, down].append(glyph)
        return is_repeated
