"""What the records of all measurements share: a JSON file in the data folder that a benchmark writes and seals.

A record names the code that it was measured on, so that the report can say where it is stale.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from pydantic import ValidationError

from vexas_evidence.load.yaml import read_text
from vexas_evidence.model.record import Strict
from vexas_evidence.system.hashes import seal
from vexas_evidence.system.problems import Place, one

DIGEST = "digest"
"""The key of the hash that shows whether a record was edited by hand."""


class Measurement(Strict):
    """A measurement: when it was taken and on which code."""

    file: ClassVar[str]
    """The name of its file in a data folder."""
    benchmark: ClassVar[str]
    """The program in ``bench/`` that takes it, which is also its target in the Makefile."""

    measured_on: date
    code: str
    """The SHA-256 of the code that was measured."""
    digest: str


M = TypeVar("M", bound=Measurement)


def sealed(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content of a record with its digest."""
    return {**content, DIGEST: seal(content, DIGEST)}


def read_measurement(kind: type[M], data: Path) -> M | None:
    """Return the measurement of a kind in a data folder; None where there is none.

    Raises BadInput where the file is not as its benchmark wrote it.
    """
    path = data / kind.file
    if not path.exists():
        return None
    place = Place(f"{data.name}/{kind.file}")
    expected = f"a measurement as bench/{kind.benchmark}.py writes it"
    remedy = f"measure again with make {kind.benchmark}, or remove the file"
    try:
        content = json.loads(read_text(path, str(place)))
        measurement = kind.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "totals"
        message = str(first.get("ctx", {}).get("error", first["msg"].lower()))
        raise one(place, f"{where}: {message}", expected, remedy) from None
    except (ValueError, RecursionError):
        raise one(place, "not JSON", expected, remedy) from None
    if measurement.digest != seal(content, DIGEST):
        raise one(place, "it is not as it was written", expected, remedy)
    return measurement
