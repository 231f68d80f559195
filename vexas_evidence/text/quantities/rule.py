"""The rule that makes a number of a word: what has to stand after it, and what before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_WINDOW = 90  # characters before a word in which its context stands


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
        window = text[max(0, start - _WINDOW) : start]
        if self.before and not _ends(self.before, window):
            return None
        if self.unless and _ends(self.unless, window):
            return None
        return found.end()


def _ends(pattern: str, window: str) -> bool:
    return _compiled(rf"(?:{pattern})$").search(window) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern, compiled when it is first met: there are many, and few texts need them all."""
    return re.compile(spaced(pattern), re.IGNORECASE)
