"""The ledger of a source, and a text compared with it.

It holds the place, the fingerprint and the number tokens of each sentence, and so proves that a number stands where a
reading says, without a sentence of the text. Whoever holds the text can compare the two. Sentences are aligned by
fingerprint, so that an added one moves no other.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from vexas_evidence.load.yaml import quoted
from vexas_evidence.model import Ledger, Seen, Statement
from vexas_evidence.model.source import SentencePlace, in_words
from vexas_evidence.sources.sentences import Sentence
from vexas_evidence.text.tokens import normalise, squeezed, texts_of, tokens

_QUOTES = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
)


def make_ledger(source: str, sentences: Iterable[Sentence], seen: Seen = "whole") -> Ledger:
    """Return the ledger of a source of that id, made of its sentences in order."""
    statements = tuple(
        Statement(
            section=sentence.section,
            paragraph=sentence.paragraph,
            sentence=sentence.number,
            fingerprint=fingerprint(sentence.text),
            tokens=texts_of(tokens(sentence.text)),
        )
        for sentence in sentences
    )
    return Ledger(format=3, source=source, seen=seen, digest=digest(statements), statements=statements)


def digest(statements: Iterable[Statement]) -> str:
    """Return the SHA-256 of statements, which shows whether a ledger was edited by hand."""
    lines = "\n".join(
        "\t".join((each.section, each.paragraph, str(each.sentence), each.fingerprint, *each.tokens))
        for each in statements
    )
    return hashlib.sha256(lines.encode("utf-8")).hexdigest()


def fingerprint(sentence: str) -> str:
    """Return the SHA-256 of a sentence without its layout.

    Spaces, the form of quotes and dashes, and hyphens between letters do not matter, as a line break may add or hide
    them. Next to a digit they stay in the tokens.
    """
    plain = "".join(normalise(sentence).translate(_QUOTES).split())
    joined = re.sub(r"(?<![\d.])-+(?![\d.])", "", plain)
    return hashlib.sha256(joined.encode("utf-8")).hexdigest()


def write_ledger(ledger: Ledger) -> str:
    """Return a ledger as YAML with one sentence a line, so that a diff shows single sentences."""
    lines = [
        "# yaml-language-server: $schema=../schema/ledger.json",
        "# A ledger: where each sentence of the source stands, its fingerprint and its numbers; no sentence is stored.",
    ]
    lines += [f"format: {ledger.format}", f"source: {ledger.source}"]
    lines += [f"seen: {ledger.seen}", f"digest: {ledger.digest}", "statements:"]
    for each in ledger.statements:
        numbers = ", ".join(map(quoted, each.tokens))
        place = f"section: {quoted(each.section)}, paragraph: {quoted(each.paragraph)}, sentence: {each.sentence}"
        lines.append(f"  - {{{place}, tokens: [{numbers}], fingerprint: {each.fingerprint}}}")
    return "\n".join(lines) + "\n"


_LIKE = 0.5  # the share of tokens that two sentences have in common where one is the other, changed


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference between a text and its ledger: the place, what the text has, and what the ledger has."""

    where: str
    text: str
    ledger: str

    def __str__(self) -> str:
        return f"{self.where}: the text has {self.text}, the ledger {self.ledger}"


def compare(ledger: Ledger, sentences: Iterable[Sentence]) -> Iterator[Difference]:
    """Yield the differences between a text and its ledger, down to the token.

    The places are those of the ledger, but for a sentence that only the text has.
    """
    ours, theirs = ledger.statements, make_ledger(ledger.source, sentences).statements
    matcher = difflib.SequenceMatcher(a=[*map(_key, ours)], b=[*map(_key, theirs)], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield from _aligned(ours[a:b], theirs[c:d])


def successors(ledger: Ledger, sentences: Iterable[Sentence]) -> dict[SentencePlace, Statement | None]:
    """Return what each statement of a ledger has become in a newer text; None where none of its sentences is like it.

    The same sentence is looked for in order, then anywhere; then one with most of the same numbers, then one
    of the same place with as many.
    """
    ours, theirs = list(ledger.statements), list(make_ledger(ledger.source, sentences).statements)
    matcher = difflib.SequenceMatcher(a=[*map(_key, ours)], b=[*map(_key, theirs)], autojunk=False)
    pairs = {a + at: b + at for a, b, size in matcher.get_matching_blocks() for at in range(size)}
    free = [number for number in range(len(theirs)) if number not in set(pairs.values())]
    for alike in (_the_same, _most_like, _at_the_same_place):
        for number, one in enumerate(ours):
            if number not in pairs and (found := alike(one, theirs, free)) is not None:
                pairs[number] = found
                free.remove(found)
    return {one.place: theirs[pairs[number]] if number in pairs else None for number, one in enumerate(ours)}


def _the_same(one: Statement, theirs: Sequence[Statement], free: Sequence[int]) -> int | None:
    return next((number for number in free if _key(theirs[number]) == _key(one)), None)


def _most_like(one: Statement, theirs: Sequence[Statement], free: Sequence[int]) -> int | None:
    likely = max(free, key=lambda number: _likeness(one, theirs[number]), default=None)
    return likely if likely is not None and _likeness(one, theirs[likely]) >= _LIKE else None


def _at_the_same_place(one: Statement, theirs: Sequence[Statement], free: Sequence[int]) -> int | None:
    """Return the sentence of the same place with as many numbers, where all of them changed."""
    same = (number for number in free if theirs[number].place == one.place)
    return next((number for number in same if len(theirs[number].tokens) == len(one.tokens)), None)


def _key(each: Statement) -> tuple[str, tuple[str, ...]]:
    return each.fingerprint, tuple(map(squeezed, each.tokens))


def _aligned(ours: Sequence[Statement], theirs: Sequence[Statement]) -> Iterator[Difference]:
    """Pair the sentences that changed by place or by numbers; the others are added or missing."""
    left = list(theirs)
    for one in ours:
        other = next((each for each in left if each.place == one.place), None) if len(ours) == len(theirs) else None
        other = other or max(left, key=lambda each: _likeness(one, each), default=None)
        if other is None or (len(ours) != len(theirs) and _likeness(one, other) < _LIKE):
            yield Difference(in_words(one.place), "no such sentence", f"one with {_numbers(one)}")
            continue
        left.remove(other)
        where = in_words(one.place)
        changes = list(_changed(where, other.tokens, one.tokens))
        yield from changes or [Difference(where, "other words with the same numbers", "the words that were read")]
    for other in left:
        yield Difference(in_words(other.place), f"a sentence with {_numbers(other)}", "none")


def _likeness(one: Statement, other: Statement) -> float:
    if one.tokens and other.tokens:
        return difflib.SequenceMatcher(a=one.tokens, b=other.tokens, autojunk=False).ratio()
    return 0.6 if one.place == other.place and one.tokens == other.tokens else 0


def _numbers(one: Statement) -> str:
    return f"the numbers {', '.join(map(repr, one.tokens))}" if one.tokens else "no number"


def _changed(where: str, found: Sequence[str], expected: Sequence[str]) -> Iterator[Difference]:
    matcher = difflib.SequenceMatcher(a=[*map(squeezed, expected)], b=[*map(squeezed, found)], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            span = f"token {a + 1}" if b - a <= 1 else f"tokens {a + 1} to {b}"
            yield Difference(
                f"{where}, {span}",
                ", ".join(map(repr, found[c:d])) or "nothing",
                ", ".join(map(repr, expected[a:b])) or "nothing",
            )
