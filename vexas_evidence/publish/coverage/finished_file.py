"""A finished file held to what is expected of it: at the render to its document tree, and later to all its words.

The tree knows the record or the class of each numeral; a file shows the numerals of its tree, in order.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, zip_longest
from pathlib import Path
from typing import get_args

from vexas_evidence.publish.coverage import attachment_reading
from vexas_evidence.publish.coverage.comparison import differences, how_much
from vexas_evidence.publish.coverage.files.read_finished import AGAIN, read
from vexas_evidence.publish.coverage.manifest import Entry, Manifest, Written, Zone
from vexas_evidence.publish.coverage.marked_lines import File
from vexas_evidence.publish.coverage.tree_words import Source, unlike
from vexas_evidence.system.problems import Discrepancy, Place
from vexas_evidence.text.numerals import CLASSES, Numeral, NumeralClass, numerals

RENDER = "render the report again; change numbers only in the data"
WRITE = "write words in the pages or the data, and let no template, raw block or style add, change or hide any"
AROUND = 28  # characters quoted on either side of a numeral
LETTERS = "dij"
"""The raised letters of kinds, which stand right after a number."""
Wrong = Iterator[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The numerals of one finished file by class, what of it was compared, and what is not as expected."""

    file: str
    totals: Mapping[NumeralClass, int]
    discrepancies: tuple[Discrepancy, ...]
    compared: str = ""

    def __str__(self) -> str:
        counts = ", ".join(f"{count} {kind}" for kind, count in self.totals.items())
        words = f"; {self.compared}, as rendered" if self.compared else ""
        return f"{self.file}: {sum(self.totals.values())} numerals: {counts or 'none'}{words}"


def audit(path: Path, name: str, manifest: Manifest) -> Coverage:
    """Hold a finished file to the manifest; *name* is its path there.

    Its words and looks are those that were read when it was rendered, where the manifest has these; where they are, its
    numerals and links are those of its tree. Raises BadInput for a file that cannot be read.
    """
    file, lines = read(path), manifest.rendered.get(name, ())
    if (other := attachment_reading.name_in(file.attachments)) not in ("", name):
        wrong = [("", f"it is {other}, by what it carries", f"the file {name}")]
    else:
        differing = differences(lines, file) if lines else ()
        wrong = [(each.place, each.found, each.expected) for each in differing]
        wrong += attachment_reading.wrong(file.attachments, name, manifest) if file.attachments else ()
        wrong = wrong or [*_misplaced(file, name, manifest)]
    totals = {} if wrong else _totals(file, name, manifest)
    return _coverage(name, totals, wrong, AGAIN, how_much(lines) if lines else "")


def placed(file: File, name: str, manifest: Manifest, source: Source | None = None) -> Coverage:
    """Hold a file that was just rendered to its tree, all its words to those that it was written from.

    What these are is not known of a file that an earlier render made.
    """
    wrong = [(each.place, each.found, each.expected) for each in (unlike(file, source) if source else ())]
    found = (wrong, WRITE) if wrong else (_misplaced(file, name, manifest), RENDER)
    return _coverage(name, _totals(file, name, manifest), *found)


def _coverage(
    name: str,
    totals: Mapping[NumeralClass, int],
    wrong: Iterable[tuple[str, str, str]],
    remedy: str,
    compared: str = "",
) -> Coverage:
    found = (
        Discrepancy(Place(f"{name}, {place}" if place else name), what, expected, remedy, "coverage")
        for place, what, expected in wrong
    )
    return Coverage(name, totals, tuple(found), compared)


def _totals(file: File, name: str, manifest: Manifest) -> dict[NumeralClass, int]:
    """Count the numerals of a file by class, with those around the text and the numbers of its pages."""
    kinds = (kind for entry in manifest.files.get(name, Written("", ())).entries for _, kind in entry.numerals)
    totals = Counter[NumeralClass](kinds)
    versions = {numeral.key for numeral in numerals(manifest.version)}
    totals.update("version" if found.key in versions else "name" for found in _numerals(file, "around"))
    totals["page number"] += 2 * file.pages
    return {kind: totals[kind] for kind in CLASSES if totals[kind]}


@dataclass(frozen=True, slots=True)
class Found:
    """A numeral of a finished file: as it reads, its key without the letter of a kind, and where it stands."""

    text: str
    key: str
    place: str


def _numerals(file: File, zone: str) -> Iterator[Found]:
    lines = [line for line in file.lines if line.zone == zone and line.words]
    text, starts = "\n".join(line.words for line in lines), [0, *accumulate(len(line.words) + 1 for line in lines)]
    for each in numerals(text):
        around = " ".join(text[max(0, each.start - AROUND) : each.end + AROUND].split())
        place = lines[bisect.bisect_right(starts, each.start) - 1].place
        yield Found(each.text, _key(each), f"{place}, “…{around}…”")


def _key(numeral: Numeral) -> str:
    return numeral.key.rstrip(LETTERS)


def _misplaced(file: File, name: str, manifest: Manifest) -> Wrong:
    """Yield the first numeral of each zone that is not the one of the tree, and those around the text of neither."""
    entries = manifest.files.get(name, Written("", ())).entries
    for zone in get_args(Zone):
        expected = [(text, kind, each) for each in entries if each.zone == zone for text, kind in each.numerals]
        yield from _first_difference(list(_numerals(file, zone)), expected, broken=file.pages > 0)
    linked = [(" ".join(each.text.split()), each.id, each.kind) for each in entries if each.linked]
    for one, other in zip_longest(file.links or (), linked) if file.links is not None else ():
        if one != other:
            yield "links", _described(one), _described(other)
            break
    titles = (each.title for each in manifest.files.values())
    known = {_key(numeral) for text in (manifest.version, *titles) for numeral in numerals(text)}
    for found in _numerals(file, "around"):
        if found.key not in known:
            yield found.place, repr(found.text), f"the version {manifest.version}, or a title"


def _described(link: tuple[str, str, str] | None) -> str:
    words, record, kind = link or ("", "", "")
    return f"{words!r} linked to {record}{f' as {kind}' if kind else ''}" if link else "no link"


def _first_difference(
    found: Sequence[Found], expected: Sequence[tuple[str, NumeralClass, Entry]], broken: bool
) -> Wrong:
    """Yield where numerals first differ from those expected; in a file of pages the end of a line may break one."""
    ours, theirs = [_key(Numeral(text, 0, 0)) for text, _, _ in expected], [each.key for each in found]
    if ours == theirs or (broken and "".join(ours) == "".join(theirs)):
        return
    same = next(at for at, (one, other) in enumerate(zip_longest(ours, theirs)) if one != other)
    wanted = "no numeral here; nothing in the data accounts for it"
    if same < len(expected):
        text, kind, entry = expected[same]
        wanted = f"{text!r} ({kind}{f' of {entry.id}' if entry.id else f' in {entry.text!r}'})"
    if same < len(found):
        yield found[same].place, repr(found[same].text), wanted
    else:
        yield found[-1].place if found else "at the beginning", "a numeral is missing after this", wanted
