"""What an abbreviation stands for: as a text defines it, or else as its letters allow.

After Schwartz and Hearst 2003, doi:10.1142/9789812776303_0042: a long form right before its abbreviation in brackets is
the shortest one whose letters hold those of the abbreviation in order, from the first letter on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_DEFINED = re.compile(r"(?P<before>(?:[\w'-]+[ /]){1,10})[(\[](?P<short>[A-Z][\w-]{0,8}[A-Z0-9])s?[)\],;]")
_LISTED = re.compile(r"(?:^|[;.,:]\s)(?P<short>[A-Z][A-Za-z-]{0,7}[A-Z])\s?(?:[:=,])\s(?P<long>[A-Za-z][A-Za-z' -]+)")
"""A list below a table: "LAR, low anterior resection; APR = abdominoperineal resection"."""
_NO_ARM = frozenset({"OR", "HR", "RR", "RD", "MD", "CI", "SD", "SE", "IQR", "NA", "NS"})
"""Abbreviations of statistics."""
_SMALL = frozenset({"a", "an", "and", "by", "for", "in", "of", "on", "or", "plus", "the", "to", "with", "without"})
_GROUPS = frozenset({"arm", "group", "cohort", "patients", "participants"})


def definitions(texts: Iterable[str]) -> dict[str, str]:
    """Return the long form of each abbreviation that some texts define; the first where they define it twice.

    Examples
    --------
    >>> definitions(["scored by low anterior resection syndrome (LARS)", "LAR, low anterior resection"])
    {'LARS': 'low anterior resection syndrome', 'LAR': 'low anterior resection'}
    """
    found: dict[str, str] = {}
    for text in texts:
        for match in _DEFINED.finditer(text):
            if long := _shortest(match["short"], re.split(r"[ /]", match["before"].strip())):
                found.setdefault(match["short"], long)
        for match in _LISTED.finditer(text):
            if abbreviates(match["short"], match["long"]):
                found.setdefault(match["short"], match["long"].strip())
    return found


def stands_for(short: str, label: str, defined: Mapping[str, str]) -> bool:
    """Whether an abbreviation may stand for a name: the long form that is defined is of its words, or its letters fit.

    The long form may hold more words where the first letters of the name alone are the abbreviation.

    Examples
    --------
    >>> stands_for("LAR", "low anterior resection", {"LAR": "low or even ultralow anterior resections"})
    True
    >>> stands_for("LARS", "low anterior resection", {"LARS": "low anterior resection syndrome"})
    False
    >>> stands_for("LAR", "low anterior resection", {"LAR": "Low anterior resection"})
    True
    """
    if short not in defined:
        return abbreviates(short, label)
    long, words = _words(defined[short]), _words(label)
    is_initialism = short.lower() == "".join(each[0] for each in words if each not in _SMALL)
    return set(long) - _GROUPS == set(words) - _GROUPS or (
        is_initialism and {each.rstrip("s") for each in words} <= {each.rstrip("s") for each in long}
    )


def abbreviates(short: str, label: str) -> bool:
    """Whether the letters of an abbreviation stand in a name in order, each word's first among them.

    Examples
    --------
    >>> abbreviates("LAR", "low anterior resection"), abbreviates("LAR", "abdominoperineal resection")
    (True, False)
    """
    words, wanted = [each for each in _words(label) if each not in _SMALL], short.lower()
    if short.upper() in _NO_ARM or not words or wanted[0] != words[0][0]:
        return False
    firsts = iter(wanted)
    return _holds(wanted, label) and all(word[0] in firsts for word in words)


def _shortest(short: str, before: list[str]) -> str:
    """The fewest words right before an abbreviation whose letters hold it; "" where none do."""
    starts = (" ".join(before[at:]) for at in reversed(range(len(before))) if before[at].lower() not in _SMALL)
    return next((each for each in starts if each[:1].lower() == short[0].lower() and _holds(short, each)), "")


def _holds(short: str, long: str) -> bool:
    letters = iter(long.lower())
    return all(letter in letters for letter in short.lower() if letter.isalnum())


def _words(text: str) -> list[str]:
    return [each.removesuffix("s") if len(each) > 3 else each for each in re.findall(r"[a-z]+", text.lower())]
