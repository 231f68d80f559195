"""JSON Schemas of the data files and of what is written as JSON; docstrings of records and fields describe them."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
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
        found, model = super().model_schema(schema), schema["cls"]
        for base in model.__mro__[: -len(Strict.__mro__)]:
            for name, words in _docstrings(base.__module__)[base.__name__].items():
                if field := model.model_fields.get(name):
                    found["properties"].get(field.serialization_alias or name, {}).setdefault("description", words)
        return found


@cache
def _docstrings(module: str) -> dict[str, dict[str, str]]:
    """The docstrings below the fields of each class of a module."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {each.name: dict(_below_fields(each)) for each in tree.body if isinstance(each, ast.ClassDef)}


def _below_fields(of: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for pair in pairwise(of.body):
        match pair:
            case ast.AnnAssign(target=ast.Name(name)), ast.Expr(ast.Constant(str(words))):
                yield name, inspect.cleandoc(words)


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
