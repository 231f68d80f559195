"""The long table of a study: each number that is reported, derived, inferred or judged, or why there is none.

It is computed once, after the data are read. Tables, figures, texts, exports and releases read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from itertools import chain, product
from typing import get_args

from vexas_evidence.analysis import derive, rules
from vexas_evidence.analysis.derive import Counted, Participants
from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.intervals import LEVEL, Method, interval_of
from vexas_evidence.analysis.percentages import Underivable
from vexas_evidence.analysis.statistics.absolute_effects import rows_of
from vexas_evidence.analysis.statistics.compared_arms import comparisons
from vexas_evidence.analysis.statistics.effect_inputs import Inputs
from vexas_evidence.analysis.statistics.statistic import SHOWN, Absent, Statistic, Statistics, id_of
from vexas_evidence.model import Estimate, Evidence, Study
from vexas_evidence.model.estimates import main_part
from vexas_evidence.model.estimation import UNIT_NOUNS
from vexas_evidence.model.measures import MEASURES
from vexas_evidence.model.record import DENOMINATOR_NOT_STATED
from vexas_evidence.model.study import DenominatorStatus
from vexas_evidence.text import printed
from vexas_evidence.text.grammar.parts import Print
from vexas_evidence.text.printed import Printed

_INTERVAL = ("level", "lower", "upper")
_LEVEL = (100 * LEVEL).normalize()
"""The level of every interval that is computed, in percent."""
_ENDS = {"IQR": ("q1", "q3"), "range": ("min", "max")}
"""The parts that the two ends of a spread are."""
_UNITS = {"level": "%", "person-time": ""}
"""The units of the parts of a print that have not that of its estimate."""
_DERIVED = re.compile(r"(?P<value>[0-9]+(?:\.[0-9]+)?)(?P<unit>%?)(?: of [0-9]+)?")
"""A part of a derived value that is one number, or a count of a denominator."""


def statistics(
    evidence: Evidence, study: Study, counted: Mapping[str, Counted], not_stated: tuple[Absent, ...]
) -> Statistics:
    """Return every statistic of a study, from the counts and denominators of its estimates, and what is not stated.

    They stand in the order of its estimates; then come what follows from comparisons, what is not stated, the
    denominators of its populations, its derived values, the judgements on it, and intervals by other methods. A value
    that cannot be had is a row without one that says why.
    """
    of_estimates = tuple(_of_estimates(evidence, study, counted))
    others = _not_stated(study, not_stated), _of_populations(study), _derived(study), _judged(evidence, study)
    compared = _compared(evidence, study, counted, of_estimates)
    return Statistics((*of_estimates, *compared, *chain(*others)), partial(_by_other_methods, counted, of_estimates))


def _of_estimates(evidence: Evidence, study: Study, counted: Mapping[str, Counted]) -> Iterator[Statistic]:
    outcomes = evidence.outcomes_of(study)
    for estimate in study.estimates.values():
        known, unit = counted[estimate.id], UNIT_NOUNS[derive.unit_of(study, estimate)]
        denominator, status, because = _denominator(estimate, known)
        row = Statistic.of_estimate(study, estimate, status)
        yield from _main(row, estimate, unit)
        yield from _count(row, study, estimate, known, unit)
        if because:
            yield row.with_part("denominator", None, because=because)
        elif denominator:
            yield _participants(row, "denominator", denominator, unit)
        if derive.is_of_effect(study, estimate, outcomes[estimate.outcome]):
            found = estimate.principal_print
            printed_parts = _INTERVAL if found and found.part("lower") else ()
            rows = _of_fraction(row, study, estimate, known)
            yield from (each for each in rows if each.part not in printed_parts)


def _denominator(estimate: Estimate, known: Counted) -> tuple[Participants | None, DenominatorStatus | None, str]:
    """The denominator, its status, and why there is none; neither for a measure that has none."""
    if known.why_none or known.denominator:
        return known.denominator, known.status, known.why_none
    found = estimate.principal_print
    if found and (part := found.part("denominator")) and part.number is not None:
        of_print = Participants(int(part.number), "reported", f"printed “{estimate.principal.printed}”")
        return of_print, None if MEASURES[estimate.measure].compares else "reported", ""
    return None, known.status, DENOMINATOR_NOT_STATED if known.status else ""


def _main(row: Statistic, estimate: Estimate, counted: str) -> Iterator[Statistic]:
    """The number itself: one, the two ends of a range, or an estimate with what is printed around it."""
    number, reading = estimate.principal.number, estimate.principal
    if found := estimate.principal_print:
        yield from _printed_parts(row, estimate, found)
        return
    if number is None:
        yield row.with_part("value", None, printed=reading.shown, kind="reported", because=fixed("no-number.words"))
        return
    shown = partial(row.with_part, printed=reading.shown, unit=_unit(estimate, number, counted), kind="reported")
    if number.upper is not None:
        yield shown("lower", number.value)
        yield shown("upper", number.upper)
        return
    yield shown("value", number.value, bound=number.bound)


def _printed_parts(row: Statistic, estimate: Estimate, found: Print) -> Iterator[Statistic]:
    """The estimate, its interval, spread, a pair that no source names, standard error and p-value, as printed."""
    shown = partial(row.with_part, printed=estimate.principal.shown, kind="reported")
    unit = "%" if found.part("percent") else found.value("unit") or estimate.unit or ""
    if main := main_part(found):
        because = "" if main.number is not None else main.value
        yield shown("value", main.number, bound=main.bound, unit=unit, because=because)
    for part in found.parts:
        if part.kind in ("lower", "upper", "level", "standard error", "person-time"):
            because = "" if part.number is not None else part.value
            part_name: str = "SE" if part.kind == "standard error" else part.kind
            of = _UNITS.get(part.kind, unit)
            yield shown(part_name, part.number, bound=part.bound, unit=of, because=because)
    if pair := found.bracket:
        yield shown("pair-lower", pair.lower.number, bound=pair.lower.bound, unit=unit)
        yield shown("pair-upper", pair.upper.number, bound=pair.upper.bound, unit=unit)
    for spread in found.spreads:
        names = _ENDS[spread.kind] if spread.pair else (spread.kind,)
        values = (spread.pair.lower, spread.pair.upper) if spread.pair else (spread.value,)
        for name, part in zip(names, filter(None, values), strict=True):
            yield shown(name, part.number, bound=part.bound, unit=unit)
    if found.p:
        value = None if found.p.value == "NS" else Decimal(found.p.value)
        because = "" if value is not None else fixed("no-number.not-significant")
        yield shown("p", value, bound=found.p.bound or "", because=because)


def _unit(estimate: Estimate, number: Printed, counted: str) -> str:
    return number.unit or estimate.unit or (counted if estimate.measure in ("count", "proportion") else "")


def _participants(row: Statistic, part: str, known: Participants, counted: str) -> Statistic:
    return row.with_part(part, Decimal(known.value), kind=known.kind, formula=known.formula, unit=counted)


def _count(row: Statistic, study: Study, estimate: Estimate, known: Counted, counted: str) -> Iterator[Statistic]:
    """The participants with the outcome; nothing for a measure that counts nobody."""
    found = estimate.principal_print
    if known.count:
        yield _participants(row, "count", known.count, counted)
    elif found and (part := found.part("count")) and part.number is not None and part is not main_part(found):
        formula = f"printed “{estimate.principal.printed}”"
        yield _participants(row, "count", Participants(int(part.number), "reported", formula), counted)
    elif estimate.measure == "proportion":
        yield row.with_part("count", None, because=str(derive.fraction_of(study, estimate, known)))


def _of_fraction(row: Statistic, study: Study, estimate: Estimate, known: Counted) -> Iterator[Statistic]:
    """What follows from the count and the denominator: percentage, rate, and the limits by the method that is shown."""
    fraction = derive.fraction_of(study, estimate, known)
    if isinstance(fraction, str):
        for part in ("lower", "upper"):
            yield row.with_part(part, None, because=fraction)
        return
    inputs = id_of(estimate.id, "count"), id_of(estimate.id, "denominator")
    share, formula = printed.percent(*fraction), "100 · count / denominator"
    if not derive.prints_percent(estimate):
        yield row.with_part("percent", share, unit="%", kind="derived", formula=formula, inputs=inputs)
    yield row.with_part("rate", share, unit="per 100", kind="derived", formula=formula, inputs=inputs)
    if why := derive.why_not_independent(study, estimate):
        for part in ("lower", "upper"):
            yield row.with_part(part, None, because=fixed("no-number.interval", why=why))
    elif fraction[0] <= fraction[1]:
        yield from _limits(row, SHOWN, fraction, inputs)


def _compared(
    evidence: Evidence, study: Study, counted: Mapping[str, Counted], of_estimates: tuple[Statistic, ...]
) -> Iterator[Statistic]:
    """What follows from each comparison of two arms per 1,000 participants, also at the risks that the data name."""
    known = {row.id: row for row in of_estimates}
    inputs = Inputs(study, counted, known, evidence.timepoints_of(study))
    for comparison in comparisons(evidence, study):
        named = {each.id for each in comparison.estimates}
        baselines = [each for row in study.appraisal.outcomes if named & {*row.estimates} for each in row.baselines]
        yield from rows_of(comparison, inputs, tuple(baselines))


def _by_other_methods(counted: Mapping[str, Counted], of_estimates: tuple[Statistic, ...]) -> Iterator[Statistic]:
    """The limits by every other method, for each estimate that has those by the one that is shown."""
    shown = [each for each in of_estimates if each.part == "level" and each.method == SHOWN]
    for method, like in product([each for each in get_args(Method) if each != SHOWN], shown):
        known = counted[like.estimate]
        if known.count and known.denominator:
            yield from _limits(like, method, (known.count.value, known.denominator.value), like.inputs)


def _limits(row: Statistic, method: Method, fraction: tuple[int, int], inputs: tuple[str, ...]) -> Iterator[Statistic]:
    """The level and the limits of an interval, in percent."""
    interval = interval_of(method, *fraction)
    formula = interval.name
    for part, value in (("level", _LEVEL), ("lower", interval.lower), ("upper", interval.upper)):
        yield row.with_part(part, value, unit="%", kind="derived", method=method, formula=formula, inputs=inputs)


def _not_stated(study: Study, not_stated: tuple[Absent, ...]) -> Iterator[Statistic]:
    for absent in not_stated:
        yield Statistic(absent.name, "", study.id, outcome=absent.outcome.id, because=absent.text)


def _of_populations(study: Study) -> Iterator[Statistic]:
    """The denominator of each population; one that is inferred by rounding holds for a single estimate."""
    for population in study.populations.values():
        if population.denominator.by == "rounding":
            continue
        row = Statistic(
            id_of(f"population.{population.id}", "denominator"),
            "",
            study.id,
            population.arm,
            population=population.id,
            part="denominator",
            unit=UNIT_NOUNS[population.unit_of_analysis or "participant"],
            denominator_status=population.denominator.status,
        )
        try:
            denominator = derive.denominator_of(study, population)
        except Underivable as error:
            yield row._replace(because=str(error))
            continue
        if denominator:
            value = Decimal(denominator.value)
            yield row._replace(value=value, kind=denominator.kind, formula=denominator.formula)
        else:
            yield row._replace(because=DENOMINATOR_NOT_STATED)


def _derived(study: Study) -> Iterator[Statistic]:
    """The parts of each derived value, or why it cannot be had."""
    for derivation in study.narrative.derived:
        row = Statistic(derivation.id, "", study.id)
        try:
            derived = rules.derive(study, derivation)
        except Underivable as error:
            yield row._replace(kind="derived", because=str(error))
            continue
        row = row._replace(kind=derived.kind, formula=derived.formula, inputs=derived.inputs)
        for part, text in derived.parts.items():
            row = row._replace(id=id_of(derived.id, part), part=part, printed=text)
            if number := _DERIVED.fullmatch(text):
                yield row._replace(value=Decimal(number["value"]), unit=number["unit"])
            else:
                yield row._replace(because=fixed("no-number.several"))


def _judged(evidence: Evidence, study: Study) -> Iterator[Statistic]:
    for each in evidence.judgements:
        if each.study == study.id:
            yield Statistic(
                each.id, "", study.id, printed=each.rating, kind="judged", because=fixed("no-number.rating")
            )
