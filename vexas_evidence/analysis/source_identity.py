"""Whether a ledger is as it was made, and whether its source is the article that it is said to be."""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence.analysis.checks.readings import readings_of
from vexas_evidence.model import Evidence, Ledger
from vexas_evidence.sources import digest
from vexas_evidence.sources.sentences import REFERENCES
from vexas_evidence.system.problems import Discrepancy


def edited_ledgers(evidence: Evidence) -> Iterator[Discrepancy]:
    """Yield each ledger whose statements do not have the digest that was written with them."""
    for ledger in evidence.ledgers.values():
        if digest(ledger.statements) != ledger.digest:
            found = f"the ledger of {ledger.source} is not as it was made"
            remedy = "make it again from the text with source add, or restore it"
            yield Discrepancy(
                ledger.at("digest"), found, f"digest {digest(ledger.statements)}", remedy, "ledger intact"
            )


def wrong_tiers(evidence: Evidence) -> Iterator[Discrepancy]:
    """Yield each source that is called primary and prints neither the DOI nor the PMID of its study as its own."""
    for study in evidence.studies.values():
        citation = study.about.citation
        for name in sorted({reading.source for _, reading in readings_of(study)}):
            source, ledger = evidence.sources[name], evidence.ledgers.get(name)
            if source.tier == "secondary" or ledger is None or _prints(ledger, (citation.doi, citation.pmid)):
                continue
            found = f"{name} is called {source.tier}, but prints neither the DOI nor the PMID of {study.id} as its own"
            expected = f"{citation.doi} or {citation.pmid} outside a list of references"
            yield Discrepancy(source.at("tier"), found, expected, "correct the tier, or add the whole source", "tier")


def _prints(ledger: Ledger, numbers: tuple[str, ...]) -> bool:
    """Whether a ledger has one of the numbers outside a list of references, in upper or lower case."""
    own = (each for each in ledger.statements if not REFERENCES.fullmatch(each.section.strip()))
    tokens = {token.rstrip(")]").lower() for statement in own for token in statement.tokens}
    return not tokens.isdisjoint(number.lower() for number in numbers)
