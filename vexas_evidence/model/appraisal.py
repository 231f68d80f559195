"""What a guideline panel works with beside the numbers: rows to weigh, what sources say to its questions, judgements.

Facts are listed; a rating is only ever a judgement of a named person, read from ``judgements.yml``.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from vexas_evidence.model.narrative import Passage
from vexas_evidence.model.record import DataFile, Identifier, Label, Prose, Record
from vexas_evidence.model.source import Locator

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
Rating = Literal[
    "very low",
    "low",
    "moderate",
    "high",
    "not serious",
    "serious",
    "very serious",
    "undetected",
    "strongly suspected",
    "no",
    "yes",
]
MOST_ROWS = 7
"""Rows of a summary of outcomes: GRADE's limit for what a panel can weigh at once."""


class OutcomeRow(Record):
    """A row of the summary of outcomes: estimates that belong together, or the critical outcomes not stated.

    ``definitions`` names the outcomes whose definitions the row gives.
    """

    id: Identifier
    title: Label
    estimates: tuple[Identifier, ...] = ()
    critical_not_stated: bool = False
    definitions: tuple[Identifier, ...] = ()
    plain: Prose

    @model_validator(mode="after")
    def _has_what_it_shows(self) -> Self:
        if self.critical_not_stated == bool(self.estimates):
            raise ValueError("a row has estimates, or stands for the critical outcomes that no source read states")
        return self


class Consideration(Record):
    """What the sources say to one criterion of the evidence-to-decision frame."""

    criterion: Criterion
    text: Prose
    readings: tuple[Locator, ...] = ()


class SeriesAnswer(Record):
    """What the sources read say to one question of a case-series tool."""

    question: SeriesQuestion
    text: Prose
    readings: tuple[Locator, ...] = ()


class DomainFact(Record):
    """A fact that bears on one GRADE domain: input to a panel's rating."""

    domain: Domain
    text: Prose
    readings: tuple[Locator, ...] = ()


class Appraisal(DataFile):
    """The file ``appraisal.yml``: the entry, the rows of the summary of outcomes in the proposed order, and facts."""

    entry: tuple[Passage, ...] = ()
    outcomes: tuple[OutcomeRow, ...] = Field(default=(), max_length=MOST_ROWS)
    decision: tuple[Consideration, ...] = ()
    questions: tuple[SeriesAnswer, ...] = ()
    domains: tuple[DomainFact, ...] = ()

    @property
    def told(self) -> tuple[Consideration | SeriesAnswer | DomainFact, ...]:
        """All that sources say, in the order of the file."""
        return (*self.decision, *self.questions, *self.domains)


class Judgement(Record):
    """A rating by a named person: of which row of the summary of outcomes, of what, when, and why.

    A later one of the same row and the same matter names the one that it ``supersedes``.
    """

    id: Identifier
    study: Identifier
    outcome: Identifier
    of: Certainty | Domain
    rating: Rating
    rater: Label
    role: Label
    date: date
    reason: Prose
    supersedes: Identifier | None = None


class Judgements(DataFile):
    """The file ``judgements.yml``: empty until a named person has judged."""

    judgements: tuple[Judgement, ...] = ()
