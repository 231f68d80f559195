"""Our words in those of other systems: what kind of number an estimate is, and units as UCUM writes them."""

from __future__ import annotations

from vexas_evidence.export.fhir_declared import Resource
from vexas_evidence.model import Estimate

_UNITS = {"%": "%", "years": "a", "months": "mo", "weeks": "wk", "days": "d"}


def measure_of(estimate: Estimate) -> str:
    """Return the measure of the number itself: of "4 of 5" that is a count, as its value is 4, not 80%."""
    return "count" if estimate.measure == "proportion" and estimate.number.unit != "%" else estimate.measure


def unit_of(unit: str) -> Resource:
    """Return a unit as the elements of a Quantity; one that UCUM does not know as an annotation in braces."""
    if not unit:
        return {}
    return {"unit": unit, "system": "http://unitsofmeasure.org", "code": _UNITS.get(unit, f"{{{unit}}}")}
