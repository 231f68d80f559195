"""A formula of TeX on one line, as JATS holds it and as pages hold it for a script that draws it."""

from __future__ import annotations

import re

_FRAME = re.compile(r"\\documentclass.*?\\begin\{document\}|\\end\{document\}|\$\$?|\\[\[\]()]", re.DOTALL)
_FRACTION = re.compile(r"(?:(?<=\d)(\s*))?\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_RAISED = re.compile(r"\^\{\s*([-−+]?\d+)\s*\}")
_SPACE = re.compile(r"\\(?:mathrm|text|mathit|mathbf|rm|it|left|right|,|;|!|quad|hspace\{[^}]*\})|[{}]")
_SIGNS = {
    r"\pm": "±",
    r"\times": "×",
    r"\leq": "≤",
    r"\geq": "≥",
    r"\le": "≤",
    r"\ge": "≥",
    r"\lt": "<",
    r"\gt": ">",
    r"\approx": "≈",
    r"\sim": "~",
    r"\%": "%",
    r"\cdot": "·",
    "{,}": ",",
}
IN_TEXT = re.compile(r"\\\((?:[^\\]|\\(?!\)))*\\\)|\\\[(?:[^\\]|\\(?!\]))*\\\]|\$[^$\n]*\\[A-Za-z%,][^$\n]*\$")
"""A formula within a text, in the brackets that a script looks for; between dollars only with a command of TeX."""


def plain_tex(tex: str) -> str:
    """Return a formula of TeX without its commands.

    Examples
    --------
    >>> plain_tex(r"$p \\le 3.1 \\times 10^{-2}$"), plain_tex(r"2\\frac{1}{2}")
    ('p ≤ 3.1 × 10^-2', '2 1/2')
    """
    words = _FRACTION.sub(lambda match: f"{' ' * (match[1] is not None)}{match[2]}/{match[3]}", _FRAME.sub("", tex))
    for command, sign in _SIGNS.items():
        words = words.replace(command, sign)
    return " ".join(_SPACE.sub(" ", _RAISED.sub(r"^\1", words)).split())
