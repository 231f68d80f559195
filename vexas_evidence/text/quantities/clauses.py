"""Clauses that make a number of a word, who is counted and what became of them, and rules that ask for them.

Nobody relapsed, no deaths occurred, all were well: without the clause the same words count nothing. Rules are for texts
in small letters, of which a pattern is made twice as fast.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from vexas_evidence.text.words import ADJECTIVES, ENGLISH, EVENTS, PEOPLE, UNITS, any_of, plurals

_QUANTITIES, _COUNTED, _OUTCOMES = ENGLISH.quantities, ENGLISH.counted, ENGLISH.outcomes
GROUPS, RATES, THINGS, _TREATMENTS = (plurals(_COUNTED[key]) for key in ("groups", "rates", "things", "treatments"))
SINGULAR = any_of(word for key in ("people", "events") for word in _COUNTED[key])
"""One person or event."""
TIME = plurals((*ENGLISH.time["units"], *ENGLISH.time["others"]))
COUNTED = rf"{ADJECTIVES}(?:{PEOPLE}|{EVENTS})\b"
WHOM = rf"{ADJECTIVES}(?:{PEOPLE})\b"
DID, _DO, FATAL = (any_of(_OUTCOMES[key]) for key in ("did", "do", "fatal"))
STATES = any_of((*_OUTCOMES["states"], *_OUTCOMES["fatal"]))
HAPPENED, MENTIONED, DESIGN, STRUCK, FAILED = (
    any_of(_OUTCOMES[key]) for key in ("happened", "mentioned", "design", "struck", "failed")
)
_OF_PEOPLE = any_of((*_OUTCOMES["did"], *_OUTCOMES["people"]))
_OF_ANYBODY = any_of((*_OUTCOMES["did"], *_OUTCOMES["people"], *_OUTCOMES["nobody"]))
_ALL_STATES = any_of((*_OUTCOMES["states"], *_OUTCOMES["people_states"], *_OUTCOMES["fatal"]))

ADVERB = r"(?:\w+ly|also|then|still|later|soon|ever|even|again|just|thus|together)"
BE = r"(?:was|were|is|are|remained|stayed|became|(?:has|have|had) been)"
_BETWEEN = (
    r"at|in|after|during|within|under|on|among|of|by|with|to|before|from|until|since|while|when|as|for|over|without|"
    r"and|or|nor|but|that|which|who|whose|if|because|than|then|so|there|yet|again|once|later|soon|too|well|long|\w+ly"
)
_STOP = r"\s*(?:[^\w\s'’-]|$)"
END = rf"(?={_STOP}| (?:{_BETWEEN})\b)"
"""The clause ends, or goes on with a preposition or a conjunction: "both died", not "both relapsed patients"."""
_VERB = (
    r"was|were|is|are|has|had|have|did|does|do|will|fell|rose|left|took|came|went|got|underwent|saw|became|began|arose|"
    rf"{_OF_ANYBODY}|\w+ed"
)
FOLLOWED = rf"(?={_STOP}| (?:{_BETWEEN}|{_VERB})\b)(?! reported (?:outcome|measure|experience))"
"""What is counted ends here, and is no part of a longer name such as "patient data"."""
_ASIDE = r" (?:who|that)(?: \w+){1,4}|,[\w\s]+,"
_PLACE = (
    rf"(?: (?:in|at|on|among|of|with|from|under|within|during|after|before)(?: [\w-]+){{1,4}}"
    rf"|{_ASIDE})?"
)
_HAD = rf" (?:has|have|had|saw) (?:(?:an?|any|another|the|their) )?{ADJECTIVES}(?:{EVENTS})\b"


def _predicate(verbs: str, states: str) -> str:
    return (
        rf"(?:(?: {ADVERB})*(?: (?:has|have|had))?(?: {ADVERB})* (?:{verbs})"
        rf"|(?: (?:did|do|does|will))(?: not)? (?:{_DO})\b"
        rf"| {BE}(?: (?:{ADVERB}|not))* (?:{states})(?:{END}|(?<=to))|{_HAD})"
    )


BECAME = _predicate(DID, STATES)
"""What became of somebody: relapsed, has died, did respond, were well."""
PEOPLE_BECAME = _predicate(_OF_PEOPLE, _ALL_STATES)
"""What became of people, where it is said that they are people."""
SO_THEY = rf"(?=(?:{_ASIDE})?{BECAME}{END})"
"""What became of them stands after a word that alone says who: all responded, both were well."""
SO_PEOPLE = rf"(?={_PLACE}{PEOPLE_BECAME})"
SO_ANYBODY = rf"(?={_PLACE}{_predicate(_OF_ANYBODY, _ALL_STATES)})"
OF_THEM = (
    r" of (?:them|whom|us|those)"
    rf"| of (?:the|these|those|our|all) (?:\w+ ){{0,2}}(?:{PEOPLE}|{EVENTS})"
)
NOT_OF_THINGS = rf"(?! (?:of )?(?:the|these|those|our|its|this|all|each|an?) (?:\w+ )?(?:{THINGS})\b)"
NO, NOBODY, EVERYBODY, NONE = (any_of(_QUANTITIES[key]) for key in ("zero", "nobody", "everybody", "none"))
SINGLY, WHOLE, LONE, UNIVERSAL = (any_of(_QUANTITIES[key]) for key in ("singly", "whole", "lone", "universal"))
BOTH, EVERY, ALL = (any_of(_QUANTITIES[key]) for key in ("both", "every", "all"))
ONE, A = UNITS[1], any_of(ENGLISH.articles)
HALF, *_PARTS = ENGLISH.shares
PARTS = any_of(_PARTS)
SMALL = any_of(ENGLISH.groups)
IN = "in "
NO_CASE = r"(?! (?:\w+ )?case)"
"""No "cases", as "in both cases" is often said of what is no case of a disease."""
SOME = rf"(?:{NONE}|{BOTH}|{ALL}|{EVERY}|{SINGLY}|(?:{ONE} )?{HALF})"
WITH_EVENT = (
    rf"(?:(?:who|which|that) (?:had|have|has)|(?:those|anyone|whoever|{PEOPLE}) with|(?:mean|means|imply|implies)"
    r"|(?:^|[\d%}])\s*(?:had|have|has)|[\d%}] with) "
)
"""Before an event that is no event of the study: patients with no response, which does not mean no deaths."""
SEEN_IN = (
    rf"(?:(?:^|[.;:,(]\s*|(?:with|saw|an?|and) ){ADJECTIVES}(?:{EVENTS})"
    rf"|(?:{EVENTS}|{RATES}) {BE} (?:{ADVERB} )?(?:{HAPPENED})"
    rf"|(?:{_TREATMENTS}) (?:{BE} )?(?:{FAILED})"
    rf"|(?:{DID}|occurred|happened|{FATAL})) (?:in|among|for) "
)
"""Before those in whom something was seen: remission in, infections were seen in."""


def words_of(*tables: Iterable[str], last: bool = False) -> frozenset[str]:
    """The first words of some phrases, or the last, with their plurals: one of them stands where a phrase does."""
    ends = (re.split(r"[\s-]", phrase)[-1 if last else 0] for table in tables for phrase in table)
    return frozenset(form for word in ends for form in (word, f"{word}s", f"{word[:-1]}ies"))


OF, CASE = frozenset(("of",)), frozenset(("case", "cases"))
PEOPLE_WORDS, EVENT_WORDS, RATE_WORDS, GROUP_WORDS = (
    words_of(_COUNTED[key]) for key in ("people", "events", "rates", "groups")
)
TIME_WORDS = words_of(ENGLISH.time["units"], ENGLISH.time["others"])
COUNTED_WORDS = PEOPLE_WORDS | EVENT_WORDS
THEY_BECAME = words_of(*(_OUTCOMES[key] for key in ("did", "do", "states", "fatal"))) | EVENT_WORDS
PEOPLE_BECAME_WORDS = THEY_BECAME | words_of(_OUTCOMES["people"], _OUTCOMES["people_states"])
ANYBODY_BECAME = PEOPLE_BECAME_WORDS | words_of(_OUTCOMES["nobody"])
FATAL_WORDS = words_of(_OUTCOMES["fatal"])
BEFALLEN_WORDS = words_of(*(_OUTCOMES[key] for key in ("did", "states", "fatal")), last=True)
SEEN_WORDS = frozenset(("in", "among", "for")) | words_of(_OUTCOMES["struck"], last=True)
_SINGLY_WORDS = frozenset(" ".join(_QUANTITIES["singly"]).split())
THEN_OF = OF | _SINGLY_WORDS | {"half"}
SOME_WORDS = words_of(*(_QUANTITIES[key] for key in ("none", "both", "all", "every"))) | {"half", "one", "soul"}
_AUXILIARIES = (
    "has have had saw did do does will was were is are remained stayed became",
    "ly also then still later soon ever even again just thus together who that half ,",
)
THEN_THEY = _SINGLY_WORDS | words_of(_OUTCOMES["did"]) | frozenset(" ".join(_AUXILIARIES).split())
"""The word behind those of whom is said what became of them; "ly" stands for any adverb."""
NOBODY_WORDS = frozenset(("nobody", "everyone", "everybody", "one", "soul"))
NO_WORDS = words_of(_QUANTITIES["zero"], _QUANTITIES["lone"]) | {"one"}
_WINDOW = 90  # characters before a word in which its context stands; all of a page would take long
_RUN, _LAST, _GAP = re.compile(r"[\w\s,'’-]*"), re.compile(r"(\w+)\W*$"), re.compile(r"[\s,'’-]+")
_SECOND = re.compile(r"\w+(?:[\s-]+(\w+)|(,))")


def spaced(pattern: str) -> str:
    """A pattern in which a space stands for any white space, such as the end of a line."""
    return pattern.replace(" ", r"\s+")


@dataclass(frozen=True)
class Context:
    """A text in small letters and a place in it, with what stands around that, found when a rule asks for it."""

    text: str
    start: int

    @cached_property
    def words(self) -> frozenset[str]:
        """The words from the place to a mark."""
        run = _RUN.match(self.text, self.start)
        return frozenset(_GAP.split(run[0] if run else ""))

    @cached_property
    def second(self) -> str:
        """The second of these words, or the comma behind the first; "ly" for any adverb."""
        found = _SECOND.match(self.text, self.start)
        second = (found[1] or found[2]) if found else ""
        return "ly" if second.endswith("ly") else second

    @cached_property
    def before(self) -> str:
        """The word before the place."""
        last = _LAST.search(self.text, max(0, self.start - _WINDOW), self.start)
        return last[1] if last else ""


@dataclass(frozen=True, slots=True)
class ClauseRule:
    """Words, a pattern that begins with one of them, and what has to stand, or may not stand, right before it.

    Patterns are long and many. Of each set of ``needs`` a word stands from the place on where the pattern matches, one
    of ``then``, if any, as the second, and one of ``follows`` right before it; without these none is compiled.
    """

    words: tuple[str, ...]
    pattern: str
    before: str = ""
    unless: str = ""
    vague: bool = False
    needs: tuple[frozenset[str], ...] = ()
    then: frozenset[str] = frozenset()
    follows: frozenset[str] = frozenset()

    def match(self, place: Context) -> int | None:
        """Return where the number ends that begins at a place; None where there is none."""
        if not self._may_match(place):
            return None
        is_short = len(self.before) < len(self.pattern)
        if self.before and is_short and not _ends(place, self.before):
            return None
        found = _compiled(self.pattern).match(place.text, place.start)
        if found is None or (self.before and not is_short and not _ends(place, self.before)):
            return None
        return None if self.unless and _ends(place, self.unless) else found.end()

    def _may_match(self, place: Context) -> bool:
        if (self.then and place.second not in self.then) or (self.follows and place.before not in self.follows):
            return False
        return not any(place.words.isdisjoint(each) for each in self.needs)


def _ends(place: Context, pattern: str) -> bool:
    start = place.start
    return _compiled(rf"(?:{pattern})$").search(place.text, start - _WINDOW, start) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern, compiled when it is first met: there are many, and few texts need them all."""
    return re.compile(spaced(pattern))
