"""Patterns that are compiled when a text is first held against them: there are many, and no command needs them all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, cast

_NAMES = [each for each in dir(re.Pattern) if not each.startswith("_")]


class _Late:
    """A pattern that is made and compiled late; a text without any word of those that it needs is not searched."""

    def __init__(self, made: Callable[[], str], flags: re.RegexFlag, needs: tuple[str, ...]) -> None:
        self._made, self._flags, self._needs = made, flags, needs

    @cached_property
    def pattern(self) -> str:
        """The text of the pattern."""
        return self._made()

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        """The compiled pattern, whose methods stand from now on in the place of those here, unless it needs words."""
        compiled = re.compile(self.pattern, self._flags)
        if not self._needs:
            vars(self).update({each: getattr(compiled, each) for each in _NAMES})
        return compiled

    def __getattr__(self, name: str) -> Any:
        return getattr(self._compiled, name)

    def _may_match(self, text: str) -> bool:
        return not self._needs or any(map(text.lower().__contains__, self._needs))

    def search(self, text: str, *span: int) -> re.Match[str] | None:
        """As of a compiled pattern."""
        return self._compiled.search(text, *span) if self._may_match(text) else None

    def finditer(self, text: str, *span: int) -> Iterator[re.Match[str]]:
        """As of a compiled pattern."""
        return self._compiled.finditer(text, *span) if self._may_match(text) else iter(())

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """As of a compiled pattern."""
        return self._compiled.sub(new, text, count) if self._may_match(text) else text


def late(
    pattern: str | Callable[[], str], flags: re.RegexFlag = re.NOFLAG, needs: tuple[str, ...] = ()
) -> re.Pattern[str]:
    """Return what serves as the compiled pattern, which may be made late too.

    A text that holds none of the words that it *needs*, in small letters, matches nothing of it.

    Examples
    --------
    >>> late("[a-z]+").findall("a b")
    ['a', 'b']
    """
    made = pattern if callable(pattern) else lambda: pattern
    return cast("re.Pattern[str]", _Late(made, flags, needs))


def in_any_case(pattern: str) -> re.Pattern[str]:
    """Return a pattern in which small letters and capitals are one."""
    return late(pattern, re.IGNORECASE)
