"""Placing: each numeral of a finished file is set against what the calls emitted, by order, class and record.

A numeral is known by where it stands, not by its value: 41% in the place of 54% is found, although
both occur in the report.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path

from vexas_evidence.check import Discrepancy
from vexas_evidence.coverage import code
from vexas_evidence.coverage.manifest import Entry, Manifest, Written, Zone
from vexas_evidence.coverage.reading import Finished, Found
from vexas_evidence.numerals import CLASSES, Numeral, NumeralClass, numerals
from vexas_evidence.problems import Place, one

RENDER = "render the report again; change numbers only in the data"
FEW = 8
SUFFIXES = (".html", ".pdf", ".docx")


@dataclass(frozen=True, slots=True)
class Coverage:
    """The numerals of one finished file by class, and those that have no place or another text than expected."""

    file: str
    totals: Mapping[NumeralClass, int]
    discrepancies: tuple[Discrepancy, ...]

    def __str__(self) -> str:
        told = ", ".join(f"{count} {kind}" for kind, count in self.totals.items())
        return f"{self.file}: {sum(self.totals.values())} numerals: {told or 'none'}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A numeral or link that a call emitted."""

    key: str
    kind: NumeralClass
    entry: Entry


def audit(path: Path, name: str, manifest: Manifest) -> Coverage:
    """Place every numeral of a finished file; *name* is its path in the manifest.

    Raises BadInput for a file that cannot be read.
    """
    written = manifest.files.get(name, Written("", ()))
    done = _read(path, written, manifest.version)
    totals: Counter[NumeralClass] = Counter()
    zones: tuple[tuple[Zone, Sequence[Found]], ...] = (
        ("text", tuple(done.text.numerals(manifest.names))),
        ("alt", tuple(done.alt.numerals(manifest.names))),
    )
    wrong: list[tuple[str, str, str]] = list(done.wrong)
    said = 0
    for zone, found in zones:
        wanted = [each for entry in written.entries if entry.zone == zone for each in _wanted(entry)]
        totals.update(each.kind for each in wanted)
        said += len(found) - len(wanted)
        wrong += _differences(found, wanted, written.named > 0, path.suffix == ".pdf")
    if written.named and said != written.named and not wrong:
        told = f"{max(said, 0)} numerals of declared names in the page's own words"
        wrong.append(("page", told, str(written.named)))
    totals["name"] += written.named
    wrong += _links(done, written, path.suffix)
    wrong += _pictures(done, written)
    wrong += _rows(done, written)
    version = Numeral(manifest.version, 0, 0).key
    titles = {numeral.key for each in manifest.files.values() for numeral in numerals(each.title)}
    for repeated in done.chrome:
        if repeated.key not in (version, *titles):
            wrong.append((repeated.place, repr(repeated.text), f"the version {manifest.version}, or a title"))
        totals["version" if repeated.key == version else "name"] += 1
    totals["page number"] += 2 * done.pages
    discrepancies = tuple(
        Discrepancy(Place(f"{name}, {place}"), found, expected, RENDER, "coverage") for place, found, expected in wrong
    )
    return Coverage(name, {kind: totals[kind] for kind in CLASSES if totals[kind]}, discrepancies)


def _read(path: Path, written: Written, version: str) -> Finished:
    import pypdfium2
    from lxml import etree

    from vexas_evidence.coverage import docx, html, pdf

    try:
        if path.suffix == ".pdf":
            return pdf.read(path, written, version)
        if path.suffix == ".html":
            return html.read(path, written)
        if path.suffix == ".docx":
            return docx.read(path, written)
    except (OSError, KeyError, zipfile.BadZipFile, etree.LxmlError, pypdfium2.PdfiumError) as error:
        wrong = f"cannot be read ({type(error).__name__})"
        raise one(Place(str(path)), wrong, f"a finished file ({', '.join(SUFFIXES)})", "render it again") from None
    raise one(Place(str(path)), "no finished file", f"one of {', '.join(SUFFIXES)}", "name a file of the report")


def _wanted(entry: Entry) -> Iterator[Wanted]:
    for text, kind in entry.numerals:
        yield Wanted(Numeral(text, 0, 0).key, kind, entry)


def _differences(
    found: Sequence[Found], wanted: Sequence[Wanted], named: bool, broken: bool
) -> Iterator[tuple[str, str, str]]:
    """Yield place, found and expected of what differs.

    Names in the words of a page may be *named* besides; a numeral may be *broken* by the end of a line.
    """
    ours, theirs = [each.key for each in wanted], [each.key for each in found]
    if ours == theirs:
        return
    before: Found | None = None
    for tag, i, j, k, m in _opcodes(ours, theirs):
        there = [each for each in found[k:m] if tag == "equal" or not (named and each.named)]
        keys = [each.key for each in there]
        if ours[i:j] != keys and not (broken and "".join(ours[i:j]) == "".join(keys)):
            yield from _paired(wanted[i:j], there, before)
        before = found[m - 1] if m else before


def _opcodes(ours: list[str], theirs: list[str]) -> list[tuple[str, int, int, int, int]]:
    """Return how one list becomes the other; where few places differ, nothing was put in or taken out."""
    differing = [at for at, (one_key, other) in enumerate(zip(ours, theirs, strict=False)) if one_key != other]
    if len(ours) == len(theirs) and len(differing) <= FEW:
        return [("replace", at, at + 1, at, at + 1) for at in differing]
    return list(SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes())


def _paired(wanted: Sequence[Wanted], found: Sequence[Found], before: Found | None) -> Iterator[tuple[str, str, str]]:
    for one_wanted, one_found in zip(wanted, found, strict=False):
        yield one_found.place, repr(one_found.text), _expected(one_wanted)
    for one_found in found[len(wanted) :]:
        origin = code.near(one_found.place, one_found.text)
        typed = f"; it is typed at {origin}" if origin else ""
        yield one_found.place, repr(one_found.text), f"no numeral here; nothing in the data accounts for it{typed}"
    for one_wanted in wanted[len(found) :]:
        yield before.place if before else "at the beginning", "a numeral is missing after this", _expected(one_wanted)


def _expected(wanted: Wanted) -> str:
    record = f" of {wanted.entry.id}" if wanted.entry.id else f" in {wanted.entry.text!r}"
    return f"{wanted.key!r} ({wanted.kind}{record})"


def _pictures(done: Finished, written: Written) -> Iterator[tuple[str, str, str]]:
    """Yield the pictures that are not those which the calls drew."""
    wanted = [entry.text for entry in written.entries if entry.zone == "picture"]
    for number, (ours, theirs) in enumerate(zip_longest(wanted, done.pictures), 1):
        if ours != theirs:
            yield f"picture {number}", "another picture" if theirs else "no picture", "the picture that was drawn"


def _rows(done: Finished, written: Written) -> Iterator[tuple[str, str, str]]:
    """Yield that the tables of a file have more or fewer rows than were written."""
    wanted = sum(int(entry.text) for entry in written.entries if entry.zone == "rows")
    if done.rows != wanted:
        yield "tables", f"{done.rows} rows", f"{wanted} rows"


def _links(done: Finished, written: Written, suffix: str) -> Iterator[tuple[str, str, str]]:
    """Yield the links whose text or record is not the expected one."""
    from vexas_evidence.coverage.pdf import link_words

    wanted = [entry for entry in written.entries if entry.linked]
    words: Callable[[str], str] = link_words if suffix == ".pdf" else lambda text: " ".join(text.split())
    if suffix == ".pdf":
        ids = _targets(done.links, wanted)
    elif suffix == ".docx":  # a link of a DOCX names the record and not the part of it
        ids = [entry.id if entry.id.startswith("#") else entry.id.partition(".")[0] for entry in wanted]
    else:
        ids = [entry.id for entry in wanted]
    ours = [(words(entry.text), identifier) for entry, identifier in zip(wanted, ids, strict=True)]
    theirs = [(words(link.text), link.id) for link in done.links]
    if ours == theirs:
        return
    for tag, i, j, k, m in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        place = done.links[min(k, len(done.links) - 1)].place if done.links else "links"
        told = "; ".join(f"{link.text!r} linked to {link.id}" for link in done.links[k:m]) or "no link"
        expected = "; ".join(f"{entry.text!r} linked to {entry.id}" for entry in wanted[i:j]) or "no link"
        yield place, told, expected


def _targets(links: Sequence[Found], wanted: Sequence[Entry]) -> list[str]:
    """Return where each link of a PDF is to lead: to one place for each record, that of its first link."""
    known: dict[str, str] = {}
    taken: set[str] = set()
    ids = []
    for number, entry in enumerate(wanted):
        record = entry.id.removeprefix("#").partition(".")[0]
        if record not in known:
            target = links[number].id if number < len(links) else ""
            known[record] = target if target not in taken else ""
            taken.add(target)
        ids.append(known[record])
    return ids
