"""Data against the ledgers of their sources: every reading anchored, every token accounted for.

``verify`` needs the ledgers only; ``reread`` compares a ledger with the text of its source, which
whoever holds the text can do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from vexas_evidence.analysis.article import checked
from vexas_evidence.analysis.checks.readings import readings_of
from vexas_evidence.analysis.verbal_readings import against, unsound, untied
from vexas_evidence.model import Estimate, Evidence, Locator, Moment, Reading, Statement
from vexas_evidence.sources import compare, read_source
from vexas_evidence.sources.context import around, ledger_of
from vexas_evidence.sources.sentences import REFERENCES
from vexas_evidence.system.problems import Discrepancy, Place
from vexas_evidence.text.agreement import same_time
from vexas_evidence.text.tokens import agree, part_of, texts_of, tokens

LEFT_OVER = "nothing left out"
"""The check of tokens that nothing uses: a lift leaves them until it is done."""
_COMPARE = "compare with the source and correct one of them"
Key = tuple[str, str, str, int, int]  # source, section, paragraph, sentence, token


@dataclass(frozen=True, slots=True)
class Accounts:
    """What became of every number token of every ledger."""

    tokens: int
    used: int
    waived: int
    anchored: dict[str, int]
    """Readings that agree with their token, by the tier of their source."""
    checked: int
    """Estimates that the full text of the article was read for."""


def check_anchors(evidence: Evidence) -> tuple[tuple[Discrepancy, ...], Accounts]:
    """Compare every anchor with its ledger, and every ledger with its anchors."""
    found = [*unsound(evidence), *_wrong_anchors(evidence), *_wrong_waivers(evidence), *untied(evidence)]
    used, waived = _used(evidence), _waived(evidence)
    every = {
        (name, each.section, each.paragraph, each.sentence, number): token
        for name, ledger in evidence.ledgers.items()
        for each in ledger.statements
        for number, token in enumerate(each.tokens, start=1)
    }
    for key, token in every.items():
        if key not in used and key not in waived:
            place = evidence.ledgers[key[0]].by_place[key[1:4]].at("tokens")
            told, where = f"token {key[4]}, {token!r}", _where(*key[:4])
            expected = "a reading, a quantity, a mention or a waiver"
            wrong = f"{told}, of {where} is not used"
            found.append(Discrepancy(place, wrong, expected, "extract it or waive it", LEFT_OVER, where))
    anchored: dict[str, int] = {}
    for study in evidence.studies.values():
        for _, reading in readings_of(study):
            if reading.token is not None:
                tier = evidence.sources[reading.source].tier
                anchored[tier] = anchored.get(tier, 0) + 1
    done = sum(len(checked(evidence, study)) for study in evidence.studies.values())
    accounts = Accounts(len(every), len(used & set(every)), len(waived & set(every) - used), anchored, done)
    return tuple(sorted(set(found))), accounts


def reread(evidence: Evidence, source: str, path: Path) -> tuple[Discrepancy, ...]:
    """Compare the ledger of a source, and the wordings read in it, with a text of it.

    Raises BadInput when either cannot be read.
    """
    ledger, sentences = ledger_of(evidence, source), read_source(path, source)
    words = dict(around(sentences))
    heads = tuple(
        _finding(reading, "head", f"no percent sign apart from {reading.printed!r}", "one in its head", _COMPARE)
        for study in evidence.studies.values()
        for _, reading in readings_of(study)
        if reading.head
        and reading.source == source
        and (key := (reading.section, reading.paragraph, reading.sentence)) in words
        and not words[key].percent_in_head
    )
    differing = (
        Discrepancy(
            Place(path.name),
            f"{each.where}: {each.text}",
            f"{each.ledger} as in the ledger",
            "see which is right",
            "source text",
        )
        for each in compare(ledger, sentences)
    )
    return (*heads, *differing, *against(evidence, source, sentences))


def _wrong_anchors(evidence: Evidence) -> Iterator[Discrepancy]:
    for study in evidence.studies.values():
        for locator in study.locators():
            if locator.source not in evidence.ledgers:
                yield _finding(
                    locator, "source", f"source {locator.source!r} has no ledger", "a ledger", "run source add"
                )
            elif _statement(evidence, locator) is None:
                at = _where(locator.source, locator.section, locator.paragraph, locator.sentence)
                yield _finding(
                    locator, "sentence", f"no statement at {at}", "one that its ledger holds", "correct the locator"
                )
        for estimate, reading in readings_of(study):
            if (statement := _statement(evidence, reading)) is not None:
                for finding in (
                    *_wrong_token(reading, statement, estimate),
                    *_wrong_time(evidence, reading, estimate),
                ):
                    yield replace(finding, about=f"{estimate.id}/{reading.source}: {finding.about}")
        for claim in study.narrative.claims:
            for quantity in claim.quantities:
                if (statement := _statement(evidence, quantity)) is not None:
                    yield from _disagrees(quantity, statement, quantity.token, quantity.printed, "printed")
        for mention in study.about.citation.readings:
            statement = _statement(evidence, mention)
            for number in mention.tokens if statement else ():
                token = _token(statement, number)
                if token is None or token not in study.about.citation.numerals:
                    expected = f"one of {', '.join(study.about.citation.numerals)}"
                    yield _finding(mention, "tokens", f"token {number} is {token!r}", expected, "correct the citation")


def _wrong_token(reading: Reading, statement: Statement, estimate: Estimate) -> Iterator[Discrepancy]:
    if REFERENCES.fullmatch(reading.section.strip()):
        told = f"{reading.printed!r} is read in a list of references"
        yield _finding(reading, "section", told, "a place that reports results", "a reference anchors a citation only")
    if reading.token is None:
        if estimate.measure != "wording":
            found = f"reading {reading.printed!r} names no token"
            yield _finding(
                reading, "printed", found, "the token that prints it", f"add token: 1 to {len(statement.tokens)}"
            )
        return
    if reading.to is None:
        yield from _disagrees(reading, statement, reading.token, reading.printed, "printed", reading.part)
        return
    theirs, ours = statement.tokens[reading.token - 1 : reading.to], texts_of(tokens(reading.printed))
    if len(theirs) != len(ours) or not all(map(agree, ours, theirs)):
        at = _where(reading.source, reading.section, reading.paragraph, reading.sentence)
        found = f"{reading.printed!r} against tokens {reading.token} to {reading.to} of {at}"
        finding = _finding(reading, "printed", found, ", ".join(map(repr, theirs)), _COMPARE)
        yield replace(finding, about=f"{', '.join(theirs)} against {reading.printed}")


def _wrong_time(evidence: Evidence, reading: Reading, estimate: Estimate) -> Iterator[Discrepancy]:
    duration = evidence.timepoints[estimate.timepoint].duration
    if duration is None:
        if reading.when is not None:
            found = f"timepoint {estimate.timepoint!r} prints no duration"
            yield _finding(reading, "when", found, "no anchor for it", "remove when, or correct the timepoint")
        return
    if reading.moment is None:
        yield _finding(reading, "printed", f"{duration!r} names no token", "the token that prints it", "add when")
        return
    section, paragraph, sentence, number = reading.moment
    place = section, paragraph, sentence
    token = _token(evidence.ledgers[reading.source].by_place.get(place), number)
    unit = reading.when.unit if isinstance(reading.when, Moment) else None
    at = _where(reading.source, *place)
    if token is None:
        yield _finding(reading, "when", f"no token {number} in {at}", "the token that prints it", "correct when")
    elif not same_time(duration, token, unit):
        finding = _finding(reading, "when", f"{duration!r} against token {number} of {at}", repr(token), _COMPARE)
        yield replace(finding, about=f"{token} against {duration}")


def _disagrees(
    locator: Locator, statement: Statement, number: int, printed: str, key: str, part: str | None = None
) -> Iterator[Discrepancy]:
    token = _token(statement, number)
    at = _where(locator.source, locator.section, locator.paragraph, locator.sentence)
    if token is None:
        found = f"no token {number} in {at}"
        yield _finding(locator, key, found, f"1 to {len(statement.tokens)}", "correct the token")
    elif not agree(printed, part_of(token, part) if part else token):
        found = f"{printed!r} against token {number} of {at}"
        finding = _finding(locator, key, found, repr(token), _COMPARE)
        yield replace(finding, about=f"{token} against {printed}")


def _wrong_waivers(evidence: Evidence) -> Iterator[Discrepancy]:
    used = _used(evidence)
    for waiver in evidence.waivers:
        statement = _statement(evidence, waiver)
        if statement is None:
            at = _where(waiver.source, waiver.section, waiver.paragraph, waiver.sentence)
            yield _finding(
                waiver, "sentence", f"no statement at {at}", "one that its ledger holds", "correct the locator"
            )
            continue
        yield from _disagrees(waiver, statement, waiver.token, waiver.printed, "printed")
        if _key(waiver, waiver.token) in used:
            yield _finding(
                waiver, "token", f"{waiver.printed!r} is used", "a token that nothing uses", "remove the waiver"
            )


def _used(evidence: Evidence) -> set[Key]:
    keys: set[Key] = set()
    for study in evidence.studies.values():
        for _, reading in readings_of(study):
            keys |= {(reading.source, *spot) for spot in reading.spots}
        for claim in study.narrative.claims:
            keys |= {_key(quantity, quantity.token) for quantity in claim.quantities}
        for mention in study.about.citation.readings:
            keys |= {_key(mention, number) for number in mention.tokens}
    return keys


def _waived(evidence: Evidence) -> set[Key]:
    return {_key(waiver, waiver.token) for waiver in evidence.waivers}


def _key(locator: Locator, token: int) -> Key:
    return locator.source, locator.section, locator.paragraph, locator.sentence, token


def _statement(evidence: Evidence, locator: Locator) -> Statement | None:
    ledger = evidence.ledgers.get(locator.source)
    return ledger.by_place.get((locator.section, locator.paragraph, locator.sentence)) if ledger else None


def _token(statement: Statement | None, number: int) -> str | None:
    return statement.tokens[number - 1] if statement and 1 <= number <= len(statement.tokens) else None


def _where(source: str, section: str, paragraph: str, sentence: int) -> str:
    return f"{source}, {section}, paragraph {paragraph}, sentence {sentence}"


def _finding(locator: Locator, key: str, found: str, expected: str, remedy: str) -> Discrepancy:
    return Discrepancy(locator.at(key), found, expected, remedy, "anchors")
