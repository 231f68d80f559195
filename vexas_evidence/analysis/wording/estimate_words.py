"""The words of a sentence on one estimate, for professionals or in plain language, by the pattern of its measure.

The words for the outcome, the participants and the time are the vocabulary's; of each number a sentence says what was
counted, in whom and when, or that this is not stated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import NOT_APPLICABLE, Numbers
from vexas_evidence.model import Estimate, Outcome, Phrases, RenderedStatement
from vexas_evidence.model.measures import MEASURES, Measure

Register = Literal["professional", "plain"]
"""For whom a statement is worded."""
OF_PARTICIPANTS: tuple[Measure, ...] = ("count", "proportion", "survival", "cumulative-incidence", "quantifier")
"""The measures of how many participants had the outcome."""
OF_EVENTS = ("risk-ratio", "odds-ratio", "hazard-ratio", "rate-ratio", "risk-difference")
"""The measures of effect by which an outcome is more or less frequent; by the others it is higher or lower."""
OF_TIMES: tuple[Measure, ...] = ("mean", "median", "restricted-mean-survival-time")
"""The measures that are of the time to an outcome which participants have or have not."""
UNSAID: tuple[Measure, ...] = ("wording", "p-value")
"""The measures of which no sentence is rendered: words of a source are quoted, and a p-value alone is no result."""
_PREPOSITIONS = ("after", "at", "before", "between", "by", "during", "for", "from", "in", "over", "until", "within")


@dataclass(frozen=True, slots=True)
class Clause:
    """How many participants had an outcome, in the parts of its sentence.

    ``who`` is "" where "these" stands for the participants of the sentence before.
    """

    who: str
    subject: str
    number: str
    verb: str
    time: str
    timepoint: str
    missing: tuple[str, ...]

    def has_participants_of(self, other: Clause) -> bool:
        """Whether both are on the same participants, so that the second can be "and 85% at 5 years"."""
        return self.who != "" and (self.who, self.missing) == (other.who, other.missing)

    def has_outcome_of(self, other: Clause) -> bool:
        """Whether both are on one outcome at one time, so that one verb serves two arms."""
        own, others = ((each.verb, each.timepoint, each.missing) for each in (self, other))
        return "" not in (self.who, other.who) and own == others


def phrases_of(outcome: Outcome, register: Register) -> Phrases | None:
    """Return the words for an outcome, for one kind of reader; None where the vocabulary has none."""
    return outcome.phrases and (outcome.phrases if register == "professional" else outcome.phrases.plain)


def who_of(numbers: Numbers, estimate: Estimate, register: Register) -> str | None:
    """Return who the participants of an estimate are, for one kind of reader; None where the study does not say."""
    population = numbers.study.population_of(estimate)
    return population.who if register == "professional" else population.who_plain


def with_missing(text: str, missing: tuple[str, ...], register: Register, several: bool = False) -> str:
    """A sentence that says what is not stated, within the bracket that ends it or one of its own."""
    if not missing:
        return text
    words = section(f"sentence.missing.{'several' if several else 'one'}.{register}")["-and-".join(missing)]
    return f"{text[:-1]}; {words})" if text.endswith(")") else f"{text} ({words})"


@dataclass(frozen=True)
class EstimateWords:
    """The words for one estimate, for one kind of reader."""

    numbers: Numbers
    estimate: Estimate
    register: Register
    with_intervals: bool = True

    @property
    def is_plain(self) -> bool:
        """Whether they are for patients."""
        return self.register == "plain"

    @property
    def phrases(self) -> Phrases:
        """The words of the vocabulary for the outcome. Raises ValueError where it has none."""
        found = phrases_of(self.numbers.outcomes[self.estimate.outcome], self.register)
        if found is None:
            raise ValueError(f"no words for {self.estimate.outcome}")
        return found

    @property
    def who(self) -> str:
        """Who the participants are."""
        return f"{who_of(self.numbers, self.estimate, self.register)}"

    @property
    def has_fraction(self) -> bool:
        """Whether the count and the denominator are known."""
        return self.numbers.fraction(self.estimate) is not None

    def ref(self, part: str = "") -> str:
        """Return the reference to the number, or to a part of it."""
        return f"{{{self.estimate.id}{part and '.'}{part}}}"

    @property
    def had(self) -> str | None:
        """What those whom the number counts had, or had not; None where the vocabulary has no word for it."""
        known = self.numbers.outcomes[self.estimate.outcome].phrases
        return self.phrases.had_not if known and known.counts == "without" else self.phrases.had

    @property
    def verb(self) -> str:
        """What the number counts: those who had the outcome, or had it not, with its threshold for professionals."""
        known = self.numbers.outcomes[self.estimate.outcome].phrases
        verb = f"{self.had}"
        assert known is not None, "phrases were found in it"
        if known.threshold is None or self.is_plain:
            return verb
        [limit] = [each.id for each in self.numbers.study.estimates.values() if each.outcome == known.threshold]
        return f"{verb} {{{limit}}}"

    @property
    def time(self) -> str:
        """The time with a space before it; "" where its words are no phrase of time."""
        timepoint = self.numbers.timepoints[self.estimate.timepoint]
        if timepoint.text.partition(" ")[0] not in _PREPOSITIONS:
            return ""
        return f" {timepoint.plain}" if self.is_plain and timepoint.plain else f" {self.ref('when')}"

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not stated of the number."""
        of_whom = self.numbers.denominator_with_status(self.estimate)
        is_timeless = self.time or self.numbers.timepoints[self.estimate.timepoint].text == NOT_APPLICABLE
        without = of_whom and self.numbers.denominator(self.estimate) is None
        return (*(("denominator",) if without else ()), *(() if is_timeless else ("time",)))

    @property
    def prints_percent(self) -> bool:
        """Whether the number is shown as a percentage."""
        return "%" in self.numbers.value(self.estimate).text

    @property
    def bracket(self) -> str:
        """The numbers behind a number: its fraction where the source prints a percentage, or else its percentage."""
        numbers, estimate, parts = self.numbers, self.estimate, []
        if self.has_fraction and self.prints_percent and "(" not in numbers.value(estimate).text:
            parts.append(self.ref("fraction"))
            inferred = [getattr(numbers, name)(estimate).kind == "inferred" for name in ("denominator", "count")]
            part = "denominator" if inferred[0] else "count"
            if any(inferred):
                shown = fixed(f"sentence.inferred.{part}")
                parts.append(fixed("sentence.inferred.plain", number=self.ref(part)) if self.is_plain else shown)
        elif not self.prints_percent and numbers.percent(estimate) is not None and not self.is_plain:
            parts.append(self.ref("percent"))
        if self.with_intervals and numbers.computed_ci(estimate) is not None and not self.is_plain:
            parts.append(self.ref("ci"))
        return f" ({'; '.join(parts)})" if parts else ""

    def clause(self, after_denominator: bool) -> Clause:
        """How many participants had the outcome."""
        is_fraction = self.has_fraction and not self.prints_percent
        number = self.ref("count") if is_fraction and self.estimate.measure != "count" else self.ref()
        denominator = self.ref("denominator") if self.numbers.denominator(self.estimate) else ""
        is_bare = "(" not in self.numbers.value(self.estimate).text
        who, bracket = self.who, self.bracket
        of_all = f"{denominator} {who}" if denominator and not self.has_fraction else who
        shown = f"{number}{bracket}"
        if after_denominator and self.is_plain:
            who, subject = "", fixed("sentence.of-these-people", denominator=denominator, number=shown)
        elif after_denominator:
            who, subject = "", fixed("sentence.of-these", number=shown)
        elif is_fraction and self.is_plain:
            subject = fixed("sentence.of", denominator=denominator, who=who, number=number)
        elif is_fraction:
            subject = f"{self.ref('fraction')} {who}{bracket}"
        elif self.is_plain or not is_bare or self.estimate.measure not in ("count", "proportion"):
            subject = fixed("sentence.among", who=of_all, number=shown)
        elif self.prints_percent:
            subject = fixed("sentence.share-of", number=number, who=who) + bracket
        else:
            subject = f"{number} {who}{bracket}"
        return Clause(who, subject, shown, self.verb, self.time, self.estimate.timepoint, self.missing)

    def sentence(self, statement: RenderedStatement, after_denominator: bool) -> str:
        """The sentence of a number that is no count of participants with an outcome, or is itself a denominator."""
        measure = self.estimate.measure
        if measure in OF_PARTICIPANTS:
            return fixed("sentence.there-were", number=self.ref(), who=self.who)
        if measure == "threshold":
            return fixed("sentence.threshold", noun=self.phrases.noun, number=self.ref())
        if measure == "window":
            return f"{self.phrases.noun} {self.phrases.had} {self.ref()}"
        return self._compared(statement) if MEASURES[measure].compares else self._summarized(after_denominator)

    def _summarized(self, after_denominator: bool) -> str:
        denominator, analyzed = "", self.estimate.analyzed
        if self.numbers.denominator(self.estimate):
            denominator = self.ref("denominator")
        elif analyzed in self.numbers.study.estimates:
            denominator = fixed("sentence.analyzed", number=f"{{{analyzed}}}")
        who = fixed("sentence.these") if after_denominator else self.who
        among = " ".join(filter(None, (who, denominator) if after_denominator else (denominator, who)))
        is_time = self.phrases.had is not None and self.estimate.measure in OF_TIMES
        noun = fixed("sentence.time-to", outcome=self.phrases.noun) if is_time else self.phrases.noun
        head = section(f"sentence.heads.{self.register}")[self.estimate.measure]
        what = with_missing(f"{head} {noun}{self.time}", self.missing, self.register)
        return fixed("sentence.summary", among=among, what=what, number=self.ref())

    def _compared(self, statement: RenderedStatement) -> str:
        estimate, measure = self.estimate, MEASURES[self.estimate.measure]
        arm = self.numbers.arms[self.numbers.study.arm_of(estimate) or ""].label
        other = self.numbers.arms[estimate.comparator or ""].label
        effect, of_events = measure.label, estimate.measure in OF_EVENTS
        if estimate.is_adjusted:
            effect = fixed("sentence.adjusted", measure=effect)
        subgroup = f" ({fixed('sentence.subgroup', name=estimate.subgroup.label)})" if estimate.subgroup else ""
        noun = f"{self.phrases.noun}{subgroup}{self.time}"
        way = section(f"sentence.ways.{'events' if of_events else 'values'}.{self.register}")[f"{statement.polarity}"]
        if not self.is_plain:
            better = None if of_events else self.numbers.outcomes[estimate.outcome].better
            is_better = f" ({fixed(f'sentence.better.{better}')})" if better in ("higher", "lower") else ""
            parts = {"effect": effect, "noun": with_missing(noun, self.missing, self.register), "number": self.ref()}
            return f"{fixed('sentence.compared', arm=arm, other=other, **parts)}: {way.format(arm=arm)}{is_better}"
        subject = f"{self.who}{subgroup} {self.verb}" if of_events else noun
        text = f"{way.format(subject=subject, arm=arm, other=other)}{self.time if of_events else ''}"
        return f"{with_missing(text, self.missing, self.register)}; {effect} {self.ref()}"
