"""Words of one, of a part of a whole, of a small group and of multiples: "one died", "a third", "double the dose"."""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence.text.quantities.clauses import (
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
    OF_THEM,
    ONE,
    PARTS,
    RATES,
    SMALL,
    SO_PEOPLE,
    SO_THEY,
    TIME,
    A,
)
from vexas_evidence.text.quantities.rule import Rule
from vexas_evidence.text.words import ADJECTIVES, ENGLISH, EVENTS, WHO, any_of

_NEARLY = "(?:by|than|about|nearly|almost|over|under|around|roughly|to|in) "
_NUMBER_OF = rf"(?:\s*[:=|–—,]| (?:-|{BE}(?: at)?|numbered|totalled|equalled|stood at|(?:came|amounted) to))"
_WHEN = r"(?: (?:in|at|during|of|after|on|within|among|from|by|overall)[\w\s-]*?| \(.+?\))?"
_LABEL = (
    rf"(?:(?:{EVENTS}|{RATES}|survivors)(?: rates?)?{_WHEN}{_NUMBER_OF}|(?:{DID}|follow-up)\s*[:=|–—])\s*(?:\w+ly )?"
)
_ARTICLES = (*ENGLISH.articles, "one", "the", "scores")


def rules() -> Iterator[Rule]:
    """Yield what makes a number of a word for one, for a part, for a small group and for a multiple."""
    yield from _one()
    yield from _shares()
    small = rf"(?:(?:{A}|{ONE}|the) (?:{SMALL})|scores)"
    yield Rule(_ARTICLES, rf"{small}(?:(?= of (?:{COUNTED}|{TIME}))|{SO_THEY})")
    yield Rule(_ARTICLES, rf"(?:{A}) couple(?= of )")
    before = ENGLISH.multiples["before"]
    yield Rule(before, rf"(?:{any_of(before)})(?= (?:the|that|those|this|their|its|as many|in|doses?)\b)")
    seen = rf"(?:{DID}|{BE} (?:{HAPPENED})|occurred) (?:(?:only|just) )?"
    yield Rule(("once",), r"once(?=[.,;!?)]|$| only)", before=seen)


def _one() -> Iterator[Rule]:
    """Yield what makes a number of one, and of none where it is the number of something."""
    one = ("one",)
    yield Rule(one, rf"{ONE}{NO_CASE} {COUNTED}{FOLLOWED}(?! at a time)")
    yield Rule(one, rf"{ONE} {ADJECTIVES}cases?{FOLLOWED}", unless=IN)
    yield Rule(one, rf"{ONE} of (?:the|these|those|our) (?:\w+ )?(?:{WHO})\b")
    yield Rule(one, rf"{ONE}(?:{OF_THEM}){SO_PEOPLE}")
    alone = r"(?:^|[.;:,!?(]\s*|(?:and|but|only|just|the|while|exactly|most|least|than) )"
    yield Rule(one, rf"{ONE}{SO_THEY}", before=alone)
    yield Rule(one, rf"{ONE} per\s*cent")
    yield Rule(
        ("one", "no", "none", "zero", "nil", "nought", "naught", "nobody", "everyone", "all", "both"),
        rf"(?:{ONE}|{NO}|{NONE}|{NOBODY}|{EVERYBODY}|{ALL}|{BOTH})"
        r"(?=\s*[^\w\s'’-]|$| (?:in|at|during|after|so|as) )",
        before=_LABEL,
    )


def _shares() -> Iterator[Rule]:
    """Yield what makes a number of a half, a third and their like."""
    share = rf"(?:{A}|{ONE})[-\s]+(?:{PARTS})"
    yield Rule(_ARTICLES, rf"{share}(?= of | {COUNTED}|[^\w\s,'’-]|$|{BECAME}){NOT_OF_THINGS}")
    yield Rule(_ARTICLES, rf"{share}{END}", before=_NEARLY)
    yield Rule(_ARTICLES, rf"(?:{A}|{ONE})[-\s]+(?:{HALF}|quarter)(?:{END}|{SO_THEY}){NOT_OF_THINGS}")
    half = ("half",)
    of_it = r" of (?:it|this|that|what)\b"
    of_them = rf"(?= (?:of|the|our|all|these|those|their) ){NOT_OF_THINGS}(?!{of_it})"
    yield Rule(half, rf"{HALF}{of_them}", unless="(?:first|second|latter|last|upper|lower) ")
    yield Rule(half, rf"{HALF}{of_it}", before=_NEARLY)
    yield Rule(half, rf"{HALF}[-\s]+(?:an? )?(?:{TIME}|{any_of(ENGLISH.scales)}|{any_of(ENGLISH.groups)})\b")
    yield Rule((*_ARTICLES, *half), rf"(?:(?:{A}|{ONE}) )?{HALF}(?=[.,;:!?)]|$)", before="(?:by|in|to) ")
