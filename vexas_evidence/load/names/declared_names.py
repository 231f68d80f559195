"""Names that a list of records declares: each once, and each that another record uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from vexas_evidence.model import Record
from vexas_evidence.system.problems import Problem, nearest


def undeclared(record: Record, key: str, name: str, what: str, declared: Iterable[str]) -> tuple[Problem, ...]:
    """Return a problem for a name that is not among those declared."""
    if name in declared:
        return ()
    return (Problem(record.at(key), f"unknown {what} {name!r}", f"a declared {what}", nearest(name, declared)),)


def any_undeclared(
    record: Record, key: str, names: Iterable[str], what: str, declared: Iterable[str]
) -> Iterator[Problem]:
    """Yield a problem for each undeclared name of a list."""
    for index, name in enumerate(names):
        yield from undeclared(record, f"{key}.{index}", name, what, declared)


def unique(records: Iterable[Any]) -> Iterator[Problem]:
    """Yield a problem for each id that an earlier record has."""
    first: dict[str, Record] = {}
    for record in records:
        if record.id in first:
            earlier = first[record.id].at("id")
            yield Problem(
                record.at("id"), f"duplicate id {record.id!r}", f"one record (first at {earlier})", "rename one"
            )
        first.setdefault(record.id, record)
