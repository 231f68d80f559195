"""Numerals typed into the package's own titles, labels, captions and notes: where in the code they stand."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from vexas_evidence.publish.coverage.manifest import Manifest
from vexas_evidence.system.problems import Discrepancy, Place

PACKAGE = Path(__file__).parents[2]


def typed(manifest: Manifest) -> Iterator[Discrepancy]:
    """Yield a discrepancy for each numeral in plain words of a document tree."""
    typed_in = {
        (entry.text, numeral): name
        for name, written in manifest.files.items()
        for entry in written.entries
        for numeral, kind in entry.numerals
        if kind == "typed"
    }
    for (text, numeral), name in typed_in.items():
        found = f"numeral {numeral!r} typed into {' '.join(text.split())!r}"
        remedy = "show the number by its record, or say of what class it is"
        yield Discrepancy(
            origin(text, numeral) or Place(name), found, "words without numerals", remedy, "typed numeral"
        )


def origin(text: str, numeral: str) -> Place | None:
    """Return the place of the longest literal of the package that holds the numeral and is part of the text."""
    fitting = [
        (len(literal), place)
        for literal, place in _literals()
        if numeral in literal and (literal.strip() in text or text.strip() in literal)
    ]
    return max(fitting, default=(0, None), key=lambda pair: pair[0])[1]


@cache
def _literals() -> tuple[tuple[str, Place], ...]:
    return tuple(
        (node.value, Place(path.relative_to(PACKAGE.parent).as_posix(), node.lineno))
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
