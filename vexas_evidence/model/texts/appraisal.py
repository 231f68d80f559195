"""What a guideline panel works with: rows to weigh, what sources say to its questions, judgments.

Facts are listed; a rating is only ever a judgment of a named person, from ``judgements.yml`` (GRADE handbook).
"""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import field_validator, model_validator
from pydantic_core import PydanticCustomError

from vexas_evidence.model.record import Cell, DataFile, Identifier, IdOf, Label, NamedRecord, Record
from vexas_evidence.model.source import Locator
from vexas_evidence.model.texts.bias_tools import BiasDomain, BiasRating
from vexas_evidence.model.texts.narrative import Passage

Criterion = Literal[
    "problem",
    "desirable-effects",
    "undesirable-effects",
    "certainty",
    "values",
    "balance",
    "resources",
    "certainty-of-resources",
    "cost-effectiveness",
    "equity",
    "acceptability",
    "feasibility",
]
SeriesQuestion = Literal[
    "inclusion",
    "measurement",
    "identification",
    "consecutive",
    "complete",
    "demographics",
    "clinical-information",
    "outcomes",
    "site",
    "statistics",
]
Domain = Literal[
    "risk-of-bias",
    "inconsistency",
    "indirectness",
    "imprecision",
    "publication-bias",
    "large-effect",
    "dose-response",
    "opposing-confounding",
]
Certainty = Literal["certainty-of-event-rate", "certainty-of-effect"]
CertaintyRating = Literal["very low", "low", "moderate", "high"]
ConcernRating = Literal["not serious", "serious", "very serious"]
PublicationRating = Literal["undetected", "strongly suspected"]
RateUp = Literal["no", "yes"]
Rating = Literal[CertaintyRating, ConcernRating, PublicationRating, RateUp, BiasRating]
EffectSize = Literal["large", "moderate", "small but important", "trivial or none"]
MOST_ROWS = 7
"""Rows with data of a summary of outcomes: GRADE's limit for what a panel can weigh at once."""


class Baseline(NamedRecord):
    """A risk without the intervention, other than that of the comparator: an estimate that a source prints."""

    label: Label
    """The name that readers meet: "low risk"."""
    estimate: IdOf.Estimate
    """The id of the estimate that is the risk."""


class OutcomeRow(NamedRecord):
    """A row of the summary of outcomes: estimates that belong together, or the critical outcomes not stated."""

    title: Label
    """The name of the row."""
    estimates: tuple[IdOf.Estimate, ...] = ()
    """The ids of its estimates."""
    critical_not_stated: bool = False
    """Whether it lists the critical outcomes that no source read states."""
    definitions: tuple[IdOf.Definition, ...] = ()
    """The ids of the outcomes whose definitions it gives."""
    baselines: tuple[Baseline, ...] = ()
    """Risks beside that of the comparator, low and high, to which a relative effect is applied."""
    plain: Cell
    """The row in plain language; {id} stands for a number."""

    @model_validator(mode="after")
    def _has_estimates_or_not_stated(self) -> Self:
        if self.critical_not_stated == bool(self.estimates):
            raise ValueError("a row has estimates, or stands for the critical outcomes that no source read states")
        return self


class Consideration(Record):
    """What the sources say to one criterion of the evidence-to-decision frame."""

    criterion: Criterion
    """The criterion of the evidence-to-decision frame."""
    text: Cell
    """In the project's own words; {id} stands for a number."""
    readings: tuple[Locator, ...] = ()
    """The places in the sources that say so."""


class SeriesAnswer(Record):
    """What the sources read say to one question of a case-series tool."""

    question: SeriesQuestion
    """The question of the tool."""
    text: Cell
    """In the project's own words; {id} stands for a number."""
    readings: tuple[Locator, ...] = ()
    """The places in the sources that say so."""


class DomainFact(Record):
    """A fact that bears on one GRADE domain: input to a panel's rating."""

    domain: Domain
    """The GRADE domain."""
    text: Cell
    """In the project's own words; {id} stands for a number."""
    readings: tuple[Locator, ...] = ()
    """The places in the sources that say so."""


class Appraisal(DataFile):
    """The file ``appraisal.yml``: the entry, the rows of the summary of outcomes in the proposed order, and facts."""

    entry: tuple[Passage, ...] = ()
    """What a panel reads first."""
    outcomes: tuple[OutcomeRow, ...] = ()
    """The rows of the summary of outcomes, in the proposed order: at most seven with data."""
    decision: tuple[Consideration, ...] = ()
    """What the sources say to the evidence-to-decision criteria."""
    questions: tuple[SeriesAnswer, ...] = ()
    """What the sources say to the questions of a case-series tool."""
    domains: tuple[DomainFact, ...] = ()
    """Facts that bear on the GRADE domains."""

    @field_validator("outcomes")
    @classmethod
    def _are_few_enough_to_weigh(cls, rows: tuple[OutcomeRow, ...]) -> tuple[OutcomeRow, ...]:
        for what, found, most in (
            ("rows with data", [row for row in rows if row.estimates], MOST_ROWS),
            ("rows of what is not stated", [row for row in rows if row.critical_not_stated], 1),
        ):
            if len(found) > most:
                context = {"actual_length": len(found), "max_length": most, "what": what}
                raise PydanticCustomError("too_long", "{actual_length} {what}", context)
        return rows

    @property
    def facts(self) -> tuple[Consideration | SeriesAnswer | DomainFact, ...]:
        """All facts of the file in its order."""
        return (*self.decision, *self.questions, *self.domains)


class Judgement(NamedRecord):
    """A rating by a named person."""

    study: IdOf.Study
    """The id of the study."""
    outcome: IdOf.Row
    """The id of the row of the summary of outcomes."""
    of: Certainty | Domain | BiasDomain
    """What is rated: a certainty, a GRADE domain, or a domain of the tool for the risk of bias of a result."""
    rating: Rating
    """The rating."""
    rater: Label
    """Who judged."""
    role: Label
    """What the rater is to the evidence."""
    date: date
    """The day of the judgment."""
    reason: Cell
    """Why, in the rater's words."""
    readings: tuple[Locator, ...] = ()
    """The places in the sources that support it."""
    size: EffectSize | None = None
    """How large the rater holds an effect to be; beside the certainty of an effect alone."""
    supersedes: Identifier | None = None
    """The id of the earlier judgment of the same row and matter that it replaces."""

    @model_validator(mode="after")
    def _sizes_an_effect_alone(self) -> Self:
        if self.size is not None and self.of != "certainty-of-effect":
            raise ValueError(f"a size beside {self.of}; the certainty of an effect alone has one")
        return self


class Judgements(DataFile):
    """The file ``judgements.yml``: empty until a named person has judged."""

    judgements: tuple[Judgement, ...] = ()
    """The judgments in the order in which they were given."""
