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
    IN_CASES,
    NO,
    NOBODY,
    NONE,
    NOT_OF_THINGS,
    ONE,
    PEOPLE_BECAME,
    RATES,
    SHARE,
    SMALL,
    STATES,
    TIME,
    WHOM,
    A,
    predicate,
)
from vexas_evidence.text.quantities.rule import Rule
from vexas_evidence.text.words import ENGLISH, EVENTS, WHO, any_of

LABEL = (
    rf"\b(?:(?:{EVENTS}|{RATES})(?:\s+(?:in|at|during|of|after|on|within|among|from|by|overall)\b[\w\s-]{{1,40}}?)?"
    r"\s*(?:[:=|–—]|\s-|\s(?:was|were|is|are|remained|numbered|totalled|equalled|(?:stood|stayed)\s+at|(?:came|amounted)\s+to))"
    rf"|(?:{DID}|follow-up)\s*[:=|–—])\s*(?:\w+ly\s+)?"
)


def rules() -> Iterator[tuple[tuple[str, ...], Rule]]:
    """Yield the words that make a number of one, half and a third, and of a pair."""
    one, articles = ("one",), (*ENGLISH.articles, "one", "the", "scores")
    yield one, Rule(rf"{ONE}\s+{COUNTED}{FOLLOWED}(?!\s+at\s+a\s+time)", unless=IN_CASES)
    yield one, Rule(rf"{ONE}(?:\s+of\s+(?:the|these|those|our)\s+(?:\w+\s+)?(?:{WHO})\b)")
    yield one, Rule(rf"{ONE}\s+of\s+(?:them|whom|us)\b{PEOPLE_BECAME}")
    yield one, Rule(rf"{ONE}\b{BECAME}", before=r"(?:^|[.;:,!?(]\s*|\b(?:and|but|only|just|the|while|with)\s+)")
    yield one, Rule(rf"{ONE}\s+per\s?cent\b")
    yield (
        ("one", "none", "zero", "nil", "nought", "naught", "nobody", "everyone", "all", "both"),
        Rule(
            rf"(?:{ONE}|{NO}|{NONE}|{NOBODY}|{EVERYBODY}|{ALL}|{BOTH})\b(?=\s*(?:[^\w\s'’-]|$)|\s+(?:in|at|during|after|so|as)\b)",
            before=LABEL,
        ),
    )
    share = rf"(?:{A}|{ONE})\s+(?:{SHARE})\b"
    yield (
        articles,
        Rule(rf"{share}(?=\s+of\b|\s+{COUNTED}|\s*(?:[^\w\s,'’-]|$)|{predicate(DID, STATES)}){NOT_OF_THINGS}"),
    )
    yield articles, Rule(share, before=r"\b(?:by|than|about|nearly|almost|over|under|up\s+to|around|roughly|to|in)\s+")
    small = rf"(?:(?:{A}|{ONE}|the)\s+(?:{SMALL})|scores)\b"
    yield articles, Rule(rf"{small}(?=\s+of\s+(?:{COUNTED}|(?:{TIME})\b)|{BECAME})")
    yield articles, Rule(rf"(?:{A})\s+couple\s+of\b")
    yield ("half",), Rule(rf"{HALF}(?=\s+(?:of|the|our|all|these|those|their|an?)\b){NOT_OF_THINGS}")
    yield ("half",), Rule(rf"{HALF}\s+{WHOM}")
    yield (
        (*articles, "half"),
        Rule(rf"(?:(?:{A}|{ONE})\s+)?{HALF}\b(?=\s*(?:[.,;:!?)]|$))", before=r"\b(?:by|in|to|and)\s+"),
    )
    yield articles, Rule(rf"(?:{A}|{ONE})\s+(?:{HALF}|quarter)\b(?:{END}|{BECAME}){NOT_OF_THINGS}")
    yield from _multiples()


def _multiples() -> Iterator[tuple[tuple[str, ...], Rule]]:
    """Yield what makes a number of double and of once."""
    before = ENGLISH.multiples["before"]
    yield before, Rule(rf"(?:{any_of(before)})(?=\s+(?:the|that|those|this|their|its|as\s+many|in\s+\w+|doses?)\b)")
    yield (
        ("once",),
        Rule(
            r"once(?=\s*(?:[.,;!?)]|$)|\s+only\b)",
            before=rf"\b(?:{DID}|{BE}\s+(?:{HAPPENED})|occurred)\s+(?:(?:only|just)\s+)?",
        ),
    )
