"""How long a document may be: a committee's profile, a summary, a handout and a sheet to hand out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import ceil
from pathlib import Path

from vexas_evidence.system.problems import Discrepancy, Place, counted

PROFILE = "report/evidence-profile.pdf"
HANDOUTS = ("report/journal-club-handout.pdf", "report/journal-club-handout-facilitator.pdf")
_SUMMARY = "report/evidence-summary.pdf"
_LIMITS = {
    "report/visual-summary.pdf": (1, "one", "shorten the lead or the tiles of first_screen in narrative.yml"),
    PROFILE: (4, "at most 4", "shorten texts of appraisal.yml, or the reasons of judgements.yml"),
    **dict.fromkeys(HANDOUTS, (2, "at most 2, the sides of a sheet", "shorten texts of journal-club.yml")),
}
"""How many pages each document has at the most, in words too, and what to do about more."""
_USUAL, _ON_A_PAGE = 40, 8
"""How many estimates fit into a summary of six pages, and how many more a page of its tables holds."""


def overlong(site: Path, documents: Iterable[str], estimates: int = 0) -> Iterator[Discrepancy]:
    """Yield a discrepancy for each of some documents of a site that is longer than its readers have time or paper for.

    A summary may grow with the number of *estimates* that it shows; what is handed out never does.
    """
    most_of_summary = 6 + ceil(max(0, estimates - _USUAL) / _ON_A_PAGE)
    summary = (most_of_summary, f"at most {most_of_summary}", "shorten texts of narrative.yml and study.yml")
    limits = {_SUMMARY: summary, **_LIMITS}
    for name in filter(limits.__contains__, documents):
        import pypdfium2

        most, expected, remedy = limits[name]
        if (pages := len(pypdfium2.PdfDocument(site / name))) > most:
            yield Discrepancy(Place(name), counted(pages, "pages"), expected, remedy, "coverage")
