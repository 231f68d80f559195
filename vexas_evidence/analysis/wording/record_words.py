"""What is so of one estimate by its record: the concepts of its words, and those that follow from its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from vexas_evidence.analysis.numbers import Numbers, to_text
from vexas_evidence.analysis.statistics.full_reference import full_reference
from vexas_evidence.analysis.wording.number_clauses import signed
from vexas_evidence.analysis.wording.word_forms import ENGLISH, Sense, english_phrases, mentions, stems
from vexas_evidence.load.record_texts import texts
from vexas_evidence.model import Estimate, Outcome
from vexas_evidence.model.measures import MEASURES, Measure

COUNTS = ("count", "proportion", "survival", "cumulative-incidence", "incidence-rate")
"""The measures of how many had an outcome."""
_HYPOTHESES = ("superiority", "non-inferiority", "equivalence")
_SETS = {each: each.replace(" ", "-") for each in ("as randomized", "as treated", "per protocol")} | {
    "safety": "safety-set"
}
"""The concepts of analysis sets."""
_PERCENT = re.compile(r"%(?!\s*(?:CI|confidence))")
_PERCENT_ALONE = re.compile(r"[\d.]+\s?%")
_IN_WORDS = {"≥": "at least ", "≤": "at most ", ">": "above ", "<": "below ", "±": "SD ", "L/min": "liters per minute"}
_RESPONSE = Sense("outcome", "response")
_DEATH = Sense("outcome", "death")
_BADLY = {Sense("outcome", "relapse"), _DEATH, Sense("outcome", "lost")}
_WELL = {
    _RESPONSE,
    Sense("outcome", "relapse", False),
    _DEATH.contrary,
    Sense("direction", "improved"),
    Sense("direction", "dependent", False),
    Sense("direction", "effective"),
}
_OF_MEASURES: dict[Measure, tuple[str, ...]] = ENGLISH["measures"]
"""The concepts of kinds of number, by measure."""


@dataclass(frozen=True)
class OwnWords:
    """What is so of one estimate by its record.

    ``text`` is what a reader meets and ``core`` what it says of the estimate itself; ``senses`` are also those of the
    records beside it, ``subject`` is what the whole study is about; ``stems`` are of all its words, ``value`` is the
    number for a comparison.
    """

    estimate: Estimate
    text: str
    core: frozenset[Sense]
    senses: frozenset[Sense]
    subject: frozenset[Sense]
    stems: frozenset[str]
    arm: str | None
    value: Decimal | None
    limits: tuple[Decimal, Decimal] | None
    is_higher_better: bool | None

    @property
    def is_percent(self) -> bool:
        """Whether the number for a comparison is a percentage."""
        return _is_percent(self.estimate)

    @property
    def is_printed_as_percent(self) -> bool:
        """Whether each source prints a percentage of it and nothing else."""
        return all(_PERCENT_ALONE.fullmatch(each.printed) for each in self.estimate.readings)

    @property
    def is_unclear(self) -> bool:
        """Whether it is an effect of which the interval leaves open which way it goes."""
        null = MEASURES[self.estimate.measure].null
        return bool(self.estimate.comparator and self.limits and null is not None) and (
            self.limits[0] <= null <= self.limits[1]  # type: ignore[index,operator]
        )


@dataclass(frozen=True, slots=True)
class WordFault:
    """What is wrong with the words of a number or with a reference to it, what was expected, and what to do."""

    found: str
    expected: str
    remedy: str


def fault(word: str, label: str, own: OwnWords, says: str) -> WordFault:
    """Return what is wrong with a word beside a number."""
    printed = own.text.split(" ; ")[0]
    said = re.sub("\x00+", "…", word.strip())
    return WordFault(f"{said!r} {says} {label}", f"words of {printed!r}", "correct the words or the reference")


def not_so(word: str, own: OwnWords) -> WordFault:
    """Return what is wrong with a word that a number does not bear out."""
    return fault(word, f"{{{own.estimate.id}}}", own, "is not so of")


def _is_percent(estimate: Estimate) -> bool:
    if estimate.is_in_words:
        return False
    return bool(estimate.number.denominator) or _PERCENT.search(estimate.readings[0].printed) is not None


def senses_of(*texts: str) -> frozenset[Sense]:
    """What the words of some texts mean, those after a denial their contrary."""
    return frozenset(chain.from_iterable(map(_senses_of, texts)))


@lru_cache(maxsize=1 << 12)
def _senses_of(text: str) -> frozenset[Sense]:
    """What the words of a text mean; many records share their labels."""
    found = mentions(text, english_phrases(), nested=True)
    return frozenset(chain.from_iterable(signed(text, each) for each in found))


def own_words(numbers: Numbers, estimate: Estimate, of_study: frozenset[Sense]) -> OwnWords:
    """Return what is so of an estimate; *of_study* is what is so of all of its study."""
    outcome, population = numbers.outcomes[estimate.outcome], numbers.study.population_of(estimate)
    phrase, timepoint = numbers.phrase(estimate), numbers.timepoints[estimate.timepoint]
    printed = to_text(full_reference(phrase))
    for sign, word in _IN_WORDS.items():
        printed = printed.replace(sign, word)
    text = " ; ".join((printed, outcome.label, phrase.outcome, to_text(numbers.spans(population.label))))
    analysis = f"analyzed {estimate.analysis_set or ''}, {estimate.analysis_set or ''} analysis"
    of = analysis if estimate.analysis_set or estimate.analyzed else ""
    more = (of, outcome.group, *outcome.words, *population.words, *timepoint.words)
    named = senses_of(outcome.label, phrase.outcome)
    of_outcome = named | senses_of(*outcome.words)
    value, limits = _value(estimate), numbers.statistics.limits(estimate.id)
    core = {
        *of_outcome,
        *senses_of(text),
        *_of_fields(numbers, estimate),
        *_of_effect(estimate, outcome, value, limits),
        *_of_counts(outcome, estimate, of_outcome),
        *_of_concepts(outcome, named, of_outcome),
        *(each for each in of_study if each.field == "design"),
    }
    senses = {*core, *senses_of(*more), *_of_related_records(numbers, estimate)}
    if _RESPONSE in senses - of_outcome:  # the participants are responders
        wholes = (numbers.study.estimates[each.whole].outcome for each in numbers.study.results.subsets)
        responses = (senses_of(numbers.outcomes[name].label) for name in wholes)
        senses.update(*(each for each in responses if _RESPONSE in each))
    if value == 0:
        core |= {each.contrary for each in core}
    elif Sense("direction", "dependent", False) in of_outcome:  # there is none of what they no longer need
        core |= {each.contrary for each in of_outcome if each.field == "outcome"}
    return OwnWords(
        estimate,
        text,
        frozenset(core),
        frozenset(senses | core) | of_study,
        frozenset(each for each in of_study if each.field == "outcome"),
        stems(" ".join((text, *more))),
        population.arm,
        value,
        limits,
        {"higher": True, "lower": False}.get(f"{outcome.better}", False if outcome.role == "harm" else None),
    )


def _of_related_records(numbers: Numbers, estimate: Estimate) -> Iterator[Sense]:
    """What is so of the estimates on which this one rests, and of those that rest on it."""
    study = numbers.study
    whole = study.estimates.get(study.population_of(estimate).denominator.estimate or "")
    if whole:
        yield from (Sense("outcome", whole.outcome), Sense("population", whole.outcome))
    for subset in study.results.subsets:
        if subset.part == estimate.id:
            yield Sense("population", study.estimates[subset.whole].population)
            yield from (
                each
                for each in senses_of(numbers.outcomes[study.estimates[subset.whole].outcome].label)
                if each.field == "population"
            )
    for each in study.estimates.values():
        if estimate.id in (each.analyzed, each.missing and each.missing.participants):
            yield from (Sense("outcome", each.outcome), Sense("population", each.outcome))
            yield from senses_of(numbers.outcomes[each.outcome].label)
            yield from (Sense("measure", kind) for kind in _OF_MEASURES.get(each.measure, ()))
    for _, _, name in texts(estimate, "estimate"):
        if other := study.estimates.get(name):
            yield from (Sense("outcome", other.outcome), Sense("population", other.outcome))
            yield Sense("population", other.population)
            yield from senses_of(numbers.outcomes[other.outcome].label)


def _of_fields(numbers: Numbers, estimate: Estimate) -> Iterator[Sense]:
    """What follows from the fields of a record, whatever its words."""
    study, outcome = numbers.study, numbers.outcomes[estimate.outcome]
    population, timepoint = study.population_of(estimate), numbers.timepoints[estimate.timepoint]
    yield from (Sense("outcome", outcome.id), Sense("population", outcome.id), Sense("time", estimate.timepoint))
    yield Sense("population", estimate.population)
    yield from (Sense("arm", name) for name in (population.arm, estimate.comparator) if name)
    yield from (Sense("measure", each) for each in _OF_MEASURES.get(estimate.measure, ()))
    missing, tests, priority = estimate.missing, estimate.multiplicity, estimate.priority
    has_limits = estimate.measure != "range" and numbers.statistics.limits(estimate.id) is not None
    for is_so, sense in (
        (estimate.comparator, Sense("measure", "cause")),
        (estimate.measure == "hazard-ratio", Sense("time", "ever")),
        (estimate.comparator and not estimate.subgroup, Sense("population", "whole")),
        (outcome.role == "characteristic" and not population.arm, Sense("population", "whole")),
        (estimate.subgroup, Sense("population", "subgroup")),
        (has_limits, Sense("measure", "confidence-interval")),
        (estimate.measure != "threshold", Sense("measure", "observed")),
        (_is_percent(estimate), Sense("measure", "percent")),
        (estimate.unit_of_analysis == "event", Sense("measure", "episodes")),
        (estimate.measure == "median" and not estimate.is_in_words, Sense("direction", "reached")),
        (estimate.value_of == "change", Sense("measure", "change")),
        (outcome.role == "harm", Sense("outcome", "harm")),
        (outcome.role == "characteristic", Sense("time", "baseline")),
        (timepoint.ever or timepoint.duration, Sense("time", "ever", timepoint.ever)),
        (True, Sense("method", "adjusted", estimate.is_adjusted)),
        (True, Sense("design", "finding", not outcome.view)),
        (outcome.better, Sense("direction", "higher-better", outcome.better == "higher")),
        (True, Sense("method", "imputed", missing is not None and missing.handling != "excluded")),
        (missing is not None and missing.handling == "excluded", Sense("method", "with-lost", False)),
        (tests in ("adjusted", "not adjusted"), Sense("method", "multiplicity", tests == "adjusted")),
        (priority in ("primary", "secondary"), Sense("method", "primary", priority == "primary")),
    ):
        if is_so:
            yield sense
    if subgroup := estimate.subgroup:
        yield Sense("method", "prespecified", subgroup.prespecified == "yes")
    if estimate.test and estimate.test.hypothesis != "not stated":
        yield from (Sense("method", each, each == estimate.test.hypothesis) for each in _HYPOTHESES)
    if estimate.analysis_set:
        yield from (Sense("method", sense, known == estimate.analysis_set) for known, sense in _SETS.items())
    for each in study.estimates.values():
        if each.subgroup and each.subgroup.interaction == estimate.id:
            yield Sense("population", "subgroup")
            yield from (side for sense in senses_of(each.subgroup.label) for side in (sense, sense.contrary))


def _of_concepts(outcome: Outcome, named: frozenset[Sense], of_outcome: frozenset[Sense]) -> Iterator[Sense]:
    """What follows from what an outcome is: who died is not alive, and what responded got better."""
    if _DEATH in of_outcome:
        yield Sense("outcome", "alive", False)
    elif _DEATH.contrary in of_outcome and Sense("outcome", "relapse", False) not in of_outcome:
        yield Sense("outcome", "alive")  # survival without a relapse is no number of those alive
    if _RESPONSE in named and outcome.role == "efficacy":  # what a response is of got better, or went away
        yield Sense("direction", "improved")
    elif Sense("direction", "improved") in of_outcome and outcome.better != "lower":
        yield Sense("direction", "rise")


def _of_counts(outcome: Outcome, estimate: Estimate, of_outcome: frozenset[Sense]) -> Iterator[Sense]:
    """Whether those whom a number counts did well or badly; nothing for numbers that are no such count."""
    if estimate.measure in COUNTS:
        yield Sense("direction", "met")
        if outcome.role == "harm" or outcome.better == "lower" or of_outcome & _BADLY:
            yield Sense("direction", "well", False)
        elif outcome.role == "efficacy" and (outcome.better == "higher" or of_outcome & _WELL):
            yield Sense("direction", "well")


def _of_effect(
    estimate: Estimate, outcome: Outcome, value: Decimal | None, limits: tuple[Decimal, Decimal] | None
) -> Iterator[Sense]:
    """Whether an outcome is higher, lower or sooner in an arm, where the interval of an effect tells."""
    null = MEASURES[estimate.measure].null
    if not (estimate.comparator and limits) or null is None or value is None:
        return
    is_told = not limits[0] <= null <= limits[1]
    yield Sense("direction", "differs", is_told)
    if is_told:
        is_more = value > null
        yield Sense("direction", "rise", is_more)
        if estimate.measure == "hazard-ratio":
            yield Sense("direction", "sooner", is_more)
        if outcome.better:
            yield Sense("direction", "well", is_more == (outcome.better == "higher"))


def _value(estimate: Estimate) -> Decimal | None:
    """The number for a comparison: the percentage of a fraction, the number itself otherwise."""
    if estimate.is_in_words:
        return None
    number = estimate.number
    if number.count is not None and number.denominator:
        return Decimal(number.count) * 100 / number.denominator
    return number.value if number.upper is None else None
