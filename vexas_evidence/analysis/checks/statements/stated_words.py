"""Whether a number is stated as a text says: by whom, with what, out of whom, and added to which others."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache, partial

from vexas_evidence.analysis.wording.lexicon import Lexicon
from vexas_evidence.analysis.wording.number_clauses import OPPOSED, REFERENCE, signed
from vexas_evidence.analysis.wording.record_words import COUNTS, OwnWords, WordFault, not_so, senses_of
from vexas_evidence.analysis.wording.word_forms import ENGLISH, Sense, phrase, word_list
from vexas_evidence.text.late import late
from vexas_evidence.text.words import filled

_STATED = word_list(*ENGLISH["stated"]["says"])
_ITEMS = {
    key: word_list(*names)
    for key, names in ENGLISH["stated"].items()
    if key not in ("says", "verbs of sources", "by whom")
}
_OF_SEVERAL = ("at risk", "reason", "seriousness")
"""What a sentence on two numbers can say of each."""


def stated_faults(sentence: str, words: Lexicon) -> Iterator[WordFault]:
    """Yield the words of a sentence by which a number would be stated otherwise than its record says."""
    text = REFERENCE.sub("\x00", sentence)
    names = words.estimates_in(sentence)
    if len(names) == 1:
        yield from (not_so(each, words.own(names[0])) for each in _denied(text, words.own(names[0]), words))
    if not words.is_plain(sentence):
        return
    for name in names if len(names) < 3 else ():
        own = words.own(name)
        found = [*_not_stated(text, own, words, _ITEMS if len(names) == 1 else _OF_SEVERAL)]
        if len(names) == 1:
            found += (*_other_population(text, own, words), *_other_source(text, own, words))
        yield from (not_so(each, own) for each in found)
    if len(names) > 1:
        yield from _added(text, names, words)


def _denied(text: str, own: OwnWords, words: Lexicon) -> Iterator[str]:
    """What no source is said to state of a number, and one states."""
    yield from (match[0].strip("\x00 ") for match in phrase("unstated").finditer(text))
    for match in phrase("judged by none").finditer(text):
        named = (sense for each in words.mentions(match["what"]) for sense in each.senses & own.core)
        if any(sense.field == "direction" for sense in named):
            yield match[0].strip()
    prints = [each.printed for each in own.estimate.readings]
    population = words.numbers.study.population_of(own.estimate)
    stated = {
        "denominator": population.denominator.status == "reported" or any(" of " in each for each in prints),
        "interval": own.limits is not None and any("CI" in each or "interval" in each for each in prints),
        "count": own.estimate.measure in COUNTS[:2] and not own.is_printed_as_percent,
    }
    for match in phrase("no source").finditer(text):
        yield from (
            match[0] for key, is_stated in stated.items() if is_stated and any(map(_ITEMS[key].match, match.groups()))
        )


def _not_stated(text: str, own: OwnWords, words: Lexicon, asked: Collection[str]) -> Iterator[str]:
    """What is said to be stated of a number, and is not."""
    to_event, of_whom = own.estimate.time_to_event, words.numbers.study.population_of(own.estimate).denominator
    prints = [each.printed for each in own.estimate.readings]
    definitions = (each.text for each in words.numbers.study.about.definitions if each.outcome == own.estimate.outcome)
    not_stated = {
        "denominator": of_whom.status != "reported" and " of " not in prints[0],
        "at risk": to_event is None or to_event.at_risk == "not stated",
        "clock": "not defined" in own.text,
        "interval": own.limits is None or not any("CI" in each or "interval" in each for each in prints),
        "count": own.is_printed_as_percent,
        "figures": own.estimate.measure == "wording",
        "definition": any(re.search(r"\bnot defined|\bno threshold", each, re.IGNORECASE) for each in definitions),
        "seriousness": words.numbers.outcomes[own.estimate.outcome].role == "harm",
        "reason": True,
    }
    for part in re.split(r";\s|,\s(?:and|but|so)\s", text):
        if not _STATED.search(part) or phrase("worked out").search(part):
            continue
        for key, is_missing in not_stated.items():
            item = _ITEMS[key].search(part) if is_missing and key in asked else None
            if (
                item
                and not OPPOSED.search(part, 0, item.start())
                and not phrase("without").search(part, 0, item.start())
                and not phrase("none of the sources").search(part, 0, item.start())
            ):
                yield item[0]


def _other_population(text: str, own: OwnWords, words: Lexicon) -> Iterator[str]:
    """Those of whom a number is said to be, and who are not its population."""
    population = words.numbers.study.population_of(own.estimate)
    theirs = senses_of(population.label, population.who or "", *population.words)
    theirs |= {Sense("population", population.id)}
    if known := words.numbers.study.estimates.get(population.denominator.estimate or ""):
        theirs |= {Sense(field, known.outcome) for field in ("outcome", "population")}
        theirs |= senses_of(words.numbers.outcomes[known.outcome].label)
    for match in phrase("of whom").finditer(text):
        said = match["behind"] or match["then"] or match["before"] or ""
        named = words.mentions(said)
        arms = {Sense("arm", own.arm or "")} if own.estimate.analysis_set == "as randomized" else set()
        of_arm = {Sense("population", "whole")} if any(each.senses & arms for each in named) else set()
        for each in named:
            senses = {sense for sense in signed(said, each) if sense.field in ("outcome", "population")}
            if senses and not senses & (theirs | of_arm):
                yield each.text


def _other_source(text: str, own: OwnWords, words: Lexicon) -> Iterator[str]:
    """A source that is said to state a number, and does not; one alone, or all, where it is not so."""
    said = {each.source for each in own.estimate.readings}
    names = words.sources
    for match in phrase("sources state").finditer(text) if len(names) > 1 else ():
        if len(said) == 1:
            yield match[0]
    for name, source in names.items():
        for match in _of_source("states", name).finditer(text):
            if source not in said or (match["only"] and len(said) > 1):
                yield match[0]
        alone = _of_source("rests on it alone", name).search(text)
        if alone and said != {source}:
            yield alone[0]
        attributed = _of_source("by a source", name).search(text)
        if source not in said and attributed:
            yield attributed[0]
    tiers = {words.numbers.evidence.sources[each].tier for each in said}
    for match in phrase("article").finditer(text) if tiers == {"secondary"} else ():
        yield match[0]


@cache
def _of_source(key: str, name: str) -> re.Pattern[str]:
    """A pattern of the table that names a source by its word."""
    made = partial(filled, ENGLISH["patterns"][key], ENGLISH | {"source": name})
    return late(made, re.IGNORECASE, needs=(name.lower(),))


def _added(text: str, names: list[str], words: Lexicon) -> Iterator[WordFault]:
    """Numbers that are added, of which no record says that they have nobody in common."""
    groups = (each.of for each in words.numbers.study.results.categories)
    populations = {words.own(each).estimate.population for each in names}
    if len(populations) > 1 or any({*names} <= {*each} for each in groups):
        return
    for match in phrase("sum").finditer(text):
        if not OPPOSED.search(text, 0, match.start()):
            yield not_so(match[0], words.own(names[0]))
