"""The forms of words, roughly: the stem that "relapsed" and "relapse" share, and patterns of any form of a word."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from vexas_evidence.text.words import any_of

ENGLISH: dict[str, Any] = tomllib.loads(
    files(__package__).joinpath("words_around_numbers.toml").read_text(encoding="utf-8")
)
WORD = re.compile(r"[a-z][a-z-]+", re.IGNORECASE)
_ENDING = re.compile(r"(?:ations?|ements?|ments?|ers?|ings?|ions?|ences?|ents?|ed|es|s|e|y|ies|ic|al|ous)$")
_ENDINGS = r"(?:e|s|es|ed|d|en|n|ing|er|ers|ion|ions|ence|ent|ents|y|ement|ements|ation|ations|ance)?"
LONGEST_STEM = 6
_EMPTY = frozenset(ENGLISH["empty"])
GENERAL = _EMPTY | frozenset(ENGLISH["general"])
"""Words that name nothing by themselves."""


def _root(word: str) -> str:
    short = _ENDING.sub("", word.lower())
    short = short[:-1] if len(short) > 3 and short[-1] == short[-2] else short
    return short if len(short) > 2 else word.lower()


def stem(word: str) -> str:
    """The word without its ending, roughly: relapsed, relapses and relapse are one."""
    return _root(word)[:LONGEST_STEM]


def stems(text: str) -> frozenset[str]:
    """The stems of the words of a text that mean something by themselves."""
    parts = (part for word in WORD.findall(text) for part in word.split("-"))
    return frozenset(stem(part) for part in parts if part and part.lower() not in _EMPTY)


@cache
def word_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of any of some words or phrases."""
    return re.compile(rf"(?<![\w-])(?:{any_of(words)})(?![\w-])", re.IGNORECASE)


def sided(text: str, sides: list[list[str]]) -> Iterator[tuple[re.Match[str], int]]:
    """Yield the words of a text that stand on one of two sides, the longest at each place, with the side."""
    for match in inflected_pattern((*sides[0], *sides[1])).finditer(text):
        for side, words in enumerate(sides):
            if (found := inflected_pattern(tuple(words)).fullmatch(match[0])) is not None and found:
                yield match, side
                break


@cache
def inflected_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of any of some words or phrases in any of their forms."""
    forms = (
        r"\s+".join(_inflected(each) for each in phrase.split()) for phrase in sorted(words, key=len, reverse=True)
    )
    return re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?![\w-])", re.IGNORECASE)


def _inflected(word: str) -> str:
    return (
        re.escape(word)
        if len(word) < 4 or "-" in word
        else rf"{re.escape(_root(word))}{re.escape(_root(word)[-1])}?{_ENDINGS}"
    )
