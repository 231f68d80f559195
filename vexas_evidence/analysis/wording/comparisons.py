"""Whether what a text compares is so: one number with another, or one arm with another, by their values and times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from vexas_evidence.analysis.wording.lexicon import Lexicon
from vexas_evidence.analysis.wording.number_clauses import OPPOSED, REFERENCE, signed
from vexas_evidence.analysis.wording.record_words import WordFault, fault
from vexas_evidence.analysis.wording.reference_forms import SENTENCE_END
from vexas_evidence.analysis.wording.word_forms import ENGLISH, Mention, word_pattern
from vexas_evidence.model.measures import MEASURES

_TABLE = ENGLISH["comparisons"]
_AMOUNTS = {"more": 1, "less": -1}
_SIGNS = {**_AMOUNTS, "later": 1, "earlier": -1, "better": 1, "worse": -1}
_COMPARED = {key: word_pattern(tuple(_TABLE[key])) for key in _SIGNS}
_CHANGED = {1: word_pattern(tuple(_TABLE["rise"])), -1: word_pattern(tuple(_TABLE["fall"]))}
_THAN = re.compile(r"\b(?:than|against|compared with|compared to|versus)\b", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:exceed\w*|outnumber\w*|outweigh\w*|top(?:s|ped)|surpass\w*|overt\w+|trail\w*|lag\w* behind|ahead of"
    r"|f[ae]lls? short of|(?:is|are|lies?|stays?|stands?|ranks?|sits?|was|were|lay|stood) (?:above|below|under))\b",
    re.IGNORECASE,
)
_FROM_TO = re.compile(r"\bfrom\s+(\x00+)[^;.]*?\bto\s+(\x00+)", re.IGNORECASE)
_EQUAL = re.compile(
    r"\b(?:equal|unequal|different|the same|identical) (?:in|size|number)\b|\bas (?:many|often|large|high|big) as\b",
    re.IGNORECASE,
)
_OF = re.compile(r"\barms of $")
_SAME_TIME = re.compile(r"\b(?:at )?the same (?:time|visit|assessment|date)\b", re.IGNORECASE)


class _Number(NamedTuple):
    """A number of a sentence, with its place."""

    id: str
    start: int
    end: int


def comparison_faults(text: str, words: Lexicon) -> Iterator[WordFault]:
    """Yield the words of a text that say more or less, better or worse, a rise or a fall, where the numbers do not."""
    for sentence in (text,):
        blank = REFERENCE.sub(lambda match: "\x00" * len(match[0]), sentence)
        spots = [_Number(each[0][1:-1].partition(".")[0], *each.span()) for each in REFERENCE.finditer(sentence)]
        numbers = list({each.id: each for each in spots if words.number(each.id) is not None}.values())
        if not numbers:
            continue
        named = words.mentions(blank)
        yield from _more_or_less(blank, numbers, named, words)
        yield from _changed(blank, numbers, words)
        yield from _equal(blank, numbers, words)
        yield from _order_of_arms(blank, numbers, named, words)


def _more_or_less(text: str, numbers: list[_Number], named: list[Mention], words: Lexicon) -> Iterator[WordFault]:
    """Words such as "fewer" and "sooner", with what stands before and after "than"."""
    for kind, pattern in _COMPARED.items():
        for match in pattern.finditer(text):
            if OPPOSED.search(text, 0, match.start()):
                continue  # "no better"
            than = match if _VERB.fullmatch(match[0]) else _THAN.search(text, match.end())
            sides = _sides(text, match.span(), than.span() if than else None, numbers, named, words)
            if sides is None:
                continue
            falls = _CHANGED[-1].search(text, 0, match.start()) is not None and kind in _AMOUNTS
            expected = -_SIGNS[kind] if falls else _SIGNS[kind]
            found = _difference(kind, *sides, words)
            if found is not None and found != expected:
                yield _fault(match[0], sides, words)


def _sides(
    text: str,
    word: tuple[int, int],
    than: tuple[int, int] | None,
    numbers: list[_Number],
    named: list[Mention],
    words: Lexicon,
) -> tuple[str, str | None] | None:
    """The two numbers that are compared, or one effect between arms as (its id, the arm that is said to have more)."""
    estimates = words.numbers.study.estimates
    if len(numbers) == 1 and numbers[0].id in estimates:
        arms = [(each.start, sense.concept) for each in named for sense in each.senses if sense.field == "arm"]
        subject = next((arm for at, arm in arms if than is None or at < than[0]), None)
        own_arm = words.own(numbers[0].id).arm
        if subject is None and any(arm != own_arm for _, arm in arms):
            subject = own_arm
        return (numbers[0].id, subject) if subject else None
    if len(numbers) != 2:
        return None
    first, second = numbers
    between = text[first.end : second.start]
    if first.end <= word[0] and word[1] <= second.start and (_THAN.search(between) or _VERB.search(between)):
        return first.id, second.id
    if than is None:
        return None
    before, after = (_own_side(text, part, numbers, named, words) for part in ((0, than[0]), (than[1], len(text))))
    return (before, after) if before and after and before != after else None


def _own_side(
    text: str, part: tuple[int, int], numbers: list[_Number], named: list[Mention], words: Lexicon
) -> str | None:
    """The only number whose own words stand in a part of a sentence, or which stands there itself."""
    inside = [each.id for each in numbers if part[0] <= each.start < part[1]]
    if len(inside) == 1:
        return inside[0]
    said = {s for each in named if part[0] <= each.start < part[1] for s in signed(text, each)}
    estimates = words.numbers.study.estimates
    one, two = (said & words.own(each.id).core if each.id in estimates else set() for each in numbers)
    return numbers[0].id if one - two and not two - one else numbers[1].id if two - one and not one - two else None


def _difference(kind: str, one: str, other: str | None, words: Lexicon) -> int | None:
    """Whether the first has more (1), less (-1) or the same (0), is later or better; None where that is unknown."""
    estimates = words.numbers.study.estimates
    if kind in ("later", "earlier") and other in estimates and one in estimates:
        early, late = words.years(one), words.years(other)
        return None if early is None or late is None else (early > late) - (early < late)
    if one in estimates and other in words.numbers.arms:
        return _of_effect(kind, one, f"{other}", words)
    a, b = words.number(one), words.number(other) if other else None
    if a is None or b is None or one == other:
        return None
    if other in estimates and one in estimates and not _is_comparable(one, f"{other}", words):
        return None
    sign = (a > b) - (a < b)
    return _as_better(kind, sign, one, words)


def _is_comparable(one: str, other: str, words: Lexicon) -> bool:
    if not {one, other} <= {*words.numbers.study.estimates}:
        return False
    first, second = words.own(one).estimate.measure, words.own(other).estimate.measure
    amounts = ("count", "proportion", "survival", "cumulative-incidence")
    return first == second or (first in amounts and second in amounts)


def _of_effect(kind: str, name: str, arm: str, words: Lexicon) -> int | None:
    """Whether an arm has more by an effect, or by its number and the one of the other arm that is printed."""
    own = words.own(name)
    null = MEASURES[own.estimate.measure].null
    if own.value is None:
        return None
    if own.estimate.comparator:
        if null is None:
            return None
        sign = (own.value > null) - (own.value < null)
        sign = sign if own.arm == arm else -sign
        if kind in ("later", "earlier"):  # a greater hazard is an earlier event
            return -sign if own.estimate.measure == "hazard-ratio" else None
        return _as_better(kind, sign, name, words)
    if own.arm is None or own.estimate.comparator:
        return None
    others = [each for each in words.numbers.arms if each != own.arm]
    like = words.alike(name, others[0]) if len(others) == 1 else None
    if like is None or like.value is None:
        return 0  # nothing that it could be compared with is printed
    sign = (own.value > like.value) - (own.value < like.value)
    return _as_better(kind, sign if own.arm == arm else -sign, name, words)


def _as_better(kind: str, sign: int, name: str, words: Lexicon) -> int | None:
    if kind not in ("better", "worse"):
        return sign
    if name not in words.numbers.study.estimates:
        return None
    higher_is_better = words.own(name).is_higher_better
    return None if higher_is_better is None else sign if higher_is_better else -sign


def _changed(text: str, numbers: list[_Number], words: Lexicon) -> Iterator[WordFault]:
    """A rise or a fall from one number to another, or between two times."""
    if len(numbers) != 2:
        return
    one, two = numbers
    path = _FROM_TO.search(text)
    if path and (path.start(1), path.start(2)) != (one.start, two.start):
        path = None
    estimates = words.numbers.study.estimates
    if not path:
        if (
            not {one.id, two.id} <= {*estimates}
            or words.own(one.id).estimate.outcome != words.own(two.id).estimate.outcome
        ):
            return
        years = [words.years(each.id) for each in (one, two)]
        if None in years or years[0] == years[1]:
            return
        one, two = (one, two) if years[0] < years[1] else (two, one)  # type: ignore[operator]
    before, after = words.number(one.id), words.number(two.id)
    if before is None or after is None:
        return
    for sign, pattern in _CHANGED.items():
        for match in pattern.finditer(text):
            if (after > before) - (after < before) == -sign:
                yield _fault(match[0], (one.id, two.id), words)


def _equal(text: str, numbers: list[_Number], words: Lexicon) -> Iterator[WordFault]:
    """Two numbers that are said to be equal or unequal, or of one time, and are not."""
    if len(numbers) != 2:
        return
    one, two = (each.id for each in numbers)
    estimates = words.numbers.study.estimates
    are_sizes = all(each in estimates and estimates[each].measure == "count" for each in (one, two))
    for match in _EQUAL.finditer(text):
        says_equal = not re.match("unequal|different", match[0], re.IGNORECASE)
        if (
            are_sizes
            and not _OF.search(text, 0, match.start())
            and says_equal != (words.number(one) == words.number(two))
        ):
            yield _fault(match[0], (one, two), words)
    for match in _SAME_TIME.finditer(text):
        is_said = {one, two} <= {*estimates}
        if is_said and estimates[one].timepoint != estimates[two].timepoint:
            yield _fault(match[0], (one, two), words)


def _order_of_arms(text: str, numbers: list[_Number], named: list[Mention], words: Lexicon) -> Iterator[WordFault]:
    """The arms of an effect in the other order: the comparator against the arm."""
    arms = [(each.start, each.end, sense.concept) for each in named for sense in each.senses if sense.field == "arm"]
    against = word_pattern(tuple(ENGLISH["set against"]))
    for (_, end, first), (start, _, second) in pairwise(arms):
        if first != second and against.search(text, end, start):
            for each in (each for each in numbers if each.id in words.numbers.study.estimates):
                own = words.own(each.id)
                if (own.estimate.comparator, own.arm) == (first, second):
                    yield fault(text[end:start], f"{{{each.id}}}", own, "sets the arms the other way round than")


def _fault(word: str, numbers: tuple[str, str | None], words: Lexicon) -> WordFault:
    names = [each for each in numbers if each in words.numbers.study.estimates]
    label = " and ".join(f"{{{each}}}" for each in numbers if each and each not in words.numbers.arms)
    if names:
        return fault(word, label, words.own(names[0]), "is not so of")
    return WordFault(f"{word!r} is not so of {label}", "what the numbers say", "correct the words or the reference")
