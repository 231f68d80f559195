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
_ENDINGS = (
    *("e", "s", "es", "ed", "d", "en", "n", "ing", "er", "ers", "ion", "ions", "ence", "ent", "ents", "y"),
    *("ement", "ements", "ation", "ations", "ance", ""),
)
_ANY_ENDING = rf"(?:{'|'.join(_ENDINGS)})"
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
        yield match, next(side for side, words in enumerate(sides) if any(_is_form(match[0], each) for each in words))


@cache
def inflected_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of any of some words or phrases in any of their forms, whose endings all words share."""
    ordered = sorted(words, key=len, reverse=True)
    phrases = (r"\s+".join(map(_inflected, each.split())) for each in ordered if " " in each)
    single = [each for each in ordered if " " not in each]
    roots = "|".join(map(_doubled, filter(_has_endings, single)))
    fixed = (re.escape(each) for each in single if not _has_endings(each))
    forms = (*phrases, *([rf"(?:{roots}){_ANY_ENDING}"] if roots else ()), *fixed)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?![\w-])", re.IGNORECASE)


def _has_endings(word: str) -> bool:
    return len(word) >= 4 and "-" not in word


def _inflected(word: str) -> str:
    return f"{_doubled(word)}{_ANY_ENDING}" if _has_endings(word) else re.escape(word)


def _doubled(word: str) -> str:
    """A pattern of the root of a word, whose last letter may be doubled."""
    return rf"{re.escape(_root(word))}{re.escape(_root(word)[-1])}?"


def _is_form(words: str, phrase: str) -> bool:
    """Whether words are a phrase in any of its forms."""
    found, listed = words.lower().split(), phrase.lower().split()
    return len(found) == len(listed) and all(map(_is_form_of_word, found, listed))


def _is_form_of_word(found: str, word: str) -> bool:
    if not _has_endings(word):
        return found == word
    root = _root(word)
    ending = found.removeprefix(root)
    return found.startswith(root) and (ending in _ENDINGS or ending in {f"{root[-1]}{each}" for each in _ENDINGS})
