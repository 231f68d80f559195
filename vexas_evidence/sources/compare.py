"""A text compared with its ledger. Sentences are aligned by fingerprint, so that an added one moves no other."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from vexas_evidence.model import Ledger, Statement
from vexas_evidence.sources.ledger import fingerprint
from vexas_evidence.sources.sentences import Sentence
from vexas_evidence.text.tokens import squeezed, texts_of, tokens

_LIKE = 0.5  # the share of tokens that two sentences have in common where one is the other, changed


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference between a text and its ledger: the place, what the text has, and what the ledger has."""

    where: str
    text: str
    ledger: str

    def __str__(self) -> str:
        return f"{self.where}: the text has {self.text}, the ledger {self.ledger}"


@dataclass(frozen=True, slots=True)
class _Compared:
    """A sentence of the text or of the ledger: its place, fingerprint and tokens."""

    where: str
    fingerprint: str
    tokens: tuple[str, ...]

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        return self.fingerprint, tuple(map(squeezed, self.tokens))


def compare(ledger: Ledger, sentences: Iterable[Sentence]) -> Iterator[Difference]:
    """Yield the differences between a text and its ledger, down to the token.

    The places are those of the ledger, but for a sentence that only the text has.
    """
    ours = [_of_ledger(each) for each in ledger.statements]
    theirs = [_of_text(each) for each in sentences]
    matcher = difflib.SequenceMatcher(a=[each.key for each in ours], b=[each.key for each in theirs], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield from _aligned(ours[a:b], theirs[c:d])


def _of_ledger(each: Statement) -> _Compared:
    return _Compared(_where(each.section, each.paragraph, each.sentence), each.fingerprint, each.tokens)


def _of_text(each: Sentence) -> _Compared:
    where = _where(each.section, each.paragraph, each.number)
    return _Compared(where, fingerprint(each.text), texts_of(tokens(each.text)))


def _where(section: str, paragraph: str, number: int) -> str:
    return f"{section}, paragraph {paragraph}, sentence {number}"


def _aligned(ours: Sequence[_Compared], theirs: Sequence[_Compared]) -> Iterator[Difference]:
    """Pair the sentences that changed by place or by numbers; the others are added or missing."""
    left = list(theirs)
    for one in ours:
        other = next((each for each in left if each.where == one.where), None) if len(ours) == len(theirs) else None
        other = other or max(left, key=lambda each: _likeness(one, each), default=None)
        if other is None or (len(ours) != len(theirs) and _likeness(one, other) < _LIKE):
            yield Difference(one.where, "no such sentence", f"one with {_numbers(one)}")
            continue
        left.remove(other)
        changes = list(_changed(one.where, other.tokens, one.tokens))
        yield from changes or [Difference(one.where, "other words with the same numbers", "the words that were read")]
    for other in left:
        yield Difference(other.where, f"a sentence with {_numbers(other)}", "none")


def _likeness(one: _Compared, other: _Compared) -> float:
    if one.tokens and other.tokens:
        return difflib.SequenceMatcher(a=one.tokens, b=other.tokens, autojunk=False).ratio()
    return 0.6 if one.where == other.where and one.tokens == other.tokens else 0


def _numbers(one: _Compared) -> str:
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
