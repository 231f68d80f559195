"""Whether what a text says of the parts of a number is so: its limits, its margin, its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from vexas_evidence.analysis.wording.lexicon import Lexicon
from vexas_evidence.analysis.wording.number_clauses import CAVEATS, OPPOSED, REFERENCE, name_of, signed
from vexas_evidence.analysis.wording.own_words import ANY_SHARE, is_contrary
from vexas_evidence.analysis.wording.record_words import COUNTS, OwnWords, WordFault, not_so
from vexas_evidence.analysis.wording.word_forms import ENGLISH, Sense, phrase, word_list
from vexas_evidence.model.measures import MEASURES
from vexas_evidence.text.printed import parse

_TABLE, _MORE = ENGLISH["intervals"], ENGLISH["comparisons"]
_SHARES = {key: word_list(*ENGLISH["shares"][key]) for key in ("most", "few")}
"""Shares in words, of more than half and of less."""
_OF_SHARES = ("outcome", "direction")
_CLAUSE = re.compile(r"[,;:]|[.!?]$")
_WHOLE = word_list(*_TABLE["one side"])
_REGIONS = {
    1: word_list(*_MORE["more"], *ENGLISH["shares"]["most"]),
    -1: word_list(*_MORE["less"], *ENGLISH["shares"]["few"]),
}
_WAYS = {Sense("direction", "rise", is_rise) for is_rise in (True, False)}
_WITHIN, _BEYOND = word_list(*_TABLE["within"]), word_list(*_TABLE["beyond"])


def interval_faults(sentence: str, words: Lexicon) -> Iterator[WordFault]:
    """Yield the words of a sentence that say of a limit or a part of a number what it is not."""
    text = REFERENCE.sub("\x00", sentence)
    names = words.estimates_in(sentence)
    is_outright = words.is_plain(sentence)
    if len(names) == 2:
        yield from _other_width(sentence, names, words)
    if len(names) == 1:
        own = words.own(names[0])
        wrong = [*_other_limit(text, own, words, is_outright), *_unimportant(text, own, words)]
        if is_outright:
            wrong += (*_other_kind(text, own), *_other_margin(text, own), *_other_test(text, own))
        if words.is_plain(ANY_SHARE.removed(sentence)):
            wrong += _other_share(text, own, words)
        yield from (not_so(each, own) for each in wrong)
    if is_outright:
        yield from _not_the_widest(sentence, words)


def _other_limit(text: str, own: OwnWords, words: Lexicon, is_outright: bool) -> Iterator[str]:
    """A limit that is called by the name of the other, and no difference that an interval includes or excludes."""
    for match, is_so in _of_limits(text, own, words):
        clause = max(text.rfind(mark, 0, match.start()) for mark in ",;:") + 1
        if not is_so and (is_outright or not CAVEATS.search(text, clause, match.start())):
            yield match[0]


def _of_limits(text: str, own: OwnWords, words: Lexicon) -> Iterator[tuple[re.Match[str], bool]]:
    """What is said of the limits of a number, and whether it is so."""
    for match in phrase("ends").finditer(text):
        yield match, _is_upper(match) == (match[2].lower() in _TABLE["most"])
    if own.limits is None:
        return
    null = MEASURES[own.estimate.measure].null
    if null is not None:
        yield from _against_null(text, own.limits, null)
    yield from _other_side(text, own, words, null)
    for match in phrase("of value").finditer(text):
        yield match, _is_upper(match) == (match[2].lower() in _TABLE["above"])


def _is_upper(match: re.Match[str]) -> bool:
    return match[1].lower() == "upper"


def _against_null(text: str, limits: tuple[Decimal, Decimal], null: Decimal) -> Iterator[tuple[re.Match[str], bool]]:
    """What is said of limits and no difference: that they are above it, hold it, or lie near it."""
    lower, upper = limits
    for match in phrase("vs null").finditer(text):
        ends = limits if match[1] is None else (limits[_is_upper(match)],)
        yield match, all((each > null) == (match[2].lower() in _TABLE["above"]) for each in ends)
    for match in phrase("null").finditer(text):
        yield match, (match[1].lower() in _TABLE["includes"]) == (lower <= null <= upper)
    for match in phrase("nearest").finditer(text):
        yield match, _is_upper(match) != (abs(lower - null) < abs(upper - null))


def _other_side(text: str, own: OwnWords, words: Lexicon, null: Decimal | None) -> Iterator[tuple[re.Match[str], bool]]:
    """What an interval is said to hold or to exclude, more or less than no difference or than half, and if it does."""
    for match in phrase("claim").finditer(text):
        lower, upper = limits = own.limits or (Decimal(0), Decimal(0))
        if not match["side"]:
            if not phrase("of interval").search(text, 0, match.start("what")):
                continue
        elif limit := phrase("a limit").search(text, 0, match.start()):
            lower = upper = limits[_is_upper(limit)]
        elif not _WHOLE.search(text, 0, match.start()):
            continue
        is_of_half = own.estimate.measure in COUNTS and ANY_SHARE.search(match["what"])
        point = Decimal(50) if is_of_half else null
        if point is None:
            continue
        if match["side"] and lower <= point <= upper and lower < upper:
            yield match, False
            continue
        said = {sense.is_yes for each in words.mentions(match["what"]) for sense in each.senses & _WAYS}
        signs = {sign for sign, pattern in _REGIONS.items() if pattern.search(match["what"])}
        signs |= {1 if is_rise else -1 for is_rise in said}
        if len(signs) != 1:
            continue
        above, beneath = upper > point, lower < point
        reaches, leaves = (above, beneath) if signs == {1} else (beneath, above)
        yield match, reaches if match["yes"] else not reaches if match["no"] else reaches and not leaves


def _other_share(text: str, own: OwnWords, words: Lexicon) -> Iterator[str]:
    """A share in words, of those who had an outcome or of those who had not, that the number does not bear out."""
    percent = words.percent(own.estimate.id)
    if percent is None or phrase("of claims").search(text):
        return
    trait = ("population", own.estimate.outcome)
    for key, pattern in _SHARES.items():
        for match in pattern.finditer(text):
            limit = phrase("a limit").search(text, 0, match.start())
            if own.limits and phrase("sure").search(text, 0, match.start()):
                share = own.limits[key == "few"]
            else:
                share = own.limits[_is_upper(limit)] if limit and own.limits else percent
            ends = [each.end() for each in _CLAUSE.finditer(text, 0, match.start())]
            start, end = max(ends, default=0), _CLAUSE.search(text, match.end())
            if end and phrase("leads in").fullmatch(text, start, match.start()):
                end = _CLAUSE.search(text, end.end())
            said = [
                (each.start, senses)
                for each in words.mentions(text)
                if start <= each.start < (end.start() if end else len(text))
                and (
                    senses := {sense for sense in signed(text, each) if sense.field in _OF_SHARES or sense[:2] == trait}
                )
            ]
            of_it = [(at, senses) for at, senses in said if senses & own.core or is_contrary(frozenset(senses), own)]
            before = [senses for at, senses in of_it if at < match.start()]
            senses = before[-1] if before else of_it[0][1] if of_it else set()
            if said and not of_it:
                continue
            is_of_rest = senses and (Sense("outcome", own.estimate.outcome, False) in senses or not senses & own.core)
            share = 100 - share if is_of_rest else share
            if share != 50 and (share > 50) != (key == "most"):
                yield match[0]


def _other_margin(text: str, own: OwnWords) -> Iterator[str]:
    """A margin that an interval is said to cross or to keep within, and does not."""
    printed = own.estimate.stated_margin
    if printed is None or own.limits is None or not phrase("margin").search(text):
        return
    margin, is_ratio = parse(printed).value, MEASURES[own.estimate.measure].null == 1
    inside = [1 / margin < each < margin if is_ratio and margin > 1 else abs(each) < abs(margin) for each in own.limits]
    for pattern, is_so in ((_WITHIN, any(inside)), (_BEYOND, not all(inside))):
        for match in pattern.finditer(text) if not is_so else ():
            start, end = text.rfind(",", 0, match.start()) + 1, text.find(",", match.end())
            is_of_margin = phrase("margin").search(text, start, len(text) if end < 0 else end)
            if is_of_margin and not OPPOSED.search(text, 0, match.start()):
                yield match[0]


def _unimportant(text: str, own: OwnWords, words: Lexicon) -> Iterator[str]:
    """A number, or every value of its interval, that is said to be below or above what matters, and is not."""
    least = words.numbers.outcomes[own.estimate.outcome].smallest_important_difference
    value = parse(least.printed).value if least and MEASURES[own.estimate.measure].null == 0 else None
    if value is None:
        return
    for match in phrase("importance").finditer(text):
        is_of_limit = phrase("of interval").search(text) or OPPOSED.search(text, 0, match.start())
        if not is_of_limit and own.value is not None and (abs(own.value) >= value) == bool(match["less"]):
            yield match[0]
    if own.limits and min(map(abs, own.limits)) < value:
        yield from (each[0] for each in phrase("matter").finditer(text) if not CAVEATS.search(text, 0, each.start()))


def _other_test(text: str, own: OwnWords) -> Iterator[str]:
    """A difference that a p-value is said to show, and does not, at the level of 0.05."""
    if own.estimate.measure == "p-value" and own.value is not None and own.value > Decimal("0.05"):
        yield from (
            each[0]
            for each in phrase("shown").finditer(text)
            if not phrase("denied before").search(text, 0, each.start())
        )


def _other_width(sentence: str, names: list[str], words: Lexicon) -> Iterator[WordFault]:
    """The wider of two intervals called the narrower, or the narrower the wider."""
    widths = {name: width for name in names if (width := _width(words.own(name))) is not None}
    if len(widths) < 2:
        return
    for match in phrase("width").finditer(sentence):
        before = [name_of(each) for each in REFERENCE.finditer(sentence, 0, match.start())]
        if not before or before[-1] not in widths:
            continue
        is_wider = widths[before[-1]] == max(widths.values()) > min(widths.values())
        if is_wider != bool(match["wider"] or match["vaguer"]):
            yield not_so(match[0], words.own(before[-1]))


def _not_the_widest(sentence: str, words: Lexicon) -> Iterator[WordFault]:
    """An interval that is called the widest or the narrowest of some, and is not."""
    for match in phrase("widest").finditer(sentence):
        known = words.numbers.study.estimates
        before = [name for e in REFERENCE.finditer(sentence, 0, match.start()) if (name := name_of(e)) in known]
        after = words.estimates_in(sentence[match.end() :])
        subject = words.own(name) if (name := (before[-1:] or after[:1] or [""])[0]) else None
        if subject is None or (width := _width(subject)) is None:
            continue
        others = (words.own(other) for other in words.numbers.study.estimates if other != name)
        widths = (_width(other) for other in others if _is_like(subject, other))
        if any(other is not None and (other > width) == bool(match[1]) for other in widths):
            yield not_so(match[0], subject)


def _width(own: OwnWords) -> Decimal | None:
    return None if own.limits is None else own.limits[1] - own.limits[0]


def _is_like(one: OwnWords, other: OwnWords) -> bool:
    """Whether the intervals of two numbers can be compared: both of percentages, or of one measure."""
    return other.is_percent if one.is_percent else other.estimate.measure == one.estimate.measure


def _other_kind(text: str, own: OwnWords) -> Iterator[str]:
    """A percentage that is called a count, or a count that is called a percentage."""
    is_count = not own.is_printed_as_percent and own.estimate.measure in COUNTS[:-1]
    has_percent = any("%" in each.printed for each in own.estimate.readings)
    for match in phrase("kind").finditer(text):
        is_so = is_count if match[1] else has_percent
        if not is_so and not OPPOSED.search(text, 0, match.start()):
            yield match[0]
