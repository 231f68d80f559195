"""Readings of words without a number: tied to their sentence by a fingerprint, and found in its text.

A ledger holds no words, so the fingerprint is taken of the words with the fingerprint of their sentence. Neither the
words nor their locator can change alone. Whether the words stand in the sentence only its text can tell.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from vexas_evidence.analysis.checks.readings import readings_of
from vexas_evidence.model import Evidence, Reading, Statement
from vexas_evidence.sources import Sentence
from vexas_evidence.system.problems import Discrepancy
from vexas_evidence.text.tokens import normalise

CHECK = "wordings"


def wording_fingerprint(statement: Statement, words: str) -> str:
    """Return the SHA-256 of some words, normalised, with the fingerprint of their sentence."""
    return hashlib.sha256(f"{statement.fingerprint}\n{_plain(words)}".encode()).hexdigest()


def changed_wordings(evidence: Evidence) -> Iterator[Discrepancy]:
    """Yield each wording that is not the one that its fingerprint was taken of."""
    for reading, statement in _wordings(evidence):
        if reading.fingerprint != wording_fingerprint(statement, reading.printed):
            found = f"{reading.printed!r} is not what the fingerprint was taken of"
            remedy = f"correct the words, or let verify --source {reading.source}=FILE find them in the text"
            yield Discrepancy(reading.at("printed"), found, "the words that were read there", remedy, CHECK)


def wordings_against_text(evidence: Evidence, source: str, sentences: Iterable[Sentence]) -> Iterator[Discrepancy]:
    """Yield each wording that does not stand in its sentence, and each that stands there with another fingerprint.

    A sentence that the text does not have is left to the comparison of the text with its ledger.
    """
    texts = {(each.section, each.paragraph, each.number): _plain(each.text) for each in sentences}
    for reading, statement in _wordings(evidence):
        text = texts.get((reading.section, reading.paragraph, reading.sentence))
        if reading.source != source or text is None:
            continue
        right = wording_fingerprint(statement, reading.printed)
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
