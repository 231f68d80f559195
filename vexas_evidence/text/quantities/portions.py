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

_NEARLY = r"\b(?:by|than|about|nearly|almost|over|under|up to|around|roughly|to|in)"
_NUMBER_OF = (
    r"\s*(?:[:=|–—,]|\s-"
    r"|\s(?:was|were|is|are|remained|numbered|totalled|equalled|(?:stood|stayed) at|(?:came|amounted) to))"
)
_WHEN = r"(?: (?:in|at|during|of|after|on|within|among|from|by|overall)\b[\w\s-]{1,40}?|\s*\([^()]{1,40}\))?"
_LABEL = (
    rf"\b(?:(?:{EVENTS}|{RATES}|survivors?)(?: rates?)?{_WHEN}{_NUMBER_OF}|(?:{DID}|follow-up)\s*[:=|–—])"
    r"\s*(?:\w+ly )?"
)
_ARTICLES = (*ENGLISH.articles, "one", "the", "scores")


def rules() -> Iterator[Rule]:
    """Yield what makes a number of a word for one, for a part, for a small group and for a multiple."""
    yield from _one()
    yield from _shares()
    small = rf"(?:(?:{A}|{ONE}|the) (?:{SMALL})|scores)\b"
    yield Rule(_ARTICLES, rf"{small}(?:(?= of (?:{COUNTED}|(?:{TIME})\b))|{SO_THEY})")
    yield Rule(_ARTICLES, rf"(?:{A}) couple of\b")
    before = ENGLISH.multiples["before"]
    yield Rule(before, rf"(?:{any_of(before)})(?= (?:the|that|those|this|their|its|as many|in \w+|doses?)\b)")
    seen = rf"\b(?:{DID}|{BE} (?:{HAPPENED})|occurred) (?:(?:only|just) )?"
    yield Rule(("once",), r"once(?=\s*(?:[.,;!?)]|$)| only\b)", before=seen)


def _one() -> Iterator[Rule]:
    """Yield what makes a number of one, and of none where it is the number of something."""
    one = ("one",)
    yield Rule(one, rf"{ONE}{NO_CASE} {COUNTED}{FOLLOWED}(?! at a time)")
    yield Rule(one, rf"{ONE} {ADJECTIVES}cases?\b{FOLLOWED}", unless=IN)
    yield Rule(one, rf"{ONE}(?: of (?:the|these|those|our) (?:\w+ )?(?:{WHO})\b)")
    yield Rule(one, rf"{ONE} of (?:them|whom|us)\b{SO_PEOPLE}")
    bound = r"exactly|at (?:most|least)|(?:more|fewer|less) than"
    alone = rf"(?:^|[.;:,!?(]\s*|\b(?:and|but|only|just|the|while|with|{bound}) )"
    yield Rule(one, rf"{ONE}\b{SO_THEY}", before=alone)
    yield Rule(one, rf"{ONE} per\s*cent\b")
    yield Rule(
        ("one", "no", "none", "zero", "nil", "nought", "naught", "nobody", "everyone", "all", "both"),
        rf"(?:{ONE}|{NO}|{NONE}|{NOBODY}|{EVERYBODY}|{ALL}|{BOTH})\b"
        r"(?=\s*(?:[^\w\s'’-]|$)| (?:in|at|during|after|so|as)\b)",
        before=_LABEL,
    )


def _shares() -> Iterator[Rule]:
    """Yield what makes a number of a half, a third and their like."""
    share = rf"(?:{A}|{ONE})[-\s]+(?:{PARTS})\b"
    yield Rule(_ARTICLES, rf"{share}(?= of\b| {COUNTED}|\s*(?:[^\w\s,'’-]|$)|{BECAME}){NOT_OF_THINGS}")
    yield Rule(_ARTICLES, rf"{share}{END}", before=rf"{_NEARLY} ")
    yield Rule(_ARTICLES, rf"(?:{A}|{ONE})[-\s]+(?:{HALF}|quarter)\b(?:{END}|{SO_THEY}){NOT_OF_THINGS}")
    half = ("half",)
    of_it = r" of (?:it|this|that|what)\b"
    yield Rule(half, rf"{HALF}(?= (?:of|the|our|all|these|those|their)\b){NOT_OF_THINGS}(?!{of_it})", unless=_OTHER)
    yield Rule(half, rf"{HALF}{of_it}", before=rf"{_NEARLY} ")
    yield Rule(half, rf"{HALF}[-\s]+(?:an? )?(?:{TIME}|{any_of(ENGLISH.scales)}|{any_of(ENGLISH.groups)})\b")
    yield Rule(half, rf"{HALF} {WHOM}")
    yield Rule(
        (*_ARTICLES, *half),
        rf"(?:(?:{A}|{ONE}) )?{HALF}\b(?=\s*(?:[.,;:!?)]|$))",
        before=r"\b(?:by|in|to|and) ",
    )


_OTHER = r"\b(?:first|second|other|latter|last|upper|lower) "
