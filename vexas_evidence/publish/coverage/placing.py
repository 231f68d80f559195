"""Placing: each numeral of a finished file is set against what the calls emitted, by order, class and record.

A numeral is known by where it stands, not by its value: 41% in the place of 54% is found, although
both occur in the report.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise, zip_longest
from pathlib import Path

from vexas_evidence.present.formats import SUFFIXES
from vexas_evidence.present.spans import KIND_LETTERS
from vexas_evidence.publish.coverage import attachment_reading, code_words
from vexas_evidence.publish.coverage.files.finished_file import AROUND, Finished, Found, Stream, suffix_of
from vexas_evidence.publish.coverage.manifest import Entry, Manifest, Written, Zone
from vexas_evidence.system.problems import Discrepancy, Place, one
from vexas_evidence.text.numerals import CLASSES, Numeral, NumeralClass, numerals

RENDER = "render the report again; change numbers only in the data"
FEW = 8
_UNSTEADY = re.compile(r"[\s\u00ad\u200b‐‑−-]+")


@dataclass(frozen=True, slots=True)
class Coverage:
    """The numerals of one finished file by class, and those that have no place or another text than expected."""

    file: str
    totals: Mapping[NumeralClass, int]
    discrepancies: tuple[Discrepancy, ...]

    def __str__(self) -> str:
        counts = ", ".join(f"{count} {kind}" for kind, count in self.totals.items())
        return f"{self.file}: {sum(self.totals.values())} numerals: {counts or 'none'}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A numeral or link that a call emitted."""

    key: str
    kind: NumeralClass
    entry: Entry
    last: bool = False


def audit(path: Path, name: str, manifest: Manifest) -> Coverage:
    """Place every numeral of a finished file; *name* is its path in the manifest.

    Raises BadInput for a file that cannot be read.
    """
    written = manifest.files.get(name, Written("", ()))
    suffix = suffix_of(path)
    done = _read(path, suffix, written, manifest)
    if done.incomplete:
        return Coverage(name, {}, (_discrepancy(name, done.incomplete),))
    totals: Counter[NumeralClass] = Counter()
    streams: Mapping[Zone, Stream] = {"text": done.text, "alt": done.alt, "head": done.head, "data": done.data}
    wrong: list[tuple[str, str, str]] = list(done.wrong)
    surplus = 0
    for zone, stream in streams.items():
        found, words = tuple(stream.numerals(manifest.names)), stream.text
        wanted = [each for entry in written.entries if entry.zone == zone for each in _wanted(entry)]
        totals.update(each.kind for each in wanted)
        surplus += len(found) - len(wanted)
        wrong += _differences(found, wanted, written.named > 0, words if suffix == ".pdf" else "")
        wrong += _around(found, wanted, words)
    if written.named and surplus != written.named and not wrong:
        found_names = f"{max(surplus, 0)} numerals of declared names in the page's own words"
        wrong.append(("page", found_names, str(written.named)))
    totals["name"] += written.named
    wrong += _links(done, written, suffix)
    wrong += _pictures(done, written)
    wrong += _rows(done, written)
    wrong += attachment_reading.wrong(done.attachments, name, manifest) if done.attachments else ()
    version = {numeral.key for numeral in numerals(manifest.version)}
    titles = {numeral.key for each in manifest.files.values() for numeral in numerals(each.title)}
    for repeated in done.chrome:
        if repeated.key not in version | titles:
            wrong.append((repeated.place, repr(repeated.text), f"the version {manifest.version}, or a title"))
        totals["version" if repeated.key in version else "name"] += 1
    totals["page number"] += 2 * done.pages
    found_wrong = tuple(_discrepancy(name, each) for each in wrong)
    return Coverage(name, {kind: totals[kind] for kind in CLASSES if totals[kind]}, found_wrong)


def _discrepancy(name: str, wrong: tuple[str, str, str]) -> Discrepancy:
    place, found, expected = wrong
    return Discrepancy(Place(f"{name}, {place}"), found, expected, RENDER, "coverage")


def _read(path: Path, suffix: str, written: Written, manifest: Manifest) -> Finished:
    import pypdfium2
    from lxml import etree

    from vexas_evidence.publish.coverage.files import docx, html, pdf, pptx

    try:
        if suffix == ".pdf":
            return pdf.read(path, written, manifest.version)
        if suffix == ".html":
            return html.read(path, written, manifest.site, manifest.version)
        if suffix == ".docx":
            return docx.read(path, written)
        if suffix == ".pptx":
            return pptx.read(path, written)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, etree.LxmlError, pypdfium2.PdfiumError) as error:
        wrong = f"cannot be read ({type(error).__name__})"
        raise one(Place(str(path)), wrong, f"a finished file ({', '.join(SUFFIXES)})", "render it again") from None
    raise one(Place(str(path)), "no finished file", f"one of {', '.join(SUFFIXES)}", "name a file of the report")


def _wanted(entry: Entry) -> Iterator[Wanted]:
    for number, (text, kind) in enumerate(entry.numerals, 1):
        yield Wanted(Numeral(text, 0, 0).key, kind, entry, number == len(entry.numerals))


def _differences(
    found: Sequence[Found], wanted: Sequence[Wanted], named: bool, lines: str
) -> Iterator[tuple[str, str, str]]:
    """Yield place, found and expected of what differs.

    Names in the words of a page may be *named* besides; the end of one of the *lines* may break a numeral.
    """
    ours, theirs = [each.key for each in wanted], [each.key for each in found]
    if ours == theirs:
        return
    before: Found | None = None
    for tag, i, j, k, m in _opcodes(ours, theirs):
        there = [each for each in found[k:m] if tag == "equal" or not (named and each.named)]
        keys = [each.key for each in there]
        if ours[i:j] != keys and not ("".join(ours[i:j]) == "".join(keys) and _broken(there, lines)):
            yield from _paired(wanted[i:j], there, before)
        before = found[m - 1] if m else before


def _broken(spans: Sequence[Found], lines: str) -> bool:
    """Say whether spans follow one another over the ends of lines."""
    between = (lines[one.end : other.start] for one, other in pairwise(spans))
    return bool(lines) and all(not gap.strip(" -\n") and "\n" in gap for gap in between)


def _around(found: Sequence[Found], wanted: Sequence[Wanted], words: str) -> Iterator[tuple[str, str, str]]:
    """Yield where the words that a call emitted with a numeral are not those around it, or name another record."""
    ours, theirs = [each.key for each in wanted], [each.key for each in found]
    known: dict[int, int] = {}  # where the last numeral of an entry ends in the entry
    for tag, i, j, k, _ in [("equal", 0, len(ours), 0, 0)] if ours == theirs else _opcodes(ours, theirs):
        for ours_there, there in zip(wanted[i:j], found[k:], strict=False) if tag == "equal" else ():
            entry = ours_there.entry
            if there.kind == "when" and there.id != entry.id:
                yield there.place, f"{there.text!r} named {there.id}", _expected(ours_there)
            if ours_there.last:
                end = known.setdefault(id(entry), _end(entry.text))
                before, after = _bare(entry.text[:end]), _bare(entry.text[end:])
                room = 2 * len(entry.text) + AROUND
                if not (
                    _bare(words[max(0, there.end - room) : there.end]).endswith(before)
                    and _bare(words[there.end : there.end + room]).startswith(after)
                ):
                    yield there.place, f"other words around {there.text!r}", repr(" ".join(entry.text.split()))


def _end(words: str) -> int:
    """Return where the last numeral of words ends; 0 where they have none, as in a manifest that was edited."""
    return max((numeral.end for numeral in numerals(words)), default=0)


def _bare(words: str) -> str:
    """Words without what a page or the end of a line may change: spaces, hyphens and minus signs, forms of quotes."""
    return _UNSTEADY.sub("", words)


def _opcodes(ours: Sequence[Hashable], theirs: Sequence[Hashable]) -> list[tuple[str, int, int, int, int]]:
    """Return how one list becomes the other; where few places differ, nothing was put in or taken out."""
    differing = [at for at, (one_key, other) in enumerate(zip(ours, theirs, strict=False)) if one_key != other]
    if len(ours) == len(theirs) and len(differing) <= FEW:
        return [("replace", at, at + 1, at, at + 1) for at in differing]
    return list(SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes())


def _paired(wanted: Sequence[Wanted], found: Sequence[Found], before: Found | None) -> Iterator[tuple[str, str, str]]:
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
    """Yield the links whose text, record or kind is not the expected one."""
    wanted = [entry for entry in written.entries if entry.linked]
    known = {entry.id.removeprefix("#").partition(".")[0] for entry in wanted}
    ours = [_linked(entry, suffix) for entry in wanted]
    theirs = [
        (_with_hyphens("".join(link.text.split())), _led(link.id, known), "")
        if suffix == ".pdf"
        else (link.text, link.id, link.kind)
        for link in done.links
    ]
    if ours == theirs:
        return
    for tag, i, j, k, m in _opcodes(ours, theirs):
        if tag == "equal":
            continue
        place = done.links[min(k, len(done.links) - 1)].place if done.links else "links"
        yield place, _described(theirs[k:m]), _described(ours[i:j])


def _linked(entry: Entry, suffix: str) -> tuple[str, str, str]:
    """Text, record and kind of a link as a format has them: a PDF prints the letter and has no class."""
    mere = entry.id.startswith("#")
    record = entry.id.partition(".")[0]
    if suffix == ".pdf":
        letter = KIND_LETTERS[entry.kind] if entry.kind else ""
        return _with_hyphens("".join(entry.text.split())) + letter, record.removeprefix("#"), ""
    words = " ".join(entry.text.split())
    return words, record if suffix == ".docx" and not mere else entry.id, entry.kind


def _with_hyphens(words: str) -> str:
    """Words with a hyphen for each minus sign: a PDF sets a hyphen before a digit as a minus sign."""
    return words.replace("−", "-")


def _led(words: str, known: Set[str]) -> str:
    """Return the record that the words at the target of a link name: the longest id that they begin with."""
    fitting = [name for name in known if words.startswith("".join(name.split()).replace("-", ""))]
    return max(fitting, key=len, default=words[:AROUND])


def _described(links: Sequence[tuple[str, str, str]]) -> str:
    """Links in words; of many, the first."""
    first = [f"{text!r} linked to {name}{f' as {kind}' if kind else ''}" for text, name, kind in links[:FEW]]
    more = [f"{len(links) - FEW} more"] if len(links) > FEW else []
    return "; ".join([*first, *more]) or "no link"
