"""The rule that makes a number of a word: what has to stand after it, and what before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WINDOW = 90  # characters before a word in which its context stands


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern that begins with a word, and one that ends right before it."""

    pattern: re.Pattern[str]
    before: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    vague: bool = False

    def match(self, text: str, start: int) -> int | None:
        """Return where the number ends that begins at *start*; None where there is none."""
        if (found := self.pattern.match(text, start)) is None:
            return None
        window = text[max(0, start - _WINDOW) : start]
        if self.before is not None and self.before.search(window) is None:
            return None
        if self.unless is not None and self.unless.search(window) is not None:
            return None
        return found.end()


def rule(pattern: str, before: str = "", unless: str = "", vague: bool = False) -> Rule:
    """Return the rule of a pattern, of what has to stand before it, and of what may not."""
    flags = re.IGNORECASE
    return Rule(
        re.compile(pattern, flags),
        re.compile(rf"(?:{before})$", flags) if before else None,
        re.compile(rf"(?:{unless})$", flags) if unless else None,
        vague,
    )
