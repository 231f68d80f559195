"""The words and signs around a number that say what it is: intervals, spreads, p-values, fractions, effect measures.

The patterns are for folded text. Those that hold a number differ in the sign of the decimals, so each sign has its
own set (``phrases``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from vexas_evidence.text import words
from vexas_evidence.text.grammar.digits import PRINTED, DecimalSign
from vexas_evidence.text.grammar.other_numbers import OtherKind, other_numbers
from vexas_evidence.text.grammar.units import PERCENT


def _ignoring_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_TO = r"(?:\s?[-−]\s?|\s?~\s?|\s+(?:to|through)\s+)"
TO = _ignoring_case(_TO)
"""What stands between the two ends of a pair."""
JOIN = _ignoring_case(rf"(?:{_TO}|\s?[,;]\s?|\s+and\s+)")
"""What may stand there within parentheses or after a name."""
FROM = _ignoring_case(r"from\s+")
RANGED = _ignoring_case(r"rang(?:ed|ing|es?)\s+(?:from|between)\s+|between\s+")
GOES_ON = re.compile(r"\s?[-−~]\s?\d|\s(?:to|through)\s")
"""What shows that a number before it begins a pair of its own."""
INFINITY_BETWEEN = re.compile(r"∞\s+to\s+")
"""What stands between the limits of a number needed to treat, whose interval holds infinity (Altman 1998)."""
OPENING, OPEN, CLOSE = re.compile(r"[(\[]"), re.compile(r"\s?[(\[]"), re.compile(r"\s?[)\]]")
CITATIONS = re.compile(r"\d{1,3}(?:\s?,\s?\d{1,3})*")

_ARTICLES = r"(?:(?:the|these|those|all|a\stotal\sof|a)\s)*"
PER_ROUND = re.compile(r"10*")
"""A round number of person-time, of which rates are given: per 1, 100, 1,000 person-years."""
SLASH = re.compile(r"\s?/\s?(?=\d)")
SLASHES = re.compile(r"(?:\s?/\s?[\d.,]*\d(?:\s\d{3})*)+")
COUNT_OF = _ignoring_case(rf"(?:\s(?:{words.WHO}))?\s(?:out\sof|of|in|among|from)\s{_ARTICLES}(?=\d|{words.WHOLE}\b)")
"""What stands between a count and its denominator."""
OF = _ignoring_case(rf",?\s?(?:out\sof|of|in|among|from)\s{_ARTICLES}")
END_OF_FRACTION = _ignoring_case(rf"\s?(?:$|[,;:.()\[\]]|(?:\w+\s)?(?:{words.WHO})\b)")
IN_PERSON_TIME = re.compile(r"(?:\s\w+)?\s?(?:in|over|during|per|of|from|/)\s?(?:a\stotal\sof\s)?(?=\d)")
ALL = _ignoring_case(r"all\s(?:of\s)?(?:the\s)?(?=\d)")
NONE = _ignoring_case(
    rf"(?:{words.any_of((*words.ENGLISH.quantities['none'], *words.ENGLISH.quantities['nobody']))}"
    rf"|(?:{words.any_of(words.ENGLISH.quantities['zero'])}|without(?:\sany)?)\s"
    rf"(?:(?!of|in|for|with|and|from)\w+\s){{0,2}}{words.WHO})\b(?:\s(?=of\s(?:the\s)?\d))?"
)
"""Words for a count of 0."""
BEFORE_PERCENT = re.compile(r"\s?(?:,?\s?i\.e\.,?|[,=:;]|or)?\s?(?=[<>≤≥~\d.·%])")
PERCENT_FIRST = re.compile(r"%\s?(?=\d)")
PERCENT_AFTER = _ignoring_case(rf"\s?[,=:;]?\s?[<>≤≥]?\s?[\d.·]+{PERCENT}(?!\s?-?C[Ir])")
PERCENT_IN_GROUP = re.compile(r"\s?[(\[]\s?[<>≤≥]?\s?[\d.,·]+\s?%")
LEVEL_ENDS = _ignoring_case(r"\s?-?(?:CI|CrI|confidence|credible)")

EFFECT = re.compile(
    r"\b(?:(?:[ac]|adj(?:usted)?[. -]?)?(?:s?HR|OR|RR|IRR|RD|ARR|MD|SMD|WMD)|NNT[BH]?|NNH|difference"
    r"|(?:(?:[Mm]ean|[Mm]edian|[Ss]tandardi[sz]ed\smean)\sdifferences?)|[Rr]elative\srisks?"
    r"|(?:[Hh]azards?|[Oo]dds|[Rr]isk|[Rr]ate|[Ii]ncidence\s[Rr]ate|[Pp]revalence)\s(?:[Rr]atios?|[Dd]ifferences?))(?![^\W\d_])"
)
"""The name of a measure whose pair of numbers is an interval."""
NEEDED = re.compile(r"(?P<name>NNT[BH]?|NNH)\s?[=:,]?\s?(?=\d)")
STATISTIC = re.compile(
    r"(?P<name>I(?:²|\^?2|\s2(?=\s?[=:]))|τ²|τ\^?2|[Tt]au(?:²|\^?2)?|χ²|χ\^?2|[Cc]hi(?:²|\^2|-squared?)|R²|R\^2|κ|[Kk]appa"
    r"|ρ|β|[tzZFQrd])\s?(?:\(\d+(?:,\s?\d+)?\)\s?)?(?:[=:]\s?|(?<=I²)\s|(?<=I²\s))"
)
"""The name of a statistic before its number."""
NOT_REACHED = r"(?:NR|[Nn]ot\s(?:yet\s)?reached)"
NOT_ESTIMABLE = r"(?:NE|N\.E\.|[Nn]ot\s(?:estimable|evaluable|estimated))"
REACHED = re.compile(rf"(?:(?P<reached>{NOT_REACHED})|(?P<estimable>{NOT_ESTIMABLE}))(?![^\W\d_])")
LIMIT = re.compile(
    rf"(?P<reached>{NOT_REACHED})(?!\w)|(?P<estimable>{NOT_ESTIMABLE})(?!\w)|(?P<infinity>[-−+]?\s?∞)|NA(?!\w)"
)
"""The end of a pair that is no number."""
TOO_MANY_DIGITS, TOO_DEEP = re.compile(r"\d{16}"), re.compile(r"(?:[(\[][^()\[\]]*){10}")
"""Digits that no study counts, and parentheses within each other that no print has."""
ABSENT = _ignoring_case(
    r"\(?(?:[-−]{1,3}|n[./]?a\.?|n\.?\s?d\.?|\.{2,3}|…|not\s(?:reported|available|applicable|stated))[*†‡§¶ᵃᵇᶜᵈᵉ]*\)?"
)
"""A cell that states nothing."""
VERSUS = _ignoring_case(r"\b(?:versus|vs?\.?|compared\s+(?:with|to)|against)(?!\w)")
NAME = re.compile(
    r"(?:[A-Z][A-Za-z]{0,9}-){1,3}\d+\w*(?![\d.]*\s?%)|(?:[^\W\d_]+\s)?v\d+(?:\.\d+)+|[^\W\d_]+-?\d[\w-]*"
)
"""A word with digits in it, such as UBA1, IL-6 or v5.0."""
MARK = re.compile(
    r"\s?(?P<mark>[*†‡§¶#‖]+|[⁰¹²³⁴⁵⁶⁷⁸⁹](?:[⁰¹²³⁴⁵⁶⁷⁸⁹,⁻]*)|[ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡ]+|\^[\w*]+|(?<=\d)[abcef](?!\w))"
)
"""The mark of a footnote or a citation behind a number."""
LOOKALIKE = re.compile(r"(?<!\w)(?:[lIO]+(?=\s?%|\s?/\s?\d)|l\d+(?!\w)|[lO]*\d+[lO]+\d*(?!\w))")
"""Letters that pose as digits: lOO%, l2, 1O."""
SHARE = _ignoring_case(rf"\b{words.SHARE}\b")
NUMBER_WORD = _ignoring_case(
    rf"\b{words.WORDS}\b|one(?=\s(?:in|of|out\sof)\s(?:\d|{words.WHOLE}\b))|(?:{words.BOUND_PATTERN})\s"
)

PLUS_MINUS = re.compile(r"\s?(?:±|\+/-|\+-)\s?")
ENDS: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (
        kind,
        _ignoring_case(rf"{first}\.?\s?[=:]?\s?(?=\d)"),
        _ignoring_case(rf",?\s(?:and\s)?{last}\.?\s?[=:]?\s?(?=\d)"),
    )
    for kind, first, last in (("range", "min(?:imum)?", "max(?:imum)?"), ("IQR", "Q1", "Q3"))
)
"""The names of the two ends of a spread: "min 34, max 88"."""
AFTER_NAME = re.compile(r"\s?(?:[,:;=±]|(?:of|was|from|is)\b)?\s?")
TRAILING_SPREAD = re.compile(r"\s?[(]?(?:(?P<SD>SD)|(?P<SE>SEM?))\b[)]?")
_SPREADS = {
    "IQR": (
        r"(?:IQR|inter-?quartile\s(?:range|interval)(?:\s?[(\[]IQR[)\]])?|Q1\s?(?:-|,|;|to|/)\s?Q3|quartiles"
        r"|[Pp]25\s?-\s?[Pp]75|25th\s?(?:-|,|to|and)\s?75th\s(?:percentiles?|centiles?))"
    ),
    "range": r"(?:range[sd]?|[Mm]in(?:imum)?\.?\s?(?:-|to|,|;|/)\s?[Mm]ax(?:imum)?\.?)",
    "SD": r"(?:S\.?D\.?|s\.?d\.?|standard\sdeviations?(?:\s?[(\[]SD[)\]])?|std\.?\sdev\.?)",
    "SE": r"(?:S\.?E\.?M?\.?|s\.e\.|standard\serrors?(?:\sof\sthe\smean)?(?:\s?[(\[]SEM?[)\]])?)",
}
SPREAD = re.compile("|".join(rf"(?P<{kind}>(?<![^\W\d_]){name})(?![^\W\d_])" for kind, name in _SPREADS.items()))
"""The name of a spread; an SE is precision."""
SPREAD_NAMES = {kind: rf"(?<![^\W\d_]){name}(?![^\W\d_])" for kind, name in _SPREADS.items()}
"""Patterns of the names of spreads, by kind."""
INTERVAL_NAME = (
    r"(?:CrI|CIs?|C\.I\.|(?<=%\s)(?-i:Cl)|(?<=%)(?-i:Cl)|(?-i:IC|KI)|HDI|HPDI?|UI|BCI|confidence\s(?:interval|limit|bound)s?|credib(?:le|ility)\sintervals?"
    r"|uncertainty\sintervals?)(?:\s?[(\[](?:CrI|CI)[)\]])?"
)
SIZE = re.compile(r"(?<!\w)(?P<name>[nN])\s?[=:]\s?(?=\d)")
RELATION = re.compile(r"(?P<sign><=|>=|=<|[=<>≤≥≈~])\s?")
BOUND_OF_SIGN = {"<": "<", ">": ">", "≤": "≤", "≥": "≥", "<=": "≤", "=<": "≤", ">=": "≥", "≈": "≈", "~": "≈"}
_HYPOTHESIS = (
    r"(?:(?:linear\s|the\s)?(?:interaction|trend|heterogeneity|difference|non-?inferiority|superiority|equivalence))"
)
_TEST = r"(?:log-?\s?rank|Fisher(?:['’]s)?(?:\sexact)?(?:\stest)?|Wald|Mann-Whitney|Wilcoxon|t-test|χ²|chi-squared?)"
P = re.compile(
    rf"(?:(?P<sided>(?i:one|two)|1|2)-(?:sided|tailed)\s)?(?:(?P<by>{_TEST})\s)?"
    r"(?<![^\W\d_])(?:[Pp](?:[- ]?values?)?|p-?val)"
    rf"(?:[-_ ]?(?:for\s|of\s)?\s?\(?(?P<hypothesis>{_HYPOTHESIS}|int)\)?)?"
    r"\s?(?:[:,]|\b(?:of|was|is)\b|(?=[<>≤≥≈~=]|[01]?[.·]\d))\s?"
)
"""The name of a p-value, with its hypothesis, its test and its sides."""


def hypothesis(text: str) -> str:
    """Return the name of the hypothesis or the test behind a p-value, for example "interaction"."""
    name = " ".join(text.lower().removeprefix("the ").split())
    return "interaction" if name == "int" else name


@dataclass(frozen=True, slots=True)
class Phrases:
    """The patterns that hold a number, for one sign of the decimals.

    ``others`` are the numbers that are no part of a print, each with its kind, in the order in which they are tried.
    """

    number: re.Pattern[str]
    interval: re.Pattern[str]
    p_value: re.Pattern[str]
    others: tuple[tuple[OtherKind, re.Pattern[str]], ...]


@cache
def phrases(decimal: DecimalSign) -> Phrases:
    """Return the patterns for texts with a decimal point, or with a declared decimal comma."""
    digits = PRINTED[decimal]
    return Phrases(
        number=_ignoring_case(
            rf"(?P<bound>(?:{words.BOUND_PATTERN}|<=|>=)\s?(?:(?:an?|the)\s)?)?(?P<sign>[-−+]\s?)?"
            rf"(?:(?P<digits>{digits})|(?P<word>\b{words.WHOLE}\b))"
        ),
        interval=_ignoring_case(
            rf"(?:(?:one|two|1|2)-sided\s)?(?:(?P<level>{digits})\s?%?\s?-?\s?)?{INTERVAL_NAME}"
            rf"(?(level)|(?:\s?(?P<after>{digits})\s?%)?)(?:,?\s(?P<side>lower|upper)\s(?:limit|bound))?"
            r"(?:\sfor\s(?:the\s)?[a-z]+(?:[ -][a-z]+){0,3}?(?=\s?[,:;=(\[]|\s[-−]?\d))?"
            r",?\s?(?:[,:;=]|(?:of|was|from|is|between)\b)?\s?"
        ),
        p_value=re.compile(
            rf"(?P<value>{digits}(?!\w\w)(?!\.\d)|(?i:n\.?s\.?)(?![\w.]))"
            rf"(?:,?\s(?:for\s(?:the\s)?(?P<hypothesis>{_HYPOTHESIS})|\(?(?:by\s)?(?:the\s)?(?P<by>{_TEST})\)?"
            r"|\(?(?P<sided>(?i:one|two)|1|2)-(?:sided|tailed)\)?))?"
        ),
        others=other_numbers(digits),
    )
