"""Words that a text on one treated arm may not use: of effect and judgement, and shares without a denominator.

The rules are those of reporting an uncontrolled study. Nothing is compared and nothing is caused: GRADE's statements
in plain language speak of effects only where there is a comparison (Glenton 2010, Med Decis Making 30:566-577). No
judgement is borrowed from a source, a vague quantity rests on a number, and a percentage says what it is out of. What
a source claims may stand as its claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from vexas_evidence.text.numerals import numerals
from vexas_evidence.text.quantities.counting import VAGUE
from vexas_evidence.text.words import TEENS, UNITS

Rule = Literal[
    "causal or comparative words for uncontrolled data",
    "a word of judgement that is not ours",
    "a vague quantity without its number",
    "a percentage without its out of whom",
]


NO_DENOMINATOR: Rule = "a percentage without its out of whom"


@dataclass(frozen=True, slots=True)
class Fault:
    """Words of a sentence that a rule refuses."""

    rule: Rule
    words: str


_EFFECT = (
    r"(?:(?:improv|reduc|increas|decreas|prevent|protect|prolong|extend|restor|suppress|slow|delay|revers|eradicat|"
    r"eliminat|lower|halv|doubl|accelerat|shorten|normaliz|normalis|stabiliz|stabilis|diminish|abolish|boost|"
    r"enhanc|alleviat|reliev|ameliorat|control|sav|cur|heal|caus|induc|produc|trigger|achiev|keep|maintain)"
    r"(?:e?s|e?d|ing|es)?\b|(?:brings?|brought) (?:about|down|back)\b|kept\b)"
)
_CHANGED = r"(?:improved|fell|rose|resolved|declined|dropped|decreased|increased|recovered|got better|disappeared)"
_COMPARED = (
    r"\b(?:superior|inferior|outperform\w*|non-?inferior)\b"
    r"|\b(?:better|worse|safer|(?:more|less) (?:effective|safe|toxic|often|frequent|likely))\b[^.]*\bthan\b"
    r"|\b(?:rose|increased|fell|climbed|grew|dropped|improved|went (?:up|down)) from\b"
    r"|\b(?:compared|in comparison) (?:with|to)\b|\bversus\b|\bvs\.?(?=\s)|\bthan (?:with )?(?:placebo|steroids?|"
    r"standard|other (?:drugs?|treatments?)|controls?|untreated)\b|\brelative (?:risk|effect|benefit)\b|\bodds ratio\b"
    r"|\bhazard ratio\b|\bnumber needed to (?:treat|harm)\b|\bp\s?[<=≤]\s?0?\.\d"
)


@cache
def _causal(treatments: tuple[str, ...]) -> re.Pattern[str]:
    """Words that say what a treatment caused, or compare it. It has its own names or a generic one."""
    names = "".join(f"{re.escape(name)}s?|" for name in treatments)
    drug = rf"(?:{names}(?:the |this )?(?:drug|treatment|therapy|agent))"
    return re.compile(
        rf"\b(?:{drug}|re-?exposure|it)\b"
        rf"\s+(?:\w+ly\s+|also\s+|can\s+|could\s+|may\s+|will\s+|has\s+|have\s+|had\s+)*{_EFFECT}"
        rf"|\bdid {drug} \w+\b|\b{_CHANGED}\b(?:(?!stayed|remain|continu)[^.;:])*\b(?:on|with|under|after) {drug}\b"
        rf"|\b(?:on|with|under|after) {drug},?[^.;]*\b{_CHANGED}\b|\b\w+ed by {drug}\b"
        r"|\bstopping (?:it )?(?:trigger|caus|lead|bring)\w*"
        r"|\b(?:leads?|led|leading) to\b(?! (?:bias|confounding|error))|\bresult(?:s|ed|ing)? in\b(?! (?:a group|bias))"
        rf"|\bresult(?:s|ed|ing)? from {drug}\b"
        r"|\b(?:was|were|is|are) (?:caused|driven|induced|explained) by\b"
        r"|\bdue to\b(?! any)|\b(?:thanks|owing) to\b"
        rf"|\bbecause (?:of {drug}|(?:they|patients) (?:took|received|were given))\b"
        r"|\b(?:attributable|attributed) to\b|\bas a (?:result|consequence) of\b"
        rf"|\bthe effects? of {drug}\b|\b{drug} (?:\w+ )?(?:work(?:s|ed)?|help(?:s|ed)?)\b"
        rf"|\bbenefit(?:t?ed|s? from)\b|\bresponded to {drug}\b|{_COMPARED}",
        re.IGNORECASE,
    )


_JUDGEMENT = re.compile(
    r"\bsignifican(?:t|tly|ce(?! (?:is not|level|test)))\b|\b(?:un)?acceptabl[ey]\b|\bmanageabl[ey]\b"
    r"|\bwell[- ]tolerated\b|\btolerabl[ey]\b"
    r"|\bsupports? (?:its |the |an? )?(?:incorporation|use|adoption)\b|\bpromising\b|\bencouraging\b"
    r"|\bremarkabl[ey]\b|\bimpressive(?:ly)?\b|\bfavou?rabl[ey]\b|\bexcellent\b|\bdramatic(?:ally)?\b|\bbreakthrough\b"
    r"|\bgame[- ]changer\b|\bshould (?:be (?:used|offered|given|considered|first)|receive)\b|\bwe recommend\b"
    r"|\bis recommended\b|(?<![-\w])(?:in)?effective\b|\befficacious\b|\b(?:un)?safer?\b|\bgood safety\b|\brobust\b"
    r"|\bdurabl[ey]\b|\blong-lasting\b|\bdeep\b|\bmild\b|\bclinically (?:meaningful|relevant)\b|\bfirst-line\b"
    r"|\b(?:treatment|drug) of choice\b|\bstayed well\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    rf"\b{VAGUE}|\b(?:over|more than|nearly|almost|about|around|up to|at least|under|less than) "
    r"(?:half|a (?:third|quarter)|two[- ]thirds)\b"
    r"|\b(?:low|high|good|poor|substantial|notable|considerable) (?:\w+ )?"
    r"(?:rates?|risk(?! of bias)|incidence|proportion|frequency)\b"
    r"|\b(?:\w+ )?rates? (?:\w+ )*(?:was|were|is|are) (?:very )?(?:low|high)\b"
    r"|\brare(?:ly)?\b(?! (?:\w+ )?(?:disease|illness|syndrome|disorder|condition)s?\b)"
    r"|\b(?:seldom|frequent(?:ly)?|commonly|mostly|predominantly|mainly|largely|(?:was|were|is|are) (?:un)?common)\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"(?<![\d.])\d+(?:\.\d+)?\s?(?:%|per ?cent\b)(?!\s?(?:confidence|CI\b|Wilson))|\b\w+ per ?cent\b(?!age)"
    rf"|\b(?:{'|'.join(UNITS[1:])}) in (?:every )?(?:{'|'.join((*UNITS[2:], TEENS[0]))})\b",
    re.IGNORECASE,
)
_THRESHOLD = re.compile(r"(?:[≥≤<>]|\b(?:below|at least|at most|more than|threshold of))\s?\d+(?:\.\d+)?\s?%|\b100%")
_PER_HUNDRED = re.compile(
    r"\b(?:of|in|out of) (?:a |every )?(?:100|hundred) (?:\w+ )?(?:patients|people|persons)\b", re.IGNORECASE
)
_OUT_OF = re.compile(
    r"\bof (?:whom|how many|everyone|the|all|\d|these|those|treated|included|responders|patients|cases|"
    r"participants|on\b)"
    r"|\bamong\b|\bout of\b|\bshare of\b|\b(?:denominator|base)s?\b|\bnumbers at risk\b|\b\d+ of \d+"
    r"|\bof (?:neither|it)\b"
    r"|\bin (?:the )?(?:\d+ )?(?:\w+ )?(?:patients|participants|responders|cases|those)\b|\bper cent(?:age)? of\b"
    r"|\b(?:patients|participants|responders) (?:who|with|were|had|whose)\b|\bover \d+ by rounding\b",
    re.IGNORECASE,
)
_ATTRIBUTION = re.compile(
    r"\b(?:calls?|called|(?:is|are|was|were) said|says?|judges?|judged|according to|suggests?|suggested|claims?|"
    r"describes?|described|(?:is|are) given as|sources?|the summary|counts (?:\w+ )?as|reads?|asks?)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not(?! only)|no(?! doubt)|never|cannot|nor|neither|without|whether|nothing|none|nobody(?! denies)|how|why|"
    r"which|what|would|if)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"\b(?:word|term|phrase)s? [\"“‘']$")
_CLAUSE = re.compile(r"[,;:()]\s")
_ASKED = re.compile(r"[^.!?]*\?")
_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"({])")


def faults(text: str, treatments: tuple[str, ...], rests: bool = False) -> Iterator[Fault]:
    """Yield the words of a text that a rule refuses.

    Parameters
    ----------
    text
        The text as a reader meets it, with its numbers.
    treatments
        The names of what the participants were treated with. Generic ones such as "the drug" are known.
    rests
        Whether the record with the text names the estimates that it rests on.
    """
    for sentence in _END.split(text):
        yield from _faults(sentence, treatments, rests)


def _faults(sentence: str, treatments: tuple[str, ...], rests: bool) -> Iterator[Fault]:
    """Words in a question, after a denial, or after the name of who claims them are not refused, but for shares."""
    for match in _claimed(_causal(treatments), sentence):
        if not (_attributed(sentence, match) or _denied(sentence, match)):
            yield Fault("causal or comparative words for uncontrolled data", match[0])
    for match in _claimed(_JUDGEMENT, sentence):
        if not (_attributed(sentence, match) or _denied(sentence, match) or _quoted(sentence, match)):
            yield Fault("a word of judgement that is not ours", match[0])
    for match in _claimed(_VAGUE, sentence):
        if not (rests or _ATTRIBUTION.search(sentence) or _denied(sentence, match) or _numbered(sentence, match)):
            yield Fault("a vague quantity without its number", match[0])
    if per_hundred := _PER_HUNDRED.search(sentence):
        yield Fault(NO_DENOMINATOR, per_hundred[0])
    shares = _THRESHOLD.sub(" ", sentence)
    if (share := _PERCENT.search(shares)) and not _OUT_OF.search(sentence):
        yield Fault(NO_DENOMINATOR, share[0])


def _claimed(pattern: re.Pattern[str], sentence: str) -> Iterator[re.Match[str]]:
    """Yield the words that are claimed and not asked."""
    return (match for match in pattern.finditer(sentence) if not _ASKED.match(sentence, match.end()))


def _quoted(sentence: str, match: re.Match[str]) -> bool:
    """Whether the words stand alone in quotation marks: they are spoken of, and not claimed."""
    return _QUOTED.search(sentence, 0, match.start()) is not None and sentence.startswith(tuple("\"”’'"), match.end())


def _numbered(sentence: str, match: re.Match[str]) -> bool:
    """Whether a number stands beside the words."""
    stated = (each for each in numerals(sentence) if not each.vague)
    return any(each.end <= match.start() or each.start >= match.end() for each in stated)


def _attributed(sentence: str, match: re.Match[str]) -> bool:
    return _ATTRIBUTION.search(sentence, 0, match.start()) is not None


def _denied(sentence: str, match: re.Match[str]) -> bool:
    """Whether a denial stands before the words in their clause."""
    start = max((end.end() for end in _CLAUSE.finditer(sentence, 0, match.start())), default=0)
    return _DENIED.search(sentence, start, match.start()) is not None
