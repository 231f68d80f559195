"""Words that are a number where they count people, events or time: "nobody relapsed", "no deaths", "after a year".

The same words are none where they count documents or numbers: "both sources", "no comparator", "one of the limits".
So each has the words that have to stand after it, or before it, for a reader to take it for a number: the rules of
``quantities.toml``. They are for texts in small letters, of which a pattern is made twice as fast.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from vexas_evidence.text.words import ADJECTIVES, ENGLISH, TEENS, TENS, UNITS, any_of, filled, row_of

_TABLE: Mapping[str, Any] = tomllib.loads(files(__package__).joinpath("quantities.toml").read_text(encoding="utf-8"))
_HALF, *_PARTS = ENGLISH["shares"]
_ROWS = (
    ENGLISH
    | _TABLE["parts"]
    | {
        "adjectives": ADJECTIVES,
        "one": UNITS[1],
        "from two on": (*UNITS[2:], *TEENS, *TENS),
        "half": _HALF,
        "parts of a whole": _PARTS,
        "several parts": (*ENGLISH["shares"].values(),),
    }
)
_WINDOW = 90  # characters before a word in which its context stands; all of a page would take long
_RUN, _LAST, _GAP = re.compile(r"[\w\s,'’-]*"), re.compile(r"(\w+)\W*$"), re.compile(r"[\s,'’-]+")
_NEAR = re.compile(
    r"(?:(?!\s(?:and|are|as|at|be|but|by|for|from|in|is|on|or|that|to|was|were|which|who|with"
    r"|of(?!\s+(?:the|these|those|our)\b))(?![\w-]))[\w\s'’-])*"
)
_SECOND = re.compile(r"\w+(?:[\s-]+(\w+)|(,))")


def part(name: str) -> str:
    """Return the pattern of a part of the table."""
    return _spaced(f"<<{name}>>")


def _spaced(pattern: str) -> str:
    """A pattern with the words of the rows that it names, in which a space stands for any white space."""
    return filled(pattern, _ROWS).replace(" ", r"\s+")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern, compiled when it is first met: there are many, and few texts need them all."""
    return re.compile(_spaced(pattern))


@cache
def _needed(names: str) -> frozenset[str]:
    """The words of some sets of the table, "people + events"."""
    return frozenset(word for name in names.split(" + ") for word in _words_of(_TABLE["needed"][name]))


def _words_of(needed: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the words of a set: those that it lists, and of each phrase of its rows the first, the last, or all."""
    yield from needed.get("words", ())
    for key, place in (("first", 0), ("last", -1)):
        for phrase in _phrases_of(needed.get(key, ())):
            word = re.split(r"[\s-]", phrase)[place]
            yield from (word, f"{word}s", f"{word[:-1]}ies")
    yield from (word for phrase in _phrases_of(needed.get("every", ())) for word in phrase.split())


def _phrases_of(rows: Iterable[str]) -> Iterator[str]:
    return (phrase for row in rows for phrase in row_of(row, ENGLISH))


@dataclass(frozen=True)
class _Context:
    """A text in small letters and a place in it, with what stands around that, found when a rule asks for it."""

    text: str
    start: int

    @cached_property
    def words(self) -> frozenset[str]:
        """The words from the place to a mark."""
        return self._until(_RUN)

    @cached_property
    def near(self) -> frozenset[str]:
        """Those before a comma or a word that stands within no name of what is counted: "for", "is", "which"."""
        return self._until(_NEAR)

    def _until(self, run: re.Pattern[str]) -> frozenset[str]:
        found = run.match(self.text, self.start)
        return frozenset(_GAP.split(found[0] if found else ""))

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

    def ends_with(self, pattern: str) -> bool:
        """Whether what a pattern matches stands right before the place."""
        return (
            not pattern or _compiled(rf"(?:{pattern})$").search(self.text, self.start - _WINDOW, self.start) is not None
        )


@dataclass(frozen=True, slots=True)
class _Rule:
    """Words, a pattern that begins with one of them, and what has to stand, or may not stand, right before it.

    Patterns are long and many. Of each set of ``needs`` a word stands from the place on where the pattern matches, of
    each of ``near`` one before the clause goes on, one of ``then``, if any, as the second, and one of ``follows`` right
    before it; without these none is compiled.
    """

    words: Sequence[str]
    pattern: str
    before: str = ""
    unless: str = ""
    vague: bool = False
    needs: Sequence[str] = ()
    near: Sequence[str] = ()
    then: str = ""
    follows: str = ""

    def match(self, place: _Context) -> int | None:
        """Return where the number ends that begins at a place; None where there is none."""
        is_long = "<<" in self.before  # and so held against few texts
        if not self._may_match(place) or not (is_long or place.ends_with(self.before)):
            return None
        found = _compiled(self.pattern).match(place.text, place.start)
        if found is None or (is_long and not place.ends_with(self.before)):
            return None
        return None if self.unless and place.ends_with(self.unless) else found.end()

    def _may_match(self, place: _Context) -> bool:
        if (self.then and place.second not in _needed(self.then)) or (
            self.follows and place.before not in _needed(self.follows)
        ):
            return False
        return not (
            any(place.words.isdisjoint(_needed(each)) for each in self.needs)
            or any(place.near.isdisjoint(_needed(each)) for each in self.near)
        )


def _by_word() -> Mapping[str, tuple[_Rule, ...]]:
    """The rules by the first word of what they begin with."""
    found: dict[str, tuple[_Rule, ...]] = {}
    for row in _TABLE["rules"]:
        rule = _Rule(**row)
        phrases = (each for words in rule.words for each in _begins(words))
        for word in dict.fromkeys(re.split(r"[\s-]", phrase)[0] for phrase in phrases):
            found[word] = (*found.get(word, ()), rule)
    return MappingProxyType(found)


def _begins(words: str) -> Iterable[str]:
    """The phrases of a row that is named so, <<quantities.zero>>, or else the words themselves."""
    return row_of(words[2:-2], ENGLISH) if words.startswith("<<") else (words,)


_BY_WORD = _by_word()
FIRST_WORDS = any_of(_BY_WORD)
"""Words with which a quantity may begin."""


def quantity(small: str, start: int, word: str) -> tuple[int, bool] | None:
    """Return where the quantity ends that begins with a word at *start*, and whether it is vague; None without one.

    The text and the word are in small letters (``in_small_letters``).

    Examples
    --------
    >>> quantity("both relapsed.", 0, "both"), quantity("both sources agree.", 0, "both")
    ((4, False), None)
    """
    place = _Context(small, start)
    ends = ((rule.match(place), rule.vague) for rule in _BY_WORD[word])
    return next(((end, vague) for end, vague in ends if end is not None), None)


def in_small_letters(text: str) -> str:
    """Return a text in small letters, of the same length: a letter whose small form is two characters stays."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(map(_in_small, text))


def _in_small(letter: str) -> str:
    return letter.lower() if len(letter.lower()) == 1 else letter
