"""Whether what a text says of the parts of a number is so: its limits, and what is stated of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from vexas_evidence.analysis.wording.lexicon import Lexicon
from vexas_evidence.analysis.wording.number_clauses import CAVEATS, OPPOSED, REFERENCE, is_plain, signed
from vexas_evidence.analysis.wording.record_words import COUNTS, OwnWords, WordFault, fault, senses_of
from vexas_evidence.analysis.wording.word_forms import ENGLISH, Sense, word_pattern
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
    rf"\b({any_of(_TABLE['above'])}|{any_of(_TABLE['beneath'])})\b(?: \w+){{0,3}}? (?:{any_of(_TABLE['value'])})\b",
    re.IGNORECASE,
)
"""A limit set against the number between the limits: "the lower limit lies above the share"."""
_CLAIM = re.compile(
    rf"\b(?:(?P<yes>{any_of(_TABLE['includes'])})|(?P<no>{any_of(_TABLE['excludes'])})"
    rf"|(?P<side>{any_of(_TABLE['on the side of'])}))\b(?P<what>[^.;:,]*)",
    re.IGNORECASE,
)
"""What an interval, or a limit of it, is said to hold or not to hold, or the side on which it lies."""
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
_STATED = word_pattern(tuple(ENGLISH["stated"]["says"]))
_WORKED_OUT = re.compile(r"\b(?:inferred|derived|computed|calculated|worked out|follows)\b", re.IGNORECASE)
_PERCENT_ALONE = re.compile(r"[\d.]+\s?%")
_KIND = re.compile(
    r"\b(?:is|are|was|as|comes? as|given as|printed as) (?:a|the) (?:plain |mere )?"
    r"(?:(count|head ?count|tally|number) (?:of )?|(percentage|per cent figure))\b",
    re.IGNORECASE,
)
_ITEMS = {key: word_pattern(tuple(names)) for key, names in ENGLISH["stated"].items() if key != "says"}
_DENIED = re.compile(r"\b(?:no|not|little|neither|nothing)\b[^.;:]*$", re.IGNORECASE)
_SHOWN = re.compile(
    r"\b(?:shows?|proves?|confirms?|establish\w*|demonstrat\w*|evidence|means|tells)\b[^.;]*?\bdiffer\w*", re.IGNORECASE
)
_SUM = re.compile(
    r"\b(?:(?:can|may|should|could|are to) be (?:added|summed|total+ed)|adds? up"
    r"|(?:together|in sum) (?:make|give|come)|sums? to"
    r"|(?:do|does|did) not overlap|concern different (?:patients|adults|people|participants))\b",
    re.IGNORECASE,
)
_SOURCES_STATE = re.compile(
    rf"\b(?:every|each|all|both|any)(?: of the)?(?: \w+)? (?:sources?|documents?|accounts?)\b[^.;:]{{0,40}}?"
    rf"\b(?:{any_of(ENGLISH['stated']['verbs of sources'])})\b",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(
    r"\b(?:is|are|was|were|stands|taken|counted|calculated|computed|reckoned) (?:as )?"
    r"(?:out of|over)\b(?P<behind>[^.,;:{]*)"
    r"|\b(?:denominator|base)\b[^.,;:]*?\b(?:is|are|was|were|consists? of|comprises?)\b(?P<then>[^.,;:{]*)"
    r"|^(?P<before>[^.,;:{]*?)\b(?:is|are|was|were|form|forms|make up|makes up|serves? as) the (?:denominator|base)\b",
    re.IGNORECASE,
)
"""Words that say out of whom a number is."""


def interval_faults(sentence: str, words: Lexicon) -> Iterator[WordFault]:
    """Yield the words of a sentence that say of a limit or a part of a number what it is not."""
    text = REFERENCE.sub("\x00", sentence)
    names = words.estimates_in(sentence)
    is_outright = is_plain(sentence, words.mentions)
    if len(names) == 2:
        yield from _other_width(sentence, names, words)
        for name in names if is_outright else ():
            for found in _not_stated(text, words.own(name), words, ("at risk", "reason", "seriousness")):
                yield fault(found, f"{{{name}}}", words.own(name), "is not so of")
    for name in names if len(names) == 1 else ():
        own = words.own(name)
        for found in (*_other_limit(text, own), *(_of_parts(text, own, words) if is_outright else ())):
            yield fault(found, f"{{{name}}}", own, "is not so of")
    if len(names) > 1 and is_outright:
        yield from _added(text, names, words)
    if is_outright or is_plain(re.sub(r"\bmost (?=precise|certain|uncertain)", "", sentence), words.mentions):
        yield from _not_the_widest(sentence, words)


def _of_parts(text: str, own: OwnWords, words: Lexicon) -> Iterator[str]:
    """What a sentence says outright of one number, and is not so."""
    yield from (*_not_stated(text, own, words), *_other_population(text, own, words), *_other_source(text, own, words))
    yield from (*_other_kind(text, own), *_other_margin(text, own), *_other_test(text, own))


def _other_limit(text: str, own: OwnWords) -> Iterator[str]:
    """A limit that is called by the name of the other, and no difference that an interval includes or excludes."""
    null, most, includes = MEASURES[own.estimate.measure].null, _TABLE["most"], _TABLE["includes"]
    found = [(each, (each[1].lower() == "upper") == (each[2].lower() in most)) for each in _ENDS.finditer(text)]
    if own.limits and null is not None:
        is_within = own.limits[0] <= null <= own.limits[1]
        found += [(each, (each[1].lower() in includes) == is_within) for each in _NULL.finditer(text)]
    if own.limits:
        found += _other_side(text, own, null)
        above = (*_TABLE["above"],)
        found += [(e, (e[1].lower() == "upper") == (e[2].lower() in above)) for e in _OF_VALUE.finditer(text)]
    clauses = [(each, is_so, max(text.rfind(mark, 0, each.start()) for mark in ",;:")) for each, is_so in found]
    return (each[0] for each, is_so, at in clauses if not (is_so or CAVEATS.search(text, at + 1, each.start())))


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


def _other_source(text: str, own: OwnWords, words: Lexicon) -> Iterator[str]:
    """A source that is said to state a number, and does not; one alone, or all, where it is not so."""
    said = {each.source for each in own.estimate.readings}
    names = words.sources
    for match in _SOURCES_STATE.finditer(text) if len(names) > 1 else ():
        if len(said) == 1:
            yield match[0]
    for name, source in names.items():
        pattern = (
            rf"\b(?P<only>only|solely|alone)?(?: (?:the|a|an))?(?: \w+)?\b {name}\b(?: (?:itself|also|alone))?"
            rf" (?:{any_of(ENGLISH['stated']['verbs of sources'])})\b(?=[^.;,:]*\x00)"
        )
        for match in re.finditer(pattern, f" {text}", re.IGNORECASE):
            if source not in said or (match["only"] and len(said) > 1):
                yield match[0].strip()


def _added(text: str, names: list[str], words: Lexicon) -> Iterator[WordFault]:
    """Numbers that are added, of which no record says that they have nobody in common."""
    groups = (each.of for each in words.numbers.study.results.categories)
    populations = {words.own(each).estimate.population for each in names}
    if len(populations) > 1 or any({*names} <= {*each} for each in groups):
        return
    for match in _SUM.finditer(text):
        if not OPPOSED.search(text, 0, match.start()):
            yield fault(match[0], f"{{{names[0]}}}", words.own(names[0]), "is not so of")


def _other_population(text: str, own: OwnWords, words: Lexicon) -> Iterator[str]:
    """Those of whom a number is said to be, and who are not its population."""
    population = words.numbers.study.populations[own.estimate.population]
    theirs = senses_of(population.label, population.who or "", *population.words)
    theirs |= {Sense("population", population.id)}
    if known := words.numbers.study.estimates.get(population.denominator.estimate or ""):
        theirs |= {Sense(field, known.outcome) for field in ("outcome", "population")}
        theirs |= senses_of(words.numbers.outcomes[known.outcome].label)
    for match in _OF_WHOM.finditer(text):
        said = match["behind"] or match["then"] or match["before"] or ""
        for each in words.mentions(said):
            senses = {sense for sense in signed(said, each) if sense.field in ("outcome", "population")}
            if senses and not senses & theirs:
                yield each.text


def _not_stated(text: str, own: OwnWords, words: Lexicon, asked: Iterable[str] = tuple(_ITEMS)) -> Iterator[str]:
    """What is said to be stated of a number, and is not."""
    to_event, of_whom = own.estimate.time_to_event, words.numbers.study.populations[own.estimate.population].denominator
    prints = [each.printed for each in own.estimate.readings]
    definitions = (each.text for each in words.numbers.study.about.definitions if each.outcome == own.estimate.outcome)
    not_stated = {
        "denominator": of_whom.status != "reported" and " of " not in prints[0],
        "at risk": to_event is None or to_event.at_risk == "not stated",
        "clock": "not defined" in own.text,
        "interval": own.limits is None or not any("CI" in each or "interval" in each for each in prints),
        "count": all(map(_PERCENT_ALONE.fullmatch, prints)),
        "figures": own.estimate.measure == "wording",
        "definition": any(re.search(r"\bnot defined|\bno threshold", each, re.IGNORECASE) for each in definitions),
        "seriousness": words.numbers.outcomes[own.estimate.outcome].role == "harm",
        "reason": True,
    }
    for part in re.split(r";\s|,\s(?:and|but|so)\s", text):
        if not _STATED.search(part) or _WORKED_OUT.search(part):
            continue
        for key, is_missing in not_stated.items():
            item = _ITEMS[key].search(part) if is_missing and key in asked else None
            if item and not OPPOSED.search(part, 0, item.start()):
                yield item[0]


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
        is_so = not are_percent if match[1] else has_percent
        if not is_so and not OPPOSED.search(text, 0, match.start()):
            yield match[0]
