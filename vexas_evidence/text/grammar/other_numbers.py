"""Numbers that are no part of a print: times, doses, dates, grades, blood pressures, marks of citation."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from vexas_evidence.text import words
from vexas_evidence.text.grammar.digits import DOSE, TIME

OtherKind = Literal[
    "time", "dose", "date", "grade", "blood pressure", "citation", "footnote", "ordinal", "share", "multiple", "label"
]

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_YEAR = r"(?:19|20)\d\d"
_NTH = r"(?:st|nd|rd|th)"
_DATE = (
    r"\d{4}-\d\d-\d\d|\d\d?(?:\.\d\d?\.|/\d\d?/)(?:\d\d)?\d\d(?!/)"
    rf"|\d\d?{_NTH}?\s{_MONTH},?\s{_YEAR}|{_MONTH}\s(?:\d\d?{_NTH}?,?\s)?{_YEAR}"
    rf"|(?:in|since|until|from|between|during|of)\s{_YEAR}(?:\s?(?:-|to|and)\s?{_YEAR})?|(?<=\(){_YEAR}(?=\)|$)"
    rf"|{_YEAR}\s?-\s?{_YEAR}|0\d/{_YEAR}"
)
_RANKED = words.plurals((*words.ENGLISH.roman["heads"], *words.ENGLISH.roman["others"]))
_GRADED = rf"(?:{_RANKED}|categor(?:y|ies)|CTCAE|ECOG|Child-Pugh)"
_LEVEL = r"(?:\d(?![\d.%])|(?-i:[XVI]+))[abc]?"
_GRADE = (
    rf"(?:[≥≤<>]\s?)?\b{_GRADED}(?:\sPS)?[\s=<>≥≤]+{_LEVEL}"
    rf"(?:(?:\s?[-/]\s?|\s(?:to|or|and)\s){_LEVEL}|,\s{_LEVEL}(?!\s\())*(?:\sor\s(?:more|worse|higher|above)|\+)?(?!\w)"
)
"""A grade, or several; "grade 3, 5 (10%)" is one grade and a count."""
_LABEL = (
    r"\b(?:tables?|figures?|fig\.|refs?\.|section|chapter|appendix|line|arms?|groups?|cohort|part|item)\s\d[\d.]*\b"
)
_PRESSURE = r"\d\d\d?\s?/\s?\d\d\d?"
_BEFORE_TIME = (
    r"(?:at|by|within|after|for|over|during|on|every|until|up\sto|before|since|following|past|last|first|next)"
)
_TIME_FIRST = r"\b(?:years?|months?|weeks?|days?|cycles?|visits?)"
_GIVEN = r"(?:\s(?:once|twice|daily|weekly|every|per\sday|a\sday|orally|i\.?v|s\.?c|b\.?i\.?d|q\.?d)\b)"


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern, compiled when it is first tried: for many texts none of a time is."""
    return re.compile(pattern, re.IGNORECASE)


def other_numbers(digits: str) -> tuple[tuple[OtherKind, str], ...]:
    """Return the patterns in the order in which they are tried.

    Parameters
    ----------
    digits
        The pattern of digits with the sign of the decimals that a text declares.
    """
    whole, unit, dose = rf"(?:{digits}|{words.WHOLE}\b)", rf"{TIME}(?!\w)(?!\s?/)", rf"{digits}\s?{DOSE}"
    times = rf"{whole}(?:\s?(?:-|/|,|to|and|or|,\sand)\s?{whole})*"
    return (
        ("blood pressure", rf"{_PRESSURE}\s?mm\s?Hg\b|blood\spressure\s(?:\w+\s)?{_PRESSURE}"),
        ("grade", _GRADE),
        ("label", _LABEL),
        ("time", rf"\b{_BEFORE_TIME}\s(?:the\s)?(?:(?:first|next|last)\s)?(?:median\s)?{times}(?:\s?-\s?|\s?){unit}"),
        ("time", rf"(?<!\w){whole}(?:/{digits})+(?:\s|-)?{unit}|(?<![\w.])\d+-{TIME}(?!\w)(?!-)"),
        ("date", rf"(?<!\w)(?:{_DATE})(?!\w)"),
        ("time", rf"{_TIME_FIRST}\s[-−]?{digits}(?:\s?(?:-|to|and|/|,)\s?[-−]?{digits})*(?!\s?%|\w)"),
        ("time", rf"{whole}\s?(?:days?|times|doses?)\s?(?:/|per|an?)\s?(?:day|d|week|wk|month|year)(?!\w)"),
        (
            "dose",
            rf"(?<!\w){digits}\s?[a-zµμ]{{1,3}}\s?/\s?(?:kg|m(?:²|\^?2))\s?/\s?(?:day|d|week|wk|h|min|dose)(?!\w)",
        ),
        ("dose", rf"\b(?:doses?\sof|received|given)\s{dose}(?!\w)|(?<!\w){dose}{_GIVEN}"),
        ("citation", r"\[\d{1,3}(?:\s?[-,]\s?\d{1,3})*\]"),
        ("ordinal", rf"(?<!\w)\d+{_NTH}(?!\w)"),
        ("multiple", rf"\b{words.TIMES}\b"),
    )
