"""JSON as it is exported: decimals as printed, no text that ends a script element; and the names of records."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from uuid import NAMESPACE_URL, uuid5

from vexas_evidence.system.escaping import escape_json

Json = Mapping[str, "Json"] | Sequence["Json"] | str | int | bool | Decimal | None
_DECIMAL = re.compile(r'"\\u0000(-?[0-9]+(?:\.[0-9]+)?)"')


def to_json(content: Json, indent: int | None = None) -> str:
    """Write JSON; a Decimal keeps its decimals, and the signs of markup are escaped.

    No text of the data holds U+0000 (the loader refuses control characters), which marks a decimal here.
    """
    return restore_decimals(json.dumps(content, ensure_ascii=False, indent=indent, default=mark_decimal))


def to_json_list(head: Json, key: str, items: Iterable[Json]) -> str:
    """Write a JSON object whose last key holds a list, an item a line."""
    lines = ",\n".join(map(to_json, items))
    return f'{to_json(head)[:-1]}, "{key}": [\n{lines}\n]}}\n'


def stated(**values: Json) -> dict[str, Json]:
    """Return the values that are there, by their keys: neither None nor an empty text, list or mapping."""
    return {key: value for key, value in values.items() if value not in (None, "", [], (), {})}


def restore_decimals(text: str) -> str:
    """Return written JSON with its marked decimals as numbers and the signs of markup escaped."""
    return escape_json(_DECIMAL.sub(r"\1", text))


def mark_decimal(value: Decimal) -> str:
    """Return a decimal as a string that ``restore_decimals`` makes a number with the same decimals."""
    return f"\x00{value:f}"


def escape_fhir_markdown(text: str) -> str:
    """Escape what a reader of Markdown would take for markup, HTML included."""
    return re.sub(r"([\\`*_\[\]<>&~|#!$^])", r"\\\1", text)


OWN = "urn:vexas-evidence:"
"""The prefix of the project's own names; a URN claims no host."""
_SPACE = uuid5(NAMESPACE_URL, OWN)


@cache
def uuid_of(kind: str, name: str) -> str:
    """Return the UUID (version 5) of a record of that kind."""
    return str(uuid5(_SPACE, f"{kind}/{name}"))


def urn_of(kind: str, name: str) -> str:
    """Return the URN by which other records refer to a record of that kind."""
    return f"urn:uuid:{uuid_of(kind, name)}"
