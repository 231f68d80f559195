"""Rules for a number, a pair or a fraction with which a print begins, and for what stands in its parenthesis."""

from __future__ import annotations

import re
from decimal import Decimal

from vexas_evidence.text import words
from vexas_evidence.text.grammar import phrases as known
from vexas_evidence.text.grammar.clause_rules import ends_fraction, take_noun
from vexas_evidence.text.grammar.digits import NOUN, PERSON_TIME, UNIT
from vexas_evidence.text.grammar.parts import Pair, Part
from vexas_evidence.text.grammar.reader import Draft, Reader
from vexas_evidence.text.grammar.scanner import Number

_ADJOINS = re.compile(r"\d\s+$|[\d%][)\]]$")
"""Nothing but a space, or the end of a parenthesis, stands between the number before and this one."""


def pair(reader: Reader) -> bool:
    """Take two ends: those of the print in whose parenthesis they stand, or of a print of their own."""
    scan, start = reader.scan, reader.scan.at
    is_headed = reader.head is not None and reader.head.first in ("IQR", "range", "interval")
    ends = scan.take_pair(known.JOIN if reader.in_group or is_headed else known.TO)
    if ends and known.TO.fullmatch(_between(reader, ends)) and scan.take(known.SLASHES):
        return reader.miss(start, scan.at, "a slash behind a pair of numbers", "one count and its denominator")
    if ends is None or any(map(scan.sees, (known.SLASH, known.COUNT_OF, known.LEVEL_ENDS, known.GOES_ON))):
        return False
    if _is_of_two_kinds(reader, ends):
        return False
    is_percent, end = scan.ends_percent(), scan.at
    unit = scan.take(UNIT)
    draft = reader.owner or reader.new()
    head = draft.head
    named = draft.take_pair_name() if reader.owner or not (head and head.first) else head.first
    if named == "IQR" or named == "range":
        draft.add_spread(named, None, ends)
    elif draft.bracket or "lower" in draft.parts:
        return reader.miss(start, scan.at, "a second pair that nothing names", "a word that names it")
    elif draft.names_pair or named == "interval":
        draft.add_limits(ends)
        if head and head.level:
            draft.put(Part("level", head.level, start, start))
    else:
        draft.bracket = ends
    if unit and "unit" not in draft.parts:
        draft.put(scan.unit(unit))
    elif is_percent and not reader.owner:
        draft.put(Part("unit", "%", end - 1, end))
    return True


def number(reader: Reader) -> bool:
    """Take a number: the count of a fraction, a number in the parenthesis of a print, or the begin of a print."""
    scan, start = reader.scan, reader.scan.at
    percent_first = scan.take(known.PERCENT_FIRST) is not None
    found = scan.take_number()
    if found is not None and reader.draft is not None and _ADJOINS.search(scan.folded[:start]):
        return reader.miss(start, scan.at, "two numbers side by side", "what stands between them")
    if found is not None and scan.take(known.SCALE):
        return reader.miss(start, scan.at, "a number of millions", "the number in digits")
    if found is not None and not (found.is_whole or scan.sees(UNIT)) and scan.take(known.SLASHES):
        return reader.miss(start, scan.at, "a slash behind a number that is no count", "a unit such as 'per 100,000'")
    if found is None:
        return False
    if scan.folded[start].isalpha() and not (found.part.bound or known.is_number_word(scan.folded, start)):
        return False
    if scan.take_glued_letters():
        return reader.miss(start, scan.at, "a number with letters that are no unit known", "the unit in usual form")
    if percent_first:
        found = found._replace(is_percent=True)
    end = scan.at
    if _is_fraction(reader, found):
        return True
    scan.at = end
    is_rate = reader.owner is not None and "person-time" in reader.owner.parts and scan.sees(UNIT)
    if reader.owner and not is_rate:
        _add_in_group(reader, reader.owner, found)
    else:
        _begin(reader, found)
        _bound_behind(reader)
    return True


def group(reader: Reader) -> bool:
    """Take a parenthesis: marks of citation, or the parts of the print before it."""
    scan, start = reader.scan, reader.scan.at
    if not scan.sees(known.OPENING):
        return False
    closing = scan.closing()
    if closing is None:
        scan.at += 1
        return True
    if _is_citation(reader, closing):
        scan.at = closing + 1
        return reader.add_other(start, scan.at, "citation")
    outer = reader.owner, reader.in_group, reader.group_start
    owner = _owner(reader)
    reader.owner, reader.in_group, reader.group_start = owner, True, start + 1
    reader.run(start + 1, closing)
    reader.owner, reader.in_group, reader.group_start = outer
    scan.at = closing + 1
    if owner and "unit" not in owner.parts and (unit := scan.take(UNIT)):
        owner.put(scan.unit(unit))
    return True


def _is_of_two_kinds(reader: Reader, ends: Pair) -> bool:
    """Whether only one of two numbers in a list is a percentage: a count and its share ("19, 48%"), "61%; 82"."""
    if _between(reader, ends).strip() not in (",", ";"):
        return False
    starts_percent = reader.scan.folded[: ends.lower.end].endswith("%")
    if reader.scan.ends_percent():
        return not starts_percent and ends.lower.value.isdigit()
    return starts_percent


def _between(reader: Reader, ends: Pair) -> str:
    return reader.scan.folded[ends.lower.end : ends.upper.start]


def _is_fraction(reader: Reader, count: Number) -> bool:
    """Take the denominator of a count, and the percentage right after it."""
    scan, start = reader.scan, reader.scan.at
    named = scan.take_named_number(known.SLASH, known.COUNT_OF)
    if named is None or not (count.is_whole and named[1].is_whole) or count.is_percent or named[1].is_percent:
        return False
    joint, total = named
    is_slash = "/" in joint[0]
    if scan.sees(PERSON_TIME) or (reader.head and reader.head.first == "rate"):
        return is_slash and _is_rate(reader, count, total)
    is_larger = int(count.part.value) > int(total.part.value)
    if is_slash and is_larger and not scan.sees(known.PERCENT_IN_GROUP) and not scan.sees(known.PERCENT_AFTER):
        return reader.miss(start, scan.at, "two numbers of which the first is larger: no count of a denominator")
    if not is_slash and "of" not in joint[0].split() and not ends_fraction(reader, count.part, total):
        return False
    draft = reader.draft
    if draft is None or not _continues(reader, draft, count):
        draft = reader.new()
    elif draft.is_alone:
        draft.rename("estimate", "count" if draft.parts["estimate"].value == count.part.value else "percent")
    draft.add("count", count.part)
    draft.add("denominator", total.part)
    take_noun(reader)
    if "percent" not in draft.parts:
        _take_percent(reader, draft)
    return True


def _is_rate(reader: Reader, count: Number, time: Number) -> bool:
    """Take a count and its person-time, as in "24/345 person-years"; "7/100 person-years" is a rate per 100."""
    scan = reader.scan
    if known.PER_ROUND.fullmatch(time.part.value):
        return False
    draft = reader.new()
    draft.add("count", count.part)
    draft.add("person-time", time.part)
    if unit := scan.take(PERSON_TIME):
        draft.put(scan.unit(unit))
    return True


def _continues(reader: Reader, draft: Draft, count: Number) -> bool:
    """Whether a fraction belongs to the number before it: in its parenthesis, or right after its percentage."""
    if "denominator" in draft.parts or ("count" in draft.parts and draft.parts["count"].value != count.part.value):
        return False
    if reader.owner is draft:
        return "percent" in draft.parts or (draft.is_alone and "unit" not in draft.parts)
    percent = draft.parts.get("percent")
    between = reader.scan.folded[percent.end : count.part.start] if percent else ""
    return draft.parts.keys() == {"percent"} and re.fullmatch(r"\s?%?,\s?", between) is not None


def _take_percent(reader: Reader, draft: Draft) -> None:
    """The percentage right after a fraction, as in "9/36, 25%"."""
    scan, start = reader.scan, reader.scan.at
    scan.take(known.BEFORE_PERCENT)
    found = scan.take_number()
    if found and found.is_percent and not any(map(scan.sees, (known.LEVEL_ENDS, known.SLASH, known.OF))):
        draft.add("percent", found.part)
    else:
        scan.at = start


def _begin(reader: Reader, found: Number) -> None:
    """Begin a print with a number, its unit, or the noun that it counts."""
    scan, draft = reader.scan, reader.new()
    draft.is_whole = found.is_whole
    if found.is_percent:
        draft.add("percent", found.part)
        return
    draft.add("estimate", found.part)
    first = reader.head.first if reader.head else None
    if unit := scan.take(PERSON_TIME):
        draft.rename("estimate", "person-time")
        draft.put(scan.unit(unit))
    elif unit := scan.take(UNIT):
        draft.put(scan.unit(unit))
    elif found.part.value.isdigit() and (noun := scan.take(NOUN)):
        draft.counted = noun["noun"] or noun["plural"]
        draft.rename("estimate", "count")
        _take_percent(reader, draft)
    elif first == "percent":
        draft.rename("estimate", "percent")
    elif found.is_whole and first in ("count", "denominator"):
        draft.rename("estimate", "count" if first == "count" else "denominator")
    elif found.is_whole and (reader.in_group or scan.sees(known.NEXT_CELL)):
        _take_percent(reader, draft)
        if "percent" in draft.parts:
            draft.rename("estimate", "count")


def _bound_behind(reader: Reader) -> None:
    """Take the bound behind a number: "60% or more", "12 years and above"."""
    draft, behind = reader.drafts[-1], reader.scan.take(known.BEHIND)
    part = next(iter(draft.parts.values()))
    if behind and not part.bound:
        draft.put(part._replace(bound=words.BOUNDS_BEHIND[behind[0].split()[-1].lower()]))


def _add_in_group(reader: Reader, draft: Draft, found: Number) -> None:
    """Add a single number in the parenthesis of a print, by its sign, its words, or the head."""
    scan, part = reader.scan, found.part
    word = scan.take(known.TRAILING_SPREAD)
    noun = scan.take(NOUN) if found.is_whole and not word else None
    spread = str(word.lastgroup) if word else draft.take_name("SD", "SE", "IQR", "range")
    if spread:
        draft.add_spread(spread, part, None)
    elif (
        (draft.take_name("percent") or found.is_percent) and "percent" not in draft.parts and draft.begins_with_count()
    ):
        draft.add("percent", part)
    elif found.is_whole and _counts(draft, noun is not None):
        draft.add("count", part)
    elif found.is_whole and draft.take_name("denominator") and ("percent" in draft.parts or draft.begins_with_count()):
        draft.add("denominator", part)
    elif _is_share_of_fraction(draft, part):
        draft.add("percent", part)
    elif draft.unnamed or found.is_percent:
        reader.miss(part.start, scan.at, "a number in parentheses that nothing names")
    else:
        draft.unnamed = part._replace(end=scan.at)


def _counts(draft: Draft, has_noun: bool) -> bool:
    """Whether a whole number behind a percentage is its count: the head, or whom it counts, says so."""
    return "percent" in draft.parts and "count" not in draft.parts and bool(draft.take_name("count") or has_noun)


def _is_share_of_fraction(draft: Draft, part: Part) -> bool:
    """Whether a bare number behind a fraction is its percentage, as arithmetic says: "9/12 (75)"."""
    count, total = draft.parts.get("count"), draft.parts.get("denominator")
    if not (count and total and part.number is not None) or "percent" in draft.parts or part.bound:
        return False
    given = part.number * int(total.value) - 100 * int(count.value)
    return abs(given) <= Decimal(f"0.5e-{part.decimals}") * int(total.value)


def _owner(reader: Reader) -> Draft | None:
    """The print to which a parenthesis belongs: the one before it, unless that is complete and words divide them."""
    draft = reader.draft
    if draft is None or draft.is_empty:
        return None
    last = max((part.end for part in draft.parts.values()), default=0)
    between = reader.scan.folded[last : reader.scan.at]
    is_divided = re.search(r"[,;]\s*[^\W\d]|\band\b", between) is not None
    return None if is_divided and ("percent" in draft.parts or "upper" in draft.parts) else draft


def _is_citation(reader: Reader, closing: int) -> bool:
    """Whether square brackets after a complete print hold marks of citation: one whole number, or three and more."""
    inside = reader.scan.folded[reader.scan.at + 1 : closing]
    if reader.scan.folded[reader.scan.at] != "[" or known.CITATIONS.fullmatch(inside) is None:
        return False
    marks = inside.count(",") + 1
    return marks > 2 or (marks == 1 and reader.draft is not None and not reader.draft.is_alone)
