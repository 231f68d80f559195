"""Words that state a number: "thirty-five", "one hundred and twelve", "two-thirds", "no patients", "second".

"One" and "first" are more often a pronoun and an adverb than a number: they count only before something that is
counted.
"""

from __future__ import annotations

import re

from vexas_evidence.text.quantities import WHO

UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"),
    *("sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
VALUES = (
    {word: number for number, word in enumerate((*UNITS, *TEENS))}
    | {word: 10 * number for number, word in enumerate(TENS, start=2)}
    | {"a": 1, "an": 1}
)
SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000}
TIME = r"(?:years?|months?|weeks?|days?|cycles?)"

_UNIT, _TENS = "|".join(UNITS[1:]), "|".join(TENS)
_BELOW_100 = rf"(?:(?:{_TENS})(?:[-\s](?:{_UNIT}))?|{'|'.join(sorted(TEENS, key=len, reverse=True))}|{_UNIT}|zero)"
_REST = rf"(?:,?\s(?:and\s)?{_BELOW_100})?"
_BELOW_1000 = rf"(?:(?:an?|{_BELOW_100})[-\s]hundred{_REST}|{_BELOW_100})"
WHOLE = (
    rf"(?:(?:an?|{_BELOW_1000})[-\s]thousand(?:,?\s(?:and\s)?{_BELOW_1000})?"
    rf"|(?:an?|{_BELOW_100})[-\s]dozen|{_BELOW_1000})"
)
"""A whole number in words, with hyphens or without."""
# "One" alone is a number only where it counts something: one patient, one of the patients, one year, one in five.
_ONE = rf"one(?!\w)(?=[-\s]+(?:{TIME}\b|{WHO}\b|of\s+(?:the|these|those)\s+(?:\w+\s+)?{WHO}\b))"
_PARTS = r"(?:hal(?:f|ves)|thirds?|quarters?|fifths?|sixths?|eighths?|tenths?)"
SHARE = rf"(?:(?:(?:an?|{_UNIT}|{'|'.join(TEENS)})[-\s])?{_PARTS}|one\sin\s(?:{WHOLE}|\d+))"
"""A part of a whole: half, a third, two-thirds, three quarters, one in five."""
WORDS = rf"(?:{WHOLE}\sand\sa\s(?:half|quarter)\b|{_ONE}|(?!one\b(?![-\s]*(?:hundred|thousand|dozen))){WHOLE})"
"""A number in words within a text."""

_ORDER = "second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
ORDINAL = (
    rf"(?:\d+(?:st|nd|rd|th)|(?:{_TENS})[-\s](?:first|{_ORDER})|{_ORDER}"
    rf"|first(?=[-\s](?:line|dose|visit|relapse|{TIME})\b))"
)
"""A place in an order: 2nd, second, twenty-first; "first" where it counts a line, a dose, a visit or a time."""
NOBODY = (
    rf"(?:(?:no|zero|both|neither|every)(?=\s+(?:of\s+(?:the|these|them|whom)\b|{WHO}\b))"
    r"|both\s+of\s+(?=them|whom|the)|nobody(?!['’]|(?-i:\s+[A-Z]\b))|no\s+one|none|not\s+all|all|everyone)"
)
"""Words for nobody, both and all."""
TIMES = rf"(?:twice|thrice|doubled|tripled|halved|{WHOLE}-?fold)"


def value_of(words: str) -> int | None:
    """Return the whole number that words state; None where they state none.

    Examples
    --------
    >>> value_of("one hundred and twelve"), value_of("a dozen"), value_of("several")
    (112, 12, None)
    """
    if not re.fullmatch(WHOLE, words, re.IGNORECASE):
        return None
    total = part = 0
    for word in re.split(r"[-\s,]+", words.lower()):
        if word == "and":
            continue
        if word not in SCALES:
            part += VALUES[word]
        elif word == "thousand":
            total, part = total + part * SCALES[word], 0
        else:
            part *= SCALES[word]
    return total + part
