"""A finished file held to what is expected of it: at the render to its document tree, and later to all its words.

The tree knows the record or the class of each numeral; a file shows the numerals of its tree, in order.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, zip_longest
from pathlib import Path
from typing import get_args

from vexas_evidence.publish.coverage import attachments
from vexas_evidence.publish.coverage.comparison import Mismatch, differences, how_much
from vexas_evidence.publish.coverage.files.read_finished import AGAIN, read
from vexas_evidence.publish.coverage.manifest import Entry, Manifest, Written, Zone
from vexas_evidence.publish.coverage.marked_lines import File
from vexas_evidence.publish.coverage.tree_words import Original, unlike
from vexas_evidence.system.problems import Discrepancy
from vexas_evidence.text.numerals import CLASSES, Numeral, NumeralClass, numerals

RENDER = "render the report again; change numbers only in the data"
WRITE = "write words in the pages or the data, and let no template, raw block or style add, change or hide any"
AROUND = 28  # characters quoted on either side of a numeral
_LINE_ENDS = str.maketrans("", "", "/-")
LETTERS = "dij"
"""The raised letters of kinds, which stand right after a number."""


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
    """Hold a finished file to the manifest; *name* is its path there. Raises BadInput for one that cannot be read."""
    return compare(read(path), name, manifest)


def compare(file: File, name: str, manifest: Manifest) -> Coverage:
    """Hold a finished file, as it was read, to the manifest.

    Its words and looks are those that were read when it was rendered, where the manifest has these; where they are, its
    numerals and links are those of its tree.
    """
    lines = manifest.rendered.get(name, ())
    if (other := attachments.name_in(file.attachments)) not in ("", name):
        wrong = [Mismatch("", f"it is {other}, by what it carries", f"the file {name}")]
    else:
        wrong = [*(differences(lines, file) if lines else ())]
        wrong += attachments.wrong(file.attachments, name, manifest) if file.attachments else ()
        wrong = wrong or [*_misplaced(file, name, manifest)]
    return _coverage(file, name, manifest, wrong, AGAIN)


def placed(file: File, name: str, manifest: Manifest, original: Original | None = None) -> Coverage:
    """Hold a file that was just rendered to its tree, all its words to those that it was written from.

    What these are is not known of a file that an earlier render made.
    """
    if original and (wrong := list(unlike(file, original))):
        return _coverage(file, name, manifest, wrong, WRITE)
    return _coverage(file, name, manifest, _misplaced(file, name, manifest), RENDER)


def _coverage(file: File, name: str, manifest: Manifest, wrong: Iterable[Mismatch], remedy: str) -> Coverage:
    found = tuple(each.of_file(name, remedy) for each in wrong)
    lines = manifest.rendered.get(name, ())
    totals = {} if found else _totals(file, name, manifest)
    return Coverage(name, totals, found, how_much(lines) if lines else "")


def _totals(file: File, name: str, manifest: Manifest) -> dict[NumeralClass, int]:
    """Count the numerals of a file by class, with those around the text and the numbers of its pages."""
    kinds = (kind for entry in manifest.files.get(name, Written("", ())).entries for _, kind in entry.numerals)
    totals = Counter[NumeralClass](kinds)
    versions = {numeral.key for numeral in numerals(manifest.version)}
    totals.update("version" if key in versions else "name" for key, _ in _numerals(file, "around"))
    totals["page number"] += 2 * file.pages
    return {kind: totals[kind] for kind in CLASSES if totals[kind]}


def _numerals(file: File, zone: str) -> Iterator[tuple[str, Mismatch]]:
    """Yield the numerals of a zone: the key of each without the letter of a kind, and how and where it reads."""
    lines = [line for line in file.lines if line.zone == zone and line.words]
    text, starts = "\n".join(line.words for line in lines), [0, *accumulate(len(line.words) + 1 for line in lines)]
    for each in numerals(text):
        around = " ".join(text[max(0, each.start - AROUND) : each.end + AROUND].split())
        place = lines[bisect.bisect_right(starts, each.start) - 1].place
        yield _key(each), Mismatch(f"{place}, “…{around}…”", repr(each.text), "")


def _key(numeral: Numeral) -> str:
    return numeral.key.rstrip(LETTERS)


def _misplaced(file: File, name: str, manifest: Manifest) -> Iterator[Mismatch]:
    """Yield the first numeral of each zone that is not the one of the tree, and those around the text of neither."""
    entries = manifest.files.get(name, Written("", ())).entries
    of_names = _of_titles(manifest) if name not in manifest.files else ()
    for zone in get_args(Zone):
        expected = [(text, kind, each) for each in entries if each.zone == zone for text, kind in each.numerals]
        printed = [each for each in _numerals(file, zone) if each[0] not in of_names]
        yield from _first_difference(printed, expected, broken=file.pages > 0)
    linked = [(" ".join(each.text.split()), each.id, each.kind) for each in entries if each.linked]
    for one, other in zip_longest(file.links or (), linked) if file.links is not None else ():
        if one != other:
            yield Mismatch("links", _described(one), _described(other))
            break
    titles = (each.title for each in manifest.files.values())
    known = {_key(numeral) for text in (manifest.version, *titles) for numeral in numerals(text)}
    for key, found in _numerals(file, "around"):
        if key not in known:
            yield replace(found, expected=f"the version {manifest.version}, or a title")


def _of_titles(manifest: Manifest) -> set[str]:
    """Return the numerals that a page without a tree repeats, which leads on to another: of names and of titles."""
    entries = (entry for page in manifest.files.values() for entry in page.entries)
    cited = {key for entry in entries for key, kind in entry.numerals if kind == "reference"}
    return {_key(each) for text in (*manifest.names, *cited) for each in numerals(text)}


def _described(link: tuple[str, str, str] | None) -> str:
    words, record, kind = link or ("", "", "")
    return f"{words!r} linked to {record}{f' as {kind}' if kind else ''}" if link else "no link"


def _first_difference(
    found: Sequence[tuple[str, Mismatch]], expected: Sequence[tuple[str, NumeralClass, Entry]], broken: bool
) -> Iterator[Mismatch]:
    """Yield where numerals first differ from those expected; in a file of pages the end of a line may break one."""
    ours, theirs = [_key(Numeral(text, 0, 0)) for text, _, _ in expected], [key for key, _ in found]
    if ours == theirs or (broken and _unbroken(ours) == _unbroken(theirs)):
        return
    same = next(at for at, (one, other) in enumerate(zip_longest(ours, theirs)) if one != other)
    wanted = "no numeral here; nothing in the data accounts for it"
    if same < len(expected):
        text, kind, entry = expected[same]
        wanted = f"{text!r} ({kind}{f' of {entry.id}' if entry.id else f' in {entry.text!r}'})"
    if same < len(found):
        yield replace(found[same][1], expected=wanted)
    else:
        there = found[-1][1].place if found else "at the beginning"
        yield Mismatch(there, "a numeral is missing after this", wanted)


def _unbroken(keys: Iterable[str]) -> str:
    """All numerals in one, without the marks at which a line may end within an address or a range."""
    return "".join(keys).translate(_LINE_ENDS)
