"""The statistics as a long CSV: a row a statistic.

A number stands twice: as its source prints it, and as the value read from it, with its kind. What no
source states has a row of its own and no value. Cells of text that a spreadsheet would run begin with
an apostrophe.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from typing import Any, get_args

from vexas_evidence.analysis.checks import full_text
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Estimate, Evidence, Tier, Timepoint
from vexas_evidence.present.spans import to_line
from vexas_evidence.present.tables.table import escape_formula
from vexas_evidence.publish.export.codes import duration_of, measure_of, printed_parts, stated_unit

NAME = "statistics.csv"
TIERS: tuple[Tier, ...] = get_args(Tier)
"""The highest first."""
SCHEMA: dict[str, Any] = json.loads(files(__package__).joinpath("statistics.schema.json").read_text(encoding="utf-8"))
"""The columns with their types and meanings, as a Table Schema (https://specs.frictionlessdata.io/table-schema)."""
COLUMNS: tuple[str, ...] = tuple(field["name"] for field in SCHEMA["fields"])
PRINTED = ("SD", "SE", "q1", "q3", "min", "max", "pair-lower", "pair-upper", "p", "person-time")
"""The parts that a source prints beside an estimate, as the table of statistics calls them."""


@dataclass(frozen=True, slots=True)
class ExportedStatistic:
    """One number of an estimate as the exports have it: which, its value, unit and kind."""

    name: str
    value: Decimal | None
    unit: str = ""
    kind: str = ""
    bound: str = ""
    printed: str = ""
    method: str = ""
    level: Decimal | None = None


def table(evidence: Evidence, studies: Iterable[Numbers]) -> str:
    """Write the CSV, its head first."""
    written = io.StringIO()
    rows = csv.DictWriter(written, COLUMNS, restval="", lineterminator="\n")
    rows.writeheader()
    for numbers in studies:
        study = numbers.study
        of_article = frozenset(full_text.estimates_in_full_text(evidence, study))
        for estimate in study.results.estimates:
            of_estimate = _study_fields(numbers, estimate) | {
                "checked": "true" if estimate.id in of_article else "false"
            }
            for statistic in statistics_of(numbers, estimate):
                rows.writerow(of_estimate | _cells(statistic))
        for absent in numbers.not_stated:
            rows.writerow(
                _outcome(numbers, absent.name, absent.outcome.id) | _cells(ExportedStatistic("estimate", None))
            )
    return written.getvalue()


def statistics_of(numbers: Numbers, estimate: Estimate) -> Iterator[ExportedStatistic]:
    """Yield the numbers of an estimate: its own, and its count, denominator, percentage and interval where known."""
    statistics = numbers.statistics
    yield from _own(numbers, estimate)
    yield from _printed_with_it(numbers, estimate)
    if count := statistics.known(estimate.id, "count"):
        yield ExportedStatistic("count", count.value, kind=count.kind or "")
    if (denominator := statistics.find(estimate.id, "denominator")) and denominator.denominator_status:
        yield ExportedStatistic("denominator", denominator.value, kind=denominator.kind or "")
    if percent := statistics.known(estimate.id, "percent"):
        yield ExportedStatistic("percentage", percent.value, "%", "derived")
    if interval := statistics.interval(estimate.id):
        for name, limit in (("interval lower", interval.lower), ("interval upper", interval.upper)):
            yield ExportedStatistic(name, limit, "%", "derived", method=interval.method, level=interval.level)


def _own(numbers: Numbers, estimate: Estimate) -> Iterator[ExportedStatistic]:
    """The number itself, or the two ends of a range."""
    printed = numbers.value(estimate).text
    number = numbers.statistics.find(estimate.id, "value")
    if number is None:
        ends = ((part, numbers.statistics.known(estimate.id, part)) for part in ("lower", "upper"))
        yield from (
            ExportedStatistic(p, end.value, stated_unit(end), "reported", printed=printed) for p, end in ends if end
        )
    else:
        unit = "" if number.value is None else stated_unit(number)
        yield ExportedStatistic("estimate", number.value, unit, "reported", number.bound, printed)


def _printed_with_it(numbers: Numbers, estimate: Estimate) -> Iterator[ExportedStatistic]:
    """What the source prints with the number: its interval, spread, standard error, p-value and person-time."""
    if numbers.statistics.find(estimate.id, "value") is None and estimate.measure != "p-value":
        return  # the two ends of a range are the number itself
    rows = printed_parts(numbers, estimate, ("lower", "upper", "level", *PRINTED))
    level = rows.pop("level", None)
    for part, row in rows.items():
        is_limit = part in ("lower", "upper")
        of = level.value if level and is_limit else None
        name = f"interval {part}" if is_limit else part
        yield ExportedStatistic(name, row.value, row.unit, "reported", row.bound, row.because, level=of)


def _study_fields(numbers: Numbers, estimate: Estimate) -> dict[str, str]:
    population = numbers.study.population_of(estimate)
    sources = dict.fromkeys(each.source for each in estimate.readings)
    tiers = {numbers.evidence.sources[each].tier for each in sources}
    denominator = numbers.statistics.find(estimate.id, "denominator")
    cells = {
        **_outcome(numbers, estimate.id, estimate.outcome),
        "population": population.id,
        "population_label": to_line(numbers.spans(population.label)),
        "timepoint": estimate.timepoint,
        "timepoint_label": numbers.when(estimate).text,
        **_time(numbers.timepoints[estimate.timepoint]),
        "measure": measure_of(numbers, estimate),
        "denominator_status": (denominator.denominator_status if denominator else None) or "",
        "sources": " ".join(sources),
        "tier": min(tiers, key=TIERS.index),
    }
    return {name: escape_formula(text) for name, text in cells.items()}


def _time(timepoint: Timepoint) -> dict[str, str]:
    span = duration_of(timepoint)
    if span is None:
        return {}
    start = {} if span.start is None else {"time_from": f"{span.start:f}"}
    return {**start, "time_value": f"{span.value:f}", "time_unit": span.unit}


def _outcome(numbers: Numbers, record: str, name: str) -> dict[str, str]:
    """The cells that rows of estimates and of what is not stated share."""
    outcome = numbers.outcomes[name]
    return {
        "evidence_version": numbers.evidence.changes.newest.label,
        "study": numbers.study.id,
        "record": record,
        "outcome": outcome.id,
        "outcome_label": escape_formula(outcome.label),
        "role": outcome.role,
        "surrogate": "true" if outcome.surrogate else "false",
    }


def _cells(statistic: ExportedStatistic) -> dict[str, str]:
    return {
        "statistic": statistic.name,
        "stated": "not stated" if statistic.value is None and not statistic.printed else "stated",
        "printed": escape_formula(statistic.printed),
        "bound": statistic.bound,
        "value": "" if statistic.value is None else f"{statistic.value:f}",
        "unit": statistic.unit,
        "kind": statistic.kind,
        "method": statistic.method,
        "level": "" if statistic.level is None else f"{statistic.level:f}",
    }
