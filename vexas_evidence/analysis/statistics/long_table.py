"""The statistics of a study: each number that is reported, derived or inferred, or why there is none.

The form is that of the field's analysis results data (CDISC Analysis Results Standard; pharmaverse ``cards``): a row a
statistic, in an order that follows the estimates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from vexas_evidence.analysis import derive
from vexas_evidence.analysis.numbers import DENOMINATOR_NOT_STATED, Numbers
from vexas_evidence.model import Estimate, Kind
from vexas_evidence.model.estimates import main_part
from vexas_evidence.text.grammar.parts import Print
from vexas_evidence.text.printed import Printed


class Statistic(NamedTuple):
    """One number of an estimate, or its absence with the reason.

    ``id`` is that of the estimate, with the part after a point where that is not the number itself; ``printed`` the
    text as its principal source prints it; ``formula`` and ``inputs`` say how a number that no source prints follows.
    Where ``value`` is None, ``because`` says why.
    """

    id: str
    estimate: str
    study: str
    outcome: str
    population: str | None
    timepoint: str | None
    measure: str | None
    part: str
    value: Decimal | None
    bound: str = ""
    printed: str = ""
    unit: str = ""
    kind: Kind | None = None
    denominator_status: str | None = None
    method: str | None = None
    unit_of_analysis: str | None = None
    analysis_set: str | None = None
    adjusted_for: str | None = None
    formula: str = ""
    inputs: tuple[str, ...] = ()
    because: str = ""


class PrintedReading(NamedTuple):
    """What one source prints for a statistic, and where."""

    id: str
    source: str
    locator: str
    printed: str


_ENDS = {"IQR": ("q1", "q3"), "range": ("min", "max")}
"""The parts that the two ends of a spread are."""


def statistics(numbers: Numbers) -> tuple[Statistic, ...]:
    """Return every statistic of a study, in the order of its estimates; then what is not stated.

    Raises
    ------
    Underivable
        Where a denominator that the data name cannot be had.
    """
    return (*_of_estimates(numbers), *_not_stated(numbers))


def readings(numbers: Numbers) -> tuple[PrintedReading, ...]:
    """Return what each source prints for each estimate of a study, in order."""
    return tuple(
        PrintedReading(
            estimate.id,
            reading.source,
            f"{reading.section}, paragraph {reading.paragraph}, sentence {reading.sentence}",
            reading.printed,
        )
        for estimate in numbers.study.estimates.values()
        for reading in estimate.readings
    )


def _of_estimates(numbers: Numbers) -> Iterator[Statistic]:
    for estimate in numbers.study.estimates.values():
        known = derive.denominator_status(numbers.study, estimate)
        row = partial(_row, numbers.study.id, estimate, known[0] if known else None, how=_how(numbers, estimate))
        yield from _main(row, estimate)
        if estimate.measure in ("count", "proportion"):
            yield from _participants(row, numbers, estimate)
            yield from _interval(row, numbers, estimate)


Row = Callable[..., Statistic]
"""A row of one estimate: of a part, its value, and the columns that it has beside those of all its rows."""


def _how(numbers: Numbers, estimate: Estimate) -> dict[str, str | None]:
    """What was counted, who was analysed, and what the number is adjusted for."""
    given = estimate.adjusted_for
    return {
        "unit_of_analysis": estimate.unit_of_analysis
        or numbers.study.populations[estimate.population].unit_of_analysis,
        "analysis_set": estimate.analysis_set,
        "adjusted_for": "; ".join(given) if isinstance(given, tuple) else given,
    }


def _row(
    study: str,
    estimate: Estimate,
    status: str | None,
    part: str,
    value: Decimal | int | None,
    how: dict[str, str | None],
    **others: object,
) -> Statistic:
    name = estimate.id if part == "value" else f"{estimate.id}.{part}"
    number = None if value is None else Decimal(value)
    return Statistic(
        name,
        estimate.id,
        study,
        estimate.outcome,
        estimate.population,
        estimate.timepoint,
        estimate.measure,
        part,
        number,
        denominator_status=status,
        **(how | others),  # type: ignore[arg-type]
    )


def _main(row: Row, estimate: Estimate) -> Iterator[Statistic]:
    """The number itself: one, the two ends of a range, or an estimate with what is printed around it."""
    number, reading = estimate.principal.number, estimate.principal
    if number is None and (found := estimate.print_of(reading)):
        yield from _printed_parts(row, estimate, found)
        return
    if number is None:
        yield row("value", None, printed=reading.shown, kind="reported", because="stated in words")
        return
    shown = {"printed": reading.shown, "kind": "reported", "unit": _unit(estimate, number)}
    if number.upper is not None:
        yield row("lower", number.value, **shown)
        yield row("upper", number.upper, **shown)
        return
    yield row("value", number.value, bound=number.bound, **shown)


def _printed_parts(row: Row, estimate: Estimate, found: Print) -> Iterator[Statistic]:
    """The estimate, its interval with its level, its spread, its standard error and its p-value, as printed."""
    shown = {"printed": estimate.principal.shown, "kind": "reported"}
    unit = "%" if found.part("percent") else found.value("unit") or ""
    if main := main_part(found):
        because = "" if main.number is not None else main.value
        yield row("value", main.number, bound=main.bound, unit=unit, because=because, **shown)
    for part in found.parts:
        if part.kind in ("lower", "upper", "level", "standard error", "denominator", "person-time"):
            because = "" if part.number is not None else part.value
            name = part.kind.replace(" ", "-")
            yield row(name, part.number, bound=part.bound, because=because, **shown)
    for spread in found.spreads:
        names = _ENDS[spread.kind] if spread.pair else (spread.kind,)
        values = (spread.pair.lower, spread.pair.upper) if spread.pair else (spread.value,)
        for name, part in zip(names, filter(None, values), strict=True):
            yield row(name, part.number, bound=part.bound, unit=unit, **shown)
    if found.p:
        value = None if found.p.value == "NS" else Decimal(found.p.value)
        because = "" if value is not None else "printed as not significant"
        yield row("p", value, bound=found.p.bound or "", because=because, **shown)


def _unit(estimate: Estimate, number: Printed) -> str:
    return estimate.unit or number.unit or ("participants" if estimate.measure in ("count", "proportion") else "")


def _participants(row: Row, numbers: Numbers, estimate: Estimate) -> Iterator[Statistic]:
    """The count, the denominator, and the percentage where no source prints one."""
    study = numbers.study
    count, denominator = derive.count_of(study, estimate), derive.denominator_for(study, estimate)
    if estimate.measure == "proportion":
        yield _known(row, "count", count, "the denominator or the count is not known")
    if derive.is_denominator(study, estimate):
        return
    yield _known(row, "denominator", denominator, DENOMINATOR_NOT_STATED)
    if (percent := derive.percent_of(numbers.evidence, study, estimate)) is not None:
        formula = "100 · count / denominator"
        yield row("percent", percent, unit="%", kind="derived", formula=formula, inputs=_fraction(estimate))


def _fraction(estimate: Estimate) -> tuple[str, str]:
    """The ids of the count and the denominator, from which a percentage and an interval follow."""
    return f"{estimate.id}.count" if estimate.measure == "proportion" else estimate.id, f"{estimate.id}.denominator"


def _known(row: Row, part: str, found: derive.Participants | None, because: str) -> Statistic:
    if found is None:
        return row(part, None, because=because)
    return row(part, found.value, kind=found.kind, formula=found.formula, unit="participants")


def _interval(row: Row, numbers: Numbers, estimate: Estimate) -> Iterator[Statistic]:
    """The limits of the interval that is computed; nothing for an estimate that has none."""
    interval = derive.interval_of(numbers.evidence, numbers.study, estimate)
    if interval is None:
        return
    inputs, method = _fraction(estimate), interval.name
    for part, value in (("lower", interval.lower), ("upper", interval.upper)):
        yield row(part, value, unit="%", kind="derived", method=method, formula=method, inputs=inputs)


def _not_stated(numbers: Numbers) -> Iterator[Statistic]:
    for absent in numbers.not_stated:
        outcome = absent.outcome.id
        yield Statistic(
            absent.name, "", numbers.study.id, outcome, None, None, None, "value", None, because=absent.text
        )
