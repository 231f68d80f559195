"""Units as they stand behind a number: of time, of mass, of laboratory values, of rates, and the nouns of people."""

from __future__ import annotations

import re

from vexas_evidence.text import words
from vexas_evidence.text.grammar.digits import SUPERSCRIPTS

PERCENT = r"\s?(?:%|per\s?cent\b)(?![\s-]?point)"
"""A percent sign, or the words; percentage points are a unit of their own."""
TIME = (
    r"(?:years?|yrs?|y|months?|mos?|mths?|weeks?|wks?|w|days?|d|hours?|hrs?|h|minutes?|mins?|seconds?|sec"
    r"|(?:treatment\s)?cycles?)"
)
DOSE = r"(?:[kmnµμ]?(?:g|mol)|mcg|I?U|m[lL]|Gy)(?:\s?/\s?(?:kg|m(?:²|\^?2)|day|d|dose|week|wk|h|min))*"
"""A unit of a dose, per body weight, body surface or time."""
_BASE = r"(?:g|L|l|mol|m|Pa|[eE]q|cal|kat|I?U|W|J)"
_SI = (
    rf"(?:mm\s?Hg|cm\s?H2O|mcg|[mcdnpfkμ]?(?:{_BASE}|M|s)|bpm|[kM]?(?:Hz|Bq)|mSv|Gy"
    r"|°[FC]|dB|ppm|ppb|kDa|bp|copies|cells)(?:²|³|\^\d)?"
)
_NUMERATOR = (
    rf"(?:[mcdnpfkμ]?{_BASE}|G|mcg|copies|(?:cell|beat|breath|drop|pack|episode|event|case|death|visit)s?"
    rf"|10[{SUPERSCRIPTS}]+)"
)
_PERSON = r"(?:person|patient|participant|subject|woman|child)"
_DENSITY = rf"{_NUMERATOR}(?:\s?/\s?(?:[\d,.]+\s?)?(?!{_PERSON})[A-Za-zμ]{{1,6}}[²³23]?(?:\^\d)?)+"
_PERSON_TIME = rf"(?:{_PERSON}s?[\s-](?:year|month|week|day)s?|P[YT]s?)"
_RATE = rf"(?:(?:event|case|death|patient)s?\s)?(?:per|/)\s?(?:\d[\d ,]+)?{_PERSON_TIME}(?:\sat\srisk)?"
_PER_PEOPLE = r"per\s\d[\d ,]+(?:\s(?:patients|people|persons|population|women|men|live\sbirths|inhabitants))?"
UNIT = re.compile(
    rf"\s?(?:{_RATE}|{_PER_PEOPLE}|(?:%|percentage|percent)[\s-]?points?"
    rf"|[×x*]\s?10(?:\^\d+|[{SUPERSCRIPTS}]+)/[A-Za-zμ]+"
    rf"|-?fold|-?{TIME}(?!\s\d)|{_DENSITY}|{_SI}|points?|units?)(?!\w)"
)
"""A unit right behind a number, with a space, with a hyphen, or glued to it."""
PERSON_TIME = re.compile(rf"\s?{_PERSON_TIME}(?!\w)")
NOUN = re.compile(rf"[\s-](?:{words.ADJECTIVES}|\w+\s)(?P<noun>{words.WHO})\b", re.IGNORECASE)
"""Who or what a whole number counts."""
ASIDE, IS_TIME = re.compile(rf"{TIME}|{DOSE}"), re.compile(TIME)
"""Units of what is no result where it stands alone beside one: times and doses."""
