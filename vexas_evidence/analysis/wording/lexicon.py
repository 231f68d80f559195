"""The words by which a text names what its numbers are of: outcomes, populations, times, arms; and those of English.

Those of a study come from its vocabulary and its populations, those of English from a table beside this file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from vexas_evidence.analysis.numbers import Numbers, to_text
from vexas_evidence.analysis.statistics.full_reference import full_reference
from vexas_evidence.analysis.wording.design_levels import level_of
from vexas_evidence.analysis.wording.word_forms import ENGLISH, GENERAL, WORD, sided, stem, stems, word_pattern
from vexas_evidence.model import Estimate, Outcome
from vexas_evidence.text import prose
from vexas_evidence.text.words import any_of

_FREEDOM = re.compile(r"\b[Ff]reedom from (\w+)$")


class Owner(NamedTuple):
    """What a word names: the facet of a number (outcome, population, time, arm), and its id."""

    facet: str
    id: str


@dataclass(frozen=True)
class OwnWords:
    """The words of one estimate.

    ``text`` is what a reader meets, ``owners`` what its words name, ``outcome`` those of its outcome, ``contrary``
    those of the opposite; ``stems`` are of them all, ``value`` is the number for a comparison.
    """

    estimate: Estimate
    text: str
    owners: frozenset[Owner]
    stems: frozenset[str]
    outcome: tuple[str, ...]
    contrary: tuple[str, ...]
    traits: frozenset[str]
    value: Decimal | None
    limits: tuple[Decimal, Decimal] | None

    @cached_property
    def sides(self) -> tuple[frozenset[int], ...]:
        """The sides of each pair of opposites on which its text stands."""
        return tuple(frozenset(side for _, side in sided(self.text, pair)) for pair in ENGLISH["opposites"])

    def has(self, words: Iterable[str], unless: Iterable[str] = ()) -> bool:
        """Whether any of some words stands in its text, and not within one of the others."""
        text = word_pattern(tuple(unless)).sub(" ", self.text) if unless else self.text
        return word_pattern(tuple(words)).search(text) is not None


class _OwnWordsOfEstimates(Mapping[str, OwnWords]):
    """The words of each estimate by its id, found when they are asked for."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        self._found: dict[str, OwnWords] = {}

    def __getitem__(self, name: str) -> OwnWords:
        if name not in self._found:
            self._found[name] = _own(self._numbers, self._numbers.study.estimates[name])
        return self._found[name]

    def __contains__(self, name: object) -> bool:
        return name in self._numbers.study.estimates

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers.study.estimates)

    def __len__(self) -> int:
        return len(self._numbers.study.estimates)


@dataclass(frozen=True)
class Lexicon:
    """The words of one study: which phrase and which stem names what, and the words of each estimate.

    They are found when they are asked for; where the denominator of an estimate cannot be had, that raises Underivable.
    """

    numbers: Numbers

    @cached_property
    def own(self) -> Mapping[str, OwnWords]:
        """The words of each estimate by its id."""
        return _OwnWordsOfEstimates(self.numbers)

    @cached_property
    def phrases(self) -> dict[str, frozenset[Owner]]:
        """What each phrase names, in small letters."""
        phrases: dict[str, set[Owner]] = {}
        for words, owner in _entries(self.numbers):
            phrases.setdefault(words.lower(), set()).add(owner)
        return {words: frozenset(owners) for words, owners in phrases.items() if words}

    @cached_property
    def by_stem(self) -> dict[str, frozenset[Owner]]:
        """What each stem names."""
        return _by_stem(self.numbers)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """A pattern of all phrases."""
        return re.compile(rf"(?<![\w-])({any_of(self.phrases)})(?:e?s)?(?![\w-])", re.IGNORECASE)

    @cached_property
    def arms(self) -> dict[str, str | None]:
        """The arm of each estimate, where it is of one."""
        study = self.numbers.study
        return {name: study.populations[each.population].arm for name, each in study.estimates.items()}

    @cached_property
    def years(self) -> dict[str, Fraction | None]:
        """The time of each estimate in years, where it is a duration."""
        timepoints, estimates = self.numbers.timepoints, self.numbers.study.estimates
        return {name: timepoints[each.timepoint].years for name, each in estimates.items()}

    @cached_property
    def better(self) -> dict[str, bool | None]:
        """Whether more is better, for each estimate."""
        estimates = self.numbers.study.estimates
        return {name: _is_higher_better(self.numbers.outcomes[each.outcome]) for name, each in estimates.items()}

    @cached_property
    def is_randomized(self) -> bool:
        """Whether the arms were randomized."""
        return level_of(self.numbers.study) == "randomized"

    @cached_property
    def without_treatment(self) -> re.Pattern[str]:
        """A pattern of words for participants who were not treated."""
        drugs = any_of((*self.numbers.study.about.treatments, "treatment", "the drug", "it"))
        return re.compile(
            rf"\b(?:without|not (?:given|treated with|on)|did not (?:get|receive|take)) (?:{drugs})\b", re.IGNORECASE
        )

    def alike(self, name: str, arm: str) -> OwnWords | None:
        """The estimate of another arm that states the same of it; None where none does."""
        one = self.own[name].estimate
        key = (one.outcome, one.measure, one.timepoint)
        found = (
            each
            for other, each in self.own.items()
            if self.arms[other] == arm
            and (each.estimate.outcome, each.estimate.measure, each.estimate.timepoint) == key
        )
        return next(found, None)

    def estimates_in(self, text: str) -> list[str]:
        """The ids of the estimates to which a text refers, each once, in order."""
        return list(dict.fromkeys(each.id for each in prose.references(text) if each.id in self.own))

    def named(self, text: str) -> Iterator[tuple[re.Match[str], frozenset[Owner]]]:
        """Yield the words of a text that name something, the longest at each place."""
        rest = text
        for match in self.pattern.finditer(text):
            yield match, self.phrases[re.sub(r"\s+", " ", match[1]).lower()]
            rest = rest[: match.start()] + " " * len(match[0]) + rest[match.end() :]
        for match in WORD.finditer(rest):
            if match[0].lower() not in GENERAL and (owners := self.by_stem.get(stem(match[0]))):
                yield match, owners


def _is_higher_better(outcome: Outcome) -> bool | None:
    if outcome.better in ("higher", "lower"):
        return outcome.better == "higher"
    return False if outcome.role == "harm" else None


def _entries(numbers: Numbers) -> Iterator[tuple[str, Owner]]:
    stated = {each.outcome for each in numbers.study.estimates.values()}
    for outcome in numbers.outcomes.values():
        if outcome.id in stated or outcome.role in ("efficacy", "harm", "definition"):
            label = (outcome.label,) if len(outcome.label.split()) < 5 else ()
            for words in filter(None, (*label, outcome.noun, *outcome.words)):
                yield words, Owner("population" if outcome.role == "characteristic" else "outcome", outcome.id)
    for population in numbers.study.about.populations:
        for words in filter(None, (population.who, *population.words)):
            if words not in ("patients", "adults", "participants"):
                yield words, Owner("population", population.id)
    for arm in numbers.study.about.arms:
        yield arm.label, Owner("arm", arm.id)
    whole = [each.population for each in numbers.study.estimates.values() if _counts_everyone(numbers, each)]
    for words in ENGLISH["everyone"]:
        yield from ((words, Owner("population", name)) for name in whole)
    for timepoint in numbers.timepoints.values():
        for words in (*timepoint.words, *(() if timepoint.duration else (timepoint.label.partition(" (")[0],))):
            yield words, Owner("time", timepoint.id)


def _counts_everyone(numbers: Numbers, estimate: Estimate) -> bool:
    is_trait = numbers.outcomes[estimate.outcome].role == "characteristic"
    is_whole = numbers.study.populations[estimate.population].arm is None
    return is_trait and is_whole and estimate.measure == "count" and numbers.is_denominator(estimate)


def _by_stem(numbers: Numbers) -> dict[str, frozenset[Owner]]:
    """What a word names by its stem: that of the names of the outcomes of one group, and not of the study's subject."""
    groups: dict[str, set[str]] = {}
    owners: dict[str, set[Owner]] = {}
    about = numbers.study.about
    subject = stems(
        " ".join((about.title, about.citation.title, *about.treatments, *(arm.label for arm in about.arms)))
    )
    stated = {each.outcome for each in numbers.study.estimates.values()}
    for outcome in numbers.outcomes.values():
        if outcome.id in stated and outcome.role in ("efficacy", "harm"):
            words = WORD.findall(" ".join(filter(None, (outcome.label, outcome.noun, outcome.group, *outcome.words))))
            for found in {stem(word) for word in words if word.lower() not in GENERAL and "-" not in word} - subject:
                groups.setdefault(found, set()).add(outcome.group)
                owners.setdefault(found, set()).add(Owner("outcome", outcome.id))
    return {found: frozenset(owners[found]) for found, those in groups.items() if len(those) == 1}


def _own(numbers: Numbers, estimate: Estimate) -> OwnWords:
    study, outcome = numbers.study, numbers.outcomes[estimate.outcome]
    population = study.populations[estimate.population]
    phrase = numbers.phrase(estimate)
    label = to_text(numbers.spans(population.label))
    text = " ; ".join((_in_words(to_text(full_reference(phrase))), outcome.label, phrase.outcome, label))
    analysis = "analyzed analysed" if estimate.analysis_set or estimate.analyzed else ""
    words = (analysis, outcome.group, *outcome.words, *population.words, *numbers.timepoints[estimate.timepoint].words)
    whole = [each.whole for each in study.results.subsets if each.part == estimate.id]
    among = {study.estimates[name].population for name in whole} | {estimate.population}
    arms = {population.arm, estimate.comparator} if estimate.comparator else {population.arm}
    owners = {Owner("outcome", outcome.id), Owner("population", outcome.id), Owner("time", estimate.timepoint)}
    counted = [study.estimates[name] for _, _, name in estimate.estimates if name in study.estimates]
    owners |= {Owner("population", each.outcome) for each in counted}
    owners |= {Owner("outcome", study.estimates[name].outcome) for name in whole}
    owners |= {Owner("population", name) for name in among} | {Owner("arm", name) for name in arms if name}
    of_outcome = tuple(filter(None, (outcome.label, outcome.noun, *outcome.words)))
    found = stems(" ".join((text, *words)))
    subject = stems(f"{study.about.title} {study.about.citation.title}")
    freed = (m[1] for each in of_outcome for m in _FREEDOM.finditer(each) if not stems(m[1]) <= subject)
    contrary = (*outcome.contrary, *freed)
    traits = frozenset(each.id for each in numbers.outcomes.values() if each.role == "characteristic")
    return OwnWords(
        estimate,
        text,
        frozenset(owners),
        found,
        of_outcome,
        contrary,
        traits,
        _value(estimate),
        _limits(numbers, estimate),
    )


def _limits(numbers: Numbers, estimate: Estimate) -> tuple[Decimal, Decimal] | None:
    """The limits of the interval that is printed or computed."""
    rows = [numbers.statistics.known(estimate.id, part) for part in ("lower", "upper")]
    lower, upper = (None if row is None else row.value for row in rows)
    return None if lower is None or upper is None else (lower, upper)


def _in_words(printed: str) -> str:
    """A printed number with the words of its signs: "≥25%" is at least that."""
    for sign, word in (("≥", "at least "), ("≤", "at most "), (">", "above "), ("<", "below ")):
        printed = printed.replace(sign, word)
    return printed


def _value(estimate: Estimate) -> Decimal | None:
    """The number for a comparison: the percentage of a fraction, the number itself otherwise."""
    if estimate.is_in_words:
        return None
    number = estimate.number
    if number.count is not None and number.denominator:
        return Decimal(number.count) * 100 / number.denominator
    return number.value if number.upper is None else None
