"""Claims, views, passages and the derived values that they show, in the project's own words."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from vexas_evidence.model.record import Cell, DataFile, Identifier, IdOf, Label, NamedRecord, Prose, Record, Text
from vexas_evidence.model.source import Locator
from vexas_evidence.model.texts.statements import CardPart, FirstScreen, KeyPoint, Standing

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
    """A figure of earlier versions, of one outcome over time; its name leads to the time line, which shows them all."""

    id: Identifier
    """The name of its files and of its place on the page."""
    heading: Label
    """What stands above it."""
    caption: Label
    """What stands below it."""
    outcome: Identifier
    """The id of the outcome."""
    axis: Literal["rows", "years"]
    """Whether each time has a row of its own (rows), or the times lie as far apart as they are (years)."""


class Step(Record):
    """A box of a flow: the estimate whose patients it stands for, and its words, which hold the number."""

    estimate: IdOf.Estimate
    """The id of the estimate."""
    text: Cell
    """In the project's own words; {id} stands for a number."""
    gap: Label | None = None
    """What is not known of the step to it, where no subset says that its patients are among those before."""
    others: Label | None = None
    """What is known of those whom the next step leaves; a derived difference gives their number."""
    not_stated: Identifier | None = None
    """The id of the outcome whose absence from the sources read these words state."""

    @model_validator(mode="after")
    def _has_others_for_not_stated(self) -> Self:
        if self.not_stated and not self.others:
            raise ValueError("'not_stated' belongs to 'others', whose words tell it")
        return self


class Flow(Record):
    """The figure of patients from step to step."""

    heading: Label
    """What stands above it."""
    caption: Label
    """What stands below it."""
    finding: Prose
    """What it shows, in one line."""
    steps: tuple[Step, ...] = Field(min_length=2, max_length=4)
    """The boxes in order."""

    @model_validator(mode="after")
    def _has_no_gap_first_and_no_others_last(self) -> Self:
        if self.steps[0].gap:
            raise ValueError("a gap before the first step, which follows none")
        if self.steps[-1].others:
            raise ValueError("'others' after the last step, which no other follows")
        return self


class Quantity(Locator):
    """A vague or bounded quantity that a claim uses ("most", "over 60%")."""

    printed: Text
    """The text exactly as the source prints it."""
    token: int = Field(ge=1)
    """Which number token of the sentence it is, counted from 1."""


class Claim(NamedRecord):
    """A highlight of a source, in our own words, with the estimates that it rests on."""

    text: Cell
    """In the project's own words; {id} stands for a number."""
    readings: tuple[Locator, ...] = Field(min_length=1)
    """The places in the sources that say so."""
    quantities: tuple[Quantity, ...] = ()
    """The vague or bounded quantities that it uses."""
    rests_on: tuple[IdOf.Estimate, ...] = ()
    """The ids of the estimates that it rests on."""
    note: Cell | None = None
    """What a reader has to keep in mind, in the project's own words."""


class View(NamedRecord):
    """A view that a source expresses, in our own words and attributed to it."""

    holder: Label
    """Whose view it is."""
    text: Cell
    """In the project's own words; {id} stands for a number."""
    readings: tuple[Locator, ...] = Field(min_length=1)
    """The places in the sources that say so."""


class Derivation(NamedRecord):
    """A value to derive."""

    label: Cell
    """The name that readers meet."""
    rule: Rule
    """How the value is computed."""
    of: tuple[Identifier, ...] = Field(min_length=1)
    """The ids of the estimates or derived values that it is computed from."""
    denominator: Identifier | None = None
    """The id of the estimate or derived value that is the denominator."""
    standing: Standing = "plain"
    """Where its numbers may be shown: plain, or only in a passage marked ruled-out or sensitivity."""

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


class Passage(NamedRecord):
    """A paragraph of the report, in our own words."""

    title: Prose
    """The heading of the paragraph."""
    text: Prose
    """In the project's own words; {id} stands for a number."""
    standing: Standing = "plain"
    """Where its numbers may be shown: plain, or only in a passage marked ruled-out or sensitivity."""


class Narrative(DataFile):
    """The file ``narrative.yml``: claims, texts and the derived values that they show.

    ``plain`` is what a patient reads, ``icons`` the one number of its card where that names none;
    ``flow`` is drawn one shape a participant; ``series`` are names of figures of earlier versions.
    """

    first_screen: FirstScreen | None = None
    """What a reader meets first; without, it follows from the study and its outcomes."""
    key_points: tuple[KeyPoint, ...] = ()
    """What a busy reader is to take from the study; the summary shows them where the first screen has no lead."""
    plain: tuple[KeyPoint, ...] = ()
    """What a patient reads."""
    icons: IdOf.Estimate | None = None
    """The id of the one estimate that the card of the plain page shows where it names no numbers."""
    card: tuple[CardPart, ...] = ()
    """The numbers of the plain page as pictures, desirable outcomes before undesirable ones."""
    unknown: tuple[Label, ...] = ()
    """What a patient would want to know and no source read states: "how many people died"."""
    to_ask: tuple[Label, ...] = ()
    """Questions that a patient may put to a doctor."""
    series: tuple[Series, ...] = ()
    """The figures of one outcome over time, in the order of the page."""
    flow: Flow | None = None
    """The figure of patients from step to step."""
    claims: tuple[Claim, ...] = ()
    """Highlights of the sources."""
    views: tuple[View, ...] = ()
    """Views that the sources express."""
    derived: tuple[Derivation, ...] = ()
    """The values to derive."""
    limits: tuple[Passage, ...] = ()
    """What limits the evidence."""
