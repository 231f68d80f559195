"""Clauses that make a number of a word, who is counted and what became of them, and rules that ask for them.

Nobody relapsed, no deaths occurred, all were well: without the clause the same words count nothing. Rules are for texts
in small letters, of which a pattern is made twice as fast.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

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


_WINDOW = 90  # characters before a word in which its context stands; all of a page would take long


def spaced(pattern: str) -> str:
    """A pattern in which a space stands for any white space, such as the end of a line."""
    return pattern.replace(" ", r"\s+")


@dataclass(frozen=True, slots=True)
class Rule:
    """Words, a pattern that begins with one of them, and what has to stand, or may not stand, right before it."""

    words: tuple[str, ...]
    pattern: str
    before: str = ""
    unless: str = ""
    vague: bool = False

    def match(self, text: str, start: int) -> int | None:
        """Return where the number ends that begins at *start*; None where there is none."""
        found = _compiled(self.pattern).match(text, start)
        if found is None:
            return None
        if self.before and not _ends(text, start, self.before):
            return None
        if self.unless and _ends(text, start, self.unless):
            return None
        return found.end()


def _ends(text: str, end: int, pattern: str) -> bool:
    return _compiled(rf"(?:{pattern})$").search(text, end - _WINDOW, end) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern, compiled when it is first met: there are many, and few texts need them all."""
    return re.compile(spaced(pattern))
