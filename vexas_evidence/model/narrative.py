"""Claims, views, passages and the derived values that they show, in the project's own words."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from vexas_evidence.model.figures import Flow, Series
from vexas_evidence.model.record import Identifier, Label, Prose, Record, Text
from vexas_evidence.model.sources import Locator

Standing = Literal["plain", "ruled-out", "sensitivity"]
Rule = Literal[
    "nearest-fractions",
    "implied-base",
    "shared-bases",
    "reachable-percentages",
    "quotient",
    "quotient-excluding",
    "difference",
    "count-at",
    "count-above",
    "largest-count",
    "largest-base",
    "responders-outside-base",
]
INPUTS: dict[str, tuple[int, int, bool]] = {
    "nearest-fractions": (1, 1, True),
    "implied-base": (1, 1, False),
    "shared-bases": (2, 9, True),
    "reachable-percentages": (1, 1, False),
    "quotient": (2, 2, False),
    "quotient-excluding": (3, 3, False),
    "difference": (2, 2, False),
    "count-at": (1, 1, True),
    "count-above": (2, 2, True),
    "largest-count": (1, 1, True),
    "largest-base": (2, 2, False),
    "responders-outside-base": (1, 1, True),
}
"""How many estimates or derived values each rule takes, at least and at most, and whether it takes a base."""


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
    base: Identifier | None = None
    standing: Standing = "plain"

    @model_validator(mode="after")
    def _has_the_inputs_of_its_rule(self) -> Self:
        least, most, needs_base = INPUTS[self.rule]
        if not least <= len(self.of) <= most:
            raise ValueError(
                f"{self.rule} takes {least}{f' to {most}' if most != least else ''} inputs, not {len(self.of)}"
            )
        if needs_base != (self.base is not None):
            raise ValueError(f"{self.rule} takes {'a' if needs_base else 'no'} base")
        return self


class Passage(Record):
    """A paragraph of the report, in our own words; its standing says what its numbers are."""

    id: Identifier
    title: Prose
    text: Prose
    standing: Standing = "plain"


class Narrative(Record):
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
