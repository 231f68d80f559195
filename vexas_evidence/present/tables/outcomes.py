"""The summary of outcomes of a study: of one treated arm, a summary of findings without its comparison.

At most seven rows, benefits and harms together, in the order that the data propose. A rate stands only where a
denominator is reported or inferred; a certainty only where a named person judged it (GRADE handbook, chapter 5).
"""

from __future__ import annotations

from collections.abc import Callable

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers, Shown
from vexas_evidence.model import Certainty, Domain, Estimate, Judgement, OutcomeRow
from vexas_evidence.model.record import DENOMINATOR_NOT_STATED, NOT_STATED
from vexas_evidence.present.design_words import arms, comparator, population_name, units, whom
from vexas_evidence.present.spans import BREAK, Spans, Strong, Words, join, to_line, to_text
from vexas_evidence.present.tables.absent import critical_absent
from vexas_evidence.present.tables.reported import rows_to_weigh
from vexas_evidence.present.tables.table import NONE, Row, Table, source_names, table_of

COLUMNS = {**section("weighed.columns")}


def table_outcomes(numbers: Numbers) -> Table:
    """The outcomes that a panel weighs; first those that are critical and stated by no source read."""
    chosen = rows_to_weigh(numbers)
    design = arms(numbers) if numbers.study.about.has_several_arms else fixed("weighed.single-arm")
    order = f"{to_line(comparator(numbers))}{fixed('weighed.order')}"
    rows = [(order, _not_stated(numbers, row) if row.critical_not_stated else _stated(numbers, row)) for row in chosen]
    estimates = [numbers.study.estimates[name] for row in chosen for name in row.estimates]
    title, note = fixed("weighed.title", design=design), fixed("weighed.note")
    columns = COLUMNS | (
        {"patients": fixed("weighed.patients")} if any(units(numbers, each) for each in estimates) else {}
    )
    return table_of(numbers, "outcomes", title, columns, rows, estimates, note)


def _judged(numbers: Numbers, row: str, of: Certainty | Domain) -> Spans:
    """The ratings that named persons gave a row, or that it was not assessed."""
    found = [each for each in numbers.in_force if (each.outcome, each.of) == (row, of)]
    return join(BREAK, ((rated(each),) for each in found)) or (fixed("certainty.not-assessed"),)


def rated(judgement: Judgement) -> Shown:
    """A rating, linked to its record."""
    return Shown(judgement.rating, "judged", judgement.id)


def _stated(numbers: Numbers, row: OutcomeRow) -> Row:
    study = numbers.study
    estimates = [study.estimates[name] for name in row.estimates]
    surrogate = any(numbers.outcomes[each.outcome].surrogate for each in estimates)
    whens = list({to_text((when,)): when for when in map(numbers.when, estimates)}.values())
    return _row(numbers, row) | {
        "outcome": (
            Strong(f"{row.title} ({fixed('tables.surrogate')})" if surrogate else row.title),
            BREAK,
            *_definition(numbers, row),
            BREAK,
            f"{fixed('weighed.when')} ",
            *join("; ", ((when,) for when in whens)),
        ),
        "whom": _each(numbers, estimates, lambda each: whom(numbers, each)),
        "patients": _each(numbers, estimates, lambda each: _patients(numbers, each)),
        "both": _each(numbers, estimates, lambda each: _patients_of_whom(numbers, each)),
        "rate": _rates(numbers, estimates),
        "source": source_names(numbers, (reading for each in estimates for reading in each.readings)),
    }


def _not_stated(numbers: Numbers, row: OutcomeRow) -> Row:
    groups = critical_absent(numbers)
    texts = "; ".join(group.outcomes[0].text for group in groups)
    names = (label if len(groups) == 1 else f"{label} ({group.short})" for group in groups for label in group.labels)
    return _row(numbers, row) | {
        "outcome": (Strong(row.title), BREAK, "; ".join(names)),
        "whom": (texts,),
        "patients": (texts,),
        "both": (texts,),
        "rate": (DENOMINATOR_NOT_STATED if texts == NOT_STATED else texts,),
        "source": NONE,
    }


def _row(numbers: Numbers, row: OutcomeRow) -> Row:
    return {
        "event_rate": _judged(numbers, row.id, "certainty-of-event-rate"),
        "effect": _judged(numbers, row.id, "certainty-of-effect"),
        "plain": numbers.spans(row.plain),
    }


def _definition(numbers: Numbers, row: OutcomeRow) -> Spans:
    definitions = (each for each in numbers.study.about.definitions if each.outcome in row.definitions)
    return join(" ", (numbers.spans(each.text) for each in definitions)) or (
        fixed("weighed.no-definition" if numbers.study.about.definitions else "weighed.no-definition-entered"),
    )


_COUNTED = ("count", "proportion", "quantifier")
"""The measures that say how many had the outcome."""


def _patients(numbers: Numbers, estimate: Estimate) -> Spans:
    """How many had the outcome, with what was counted where that is no participant; any other number as it is."""
    unit = f" {name}" if (name := units(numbers, estimate)) else ""
    first, *rest = _how_many(numbers, estimate)
    return (first, *rest, unit) if unit and estimate.measure in _COUNTED else (first, *rest)


def _how_many(numbers: Numbers, estimate: Estimate) -> Spans:
    value, fraction, count = numbers.value(estimate), numbers.fraction(estimate), numbers.count(estimate)
    if estimate.measure not in _COUNTED or numbers.is_denominator(estimate):
        return (value,)
    if fraction is not None:
        stands_alone = estimate.measure == "count" or fraction.text == value.text
        return (fraction,) if stands_alone else (value, "; ", fraction)
    if estimate.measure == "count":
        return (value,)
    return (value, "; ", count or fixed("weighed.count"))


def _patients_of_whom(numbers: Numbers, estimate: Estimate) -> Spans:
    """How many had the outcome and out of whom, in one phrase, for a narrow column."""
    of_whom = population_name(numbers, numbers.study.population_of(estimate))
    if numbers.counts_another_unit(estimate):
        return (*_patients(numbers, estimate), f" {fixed('weighed.in')} ", *of_whom)
    if estimate.measure not in _COUNTED:
        return (numbers.value(estimate), ", ", *of_whom)
    first, *rest = _how_many(numbers, estimate)
    alone = isinstance(first, Shown) and not rest and " of " in first.text
    is_all = numbers.is_denominator(estimate)
    return (first, " " if alone or is_all else f" {fixed('weighed.of')} ", *of_whom, *rest)


def _rates(numbers: Numbers, estimates: list[Estimate]) -> Spans:
    """The rates that a denominator allows, each under its outcome or time, and that the others have none."""
    stated = [each for each in estimates if numbers.rate(each)]
    rates = [_rate(numbers, each) for each in stated]
    if not rates:
        return (DENOMINATOR_NOT_STATED,) if _lack_denominator(numbers, estimates) else NONE
    leads = _leads(numbers, estimates)
    lines = [(*leads[each.id], ": ", *rate) for each, rate in zip(stated, rates, strict=True)]
    others = [leads[each.id] for each in estimates if each not in stated and _lack_denominator(numbers, [each])]
    if others:
        lines.append((*join(f" {fixed('weighed.and')} ", others), ": ", DENOMINATOR_NOT_STATED))
    return join(BREAK, lines)


def _rate(numbers: Numbers, estimate: Estimate) -> Spans:
    rate, interval, denominator = numbers.rate(estimate), numbers.computed_ci(estimate), numbers.denominator(estimate)
    assert rate is not None
    assert denominator is not None
    why = numbers.statistics.why_unknown(estimate.id, "lower")
    shown: Spans = (interval,) if interval else (Words(why, "derived"),) if why else (fixed("weighed.interval"),)
    unit = f" {unit}" if (unit := units(numbers, estimate)) else ""
    return (rate, unit, " (", *shown, "; ", fixed("weighed.denominator", kind=denominator.kind), ")")


def _lack_denominator(numbers: Numbers, estimates: list[Estimate]) -> bool:
    """Whether any of some estimates has a denominator that is not stated."""
    return any(numbers.denominator_with_status(each) and not numbers.denominator(each) for each in estimates)


def _leads(numbers: Numbers, estimates: list[Estimate]) -> dict[str, Spans]:
    """What each estimate of a row is listed under: its outcome and arm, its time, or both where neither is enough."""
    names = {each.id: numbers.label(each) for each in estimates}
    if len(set(names.values())) == 1:
        return {each.id: (numbers.when(each),) for each in estimates}
    if len({each.timepoint for each in estimates}) == 1 or len(set(names.values())) == len(estimates):
        return {name: (Strong(words),) for name, words in names.items()}
    return {each.id: (Strong(names[each.id]), ", ", numbers.when(each)) for each in estimates}


def _each(numbers: Numbers, estimates: list[Estimate], cell: Callable[[Estimate], Spans]) -> Spans:
    """A cell for each estimate: once where all are the same, else each under its outcome or time."""
    cells = [cell(each) for each in estimates]
    if len({to_text(cell) for cell in cells}) == 1:
        return cells[0]
    leads = _leads(numbers, estimates)
    return join(BREAK, ((*leads[each.id], ": ", *cell) for each, cell in zip(estimates, cells, strict=True)))
