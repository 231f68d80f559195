"""From the data to what a release keeps of them: every record as a reader meets it, sorted by kind and id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vexas_evidence.analysis import claims
from vexas_evidence.analysis.numbers import Numbers, Shown, to_text
from vexas_evidence.model import Change, Locator, Quantity, Reading
from vexas_evidence.present.records import judgement_title
from vexas_evidence.present.spans import to_line
from vexas_evidence.present.tables.table import source_ids
from vexas_evidence.publish.release.release_file import KINDS, Release, ReleaseReading, ReleaseRecord
from vexas_evidence.publish.release.stated_texts import texts_of
from vexas_evidence.publish.release.vocabulary_records import glossary, ids, quantifiers, sources, stated, terms, vague
from vexas_evidence.system.grouping import grouped
from vexas_evidence.text import prose


def record_release(numbers: Numbers) -> Release:
    """Return the working data of the report as a release without verification and outputs.

    Records of the study of *numbers* bear their own ids, those of further studies the study's before it.
    """
    found = {record.key: record for record in _records(numbers)}
    for study in (numbers.evidence.studies[name] for name in numbers.evidence.report.studies):
        if study.id != numbers.study.id:
            found |= {record.key: record for record in _further(Numbers(numbers.evidence, study), found)}
    records = sorted(found.values(), key=lambda record: (KINDS.index(record.kind), record.id))
    known = numbers.evidence.changes.versions
    versions = tuple(Change.model_validate(each.model_dump()) for each in known)  # without their places in a file
    version, report = versions[0].version, numbers.evidence.report.id
    return Release(version=version, report=report, study=numbers.study.id, versions=versions, records=tuple(records))


def _records(numbers: Numbers) -> Iterator[ReleaseRecord]:
    results = (_estimates, _not_stated, _derived, _judgements, _claims, _texts)
    groups = (*results, _populations, terms, glossary, sources, quantifiers, _declared)
    return (record for each in groups for record in each(numbers))


def _further(numbers: Numbers, known: Mapping[tuple[str, str], ReleaseRecord]) -> Iterator[ReleaseRecord]:
    """The records of a further study of the report, without those that are known from an earlier one."""
    own = [each for each in _records(numbers) if not (each.is_shared and known.get(each.key) == each)]
    names = {each.id for each in own}
    return (each.of_study(numbers.study.id, numbers.study.about.short_title, names) for each in own)


def _estimates(numbers: Numbers) -> Iterator[ReleaseRecord]:
    for estimate in numbers.study.estimates.values():
        population = numbers.study.population_of(estimate)
        notes = [reading.note for reading in estimate.readings]
        tiers = {numbers.evidence.sources[reading.source].tier for reading in estimate.readings}
        resting = [*filter(None, [population.denominator.estimate]), *source_ids((estimate,))]
        yield ReleaseRecord(
            kind="estimate",
            id=estimate.id,
            label=to_line((f"{numbers.label(estimate)}, ", numbers.when(estimate))),
            values=stated(
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
            words=stated(
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
            rests_on=tuple(name for name in dict.fromkeys(resting) if name != estimate.id),
            readings=tuple(map(_reading, estimate.readings)),
        )


def _not_stated(numbers: Numbers) -> Iterator[ReleaseRecord]:
    for each in numbers.not_stated:
        known: dict[str, Any] = {
            "values": {"value": each.text, "table": each.table},
            "words": stated(note=each.row.note),
            "reads": _reads(numbers, each.row.note),
            "readings": tuple(map(_reading, each.row.readings)),
        }
        yield ReleaseRecord(kind="not stated", id=each.outcome.id, label=each.outcome.label, **known)


def _derived(numbers: Numbers) -> Iterator[ReleaseRecord]:
    for name, value in numbers.derived.items():
        yield ReleaseRecord(
            kind="derived",
            id=name,
            label=_named(numbers, value.label),
            values={**value.parts, "kind": value.kind, "rule": value.rule, "standing": value.standing},
            words={"formula": value.formula},
            rests_on=value.inputs,
        )


def _judgements(numbers: Numbers) -> Iterator[ReleaseRecord]:
    keys = ("rating", "outcome", "of", "rater", "role", "date", "size", "supersedes")
    for name, each in numbers.judgements.items():
        title = to_line(judgement_title(numbers, each))
        yield ReleaseRecord(
            kind="judgement",
            id=name,
            label=title,
            values=stated(**{key: getattr(each, key) for key in keys}),
            words={"reason": each.reason},
            reads={each.outcome: title, each.of: each.of.replace("-", " "), **_reads(numbers, each.reason)},
        )


def _claims(numbers: Numbers) -> Iterator[ReleaseRecord]:
    for claim in numbers.study.narrative.claims:
        verdict = claims.judge(numbers, claim)
        against = {name: _name_of(numbers, name) for name in verdict.failing}
        yield ReleaseRecord(
            kind="claim",
            id=f"claim-{claim.id}",
            label=f"Claim: {_named(numbers, claim.text)}",
            values=stated(
                verdict=verdict.outcome,
                against="; ".join(verdict.failing) or None,
                printed=_printed(claim.quantities) or None,
            ),
            words=stated(text=claim.text, note=claim.note),
            reads=against | _reads(numbers, claim.text, claim.note),
            rests_on=(*claim.rests_on, *dict.fromkeys(vague(numbers, claim.quantities))),
            readings=tuple(map(_reading, (*claim.quantities, *claim.readings))),
        )


def _texts(numbers: Numbers) -> Iterator[ReleaseRecord]:
    """What a reader takes conclusions from; references stand as such, so that they do not age."""
    outcomes = {name: outcome.label for name, outcome in numbers.outcomes.items()}
    for (kind, name), parts in grouped(texts_of(numbers), lambda text: (text.kind, text.id)).items():
        keys = dict.fromkeys(key for each in parts for key in each.words)
        words = {key: " ".join(each.words[key] for each in parts if key in each.words) for key in keys}
        defined = words.get("definitions", "").split("; ")
        referred = (reference.id for text in words.values() for reference in prose.references(text))
        yield ReleaseRecord(
            kind=kind,
            id=name,
            label=_named(numbers, parts[0].label),
            words=words,
            reads={each: outcomes[each] for each in defined if each in outcomes} | _reads(numbers, *words.values()),
            rests_on=tuple(dict.fromkeys((*(each for part in parts for each in part.rests_on), *referred))),
            readings=tuple(_reading(where) for part in parts for where in part.readings),
        )


def _populations(numbers: Numbers) -> Iterator[ReleaseRecord]:
    """Whom estimates are about."""
    for each in numbers.study.populations.values():
        label, reads = f"Patients: {_named(numbers, each.label)}", _reads(numbers, each.label)
        words = {"label": each.label}
        yield ReleaseRecord(kind="population", id=f"population-{each.id}", label=label, words=words, reads=reads)


def _declared(numbers: Numbers) -> Iterator[ReleaseRecord]:
    """The discrepancies that are known, with both values and the reason that they stand."""
    known = numbers.declared
    names = ids("declared", (f"{each.check} {each.estimate} {each.source}" for each in known))
    for name, each in zip(names, known, strict=True):
        yield ReleaseRecord(
            kind="declared",
            id=name,
            label=f"Known difference: {_name_of(numbers, each.estimate)}",
            values={"found": each.found, "expected": each.expected},
            words={"reason": each.reason},
            rests_on=(each.estimate, each.source),
        )


def _printed(readings: Iterable[Reading | Quantity]) -> str:
    """What sources print, each with its source."""
    shown = ((each.shown if isinstance(each, Reading) else each.printed, each.source) for each in readings)
    return "; ".join(f"{text} ({source})" for text, source in shown)


def _reading(where: Locator) -> ReleaseReading:
    return ReleaseReading.model_validate(where, from_attributes=True)


def _with_kind(shown: Shown | None) -> str | None:
    return None if shown is None else f"{shown.text} ({shown.kind})"


def _reads(numbers: Numbers, *texts: str | None) -> dict[str, str]:
    """What each reference of some texts reads."""
    found = (reference for text in texts if text for reference in prose.references(text))
    return {reference.written: to_text(numbers.resolve(reference)) for reference in found}


def _named(numbers: Numbers, text: str) -> str:
    """Return a text whose references read what their numbers are of, so that it does not age with them."""
    return "".join(part if isinstance(part, str) else _quoted(numbers, part) for part in prose.split(text))


def _quoted(numbers: Numbers, reference: prose.Reference) -> str:
    if reference.part == "when":
        return numbers.refer(reference).text
    name = _name_of(numbers, reference.id).replace("“", "").replace("”", "")
    return f"“{name}”" if reference.part in ("full", "value") else f"“{name}, {reference.part.replace('-', ' ')}”"


def _name_of(numbers: Numbers, name: str) -> str:
    """Return what a number is of: its outcome, with the time where there are several of it, or a derived one's label.

    Raises KeyError for a name that is neither a number's nor a judgment's.
    """
    if estimate := numbers.study.estimates.get(name):
        label = numbers.label(estimate)
        several = [each for each in numbers.study.estimates.values() if numbers.label(each) == label]
        return f"{label}, {numbers.when(estimate).text}" if len(several) > 1 else label
    if value := numbers.derived.get(name):
        return _named(numbers, value.label)
    return to_line(judgement_title(numbers, numbers.judgements[name]))
