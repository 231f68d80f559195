"""The second extraction of a study, and how its rows are read beside the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from vexas_evidence.model.record import Identifier, Record, Text
from vexas_evidence.problems import Place


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
    """Words of extraction B, the populations or timepoints that they may stand for, and, of a population,
    whether they name its number.
    """

    words: Text
    means: tuple[Identifier, ...] = Field(min_length=1)
    base_stated: bool | None = None


class Adjudication(Record):
    """A difference between the extractions that was resolved, by looking at the source, with the reason."""

    about: Text
    reason: Text


class Reconciliation(Record):
    """The file ``reconciliation.yml``: how the rows of the second extraction are read."""

    extraction: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*\.csv$", description="a CSV beside this file")]
    extractor: Text
    source: Identifier
    rows: tuple[RowMap, ...]
    whom: tuple[Wording, ...]
    times: tuple[Wording, ...]
    adjudicated: tuple[Adjudication, ...] = ()
