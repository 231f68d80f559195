"""The words of the ledger: outcomes, timepoints, vague quantities, and the terms that the report explains."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from vexas_evidence.model.estimates import Measure
from vexas_evidence.model.record import DataFile, Identifier, Label, PrintedNumber, Prose, Record, Text
from vexas_evidence.text import printed as printing


class Outcome(Record):
    """What is measured. ``role`` decides where it is shown and whether an interval makes sense.

    A study states it or says that it does not; ``critical`` marks those that lead their table then.
    ``measures`` and ``timepoints`` are those that it can have (any, where none are named); ``words``
    name it in a source beside its label; a ``view`` is what someone thinks, no result of a study.
    """

    id: Identifier
    label: Label
    group: Label
    role: Literal["efficacy", "harm", "characteristic", "description", "definition"]
    critical: bool = False
    surrogate: bool = False
    never_rises: bool = False
    view: bool = False
    words: tuple[Label, ...] = ()
    measures: tuple[Measure, ...] = ()
    timepoints: tuple[Identifier, ...] = ()


class Timepoint(Record):
    """When, and from which start. ``duration`` is printed ("6 months"); the label holds ``{duration}``."""

    id: Identifier
    label: Text
    duration: PrintedNumber | None = None
    ever: bool = False
    roles: tuple[Literal["efficacy", "harm", "characteristic", "description", "definition"], ...] = ()
    """The roles of outcomes that it can go with (any, where none are named)."""

    @model_validator(mode="after")
    def _has_a_place_for_its_duration(self) -> Self:
        words = self.label.replace("{duration}", "", 1)
        if (words != self.label) != (self.duration is not None) or "{" in words or "}" in words:
            raise ValueError("a label holds {duration} exactly when a duration is given")
        if (numeral := printing.has_numeral(words)) is not None:
            raise ValueError(f"numeral {numeral!r} typed into the label")
        return self

    @property
    def years(self) -> Fraction | None:
        """Its duration in years, for order and axes; None where there is none, or one in cycles."""
        return printing.years(printing.parse(self.duration)) if self.duration else None

    @property
    def text(self) -> str:
        """The timepoint as a reader meets it, e.g. "at 6 months"."""
        return self.label.replace("{duration}", self.duration or "")


class Quantifier(Record):
    """A vague word of the sources; ``above`` is the percentage it means to exceed, where it has one."""

    word: Text
    meaning: Prose
    above: Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+)?%$", description="a percentage")] | None = None


class Vocabulary(DataFile):
    """The file ``vocabulary.yml``: outcomes, timepoints, vague words, and names that hold digits."""

    outcomes: tuple[Outcome, ...]
    timepoints: tuple[Timepoint, ...]
    quantifiers: tuple[Quantifier, ...]
    names: tuple[Annotated[str, Field(pattern=r"[A-Za-z].*[A-Za-z ≥<>]*[0-9]|[0-9].*[A-Za-z]")], ...] = ()


class Term(Record):
    """A word of the report and what it means there."""

    term: Text
    meaning: Prose


class Glossary(DataFile):
    """The file ``glossary.yml``: terms and abbreviations for readers."""

    terms: tuple[Term, ...]
    abbreviations: tuple[Term, ...]
