"""The manifest: what numerals each call of a page emitted, in order, with class and record.

It is gathered from the notes of the calls and travels with the outputs as ``report/manifest.json``, with the lines of
each finished file as they read when it was rendered.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Any, Literal, get_args

from vexas_evidence.analysis.numbers import Numbers, Shown, When
from vexas_evidence.load.formats import format_1
from vexas_evidence.model import Kind
from vexas_evidence.present.spans import BREAK, Bare, Marked, Record, Spans, Strong, Words
from vexas_evidence.publish.coverage.comparison import Rendered
from vexas_evidence.system.problems import BadInput, Place, one
from vexas_evidence.text import prose
from vexas_evidence.text.numerals import CLASSES, NumeralClass, classed, numerals

Zone = Literal["text", "alt", "head", "data"]
MANIFEST = Path("report/manifest.json")
"""Where the manifest stands in a folder of outputs."""
_COUNT = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Entry:
    """Words that a call emitted, with the class of each numeral.

    ``id`` names the record and part of a number, or "#" and a record for a mere link to it; ``kind`` is the
    number's.
    """

    text: str
    numerals: tuple[tuple[str, NumeralClass], ...]
    id: str = ""
    linked: bool = False
    zone: Zone = "text"
    kind: Kind | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What is expected of one finished file: its title, the entries of its calls in order.

    ``named`` counts the numerals of declared names in the page's own words, which no call emits.
    """

    title: str
    entries: tuple[Entry, ...]
    named: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is expected of all finished files by path, the version around every page, and names that hold a numeral.

    ``site`` is the name of the site, which a page's title may end with. ``rendered`` holds the lines of each file as
    they were read when it was rendered; a manifest before evidence version 1.1 has none.
    """

    files: Mapping[str, Written]
    version: str
    names: tuple[str, ...]
    site: str = ""
    rendered: Mapping[str, tuple[Rendered, ...]] = field(default_factory=dict)


def of_one(known: Manifest, name: str) -> Manifest:
    """Return the manifest of one file alone."""
    lines = {name: known.rendered[name]} if name in known.rendered else {}
    return replace(known, files={name: known.files[name]}, rendered=lines)


def entries(spans: Spans, names: Iterable[str], zone: Zone = "text") -> Iterator[Entry]:
    """Yield the entries of what is shown: numbers, and words with numerals. Words go on over the end of a line."""
    declared = tuple(names)
    for plain, group in groupby(spans, lambda span: isinstance(span, str)):
        if plain:
            yield from _of_plain_words([str(span) for span in group], declared, zone)
            continue
        for span in group:
            if isinstance(span, Shown | Bare | Marked):
                shown = span if isinstance(span, Shown) else span.shown
                yield Entry(
                    span.text, tuple(_of_shown(shown)), shown.data_id, isinstance(span, Shown), zone, shown.kind
                )
            elif isinstance(span, Record):
                yield Entry(span.text, _of_words(span, ()), f"#{span.id}", True, zone)
            elif not isinstance(span, str) and (classed_numerals := _of_words(span, declared)):
                yield Entry(span.text, classed_numerals, _owner(span), False, zone)


def _of_plain_words(texts: Sequence[str], names: tuple[str, ...], zone: Zone) -> Iterator[Entry]:
    """Yield the entries of words; a number in words may run over the end of a line, but not over that of a cell."""
    runs: list[list[str]] = []
    for text in texts:
        if runs and (text.startswith(BREAK) or runs[-1][-1].endswith(BREAK)):
            runs[-1].append(text)
        else:
            runs.append([text])
    for run in runs:
        yield from _of_lines(run, names, zone)


def _of_lines(lines: Sequence[str], names: tuple[str, ...], zone: Zone) -> Iterator[Entry]:
    found = list(classed("".join(lines), names))
    end = 0
    for text in lines:
        start, end = end, end + len(text)
        if within := tuple((numeral.text, kind) for numeral, kind in found if start <= numeral.start < end):
            yield Entry(text, within, "", False, zone)


def _owner(span: Strong | When | Words) -> str:
    return span.id if isinstance(span, When) else ""


def _of_words(span: Strong | When | Words | Record, names: tuple[str, ...]) -> tuple[tuple[str, NumeralClass], ...]:
    if isinstance(span, Strong):
        return tuple((numeral.text, kind) for numeral, kind in classed(span.text, names))
    kind: NumeralClass = span.kind if isinstance(span, Words) else "timepoint" if isinstance(span, When) else "name"
    return tuple((numeral.text, kind) for numeral in numerals(span.text))


def _of_shown(shown: Shown) -> Iterator[tuple[str, NumeralClass]]:
    kind: NumeralClass = shown.kind if shown.kind != "reported" else "estimate"
    if shown.standing != "plain":
        kind = shown.standing
    for number, numeral in enumerate(numerals(shown.text)):
        level = shown.part == "interval" and number == 0 and shown.text[numeral.end :].startswith(" CI")
        hundred = shown.part == "rate" and shown.text[: numeral.start].endswith(" per ")
        yield numeral.text, "confidence level" if level else "per 100" if hundred else kind


def to_raw(entry: Entry) -> list[Any]:
    """Return an entry as it is written; a manifest has thousands, so it is a list without keys."""
    return [entry.text, entry.numerals, entry.id, entry.linked, entry.zone, entry.kind]


def from_raw(raw: Sequence[Any]) -> Entry:
    """Read an entry, also one of format 1; raises ValueError or TypeError for what is none."""
    text, pairs, identifier, linked, zone, kind = raw
    kind = format_1.CLASSES.get(kind, kind)
    classed_numerals = [(numeral, format_1.CLASSES.get(each, each)) for numeral, each in pairs]
    if zone not in get_args(Zone) or kind not in ("", *get_args(Kind)) or not isinstance(linked, bool):
        raise ValueError(raw)
    if any(each not in CLASSES for _, each in classed_numerals):
        raise ValueError(raw)
    return Entry(
        str(text),
        tuple((str(numeral), each) for numeral, each in classed_numerals),
        format_1.id_in_format_2(str(identifier)),
        linked,
        zone,
        kind,
    )


def _counted(count: Any) -> int:
    """Read how many there are; raises ValueError for what is no count that a file can have."""
    if not _COUNT.fullmatch(str(count)):
        raise ValueError(count)
    return int(count)


def write(manifest: Manifest, path: Path) -> None:
    """Write a manifest as it travels with the outputs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(to_json(manifest), encoding="utf-8")


def to_json(manifest: Manifest) -> str:
    """Return a manifest as it is written."""
    files = {
        name: {"title": each.title, "named": each.named, "entries": [to_raw(entry) for entry in each.entries]}
        for name, each in manifest.files.items()
    }
    lines = {name: _by_place(each) for name, each in manifest.rendered.items()}
    content = {"version": manifest.version, "names": manifest.names, "site": manifest.site, "files": files}
    content |= {"rendered": lines} if lines else {}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _by_place(lines: Iterable[Rendered]) -> list[list[Any]]:
    """Return lines as they are written: each place once for the lines that follow one another there."""
    return [[place, [line.form for line in there]] for place, there in groupby(lines, key=lambda line: line.place)]


def read(path: Path) -> Manifest:
    """Read a manifest; raises BadInput for a file that is none."""
    try:
        return from_json(path.read_text(encoding="utf-8"), str(path))
    except (OSError, ValueError) as error:
        raise _none(str(path), error) from None


def from_json(text: str, where: str) -> Manifest:
    """Read a manifest from its text, which stands at a place; raises BadInput for one that is none."""
    try:
        raw = json.loads(text)
        files = {
            name: Written(
                str(each["title"]),
                tuple(from_raw(entry) for entry in each["entries"] if entry[4] not in format_1.ZONES),
                _counted(each["named"]),
            )
            for name, each in raw["files"].items()
        }
        lines = {
            str(name): tuple(Rendered(str(place), str(form)) for place, forms in each for form in forms)
            for name, each in raw.get("rendered", {}).items()
        }
        return Manifest(files, str(raw["version"]), tuple(map(str, raw["names"])), str(raw["site"]), lines)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _none(where, error) from None


def _none(where: str, error: Exception) -> BadInput:
    wrong = f"not a manifest ({type(error).__name__})"
    return one(Place(where), wrong, "the manifest.json of a render", "render the report again")


def unfit(manifest: Manifest, numbers: Numbers) -> Iterator[tuple[str, Entry, str]]:
    """Yield file, entry and expected text of each entry that does not read as its record says, and of other numerals.

    A drawing may break the words of a time over lines.
    """
    for name, written in manifest.files.items():
        for entry in written.entries:
            if [text for text, _ in entry.numerals] != [numeral.text for numeral in numerals(entry.text)]:
                yield name, entry, "the numerals of its text"
            elif entry.id and not entry.id.startswith("#"):
                record = _record(entry, numbers)
                if isinstance(record, When) and entry.text.lower() in record.text.lower() and not entry.linked:
                    continue
                if record is None or (entry.text, entry.kind) != (record.text, getattr(record, "kind", "")):
                    yield name, entry, record.text if record else "no such record"


def _record(entry: Entry, numbers: Numbers) -> Shown | When | None:
    """What the data say of the record of an entry: a number, or a time."""
    name, _, part = entry.id.partition(".")
    if not entry.kind and not entry.linked and name in numbers.study.estimates:
        part = "when"
    try:
        return numbers.refer(prose.Reference(name, part or "value"))
    except LookupError:
        return None
