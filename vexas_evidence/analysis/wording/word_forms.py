"""What the words of English mean to a number, in any of their forms: fields of meaning, and a tree of their phrases.

"Relapsed", "relapses" and "a relapse" are one concept, "remission" is its contrary. The tables stand beside this file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial
from importlib.resources import files
from typing import Any, NamedTuple

from vexas_evidence.text.late import late
from vexas_evidence.text.words import filled


def table_of(name: str) -> dict[str, Any]:
    """Return a table that stands beside this file."""
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


ENGLISH = table_of("words_around_numbers.toml")
_TOKEN = re.compile(r"\{[^{}]*\}|\x00+|[^\W\d_]+(?:['’][^\W\d_]+)?|[^\s\w-]|\d+")
_SUFFIXES = (
    ("s", "es", "ed", "ing", "er", "ers", "e", "est", "a"),
    (
        *("ation", "ations", "ization", "isation", "atory", "ory", "ated", "ating", "ate", "ates", "ement", "ements"),
        *("ment", "ments", "ity", "ities", "ness", "ious", "ous", "ic", "ical", "ically", "al", "ally", "ly", "ive"),
        *("ion", "ions", "ence", "ences", "ency", "ent", "ents", "ance", "ant", "ants", "or", "ors", "ia", "ias"),
        *("ized", "ised", "y", "ies", "ied", "is"),
    ),
)
_ENDINGS = {each: least for least, those in enumerate(_SUFFIXES, start=3) for each in those}
"""The endings of a word, with how many letters stand at least before each."""
_LONGEST = max(map(len, _ENDINGS))
_EMPTY = frozenset(ENGLISH["empty"])
ANY_TREATMENT, _DRUG = frozenset(ENGLISH["drugs"]), "=drug="
_GENERAL = frozenset(ENGLISH["general"])
_SKIPPED = frozenset(ENGLISH["articles"])


class Sense(NamedTuple):
    """What a word says: a concept of a field (an outcome, a population, a time, an arm, a measure), or its contrary."""

    field: str
    concept: str
    is_yes: bool = True

    @property
    def contrary(self) -> Sense:
        """The contrary of the concept, or the concept of the contrary."""
        return self._replace(is_yes=not self.is_yes)


class Token(NamedTuple):
    """A word, a number, a mark or a reference of a text, with its place."""

    stem: str
    word: str
    start: int
    end: int


class Mention(NamedTuple):
    """A phrase of a text with its senses."""

    text: str
    start: int
    end: int
    senses: frozenset[Sense]
    stems: frozenset[str]


@cache
def stem(word: str) -> str:
    """The word in small letters without its ending: relapsed, relapses and relapse are one."""
    word = word.lower()
    for at in range(max(0, len(word) - _LONGEST), len(word)):
        if (least := _ENDINGS.get(word[at:])) is not None and at >= least:
            word = word[:at]
            break
    word = word[:-1] if len(word) > 3 and word[-1] == word[-2] else word
    return word.replace("spons", "spond").replace("lyz", "lys")  # a response is of those who respond


@lru_cache(maxsize=1 << 12)
def tokens(text: str) -> tuple[Token, ...]:
    """The words, numbers, marks and references of a text, of which each rule asks anew."""
    return tuple(Token(stem(word := m[0].lower()), word, *m.span()) for m in _TOKEN.finditer(text))


def stems(text: str) -> frozenset[str]:
    """The stems of the words of a text that mean something by themselves."""
    return frozenset(each.stem for each in tokens(text) if each.word not in _EMPTY and each.word[0].isalpha())


class PhraseTree:
    """A tree of phrases by the stems of their words, with what they mean, beside those of another tree."""

    def __init__(self, drugs: frozenset[str] = ANY_TREATMENT, beside: PhraseTree | None = None) -> None:
        self._tree: dict[Any, Any] = {}
        self._drugs = drugs
        self._roots: list[dict[Any, Any]] = [self._tree, *(beside._roots if beside else ())]
        self._firsts: set[str] = set(beside._firsts) if beside else set()

    def add(self, phrase: str, sense: Sense) -> None:
        """Add a meaning of a phrase; after "=" a word stands for itself alone."""
        node = self._tree
        is_exact = phrase.startswith("=")
        for word in map(str.lower, _TOKEN.findall(phrase.removeprefix("="))):
            if word not in _SKIPPED or node is self._tree:
                key = f"={word}" if is_exact else _DRUG if word in self._drugs else stem(word)
                if node is self._tree:
                    self._firsts.add(key.removeprefix("="))
                node = node.setdefault(key, {})
        if node is not self._tree:
            node.setdefault(None, set()).add(sense)

    def may_begin(self, word: Token) -> bool:
        """Whether a phrase can begin with a word that stands for no treatment."""
        return word.stem in self._firsts or word.word in self._firsts

    def longest(self, words: Sequence[Token], start: int, drugs: frozenset[str]) -> tuple[int, frozenset[Sense]]:
        """Return where the longest phrase from a word on ends, and what it means; the word's own place for none."""
        nodes, found = self._roots, (start, frozenset[Sense]())
        for end in range(start, len(words)):
            stem_of, word, *_ = words[end]
            if end > start and word in _SKIPPED:
                continue
            keys = (stem_of, f"={word}", _DRUG) if word in drugs else (stem_of, f"={word}")
            nodes = [node[key] for node in nodes for key in keys if key in node]
            if not nodes:
                break
            if meant := [node[None] for node in nodes if None in node]:
                found = end + 1, frozenset().union(*meant)
        return found


CONCEPTS = {
    (field, concept): sides
    for field, concepts in table_of("fields_of_meaning.toml").items()
    for concept, sides in concepts.items()
}
"""The words of each concept, for what it names and for the contrary."""
TWO_SIDED = {concept for concept, sides in CONCEPTS.items() if "no" in sides}
"""The concepts whose contrary has words of its own: what did not relapse stayed in remission."""


@cache
def english_phrases() -> PhraseTree:
    """The phrases of the language."""
    phrases = PhraseTree()
    for (field, concept), sides in CONCEPTS.items():
        for side, words in sides.items():
            for each in words:
                phrases.add(each, Sense(field, concept, side == "yes"))
    return phrases


def mentions(
    text: str, known: PhraseTree, nested: bool = False, drugs: frozenset[str] = ANY_TREATMENT
) -> Iterator[Mention]:
    """Yield the longest phrases of a text that mean something, in order; *nested* also those within them."""
    words, end = tokens(text), 0
    for at, word in enumerate(words):
        if (at < end and not nested) or not (known.may_begin(word) or word.word in drugs):
            continue
        end, senses = known.longest(words, at, drugs)
        if end > at and (end > at + 1 or word.word not in _GENERAL):
            start, stop = word.start, words[end - 1].end
            meaning = frozenset(each.stem for each in words[at:end] if each.word not in _EMPTY)
            yield Mention(text[start:stop], start, stop, senses, meaning)


class WordList:
    """Words and phrases of a table, found whole and in any case, without a pattern that has to be compiled."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._rests: dict[str, list[list[str]]] = {}
        for each in phrases:
            first, *rest = (word for word, *_ in _words_in(each.lower()))
            self._rests.setdefault(first, []).append(rest)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Yield the longest phrases within a part of a text, in order."""
        words, stop = _words_in(text.lower()), len(text) if end is None else end
        for at, (word, first, _, _) in enumerate(words):
            if word in self._rests and first >= start:
                ends = (_end(words, at, rest) for rest in self._rests[word])
                if last := max((each for each in ends if each <= stop), default=0):
                    start = last
                    yield _PART.match(text, first, last)  # type: ignore[misc]

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return the first of the phrases."""
        return next(self.finditer(text, start, end), None)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return the phrase that stands at a place."""
        found = self.search(text, start)
        return found if found and found.start() == start else None

    def removed(self, text: str) -> str:
        """Return a text without the phrases."""
        for each in reversed([*self.finditer(text)]):
            text = f"{text[: each.start()]}{text[each.end() :]}"
        return text


_PART = re.compile("(?s:.*)")
_WORD = re.compile(r"[\w-]+(?:['’]t\b)?")


@lru_cache(maxsize=1 << 12)
def _words_in(small: str) -> tuple[tuple[str, int, int, bool], ...]:
    """The words of a text in small letters with their places, and whether nothing but space is before each."""
    found, last = [], 0
    for each in _WORD.finditer(small):
        gap = small[last : each.start()]
        found.append((each[0].replace("’", "'"), *each.span(), gap.isspace() or gap in ("'", "’")))
        last = each.end()
    return tuple(found)


def _end(words: tuple[tuple[str, int, int, bool], ...], at: int, rest: list[str]) -> int:
    """Where a phrase ends whose first word stands at a place; 0 where the rest does not follow."""
    behind = words[at + 1 : at + 1 + len(rest)]
    follows = len(behind) == len(rest) and all(
        word == each and is_next for (word, _, _, is_next), each in zip(behind, rest, strict=True)
    )
    return words[at + len(rest)][2] if follows else 0


@cache
def word_list(*phrases: str) -> WordList:
    """Return the list of some words or phrases."""
    return WordList(phrases)


@cache
def phrase(key: str) -> re.Pattern[str]:
    """Return a pattern of the table by its name."""
    made = partial(filled, ENGLISH["patterns"][key], ENGLISH)
    return late(made, re.IGNORECASE, tuple(ENGLISH["needs"].get(key, ())))
