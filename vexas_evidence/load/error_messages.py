"""Pydantic's errors as problems: the line, what is there, what belongs there, what to do."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from vexas_evidence.load import yaml
from vexas_evidence.load.record_texts import parts_of
from vexas_evidence.model import Estimate, Record
from vexas_evidence.system.problems import Problem, nearest
from vexas_evidence.text.headed import Head


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files(__package__).joinpath("error_messages.toml").read_text(encoding="utf-8"))


def problem_of(node: yaml.Mapping, model: type[Record], detail: ErrorDetails) -> Problem:
    """Return one of pydantic's errors, found in the record of a node, as a problem at its line."""
    path, given, context = detail["loc"], detail["input"], detail.get("ctx", {})
    place, key = yaml.place_of(node, path), str(path[-1]) if path else ""
    forms: dict[str, str] = _table()["forms"]
    match detail["type"]:
        case "extra_forbidden":
            keys = _fields(model, path[:-1])
            return Problem(place, f"unknown key {key!r}", f"one of {', '.join(sorted(keys))}", nearest(key, keys))
        case "literal_error":
            known = [word.strip("'") for word in context["expected"].replace(" or ", ", ").split(", ")]
            wrong, expected = f"{given!r} is not a known {key}", f"one of {', '.join(known)}"
            return Problem(place, wrong, expected, nearest(str(given), known))
        case "string_pattern_mismatch":
            field = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
            form = forms.get(field, "an identifier in lower case, words joined by '-'")
            return Problem(place, f"{given!r} is not of its form", form, "correct it")
        case "printed":
            line = yaml.place_of(node, (*path, "readings", context["index"], "printed"))
            example = _table()["prints"].get(context["measure"])
            expected = f"what the measure {context['measure']!r} prints{f', such as {example}' if example else ''}"
            heads = " or ".join(_heads_that_fit(given, context["index"]))
            named = f"add 'head: {heads}' where its table or text says so, " if heads else ""
            remedy = f"compare with the source, {named}or change the measure"
            return Problem(line, f"printed {context['printed']!r}", expected, remedy)
        case "value_error":
            name = key if isinstance(path[-1], str) else "record"
            return Problem(place, str(context["error"]), forms.get(name, f"a valid {name}"), "compare with the source")
    messages: dict[str, list[str]] = _table()["messages"]
    about = {"key": key, "given": given, "kind": _kind(given), "length": len(str(given)), "what": "entries"}
    about |= {"message": detail["msg"].lower(), **context}
    return Problem(place, *(each.format(**about) for each in messages.get(detail["type"], messages["other"])))


def _heads_that_fit(estimate: Any, index: int) -> Iterator[Head]:
    """Yield the heads with which a reading of an estimate, as it was written, would print what its measure does.

    A share that is written as a decimal, such as 0.89, is no percentage below 1.
    """
    readings = [*estimate["readings"]]
    reading = readings[index]
    is_decimal = re.match(r"0?[.·]\d", reading["printed"]) is not None
    for head in get_args(Head):
        if is_decimal and "%" in head:
            continue
        readings[index] = {**reading, "head": head}
        with suppress(ValidationError):
            Estimate.model_validate({**estimate, "readings": readings})
            yield head


def _kind(value: Any) -> str:
    kinds: dict[type, str] = {str: "text", list: "a list", dict: "a mapping"}
    return kinds.get(type(value), "a value")


def _fields(model: type[Record], path: tuple[str | int, ...]) -> set[str]:
    """Return the keys that the record at *path* below *model* takes."""
    for step in path:
        if isinstance(step, str) and step in model.model_fields:
            for part in parts_of(model.model_fields[step].annotation):
                if isinstance(part, type) and issubclass(part, Record):
                    model = part
    return set(model.model_fields) - {"places"}
