"""Words of one, of a part of a whole, of a small group and of multiples: "one died", "a third", "double the dose"."""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence.text.quantities.clauses import (
    ADJECTIVES,
    ALL,
    BE,
    BECAME,
    BOTH,
    COUNTED,
    DID,
    END,
    EVERYBODY,
    FOLLOWED,
    HALF,
    HAPPENED,
    IN,
    NO,
    NO_CASE,
    NOBODY,
    NONE,
    NOT_OF_THINGS,
    ONE,
    PARTS,
    RATES,
    SMALL,
    SO_PEOPLE,
    SO_THEY,
    TIME,
    WHOM,
    A,
)
from vexas_evidence.text.quantities.rule import Rule
from vexas_evidence.text.words import ENGLISH, EVENTS, WHO, any_of

_NEARLY = r"\b(?:by|than|about|nearly|almost|over|under|up\s+to|around|roughly|to|in)"
_NUMBER_OF = (
    r"\s*(?:[:=|–—,]|\s-"
    r"|\s(?:was|were|is|are|remained|numbered|totalled|equalled|(?:stood|stayed)\s+at|(?:came|amounted)\s+to))"
)
_WHEN = r"(?:\s+(?:in|at|during|of|after|on|within|among|from|by|overall)\b[\w\s-]{1,40}?|\s*\([^()]{1,40}\))?"
_LABEL = (
    rf"\b(?:(?:{EVENTS}|{RATES}|survivors?)(?:\s+rates?)?{_WHEN}{_NUMBER_OF}|(?:{DID}|follow-up)\s*[:=|–—])"
    r"\s*(?:\w+ly\s+)?"
)
_ARTICLES = (*ENGLISH.articles, "one", "the", "scores")


def rules() -> Iterator[Rule]:
    """Yield what makes a number of a word for one, for a part, for a small group and for a multiple."""
    yield from _one()
    yield from _shares()
    small = rf"(?:(?:{A}|{ONE}|the)\s+(?:{SMALL})|scores)\b"
    yield Rule(_ARTICLES, rf"{small}(?:(?=\s+of\s+(?:{COUNTED}|(?:{TIME})\b))|{SO_THEY})")
    yield Rule(_ARTICLES, rf"(?:{A})\s+couple\s+of\b")
    before = ENGLISH.multiples["before"]
    yield Rule(before, rf"(?:{any_of(before)})(?=\s+(?:the|that|those|this|their|its|as\s+many|in\s+\w+|doses?)\b)")
    seen = rf"\b(?:{DID}|{BE}\s+(?:{HAPPENED})|occurred)\s+(?:(?:only|just)\s+)?"
    yield Rule(("once",), r"once(?=\s*(?:[.,;!?)]|$)|\s+only\b)", before=seen)


def _one() -> Iterator[Rule]:
    """Yield what makes a number of one, and of none where it is the number of something."""
    one = ("one",)
    yield Rule(one, rf"{ONE}{NO_CASE}\s+{COUNTED}{FOLLOWED}(?!\s+at\s+a\s+time)")
    yield Rule(one, rf"{ONE}\s+{ADJECTIVES}cases?\b{FOLLOWED}", unless=IN)
    yield Rule(one, rf"{ONE}(?:\s+of\s+(?:the|these|those|our)\s+(?:\w+\s+)?(?:{WHO})\b)")
    yield Rule(one, rf"{ONE}\s+of\s+(?:them|whom|us)\b{SO_PEOPLE}")
    bound = r"exactly|at\s+(?:most|least)|(?:more|fewer|less)\s+than"
    alone = rf"(?:^|[.;:,!?(]\s*|\b(?:and|but|only|just|the|while|with|{bound})\s+)"
    yield Rule(one, rf"{ONE}\b{SO_THEY}", before=alone)
    yield Rule(one, rf"{ONE}\s+per\s*cent\b")
    yield Rule(
        ("one", "no", "none", "zero", "nil", "nought", "naught", "nobody", "everyone", "all", "both"),
        rf"(?:{ONE}|{NO}|{NONE}|{NOBODY}|{EVERYBODY}|{ALL}|{BOTH})\b"
        r"(?=\s*(?:[^\w\s'’-]|$)|\s+(?:in|at|during|after|so|as)\b)",
        before=_LABEL,
    )


def _shares() -> Iterator[Rule]:
    """Yield what makes a number of a half, a third and their like."""
    share = rf"(?:{A}|{ONE})[-\s]+(?:{PARTS})\b"
    yield Rule(_ARTICLES, rf"{share}(?=\s+of\b|\s+{COUNTED}|\s*(?:[^\w\s,'’-]|$)|{BECAME}){NOT_OF_THINGS}")
    yield Rule(_ARTICLES, rf"{share}{END}", before=rf"{_NEARLY}\s+")
    yield Rule(_ARTICLES, rf"(?:{A}|{ONE})[-\s]+(?:{HALF}|quarter)\b(?:{END}|{SO_THEY}){NOT_OF_THINGS}")
    half = ("half",)
    of_it = r"\s+of\s+(?:it|this|that|what)\b"
    yield Rule(half, rf"{HALF}(?=\s+(?:of|the|our|all|these|those|their)\b){NOT_OF_THINGS}(?!{of_it})", unless=_OTHER)
    yield Rule(half, rf"{HALF}{of_it}", before=rf"{_NEARLY}\s+")
    yield Rule(half, rf"{HALF}[-\s]+(?:an?\s+)?(?:{TIME}|{any_of(ENGLISH.scales)}|{any_of(ENGLISH.groups)})\b")
    yield Rule(half, rf"{HALF}\s+{WHOM}")
    yield Rule(
        (*_ARTICLES, *half),
        rf"(?:(?:{A}|{ONE})\s+)?{HALF}\b(?=\s*(?:[.,;:!?)]|$))",
        before=r"\b(?:by|in|to|and)\s+",
    )


_OTHER = r"\b(?:first|second|other|latter|last|upper|lower)\s+"
