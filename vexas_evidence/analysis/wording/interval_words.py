"""Whether what a text says of the parts of a number is so: its limits, and what is stated of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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
_OF_VALUE = re.compile(
    rf"\b(upper|lower) (?:{any_of(_TABLE['ends'])})\b[^.;:]*?"
    rf"\b({any_of(_TABLE['above'])}|{any_of(_TABLE['beneath'])})\b(?: \w+){{0,3}}? (?:{any_of(_TABLE['value'])})\b",
    re.IGNORECASE,
)
"""A limit set against the number between the limits: "the lower limit lies above the share"."""
_ONE_SIDE = re.compile(rf"\b(?:{any_of(_TABLE['one side'])})\b[^.;:]*?\bon the side of\b", re.IGNORECASE)
_WIDTH = re.compile(
    rf"\b(?:({any_of(_TABLE['wider'])})|({any_of(_TABLE['narrower'])}))(?: confidence)? interval\b", re.IGNORECASE
)
_STATED = word_pattern(tuple(ENGLISH["stated"]["says"]))
_PERCENT_ALONE = re.compile(r"[\d.]+\s?%")
_KIND = re.compile(
    r"\b(?:is|are|was|as|comes? as|given as|printed as) a (count|percentage|per cent figure)\b", re.IGNORECASE
)
_ITEMS = {key: word_pattern(tuple(names)) for key, names in ENGLISH["stated"].items() if key != "says"}


def interval_faults(sentence: str, words: Lexicon) -> Iterator[WordFault]:
    """Yield the words of a sentence that say of a limit or a part of a number what it is not."""
    text = REFERENCE.sub(" ", sentence)
    names = words.estimates_in(sentence)
    is_outright = is_plain(sentence, words.mentions)
    if len(names) == 2:
        yield from _other_width(sentence, names, words)
        for name in names if is_outright else ():
            for found in _not_stated(text, words.own(name), words, ("at risk", "reason", "seriousness")):
                yield fault(found, f"{{{name}}}", words.own(name), "is not so of")
    for name in names if len(names) == 1 else ():
        own = words.own(name)
        of_parts = (*_not_stated(text, own, words), *_other_kind(text, own)) if is_outright else ()
        for found in (*_other_limit(text, own), *of_parts):
            yield fault(found, f"{{{name}}}", own, "is not so of")


def _other_limit(text: str, own: OwnWords) -> Iterator[str]:
    """A limit that is called by the name of the other, and no difference that an interval includes or excludes."""
    null, most, includes = MEASURES[own.estimate.measure].null, _TABLE["most"], _TABLE["includes"]
    found = [(each, (each[1].lower() == "upper") == (each[2].lower() in most)) for each in _ENDS.finditer(text)]
    if own.limits and null is not None:
        is_within = own.limits[0] <= null <= own.limits[1]
        found += [(each, (each[1].lower() in includes) == is_within) for each in _NULL.finditer(text)]
        found += [(each, not is_within) for each in _ONE_SIDE.finditer(text)]
    if own.limits:
        above = (*_TABLE["above"],)
        found += [(e, (e[1].lower() == "upper") == (e[2].lower() in above)) for e in _OF_VALUE.finditer(text)]
    clauses = [(each, is_so, max(text.rfind(mark, 0, each.start()) for mark in ",;:")) for each, is_so in found]
    return (each[0] for each, is_so, at in clauses if not (is_so or CAVEATS.search(text, at + 1, each.start())))


def _not_stated(text: str, own: OwnWords, words: Lexicon, asked: Iterable[str] = tuple(_ITEMS)) -> Iterator[str]:
    """What is said to be stated of a number, and is not."""
    to_event, of_whom = own.estimate.time_to_event, words.numbers.study.populations[own.estimate.population].denominator
    of_role = words.numbers.outcomes[own.estimate.outcome].role
    not_stated = {
        "denominator": of_whom.status == "not stated" and " of " not in own.estimate.readings[0].printed,
        "at risk": to_event is None or to_event.at_risk == "not stated",
        "clock": "not defined" in own.text,
        "interval": own.limits is None,
        "count": all(_PERCENT_ALONE.fullmatch(each.printed) for each in own.estimate.readings),
        "seriousness": of_role == "harm",
        "reason": True,
    }
    for key, is_missing in not_stated.items():
        item = _ITEMS[key].search(text) if is_missing and key in asked and _STATED.search(text) else None
        if item and not OPPOSED.search(text, 0, item.start()):
            yield item[0]


def _other_width(sentence: str, names: list[str], words: Lexicon) -> Iterator[WordFault]:
    """The wider of two intervals called the narrower, or the narrower the wider."""
    one, two = (words.own(name).limits for name in names)
    if one is None or two is None:
        return
    widths = {name: limits[1] - limits[0] for name, limits in zip(names, (one, two), strict=True)}
    for match in _WIDTH.finditer(sentence):
        before = REFERENCE.findall(sentence[: match.start()])
        name = before[-1][1:-1].partition(".")[0] if before else ""
        others = [width for other, width in widths.items() if other != name]
        if name in widths and (widths[name] > others[0]) != bool(match[1]):
            yield fault(match[0], f"{{{name}}}", words.own(name), "is not so of")


def _other_kind(text: str, own: OwnWords) -> Iterator[str]:
    """A percentage that is called a count, or a count that is called a percentage."""
    prints = [each.printed for each in own.estimate.readings]
    are_percent, have_percent = all(map(_PERCENT_ALONE.fullmatch, prints)), any("%" in each for each in prints)
    for match in _KIND.finditer(text):
        is_so = not are_percent if match[1].lower() == "count" else have_percent
        if not is_so and not OPPOSED.search(text, 0, match.start(1)):
            yield match[0]
