"""Whether what a text says of the parts of a number is so: its interval, its limits, its count, its denominator."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vexas_evidence.analysis.wording.lexicon import Lexicon, OwnWords
from vexas_evidence.analysis.wording.number_clauses import DENIED, OPPOSED, REFERENCE, WordFault, fault, parts_of
from vexas_evidence.analysis.wording.reference_forms import SENTENCE_END
from vexas_evidence.analysis.wording.word_forms import ENGLISH, word_pattern
from vexas_evidence.model.measures import MEASURES
from vexas_evidence.text.words import any_of

WIDE, NARROW = 30, 10
"""Percentage points between the limits of a share from which an interval is not narrow, and below which not wide."""
_TABLE = ENGLISH["intervals"]
_LIMIT = r"(?:end|limit|bound)"
_ENDS = re.compile(
    rf"\b(upper|lower)\s+{_LIMIT}\b(?:\s+\w+){{0,4}}?\s+(?:the\s+)?"
    rf"({any_of((*_TABLE['most'], *_TABLE['least']))})\b",
    re.IGNORECASE,
)
_LIMIT_AS_ESTIMATE = re.compile(
    rf"\b(?:lower|upper) {_LIMIT}\b(?:\s+\w+){{0,2}}?\s+(?:is|was|being)\s+the\s+"
    r"(?:observed|estimate|share|point|result)"
    r"|\b(?:entirely|wholly|all|both limits) (?:above|below) the (?:estimate|share|point|result)\b"
    rf"|\b(?:estimate|share|value|result|rate|observed)\b(?:\s+\w+){{0,5}}?\s+(?:is|was)\s+(?:its|the|an)\s+"
    rf"(?:lower|upper) {_LIMIT}",
    re.IGNORECASE,
)
_NULL = re.compile(
    rf"\b({any_of(_TABLE['includes'])}|{any_of(_TABLE['excludes'])})\b[^.;]*?\b(?:{any_of(_TABLE['null'])})\b",
    re.IGNORECASE,
)


_CROSSING = re.compile(
    r"\bfrom (?:an? )?(?:\w+ )?(?:lower|fewer|less|smaller|worse) to (?:an? )?(?:\w+ )?(?:higher|more|larger|better)\b",
    re.IGNORECASE,
)


def interval_faults(text: str, words: Lexicon) -> Iterator[WordFault]:
    """Yield the words of a text that say of an interval, a limit or a part of a number what it is not."""
    for sentence in SENTENCE_END.split(text):
        blank = REFERENCE.sub(" ", sentence)
        for found in (*_swapped_ends(blank), *_LIMIT_AS_ESTIMATE.finditer(blank)):
            for name in words.estimates_in(sentence)[:1]:
                yield fault(found[0], f"{{{name}}}", words.own[name], "is not so of")
        for part in parts_of(sentence):
            for name in words.estimates_in(part):
                yield from _width(REFERENCE.sub(" ", part), words.own[name])
                yield from _null(REFERENCE.sub(" ", part), words.own[name])
        yield from _other_part(sentence, words)


def _swapped_ends(text: str) -> Iterator[re.Match[str]]:
    for match in _ENDS.finditer(text):
        if (match[1].lower() == "upper") != (match[2].lower() in _TABLE["most"]):
            yield match


def _width(text: str, own: OwnWords) -> Iterator[WordFault]:
    """An interval of a share that is called narrow and is wide, or the other way round."""
    if own.limits is None or own.estimate.measure not in ("proportion", "count", "survival", "cumulative-incidence"):
        return
    width = own.limits[1] - own.limits[0]
    for key, is_so in (("narrow", width < WIDE), ("wide", width > NARROW)):
        for match in word_pattern(tuple(_TABLE[key])).finditer(text):
            if not is_so and not DENIED.search(text, 0, match.start()) and not OPPOSED.search(text, 0, match.start()):
                yield fault(match[0], f"{{{own.estimate.id}.interval}}", own, "is not so of")


def _null(text: str, own: OwnWords) -> Iterator[WordFault]:
    """An interval that is said to include no difference, or to exclude it, and does not."""
    null = MEASURES[own.estimate.measure].null
    if own.limits is None or null is None:
        return
    is_included = own.limits[0] <= null <= own.limits[1]
    for match in _CROSSING.finditer(text):
        if not is_included:
            yield fault(match[0], f"{{{own.estimate.id}}}", own, "is not so of")
    for match in _NULL.finditer(text):
        says_included = (match[1].lower() in _TABLE["includes"]) != bool(OPPOSED.search(text, 0, match.start()))
        if says_included != is_included:
            yield fault(match[0], f"{{{own.estimate.id}}}", own, "is not so of")


def _other_part(sentence: str, words: Lexicon) -> Iterator[WordFault]:
    """A part of a number right behind the name of another part."""
    table: dict[str, list[str]] = ENGLISH["parts"]
    for match in REFERENCE.finditer(sentence):
        name, _, part = match[0][1:-1].partition(".")
        if name not in words.own or part not in table:
            continue
        for other, names in table.items():
            said = re.search(
                rf"\b({any_of(names)})(?:\s+(?:itself|here|of it))?(?:\s+(?:is|was|of|over|between|by)|,)?\s*$",
                sentence[: match.start()],
                re.IGNORECASE,
            )
            if said and other != part and said[1].lower() not in table[part]:
                yield fault(said[1], match[0], words.own[name], "names another part than")
