"""Words that are a number where they count people, events or time: "nobody relapsed", "no deaths", "after a year".

The same words are none where they count documents or numbers: "both sources", "no comparator", "one of the limits".
So each has the words that have to stand after it, or before it, for a reader to take it for a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from vexas_evidence.text.quantities.clauses import Rule
from vexas_evidence.text.quantities.counting import rules
from vexas_evidence.text.words import any_of


def _by_word() -> Mapping[str, tuple[Rule, ...]]:
    found: dict[str, tuple[Rule, ...]] = {}
    for rule in rules():
        for word in rule.words:
            found[word] = (*found.get(word, ()), rule)
    return MappingProxyType(found)


_BY_WORD = _by_word()
FIRST_WORDS = any_of(_BY_WORD)
"""Words with which a quantity may begin."""


def quantity(text: str, start: int, word: str) -> tuple[int, bool] | None:
    """Return where the quantity ends that begins with a word at *start*, and whether it is vague; None without one.

    Examples
    --------
    >>> quantity("Both relapsed.", 0, "Both"), quantity("Both sources agree.", 0, "Both")
    ((4, False), None)
    """
    small = "".join(map(_in_small, text)) if len(text.lower()) != len(text) else text.lower()
    ends = ((rule.match(small, start), rule.vague) for rule in _BY_WORD[word.lower()])
    return next(((end, vague) for end, vague in ends if end is not None), None)


def _in_small(letter: str) -> str:
    """The small letter, or the letter itself where it would become two."""
    return letter.lower() if len(letter.lower()) == 1 else letter
