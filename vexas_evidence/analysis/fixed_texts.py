"""The fixed words of pages, tables and figures, which stand in one file of one language, by their place.

A place names the room or the page and then the words: "record.who". A text may name parts that its caller fills in,
"{count} of {every}", so that another language can order them. Numerals stand in no text: they belong to records.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import TypeVar

from vexas_evidence.system.problems import Place, nearest, one

FILE = "fixed_texts.toml"
T = TypeVar("T")


def fixed(place: str, **parts: str | int) -> str:
    """Return the text of a place, with its parts filled in.

    Raises BadInput where the file has no such place, or its text names other parts than those that are given.

    Examples
    --------
    >>> fixed("verdicts.holds")
    'match'
    """
    return "".join(map(str, filled(place, parts)))


def filled(place: str, parts: Mapping[str, T]) -> list[str | T]:
    """Return the words of a text and, in their places among them, the parts that are given. Raises as ``fixed`` does.

    Examples
    --------
    >>> filled("checklist.title", {"study": 1})
    ['Full-text checklist: ', 1]
    """
    text = _texts_below(place.partition(".")[0]).get(place)
    if text is None:
        raise one(Place(FILE), f"no text at {place!r}", "a place of the file", nearest(place, texts()))
    split = _split(text)
    named = [name for _, name in split if name is not None]
    if {*named} != {*parts}:
        wrong = f"the text at {place!r} names {', '.join(f'{{{name}}}' for name in named) or 'no parts'}"
        raise one(Place(FILE), wrong, ", ".join(parts) or "no parts", "name what its caller gives")
    return [each for words, name in split for each in (words, *(() if name is None else (parts[name],))) if each != ""]


@cache
def section(place: str) -> Mapping[str, str]:
    """Return the texts of a section by their keys, in the order of the file. Raises BadInput without one."""
    below = _texts_below(place.partition(".")[0])
    found = {name.removeprefix(f"{place}."): text for name, text in below.items() if name.startswith(f"{place}.")}
    if not found:
        sections = {name.rpartition(".")[0] for name in texts()}
        raise one(Place(FILE), f"no section {place!r}", "a section of the file", nearest(place, sections))
    return found


@cache
def _split(text: str) -> tuple[tuple[str, str | None], ...]:
    """The words of a text, each with the name of the part that follows it."""
    return tuple((words, name) for words, name, _, _ in Formatter().parse(text))


def texts() -> Mapping[str, str]:
    """Return the text of each place as the file has it, in the order of the file."""
    return {place: text for first in _tables() for place, text in _texts_below(first).items()}


@cache
def _tables() -> Mapping[str, str]:
    """The tables of the file as they are written, by their first name: a command needs few, and reads those."""
    found: dict[str, str] = {}
    for table in re.split(r"^(?=\[)", files(__package__).joinpath(FILE).read_text(encoding="utf-8"), flags=re.M)[1:]:
        first = re.split(r"[\].]", table[1:], maxsplit=1)[0]
        found[first] = found.get(first, "") + table
    return found


@cache
def _texts_below(first: str) -> Mapping[str, str]:
    return dict(_flat(tomllib.loads(_tables().get(first, "")), ()))


def _flat(content: Mapping[str, object], above: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for key, value in content.items():
        names = (*above, key)
        if isinstance(value, Mapping):
            yield from _flat(value, names)
        else:
            assert isinstance(value, str), f"{FILE}: {'.'.join(names)} is no text"
            yield ".".join(names), value
