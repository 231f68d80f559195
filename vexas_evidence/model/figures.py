"""The figures that a study has of its own: one outcome at its times, and patients from step to step."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from vexas_evidence.model.record import Identifier, Label, Prose, Record


class Series(Record):
    """A figure of the proportions with one outcome, at each time at which they are stated.

    On the axis ``rows`` each time has a row of its own; on the axis ``years`` the times lie as far apart as they are.
    ``id`` names its files and its place on the page, ``heading`` stands above it.
    """

    id: Identifier
    heading: Label
    caption: Label
    outcome: Identifier
    axis: Literal["rows", "years"]


class Step(Record):
    """A box of a flow: the estimate whose patients it stands for, and its words, which hold the number.

    ``gap`` says what is not known of the step to it: it stands exactly where no subset says that its patients are
    among those of the step before. ``others`` says what is known of those whom the next step leaves, whose number a
    derived difference gives; ``not_stated`` is the outcome whose absence from the sources read these words tell.
    """

    estimate: Identifier
    text: Prose
    gap: Label | None = None
    others: Label | None = None
    not_stated: Identifier | None = None

    @model_validator(mode="after")
    def _says_what_is_not_stated(self) -> Self:
        if self.not_stated and not self.others:
            raise ValueError("'not_stated' belongs to 'others', whose words tell it")
        return self


class Flow(Record):
    """The figure of patients from step to step; ``finding`` says in a line what it shows."""

    heading: Label
    caption: Label
    finding: Prose
    steps: tuple[Step, ...] = Field(min_length=2, max_length=4)

    @model_validator(mode="after")
    def _begins_and_ends(self) -> Self:
        if self.steps[0].gap:
            raise ValueError("a gap before the first step, which follows none")
        if self.steps[-1].others:
            raise ValueError("'others' after the last step, which no other follows")
        return self
