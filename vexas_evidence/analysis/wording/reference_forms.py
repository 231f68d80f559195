"""The forms of references in prose: with who was counted and when, before the number stands alone."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from vexas_evidence.analysis.wording.record_words import WordFault
from vexas_evidence.text import prose
from vexas_evidence.text.late import in_any_case

SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"({])")
CLAUSE_END = re.compile(r"\s*[,;:()—–?!]+\s*|\.(?=\s|$)|\.(?=”)")
_RESPECTIVELY = in_any_case(r"\brespectively\b")
WHO_AND_WHEN = "who was counted and when, in the same sentence"
ONE_A_CLAUSE = "one number without its words in a clause"
ONE_A_SENTENCE = "each number in full, where a sentence holds two"
OUT_OF_WHAT = "a count with what it is out of"
_OF_INTERVALS = ("ci", "interval", "limits")
"""The parts that may stand before their number in full: "with {id.ci}, {id.full} leaves it open"."""
_IN_BRACKETS = re.compile(r"(\{([a-z0-9-]+)[^{}]*\}[^{}]*)\(\{\2\.(?!count|denominator)[a-z]+\}\)")
"""A part of a number in brackets of its own, the number before it: no reader takes it for that of another."""


def form_faults(text: str, estimates: Container[str], *, is_cell: bool) -> Iterator[WordFault]:
    """Yield the references whose reader cannot tell who was counted and when, or which words belong to which number.

    Derived values, which are none of the *estimates*, have names of their own and are not asked for who and when; a
    cell of a table or the box of a figure says it itself.
    """
    for sentence in SENTENCE_END.split(text):
        found = [each for each in prose.references(sentence) if each.id in estimates]
        if found and (word := _RESPECTIVELY.search(sentence)):
            remedy = "write each number with its own words, as {id.full} does"
            yield WordFault(f"{word[0]!r} beside references", "each number beside its own words", remedy)
        yield from _in_cell(sentence, estimates) if is_cell else _in_prose(sentence, estimates)


def _in_prose(sentence: str, estimates: Container[str]) -> Iterator[WordFault]:
    """A number alone that has not stood in full before, or beside another, and a count without what it is out of."""
    found = [each for each in prose.references(_IN_BRACKETS.sub(r"\1", sentence)) if each.id in estimates]
    in_full = {each.id for each in found if each.part == "full"}
    named = set[str]()
    for each in found:
        other = next((one for one in found if one.id != each.id and one.part == "full"), None)
        is_interval_of_it = each.part in _OF_INTERVALS and each.id in in_full and other is None
        if each.part != "full" and each.id not in named and not is_interval_of_it:
            wrong = f"{{{each.written}}} without {{{each.id}.full}} before it"
            yield WordFault(wrong, WHO_AND_WHEN, f"write {{{each.id}.full}}")
        elif each.part in ("count", "denominator"):
            yield WordFault(f"{{{each.written}}} in prose", OUT_OF_WHAT, f"write {{{each.id}.fraction}}")
        elif each.part != "full" and other:
            wrong = f"{{{each.written}}} in a sentence with {{{other.written}}}"
            yield WordFault(wrong, ONE_A_SENTENCE, f"write {{{each.id}.full}}, or make two sentences")
        named.add(each.id)


def _in_cell(sentence: str, estimates: Container[str]) -> Iterator[WordFault]:
    """Two numbers alone in one clause of a cell, whose row or heading says who and when."""
    for clause in CLAUSE_END.split(sentence):
        alone = {e.id: e for e in prose.references(clause) if e.id in estimates and e.part != "full"}
        if len(alone) > 1:
            first, second = list(alone.values())[:2]
            wrong = f"{{{first.written}}} and {{{second.written}}} in one clause"
            yield WordFault(wrong, ONE_A_CLAUSE, f"write {{{second.id}.full}}, or part the clause")
