"""Words that state a number: "thirty-five", "one hundred and twelve", "two-thirds", "no patients", "second".

The words of a language stand in one file, ``english.toml``; here are the patterns made of them. "One" and "first" are
more often a pronoun and an adverb than a number: they count only before something that is counted.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from vexas_evidence.text.late import in_any_case

ENGLISH: dict[str, Any] = tomllib.loads(files(__package__).joinpath("english.toml").read_text(encoding="utf-8"))


@cache
def _any_of(words: tuple[str, ...]) -> str:
    after: dict[str, list[str]] = {}
    for word in filter(None, words):
        after.setdefault(word[0], []).append(word[1:])
    parts = [f"{re.escape(first)}{_ends(rest)}" for first, rest in after.items()]
    return f"(?:{'|'.join(parts)}){'?' * ('' in words)}" if len(parts) > 1 or "" in words else parts[0]


def any_of(words: Iterable[str]) -> str:
    """Return a pattern of any of some words, the longest that there is; a space stands for any white space.

    A letter with which several words begin stands in it once, so that few words are tried at each place of a text.
    """
    return _any_of(tuple(dict.fromkeys(words)))


def _ends(words: list[str]) -> str:
    longest = [re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True)]
    return longest[0] if len(longest) == 1 else f"(?:{'|'.join(longest)})"


def beginning(words: Iterable[str]) -> str:
    """Return a pattern that sees whether any of some words can begin, by its first character, before all are tried."""
    return f"(?=[{re.escape(''.join(sorted({word[0] for word in words})))}])"


def plurals(nouns: Iterable[str]) -> str:
    """Return a pattern of any of some nouns in the singular or the plural."""
    ordered = sorted(nouns, key=len, reverse=True)
    return "|".join(f"{noun[:-1]}(?:y|ies)" if noun[-2:] in _WITH_Y else f"{any_of([noun])}s?" for noun in ordered)


_WITH_Y = ("ty", "cy", "ry", "ly")  # fatalities, malignancies, recoveries, families; not days


def row_of(name: str, rows: Mapping[str, Any]) -> Any:
    """Return a row of words, or a pattern, by its name in a table or in a table within one: "counted.people"."""
    table, _, key = name.partition(".")
    return rows[table][key] if key else rows[table]


def filled(pattern: str, rows: Mapping[str, Any]) -> str:
    """Return a pattern with what stands in the place of each <<name>>: any word of a row, or another pattern.

    <<a + b>> stands for any word of several rows, <<a (s)>> for the nouns of a row in the singular or the plural.

    Examples
    --------
    >>> filled("<<who (s)>> <<did>>", {"who": ["adult", "child"], "did": "(?:<<verbs>>)", "verbs": ["died", "dies"]})
    'adults?|childs? (?:d(?:ied|ies))'
    """

    def of_rows(found: re.Match[str]) -> str:
        names, _, plural = found[1].partition(" (")
        values = [row_of(name, rows) for name in names.split(" + ")]
        if isinstance(values[0], str):
            return filled(values[0], rows)
        words = [word for each in values for word in each]
        return plurals(words) if plural else any_of(words)

    return re.sub("<<([^<>]+)>>", of_rows, pattern)


UNITS, TEENS, TENS, ARTICLES, SCALES = (
    ENGLISH["numbers"][key] for key in ("units", "teens", "tens", "articles", "scales")
)
NUMBER_WORDS = (*UNITS, *TEENS, *TENS)
"""The words of the whole numbers from 0 to 20, and of the tens."""
VALUES = (
    {word: number for number, word in enumerate((*UNITS, *TEENS))}
    | {word: 10 * number for number, word in enumerate(TENS, start=2)}
    | dict.fromkeys(ARTICLES, 1)
)
TIME_UNIT = any_of(ENGLISH["time"]["units"])
TIME = rf"(?:{TIME_UNIT}s?)"
"""A unit of time, in the singular and in both."""
PEOPLE, EVENTS = (plurals(ENGLISH["counted"][key]) for key in ("people", "events"))
WHO = filled(r"(?:(?:<<counted.qualified>>)\s+)?(?:<<counted.people (s)>>|<<counted.events (s)>>)", ENGLISH)
"""Who or what is counted."""
_KINDS = "|".join(ENGLISH["counted"]["kinds"])
ADJECTIVES = filled(rf"(?:(?:[\w-]+(?:{_KINDS})|\w+(?:-\w+)+|<<counted.adjectives + counted.qualified>>) )*", ENGLISH)
"""The adjectives before whom or what is counted: "serious adverse " before "event"."""

_ONE, _A = UNITS[1], any_of(ARTICLES)
_UNIT, _TEENS, _TENS = any_of(UNITS), any_of(TEENS), "|".join(TENS)
_SHARES = any_of((*ENGLISH["shares"], *ENGLISH["shares"].values()))
_BELOW_100 = rf"(?:(?:{_TENS})(?:[-\s](?:{_UNIT}))?|{_TEENS}|{_UNIT})"
_REST = rf"(?:,?\s(?:and\s)?{_BELOW_100})?"
_MEANT = "".join(rf"(?<!{article})" for article in ARTICLES)
"""Behind a number that is no article alone: "a" is one only before "hundred" and the like."""
_BELOW_1000 = rf"(?:{_A}(?=[-\s]hundred)|{_BELOW_100})(?:[-\s]hundred{_REST}|{_MEANT})"
_THOUSAND = rf"thousand(?:,?\s(?:and\s)?{_BELOW_1000})?"
WHOLE = (
    rf"{beginning(VALUES)}(?:{_A}(?=[-\s](?:dozen|hundred|thousand))|{_BELOW_100})"
    rf"(?:[-\s](?:dozen|(?=hundred|thousand)(?:hundred{_REST}(?:[-\s](?=thousand))?)?(?:(?<=[-\s]){_THOUSAND})?)"
    rf"|{_MEANT})"
)
"""A whole number in words, with hyphens or without."""
WHOLE_WORDS = in_any_case(rf"\b{WHOLE}\b")
# "One" alone is a number only where it counts something: one patient, one of the patients, one year, one in five.
_COUNTING = (
    rf"{_ONE}(?!\w)(?=[-\s]+(?:{TIME}\b|(?!{any_of(SCALES)}){ADJECTIVES}{WHO}\b"
    rf"|(?:out\s+)?of\s+(?:the\s+)?(?:\d|{WHOLE}\b)|of\s+(?:the|these|those)\s+(?:\w+\s+)?{WHO}\b))"
)
SHARE = rf"(?:half\sa\sdozen|(?:(?:{_A}|{_UNIT}|{_TEENS})[-\s])?(?:{_SHARES})|{_ONE}[-\s]in[-\s](?:{WHOLE}|\d+))"
"""A part of a whole: half, a third, two-thirds, three quarters, one in five."""
_AND_PART = r"\sand\sa\s(?:half|quarter)\b"
WORDS = (
    rf"(?:{_COUNTING}(?!{_AND_PART})"
    rf"|(?!{_ONE}\b(?![-\s]*(?:{any_of(SCALES)})|{_AND_PART})){WHOLE}(?:{_AND_PART})?)"
)
"""A number in words within a text."""

ORDINAL = filled(
    rf"(?:\d+(?:st|nd|rd|th)|(?:{_TENS})[-\s](?:<<ordinals.first>>|<<ordinals.others>>)|<<ordinals.others>>"
    rf"|<<ordinals.first>>(?=[-\s](?:<<ordinals.ranked>>|{TIME})\b))",
    ENGLISH,
)
"""A place in an order: 2nd, second, twenty-first; "first" where it counts a line, a dose, a visit or a time."""
GRADED = filled(r"(?:(?:<<roman.heads>>)\s+\S+\s+(?:(?:or|to|and)\s+\S+\s+)?)?", ENGLISH)
"""The grade of whom or what is counted, before its other adjectives: "grade 3 or 4 "."""
NOBODY = filled(
    r"(?:(?:<<quantities.zero + quantities.both + quantities.every>>)"
    rf"(?=\s+(?:of\s+(?:the|these|them|whom)\b|{GRADED}{ADJECTIVES}{WHO}\b))"
    r"|nobody(?!['’]|(?-i:\s+[A-Z]\b))"
    r"|no[-\s]one|not\s+all|<<quantities.none + quantities.all + quantities.everybody>>)",
    ENGLISH,
)
"""Words for nobody, both and all."""
CHANGED, FOLD = any_of(ENGLISH["multiples"]["changed"]), any_of(ENGLISH["multiples"]["suffix"])
TIMES = rf"(?:{CHANGED}|{WHOLE}-?{FOLD})"
"""How many times: twice, doubled, threefold."""
VAGUE_WORDS = ENGLISH["vague"]["sizes"]
"""The words of a source that say how many or how often without a limit, as tokens of a ledger."""

BOUNDS = {word: sign for sign, words in ENGLISH["bounds"].items() for word in words}
"""Words and signs before a number, with the bound that they state; negated words ("no more than") are their own."""
BOUND_PATTERN = "|".join(
    re.escape(word) + (r"(?!\w)" if word[-1].isalpha() else "") for word in sorted(BOUNDS, key=len, reverse=True)
)
BOUND_BEGINS = beginning(BOUNDS)
_AT_LEAST, _AT_MOST = "more higher above greater over older longer", "less fewer lower below younger under"
BOUNDS_BEHIND = dict.fromkeys(_AT_LEAST.split(), "≥") | dict.fromkeys(_AT_MOST.split(), "≤")
"""Words behind a number that bound it."""
BEHIND = (
    rf"(?:or\s(?:{'|'.join(BOUNDS_BEHIND)})\b(?!\sthan\b|\s?[\d<>≤≥])|and\s(?:(?:older|younger)\b(?!\sthan\b)"
    r"|(?:above|over|below|under)(?=\s?(?:$|[,.;:()\[\]|]|(?:was|were|is|are|had|have|with|who|in)\b))))"
)
"""What stands before such a word, and the word: 65 years or older, grade 3 and above."""


def value_of(words: str) -> int | None:
    """Return the whole number that words state; None where they state none.

    Examples
    --------
    >>> value_of("one hundred and twelve"), value_of("a dozen"), value_of("several")
    (112, 12, None)
    """
    if not WHOLE_WORDS.fullmatch(words):
        return None
    total = part = 0
    for word in re.split(r"[-\s,]+", words.lower()):
        if word == "and":
            continue
        factor = SCALES.get(word, 0)
        if factor == 0:
            part += VALUES[word]
        elif factor < 1000:
            part *= factor
        else:
            total, part = total + part * factor, 0
    return total + part
