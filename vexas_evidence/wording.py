"""What a text may say of one treated group without a comparator, and of a number without its base.

The rules are those of reporting an uncontrolled study: nothing is compared and nothing is caused (GRADE's
plain-language statements speak of effects only where there is a comparison; Glenton 2010), no judgement is
borrowed from a source, a vague quantity rests on a number, and a percentage says what it is out of. What a
source claims may be told as its claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from vexas_evidence.printed import has_numeral
from vexas_evidence.quantities import VAGUE

Rule = Literal[
    "causal or comparative words for uncontrolled data",
    "a word of judgement that is not ours",
    "a vague quantity without its number",
    "a percentage without its out of whom",
]


NO_WHOM: Rule = "a percentage without its out of whom"


@dataclass(frozen=True, slots=True)
class Fault:
    """Words of a sentence that a rule refuses."""

    rule: Rule
    words: str


_TREATMENT = (
    r"\b(?:azacitidine|hypomethylating agents?|(?:the|this) (?:drug|treatment|therapy|agent)|treatment|therapy|"
    r"re-?exposure|it|which|that|and)\b"
)
_EFFECT = (
    r"(?:improv|reduc|increas|decreas|prevent|protect|prolong|extend|restor|suppress|slow|delay|revers|eradicat|"
    r"eliminat|lower|halv|doubl|accelerat|shorten|normaliz|normalis|stabiliz|stabilis|diminish|abolish|boost|"
    r"enhanc|alleviat|reliev|ameliorat|control|sav|cur|heal|caus|induc|produc|trigger)(?:e?s|e?d|ing|es)?\b"
)
_CAUSAL = re.compile(
    rf"{_TREATMENT}\s+(?:\w+ly\s+|also\s+|can\s+|could\s+|may\s+|will\s+|has\s+|have\s+|had\s+)*{_EFFECT}"
    r"|\b(?:leads?|led|leading) to\b|\bresult(?:s|ed|ing)? in\b|\b(?:was|were|is|are) (?:caused|driven|induced|"
    r"explained) by\b|\b(?:due|thanks|owing) to\b|\bbecause of (?:azacitidine|treatment|therapy|the drug)\b"
    r"|\b(?:attributable|attributed) to\b|\bas a (?:result|consequence) of\b|\bthe effects? of "
    r"(?:azacitidine|treatment)"
    r"|\b(?:azacitidine|treatment|therapy|the drug) (?:\w+ )?(?:work(?:s|ed)?|help(?:s|ed)?|(?:is|was) effective)\b"
    r"|\bbenefit(?:s|ed|ted)? from\b|\bresponded to (?:azacitidine|treatment|therapy)\b"
    r"|\b(?:superior|inferior|outperform\w*|non-?inferior)\b"
    r"|\b(?:better|worse|safer|(?:more|less) (?:effective|safe|toxic|often|frequent|likely))\b[^.]*\bthan\b"
    r"|\b(?:compared|in comparison) (?:with|to)\b|\bversus\b|\bvs\.?(?=\s)|\bthan (?:with )?(?:placebo|steroids?|"
    r"standard|other (?:drugs?|treatments?)|controls?|untreated)\b|\brelative (?:risk|effect|benefit)\b|\bodds ratio\b"
    r"|\bhazard ratio\b|\bnumber needed to (?:treat|harm)\b",
    re.IGNORECASE,
)
_NOT_OURS = re.compile(
    r"\bsignifican(?:t|tly|ce)\b|\b(?:un)?acceptabl[ey]\b|\bmanageabl[ey]\b|\bwell[- ]tolerated\b|\btolerabl[ey]\b"
    r"|\bsupports? (?:its |the |an? )?(?:incorporation|use|adoption)\b|\bpromising\b|\bencouraging\b"
    r"|\bremarkabl[ey]\b|\bimpressive(?:ly)?\b|\bfavou?rabl[ey]\b|\bexcellent\b|\bdramatic(?:ally)?\b|\bbreakthrough\b"
    r"|\bgame[- ]changer\b|\bshould (?:be (?:used|offered|given|considered)|receive)\b|\bwe recommend\b"
    r"|\bis recommended\b|\bsafe and effective\b",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    rf"{VAGUE.pattern}|\b(?:over|more than|nearly|almost|about|around|up to|at least|under|less than) "
    r"(?:half|a (?:third|quarter)|two[- ]thirds)\b"
    r"|\b(?:low|high|good|poor|substantial|notable|considerable) (?:\w+ )?"
    r"(?:rates?|risk|incidence|proportion|frequency)\b"
    r"|\b(?:\w+ )?rates? (?:\w+ )*(?:was|were|is|are) (?:very )?(?:low|high)\b"
    r"|\b(?:rare(?:ly)?|seldom|frequent(?:ly)?|commonly|usually|mostly|"
    r"predominantly|mainly|largely|(?:was|were|is|are) (?:un)?common)\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\d\s?%")
_WHOM = re.compile(
    r"\bof (?:whom|how many|everyone|the|all|\d|these|those|treated|included|responders|patients|cases|"
    r"participants|on\b)"
    r"|\bamong\b|\bout of\b|\bshare of\b|\bbases?\b|\bnumbers at risk\b|\b\d+ of \d+|\bof (?:neither|it)\b"
    r"|\bin (?:the )?(?:\d+ )?(?:\w+ )?(?:patients|participants|responders|cases|those)\b|\bper cent(?:age)? of\b"
    r"|\b(?:patients|participants|responders) (?:who|with|were|had|whose)\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:calls?|called|(?:is|are|was|were) said|says?|judges?|judged|according to|suggests?|suggested|claims?|"
    r"describes?|described|(?:is|are) given as|sources?|the summary|counts (?:\w+ )?as|reads?|asks?)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|no|never|cannot|nor|neither|without|whether|nothing|none|nobody|how|why|which|would)\b", re.IGNORECASE
)
_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"({])")


def faults(text: str, rests: bool = False) -> Iterator[Fault]:
    """Yield the faults of a text as a reader meets it, numbers included.

    *rests* says that the record which holds the text names the estimates that it rests on.
    """
    for sentence in _END.split(text):
        yield from _faults(sentence, rests)


def _faults(sentence: str, rests: bool) -> Iterator[Fault]:
    told = bool(_SAID.search(sentence))
    for match in _CAUSAL.finditer(sentence):
        if not (told or _DENIED.search(sentence, 0, match.start())):
            yield Fault("causal or comparative words for uncontrolled data", match[0])
    for match in _NOT_OURS.finditer(sentence):
        if not told:
            yield Fault("a word of judgement that is not ours", match[0])
    for match in _LOOSE.finditer(sentence):
        denied = _DENIED.search(sentence, 0, match.start())
        if not (rests or told or denied or has_numeral(sentence)):
            yield Fault("a vague quantity without its number", match[0])
    for match in _PERCENT.finditer(sentence):
        if not _WHOM.search(sentence):
            yield Fault(NO_WHOM, sentence[: match.end()].rsplit(" ", 1)[-1])
            break
