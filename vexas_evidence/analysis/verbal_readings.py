"""Readings that are words and no number: tied to their sentence by a fingerprint, and found in its text.

The ledger holds no words, so the fingerprint is taken of the words together with that of their
sentence: neither the words nor their locator can change alone. Whether the words stand in the
sentence only its text can tell.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from vexas_evidence.analysis.checks.readings import readings_of
from vexas_evidence.model import Evidence, Ledger, Reading, Statement
from vexas_evidence.sources import Sentence, digest
from vexas_evidence.sources.sentences import REFERENCES
from vexas_evidence.system.problems import Discrepancy
from vexas_evidence.text.tokens import normalise

CHECK = "wordings"


def fingerprint(statement: Statement, words: str) -> str:
    """Return the SHA-256 of some words, as normalised, together with the fingerprint of their sentence."""
    return hashlib.sha256(f"{statement.fingerprint}\n{_plain(words)}".encode()).hexdigest()


def untied(evidence: Evidence) -> Iterator[Discrepancy]:
    """Yield each wording that is not the one that was read in its sentence."""
    for reading, statement in _wordings(evidence):
        if reading.fingerprint != fingerprint(statement, reading.printed):
            found = f"{reading.printed!r} is not what the fingerprint was taken of"
            remedy = f"correct the words, or let verify --source {reading.source}=FILE find them in the text"
            yield Discrepancy(reading.at("printed"), found, "the words that were read there", remedy, CHECK)


def against(evidence: Evidence, source: str, sentences: Iterable[Sentence]) -> Iterator[Discrepancy]:
    """Yield each wording that its sentence does not hold, and each whose fingerprint is another, in the text itself."""
    texts = {(each.section, each.paragraph, each.number): _plain(each.text) for each in sentences}
    for reading, statement in _wordings(evidence):
        text = texts.get((reading.section, reading.paragraph, reading.sentence))
        if reading.source != source or text is None:
            continue  # a sentence that is not there is a difference between text and ledger
        right = fingerprint(statement, reading.printed)
        if re.search(rf"(?<!\w){re.escape(_plain(reading.printed))}(?!\w)", text) is None:
            found = f"{reading.printed!r} does not stand in {reading.section}, paragraph {reading.paragraph}"
            expected = f"words of sentence {reading.sentence}"
            yield Discrepancy(reading.at("printed"), found, expected, "copy them from the source", CHECK)
        elif reading.fingerprint != right:
            found = f"{reading.printed!r} stands in its sentence, but was not recorded so"
            yield Discrepancy(reading.at("printed"), found, "its fingerprint", f"write fingerprint: {right}", CHECK)


def _wordings(evidence: Evidence) -> Iterator[tuple[Reading, Statement]]:
    for study in evidence.studies.values():
        for estimate, reading in readings_of(study):
            ledger = evidence.ledgers.get(reading.source)
            place = (reading.section, reading.paragraph, reading.sentence)
            if estimate.measure == "wording" and ledger and place in ledger.by_place:
                yield reading, ledger.by_place[place]


def _plain(words: str) -> str:
    return normalise(words).lower()


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
