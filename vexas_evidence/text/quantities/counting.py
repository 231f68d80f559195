"""Words that count people or events: "nobody relapsed", "no deaths", "both patients", "most patients"."""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence.text.quantities.clauses import (
    ADJECTIVES,
    ADVERB,
    ALL,
    ALL_STATES,
    ANYBODY_BECAME,
    BE,
    BECAME,
    BOTH,
    COUNTED,
    DESIGN,
    DID,
    END,
    EVERY,
    EVERYBODY,
    FATAL,
    FOLLOWED,
    GROUPS,
    HALF,
    IN_CASES,
    LONE,
    MENTIONED,
    NO,
    NOBODY,
    NOT_OF_THINGS,
    OF_PEOPLE,
    OF_THEM,
    ONE,
    ONE_OF_THEM,
    PEOPLE_BECAME,
    RATES,
    SEEN_IN,
    SOME,
    STATES,
    THEIR,
    THINGS,
    TIME,
    UNIVERSAL,
    WHOLE,
    WHOM,
    WITH_EVENT,
    A,
    predicate,
)
from vexas_evidence.text.quantities.rule import Rule
from vexas_evidence.text.words import ENGLISH, EVENTS, PEOPLE, WHO, any_of

SIZES = r"(?:the\s+|a\s+|vast\s+|large\s+|small\s+|great\s+)*(?:majority|minority)\b"
ALMOST = r"(?:nearly|almost)\s+all\b|hardly\s+any\b"
MANY = (
    rf"(?:{any_of(ENGLISH.vague['quantities'])})\s+(?:of\s+(?:the|these|them)\s+)?(?:{WHO})\b"
    rf"|(?:{ALL})\s+(?:of\s+(?:the|these|them)\s+)?(?:{WHO})\b"
    rf"(?=\s*(?:[^\w\s'’-]|$)|{predicate(OF_PEOPLE, ALL_STATES)})"
)
VAGUE = rf"\b(?:{SIZES}|{ALMOST}|{MANY})"
"""Words that say how many without a limit."""


_WORDS = ENGLISH.quantities


def rules() -> Iterator[tuple[tuple[str, ...], Rule]]:
    """Yield words, and what makes a number of each that begins with one of them."""
    nobody = ("nobody", "no", "not", "everyone", "everybody")
    yield nobody, Rule(rf"(?:{NOBODY}|{EVERYBODY})(?:\s+(?:at\s+all|else))?\b{ANYBODY_BECAME}")
    no = (*_WORDS["zero"], "not")
    yield (
        no,
        Rule(
            rf"(?:{NO}|not\s+(?:{ONE}|a\s+(?:{LONE})))\s+(?:{LONE}\s+)?{WHOM}{FOLLOWED}"
            rf"(?!\s+{BE}\s+(?:{ADVERB}\s+)?(?:{DESIGN})\b)",
            unless=rf"{WITH_EVENT}|{IN_CASES}",
        ),
    )
    yield (
        no,
        Rule(
            rf"(?:{NO}|not\s+(?:{ONE}|a\s+(?:{LONE})))\s+(?:{LONE}\s+)?{ADJECTIVES}(?:{EVENTS}|{RATES})\b{FOLLOWED}"
            rf"(?!\s+(?:{BE}\s+)?(?:{MENTIONED})\b)(?!\s+from\s+the\s+author)",
            unless=WITH_EVENT,
        ),
    )
    yield (
        ("not",),
        Rule(rf"not\s+(?:{A})\s+{COUNTED}{FOLLOWED}", before=r"(?:^|[.;:!?(]\s*|\b(?:and|but|while)\s+)"),
    )
    some = (
        "no",
        *_WORDS["none"],
        *_WORDS["both"],
        *_WORDS["every"],
        *_WORDS["all"],
        "half",
        "one",
        "not",
    )
    yield some, Rule(rf"{SOME}(?:{OF_THEM}){PEOPLE_BECAME}")
    yield some, Rule(rf"{SOME}\b{BECAME}", unless=r"\b(?:than|that)\s+one\s+|\bat\s+")
    yield some, Rule(rf"(?:{SOME}|{ONE}|{NO})\b(?:{OF_THEM}|\s+{WHOM})?{END}", before=SEEN_IN)
    yield some, Rule(rf"{SOME}\b(?:{OF_THEM})?(?=\s*[.;:!?)])", before=rf"\b(?:{DID}|{BE}\s+(?:{STATES})),?\s+")
    yield (
        (*_WORDS["every"], *_WORDS["all"], "half"),
        Rule(rf"(?:{EVERY}|{ALL}|{HALF})(?:\s+(?:single|last))?\s+{THEIR}(?:{WHOM}){PEOPLE_BECAME}"),
    )
    yield (
        (*_WORDS["every"], *_WORDS["all"]),
        Rule(
            rf"(?:{EVERY}|{ALL})\s+{THEIR}{ADJECTIVES}(?:{EVENTS})\b(?=\s+(?:{BE}|proved)\s+(?:{ADVERB}\s+)?(?:{FATAL})\b)"
        ),
    )
    yield ("every",), Rule(rf"every\s+(?:other|{any_of(ENGLISH.ordinals['others'])})\s+{WHOM}")
    yield (
        _WORDS["both"],
        Rule(rf"(?:{BOTH})\s+{THEIR}{COUNTED}{FOLLOWED}(?!\s+(?:and|or|nor)\b)", unless=IN_CASES),
    )
    yield _WORDS["all"], Rule(rf"{ALL}\s+(?:but|save|except)\s+{ONE}\b{NOT_OF_THINGS}(?!\s+(?:{THINGS})\b)")
    yield (
        _WORDS["whole"],
        Rule(rf"(?:{WHOLE})\s+(?:study\s+)?{ADJECTIVES}(?:{GROUPS}|{PEOPLE})\b{PEOPLE_BECAME}"),
    )
    yield (
        _WORDS["lone"],
        Rule(rf"(?:{LONE})\s+{ADJECTIVES}(?:(?:{ONE_OF_THEM}|{RATES})\b{FOLLOWED}|(?:{TIME})\b)"),
    )
    yield ("only",), Rule(rf"only\s+{ADJECTIVES}(?:{ONE_OF_THEM})\b{FOLLOWED}", before=r"\b(?:the|an?)\s+")
    yield ("without",), Rule(rf"without\s+(?:a\s+(?:{LONE})|{ONE})\s+{ADJECTIVES}(?:{PEOPLE}|{EVENTS}|{RATES})\b")
    universal = ("universally", "uniformly", "without")
    they = rf"(?:they|(?:the\s+)?{WHOM})"
    yield (
        universal,
        Rule(rf"(?:{UNIVERSAL})\b(?=(?:,?\s+{they})?(?:{predicate(OF_PEOPLE, ALL_STATES)})|\s+(?:{STATES}|{FATAL})\b)"),
    )
    yield universal, Rule(rf"(?:{UNIVERSAL})\b", before=rf"\b(?:{DID}|{BE}\s+(?:{STATES}|{FATAL})),?\s+")
    yield ("universal",), Rule("universal", before=rf"\b(?:{EVENTS}|{RATES})\s+{BE}\s+")
    yield ("deathless",), Rule("deathless")
    yield from _vague()


def _vague() -> Iterator[tuple[tuple[str, ...], Rule]]:
    """Yield the words that say how many without a limit."""
    yield ("the", "a", "vast", "large", "small", "great", "majority", "minority"), Rule(SIZES, vague=True)
    yield ("nearly", "almost", "hardly"), Rule(ALMOST, vague=True)
    yield (*ENGLISH.vague["quantities"], *_WORDS["all"]), Rule(MANY, vague=True)
