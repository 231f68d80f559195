"""What a study is, who extracted it, whom it analyses and out of how many, and how its outcomes are defined."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import model_validator

from vexas_evidence.model.record import Doi, Identifier, Label, Prose, Record, Text, Title
from vexas_evidence.model.sources import Locator

BaseStatus = Literal["reported", "implied", "not stated"]


class Mention(Locator):
    """Where a source prints the citation: the tokens that are its numbers."""

    tokens: tuple[int, ...] = ()


class Citation(Record):
    """The bibliographic record of the study's primary publication."""

    authors: Text
    title: Text
    journal: Text
    year: Text
    date: Text
    volume: Text
    issue: Text
    pages: Text
    doi: Doi
    pmid: Text
    readings: tuple[Mention, ...] = ()

    @property
    def numerals(self) -> tuple[str, ...]:
        """The numbers that a mention of this citation may print."""
        return (self.year, *self.date.split(), self.volume, self.issue, self.pages, self.doi, self.pmid)


class LookedFor(Record):
    """When and where corrections or retraction of the study's publication were last looked for, and what was found."""

    on: date
    where: Text
    found: Text


class Curation(Record):
    """Who extracted the data, when, from which sources, and when they are due again."""

    extracted_by: Text
    extracted_on: date
    sources_as_of: date
    next_review: date
    contact: Text
    conflicts_of_interest: Text
    corrections_looked_for: LookedFor | None = None


class Finding(Record):
    """A fact of design, population or practice that a source states in words."""

    id: Identifier
    label: Label
    text: Prose
    readings: tuple[Locator, ...] = ()


class Definition(Record):
    """How a source defines an outcome."""

    outcome: Identifier
    text: Prose
    readings: tuple[Locator, ...] = ()


class Base(Record):
    """The denominator of a population's proportions, and what is known of it.

    reported: ``estimate`` prints the number of participants, in the sentence that prints what is out of
    them. implied by rounding: only one base fits the count and the percentage that one reading of
    ``estimate`` prints together; implied by the outcome: the participants are those with the outcome of
    ``estimate``, whose number another place prints. not stated: no source says.
    """

    status: BaseStatus
    estimate: Identifier | None = None
    by: Literal["rounding", "outcome"] | None = None
    note: Prose | None = None

    @model_validator(mode="after")
    def _has_its_estimate(self) -> Self:
        if (self.status == "not stated") != (self.estimate is None):
            raise ValueError("a base has an estimate exactly when it is reported or implied")
        if (self.status == "implied") != (self.by is not None):
            raise ValueError("a base says by what it is implied exactly when it is implied")
        return self


class Population(Record):
    """Who is analysed, and for which outcomes (any, where none are named)."""

    id: Identifier
    label: Prose
    base: Base
    outcomes: tuple[Identifier, ...] = ()


class About(Record):
    """The file ``study.yml``: what the study is, whom it analyses, how its outcomes are defined.

    ``treatments`` are the words that name what the participants were treated with, which no text of ours says to have
    caused anything.
    """

    id: Identifier
    title: Label
    short_title: Title
    question: Prose
    citation: Citation
    curation: Curation
    pico: tuple[Finding, ...]
    treatments: tuple[Label, ...] = ()
    design: tuple[Finding, ...]
    definitions: tuple[Definition, ...]
    populations: tuple[Population, ...]

    @property
    def comparator(self) -> Finding | None:
        """What the study compares with, as its PICO says; None where it has no such record."""
        return next((finding for finding in self.pico if finding.id == "comparator"), None)
