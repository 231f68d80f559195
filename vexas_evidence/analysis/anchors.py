"""The data against the ledgers of their sources: readings that agree with their tokens, tokens that nothing uses.

``verify_anchors`` needs the ledgers only. ``verify_source_text`` compares a ledger with the text of its source, which
whoever holds the text can do.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import get_args

from vexas_evidence.analysis.checks.estimation_fields import margins_printed
from vexas_evidence.analysis.checks.full_text import wrong_tiers
from vexas_evidence.analysis.checks.readings import other_unit, readings_of
from vexas_evidence.analysis.checks.token_use import LedgerTokens, TokenUse, token_key, unused_parts
from vexas_evidence.analysis.prints.arm_words import other_pair
from vexas_evidence.analysis.verbal_readings import wordings_against_text, wrong_fingerprints
from vexas_evidence.model import Estimate, Evidence, Locator, Moment, Reading, Statement, Study
from vexas_evidence.model.estimates import NumberPart
from vexas_evidence.model.source import SentencePlace, UnitOfTime, in_words
from vexas_evidence.sources import compare, digest, read_source, successors
from vexas_evidence.sources.context import Context, Contexts, contexts, is_named, ledger_of
from vexas_evidence.sources.sentences import REFERENCES
from vexas_evidence.system.problems import Discrepancy, Place
from vexas_evidence.text.agreement import same_time
from vexas_evidence.text.headed import SPREADS, Head
from vexas_evidence.text.tokens import agree, part_of, squeezed, texts_of, tokens

_COUNTS_ALL = re.compile(r"(?:n|no\.?|numbers?|total|all|patients|participants)\b", re.IGNORECASE)
_COMPARE = "compare with the source and correct one of them"


def verify_anchors(evidence: Evidence) -> tuple[tuple[Discrepancy, ...], TokenUse]:
    """Compare each anchor with the ledger that it names, and each ledger with the anchors in it.

    Found are, sorted by place: ledgers that were edited by hand, sources of another tier than they say, anchors and
    waivers that do not agree with their token, places that do not agree with their fingerprint, tokens that nothing
    uses, and margins that no source prints.
    """
    of_ledgers = LedgerTokens(evidence)
    found = {
        *_edited_ledgers(evidence),
        *wrong_tiers(evidence),
        *_wrong_anchors(evidence),
        *_wrong_waivers(of_ledgers),
        *wrong_fingerprints(evidence),
        *of_ledgers.left_over(),
        *margins_printed(evidence),
    }
    return tuple(sorted(found)), of_ledgers.counts()


def verify_source_text(
    evidence: Evidence, source: str, path: Path, without: Collection[int] = ()
) -> tuple[Discrepancy, ...]:
    """Compare the text of a source with its ledger, and with the wordings and percent signs that are read in it.

    *without* are the pages of a PDF that its ledger leaves out. Raises BadInput where the source has no ledger, or the
    file cannot be read.
    """
    ledger, sentences = ledger_of(evidence, source), read_source(path, source, without)
    known = dict(contexts(sentences))
    without_head = (
        _discrepancy(reading, "head", f"no {name} outside {reading.printed!r}", "one in its head", _COMPARE)
        for study in evidence.studies.values()
        for _, reading in readings_of(study)
        if (name := "percent sign" if reading.head and reading.head[0] == "%" else reading.head)
        and reading.source == source
        and reading.place in known
        and not _is_named(known, reading)
    )
    place, remedy = Place(path.name), "see which is right"
    differing = (
        Discrepancy(place, f"{each.where}: {each.text}", f"{each.ledger} as in the ledger", remedy, "source text")
        for each in compare(ledger, sentences)
    )
    newer = successors(ledger, sentences)
    return (
        *_readings_in_newer(evidence, source, newer),
        *without_head,
        *_of_others(evidence, source, known),
        *differing,
        *wordings_against_text(evidence, source, sentences),
    )


def _of_others(evidence: Evidence, source: str, known: Contexts) -> Iterator[Discrepancy]:
    """Yield each reading beside which a text prints a unit that its estimate is not in, or arms that it is not of."""
    for study in evidence.studies.values():
        for estimate, reading in readings_of(study):
            context = known.get(reading.place) if reading.source == source else None
            if context is None or reading.token is None:
                continue
            named, unit = other_unit(estimate, context, (reading.token, reading.to), reading.shown)
            if unit:
                found = f"{estimate.id} is in {named or 'no unit'}: {context.line(reading.token, reading.to)}"
                yield _discrepancy(reading, "printed", found, unit, "correct the unit of the estimate")
            arms = {*filter(None, (study.arm_of(estimate), estimate.comparator))} or {
                each.id for each in study.about.arms
            }
            at = known, reading.place, reading.token
            if estimate.measure == "p-value" and (other := other_pair(study, arms, *at)):
                yield _discrepancy(reading, "printed", f"{estimate.id}: {other}", "its own arms", "correct its arms")


def _readings_in_newer(
    evidence: Evidence, source: str, newer: Mapping[SentencePlace, Statement | None]
) -> Iterator[Discrepancy]:
    """Yield each reading of a source that a newer text prints elsewhere, prints otherwise, or no longer prints."""
    for study in evidence.studies.values():
        for estimate, reading in readings_of(study):
            if reading.source != source or reading.place not in newer:
                continue
            where, now = f"the reading {reading.printed!r} of {estimate.id}", newer[reading.place]
            if now is None:
                found, remedy = f"{where} went: no sentence like it", "read the newer text, and correct or remove it"
                yield _discrepancy(reading, "printed", found, "the sentence that prints it", remedy)
                continue
            after = in_words(now.place, source)
            theirs = _tokens_of(reading, now)
            if theirs != _tokens_of(reading, evidence.ledgers[source].by_place[reading.place]):
                printed = ", ".join(map(repr, theirs)) or "no such token"
                found, remedy = f"{where} changed: {printed} in {after}", "read the newer text, and correct the reading"
                yield _discrepancy(reading, "printed", found, repr(reading.printed), remedy)
            elif now.place != reading.place:
                found, remedy = f"{where} moved to {after}", "correct its place when the newer text is added"
                yield _discrepancy(reading, "sentence", found, in_words(reading.place, source), remedy)


def _tokens_of(reading: Reading, statement: Statement) -> tuple[str, ...]:
    """Return the tokens of a statement that a reading names, or the part that is read; all for a reading in words."""
    if reading.token is None:
        return (statement.fingerprint,)
    named = statement.tokens[reading.token - 1 : reading.to or reading.token]
    read = (part_of(each, reading.part) for each in named) if reading.part else named
    return tuple(map(squeezed, filter(None, read)))


def _is_named(known: Contexts, reading: Reading) -> bool:
    """Whether a text says what a reading's head says: a sign in its table, a spread or an interval anywhere."""
    if reading.head in SPREADS:
        return any(is_named(reading.head, text) for each in known.values() for text in (each.text, *each.heads))
    sign: Head = "P" if reading.head == "P" else "%"
    if sign == "%" != reading.head and "%" in reading.printed:
        return True
    return any(each.has_in_head(sign) for each in _of_table(known, reading))


def _of_table(known: Contexts, reading: Reading) -> Iterator[Context]:
    """Yield the contexts of a reading's sentence, and of the rows of its table that count all, such as "Number (%)"."""
    table = f"{reading.paragraph.partition(', row ')[0]}, row "
    for (section, paragraph, sentence), context in known.items():
        counts_all = paragraph.startswith(table) and _COUNTS_ALL.match(paragraph.removeprefix(table))
        if section == reading.section and (
            counts_all or (paragraph, sentence) == (reading.paragraph, reading.sentence)
        ):
            yield context


def _edited_ledgers(evidence: Evidence) -> Iterator[Discrepancy]:
    """Yield each ledger whose statements do not have the digest that was written with them."""
    for ledger in evidence.ledgers.values():
        if digest(ledger.statements) != ledger.digest:
            found = f"the ledger of {ledger.source} is not as it was made"
            expected = f"digest {digest(ledger.statements)}"
            remedy = "make it again from the text with source add, or restore it"
            yield Discrepancy(ledger.at("digest"), found, expected, remedy, "ledger intact")


def _wrong_anchors(evidence: Evidence) -> Iterator[Discrepancy]:
    for study in evidence.studies.values():
        for locator in evidence.locators_of(study):
            if locator.source not in evidence.ledgers:
                found = f"source {locator.source!r} has no ledger"
                yield _discrepancy(locator, "source", found, "a ledger", "run source add")
            elif evidence.statement_at(locator) is None:
                yield _no_statement(locator)
        for estimate, reading in readings_of(study):
            if (statement := evidence.statement_at(reading)) is not None:
                for each in (
                    *_wrong_token(reading, statement, estimate),
                    *_wrong_time(evidence, study, reading, estimate),
                ):
                    yield replace(each, about=f"{estimate.id}/{reading.source}: {each.about}")
        for claim in study.narrative.claims:
            for quantity in claim.quantities:
                if (statement := evidence.statement_at(quantity)) is not None:
                    yield from _other_token(quantity, statement, quantity.token, quantity.printed)
        citation = study.about.citation
        for mention in citation.readings:
            statement = evidence.statement_at(mention)
            for number in mention.tokens if statement else ():
                token = _token(statement, number)
                if token not in citation.numerals:
                    found, expected = f"token {number} is {token!r}", f"one of {', '.join(citation.numerals)}"
                    yield _discrepancy(mention, "tokens", found, expected, "correct the citation")


def _wrong_token(reading: Reading, statement: Statement, estimate: Estimate) -> Iterator[Discrepancy]:
    if REFERENCES.fullmatch(reading.section.strip()):
        found, expected = f"{reading.printed!r} is read in a list of references", "a place that reports results"
        yield _discrepancy(reading, "section", found, expected, "a reference anchors a citation only")
    if reading.token is None:
        if not estimate.is_wording:
            yield _without_token(reading, len(statement.tokens))
        return
    if reading.to is None:
        yield from _other_token(reading, statement, reading.token, reading.printed, reading.part)
        return
    theirs, ours = statement.tokens[reading.token - 1 : reading.to], texts_of(tokens(reading.printed))
    if len(theirs) != len(ours) or not all(map(agree, ours, theirs)):
        found = f"{reading.printed!r} against tokens {reading.token} to {reading.to} of {reading.where}"
        discrepancy = _discrepancy(reading, "printed", found, ", ".join(map(repr, theirs)), _COMPARE)
        yield replace(discrepancy, about=f"{', '.join(theirs)} against {reading.printed}")


def _without_token(reading: Reading, tokens_there: int) -> Discrepancy:
    found, expected, remedy = f"reading {reading.printed!r} names no token", "the token that prints it", ""
    if tokens_there == 0:
        found, remedy = f"{found}, and its sentence has none", "enter it with the measure wording, or correct the place"
    return _discrepancy(reading, "printed", found, expected, remedy or f"add token: 1 to {tokens_there}")


def _wrong_time(evidence: Evidence, study: Study, reading: Reading, estimate: Estimate) -> Iterator[Discrepancy]:
    duration = evidence.timepoints_of(study)[estimate.timepoint].duration
    if duration is None:
        if reading.when is not None:
            found = f"timepoint {estimate.timepoint!r} prints no duration"
            yield _discrepancy(reading, "when", found, "no anchor for it", "remove when, or correct the timepoint")
        return
    if reading.time_place is None:
        remedy = "add when, with its section, paragraph and sentence where another one prints it"
        yield _discrepancy(reading, "printed", f"{duration!r} names no token", "the token that prints it", remedy)
        return
    place, number = reading.time_place[:3], reading.time_place[3]
    token = _token(evidence.ledgers[reading.source].by_place.get(place), number)
    unit = reading.when.unit if isinstance(reading.when, Moment) else None
    where = in_words(place, reading.source)
    if token is None:
        found = f"no token {number} in {where}"
        yield _discrepancy(reading, "when", found, "the token that prints it", "correct when")
    elif not same_time(duration, token, unit):
        found = f"{duration!r} against token {number} of {where}"
        unit = next((unit for unit in get_args(UnitOfTime) if same_time(duration, token, unit)), None)
        remedy = f"where its unit stands apart, as in 'week 8', name it, when: {{token: {number}, unit: {unit}}}"
        discrepancy = _discrepancy(reading, "when", found, repr(token), remedy if unit else _COMPARE)
        yield replace(discrepancy, about=f"{token} against {duration}")


def _other_token(
    locator: Locator, statement: Statement, number: int, printed: str, part: NumberPart | None = None
) -> Iterator[Discrepancy]:
    """The token of a statement does not print the text that is read there."""
    token = _token(statement, number)
    if token is None:
        found = f"no token {number} in {locator.where}"
        yield _discrepancy(locator, "printed", found, f"1 to {len(statement.tokens)}", "correct the token")
    elif not agree(printed, part_of(token, part) if part else token) and texts_of(tokens(printed)) != (token,):
        found = f"{printed!r} against token {number} of {locator.where}"
        discrepancy = _discrepancy(locator, "printed", found, repr(token), _COMPARE)
        yield replace(discrepancy, about=f"{token} against {printed}")


def _wrong_waivers(of_ledgers: LedgerTokens) -> Iterator[Discrepancy]:
    for waiver in of_ledgers.evidence.waivers:
        statement = of_ledgers.evidence.statement_at(waiver)
        if statement is None:
            yield _no_statement(waiver)
            continue
        yield from _other_token(waiver, statement, waiver.token, waiver.printed)
        if not unused_parts(waiver.printed, of_ledgers.used.get(token_key(waiver, waiver.token), ())):
            found = f"{waiver.printed!r} is used"
            yield _discrepancy(waiver, "token", found, "a token that nothing uses", "remove the waiver")


def _token(statement: Statement | None, number: int) -> str | None:
    return statement.tokens[number - 1] if statement and 1 <= number <= len(statement.tokens) else None


def _no_statement(locator: Locator) -> Discrepancy:
    found = f"no statement at {locator.where}"
    return _discrepancy(locator, "sentence", found, "one that its ledger holds", "correct the locator")


def _discrepancy(locator: Locator, key: str, found: str, expected: str, remedy: str) -> Discrepancy:
    return Discrepancy(locator.at(key), found, expected, remedy, "anchors")
