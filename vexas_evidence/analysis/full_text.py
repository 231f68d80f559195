"""The estimates that are read in the full text of the article, and texts of ours that deny it was read.

An estimate is read there where someone accepted a token of the full text for it. The count follows from the readings;
nobody types it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from vexas_evidence.analysis.checks import Found
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Evidence, Study
from vexas_evidence.system.problems import Discrepancy, Place

OUTDATED_TEXTS = "texts tell what was read"
"""The name of the check for texts that deny it. While a lift is under way there are some."""
_DENIAL = re.compile(
    r"article (?:itself )?(?:was|has) not (?:been )?(?:read|available)|none was checked against the|"
    r"\bfrom secondary sources|every number comes from a secondary",
    re.IGNORECASE,
)


def estimates_in_full_text(evidence: Evidence, study: Study) -> tuple[str, ...]:
    """Return the ids of the estimates with a reading in the full text of the article."""
    return tuple(
        estimate.id
        for estimate in study.estimates.values()
        if any(evidence.sources[reading.source].tier == "primary full text" for reading in estimate.readings)
    )


def denials(numbers: Numbers, texts: Iterable[tuple[Place, str]]) -> Iterator[Found]:
    """Yield the texts that deny that the article was read, where estimates are read in it."""
    if count := len(estimates_in_full_text(numbers.evidence, numbers.study)):
        for place, text in texts:
            if match := _DENIAL.search(text):
                found = f"{match[0]!r}, but {count} estimates are checked against it"
                yield Found(place, found, "a text that agrees with the readings", "rewrite it, or take it out")


def denials_in_pages(numbers: Numbers, project: Path) -> tuple[Discrepancy, ...]:
    """Return the lines of a project's pages and settings that deny that the article was read."""
    paths = (path for path in (project / "_quarto.yml", *sorted(project.glob("report/**/*.qmd"))) if path.exists())
    lines = (
        (Place(str(path.relative_to(project)), number), line)
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    )
    return tuple(each.by(OUTDATED_TEXTS) for each in denials(numbers, lines))
