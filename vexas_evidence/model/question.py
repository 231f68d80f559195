"""What is asked of studies, the report that answers it and who read its texts, and what a study does not report."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from vexas_evidence.model.record import (
    DataFile,
    Identifier,
    IdOf,
    Label,
    License,
    Prose,
    Record,
    SiteAddress,
    Text,
    Title,
    as_written,
)
from vexas_evidence.model.source import Locator


class DefaultReport(DataFile):
    """The file ``report.yml``: which report is rendered where none is named."""

    report: Identifier
    """The id of the report."""


class ReportFile(DataFile):
    """A file of ``reports/``: the question that a report answers, its studies, and where its site is published."""

    id: Identifier
    """The name of the file."""
    question: IdOf.Question
    """The id of the question."""
    studies: tuple[IdOf.Study, ...] = Field(min_length=1)
    """The ids of its studies."""
    index_study: Identifier
    """The id of the study that its pages show."""
    site: Title | None = None
    """The name of its site; the short title of the study where there is none."""
    published: SiteAddress | None = None
    """Where the site is published: no user, no ? and no #."""
    authors: tuple[Label, ...] = ()
    """Who wrote its texts; none of them can sign one off."""
    license: License | None = None
    """The license of the report, as an SPDX identifier."""
    card: IdOf.Estimate | None = None
    """Read from files of earlier versions: the picture that previews show is the one-page sheet of every report."""
    engine: Literal["embedded", "quarto"] = "embedded"
    """By which engine the report is rendered where the command names none."""

    @property
    def address(self) -> str | None:
        """Where the site is published, in ASCII and with a slash at the end; None while it is not."""
        return None if self.published is None else as_written(self.published).rstrip("/") + "/"


class Signoff(Record):
    """A text of a report that a second, named person has read against its numbers."""

    report: IdOf.Report
    """The id of the report."""
    text: Identifier
    """The id of the text, as vexas-evidence signoff lists it."""
    by: Label
    """Who read it; no author of the report's texts."""
    on: date
    """The day on which it was read."""
    fingerprint: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """The SHA-256 of the text as it was read; another one is no longer signed off."""
    read: Text
    """The text as it was read, with its numbers."""

    @model_validator(mode="after")
    def _holds_what_was_read(self) -> Self:
        if fingerprint_of(self.read) != self.fingerprint:
            raise ValueError("'read' is not the text of the fingerprint")
        return self


class Signoffs(DataFile):
    """The file ``signoffs.yml``: which texts a second person has read, as vexas-evidence signoff writes it."""

    signoffs: tuple[Signoff, ...] = ()
    """The sign-offs in the order in which they were given; of one text the last holds."""


def fingerprint_of(text: str) -> str:
    """Return the SHA-256 of a text as it is read."""
    return hashlib.sha256(text.encode()).hexdigest()


class RatedOutcomes(Record):
    """The outcomes of a question by their importance to a decision (GRADE handbook, chapter 3)."""

    status: Literal["proposed", "voted"]
    """Proposed by those who wrote the question, or voted by a panel."""
    voted_by: Text | None = None
    """The panel that voted, and when."""
    critical: tuple[IdOf.Outcome, ...] = ()
    """The ids of the outcomes that are critical to a decision."""
    important: tuple[IdOf.Outcome, ...] = ()
    """The ids of those that are important and not critical."""
    limited: tuple[IdOf.Outcome, ...] = ()
    """The ids of those of limited importance."""
    not_rated: tuple[IdOf.Outcome, ...] = ()
    """The ids of those that nobody has rated."""

    @model_validator(mode="after")
    def _names_who_voted(self) -> Self:
        if (self.status == "voted") != (self.voted_by is not None):
            raise ValueError("a vote names its panel as 'voted_by', and nothing else does")
        return self

    @property
    def ids(self) -> tuple[str, ...]:
        """All outcomes, the critical ones first."""
        return (*self.critical, *self.important, *self.limited, *self.not_rated)

    @property
    def importance(self) -> dict[str, str]:
        """How important each outcome is that somebody rated, the critical ones first."""
        return {name: level for level in ("critical", "important", "limited") for name in getattr(self, level)}


class QuestionFile(DataFile):
    """A file of ``questions/``: what is asked of the studies, and which outcomes matter how much."""

    id: Identifier
    """The name of the file."""
    text: Prose
    """The question, as one sentence."""
    population: Label | None = None
    """Who is asked about."""
    intervention: Label | None = None
    """What is given to them."""
    comparator: Label | None = None
    """What it is set against."""
    outcomes: RatedOutcomes
    """The outcomes by their importance."""


class NotStated(Record):
    """An outcome or characteristic that a reader needs and that the study, or what was read of it, does not report."""

    outcome: IdOf.Outcome
    """The id of the outcome."""
    kind: Literal[
        "not found in the part read",
        "not measured",
        "measured and not reported",
        "reported without usable numbers",
    ] = "not found in the part read"
    """What is known of it; all but the first are what a source says."""
    readings: tuple[Locator, ...] = ()
    """The places in the sources that say so."""
    table: Literal["findings", "safety", "study"] | None = None
    """The table that shows it, where that is not the one of the outcome's role."""
    note: Prose | None = None
    """What a reader has to keep in mind, in the project's own words."""

    @model_validator(mode="after")
    def _rests_on_a_source(self) -> Self:
        if self.kind != "not found in the part read" and not self.readings:
            raise ValueError(f"kind {self.kind!r} without readings: a source has to say so")
        return self
