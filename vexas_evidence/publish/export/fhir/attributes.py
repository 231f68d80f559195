"""What is printed around an estimate as FHIR's attributes: an interval, a spread, a p-value; and how it was made."""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.statistics.statistic import Statistic
from vexas_evidence.model import Estimate
from vexas_evidence.publish.export.codes import concept, quantity_of, unit_of
from vexas_evidence.publish.export.encode import Json, stated
from vexas_evidence.publish.export.fhir.extensions import COMPARATORS, KIND, Resource

_PAIRS = {"confidence interval": ("lower", "upper"), "interquartile range": ("q1", "q3"), "range": ("min", "max")}
_SINGLE = {"standard deviation": "SD", "standard error": "SE", "p-value": "p"}


def attributes_printed(numbers: Numbers, estimate: Estimate) -> Iterator[Json]:
    """Yield the interval, the spread, the standard error and the p-value that the principal source prints."""
    if estimate.measure == "range":
        return  # its two ends are the number itself
    rows = {part: row for part in _PARTS if (row := _printed(numbers, estimate, part))}
    for kind, (low, high) in _PAIRS.items():
        known = {"low": rows.get(low), "high": rows.get(high)}
        if any(known.values()):
            ends = {end: quantity_of(row.value, row.unit) for end, row in known.items() if row}
            level = rows.get("level") if kind == "confidence interval" else None
            share = level.value / 100 if level and level.value is not None else None
            words = "; ".join(row.because for row in known.values() if row and row.because)
            yield _attribute(kind) | stated(description=words, level=share, range=stated(**ends))
    for kind, part in _SINGLE.items():
        if row := rows.get(part):
            yield _attribute(kind) | _quantity(row)


_PARTS = (*(part for pair in _PAIRS.values() for part in pair), *_SINGLE.values(), "level")


def _printed(numbers: Numbers, estimate: Estimate, part: str) -> Statistic | None:
    """The row of a part that the source prints; one by a method of ours is none of it."""
    row = numbers.statistics.find(estimate.id, part)
    return row if row and row.kind == "reported" and row.method is None else None


def _quantity(row: Statistic) -> Resource:
    if row.value is None:
        return {"description": row.because}
    return {"quantity": {"value": row.value, **stated(comparator=COMPARATORS.get(row.bound)), **unit_of(row.unit)}}


def _attribute(kind: str) -> Resource:
    return {"extension": [KIND.of("reported")], "type": concept("attribute-estimate-type", kind)}
