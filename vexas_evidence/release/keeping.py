"""From the data to what a release keeps of them: every record as a reader meets it, sorted by kind and id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from vexas_evidence import claims
from vexas_evidence.model import Estimate, Locator, Reading
from vexas_evidence.numbers import BASE_NOT_STATED, NOT_STATED, Numbers
from vexas_evidence.pieces import Shown, plain
from vexas_evidence.release.record import Kept, KeptChange, KeptKind, KeptReading, KeptReason, Release


def kept_of(numbers: Numbers) -> Release:
    """Return the working data of the reported study as a release without receipt and outputs."""
    told = (_estimates, _not_stated, _derived, _judgements, _claims, _texts, _sources)
    order = {kind: at for at, kind in enumerate(get_args(KeptKind))}
    records = sorted((kept for each in told for kept in each(numbers)), key=lambda kept: (order[kept.kind], kept.id))
    versions = tuple(
        KeptChange(
            version=each.version,
            date=each.date,
            status=each.status,
            because=each.because,
            changes=each.changes,
            values=tuple(
                KeptReason(id=one.id, reason=one.reason, source=one.source, effect=one.effect) for one in each.values
            ),
        )
        for each in numbers.evidence.changes.versions
    )
    return Release(version=versions[0].version, study=numbers.study.id, versions=versions, records=tuple(records))


def _estimates(numbers: Numbers) -> Iterator[Kept]:
    for estimate in numbers.study.estimates.values():
        population = numbers.study.populations[estimate.population]
        base, count = numbers.base(estimate), numbers.count(estimate)
        tiers = {numbers.evidence.sources[reading.source].tier for reading in estimate.readings}
        resting = [*([population.base.estimate] if population.base.estimate else []), *_sources_of(estimate)]
        yield Kept(
            kind="estimate",
            id=estimate.id,
            label=plain((f"{numbers.label(estimate)}, ", numbers.when(estimate))),
            values=_known(
                value=numbers.value(estimate).text,
                outcome=estimate.outcome,
                population=estimate.population,
                timepoint=estimate.timepoint,
                measure=estimate.measure,
                base=_with_kind(base) or (BASE_NOT_STATED if estimate.measure == "proportion" else None),
                count=_with_kind(count),
                interval=_with_kind(numbers.interval(estimate)),
                tier="; ".join(sorted(tiers)),
                printed="; ".join(f"{each.printed} ({each.source})" for each in estimate.readings),
            ),
            words=_known(whom=plain(numbers.pieces(population.label)), note=estimate.note),
            rests_on=tuple(name for name in resting if name != estimate.id),
            readings=tuple(map(_reading, estimate.readings)),
        )


def _not_stated(numbers: Numbers) -> Iterator[Kept]:
    for each in numbers.study.results.not_stated:
        label = numbers.evidence.outcomes[each.outcome].label
        values = {"value": NOT_STATED, "table": each.table}
        yield Kept(kind="not stated", id=each.outcome, label=label, values=values, words=_known(note=each.note))


def _derived(numbers: Numbers) -> Iterator[Kept]:
    for name, value in numbers.derived.items():
        yield Kept(
            kind="derived",
            id=name,
            label=plain(numbers.pieces(value.label)),
            values={**value.parts, "kind": value.kind, "rule": value.rule, "standing": value.standing},
            words={"formula": value.formula},
            rests_on=value.inputs,
        )


def _judgements(numbers: Numbers) -> Iterator[Kept]:
    for name, each in numbers.judgements.items():
        yield Kept(
            kind="judgement",
            id=name,
            label=f"{each.outcome}, {each.of}",
            values=_known(
                rating=each.rating,
                outcome=each.outcome,
                of=each.of,
                rater=each.rater,
                role=each.role,
                date=str(each.date),
            ),
            words={"reason": each.reason},
        )


def _claims(numbers: Numbers) -> Iterator[Kept]:
    for claim in numbers.study.narrative.claims:
        verdict = claims.judge(numbers.evidence, numbers.study, claim)
        yield Kept(
            kind="claim",
            id=claim.id,
            label=plain(numbers.pieces(claim.text)),
            values=_known(verdict=verdict.outcome, against="; ".join(verdict.failing) or None),
            words=_known(text=claim.text, note=claim.note),
            rests_on=claim.rests_on,
        )


def _texts(numbers: Numbers) -> Iterator[Kept]:
    """What the summary and the committee's entry conclude; references stand as such, so that they do not age."""
    kinds: tuple[KeptKind, KeptKind] = ("key point", "entry")
    for kind, passages in zip(kinds, (numbers.study.narrative.key_points, numbers.study.appraisal.entry), strict=True):
        for each in passages:
            yield Kept(kind=kind, id=each.id, label=each.title, words={"title": each.title, "text": each.text})


def _sources(numbers: Numbers) -> Iterator[Kept]:
    for source in numbers.evidence.sources_of(numbers.study):
        values = _known(tier=source.tier, seen=source.seen)
        yield Kept(kind="source", id=source.id, label=source.short, values=values, words={"title": source.title})


def _sources_of(estimate: Estimate) -> list[str]:
    return list(dict.fromkeys(reading.source for reading in estimate.readings))


def _reading(reading: Reading) -> KeptReading:
    where: Locator = reading
    return KeptReading(
        printed=reading.printed,
        source=where.source,
        section=where.section,
        paragraph=where.paragraph,
        sentence=where.sentence,
        token=reading.token,
    )


def _with_kind(shown: Shown | None) -> str | None:
    return None if shown is None else f"{shown.text} ({shown.kind})"


def _known(**told: Any) -> dict[str, str]:
    """What is there of some values."""
    return {name: str(text) for name, text in told.items() if text is not None}
