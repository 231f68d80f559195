"""A finished file held to what is expected of it: at the render to its document tree, and later to all its words.

The tree knows the record or the class of each numeral; a file shows the numerals of its tree, in order.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, starmap
from pathlib import Path
from typing import get_args

from vexas_evidence.publish.coverage import attachments
from vexas_evidence.publish.coverage.comparison import Mismatch, differences, differing, how_much
from vexas_evidence.publish.coverage.files.read_finished import AGAIN, read
from vexas_evidence.publish.coverage.manifest import Manifest, Written, Zone
from vexas_evidence.publish.coverage.marked_lines import File, MarkedLine
from vexas_evidence.publish.coverage.tree_words import Original, unlike
from vexas_evidence.system.problems import Discrepancy
from vexas_evidence.text.numerals import CLASSES, Numeral, NumeralClass, numerals

RENDER = "render the report again; change numbers only in the data"
WRITE = "write words in the pages or the data, and let no template, raw block or style add, change or hide any"
AROUND = 28  # characters quoted on either side of a numeral
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
    totals, versions = Counter[NumeralClass](kinds), _keys([manifest.version])
    totals.update("version" if each.form in versions else "name" for each in _numerals(file, "around"))
    totals["page number"] += 2 * file.pages
    return {kind: totals[kind] for kind in CLASSES if totals[kind]}


def _numerals(file: File, zone: str) -> Iterator[MarkedLine]:
    """Yield each numeral of a zone as a line; where a page breaks an address or a range, its line goes on."""
    lines = [line for line in file.lines if line.zone == zone and line.words]
    texts = [line.words + ("" if file.pages and line.words.endswith(("/", "-")) else "\n") for line in lines]
    text, starts = "".join(texts), [0, *accumulate(map(len, texts))]
    for each in numerals(text):
        around = " ".join(text[max(0, each.start - AROUND) : each.end + AROUND].split())
        place = lines[bisect.bisect_right(starts, each.start) - 1].place
        yield MarkedLine(f"{place}, “…{around}…”", _key(each))


def _key(numeral: Numeral) -> str:
    return numeral.key.rstrip(LETTERS)


def _keys(texts: Iterable[str]) -> set[str]:
    return {_key(each) for text in texts for each in numerals(text)}


def _misplaced(file: File, name: str, manifest: Manifest) -> Iterator[Mismatch]:
    """Yield the numerals of each zone, and the links, that are not those of the tree in their order.

    Around the text stand those of the version, of names that stand there and of titles; a page without a tree, which
    leads on to another, repeats those of names.
    """
    entries = manifest.files.get(name, Written("", ())).entries
    for zone in get_args(Zone):
        known = set() if name in manifest.files else _of_names(manifest)
        ours = [
            MarkedLine(each.id or f"“{each.text[:AROUND].strip()}”", _key(Numeral(text, 0, 0)))
            for each in entries
            for text, _ in each.numerals
            if each.zone == zone
        ]
        yield from differing(ours, [each for each in _numerals(file, zone) if each.form not in known])
    if file.links is not None:
        linked = [_link(" ".join(each.text.split()), each.id, each.kind) for each in entries if each.linked]
        yield from differing(linked, list(starmap(_link, file.links)))
    around = " ".join(line.words for line in file.lines if line.zone == "around")
    named = (each for each in manifest.names if each in around)
    known = _keys((manifest.version, *named, *(each.title for each in manifest.files.values())))
    yield from differing((), [each for each in _numerals(file, "around") if each.form not in known])


def _of_names(manifest: Manifest) -> set[str]:
    entries = (entry for page in manifest.files.values() for entry in page.entries)
    cited = (key for entry in entries for key, kind in entry.numerals if kind == "reference")
    return _keys((*manifest.names, *cited))


def _link(words: str, record: str, kind: str) -> MarkedLine:
    return MarkedLine("links", f"{words} linked to {record}{f' as {kind}' if kind else ''}")
