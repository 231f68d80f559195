"""The table of the words that a level refuses: of cause, comparison, effect, no difference, subgroups, judgment.

GRADE's statements in plain language speak of effects only where there is a comparison (Glenton 2010, Med Decis Making
30:566-577); arms that were not randomized are associated with what was seen. No difference is denied because a p-value
is large or missing (Altman and Bland 1995, doi:10.1136/bmj.311.7003.485), and no subgroup is set apart without a test
of interaction (Altman and Bland 2003, doi:10.1136/bmj.326.7382.219).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from vexas_evidence.analysis.wording.design_levels import LEVELS, Level
from vexas_evidence.analysis.wording.word_forms import ENGLISH
from vexas_evidence.text.words import any_of

SAY_WHAT_WAS_SEEN = "say what was reported and in whom, or whose claim it is"

_EFFECT = (
    r"(?:(?:improv|reduc|increas|decreas|prevent|protect|prolong|extend|restor|suppress|slow|delay|revers|eradicat|"
    r"eliminat|lower|halv|doubl|accelerat|shorten|normaliz|normalis|stabiliz|stabilis|diminish|abolish|boost|"
    r"enhanc|alleviat|reliev|spar|ameliorat|control|sav|cur|heal|caus|induc|produc|trigger|achiev|keep|maintain)"
    r"(?:e?s|e?d|ing|es)?\b|brings?|brought\b|kept\b)"
)
_CHANGED = r"(?:improved|fell|rose|resolved|declined|dropped|decreased|increased|recovered|got better|disappeared)"
WITHIN_ARM = (
    r"(?:the |their |its )?(?:baseline|inclusion|enrol?lment|entry|screening|start of|pre-?treatment|"
    r"(?:before|at) (?:the )?(?:baseline|start|first|treatment|therapy|inclusion)|"
    r"(?:at |after )?(?:month|week|year|day|cycle)s?\b|(?:at |after )?\d+(?:\.\d+)? (?:month|week|year|day|cycle)s?\b)"
)
"""What a number of one arm may be set against: another time of the same arm, by its name."""
_COMPARED = (
    r"\b(?:superior|inferior|outperform\w*|non-?inferior)\b"
    r"|\b(?:better|worse|safer|(?:more|less) (?:effective|safe|toxic|often|frequent|likely))\b[^.]*\bthan\b"
    rf"(?! {WITHIN_ARM})"
    rf"|\b(?:rose|increased|fell|climbed|grew|dropped|improved|went (?:up|down)) from\b(?! {WITHIN_ARM})"
    rf"|\b(?:compared|in comparison) (?:with|to)\b(?! {WITHIN_ARM})|\bversus\b(?! {WITHIN_ARM})"
    rf"|\bvs\.?(?=\s)(?! {WITHIN_ARM})|\bthan (?:with )?(?:placebo|steroids?|"
    r"standard|other (?:drugs?|treatments?)|controls?|untreated)\b|\brelative (?:risk|effect|benefit)\b|\bodds ratio\b"
    r"|\bhazard ratio\b|\brisk (?:ratio|difference)\b|\bnumber needed to (?:treat|harm)\b|\bp\s?[<=≤]\s?0?\.\d"
)


def _drug(treatments: tuple[str, ...]) -> str:
    """What participants were treated with, by its own names or by a generic one."""
    names = "".join(f"{re.escape(name)}s?|" for name in treatments)
    return rf"(?:{names}(?:the |this )?(?:drug|treatment|therapy|agent))"


def _causal(treatments: tuple[str, ...]) -> str:
    """Words that say what a treatment caused."""
    drug = _drug(treatments)
    return (
        rf"\b(?:{drug}|re-?exposure|it)\b"
        rf"\s+(?:\w+ly\s+|also\s+|can\s+|could\s+|may\s+|will\s+|has\s+|have\s+|had\s+)*{_EFFECT}"
        rf"|\bdid {drug} \w+\b|\b{_CHANGED}\b(?:(?!stayed|remain|continu)[^.;:])*\b(?:on|with|under|after) {drug}\b"
        rf"|\b(?:on|with|under|after) {drug}(?! (?:was|had|is)\b),?[^.;]*\b{_CHANGED}\b|\b\w+ed by {drug}\b"
        rf"|\b(?:giving|adding|taking) {drug}\b[^.;:]{{0,20}}\b{_EFFECT}"
        r"|\b(?:stopping|withdrawal|discontinuation)(?: of)? (?:it )?(?:trigger|caus|lead|bring|provok)\w*"
        r"|\b(?:leads?|led|leading) to\b(?! (?:bias|confounding|error))|\bresult(?:s|ed|ing)? in\b(?! (?:a group|bias))"
        rf"|\bresult(?:s|ed|ing)? from {drug}\b"
        r"|\b(?:was|were|is|are) (?:caused|driven|induced|explained) by\b"
        r"|\bdue to\b(?! any)|\b(?:thanks|owing) to\b"
        rf"|\bbecause (?:of {drug}|(?:they|patients) (?:took|received|were given))\b"
        r"|\b(?:owes? (?:it|this|their \w+) to|by virtue of|courtesy of|credited to|responsible for|to its credit)\b"
        r"|\b(?:attributable|attributed) to\b|\bas a (?:result|consequence) of\b"
        rf"|\bthe effects? of {drug}\b|\b{drug} (?:\w+ )?(?:work(?:s|ed)?|help(?:s|ed)?)\b"
        rf"|\bbenefit(?:t?ed|s? from)\b|\bresponded to {drug}\b"
    )


def _causal_or_comparative(treatments: tuple[str, ...]) -> str:
    """Words that say what a treatment caused, or set it against another; "associated with" it does both."""
    drug = _drug(treatments)
    associated = rf"\b{drug} (?:was|is|were|are) associated with\b|\bassociated with {drug}\b"
    return rf"{_causal(treatments)}|{associated}|{_COMPARED}"


def _causal_or_effect(treatments: tuple[str, ...]) -> str:
    """Words that say what a treatment caused, or call what was seen beside it an effect."""
    effect = (
        r"(?<!adverse )(?<!side )(?<!late )(?<!unwanted )(?<!random )(?<!fixed )(?<!cohort )\beffects?\b"
        r"(?<!in effect)(?! (?:measure|estimator)s?\b)"
    )
    better = r"\b(?:superior|inferior|outperform\w*)\b|\bnumber needed to (?:treat|harm)\b"
    return rf"{_causal(treatments)}|{effect}|{better}"


_ONE_ARM = (
    r"\bsingle[- ]arm\b|\bone treated arm\b|\buncontrolled (?:study|cohort|trial|data|evidence|observations?)\b"
    r"|\bno (?:comparator|comparison (?:group|arm))\b|\bwithout a (?:comparator|comparison (?:group|arm))\b"
)
_SAME_THINGS = (
    "way|manner|definition|question|wording|word|design|drug|disease|name|title|reason|tool|time|date|protocol|method|"
    "source|report|registry|sentence|table|figure"
)
_NO_DIFFERENCE = (
    r"\b(?<!to )(?<!of )(?<!with )(?<!above )(?<!below )(?<!than )(?<!from )(?<!over )(?<!under )"
    r"(?:no|little|without|not any)(?! (?:\w+ )?(?:tests?|interval|limits|p-value) )(?: \w+){0,3} "
    r"(?:difference|association)s?\b(?! (?:is|are|was|were) (?:stated|"
    r"printed|read|shown|reported)\b)|\b(?:no|little|without)(?: (?!adverse|side)\w+)? effects? (?:on|of|in|among)\b"
    r"|\b(?:did|do|does) not (?:\w+ )?differ\b|\bnot (?:\w+ )?different\b"
    rf"|\bsimilar(?:ly)?\b(?! (?:{_SAME_THINGS})s?\b)|\bcomparable\b(?! (?:{_SAME_THINGS})s?\b)"
    r"|\b(?:is|are|was|were) (?:\w+ )?(?:equivalent|equal)\b(?! (?:in )?(?:sizes?|numbers?)\b)"
    r"|\bnon-?inferior\b|\bequally \w+"
    r"|\bas (?:effective|safe|frequent|common|likely) as\b"
    r"|\bthe same (?:rate|risk|share|proportion|response|survival) (?:as|in both)\b"
)


def _of_subgroups(treatments: tuple[str, ...]) -> str:
    """Words that set a part of the participants apart, by a trait that they had before treatment."""
    drug = _drug(treatments)
    with_drug = rf"(?! (?:with|given|on|in|treated with|randomi[sz]ed to|allocated to|assigned to) (?:the )?{drug})"
    having = rf"(?:with|without|given|on|in) (?!(?:the )?{drug})|(?:aged|over|under|above|below|older|younger)\b"
    trait = (
        r"(?:(?:the |those |these )?(?:\w+ )?(?:(?:men|women|males?|females?|older|younger|elderly|children|smokers|"
        rf"carriers|non-carriers)\b{with_drug}|(?:patients|participants|adults|people|those) (?:{having})))"
    )
    return (
        rf"\bonly (?:in|among|for) {trait}|\b(?:in|among|for) {trait} (?:only|alone)\b"
        rf"|\b(?:not|none) (?:in|among) {trait}"
        r"|\b(?:more|less|fewer|better|worse|greater|larger|smaller|stronger|weaker|higher|lower|most|least|best)\b"
        rf"[^.,;:]{{0,50}}\b(?:in|among|for) {trait}|\bin (?:the |a |this )?subgroups?\b"
    )


_JUDGEMENT = (
    rf"\b(?:{any_of(ENGLISH['refused']['judgment'])})\b"
    r"|\b(?:significance(?! (?:is not|level|test))|(?<!-)(?:in)?effective"
    r"|supports? (?:its |the |an? )?(?:incorporation|use|adoption)"
    r"|mild(?! (?:and|or|to) (?:moderate|severe|serious)))\b"
)
_CERTAINTY = (
    rf"\b(?:{any_of(ENGLISH['refused']['certainty'])})\b|\breassur\w+|\bpro(?:ves?|ved|ven|of)\b(?! (?:to be )?of\b)"
    r"|\bwill (?!be (?:read|printed|shown|stated|updated|reviewed|added)\b)"
    r"(?!(?:look|find|see|ask|read|want|notice)\b)\w+\b"
)


class WordRule(NamedTuple):
    """Words that are refused at some levels, what says so, and the way to say it."""

    name: str
    levels: tuple[Level, ...]
    words: Callable[[tuple[str, ...]], str]
    remedy: str


def _always(words: str) -> Callable[[tuple[str, ...]], str]:
    """Return words that are the same whatever the treatments are."""
    return lambda _: words


CAUSAL_OR_COMPARATIVE = "causal or comparative words for uncontrolled data"
CAUSAL_OR_EFFECT = "causal words, or an effect, for arms compared without randomization"
ONE_ARM = "words of one arm for a study of several"
NO_DIFFERENCE = "a difference denied without a test of equivalence or non-inferiority that states its margin"
SUBGROUP = "a claim on a subgroup without a test of interaction"
CERTAINTY = "a word of certainty that no number bears"
JUDGEMENT = "a word of judgment that is not ours"
_SEVERAL: tuple[Level, ...] = ("compared without randomization", "randomized")

RULES = (
    WordRule(CAUSAL_OR_COMPARATIVE, ("uncontrolled",), _causal_or_comparative, SAY_WHAT_WAS_SEEN),
    WordRule(
        CAUSAL_OR_EFFECT,
        ("compared without randomization",),
        _causal_or_effect,
        "say that it was associated with the treatment, print the number of each arm, or say whose claim it is",
    ),
    WordRule(ONE_ARM, _SEVERAL, _always(_ONE_ARM), "name the arms"),
    WordRule(
        NO_DIFFERENCE,
        LEVELS,
        _always(_NO_DIFFERENCE),
        "print the numbers with their intervals, or refer to an estimate whose test has the margin",
    ),
    WordRule(
        SUBGROUP,
        LEVELS,
        _of_subgroups,
        "print the number of each subgroup, or refer to an estimate whose subgroup names its interaction",
    ),
    WordRule(CERTAINTY, LEVELS, _always(_CERTAINTY), "say what was seen, and how far it reaches"),
    WordRule(JUDGEMENT, LEVELS, _always(_JUDGEMENT), SAY_WHAT_WAS_SEEN),
)
"""The words that are refused at each level; vague quantities and shares without a denominator are at every level."""
