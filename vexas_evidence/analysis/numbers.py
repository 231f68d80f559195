"""The numbers of a study as a reader meets them: the text, the kind, and the record that each comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from vexas_evidence.analysis import derive, rules
from vexas_evidence.analysis.derive import Counted
from vexas_evidence.analysis.intervals import LEVEL_NAME
from vexas_evidence.analysis.rules import Derived
from vexas_evidence.analysis.statistics import long_table, parts_of_prints
from vexas_evidence.analysis.statistics.full_reference import Phrase, full_reference, lowered
from vexas_evidence.analysis.statistics.labels import Labels
from vexas_evidence.analysis.statistics.shown import Resolved, Shown, When, effect_part, to_text
from vexas_evidence.analysis.statistics.statistic import Absent, Statistics, absences
from vexas_evidence.load.record_texts import marks_of, texts
from vexas_evidence.model import (
    Arm,
    Declaration,
    Estimate,
    Evidence,
    Glossary,
    Judgement,
    Kind,
    Outcome,
    Record,
    Source,
    Study,
    Timepoint,
)
from vexas_evidence.model.estimation import UnitOfAnalysis
from vexas_evidence.text import prose

__all__ = ["NOT_APPLICABLE", "Numbers", "Resolved", "Shown", "When", "of_studies", "to_text"]
NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, eq=False)
class Numbers:
    """The numbers of one study, each by its estimate or by a reference in a text."""

    evidence: Evidence
    study: Study

    @cached_property
    def statistics(self) -> Statistics:
        """Every statistic of the study, computed once."""
        return long_table.statistics(self.evidence, self.study, self.counted, self.not_stated)

    @cached_property
    def counted(self) -> dict[str, Counted]:
        """The count and the denominator of each estimate by its id, as far as they are known, found once."""
        return {name: derive.counted(self.study, each) for name, each in self.study.estimates.items()}

    @cached_property
    def derived(self) -> dict[str, Derived]:
        """The derived values by id. Raises Underivable where a premise does not hold."""
        return {each.id: rules.derive(self.study, each) for each in self.study.narrative.derived}

    @cached_property
    def outcomes(self) -> dict[str, Outcome]:
        """The outcomes by id, those that the study adds too."""
        return self.evidence.outcomes_of(self.study)

    @cached_property
    def glossary(self) -> Glossary:
        """The terms of the report, those that the study adds too."""
        return self.evidence.glossary.with_additions(self.study.glossary)

    @cached_property
    def timepoints(self) -> dict[str, Timepoint]:
        """The timepoints by id, those that the study adds too."""
        return self.evidence.timepoints_of(self.study)

    @property
    def names(self) -> tuple[str, ...]:
        """The names that hold digits which are no numbers."""
        return tuple(dict.fromkeys((*self.evidence.names, *self.study.vocabulary.names)))

    @cached_property
    def asked(self) -> dict[str, Literal["critical", "other"]]:
        """The outcomes that the questions ask of the study: critical in one of them, or not."""
        return self.evidence.outcomes_asked_of(self.study)

    @cached_property
    def not_stated(self) -> tuple[Absent, ...]:
        """What is not stated, with the table that shows it and the words that stand there."""
        return tuple(absences(self.evidence, self.study))

    @property
    def declared(self) -> tuple[Declaration, ...]:
        """The known discrepancies of the study."""
        return tuple(each for each in self.evidence.declared if self.evidence.study_of(each) == self.study.id)

    @cached_property
    def arms(self) -> dict[str, Arm]:
        """The arms of the study by id."""
        return {arm.id: arm for arm in self.study.about.arms}

    @cached_property
    def judgements(self) -> dict[str, Judgement]:
        """The judgments of named persons on this study, by id."""
        return {each.id: each for each in self.evidence.judgements if each.study == self.study.id}

    @cached_property
    def in_force(self) -> tuple[Judgement, ...]:
        """The judgments that no other one supersedes."""
        superseded = {each.supersedes for each in self.judgements.values()}
        return tuple(each for each in self.judgements.values() if each.id not in superseded)

    @cached_property
    def own_prose(self) -> list[tuple[Record, str, str]]:
        """The texts on the study in our own words that may refer to numbers, each with its record and key."""
        return [each for each in self.own_texts if "prose" in marks_of(each[0], each[1])]

    @cached_property
    def own_texts(self) -> tuple[tuple[Record, str, str], ...]:
        """The texts on the study in our own words, labels too, each with its record and key."""
        records = (*self.study.records, *self.judgements.values())
        return tuple(each for record in records for each in texts(record, "prose", "label"))

    def sources(self, names: Iterable[str]) -> tuple[Source, ...]:
        """The sources with these ids, each once, in order."""
        return tuple(self.evidence.sources[name] for name in dict.fromkeys(names))

    @cached_property
    def _labels(self) -> Labels:
        return Labels(self.study, self.outcomes, self.arms)

    def label(self, estimate: Estimate) -> str:
        """The label of the outcome, with what the number does not show: adjustment, measure, subgroup, arms."""
        return self._labels.label(estimate)

    def measured(self, estimate: Estimate) -> str:
        """The label of the outcome with adjustment, measure and subgroup, and without the arms."""
        return self._labels.measured(estimate)

    def value(self, estimate: Estimate) -> Shown:
        """The number as its principal reading prints it, with the unit that the source leaves out; "no deaths" is 0."""
        if estimate.measure == "count" and estimate.number.value == 0:
            return Shown("0", "reported", estimate.id)
        printed = estimate.principal.shown
        unit = estimate.unit or ""
        is_left_out = unit and not re.search(rf"(?<!\w){re.escape(unit)}(?!\w)", printed)
        return Shown(f"{printed} {unit}" if is_left_out else printed, "reported", estimate.id)

    def alone(self, estimate: Estimate) -> Shown | None:
        """The number without the interval, spread or p-value printed behind it; None where none is."""
        return parts_of_prints.number_alone(estimate, self.value(estimate).text)

    def denominator(self, estimate: Estimate) -> Shown | None:
        """The denominator; None where it is not stated."""
        return self._shown(estimate, "denominator")

    def denominator_with_status(self, estimate: Estimate) -> Resolved:
        """The denominator with its status, or "denominator not stated"; empty for a number that has none."""
        row, denominator = self.statistics.find(estimate.id, "denominator"), self.denominator(estimate)
        if row is None or row.denominator_status is None:
            return ()
        return (denominator, f" ({row.denominator_status})") if denominator else (row.because,)

    def count(self, estimate: Estimate) -> Shown | None:
        """The number of participants with the outcome; None where it is not known."""
        return self._shown(estimate, "count")

    def unit_of_analysis(self, estimate: Estimate) -> UnitOfAnalysis:
        """What the number counts; participants where nobody says so."""
        return derive.unit_of(self.study, estimate)

    def counts_another_unit(self, estimate: Estimate) -> bool:
        """Whether the number counts what its population does not, as events in participants."""
        return derive.counts_another_unit(self.study, estimate)

    def is_denominator(self, estimate: Estimate) -> bool:
        """Whether the number is itself the denominator of its population."""
        row = self.statistics.find(estimate.id, "denominator")
        return row is not None and row.denominator_status is None

    def fraction(self, estimate: Estimate) -> Shown | None:
        """The count of the denominator, for example "50 of 82"; inferred where either part is."""
        count, denominator = self.count(estimate), self.denominator(estimate)
        if count is None or denominator is None:
            return None
        kind: Kind = "inferred" if "inferred" in (count.kind, denominator.kind) else "reported"
        return Shown(f"{count.text} of {denominator.text}", kind, estimate.id, "fraction")

    def percent(self, estimate: Estimate) -> Shown | None:
        """The percentage alone, of a printed count, or of a print that holds more, as "9 of 80 (11%)"; else None."""
        derived = self._shown(estimate, "percent", "%")
        return derived or parts_of_prints.percent_alone(self.statistics, estimate, self.value(estimate).text)

    def rate(self, estimate: Estimate) -> Shown | None:
        """How many of 100 participants had the outcome; None where the denominator is not known."""
        return self._shown(estimate, "rate", " per 100")

    def interval(self, estimate: Estimate) -> Shown | None:
        """The Wilson interval with its method and level; None where a source prints one or none can be computed."""
        interval = self.statistics.interval(estimate.id)
        return Shown(f"{interval.name} {interval.text}", "derived", estimate.id, "interval") if interval else None

    def ci(self, estimate: Estimate) -> Shown | None:
        """The confidence interval with its level, as it is computed or as a source prints it."""
        return self.computed_ci(estimate) or parts_of_prints.printed_ci(self.statistics, estimate)

    def computed_ci(self, estimate: Estimate) -> Shown | None:
        """The interval that is computed, beside its number, "95% CI 50–71%"; its record has the decimals."""
        limits = self.limits(estimate) if self.statistics.interval(estimate.id) else None
        return Shown(f"{LEVEL_NAME} {limits.text}", limits.kind, estimate.id, "ci") if limits else None

    def limits(self, estimate: Estimate) -> Shown | None:
        """The limits of the interval, for a cell whose head names the level: "50–71%", or as a source prints them."""
        found, every = self.statistics.interval(estimate.id), self.denominator(estimate)
        if found and every:
            return Shown(found.rounded_text(int(every.text)), "derived", estimate.id, "limits")
        return parts_of_prints.printed_limits(self.statistics, estimate)

    def _shown(self, estimate: Estimate, part: str, unit: str = "") -> Shown | None:
        row = self.statistics.known(estimate.id, part)
        return None if row is None or row.kind is None else Shown(f"{row.value:f}{unit}", row.kind, estimate.id, part)

    def when(self, estimate: Estimate) -> When:
        """The timepoint of the estimate."""
        return When(self.timepoints[estimate.timepoint].text, estimate.id)

    def phrase(self, estimate: Estimate) -> Phrase:
        """What the number says, when, and of whom, for a noun phrase."""
        population = self.study.population_of(estimate)
        row, when = self.statistics.find(estimate.id, "denominator"), self.when(estimate)
        comparator = self.arms[estimate.comparator].label if estimate.comparator else None
        arm = self.arms[population.arm].label if population.arm else None
        return Phrase(
            estimate=estimate,
            outcome=estimate.phrase or (outcome := self.outcomes[estimate.outcome]).noun or lowered(outcome.label),
            who=population.who or lowered(to_text(self.spans(population.label)).replace(NOT_APPLICABLE, "")),
            against=f"{arm} against {comparator}" if comparator and arm else comparator,
            when=None if when.text == NOT_APPLICABLE else when,
            fraction=(fraction := self.fraction(estimate)),
            value=parts_of_prints.within_phrase(estimate, self.value(estimate), self.percent(estimate), fraction),
            denominator=self.denominator(estimate),
            has_denominator=row is not None and row.denominator_status is not None,
            is_denominator=self.is_denominator(estimate),
            counts_another_unit=self.counts_another_unit(estimate),
        )

    def refer(self, reference: prose.Reference) -> Shown | When:
        """Return the number or time that a reference names. Raises LookupError where no record has such a part."""
        name, part = reference.id, reference.part
        if estimate := self.study.estimates.get(name):
            is_single = part in prose.SINGLE_PARTS
            shown = getattr(self, part)(estimate) if is_single else effect_part(self.statistics, name, part)
            if shown is None:
                parts = ", ".join(each for each in prose.SINGLE_PARTS if getattr(self, each)(estimate) is not None)
                raise LookupError(f"{name!r} has no {part}; it has {parts}")
            assert isinstance(shown, Shown | When)
            return shown
        if (judgement := self.judgements.get(name)) and part == "value":
            return Shown(judgement.rating, "judged", name)
        if name not in self.derived:
            raise LookupError(f"no estimate or derived value {name!r}")
        value = self.derived[name]
        if part not in value.parts:
            raise LookupError(f"{name!r} has no part {part!r}; it has {', '.join(value.parts)}")
        return Shown(value.parts[part], value.kind, name, part, value.standing)

    def resolve(self, reference: prose.Reference, *, opens: bool = False) -> Resolved:
        """Return what a reference prints; a noun phrase *opens* a sentence or not. Raises LookupError for no number."""
        if reference.part == "full" and (estimate := self.study.estimates.get(reference.id)):
            return full_reference(self.phrase(estimate), opens=opens)
        return (self.refer(reference),)

    def spans(self, text: str) -> Resolved:
        """Return a text with its references resolved. Raises LookupError where one names no number."""
        found, before = list[str | Shown | When](), ""
        for part in prose.split(text):
            if isinstance(part, str):
                found.append(part)
                before = part
            else:
                found += self.resolve(part, opens=not found or prose.ends_sentence(before))
                before = ""
        return tuple(found)


def of_studies(evidence: Evidence) -> tuple[Numbers, ...]:
    """Return the numbers of every study, in order."""
    return tuple(Numbers(evidence, study) for study in evidence.studies.values())
