"""Addresses of earlier versions that moved, each with the one that it leads on to.

A page leads on by the ``aliases`` in its head. A file for download cannot lead anywhere, so the one that took its place
stands at both addresses: who linked to a picture or a table gets today's.
"""

from __future__ import annotations

from vexas_evidence.model import Study
from vexas_evidence.present.figures import sheet

FILES = {"report/receipt.json": "report/verification.json"}
"""Files that are no download, from the folder of the site."""
_TABLES = {"bases.csv": "denominators.csv", "social-card.png": sheet.NAME}


def downloads(study: Study) -> dict[str, str]:
    """Return the file that took the place of each download of an earlier version."""
    found = dict(_TABLES)
    for old, new in study.figures.items():
        found[f"figure-{old}.csv"] = f"{new}.csv"
        if old != new:
            found |= {f"{old}.{form}": f"{new}.{form}" for form in ("svg", "png")}
            found[f"embed-{old}.png"] = f"embed-{new}.png"
    return found
