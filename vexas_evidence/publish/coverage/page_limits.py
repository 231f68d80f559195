"""How long a document may be: a committee's profile, a summary, a handout and a sheet to hand out."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from pathlib import Path

import pypdfium2

from vexas_evidence.system.problems import Discrepancy, Place, counted

PROFILE = "report/evidence-profile.pdf"
HANDOUTS = ("report/journal-club-handout.pdf", "report/journal-club-handout-facilitator.pdf")
_PROFILE_LIMIT = (4, "at most 4", "shorten texts of appraisal.yml, or the reasons of judgements.yml")
_HANDOUT_LIMIT = (2, "at most 2, the sides of a sheet", "shorten texts of journal-club.yml")
_SUMMARY = "report/evidence-summary.pdf"
_SUMMARY_REMEDY = "shorten texts of narrative.yml and study.yml"
_SHEET_LIMIT = (1, "one", "shorten the lead or the tiles of first_screen in narrative.yml")
_LIMITS = {
    "report/visual-summary.pdf": _SHEET_LIMIT,
    PROFILE: _PROFILE_LIMIT,
    **dict.fromkeys(HANDOUTS, _HANDOUT_LIMIT),
}
"""How many pages each document has at the most, in words too, and what to do about more."""
_USUAL, _ON_A_PAGE = 40, 8
"""How many estimates fit into a summary of six pages, and how many more a page of its tables holds."""


def _most_of_summary(estimates: int) -> int:
    """How many pages a summary has at the most: six, and more for a study whose numbers need them."""
    return 6 + ceil(max(0, estimates - _USUAL) / _ON_A_PAGE)


def overlong(site: Path, estimates: int = 0) -> Iterator[Discrepancy]:
    """Yield a discrepancy for each document of a site that is longer than its readers have time or paper for.

    A summary may grow with the number of *estimates* that it shows; what is handed out never does.
    """
    room = _most_of_summary(estimates)
    limits = {_SUMMARY: (room, f"at most {room}", _SUMMARY_REMEDY), **_LIMITS}
    for name, (most, expected, remedy) in limits.items():
        if not (site / name).is_file():
            continue
        document = pypdfium2.PdfDocument(site / name)
        try:
            if len(document) > most:
                yield Discrepancy(Place(name), counted(len(document), "pages"), expected, remedy, "coverage")
        finally:
            document.close()
