"""Numbers that are no part of a print: times, doses, dates, grades, test statistics, blood pressures, citations."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from vexas_evidence.text import words
from vexas_evidence.text.grammar.digits import DOSE, TIME
from vexas_evidence.text.late import in_any_case

_CODE = r"\w[\w/.-]*\w"
_TOWN = r"\s[A-Z][^\W\d_]+(?:[\s-][A-Z][^\W\d_]+)?"
CODE = (
    r"(?<![\w.])(?:(?:tel(?:ephone)?|phone|fax|mobile)[.:\s]*(?:(?:no|number)\b[.:\s]*)?[+(]?\d+(?:(?:[-/.\s]|\)?\s?\(?)\d+){1,9}"
    r"|\+\d{1,3}(?=[-\d\s()]{9})(?:[-\s]\(?\d{1,5}\)?){2,6}(?!\w)"
    r"|(?:ISRCTN|NCT|ACTRN|ChiCTR|DRKS|UMIN|CTRI|jRCT|[KI]R?CT|PACTR|PROSPERO)[\s:/-]+(?:(?:no|number|ID|identifier)\b[.:\s]*)?"
    r"(?=[\w/-]*\d{3})[\w/-]+"
    rf"|(?:grants?|awards?|contract|protocol|approval|registration|permit|licen[cs]e|project|reference|accession|lot|IRB)"
    rf"\s(?:(?:no|nr|number|code|id)s?\b[.:#\s]*)(?=(?:[\w/.-]*?\d){{3}})(?![A-Z]+\d+(?![\w/-])){_CODE}"
    rf"(?:(?:[,;]?\s(?:and\s)?|,)(?=[A-Z/-]*\d[\w/-]{{4}}){_CODE})*"
    r"|no\.\s?(?:\d{4,}[/-]\d+|\d+[/-]\d{4,})(?![\w%])|\d{4}(?:-\d{4}){2}-\d{3}[\dX](?!\w)"
    r"|(?-i:(?<=,\s)[A-Z]{2}\s\d{5}(?:-\d{4})?(?!\d|\s?[a-z(%])|[A-Z]{2}\s\d{5}(?:-\d{4})?(?=,|\sU)"
    rf"|(?:(?:(?<=,\s)|^)\d{{5}}|\b[A-Z]-\d{{4,6}})(?={_TOWN}(?:,|\.?$))"
    rf"|(?:(?<=,\s)|^)(?!19|20)\d{{4}}(?:\s[A-Z]{{2}})?(?={_TOWN},\s(?:the\s)?[A-Z][^\W\d_]+\.?$)"
    r"|[A-Z]{1,2}\d[A-Z\d]?\s\d[ABD-HJLNP-UW-Z]{2}\b|[A-Z]\d[A-Z]\s\d[A-Z]\d\b|\d[A-Z]\d\d[A-Z]{2}\d{6}(?:-\w+)?"
    r"|\d\d(?:[~-]\d\d)?,X[XY]{0,2}(?![a-z])[\w,;/()\[\]?+~-]*|c\.[-*]?\d[\d_+*-]*(?:[ACGT]+>|del|dup|ins)[ACGT]*))"
)
"""A number that names: of a phone, a grant, a register, an approval, an address, a karyotype, a variant of a gene.

Each form has a label, a shape or a place that results do not have.
"""
CODES = in_any_case(CODE)
_MINUTES = r":[0-5]\d(?::[0-5]\d)?(?![:\d])"
CLOCK = (
    rf"(?:0\d{_MINUTES}|(?:1?\d|2[0-3]){_MINUTES}(?=\s?(?:[ap]\.?\s?m\b|h(?:ours?|rs?)?\b|o['’]clock))"
    rf"|(?:(?<=\bat\s)|(?<=\bfrom\s)|(?<=\buntil\s)|(?<=\bbefore\s)|(?<=\bafter\s))(?:1\d|2[0-3]){_MINUTES})"
)
"""A time of the day: 08:30, 7:45 a.m., at 20:15; any other two numbers around a colon are a ratio."""
OtherKind = Literal[
    "time",
    "dose",
    "date",
    "grade",
    "blood pressure",
    "citation",
    "footnote",
    "ordinal",
    "share",
    "multiple",
    "label",
    "test statistic",
]

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_YEAR = r"(?:19|20)\d\d"
_NTH = r"(?:st|nd|rd|th)"
_DATE = (
    r"\d{4}-\d\d-\d\d|\d\d?(?:\.\d\d?\.|/\d\d?/)(?:\d\d)?\d\d(?!/)"
    rf"|\d\d?{_NTH}?\s{_MONTH},?\s{_YEAR}|{_MONTH}\s(?:\d\d?{_NTH}?,?\s)?{_YEAR}"
    rf"|(?:in|since|until|from|between|during|of)\s{_YEAR}(?:\s?(?:-|to|and)\s?{_YEAR})?|(?<=\(){_YEAR}(?=\)|$)"
    rf"|{_YEAR}\s?-\s?{_YEAR}|0\d/{_YEAR}|{CLOCK}"
)
_GRADED = words.filled("(?:<<roman.heads + roman.others (s)>>|categor(?:y|ies)|CTCAE|ECOG|Child-Pugh)", words.ENGLISH)
_LEVEL = r"(?:\d(?![\d.%])|(?-i:[XVI]+))[abc]?"
_GRADE = (
    rf"(?:[≥≤<>]\s?)?\b{_GRADED}(?:\sPS)?[\s=<>≥≤]+{_LEVEL}"
    rf"(?:(?:\s?[-/]\s?|\s(?:to|or|and)\s){_LEVEL}|,\s{_LEVEL}(?!\s\())*(?:\sor\s(?:more|worse|higher|above)|\+)?(?!\w)"
)
"""A grade, or several; "grade 3, 5 (10%)" is one grade and a count."""
_LABEL = (
    r"\b(?:tables?|figures?|fig\.|refs?\.|section|chapter|appendix|line|arms?|groups?|cohort|part|item)\s\d[\d.]*\b"
)
_FREEDOM = r"d\.?f\.?|degrees?\sof\sfreedom"
_OF_FREEDOM = r"\s?(?:[(\[]\s?\d[\d.]*(?:\s?,\s?\d[\d.]*)?\s?[)\]]|\d+(?:\s?,\s?\d+)?)"
"""The degrees of freedom behind the sign of a statistic: "t(38)", "F2,57"."""
_TEST = (
    r"(?<![\w.-])(?:(?:(?-i:[Zzt])|(?:[χx]|chi)(?:\s?\^?2|²)|chi[-\s]?squared?|wald)(?:[-\s](?:statistics?|values?))?"
    rf"(?:{_OF_FREEDOM})?|(?-i:[FUWHQ])(?:(?:{_OF_FREEDOM})|(?=\s?=\s?\d+\.\d)))"
    rf"\s?[=:]\s?[-−]?\d(?:[\d.,]*\d)?(?!\w)(?!\s?{TIME}(?!\w))"
    rf"|\b(?:{_FREEDOM})\s?[=:]?\s?\d(?:[\d.,]*\d)?|(?<![\w.,])\d+\s(?:{_FREEDOM})(?!\w)"
)
"""A letter that stands for more than a statistic needs decimals or degrees of freedom."""
TEST_STATISTIC = in_any_case(_TEST)
"""A test statistic with its sign, "Z = 2.4", "χ2(1) = 5.3", or degrees of freedom: how a result was tested."""
_PRESSURE = r"\d\d\d?\s?/\s?\d\d\d?"
_BEFORE_TIME = (
    r"(?:at|by|within|after|for|over|during|on|every|until|up\sto|before|since|following|past|last|first|next)"
)
_TIME_FIRST = r"\b(?:years?|months?|weeks?|days?|cycles?|visits?)"
_GIVEN = r"(?:\s(?:once|twice|daily|weekly|every|per\sday|a\sday|orally|i\.?v|s\.?c|b\.?i\.?d|q\.?d)\b)"


_NUMBER_OF_TIMES = r"(?:days?|times|doses?)\s?(?:/|per|an?)\s?(?:day|d|week|wk|month|year)"


class OtherNumber(NamedTuple):
    """A kind of number with its pattern, and a short pattern that is found in each text in which it stands.

    The patterns that hold digits are long, and few texts need them.
    """

    kind: OtherKind
    pattern: re.Pattern[str]
    needs: re.Pattern[str]

    def may_stand_in(self, text: str) -> bool:
        """Whether a folded text holds what this kind of number needs."""
        return self.needs.search(text) is not None


def _other(kind: OtherKind, pattern: str, needs: str = "") -> OtherNumber:
    return OtherNumber(kind, in_any_case(pattern), in_any_case(needs))


def other_numbers(digits: str) -> tuple[OtherNumber, ...]:
    """Return the patterns in the order in which they are tried; *digits* is that of the decimals of a text."""
    whole, unit, dose = rf"(?:{digits}|{words.WHOLE}\b)", rf"{TIME}(?!\w)(?!\s?/)", rf"{digits}\s?{DOSE}"
    times = rf"{whole}(?:\s?(?:-|/|,|to|and|or|,\sand)\s?{whole})*"
    dosed = r"\b(?:doses?\sof|received|given)\s"
    before = rf"\b{_BEFORE_TIME}\s"
    per_size = rf"(?<!\w){digits}\s?[a-zµμ]{{1,3}}\s?/\s?(?:kg|m(?:²|\^?2))\s?/\s?(?:day|d|week|wk|h|min|dose)(?!\w)"
    return (
        _other("blood pressure", rf"{_PRESSURE}\s?mm\s?Hg\b|blood\spressure\s(?:\w+\s)?{_PRESSURE}", "/"),
        _other("grade", _GRADE, rf"\b{_GRADED}"),
        _other("label", _LABEL),
        _other("test statistic", _TEST, rf"[=:]|{_FREEDOM}"),
        _other(
            "time",
            rf"{before}(?:the\s)?(?:(?:first|next|last)\s)?(?:median\s)?{times}(?:\s?-\s?|\s?){unit}",
            before,
        ),
        _other("time", rf"(?<!\w){whole}(?:/{digits})+(?:\s|-)?{unit}", "/"),
        _other("time", rf"(?<![\w.])\d+-{TIME}(?!\w)(?!-)", "-"),
        _other("date", rf"(?<!\w)(?:{_DATE})(?!\w)", r"\d\d"),
        _other(
            "time",
            rf"{_TIME_FIRST}\s[-−]?{digits}(?:\s?(?:-|to|and|/|,)\s?[-−]?{digits})*(?!\s?%|\w)",
            rf"{_TIME_FIRST}\s",
        ),
        _other("time", rf"{whole}\s?{_NUMBER_OF_TIMES}(?!\w)", _NUMBER_OF_TIMES),
        _other("dose", per_size, "/"),
        _other("dose", rf"{dosed}{dose}(?!\w)|(?<!\w){dose}{_GIVEN}", rf"{dosed}|{_GIVEN}"),
        _other("citation", r"\[\d{1,3}(?:\s?[-,]\s?\d{1,3})*\]", r"\["),
        _other("ordinal", rf"(?<!\w)\d+{_NTH}(?!\w)"),
        _other("multiple", rf"\b{words.TIMES}\b", rf"{words.FOLD}|\b{words.CHANGED}\b"),
    )
