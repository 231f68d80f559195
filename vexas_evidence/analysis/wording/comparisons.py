"""Whether what a text compares is so: one number with another, or one arm with another, by their values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from vexas_evidence.analysis.wording.lexicon import Lexicon
from vexas_evidence.analysis.wording.number_clauses import DENIED, OPPOSED, REFERENCE, WordFault, fault, parts_of
from vexas_evidence.analysis.wording.own_words import contrary_said
from vexas_evidence.analysis.wording.reference_forms import SENTENCE_END
from vexas_evidence.analysis.wording.word_forms import ENGLISH, word_pattern
from vexas_evidence.model.measures import MEASURES
from vexas_evidence.text.words import any_of


def comparison_faults(text: str, words: Lexicon) -> Iterator[WordFault]:
    """Yield the words of a text that say more or less, better or worse, a rise or a fall, where the numbers do not."""
    for sentence in SENTENCE_END.split(text):
        for part in parts_of(sentence):
            yield from _of_two_numbers(part, words)
        yield from _times_compared(sentence, words)
        yield from _arms_compared(sentence, words)
        yield from _unknown_comparator(sentence, words)
        yield from _order_of_arms(sentence, words)


def _unknown_comparator(sentence: str, words: Lexicon) -> Iterator[WordFault]:
    """A control group that the study does not have, or an arm for which no number of the kind is printed."""
    text = REFERENCE.sub(lambda match: "\x00" * len(match[0]), sentence)
    names = words.estimates_in(sentence)
    groups = [*word_pattern(tuple(ENGLISH["control groups"])).finditer(text)]
    groups += [] if words.is_randomized else [*word_pattern(tuple(ENGLISH["designs"]["randomized"])).finditer(text)]
    compared_with = re.search(r"\b(?:than|against|compared with)\b", text)
    groups += words.without_treatment.finditer(text, compared_with.end()) if compared_with else ()
    for match in groups if names else ():
        if not (DENIED.search(text, 0, match.start()) or OPPOSED.search(text, 0, match.start())):
            yield fault(match[0], f"{{{names[0]}}}", words.own[names[0]], "is nothing that the study has, for")
    table = ENGLISH["comparisons"]
    compared = rf"\b({any_of((*table['more'], *table['less']))})\b[^.;]*?\b(?:than|against|for)\b"
    for match in re.finditer(compared, text, re.IGNORECASE) if len(names) == 1 else ():
        own = words.own[names[0]]
        arms = [one.id for _, of in words.named(text[match.end() :]) for one in of if one.facet == "arm"]
        other = next((arm for arm in arms if arm != words.arms[names[0]]), None)
        if own.estimate.comparator or other is None or words.arms[names[0]] is None or own.value is None:
            continue
        like = words.alike(names[0], other)
        says_more = match[1].lower() in table["more"]
        if like is None or like.value is None or (own.value > like.value if not says_more else own.value < like.value):
            yield fault(match[0], f"{{{names[0]}}}", own, "is not so of")


def _order_of_arms(sentence: str, words: Lexicon) -> Iterator[WordFault]:
    """The arms of an effect in the other order: the comparator against the arm."""
    text = REFERENCE.sub(" ", sentence)
    arms = [(m.start(), m.end(), one.id) for m, owners in words.named(text) for one in owners if one.facet == "arm"]
    for (_, end, first), (start, _, second) in pairwise(arms):
        if not word_pattern(tuple(ENGLISH["set against"])).search(text, end, start) or first == second:
            continue
        for name in words.estimates_in(sentence):
            own = words.own[name]
            if own.estimate.comparator == first and words.arms[name] == second:
                yield fault(text[end:start], f"{{{name}}}", own, "sets the arms the other way round than")


def _of_two_numbers(part: str, words: Lexicon) -> Iterator[WordFault]:
    table = ENGLISH["comparisons"]
    numbers = [(m.start(), m.end(), m[0][1:-1].partition(".")[0]) for m in REFERENCE.finditer(part)]
    numbers = [each for each in numbers if each[2] in words.own]
    blank = REFERENCE.sub(lambda match: "\x00" * len(match[0]), part)
    for (_, end, first), (start, _, second) in pairwise(numbers):
        one, two = words.own[first], words.own[second]
        if one.value is None or two.value is None or one.estimate.measure != two.estimate.measure or first == second:
            continue
        between, lead = blank[end:start], blank[:start]
        for more, less, is_said in (
            ("more", "less", re.search(r"\bthan\b", between) is not None),
            ("fall", "rise", re.search(r"\bto\s*$", lead) is not None),
        ):
            for key, holds in ((more, one.value > two.value), (less, one.value < two.value)):
                where = between if more == "more" else lead
                found = word_pattern(tuple(table[key])).search(where) if is_said and not holds else None
                if found and not OPPOSED.search(where, 0, found.start()):
                    yield fault(found[0], f"{{{first}}} and {{{second}}}", one, "is not so of")


def _times_compared(part: str, words: Lexicon) -> Iterator[WordFault]:
    """The same time, an earlier or a later one, a rise or a fall, against the times and values of two numbers."""
    text = REFERENCE.sub(" ", part)
    names = words.estimates_in(part)
    if len(names) != 2:
        return
    (one, two), table = (words.own[name] for name in names), ENGLISH["comparisons"]
    early, late = (words.years[name] for name in names)
    label = f"{{{names[0]}}} and {{{names[1]}}}"
    same = re.search(r"\b(?:at )?the same (?:time|visit|assessment|date)\b", text)
    if same and one.estimate.timepoint != two.estimate.timepoint and not DENIED.search(text, 0, same.start()):
        yield fault(same[0], label, one, "is not so of")
    if early is None or late is None or early == late:
        return
    than = re.search(r"\b(earlier|sooner|later) than\b", text)
    if than and (early < late) != (than[1] in ("earlier", "sooner")):
        yield fault(than[0], label, one, "is not so of")
    if one.estimate.outcome == two.estimate.outcome and one.value is not None and two.value is not None:
        rises = (one.value < two.value) == (early < late)
        for key, is_so in (("rise", rises), ("fall", not rises)):
            found = word_pattern(tuple(table[key])).search(text)
            if found and not is_so and not OPPOSED.search(text, 0, found.start()) and not DENIED.search(text):
                yield fault(found[0], label, one, "is not so of")


def _arms_compared(sentence: str, words: Lexicon) -> Iterator[WordFault]:
    """More or less, better or worse in one arm than in another, against both numbers or the effect between them."""
    text = REFERENCE.sub(" ", sentence)
    table = ENGLISH["comparisons"]
    found = word_pattern((*table["more"], *table["less"], *table["better"], *table["worse"])).search(text)
    if found is None or DENIED.search(text, 0, found.start()):
        return
    arms = [(m.start(), one.id) for m, owners in words.named(text) for one in owners if one.facet == "arm"]
    if not arms:
        return
    said, than = found[0].lower(), re.search(r"\bthan\b", text)
    subject = next((arm for at, arm in arms if than is None or at < than.start()), None)
    names = words.estimates_in(sentence)
    for name in names:
        own, more = words.own[name], _is_more(name, subject, names, words)
        if more is None or any(contrary_said(text, own)):
            continue
        higher_is_better = words.better[name]
        if said in table["better"] or said in table["worse"]:
            holds = higher_is_better is None or more == (1 if higher_is_better == (said in table["better"]) else -1)
        else:
            falls = word_pattern(tuple(table["fall"])).search(text, 0, found.start()) is not None
            holds = more == (1 if (said in table["more"]) != falls else -1)
        if not holds:
            yield fault(found[0], f"{{{name}}}", own, "is not so of")


def _is_more(name: str, subject: str | None, names: list[str], words: Lexicon) -> int | None:
    """Whether an arm has more (1), less (-1) or the same (0) by an effect, or by the numbers of both arms."""
    own = words.own[name]
    null = MEASURES[own.estimate.measure].null
    if subject is None or own.value is None:
        return None
    if own.estimate.comparator:
        if null is None:
            return None
        sign = (own.value > null) - (own.value < null)
        return sign if words.arms[name] == subject else -sign
    others = [words.own[other] for other in names if words.arms[other] not in (None, subject)]
    alike = [each for each in others if each.value is not None and each.estimate.outcome == own.estimate.outcome]
    if words.arms[name] != subject or not alike or alike[0].value is None:
        return None
    return (own.value > alike[0].value) - (own.value < alike[0].value)
