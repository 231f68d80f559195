"""A text compared with its ledger. Sentences are aligned by fingerprint, so that an added one moves no other."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from vexas_evidence.model import Ledger, Statement
from vexas_evidence.sources.ledger import make_ledger
from vexas_evidence.sources.sentences import Sentence
from vexas_evidence.text.tokens import squeezed

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


def _key(each: Statement) -> tuple[str, tuple[str, ...]]:
    return each.fingerprint, tuple(map(squeezed, each.tokens))


def _where(each: Statement) -> str:
    return f"{each.section}, paragraph {each.paragraph}, sentence {each.sentence}"


def _aligned(ours: Sequence[Statement], theirs: Sequence[Statement]) -> Iterator[Difference]:
    """Pair the sentences that changed by place or by numbers; the others are added or missing."""
    left = list(theirs)
    for one in ours:
        other = next((each for each in left if _where(each) == _where(one)), None) if len(ours) == len(theirs) else None
        other = other or max(left, key=lambda each: _likeness(one, each), default=None)
        if other is None or (len(ours) != len(theirs) and _likeness(one, other) < _LIKE):
            yield Difference(_where(one), "no such sentence", f"one with {_numbers(one)}")
            continue
        left.remove(other)
        changes = list(_changed(_where(one), other.tokens, one.tokens))
        yield from changes or [Difference(_where(one), "other words with the same numbers", "the words that were read")]
    for other in left:
        yield Difference(_where(other), f"a sentence with {_numbers(other)}", "none")


def _likeness(one: Statement, other: Statement) -> float:
    if one.tokens and other.tokens:
        return difflib.SequenceMatcher(a=one.tokens, b=other.tokens, autojunk=False).ratio()
    return 0.6 if _where(one) == _where(other) and one.tokens == other.tokens else 0


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
