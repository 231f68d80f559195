"""Whether what a text says of the parts of a number is so: its interval and limits, its count, what it is out of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from vexas_evidence.analysis.wording.lexicon import Lexicon
from vexas_evidence.analysis.wording.number_clauses import DENIED, OPPOSED, REFERENCE, parts_of
from vexas_evidence.analysis.wording.record_words import OwnWords, WordFault, fault, senses_of
from vexas_evidence.analysis.wording.reference_forms import CLAUSE_END, SENTENCE_END
from vexas_evidence.analysis.wording.word_forms import ENGLISH, Sense, word_pattern
from vexas_evidence.model.measures import MEASURES
from vexas_evidence.text import prose
from vexas_evidence.text.words import any_of

WIDE, NARROW = 30, 10
"""Percentage points between the limits of a share from which an interval is not narrow, and below which not wide."""
SHARES = ("proportion", "count", "survival", "cumulative-incidence")
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
    rf"\b({any_of(_TABLE['includes'])}|{any_of(_TABLE['excludes'])})\b[^.;,]*?\b(?:{any_of(_TABLE['null'])})\b",
    re.IGNORECASE,
)
_CROSSING = re.compile(
    r"\bfrom (?:an? )?(?:\w+ )?(?:lower|fewer|less|smaller|worse) to (?:an? )?(?:\w+ )?(?:higher|more|larger|better)\b",
    re.IGNORECASE,
)
_ITEMS = {key: any_of(words) for key, words in ENGLISH["known"].items() if key != "says"}
_SAYS = any_of(ENGLISH["known"]["says"])
_KNOWN = {
    key: re.compile(
        rf"\b(?:{words})\b[^.;:]*?\b(?:is|are|was|were)\s+(?:(?!not|nowhere|never)\w+\s+)?(?:{any_of(ENGLISH['unstated'])})\b"
        rf"|\b(?:{words})\s+(?:printed|stated|reported|(?:that|which)\s+(?:\w+\s+){{1,3}}(?:{_SAYS}))\b"
        rf"|\b(?:{_SAYS})\s+(?:\w+\s+){{0,3}}?(?:{words})\b",
        re.IGNORECASE,
    )
    for key, words in _ITEMS.items()
}
_KNOWN["printed denominator"] = re.compile(
    r"\bprints? (?:\w+ ){0,3}?denominator\b|\bdenominator\b[^.;:]*? is printed\b", re.I
)
_ADDED = re.compile(
    r"\b(?:(?:can|may|could|should) (?:(?!not)\w+ )?be (?:added|summed|combined)|add up|sum to|together make)\b", re.I
)
_COUNTED = re.compile(r"\b(?:turned|converted|translated|worked out) (?:in)?to (?:a )?(?:count|number)", re.IGNORECASE)
_OUT_OF = re.compile(
    r"(?<!tells )(?<!speaks )(?<!consists )\b(?:of|out of|among|from|by|all|these)\s+(?:the |these |all |those )?$"
    r"|\b(?:denominator|base|divided)\b[^,;:]*$",
    re.IGNORECASE,
)
_SHARE_OF = re.compile(
    r"\b(?:is|are|was|were)\s+(?:a share\s+|taken\s+|counted\s+)?(?:out )?of\s+(?:the\s+)?$", re.IGNORECASE
)


def interval_faults(text: str, words: Lexicon) -> Iterator[WordFault]:
    """Yield the words of a text that say of an interval, a limit or a part of a number what it is not."""
    for sentence in SENTENCE_END.split(text):
        blank = REFERENCE.sub(" ", sentence)
        names = words.estimates_in(sentence)
        for found in (*_swapped_ends(blank), *_LIMIT_AS_ESTIMATE.finditer(blank)):
            for name in names[:1]:
                yield fault(found[0], f"{{{name}}}", words.own(name), "is not so of")
        for part in parts_of(sentence):
            within, said = words.estimates_in(part), REFERENCE.sub(" ", part)
            for name in within:
                yield from _width(said, words.own(name))
            for name in within[:1]:
                yield from _null(said, words.own(name))
                yield from _what_is_known(said, words.own(name), words)
        if len(names) == 2 and all(words.own(each).estimate.measure == "proportion" for each in names):
            yield from _undenied(_ADDED, blank, words.own(names[0]))
        yield from _other_part(sentence, words)
        yield from _count_and_denominator(sentence, words)
        yield from _other_denominator(sentence, words)


def _undenied(pattern: re.Pattern[str], text: str, own: OwnWords) -> Iterator[WordFault]:
    for match in pattern.finditer(text):
        if not (DENIED.search(text, 0, match.start()) or OPPOSED.search(text, 0, match.start())):
            yield fault(match[0], f"{{{own.estimate.id}}}", own, "is not so of")


def _swapped_ends(text: str) -> Iterator[re.Match[str]]:
    for match in _ENDS.finditer(text):
        if (match[1].lower() == "upper") != (match[2].lower() in _TABLE["most"]):
            yield match


def _width(text: str, own: OwnWords) -> Iterator[WordFault]:
    """An interval of a share that is called narrow and is wide, or the other way round."""
    if own.limits is None or own.estimate.measure not in SHARES:
        return
    width = own.limits[1] - own.limits[0]
    for key, is_so in (("narrow", width < WIDE), ("wide", width > NARROW)):
        if not is_so:
            yield from _undenied(word_pattern(tuple(_TABLE[key])), text, own)


def _null(text: str, own: OwnWords) -> Iterator[WordFault]:
    """An interval that is said to include no difference, or to exclude it, and does not."""
    null = MEASURES[own.estimate.measure].null
    if own.limits is None or null is None:
        return
    is_included = own.limits[0] <= null <= own.limits[1]
    if not is_included:
        yield from _undenied(_CROSSING, text, own)
    for match in _NULL.finditer(text):
        says_included = (match[1].lower() in _TABLE["includes"]) != bool(OPPOSED.search(text, 0, match.start()))
        if says_included != is_included:
            yield fault(match[0], f"{{{own.estimate.id}}}", own, "is not so of")


def _what_is_known(text: str, own: OwnWords, words: Lexicon) -> Iterator[WordFault]:
    """A denominator, a time or numbers at risk that are said to be stated, and are not."""
    to_event, status = (
        own.estimate.time_to_event,
        words.numbers.study.populations[own.estimate.population].denominator.status,
    )
    has_own = " of " in own.estimate.readings[0].printed
    known = {
        "denominator": status != "not stated" or has_own,
        "printed denominator": status == "reported" or has_own,
        "time": "time not stated" not in own.text and "times not stated" not in own.text,
        "at risk": to_event is not None and to_event.at_risk != "not stated",
        "scale": any(word in own.text for word in ("relative", "absolute")),
        "clock": (to_event is not None and to_event.clock != "not stated") or "not defined" not in own.text,
        "interval": (interval := words.numbers.interval(own.estimate)) is not None and interval.kind == "reported",
        "count": words.numbers.count(own.estimate) is not None,
        "threshold": own.estimate.measure == "threshold" or "threshold" in own.text.lower(),
        "reason": False,
    }
    for key, is_known in known.items():
        if not is_known:
            yield from _undenied(_KNOWN[key], text, own)
    if words.numbers.denominator(own.estimate) is None:
        yield from _undenied(_COUNTED, text, own)


def _other_part(sentence: str, words: Lexicon) -> Iterator[WordFault]:
    """A part of a number right behind the name of another part."""
    table: dict[str, list[str]] = ENGLISH["parts"]
    for match in REFERENCE.finditer(sentence):
        name, _, part = match[0][1:-1].partition(".")
        if name not in words.numbers.study.estimates or part not in table:
            continue
        for other, names in table.items():
            said = re.search(
                rf"\b({any_of(names)})(?:\s+(?:itself|here|of it))?(?:\s+(?:is|was|of|over|between|by)|,)?\s*$",
                sentence[: match.start()],
                re.IGNORECASE,
            )
            if said and other != part and said[1].lower() not in table[part]:
                yield fault(said[1], match[0], words.own(name), "names another part than")


def _count_and_denominator(sentence: str, words: Lexicon) -> Iterator[WordFault]:
    """A denominator that is said of those with the outcome, and a count that is said of all who could have had it."""
    for clause in CLAUSE_END.split(sentence):
        for match in REFERENCE.finditer(clause):
            name, _, part = match[0][1:-1].partition(".")
            if name not in words.numbers.study.estimates or part not in ("count", "denominator"):
                continue
            own, blank = words.own(name), REFERENCE.sub(" ", clause)
            outcome = words.numbers.outcomes[own.estimate.outcome]
            phrase = words.numbers.phrase(own.estimate).outcome
            of_outcome = {("outcome", outcome.id), *_concepts(senses_of(" ; ".join((outcome.label, phrase, *outcome.words))))}
            of_people = _concepts(senses_of(words.numbers.study.populations[own.estimate.population].label))
            said = _concepts(sense for each in words.mentions(blank) for sense in each.senses)
            is_denominator = _OUT_OF.search(clause, 0, match.start()) is not None
            if part == "denominator" and said & (of_outcome - of_people) and not is_denominator:
                yield fault(match[0], "those with the outcome", own, "is what is counted out of, and not")
            if part == "count" and said & of_people and not (said & (of_outcome - of_people) or is_denominator):
                yield fault(match[0], "all of these", own, "counts those with the outcome, and not")


def _concepts(senses: Iterable[Sense]) -> set[tuple[str, str]]:
    return {(each.field, each.concept) for each in senses}


def _other_denominator(sentence: str, words: Lexicon) -> Iterator[WordFault]:
    """A number that is said to be out of another than its denominator."""
    found = [each for each in prose.references(sentence) if each.id in words.numbers.study.estimates]
    spots = list(REFERENCE.finditer(sentence))
    for one, two in pairwise(spots):
        first, second = (each[0][1:-1].partition(".")[0] for each in (one, two))
        if not {first, second} <= {each.id for each in found} or first == second:
            continue
        known = words.numbers.study.populations[words.own(first).estimate.population].denominator
        if _SHARE_OF.search(sentence[one.end() : two.start()]) and second != known.estimate:
            yield fault(f"of {two[0]}", one[0], words.own(first), "is not the denominator of")
