"""Words that are a number by what stands beside them: "nobody relapsed", "one died", "a third", "after a year"."""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence.text.quantities.clauses import (
    ADVERB,
    ALL,
    ANYBODY_BECAME,
    BE,
    BECAME,
    BEFALLEN_WORDS,
    BOTH,
    CASE,
    COUNTED,
    COUNTED_WORDS,
    DESIGN,
    DID,
    END,
    EVENT_WORDS,
    EVERY,
    EVERYBODY,
    FATAL,
    FATAL_WORDS,
    FOLLOWED,
    GROUP_WORDS,
    GROUPS,
    HALF,
    HAPPENED,
    IN,
    LONE,
    MENTIONED,
    NO,
    NO_CASE,
    NO_WORDS,
    NOBODY,
    NOBODY_WORDS,
    NONE,
    NOT_OF_THINGS,
    OF,
    OF_THEM,
    ONE,
    PARTS,
    PEOPLE_BECAME,
    PEOPLE_BECAME_WORDS,
    PEOPLE_WORDS,
    RATE_WORDS,
    RATES,
    SEEN_IN,
    SEEN_WORDS,
    SINGULAR,
    SMALL,
    SO_ANYBODY,
    SO_PEOPLE,
    SO_THEY,
    SOME,
    SOME_WORDS,
    STATES,
    STRUCK,
    THEN_OF,
    THEN_THEY,
    THEY_BECAME,
    THINGS,
    TIME,
    TIME_WORDS,
    UNIVERSAL,
    WHOLE,
    WHOM,
    WITH_EVENT,
    A,
    ClauseRule,
    spaced,
    words_of,
)
from vexas_evidence.text.words import ADJECTIVES, ENGLISH, EVENTS, PEOPLE, WHO, any_of

_WORDS = ENGLISH.quantities
_SIZES = r"(?:(?:the|a|vast|large|small|great) )*(?:majority|minority)"
_SIZE_WORDS = ("majority", "minority")
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


def rules() -> Iterator[ClauseRule]:
    """Yield what makes a number of a word that counts people or events, of a word for a part, and of one for a time."""
    yield from _nobody()
    yield from _all()
    yield from _one_of_a_kind()
    yield ClauseRule(
        ("the", "a", "vast", "large", "small", "great", *_SIZE_WORDS),
        _SIZES,
        vague=True,
        needs=(frozenset(_SIZE_WORDS),),
    )
    first = {words.partition(" ")[0] for words in (*ENGLISH.vague["bare"], *_WORDS["all"])}
    seen = COUNTED_WORDS | THEY_BECAME | {"any", "nearly", "almost"}
    yield ClauseRule(tuple(sorted(first)), _MANY, vague=True, needs=(seen,))
    yield from _one()
    yield from _shares()
    yield from _groups()
    yield from _times()


def _nobody() -> Iterator[ClauseRule]:
    """Yield what makes a number of nobody, no and neither."""
    who = ("nobody", "no", "not", "everyone", "everybody")
    anybody = rf"(?:{NOBODY}|{EVERYBODY})(?: (?:at all|else|but {ONE}))?{SO_ANYBODY}"
    yield ClauseRule(who, anybody, needs=(NOBODY_WORDS, ANYBODY_BECAME))
    none_who, there = rf"(?:none|{NOBODY})(?= who{BECAME})", "there (?:was|were|is|are) "
    yield ClauseRule(("none", "nobody", "no", "not"), none_who, before=there, needs=(frozenset(("who",)),))
    no = (*_WORDS["zero"], "not")
    zero = rf"(?:{NO}|not (?:{ONE}|a (?:{LONE})))"
    not_by_design = rf"(?! {BE} (?:{ADVERB} )?(?:{DESIGN}))"
    not_mentioned = rf"(?! (?:{BE} )?(?:{ADVERB} )?(?:{MENTIONED}))(?! from the author)"
    single = rf"(?:(?:{LONE}) )?"
    people = rf"{zero}{NO_CASE} {single}{WHOM}{FOLLOWED}{not_by_design}"
    yield ClauseRule(no, people, unless=WITH_EVENT, needs=(NO_WORDS, PEOPLE_WORDS))
    cases = rf"{zero} {single}{ADJECTIVES}cases?{FOLLOWED}{not_mentioned}"
    yield ClauseRule(no, cases, unless=rf"{WITH_EVENT}|{IN}", needs=(NO_WORDS, CASE))
    events = rf"{zero} {single}{ADJECTIVES}(?:{EVENTS}|{RATES}){FOLLOWED}{not_mentioned}"
    yield ClauseRule(no, events, unless=WITH_EVENT, needs=(NO_WORDS, EVENT_WORDS | RATE_WORDS))
    opening = r"(?:^|[.;:!?(]\s*|(?:and|but|while) )"
    yield ClauseRule(("not",), rf"not (?:{A}) {COUNTED}{FOLLOWED}", before=opening, needs=(COUNTED_WORDS,))
    befell = rf"(?:{BE} (?:{ADVERB} )?(?:{HAPPENED}|{FATAL})|occurred|happened|followed)"
    neither = rf"neither(?= {ADJECTIVES}(?:{EVENTS}) nor {ADJECTIVES}(?:{EVENTS}) {befell})"
    yield ClauseRule(("neither",), neither, needs=(EVENT_WORDS,))


def _all() -> Iterator[ClauseRule]:
    """Yield what makes a number of all, both, each and none."""
    some = ("no", *_WORDS["none"], *_WORDS["both"], *_ALL, "half", "one", "not")
    anybody = rf"(?:{SOME}|{ONE}|{NO}|{NOBODY}|{EVERYBODY})"
    yield ClauseRule(some, rf"{SOME}(?:{OF_THEM}){SO_PEOPLE}", needs=(OF, PEOPLE_BECAME_WORDS), then=THEN_OF)
    yield ClauseRule(some, rf"{SOME}{SO_THEY}", unless=r"\bat ", needs=(SOME_WORDS, THEY_BECAME), then=THEN_THEY)
    yield ClauseRule(
        (*some, "nobody", "everyone", "everybody"),
        rf"{anybody}(?:{OF_THEM}| {WHOM})?{END}",
        before=rf"{SEEN_IN}|(?:{EVENTS}|{RATES}) (?:{STRUCK}) ",
        follows=SEEN_WORDS,
    )
    yield ClauseRule(some, rf"{SOME}(?:{OF_THEM})?(?=[.;:!?)])", before=_BEFELL, follows=BEFALLEN_WORDS)
    each = rf"(?:{EVERY}|{ALL}|{HALF})(?: (?:single|last))? {_THEIR}(?:{WHOM}){SO_PEOPLE}"
    yield ClauseRule((*_ALL, "half"), each, needs=(PEOPLE_WORDS, PEOPLE_BECAME_WORDS))
    fatal = rf"(?= (?:{BE}|proved) (?:{ADVERB} )?(?:{FATAL}))"
    yield ClauseRule(
        _ALL, rf"(?:{EVERY}|{ALL}) {_THEIR}{ADJECTIVES}(?:{EVENTS}){fatal}", needs=(EVENT_WORDS, FATAL_WORDS)
    )
    yield ClauseRule(("every",), rf"every (?:other|{any_of(ENGLISH.ordinals['others'])}) {WHOM}", needs=(PEOPLE_WORDS,))
    not_a_pair = r"(?! (?:and|nor) )"
    both, cases = (rf"(?:{BOTH}){NO_CASE} {_THEIR}{COUNTED}", rf"(?:{BOTH}) {_THEIR}{ADJECTIVES}cases?")
    yield ClauseRule(_WORDS["both"], rf"{both}{FOLLOWED}{not_a_pair}", needs=(COUNTED_WORDS,))
    yield ClauseRule(_WORDS["both"], rf"{cases}{FOLLOWED}{not_a_pair}", unless=IN, needs=(CASE,))
    but_one = rf"(?:{ALL}) (?:but|save|except|bar) {ONE}\b{NOT_OF_THINGS}(?! (?:{THINGS})\b)"
    yield ClauseRule(_WORDS["all"], but_one, needs=(frozenset((ONE,)),))
    whole = rf"(?:{WHOLE}) (?:study )?{ADJECTIVES}(?:{GROUPS}|{PEOPLE}){SO_PEOPLE}"
    yield ClauseRule(_WORDS["whole"], whole, needs=(GROUP_WORDS | PEOPLE_WORDS, PEOPLE_BECAME_WORDS))


def _one_of_a_kind() -> Iterator[ClauseRule]:
    """Yield what makes a number of single, only, and of what befell all without exception."""
    lone = rf"(?:{LONE}) {ADJECTIVES}(?:(?:{SINGULAR}|{RATES}){FOLLOWED}|(?:{TIME})\b)"
    yield ClauseRule(_WORDS["lone"], lone, needs=(COUNTED_WORDS | RATE_WORDS | TIME_WORDS,))
    yield ClauseRule(("only",), rf"only {ADJECTIVES}(?:{SINGULAR}){FOLLOWED}", before="the ", needs=(COUNTED_WORDS,))
    without = rf"without (?:a (?:{LONE})|{ONE}) {ADJECTIVES}(?:{PEOPLE}|{EVENTS}|{RATES})\b"
    yield ClauseRule(("without",), without, needs=(frozenset((ONE, *_WORDS["lone"])), COUNTED_WORDS | RATE_WORDS))
    universal = ("universally", "uniformly", "without")
    they = rf"(?:they|(?:the )?{WHOM})"
    so_they = rf"(?:{UNIVERSAL})(?=(?:,? {they})?{PEOPLE_BECAME}| (?:{STATES})\b(?!\W+known))"
    yield ClauseRule(universal, so_they, needs=(words_of(_WORDS["universal"], last=True), PEOPLE_BECAME_WORDS))
    yield ClauseRule(universal, rf"(?:{UNIVERSAL})", before=_BEFELL, follows=BEFALLEN_WORDS)
    yield ClauseRule(_WORDS["total"], rf"(?:{any_of(_WORDS['total'])}){END}", before=rf"(?:{EVENTS}|{RATES}) {BE} ")
    yield ClauseRule(_WORDS["deathless"], any_of(_WORDS["deathless"]))


_NEARLY = "(?:by|than|about|nearly|almost|over|under|around|roughly|to|in) "
_NUMBER_OF = rf"(?:\s*[:=|–—,]| (?:-|{BE}(?: at)?|numbered|totalled|equalled|stood at|(?:came|amounted) to))"
_WHEN = r"(?: (?:in|at|during|of|after|on|within|among|from|by|overall)[\w\s-]*?| \(.+?\))?"
_LABEL = (
    rf"(?:(?:{EVENTS}|{RATES}|survivors)(?: rates?)?{_WHEN}{_NUMBER_OF}|(?:{DID}|follow-up)\s*[:=|–—])\s*(?:\w+ly )?"
)
_ARTICLES = (*ENGLISH.articles, "one")


def _groups() -> Iterator[ClauseRule]:
    """Yield what makes a number of a word for a small group and for a multiple."""
    small = rf"(?:(?:{A}|{ONE}|the) (?:{SMALL})|scores)"
    of_them = rf"{small}(?:(?= of (?:{COUNTED}|{TIME}))|{SO_THEY})"
    yield ClauseRule((*_ARTICLES, "the", "scores"), of_them, needs=(frozenset(("scores", *ENGLISH.groups)),))
    yield ClauseRule(ENGLISH.articles, rf"(?:{A}) couple(?= of )", then=frozenset(("couple",)))
    before = ENGLISH.multiples["before"]
    yield ClauseRule(before, rf"(?:{any_of(before)})(?= (?:the|that|those|this|their|its|as many|in|doses?)\b)")
    seen = rf"(?:{DID}|{BE} (?:{HAPPENED})|occurred) (?:(?:only|just) )?"
    yield ClauseRule(("once",), r"once(?=[.,;!?)]|$| only)", before=seen)


def _one() -> Iterator[ClauseRule]:
    """Yield what makes a number of one, and of none where it is the number of something."""
    one = ("one",)
    yield ClauseRule(one, rf"{ONE}{NO_CASE} {COUNTED}{FOLLOWED}(?! at a time)", needs=(COUNTED_WORDS,))
    yield ClauseRule(one, rf"{ONE} {ADJECTIVES}cases?{FOLLOWED}", unless=IN, needs=(CASE,))
    yield ClauseRule(one, rf"{ONE} of (?:the|these|those|our) (?:\w+ )?(?:{WHO})\b", needs=(COUNTED_WORDS,), then=OF)
    yield ClauseRule(one, rf"{ONE}(?:{OF_THEM}){SO_PEOPLE}", needs=(PEOPLE_BECAME_WORDS,), then=OF)
    alone = r"(?:^|[.;:,!?(]\s*|(?:and|but|only|just|the|while|exactly|most|least|than) )"
    yield ClauseRule(one, rf"{ONE}{SO_THEY}", before=alone, needs=(THEY_BECAME,), then=THEN_THEY)
    yield ClauseRule(one, rf"{ONE} per\s*cent")
    yield ClauseRule(
        ("one", "no", "none", "zero", "nil", "nought", "naught", "nobody", "everyone", "all", "both"),
        rf"(?:{ONE}|{NO}|{NONE}|{NOBODY}|{EVERYBODY}|{ALL}|{BOTH})"
        r"(?=\s*[^\w\s'’-]|$| (?:in|at|during|after|so|as) )",
        before=_LABEL,
    )


def _shares() -> Iterator[ClauseRule]:
    """Yield what makes a number of a half, a third and their like."""
    share, parts = rf"(?:{A}|{ONE})[-\s]+(?:{PARTS})", frozenset(ENGLISH.shares)
    yield ClauseRule(_ARTICLES, rf"{share}(?= of | {COUNTED}|[^\w\s,'’-]|$|{BECAME}){NOT_OF_THINGS}", then=parts)
    yield ClauseRule(_ARTICLES, rf"{share}{END}", before=_NEARLY, then=parts)
    half_or_quarter = rf"(?:{A}|{ONE})[-\s]+(?:{HALF}|quarter)(?:{END}|{SO_THEY}){NOT_OF_THINGS}"
    yield ClauseRule(_ARTICLES, half_or_quarter, then=parts)
    half = ("half",)
    of_it = r" of (?:it|this|that|what)\b"
    of_them = rf"(?= (?:of|the|our|all|these|those|their) ){NOT_OF_THINGS}(?!{of_it})"
    yield ClauseRule(half, rf"{HALF}{of_them}", unless="(?:first|second|latter|last|upper|lower) ")
    yield ClauseRule(half, rf"{HALF}{of_it}", before=_NEARLY)
    yield ClauseRule(half, rf"{HALF}[-\s]+(?:an? )?(?:{TIME}|{any_of(ENGLISH.scales)}|{any_of(ENGLISH.groups)})\b")
    only_half = rf"(?:(?:{A}|{ONE}) )?{HALF}(?=[.,;:!?)]|$)"
    yield ClauseRule((*_ARTICLES, *half), only_half, before="(?:by|in|to) ", needs=(frozenset(half),))


_BEFORE = (
    "(?:after|inside|for|over|in|under|about|around|almost|nearly|than|at|by|only|just|lasted|lasting|took|takes|"
    "until|past|to|beyond|spent) "
)
_AFTER = (
    r" (?:later|earlier|after|before|ago|passed|elapsed|went by|into|on(?=[,.;]|$)|or (?:more|less|so|longer)"
    r"|of (?:treatment|therapy|follow-up|observation|remission)|from (?:the )?(?:start|baseline|entry|diagnosis))"
)
_SOMEBODY = " (?:they|he|she|we|it|all|none|nobody|the|had|was|were) "
_BEFALLEN = rf"(?:{DID}|{BE} (?:{STATES})|occurred) [^.;:!?]*"
_ORDINALS = ENGLISH.ordinals["others"]
_ONE_TIME = any_of((*ENGLISH.time["units"], *ENGLISH.time["others"]))
_LONG = ENGLISH.time["long"]


def _times() -> Iterator[ClauseRule]:
    """Yield what makes a number of a word for a time."""
    ends = rf"(?:{END}|(?=['’]s|{_SOMEBODY}))"
    yield ClauseRule(ENGLISH.articles, rf"(?:{A}) (?!day)(?:{TIME}){ends}", before=_BEFORE, then=TIME_WORDS)
    yield ClauseRule(ENGLISH.articles, rf"(?:{A}) day{ends}", before=_BEFORE, unless="for ", then=TIME_WORDS)
    yield ClauseRule(_ARTICLES, rf"(?:{A}|{ONE}) (?:{TIME})(?={_AFTER})", then=TIME_WORDS)
    yield ClauseRule(("one",), rf"{ONE}[-\s]+(?:{TIME})\b(?<!\sday)", then=TIME_WORDS)
    yield ClauseRule(("one",), rf"{ONE} day", before=_BEFORE)
    within = r"(?:within|inside) the (?:(?:first|next|same) )?"
    yield ClauseRule(("within", "inside"), rf"{within}(?:{_ONE_TIME})(?:{END}|(?={_SOMEBODY}))")
    yield ClauseRule(ENGLISH.ordinals["first"], rf"first[-\s]+(?:{_ONE_TIME})\b(?! (?:visit|dose))")
    yield ClauseRule(_ORDINALS, rf"(?:{any_of(_ORDINALS)})[-\s]+(?:{TIME})\b")
    yield ClauseRule((*_LONG, *(f"{time}long" for time in _LONG)), rf"(?:{any_of(_LONG)})-?long")
    yield ClauseRule(("fortnight", "fortnights"), "fortnights?")
    yield ClauseRule(("overnight",), "overnight", before=_BEFALLEN)
    later = rf"(?:next|following) (?:{_ONE_TIME})\b"
    yield ClauseRule(("next", "following"), later, before=_BEFALLEN)
    yield ClauseRule(("next", "following"), rf"{later}(?=,? (?:they|{SOME}|(?:the )?{WHOM}){PEOPLE_BECAME})")
