"""Addresses of earlier versions that moved, each with the one that it leads on to.

A page leads on to another. A file for download cannot lead anywhere, so the one that took its place
stands at both addresses: who linked to a picture or a table gets today's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from vexas_evidence.model import Study
from vexas_evidence.present.figures import sheet

_PAGES = {
    "report/receipt.html": "report/verification.html",
    "report/receipt.json": "report/verification.json",
}
_FILES = {"downloads/bases.csv": "downloads/denominators.csv", "downloads/social-card.png": f"downloads/{sheet.NAME}"}
_CHART = re.compile(r"downloads/figure-(.+)\.csv")
_OF_ALL = "proportions"
"""The figure of all outcomes, to which one leads that is no longer drawn."""


def downloads(study: Study, earlier: Iterable[str], charts: Iterable[str]) -> dict[str, str]:
    """Return the file that took the place of each download of an earlier version, by their names.

    Parameters
    ----------
    study
        The study, whose data know names of figures from files of earlier formats.
    earlier
        The files of earlier releases, from the folder of the site.
    charts
        The names of today's figures.
    """
    names, known = set(earlier), set(charts)
    found = {old: new for old, new in _FILES.items() if old in names}
    for old in sorted(match[1] for name in names if (match := _CHART.fullmatch(name))):
        new = old if old in known else study.figures.get(old, _OF_ALL)
        found[f"downloads/figure-{old}.csv"] = f"downloads/{new}.csv"
        if old != new:
            moved = [(f"{old}.{form}", f"{new}.{form}") for form in ("svg", "png")]
            moved.append((f"embed-{old}.png", f"embed-{new}.png"))
            found |= {f"downloads/{before}": f"downloads/{now}" for before, now in moved}
    return {Path(old).name: Path(new).name for old, new in found.items()}


def pages(earlier: Iterable[str]) -> dict[str, str]:
    """Return the page that took the place of each one of an earlier version, from the folder of the site."""
    names = set(earlier)
    return {old: new for old, new in _PAGES.items() if old in names}
