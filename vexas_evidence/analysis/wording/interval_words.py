"""Whether what a text says of the parts of a number is so: its limits, and what is stated of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vexas_evidence.analysis.wording.lexicon import Lexicon
from vexas_evidence.analysis.wording.number_clauses import CAVEATS, OPPOSED, REFERENCE, is_plain
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
    names = words.estimates_in(sentence)
    for name in names if len(names) == 1 else ():
        own = words.own(name)
        is_outright = is_plain(sentence, words.mentions)
        for found in (*_other_limit(text, own), *(_not_stated(text, own, words) if is_outright else ())):
            yield fault(found, f"{{{name}}}", own, "is not so of")


def _other_limit(text: str, own: OwnWords) -> Iterator[str]:
    """A limit that is called by the name of the other, and no difference that an interval includes or excludes."""
    null, most, includes = MEASURES[own.estimate.measure].null, _TABLE["most"], _TABLE["includes"]
    found = [(each, (each[1].lower() == "upper") == (each[2].lower() in most)) for each in _ENDS.finditer(text)]
    if own.limits and null is not None:
        is_within = own.limits[0] <= null <= own.limits[1]
        found += [(each, (each[1].lower() in includes) == is_within) for each in _NULL.finditer(text)]
    clauses = [(each, is_so, max(text.rfind(mark, 0, each.start()) for mark in ",;:")) for each, is_so in found]
    return (each[0] for each, is_so, at in clauses if not (is_so or CAVEATS.search(text, at + 1, each.start())))


def _not_stated(text: str, own: OwnWords, words: Lexicon) -> Iterator[str]:
    """What is said to be stated of a number, and is not."""
    to_event, of_whom = own.estimate.time_to_event, words.numbers.study.populations[own.estimate.population].denominator
    not_stated = {
        "denominator": of_whom.status == "not stated" and " of " not in own.estimate.readings[0].printed,
        "at risk": to_event is None or to_event.at_risk == "not stated",
        "clock": "not defined" in own.text,
    }
    for key, is_missing in not_stated.items():
        item = _ITEMS[key].search(text) if is_missing and _STATED.search(text) else None
        if item and not OPPOSED.search(text, 0, item.start()):
            yield item[0]
