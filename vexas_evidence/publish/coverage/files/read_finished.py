"""A finished file read by its format, which its first bytes tell rather than its name.

Files for machines are read here: CSV and JSON as they are parsed, other texts without remarks. Only the hash of each of
their lines is kept, so that a manifest does not hold every file a second time.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from vexas_evidence.present.formats import SUFFIXES
from vexas_evidence.publish.coverage.attachments import by_name
from vexas_evidence.publish.coverage.marked_lines import File, Lines, MarkedLine, digest, without_remarks
from vexas_evidence.system.problems import Place, one

AGAIN = "get the file again from whoever published it"
_PAGE = (b"<!doctype html", b"<html")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
JSON = (".json", ".jsonld")
_TEXTS = (".csv", *JSON, ".svg", ".css", ".js", ".bib", ".ris", ".txt", ".xml")
PARSED = (".csv", *JSON)
"""Files that are compared as they are parsed, so that one saved again without a changed value is the same."""


def suffix_of(path: Path) -> str:
    """Return the usual suffix of the format of a file, whatever its name; raises OSError where it cannot be read."""
    with path.open("rb") as file:
        first = file.read(1024).removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if first.startswith(b"%pdf-"):
        return ".pdf"
    return ".html" if first.startswith(_PAGE) else path.suffix.lower()


def read(path: Path) -> File:
    """Read a finished file, or one for machines. Raises BadInput with what prevents it."""
    from vexas_evidence.publish.coverage.files import html, office

    errors = (OSError, KeyError, ValueError, RuntimeError, csv.Error, zipfile.BadZipFile, etree.LxmlError)
    try:
        suffix, content = suffix_of(path), path.read_bytes()
        if suffix == ".pdf":
            from vexas_evidence.publish.coverage.files import pdf

            return pdf.read(content)
        if suffix == ".html":
            return html.read(content, path.parent)
        return office.read(content) if suffix in (".docx", ".pptx") else _for_machines(content, suffix)
    except errors as error:
        expected = f"a finished file ({', '.join(SUFFIXES)})"
        raise one(Place(str(path)), f"it cannot be read: {_why(path, error)}", expected, AGAIN) from None


def _why(path: Path, error: Exception) -> str:
    """Say what keeps a file from being read, in words of a reader."""
    if "password" in str(error).lower():
        return "it is protected by a password"
    if isinstance(error, UnicodeDecodeError):
        encoding = "UTF-16" if path.read_bytes().startswith(_UTF_16) else "another encoding"
        return f"it is written in {encoding} and not in UTF-8"
    return f"it is empty, cut short, damaged, or of another format ({type(error).__name__})"


def _for_machines(content: bytes, suffix: str) -> File:
    """Read a file for machines by the suffix of its name; a picture, a font or another one is known by its bytes.

    Raises ValueError, csv.Error or lxml's errors for what is no such file.
    """
    if suffix not in _TEXTS:
        lines = Lines("file")
        lines.look("bytes", content)
        return lines.file()
    text = content.decode("utf-8-sig")
    if suffix == ".csv":
        cells = _cells(text)
    elif suffix in JSON:
        cells = _values(json.loads(text, object_pairs_hook=by_name, parse_constant=str), "")
    elif suffix == ".svg":
        root = etree.tostring(etree.fromstring(content), method="c14n", with_comments=False).decode("utf-8")
        cells = ((f"line {number}", line) for number, line in enumerate(re.split(r"(?<=>)", root), 1) if line.strip())
    else:
        numbered = enumerate(without_remarks(text, suffix).splitlines(), 1)
        cells = ((f"line {number}", line) for number, line in numbered)
    return File(
        tuple(MarkedLine(place, f"⟨{digest(f'{_level(place)}={words}')}⟩", value=words) for place, words in cells)
    )


def _level(place: str) -> str:
    """A place without its number, which a line put in before it would change."""
    return re.sub(r"\d+", "", place)


def _cells(text: str) -> Iterator[tuple[str, str]]:
    """Yield place and words of each cell of a table, a remark above it as a cell of its own."""
    rows = [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    head = next((row for row in rows if not row[0].startswith("#")), [])
    for number, row in enumerate(rows, 1):
        names = head if len(row) == len(head) else []
        for column, cell in enumerate(row):
            yield f"row {number}, column {names[column] if names else column + 1}", cell
        yield f"row {number}", f"{len(row)} cells"


def _values(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield path and text of each value, keys in their order by name, as no program minds theirs."""
    if isinstance(value, dict):
        for key in sorted(value):
            yield from _values(value[key], f"{path}.{key}" if path else key)
        yield path, f"{len(value)} keys"
    elif isinstance(value, list):
        for number, each in enumerate(value, 1):
            yield from _values(each, f"{path}[{number}]")
        yield path, f"{len(value)} values"
    elif isinstance(value, float) and value.is_integer():
        yield path, str(int(value))
    else:
        yield path, json.dumps(value, ensure_ascii=False)
