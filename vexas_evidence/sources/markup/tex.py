"""A formula of TeX on one line, as JATS holds it and as pages hold it for a script that draws it."""

from __future__ import annotations

import re
from html.entities import html5

_FRAME = re.compile(r"\\documentclass.*?\\begin\{document\}|\\end\{document\}|\$\$?|\\[\[\]()]", re.DOTALL)
_UNSEEN = re.compile(r"\\(?:begin|end|[hv]space|label|tag|color|v?phantom)\*?\s*\{[^{}]*\}(?:\{[clr|]+\})?")
_PART = r"\s*(?:\{([^{}]*)\}|(\d))"
_GROUPS = (
    (re.compile(r"([\^_])\{\s*([^{}]*?)\s*\}"), r"\1\2"),
    (re.compile(r"\{([,.·:<>=+*/−–-])\}"), r"\1"),
    (re.compile(rf"\\[cdt]?frac{_PART}{_PART}"), r" \1\2/\3\4 "),
    (re.compile(r"\\(?![cdt]?frac)[A-Za-z]+\s*\{([^{}]*)\}"), r" \1 "),
)
"""Groups with none within them, and what they print: a command before one changes how it looks."""
_RAISED_FIRST = re.compile(r"(\^-?\w+)(_-?\w+)")
_BEHIND_DIGIT = re.compile(r"(?<=\d)\s*_")
_COMMAND = re.compile(r"\\(?:([A-Za-z]+)|(.?))|[{}~&]", re.DOTALL)
_SIGNS = {"circ": "°", "cdot": "·", "infty": "∞", "log": " log", "ln": " ln", "exp": " exp"}
"""What commands print that HTML has no entity of the same name for, or another one."""
IN_TEXT = re.compile(r"\\\((?:[^\\]|\\(?!\)))*\\\)|\\\[(?:[^\\]|\\(?!\]))*\\\]|\$[^$\n]*\\[A-Za-z%,][^$\n]*\$")
"""A formula within a text, in the brackets that a script looks for; between dollars only with a command of TeX."""


def plain_tex(tex: str) -> str:
    """Return a formula of TeX without its commands. One that is not known prints nothing, and parts what it divides.

    Examples
    --------
    >>> plain_tex(r"$p \\leqslant 3.1 \\times 10^{-2}$"), plain_tex(r"2\\frac{1}{2}"), plain_tex(r"x_{12} = 7")
    ('p ⩽ 3.1 × 10^-2', '2 1/2', 'x12 = 7')
    """
    words, before = _UNSEEN.sub(" ", _FRAME.sub("", tex)), ""
    while words != before:
        before = words
        for group, plain in _GROUPS:
            words = group.sub(plain, words)
    lowered = _BEHIND_DIGIT.sub(" ", _RAISED_FIRST.sub(r"\2\1", words)).replace("_", "")
    shown = " ".join(_COMMAND.sub(_sign, lowered).split())
    return re.sub(r"\s+(?=\^)|\^(?=°)", "", shown)


def _sign(command: re.Match[str]) -> str:
    name, escaped = command[1], command[2]
    if name:
        return _SIGNS.get(name) or html5.get(f"{name};", " ")
    return escaped if escaped in ("%", "$", "&", "#") else " "
