"""A text whose numbers are printed in rarer forms, with these in the usual one: powers, signs, decimals, groups.

Each row of ``_ROWS`` has a rarer form and what is written in its place; it sees what the rows above it have written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from vexas_evidence.text.grammar.digits import UNDECLARED_COMMA
from vexas_evidence.text.late import late


def in_usual_form(text: str) -> str:
    """Return a text with its numbers in their usual form.

    Examples
    --------
    >>> in_usual_form("1.5 · 10⁻³ of 1 234.5, from minus 2 to +/-3")
    '1.5 × 10⁻³ of 1234.5, from -2 to ±3'
    """
    for rarer, usual in _FORMS:
        text = rarer.sub(usual, text)
    return text


def _parted(match: re.Match[str]) -> str:
    """A number and the first of two in square brackets, with a mark before a citation mark: grades 2–4 [3–5]."""
    is_range = not match["first"] and _is_between(match["number"], match["least"], match["most"])
    number, _, pair = match[0].partition("[")
    return f"{match[0]}{' ' * (match['sign'] == ',')}" if is_range else f"{number}{_PART}[{pair}"


def _ranged(match: re.Match[str]) -> str:
    """The square bracket of a range with spaces around its numbers, so that it is no citation mark."""
    return f"{match[0]} " if _is_between(*match.groups()) else match[0]


def _is_between(number: str, least: str, most: str) -> bool:
    return Decimal(least) <= Decimal(number) <= Decimal(most)


def _raised(match: re.Match[str]) -> str:
    """Units with their powers after "^", and a space before a number that follows."""
    raised = re.sub(rf"{_DASH}(?=[1-3])", "^-", match[0])
    return re.sub(r"[·⋅∙]$", " ", raised)


def _pointed(match: re.Match[str]) -> str:
    """A raised point with spaces around it, where one of the text is that of decimals: 26 · 7%."""
    return f"{match[1]}·" if _SPACED_POINT.search(match.string) else match[0]


def _ungrouped(match: re.Match[str]) -> str:
    """Digits without their points where the decimals of the text have a comma, and no point can be that of decimals."""
    has_commas = UNDECLARED_COMMA.search(match.string) is not None
    has_points = _DECIMAL_POINT.search(_POINTED_GROUPS.sub("", match.string)) is not None
    return match[0].replace(".", "") if has_commas and not has_points else match[0]


def _risen(match: re.Match[str]) -> str:
    """A minus sign before the lower limit of an interval that would fall without it."""
    lower, upper = (Decimal(match[part].replace("·", ".")) for part in (2, 4))
    return f"{match[1]}-" if match[3] or lower > upper else match[0]


def _signed(match: re.Match[str]) -> str:
    """A minus sign before a number, unless a number stands before it, so that it may join a range."""
    before, space = match["before"], match["space"]
    if before in "([:;,=<>≤≥~≈" or (space and before not in "%)]" and not before.isdigit()):
        return f"{before}{space}-"
    return match[0]


TAB, BREAK = "\u2003", "\v\n"
"""A wide space in the place of a tab, and the end of a line that a document sets itself: they part numbers."""
_PART = "\u2063"
"""Stands before what does not belong to the number before it, though it stands like the end of a range."""
_JOINING = "of|or|and|to|in|at|by|with|was|were|from|than|vs"
_OF_UNIT, _DASH = r"(?:[cdkmnµμ]?(?:m|g|l|L|mol|IU)|min|h|s|day|week|year)", r"[-‐‑–−]"
_POINT_AND_COMMA = str.maketrans(".,", ",.")
_POINTED_GROUPS = late(r"(?<![\w.,])[1-9]\d{0,2}(?:\.\d{3})+(?![\w.,]?\d)(?!\s?\([\d,]+\s?%)")
"""Digits in groups with points, but for a count before its percentage, which say of each other what they are."""
_DECIMAL_POINT = late(r"(?<![\w.,])\d+\.\d+(?![.\d]|,\d)")
_SPACED_POINT = late(r"(?<![\d·]\s)(?<!\d)(?:0(?:\s·\s?|·\s)\d|\d{1,3}(?:\s·\s?|·\s)\d{1,3}\s?[%)\]])")
_UNSPACED = "[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]"
"""A letter of Japanese, Chinese or Korean, whose words and numbers stand without a space between them."""
_ROWS: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    # A typographic minus sign with a space before it and none after it, as in two cells of a row.
    (r"(?<=[\d%)]\s)(?<![×x]\s10\s)(?=−[.·]?\d)", _PART),
    (r"(?<![\d·])(?<!·\s)(\d{1,3})(?:\s·\s?|·\s)(?=\d{1,3}(?![\d·]|\s·|\^))", _pointed),
    (rf"(?<=\d)[\t\v{TAB}]\s*(?=\d)", f" {_PART}"),
    # A number right before two in square brackets, which are its range where it lies between them, and marks else.
    (
        r"(?P<first>\d\s?[-‐‑‒–—−]\s?)?(?<![\w.,])(?P<number>\d+(?:\.\d+)?)%?\s?"
        r"\[(?P<least>\d+)\s?(?P<sign>[-‐‑‒–—,;])\s?(?=(?P<most>\d+)\])",
        _parted,
    ),
    ("=<", "≤"),
    ("->", "→"),
    (r"\^\{\s?([-–−+]?\d{1,3})\s?\}", r"^\1"),
    # A power in the plain text of abstracts: 3.2 x 10(9)/L, 1.73 m(2).
    (r"([×x*]\s?10|(?<!\w)[cdkmµμ]?m|(?<!\w)10(?=\(\d{1,2}\)/|\(-))\((-?\d{1,2})\)", r"\1^\2"),
    # Units with powers that are not raised: 98 g·L−1, 4.1 mL min−1 kg−1.
    (
        rf"(?<=\d)\s?(?:{_OF_UNIT}−[1-3](?!\s?{_OF_UNIT}\b)"
        rf"|{_OF_UNIT}(?:{_DASH}[1-3])?(?:(?:\s?[·⋅∙]\s?|\s){_OF_UNIT}{_DASH}[1-3])+)"
        r"(?![\w%]|[.,]\d|\s?[-–−]\s?\d)(?:[·⋅∙](?=\d))?",
        _raised,
    ),
    # Two degrees of freedom, or a model of two numbers, without a space between them: F(2,87) = 4.4, ICC(2,1) = 0.88.
    (r"(?<=[A-Za-z²]\()(\d+),(?=\d+(?:\.\d+)?\)\s?=)", r"\1, "),
    # Groups of the Indian system: 3,12,456 and 1,23,45,678.
    (r"(?<![\w.,^])[1-9]\d?(?:,\d\d){1,2},\d{3}(?![\d,])", lambda match: f"{int(match[0].replace(',', '')):,}"),
    (
        r"(?i:((?:^|[(\[=]\s?|\b(?:of|by|to|from|was|were|is|than|and|or|between)\s))minus\s(?=[.·]?\d))",
        r"\1-",
    ),
    (r"\+\s?/\s?[-–−]\s?(?=[.·]?\d)", "±"),
    # Three dots between the ends of a range: 12…15 mg.
    (r"(?<=\d)\s?(?:…|\.{3})\s?(?=\d)", "-"),
    # The mark of a note right before its first word: ^1Two were lost.
    (r"(\^\d{1,3})(?=[A-Z][a-z]{2})", r"\1 "),
    # A DOI that goes on in the next line.
    (r"(?<![\w.])(10\.\d{4,9}/[^\s,;]*)\s*\n\s*(?=[A-Za-z]{1,20}\.\d[\d.]*\d)", r"\1"),
    # Thousands parted by spaces, in a number with decimals or before a percentage with a decimal comma.
    # Behind "week" and its like, the first is a number alone.
    (
        r"(?i:(?P<label>(?<![^\W\d_])(?:table|fig(?:ure)?|days?|weeks?|months?|years?|cycle|visit|grade|stage|type|phase"
        r"|group|arm|level|model|step|box|no)\.?\s)?"
        r"(?<![\w.,^])(?<![A-Za-z][-‐‑])(?:[1-9]\d{0,2}(?:\s\d{3})+(?=(?:\.\d+|,\d{1,2})(?![.,]?\d))"
        r"|\d{1,3}(?:[\u00a0\u2006-\u2009\u202f]\d{3})+(?=,\d+(?![.,]?\d))"
        r"|[1-9]\d{0,2}(?:\s\d{3})+(?=\s?\(\d{1,3},\d{1,2}\s?%)))",
        lambda match: match[0] if match["label"] else re.sub(r"\s", "", match[0]),
    ),
    # A power of ten with its unit, whose exponent is not raised: as a range it would go down, 10−6 mol/L.
    (
        r"(?<![\w.,^/×x-])(?<![×x]\s)10[-‐‑‒–—−](?=[1-9]\s?(?:m?M|[mμµn]?mol|[kmμµ]?g|Pa|m?L)\b)",
        "10^-",
    ),
    # A raised point or a star that stands for a sign of multiplication: 1.5 · 10⁻³.
    (r"(?<=\d)\s?[·∙⋅*∗]\s?(?=10[\^⁰¹²³⁴-⁹⁻])|(?<=\d\.\d)\s?[·∙⋅*∗]\s?(?=10[-−]\d)", " × "),
    # A power of ten whose exponent a file does not raise: 1.5 × 10−8, 4.5 × 109/L.
    (
        r"(?i:(?:(?<=[\d)])(\s?[×x]\s?)|(?<![^\W\d_])(p\s?[<>=≤≥]\s?))10\s?[-‐‑‒–—−]\s?(?=\d{1,3}(?![\d.,]?\d))"
        r"|(?<=\d)(\s?[×x]\s?)10\s?(?=(?:[3-9]|1[0-2])\s?"
        r"(?:/\s?(?:[μµmd]?l|mm|kg)|(?:cells|copies|[cp]fu|platelets|IU)\b)))",
        lambda match: f"{match[1] or match[2] or match[3]}10^{'' if match[3] else '-'}",
    ),
    # A space too many, before an exponent (3.5 e-2), or one too few, before or behind a word (36of 88, of88).
    (
        rf"(?i:(?<=\d)\s(?=e[-+‐‑‒–—−]\d)|(?<=[\d%])(?=(?:{_JOINING})(?:\b|\d))"
        rf"|(?<=[\d%\s])(?P<word>(?-i:{_JOINING}))(?=\d))",
        lambda match: f"{match['word']} " if match["word"] else "" if match[0] else " ",
    ),
    # A number with its noun before two in square brackets, its range where it lies between them: 35 months [31–43].
    (r"(?<![\w.,])(\d+(?:\.\d+)?)%?(?:\s[A-Za-z]+){1,2}\s\[(?=(\d+)\s?[-‐‑‒–—]\s?(\d+)\])", _ranged),
    # A raised point, or a comma behind a sign, before decimals without a digit in front: ·04, <,05.
    (r"(?<=[(\[=<>≤≥–−-])·(?=\d)|(?<=[=<>≤≥–−\w|]\s)·(?=\d)|^·(?=\d)|(?<=[=<>≤≥])\s?,(?=\d)", "."),
    (_POINTED_GROUPS.pattern, _ungrouped),
    # Digits in groups with points before a decimal comma: 1.234,5.
    (r"(?<![\d.,])\d{1,3}(?:\.\d{3})+,\d+(?![\d.,]?\d)", lambda match: match[0].translate(_POINT_AND_COMMA)),
    # A dash with a space before its number that can only be its sign: after a bracket, a sign, or a word that goes on.
    # After a comma it may begin an entry of a list as well, so the number there has decimals.
    (
        r"([(\[|=<>≤≥±]\s*|\b(?:of|by|to|from|was|were|is|than|and|or|between|versus|vs?\.?)\s)(?:[-‐‑‒–—−]\s|—)"
        r"(?=(?:\d*[.·,])?\d)|([,:;]\s)[-‐‑‒–]\s(?=\d*[.·]\d)",
        r"\1\2-",
    ),
    # A dash before an interval that would not go up without a minus sign: 95% CI – 2.0 to – 1.2.
    (r"(\bCI[,:]?\s)[-‐‑‒–]\s(?=(\d*[.·]?\d+)%?\s?(?:to|,|;)\s?([-‐‑‒–−]\s?)?(\d*[.·]?\d+))", _risen),
    (r"(?P<before>^|\S)(?P<space>\s*)(?:−\s|–)(?=[.·]?\d)", _signed),
    # A difference or a correlation whose minus sign is set as a hyphen right behind its name: WMD-5.27.
    (r"\b([WS]?MD|ES|[rβz])[-–−](?=\d*[.·]\d)", r"\1 -"),
    (rf"(?<={_UNSPACED})(?=[<>≤≥]?\d)|(?<=[\d%])(?={_UNSPACED})", " "),
    (r"(?<=\d)['’](?=\d{3}(?!\d))", ","),
    (r"(?<![\w)%])(?<!\d\s)%\s?(\d+(?:[.,]\d+)?)(?!\w)", r"\1%"),
    # A sign of percent between hyphens: 95-%-KI.
    (r"(?<=\d)[-‐‑]%[-‐‑]?(?=[^\W\d_]|\s)", "% "),
)
_FORMS = tuple((late(rarer), usual) for rarer, usual in _ROWS)
