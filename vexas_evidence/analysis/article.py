"""What was checked against the article, as the readings of the data say; nobody types it.

An estimate is checked where someone accepted a token of the full text of the article for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Evidence, Study
from vexas_evidence.system.problems import Place

UNREAD = re.compile(
    r"article (?:itself )?(?:was|has) not (?:been )?(?:read|available)|none was checked against the|"
    r"\bfrom secondary sources|every number comes from a secondary",
    re.IGNORECASE,
)
EXPECTED, REMEDY = "a text that agrees with the readings", "rewrite it, or take it out"


def checked(evidence: Evidence, study: Study) -> tuple[str, ...]:
    """Return the ids of the estimates that the full text of the article is read for."""
    return tuple(
        estimate.id
        for estimate in study.estimates.values()
        if any(evidence.sources[reading.source].tier == "primary full text" for reading in estimate.readings)
    )


def contradicted(numbers: Numbers, project: Path) -> Iterator[tuple[Place, str, str, str]]:
    """Yield each line of a project's pages that says that the article was not read, where it was."""
    if count := len(checked(numbers.evidence, numbers.study)):
        for path in (project / "_quarto.yml", *sorted(project.glob("report/**/*.qmd"))):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.exists() else (), 1):
                if match := UNREAD.search(line):
                    place = Place(str(path.relative_to(project)), number)
                    yield place, f"{match[0]!r}, but {count} estimates are checked against it", EXPECTED, REMEDY
