"""An address that a page breaks at the end of a line holds the numerals of its document tree all the same."""

from __future__ import annotations

import pytest

from vexas_evidence.publish.coverage.finished_file import placed
from vexas_evidence.publish.coverage.manifest import Entry, Manifest, Written
from vexas_evidence.publish.coverage.marked_lines import File, MarkedLine
from vexas_evidence.text.numerals import numerals

DOI = "10.1007/s12672-021-00400-1"
WRITTEN = Written("Sheet", (Entry(DOI, tuple((each.key, "DOI") for each in numerals(DOI))),))


def misplaced(*lines: str, pages: int = 1) -> list[str]:
    """The numerals that are not those of the tree, in a file that prints these lines."""
    file = File(tuple(MarkedLine("page 1", line, "text") for line in lines), pages=pages)
    return [
        each.found for each in placed(file, "sheet.pdf", Manifest({"sheet.pdf": WRITTEN}, "0.1.0", ())).discrepancies
    ]


@pytest.mark.parametrize("lines", [("10.1007/", "s12672-021-00400-1"), ("10.1007/s12672-", "021-00400-1"), (DOI,)])
def test_an_address_may_break_at_its_marks(lines: tuple[str, ...]) -> None:
    assert misplaced(*lines) == []


def test_another_address_is_told() -> None:
    assert misplaced("10.1007/", "s12672-021-00400-2") != []


def test_a_page_without_lines_of_its_own_breaks_nothing() -> None:
    assert misplaced("10.1007/", "s12672-021-00400-1", pages=0) != []
