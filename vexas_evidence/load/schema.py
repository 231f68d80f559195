"""JSON Schemas of the data files and of what is written as JSON; docstrings of records and fields describe them."""

from __future__ import annotations

from typing import Any

from vexas_evidence.load.folder import FILES
from vexas_evidence.model.record import Strict
from vexas_evidence.system.problems import BadInput, Place, one

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def file_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each kind of data file, as an editor checks the YAML by it."""
    return {kind: model.model_json_schema() for kind, model in FILES.items()}


def output_schema(model: type[Strict]) -> dict[str, Any]:
    """Return the JSON Schema of what a model is written as."""
    return {"$schema": _DIALECT} | model.model_json_schema(by_alias=True, mode="serialization")


def stripped_docstrings() -> BadInput:
    """Return the refusal of a Python that strips docstrings (``-OO``): records would lose their descriptions."""
    wrong, remedy = "docstrings are stripped, and schemas are described by them", "unset it, or leave -OO out"
    return one(Place("PYTHONOPTIMIZE"), wrong, "0 or 1", remedy)
