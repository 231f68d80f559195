"""The long table of a study: each number that is reported, derived, inferred or judged, or why there is none.

It is computed once, after the data are read. Tables, figures, texts, exports and releases read it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from itertools import chain, product

from vexas_evidence.analysis import derive, rules
from vexas_evidence.analysis.intervals import INTERVALS, LEVEL, Method
from vexas_evidence.analysis.percentages import Underivable
from vexas_evidence.analysis.statistics.absence import absences
from vexas_evidence.analysis.statistics.statistic import (
    SHOWN,
    Statistic,
    Statistics,
    how_estimated,
    id_of,
)
from vexas_evidence.model import Estimate, Evidence, Population, Study
from vexas_evidence.model.estimates import main_part
from vexas_evidence.model.estimation import UNIT_NOUNS
from vexas_evidence.model.measures import MEASURES
from vexas_evidence.model.record import DENOMINATOR_NOT_STATED
from vexas_evidence.text import printed
from vexas_evidence.text.grammar.parts import Print
from vexas_evidence.text.printed import Printed

_ENDS = {"IQR": ("q1", "q3"), "range": ("min", "max")}
"""The parts that the two ends of a spread are."""
_UNITS = {"level": "%", "person-time": ""}
"""The units of the parts of a print that have not that of its estimate."""
_DERIVED = re.compile(r"(?P<value>[0-9]+(?:\.[0-9]+)?)(?P<unit>%?)(?: of [0-9]+)?")
"""A part of a derived value that is one number, or a count of a denominator."""


def statistics(evidence: Evidence, study: Study) -> Statistics:
    """Return every statistic of a study.

    They stand in the order of its estimates; then come what is not stated, the denominators of its populations, its
    derived values, the judgements on it, and intervals by other methods. A value that cannot be had is a row without
    one that says why.
    """
    of_estimates, others = tuple(_of_estimates(evidence, study)), (_not_stated(evidence, study), _of_populations(study))
    main = chain(of_estimates, *others, _derived(study), _judged(evidence, study))
    return Statistics(tuple(main), partial(_by_other_methods, of_estimates))


Row = Callable[..., Statistic]
"""A row of one estimate: of a part, its value, and the columns that it has beside those of all its rows."""


def _of_estimates(evidence: Evidence, study: Study) -> Iterator[Statistic]:
    for estimate in study.estimates.values():
        found = estimate.print_of(estimate.principal) if estimate.principal.number is None else None
        denominator, status, because = _denominator(study, estimate, found)
        row = partial(_row, study, estimate, status, how_estimated(study, estimate))
        counted = UNIT_NOUNS[derive.unit_of(study, estimate)]
        yield from _main(row, estimate, found, counted)
        yield from _count(row, study, estimate, found)
        if because:
            yield row("denominator", None, because=because)
        elif denominator:
            yield _participants(row, "denominator", denominator, counted)
        if derive.is_of_effect(evidence, study, estimate) and not (found and found.part("lower")):
            yield from _of_fraction(row, study, estimate)


def _denominator(
    study: Study, estimate: Estimate, found: Print | None
) -> tuple[derive.Participants | None, str | None, str]:
    """The denominator, its status, and why there is none; neither for a measure that has none."""
    population = study.populations[estimate.population]
    try:
        known, denominator = derive.denominator_status(study, estimate), derive.denominator_for(study, estimate)
    except Underivable as error:
        return None, population.denominator.status, str(error)
    if denominator is None and found and (part := found.part("denominator")) and part.number is not None:
        of_print = derive.Participants(int(part.number), "reported", f"printed “{estimate.principal.printed}”")
        return of_print, None if MEASURES[estimate.measure].compares else "reported", ""
    if known is None:
        return denominator, None, ""
    return denominator, known[0], "" if denominator else DENOMINATOR_NOT_STATED


def _row(
    study: Study,
    estimate: Estimate,
    status: str | None,
    how: dict[str, str | None],
    part: str,
    value: Decimal | int | None,
    method: str = "",
    **others: object,
) -> Statistic:
    return Statistic(
        id_of(estimate.id, part, method),
        estimate.id,
        study.id,
        study.populations[estimate.population].arm,
        estimate.comparator,
        estimate.outcome,
        estimate.population,
        estimate.timepoint,
        estimate.measure,
        part,
        None if value is None else Decimal(value),
        denominator_status=status,
        method=method or None,
        **(how | others),  # type: ignore[arg-type]
    )


def _main(row: Row, estimate: Estimate, found: Print | None, counted: str) -> Iterator[Statistic]:
    """The number itself: one, the two ends of a range, or an estimate with what is printed around it."""
    number, reading = estimate.principal.number, estimate.principal
    if found:
        yield from _printed_parts(row, estimate, found)
        return
    if number is None:
        yield row("value", None, printed=reading.shown, kind="reported", because="stated in words")
        return
    shown = {"printed": reading.shown, "kind": "reported", "unit": _unit(estimate, number, counted)}
    if number.upper is not None:
        yield row("lower", number.value, **shown)
        yield row("upper", number.upper, **shown)
        return
    yield row("value", number.value, bound=number.bound, **shown)


def _printed_parts(row: Row, estimate: Estimate, found: Print) -> Iterator[Statistic]:
    """The estimate, its interval, spread, a pair that no source names, standard error and p-value, as printed."""
    shown = {"printed": estimate.principal.shown, "kind": "reported"}
    unit = "%" if found.part("percent") else found.value("unit") or estimate.unit or ""
    if main := main_part(found):
        because = "" if main.number is not None else main.value
        yield row("value", main.number, bound=main.bound, unit=unit, because=because, **shown)
    for part in found.parts:
        if part.kind in ("lower", "upper", "level", "standard error", "person-time"):
            because = "" if part.number is not None else part.value
            part_name: str = "SE" if part.kind == "standard error" else part.kind
            of = _UNITS.get(part.kind, unit)
            yield row(part_name, part.number, bound=part.bound, unit=of, because=because, **shown)
    if pair := found.bracket:
        yield row("pair-lower", pair.lower.number, bound=pair.lower.bound, unit=unit, **shown)
        yield row("pair-upper", pair.upper.number, bound=pair.upper.bound, unit=unit, **shown)
    for spread in found.spreads:
        names = _ENDS[spread.kind] if spread.pair else (spread.kind,)
        values = (spread.pair.lower, spread.pair.upper) if spread.pair else (spread.value,)
        for name, part in zip(names, filter(None, values), strict=True):
            yield row(name, part.number, bound=part.bound, unit=unit, **shown)
    if found.p:
        value = None if found.p.value == "NS" else Decimal(found.p.value)
        because = "" if value is not None else "printed as not significant"
        yield row("p", value, bound=found.p.bound or "", because=because, **shown)


def _unit(estimate: Estimate, number: Printed, counted: str) -> str:
    return number.unit or estimate.unit or (counted if estimate.measure in ("count", "proportion") else "")


def _participants(row: Row, part: str, known: derive.Participants, counted: str) -> Statistic:
    return row(part, known.value, kind=known.kind, formula=known.formula, unit=counted)


def _count(row: Row, study: Study, estimate: Estimate, found: Print | None) -> Iterator[Statistic]:
    """The participants with the outcome; nothing for a measure that counts nobody."""
    counted = UNIT_NOUNS[derive.unit_of(study, estimate)]
    try:
        count = derive.count_of(study, estimate)
    except Underivable:
        count = None
    if count:
        yield _participants(row, "count", count, counted)
    elif found and (part := found.part("count")) and part.number is not None and part is not main_part(found):
        formula = f"printed “{estimate.principal.printed}”"
        yield _participants(row, "count", derive.Participants(int(part.number), "reported", formula), counted)
    elif estimate.measure == "proportion":
        yield row("count", None, because=str(_fraction(study, estimate)))


def _fraction(study: Study, estimate: Estimate) -> tuple[int, int] | str:
    """The count and the denominator, or why not both are known."""
    try:
        return derive.fraction_of(study, estimate)
    except Underivable as error:
        return str(error)


def _of_fraction(row: Row, study: Study, estimate: Estimate) -> Iterator[Statistic]:
    """What follows from the count and the denominator: percentage, rate, and the limits by every method."""
    fraction = _fraction(study, estimate)
    if isinstance(fraction, str):
        for part in ("lower", "upper"):
            yield row(part, None, because=fraction)
        return
    inputs = id_of(estimate.id, "count"), id_of(estimate.id, "denominator")
    share, derived = printed.percent(*fraction), {"kind": "derived", "inputs": inputs}
    if not derive.prints_percent(estimate):
        yield row("percent", share, unit="%", formula="100 · count / denominator", **derived)
    yield row("rate", share, unit="per 100", formula="100 · count / denominator", **derived)
    if why := derive.why_not_independent(study, estimate):
        for part in ("lower", "upper"):
            yield row(part, None, because=f"no interval: {why}")
    elif fraction[0] <= fraction[1]:
        for part, value, formula in _limits(SHOWN, *fraction):
            yield row(part, value, SHOWN, unit="%", formula=formula, **derived)


def _by_other_methods(of_estimates: tuple[Statistic, ...]) -> Iterator[Statistic]:
    """The limits by every other method, for each estimate that has those by the one that is shown."""
    counts = {
        row.id: int(row.value) for row in of_estimates if row.part in ("count", "denominator") and row.value is not None
    }
    shown = [row for row in of_estimates if row.part == "level" and row.method == SHOWN]
    for method, like in product([each for each in INTERVALS if each != SHOWN], shown):
        count, denominator = (counts[name] for name in like.inputs)
        for part, value, formula in _limits(method, count, denominator):
            name = id_of(like.estimate, part, method)
            yield like._replace(id=name, part=part, value=value, method=method, formula=formula)


def _limits(method: Method, count: int, denominator: int) -> Iterator[tuple[str, Decimal, str]]:
    """The level and the limits of an interval in percent, each with its formula."""
    interval = INTERVALS[method](count, denominator, LEVEL)
    for part, value in (("level", 100 * interval.level), ("lower", interval.lower), ("upper", interval.upper)):
        yield part, value.normalize() if part == "level" else value, interval.name


def _not_stated(evidence: Evidence, study: Study) -> Iterator[Statistic]:
    for absent in absences(evidence, study):
        yield _other(study, absent.name, "value", None, outcome=absent.outcome.id, because=absent.text)


def _of_populations(study: Study) -> Iterator[Statistic]:
    """The denominator of each population; one that is inferred by rounding holds for a single estimate."""
    for population in study.populations.values():
        if population.denominator.by == "rounding":
            continue
        row = partial(_of_population, study, population)
        try:
            denominator = derive.denominator_of(study, population)
        except Underivable as error:
            yield row(None, because=str(error))
            continue
        if denominator:
            yield row(Decimal(denominator.value), kind=denominator.kind, formula=denominator.formula)
        else:
            yield row(None, because=DENOMINATOR_NOT_STATED)


def _of_population(study: Study, population: Population, value: Decimal | None, **others: object) -> Statistic:
    id_, status = id_of(f"population.{population.id}", "denominator"), population.denominator.status
    columns = {"population": population.id, "arm": population.arm, "denominator_status": status, **others}
    unit = UNIT_NOUNS[population.unit_of_analysis or "participant"]
    return _other(study, id_, "denominator", value, unit=unit, **columns)


def _derived(study: Study) -> Iterator[Statistic]:
    """The parts of each derived value, or why it cannot be had."""
    for derivation in study.narrative.derived:
        try:
            derived = rules.derive(study, derivation)
        except Underivable as error:
            yield _other(study, derivation.id, "value", None, kind="derived", because=str(error))
            continue
        columns = {"kind": derived.kind, "formula": derived.formula, "inputs": derived.inputs}
        for part, text in derived.parts.items():
            number = _DERIVED.fullmatch(text)
            unit, because = (number["unit"], "") if number else ("", "no single number")
            value = Decimal(number["value"]) if number else None
            name = id_of(derived.id, part)
            yield _other(study, name, part, value, unit=unit, printed=text, because=because, **columns)


def _judged(evidence: Evidence, study: Study) -> Iterator[Statistic]:
    for each in evidence.judgements:
        if each.study == study.id:
            because = "a rating in words"
            yield _other(study, each.id, "value", None, kind="judged", printed=each.rating, because=because)


def _other(study: Study, name: str, part: str, value: Decimal | None, **others: object) -> Statistic:
    """A statistic of the study that is of no single estimate."""
    columns = {"arm": None, "comparator": None, "outcome": None, "population": None, "timepoint": None, "measure": None}
    return Statistic(id=name, estimate="", study=study.id, part=part, value=value, **(columns | others))  # type: ignore[arg-type]
