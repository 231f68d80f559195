"""How an estimate was made: who was analyzed, against which hypothesis, with which interval, in which subgroup.

Sources: Cochrane Handbook, chapters 6 (measures and missing data), 10.12 (subgroups) and 23 (units of analysis); the
estimand attributes of ICH E9(R1). "not stated" is a value of each, and nothing of it is asked for where it does not
apply.
"""

from __future__ import annotations

import datetime
from typing import Literal, Self

from pydantic import Field, model_validator

from vexas_evidence.model.record import Cell, Identifier, IdOf, Label, PrintedNumber, Record, Text

NotStatedWord = Literal["not stated"]
UnitOfAnalysis = Literal["participant", "course", "event", "cluster", "published case", "not stated"]
UNIT_NOUNS: dict[UnitOfAnalysis, str] = {
    "participant": "participants",
    "event": "events",
    "course": "courses",
    "cluster": "clusters",
    "published case": "published cases",
    "not stated": "units (which, not stated)",
}
"""What a number counts, in words."""
AnalysisSet = Literal["as randomized", "as treated", "per protocol", "safety", "evaluable", "not stated"]


class MissingParticipants(Record):
    """The participants of an arm without the outcome measured, and what was done about them."""

    participants: IdOf.Estimate | NotStatedWord
    """The id of the estimate that counts them."""
    handling: Literal["excluded", "counted as failures", "carried forward", "imputed", "not stated"]
    """What was done about them."""


class IntervalMethod(Record):
    """How a printed interval was made."""

    method: Text
    """The method, such as "Wilson", "profile likelihood" or "bootstrap"; "not stated" where no source says so."""
    level: PrintedNumber | NotStatedWord
    """The level as printed, such as "95%"."""
    sides: Literal["one", "two", "not stated"]
    """Whether it has one limit or two."""


class HypothesisTest(Record):
    """The test behind a p-value."""

    name: Text
    """The test, such as "log-rank"; "not stated" where no source says so."""
    hypothesis: Literal["superiority", "non-inferiority", "equivalence", "not stated"]
    """What was tested."""
    sides: Literal["one", "two", "not stated"]
    """Whether it has one side or two."""
    margin: PrintedNumber | NotStatedWord | None = None
    """The margin of non-inferiority or equivalence, as printed."""

    @model_validator(mode="after")
    def _has_a_margin_where_one_is_tested(self) -> Self:
        if (self.margin is not None) != (self.hypothesis in ("non-inferiority", "equivalence")):
            raise ValueError("a margin belongs to non-inferiority and equivalence, and to nothing else")
        return self


class TimeToEvent(Record):
    """What a median time, survival at a time or a hazard ratio rests on."""

    events: IdOf.Estimate | NotStatedWord
    """The id of the estimate that counts the events."""
    at_risk: IdOf.Estimate | NotStatedWord
    """The id of the estimate that counts those at risk at the time."""
    clock: Label
    """From when time is counted; "not stated" where no source says so."""
    censoring: Label
    """What ends the time of those without the event; "not stated" where no source says so."""
    competing_events: tuple[Label, ...] | NotStatedWord | None = None
    """The events that make the outcome impossible, for a cumulative incidence."""


class RateOf(Record):
    """What an incidence rate is recomputed from, where its own print does not say it."""

    events: IdOf.Estimate | NotStatedWord
    """The id of the estimate that counts the events."""
    person_time: IdOf.Estimate | NotStatedWord
    """The id of the estimate that is the person-time."""


class Subgroup(Record):
    """A part of the participants whose results are set against those of the other part."""

    id: Identifier
    """The identifier of the subgroup, the same for each of its estimates."""
    label: Label
    """The name that readers meet."""
    interaction: IdOf.Estimate | NotStatedWord
    """The id of the estimate that is the p-value of the interaction."""
    prespecified: Literal["yes", "no", "not stated"]
    """Whether it was planned before the data were seen."""


def _in_words(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if not isinstance(value, Record):
        return str(value)
    given = {key: getattr(value, key) for key in type(value).model_fields if key != "places"}
    return "; ".join(f"{key.replace('_', ' ')}: {_in_words(each)}" for key, each in given.items() if each is not None)


class Estimation(Record):
    """How an estimate was made; each key is given where it applies, and nothing stands for one that is absent."""

    unit_of_analysis: UnitOfAnalysis | None = None
    """What is counted, where that is no participant."""
    analysis_set: AnalysisSet | None = None
    """Which participants were analyzed."""
    analyzed: IdOf.Estimate | NotStatedWord | None = None
    """The id of the estimate that counts those analyzed."""
    missing: MissingParticipants | None = None
    """Those without the outcome measured."""
    value_of: Literal["final value", "change", "percent change", "not stated"] | None = None
    """Whether a mean or median is of the final values, of the change, or of the change in percent."""
    direction: Literal["arm against comparator", "comparator against arm", "not stated"] | None = None
    """Which way a contrast is formed."""
    favours: Literal["arm", "comparator", "neither", "not stated"] | None = None
    """Which arm an effect without an estimate favors."""
    adjusted_for: tuple[Label, ...] | Literal["none", "stratified", "not stated"] | None = None
    """What an effect or a percentage is adjusted for."""
    standardized_by: Literal["Cohen's d", "Hedges' g", "not stated"] | None = None
    """How a standardized mean difference is standardized."""
    interval: IntervalMethod | None = None
    """How its interval was made."""
    compares: Literal["all arms"] | None = None
    """In place of a comparator: the p-value is of an overall test, which compares all arms at once."""
    test: HypothesisTest | None = None
    """The test behind its p-value."""
    priority: Literal["primary", "secondary", "post hoc", "not stated"] | None = None
    """What the outcome is to the study's plan."""
    multiplicity: Literal["adjusted", "not adjusted", "not stated"] | None = None
    """Whether the p-value allows for other tests."""
    data_cut_off: datetime.date | NotStatedWord | None = None
    """The day on which the data were cut."""
    time_to_event: TimeToEvent | None = None
    """What a time to an event rests on."""
    rate_of: RateOf | None = None
    """The events and the person-time that a rate is of."""
    subgroup: Subgroup | None = None
    """The subgroup that it is of."""

    @property
    def is_adjusted(self) -> bool:
        """Whether a source says what it is adjusted for, or that it is stratified."""
        return self.adjusted_for not in (None, "none", "not stated")

    @property
    def stated_margin(self) -> str | None:
        """The margin of its test, as printed; None where none is stated."""
        return None if self.test is None or self.test.margin == "not stated" else self.test.margin

    @property
    def stated_texts(self) -> dict[str, str]:
        """The keys that are given, each with its value as a text; the method of an interval is no interval."""
        given = {key: getattr(self, key) for key in Estimation.model_fields if key != "places"}
        names = {"interval": "interval_method"}
        return {names.get(key, key): _in_words(value) for key, value in given.items() if value is not None}


class Participants(Record):
    """How many participants an arm had: the ids of the estimates that count them."""

    randomized: IdOf.Estimate | NotStatedWord | None = None
    """Those randomized to it."""
    treated: IdOf.Estimate | NotStatedWord | None = None
    """Those who began its treatment."""
    analyzed: IdOf.Estimate | NotStatedWord | None = None
    """Those analyzed."""
    lost: IdOf.Estimate | NotStatedWord | None = None
    """Those lost to follow-up."""

    @property
    def stated(self) -> tuple[tuple[str, str], ...]:
        """The keys that are given, each with the id of its estimate or "not stated"."""
        given = ((key, getattr(self, key)) for key in ("randomized", "treated", "analyzed", "lost"))
        return tuple((key, name) for key, name in given if name is not None)

    @property
    def estimates(self) -> tuple[tuple[str, str], ...]:
        """The keys that name an estimate, each with its id."""
        return tuple((key, name) for key, name in self.stated if name != "not stated")


Design = Literal["one arm", "parallel", "cluster", "cross-over", "matched", "not stated"]


class StudyDesign(Record):
    """The features of a study's design by which its numbers are read.

    Who was allocated, and how, is asked for where there is more than one arm.
    """

    arms: Design
    """How its arms stand to each other."""
    randomized: Literal["yes", "no", "not stated"] | None = None
    """Whether participants were allocated at random."""
    unit_of_allocation: Literal["participant", "cluster", "period", "not stated"] | None = None
    """What was allocated."""
    paired: Literal["yes", "no", "not stated"] | None = None
    """Whether the analysis keeps pairs."""

    @model_validator(mode="after")
    def _says_how_arms_were_allocated(self) -> Self:
        given = [key for key in ("randomized", "unit_of_allocation", "paired") if getattr(self, key)]
        if self.arms == "one arm" and given:
            raise ValueError(f"'{given[0]}' beside one arm, to which nobody was allocated")
        if self.arms != "one arm" and self.randomized is None:
            raise ValueError("several arms without 'randomized': write yes, no or not stated")
        return self

    @property
    def has_clusters(self) -> bool:
        """Whether clusters were allocated, in which participants are alike."""
        return "cluster" in (self.arms, self.unit_of_allocation)

    @property
    def has_pairs(self) -> bool:
        """Whether its arms are of the same or of matched participants."""
        return self.arms in ("cross-over", "matched") or self.paired == "yes"


class FollowUp(Record):
    """How long participants were followed."""

    length: IdOf.Estimate | NotStatedWord
    """The id of the estimate that is its median or mean."""
    method: Text
    """How it was found, such as "reverse Kaplan-Meier"; "not stated" where no source says so."""


class Subset(Record):
    """Participants whom a source says to be among others."""

    part: IdOf.Estimate
    """The id of the estimate that counts the participants."""
    whole: IdOf.Estimate
    """The id of the estimate that counts those they are among."""
    reason: Cell
    """How the source says so, in the project's own words."""


class Categories(Record):
    """Numbers of one population whose categories exclude each other."""

    of: tuple[IdOf.Estimate, ...] = Field(min_length=2)
    """The ids of the estimates."""
    exhaustive: Literal["yes", "no", "not stated"]
    """Whether every participant, or other unit, is in one of them."""
