"""The texts below a record, with the record and the key that hold each.

The type of a field marks its texts: "prose" is in the project's own words and refers to numbers, "label" is words only.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from vexas_evidence.model import Record


def texts(record: Record, *marks: str) -> list[tuple[Record, str, str]]:
    """Return the texts below a record that have one of some marks, "prose" where none is named."""
    found: list[tuple[Record, str, str]] = []
    _add_texts(record, frozenset(marks or ("prose",)), found)
    return found


def all_texts(record: Record) -> list[tuple[Record, str, str]]:
    """Return the texts below a record, whatever their marks."""
    found: list[tuple[Record, str, str]] = []
    _add_texts(record, None, found)
    return found


def _add_texts(record: Record, wanted: frozenset[str] | None, found: list[tuple[Record, str, str]]) -> None:
    for key, is_wanted in _fields(type(record), wanted):
        if not (value := getattr(record, key)):
            continue
        is_list = isinstance(value, tuple)
        for index, item in enumerate(value if is_list else (value,)):
            if isinstance(item, str):
                if is_wanted:
                    found.append((record, f"{key}.{index}" if is_list else key, item))
            elif isinstance(item, Record):
                _add_texts(item, wanted, found)


@cache
def _fields(model: type[Record], wanted: frozenset[str] | None) -> tuple[tuple[str, bool], ...]:
    """The fields of a model that hold a text with a mark that is wanted (any for None), each with whether it is one."""
    found = []
    for key, info in model.model_fields.items():
        is_wanted = str in parts_of(info.annotation) if wanted is None else not wanted.isdisjoint(_marks(model, key))
        below = (part for part in parts_of(info.annotation) if isinstance(part, type) and issubclass(part, Record))
        if is_wanted or any(_fields(part, wanted) for part in below):
            found.append((key, is_wanted))
    return tuple(found)


def marks_of(record: Record, key: str) -> frozenset[str]:
    """Return the marks of a text of a record, by the key under which ``texts`` found it."""
    return _marks(type(record), key.partition(".")[0])


@cache
def _marks(model: type[Record], key: str) -> frozenset[str]:
    info = model.model_fields[key]
    return frozenset(mark for mark in (*info.metadata, *_metadata(info.annotation)) if isinstance(mark, str))


def _metadata(annotation: Any) -> Iterator[Any]:
    for part in parts_of(annotation):
        yield from getattr(part, "__metadata__", ())


def parts_of(annotation: Any) -> Iterator[Any]:
    """Yield a type and all types within it."""
    yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from parts_of(part)
