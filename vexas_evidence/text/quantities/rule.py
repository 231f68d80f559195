"""The rule that makes a number of a word: what has to stand after it, and what before it.

Rules are for texts in small letters, of which a pattern is made twice as fast.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_WINDOW = 90  # characters before a word in which its context stands; all of a page would take long


def spaced(pattern: str) -> str:
    """A pattern in which a space stands for any white space, such as the end of a line."""
    return pattern.replace(" ", r"\s+")


@dataclass(frozen=True, slots=True)
class Rule:
    """Words, a pattern that begins with one of them, and what has to stand, or may not stand, right before it."""

    words: tuple[str, ...]
    pattern: str
    before: str = ""
    unless: str = ""
    vague: bool = False

    def match(self, text: str, start: int) -> int | None:
        """Return where the number ends that begins at *start*; None where there is none."""
        found = _compiled(self.pattern).match(text, start)
        if found is None:
            return None
        if self.before and not _ends(text, start, self.before):
            return None
        if self.unless and _ends(text, start, self.unless):
            return None
        return found.end()


def _ends(text: str, end: int, pattern: str) -> bool:
    return _compiled(rf"(?:{pattern})$").search(text, end - _WINDOW, end) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern, compiled when it is first met: there are many, and few texts need them all."""
    return re.compile(spaced(pattern))
