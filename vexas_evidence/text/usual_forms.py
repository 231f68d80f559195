"""A text with powers of ten, signs, decimals and groups of digits that are printed in rarer forms in the usual one."""

from __future__ import annotations

import re
from decimal import Decimal

from vexas_evidence.text.grammar.digits import UNDECLARED_COMMA
from vexas_evidence.text.late import in_any_case, late

_LOST_POWER = in_any_case(
    r"(?:(?<=[\d)])(\s?[×x]\s?)|(?<![^\W\d_])(p\s?[<>=≤≥]\s?))10\s?[-‐‑‒–—−]\s?(?=\d{1,3}(?![\d.,]?\d))"
    r"|(?<=\d)(\s?[×x]\s?)10\s?(?=(?:[3-9]|1[0-2])\s?(?:/\s?(?:[μµmd]?l|mm|kg)|(?:cells|copies|[cp]fu|platelets|IU)\b))",
)
"""A power of ten whose exponent a file does not raise: 1.5 × 10−8, 4.5 × 109/L."""
_JOINING = "of|or|and|to|in|at|by|with|was|were|from|than|vs"
_MISPLACED_SPACE = in_any_case(
    rf"(?<=\d)\s(?=e[-+‐‑‒–—−]\d)|(?<=[\d%])(?=(?:{_JOINING})(?:\b|\d))|(?<=[\d%\s])(?P<word>(?-i:{_JOINING}))(?=\d)",
)
"""A space too many, before an exponent (3.5 e-2), or one too few, before or behind a word (36of 88, of88)."""
_SPACED_GROUPS = in_any_case(
    r"(?P<label>(?<![^\W\d_])(?:table|fig(?:ure)?|days?|weeks?|months?|years?|cycle|visit|grade|stage|type|phase|group|arm"
    r"|level|model|step|box|no)\.?\s)?"
    r"(?<![\w.,^])(?<![A-Za-z][-‐‑])(?:[1-9]\d{0,2}(?:\s\d{3})+(?=(?:\.\d+|,\d{1,2})(?![.,]?\d))|\d{1,3}(?:[\u00a0\u2006-\u2009\u202f]\d{3})+"
    r"(?=,\d+(?![.,]?\d))|[1-9]\d{0,2}(?:\s\d{3})+(?=\s?\(\d{1,3},\d{1,2}\s?%))",
)
"""Thousands parted by spaces, in a number with decimals or before a percentage with a decimal comma.

Behind "week" and its like, the first is a number alone.
"""
_MARK_AND_WORD = late(r"(\^\d{1,3})(?=[A-Z][a-z]{2})")
"""The mark of a note right before its first word: ^1Two were lost."""
_BROKEN_DOI = late(r"(?<![\w.])(10\.\d{4,9}/[^\s,;]*)\s*\n\s*(?=[A-Za-z]{1,20}\.\d[\d.]*\d)")
"""A DOI that goes on in the next line."""
_NEGATIVE_POWER = late(r"(?<![\w.,^/×x-])(?<![×x]\s)10[-‐‑‒–—−](?=[1-9]\s?(?:m?M|[mμµn]?mol|[kmμµ]?g|Pa|m?L)\b)")
"""A power of ten with its unit, whose exponent is not raised: as a range it would go down, 10−6 mol/L."""
_SPREAD = late(r"(?<![\w.,])(\d+(?:\.\d+)?)%?(?:\s[A-Za-z]+){1,2}\s\[(?=(\d+)\s?[-‐‑‒–—]\s?(\d+)\])")
"""A number with its noun before two in square brackets, its range where it lies between them: 35 months [31–43]."""
_RAISED_POINT = late(r"(?<=\d)\s?[·∙⋅*]\s?(?=10[\^⁰¹²³⁴-⁹⁻])|(?<=\d\.\d)\s?[·∙⋅*]\s?(?=10[-−]\d)")
"""A raised point or a star that stands for a sign of multiplication: 1.5 · 10⁻³."""
_SIGN_IN_WORDS = in_any_case(
    r"((?:^|[(\[=]\s?|\b(?:of|by|to|from|was|were|is|than|and|or|between)\s))minus\s(?=[.·]?\d)"
)
_PLUS_MINUS = late(r"\+\s?/\s?[-–−]\s?(?=[.·]?\d)")
_BRACED_POWER = late(r"\^\{\s?([-–−+]?\d{1,3})\s?\}")
_BRACKETED_POWER = late(r"([×x*]\s?10|(?<!\w)[cdkmµμ]?m|(?<!\w)10(?=\(\d{1,2}\)/))\((-?\d{1,2})\)")
"""A power in the plain text of abstracts: 3.2 x 10(9)/L, 1.73 m(2)."""
_OF_UNIT, _DASH = r"(?:[cdkmnµμ]?(?:m|g|l|L|mol|IU)|min|h|s|day|week|year)", r"[-‐‑–−]"
_UNIT_POWER = late(
    rf"(?<=\d)\s?(?:{_OF_UNIT}−[1-3](?!\s?{_OF_UNIT}\b)|{_OF_UNIT}(?:{_DASH}[1-3])?(?:(?:\s?[·⋅∙]\s?|\s){_OF_UNIT}{_DASH}[1-3])+)"
    r"(?![\w%]|[.,]\d|\s?[-–−]\s?\d)(?:[·⋅∙](?=\d))?"
)
"""Units with powers that are not raised: 98 g·L−1, 4.1 mL min−1 kg−1."""
_FREEDOM = late(r"(?<=[A-Za-z²]\()(\d+),(?=\d+(?:\.\d+)?\)\s?=)")
"""Two degrees of freedom, or a model of two numbers, without a space between them: F(2,87) = 4.4, ICC(2,1) = 0.88."""
_LAKHS = late(r"(?<![\w.,^])[1-9]\d?(?:,\d\d){1,2},\d{3}(?![\d,])")
"""Groups of the Indian system: 3,12,456 and 1,23,45,678."""
_DOTS = late(r"(?<=\d)\s?(?:…|\.{3})\s?(?=\d)")
"""Three dots between the ends of a range: 12…15 mg."""
_POINTED_GROUPS = late(r"(?<![\w.,])[1-9]\d{0,2}(?:\.\d{3})+(?![\w.,]?\d)(?!\s?\([\d,]+\s?%)")
"""Digits in groups with points, but for a count before its percentage, which say of each other what they are."""
_DECIMAL_POINT = late(r"(?<![\w.,])\d+\.\d+(?![.\d])")
_POINTS_AND_COMMA = late(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+,\d+(?![\d.,]?\d)")
"""Digits in groups with points before a decimal comma: 1.234,5."""
_POINT_AND_COMMA = str.maketrans(".,", ",.")
_LEADING_POINT = late(r"(?<=[(\[=<>≤≥–−-])·(?=\d)|(?<=[=<>≤≥–−\w|]\s)·(?=\d)|^·(?=\d)")
"""A raised point before decimals without a digit in front: ·04."""


def in_usual_form(text: str) -> str:
    """Return a text with its numbers in their usual form.

    Examples
    --------
    >>> in_usual_form("1.5 · 10⁻³ of 1 234.5, from minus 2 to +/-3")
    '1.5 × 10⁻³ of 1234.5, from -2 to ±3'
    """
    plain = _BRACKETED_POWER.sub(r"\1^\2", _BRACED_POWER.sub(r"^\1", text.replace("=<", "≤").replace("->", "→")))
    parted = _LAKHS.sub(_in_thousands, _FREEDOM.sub(r"\1, ", _UNIT_POWER.sub(_raised, plain)))
    signed = _DOTS.sub("-", _PLUS_MINUS.sub("±", _SIGN_IN_WORDS.sub(r"\1-", parted)))
    joined = _BROKEN_DOI.sub(r"\1", _MARK_AND_WORD.sub(r"\1 ", signed))
    grouped = _SPACED_GROUPS.sub(lambda match: match[0] if match["label"] else re.sub(r"\s", "", match[0]), joined)
    raised = _NEGATIVE_POWER.sub("10^-", grouped)
    powers = _LOST_POWER.sub(_power, _RAISED_POINT.sub(" × ", raised))
    spaced = _SPREAD.sub(_ranged, _MISPLACED_SPACE.sub(_spaced, powers))
    leading = _LEADING_POINT.sub(".", spaced)
    pointed = _POINTS_AND_COMMA.sub(lambda match: match[0].translate(_POINT_AND_COMMA), leading)
    return _POINTED_GROUPS.sub(lambda match: match[0].replace(".", ""), pointed) if _has_commas(pointed) else pointed


def _has_commas(text: str) -> bool:
    """Whether the decimals of a text have a comma, and no point in it can be that of decimals."""
    return UNDECLARED_COMMA.search(text) is not None and not _DECIMAL_POINT.search(_POINTED_GROUPS.sub("", text))


def _raised(match: re.Match[str]) -> str:
    """Units with their powers after "^", and a space before a number that follows."""
    raised = re.sub(rf"{_DASH}(?=[1-3])", "^-", match[0])
    return re.sub(r"[·⋅∙]$", " ", raised)


def _in_thousands(match: re.Match[str]) -> str:
    return f"{int(match[0].replace(',', '')):,}"


def _power(match: re.Match[str]) -> str:
    sign = "" if match[3] else "-"
    return f"{match[1] or match[2] or match[3]}10^{sign}"


def _spaced(match: re.Match[str]) -> str:
    return f"{match['word']} " if match["word"] else "" if match[0] else " "


def _ranged(match: re.Match[str]) -> str:
    """The square bracket of a range with spaces around its numbers, so that it is no citation mark."""
    number, least, most = map(Decimal, match.groups())
    return f"{match[0]} " if least <= number <= most else match[0]
