"""Whether what a text says of the parts of a number is so: its limits, its margin, its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from vexas_evidence.analysis.wording.lexicon import Lexicon
from vexas_evidence.analysis.wording.number_clauses import CAVEATS, OPPOSED, REFERENCE, is_plain
from vexas_evidence.analysis.wording.record_words import COUNTS, OwnWords, WordFault, fault
from vexas_evidence.analysis.wording.word_forms import ENGLISH
from vexas_evidence.model.measures import MEASURES
from vexas_evidence.text.printed import parse
from vexas_evidence.text.words import any_of

_TABLE, _MORE = ENGLISH["intervals"], ENGLISH["comparisons"]
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
    rf"\b({any_of(_TABLE['above'])}|{any_of(_TABLE['beneath'])})\b"
    rf"(?! no\b)(?: \w+){{0,3}}? (?:{any_of(_TABLE['value'])})\b",
    re.IGNORECASE,
)
"""A limit set against the number between the limits: "the lower limit lies above the share"."""
_CLAIM = re.compile(
    rf"\b(?:(?P<yes>{any_of(_TABLE['includes'])})|(?P<no>{any_of(_TABLE['excludes'])})"
    rf"|(?P<side>{any_of(_TABLE['on the side of'])}))\b(?P<what>[^.;:,]*)",
    re.IGNORECASE,
)
"""What an interval, or a limit of it, is said to hold or not to hold, or the side on which it lies."""
_VS_NULL = re.compile(
    rf"\b(?:(upper|lower) (?:{any_of(_TABLE['ends'])})|{any_of(_TABLE['one side'])})\b[^.;:,]*?"
    rf"\b({any_of(_TABLE['above'])}|{any_of(_TABLE['beneath'])}) (?:{any_of(_TABLE['null'])})\b",
    re.IGNORECASE,
)
"""A limit, or all of an interval, set against no difference."""
_NEAREST = re.compile(
    rf"\b(upper|lower) (?:{any_of(_TABLE['ends'])})\b[^.;:,]*?\b(?:closest|nearest|closer|nearer)"
    rf" to (?:{any_of(_TABLE['null'])})\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(rf"\b(?:{any_of(_TABLE['one side'])})\b", re.IGNORECASE)
_A_LIMIT = re.compile(rf"\b(upper|lower) (?:{any_of(_TABLE['ends'])})\b[^.;:,]*$", re.IGNORECASE)
_REGIONS = {
    1: re.compile(rf"\b(?:{any_of(sorted({*_MORE['more'], *_MORE['rise'], 'majority'} - {'up'}))})\b", re.IGNORECASE),
    -1: re.compile(
        rf"\b(?:{any_of(sorted({*_MORE['less'], *_MORE['fall'], 'reduction', 'minority'} - {'down'}))})\b",
        re.IGNORECASE,
    ),
}
_OF_INTERVAL = re.compile(
    r"\b(?:intervals?|limits?|bounds?|CI|excludes?|rules? out|compatible|consistent)\b", re.IGNORECASE
)
_PARTS = re.compile(r"\b(?:majority|minority)\b", re.IGNORECASE)
_MARGIN = re.compile(r"\b(?:margin|non-?inferior(?:ity)?|equivalen(?:ce|t))\b", re.IGNORECASE)
_MARGIN_SAID = {key: re.compile(rf"\b(?:{any_of(_TABLE[key])})\b", re.IGNORECASE) for key in ("within", "beyond")}
_WIDTH = re.compile(
    rf"\b(?:({any_of(_TABLE['wider'])})|({any_of(_TABLE['narrower'])}))(?: confidence)? interval\b"
    r"|\b(?:(more uncertain|less precise|less certain)|(more precise|less uncertain|more certain))\b",
    re.IGNORECASE,
)
_WIDEST = re.compile(
    rf"\bthe (?:({any_of(_TABLE['widest'])})|({any_of(_TABLE['narrowest'])}))\b"
    r"(?= (?:\w+ )?interval|[^.]*\.(?:ci|interval|limits)\})",
    re.IGNORECASE,
)
_PERCENT_ALONE = re.compile(r"[\d.]+\s?%")
_KIND = re.compile(
    r"\b(?:is|are|was|as|comes? as|given as|printed as) (?:a|the) (?:plain |mere )?"
    r"(?:(count|head ?count|tally|number) (?:of )?|(percentage|per cent figure))\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:no|not|little|neither|nothing)\b[^.;:]*$", re.IGNORECASE)
_SHOWN = re.compile(
    r"\b(?:shows?|proves?|confirms?|establish\w*|demonstrat\w*|evidence|means|tells)\b[^.;]*?\bdiffer\w*", re.IGNORECASE
)


def interval_faults(sentence: str, words: Lexicon) -> Iterator[WordFault]:
    """Yield the words of a sentence that say of a limit or a part of a number what it is not."""
    text = REFERENCE.sub("\x00", sentence)
    names = words.estimates_in(sentence)
    is_outright = is_plain(sentence, words.mentions)
    if len(names) == 2:
        yield from _other_width(sentence, names, words)
    for name in names if len(names) == 1 else ():
        own = words.own(name)
        for found in (*_other_limit(text, own, is_outright), *(_of_parts(text, own) if is_outright else ())):
            yield fault(found, f"{{{name}}}", own, "is not so of")
    if is_outright or is_plain(re.sub(r"\bmost (?=precise|certain|uncertain)", "", sentence), words.mentions):
        yield from _not_the_widest(sentence, words)


def _of_parts(text: str, own: OwnWords) -> Iterator[str]:
    """What a sentence says outright of one number, and is not so."""
    yield from (*_other_kind(text, own), *_other_margin(text, own), *_other_test(text, own))


def _other_limit(text: str, own: OwnWords, is_outright: bool) -> Iterator[str]:
    """A limit that is called by the name of the other, and no difference that an interval includes or excludes."""
    null, most, includes = MEASURES[own.estimate.measure].null, _TABLE["most"], _TABLE["includes"]
    found = [(each, (each[1].lower() == "upper") == (each[2].lower() in most)) for each in _ENDS.finditer(text)]
    if own.limits and null is not None:
        for match in _VS_NULL.finditer(text):
            ends = own.limits if match[1] is None else (own.limits[match[1].lower() == "upper"],)
            is_above = match[2].lower() in _TABLE["above"]
            found.append((match, all((each > null) == is_above for each in ends)))
        is_within = own.limits[0] <= null <= own.limits[1]
        found += [(each, (each[1].lower() in includes) == is_within) for each in _NULL.finditer(text)]
    if own.limits:
        found += _other_side(text, own, null)
        above = (*_TABLE["above"],)
        found += [(e, (e[1].lower() == "upper") == (e[2].lower() in above)) for e in _OF_VALUE.finditer(text)]
    if own.limits and null is not None:
        for match in _VS_NULL.finditer(text):
            ends = own.limits if match[1] is None else (own.limits[match[1].lower() == "upper"],)
            is_above = match[2].lower() in _TABLE["above"]
            found.append((match, all((each > null) == is_above for each in ends)))
        lower_is_near = abs(own.limits[0] - null) < abs(own.limits[1] - null)
        found += [(each, (each[1].lower() == "lower") == lower_is_near) for each in _NEAREST.finditer(text)]
    clauses = [(each, is_so, max(text.rfind(mark, 0, each.start()) for mark in ",;:")) for each, is_so in found]
    return (
        each[0]
        for each, is_so, at in clauses
        if not is_so and (is_outright or not CAVEATS.search(text, at + 1, each.start()))
    )


def _other_side(text: str, own: OwnWords, null: Decimal | None) -> Iterator[tuple[re.Match[str], bool]]:
    """What an interval is said to hold or to exclude, more or less than no difference or than half, and if it does."""
    assert own.limits is not None
    for match in _CLAIM.finditer(text):
        if not (match["side"] or _OF_INTERVAL.search(text, 0, match.end("no") if match["no"] else match.end("yes"))):
            continue
        what = match["what"]
        point = Decimal(50) if _PARTS.search(what) and own.estimate.measure in COUNTS else null
        signs = [sign for sign, pattern in _REGIONS.items() if pattern.search(what)]
        a_limit = _A_LIMIT.search(text, 0, match.start())
        lower, upper = own.limits
        if match["side"] and a_limit:
            lower = upper = own.limits[a_limit[1].lower() == "upper"]
        elif match["side"] and not _WHOLE.search(text, 0, match.start()):
            continue
        if point is None or (match["side"] and lower <= point <= upper and lower < upper):
            if point is not None:
                yield match, False
            continue
        if len(signs) != 1:
            continue
        above, beneath = upper > point, lower < point
        reaches, leaves = (above, beneath) if signs[0] > 0 else (beneath, above)
        yield match, reaches if match["yes"] else not reaches if match["no"] else reaches and not leaves


def _other_margin(text: str, own: OwnWords) -> Iterator[str]:
    """A margin that an interval is said to cross or to keep within, and does not."""
    test = own.estimate.test
    if test is None or test.margin in (None, "not stated") or own.limits is None or not _MARGIN.search(text):
        return
    margin, is_ratio = parse(str(test.margin)).value, MEASURES[own.estimate.measure].null == 1
    if margin is None:
        return
    inside = [1 / margin < each < margin if is_ratio and margin > 1 else abs(each) < abs(margin) for each in own.limits]
    for key, is_so in (("within", any(inside)), ("beyond", not all(inside))):
        for match in _MARGIN_SAID[key].finditer(text):
            start, end = text.rfind(",", 0, match.start()) + 1, text.find(",", match.end())
            is_of_margin = _MARGIN.search(text, start, len(text) if end < 0 else end)
            if is_of_margin and not is_so and not OPPOSED.search(text, 0, match.start()):
                yield match[0]


def _other_test(text: str, own: OwnWords) -> Iterator[str]:
    """A difference that a p-value is said to show, and does not, at the level of 0.05."""
    if own.estimate.measure == "p-value" and own.value is not None and own.value > Decimal("0.05"):
        yield from (each[0] for each in _SHOWN.finditer(text) if not _DENIED.search(text, 0, each.start()))


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
        if name in widths and (widths[name] > others[0]) != bool(match[1] or match[3]):
            yield fault(match[0], f"{{{name}}}", words.own(name), "is not so of")


def _not_the_widest(sentence: str, words: Lexicon) -> Iterator[WordFault]:
    """An interval that is called the widest or the narrowest of some, and is not."""
    for match in _WIDEST.finditer(sentence):
        before = words.estimates_in(sentence[: match.start()])
        name = (before[-1:] or words.estimates_in(sentence[match.end() :])[:1] or [""])[0]
        if not name or (limits := words.own(name).limits) is None:
            continue
        for other, each in words.numbers.study.estimates.items():
            is_like = (
                words.own(other).is_percent
                if words.own(name).is_percent
                else each.measure == words.own(name).estimate.measure
            )
            among = words.own(other).limits if is_like and other != name else None
            if among and (among[1] - among[0] > limits[1] - limits[0]) == bool(match[1]):
                yield fault(match[0], f"{{{name}}}", words.own(name), "is not so of")
                break


def _other_kind(text: str, own: OwnWords) -> Iterator[str]:
    """A percentage that is called a count, or a count that is called a percentage."""
    are_percent = all(_PERCENT_ALONE.fullmatch(each.printed) for each in own.estimate.readings)
    has_percent = any("%" in each.printed for each in own.estimate.readings)
    for match in _KIND.finditer(text):
        is_so = (not are_percent and own.estimate.measure in COUNTS[:-1]) if match[1] else has_percent
        if not is_so and not OPPOSED.search(text, 0, match.start()):
            yield match[0]
