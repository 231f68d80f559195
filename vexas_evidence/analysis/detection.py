"""How many planted errors the verification catches: the record that ``make prove`` writes and the report shows.

The record holds the hashes of the data and the code that it was measured on, so that the report can say where it is
stale.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Self

from pydantic import Field, ValidationError, model_validator

from vexas_evidence.load.yaml import read_text
from vexas_evidence.model.record import Strict
from vexas_evidence.system.hashes import seal
from vexas_evidence.system.problems import Place, one

SEAL = "digest"
"""The key of the hash that shows whether a record was edited by hand."""


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


class Detection(Strict):
    """The file ``detection.json``. Its totals are the sums of its kinds, and each survivor has a reason."""

    measured_on: date
    seed: int
    data: str
    code: str
    planted: int
    caught: int
    kinds: dict[str, ErrorKind]
    survivors: tuple[Survivor, ...]
    not_planted: tuple[NotPlanted, ...]
    benign: int = Field(ge=0)
    alarms: tuple[dict[str, str], ...]
    digest: str

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


def read_detection(data: Path) -> Detection | None:
    """Return the record of a data folder; None where there is none. Raises BadInput where it was edited."""
    path = data / "detection.json"
    if not path.exists():
        return None
    place = Place(f"{data.name}/detection.json")
    expected, remedy = "a measurement as bench/prove.py writes it", "measure again with make prove, or remove the file"
    try:
        content = json.loads(read_text(path, str(place)))
        detection = Detection.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "totals"
        message = str(first.get("ctx", {}).get("error", first["msg"].lower()))
        raise one(place, f"{where}: {message}", expected, remedy) from None
    except (ValueError, RecursionError):
        raise one(place, "not JSON", expected, remedy) from None
    if detection.digest != seal(content, SEAL):
        raise one(place, "it is not as it was written", expected, remedy)
    return detection
