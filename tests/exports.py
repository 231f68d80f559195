"""The evidence as it is exported, and as if judged, withdrawn or written by a stranger."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vexas_evidence.analysis.numbers import Numbers, of_studies
from vexas_evidence.model import Evidence, Judgement
from vexas_evidence.publish import export
from vexas_evidence.publish.export.fhir import bundle as fhir

OWN = "urn:vexas-evidence:StructureDefinition:"


ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"


HOSTILE = '=HYPERLINK(now)</script><script>alert(now)</script>"], [x](javascript:alert) `#sh` & $(rm)'


Resource = dict[str, Any]


def bundle_of(evidence: Evidence) -> str:
    """The bundle of all studies as text."""
    return fhir.bundle(evidence, of_studies(evidence))


def resources_of(evidence: Evidence) -> list[Any]:
    """The resources of the bundle of all studies."""
    return list(fhir.resources(evidence, of_studies(evidence)))


@pytest.fixture(scope="session")
def bundle(evidence: Evidence) -> Resource:
    made: Resource = json.loads(bundle_of(evidence))
    return made


@pytest.fixture(scope="session")
def by_name(bundle: Resource) -> dict[str, Resource]:
    return {entry["fullUrl"]: entry["resource"] for entry in bundle["entry"]}


@pytest.fixture(scope="session")
def exported(evidence: Evidence, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("export")
    export.write(evidence, export.ALL, made, as_crate=True)
    return made


@pytest.fixture(scope="session")
def hostile(example: Numbers) -> Evidence:
    """The invented data with a hostile text in every title, label and note, past the loader's own refusals."""
    study, vocabulary = example.study, example.evidence.vocabulary
    about = study.about
    citation = about.citation.model_copy(update={"title": HOSTILE, "authors": HOSTILE, "journal": HOSTILE})
    populations = tuple(each.model_copy(update={"label": HOSTILE}) for each in about.populations)
    spoken = about.model_copy(update={"title": HOSTILE, "citation": citation, "populations": populations})
    estimates = tuple(each.model_copy(update={"note": HOSTILE}) for each in study.results.estimates)
    results = study.results.model_copy(update={"estimates": estimates})
    outcomes = tuple(each.model_copy(update={"label": HOSTILE}) for each in vocabulary.outcomes)
    sources = {
        name: each.model_copy(update={"title": HOSTILE, "short": HOSTILE})
        for name, each in example.evidence.sources.items()
    }
    return replace(
        example.evidence,
        studies={study.id: replace(study, about=spoken, results=results)},
        vocabulary=vocabulary.model_copy(update={"outcomes": outcomes}),
        sources=sources,
        questions={
            name: each.model_copy(update={"text": HOSTILE}) for name, each in example.evidence.questions.items()
        },
    )


def of_type(by_name: Mapping[str, Resource], kind: str) -> list[Resource]:
    return [each for each in by_name.values() if each["resourceType"] == kind]


def told(element: Resource, name: str) -> Any:
    """The value of one of the project's extensions; None where it is not there."""
    for each in element.get("extension", ()):
        if each["url"] == OWN + name:
            return next(value for key, value in each.items() if key.startswith("value"))
    return None


def statistic(by_name: Mapping[str, Resource], estimate: str) -> Resource:
    [found] = [each for each in of_type(by_name, "Evidence") if each["identifier"][0]["value"].endswith(f"/{estimate}")]
    made: Resource = found["statistic"][0]
    return made


@pytest.fixture(scope="session")
def withdrawn(evidence: Evidence) -> Evidence:
    now, *older = evidence.changes.versions
    told = now.model_copy(update={"status": "withdrawn", "because": "The article was retracted."})
    return replace(evidence, changes=evidence.changes.model_copy(update={"versions": (told, *older)}))


@pytest.fixture(scope="session")
def judged(evidence: Evidence) -> Evidence:
    judgement = Judgement(
        id="rated",
        study=evidence.study.id,
        outcome="relapse-on-treatment",
        of="imprecision",
        rating="serious",
        rater="A. Person",
        role="member of the panel",
        date=date(2030, 1, 2),
        reason="Few *patients*.",
    )
    return replace(evidence, judgements=(judgement,))
