"""The words of one study: what its phrases name, and the words of each estimate.

The phrases of a study come from its vocabulary, its populations, times and arms; those of English from a table beside
this file. Both are held against what the record of an estimate says, in the same words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import chain

from vexas_evidence.analysis.numbers import Numbers, to_text
from vexas_evidence.analysis.wording.design_levels import level_of
from vexas_evidence.analysis.wording.number_clauses import is_plain, signed
from vexas_evidence.analysis.wording.record_words import OwnWords, own_words, senses_of
from vexas_evidence.analysis.wording.word_forms import (
    ANY_TREATMENT,
    Mention,
    PhraseTree,
    Sense,
    english_phrases,
    mentions,
)
from vexas_evidence.model.measures import MEASURES
from vexas_evidence.text import prose
from vexas_evidence.text.printed import parse


@dataclass(frozen=True)
class Lexicon:
    """The words of one study: which phrase names what, and the words of each estimate.

    They are found when they are asked for; where the denominator of an estimate cannot be had, that raises Underivable.
    """

    numbers: Numbers

    @cached_property
    def _own(self) -> dict[str, OwnWords]:
        return {}

    def own(self, name: str) -> OwnWords:
        """The words of an estimate."""
        if name not in self._own:
            self._own[name] = own_words(self.numbers, self.numbers.study.estimates[name], self.of_study)
        return self._own[name]

    @cached_property
    def phrases(self) -> PhraseTree:
        """What the phrases of the study name, and those of the language."""
        phrases = PhraseTree(frozenset(), english_phrases())
        for words, sense in _entries(self.numbers):
            phrases.add(words, sense)
        return phrases

    @cached_property
    def _drugs(self) -> frozenset[str]:
        """The words that stand for any treatment."""
        names = (word.lower() for each in self.numbers.study.about.treatments for word in each.split())
        return ANY_TREATMENT | frozenset(names)

    @cached_property
    def is_randomized(self) -> bool:
        """Whether the arms were randomized."""
        return level_of(self.numbers.study) == "randomized"

    @cached_property
    def of_study(self) -> frozenset[Sense]:
        """What is so of the whole study: the senses of its title and of its design."""
        about = self.numbers.study.about
        design = about.study_design
        texts = (about.title, about.citation.title, *about.treatments, *(each.label for each in about.arms))
        designs = (*texts, *(each.text for each in (*about.design, *about.pico)), design.arms if design else "")
        found = {each for each in senses_of(*texts) if each.field == "outcome" and each.is_yes}
        found |= {each for each in senses_of(*designs) if each.field == "design"}
        return frozenset(found | ({Sense("design", "randomized")} if self.is_randomized else set()))

    @cached_property
    def _mentioned(self) -> dict[str, tuple[Mention, ...]]:
        return {}

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """The phrases of a text that mean something, found once: each rule asks for them."""
        if text not in self._mentioned:
            self._mentioned[text] = tuple(mentions(text, self.phrases, drugs=self._drugs))
        return self._mentioned[text]

    @cached_property
    def _plain(self) -> dict[str, bool]:
        return {}

    def is_plain(self, sentence: str) -> bool:
        """Whether a sentence says something outright, found once: each rule asks for it."""
        if sentence not in self._plain:
            self._plain[sentence] = is_plain(sentence, self.mentions)
        return self._plain[sentence]

    def estimates_in(self, text: str) -> list[str]:
        """The ids of the estimates to which a text refers, each once, in order."""
        known = self.numbers.study.estimates
        return list(dict.fromkeys(each.id for each in prose.references(text) if each.id in known))

    @cached_property
    def sources(self) -> dict[str, str]:
        """The sources of the study by the words that name one of them alone, such as "newsletter"."""
        read = {each.source for one in self.numbers.study.estimates.values() for each in one.readings}
        shorts = {each.id: each.short.split() for each in self.numbers.evidence.sources.values() if each.id in read}
        counted = Counter(chain.from_iterable(map(set, shorts.values())))
        return {word: name for name, short in shorts.items() for word in short if counted[word] == 1 and word.isalpha()}

    def years(self, name: str) -> Fraction | None:
        """The time of an estimate in years, where it is a duration."""
        return self.numbers.timepoints[self.numbers.study.estimates[name].timepoint].years

    def number(self, name: str) -> Decimal | None:
        """The number that a reference prints, of an estimate or a derived value, for a comparison."""
        if name in self.numbers.study.estimates:
            return self.own(name).value
        try:
            return parse(to_text(self.numbers.resolve(prose.Reference(name)))).value
        except (LookupError, ValueError):
            return None

    def size(self, name: str) -> Decimal | None:
        """How far an effect is from no difference, either way; None where it is no effect."""
        value, null = self.own(name).value, MEASURES[self.own(name).estimate.measure].null
        if value is None or null is None:
            return None
        return abs(value - null) if null == 0 or value <= 0 else max(value / null, null / value)

    def percent(self, name: str) -> Decimal | None:
        """The percentage of an estimate that is printed or that its count and denominator give."""
        row = self.numbers.statistics.known(name, "percent")
        return self.own(name).value if self.own(name).is_percent else None if row is None else row.value

    def denominator(self, name: str) -> int | None:
        """What an estimate is out of, where that is known."""
        known = self.numbers.denominator(self.numbers.study.estimates[name])
        return int(known.text) if known and known.text.isdecimal() else None

    def alike(self, name: str, arm: str) -> OwnWords | None:
        """The estimate of another arm that states the same of it; None where none does."""
        one = self.own(name).estimate
        key = (one.outcome, one.measure, one.timepoint)
        estimates, populations = self.numbers.study.estimates, self.numbers.study.populations
        found = (
            other
            for other, each in estimates.items()
            if populations[each.population].arm == arm and (each.outcome, each.measure, each.timepoint) == key
        )
        return next(map(self.own, found), None)


def _meant(phrase: str) -> frozenset[Sense]:
    """What the longest phrases within a phrase mean."""
    return frozenset(chain.from_iterable(signed(phrase, each) for each in mentions(phrase, english_phrases())))


def _entries(numbers: Numbers) -> Iterator[tuple[str, Sense]]:
    """Yield the phrases of a study with what they name, and those of the contrary."""
    stated = {each.outcome for each in numbers.study.estimates.values()}
    for outcome in numbers.outcomes.values():
        if outcome.id in stated or outcome.role in ("efficacy", "harm", "definition"):
            field = "population" if outcome.role == "characteristic" else "outcome"
            label = (outcome.label,) if len(outcome.label.split()) < 5 else ()
            for words in filter(None, (*label, outcome.noun, *outcome.words)):
                yield words, Sense(field, outcome.id)
            for words in outcome.contrary:
                yield from ((words, each) for each in (Sense(field, outcome.id, False), *_meant(words)))
    for population in numbers.study.about.populations:
        for words in filter(None, (population.who, *population.words)):
            if words not in ("patients", "adults", "participants", "cases"):
                yield words, Sense("population", population.id)
    heads = [each.label.split()[-1] for each in numbers.study.about.arms]
    for arm, head in zip(numbers.study.about.arms, heads, strict=True):
        yield arm.label, Sense("arm", arm.id)
        if heads.count(head) == 1:  # "tea" of "marsh tea"
            yield head, Sense("arm", arm.id)
    for timepoint in numbers.timepoints.values():
        for words in (*timepoint.words, *(() if timepoint.duration else (timepoint.label.partition(" (")[0],))):
            yield words, Sense("time", timepoint.id)
