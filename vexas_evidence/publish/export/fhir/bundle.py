"""The evidence as a FHIR R5 Bundle: a document whose Composition leads to every estimate of every study.

What FHIR has no element for stands in declared extensions. ``structural_errors`` checks the structure with
fhir.resources; no profile, terminology or server was tested.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from vexas_evidence.analysis.numbers import NOT_APPLICABLE, Numbers, of_studies
from vexas_evidence.analysis.statistics.statistic import Absent
from vexas_evidence.model import Estimate, Evidence
from vexas_evidence.model.record import DENOMINATOR_NOT_STATED
from vexas_evidence.present.records import judged_in_line
from vexas_evidence.present.spans import to_line
from vexas_evidence.present.tables import findings
from vexas_evidence.publish.export import citations
from vexas_evidence.publish.export.descriptions import cautions
from vexas_evidence.publish.export.encode import OWN, Json, escape_fhir_markdown, to_json, to_json_list, uuid_of
from vexas_evidence.publish.export.fhir import extensions, research_study
from vexas_evidence.publish.export.fhir.extensions import Resource, refer
from vexas_evidence.publish.export.fhir.risk_differences import (
    difference_name,
    difference_of,
    difference_title,
    differences,
)
from vexas_evidence.publish.export.fhir.statistics import evidence_not_stated, evidence_of, name_of
from vexas_evidence.system.grouping import grouped

TABLES = {"findings": "Findings", "safety": "Safety"}
VERSIONED = ("Citation", "Evidence", "EvidenceVariable", "ResearchStudy")
"""The types that FHIR gives a version and a status of publication, beside Composition and StructureDefinition."""


def bundle(evidence: Evidence, studies: Sequence[Numbers]) -> str:
    """Write the bundle as JSON, a resource a line."""
    now = evidence.changes.newest
    head: Resource = {
        "resourceType": "Bundle",
        "id": uuid_of("bundle", now.version),
        "identifier": {"system": f"{OWN}bundle", "value": now.version},
        "type": "document",
        "timestamp": f"{now.date.isoformat()}T00:00:00Z",
    }
    entries: Iterator[Json] = (
        {"fullUrl": f"urn:uuid:{each['id']}", "resource": each} for each in resources(evidence, studies)
    )
    return to_json_list(head, "entry", entries)


def resources(evidence: Evidence, studies: Sequence[Numbers]) -> Iterator[Resource]:
    """Yield the resources: the Composition first, what is cited, then each study with its estimates.

    Each has the version of the evidence where FHIR has an element for it; of one that is not current, each is retired.
    """
    now = evidence.changes.newest
    of_version: Resource = {"version": now.version, "status": "active" if now.status == "current" else "retired"}
    for resource in _resources(evidence, studies):
        yield resource | of_version if resource["resourceType"] in VERSIONED else resource


def _resources(evidence: Evidence, studies: Sequence[Numbers]) -> Iterator[Resource]:
    now = evidence.changes.newest
    yield composition(evidence, studies)
    yield from (research_study.source_citation(each) for each in evidence.sources_of(*evidence.studies.values()))
    outcomes = {name: each for numbers in studies for name, each in numbers.outcomes.items()}
    timepoints = {name: each for numbers in studies for name, each in numbers.timepoints.items()}
    for outcome, timepoint in _variables(evidence):
        yield research_study.variable(outcomes[outcome], timepoints[timepoint] if timepoint else None)
    for numbers in studies:
        yield research_study.article(numbers.study.id, numbers.study.about.citation)
        yield research_study.research_study(numbers)
        yield from research_study.exposure(numbers)
        yield from research_study.arm_groups(numbers)
        populations = (each for each in numbers.study.about.populations if each.label != NOT_APPLICABLE)
        yield from (research_study.group(numbers, each) for each in populations)
        yield from (evidence_of(numbers, each) for each in numbers.study.results.estimates)
        yield from (difference_of(numbers, each) for each in differences(numbers))
        yield from (evidence_not_stated(numbers, each) for each in numbers.not_stated)
        yield from (research_study.assessment(numbers, each) for each in numbers.judgements.values())
    for declared in extensions.DECLARED:
        yield extensions.structure_definition(declared, now.version, now.date.isoformat())


def composition(evidence: Evidence, studies: Sequence[Numbers]) -> Resource:
    """Return the Composition: what was checked, and a section a study with the rows of each of its tables."""
    now, work, cautioned = evidence.changes.newest, citations.summary(evidence), list(cautions(evidence))
    defined: list[Json] = [refer("extension", each.name) for each in extensions.DECLARED]
    meanings = (f"{each.name}: {each.meaning}" for each in extensions.DECLARED)
    declared: Resource = {"title": "Extensions", "text": _narrative((), meanings), "entry": defined}
    sections = [*(_study_section(numbers) for numbers in studies), _sources(evidence), declared]
    edition = f"Version {now.version}, {now.date.isoformat()}, {now.status}."
    return {
        "resourceType": "Composition",
        "id": uuid_of("composition", evidence.report.id),
        "text": _narrative([work.title_with_version, edition, *cautioned], [str(each["title"]) for each in sections]),
        "identifier": [{"system": f"{OWN}composition", "value": evidence.report.id}],
        "version": now.version,
        "status": {"current": "final", "superseded": "deprecated", "withdrawn": "entered-in-error"}[now.status],
        "type": {"text": "evidence summary"},
        "date": now.date.isoformat(),
        "author": [{"display": evidence.study.about.curation.extracted_by}],
        "title": work.title_with_version,
        "note": [{"text": escape_fhir_markdown(each)} for each in cautioned],
        "section": sections,
    }


def structural_errors(evidence: Evidence) -> Iterator[str]:
    """Yield the errors that fhir.resources finds in the structure of the resources, each with its type and id.

    Raises ImportError where fhir.resources is not installed.
    """
    import json

    from fhir.resources import get_fhir_model_class
    from pydantic import ValidationError

    for resource in resources(evidence, of_studies(evidence)):
        try:
            get_fhir_model_class(str(resource["resourceType"])).model_validate(json.loads(to_json(resource)))
        except ValidationError as error:
            for each in error.errors():
                place = ".".join(map(str, each["loc"]))
                yield f"{resource['resourceType']} {resource['id']}: {place}: {each['msg']}"


def _study_section(numbers: Numbers) -> Resource:
    study, listed = numbers.study, set[str]()
    sections: list[Json] = []
    for table, title in TABLES.items():
        entries = findings.entries(numbers, table)
        groups = grouped(entries, lambda entry: entry[0])
        if groups:
            parts: list[Json] = [_section(g, numbers, [each for _, each in of_one]) for g, of_one in groups.items()]
            sections.append({"title": title, "section": parts})
        listed |= {name_of(study.id, record) for _, record in entries}
    every: tuple[Estimate | Absent, ...] = (*study.results.estimates, *numbers.not_stated)
    rest = [each for each in every if name_of(study.id, each) not in listed]
    if rest:
        sections.append(_section("The study", numbers, rest))
    if compared := [*differences(numbers)]:
        words = (f"{difference_title(numbers, each)}: {each.value}" for each in compared)
        between: list[Json] = [refer("evidence", difference_name(each)) for each in compared]
        sections.append({"title": "Differences per 1,000", "text": _narrative((), words), "entry": between})
    judged: list[Json] = [refer("judgement", f"{study.id}/{name}") for name in numbers.judgements]
    if judged:
        ratings = (to_line(judged_in_line(numbers, each)) for each in numbers.judgements.values())
        sections.append({"title": "Judgments", "text": _narrative((), ratings), "entry": judged})
    entry: list[Json] = [refer("study", study.id), refer("article", study.id)]
    question = _narrative([numbers.evidence.question.text])
    return {"title": study.about.title, "text": question, "entry": entry, "section": sections}


def _section(title: str, numbers: Numbers, records: Sequence[Estimate | Absent]) -> Resource:
    return {
        "title": title,
        "text": _narrative((), (_in_words(numbers, record) for record in records)),
        "entry": [refer("evidence", name_of(numbers.study.id, record)) for record in records],
    }


def _sources(evidence: Evidence) -> Resource:
    """Every source that was read; one can be cited by no estimate."""
    read = evidence.sources_of(*evidence.studies.values())
    return {
        "title": "Sources read",
        "text": _narrative((), (f"{each.title} ({each.tier})" for each in read)),
        "entry": [refer("source", each.id) for each in read],
    }


def _variables(evidence: Evidence) -> Iterator[tuple[str, str | None]]:
    """Yield each outcome with each time that an estimate has it at, and those not stated without a time."""
    named = list[tuple[str, str | None]]()
    for study in evidence.studies.values():
        named += [(each.outcome, each.timepoint) for each in study.results.estimates]
        named += [(row.outcome, None) for row in study.results.not_stated]
    yield from dict.fromkeys(named)


def _narrative(paragraphs: Iterable[str], points: Iterable[str] = ()) -> Resource:
    """The XHTML that FHIR takes for a narrative: paragraphs, then points of a list; no text of the data is markup."""
    texts = "".join(f"<p>{escape(each, quote=False)}</p>" for each in paragraphs)
    listed = "".join(f"<li>{escape(each, quote=False)}</li>" for each in points)
    body = texts + (f"<ul>{listed}</ul>" if listed else "")
    return {"status": "generated", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{body}</div>'}


def _in_words(numbers: Numbers, record: Estimate | Absent) -> str:
    """A row in words: what, out of whom and by when, the number as its first source prints it, its denominator."""
    outcome = record.outcome if isinstance(record, Absent) else numbers.outcomes[record.outcome]
    surrogate = " (surrogate)" if outcome.surrogate else ""
    if isinstance(record, Absent):
        return f"{outcome.label}{surrogate}: {record.text}"
    whom = to_line(numbers.spans(numbers.study.population_of(record).label))
    place = [each for each in (whom, numbers.when(record).text) if each != NOT_APPLICABLE]
    what = "; ".join((f"{numbers.label(record)}{surrogate}", *place))
    return f"{what}: {numbers.value(record).text}{_denominator(numbers, record)}"


def _denominator(numbers: Numbers, estimate: Estimate) -> str:
    text = to_line(numbers.denominator_with_status(estimate))
    if not text:
        return ""
    return f"; {text}" if text == DENOMINATOR_NOT_STATED else f"; denominator {text}"
