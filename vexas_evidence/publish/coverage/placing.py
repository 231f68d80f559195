"""Placing: each numeral of a finished file is set against what the calls emitted, by order, class and record.

A numeral is known by where it stands, not by its value: 41% in the place of 54% is found, although both occur in the
report. A file that was read when it was rendered is held to all its words and looks of then.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, pairwise
from pathlib import Path

from vexas_evidence.publish.coverage import attachment_reading, code_words
from vexas_evidence.publish.coverage.comparison import Rendered, differences, how_much
from vexas_evidence.publish.coverage.files.read_finished import AGAIN, read, suffix_of
from vexas_evidence.publish.coverage.manifest import Entry, Manifest, Written, Zone
from vexas_evidence.publish.coverage.marked_lines import File, Line
from vexas_evidence.system.problems import Discrepancy, Place
from vexas_evidence.text.numerals import CLASSES, Numeral, NumeralClass, classed, numerals

RENDER = "render the report again; change numbers only in the data"
AROUND = 28  # characters quoted on either side of a numeral
FEW = 8
ZONES: tuple[Zone, ...] = ("text", "alt", "head", "data")
_LINKING = (".html", ".docx")
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


@dataclass(frozen=True, slots=True)
class Found:
    """A numeral or link of a finished file: as it reads, its key or record and kind, and its place in words."""

    text: str
    key: tuple[str, ...]
    place: str
    named: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A numeral or link that a call emitted."""

    key: tuple[str, ...]
    kind: str
    entry: Entry


class Words:
    """The words of the lines of one zone in order, which know the place of each character."""

    def __init__(self, file: File, zone: str) -> None:
        self.lines: Sequence[Line] = [line for line in file.lines if line.zone == zone and line.words]
        self.text = "\n".join(line.words for line in self.lines)
        self.starts = [0, *accumulate(len(line.words) + 1 for line in self.lines)]

    def numerals(self, names: tuple[str, ...] = ()) -> Iterator[Found]:
        """Yield every numeral with its place."""
        for numeral, kind in classed(self.text, names):
            place = self.place(numeral.start, numeral.end)
            yield Found(numeral.text, (numeral.key,), place, kind == "name", numeral.start, numeral.end)

    def links(self) -> Iterator[Found]:
        """Yield the whole text of every link to a record, with the record and the kind."""
        for start, line in zip(self.starts, self.lines, strict=False):
            for link in line.links:
                if link.kind != "when":
                    words = " ".join(line.words[link.start : link.end].split())
                    place = self.place(start + link.start, start + link.end)
                    yield Found(words, (words, link.id, link.kind), place)

    def place(self, start: int, end: int) -> str:
        """Say where a character stands: the heading above it and the words around it."""
        line = self.lines[bisect.bisect_right(self.starts, start) - 1]
        return f"{line.place}, “…{' '.join(self.text[max(0, start - AROUND) : end + AROUND].split())}…”"


def audit(path: Path, name: str, manifest: Manifest) -> Coverage:
    """Hold a finished file to the manifest; *name* is its path there.

    Its words and looks are compared with those that were read when it was rendered, where the manifest has them, and
    where these are the same, or unknown, each of its numerals is placed.

    Raises BadInput for a file that cannot be read.
    """
    file, lines = read(path), manifest.rendered.get(name, ())
    if (other := attachment_reading.name_in(file.attachments)) not in ("", name):
        found = ("", f"it is {other}, by what it carries", f"the file {name}")
        return Coverage(name, {}, (_discrepancy(name, found, AGAIN),))
    wrong = [*_differing(lines, file)]
    wrong += attachment_reading.wrong(file.attachments, name, manifest) if file.attachments else ()
    if not wrong:
        return placed(file, name, manifest, suffix_of(path))
    return Coverage(name, {}, tuple(_discrepancy(name, each, AGAIN) for each in wrong))


def _differing(lines: Sequence[Rendered], file: File) -> Wrong:
    if lines:
        yield from ((each.place, each.found, each.expected) for each in differences(lines, file))


def placed(file: File, name: str, manifest: Manifest, suffix: str) -> Coverage:
    """Place every numeral of a file that was read."""
    written = manifest.files.get(name, Written("", ()))
    totals: Counter[NumeralClass] = Counter()
    wrong = [
        (place, repr(title), repr(written.title))
        for place, title in dict.fromkeys(file.titles)
        if written.title and (title != written.title if suffix != ".html" else written.title not in title)
    ]
    surplus = 0
    for zone in ZONES:
        words = Words(file, zone)
        found = tuple(words.numerals(manifest.names))
        wanted = [each for entry in written.entries if entry.zone == zone for each in _wanted(entry)]
        totals.update(kind for entry in written.entries if entry.zone == zone for _, kind in entry.numerals)
        surplus += len(found) - len(wanted)
        wrong += _differences(found, wanted, written.named > 0, words.text if suffix == ".pdf" else "")
        if zone == "text" and suffix in _LINKING:
            wrong += _links(list(words.links()), [each for each in written.entries if each.linked], suffix)
    if written.named and surplus != written.named and not wrong:
        found_names = f"{max(surplus, 0)} numerals of declared names in the page's own words"
        wrong.append(("page", found_names, str(written.named)))
    totals["name"] += written.named
    version = {numeral.key for numeral in numerals(manifest.version)}
    titles = {numeral.key for each in manifest.files.values() for numeral in numerals(each.title)}
    for repeated in Words(file, "around").numerals():
        if repeated.key[0] not in version | titles:
            wrong.append((repeated.place, repr(repeated.text), f"the version {manifest.version}, or a title"))
        totals["version" if repeated.key[0] in version else "name"] += 1
    totals["page number"] += 2 * file.pages
    discrepancies = tuple(_discrepancy(name, each, RENDER) for each in wrong)
    known = {kind: totals[kind] for kind in CLASSES if totals[kind]}
    lines = manifest.rendered.get(name, ())
    return Coverage(name, known, discrepancies, how_much(lines) if lines else "")


def _discrepancy(name: str, wrong: tuple[str, str, str], remedy: str) -> Discrepancy:
    place, found, expected = wrong
    return Discrepancy(Place(f"{name}, {place}" if place else name), found, expected, remedy, "coverage")


def _wanted(entry: Entry) -> Iterator[Wanted]:
    return (Wanted((Numeral(text, 0, 0).key,), kind, entry) for text, kind in entry.numerals)


def _differences(found: Sequence[Found], wanted: Sequence[Wanted], named: bool, lines: str) -> Wrong:
    """Yield place, found and expected of the numerals that differ.

    Names in the words of a page may be *named* besides; the end of one of the *lines* may break a numeral.
    """
    for ours, theirs, before in _differing_runs(wanted, found):
        there = [each for each in theirs if not (named and each.named)]
        keys = [each.key[0] for each in there]
        expected = [each.key[0] for each in ours]
        if expected != keys and not ("".join(expected) == "".join(keys) and _broken(there, lines)):
            yield from _paired(ours, there, before)


def _differing_runs(
    wanted: Sequence[Wanted], found: Sequence[Found]
) -> Iterator[tuple[Sequence[Wanted], Sequence[Found], Found | None]]:
    """Yield the runs in which two sequences differ, with what stands before."""
    ours, theirs = [each.key for each in wanted], [each.key for each in found]
    if ours != theirs:
        for tag, i, j, k, m in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
            if tag != "equal":
                yield wanted[i:j], found[k:m], found[k - 1] if k else None


def _broken(spans: Sequence[Found], lines: str) -> bool:
    """Say whether spans follow one another over the ends of lines."""
    between = (lines[one.end : other.start] for one, other in pairwise(spans))
    return bool(lines) and all(not gap.strip(" -\n") and "\n" in gap for gap in between)


def _paired(wanted: Sequence[Wanted], found: Sequence[Found], before: Found | None) -> Wrong:
    for one_wanted, one_found in zip(wanted, found, strict=False):
        yield one_found.place, repr(one_found.text), _expected(one_wanted)
    for one_found in found[len(wanted) :]:
        origin = code_words.near(one_found.place, one_found.text)
        typed = f"; it is typed at {origin}" if origin else ""
        yield one_found.place, repr(one_found.text), f"no numeral here; nothing in the data accounts for it{typed}"
    for one_wanted in wanted[len(found) :]:
        yield before.place if before else "at the beginning", "a numeral is missing after this", _expected(one_wanted)


def _expected(wanted: Wanted) -> str:
    record = f" of {wanted.entry.id}" if wanted.entry.id else f" in {wanted.entry.text!r}"
    return f"{wanted.key[0]!r} ({wanted.kind}{record})"


def _links(found: Sequence[Found], entries: Sequence[Entry], suffix: str) -> Wrong:
    """Yield the links whose text, record or kind is not the expected one."""
    wanted = [Wanted(_linked(entry, suffix), entry.kind, entry) for entry in entries]
    for ours, theirs, before in _differing_runs(wanted, found):
        at = theirs[0] if theirs else before
        yield (
            at.place if at else "links",
            _described([each.key for each in theirs]),
            _described([each.key for each in ours]),
        )


def _linked(entry: Entry, suffix: str) -> tuple[str, ...]:
    """Text, record and kind of a link as a format has them."""
    record = entry.id if suffix == ".html" or entry.id.startswith("#") else entry.id.partition(".")[0]
    return " ".join(entry.text.split()), record, entry.kind


def _described(links: Sequence[tuple[str, ...]]) -> str:
    """Links in words; of many, the first."""
    first = [f"{text!r} linked to {name}{f' as {kind}' if kind else ''}" for text, name, kind in links[:FEW]]
    more = [f"{len(links) - FEW} more"] if len(links) > FEW else []
    return "; ".join([*first, *more]) or "no link"
