"""Clauses that make a number of a word: who or what is counted, and what became of them.

Nobody relapsed, no deaths occurred, all were well: without the clause the same words count nothing.
"""

from __future__ import annotations

from vexas_evidence.text.words import ENGLISH, EVENTS, PEOPLE, UNITS, any_of, plurals

_QUANTITIES, _COUNTED, _OUTCOMES = ENGLISH.quantities, ENGLISH.counted, ENGLISH.outcomes
GROUPS, RATES, THINGS = (plurals(_COUNTED[key]) for key in ("groups", "rates", "things"))
ONE_OF_THEM = any_of(word for key in ("people", "events") for word in _COUNTED[key])
TIME = plurals((*ENGLISH.time["units"], *ENGLISH.time["others"]))
ADJECTIVES = rf"(?:(?:[\w-]*(?:{'|'.join(_COUNTED['kinds'])})|{any_of(_COUNTED['adjectives'])})\s+){{0,2}}"
COUNTED = rf"{ADJECTIVES}(?:{PEOPLE}|{EVENTS})\b"
WHOM = rf"{ADJECTIVES}(?:{PEOPLE})\b"
DID, DO, STATES, FATAL, HAPPENED = (any_of(_OUTCOMES[key]) for key in ("did", "do", "states", "fatal", "happened"))
MENTIONED, DESIGN = any_of(_OUTCOMES["mentioned"]), any_of(_OUTCOMES["design"])
OF_PEOPLE = any_of((*_OUTCOMES["did"], *_OUTCOMES["people"]))
OF_ANYBODY = any_of((*_OUTCOMES["did"], *_OUTCOMES["people"], *_OUTCOMES["nobody"]))
ALL_STATES = any_of((*_OUTCOMES["states"], *_OUTCOMES["people_states"], *_OUTCOMES["fatal"]))

ADVERB = r"(?:\w+ly|also|then|still|later|soon|ever|even|again|just|thus|together)"
BE = r"(?:was|were|is|are|remained|stayed|became|(?:has|have|had)\s+been)"
WORDS_BETWEEN = (
    r"at|in|after|during|within|under|on|among|of|by|with|to|before|from|until|since|while|when|as|for|over|without|"
    r"and|or|nor|but|that|which|who|whose|if|because|than|then|so|there|yet|again|once|later|soon|too|well|long|\w+ly"
)
END = rf"(?=\s*(?:[^\w\s'’-]|$)|\s+(?:{WORDS_BETWEEN})\b)"
VERB = (
    r"was|were|is|are|has|had|have|did|does|do|will|fell|rose|left|took|came|went|got|underwent|saw|became|began|arose|"
    rf"led|{OF_ANYBODY}|\w+ed"
)
FOLLOWED = rf"(?=\s*(?:[^\w\s'’-]|$)|\s+(?:{WORDS_BETWEEN}|{VERB})\b)(?!\s+reported\s+(?:outcome|measure|experience))"
PLACE = r"(?:\s+(?:in|at|on|among|of|with|from|under|within|during|after|before)\s+(?:[\w-]+\s+){0,3}?[\w-]+)??"
HAD = rf"\s+(?:has|have|had|saw)\s+(?:(?:an?|any|another|the|their)\s+)?{ADJECTIVES}(?:{EVENTS})\b"


def predicate(verbs: str, states: str) -> str:
    """What became of them: relapsed, has died, did respond, were well."""
    return (
        rf"(?:\s+{ADVERB})*(?:\s+(?:has|have|had))?(?:\s+{ADVERB})*\s+(?:{verbs})\b"
        rf"|(?:\s+(?:did|do|does|will))(?:\s+not)?\s+(?:{DO})\b|\s+{BE}(?:\s+(?:{ADVERB}|not))*\s+(?:{states})\b{END}"
        rf"|{HAD}"
    )


BECAME = rf"(?=(?:{predicate(DID, STATES)}){END})"
"""What became of them, where a word alone says who: all responded, both were well."""
PEOPLE_BECAME = rf"(?={PLACE}(?:{predicate(OF_PEOPLE, ALL_STATES)}))"
ANYBODY_BECAME = rf"(?={PLACE}(?:{predicate(OF_ANYBODY, ALL_STATES)}))"
OF_THEM = rf"\s+of\s+(?:them|whom|us)\b|\s+of\s+(?:the|these|those|our|all)\s+(?:\w+\s+){{0,2}}?(?:{PEOPLE}|{EVENTS})\b"
NOT_OF_THINGS = rf"(?!\s+(?:of\s+)?(?:the|these|those|our|its|this|all|each|an?)\s+(?:\w+\s+)?(?:{THINGS})\b)"
NO, NOBODY, EVERYBODY, NONE = (any_of(_QUANTITIES[key]) for key in ("zero", "nobody", "everybody", "none"))
SINGLY, WHOLE, LONE, UNIVERSAL = (any_of(_QUANTITIES[key]) for key in ("singly", "whole", "lone", "universal"))
BOTH, EVERY, ALL = (any_of(_QUANTITIES[key]) for key in ("both", "every", "all"))
ONE, A = UNITS[1], any_of(ENGLISH.articles)
HALF, *PARTS = ENGLISH.shares
SHARE = any_of(PARTS)
SMALL = any_of(ENGLISH.groups)
IN_CASES = r"\bin\s+"
SOME = rf"(?:{NONE}|{BOTH}|{ALL}|{EVERY}|{SINGLY}|(?:{ONE}\s+)?{HALF})"
THEIR = r"(?:(?:of\s+)?(?:the|these|those|our|other)\s+)?"
WITH_EVENT = (
    rf"(?:\b(?:who|which|that)\s+(?:had|have|has)|\b(?:those|anyone|whoever|{PEOPLE})\s+with"
    r"|(?:^|[\d%}])\s*(?:had|have|has)|[\d%}]\s*with)\s+"
)
SEEN_IN = (
    rf"(?:(?:^|[.;:,(]\s*|\b(?:with|saw|an?|and)\s+){ADJECTIVES}(?:{EVENTS})"
    rf"|\b(?:{EVENTS}|{RATES})\s+{BE}\s+(?:{ADVERB}\s+)?(?:{HAPPENED})"
    rf"|\b(?:{DID}|occurred|happened|{FATAL}))\s+(?:in|among|for)\s+"
)
