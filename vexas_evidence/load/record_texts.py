"""The texts below a record, with the record and the key that hold each.

The type of a field marks its texts: "prose" is in the project's own words and refers to numbers, "label" is words only.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from vexas_evidence.model import Record


def texts(record: Record, *marks: str) -> Iterator[tuple[Record, str, str]]:
    """Yield the texts below a record that have one of some marks, "prose" where none is named."""
    wanted = marks or ("prose",)
    for key, marks_of_field in _fields(type(record)):
        value, is_wanted = getattr(record, key), not marks_of_field.isdisjoint(wanted)
        is_list = isinstance(value, tuple)
        for index, item in enumerate(value if is_list else (value,)):
            if isinstance(item, Record):
                yield from texts(item, *marks)
            elif isinstance(item, str) and is_wanted:
                yield record, f"{key}.{index}" if is_list else key, item


@cache
def _fields(model: type[Record]) -> tuple[tuple[str, frozenset[str]], ...]:
    """The fields of a model that hold marked texts or records, with the marks of their types."""
    found = []
    for key, info in model.model_fields.items():
        marks = frozenset(m for m in (*info.metadata, *_metadata(info.annotation)) if isinstance(m, str))
        holds = any(isinstance(part, type) and issubclass(part, Record) for part in parts_of(info.annotation))
        if marks or holds:
            found.append((key, marks))
    return tuple(found)


def _metadata(annotation: Any) -> Iterator[Any]:
    for part in parts_of(annotation):
        yield from getattr(part, "__metadata__", ())


def parts_of(annotation: Any) -> Iterator[Any]:
    """Yield a type and all types within it."""
    yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from parts_of(part)
