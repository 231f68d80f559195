"""What is read in the article itself: its sources, the estimates in its full text, and texts that deny it was read.

An estimate is read there where someone accepted a token of the full text for it. The count follows from the readings;
nobody types it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from vexas_evidence.analysis.checks import Found
from vexas_evidence.analysis.checks.readings import readings_of
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Evidence, Ledger, Study
from vexas_evidence.sources.sentences import REFERENCES
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


def wrong_tiers(evidence: Evidence) -> Iterator[Discrepancy]:
    """Yield each source that is called primary and prints neither the DOI nor the PMID of its study as its own.

    Where a part of an abstract was read, its address may name one of them instead.
    """
    for study in evidence.studies.values():
        citation = study.about.citation
        known = tuple(filter(None, (citation.doi, citation.pmid)))
        for name in sorted({reading.source for _, reading in readings_of(study)}):
            source, ledger = evidence.sources[name], evidence.ledgers.get(name)
            if source.tier == "secondary" or ledger is None or not known or _prints(ledger, known):
                continue
            is_passage = (source.tier, source.seen) == ("primary abstract", "part")
            address = (source.address or "").lower().rstrip("/")
            if is_passage and any(address.endswith(f"/{each.lower()}") for each in known):
                continue
            found = f"{name} is called {source.tier}, but prints neither the DOI nor the PMID of {study.id} as its own"
            expected = f"{' or '.join(known)} outside a list of references"
            yield Discrepancy(source.at("tier"), found, expected, "correct the tier, or add the whole source", "tier")


def _prints(ledger: Ledger, numbers: tuple[str, ...]) -> bool:
    """Whether a ledger has one of the numbers outside a list of references, in upper or lower case."""
    own = (each for each in ledger.statements if not REFERENCES.fullmatch(each.section.strip()))
    tokens = {token.rstrip(")]").lower() for statement in own for token in statement.tokens}
    return not tokens.isdisjoint(number.lower() for number in numbers)
