"""The refusal of words in a text of ours: the sentences that claim more than the design of the study bears.

What may be said of a treatment follows from the design, by the table of ``word_table``. At every level a vague quantity
rests on a number, and a percentage says what it is out of. What a source claims may stand as its claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from vexas_evidence.analysis.wording.design_levels import BORNE, Level
from vexas_evidence.analysis.wording.reference_forms import SENTENCE_END
from vexas_evidence.analysis.wording.word_forms import ENGLISH
from vexas_evidence.analysis.wording.word_table import (
    CAUSAL_OR_COMPARATIVE,
    JUDGEMENT,
    NO_DIFFERENCE,
    RULES,
    SUBGROUP,
    WITHIN_ARM,
    WordRule,
)
from vexas_evidence.text.late import in_any_case, late
from vexas_evidence.text.numerals import numerals
from vexas_evidence.text.quantities import part
from vexas_evidence.text.words import TEENS, UNITS, any_of

NO_DENOMINATOR = "a percentage without its denominator"
OUT_OF_WHOM = "who was counted, in the same sentence"
THE_NUMBER = "the number that it stands for, in the same sentence"
NAME_THE_NUMBER = (
    "refer to an estimate, name in rests_on what it rests on, say whose claim it is, or leave the word out"
)
NAME_THE_PARTICIPANTS = "refer to the count and its denominator, {id.fraction}, or say 'of 62 patients'"
VAGUE_QUANTITY = "a vague quantity without its number"


@dataclass(frozen=True, slots=True)
class Basis:
    """What a text rests on, beside its own words.

    ``estimates`` says whether its record names estimates; ``equivalence`` whether one of those, or of the numbers in
    the text, is from a test of equivalence or non-inferiority with its margin; ``interaction`` whether one has a test
    of interaction between subgroups.
    """

    estimates: bool = False
    equivalence: bool = False
    interaction: bool = False


NOTHING = Basis()


@dataclass(frozen=True, slots=True)
class Fault:
    """Words of a sentence that a rule refuses, at the level of the study, and the way to say it."""

    rule: str
    words: str
    level: Level
    remedy: str

    @property
    def expected(self) -> str:
        """What was expected in their place."""
        return {NO_DENOMINATOR: OUT_OF_WHOM, VAGUE_QUANTITY: THE_NUMBER}.get(self.rule, BORNE[self.level])


_VAGUE = late(
    rf"\b{part('how many')}|\b(?:over|more than|nearly|almost|about|around|up to|at least|under|less than) "
    r"(?:half|a (?:third|quarter)|two[- ]thirds)\b"
    r"|\b(?:low|high|good|poor|substantial|notable|considerable) (?:\w+ )?"
    r"(?:rates?|risk(?! of bias)|incidence|proportion|frequency)\b"
    r"|\b(?:\w+ )?rates? (?:\w+ )*(?:was|were|is|are) (?:very )?(?:low|high)\b"
    r"|\brare(?:ly)?\b(?! (?:\w+ )?(?:disease|illness|syndrome|disorder|condition)s?\b)"
    r"|\b(?:seldom|(?<!more )(?<!less )frequent(?:ly)?|commonly|mostly|"
    r"predominantly|mainly|largely|(?:was|were|is|are) (?:un)?common)\b"
)
"""Of texts in small letters."""
_PERCENT = in_any_case(
    r"(?<![\d.])\d+(?:\.\d+)?\s?(?:%|per ?cent\b)(?!\s?(?:confidence|CI\b|Wilson))|\b\w+ per ?cent\b(?!age)"
    rf"|\b(?:{'|'.join(UNITS[1:])}) in (?:every )?(?:{'|'.join((*UNITS[2:], TEENS[0]))})\b"
)
_THRESHOLD = late(r"(?:[≥≤<>]|\b(?:below|at least|at most|more than|threshold of))\s?\d+(?:\.\d+)?\s?%|\b100%")
_PER_HUNDRED = in_any_case(r"\b(?:of|in|out of) (?:a |every )?(?:100|hundred) (?:\w+ )?(?:patients|people|persons)\b")
_OUT_OF = in_any_case(
    r"\bof (?:whom|how many|everyone|the|all|\d|these|those|treated|included|responders|patients|cases|"
    r"participants|on\b)"
    r"|\bamong\b|\bout of\b|\bshare of\b|\b(?:denominator|base)s?\b|\bnumbers at risk\b|\b\d+ of \d+"
    r"|\bof (?:neither|it)\b"
    r"|\bin (?:the )?(?:\d+ )?(?:\w+ )?(?:patients|participants|responders|cases|those)\b|\bper cent(?:age)? of\b"
    r"|\b(?:patients|participants|responders) (?:who|with|were|had|whose)\b|\bover \d+ by rounding\b"
)
_ATTRIBUTION = in_any_case(
    r"\b(?:calls?|called|(?:is|are|was|were) said|says?|judges?|judged|according to|suggests?|suggested|claims?|"
    r"authors?|experts?|newsletter|"
    r"describes?|described|(?:is|are) given as|sources?|the (?-i:[A-Z]\w+ )?summary|counts (?:\w+ )?as|reads?|asks?)\b"
)
_DENIED = in_any_case(
    r"\b(?:not(?! only)|no(?! doubt)|never(?!-)|cannot|nor|neither|without|whether|nothing|none|nobody(?! denies)|how"
    r"|why|(?<!, )which|what|would|if)\b"
)
_CONTRARY_TO_FACT = in_any_case(r"\b(?:had|were) there\b")
_CONCEDED = in_any_case(r"\b(?:sounds?|seems?|looks?|appears?) (?:\w+ )?$")
_OF_INTERVAL = late(rf"\b(?:{any_of((*ENGLISH['intervals']['includes'], *ENGLISH['intervals']['excludes']))})\s+$")
"""What an interval does with no difference; whether it does is held to its limits."""
_OUTSIDE = late(r" (?:lies|is|falls|stays) (?:just |well )?(?:outside|within|inside|beyond)\b")
_QUOTED = late(r"\b(?:word|term|phrase)s? [\"“‘']$")
_MEASURED = in_any_case(
    r"\b(?:sense|judged?|assess\w*|measur\w*|defin\w*|appl\w*|stated|reported|known|counted|available|holds?|"
    r"read|given|includ\w*|recruit\w*|enrol\w*|treated|tested|study|trial|planned)\b"
)
"""Words of how something was done or is known, after which "only in men" says who was counted."""
_SET_AGAINST = late(r"\b(?:more|less) favou?rable$")
"""A judgment that is the comparison of two numbers; whether it is so, the check of their words says."""
_P_VALUE = in_any_case(r"p\s?[<=≤]")
_WITHIN_ONE_ARM = in_any_case(rf"\b(?:versus|vs\.?|than|with|to|from) {WITHIN_ARM}")
_OF_NUMBERS = late(r"\b(?:than|from|versus|vs|compared|comparison)\b")
NUMBER_MARK = "\u2063"
"""What stands behind each number of the study in a text as it is read: an invisible separator."""
_UNDEFINED = late(r"[\"”’']?\s+(?:is|was) not (?:defined|stated)\b")
_CLAUSE = late(r"[,;:()]\s")
_ASKED = late(r"[^.!?]*\?")


@cache
def _patterns(treatments: tuple[str, ...], level: Level) -> tuple[tuple[WordRule, re.Pattern[str]], ...]:
    """The rules of a level with their patterns, of texts in small letters: four times as fast as of any letters."""
    names = tuple(map(str.lower, treatments))
    return tuple((rule, re.compile(rule.words(names))) for rule in RULES if level in rule.levels)


def faults(
    text: str, treatments: tuple[str, ...], level: Level = "uncontrolled", basis: Basis = NOTHING
) -> Iterator[Fault]:
    """Yield the words of a text that a rule refuses.

    Parameters
    ----------
    text
        The text as a reader meets it, with its numbers.
    treatments
        The names of what the participants were treated with. Generic ones such as "the drug" are known.
    level
        The level of the study's design; without, the strictest.
    basis
        What the text rests on.
    """
    for sentence in SENTENCE_END.split(text):
        for rule, words, remedy in _faults(sentence, treatments, level, basis):
            yield Fault(rule, words, level, remedy)


def _faults(sentence: str, treatments: tuple[str, ...], level: Level, basis: Basis) -> Iterator[tuple[str, str, str]]:
    """Words in a question, after a denial, or after the name of who claims them are not refused, but for shares."""
    small = sentence.lower()
    for rule, pattern in _patterns(treatments, level):
        for match in _claimed(pattern, small):
            if not (_attributed(sentence, match) or _denied(sentence, match) or _allowed(rule, small, match, basis)):
                yield rule.name, sentence[match.start() : match.end()], rule.remedy
    for match in _claimed(_VAGUE, small):
        if not (
            basis.estimates or _ATTRIBUTION.search(sentence) or _denied(sentence, match) or _numbered(sentence, match)
        ):
            yield VAGUE_QUANTITY, sentence[match.start() : match.end()], NAME_THE_NUMBER
    if per_hundred := _PER_HUNDRED.search(sentence):
        yield NO_DENOMINATOR, per_hundred[0], NAME_THE_PARTICIPANTS
    shares = _THRESHOLD.sub(" ", sentence)
    if (share := _PERCENT.search(shares)) and not _OUT_OF.search(sentence):
        yield NO_DENOMINATOR, share[0], NAME_THE_PARTICIPANTS


def _allowed(rule: WordRule, sentence: str, match: re.Match[str], basis: Basis) -> bool:
    """Whether what the text rests on, or the sense of the sentence, bears the words."""
    if rule.name == NO_DIFFERENCE:
        is_of_interval = _OF_INTERVAL.search(sentence, 0, match.start()) or _OUTSIDE.match(sentence, match.end())
        return basis.equivalence or is_of_interval is not None
    if rule.name == SUBGROUP:
        return basis.interaction or _MEASURED.search(sentence, 0, match.end()) is not None
    if rule.name == CAUSAL_OR_COMPARATIVE and _OF_NUMBERS.search(match[0]) and sentence.count(NUMBER_MARK) > 1:
        return True  # two numbers of the study that stand there; whether it is so, the check of their words says
    if rule.name == CAUSAL_OR_COMPARATIVE and _P_VALUE.match(match[0]):
        return _WITHIN_ONE_ARM.search(sentence, 0, match.start()) is not None
    if rule.name == JUDGEMENT and _SET_AGAINST.search(sentence, 0, match.end()):
        return sentence.count(NUMBER_MARK) > 1
    is_undefined = _UNDEFINED.match(sentence, match.end()) is not None
    return rule.name == JUDGEMENT and (is_undefined or _quoted(sentence, match) or _conceded(sentence, match))


def _claimed(pattern: re.Pattern[str], sentence: str) -> Iterator[re.Match[str]]:
    """Yield the words that are claimed and not asked."""
    return (match for match in pattern.finditer(sentence) if not _ASKED.match(sentence, match.end()))


def _quoted(sentence: str, match: re.Match[str]) -> bool:
    """Whether the words stand alone in quotation marks: they are spoken of, and not claimed."""
    return _QUOTED.search(sentence, 0, match.start()) is not None and sentence.startswith(tuple("\"”’'"), match.end())


def _conceded(sentence: str, match: re.Match[str]) -> bool:
    """Whether the words say how something looks, before it is limited: "it sounds favorable, yet"."""
    is_limited = re.search(r"\b(?:yet|but|though|although)\b", sentence[match.end() :]) is not None
    return is_limited and _CONCEDED.search(sentence, 0, match.start()) is not None


def _numbered(sentence: str, match: re.Match[str]) -> bool:
    """Whether a number stands beside the words."""
    stated = (each for each in numerals(sentence) if not each.vague)
    return any(each.end <= match.start() or each.start >= match.end() for each in stated)


def _attributed(sentence: str, match: re.Match[str]) -> bool:
    return _ATTRIBUTION.search(sentence, 0, match.start()) is not None


def _denied(sentence: str, match: re.Match[str]) -> bool:
    """Whether a denial stands before the words in their clause, or the sentence is contrary to fact."""
    if _CONTRARY_TO_FACT.search(sentence):
        return True
    start = max((end.end() for end in _CLAUSE.finditer(sentence, 0, match.start())), default=0)
    return _DENIED.search(sentence, start, match.start()) is not None
