"""The manifest: what numerals each call of a page emitted, in order, with class and record.

A call writes one line into the file of its page and format; after the render the lines of all pages
become one manifest, which travels with the outputs as ``report/manifest.json``.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from vexas_evidence.numbers import Bare, Numbers, Pieces, Record, Shown, Strong, When, Words
from vexas_evidence.numerals import CLASSES, Numeral, NumeralClass, classed, numerals
from vexas_evidence.problems import Place, one

FOLDER_VARIABLE = "VEXAS_EVIDENCE_MANIFEST"
FOLDER = Path("report/generated/manifest")
Zone = Literal["text", "alt", "picture", "rows"]
_ROW = re.compile(r"<tr\b")
SUFFIXES = {"html": ".html", "typst": ".pdf", "docx": ".docx"}


@dataclass(frozen=True, slots=True)
class Entry:
    """Words that a call emitted, with the class of each numeral.

    ``id`` names the record and part of a number, or "#" and a record for a mere link to it. The text of
    a picture, whose numerals nobody can read here, is the fingerprint of its bytes.
    """

    text: str
    numerals: tuple[tuple[str, NumeralClass], ...]
    id: str = ""
    linked: bool = False
    zone: Zone = "text"


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
    """What is expected of all finished files by path, the version around every page, and names that hold a numeral."""

    files: Mapping[str, Written]
    version: str
    names: tuple[str, ...]


def entries(pieces: Pieces, names: Iterable[str], zone: Zone = "text") -> Iterator[Entry]:
    """Yield the entries of what is shown: numbers, and words with numerals."""
    declared = tuple(names)
    for piece in pieces:
        if isinstance(piece, Shown | Bare):
            shown = piece if isinstance(piece, Shown) else piece.shown
            yield Entry(piece.text, tuple(_of_shown(shown)), shown.data_id, isinstance(piece, Shown), zone)
        elif isinstance(piece, Record):
            told = tuple((numeral.text, kind) for numeral, kind in _of_words(piece, ()))
            yield Entry(piece.text, told, f"#{piece.id}", True, zone)
        elif told := tuple((numeral.text, kind) for numeral, kind in _of_words(piece, declared)):
            yield Entry(piece if isinstance(piece, str) else piece.text, told, _owner(piece), False, zone)


def picture(content: bytes) -> Entry:
    """Return the entry of a picture that is made of dots."""
    return Entry(fingerprint(content), (), zone="picture")


def rows(markup: str) -> Entry:
    """Return the entry of the rows of a table: how many there are, as one without a numeral may be lost too."""
    return Entry(str(len(_ROW.findall(markup))), (), zone="rows")


def fingerprint(content: bytes) -> str:
    """Return what is the same only for the same picture."""
    return hashlib.sha256(content).hexdigest()


def _owner(piece: str | Strong | When | Words | Record) -> str:
    return piece.id if isinstance(piece, When) else ""


def _of_words(
    piece: str | Strong | When | Words | Record, names: tuple[str, ...]
) -> Iterator[tuple[Numeral, NumeralClass]]:
    if isinstance(piece, str | Strong):
        yield from classed(piece if isinstance(piece, str) else piece.text, names)
        return
    kind: NumeralClass = piece.kind if isinstance(piece, Words) else "timepoint" if isinstance(piece, When) else "name"
    yield from ((numeral, kind) for numeral in numerals(piece.text))


def _of_shown(shown: Shown) -> Iterator[tuple[str, NumeralClass]]:
    kind: NumeralClass = shown.kind if shown.kind != "reported" else "estimate"
    if shown.standing != "plain":
        kind = shown.standing
    for number, numeral in enumerate(numerals(shown.text)):
        level = shown.part == "interval" and number == 0 and shown.text[numeral.end :].startswith(" CI")
        hundred = shown.part == "rate" and shown.text[: numeral.start].endswith(" per ")
        yield numeral.text, "confidence level" if level else "per 100" if hundred else kind


# --- while pages are rendered -----------------------------------------------------------------------


def folder() -> Path:
    """Return the folder in which the calls note what they emit."""
    return Path(os.environ.get(FOLDER_VARIABLE) or FOLDER)


def note(emitted: Iterable[Entry]) -> None:
    """Add what a call emitted to the file of the page and format that is being rendered.

    A page rendered anew has another execute info, and its file starts anew. Outside a render nothing is noted.
    """
    run = os.environ.get("QUARTO_EXECUTE_INFO")
    if run is None:
        return
    info = json.loads(Path(run).read_text(encoding="utf-8"))
    page, form = Path(info["document-path"]), info["format"]["identifier"]["base-format"]
    path = folder() / f"{page.stem}.{form}.jsonl"
    head = json.dumps({"page": _relative(page), "format": form, "run": run})
    known = path.read_text(encoding="utf-8").partition("\n")[0] if path.exists() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a" if known == head else "w", encoding="utf-8") as file:
        if known != head:
            file.write(head + "\n")
        file.write(json.dumps([_raw(entry) for entry in emitted], ensure_ascii=False) + "\n")


def _relative(page: Path) -> str:
    """The page as the project names it."""
    root = Path.cwd()
    return page.relative_to(root).as_posix() if page.is_relative_to(root) else page.as_posix()


# --- afterwards -------------------------------------------------------------------------------------


def noted(where: Path) -> Iterator[tuple[str, str, tuple[Entry, ...]]]:
    """Yield page, format and entries of every page noted in a folder."""
    for path in sorted(where.glob("*.jsonl")):
        head, *calls = path.read_text(encoding="utf-8").splitlines()
        about = json.loads(head)
        told = [_entry(entry) for call in calls for entry in json.loads(call)]
        yield about["page"], about["format"], _numbered(told)


def _raw(entry: Entry) -> list[Any]:
    """An entry as it is written; a manifest has thousands, so it is a list without keys."""
    return [entry.text, entry.numerals, entry.id, entry.linked, entry.zone]


def _entry(raw: Sequence[Any]) -> Entry:
    text, told, identifier, linked, zone = raw
    return Entry(
        text, tuple((str(numeral), kind) for numeral, kind in told if kind in CLASSES), identifier, linked, zone
    )


def _numbered(told: Iterable[Entry]) -> tuple[Entry, ...]:
    """Give the captions of a page their numbers, which no call knows."""
    counts: dict[str, int] = {}
    done = []
    for entry in told:
        if (label := entry.text) in ("Table", "Figure") and not entry.numerals:
            counts[label] = counts.get(label, 0) + 1
            kind: NumeralClass = "table number" if label == "Table" else "figure number"
            entry = replace(entry, text=f"{label} {counts[label]}", numerals=((str(counts[label]), kind),))
        done.append(entry)
    return tuple(done)


def write(manifest: Manifest, path: Path) -> None:
    """Write a manifest as it travels with the outputs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    files = {
        name: {"title": each.title, "named": each.named, "entries": [_raw(entry) for entry in each.entries]}
        for name, each in manifest.files.items()
    }
    content = {"version": manifest.version, "names": manifest.names, "files": files}
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def read(path: Path) -> Manifest:
    """Read a manifest; raises BadInput for a file that is none."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        files = {
            name: Written(each["title"], tuple(_entry(entry) for entry in each["entries"]), int(each["named"]))
            for name, each in raw["files"].items()
        }
        return Manifest(files, str(raw["version"]), tuple(map(str, raw["names"])))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        wrong = f"not a manifest ({type(error).__name__})"
        raise one(Place(str(path)), wrong, "the manifest.json of a render", "render the report again") from None


def unfit(manifest: Manifest, numbers: Numbers) -> Iterator[tuple[str, Entry, str]]:
    """Yield file, entry and expected text of each linked number that does not read as its record says."""
    from vexas_evidence import prose

    for name, written in manifest.files.items():
        for entry in written.entries:
            if not entry.linked or entry.id.startswith("#"):
                continue
            record, _, part = entry.id.partition(".")
            try:
                expected = numbers.refer(prose.Reference(record, part or "value")).text
            except LookupError:
                expected = "no such record"
            if expected != entry.text:
                yield name, entry, expected
