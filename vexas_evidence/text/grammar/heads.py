"""What the head of a table column names: "n (%)", "mean (SD)", "median [IQR]", "HR (95% CI)", "n/N".

A head has one or two places: the number before a parenthesis, or before ±, and what stands in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from vexas_evidence.text.grammar.phrases import EFFECT, INTERVAL_NAME, SPREAD_NAMES

Place = Literal["count", "percent", "denominator", "fraction", "estimate", "interval", "IQR", "range", "SD", "SE", "p"]

_NUMBER = r"(?:n|nos?\.?|numbers?|counts?|events?|patients|participants|freq(?:uency)?\.?|N)"
_NAMES: tuple[tuple[Place, re.Pattern[str]], ...] = (
    ("interval", re.compile(rf"\b{INTERVAL_NAME}\b", re.IGNORECASE)),
    ("IQR", SPREAD_NAMES["IQR"]),
    ("range", SPREAD_NAMES["range"]),
    ("SD", SPREAD_NAMES["SD"]),
    ("SE", SPREAD_NAMES["SE"]),
    ("p", re.compile(r"^\s?p(?:[- ]?values?)?\s?$", re.IGNORECASE)),
    ("fraction", re.compile(rf"(?<!\w){_NUMBER}\s?/\s?(?:total\s)?(?:{_NUMBER}|total)(?!\w)", re.IGNORECASE)),
    ("percent", re.compile(r"%|\bper\s?cent(?:age)?\b|\bproportion\b|\brates?,\s%", re.IGNORECASE)),
    ("denominator", re.compile(r"^\s?N\s?$|\btotal\b")),
    ("count", re.compile(rf"(?<!\w){_NUMBER}(?!\w)", re.IGNORECASE)),
)  # fmt: skip
_SPLIT = re.compile(r"^(?P<first>[^(\[±]*)(?:[(\[]\s*(?P<inner>[^)\]]*)[)\]]?|±\s?(?P<plus>.*))?")
_LEVEL = re.compile(r"(?P<level>\d+(?:\.\d+)?)\s?%\s?-?(?=\s?(?:CI|CrI|HDI|confidence|credible))")
_IN_TEXT = re.compile(
    r"(?<!\w)(?P<head>(?:n|[Nn]o\.?|[Nn]umber|[Mm]ean|[Mm]edian|n/N|%|[Rr]ate|[ac]?(?:HR|OR|RR|MD)|[Pp]ercent(?:age)?)"
    r"(?:\s[a-z]+){0,2}\s?(?:[(\[]\s?[^()\[\]\d]*(?:\d+(?:\.\d+)?\s?%\s?-?C[r]?I)?\s?[)\]]|±\s?S\.?[DE]M?\.?(?!\s?[\d=])))"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the numbers below a head are: the first, and the one in parentheses or after ±; the level of an interval."""

    first: Place | None = None
    inner: Place | None = None
    level: str | None = None
    effect: bool = False


def read_head(text: str) -> Head:
    """Return what a head names. A place that it does not name is None.

    Examples
    --------
    >>> read_head("n (%)"), read_head("Mean ± SD").inner
    (Head(first='count', inner='percent', level=None, effect=False), 'SD')
    """
    match = _SPLIT.match(text.strip())
    assert match is not None, "the pattern matches any text"
    first, inner = match["first"], match["inner"] if match["inner"] is not None else match["plus"]
    level = _LEVEL.search(text)
    place = _place(first)
    known = bool(first.strip()) and place is None
    return Head(
        place or ("estimate" if known else None),
        None if inner is None else _place(inner),
        level["level"] if level else None,
        EFFECT.search(first) is not None,
    )


def head_in(text: str, start: int, end: int) -> tuple[Head, int] | None:
    """Return the head that stands at a place of a text, such as "mean (SD)", and its end; None where none does."""
    match = _IN_TEXT.match(text, start, end)
    if match is None:
        return None
    head = read_head(match["head"])
    return (head, match.end()) if head.inner else None


def _place(text: str) -> Place | None:
    return next((kind for kind, pattern in _NAMES if pattern.search(text)), None)
