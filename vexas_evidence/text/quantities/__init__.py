"""Words that are a number where they count people, events or time: "nobody relapsed", "no deaths", "after a year".

The same words are none where they count documents or numbers: "both sources", "no comparator", "one of the limits".
So each has the words that have to stand after it, or before it, for a reader to take it for a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from vexas_evidence.text.quantities.clauses import ClauseRule, Context
from vexas_evidence.text.quantities.counting import rules
from vexas_evidence.text.words import any_of


def _by_word() -> Mapping[str, tuple[ClauseRule, ...]]:
    found: dict[str, tuple[ClauseRule, ...]] = {}
    for rule in rules():
        for word in rule.words:
            found[word] = (*found.get(word, ()), rule)
    return MappingProxyType(found)


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
    place = Context(small, start)
    ends = ((rule.match(place), rule.vague) for rule in _BY_WORD[word])
    return next(((end, vague) for end, vague in ends if end is not None), None)


def in_small_letters(text: str) -> str:
    """Return a text in small letters, of the same length: a letter whose small form is two characters stays."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(map(_in_small, text))


def _in_small(letter: str) -> str:
    return letter.lower() if len(letter.lower()) == 1 else letter
