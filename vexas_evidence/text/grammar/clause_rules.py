"""Rules for what belongs to a number: p-value, interval, spread, ±, denominator, person-time; and for a change."""

from __future__ import annotations

from decimal import Decimal

from vexas_evidence.text.grammar import phrases as known
from vexas_evidence.text.grammar.digits import NOUN, PERSON_TIME, UNIT, plain
from vexas_evidence.text.grammar.parts import NOT_ESTIMABLE, NOT_REACHED, Kind, Pair, Part, PValue
from vexas_evidence.text.grammar.reader import NAME_SIZE, NAME_SPREAD, Reader
from vexas_evidence.text.grammar.scanner import Number


def p_value(reader: Reader) -> bool:
    """Take a p-value with its bound, its test or hypothesis and its sides; below a head of p-values a bare one."""
    scan, start = reader.scan, reader.scan.at
    is_headed = reader.head is not None and reader.head.first == "p" and not reader.drafts
    name = scan.take(known.P)
    if name is None and not is_headed:
        return False
    sign, value = scan.take(known.RELATION), scan.take(scan.phrases.p_value)
    if value is None:
        return False
    if scan.has_undeclared_comma(value.start("value")):
        scan.at = value.start("value")
        return scan.at > start
    before = name.groupdict() if name else {}
    test = before.get("hypothesis") or value["hypothesis"] or before.get("by") or value["by"]
    sided = before.get("sided") or value["sided"]
    is_number = any(map(str.isdigit, value["value"]))
    draft = reader.draft if reader.draft and reader.draft.p is None else reader.new()
    draft.p = PValue(
        plain(value["value"], scan.decimal) if is_number else "NS",
        known.BOUND_OF_SIGN.get(sign["sign"]) if sign else None,
        known.hypothesis(test) if test else None,
        {"1": "one", "2": "two"}.get(sided, sided.lower()) if sided else None,
    )
    draft.p_outside = reader.owner is None or not scan.folded[reader.group_start : start].strip()
    return True


def interval(reader: Reader) -> bool:
    """Take a named interval: its level, and two limits or one."""
    scan, start = reader.scan, reader.scan.at
    name = scan.take(scan.phrases.interval)
    if name is None:
        return False
    group = "level" if name["level"] else "after"
    pair = _named_pair(reader)
    limit = scan.take_limit() if name["side"] and pair is None else None
    if not (name[group] or pair or limit):
        return False
    draft = reader.draft or reader.new()
    if not (pair or limit):
        pair, draft.bracket = draft.bracket, None
    if {"lower", "upper"} & draft.parts.keys():
        return reader.miss(start, scan.at, "a second interval of one number", "one interval a number")
    if name[group]:
        draft.put(Part("level", plain(name[group], scan.decimal), name.start(group), name.end(group)))
    if pair:
        draft.add_limits(pair)
    if limit:
        draft.add("lower" if name["side"].lower() == "lower" else "upper", limit)
    return True


def spread(reader: Reader) -> bool:
    """Take a named spread. "SD" before a fraction or a percentage is stable disease, in a list of responses."""
    scan = reader.scan
    name = scan.take(known.SPREAD)
    if name is None:
        return False
    kind = str(name.lastgroup)
    scan.take(known.AFTER_NAME)
    is_pair = kind in ("IQR", "range")
    pair = _named_pair(reader) if is_pair else None
    number = scan.take_number()
    if is_pair and reader.draft and not (pair or number):
        pair, reader.draft.bracket = reader.draft.bracket, None
    if not (pair or number):
        return False
    if kind == "SD" and (scan.ends_percent() or scan.sees(known.SLASH) or scan.sees(known.PERCENT_IN_GROUP)):
        scan.at = name.end()
        return True
    scan.take(UNIT)
    (reader.draft or reader.new()).add_spread(kind, number.part if number else None, pair)
    return True


def named_ends(reader: Reader) -> bool:
    """Take a spread whose two ends have names: "min 34, max 88"."""
    scan, start = reader.scan, reader.scan.at
    for kind, first, last in known.ENDS:
        if (lower := scan.take_named_number(first)) and (upper := scan.take_named_number(last)):
            (reader.draft or reader.new()).add_spread(kind, None, Pair.of(lower[1].part, upper[1].part))
            return True
        scan.at = start
    return False


def plus_minus(reader: Reader) -> bool:
    """Take what follows ±: named by a word behind it, by a head, or not named."""
    scan, start, draft = reader.scan, reader.scan.at, reader.draft
    found = scan.take_named_number(known.PLUS_MINUS)
    if found is None:
        return False
    unit, part = scan.take(UNIT), found[1].part._replace(start=start)
    if draft is None:
        return reader.miss(start, part.end, "± without a number before it", NAME_SPREAD)
    if found[1].is_percent and "estimate" in draft.parts:
        draft.rename("estimate", "percent")
    if name := scan.take(known.TRAILING_SPREAD):
        draft.add_spread(str(name.lastgroup), part, None)
    else:
        draft.unnamed, draft.unnamed_follows_sign = part, True
    unit = unit or scan.take(UNIT)
    if unit and "unit" not in draft.parts:
        draft.put(scan.unit(unit))
    return True


def person_time(reader: Reader) -> bool:
    """Take the person-time in which events were counted: "24 events in 345 person-years"."""
    scan, draft = reader.scan, reader.draft
    if draft is None or not (draft.may_count or "count" in draft.parts) or "person-time" in draft.parts:
        return False
    found = scan.take_named_number(known.IN_PERSON_TIME)
    unit = scan.take(PERSON_TIME)
    if found is None or unit is None:
        return False
    draft.begins_with_count()
    draft.add("person-time", found[1].part)
    draft.put(scan.unit(unit))
    return True


def out_of(reader: Reader) -> bool:
    """Take the denominator of a count or a percentage: "of 116", "out of the 82"."""
    draft = reader.draft
    if draft is None or {"denominator", "person-time"} & draft.parts.keys():
        return False
    if not (draft.may_count or {"count", "percent"} & draft.parts.keys()):
        return False
    found = reader.scan.take_named_number(known.OF)
    if found is None or not found[1].is_whole or reader.scan.sees(PERSON_TIME):
        return False
    joint, number = found
    count = draft.parts.get("count") or draft.parts.get("estimate")
    if "of" not in joint[0].split() and not ends_fraction(reader, count, number):
        return False
    draft.begins_with_count()
    draft.add("denominator", number.part)
    take_noun(reader)
    return True


def take_noun(reader: Reader) -> None:
    """Pass whom a denominator counts, where nothing or a parenthesis follows: "98 of 140 adults (70%)"."""
    start = reader.scan.at
    if reader.scan.take(NOUN) and not reader.scan.sees(known.END_OF_NOUN):
        reader.scan.at = start


def ends_fraction(reader: Reader, count: Part | None, number: Number) -> bool:
    """Whether "in N" says what a count is out of: no larger than N, before a noun of people or the end."""
    fits = count is None or Decimal(count.value) <= Decimal(number.part.value)
    return fits and reader.scan.sees(known.END_OF_FRACTION)


def change(reader: Reader) -> bool:
    """Take two numbers of a change, as in "from 34 to 12", or the ends of a range."""
    scan, start = reader.scan, reader.scan.at
    if scan.take(known.RANGED) and (pair := scan.take_pair(known.JOIN)):
        scan.take(UNIT)
        (reader.draft or reader.new()).add_spread("range", None, pair)
        return True
    scan.at = start
    pair = scan.take_pair(known.TO) if scan.take(known.FROM) else None
    if pair is None:
        return False
    kind: Kind = "percent" if scan.ends_percent() else "estimate"
    unit = scan.take(UNIT)
    for part in (pair.lower, pair.upper):
        draft = reader.new()
        draft.add(kind, part)
        if unit:
            draft.put(scan.unit(unit))
    return True


def not_reached(reader: Reader) -> bool:
    """Take words in the place of an estimate: not reached, not estimable."""
    match = reader.scan.take(known.REACHED)
    if match is None:
        return False
    if reader.owner:
        return reader.miss(match.start(), match.end(), "words in parentheses that nothing names")
    value = NOT_REACHED if match["reached"] else NOT_ESTIMABLE
    reader.new().put(Part("estimate", value, match.start(), match.end()))
    return True


def size(reader: Reader) -> bool:
    """Take a number of participants, as in "n = 19". Before a fraction or a percentage it is a count."""
    scan, start = reader.scan, reader.scan.at
    found = scan.take_named_number(known.SIZE)
    if found is None or not found[1].is_whole:
        return False
    name, number = found
    if scan.sees(known.SLASH) or scan.sees(known.PERCENT_IN_GROUP) or scan.sees(known.COUNT_OF):
        scan.at = name.end()
        return True
    draft = reader.owner or reader.draft
    if draft is None or "denominator" in draft.parts:
        draft = reader.new()
    is_small = name["name"] == "n" and "count" not in draft.parts
    named = draft.take_name("count", "denominator") if is_small and "percent" in draft.parts else None
    if is_small and not named and ("percent" in draft.parts or scan.sees(known.PERCENT_AFTER)):
        return reader.miss(start, scan.at, "n beside a percentage may be the count or the denominator", NAME_SIZE)
    draft.add("count" if named == "count" else "denominator", number.part)
    return True


def statistic(reader: Reader) -> bool:
    """Take a statistic by its name: "I² = 45%", "NNT 25"."""
    if reader.owner and reader.scan.sees(known.NEEDED):
        return False
    found = reader.scan.take_named_number(known.STATISTIC, known.NEEDED)
    if found is None:
        return False
    name, number = found
    draft = reader.new()
    draft.names_pair = draft.names_pair or name["name"].startswith("NN")
    draft.add("estimate", number.part)
    printed = "I²" if name["name"].startswith("I") else name["name"]
    draft.put(Part("unit", printed, name.start("name"), name.end("name")))
    return True


def none(reader: Reader) -> bool:
    """Take words for a count of 0: "no cases", "none of 12"."""
    match = reader.scan.take(known.NONE)
    if match is None:
        return _everybody(reader)
    reader.new().put(Part("count", "0", match.start(), match.end()))
    return True


def _everybody(reader: Reader) -> bool:
    """Take words for a count of all: "all 12 patients"."""
    found = reader.scan.take_named_number(known.ALL)
    if found is None or not found[1].is_whole:
        return False
    draft = reader.new()
    draft.add("count", found[1].part)
    draft.add("denominator", found[1].part)
    return True


def _named_pair(reader: Reader) -> Pair | None:
    """A pair after its name, with or without a parenthesis of its own."""
    reader.scan.take(known.OPENING)
    if pair := reader.scan.take_pair(known.JOIN, with_units=True):
        reader.scan.take(UNIT)
        reader.scan.take(known.CLOSE)
    return pair
