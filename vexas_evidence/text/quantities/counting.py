"""Words that count people or events: "nobody relapsed", "no deaths", "both patients", "most patients"."""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence.text.quantities.clauses import (
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
from vexas_evidence.text.quantities.rule import Rule, spaced
from vexas_evidence.text.words import ADJECTIVES, ENGLISH, EVENTS, PEOPLE, WHO, any_of

_WORDS = ENGLISH.quantities
_SIZES = r"(?:(?:the|a|vast|large|small|great) )*(?:majority|minority)"
_BARE = any_of(ENGLISH.vague["bare"])
_OF_THE = r"(?: of (?:the|these|those|our))?"
_MANY = (
    r"(?:nearly|almost) all\b|hardly any\b"
    rf"|(?<!how\s)(?:{_BARE})(?:{_OF_THE} (?:{WHO})\b|(?:{OF_THEM})?{SO_THEY})"
    rf"|(?:{ALL}){_OF_THE} (?:{WHO})(?=[^\w\s'’-]|$|{PEOPLE_BECAME})"
)
VAGUE = spaced(rf"(?:{_SIZES}|{_MANY})")
"""Words that say how many without a limit."""
_THEIR = r"(?:(?:of )?(?:the|these|those|our) )?"
_ALL = (*_WORDS["every"], *_WORDS["all"])
_BEFELL = rf"(?:{DID}|{BE} (?:{STATES})),? "


def rules() -> Iterator[Rule]:
    """Yield what makes a number of a word that counts people or events."""
    yield from _nobody()
    yield from _all()
    yield from _one_of_a_kind()
    yield Rule(("the", "a", "vast", "large", "small", "great", "majority", "minority"), _SIZES, vague=True)
    first = {words.partition(" ")[0] for words in (*ENGLISH.vague["bare"], *_WORDS["all"])}
    yield Rule(tuple(sorted(first)), _MANY, vague=True)


def _nobody() -> Iterator[Rule]:
    """Yield what makes a number of nobody, no and neither."""
    people = ("nobody", "no", "not", "everyone", "everybody")
    yield Rule(people, rf"(?:{NOBODY}|{EVERYBODY})(?: (?:at all|else|but {ONE}))?{SO_ANYBODY}")
    yield Rule(
        ("none", "nobody", "no", "not"), rf"(?:none|{NOBODY})(?= who{BECAME})", before="there (?:was|were|is|are) "
    )
    no = (*_WORDS["zero"], "not")
    zero = rf"(?:{NO}|not (?:{ONE}|a (?:{LONE})))"
    not_by_design = rf"(?! {BE} (?:{ADVERB} )?(?:{DESIGN}))"
    not_mentioned = rf"(?! (?:{BE} )?(?:{ADVERB} )?(?:{MENTIONED}))(?! from the author)"
    single = rf"(?:(?:{LONE}) )?"
    yield Rule(no, rf"{zero}{NO_CASE} {single}{WHOM}{FOLLOWED}{not_by_design}", unless=WITH_EVENT)
    yield Rule(no, rf"{zero} {single}{ADJECTIVES}cases?{FOLLOWED}{not_mentioned}", unless=rf"{WITH_EVENT}|{IN}")
    yield Rule(no, rf"{zero} {single}{ADJECTIVES}(?:{EVENTS}|{RATES}){FOLLOWED}{not_mentioned}", unless=WITH_EVENT)
    yield Rule(("not",), rf"not (?:{A}) {COUNTED}{FOLLOWED}", before=r"(?:^|[.;:!?(]\s*|(?:and|but|while) )")
    befell = rf"(?:{BE} (?:{ADVERB} )?(?:{HAPPENED}|{FATAL})|occurred|happened|followed)"
    yield Rule(("neither",), rf"neither(?= {ADJECTIVES}(?:{EVENTS}) nor {ADJECTIVES}(?:{EVENTS}) {befell})")


def _all() -> Iterator[Rule]:
    """Yield what makes a number of all, both, each and none."""
    some = ("no", *_WORDS["none"], *_WORDS["both"], *_ALL, "half", "one", "not")
    anybody = rf"(?:{SOME}|{ONE}|{NO}|{NOBODY}|{EVERYBODY})"
    yield Rule(some, rf"{SOME}(?:{OF_THEM}){SO_PEOPLE}")
    yield Rule(some, rf"{SOME}{SO_THEY}", unless=r"\bat ")
    yield Rule(
        (*some, "nobody", "everyone", "everybody"),
        rf"{anybody}(?:{OF_THEM}| {WHOM})?{END}",
        before=rf"{SEEN_IN}|(?:{EVENTS}|{RATES}) (?:{STRUCK}) ",
    )
    yield Rule(some, rf"{SOME}(?:{OF_THEM})?(?=[.;:!?)])", before=_BEFELL)
    yield Rule((*_ALL, "half"), rf"(?:{EVERY}|{ALL}|{HALF})(?: (?:single|last))? {_THEIR}(?:{WHOM}){SO_PEOPLE}")
    fatal = rf"(?= (?:{BE}|proved) (?:{ADVERB} )?(?:{FATAL}))"
    yield Rule(_ALL, rf"(?:{EVERY}|{ALL}) {_THEIR}{ADJECTIVES}(?:{EVENTS}){fatal}")
    yield Rule(("every",), rf"every (?:other|{any_of(ENGLISH.ordinals['others'])}) {WHOM}")
    not_a_pair = r"(?! (?:and|nor) )"
    yield Rule(_WORDS["both"], rf"(?:{BOTH}){NO_CASE} {_THEIR}{COUNTED}{FOLLOWED}{not_a_pair}")
    yield Rule(_WORDS["both"], rf"(?:{BOTH}) {_THEIR}{ADJECTIVES}cases?{FOLLOWED}{not_a_pair}", unless=IN)
    yield Rule(_WORDS["all"], rf"(?:{ALL}) (?:but|save|except|bar) {ONE}\b{NOT_OF_THINGS}(?! (?:{THINGS})\b)")
    yield Rule(_WORDS["whole"], rf"(?:{WHOLE}) (?:study )?{ADJECTIVES}(?:{GROUPS}|{PEOPLE}){SO_PEOPLE}")


def _one_of_a_kind() -> Iterator[Rule]:
    """Yield what makes a number of single, only, and of what befell all without exception."""
    yield Rule(_WORDS["lone"], rf"(?:{LONE}) {ADJECTIVES}(?:(?:{SINGULAR}|{RATES}){FOLLOWED}|(?:{TIME})\b)")
    yield Rule(("only",), rf"only {ADJECTIVES}(?:{SINGULAR}){FOLLOWED}", before="the ")
    yield Rule(("without",), rf"without (?:a (?:{LONE})|{ONE}) {ADJECTIVES}(?:{PEOPLE}|{EVENTS}|{RATES})\b")
    universal = ("universally", "uniformly", "without")
    they = rf"(?:they|(?:the )?{WHOM})"
    yield Rule(universal, rf"(?:{UNIVERSAL})(?=(?:,? {they})?{PEOPLE_BECAME}| (?:{STATES})\b(?!\W+known))")
    yield Rule(universal, rf"(?:{UNIVERSAL})", before=_BEFELL)
    yield Rule(_WORDS["total"], rf"(?:{any_of(_WORDS['total'])}){END}", before=rf"(?:{EVENTS}|{RATES}) {BE} ")
    yield Rule(_WORDS["deathless"], any_of(_WORDS["deathless"]))
