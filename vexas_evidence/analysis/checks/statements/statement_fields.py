"""Checks of rendered statements: each says what its estimate is, and has the words to say it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vexas_evidence.analysis.checks import Found
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.percentages import Underivable
from vexas_evidence.analysis.wording.estimate_words import OF_PARTICIPANTS, UNSAID, Register, phrases_of, who_of
from vexas_evidence.model import Estimate, KeyPoint, Record, RenderedStatement
from vexas_evidence.model.measures import MEASURES
from vexas_evidence.text import prose


def statements_hold(numbers: Numbers) -> Iterator[Found]:
    """A rendered statement says what its estimate is: outcome, polarity, population, time, comparator, certainty."""
    narrative = numbers.study.narrative
    parts: tuple[tuple[tuple[KeyPoint, ...], Register], ...] = (
        (narrative.key_points, "professional"),
        (narrative.plain, "plain"),
    )
    for points, register in parts:
        for point in (each for each in points if each.statements):
            yield from _numbers_in_prose(point)
            yield from _each_holds(numbers, point.statements, register)
    if narrative.first_screen:
        yield from _each_holds(numbers, narrative.first_screen.lead, "professional")
    for part in narrative.card:
        for name in part.of:
            if not _can_be_drawn(numbers, name):
                found, remedy = f"{name}, which is no percentage", "name another estimate, or say it in a text of plain"
                yield Found(part.at("of"), found, "a percentage, which a hundred shapes can show", remedy)


def _can_be_drawn(numbers: Numbers, estimate: str) -> bool:
    """Whether it is a percentage; one whose denominator cannot be had may be, and denominators_known has said so."""
    try:
        return numbers.statistics.percent(estimate) is not None
    except Underivable:
        return True


def _each_holds(numbers: Numbers, statements: Sequence[RenderedStatement], register: Register) -> Iterator[Found]:
    for statement in statements:
        estimate = numbers.study.estimates[statement.of]
        yield from _other_fields(numbers, statement, estimate)
        yield from _other_polarity(numbers, statement, estimate)
        yield from _absent_words(numbers, statement, estimate, register)
        yield from _other_certainty(numbers, statement)


def _numbers_in_prose(point: KeyPoint) -> Iterator[Found]:
    texts: list[tuple[Record, str, str | None]] = [(point, "text", point.text)]
    for owner, key, text in (*texts, *((each, "note", each.note) for each in point.statements)):
        for reference in prose.references(text or ""):
            found = f"{{{reference.written}}} in a text beside statements"
            yield Found(owner.at(key), found, "words without a number", f"add a statement: {{of: {reference.id}, …}}")


def _other_fields(numbers: Numbers, statement: RenderedStatement, estimate: Estimate) -> Iterator[Found]:
    """Fields that the estimate does not have, with the estimates that have them."""
    keys = ("outcome", "population", "timepoint", "comparator")
    said = [getattr(statement, key) for key in keys]
    fitting = [each.id for each in numbers.study.estimates.values() if [getattr(each, key) for key in keys] == said]
    for key in keys:
        given, own = getattr(statement, key), getattr(estimate, key)
        if given == own:
            continue
        remedy = f"write {key}: {own}" if own else f"leave {key} out"
        remedy += f", or name the estimate that is meant: {', '.join(fitting)}" if fitting else ""
        yield Found(statement.at(key), f"{key} {given or 'none'}", f"{own or 'none'}, as {estimate.id} has", remedy)


def _other_polarity(numbers: Numbers, statement: RenderedStatement, estimate: Estimate) -> Iterator[Found]:
    phrases = numbers.outcomes[estimate.outcome].phrases
    expected: str | None = None
    if estimate.measure in OF_PARTICIPANTS:
        expected = phrases.counts if phrases else "with"
    elif MEASURES[estimate.measure].compares and estimate.measure not in UNSAID:
        expected = _way_of(numbers, estimate)
    if statement.polarity != expected:
        found = f"polarity {statement.polarity or 'none'}"
        remedy = f"write polarity: {expected}" if expected else "leave polarity out"
        yield Found(statement.at("polarity"), found, f"{expected or 'none'}, as {estimate.id} has", remedy)


def _way_of(numbers: Numbers, estimate: Estimate) -> str:
    """Whether an effect is higher or lower in the arm; unclear where its interval holds both, or there is none."""
    null, limits = MEASURES[estimate.measure].null, numbers.statistics.limits(estimate.id)
    if null is None or limits is None or estimate.direction == "not stated" or limits[0] <= null <= limits[1]:
        return "unclear"
    is_higher = (limits[0] > null) != (estimate.direction == "comparator against arm")
    return "higher" if is_higher else "lower"


def _absent_words(
    numbers: Numbers, statement: RenderedStatement, estimate: Estimate, register: Register
) -> Iterator[Found]:
    """Words that the sentence needs and no file has."""
    measure, outcome = estimate.measure, numbers.outcomes[estimate.outcome]
    if measure in UNSAID:
        remedy = "quote it in a claim or a view, or name another estimate"
        yield Found(statement.at("of"), f"a statement of the measure {measure}", "a number of a sentence", remedy)
        return
    where = "phrases" if register == "professional" else "phrases.plain"
    phrases, who = phrases_of(outcome, register), who_of(numbers, estimate, register)
    if phrases is None:
        remedy = f"add {where} to the outcome {outcome.id} in vocabulary.yml"
        yield Found(statement.at("outcome"), f"no words for the outcome {outcome.id}", f"{where} in it", remedy)
    elif measure in OF_PARTICIPANTS and not numbers.is_denominator(estimate):
        used = "had_not" if outcome.phrases and outcome.phrases.counts == "without" else "had"
        if getattr(phrases, used) is None:
            found, remedy = f"no word {used!r} for the outcome {outcome.id}", f"add {used} to its {where}"
            yield Found(statement.at("outcome"), found, "the words for what is counted", remedy)
    elif measure == "window" and phrases.had is None:
        found, remedy = f"no word 'had' for the outcome {outcome.id}", f"add had to its {where}"
        yield Found(statement.at("outcome"), found, "the words for what is in the window", remedy)
    key = "who" if register == "professional" else "who_plain"
    if who is None and measure not in ("window", "threshold"):
        remedy = f"add {key} to the population {estimate.population} in study.yml"
        yield Found(statement.at("population"), f"no words for the population {estimate.population}", key, remedy)
    threshold = outcome.phrases.threshold if outcome.phrases else None
    limits = [each.id for each in numbers.study.estimates.values() if each.outcome == threshold]
    if threshold and len(limits) != 1:
        found = f"the threshold {threshold} of the outcome {outcome.id} has {len(limits)} estimates"
        yield Found(statement.at("outcome"), found, "one estimate", "add it, or leave threshold out of the phrases")


def _other_certainty(numbers: Numbers, statement: RenderedStatement) -> Iterator[Found]:
    """A certainty that no judgment in force rates."""
    if statement.certainty is None:
        return
    rows = {row.id: row.estimates for row in numbers.study.appraisal.outcomes}
    fitting = [
        each.id
        for each in numbers.in_force
        if each.of.startswith("certainty-") and statement.of in rows.get(each.outcome, ())
    ]
    if statement.certainty not in fitting:
        found = f"certainty {statement.certainty}"
        expected = f"a judgment in force of the certainty of {statement.of}: {', '.join(fitting) or 'there is none'}"
        yield Found(statement.at("certainty"), found, expected, "name one, or leave certainty out")
