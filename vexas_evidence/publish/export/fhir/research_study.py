"""The study as FHIR, and what its estimates are about: populations, outcomes at a time, articles, judgments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vexas_evidence.analysis.numbers import NOT_APPLICABLE, Numbers
from vexas_evidence.model import Citation, Finding, Judgement, Kind, Outcome, Population, Source, Timepoint
from vexas_evidence.present.how_estimated import arm_texts, design_lines
from vexas_evidence.present.spans import to_line
from vexas_evidence.publish.export import citations
from vexas_evidence.publish.export.codes import duration_of, quantity_of
from vexas_evidence.publish.export.encode import Json, escape_fhir_markdown, stated
from vexas_evidence.publish.export.fhir.extensions import (
    DENOMINATOR_STATUS,
    KIND,
    ROLE,
    SURROGATE,
    Resource,
    refer,
    related,
)
from vexas_evidence.publish.export.fhir.statistics import arm_name, identified, name_of, pico, prose, variable_name


def research_study(numbers: Numbers) -> Resource:
    """Return the study: its question, design and PICO in our own words, and the article that reports it.

    Its condition and its focus are what the PICO says of population and intervention. It has a group to compare for
    each of its arms.
    """
    about = numbers.study.about
    whom, treated = pico(about, "population"), pico(about, "intervention")
    focus = [{"concept": _concept(numbers, treated), "reference": refer("exposure", about.id)}] if treated else None
    condition = [_concept(numbers, whom)] if whom else None
    design = [{"text": f"{label}: {to_line(text)}"} for label, text, _ in design_lines(numbers)]
    arms: list[Json] = [
        {"name": arm.label, "observedGroup": refer("group", arm_name(about.id, arm.id))} for arm in about.arms
    ]
    return {
        **identified("ResearchStudy", "study", about.id),
        "title": about.title,
        "relatedArtifact": [related("cite-as", "article", about.id)],
        **stated(studyDesign=design, comparisonGroup=arms, focus=focus, condition=condition),
        "description": prose(numbers, numbers.evidence.question.text),
        "note": [
            {"text": f"{escape_fhir_markdown(fact.label)}: {prose(numbers, fact.text)}"}
            for fact in (*about.pico, *about.design)
        ],
    }


def arm_groups(numbers: Numbers) -> Iterator[Resource]:
    """Yield each arm as a Group, with the number of those randomized or treated where one is stated."""
    lines = {arm: to_line(text) for arm, text in arm_texts(numbers)}
    for arm in numbers.study.about.arms:
        named = dict(arm.participants.estimates) if arm.participants else {}
        size = next((named[key] for key in ("randomized", "treated") if key in named), None)
        count = numbers.study.estimates[size].count if size else None
        yield {
            **_group(arm_name(numbers.study.id, arm.id), arm.label, escape_fhir_markdown(lines.get(arm.id, ""))),
            **(_of_kind("reported", count[0]) if count else {}),
        }


def exposure(numbers: Numbers) -> Iterator[Resource]:
    """Yield what the study treated with, in the words of its PICO; nothing where that names no intervention."""
    if treated := pico(numbers.study.about, "intervention"):
        yield {
            **identified("EvidenceVariable", "exposure", numbers.study.id),
            "title": treated.label,
            "description": prose(numbers, treated.text),
            "characteristic": [{"definitionCodeableConcept": _concept(numbers, treated)}],
        }


def group(numbers: Numbers, population: Population) -> Resource:
    """Return a population; its quantity only where its denominator holds for every number that is out of it."""
    denominator = numbers.statistics.known(f"population.{population.id}", "denominator")
    name, label = f"{numbers.study.id}/{population.id}", to_line(numbers.spans(population.label))
    status = DENOMINATOR_STATUS.of(population.denominator.status)
    return {
        **_group(name, label, prose(numbers, population.denominator.note or ""), status),
        **(_of_kind(denominator.kind, denominator.value) if denominator and denominator.kind else {}),
    }


def _group(name: str, label: str, description: str, *extensions: Json) -> Resource:
    kind: Resource = {"type": "person", "membership": "definitional", "name": label}
    return identified("Group", "group", name) | stated(extension=extensions) | kind | stated(description=description)


def _of_kind(kind: Kind, quantity: Json) -> Resource:
    return {"quantity": quantity, "_quantity": {"extension": [KIND.of(kind)]}}


def variable(outcome: Outcome, timepoint: Timepoint | None) -> Resource:
    """Return an outcome at a time; when the clock starts is as vague as the words of the timepoint."""
    timed = timepoint if timepoint and timepoint.text != NOT_APPLICABLE else None
    when: Resource = {"timeFromEvent": [_time(timed)]} if timed else {}
    name = variable_name(outcome.id, timepoint.id if timepoint else None)
    return {
        **identified("EvidenceVariable", "variable", name),
        "extension": [ROLE.of(outcome.role), *([SURROGATE.of(True)] if outcome.surrogate else [])],
        "title": outcome.label,
        "characteristic": [{"definitionCodeableConcept": {"text": outcome.label}, **when}],
    }


def _time(timepoint: Timepoint) -> Resource:
    """A time in words, and as a quantity, or a range from the start of a window, where the data state it."""
    time: Resource = {"description": escape_fhir_markdown(timepoint.text)}
    span = duration_of(timepoint)
    if span is None:
        return time
    low, end = quantity_of(span.start, span.unit), quantity_of(span.value, span.unit)
    return time | ({"range": {"low": low, "high": end}} if low else {"quantity": end})


def article(study: str, citation: Citation) -> Resource:
    """Return the study's primary publication as a Citation."""
    names = (("https://doi.org", citation.doi), ("https://pubmed.ncbi.nlm.nih.gov", citation.pmid))
    known = [{"system": system, "value": value} for system, value in names if value]
    published = {
        "publishedIn": {"title": citation.journal},
        **stated(volume=citation.volume, issue=citation.issue),
        **_published_on(citation),
        **stated(pageString=citation.pages),
    }
    cited: Resource = {
        **stated(identifier=known),
        "title": [{"text": escape_fhir_markdown(citation.title)}],
        "publicationForm": [published],
        "contributorship": {"summary": [{"value": escape_fhir_markdown(citation.authors)}]},
    }
    return {**identified("Citation", "article", study), "title": citation.title, "citedArtifact": cited}


def source_citation(source: Source) -> Resource:
    """Return a source that was read as a Citation, with its tier."""
    return {
        **identified("Citation", "source", source.id),
        "title": source.title,
        "citedArtifact": {
            **stated(dateAccessed=source.read_on.isoformat() if source.read_on else None),
            "title": [{"text": escape_fhir_markdown(source.title)}],
            **stated(webLocation=[{"url": source.address}] if source.address else []),
            "classification": [{"type": {"text": "tier"}, "classifier": [{"text": source.tier}]}],
        },
    }


def assessment(numbers: Numbers, judgement: Judgement) -> Resource:
    """Return the judgment of a named person on a row of the study's summary of outcomes."""
    study = numbers.study
    row = next(each for each in study.appraisal.outcomes if each.id == judgement.outcome)
    absent = [each for each in numbers.not_stated if each.critical]
    about = absent if row.critical_not_stated else [study.estimates[each] for each in row.estimates]
    judged: list[Json] = [related("comments-on", "evidence", name_of(study.id, each)) for each in about]
    return {
        **identified("ArtifactAssessment", "judgement", f"{study.id}/{judgement.id}"),
        "extension": [KIND.of("judged")],
        "title": row.title,
        "date": judgement.date.isoformat(),
        "artifactReference": refer("study", study.id),
        "content": [
            {
                "informationType": "rating",
                "summary": prose(numbers, judgement.reason),
                "type": {"text": judgement.of},
                "classifier": [{"text": judgement.rating}],
                "author": {"display": f"{judgement.rater}, {judgement.role}"},
                "relatedArtifact": judged,
            }
        ],
    }


def _concept(numbers: Numbers, finding: Finding) -> Resource:
    """A fact in words, without a code: none of a clinical terminology is in the data."""
    return {"text": to_line(numbers.spans(finding.text))}


def _published_on(citation: Citation) -> Resource:
    """The date as a date where it is one, as text where it is not."""
    day = "-".join(citations.day_of(citation))
    try:
        date.fromisoformat(f"{day}-01-01" if day == citation.year else day)
    except ValueError:
        return {"publicationDateText": citation.date or citation.year}
    return {"articleDate": day}
