"""Places of facts in words: tied to their sentence by a fingerprint, and wordings found in its text.

A number is tied to its sentence by the token that prints it. A place of which no token is used (a fact of the design,
a view, a claim, a wording) could name any sentence of its ledger, so it has a fingerprint: the SHA-256 of the
sentence's fingerprint and of the place, and for a wording of its words, as the source prints them. Neither the sentence
nor the place can change alone, not even to a sentence of the same text. Texts of our own are not part of it: they may
be reworded. Whether a wording stands in its sentence only the text of the source can tell, as a ledger holds no words.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from vexas_evidence.analysis.checks.readings import readings_of
from vexas_evidence.load.edit import read_exactly, with_fingerprints
from vexas_evidence.model import Evidence, Locator, Quantity, Reading, Statement
from vexas_evidence.model.source import Mention
from vexas_evidence.sources import Sentence
from vexas_evidence.system.problems import Discrepancy
from vexas_evidence.text.tokens import normalise

CHECK, WORDINGS = "fingerprints", "wordings"
FILL_IN = "run vexas-evidence fingerprint"
RENEW = f"delete the fingerprint and {FILL_IN}"


@dataclass(frozen=True, slots=True)
class WordsPlace:
    """A place in a source, its sentence in the ledger, and the words that are read there: none but for a wording."""

    locator: Locator
    statement: Statement
    words: str
    needed: bool
    """Whether it needs a fingerprint, as it uses no token."""

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the sentence's fingerprint, of the place, and of the words where there are some."""
        at = self.locator
        return _digest(
            self.statement.fingerprint, at.source, *map(str, at.place), *([_plain(self.words)] if self.words else [])
        )

    @property
    def fingerprint_without_place(self) -> str | None:
        """The fingerprint of a wording in data of the versions up to 1.0.1: of the sentence and the words."""
        return _digest(self.statement.fingerprint, _plain(self.words)) if self.words else None


def wrong_fingerprints(evidence: Evidence) -> Iterator[Discrepancy]:
    """Yield each fingerprint that is missing, and each that is not of the sentence, the place and the words there.

    One without its place holds for a wording whose sentence is the only one with its text.
    """
    often = Counter(each.fingerprint for ledger in evidence.ledgers.values() for each in ledger.statements)
    for place in words_places(evidence):
        given, at = place.locator.fingerprint, place.locator
        check = WORDINGS if place.words else CHECK
        if given is None and place.needed:
            found = f"no fingerprint ties this place to its sentence, {at.where}"
            yield Discrepancy(at.at("sentence"), found, "one of the sentence and the place", FILL_IN, check)
        elif given in (None, place.fingerprint):
            continue
        elif given != place.fingerprint_without_place:
            yield _changed_wording(at, place.words) if place.words else _changed_place(at)
        elif often[place.statement.fingerprint] > 1:
            found, expected = f"several sentences read as {at.where}", "a fingerprint of the place too"
            yield Discrepancy(at.at("fingerprint"), found, expected, RENEW, CHECK)


def _changed_wording(at: Locator, words: str) -> Discrepancy:
    found, expected = f"{words!r} is not what the fingerprint was taken of", "the words that were read there"
    remedy = f"correct the words, or let verify --source {at.source}=FILE find them in the text"
    return Discrepancy(at.at("printed"), found, expected, remedy, WORDINGS)


def _changed_place(at: Locator) -> Discrepancy:
    found, expected = f"{at.where} is not what the fingerprint was taken of", "the sentence and place that were read"
    remedy = f"restore them; where the source says so here, {RENEW}"
    return Discrepancy(at.at("sentence"), found, expected, remedy, CHECK)


def fill_in_fingerprints(folder: Path, evidence: Evidence) -> dict[Path, tuple[str, int]]:
    """Return the text of each file of a data folder that lacks fingerprints, with these, and how many they are.

    The files are given by their paths within the folder. What is there is never replaced. Raises BadInput where a
    record stands in no line to which a fingerprint can be added.
    """
    missing: dict[Path, list[tuple[Locator, str]]] = {}
    for place in words_places(evidence):
        if place.needed and place.locator.fingerprint is None:
            path = Path(place.locator.at().file).relative_to(folder.name)
            missing.setdefault(path, []).append((place.locator, place.fingerprint))
    return {path: (with_fingerprints(read_exactly(folder / path), new), len(new)) for path, new in missing.items()}


def wordings_against_text(evidence: Evidence, source: str, sentences: Iterable[Sentence]) -> Iterator[Discrepancy]:
    """Yield each wording that does not stand in its sentence, and each that stands there with another fingerprint.

    A sentence that the text does not have is left to the comparison of the text with its ledger.
    """
    texts = {each.place: _plain(each.text) for each in sentences}
    for place in words_places(evidence):
        reading = place.locator
        text = texts.get(reading.place)
        if not isinstance(reading, Reading) or not place.words or reading.source != source or text is None:
            continue
        if re.search(rf"(?<!\w){re.escape(_plain(place.words))}(?!\w)", text) is None:
            found = f"{reading.printed!r} does not stand in {reading.section}, paragraph {reading.paragraph}"
            expected = f"words of sentence {reading.sentence}"
            yield Discrepancy(reading.at("printed"), found, expected, "copy them from the source", WORDINGS)
        elif reading.fingerprint not in (place.fingerprint, place.fingerprint_without_place):
            found = f"{reading.printed!r} stands in its sentence, but was not recorded so"
            remedy = f"write fingerprint: {place.fingerprint}"
            yield Discrepancy(reading.at("printed"), found, "its fingerprint", remedy, WORDINGS)


def words_places(evidence: Evidence) -> Iterator[WordsPlace]:
    """Yield each place that needs a fingerprint or may have one, where its ledger has such a sentence."""
    for locator, words, needed in _locators(evidence):
        if statement := evidence.statement_at(locator):
            yield WordsPlace(locator, statement, words, needed)


def _locators(evidence: Evidence) -> Iterator[tuple[Locator, str, bool]]:
    """Yield each place with its words, and whether no token ties it; a number without a token needs that instead."""
    for study in evidence.studies.values():
        for estimate, reading in readings_of(study):
            is_wording = estimate.is_wording
            yield reading, reading.printed if is_wording else "", is_wording
        for locator in evidence.locators_of(study):
            if not isinstance(locator, Reading):
                used = isinstance(locator, Quantity) or (isinstance(locator, Mention) and locator.tokens)
                yield locator, "", not used
    yield from ((waiver, "", False) for waiver in evidence.waivers)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _plain(words: str) -> str:
    return normalise(words).lower()
