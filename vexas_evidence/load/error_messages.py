"""Pydantic's errors as problems: the line, what is there, what belongs there, what to do."""

from __future__ import annotations

from typing import Any

from pydantic_core import ErrorDetails

from vexas_evidence.load import yaml
from vexas_evidence.load.record_texts import parts_of
from vexas_evidence.model import Record
from vexas_evidence.system.problems import Problem, nearest

_FORMS = {
    "unit": "a unit in words or signs without a digit, such as minutes or mL",
    "short_title": "words without the signs of Markdown, as titles are read",
    "address": "an address from http:// or https:// on",
    "license": "an SPDX identifier such as MIT",
    "published": "the address of the site, from http:// or https:// on, without user, ? and #",
    "doi": "a DOI such as 10.1000/name",
    "extraction": "the name of a CSV beside this file",
    "above": "a percentage such as 50%",
    "duration": "a number before its unit, such as 6 weeks",
    "names": "a name with a letter and a digit or a Roman numeral",
    "digest": "64 hexadecimal digits",
    "fingerprint": "64 hexadecimal digits",
    "instead": "a version such as 1.0.0",
    "version": "MAJOR.MINOR.PATCH, three whole numbers without leading zeros such as 1.0.0",
}

_PRINTS = {
    "count": "12",
    "proportion": "30%, 12 of 40 or 12 (30%)",
    "mean": "4.1 (SD 1.8)",
    "median": "19 days (IQR 12–31)",
    "risk-ratio": "1.50 (95% CI 1.02 to 2.21)",
    "odds-ratio": "1.50 (95% CI 1.02 to 2.21)",
    "hazard-ratio": "0.71 (95% CI 0.55 to 0.92)",
    "p-value": "P = 0.04",
}
"""Numbers as the commonest measures print them."""


def problem_of(node: yaml.Mapping, model: type[Record], detail: ErrorDetails) -> Problem:
    """Return one of pydantic's errors, found in the record of a node, as a problem at its line."""
    path = detail["loc"]
    place = yaml.place_of(node, path)
    key = str(path[-1]) if path else ""
    given = detail["input"]
    context = detail.get("ctx", {})
    match detail["type"]:
        case "extra_forbidden":
            keys = _fields(model, path[:-1])
            return Problem(place, f"unknown key {key!r}", f"one of {', '.join(sorted(keys))}", nearest(key, keys))
        case "missing":
            return Problem(place, f"key {key!r} is missing", "a value", f"add '{key}: …'")
        case "literal_error":
            known = [word.strip("'") for word in context["expected"].replace(" or ", ", ").split(", ")]
            return Problem(
                place, f"{given!r} is not a known {key}", f"one of {', '.join(known)}", nearest(str(given), known)
            )
        case "string_pattern_mismatch":
            field = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
            form = _FORMS.get(field, "an identifier in lower case, words joined by '-'")
            return Problem(place, f"{given!r} is not of its form", form, "correct it")
        case "printed":
            line = yaml.place_of(node, (*path, "readings", context["index"], "printed"))
            expected = f"what the measure {context['measure']!r} prints"
            if example := _PRINTS.get(context["measure"]):
                expected += f", such as {example}"
            return Problem(
                line, f"printed {context['printed']!r}", expected, "compare with the source, or change the measure"
            )
        case "value_error":
            name = key if isinstance(path[-1], str) else "record"
            form = _FORMS.get(name, f"a valid {name}")
            return Problem(place, str(context["error"]), form, "compare with the source")
        case "int_parsing" | "int_type":
            return Problem(place, f"{given!r} is not a whole number", f"{key} as digits", "correct it")
        case "date_from_datetime_parsing" | "date_parsing" | "date_type":
            return Problem(place, f"{given!r} is not a date", "a date as YYYY-MM-DD", "correct it")
        case "tuple_type" | "list_type":
            return Problem(
                place, f"{_kind(given)} where a list belongs", f"{key} as a list", "start each item with '- '"
            )
        case "model_type" | "model_attributes_type":
            return Problem(place, f"{_kind(given)} where a mapping belongs", f"{key} as 'key: value'", "write its keys")
        case "string_type":
            return Problem(place, f"{_kind(given)} where text belongs", f"{key} as one text", "write it as text")
        case "too_long":
            what = context.get("what", "entries")
            wrong, most = f"{context['actual_length']} {what} in {key}", f"at most {context['max_length']}"
            return Problem(place, wrong, most, "leave out those that weigh least")
        case "string_too_long":
            wrong, most = f"{key} of {len(given)} characters", f"at most {context['max_length']}"
            return Problem(place, wrong, most, "shorten it")
        case "string_too_short":
            return Problem(place, f"{key} is empty", "a text", "write it")
        case "too_short":
            return Problem(place, f"{key} is empty", "at least one entry", "add an entry")
        case _:
            return Problem(place, f"{key}: {detail['msg'].lower()}", f"a valid {key}", "correct it")


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
