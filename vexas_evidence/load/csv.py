"""The second extraction of a study: a CSV with one row a number, read strictly."""

from __future__ import annotations

import csv
from pathlib import Path

from vexas_evidence.load import yaml
from vexas_evidence.load.printable import BIDI_CONTROLS, unprintable_lines
from vexas_evidence.model import SecondReading
from vexas_evidence.system.problems import BadInput, Place, Problem, one

COLUMNS = ("row", "section", "paragraph", "printed", "unit", "what", "out_of_whom_as_stated", "when_as_stated")
_FIELDS = ("row", "section", "paragraph", "printed", "unit", "what", "whom", "when")
LONGEST_CELL = 131_072
"""Characters: the limit of the csv module, beyond which a quote was not closed."""
_REFUSED = BIDI_CONTROLS | frozenset(map(chr, range(32))) - frozenset("\t\n\r")


def read_rows(path: Path, name: str) -> tuple[SecondReading, ...]:
    """Read the second extraction at *path*; messages call it *name*. Raises BadInput."""
    text = yaml.read_text(path, name)
    if turned := [*unprintable_lines(text, name, _REFUSED)]:
        raise BadInput(turned)
    head, *lines = _cells(text, name)
    if tuple(head) != COLUMNS:
        raise one(Place(name, 1), f"columns {', '.join(head)}", ", ".join(COLUMNS), "name the columns so")
    rows = [(Place(name, number), line) for number, line in enumerate(lines, start=2) if line]
    expected = f"{len(COLUMNS)} cells, the first with the name of the row"
    uneven = [(place, len(line)) for place, line in rows if len(line) != len(COLUMNS) or not line[0]]
    if uneven:
        raise BadInput(Problem(place, f"{cells} cells", expected, "quote cells with commas") for place, cells in uneven)
    return tuple(SecondReading(place=place, **dict(zip(_FIELDS, line, strict=True))) for place, line in rows)


def _cells(text: str, name: str) -> list[list[str]]:
    # The limit is one of the process, which libraries such as frictionless change: it is set for this reading.
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        return list(csv.reader(text.splitlines() or [""]))
    except csv.Error as error:
        raise one(Place(name), f"not CSV ({error})", "rows of short cells", "check the quotes") from None
    finally:
        csv.field_size_limit(before)
