"""The whole ledger as JSON, every record as it was typed, with the derived values, and the schema of it all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from vexas_evidence import model
from vexas_evidence.export.writing import to_json
from vexas_evidence.jsontext import without_markup
from vexas_evidence.model import Evidence, Study
from vexas_evidence.model.record import Strict
from vexas_evidence.numbers import Numbers

NAME, SCHEMA = "evidence.json", "evidence.schema.json"


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
    kind: Literal["reported", "derived", "implied", "judged"]
    standing: Literal["plain", "ruled-out", "sensitivity"]
    formula: str
    parts: dict[str, str]


class WholeStudy(Strict):
    """A study with all of its files."""

    about: model.About
    results: model.Results
    narrative: model.Narrative
    appraisal: model.Appraisal
    journal: model.JournalClub | None
    reconciliation: model.Reconciliation | None
    second_extraction: tuple[SecondReading, ...]
    derived: tuple[DerivedValue, ...]


class Whole(Strict):
    """The ledger of evidence: studies, sources, ledgers of sources, words, versions, judgements."""

    schema_: str = Field(alias="$schema")
    version: str
    choice: model.Choice
    changes: model.Changes
    vocabulary: model.Vocabulary
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
        choice=evidence.choice,
        changes=evidence.changes,
        vocabulary=evidence.vocabulary,
        glossary=evidence.glossary,
        sources=tuple(evidence.sources.values()),
        studies=tuple(_study(evidence, study) for study in evidence.studies.values()),
        ledgers=tuple(evidence.ledgers.values()),
        waivers=evidence.waivers,
        declared=evidence.declared,
        judgements=evidence.judgements,
    )
    yield without_markup(told.model_dump_json(by_alias=True, indent=1)) + "\n"


def schema() -> Iterator[str]:
    """Yield the JSON Schema of the ledger."""
    told = Whole.model_json_schema(by_alias=True, mode="serialization")
    told["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    yield to_json(told, indent=2) + "\n"


def _study(evidence: Evidence, study: Study) -> WholeStudy:
    rows = (
        SecondReading.model_construct(**{name: getattr(row, name) for name in SecondReading.model_fields})
        for row in study.second_extraction
    )
    derived = (
        DerivedValue.model_construct(
            id=each.id, kind=each.kind, standing=each.standing, formula=each.formula, parts=dict(each.parts)
        )
        for each in Numbers(evidence, study).derived.values()
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
    )
