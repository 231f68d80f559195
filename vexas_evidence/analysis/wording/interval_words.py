"""Whether what a text says of the parts of a number is so: its interval and limits, its count, what it is out of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from vexas_evidence.analysis.wording.lexicon import Lexicon
from vexas_evidence.analysis.wording.number_clauses import REFERENCE, parts_of
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
        yield from _other_part(sentence, words)
        yield from _count_and_denominator(sentence, words)
        yield from _other_denominator(sentence, words)


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
            for match in word_pattern(tuple(_TABLE[key])).finditer(text):
                yield fault(match[0], f"{{{own.estimate.id}}}", own, "is not so of")


def _null(text: str, own: OwnWords) -> Iterator[WordFault]:
    """An interval that is said to include no difference, or to exclude it, and does not."""
    null = MEASURES[own.estimate.measure].null
    if own.limits is None or null is None:
        return
    is_included = own.limits[0] <= null <= own.limits[1]
    if not is_included:
        for match in _CROSSING.finditer(text):
            yield fault(match[0], f"{{{own.estimate.id}}}", own, "is not so of")
    for match in _NULL.finditer(text):
        if (match[1].lower() in _TABLE["includes"]) != is_included:
            yield fault(match[0], f"{{{own.estimate.id}}}", own, "is not so of")


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
