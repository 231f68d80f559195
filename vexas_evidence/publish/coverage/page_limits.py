"""How long a document may be: a committee's profile, a handout of one sheet, an entry of half a page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2

from vexas_evidence.system.problems import Discrepancy, Place, counted

PROFILE = "report/evidence-profile.pdf"
HANDOUTS = ("report/journal-club-handout.pdf", "report/journal-club-handout-facilitator.pdf")
MOST_PAGES, HANDOUT_PAGES = 6, 2
_SHORTER_PROFILE = "shorten texts of appraisal.yml, or the reasons of judgements.yml"
_SHORTER_ENTRY = "shorten the texts of entry in appraisal.yml, or the question of study.yml"
_OTHER_HANDOUT = "shorten texts of journal-club.yml"


def overlong(site: Path, entry_ends: str) -> Iterator[Discrepancy]:
    """Yield a discrepancy for each document of a site that is longer than its readers have time or paper for.

    *entry_ends* are the words with which the entry of the profile ends: the tiers of the sources.
    """
    for name in (PROFILE, *HANDOUTS):
        if not (site / name).is_file():
            continue
        document = pypdfium2.PdfDocument(site / name)
        try:
            yield from _of_profile(document, entry_ends) if name == PROFILE else _of_handout(document, name)
        finally:
            document.close()


def _of_profile(document: Any, entry_ends: str) -> Iterator[Discrepancy]:
    if len(document) > MOST_PAGES:
        yield _discrepancy(PROFILE, counted(len(document), "pages"), f"at most {MOST_PAGES}", _SHORTER_PROFILE)
    if not len(document) or not _ends_above_middle(document[0], entry_ends):
        found = "the entry ends below the middle of the first page"
        yield _discrepancy(f"{PROFILE}, page 1", found, "its end in the upper half", _SHORTER_ENTRY)


def _of_handout(document: Any, name: str) -> Iterator[Discrepancy]:
    if len(document) > HANDOUT_PAGES:
        yield _discrepancy(
            name, counted(len(document), "pages"), f"at most {HANDOUT_PAGES}, the sides of a sheet", _OTHER_HANDOUT
        )


def _ends_above_middle(page: Any, words: str) -> bool:
    text = page.get_textpage()
    if not (found := text.search(words).get_next()):
        return False
    return bool(text.get_charbox(found[0] + found[1] - 1)[1] > page.get_height() / 2)


def _discrepancy(place: str, found: str, expected: str, remedy: str) -> Discrepancy:
    return Discrepancy(Place(place), found, expected, remedy, "coverage")
