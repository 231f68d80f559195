"""What a report states of its estimates: rendered statements, the first screen, and the card of the plain page."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from vexas_evidence.model.record import Cell, IdOf, Label, NamedRecord, Prose, Record

Standing = Literal["plain", "ruled-out", "sensitivity"]
Polarity = Literal["with", "without", "higher", "lower", "unclear"]


class RenderedStatement(Record):
    """What a sentence says of one estimate, from which the sentence is rendered for each kind of reader.

    Outcome, population, time and comparator are what the sentence is meant to say: the estimate must have the same.
    """

    of: IdOf.Estimate
    """The id of the estimate."""
    outcome: IdOf.Outcome
    """The id of its outcome."""
    polarity: Polarity | None = None
    """With or without the outcome; of an effect, whether it is higher or lower in the arm, or unclear."""
    population: IdOf.Population
    """The id of its population."""
    timepoint: IdOf.Timepoint
    """The id of its timepoint."""
    comparator: IdOf.Arm | None = None
    """The id of the arm that it is set against."""
    certainty: IdOf.Judgement | None = None
    """The id of the judgment that rates its certainty; without, nothing is said of it."""
    note: Prose | None = None
    """What explains it, in the project's own words and without a number; it stands behind the sentence."""


class KeyPoint(NamedRecord):
    """A paragraph whose numbers are stated by statements, with prose that explains them.

    Without statements its text may refer to numbers.
    """

    title: Prose
    """The heading of the paragraph."""
    statements: tuple[RenderedStatement, ...] = ()
    """What it states of estimates, in order."""
    text: Prose | None = None
    """In the project's own words, before the statements; beside them it holds no number."""
    standing: Standing = "plain"
    """Where its numbers may be shown: plain, or only in a passage marked ruled-out or sensitivity."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.statements or self.text):
            raise ValueError("neither 'statements' nor a 'text'")
        return self


class Tile(NamedRecord):
    """A box with the numbers of one theme, all desirable or all undesirable, or with what is not stated of it."""

    title: Label
    """What it is about, without a number."""
    of: tuple[IdOf.Estimate, ...] = Field(default=(), max_length=3)
    """The ids of its estimates, in order."""
    not_stated: tuple[IdOf.Outcome, ...] = ()
    """The ids of the outcomes that no source read states."""
    note: Label | None = None
    """What a reader has to keep in mind, in one muted line without a number."""

    @model_validator(mode="after")
    def _holds_numbers_or_what_is_not_stated(self) -> Self:
        if bool(self.of) == bool(self.not_stated):
            raise ValueError("a tile holds either estimates ('of') or outcomes that are 'not_stated'")
        return self


class FirstScreen(Record):
    """What a reader meets first."""

    topic: Cell
    """The title of the report: what was given for what, and what the report says of it."""
    lead: tuple[RenderedStatement, ...] = ()
    """What it states first, in order."""
    not_stated: tuple[IdOf.Outcome, ...] = ()
    """The ids of the outcomes that the lead names as not stated."""
    tiles: tuple[Tile, ...] = Field(default=(), max_length=6)
    """The tiles, in order; without, the groups of the outcomes give them."""


class CardPart(Record):
    """A part of the plain page's card: some numbers under a heading, each as a picture of one size."""

    title: Label
    """What they are of, in plain words."""
    of: tuple[IdOf.Estimate, ...] = Field(min_length=1, max_length=3)
    """The ids of the estimates, all desirable or all undesirable."""
    not_stated: Label | None = None
    """What stands beside them without a figure, in plain words: "Serious harms"."""
    lacking: tuple[IdOf.Outcome, ...] = ()
    """The ids of the outcomes that these words name, by which the card says whether a source says more of them."""
    note: Label | None = None
    """What a patient has to keep in mind, without a number."""
