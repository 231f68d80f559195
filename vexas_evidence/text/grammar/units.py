"""Units as they stand behind a number: of time, of mass, of laboratory values, of rates, and the nouns of people."""

from __future__ import annotations

import re

from vexas_evidence.text import words

PERCENT = r"\s?(?:%|per\s?cent\b)(?!\s?-?points?)"
"""A percent sign, or the words; percentage points are a unit of their own."""
TIME = (
    r"(?:years?|yrs?|y|months?|mos?|mths?|weeks?|wks?|w|days?|d|hours?|hrs?|h|minutes?|mins?|min|seconds?|sec"
    r"|(?:treatment\s)?cycles?)"
)
DOSE = (
    r"(?:mg|g|kg|[µμ]g|mcg|ng|IU|U|mL|ml|Gy|mmol|[µμ]mol|nmol)(?:\s?/\s?(?:kg|m(?:²|\^?2)|day|d|dose|week|wk|h|min))*"
)
"""A unit of a dose, per body weight, body surface or time."""
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SI = (
    r"(?:mm\s?Hg|cm\s?H2O|mcg|[mcdkµμnp]?(?:g|L|l|mol|M|m|s|Pa|eq|Eq|cal|kat)|[mkµμ]?I?U|bpm|[kMG]?Hz|mSv|[kM]?Bq|Gy"
    r"|°C|°F|dB|ppm|ppb|fL|kDa|bp|copies|cells)(?:²|³|\^\d)?"
)
_NUMERATOR = (
    r"(?:[mkµμnpcdf]?(?:g|G|L|l|mol|m|U|IU|[Ee]q|Pa|W|J)|k?cal|mcg|mIU|cells?|copies|beats|breaths|drops|packs?|episodes"
    rf"|events?|cases?|deaths?|visits|doses|ml|mm|%|10[{_RAISED}]+)"
)
_NO_RATE = r"(?!\s?/\s?\d[\d,]*\s(?:person|patient))"
_DENSITY = rf"{_NUMERATOR}{_NO_RATE}(?:\s?/\s?(?:\d[\d,]*\s?)?(?:mm³|[A-Za-zµμ]{{1,6}}[²³2-3]?(?:\^\d)?))+"
_PERSON_TIME = r"(?:person|patient|participant|subject|woman|child)s?(?:\s|-)(?:years?|months?|weeks?|days?)|P[YT]s?\b"
_RATE = rf"(?:(?:events?|cases?|deaths?)\s)?(?:per|/)\s?(?:\d[\d, ]*\d?\s?)?(?:{_PERSON_TIME})(?:\s?at\srisk)?"
_PER_PEOPLE = r"per\s(?:\d[\d, ]*)(?:\s(?:patients|people|persons|population|women|men|live\sbirths|inhabitants))?"
UNIT = re.compile(
    rf"\s?(?:{_RATE}|{_PER_PEOPLE})(?!\w)"
    r"|\s?(?:%|percentage|per\s?cent)(?:\s|-)?points?(?!\w)"
    rf"|\s?[×x*]\s?10(?:\^\d+|[{_RAISED}]+)\s?/\s?[A-Za-zµμ]+"
    r"|-?\s?fold(?!\w)"
    rf"|(?:\s?|-){TIME}(?![\w%/])(?!\s\d)"
    rf"|\s?(?:{_DENSITY}|{_SI})(?![\w%])"
    r"|\s(?:points?|units?)(?!\w)"
)
"""A unit right behind a number, with a space, with a hyphen, or glued to it."""
PERSON_TIME = re.compile(rf"\s?(?:{_PERSON_TIME})(?!\w)")
NOUN = re.compile(rf"(?:\s|-)(?:\w+\s)?(?P<noun>{words.WHO})\b", re.IGNORECASE)
"""Who or what a whole number counts."""
ASIDE, IS_TIME = re.compile(rf"{TIME}|{DOSE}"), re.compile(TIME)
"""Units of what is no result where it stands alone beside one: times and doses."""
