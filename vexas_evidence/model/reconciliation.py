"""The second extraction of a study, and how its rows are read beside the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from vexas_evidence.model.record import DataFile, Identifier, Record, Text
from vexas_evidence.system.problems import Place

Aspect = Literal["value", "population", "denominator", "time"]
"""What of a row the two extractions are compared in."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of extraction B, the table that a second reader made from the text alone."""

    place: Place
    row: str
    section: str
    paragraph: str
    printed: str
    unit: str
    what: str
    whom: str
    when: str


class RowMap(Record):
    """What a row of extraction B is about: an outcome of the vocabulary, or a claim for a vague quantity."""

    row: Text
    outcome: Identifier | None = None
    claim: Identifier | None = None


class Wording(Record):
    """Words of extraction B and the one population or timepoint that they stand for, for the outcomes named.

    Without ``of`` they stand for it in every row that no other entry names. Of a population,
    ``denominator_stated`` says whether the words name its number.
    """

    words: Text
    means: Identifier
    of: tuple[Identifier, ...] = ()
    denominator_stated: bool | None = None


class Adjudication(Record):
    """One difference that was resolved by looking at the source: where, in what, both values, and the reason.

    It holds for these two values only.
    """

    about: Text
    field: Aspect
    ours: Text
    theirs: Text
    reason: Text


class Reconciliation(DataFile):
    """The file ``reconciliation.yml``: how the rows of the second extraction are read."""

    extraction: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*\.csv$", description="a CSV beside this file")]
    extractor: Text
    source: Identifier
    rows: tuple[RowMap, ...]
    whom: tuple[Wording, ...]
    times: tuple[Wording, ...]
    adjudicated: tuple[Adjudication, ...] = ()
