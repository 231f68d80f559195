"""Patterns that are compiled when a text is first held against them: there are many, and no command needs them all."""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    def __init__(self, pattern: str, flags: re.RegexFlag) -> None:
        self.pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """Compile the pattern, and from now on have all methods of the compiled one."""
        compiled = re.compile(self.pattern, self._flags)
        vars(self).update({each: getattr(compiled, each) for each in dir(compiled) if not each.startswith("_")})
        return getattr(compiled, name)


def late(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return what serves as the compiled pattern.

    Examples
    --------
    >>> late("[a-z]+").findall("a b")
    ['a', 'b']
    """
    return cast("re.Pattern[str]", _Late(pattern, flags))


def in_any_case(pattern: str) -> re.Pattern[str]:
    """Return a pattern in which small letters and capitals are one."""
    return late(pattern, re.IGNORECASE)
