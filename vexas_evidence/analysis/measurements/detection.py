"""How many planted errors the verification catches: the record that ``make prove`` writes."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import Field, model_validator

from vexas_evidence.analysis.measurements.measurement import Measurement
from vexas_evidence.model.record import Strict


class ErrorKind(Strict):
    """A kind of error: how many were planted, and how many of them each check caught."""

    planted: int = Field(ge=1)
    caught: int = Field(ge=0)
    caught_by: dict[str, int]


class Survivor(Strict):
    """A planted error that no check caught, and why."""

    kind: str
    file: str
    old: str
    new: str
    reason: str = Field(min_length=1)


class NotPlanted(Strict):
    """A kind of error that is not planted, as no check can catch it, and why."""

    what: str = Field(min_length=1)
    reason: str = Field(min_length=1)


class Detection(Measurement):
    """The file ``detection.json``. Its totals are the sums of its kinds, and each survivor has a reason."""

    file: ClassVar[str] = "detection.json"
    benchmark: ClassVar[str] = "prove"

    seed: int
    data: str
    """The SHA-256 of the data of the report."""
    planted: int
    caught: int
    kinds: dict[str, ErrorKind]
    survivors: tuple[Survivor, ...]
    not_planted: tuple[NotPlanted, ...]
    benign: int = Field(ge=0)
    alarms: tuple[dict[str, str], ...]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        for name, kind in self.kinds.items():
            missed = sum(survivor.kind == name for survivor in self.survivors)
            if kind.caught != sum(kind.caught_by.values()) or kind.planted != kind.caught + missed:
                raise ValueError(f"{name}: {kind.planted} planted, {kind.caught} caught, {missed} survivors")
        for what, total in (("planted", self.planted), ("caught", self.caught)):
            if total != (of_kinds := sum(getattr(kind, what) for kind in self.kinds.values())):
                raise ValueError(f"{total} {what}, but {of_kinds} by kind")
        if len(self.survivors) != self.planted - self.caught:
            raise ValueError(f"{len(self.survivors)} survivors of {self.planted} planted and {self.caught} caught")
        return self

    @property
    def summary(self) -> str:
        """The rate in one line."""
        rate = f"{self.planted} planted, {self.caught} caught ({100 * self.caught / self.planted:.1f}%)"
        return f"{rate}; {self.benign} benign changes, {len(self.alarms)} alarms; measured on {self.measured_on}"
