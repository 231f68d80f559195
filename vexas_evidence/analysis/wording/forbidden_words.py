"""The refusal of words in a text of ours: the sentences that claim more than the design of the study bears.

What may be said of a treatment follows from the design, by the rules of ``refused_words.toml``. At every level a vague
quantity rests on a number, and a percentage says what it is out of. What a source claims may stand as its claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from vexas_evidence.analysis.wording.design_levels import BORNE, Level
from vexas_evidence.analysis.wording.reference_forms import SENTENCE_END
from vexas_evidence.analysis.wording.word_forms import ENGLISH, table_of
from vexas_evidence.text.late import late
from vexas_evidence.text.numerals import numerals
from vexas_evidence.text.quantities import part
from vexas_evidence.text.words import TEENS, UNITS, filled

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


class WordRule(NamedTuple):
    """Words that are refused at some levels, by a name, and the way to say it."""

    name: str
    levels: Sequence[Level]
    words: str
    remedy: str


_TABLE = table_of("refused_words.toml")
RULES = {key: WordRule(**row) for key, row in _TABLE["rules"].items()}
"""The words that are refused at each level, by the key of the rule."""
NUMBER_MARK = "\u2063"
"""What stands behind each number of the study in a text as it is read: an invisible separator."""


@cache
def _rows() -> dict[str, Any]:
    """What the patterns of the table are filled with, made when a text first asks for one."""
    numbers = {"how many": part("how many"), "from one on": UNITS[1:], "from two on": (*UNITS[2:], TEENS[0])}
    return {**ENGLISH, **_TABLE["patterns"], **numbers}


@cache
def _said(name: str) -> re.Pattern[str]:
    """A pattern of the table by its name."""
    return late(lambda: filled(f"<<{name}>>", _rows()), needs=tuple(_TABLE["needs"].get(name, ())))


@cache
def _patterns(treatments: tuple[str, ...], level: Level) -> tuple[tuple[str, WordRule, re.Pattern[str]], ...]:
    """The rules of a level with their patterns, of texts in small letters: four times as fast as of any letters."""
    names = "".join(f"{re.escape(name.lower())}s?|" for name in treatments)
    rows = _rows() | {"drug": f"(?:{names}(?:the |this )?(?:drug|treatment|therapy|agent))"}
    return tuple(
        (key, rule, re.compile(filled(rule.words, rows))) for key, rule in RULES.items() if level in rule.levels
    )


@lru_cache(maxsize=1 << 12)
def faults(
    text: str, treatments: tuple[str, ...], level: Level = "uncontrolled", basis: Basis = NOTHING
) -> tuple[Fault, ...]:
    """Return the words of a text, as a reader meets it with its numbers, that a rule refuses.

    *treatments* names what the participants were treated with; generic names such as "the drug" are known. Versions
    give the same reason for many records.
    """
    found = (each for sentence in SENTENCE_END.split(text) for each in _faults(sentence, treatments, level, basis))
    return tuple(Fault(rule, words, level, remedy) for rule, words, remedy in found)


def _faults(sentence: str, treatments: tuple[str, ...], level: Level, basis: Basis) -> Iterator[tuple[str, str, str]]:
    """Words in a question, after a denial, or after the name of who claims them are not refused, but for shares."""
    small = sentence.lower()
    for key, rule, pattern in _patterns(treatments, level):
        for match in _claimed(pattern, small):
            if not (_attributed(sentence, match) or _denied(sentence, match) or _allowed(key, small, match, basis)):
                yield rule.name, sentence[match.start() : match.end()], rule.remedy
    for match in _vague(small):
        if not (
            basis.estimates
            or _said("attribution").search(sentence)
            or _denied(sentence, match)
            or _numbered(sentence, match)
        ):
            yield VAGUE_QUANTITY, sentence[match.start() : match.end()], NAME_THE_NUMBER
    if per_hundred := _said("per hundred").search(sentence):
        yield NO_DENOMINATOR, per_hundred[0], NAME_THE_PARTICIPANTS
    shares = _said("threshold").sub(" ", sentence)
    if (share := _said("percentage").search(shares)) and not _said("out of").search(sentence):
        yield NO_DENOMINATOR, share[0], NAME_THE_PARTICIPANTS


def _allowed(rule: str, sentence: str, match: re.Match[str], basis: Basis) -> bool:
    """Whether what the text rests on, or the sense of the sentence, bears the words."""
    if rule == "no difference":
        is_of_interval = _said("of interval").search(sentence, 0, match.start()) or _said("outside").match(
            sentence, match.end()
        )
        return basis.equivalence or is_of_interval is not None
    if rule == "subgroup":
        return basis.interaction or _said("measured").search(sentence, 0, match.end()) is not None
    if rule == "causal or comparative" and _said("of numbers").search(match[0]) and sentence.count(NUMBER_MARK) > 1:
        return True  # two numbers of the study that stand there; whether it is so, the check of their words says
    if rule == "causal or comparative" and _said("p-value").match(match[0]):
        return _said("to another time").search(sentence, 0, match.start()) is not None
    if rule == "judgment" and _said("set against").search(sentence, 0, match.end()):
        return sentence.count(NUMBER_MARK) > 1
    is_undefined = _said("undefined").match(sentence, match.end()) is not None
    return rule == "judgment" and (is_undefined or _quoted(sentence, match) or _conceded(sentence, match))


def _claimed(pattern: re.Pattern[str], sentence: str) -> Iterator[re.Match[str]]:
    """Yield the words that are claimed and not asked."""
    return (match for match in pattern.finditer(sentence) if not _asked(sentence, match))


def _vague(sentence: str) -> Iterator[re.Match[str]]:
    """Yield the vague quantities that are claimed; the longest pattern of them is that of `quantities` too."""
    end, patterns = 0, (_said("without a limit"), _said("vague quantity"))
    while found := [match for match in (each.search(sentence, end) for each in patterns) if match]:
        first = min(found, key=lambda match: match.start())
        end = first.end()
        if not _asked(sentence, first):
            yield first


def _asked(sentence: str, match: re.Match[str]) -> bool:
    return _said("asked").match(sentence, match.end()) is not None


def _quoted(sentence: str, match: re.Match[str]) -> bool:
    """Whether the words stand alone in quotation marks: they are spoken of, and not claimed."""
    return _said("quoted").search(sentence, 0, match.start()) is not None and sentence.startswith(
        tuple("\"”’'"), match.end()
    )


def _conceded(sentence: str, match: re.Match[str]) -> bool:
    """Whether the words say how something looks, before it is limited: "it sounds favorable, yet"."""
    is_limited = _said("limited").search(sentence[match.end() :]) is not None
    return is_limited and _said("conceded").search(sentence, 0, match.start()) is not None


def _numbered(sentence: str, match: re.Match[str]) -> bool:
    """Whether a number stands beside the words."""
    stated = (each for each in numerals(sentence) if not each.vague)
    return any(each.end <= match.start() or each.start >= match.end() for each in stated)


def _attributed(sentence: str, match: re.Match[str]) -> bool:
    return _said("attribution").search(sentence, 0, match.start()) is not None


def _denied(sentence: str, match: re.Match[str]) -> bool:
    """Whether a denial stands before the words in their clause, or the sentence is contrary to fact."""
    if _said("contrary to fact").search(sentence):
        return True
    start = max((end.end() for end in _said("clause").finditer(sentence, 0, match.start())), default=0)
    return _said("denied").search(sentence, start, match.start()) is not None
