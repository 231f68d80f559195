"""Two extractions of the same source, by two readers, set side by side before anyone adjudicates.

Extraction A is the ledger of evidence; extraction B a table that another reader made from the text
alone. A committed file says which outcome each row of B is about and which words of B stand for
which populations and times; values, populations and times are then compared, not mapped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from vexas_evidence.check import Discrepancy
from vexas_evidence.checks.readings import readings_of
from vexas_evidence.model import Estimate, Quantity, Reading, Reconciliation, Row, Study
from vexas_evidence.printed import parse
from vexas_evidence.problems import Place
from vexas_evidence.tokens import agree

Field = Literal["value", "population", "base", "time"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two extractions agree before adjudication, and what is left to resolve."""

    rows: int
    agreeing: dict[Field, int]
    only_in_a: tuple[str, ...]
    adjudicated: tuple[str, ...]
    unresolved: tuple[Discrepancy, ...]

    @property
    def told(self) -> str:
        """The agreement before adjudication in one line."""
        each = ", ".join(f"{count} in {field}" for field, count in self.agreeing.items())
        return f"of {self.rows} rows of the second extraction the ledger agrees with {each}"


def reconcile(study: Study) -> Agreement | None:
    """Compare each row of B with the ledger of evidence; None for a study that was extracted once."""
    plan, rows = study.reconciliation, study.second_extraction
    if plan is None:
        return None
    agreeing: dict[Field, int] = {"value": 0, "population": 0, "base": 0, "time": 0}
    differences: list[tuple[str, Discrepancy]] = []
    matched: set[int] = set()
    for row in rows:
        place = row.place
        found = _match(study, plan, row)
        if found is None:
            told = f"{row.row}: {row.printed!r}, {row.what}, in {row.section}, paragraph {row.paragraph}"
            differences.append((row.row, _difference(place, told, "the same number of that outcome in the ledger")))
            continue
        estimate, reading = found
        matched.add(id(reading))
        agreeing["value"] += 1
        for field, words, ours, known in (
            ("population", row.whom, estimate.population if estimate else None, plan.whom),
            ("time", row.when, estimate.timepoint if estimate else None, plan.times),
        ):
            meant = next((entry.means for entry in known if entry.words == words), ())
            if ours is None or ours in meant:
                agreeing[field] += 1  # type: ignore[index]
            else:
                expected = " or ".join(meant) or "words that reconciliation.yml knows"
                differences.append((row.row, _difference(place, f"{row.row}: {words!r} against {ours!r}", expected)))
        agreeing["base"] += 1
        if (other := _base_differs(study, plan, row, estimate)) is not None:
            agreeing["base"] -= 1
            differences.append((row.row, _difference(place, f"{row.row}: {row.whom!r}", other)))
    only_in_a = tuple(_only_in_a(study, plan, matched))
    resolved = {entry.about: entry.reason for entry in plan.adjudicated}
    places = [
        (each, _difference(plan.at(), f"{each} is in the ledger only", "a row of extraction B")) for each in only_in_a
    ]
    every = [*differences, *places]
    stale = [entry for entry in plan.adjudicated if entry.about not in {key for key, _ in every}]
    every += [
        (
            "",
            Discrepancy(
                entry.at("about"),
                f"{entry.about!r} is adjudicated",
                "a difference that is there",
                "remove it",
                "two extractions",
            ),
        )
        for entry in stale
    ]
    return Agreement(
        len(rows),
        agreeing,
        only_in_a,
        tuple(f"{key}: {resolved[key]}" for key, _ in every if key in resolved),
        tuple(each for key, each in every if key not in resolved),
    )


def _match(study: Study, plan: Reconciliation, row: Row) -> tuple[Estimate | None, Reading | Quantity] | None:
    """The reading or quantity of the ledger that a row of B is about, in the same paragraph, with the same value."""
    outcome = next((entry.outcome for entry in plan.rows if entry.row == row.row), None)
    claim = next((entry.claim for entry in plan.rows if entry.row == row.row), None)
    for estimate, reading in readings_of(study):
        here = (reading.source, reading.section, reading.paragraph) == (plan.source, row.section, row.paragraph)
        if here and estimate.outcome == outcome and same_value(row.printed, row.unit, reading.printed):
            return estimate, reading
    for each in study.narrative.claims:
        for quantity in each.quantities:
            here = (quantity.source, quantity.section, quantity.paragraph) == (plan.source, row.section, row.paragraph)
            if here and each.id == claim and agree(row.printed, quantity.printed):
                return None, quantity
    return None


def _base_differs(study: Study, plan: Reconciliation, row: Row, estimate: Estimate | None) -> str | None:
    """What B would expect of the base, where the ledger has another; None where they agree or B does not say."""
    stated = next((entry.base_stated for entry in plan.whom if entry.words == row.whom), None)
    if stated is None or estimate is None:
        return None
    status = study.populations[estimate.population].base.status
    if stated == (status == "reported"):
        return None
    return f"a base that is {'reported' if stated else 'not reported'}, not {status}"


def same_value(theirs: str, unit: str, ours: str) -> bool:
    """Say whether B's printed text and unit state the number that A prints."""
    if agree(theirs, ours):
        return True
    try:
        one_number, other = parse(theirs), parse(ours)
    except ValueError:
        return False
    same = (one_number.value, one_number.comparator, one_number.upper) == (other.value, other.comparator, other.upper)
    return (
        same
        and (one_number.unit == "%") == (other.unit == "%")
        and (unit in ("percent", "") or other.unit in ("", unit))
    )


def _only_in_a(study: Study, plan: Reconciliation, matched: set[int]) -> Iterator[str]:
    """What the ledger of evidence takes from the source and no row of B has."""
    for estimate, reading in readings_of(study):
        if reading.source == plan.source and id(reading) not in matched:
            yield estimate.id
    for claim in study.narrative.claims:
        for quantity in claim.quantities:
            if quantity.source == plan.source and id(quantity) not in matched:
                yield f"{quantity.section}, paragraph {quantity.paragraph}: {quantity.printed}"


def _difference(place: Place, found: str, expected: str) -> Discrepancy:
    return Discrepancy(
        place, found, expected, "look at the source, correct the wrong one, or adjudicate", "two extractions"
    )
