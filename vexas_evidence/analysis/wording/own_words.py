"""Whether the words around a number are its own: what was counted, in whom, when, by which measure, and which way.

Right numbers stand in false sentences when two of them are exchanged or a word says the opposite. A text that refers to
a number is held to the words of that number's record; what its words do not tell is left to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from vexas_evidence.analysis.wording.lexicon import Lexicon
from vexas_evidence.analysis.wording.number_clauses import (
    OPPOSED,
    REFERENCE,
    RELATED,
    blanked,
    distance,
    is_lessened,
    name_of,
    parts_of,
    signed,
)
from vexas_evidence.analysis.wording.record_words import COUNTS, OwnWords, WordFault, fault
from vexas_evidence.analysis.wording.reference_forms import SENTENCE_END
from vexas_evidence.analysis.wording.word_forms import CONCEPTS, ENGLISH, TWO_SIDED, Mention, Sense, phrase, word_list
from vexas_evidence.text import prose

ANY_SHARE = word_list(*ENGLISH["shares"]["most"], *ENGLISH["shares"]["few"])
_SIDES = (
    (("larger", "greater", "higher", "bigger"), ("smaller", "lower", "fewer")),
    (("later",), ("earlier",)),
)
"""The words for one of two numbers by its value, and by its time."""
_WITH_CONTRARY = ("outcome", "population", "direction", "design", "time", "method")
_CONTRARY = "says the contrary of"
_ANY = {Sense("outcome", "harm"), Sense("outcome", "response")}
"""What is so of many outcomes: it names none."""
_OF_THOSE = re.compile(r" (?:of|in|among) (?:the|these|those) \x00")
"""What is said of those whom a number counts, and not of the number: "the median of the 9 who relapsed"."""
_CLOSE = 32  # characters before a word and its number in which another can be set beside it
_TWO_NUMBERS = re.compile("\x00[^\x00]+\x00")


def word_faults(text: str, words: Lexicon) -> Iterator[WordFault]:
    """Yield the words of a text, written with its references, that say of a number what its record does not."""
    if words.is_plain(text):
        parts, before = parts_of(_with_references(text, words))
        for part in parts:
            yield from _faults_of_part(part, words)
        for part in before:  # what leads up to a number may name others
            yield from (each for each in _faults_of_part(part, words) if _CONTRARY in each.found)


def _with_references(sentence: str, words: Lexicon) -> str:
    """A sentence with two numbers, in which "the larger" and "the latter" are the references that they stand for."""
    names = words.estimates_in(sentence)
    if len(names) != 2 or not phrase("anaphor").search(sentence):
        return sentence
    one, two = ((words.own(each).value, words.years(each)) for each in names)
    places = {"former": 0, "latter": 1}
    for a, b, (more, less) in zip(one, two, _SIDES, strict=True):
        if a is not None and b is not None and a != b:
            places |= dict.fromkeys(more, int(b > a)) | dict.fromkeys(less, int(b < a))
    last = sentence.rindex("}")

    def named(found: re.Match[str]) -> str:
        return f"{{{names[places[word]]}}}" if (word := found[1].lower()) in places else found[0]

    return sentence[:last] + phrase("anaphor").sub(named, sentence[last:])


def is_testable(text: str, words: Lexicon) -> bool:
    """Whether a text says something outright of a number in full, or with a word of a number that it refers to."""
    known = words.numbers.study.estimates
    if not any(each.id in known for each in prose.references(text)):
        return False
    plain = " ".join(each for each in SENTENCE_END.split(text) if words.is_plain(each))
    found = [each for each in prose.references(plain) if each.id in known]
    if any(each.part == "full" for each in found):
        return True
    named = {sense for each in words.mentions(REFERENCE.sub(" ", plain)) for sense in each.senses}
    return any(named & words.own(each.id).senses for each in found)


def contrary_words(text: str, own: OwnWords, words: Lexicon) -> Iterator[str]:
    """Yield the words of a short text that say the contrary of an estimate."""
    blank = REFERENCE.sub(" ", text)
    if words.is_plain(text):
        yield from (each.text for each in words.mentions(blank) if is_contrary(signed(blank, each), own))


def _faults_of_part(part: str, words: Lexicon) -> Iterator[WordFault]:
    spots = {each.span(): name_of(each) for each in REFERENCE.finditer(part)}
    owns = {at: words.own(name) for at, name in spots.items() if name in words.numbers.study.estimates}
    blank = blanked(part)
    named: Sequence[Mention] = words.mentions(blank) if owns else ()
    if len({own.estimate.id for own in owns.values()}) == 1:
        named = [each for each in named if not _is_with_its_others(blank, each, named)]
    for at, own in owns.items():
        label = part[slice(*at)]
        is_near = partial(_is_nearest, blank, at, [other for other, name in spots.items() if name != own.estimate.id])
        rest = [each.core for each in owns.values() if each is not own]
        nearby = [e for e in named if is_near(e.start, e.end) and not _is_of_rest(blank, e, at, rest)]
        yield from _of_words(blank, nearby, own, label, at)
        for match in _other_order(blank, own, words):
            if is_near(*match.span()) and not (len(spots) > 1 and phrase("of both").match(blank, match.end())):
                yield fault(match[0], label, own, "names another time than")


def _is_nearest(text: str, number: tuple[int, int], others: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a word stands no nearer to another number than to one."""
    own = distance(text, start, end, *number)
    return all(own <= distance(text, start, end, *other) for other in others)


def _is_of_rest(text: str, mention: Mention, at: tuple[int, int], others: list[frozenset[Sense]]) -> bool:
    """Whether a word across a comma, or set beside, is of another number: "{a}, {b}, as is to be expected of it"."""
    between = text[mention.end : at[0]] if mention.end <= at[0] else text[at[1] : mention.start]
    if between == ", " and mention.end <= at[0]:
        return False  # "infections, {a}"
    return ("," in between or ":" in between or RELATED.search(between) is not None) and any(
        signed(text, mention) & core for core in others
    )


def _is_with_its_others(text: str, mention: Mention, named: Sequence[Mention]) -> bool:
    """Whether a word stands beside its others, in a text on one number: the arms of a trial, those with and without."""
    rest = [each for each in named if each is not mention]
    others = {sense for each in rest for sense in each.senses}
    arms = {sense for sense in mention.senses if sense.field == "arm"}
    if arms and any(sense.field == "arm" for sense in others - arms):
        return True
    if any(sense.contrary in others and sense[:2] in CONCEPTS for sense in mention.senses):
        return True
    joined = (e for e in rest if phrase("joined").search(text, min(e.end, mention.end), max(e.start, mention.start)))
    return any(sense.contrary in each.senses for each in joined for sense in mention.senses)


def _of_words(text: str, nearby: list[Mention], own: OwnWords, label: str, at: tuple[int, int]) -> Iterator[WordFault]:
    """Words of the contrary, and words of another outcome, population, time or arm that stand nearer than its own."""
    ours = [each for each in nearby if signed(text, each) & own.senses]
    for each in nearby:
        senses = signed(text, each)
        if own.value == 0 and _has_happened(text, each, own):
            yield fault(each.text, label, own, _CONTRARY)
        elif is_contrary(senses, own):
            if not _is_said_of_another(text, each, nearby, own):
                denial = OPPOSED.search(text, 0, each.start)
                said = text[denial.start() if denial else each.start : each.end]
                yield fault(said, label, own, _CONTRARY)
        elif senses & own.core:
            if phrase("or not behind").match(text, each.end) or phrase("left out").match(text, each.end):
                yield fault(each.text, label, own, "is not left open, nor left out, by")
        elif field := _other_field(text, each, ours, own, at):
            yield fault(each.text, label, own, f"names another {field} than")


def _is_said_of_another(text: str, mention: Mention, nearby: list[Mention], own: OwnWords) -> bool:
    """Whether a contrary is said of little, of those left out, of the comparator, or of what an interval excludes."""
    if is_lessened(text, mention) or phrase("left out").match(text, mention.end):
        return True
    if phrase("of a topic").search(text, 0, mention.start):
        return True
    if own.estimate.measure in COUNTS and ANY_SHARE.search(text, 0, mention.start):
        return True  # the rule of shares holds it
    if any(sense.field != "direction" for sense in mention.senses):
        return False
    if mention.text.lower() in ("better", "worse") and phrase("not said").search(text, 0, mention.start):
        return True  # "no worse", "which is better"
    return (
        _is_of_comparator(mention, nearby, own)
        or phrase("not held").search(text, 0, mention.start) is not None
        or phrase("set against").match(text, mention.end) is not None  # "worse than"
    )


def _other_field(text: str, mention: Mention, ours: list[Mention], own: OwnWords, at: tuple[int, int]) -> str:
    """The field of which a word names another concept than its number's; "" where it names none, or is set beside."""
    senses = signed(text, mention)
    of_english = {sense.field for sense in senses if sense[:2] in CONCEPTS}
    fields = (of_english or {sense.field for sense in senses}) - {"direction", "method"}
    if senses & own.senses or not fields or (fields == {"measure"} and _OF_THOSE.match(text, mention.end)):
        return ""
    if mention.stems <= own.stems and not fields & {"time", "measure"}:
        return ""
    is_named = any(sense.is_yes or sense[:2] in TWO_SIDED for sense in senses)
    if not is_named and OPPOSED.search(text, 0, mention.start):
        return ""
    same = [each for each in ours if {sense.field for sense in each.senses & own.core if sense not in _ANY} & fields]
    before = text[max(0, min(mention.start, at[0]) - _CLOSE) : mention.start]
    behind = text[mention.end : max(mention.end, at[1])]
    if Sense("population", "whole") in senses:  # "in both arms together", said of one number
        if _TWO_NUMBERS.search(text):
            return ""
    elif (same or not fields <= {"measure", "design"}) and RELATED.search(f"{before}|{behind}"):
        return ""
    far = distance(text, mention.start, mention.end, *at)
    is_overall = fields == {"measure"} or Sense("population", "whole") in senses
    is_near = any(distance(text, each.start, each.end, *at) <= far for each in same)
    return "" if is_near and not is_overall else min(fields)


def _is_of_comparator(mention: Mention, nearby: list[Mention], own: OwnWords) -> bool:
    """Whether a word of an effect is said of the comparator: "hot water did no better"."""
    arms = [s.concept for each in nearby if each.end <= mention.start for s in each.senses if s.field == "arm"]
    return bool(arms) and arms[-1] == own.estimate.comparator


def _has_happened(text: str, mention: Mention, own: OwnWords) -> bool:
    """Whether a text says that what a number counts did happen: "adults died", "fatal events occurred"."""
    is_of_it = any(each.field == "outcome" and each in own.core for each in mention.senses)
    before = text[: mention.start]
    return (
        is_of_it
        and not OPPOSED.search(before)
        and not phrase("asked").search(before)
        and bool(
            phrase("happened").match(text, mention.end)
            or phrase("had").search(before)
            or mention.text.lower().endswith("ed")
        )
    )


def is_contrary(senses: frozenset[Sense], own: OwnWords) -> bool:
    """Whether words say the contrary of a record, and nothing that is so of it."""
    contrary = {Sense(field, own.estimate.outcome, False) for field in ("outcome", "population")}
    if own.value != 0 and contrary & senses:
        return True
    if own.is_unclear and any(each.concept in ("rise", "improved") for each in senses):
        return True
    said = [each for each in senses - own.subject if each.field in _WITH_CONTRARY]
    return not senses & own.core and any(each.contrary in own.core for each in said)


def _other_order(text: str, own: OwnWords, words: Lexicon) -> Iterator[re.Match[str]]:
    """The earlier of some times that a text names for the later, or the later for the earlier."""
    years, estimates = words.years(own.estimate.id), words.numbers.study.estimates
    same = (name for name, each in estimates.items() if each.outcome == own.estimate.outcome)
    known = {each for each in map(words.years, same) if each is not None}
    if years is None or len(known) < 2:
        return
    for key, is_so in (("later", years == max(known)), ("earlier", years == min(known))):
        if not is_so:
            yield from phrase(f"{key} time").finditer(text)
