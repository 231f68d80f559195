"""An estimate as FHIR Evidence: its number, denominator, count and interval, each with its kind.

What no source lets be known is left out: no interval without a denominator, no quantity for a vague word.
An outcome that no source read states is Evidence that says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from vexas_evidence.analysis.numbers import NOT_APPLICABLE, Numbers
from vexas_evidence.analysis.statistics.statistic import Absent, Statistic
from vexas_evidence.model import About, Estimate, Finding, Kind
from vexas_evidence.present.how_estimated import how_lines
from vexas_evidence.present.spans import to_line
from vexas_evidence.publish.export.codes import (
    HL7,
    concept,
    measure_of,
    printed_parts,
    quantity_of,
    stated_unit,
    unit_of,
)
from vexas_evidence.publish.export.encode import OWN, Json, escape_fhir_markdown, stated, uuid_of
from vexas_evidence.publish.export.fhir.extensions import (
    ABSENT,
    COMPARATORS,
    DENOMINATOR_STATUS,
    KIND,
    METHOD,
    PRINTED,
    Resource,
    reading,
    refer,
    related,
)

_OF_TREATMENT = ("efficacy", "harm", "description")
"""The roles of outcomes that were seen under treatment; others say who was included, or what a word means."""
_PAIRS = {"confidence interval": ("lower", "upper"), "interquartile range": ("q1", "q3"), "range": ("min", "max")}
_SINGLE = {"standard deviation": "SD", "standard error": "SE", "p-value": "p"}
"""What a source prints with a number, by FHIR's name of the attribute."""


def name_of(study: str, record: Estimate | Absent) -> str:
    """Return the name of an estimate, or of what a study does not state, among all studies."""
    return f"{study}/{record.id if isinstance(record, Estimate) else record.name}"


def variable_name(outcome: str, timepoint: str | None) -> str:
    """Return the name of an outcome at a time."""
    return f"{outcome}@{timepoint}" if timepoint else outcome


def identified(resource: str, kind: str, name: str) -> Resource:
    """Return the elements that every resource begins with: its type, its id, and our name for it."""
    return {
        "resourceType": resource,
        "id": uuid_of(kind, name),
        "identifier": [{"system": f"{OWN}{kind}", "value": name}],
    }


def prose(numbers: Numbers, text: str) -> str:
    """Return a text of the data as FHIR's Markdown, its references to numbers written out."""
    return escape_fhir_markdown(to_line(numbers.spans(text)))


def pico(about: About, name: str) -> Finding | None:
    """Return one part of a study's PICO; None where the data do not have it."""
    return next((finding for finding in about.pico if finding.id == name), None)


def evidence_of(numbers: Numbers, estimate: Estimate) -> Resource:
    """Return an estimate as Evidence."""
    study = numbers.study.id
    sources = dict.fromkeys(each.source for each in estimate.readings)
    return {
        **_head(study, estimate, numbers.label(estimate)),
        **({"note": [{"text": prose(numbers, estimate.note)}]} if estimate.note else {}),
        "relatedArtifact": [
            *(related("derived-from", "source", source) for source in sources),
            related("part-of", "study", study),
        ],
        "variableDefinition": _variables(numbers, estimate),
        "statistic": [_statistic(numbers, estimate), *_proportion(numbers, estimate)],
    }


def _variables(numbers: Numbers, estimate: Estimate) -> list[Json]:
    """Whom the number is out of, what they were treated with, the arm it is set against, and what is measured.

    A threshold, or a view that is about no patients, is out of nobody; a number of one arm is set against none.
    """
    study, found = numbers.study, list[Json]()
    if study.population_of(estimate).label != NOT_APPLICABLE:
        found.append(variable_of_role("population", "group", f"{study.id}/{estimate.population}"))
    found += _exposure(numbers, estimate.outcome)
    if estimate.comparator is not None:
        found.append(variable_of_role("referenceExposure", "group", arm_name(study.id, estimate.comparator)))
    return [
        *found,
        variable_of_role("measuredVariable", "variable", variable_name(estimate.outcome, estimate.timepoint)),
    ]


def _exposure(numbers: Numbers, outcome: str) -> list[Json]:
    """What those with the outcome were treated with."""
    if not pico(numbers.study.about, "intervention") or numbers.outcomes[outcome].role not in _OF_TREATMENT:
        return []
    return [variable_of_role("exposure", "exposure", numbers.study.id)]


def arm_name(study: str, arm: str) -> str:
    """Return the name of an arm among all groups."""
    return f"{study}/arm/{arm}"


def evidence_not_stated(numbers: Numbers, absence: Absent) -> Resource:
    """Return an outcome that no source read states as Evidence without a quantity."""
    study = numbers.study.id
    return {
        **_head(study, absence, absence.outcome.label),
        "description": absence.text,
        **({"note": [{"text": prose(numbers, absence.row.note)}]} if absence.row.note else {}),
        "relatedArtifact": [related("part-of", "study", study)],
        "variableDefinition": [
            *_exposure(numbers, absence.outcome.id),
            variable_of_role("measuredVariable", "variable", variable_name(absence.outcome.id, None)),
        ],
        "statistic": [{"extension": [ABSENT], "description": absence.text}],
    }


def quantity(number: Statistic) -> Resource | None:
    """Return a printed number as a Quantity; None for an approximate one, which FHIR has no comparator for."""
    if number.bound and number.bound not in COMPARATORS:
        return None
    return {"value": number.value, **stated(comparator=COMPARATORS.get(number.bound)), **unit_of(stated_unit(number))}


def _head(study: str, record: Estimate | Absent, title: str) -> Resource:
    return {**identified("Evidence", "evidence", name_of(study, record)), "title": title}


def _statistic(numbers: Numbers, estimate: Estimate) -> Resource:
    printed = numbers.value(estimate).text
    statistic: Resource = {
        "extension": [PRINTED.of(printed), KIND.of("reported"), *map(reading, estimate.readings)],
        "statisticType": concept("statistic-type", measure_of(numbers, estimate)),
    }
    number = numbers.statistics.known(estimate.id, "value")
    if number and (value := quantity(number)):
        statistic["quantity"] = {"extension": [KIND.of("reported")], **value}
    interval = [] if numbers.statistics.known(estimate.id, "percent") else _interval(numbers, estimate)
    attributes = [*_spread(numbers, estimate), *attributes_printed(numbers, estimate), *interval]
    characteristics = [{"code": {"text": f"{label}: {to_line(text)}"}} for label, text in how_lines(numbers, estimate)]
    further = stated(attributeEstimate=attributes, modelCharacteristic=characteristics)
    return statistic | _out_of(numbers, estimate) | further


def _proportion(numbers: Numbers, estimate: Estimate) -> list[Json]:
    """The proportion that a count is of its denominator, derived, with its interval: a second statistic."""
    percent = numbers.statistics.known(estimate.id, "percent")
    if percent is None:
        return []
    statistic = derived_statistic("proportion", percent.value, "%") | _out_of(numbers, estimate)
    return [statistic | stated(attributeEstimate=_interval(numbers, estimate))]


def derived_statistic(kind: str, value: Decimal | None, unit: str) -> Resource:
    """Return a number that no source prints as a statistic of a kind."""
    derived: Resource = {"extension": [KIND.of("derived")]}
    return {
        **derived,
        "statisticType": concept("statistic-type", kind),
        "quantity": {**derived, **quantity_of(value, unit)},
    }


def _out_of(numbers: Numbers, estimate: Estimate) -> Resource:
    """The participants with the outcome, and those it is out of, where they are known."""
    participants: Resource = {}
    count = numbers.statistics.known(estimate.id, "count")
    if count and count.kind:
        participants |= {"numberAffected": count.value, "_numberAffected": {"extension": [KIND.of(count.kind)]}}
    if size := _sample_size(numbers, estimate):
        participants["sampleSize"] = size
    return participants


def _sample_size(numbers: Numbers, estimate: Estimate) -> Resource | None:
    """The denominator and its status; None where the number is a denominator itself, or is out of nobody."""
    denominator = numbers.statistics.find(estimate.id, "denominator")
    if denominator is None or denominator.denominator_status is None:
        return None
    size: Resource = {"extension": [DENOMINATOR_STATUS.of(denominator.denominator_status)]}
    if denominator.kind:
        kind: Resource = {"extension": [KIND.of(denominator.kind)]}
        return size | {"numberOfParticipants": denominator.value, "_numberOfParticipants": kind}
    return size | {"_numberOfParticipants": {"extension": [ABSENT]}}


def _spread(numbers: Numbers, estimate: Estimate) -> list[Json]:
    """The two ends of an estimate that is a range; nothing for one that is a number."""
    lower, upper = (numbers.statistics.known(estimate.id, part) for part in ("lower", "upper"))
    if numbers.statistics.find(estimate.id, "value") or lower is None or upper is None:
        return []
    limits = {end: quantity_of(row.value, stated_unit(lower)) for end, row in (("low", lower), ("high", upper))}
    return [attribute("range") | {"range": limits}]


def attributes_printed(numbers: Numbers, estimate: Estimate) -> Iterator[Json]:
    """Yield the interval, the spread, the standard error and the p-value that the principal source prints."""
    if estimate.measure == "range":
        return  # its two ends are the number itself
    names = (*(part for pair in _PAIRS.values() for part in pair), *_SINGLE.values(), "level")
    rows = printed_parts(numbers, estimate, names)
    for kind, (low, high) in _PAIRS.items():
        known = {end: rows[part] for end, part in (("low", low), ("high", high)) if part in rows}
        if known:
            level = rows.get("level") if kind == "confidence interval" else None
            share = level.value / 100 if level and level.value is not None else None
            words = "; ".join(row.because for row in known.values() if row.because)
            limits = stated(**{end: quantity_of(row.value, row.unit) for end, row in known.items()})
            yield attribute(kind) | stated(description=words, level=share, range=limits)
    for kind, part in _SINGLE.items():
        if row := rows.get(part):
            value = {"value": row.value, **stated(comparator=COMPARATORS.get(row.bound)), **unit_of(row.unit)}
            yield attribute(kind) | ({"description": row.because} if row.value is None else {"quantity": value})


def attribute(name: str, kind: Kind = "reported") -> Resource:
    """Return what an attribute of a statistic begins with: the kind of its numbers, and what it is."""
    return {"extension": [KIND.of(kind)], "type": concept("attribute-estimate-type", name)}


def _interval(numbers: Numbers, estimate: Estimate) -> list[Json]:
    interval = numbers.statistics.interval(estimate.id)
    if interval is None:
        return []
    limits: Json = {"low": quantity_of(interval.lower, "%"), "high": quantity_of(interval.upper, "%")}
    known = attribute("confidence interval", "derived") | {"level": interval.level, "range": limits}
    return [known | {"extension": [KIND.of("derived"), METHOD.of(interval.method)]}]


def variable_of_role(role: str, kind: str, name: str) -> Resource:
    """Return what plays a role in the definition of a number."""
    coding: list[Json] = [{"system": f"{HL7}variable-role", "code": role}]
    return {"variableRole": {"coding": coding}, "observed": refer(kind, name)}
