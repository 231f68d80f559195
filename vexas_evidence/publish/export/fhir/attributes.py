"""What is printed around an estimate as FHIR's attributes: an interval, a spread, a p-value; and how it was made."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from vexas_evidence.model import Estimate
from vexas_evidence.publish.export.codes import concept, unit_of
from vexas_evidence.publish.export.encode import Json
from vexas_evidence.publish.export.fhir.extensions import COMPARATORS, KIND, Resource
from vexas_evidence.text.grammar.parts import Part, Print

_NAMES = {"SD": "standard deviation", "IQR": "interquartile range", "range": "range"}


def attributes_printed(estimate: Estimate) -> Iterator[Json]:
    """Yield the interval, the spread, the standard error and the p-value that the principal source prints."""
    found = estimate.print_of(estimate.principal) if estimate.principal.number is None else None
    if found is None:
        return
    unit = "%" if found.part("percent") else found.value("unit") or ""
    level = found.part("level")
    if limits := _limits(found.part("lower"), found.part("upper"), unit):
        known: Resource = {"level": level.number / 100} if level and level.number is not None else {}
        yield _attribute("confidence interval") | known | {"range": limits}
    elif level or found.part("lower") or found.part("upper"):
        yield _attribute("confidence interval") | {"description": estimate.principal.shown}
    yield from _spreads(found, unit)
    if (error := found.part("standard error")) and error.number is not None:
        yield _attribute("standard error") | {"quantity": {"value": error.number, **unit_of(unit)}}
    if found.p:
        yield _p_value(found)


def _p_value(found: Print) -> Json:
    assert found.p is not None
    if found.p.value == "NS":
        return _attribute("p-value") | {"description": "printed as not significant"}
    bound: Resource = {"comparator": COMPARATORS[found.p.bound]} if found.p.bound in COMPARATORS else {}
    return _attribute("p-value") | {"quantity": {"value": Decimal(found.p.value), **bound}}


def _spreads(found: Print, unit: str) -> Iterator[Json]:
    for spread in found.spreads:
        name = _NAMES.get(spread.kind, spread.kind)
        if spread.value and spread.value.number is not None:
            yield _attribute(name) | {"quantity": {"value": spread.value.number, **unit_of(unit)}}
        elif spread.pair and (limits := _limits(spread.pair.lower, spread.pair.upper, unit)):
            yield _attribute(name) | {"range": limits}


def _limits(lower: Part | None, upper: Part | None, unit: str) -> Resource:
    """A range of the limits that are numbers; nothing where neither is one."""
    ends = {"low": lower, "high": upper}
    return {
        name: {"value": part.number, **unit_of(unit)} for name, part in ends.items() if part and part.number is not None
    }


def _attribute(kind: str) -> Resource:
    return {"extension": [KIND.of("reported")], "type": concept("attribute-estimate-type", kind)}


def model_characteristic(label: str, text: str) -> Json:
    """Return one fact of how a statistic was made, in words: FHIR has no codes for most of them."""
    return {"code": {"text": f"{label}: {text}"}}
