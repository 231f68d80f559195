"""From the data to what a release keeps of them: every record as a reader meets it, sorted by kind and id."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from vexas_evidence.analysis import claims
from vexas_evidence.analysis.numbers import Numbers, Shown
from vexas_evidence.model import Estimate, Locator, Quantifier, Quantity, Reading
from vexas_evidence.present.records import judgement_title
from vexas_evidence.present.spans import to_line
from vexas_evidence.publish.release.number_names import name_of, named
from vexas_evidence.publish.release.release_file import (
    KINDS,
    RecordKind,
    Release,
    ReleaseReading,
    ReleaseRecord,
    ReleaseVersion,
)
from vexas_evidence.publish.release.stated_texts import StatedText, texts_of
from vexas_evidence.text import prose

NO_LIMIT = "no limit"


def record_release(numbers: Numbers) -> Release:
    """Return the working data of the reported study as a release without verification and outputs."""
    results = (_estimates, _not_stated, _derived, _judgements, _claims, _texts)
    groups = (*results, _terms, _glossary, _sources, _quantifiers, _declared)
    found = (record for each in groups for record in each(numbers))
    records = sorted(found, key=lambda record: (KINDS.index(record.kind), record.id))
    known = numbers.evidence.changes.versions
    versions = tuple(ReleaseVersion.model_validate(each, from_attributes=True) for each in known)
    version, report = versions[0].version, numbers.evidence.report.id
    return Release(version=version, report=report, study=numbers.study.id, versions=versions, records=tuple(records))


def _estimates(numbers: Numbers) -> Iterator[ReleaseRecord]:
    for estimate in numbers.study.estimates.values():
        population = numbers.study.populations[estimate.population]
        notes = [reading.note for reading in estimate.readings]
        tiers = {numbers.evidence.sources[reading.source].tier for reading in estimate.readings}
        resting = [*filter(None, [population.denominator.estimate]), *_sources_of(estimate)]
        yield ReleaseRecord(
            kind="estimate",
            id=estimate.id,
            label=to_line((f"{numbers.label(estimate)}, ", numbers.when(estimate))),
            values=_known(
                value=numbers.value(estimate).text,
                **{key: getattr(estimate, key) for key in ("outcome", "population", "timepoint", "measure")},
                arm=population.arm,
                comparator=estimate.comparator,
                denominator=to_line(numbers.denominator_with_status(estimate)) or None,
                count=_with_kind(numbers.count(estimate)),
                interval=_with_kind(numbers.interval(estimate)),
                tier="; ".join(sorted(tiers)),
                printed=_printed(estimate.readings),
                **{"unit_of_analysis": population.unit_of_analysis} | estimate.stated_texts,
            ),
            words=_known(
                whom=to_line(numbers.spans(population.label)),
                note=estimate.note,
                denominator_note=population.denominator.note,
                reading_note=" ".join(filter(None, notes)) or None,
            ),
            reads={
                estimate.outcome: numbers.outcomes[estimate.outcome].label,
                estimate.population: to_line(numbers.spans(population.label)),
                estimate.timepoint: numbers.when(estimate).text,
                **_reads(numbers, estimate.note, population.denominator.note, *notes),
            },
            rests_on=tuple(name for name in resting if name != estimate.id),
            readings=tuple(map(_reading, estimate.readings)),
        )


def _not_stated(numbers: Numbers) -> Iterator[ReleaseRecord]:
    for each in numbers.not_stated:
        known: dict[str, Any] = {
            "values": {"value": each.text, "table": each.table},
            "words": _known(note=each.row.note),
            "reads": _reads(numbers, each.row.note),
            "readings": tuple(map(_reading, each.row.readings)),
        }
        yield ReleaseRecord(kind="not stated", id=each.outcome.id, label=each.outcome.label, **known)


def _derived(numbers: Numbers) -> Iterator[ReleaseRecord]:
    for name, value in numbers.derived.items():
        yield ReleaseRecord(
            kind="derived",
            id=name,
            label=named(numbers, value.label),
            values={**value.parts, "kind": value.kind, "rule": value.rule, "standing": value.standing},
            words={"formula": value.formula},
            rests_on=value.inputs,
        )


def _judgements(numbers: Numbers) -> Iterator[ReleaseRecord]:
    for name, each in numbers.judgements.items():
        yield ReleaseRecord(
            kind="judgement",
            id=name,
            label=(title := to_line(judgement_title(numbers, each))),
            values=_known(
                rating=each.rating,
                outcome=each.outcome,
                of=each.of,
                rater=each.rater,
                role=each.role,
                date=str(each.date),
                supersedes=each.supersedes,
            ),
            words={"reason": each.reason},
            reads={each.outcome: title, each.of: each.of.replace("-", " "), **_reads(numbers, each.reason)},
        )


def _claims(numbers: Numbers) -> Iterator[ReleaseRecord]:
    for claim in numbers.study.narrative.claims:
        verdict = claims.judge(numbers, claim)
        against = {name: name_of(numbers, name) for name in verdict.failing}
        yield ReleaseRecord(
            kind="claim",
            id=f"claim-{claim.id}",
            label=f"Claim: {named(numbers, claim.text)}",
            values=_known(
                verdict=verdict.outcome,
                against="; ".join(verdict.failing) or None,
                printed=_printed(claim.quantities) or None,
            ),
            words=_known(text=claim.text, note=claim.note),
            reads=against | _reads(numbers, claim.text, claim.note),
            rests_on=(*claim.rests_on, *dict.fromkeys(_vague(numbers, claim.quantities))),
            readings=tuple(map(_reading, (*claim.quantities, *claim.readings))),
        )


def _texts(numbers: Numbers) -> Iterator[ReleaseRecord]:
    """What a reader takes conclusions from; references stand as such, so that they do not age."""
    outcomes = {name: outcome.label for name, outcome in numbers.outcomes.items()}
    by_key: dict[tuple[RecordKind, str], list[StatedText]] = {}
    for text in texts_of(numbers):
        by_key.setdefault((text.kind, text.id), []).append(text)
    for (kind, name), parts in by_key.items():
        keys = dict.fromkeys(key for each in parts for key in each.words)
        words = {key: " ".join(each.words[key] for each in parts if key in each.words) for key in keys}
        defined = words.get("definitions", "").split("; ")
        yield ReleaseRecord(
            kind=kind,
            id=name,
            label=named(numbers, parts[0].label),
            words=words,
            reads={each: outcomes[each] for each in defined if each in outcomes} | _reads(numbers, *words.values()),
            rests_on=tuple(dict.fromkeys((*(each for part in parts for each in part.rests_on), *_referred(words)))),
            readings=tuple(_reading(where) for part in parts for where in part.readings),
        )


def _terms(numbers: Numbers) -> Iterator[ReleaseRecord]:
    """What estimates are of, whom they are about, and when: the words that give each number its meaning."""
    estimates = numbers.study.estimates.values()
    outcomes = {each.outcome for each in estimates} | {each.outcome for each in numbers.study.results.not_stated}
    for outcome in (each for each in numbers.outcomes.values() if each.id in outcomes):
        flags = {"critical": numbers.asked.get(outcome.id) == "critical"}
        flags |= {name: getattr(outcome, name) for name in ("surrogate", "never_rises", "view")}
        values = _known(role=outcome.role, better=outcome.better)
        values |= {name.replace("_", " "): "yes" for name, is_so in flags.items() if is_so}
        if flags["critical"] and numbers.evidence.question.outcomes.status == "voted":
            values |= {"critical": "by vote"}
        words, name = {"label": outcome.label, "group": outcome.group}, f"outcome-{outcome.id}"
        yield ReleaseRecord(kind="outcome", id=name, label=f"Outcome: {outcome.label}", values=values, words=words)
    for population in numbers.study.populations.values():
        words, reads = {"label": population.label}, _reads(numbers, population.label)
        label = named(numbers, population.label)
        yield ReleaseRecord(
            kind="population", id=f"population-{population.id}", label=f"Patients: {label}", words=words, reads=reads
        )
    for timepoint in (numbers.timepoints[name] for name in dict.fromkeys(e.timepoint for e in estimates)):
        words, name = {"label": timepoint.text}, f"timepoint-{timepoint.id}"
        values = _known(**{key: getattr(timepoint, key) for key in ("relation", "time_zero", "window")})
        yield ReleaseRecord(kind="timepoint", id=name, label=f"Time: {timepoint.text}", values=values, words=words)


def _glossary(numbers: Numbers) -> Iterator[ReleaseRecord]:
    """What the words of the report mean."""
    known = (*numbers.glossary.terms, *numbers.glossary.abbreviations)
    for name, each in zip(_ids("term", (each.term for each in known)), known, strict=True):
        words = {"label": each.term, "meaning": each.meaning}
        yield ReleaseRecord(kind="term", id=name, label=f"Term: {each.term}", words=words)


def _sources(numbers: Numbers) -> Iterator[ReleaseRecord]:
    for source in numbers.evidence.sources_of(numbers.study):
        words = _known(**{k: getattr(source, k) for k in ("title", "short", "role", "address")})
        words |= _known(**{"read on": source.read_on})
        values = _known(tier=source.tier, seen=source.seen)
        yield ReleaseRecord(kind="source", id=source.id, label=source.short, values=values, words=words)


def _quantifiers(numbers: Numbers) -> Iterator[ReleaseRecord]:
    """The vague words that claims and estimates use, each with the limit by which a claim is tested."""
    study = numbers.study
    printing: Iterator[Reading | Quantity] = chain(
        (each for claim in study.narrative.claims for each in claim.quantities),
        (each for estimate in study.estimates.values() for each in estimate.readings),
    )
    used = set(_vague(numbers, printing))
    for name, each in _named_words(numbers).items():
        if name in used:
            values = {"above": each.above or NO_LIMIT}
            label, words = f"Vague word: “{each.word}”", {"meaning": each.meaning}
            yield ReleaseRecord(kind="quantifier", id=name, label=label, values=values, words=words)


def _vague(numbers: Numbers, printing: Iterable[Reading | Quantity]) -> Iterator[str]:
    """The ids of the vague words that are printed."""
    by_word = {each.word.lower(): name for name, each in _named_words(numbers).items()}
    return (by_word[each.printed.lower()] for each in printing if each.printed.lower() in by_word)


def _named_words(numbers: Numbers) -> dict[str, Quantifier]:
    """The vague words of the vocabulary by ids of their own."""
    known = numbers.evidence.quantifiers_of(numbers.study).values()
    return dict(zip(_ids("quantifier", (each.word for each in known)), known, strict=True))


def _declared(numbers: Numbers) -> Iterator[ReleaseRecord]:
    """The discrepancies that are known, with both values and the reason that they stand."""
    known = numbers.declared
    names = _ids("declared", (f"{each.check} {each.estimate} {each.source}" for each in known))
    for name, each in zip(names, known, strict=True):
        yield ReleaseRecord(
            kind="declared",
            id=name,
            label=f"Known difference: {name_of(numbers, each.estimate)}",
            values={"found": each.found, "expected": each.expected},
            words={"reason": each.reason},
            rests_on=(each.estimate, each.source),
        )


def _ids(kind: str, texts: Iterable[str]) -> Iterator[str]:
    """Yield an id for each of some texts, as a reason can name it; equal ones are numbered."""
    seen: Counter[str] = Counter()
    for text in texts:
        name = re.sub(r"[^a-z0-9]+", "-", f"{kind} {text}".lower()).strip("-")
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name}-{seen[name]}"


def _sources_of(estimate: Estimate) -> list[str]:
    return list(dict.fromkeys(reading.source for reading in estimate.readings))


def _printed(readings: Iterable[Reading | Quantity]) -> str:
    """What sources print, each with its source."""
    shown = ((each.shown if isinstance(each, Reading) else each.printed, each.source) for each in readings)
    return "; ".join(f"{text} ({source})" for text, source in shown)


def _reading(where: Locator) -> ReleaseReading:
    number = where if isinstance(where, Reading | Quantity) else None
    return ReleaseReading(
        printed=number.printed if number else None,
        source=where.source,
        section=where.section,
        paragraph=where.paragraph,
        sentence=where.sentence,
        token=number.token if number else None,
    )


def _with_kind(shown: Shown | None) -> str | None:
    return None if shown is None else f"{shown.text} ({shown.kind})"


def _reads(numbers: Numbers, *texts: str | None) -> dict[str, str]:
    """What each reference of some texts reads."""
    found = (reference for text in texts if text for reference in prose.references(text))
    return {reference.written: numbers.refer(reference).text for reference in found}


def _referred(words: Mapping[str, str]) -> Iterator[str]:
    """The ids of the numbers that some texts print."""
    return (reference.id for text in words.values() for reference in prose.references(text))


def _known(**values: Any) -> dict[str, str]:
    """What is there of some values."""
    return {name: str(text) for name, text in values.items() if text is not None}
