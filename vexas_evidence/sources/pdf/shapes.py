"""Signs of mathematics that the text layer of a PDF takes for other signs, known by their shape or by their font.

Fonts of symbols often keep the codes of letters and digits: in print stands "(−1.6", in the text layer "(21.6" or
"(´1.6". Such a sign would join the number beside it. A flat bar above the baseline is a minus sign whatever its name;
a digit that is too low or too wide to be one is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MATHABX = dict(zip("`´ˆ˜¨˝˚˘¯“”„«ăąďěÐÑ", "+−×÷·°∗±∓=≡∼≈<>≤≥←→", strict=True))
"""The signs of the font of symbols of TeX's mathabx, by the names that its places have for letters."""
_WIDE = {"1": "+", "3": "×", "6": "±", "7": "±", ",": "<", ".": ">", "[": ">", "\\": "<", "#": "≤", "$": "≥"}
"""What stands in fonts of symbols at the places of digits and points, where its shape is wide."""
_SMALL = 0.52  # of the size of type: no plus-minus sign as wide as high is smaller, and a sign of multiplication is
_OF_ENTITIES = re.compile(r"AdvPi\d|AdvEls-ent\d|Math(?:ematical)?Pi", re.IGNORECASE)
"""The names of fonts of symbols alone, whose letters are none."""
_ENTITIES = {"o": "<", "4": ">", "p": "≤", "X": "≥", "m": "µ", "D": "Δ"}
"""The signs of such fonts at the places of letters: in the text layer stands "Po0.05" or "2 mL"."""
_BRACKETS = {"½": "[", "ð": "(", "Þ": ")"}
_ACCENTS = "`´ˆ˜¨˝˚˘¯"


@dataclass(frozen=True, slots=True)
class Shape:
    """The width and height of a glyph and how far it is above the baseline, each of its size of type, and its font."""

    width: float
    height: float
    above: float
    font: str

    @property
    def is_of_mathabx(self) -> bool:
        """Whether its font is one of TeX's mathabx, whose places are known."""
        return "tex-matha" in self.font.lower()

    @property
    def is_minus(self) -> bool:
        """Whether it is a flat bar as wide as a digit at the height of a minus sign."""
        return self.width > 0.42 and 0.01 < self.height < 0.12 and 0.1 < self.above < 0.45

    @property
    def is_equals(self) -> bool:
        """Whether it is as wide, low and high as two such bars."""
        return self.width > 0.42 and 0.15 < self.height < 0.36 and 0.08 < self.above < 0.35

    @property
    def is_wide(self) -> bool:
        """Whether it is as wide as high, as signs of mathematics are."""
        return (
            0.35 < self.width < 1
            and 0.35 < self.height < 0.85
            and self.width > 0.9 * self.height
            and self.above > -0.16
        )


def sign_in_print(sign: str, is_known: bool, shape: Shape, is_lettered: bool) -> str | None:
    """Return the sign in print where the text layer has another one, "" where only that is sure; else None.

    *is_lettered* says that the same font sets letters, too, so that wide digits may be its own.
    """
    if shape.is_of_mathabx and sign in _MATHABX:
        return _MATHABX[sign]
    if _OF_ENTITIES.search(shape.font) and sign.isascii() and (sign.isalpha() or sign == "4"):
        return _ENTITIES.get(sign, sign)
    is_other = not is_known or sign.isdigit() or sign in "¼½¾" or sign in _ACCENTS or sign in "±þðÞ"
    if is_other and shape.is_minus:
        return "−"
    if is_other and shape.is_equals and sign not in _ACCENTS:
        return "="
    if sign in _BRACKETS and shape.width < 0.4 and shape.height > 0.8:
        return _BRACKETS[sign]
    if sign.isdigit() and 0.01 < shape.height < 0.3:
        return ""
    if is_lettered or not shape.is_wide:
        return None
    if sign == "6" and shape.width < _SMALL and shape.height < 1.1 * shape.width:
        return "×"
    return _WIDE.get(sign, "" if sign in "459" else None)
