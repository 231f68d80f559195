"""Extensions for what FHIR has no element for: the kind of a number, its denominator's status, its readings.

Each extension that the bundle uses has its StructureDefinition in the bundle.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

import yaml

from vexas_evidence.load.yaml import Loader
from vexas_evidence.model import Reading
from vexas_evidence.publish.export.encode import OWN, Json, urn_of, uuid_of

COMPARATORS = {"<": "<", "≤": "<=", ">": ">", "≥": ">="}
"""FHIR's codes for a bound; it has none for an approximate number."""
Resource = dict[str, Json]
ABSENT: Resource = {"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}
"""FHIR's own extension for a value that is not there."""


@dataclass(frozen=True, slots=True)
class Extension:
    """An extension: its name, FHIR type, the elements that carry it, what it means, and its parts."""

    name: str
    type: str
    context: tuple[str, ...]
    meaning: str
    parts: Mapping[str, str]

    @property
    def url(self) -> str:
        """The name under which the extension stands."""
        return f"{OWN}StructureDefinition:{self.name}"

    def of(self, value: Json) -> Resource:
        """Return the extension with a value."""
        return {"url": self.url, _value_of(self.type): value}


DECLARED = tuple(
    Extension(row["name"], row["type"], tuple(row["context"]), row["meaning"], row.get("parts", {}))
    for row in yaml.load(files(__package__).joinpath("extensions.yml").read_text(encoding="utf-8"), Loader)
)
KIND, DENOMINATOR_STATUS, PRINTED, ROLE, SURROGATE, METHOD, READING = DECLARED


def reading(read: Reading) -> Resource:
    """Return the extension that says what a source prints, and where; parts without a value are left out."""
    values = {part: getattr(read, part) for part in READING.parts} | {"source": refer("source", read.source)}
    parts: list[Json] = [
        {"url": name, _value_of(READING.parts[name]): value} for name, value in values.items() if value is not None
    ]
    return {"url": READING.url, "extension": parts}


def _value_of(type_: str) -> str:
    """The element that holds a value of a type of FHIR."""
    return f"value{type_[0].upper()}{type_[1:]}"


def refer(kind: str, name: str) -> Resource:
    """Return a reference to the resource of a record of that kind."""
    return {"reference": urn_of(kind, name)}


def related(how: str, kind: str, name: str) -> Resource:
    """Return that a resource is related to another one, and how."""
    return {"type": how, "resourceReference": refer(kind, name)}


def structure_definition(declared: Extension, version: str, day: str) -> Resource:
    """Return the StructureDefinition of an extension: one with a value has no parts, one with parts no value."""
    elements: list[Json] = [
        {"id": "Extension", "path": "Extension", "short": declared.name, "definition": declared.meaning}
    ]
    for name, type_ in declared.parts.items():
        path, key = "Extension.extension", f"Extension.extension:{name}"
        elements += [
            {"id": key, "path": path, "sliceName": name, "min": 0, "max": "1"},
            {"id": f"{key}.extension", "path": f"{path}.extension", "max": "0"},
            {"id": f"{key}.url", "path": f"{path}.url", "fixedUri": name},
            {"id": f"{key}.value[x]", "path": f"{path}.value[x]", "type": [{"code": type_}]},
        ]
    if not declared.parts:
        elements.append({"id": "Extension.extension", "path": "Extension.extension", "max": "0"})
    elements.append({"id": "Extension.url", "path": "Extension.url", "fixedUri": declared.url})
    value: Resource = {"type": [{"code": declared.type}]} if declared.type else {"max": "0"}
    elements.append({"id": "Extension.value[x]", "path": "Extension.value[x]", **value})
    return {
        "resourceType": "StructureDefinition",
        "id": uuid_of("extension", declared.name),
        "url": declared.url,
        "version": version,
        "name": "".join(part.capitalize() for part in declared.name.split("-")),
        "status": "active",
        "date": day,
        "description": declared.meaning,
        "fhirVersion": "5.0.0",
        "kind": "complex-type",
        "abstract": False,
        "context": [{"type": "element", "expression": element} for element in declared.context],
        "type": "Extension",
        "baseDefinition": "http://hl7.org/fhir/StructureDefinition/Extension",
        "derivation": "constraint",
        "differential": {"element": elements},
    }
