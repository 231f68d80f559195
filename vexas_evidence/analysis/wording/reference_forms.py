"""The forms of references in prose: with who was counted and when, before the number stands alone."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import NamedTuple

from vexas_evidence.text import prose

SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"({])")
CLAUSE_END = re.compile(r"\s*[,;:()—–?!]+\s*|\.(?=\s|$)|\.(?=”)")
_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
WHO_AND_WHEN = "who was counted and when, in the same sentence"
ONE_A_CLAUSE = "one number without its words in a clause"


class FormFault(NamedTuple):
    """What is wrong with a reference, what was expected, and what to do."""

    found: str
    expected: str
    remedy: str


def form_faults(text: str, estimates: Container[str], *, is_cell: bool) -> Iterator[FormFault]:
    """Yield the references whose reader cannot tell who was counted and when, or which words belong to which number.

    Parameters
    ----------
    text
        The text as it is written.
    estimates
        The ids of the estimates; derived values have names of their own, and are not asked for who and when.
    is_cell
        Whether it stands in a cell of a table or in the box of a figure, which say who and when.
    """
    for sentence in SENTENCE_END.split(text):
        found = [each for each in prose.references(sentence) if each.id in estimates]
        if found and (word := _RESPECTIVELY.search(sentence)):
            remedy = "write each number with its own words, as {id.full} does"
            yield FormFault(f"{word[0]!r} beside references", "each number beside its own words", remedy)
        named = set()
        for reference in found:
            if reference.part == "full":
                named.add(reference.id)
            elif reference.id not in named and not is_cell:
                wrong = f"{{{reference.written}}} without {{{reference.id}.full}} before it"
                yield FormFault(wrong, WHO_AND_WHEN, f"write {{{reference.id}.full}}")
                named.add(reference.id)
        for clause in CLAUSE_END.split(sentence):
            alone = {e.id: e for e in prose.references(clause) if e.id in estimates and e.part != "full"}
            if len(alone) > 1:
                first, second = list(alone.values())[:2]
                wrong = f"{{{first.written}}} and {{{second.written}}} in one clause"
                yield FormFault(wrong, ONE_A_CLAUSE, f"write {{{second.id}.full}}, or part the clause")
