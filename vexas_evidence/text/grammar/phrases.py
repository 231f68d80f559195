"""The words and signs around a number that say what it is: intervals, spreads, p-values, fractions, effect measures.

The patterns are for folded text. Those that hold a number differ in the sign of the decimals, so each sign has its
own set (``phrases``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from vexas_evidence.text import words
from vexas_evidence.text.grammar.digits import PERCENT, PRINTED, SUPERSCRIPTS, DecimalSign
from vexas_evidence.text.grammar.other_numbers import OtherNumber, other_numbers
from vexas_evidence.text.late import in_any_case, late

LETTER = r"[^\W\d_]"
_INTERVAL = (
    r"(?:CrI|CIs?|C\.I\.|(?:(?<=%)|(?<=%\s))(?-i:Cl)|(?-i:IC|KI)|HDI|HPDI?|UI|BCI|confidence\s(?:interval|limit|bound)s?"
    r"|credib(?:le|ility)\sintervals?|uncertainty\sintervals?)"
)
INTERVAL_NAME = rf"{_INTERVAL}(?:\s[(\[]Cr?I[)\]])?"
_TO = r"\s?[-−~]\s?|\s(?:to|through)\s"
TO = in_any_case(_TO)
"""What stands between the two ends of a pair."""
JOIN = in_any_case(r"\s?[-−~,;|]\s?|\s(?:to|through|and)\s")
"""What may stand there within parentheses or after a name."""
FROM = in_any_case(r"from\s")
RANGED = in_any_case(r"(?:ranging\sfrom|between)\s")
GOES_ON = in_any_case(rf"(?:{_TO})\d")
"""What shows that a number before it begins a pair of its own."""
INFINITY_BETWEEN = late(r"∞\sto\s")
"""What stands between the limits of a number needed to treat, whose interval holds infinity (Altman 1998)."""
OPENING, CLOSE = late(r"[(\[]"), late(r"[)\]]")
CITATIONS = late(r"\d{1,3}(?:,\s?\d{1,3})*")

_ARTICLES = r"(?:(?:the|these|those|all)\s)*"
BEHIND = in_any_case(rf"\s{words.BEHIND}")
PER_ROUND = late(r"10*")
"""A round number of person-time, of which rates are given: per 1, 100, 1,000 person-years."""
SCALE = in_any_case(r"\s?(?:million|billion)\b")
"""A word that makes a number larger."""
SLASH = late(r"\s?/\s?(?=\d)")
SLASHES = late(r"(?:\s?/\s?[\d.,]*\d(?:\s\d{3})*)+")
COUNT_OF = in_any_case(rf"(?:\s(?:{words.WHO}))?\s(?:out\sof|of|in|among|from)\s{_ARTICLES}(?=\d|{words.WHOLE})")
"""What stands between a count and its denominator."""
OF = in_any_case(rf",?\s?(?:of|in|among|from)\s{_ARTICLES}")
_WITH_AN_EVENT = r"\swith\s(?:an?|any)\s(?:\w+\s)?events?\b"
END_OF_FRACTION = in_any_case(rf"\s?(?:$|[,;:.()\[\]]|(?:\w+\s)?(?:{words.WHO})\b(?!{_WITH_AN_EVENT}))")
"""What follows the denominator of "12 in 40": those with an event are no denominator of events, but have them."""
END_OF_NOUN = late(r"\s?(?:$|[,;:.()\[\]])")
IN_PERSON_TIME = late(r"(?:in|over|during|of|from|/)\s?(?=\d)")
ALL = in_any_case(r"all\s(?:of\s)?(?:the\s)?(?=\d)")
NONE = in_any_case(
    words.filled("(?:<<quantities.none + quantities.nobody>>|(?:<<quantities.zero>>|without)", words.ENGLISH)
    + rf"\s{words.GRADED}(?:(?!(?:of|in|on|for|with|and|from|to|than|was|were)\b)[\w-]+\s){{0,3}}{words.WHO})\b"
)
"""Words for a count of 0."""
NEXT_CELL = late(r"\s\|\s(?=[\d.·]+%)")
BEFORE_PERCENT = late(r"[\s,=:;|]+(?:(?:i\.e\.,?|or)\s)?")
PERCENT_FIRST = late(r"%\s?(?=\d)")
_LEVEL_ENDS = rf"[\s-]?{_INTERVAL}(?!{LETTER})"
LEVEL_ENDS = in_any_case(_LEVEL_ENDS)
PERCENT_AFTER = in_any_case(rf"[\s=:;<>≤≥,]+[\d·.]+{PERCENT}(?!{_LEVEL_ENDS})")
PERCENT_IN_GROUP = late(r"\s?[(\[][<>≤≥\s\d·,.]+%")

EFFECT = late(
    r"\b(?:(?:[ac]|adj)?(?:s?HR|OR|RR|IRR|RD|ARR|MD|SMD|WMD)|NN[TH][BH]?"
    rf"|(?i:difference|(?:mean|median|risk|rate)\sdifferences|relative\srisks?|(?:hazards?|odds|risk|rate|prevalence)\sratios?))(?!{LETTER})"
)
"""The name of a measure whose pair of numbers is an interval."""
NEEDED = late(r"(?P<name>NN[TH][BH]?)[\s=:,]+(?=\d)")
STATISTIC = late(
    r"(?P<name>(?:I|R|τ|(?i:tau))\s?\^?[²2]|(?i:tau|kappa)|κ|ρ|β|[rd])\s?"
    r"(?:\([\d,\s]+\)\s?)?(?:[=:]\s?|(?<=I²\s))"
)
"""The name of a statistic before its number."""
_REACHED = (
    r"(?:(?P<reached>NR|[Nn]ot\s(?:yet\s)?reached)"
    r"|(?P<estimable>NE|N\.E\.|[Nn]ot\s(?:estimable|evaluable|estimated)))"
)
REACHED = late(rf"{_REACHED}(?!\w)")
LIMIT = late(rf"(?:{_REACHED}|NA)(?!\w)|[-+−]?\s?∞")
"""The end of a pair that is no number."""
TOO_MANY_DIGITS, TOO_DEEP = late(r"\d{16}"), late(r"(?:[(\[][^()\[\]]*){10}")
"""Digits that no study counts, and parentheses within each other that no print has."""
ABSENT = in_any_case(
    r"\(?(?:[-−]{1,3}|n[./]?a\.?|n\.?\s?d\.?|\.{2,3}|…|not\s(?:reported|available|applicable|stated))[*†‡§¶ᵃᵇᶜᵈᵉ]*\)?"
)
"""A cell that states nothing."""
VERSUS = in_any_case(r"(?:versus|vs?\.?|compared\s(?:with|to)|against)(?!\w)")
_HYPHENATED = rf"{LETTER}+(?:-{LETTER}+)*"
NAME = late(rf"{_HYPHENATED}-(?=[\d.]+\s?%)|v\d[\d.]+|{_HYPHENATED}-?\d[\w-]*")
"""A word with digits in it, such as UBA1, IL-6 or v5.0; a dash before a percentage ends a word."""
MARK = late(rf"(?P<mark>[*†‡§¶#‖]+|[{SUPERSCRIPTS}][{SUPERSCRIPTS},⁻]*|[ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡ]+|\^[\w*]+|(?<=\d)[abcef](?!\w))")
"""The mark of a footnote or a citation behind a number."""
LOOKALIKE = late(r"(?<!\w)(?:[lIO]+(?=\s?%|\s?/\s?\d)|l\d+(?!\w)|[lO]*\d+[lO]+\d*(?!\w))")
"""Letters that pose as digits: lOO%, l2, 1O."""
SHARE = in_any_case(rf"{words.SHARE}\b")
_NUMBER_WORD = in_any_case(rf"{words.WORDS}|one(?=\s(?:in|of|out\sof)\s(?:\d|{words.WHOLE}\b))")

PLUS_MINUS = late(r"(?:±|\+/-|\+-)\s?")
ENDS: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (kind, in_any_case(rf"{first}[.\s=:]+"), in_any_case(rf",?\s(?:and\s)?{last}[.\s=:]+"))
    for kind, first, last in (("range", "min(?:imum)?", "max(?:imum)?"), ("IQR", "Q1", "Q3"))
)
"""The names of the two ends of a spread: "min 34, max 88"."""
AFTER_NAME = late(r"[\s,:;=±]*(?:(?:of|was|from|is)\s)?")
TRAILING_SPREAD = late(r"\s?[(]?(?:(?P<SD>SD)|(?P<SE>SEM?))\b[)]?")
_AND = r"\s?(?:[-,;/]|to|and)\s?"
_SPREADS = {
    "IQR": (
        r"(?i:IQR|inter-?quartile\s(?:range|interval)|quartiles"
        rf"|Q1{_AND}Q3|P25{_AND}P75|25th{_AND}75th\s(?:per)?centiles?)"
    ),
    "range": rf"(?i:range[sd]?|min(?:imum)?\.?{_AND}max(?:imum)?\.?)",
    "SD": r"(?i:s\.?d\.?|st(?:andar)?d\.?\sdev(?:iations?)?\.?)",
    "SE": r"(?:S\.?E\.?M?\.?|s\.e\.|(?i:standard\serrors?)(?:\sof\sthe\smean)?)",
}
SPREAD_NAMES = {
    kind: rf"(?<!{LETTER}){name}(?!{LETTER})(?:\s?[(\[](?-i:[A-Z]+)[)\]])?" for kind, name in _SPREADS.items()
}
"""Patterns of the names of spreads, by kind, with the letters that stand for a name in parentheses behind it."""
SPREAD = late("|".join(f"(?P<{kind}>{name})" for kind, name in SPREAD_NAMES.items()))
"""The name of a spread; an SE is precision."""
SIZE = late(r"(?<!\w)(?P<name>[nN])\s?[=:]\s?(?=\d)")
RELATION = late(r"(?P<sign><=|>=|=<|[=<>≤≥≈~])\s?")
BOUND_OF_SIGN = {"<": "<", ">": ">", "≤": "≤", "≥": "≥", "<=": "≤", "=<": "≤", ">=": "≥", "≈": "≈", "~": "≈"}
_HYPOTHESIS = (
    r"(?:(?:linear\s|the\s)?(?:interaction|trend|heterogeneity|difference|non-?inferiority|superiority|equivalence"
    r"|(?:carry-?over|period|sequence)(?:\seffects?)?|(?:non-?)?linearity|homogeneity))"
)
_TEST = r"(?:log[-\s]?rank|Fisher(?:['’]s)?(?:\sexact)?(?:\stest)?|Wald|Mann-Whitney|Wilcoxon|t-test|χ²|chi-squared?)"
P = late(
    rf"(?:(?P<sided>(?i:one|two)|1|2)-(?:sided|tailed)\s)?(?:(?P<by>{_TEST})\s)?"
    rf"(?<!{LETTER})[Pp](?:[- ]?val(?:ues?)?)?(?:[-_ ]?(?:for\s)?\(?(?P<hypothesis>{_HYPOTHESIS}|int)\)?)?"
    r"(?:\s?[:,]|\s(?:of|was|is)|\s?(?=[<>≤≥≈~=]|[01]?[.·]\d))\s?"
)
"""The name of a p-value, with its hypothesis, its test and its sides."""


def p_name_before(text: str, start: int) -> str:
    """Return the name and sign of a p-value that end where a number starts, "P = " of "(P = 0.04)"; "" for none."""
    for found in P.finditer(text):
        sign = RELATION.match(text, found.end())
        if start in (found.end(), sign.end() if sign else None):
            return text[found.start() : start]
    return ""


def hypothesis(text: str) -> str:
    """Return the name of the hypothesis or the test behind a p-value, for example "interaction"."""
    name = " ".join(text.lower().removeprefix("the ").split())
    return "interaction" if name == "int" else name


def is_number_word(text: str, start: int) -> bool:
    """Whether a number in words stands at a place; "one" is none where it counts nothing."""
    if text[start : start + 3].lower() != "one" and words.WHOLE_WORDS.match(text, start):
        return True
    return _NUMBER_WORD.match(text, start) is not None


@dataclass(frozen=True, slots=True)
class NumberPatterns:
    """The patterns that hold a number, for one sign of the decimals.

    ``others`` are the numbers that are no part of a print, in the order in which they are tried.
    """

    number: re.Pattern[str]
    interval: re.Pattern[str]
    p_value: re.Pattern[str]
    others: tuple[OtherNumber, ...]


@cache
def phrases(decimal: DecimalSign) -> NumberPatterns:
    """Return the patterns for texts with a decimal point, or with a declared decimal comma."""
    digits = PRINTED[decimal]
    return NumberPatterns(
        number=in_any_case(
            rf"(?P<bound>{words.BOUND_BEGINS}(?:{words.BOUND_PATTERN}|<=|>=)\s?(?:(?:an?|the)\s)?)?(?P<sign>[-−+]\s?)?"
            rf"(?:(?P<digits>{digits})|(?P<word>\b{words.WHOLE}\b))"
        ),
        interval=in_any_case(
            rf"(?:(?:one|two|1|2)-sided\s)?(?:(?P<level>{digits})\s?%?\s?-?\s?)?{INTERVAL_NAME}"
            rf"(?(level)|(?:\s?(?P<after>{digits})\s?%)?)(?:,?\s(?P<side>lower|upper)\s(?:limit|bound))?"
            r"(?:\sfor\s(?:the\s)?[a-z]+(?:[ -][a-z]+){0,3}?(?=\s?[,:;=(\[]|\s[-−]?\d))?"
            r",?\s?(?:[,:;=]|(?:of|was|from|is|between)\b)?\s?"
        ),
        p_value=late(
            rf"(?P<value>{digits}(?!\w\w)(?!\.\d)|(?i:n\.?s\.?)(?![\w.]))"
            rf"(?:,?\s(?:for\s(?P<hypothesis>{_HYPOTHESIS})|\(?(?:by\s)?(?:the\s)?(?P<by>{_TEST})\)?"
            r"|\(?(?P<sided>(?i:one|two)|1|2)-(?:sided|tailed)\)?))?"
        ),
        others=other_numbers(digits),
    )
