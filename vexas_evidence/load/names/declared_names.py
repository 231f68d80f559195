"""Names that a list of records declares: each once, and each that another record uses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from vexas_evidence.load.record_texts import marks_of, texts
from vexas_evidence.model import Record
from vexas_evidence.system.problems import Problem, nearest


def undeclared(record: Record, key: str, name: str, what: str, declared: Iterable[str]) -> tuple[Problem, ...]:
    """Return a problem for a name that is not among those declared."""
    if name in declared:
        return ()
    return (Problem(record.at(key), f"unknown {what} {name!r}", f"a declared {what}", nearest(name, declared)),)


def undeclared_below(record: Record, declared: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Yield a problem for each id below a record that is not among those declared of what the mark of its type says."""
    for owner, key, name in texts(record, *declared):
        for what in marks_of(owner, key):
            if name != "not stated" and what in declared:
                yield from undeclared(owner, key, name, what, declared[what])


def misnamed(record: Record, key: str, name: str, of: str, remedy: str = "rename one of them") -> Iterator[Problem]:
    """Yield a problem where a record's name is not that of its file or folder, which *of* says."""
    if (given := getattr(record, key)) != name:
        yield Problem(record.at(key), f"{key} {given!r}", f"{of} {name!r}", remedy)


def braces(owner: Record, key: str, text: str) -> Iterator[Problem]:
    """Yield a problem for a text that holds a brace, as only a reference has one."""
    if "{" in text or "}" in text:
        yield Problem(owner.at(key), f"a brace in {text!r}", "words only, without references", "write it in words")


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
