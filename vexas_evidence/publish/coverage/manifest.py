"""The manifest: the numerals of each document in order, with class and record, as its document tree has them.

It travels with the outputs as ``report/manifest.json``, with the lines of each finished file as they read when it was
rendered.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from pydantic import TypeAdapter

from vexas_evidence.analysis.numbers import Numbers, Shown, When
from vexas_evidence.load.formats import format_1
from vexas_evidence.load.yaml import read_text
from vexas_evidence.present.spans import with_minus
from vexas_evidence.publish.coverage.marked_lines import MarkedLine
from vexas_evidence.system.problems import Place, one
from vexas_evidence.text import prose
from vexas_evidence.text.numerals import NumeralClass, numerals

Zone = Literal["text", "alt", "head", "data"]
MANIFEST = Path("report/manifest.json")
"""Where the manifest stands in a folder of outputs."""


class Entry(NamedTuple):
    """Words of a document with the class of each numeral.

    ``id`` names the record and part of a number, or "#" and a record for a mere link to it; ``kind`` is the
    number's.
    """

    text: str
    numerals: tuple[tuple[str, NumeralClass], ...]
    id: str = ""
    linked: bool = False
    zone: Zone = "text"
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What is expected of one finished file: its title, and the entries of its document tree in order."""

    title: str
    entries: tuple[Entry, ...]


_FILES = TypeAdapter(dict[str, Written])


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is expected of all finished files by path, the version around every page, and names that hold a numeral.

    ``rendered`` holds the lines of each file as they were read when it was rendered; a manifest before evidence version
    1.1 has none.
    """

    files: Mapping[str, Written]
    version: str
    names: tuple[str, ...]
    rendered: Mapping[str, tuple[MarkedLine, ...]] = field(default_factory=dict)


def of_one(known: Manifest, name: str) -> Manifest:
    """Return the manifest of one file alone."""
    lines = {name: known.rendered[name]} if name in known.rendered else {}
    return replace(known, files={name: known.files[name]}, rendered=lines)


def write(manifest: Manifest, path: Path) -> None:
    """Write a manifest as it travels with the outputs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(to_json(manifest), encoding="utf-8")


def to_json(manifest: Manifest) -> str:
    """Return a manifest as it is written."""
    files = {name: {"title": each.title, "entries": each.entries} for name, each in manifest.files.items()}
    lines = {name: _by_place(each) for name, each in manifest.rendered.items()}
    content = {"version": manifest.version, "names": manifest.names, "files": files}
    content |= {"rendered": lines} if lines else {}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _by_place(lines: Iterable[MarkedLine]) -> list[list[Any]]:
    """Return lines as they are written: each place once for the lines that follow one another there."""
    return [[place, [line.form for line in there]] for place, there in groupby(lines, key=lambda line: line.place)]


def read(path: Path) -> Manifest:
    """Read a manifest; raises BadInput for a file that is none."""
    return from_json(read_text(path, str(path)), str(path))


def from_json(text: str, where: str) -> Manifest:
    """Read a manifest from its text, which stands at a place; raises BadInput for one that is none."""
    try:
        raw = json.loads(text)
        for each in raw["files"].values():
            each["entries"] = [_in_format_2(entry) for entry in each["entries"] if entry[4] not in format_1.ZONES]
        files = _FILES.validate_python(raw["files"])
        lines = {
            str(name): tuple(MarkedLine(str(place), str(form)) for place, forms in each for form in forms)
            for name, each in raw.get("rendered", {}).items()
        }
        return Manifest(files, str(raw["version"]), tuple(map(str, raw["names"])), lines)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        wrong, expected = f"not a manifest ({type(error).__name__})", "the manifest.json of a render"
        raise one(Place(where), wrong, expected, "render the report again") from None


def _in_format_2(raw: Sequence[Any]) -> tuple[Any, ...]:
    """Return what is written of an entry in the words of format 2; there are thousands, so they are lists."""
    text, pairs, identifier, linked, zone, kind = raw
    classes = [(numeral, format_1.CLASSES.get(each, each)) for numeral, each in pairs]
    return text, classes, format_1.id_in_format_2(identifier), linked, zone, format_1.CLASSES.get(kind, kind)


def unfit(
    manifest: Manifest, numbers: Numbers, known: Mapping[str, Written] = MappingProxyType({})
) -> Iterator[tuple[str, Entry, str]]:
    """Yield file, entry and expected text of each entry that does not read as its record says, and of other numerals.

    *known* are entries by file whose numerals this code has found before. A drawing may break the words of a time over
    lines. A reader meets a minus sign where a record has a hyphen.
    """
    for name, written in manifest.files.items():
        is_new = written is not known.get(name)
        for entry in written.entries:
            if is_new and [text for text, _ in entry.numerals] != [numeral.text for numeral in numerals(entry.text)]:
                yield name, entry, "the numerals of its text"
            elif entry.id and not entry.id.startswith("#"):
                record = record_of(entry.id, not entry.kind and not entry.linked, numbers)
                text = record and with_minus(" ".join(record.text.split()))
                if text and isinstance(record, When) and entry.text.lower() in text.lower() and not entry.linked:
                    continue
                if record is None or (entry.text, entry.kind) != (text, getattr(record, "kind", "")):
                    yield name, entry, record.text if record else "no such record"


def record_of(identifier: str, when: bool, numbers: Numbers) -> Shown | When | None:
    """Return what the data say of a record and its part: a number, or the time of an estimate."""
    name, _, part = identifier.partition(".")
    if when and name in numbers.study.estimates:
        part = "when"
    try:
        return numbers.refer(prose.Reference(name, part or "value"))
    except LookupError:
        return None
