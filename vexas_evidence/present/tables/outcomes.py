"""The summary of outcomes of a study with one treated arm: a summary of findings without its comparison.

At most seven rows, benefits and harms together, in the order that the data propose. A rate stands only where a
denominator is reported or inferred; a certainty only where a named person judged it (GRADE handbook, chapter 5).
"""

from __future__ import annotations

from collections.abc import Callable

from vexas_evidence.analysis.numbers import Numbers, Shown
from vexas_evidence.model import Certainty, Domain, Estimate, Judgement, OutcomeRow
from vexas_evidence.model.record import DENOMINATOR_NOT_STATED, NOT_STATED
from vexas_evidence.present.spans import BREAK, Span, Spans, Strong, join, to_bare, to_line, to_text
from vexas_evidence.present.tables.table import NONE, Row, Table, source_ids, source_line, source_names, to_frame

NOT_ASSESSED = "Not assessed, for the panel"
NO_DEFINITION = "No definition is stated in the sources read."
COUNT_NOT_STATED = "count not stated"
PROPOSED = "Order: proposed."
COLUMNS = {
    "outcome": "Outcome, definition, by when",
    "whom": "Out of whom",
    "patients": "Patients with the outcome",
    "rate": "Rate, with interval",
    "event_rate": "Certainty of the event rate",
    "effect": "Certainty of the effect",
    "plain": "In plain words",
    "source": "Source",
}


def table_outcomes(numbers: Numbers) -> Table:
    """The outcomes that a panel weighs; first those that are critical and stated by no source read."""
    chosen = numbers.study.appraisal.outcomes
    order = f"{to_line(comparator(numbers))}{PROPOSED}"
    rows = [(order, _not_stated(numbers, row) if row.critical_not_stated else _stated(numbers, row)) for row in chosen]
    estimates = [numbers.study.estimates[name] for row in chosen for name in row.estimates]
    return Table(
        "outcomes",
        "Summary of outcomes (single arm), benefits and harms together",
        COLUMNS,
        to_frame(rows, (*COLUMNS, "both")),
        source_line(numbers, source_ids(estimates)),
        "A rate stands only where a denominator is reported or inferred. No certainty is computed here.",
    )


def comparator(numbers: Numbers) -> Spans:
    """The comparator as the PICO states it, followed by a space; nothing where the PICO has none."""
    known = numbers.study.about.comparator
    if known is None:
        return ()
    text = f"none{known.text.removeprefix('None')}" if known.text.startswith("None ") else known.text
    return (f"{known.label}: ", *to_bare(numbers.spans(text)), " ")


def _judged(numbers: Numbers, row: str, of: Certainty | Domain) -> Spans:
    """The ratings that named persons gave a row, or that it was not assessed."""
    found = [each for each in numbers.in_force if (each.outcome, each.of) == (row, of)]
    return join(BREAK, ((rated(each),) for each in found)) or (NOT_ASSESSED,)


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
            Strong(f"{row.title}{' (surrogate)' if surrogate else ''}"),
            BREAK,
            *_definition(numbers, row),
            BREAK,
            "By when: ",
            *join("; ", ((when,) for when in whens)),
        ),
        "whom": _each(numbers, estimates, lambda each: numbers.spans(study.populations[each.population].label)),
        "patients": _each(numbers, estimates, lambda each: _patients(numbers, each)),
        "both": _each(numbers, estimates, lambda each: _patients_of_whom(numbers, each)),
        "rate": _rates(numbers, estimates),
        "source": source_names(numbers, (reading for each in estimates for reading in each.readings)),
    }


def _not_stated(numbers: Numbers, row: OutcomeRow) -> Row:
    names = [each.outcome.label for each in numbers.not_stated if each.critical]
    return _row(numbers, row) | {
        "outcome": (Strong(row.title), BREAK, "; ".join(names)),
        "whom": (NOT_STATED,),
        "patients": (NOT_STATED,),
        "both": (NOT_STATED,),
        "rate": (DENOMINATOR_NOT_STATED,),
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
    return join(" ", (numbers.spans(each.text) for each in definitions)) or (NO_DEFINITION,)


def _patients(numbers: Numbers, estimate: Estimate) -> Spans:
    value, fraction = numbers.value(estimate), numbers.fraction(estimate)
    if fraction is None:
        return (value, "; ", COUNT_NOT_STATED)
    stands_alone = estimate.measure == "count" or fraction.text == value.text
    return (fraction,) if stands_alone else (value, "; ", fraction)


def _patients_of_whom(numbers: Numbers, estimate: Estimate) -> Spans:
    """Participants with the outcome and out of whom, in one phrase, for a narrow column."""
    whom = numbers.spans(numbers.study.populations[estimate.population].label)
    first, *rest = _patients(numbers, estimate)
    alone = isinstance(first, Shown) and first.text == to_text(_patients(numbers, estimate)) and " of " in first.text
    return (first, " " if alone else " of ", *whom, *rest)


def _rates(numbers: Numbers, estimates: list[Estimate]) -> Spans:
    """The rates that a denominator allows, each under its outcome or time, and that the others have none."""
    stated = [each for each in estimates if numbers.rate(each)]
    rates = [_rate(numbers, each) for each in stated]
    if not rates:
        return (DENOMINATOR_NOT_STATED,)
    leads = _leads(numbers, estimates)
    lines = [(leads[each.id], ": ", *rate) for each, rate in zip(stated, rates, strict=True)]
    others = [each for each in estimates if each not in stated]
    return join(BREAK, [*lines, *([_without_denominator([leads[each.id] for each in others])] if others else [])])


def _without_denominator(leads: list[Span]) -> Spans:
    """The line on estimates without a denominator, by their times or outcomes."""
    return (*join(" and ", ((lead,) for lead in leads)), ": ", DENOMINATOR_NOT_STATED)


def _rate(numbers: Numbers, estimate: Estimate) -> Spans:
    rate, interval, denominator = numbers.rate(estimate), numbers.interval(estimate), numbers.denominator(estimate)
    assert rate is not None
    assert interval is not None
    assert denominator is not None
    return (rate, " (", interval, "; denominator ", denominator.kind, ")")


def _leads(numbers: Numbers, estimates: list[Estimate]) -> dict[str, Span]:
    """What each estimate of a row is listed under: its outcome, or its time where all have the same outcome."""
    if len({each.outcome for each in estimates}) > 1:
        return {each.id: Strong(numbers.label(each)) for each in estimates}
    return {each.id: numbers.when(each) for each in estimates}


def _each(numbers: Numbers, estimates: list[Estimate], cell: Callable[[Estimate], Spans]) -> Spans:
    """A cell for each estimate: once where all are the same, else each under its outcome or time."""
    cells = [cell(each) for each in estimates]
    if len({to_text(cell) for cell in cells}) == 1:
        return cells[0]
    leads = _leads(numbers, estimates)
    return join(BREAK, ((leads[each.id], ": ", *cell) for each, cell in zip(estimates, cells, strict=True)))
