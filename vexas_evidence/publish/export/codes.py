"""Our words as codes of other systems (HL7 for statistics and roles, UCUM for units), and times as numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.statistics.statistic import PARTICIPANTS, Statistic
from vexas_evidence.model import Estimate, Timepoint
from vexas_evidence.publish.export.encode import Json

HL7 = "http://terminology.hl7.org/CodeSystem/"
_CODES = {
    "statistic-type": {
        "count": ("C25463", "Count"),
        "median": ("C28007", "Median"),
        "proportion": ("C44256", "Proportion"),
    },
    "attribute-estimate-type": {
        "confidence interval": ("C53324", "Confidence interval"),
        "interquartile range": ("C53245", "Interquartile range"),
        "p-value": ("C44185", "P-value"),
        "range": ("C38013", "Range"),
        "standard deviation": ("C53322", "Standard deviation"),
    },
}
"""The concepts of the code systems that FHIR R5 binds, by our word; a word without one there stays a text."""
_UNITS = {"%": "%", "years": "a", "months": "mo", "weeks": "wk", "days": "d"}
TIMES = ("years", "months", "weeks", "days")
"""The units that a time of the data can have; cycles are no unit of time."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A stated time: its value in a unit of time, and where a window begins; None for a point of time."""

    value: Decimal
    unit: str
    start: Decimal | None = None


def measure_of(numbers: Numbers, estimate: Estimate) -> str:
    """Return the measure of the number itself: "4 of 5" is a count, as its value is 4 and not 80%."""
    number = numbers.statistics.known(estimate.id, "value")
    return "count" if estimate.measure == "proportion" and number and number.unit != "%" else estimate.measure


def printed_parts(numbers: Numbers, estimate: Estimate, parts: Iterable[str]) -> dict[str, Statistic]:
    """Return those parts of an estimate that its source prints, by name; one by a method of ours is none of them."""
    found = {part: numbers.statistics.find(estimate.id, part) for part in parts}
    return {part: row for part, row in found.items() if row and row.kind == "reported" and row.method is None}


def stated_unit(number: Statistic) -> str:
    """Return the unit of a number of a source; none for a count of participants, which is printed without one."""
    return "" if number.unit == PARTICIPANTS else number.unit


def concept(system: str, word: str) -> dict[str, Json]:
    """Return one of our words as a concept, with its code in HL7's code system of that name if there is one."""
    if word not in _CODES.get(system, {}):
        return {"text": word}
    code, display = _CODES[system][word]
    return {"coding": [{"system": f"{HL7}{system}", "code": code, "display": display}], "text": word}


def unit_of(unit: str) -> dict[str, Json]:
    """Return a unit as the elements of a Quantity; a unit unknown to UCUM is an annotation in braces."""
    if not unit:
        return {}
    return {"unit": unit, "system": "http://unitsofmeasure.org", "code": _UNITS.get(unit, f"{{{unit}}}")}


def quantity_of(value: Decimal | None, unit: str) -> dict[str, Json]:
    """Return a number and its unit as a Quantity; nothing where there is no number."""
    return {} if value is None else {"value": value, **unit_of(unit)}


def duration_of(timepoint: Timepoint) -> Duration | None:
    """Return the time that a timepoint states: "6 months" is a point, "first 6 months" a window from 0 on.

    None where it states none, bounds it ("at least 6 months"), or counts in what is no unit of time (cycles).
    Only the words of the timepoint say from which event the time runs.
    """
    number = timepoint.time
    if number is None or number.unit not in TIMES or number.bound:
        return None
    if number.upper is not None:
        return Duration(number.upper, number.unit, number.value)
    first = re.search(r"\bfirst\b", number.text, re.IGNORECASE)
    return Duration(number.value, number.unit, Decimal(0) if first else None)
