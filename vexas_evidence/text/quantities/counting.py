"""Words that count people or events: "nobody relapsed", "no deaths", "both patients", "most patients"."""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence.text.quantities.clauses import (
    ADJECTIVES,
    ADVERB,
    ALL,
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
    HAPPENED,
    IN,
    LONE,
    MENTIONED,
    NO,
    NO_CASE,
    NOBODY,
    NOT_OF_THINGS,
    OF_THEM,
    ONE,
    PEOPLE_BECAME,
    RATES,
    SEEN_IN,
    SINGULAR,
    SO_ANYBODY,
    SO_PEOPLE,
    SO_THEY,
    SOME,
    STATES,
    STRUCK,
    THINGS,
    TIME,
    UNIVERSAL,
    WHOLE,
    WHOM,
    WITH_EVENT,
    A,
)
from vexas_evidence.text.quantities.rule import Rule
from vexas_evidence.text.words import ENGLISH, EVENTS, PEOPLE, WHO, any_of

_WORDS = ENGLISH.quantities
_SIZES = r"(?:the\s+|a\s+|vast\s+|large\s+|small\s+|great\s+)*(?:majority|minority)\b"
_BARE = any_of(ENGLISH.vague["bare"])
_MANY = (
    r"(?:nearly|almost)\s+all\b|hardly\s+any\b"
    rf"|(?<!\bhow\s)(?:{_BARE})(?:\s+of)?\s+(?:(?:the|these|them)\s+)?(?:{WHO})\b|(?:{_BARE})(?:{OF_THEM})?{SO_THEY}"
    rf"|(?:{ALL})\s+(?:of\s+(?:the|these|them)\s+)?(?:{WHO})\b(?=\s*(?:[^\w\s'’-]|$)|{PEOPLE_BECAME})"
)
VAGUE = rf"\b(?:{_SIZES}|{_MANY})"
"""Words that say how many without a limit."""
_THEIR = r"(?:(?:of\s+)?(?:the|these|those|our|other)\s+)?"
_ALL = (*_WORDS["every"], *_WORDS["all"])


def rules() -> Iterator[Rule]:
    """Yield what makes a number of a word that counts people or events."""
    yield from _nobody()
    yield from _all()
    yield from _one_of_a_kind()
    yield Rule(("the", "a", "vast", "large", "small", "great", "majority", "minority"), _SIZES, vague=True)
    first = {words.partition(" ")[0] for words in (*ENGLISH.vague["bare"], *_WORDS["all"], "hardly")}
    yield Rule(tuple(sorted(first)), _MANY, vague=True)


def _nobody() -> Iterator[Rule]:
    """Yield what makes a number of nobody, no and neither."""
    people = ("nobody", "no", "not", "everyone", "everybody")
    yield Rule(people, rf"(?:{NOBODY}|{EVERYBODY})(?:\s+(?:at\s+all|else|but\s+{ONE}))?\b{SO_ANYBODY}")
    yield Rule(
        ("none", *people[:3]), rf"(?:none|{NOBODY})(?=\s+who{BECAME})", before=r"\bthere\s+(?:was|were|is|are)\s+"
    )
    no = (*_WORDS["zero"], "not")
    zero = rf"(?:{NO}|not\s+(?:{ONE}|a\s+(?:{LONE})))"
    not_by_design = rf"(?!\s+{BE}\s+(?:{ADVERB}\s+)?(?:{DESIGN})\b)"
    not_mentioned = rf"(?!\s+(?:{BE}\s+)?(?:{ADVERB}\s+)?(?:{MENTIONED})\b)(?!\s+from\s+the\s+author)"
    yield Rule(no, rf"{zero}{NO_CASE}\s+(?:{LONE}\s+)?{WHOM}{FOLLOWED}{not_by_design}", unless=WITH_EVENT)
    yield Rule(no, rf"{zero}\s+{ADJECTIVES}cases?\b{FOLLOWED}{not_mentioned}", unless=rf"{WITH_EVENT}|{IN}")
    yield Rule(
        no,
        rf"{zero}\s+(?:{LONE}\s+)?{ADJECTIVES}(?:{EVENTS}|{RATES})\b{FOLLOWED}{not_mentioned}",
        unless=WITH_EVENT,
    )
    start = r"(?:^|[.;:!?(]\s*|\b(?:and|but|while)\s+)"
    yield Rule(("not",), rf"not\s+(?:{A})\s+{COUNTED}{FOLLOWED}", before=start)
    befell = rf"(?:{BE}\s+(?:{ADVERB}\s+)?(?:{HAPPENED}|{FATAL})|occurred|happened|followed)"
    yield Rule(("neither",), rf"neither(?=\s+{ADJECTIVES}(?:{EVENTS})\s+nor\s+{ADJECTIVES}(?:{EVENTS})\s+{befell}\b)")


def _all() -> Iterator[Rule]:
    """Yield what makes a number of all, both, each and none."""
    some = ("no", *_WORDS["none"], *_WORDS["both"], *_ALL, "half", "one", "not")
    anybody = rf"(?:{SOME}|{ONE}|{NO}|{NOBODY}|{EVERYBODY})"
    yield Rule(some, rf"{SOME}(?:{OF_THEM}){SO_PEOPLE}")
    yield Rule(some, rf"{SOME}\b{SO_THEY}", unless=r"\bat\s+")
    yield Rule((*some, "nobody", "everyone", "everybody"), rf"{anybody}\b(?:{OF_THEM}|\s+{WHOM})?{END}", before=SEEN_IN)
    yield Rule(
        (*some, "nobody", "everyone", "everybody"),
        rf"{anybody}\b(?:{OF_THEM}|\s+{WHOM})?{END}",
        before=rf"\b(?:{EVENTS}|{RATES})\s+(?:{STRUCK})\s+",
    )
    yield Rule(some, rf"{SOME}\b(?:{OF_THEM})?(?=\s*[.;:!?)])", before=rf"\b(?:{DID}|{BE}\s+(?:{STATES})),?\s+")
    yield Rule((*_ALL, "half"), rf"(?:{EVERY}|{ALL}|{HALF})(?:\s+(?:single|last))?\s+{_THEIR}(?:{WHOM}){SO_PEOPLE}")
    yield Rule(
        _ALL,
        rf"(?:{EVERY}|{ALL})\s+{_THEIR}{ADJECTIVES}(?:{EVENTS})\b"
        rf"(?=\s+(?:{BE}|proved)\s+(?:{ADVERB}\s+)?(?:{FATAL})\b)",
    )
    yield Rule(("every",), rf"every\s+(?:other|{any_of(ENGLISH.ordinals['others'])})\s+{WHOM}")
    not_a_pair = r"(?!\s+(?:and|or|nor)\b)"
    yield Rule(_WORDS["both"], rf"(?:{BOTH}){NO_CASE}\s+{_THEIR}{COUNTED}{FOLLOWED}{not_a_pair}")
    yield Rule(_WORDS["both"], rf"(?:{BOTH})\s+{_THEIR}{ADJECTIVES}cases?\b{FOLLOWED}{not_a_pair}", unless=IN)
    yield Rule(_WORDS["all"], rf"(?:{ALL})\s+(?:but|save|except|bar)\s+{ONE}\b{NOT_OF_THINGS}(?!\s+(?:{THINGS})\b)")
    yield Rule(_WORDS["whole"], rf"(?:{WHOLE})\s+(?:study\s+)?{ADJECTIVES}(?:{GROUPS}|{PEOPLE})\b{SO_PEOPLE}")


def _one_of_a_kind() -> Iterator[Rule]:
    """Yield what makes a number of single, only, and of what befell all without exception."""
    yield Rule(_WORDS["lone"], rf"(?:{LONE})\s+{ADJECTIVES}(?:(?:{SINGULAR}|{RATES})\b{FOLLOWED}|(?:{TIME})\b)")
    yield Rule(("only",), rf"only\s+{ADJECTIVES}(?:{SINGULAR})\b{FOLLOWED}", before=r"\b(?:the|an?)\s+")
    yield Rule(("without",), rf"without\s+(?:a\s+(?:{LONE})|{ONE})\s+{ADJECTIVES}(?:{PEOPLE}|{EVENTS}|{RATES})\b")
    universal = ("universally", "uniformly", "without")
    they = rf"(?:they|(?:the\s+)?{WHOM})"
    yield Rule(universal, rf"(?:{UNIVERSAL})\b(?=(?:,?\s+{they})?{PEOPLE_BECAME}|\s+(?:{STATES})\b)")
    yield Rule(universal, rf"(?:{UNIVERSAL})\b", before=rf"\b(?:{DID}|{BE}\s+(?:{STATES})),?\s+")
    yield Rule(_WORDS["total"], rf"(?:{any_of(_WORDS['total'])})\b{END}", before=rf"\b(?:{EVENTS}|{RATES})\s+{BE}\s+")
    yield Rule(_WORDS["deathless"], any_of(_WORDS["deathless"]))
