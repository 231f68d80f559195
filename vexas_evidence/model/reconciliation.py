"""The second extraction of a study, and how its rows are compared with the first."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, InstanceOf
from pydantic.json_schema import SkipJsonSchema

from vexas_evidence.model.record import DataFile, Identifier, IdOf, Record, Strict, Text
from vexas_evidence.system.problems import Place

Aspect = Literal["value", "population", "denominator", "time"]
"""What of a row the two extractions are compared in."""


class SecondReading(Strict):
    """One row of the second extraction, as its reader wrote it."""

    place: SkipJsonSchema[InstanceOf[Place]] = Field(exclude=True, repr=False)
    row: str
    """The name of the row."""
    section: str
    """The section of the source."""
    paragraph: str
    """The paragraph of the section: its heading or number."""
    printed: str
    """The text exactly as the source prints it."""
    unit: str
    """The unit of the number, where one is given."""
    what: str
    """What the number is, in the words of the second reader."""
    whom: str
    """Out of whom, in the words of the second reader."""
    when: str
    """By when, in the words of the second reader."""


class RowMap(Record):
    """What a row of the second extraction is about: an outcome, or a claim for a vague quantity."""

    row: Text
    """The name of the row in the second extraction."""
    outcome: IdOf.Outcome | None = None
    """The id of the outcome."""
    claim: IdOf.Claim | None = None
    """The id of the claim whose vague quantity the row holds."""


class Wording(Record):
    """Words of the second extraction and the population or timepoint that they stand for."""

    words: Text
    """The words."""
    means: Identifier
    """The id of the population or timepoint."""
    of: tuple[IdOf.Outcome, ...] = ()
    """The ids of the outcomes for which they mean it; none stands for all that no other entry names."""
    denominator_stated: bool | None = None
    """Whether the words name the number of the population."""


class Adjudication(Record):
    """One difference that was resolved by looking at the source; it holds for these two values only."""

    about: Text
    """The row of the second extraction and the estimate."""
    field: Aspect
    """What the two extractions differ in."""
    ours: Text
    """What the first extraction says."""
    theirs: Text
    """What the second extraction says."""
    reason: Text
    """Why, in the project's own words."""


class Reconciliation(DataFile):
    """The file ``reconciliation.yml``: how the rows of the second extraction are read."""

    extraction: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*\.csv$", examples=["extraction-b.csv"])]
    """The name of the CSV beside this file that holds the second extraction."""
    extractor: Text
    """Who made the second extraction."""
    source: IdOf.Source
    """The id of the source that was extracted."""
    rows: tuple[RowMap, ...]
    """What each row is about."""
    whom: tuple[Wording, ...]
    """The words for populations."""
    times: tuple[Wording, ...]
    """The words for timepoints."""
    adjudicated: tuple[Adjudication, ...] = ()
    """Differences that were resolved by looking at the source."""
