"""Whether what a text says of the parts of a number is so: its limits, and what is stated of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vexas_evidence.analysis.wording.lexicon import Lexicon
from vexas_evidence.analysis.wording.number_clauses import REFERENCE
from vexas_evidence.analysis.wording.record_words import OwnWords, WordFault, fault
from vexas_evidence.analysis.wording.word_forms import ENGLISH, word_pattern
from vexas_evidence.model.measures import MEASURES
from vexas_evidence.text.words import any_of

_TABLE = ENGLISH["intervals"]
_ENDS = re.compile(
    r"\b(upper|lower)\s+(?:end|limit|bound)\b(?:\s+\w+){0,4}?\s+(?:the\s+)?"
    rf"({any_of((*_TABLE['most'], *_TABLE['least']))})\b",
    re.IGNORECASE,
)
_NULL = re.compile(
    rf"\b({any_of(_TABLE['includes'])}|{any_of(_TABLE['excludes'])})\b[^.;,]*?\b(?:{any_of(_TABLE['null'])})\b",
    re.IGNORECASE,
)
_STATED = word_pattern(tuple(ENGLISH["stated"]["says"]))
_ITEMS = {key: word_pattern(tuple(names)) for key, names in ENGLISH["stated"].items() if key != "says"}


def interval_faults(sentence: str, words: Lexicon) -> Iterator[WordFault]:
    """Yield the words of a sentence that say of a limit or a part of a number what it is not."""
    text = REFERENCE.sub(" ", sentence)
    for name in words.estimates_in(sentence)[:1]:
        own = words.own(name)
        for found in (*_other_limit(text, own), *_not_stated(text, own, words)):
            yield fault(found, f"{{{name}}}", own, "is not so of")


def _other_limit(text: str, own: OwnWords) -> Iterator[str]:
    """A limit that is called by the name of the other, and no difference that an interval includes or excludes."""
    for match in _ENDS.finditer(text):
        if (match[1].lower() == "upper") != (match[2].lower() in _TABLE["most"]):
            yield match[0]
    null = MEASURES[own.estimate.measure].null
    for match in _NULL.finditer(text) if own.limits and null is not None else ():
        if (match[1].lower() in _TABLE["includes"]) != (own.limits[0] <= null <= own.limits[1]):  # type: ignore[index,operator]
            yield match[0]


def _not_stated(text: str, own: OwnWords, words: Lexicon) -> Iterator[str]:
    """What is said to be stated of a number, and is not."""
    to_event, of_whom = own.estimate.time_to_event, words.numbers.study.populations[own.estimate.population].denominator
    not_stated = {
        "denominator": of_whom.status == "not stated" and " of " not in own.estimate.readings[0].printed,
        "at risk": to_event is None or to_event.at_risk == "not stated",
        "clock": "not defined" in own.text,
    }
    for key, is_missing in not_stated.items():
        if is_missing and _STATED.search(text) and (item := _ITEMS[key].search(text)):
            yield item[0]
