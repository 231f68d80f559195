"""Characters of one meaning in one form, each in its place: digits of all scripts, dashes, spaces and bounds.

Folding keeps the length of a text, so a place in the folded text is the same place in the original. A minus sign is
kept distinct from the dashes, which may join a range, and a middle dot from the point. Superscripts and fractions
stay, as they change a number.
"""

from __future__ import annotations

import unicodedata
from functools import cache

_DASHES = "‐‑‒–—―﹘"
_MINUS = "−﹣－➖"
SYMBOL_FONT = {
    chr(0xF000 + code): sign
    for code, sign in {
        **{ord(sign): sign for sign in "%+/<=>"},
        **{0x2D: "−", 0x6D: "μ", 0x7E: "~", 0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xBB: "≈"},
    }.items()
}
"""Signs that stand in the private area where a file names them by their place in the font Symbol."""
_SAME = (
    dict.fromkeys(_DASHES, "-")
    | dict.fromkeys(_MINUS, "−")
    | dict.fromkeys("⁄∕", "/")
    | dict.fromkeys("∙⋅•˙‧", "·")
    | dict.fromkeys("⩽≦", "≤")
    | dict.fromkeys("⩾≧", "≥")
    | dict.fromkeys("∼〜", "~")
    | SYMBOL_FONT
    | {"٪": "%", "٫": ".", "٬": ",", "≅": "≈"}
)


def condense(text: str) -> str:
    """Return a text with single spaces, without characters that cannot be seen, such as a soft hyphen."""
    visible = text if text.isascii() else "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return " ".join(visible.split())


def fold(text: str) -> str:
    """Return a text of the same length with one form of each character.

    Examples
    --------
    >>> fold("–0·8 ４１％ (٤١)")
    '-0·8 41% (41)'
    """
    return text if text.isascii() else "".join(map(_folded, text))


@cache
def _folded(character: str) -> str:
    if character in _SAME:
        return _SAME[character]
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category in ("No", "Nl") or "<super>" in unicodedata.decomposition(character):
        return character
    compatible = unicodedata.normalize("NFKC", character)
    return compatible if len(compatible) == 1 else character
