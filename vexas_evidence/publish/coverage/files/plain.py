"""Files for machines and what pages load as lines: CSV and JSON as they are parsed, other texts without remarks.

Only the hash of each line is kept, so that a manifest does not hold every file a second time.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from vexas_evidence.publish.coverage.attachments import by_name
from vexas_evidence.publish.coverage.marked_lines import File, Lines, MarkedLine, digest

_REMARKS = {
    ".css": re.compile(r"/\*.*?\*/", re.DOTALL),
    ".js": re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/)[^`])*\*/[ \t]*)$", re.MULTILINE),
}
_REMARKS[".style"] = _REMARKS[".css"]  # of a style element
JSON = (".json", ".jsonld")
_TEXTS = (".csv", *JSON, ".svg", ".css", ".js", ".bib", ".ris", ".txt", ".xml")
PARSED = (".csv", *JSON)
"""Files that are compared as they are parsed, so that one saved again without a changed value is the same."""


def read(content: bytes, suffix: str) -> File:
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
        numbered = enumerate(settled(text, suffix).splitlines(), 1)
        cells = ((f"line {number}", line) for number, line in numbered)
    return File(
        tuple(MarkedLine(place, f"⟨{digest(f'{_level(place)}={words}')}⟩", value=words) for place, words in cells)
    )


def settled(text: str, suffix: str) -> str:
    """Return a text without remarks, empty lines, and spaces at the ends of lines."""
    remarks = _REMARKS.get(suffix)
    bare = remarks.sub("", text) if remarks else text
    return "\n".join(line.strip() for line in bare.splitlines() if line.strip())


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
