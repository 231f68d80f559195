"""Superscripts and citation marks of a marked-up text, each number of them after "^"."""

from __future__ import annotations

import re

_ORDER = re.compile(r"\s*(?:st|nd|rd|th)\s*", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\^\d])(?=\d)")
_SEVERAL = re.compile(r"\d+(?:\s*[,;]\s*\d+)+")


def raised(words: str) -> str:
    """Return a superscript after "^", as the grammar of tokens reads it; "st" of "1st" and signs stay as they are."""
    clean = words.strip()
    if _SEVERAL.fullmatch(clean):
        return as_marks(clean)
    return words if _ORDER.fullmatch(words) or not any(map(str.isalnum, clean)) else f"^{clean}"


def as_marks(words: str) -> str:
    """Return the text of a citation's link with each of its numbers after "^", so that none of them is a result.

    Examples
    --------
    >>> as_marks("[3–5]")
    '[^3–^5]'
    >>> as_marks("Nobody 2012")
    'Nobody ^2012'
    """
    return _NUMBER.sub("^", words)


def append_mark(words: list[str], mark: str) -> None:
    """Add a mark to the words read so far, apart from a number or a unit, of which it would else be the power."""
    before = next((each for each in reversed(words) if each), "")
    gap = " " if mark.startswith("^") and before and (before[-1].isalnum()) else ""
    words.append(gap + mark)
