"""Characters that nobody sees on the line where they stand, and those that the font of the report is known to have."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from vexas_evidence.system.problems import Place, Problem

_INVISIBLE = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")

BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that make what follows them appear in another order than it is stored."""

LATIN = 0x24F
"""Up to this code point (Latin, with its accents) the font has every letter that texts hold."""
SIGNS = frozenset("–—‘’“”…•†‡≤≥≈≠−→")
"""Further signs that the font has: texts with these alone need no reading of the font."""


def unprintable_lines(text: str, name: str, signs: frozenset[str]) -> Iterator[Problem]:
    """Yield a problem for each line of a text that holds one of some signs."""
    if not any(sign in text for sign in signs):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if (sign := next((each for each in line if each in signs), None)) is not None:
            wrong = f"control character U+{ord(sign):04X}"
            yield Problem(Place(name, number), wrong, "printable text on one line", "remove the character")


def unprintable(text: str) -> str | None:
    """Return the first character that is no printable text: a control, a line break, a turn of direction."""
    if text.isprintable():
        return None
    return next((c for c in text if unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") or c in _INVISIBLE), None)


def visible(text: str) -> str:
    """Return a text on one line, with the code of each character that is not printable."""
    return "".join(c.encode("unicode_escape").decode("ascii") if unprintable(c) else c for c in text)


def is_unusual(sign: str) -> bool:
    """Whether a character is none of those that the font of the report is known to have."""
    return ord(sign) > LATIN and sign not in SIGNS
