"""What was checked against the article, as the readings of the data say; nobody types it.

An estimate is checked where someone accepted a token of the full text of the article for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from vexas_evidence.model import Evidence, Study
from vexas_evidence.numbers import Numbers
from vexas_evidence.pieces import Pieces, Words
from vexas_evidence.problems import Place
from vexas_evidence.tiers import by_tier, in_words, kind_of

UNREAD = re.compile(
    r"article (?:itself )?(?:was|has) not (?:been )?(?:read|available)|none was checked against the|"
    r"\bfrom secondary sources|every number comes from a secondary",
    re.IGNORECASE,
)
EXPECTED, REMEDY = "a text that agrees with the readings", "rewrite it, or take it out"
COMPUTED = "derived and implied numbers are computed from those."


def checked(evidence: Evidence, study: Study) -> tuple[str, ...]:
    """Return the ids of the estimates that the full text of the article is read for."""
    return tuple(
        estimate.id
        for estimate in study.estimates.values()
        if any(evidence.sources[reading.source].tier == "primary full text" for reading in estimate.readings)
    )


def in_short(numbers: Numbers) -> Pieces:
    """How many estimates were checked against the article, in a few words."""
    count, every = len(checked(numbers.evidence, numbers.study)), len(numbers.study.estimates)
    if not count:
        return ("none; the journal article was not read",)
    return (Words(f"{count} of {every}", "receipt count"), " estimates")


def in_full(numbers: Numbers) -> Pieces:
    """What every reported number matches, and how many were checked against the article."""
    count, every = len(checked(numbers.evidence, numbers.study)), len(numbers.study.estimates)
    if count == every:
        return (f"Every reported number here was checked against the journal article; {COMPUTED}",)
    matches = f"matches {_matched(numbers)}; {COMPUTED}"
    if not count:
        return (f"Every reported number here {matches} None was checked against the journal article.",)
    shares = Words(f"{count} of {every}", "receipt count")
    return ("Of the reported numbers, ", shares, f" were checked against the journal article; each other {matches}")


def tiers(numbers: Numbers) -> str:
    """Of which tiers the sources are that the study's numbers were read in."""
    known = list(by_tier(numbers.evidence.sources_of(numbers.study)))
    if known == ["secondary"]:
        return "Secondary sources only; the journal article was not read."
    return f"Sources: {', '.join(known)}."


def as_passage(numbers: Numbers) -> tuple[str, Pieces]:
    """The title and the text of the limit that the sources set."""
    if checked(numbers.evidence, numbers.study):
        return "What the numbers were checked against", in_full(numbers)
    source = _matched(numbers)
    told = f"The journal article was not read. Each reported number matches what {source} prints; "
    none = " None was checked against the article itself."
    return f"Every number comes from {source}", (f"{told}{COMPUTED}{none}",)


def basis(numbers: Numbers) -> str:
    """Say of which tiers the sources are that the study was read in: "From secondary sources"."""
    return f"From {in_words(numbers.evidence.sources_of(numbers.study))}"


def _matched(numbers: Numbers) -> str:
    """What kind of source prints each estimate that was not checked against the article."""
    evidence, study = numbers.evidence, numbers.study
    known = checked(evidence, study)
    rest = (estimate for name, estimate in study.estimates.items() if name not in known)
    return kind_of(evidence.sources[reading.source].tier for estimate in rest for reading in estimate.readings)


def contradicted(numbers: Numbers, project: Path) -> Iterator[tuple[Place, str, str, str]]:
    """Yield each line of a project's pages that says that the article was not read, where it was."""
    if count := len(checked(numbers.evidence, numbers.study)):
        for path in (project / "_quarto.yml", *sorted(project.glob("report/**/*.qmd"))):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.exists() else (), 1):
                if match := UNREAD.search(line):
                    place = Place(str(path.relative_to(project)), number)
                    yield place, f"{match[0]!r}, but {count} estimates are checked against it", EXPECTED, REMEDY
