"""The fixed words of pages, tables and figures, which stand in one file of one language, by their place.

A place names the room or the page and then the words: "record.who". A text may name parts that its caller fills in,
"{count} of {every}", so that another language can order them. Numerals stand in no text: they belong to records.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from vexas_evidence.system.problems import Place, nearest, one

FILE = "fixed_texts.toml"


def fixed(place: str, **parts: str) -> str:
    """Return the text of a place, with its parts filled in.

    Raises
    ------
    BadInput
        Where the file has no such place, or its text names a part that is not given.

    Examples
    --------
    >>> fixed("verdicts.holds")
    'match'
    """
    text = _texts().get(place)
    if text is None:
        raise one(Place(FILE), f"no text at {place!r}", "a place of the file", nearest(place, _texts()))
    try:
        return text.format_map(parts)
    except KeyError as missing:
        wrong, given = f"the text at {place!r} names {{{missing.args[0]}}}", ", ".join(parts) or "no parts"
        raise one(Place(FILE), wrong, given, "name only what its caller gives") from None


def section(place: str) -> Mapping[str, str]:
    """Return the texts of a section by their keys, in the order of the file. Raises BadInput without one."""
    found = {name.removeprefix(f"{place}."): text for name, text in _texts().items() if name.startswith(f"{place}.")}
    if not found:
        sections = {name.rpartition(".")[0] for name in _texts()}
        raise one(Place(FILE), f"no section {place!r}", "a section of the file", nearest(place, sections))
    return found


def places() -> tuple[str, ...]:
    """Return every place of the file, in order."""
    return tuple(_texts())


def text_at(place: str) -> str:
    """Return the text of a place as the file has it. Raises KeyError without one."""
    return _texts()[place]


@cache
def _texts() -> Mapping[str, str]:
    content = tomllib.loads(files(__package__).joinpath(FILE).read_text(encoding="utf-8"))
    return dict(_flat(content, ()))


def _flat(content: Mapping[str, object], above: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for key, value in content.items():
        names = (*above, key)
        if isinstance(value, Mapping):
            yield from _flat(value, names)
        else:
            assert isinstance(value, str), f"{FILE}: {'.'.join(names)} is no text"
            yield ".".join(names), value
