"""What the head of a table column names: "n (%)", "mean (SD)", "median (IQR; range)", "HR (95% CI)", "n/N".

A head names the first number below it, and the numbers in its parenthesis or after ±, in order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from vexas_evidence.text.folding import condense, fold
from vexas_evidence.text.grammar.digits import PERSON_TIME
from vexas_evidence.text.grammar.phrases import EFFECT, INTERVAL_NAME, SPREAD_NAMES
from vexas_evidence.text.late import in_any_case, late

Place = Literal[
    "count", "percent", "denominator", "fraction", "rate", "estimate", "interval", "IQR", "range", "SD", "SE", "p"
]

_NUMBER = r"(?:n|nos?\.?|numbers?|counts?|events?|patients|participants|cases|subjects|freq(?:uency)?\.?)"
_INTERVAL = rf"\b{INTERVAL_NAME}(?![a-z])"
_NAMES: dict[Place, str] = {
    "interval": rf"(?:%[\s-]*)?{_INTERVAL}",
    "IQR": SPREAD_NAMES["IQR"],
    "range": SPREAD_NAMES["range"],
    "SD": SPREAD_NAMES["SD"],
    "SE": SPREAD_NAMES["SE"],
    "p": r"\bp(?:[- ]?values?)?(?=\s?[*†‡§ᵃᵇᶜᵈ]*\s?(?:$|[(,;]|for\b|of\b))",
    "rate": rf"(?<!\w){_NUMBER}\s?/\s?(?:total\s)?{PERSON_TIME.pattern}",
    "fraction": rf"(?<!\w){_NUMBER}\s?/\s?(?:total\s)?(?:{_NUMBER}|total)(?!\w)",
    "percent": r"%|(?:per\s?cent(?:age)?s?|proportions?)\b",
    "denominator": r"(?<!\w)(?-i:N)(?!\w)",
    "count": rf"(?<!\w){_NUMBER}(?!\w)",
    "estimate": rf"(?:mean|median|average)\b|(?-i:{EFFECT.pattern})",
}
_PLACES = in_any_case("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _NAMES.items()))
LONGEST = 200
"""The characters of a head that are read."""
_OPENING = re.compile(r"[(\[±]")
_LEVEL = in_any_case(rf"(?P<level>[\d.]+)\s?%[\s-]*(?={_INTERVAL})")
_LEVEL_BEHIND = in_any_case(rf"(?P<name>{_INTERVAL})[\s(,]*(?P<level>[\d.]+\s?%)")
_IN_TEXT = late(
    r"(?<!\w)(?:(?:n|[Nn]o\.?|[Nn]umber|[Mm]ean|[Mm]edian|n/N|%|[Rr]ate|[ac]?(?:HR|OR|RR|MD)|[Pp]ercent(?:age)?)"
    r"(?:\s[a-z]+){0,2}\s?(?:[(\[](?:[^()\[\]\d]|\b[QP]\d{1,2}\b|\b(?:25|75)th\b)*(?:[\d.]+\s?%[\s-]*Cr?I)?[)\]]|±\s?S\.?[DE]M?\.?(?!\s?[\d=])))"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the numbers below a head are: the first, and those in parentheses or after ±; the level of an interval.

    ``effect`` says whether the head names an effect measure.
    """

    first: Place | None = None
    inner: tuple[Place, ...] = ()
    level: str | None = None
    effect: bool = False


def read_head(text: str) -> Head:
    """Return what a head names. A place that it does not name is None; a first number without a name is an estimate.

    Examples
    --------
    >>> read_head("n (%)")
    Head(first='count', inner=('percent',), level=None, effect=False)
    >>> read_head("Age (years), mean ± SD").inner
    ('SD',)
    """
    folded = re.sub(r"\b[nN]\s?=\s?\d", "", condense(fold(text)[:LONGEST]))
    folded = _LEVEL_BEHIND.sub(r"\g<level> \g<name>", folded)
    openings = [at.start() for at in _OPENING.finditer(folded)] or [len(folded)]
    split = next((at for at in openings if _places(folded[:at])), openings[-1])
    before = _places(folded[:split])
    inner: tuple[Place, ...] = tuple(kind for kind in _places(folded[split:]) if kind != "estimate")
    first: Place | None = None
    if before:
        first, inner = (before[-1], inner) if inner else (before[0], before[1:])
    elif any(map(str.isalpha, folded[:split])):
        first = "estimate"
    if first == "denominator" and "percent" in inner:
        first = "count"
    level = _LEVEL.search(folded)
    return Head(first, inner, level["level"] if level else None, EFFECT.search(folded[:split]) is not None)


def head_in(text: str, start: int, end: int) -> tuple[Head, re.Match[str]] | None:
    """Return the head that stands at a place of a text, such as "mean (SD)", with its match; None where none does."""
    match = _IN_TEXT.match(text, start, end)
    head = read_head(match[0]) if match else Head()
    return (head, match) if match and head.inner else None


def _places(text: str) -> tuple[Place, ...]:
    """What the words of a text name, in order; several words for one thing, as in "number of patients", are one."""
    found: list[Place] = [kind for match in _PLACES.finditer(text) for kind in _NAMES if match.lastgroup == kind]
    same = {("count", "count"), ("count", "fraction"), ("estimate", "estimate")}
    dropped = {index for index, two in enumerate(pairwise(found)) if two in same}
    return tuple(kind for index, kind in enumerate(found) if index not in dropped)
