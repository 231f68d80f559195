"""The whole ledger as JSON: every record as it was typed, what readers meet in its place, and the schema of it all.

A typed text refers to numbers, as in "{included} patients", and a timepoint to its duration; both stand here as
they are read, too, and beside each estimate its statistics with their kinds, as in the long CSV.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, PlainSerializer, WithJsonSchema

from vexas_evidence import model
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.load.references import texts
from vexas_evidence.model import Evidence, Study
from vexas_evidence.model.record import Strict
from vexas_evidence.present.spans import to_line
from vexas_evidence.publish.export.codes import measure_of
from vexas_evidence.publish.export.csv import statistics_of
from vexas_evidence.publish.export.descriptions import cautions
from vexas_evidence.publish.export.encode import marked, to_json, unmarked
from vexas_evidence.publish.export.meanings import write_meanings

NAME, SCHEMA = "evidence.json", "evidence.schema.json"
Exact = Annotated[Decimal, PlainSerializer(marked, return_type=str), WithJsonSchema({"type": "number"})]
"""A decimal that is written as a number with the decimals that it has."""


class SecondReading(Strict):
    """One row of the second extraction, as its reader wrote it."""

    row: str
    section: str
    paragraph: str
    printed: str
    unit: str
    what: str
    whom: str
    when: str


class DerivedValue(Strict):
    """A derived value: its kind, where it may be shown, and its parts as a reader meets them."""

    id: str
    kind: Literal["reported", "derived", "inferred", "judged"]
    standing: Literal["plain", "ruled-out", "sensitivity"]
    formula: str
    parts: dict[str, str]


class StatisticValue(Strict):
    """One number of an estimate: its own, its count, denominator, percentage, or a limit of its interval, with its kind.

    ``value`` is null where the number is not stated, or is said in words; ``level`` and ``method`` are those of an
    interval; ``bound`` is the sign that bounds the value. Of a denominator that is not stated ``kind`` is empty.
    """

    name: str = Field(description="Which number of the estimate it is.")
    value: Exact | None
    unit: str
    kind: Literal["reported", "derived", "inferred", "judged", ""]
    bound: str
    printed: str
    method: str
    level: Exact | None


class EstimateStatistics(Strict):
    """An estimate as a reader meets it: its outcome, out of whom, by when, and its statistics."""

    id: str
    outcome: str = Field(description="What is measured, in words.")
    whom: str = Field(description="Out of whom, in words.")
    when: str = Field(description="By when, in words.")
    measure: str = Field(description="What kind of number it is: of one printed as n of N, a count.")
    statistics: tuple[StatisticValue, ...]


class WholeStudy(Strict):
    """A study with all of its files, and what a reader meets in the place of references.

    ``texts`` holds each text that refers to numbers, as it was typed, with the same text as it is read.
    """

    about: model.About
    results: model.Results
    narrative: model.Narrative
    appraisal: model.Appraisal
    journal: model.JournalClub | None
    reconciliation: model.Reconciliation | None
    second_extraction: tuple[SecondReading, ...]
    derived: tuple[DerivedValue, ...]
    statistics: tuple[EstimateStatistics, ...]
    texts: dict[str, str]


class Whole(Strict):
    """The ledger of evidence: studies, sources, ledgers of sources, words, versions, judgements.

    ``cautions`` says what a reader has to know before using a number; ``timepoints`` holds the words of each
    timepoint with its duration, by its id.
    """

    schema_: str = Field(alias="$schema")
    version: str
    cautions: tuple[str, ...]
    choice: model.Choice
    changes: model.Changes
    vocabulary: model.Vocabulary
    timepoints: dict[str, str]
    glossary: model.Glossary
    sources: tuple[model.Source, ...]
    studies: tuple[WholeStudy, ...]
    ledgers: tuple[model.Ledger, ...]
    waivers: tuple[model.Waiver, ...]
    declared: tuple[model.Declaration, ...]
    judgements: tuple[model.Judgement, ...]


def ledger(evidence: Evidence) -> Iterator[str]:
    """Yield the ledger as JSON. Raises derive.Underivable when a premise of a derived value does not hold."""
    told = Whole.model_construct(
        schema_=SCHEMA,
        version=evidence.version,
        cautions=tuple(cautions(evidence)),
        choice=evidence.choice,
        changes=evidence.changes,
        vocabulary=evidence.vocabulary,
        timepoints={name: each.text for name, each in evidence.timepoints.items()},
        glossary=evidence.glossary,
        sources=tuple(evidence.sources.values()),
        studies=tuple(_study(evidence, study) for study in evidence.studies.values()),
        ledgers=tuple(evidence.ledgers.values()),
        waivers=evidence.waivers,
        declared=evidence.declared,
        judgements=evidence.judgements,
    )
    yield unmarked(told.model_dump_json(by_alias=True, indent=1)) + "\n"


def schema() -> Iterator[str]:
    """Yield the JSON Schema of the ledger."""
    told = Whole.model_json_schema(by_alias=True, mode="serialization")
    write_meanings(told)
    told["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    yield to_json(told, indent=2) + "\n"


def _study(evidence: Evidence, study: Study) -> WholeStudy:
    numbers = Numbers(evidence, study)
    rows = (
        SecondReading.model_construct(**{name: getattr(row, name) for name in SecondReading.model_fields})
        for row in study.second_extraction
    )
    derived = (
        DerivedValue.model_construct(
            id=each.id, kind=each.kind, standing=each.standing, formula=each.formula, parts=dict(each.parts)
        )
        for each in numbers.derived.values()
    )
    return WholeStudy.model_construct(
        about=study.about,
        results=study.results,
        narrative=study.narrative,
        appraisal=study.appraisal,
        journal=study.journal,
        reconciliation=study.reconciliation,
        second_extraction=tuple(rows),
        derived=tuple(derived),
        statistics=tuple(_statistics(numbers, each) for each in study.results.estimates),
        texts=_texts(numbers),
    )


def _statistics(numbers: Numbers, estimate: model.Estimate) -> EstimateStatistics:
    return EstimateStatistics.model_construct(
        id=estimate.id,
        outcome=numbers.label(estimate),
        whom=to_line(numbers.spans(numbers.study.populations[estimate.population].label)),
        when=numbers.when(estimate).text,
        measure=measure_of(estimate),
        statistics=tuple(
            StatisticValue.model_construct(**{name: getattr(each, name) for name in StatisticValue.model_fields})
            for each in statistics_of(numbers, estimate)
        ),
    )


def _texts(numbers: Numbers) -> dict[str, str]:
    """The texts of a study that refer to numbers, each with what a reader meets; one that is typed twice, once."""
    records = (*numbers.study.records, *numbers.judgements.values())
    typed = (text for record in records for _, _, text in texts(record))
    return {text: to_line(numbers.spans(text)) for text in typed if "{" in text}
