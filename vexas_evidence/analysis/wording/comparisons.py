"""Whether what a text compares is so: one number with another, or one arm with another, by their values and times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from vexas_evidence.analysis.wording.lexicon import Lexicon
from vexas_evidence.analysis.wording.number_clauses import OPPOSED, REFERENCE, blanked, name_of, signed
from vexas_evidence.analysis.wording.record_words import COUNTS, WordFault
from vexas_evidence.analysis.wording.word_forms import ENGLISH, Sense, phrase, word_list
from vexas_evidence.model.measures import MEASURES

_TABLE = ENGLISH["comparisons"]
_SIGNS = {"more": 1, "less": -1, "later": 1, "earlier": -1, "better": 1, "worse": -1, "same": 0, "simultaneous": 0}
_COMPARED = {key: word_list(*_TABLE[key]) for key in _SIGNS} | {key: phrase(key) for key in ("as many", "unequal")}
_SIGNS |= {"as many": 0, "unequal": 0}
_OF_OTHERS = ("better", "worse", "later", "earlier")
_OF_DELAYS = ("longer", "shorter")
_EXTREMES = {1: phrase("largest"), -1: phrase("smallest")}
_RISE = Sense("direction", "rise")


class _Number(NamedTuple):
    """A number of a sentence, with its place."""

    id: str
    start: int
    end: int


def comparison_faults(sentence: str, words: Lexicon) -> Iterator[WordFault]:
    """Yield the words of a sentence that say more or less, better or worse, rise or fall, where the numbers do not."""
    if not words.is_plain(sentence):
        return
    numbers: dict[str, _Number] = {}
    for each in REFERENCE.finditer(sentence):
        name = name_of(each)
        if words.number(name) is not None:
            numbers.setdefault(name, _Number(name, *each.span()))
    if numbers:
        text = phrase("no comparison").sub(lambda match: "_" * len(match[0]), blanked(sentence))
        found = text, [*numbers.values()], words
        yield from (*_compared(*found), *_extremes(*found), *_changed(*found))


def _compared(text: str, numbers: list[_Number], words: Lexicon) -> Iterator[WordFault]:
    """A number that is said to be more or less, later or earlier, better or worse than another, and is not."""
    of_scale = [e for e in words.mentions(text) if any(sense.concept == "higher-better" for sense in e.senses)]
    for kind, pattern in _COMPARED.items():
        for match in pattern.finditer(text):
            if match[0].lower() in _OF_DELAYS and all(_is_hazard(each.id, words) for each in numbers):
                continue  # a longer time is a smaller hazard
            if kind in ("more", "less") and any(_COMPARED[e].match(text, match.start()) for e in _OF_OTHERS):
                continue  # "more favorable", "longer horizon"
            if phrase("of a limit").match(text, match.end()) or any(e.start <= match.start() < e.end for e in of_scale):
                continue
            than = match if phrase("verb").fullmatch(match[0]) else phrase("than").search(text, match.end())
            sides = _sides(kind, match, than, numbers, words)
            is_of_size = kind in ("more", "less")
            if than is None and is_of_size and match.end() <= numbers[0].start:
                later = _over_time(numbers, words)
                if later and phrase("at the earlier").match(text, match.end()):
                    later = later[::-1]
                sides = later or sides if phrase("became").search(text, 0, match.start()) else sides or later
            is_denied = OPPOSED.search(text, 0, match.start()) is not None  # "no better"
            if sides is None or (is_denied and not phrase("no more").search(text, 0, match.start())):
                continue
            if kind in ("later", "earlier") and text[: match.start()].endswith("the "):
                continue  # "the later visit"
            falls = is_of_size and any(_RISE.contrary in e.senses for e in words.mentions(text[: match.start()]))
            said = -_SIGNS[kind] if falls else _SIGNS[kind]
            found = _difference(kind, *sides, words, of=_what(text, match) if is_of_size else "")
            if found is not None and (found == said) == (is_denied or kind == "unequal"):
                yield _fault(match[0], sides, words)


def _is_hazard(name: str, words: Lexicon) -> bool:
    estimate = words.numbers.study.estimates.get(name)
    return estimate is not None and estimate.measure == "hazard-ratio"


def _what(text: str, word: re.Match[str]) -> str:
    """What is more or less: the groups that are counted, the effects by their distance from none, or the numbers."""
    return (
        "groups"
        if phrase("of groups").match(text, word.end())
        else "effects"
        if phrase("of effects").search(text)
        else ""
    )


def _over_time(numbers: list[_Number], words: Lexicon) -> tuple[str, str] | None:
    """The later of two numbers of one outcome, and the earlier: "fewer relapsed: {a}, then {b}"."""
    estimates = words.numbers.study.estimates
    if len(numbers) != 2 or len({estimates[each.id].outcome for each in numbers if each.id in estimates}) != 1:
        return None
    years = [words.years(each.id) if each.id in estimates else None for each in numbers]
    if None in years or years[0] == years[1]:
        return None
    names = [each.id for each in numbers]
    return (names[1], names[0]) if years[1] > years[0] else (names[0], names[1])  # type: ignore[operator]


def _extremes(text: str, numbers: list[_Number], words: Lexicon) -> Iterator[WordFault]:
    """A number that is called the largest or the smallest of some, and is not."""
    known = words.numbers.study.estimates
    for sign, pattern in _EXTREMES.items():
        for match in pattern.finditer(text):
            subject = _predicated(match, numbers)
            if subject not in known:
                continue
            others = [each.id for each in numbers if each.id != subject] or _of_the_same(text, subject, words)
            if any(_difference("more", subject, each, words) == -sign for each in others):
                yield _fault(match[0], (subject,), words)


def _of_the_same(text: str, name: str, words: Lexicon) -> list[str]:
    """The numbers among which one is set, where a text names none: the harms, or those of the same outcome."""
    estimates, outcomes = words.numbers.study.estimates, words.numbers.outcomes
    is_of_harms = outcomes[estimates[name].outcome].role == "harm" and phrase("harms").search(text)
    return [
        other
        for other, each in estimates.items()
        if each.measure == estimates[name].measure
        and (outcomes[each.outcome].role == "harm" if is_of_harms else each.outcome == estimates[name].outcome)
    ]


def _predicated(word: re.Match[str], numbers: list[_Number]) -> str | None:
    """The number of which a word is said: "{a}, the larger", "the larger share is {a}"."""
    for each in numbers:
        if each.end <= word.start() and phrase("copula").fullmatch(word.string, each.end, word.start()):
            return each.id
        if word.end() <= each.start and phrase("noun is").fullmatch(word.string, word.end(), each.start):
            return each.id
    return None


def _sides(
    kind: str, word: re.Match[str], than: re.Match[str] | None, numbers: list[_Number], words: Lexicon
) -> tuple[str, str] | None:
    """The two numbers that are compared, or one effect between arms as (its id, the arm that is said to have more)."""
    text = word.string
    if not {each.id for each in numbers} <= words.numbers.study.estimates.keys():
        return (numbers[0].id, numbers[1].id) if len(numbers) == 2 and than and than.end() <= numbers[1].start else None
    if len(numbers) == 1:
        return _effect_and_arm(text, than, numbers[0], words)
    if len(numbers) != 2:
        return None
    first, second = numbers
    between = text[first.end : second.start]
    if (
        first.end <= word.start()
        and word.end() <= second.start
        and (phrase("than").search(between) or phrase("verb").search(between))
    ):
        return (second.id, first.id) if re.match(r"\s+by\b", text[word.end() :]) else (first.id, second.id)
    if not _SIGNS[kind]:
        return first.id, second.id

    def side(start: int, end: int) -> str | None:
        return _own_side(text, (start, end), numbers, words)

    if than is None or than.start() > first.start:
        before, after = _predicated(word, numbers) or side(0, first.start), None
    else:
        before, after = side(0, than.start()), side(than.end(), first.start)
    if than and before is None and after is None:
        before, after = side(0, than.start()), side(than.end(), len(text))
    other: dict[str | None, str] = {first.id: second.id, second.id: first.id}
    before, after = before or other.get(after), after or other.get(before)
    return (before, after) if before and after and before != after else None


def _effect_and_arm(text: str, than: re.Match[str] | None, number: _Number, words: Lexicon) -> tuple[str, str] | None:
    """An effect, and the arm that is said to have more: the first that is named before "than", or its own."""
    named = ((each.start, sense) for each in words.mentions(text) for sense in each.senses)
    arms = [(at, sense.concept) for at, sense in named if sense.field == "arm"]
    subject = next((arm for at, arm in arms if than is None or at < than.start()), None)
    own_arm = words.own(number.id).arm
    if subject is None and any(arm != own_arm for _, arm in arms):
        subject = own_arm
    return (number.id, subject) if subject else None


def _own_side(text: str, part: tuple[int, int], numbers: list[_Number], words: Lexicon) -> str | None:
    """The only number whose own words stand in a part of a sentence, or which stands there itself."""
    inside = [each.id for each in numbers if part[0] <= each.start < part[1]]
    if len(inside) == 1:
        return inside[0]
    said = {s for each in words.mentions(text) if part[0] <= each.start < part[1] for s in signed(text, each)}
    one, two = (said & words.own(each.id).core for each in numbers)
    return numbers[0].id if one - two and not two - one else numbers[1].id if two - one and not one - two else None


def _difference(kind: str, one: str, other: str, words: Lexicon, *, of: str = "") -> int | None:
    """Whether the first has more (1), less (-1) or the same (0), is later or better; None where that is unknown."""
    estimates = words.numbers.study.estimates
    if of == "groups":
        of_one, of_other = (words.denominator(each) if each in estimates else None for each in (one, other))
        if of_one is None or of_other is None:
            return None
        if of_one != of_other:  # else both are parts of one group, and the group meant is the part
            return 1 if of_one > of_other else -1
    if other in words.numbers.arms:
        return _of_effect(kind, one, other, words)
    if kind in ("later", "earlier", "simultaneous"):
        early, late = (words.years(each) if each in estimates else None for each in (one, other))
        return None if early is None or late is None else (early > late) - (early < late)
    measures = {words.own(each).estimate.measure for each in (one, other) if each in estimates}
    a, b = (words.size(each) if of == "effects" and each in estimates else words.number(each) for each in (one, other))
    if a is None or b is None or (len(measures) > 1 and not measures <= {*COUNTS}):
        return None
    if len({words.own(each).is_percent for each in (one, other) if each in estimates}) > 1:
        a, b = (words.percent(each) if each in estimates else None for each in (one, other))
        if a is None or b is None:
            return None
    return _as_better(kind, (a > b) - (a < b), one, words)


def _of_effect(kind: str, name: str, arm: str, words: Lexicon) -> int | None:
    """Whether an arm has more by an effect, or by its number and the one of the other arm that is printed."""
    own = words.own(name)
    null = MEASURES[own.estimate.measure].null
    if own.value is None or (own.estimate.comparator and null is None):
        return None
    if own.estimate.comparator:
        sign = (own.value > null) - (own.value < null)  # type: ignore[operator]
    else:
        others = [each for each in words.numbers.arms if each != own.arm]
        like = words.alike(name, others[0]) if len(others) == 1 and own.arm else None
        if like is None or like.value is None:
            return 0 if own.arm else None  # nothing that it could be compared with is printed
        sign = (own.value > like.value) - (own.value < like.value)
    sign = sign if own.arm == arm else -sign
    if own.estimate.comparator and kind in ("later", "earlier"):  # a greater hazard is an earlier event
        return -sign if own.estimate.measure == "hazard-ratio" else None
    return _as_better(kind, sign, name, words)


def _as_better(kind: str, sign: int, name: str, words: Lexicon) -> int | None:
    if kind not in ("better", "worse"):
        return sign
    is_better = words.own(name).is_higher_better if name in words.numbers.study.estimates else None
    return None if is_better is None else sign if is_better else -sign


def _changed(text: str, numbers: list[_Number], words: Lexicon) -> Iterator[WordFault]:
    """A rise or a fall from an earlier number of an outcome to a later one."""
    estimates = words.numbers.study.estimates
    if len(numbers) != 2 or not {each.id for each in numbers} <= estimates.keys():
        return
    if len({estimates[each.id].outcome for each in numbers}) > 1 or None in (words.years(each.id) for each in numbers):
        return
    early, late = sorted((each.id for each in numbers), key=lambda name: words.years(name) or 0)
    then = phrase("then").search(text, numbers[0].end, numbers[1].start) or phrase("from to").search(text)
    if then and early == numbers[1].id and words.years(early) != words.years(late):
        yield _fault(then[0], (late, early), words)
    before, after = words.number(early), words.number(late)
    if before is None or after is None or before == after:
        return
    for each in words.mentions(text):
        senses = signed(text, each)
        if _RISE._replace(is_yes=after < before) in senses and _RISE._replace(is_yes=after > before) not in senses:
            yield _fault(each.text, (early, late), words)


def _fault(word: str, numbers: tuple[str, ...], words: Lexicon) -> WordFault:
    label = " and ".join(f"{{{each}}}" for each in numbers if each not in words.numbers.arms)
    return WordFault(f"{word!r} is not so of {label}", "what the numbers say", "correct the words or the reference")
