"""Claims, views, passages and the derived values that they show, in the project's own words."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from vexas_evidence.model.record import DataFile, Identifier, Label, Prose, Record, Text
from vexas_evidence.model.source import Locator

Standing = Literal["plain", "ruled-out", "sensitivity"]
Rule = Literal[
    "nearest-fractions",
    "inferred-denominator",
    "shared-denominators",
    "reachable-percentages",
    "quotient",
    "quotient-excluding",
    "difference",
    "count-at",
    "count-above",
    "largest-count",
    "largest-denominator",
    "responders-outside-denominator",
]
INPUTS: dict[str, tuple[int, int, bool]] = {
    "nearest-fractions": (1, 1, True),
    "inferred-denominator": (1, 1, False),
    "shared-denominators": (2, 9, True),
    "reachable-percentages": (1, 1, False),
    "quotient": (2, 2, False),
    "quotient-excluding": (3, 3, False),
    "difference": (2, 2, False),
    "count-at": (1, 1, True),
    "count-above": (2, 2, True),
    "largest-count": (1, 1, True),
    "largest-denominator": (2, 2, False),
    "responders-outside-denominator": (1, 1, True),
}
"""How many estimates or derived values each rule takes, at least and at most, and whether it takes a denominator."""


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


class Quantity(Locator):
    """A vague or bounded quantity that a claim uses ("most", "over 60%")."""

    printed: Text
    token: int = Field(ge=1)


class Claim(Record):
    """A highlight of a source, in our own words, with the estimates that it rests on."""

    id: Identifier
    text: Prose
    readings: tuple[Locator, ...] = Field(min_length=1)
    quantities: tuple[Quantity, ...] = ()
    rests_on: tuple[Identifier, ...] = ()
    note: Prose | None = None


class View(Record):
    """A view that a source expresses, in our own words and attributed to it."""

    id: Identifier
    holder: Label
    text: Prose
    readings: tuple[Locator, ...] = Field(min_length=1)


class Ask(Record):
    """A value to derive: the rule, the estimates it works on, and where it may be shown."""

    id: Identifier
    label: Prose
    rule: Rule
    of: tuple[Identifier, ...] = Field(min_length=1)
    denominator: Identifier | None = None
    standing: Standing = "plain"

    @model_validator(mode="after")
    def _has_the_inputs_of_its_rule(self) -> Self:
        least, most, needs_denominator = INPUTS[self.rule]
        if not least <= len(self.of) <= most:
            raise ValueError(
                f"{self.rule} takes {least}{f' to {most}' if most != least else ''} inputs, not {len(self.of)}"
            )
        if needs_denominator != (self.denominator is not None):
            raise ValueError(f"{self.rule} takes {'a' if needs_denominator else 'no'} denominator")
        return self


class Passage(Record):
    """A paragraph of the report, in our own words; its standing says what its numbers are."""

    id: Identifier
    title: Prose
    text: Prose
    standing: Standing = "plain"


class Narrative(DataFile):
    """The file ``narrative.yml``: claims, texts and the derived values that they show.

    ``plain`` is what a patient reads, ``icons`` the one estimate that may be drawn as an array of persons;
    ``series`` and ``flow`` are the figures of the findings, in the order of the page.
    """

    key_points: tuple[Passage, ...] = ()
    plain: tuple[Passage, ...] = ()
    icons: Identifier | None = None
    series: tuple[Series, ...] = ()
    flow: Flow | None = None
    claims: tuple[Claim, ...] = ()
    views: tuple[View, ...] = ()
    derived: tuple[Ask, ...] = ()
    limits: tuple[Passage, ...] = ()
