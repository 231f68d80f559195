"""The whole ledger as JSON: every record as it was typed, what readers meet in its place, and the schema of it all.

A typed text refers to numbers, as in "{included} patients", and a timepoint to its duration; both stand here as
they are read, too, and beside each estimate its statistics with their kinds, as in the long CSV.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, PlainSerializer, WithJsonSchema

from vexas_evidence import model
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.load.record_texts import texts
from vexas_evidence.load.schema import output_schema
from vexas_evidence.model import Evidence
from vexas_evidence.model.record import Strict
from vexas_evidence.present.spans import to_line
from vexas_evidence.publish.export.codes import measure_of
from vexas_evidence.publish.export.csv import statistics_of
from vexas_evidence.publish.export.descriptions import cautions
from vexas_evidence.publish.export.encode import mark_decimal, restore_decimals, to_json

NAME, SCHEMA = "evidence.json", "evidence.schema.json"
Exact = Annotated[Decimal, PlainSerializer(mark_decimal, return_type=str), WithJsonSchema({"type": "number"})]
"""A decimal that is written as a number with the decimals that it has."""


class DerivedValue(Strict):
    """A derived value: its kind, where it may be shown, and its parts as a reader meets them."""

    id: str
    """The identifier by which other records refer to it."""
    kind: model.Kind
    """Reported, derived, inferred or judged."""
    standing: model.Standing
    """Where its numbers may be shown: plain, or only in a passage marked ruled-out or sensitivity."""
    formula: str
    """How the value was computed, in words."""
    parts: dict[str, str]
    """The parts of the value, as a reader meets them."""


class StatisticValue(Strict):
    """One number of an estimate: its own, its count, denominator, percentage, or a limit of its interval."""

    name: str
    """Which number of the estimate it is."""
    value: Exact | None
    """The number; null where it is not stated, or is said in words."""
    unit: str
    """The unit of the number, where one is given."""
    kind: Literal["reported", "derived", "inferred", "judged", ""]
    """Reported, derived, inferred or judged; empty for a denominator that is not stated."""
    bound: str
    """The sign before the value: <, ≤, >, ≥ or ≈."""
    printed: str
    """The text exactly as the source prints it."""
    method: str
    """The method of an interval."""
    level: Exact | None
    """The level of an interval."""


class EstimateStatistics(Strict):
    """An estimate as a reader meets it: its outcome, out of whom, by when, and its statistics."""

    id: str
    """The id of the estimate."""
    outcome: str
    """What is measured, in words."""
    whom: str
    """Out of whom, in words."""
    when: str
    """By when, in words."""
    measure: str
    """What kind of number it is: of one printed as n of N, a count."""
    statistics: tuple[StatisticValue, ...]
    """The numbers of the estimate."""


class ExportedStudy(Strict):
    """A study with all of its files, and what a reader meets in the place of references."""

    about: model.About
    """The file ``study.yml``."""
    results: model.Results
    """The file ``estimates.yml``."""
    narrative: model.Narrative
    """The file ``narrative.yml``."""
    appraisal: model.Appraisal
    """The file ``appraisal.yml``."""
    journal: model.JournalClub | None
    """The file ``journal-club.yml``."""
    reconciliation: model.Reconciliation | None
    """The file ``reconciliation.yml``."""
    second_extraction: tuple[model.SecondReading, ...]
    """The rows of the second extraction, as its reader wrote them."""
    derived: tuple[DerivedValue, ...]
    """The derived values."""
    statistics: tuple[EstimateStatistics, ...]
    """The numbers of each estimate."""
    texts: dict[str, str]
    """Each text that refers to numbers as it was typed, with the same text as it is read."""


class ExportedEvidence(Strict):
    """The ledger of evidence: studies, sources, ledgers of sources, words, versions, judgments."""

    schema_: str = Field(alias="$schema")
    """The JSON Schema of this file."""
    version: str
    """The version of the evidence."""
    cautions: tuple[str, ...]
    """What a reader has to know before using a number."""
    report: model.ReportFile
    """The file of the report."""
    question: model.QuestionFile
    """The question that it answers."""
    changes: model.Changes
    """The versions of the report."""
    vocabulary: model.Vocabulary
    """The words of the report: the shared ones, and those that its studies add."""
    timepoints: dict[str, str]
    """The words of each timepoint with its duration, by its id."""
    glossary: model.Glossary
    """The terms and abbreviations of the report: the shared ones, and those that its studies add."""
    sources: tuple[model.Source, ...]
    """The documents read."""
    studies: tuple[ExportedStudy, ...]
    """The studies."""
    ledgers: tuple[model.Ledger, ...]
    """The ledgers of the sources."""
    waivers: tuple[model.Waiver, ...]
    """Number tokens that no estimate uses."""
    declared: tuple[model.Declaration, ...]
    """Known discrepancies of the sources."""
    judgements: tuple[model.Judgement, ...]
    """Judgments of named persons."""


def ledger(evidence: Evidence, studies: Iterable[Numbers]) -> str:
    """Write the ledger as JSON. Raises Underivable when a premise of a derived value does not hold."""
    typed = ("version", "report", "question", "changes", "vocabulary", "waivers", "declared", "judgements")
    exported = ExportedEvidence.model_construct(
        schema_=SCHEMA,
        cautions=tuple(cautions(evidence)),
        timepoints={name: each.text for name, each in evidence.timepoints.items()},
        glossary=evidence.glossary.with_additions(*(study.glossary for study in evidence.studies.values())),
        sources=tuple(evidence.sources.values()),
        studies=tuple(map(_study, studies)),
        ledgers=tuple(evidence.ledgers.values()),
        **{name: getattr(evidence, name) for name in typed},
    )
    return restore_decimals(exported.model_dump_json(by_alias=True, indent=1)) + "\n"


def schema() -> str:
    """Write the JSON Schema of the ledger."""
    return to_json(output_schema(ExportedEvidence), indent=2) + "\n"


def _study(numbers: Numbers) -> ExportedStudy:
    study = numbers.study
    derived = (DerivedValue.model_validate(each, from_attributes=True) for each in numbers.derived.values())
    files = ("about", "results", "narrative", "appraisal", "journal", "reconciliation", "second_extraction")
    records = (*study.records, *numbers.judgements.values())
    typed = (text for record in records for _, _, text in texts(record) if "{" in text)
    return ExportedStudy.model_construct(
        derived=tuple(derived),
        statistics=tuple(_statistics(numbers, each) for each in study.results.estimates),
        texts={text: to_line(numbers.spans(text)) for text in typed},
        **{name: getattr(study, name) for name in files},
    )


def _statistics(numbers: Numbers, estimate: model.Estimate) -> EstimateStatistics:
    return EstimateStatistics.model_construct(
        id=estimate.id,
        outcome=numbers.label(estimate),
        whom=to_line(numbers.spans(numbers.study.population_of(estimate).label)),
        when=numbers.when(estimate).text,
        measure=measure_of(numbers, estimate),
        statistics=tuple(
            StatisticValue.model_validate(each, from_attributes=True) for each in statistics_of(numbers, estimate)
        ),
    )
