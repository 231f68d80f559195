"""What a ledger must be: as it was made, and of the tier that its source claims."""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence.checks.readings import readings_of
from vexas_evidence.model import Evidence, Ledger
from vexas_evidence.problems import Discrepancy
from vexas_evidence.sources import digest
from vexas_evidence.sources.sentences import REFERENCES


def unsound(evidence: Evidence) -> Iterator[Discrepancy]:
    """Yield each ledger that was edited by hand, and each source that says it is the article and does not look so."""
    for ledger in evidence.ledgers.values():
        if digest(ledger.statements) != ledger.digest:
            told = f"the ledger of {ledger.source} is not as it was made"
            remedy = "make it again from the text with source add, or restore it"
            yield Discrepancy(ledger.at("digest"), told, f"digest {digest(ledger.statements)}", remedy, "ledger intact")
    for study in evidence.studies.values():
        citation = study.about.citation
        for name in sorted({reading.source for _, reading in readings_of(study)}):
            source, held = evidence.sources[name], evidence.ledgers.get(name)
            if source.tier == "secondary" or held is None or _prints(held, (citation.doi, citation.pmid)):
                continue
            told = f"{name} is called {source.tier}, but prints neither the DOI nor the PMID of {study.id} as its own"
            expected = f"{citation.doi} or {citation.pmid} outside a list of references"
            yield Discrepancy(source.at("tier"), told, expected, "correct the tier, or add the whole source", "tier")


def _prints(ledger: Ledger, numbers: tuple[str, ...]) -> bool:
    """Say whether a ledger has one of the numbers outside a list of references; the case of a DOI means nothing."""
    own = (each for each in ledger.statements if not REFERENCES.fullmatch(each.section.strip()))
    tokens = {token.rstrip(")]").lower() for statement in own for token in statement.tokens}
    return not tokens.isdisjoint(number.lower() for number in numbers)
