"""Whether the words around a number are its own: what was counted, in whom, when, by which measure, and which way.

Right numbers stand in false sentences when two of them are exchanged or a word says the opposite. A text that refers to
a number is held to the words of that number's record; what its words do not tell is left to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vexas_evidence.analysis.wording.lexicon import Lexicon, Owner, OwnWords
from vexas_evidence.analysis.wording.number_clauses import (
    OPPOSED,
    REFERENCE,
    RELATED,
    IsNear,
    WordFault,
    distance,
    fault,
    is_excused,
    parts_of,
)
from vexas_evidence.analysis.wording.reference_forms import SENTENCE_END
from vexas_evidence.analysis.wording.word_forms import ENGLISH, inflected_pattern, sided, stems, word_pattern
from vexas_evidence.model.measures import MEASURES
from vexas_evidence.text import prose
from vexas_evidence.text.words import any_of

_COMPARED = word_pattern((*ENGLISH["comparisons"]["more"], *ENGLISH["comparisons"]["less"]))
_NEGATIVE = re.compile(r"\b(?:no|not|never|without|free|freedom)\b", re.IGNORECASE)
_ORDER = {
    key: re.compile(
        rf"\b(?:{any_of(ENGLISH['order'][key])})\s+(?!{any_of(ENGLISH['order']['no noun'])})[a-z]+\b", re.IGNORECASE
    )
    for key in ("later", "earlier")
}
_BETWEEN_SAME = re.compile(r"[\s,]*(?:and|or|nor|,|/)[\s,]*", re.IGNORECASE)
_PEOPLE_WITHOUT = re.compile(r"\b(?:patients|those|adults|people|participants) without (?:a |any )?$", re.IGNORECASE)
_FOR_NOTHING = re.compile(r"\s+(?:nothing|none)\b", re.IGNORECASE)
_P_VALUE = re.compile(r"\bp [<=≤]")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word beside a number: where it stands, what it names, and whether a denial stands right before it."""

    text: str
    start: int
    end: int
    owners: frozenset[Owner]
    is_opposed: bool


def word_faults(text: str, words: Lexicon) -> Iterator[WordFault]:
    """Yield the words of a text that say of a number what its record does not.

    Parameters
    ----------
    text
        The text as it is written, with its references.
    words
        The words of the study.
    """
    for sentence in SENTENCE_END.split(text):
        if sentence.rstrip().endswith("?"):
            continue  # what is asked is not said
        for part in parts_of(sentence):
            yield from _faults_of_part(part, words)


def is_testable(text: str, words: Lexicon) -> bool:
    """Whether a text has a number in full, or a word of a number that it refers to."""
    found = [each for each in prose.references(text) if each.id in words.own]
    if not found or any(each.part == "full" for each in found):
        return bool(found)
    named = {owner for _, owners in words.named(REFERENCE.sub(" ", text)) for owner in owners}
    return any(named & words.own[each.id].owners for each in found)


def named_outcomes(text: str, words: Lexicon) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the words of a text that name outcomes and are not excused, with the ids of these."""
    blank = REFERENCE.sub(" ", text)
    for match, owners in words.named(blank):
        ids = frozenset(each.id for each in owners if each.facet == "outcome")
        if ids and not is_excused(blank, *match.span()):
            yield match[0], ids


def contrary_words(text: str, own: OwnWords) -> Iterator[str]:
    """Yield the words of a short text that say the contrary of an estimate."""
    blank = REFERENCE.sub(" ", text)
    for found in (*_contrary(blank, _anywhere, own, ""), *_opposites(blank, _anywhere, own, "")):
        yield found.found.split("' ")[0].strip("'")


def _anywhere(_start: int, _end: int) -> bool:
    return True


def _faults_of_part(part: str, words: Lexicon) -> Iterator[WordFault]:
    spots = [(m.start(), m.end(), m[0][1:-1].partition(".")) for m in REFERENCE.finditer(part)]
    numbers = [(start, end, name, rest) for start, end, (name, _, rest) in spots if name in words.own]
    if not numbers:
        return
    blank = REFERENCE.sub(lambda match: "\x00" * len(match[0]), part)
    named = [
        _Word(m[0], m.start(), m.end(), owners, OPPOSED.search(blank, 0, m.start()) is not None)
        for m, owners in words.named(blank)
    ]
    for start, end, name, rest in numbers:
        others = [(a, b) for a, b, (other, _, _) in spots if other != name]
        own = words.own[name]

        def is_near(a: int, b: int, start: int = start, end: int = end, others: list[tuple[int, int]] = others) -> bool:
            mine = distance(blank, a, b, start, end)
            return all(mine <= distance(blank, a, b, *other) for other in others)

        beside = [each for each in named if is_near(each.start, each.end)]
        label = f"{{{name}{'.' + rest if rest else ''}}}"
        if not _COMPARED.search(blank):
            yield from _contrary(blank, is_near, own, label)
        yield from _alien(blank, beside, own, label, (start, end), is_full=rest == "full")
        yield from _opposites(blank, is_near, own, label)
        yield from _measures(blank, is_near, own, label)
        yield from _what_is_known(blank, is_near, own, label)
        yield from _how_estimated(blank, is_near, own, label)
        yield from _other_order(blank, is_near, own, label, words)
        if rest == "when":
            yield from _other_time(part, (start, end), name, words)


def _contrary(text: str, is_near: IsNear, own: OwnWords, label: str) -> Iterator[WordFault]:
    """Words of the outcome that say it the other way round."""
    named = [m for m in word_pattern(own.outcome).finditer(text) if is_near(*m.span())]
    for match in contrary_said(text, own):
        is_opposed = OPPOSED.search(text, 0, match.start()) is not None
        if is_near(*match.span()) and not (is_opposed or is_excused(text, *match.span())):
            yield fault(match[0], label, own, "says the contrary of")
    if own.value == 0 or _NEGATIVE.search(" ".join(own.outcome)):
        return
    for match in named:
        before = OPPOSED.search(text, 0, match.start())
        if before and not is_excused(text, before.start(), match.end()):
            yield fault(f"{before[0]}{match[0]}", label, own, "says the contrary of")


def contrary_said(text: str, own: OwnWords) -> Iterator[re.Match[str]]:
    """Yield the words of the contrary; "relapse" is none beside "freedom from relapse", nor in "time to relapse"."""
    named = [each[0] for each in word_pattern(own.outcome).finditer(text) if _NEGATIVE.search(each[0])]
    for match in inflected_pattern(own.contrary).finditer(text) if own.contrary else ():
        is_own = any(stems(match[0]) & stems(each) for each in named)
        if not is_own and not text[: match.start()].endswith("time to "):
            yield match


def _alien(
    text: str, beside: list[_Word], own: OwnWords, label: str, at: tuple[int, int], *, is_full: bool
) -> Iterator[WordFault]:
    """Words of another outcome, population, time or arm that stand nearer than its own."""
    for facet in ("outcome", "population", "time", "arm"):
        mine = {(each.facet, each.id) for each in own.owners}
        of_facet = [each for each in beside if any(one.facet == facet for one in each.owners)]
        all_ours = [each for each in of_facet if _is_own(each, own, mine)]
        for word in of_facet:
            ours = [each for each in all_ours if not is_full or (each.start < at[0]) == (word.start < at[0])]
            is_denied = word.is_opposed and not (facet == "population" and _PEOPLE_WITHOUT.search(text, 0, word.start))
            if word in all_ours or is_denied or is_excused(text, word.start, word.end):
                continue
            if RELATED.search(text[min(word.end, at[1]) : max(word.start, at[0])]):
                continue
            if any(_are_listed(text, word, each) for each in ours) or (is_full and ours):
                continue
            far = distance(text, word.start, word.end, *at)
            if all(distance(text, each.start, each.end, *at) > far for each in ours):
                yield fault(word.text, label, own, f"names another {facet} than")
                break


def _is_own(word: _Word, own: OwnWords, mine: set[tuple[str, str]]) -> bool:
    if any((each.facet, each.id) in mine for each in word.owners):
        return True
    found = stems(word.text)
    is_trait = all(each.id in own.traits for each in word.owners) and not _NEGATIVE.search(word.text)
    return bool(found) and (found <= own.stems or (is_trait and bool(found & own.stems)))


def _are_listed(text: str, one: _Word, other: _Word) -> bool:
    """Whether two words are named together, as in "infections and cytopenias"."""
    first, second = sorted((one, other), key=lambda each: each.start)
    return _BETWEEN_SAME.fullmatch(text, first.end, second.start) is not None


def _opposites(text: str, is_near: IsNear, own: OwnWords, label: str) -> Iterator[WordFault]:
    """Words of the side that is not the number's."""
    for sides, of_number in zip(ENGLISH["opposites"], own.sides, strict=True):
        if len(of_number) != 1:
            continue
        for match, side in sided(text, sides):
            before = OPPOSED.search(text, 0, match.start())
            is_contrary = (side not in of_number) != (before is not None)
            start = before.start() if before else match.start()
            if not is_contrary or (before and own.value == 0) or not is_near(*match.span()):
                continue
            if not is_excused(text, start, match.end()):
                yield fault(text[start : match.end()], label, own, "says the opposite of")


def _measures(text: str, is_near: IsNear, own: OwnWords, label: str) -> Iterator[WordFault]:
    table: Mapping[str, list[str]] = ENGLISH["measures"]
    for match in inflected_pattern(tuple(table)).finditer(text):
        named = next((each for each in table if stems(each) == stems(match[0])), "")
        is_its_own = own.estimate.measure in (*table.get(named, ()), "count") or own.has((match[0],))
        is_its_own = is_its_own or (named == "p-value" and _P_VALUE.search(own.text) is not None)
        if named and not is_its_own and is_near(*match.span()) and not is_excused(text, *match.span()):
            yield fault(match[0], label, own, "names another measure than")


def _what_is_known(text: str, is_near: IsNear, own: OwnWords, label: str) -> Iterator[WordFault]:
    """A denominator or a time that is said to be stated, and is not."""
    for noun, silent in (("denominator|of whom|how many", "denominator"), ("time|when", "time")):
        said = rf"\b(?:{noun})\b[^.;:]*?\b(?:is|are|was|were)\s+(?:{any_of(ENGLISH['unstated'])})\b"
        if re.search(rf"\({silent}[^()]*not stated\)|{silent} not stated", own.text):
            for match in re.finditer(said, text, re.IGNORECASE):
                if is_near(*match.span()) and not is_excused(text, *match.span()):
                    yield fault(match[0].split("\x00")[0], label, own, "is not so of")


def _how_estimated(text: str, is_near: IsNear, own: OwnWords, label: str) -> Iterator[WordFault]:
    """An adjustment or a handling of missing values that the record does not state."""
    one = own.estimate
    for key, is_so in (
        ("adjusted", one.adjusted_for not in (None, "none", "not stated") or not MEASURES[one.measure].compares),
        ("imputed", one.missing is None or one.missing.handling != "excluded"),
    ):
        for match in word_pattern(tuple(ENGLISH["estimated"][key])).finditer(text):
            excused = is_excused(text, *match.span()) or OPPOSED.search(text, 0, match.start())
            if not is_so and is_near(*match.span()) and not excused and not _FOR_NOTHING.match(text, match.end()):
                yield fault(match[0], label, own, "is not so of")


def _other_order(text: str, is_near: IsNear, own: OwnWords, label: str, words: Lexicon) -> Iterator[WordFault]:
    """The earlier of some times said of the later, or the later of the earlier."""
    years = words.years[own.estimate.id]
    estimates = words.numbers.study.estimates
    others = {words.years[name] for name, each in estimates.items() if each.outcome == own.estimate.outcome}
    known = {each for each in others if each is not None}
    if years is None or len(known) < 2:
        return
    for key, is_so in (("later", years == max(known)), ("earlier", years == min(known))):
        for match in _ORDER[key].finditer(text):
            if is_near(*match.span()) and not is_so and not is_excused(text, *match.span()):
                yield fault(match[0], label, own, "names another time than")


def _other_time(part: str, at: tuple[int, int], name: str, words: Lexicon) -> Iterator[WordFault]:
    """A time right behind the number of another estimate."""
    before = re.search(r"\{([^{}]*)\}\s*$", part[: at[0]])
    other, _, rest = before[1].partition(".") if before else ("", "", "")
    if other in words.own and other != name and rest != "when":
        own = words.own[other]
        if own.estimate.timepoint != words.own[name].estimate.timepoint:
            yield fault(f"{{{name}.when}}", f"{{{other}}}", own, "is the time of another number than")
