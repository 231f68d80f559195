"""Estimates and their readings: each stated number, what every source prints for it, and what none states."""

from __future__ import annotations

from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from vexas_evidence import printed as printing
from vexas_evidence.model.record import Identifier, Prose, Record, Text
from vexas_evidence.model.sources import Locator

Kind = Literal["reported", "derived", "implied", "judged"]
Measure = Literal["count", "proportion", "median", "range", "threshold", "window", "quantifier", "wording"]


class Reading(Locator):
    """What one source prints for an estimate, and where.

    ``token`` anchors the printed text to a token of the ledger's statement (counted from 1), ``part``
    to one number of a token such as "4 of 5"; ``when`` anchors the timepoint.
    """

    printed: Text
    token: int | None = Field(default=None, ge=1)
    part: Literal["count", "base", "percent"] | None = None
    when: int | None = Field(default=None, ge=1)
    note: Prose | None = None

    @cached_property
    def number(self) -> printing.Printed | None:
        """The printed number, or None where the text is a vague quantity or a wording."""
        try:
            return printing.parse(self.printed)
        except ValueError:
            return None


class Estimate(Record):
    """One stated number: outcome, population, timepoint, measure, and what each source prints.

    ``unit`` is given only where the printed text leaves it out.
    """

    id: Identifier
    outcome: Identifier
    population: Identifier
    timepoint: Identifier
    measure: Measure
    unit: Literal["years", "months", "cycles", "patients"] | None = None
    readings: tuple[Reading, ...] = Field(min_length=1)
    note: Prose | None = None

    @model_validator(mode="after")
    def _prints_what_it_measures(self) -> Self:
        worded = self.measure in ("quantifier", "wording")
        if self.unit is not None and self.measure not in ("median", "range"):
            raise ValueError(f"a unit beside the measure {self.measure!r}")
        for index, reading in enumerate(self.readings):
            if not worded and (reading.number is None or not _fits(self.measure, reading.number)):
                told = {"index": index, "printed": reading.printed, "measure": self.measure}
                raise PydanticCustomError("printed", "{printed} is not what the measure {measure} prints", told)
        return self

    @property
    def number(self) -> printing.Printed:
        """The number of the first reading. Raises ValueError for a vague quantity or a wording."""
        return printing.parse(self.readings[0].printed)

    @property
    def count(self) -> tuple[int, Reading] | None:
        """The number of participants with the outcome that a reading prints, and that reading."""
        for reading in self.readings:
            if reading.number and reading.number.count is not None:
                return reading.number.count, reading
        if self.measure == "count":
            return int(self.number.value), self.readings[0]
        return None


class NotStated(Record):
    """An outcome or characteristic that a reader needs and no source read states."""

    outcome: Identifier
    table: Literal["findings", "safety", "study"]
    critical: bool = False
    note: Prose | None = None


class Subset(Record):
    """Participants who are said to be among others, with the words of the source that say so, in our own."""

    part: Identifier
    whole: Identifier
    reason: Prose


class Results(Record):
    """The file ``estimates.yml``: every number of the study, and what no source read states."""

    estimates: tuple[Estimate, ...] = Field(min_length=1)
    not_stated: tuple[NotStated, ...] = ()
    subsets: tuple[Subset, ...] = ()


def _fits(measure: Measure, number: printing.Printed) -> bool:
    """Say whether a printed number has the form that its measure prints."""
    is_range, is_percent, whole = number.upper is not None, number.unit == "%", number.decimals == 0
    return {
        "count": whole and number.unit in ("", "patients") and not (is_range or number.comparator),
        "proportion": (is_percent or number.base is not None) and not is_range,
        "median": not (is_range or is_percent or number.base is not None),
        "range": is_range and not is_percent,
        "threshold": bool(number.comparator),
        "window": whole and not is_range,
    }.get(measure, True)
