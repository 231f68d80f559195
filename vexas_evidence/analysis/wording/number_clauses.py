"""The clauses of a sentence that hold a number, which words stand nearest to it, and which are excused beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vexas_evidence.analysis.wording.lexicon import OwnWords
from vexas_evidence.analysis.wording.word_forms import ENGLISH, word_pattern
from vexas_evidence.text.words import any_of

REFERENCE = re.compile(r"\{[^{}]*\}")
_BREAKS = any_of(ENGLISH["breaks"])
_AFTER_COMMA = any_of((*ENGLISH["breaks"], *ENGLISH["breaks after a comma"]))
_END_OF_PART = re.compile(
    rf"\s*;\s+|,\s+(?:(?:and|or)\s+)?(?=(?:{_AFTER_COMMA})\b(?! of\b))|\s+(?=(?:{_BREAKS})\b(?! of\b))",
    re.IGNORECASE,
)
_NEW_SUBJECT = re.compile(
    r",\s+(?=(?:the|a|an|this|these|it|they|its|their|such)\s)(?!(?:\w+\s+){1,3}(?:that|which|who|whose|whom)\b)",
    re.IGNORECASE,
)
_OPENING = re.compile(rf"^((?:{_BREAKS})\b[^,]*),\s+", re.IGNORECASE)
_ANAPHOR = re.compile(rf"\s*(?:{any_of(ENGLISH['anaphors'])})\b", re.IGNORECASE)
DENIED = word_pattern(tuple(ENGLISH["denials"]))
RELATED = word_pattern(tuple(ENGLISH["relations"]))
_UNSTATED = re.compile(
    rf"(?:,?\s+[\w-]+){{0,12}}?\s+(?:(?:is|are|was|were)\s+)?(?:not|nowhere)\s+(?:{any_of(ENGLISH['unstated'])})\b",
    re.IGNORECASE,
)
_SAID = re.compile(rf"(?:\s+[\w-]+){{0,4}}?\s+(?:is|are|was|were)\s+(?:{any_of(ENGLISH['unstated'])})\b", re.IGNORECASE)
OPPOSED = re.compile(
    r"(?:\b(?:no|never|without|none|nobody|neither)"
    r"(?:\s+(?:a|an|any|of|whom|them|these|those|more|sign|further|been|had|having))*"
    rf"|\b(?:{any_of(ENGLISH['auxiliaries'])})(?:\s+not|n't)(?:\s+(?:have|had|a|any|be|been))*"
    r"|\bnot|\bnon|\bfree (?:of|from)|\bfreedom from)[\s-]+$",
    re.IGNORECASE,
)
_RELATION_REACHES = 32
IsNear = Callable[[int, int], bool]
_DISTANT = 60  # characters that a comma adds: words beside a number are nearer than those across one


@dataclass(frozen=True, slots=True)
class WordFault:
    """Words that are not a number's own: the words, the reference, what its own are, and what to do."""

    found: str
    expected: str
    remedy: str


def parts_of(sentence: str) -> Iterator[str]:
    """Yield the parts of a sentence that say something of their own.

    What opens a sentence belongs to what follows, and what begins with "it" or "that" to the number before.
    """
    last = ""
    for part in _END_OF_PART.split(_OPENING.sub(r"\1; ", sentence)):
        start = 0
        for comma in _NEW_SUBJECT.finditer(part):
            if "}" in part[start : comma.start()]:
                yield part[start : comma.start()]
                start = comma.end()
        found = REFERENCE.findall(part)
        yield part[start:] if found or not _ANAPHOR.match(part) else f"{last}: {part[start:]}"
        last = found[-1] if found else last


def fault(word: str, label: str, own: OwnWords, says: str) -> WordFault:
    """Return what is wrong with a word beside a number."""
    printed = own.text.split(" ; ")[0]
    return WordFault(f"{word.strip()!r} {says} {label}", f"words of {printed!r}", "correct the words or the reference")


def distance(text: str, a: int, b: int, start: int, end: int) -> int:
    """Return how far words from *a* to *b* stand from a number, by what is between them."""
    between = text[b:start] if b <= start else text[end:a]
    return len(between) + _DISTANT * between.count(",") + _DISTANT * between.count("\x00")


def is_excused(text: str, start: int, end: int) -> bool:
    """Whether words are denied, set beside the number, or said not to be stated."""
    comma = max(text.rfind(mark, 0, start) for mark in ",:(")
    before = text[comma + 1 : start]
    is_related = RELATED.search(before[-_RELATION_REACHES:])
    is_opposed = OPPOSED.search(text, 0, start) and _SAID.match(text, end)
    return bool(DENIED.search(before) or is_related or "n't" in before or _UNSTATED.match(text, end) or is_opposed)
