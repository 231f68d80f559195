"""JSON Schemas of the data files and of what is written as JSON; docstrings of records and fields describe them."""

from __future__ import annotations

import ast
import inspect
import sys
from functools import cache
from itertools import pairwise
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from vexas_evidence.load.folder import FILES
from vexas_evidence.model.record import Strict
from vexas_evidence.system.problems import BadInput, Place, one

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Described(GenerateJsonSchema):
    """Describes each field by the docstring below it, which no other command has to read."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        return _described(super().model_schema(schema), schema["cls"])

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        return _described(super().dataclass_schema(schema), schema["cls"])


def _described(schema: JsonSchemaValue, cls: type) -> JsonSchemaValue:
    aliases = {name: field.alias for name, field in getattr(cls, "model_fields", {}).items() if field.alias}
    for base in cls.__mro__:
        if base.__module__.startswith(__package__.partition(".")[0]):
            for name, words in _docstrings(base.__module__)[base.__name__].items():
                schema["properties"].get(aliases.get(name, name), {}).setdefault("description", words)
    return schema


@cache
def _docstrings(module: str) -> dict[str, dict[str, str]]:
    """The docstrings below the fields of each class of a module."""
    found: dict[str, dict[str, str]] = {}
    for each in ast.parse(inspect.getsource(sys.modules[module])).body:
        if isinstance(each, ast.ClassDef):
            found[each.name] = {}
            for field, below in pairwise(each.body):
                match field, below:
                    case ast.AnnAssign(target=ast.Name(name)), ast.Expr(ast.Constant(str(words))):
                        found[each.name][name] = inspect.cleandoc(words)
    return found


def file_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each kind of data file, as an editor checks the YAML by it."""
    return {kind: model.model_json_schema(schema_generator=_Described) for kind, model in FILES.items()}


def output_schema(model: type[Strict]) -> dict[str, Any]:
    """Return the JSON Schema of what a model is written as."""
    found = model.model_json_schema(by_alias=True, mode="serialization", schema_generator=_Described)
    return {"$schema": _DIALECT} | found


def stripped_docstrings() -> BadInput:
    """Return the refusal of a Python that strips docstrings (``-OO``): records would lose their descriptions."""
    wrong, remedy = "docstrings are stripped, and schemas are described by them", "unset it, or leave -OO out"
    return one(Place("PYTHONOPTIMIZE"), wrong, "0 or 1", remedy)
