"""Checks of counts and denominators: no count above its denominator, no denominator that no source supports.

Categories that exclude each other are out of one denominator.
"""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence.analysis import derive
from vexas_evidence.analysis.checks import REREAD, Found
from vexas_evidence.analysis.checks.readings import numbers_read
from vexas_evidence.analysis.number_checks.known import Known, printing
from vexas_evidence.analysis.number_checks.shares import categories
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.percentages import Underivable
from vexas_evidence.model import Estimate, Population, Study
from vexas_evidence.model.estimation import UNIT_NOUNS
from vexas_evidence.model.measures import MEASURES


def counts_within_denominator(numbers: Numbers) -> Iterator[Found]:
    """A count is no larger than its denominator, printed beside it or stated elsewhere."""
    for reading, number in numbers_read(numbers.study):
        if number.count is not None and number.denominator is not None and number.count > number.denominator:
            found = f"{number.text!r}: {number.count} of {number.denominator}"
            yield Found(reading.at("printed"), found, "n of N with n ≤ N", REREAD)
    for estimate in numbers.study.estimates.values():
        denominator = denominator_or_none(numbers, estimate)
        count = estimate.count
        if count and denominator is not None and count[0] > denominator:
            counted = UNIT_NOUNS[derive.unit_of(numbers.study, estimate)]
            found = f"{count[0]} {counted} with the outcome of {denominator}"
            remedy = "compare both readings with the source"
            yield Found(count[1].at("printed"), found, "a count within its denominator", remedy)


def printed_denominator_is_denominator(numbers: Numbers) -> Iterator[Found]:
    """A denominator printed with its count ("4 of 5") is the denominator of the estimate's population."""
    for estimate in numbers.study.estimates.values():
        denominator = denominator_or_none(numbers, estimate)
        for reading in estimate.readings:
            printed_denominator = reading.number.denominator if reading.number else None
            if printed_denominator is None:
                continue
            if denominator is None:
                population, remedy = repr(estimate.population), "name the denominator in study.yml"
                found = f"{reading.printed!r} prints a denominator that the population {population} does not state"
                yield Found(reading.at("printed"), found, "a population with a reported denominator", remedy)
            elif printed_denominator != denominator:
                found = f"{reading.printed!r} prints the denominator {printed_denominator}"
                of_part = f", or name a population of those {printed_denominator}"
                remedy = f"{REREAD}{of_part if printed_denominator < denominator else ''}"
                yield Found(reading.at("printed"), found, f"the population's denominator {denominator}", remedy)


def categories_sum_to_their_denominator(numbers: Numbers) -> Iterator[Found]:
    """Categories that exclude each other sum to their denominator at most, and to all of it where they are all."""
    for group in numbers.study.results.categories:
        members = [numbers.study.estimates[name] for name in group.of]
        totals = {denominator_or_none(numbers, each) for each in members}
        counts = [count_or_none(numbers, each) for each in members]
        percentages = [each.number.text for each in members if each.measure == "proportion" and each.number.unit == "%"]
        if None not in counts:
            total = None if len(totals) > 1 else next(iter(totals))
            text, known = ", ".join(f"{each}" for each in counts), total
        else:
            text, known = ", ".join(percentages) if len(percentages) == len(members) else "", None
        given = Known(exclusive=True, exhaustive=group.exhaustive == "yes" or None, denominator=known)
        for verdict in categories(printing(text, given)) if text else ():
            if verdict.outcome == "discrepancy":
                found = f"{', '.join(group.of)}: {verdict.reason}"
                expected = "categories that exclude each other and sum to their denominator"
                yield Found(group.at("of"), found, expected, "compare with the source")


def denominators_known(numbers: Numbers) -> Iterator[Found]:
    """A reported or inferred denominator can be had from the estimate that is named for it, and counts all of them."""
    yield from _of_an_outcome(numbers)
    yield from _counted_and_not_stated(numbers)
    for population in numbers.study.populations.values():
        try:
            derive.denominator_of(numbers.study, population)
        except Underivable as error:
            remedy = _to_name_a_count(numbers, population) or "correct the reading or the denominator status"
            yield Found(population.denominator.at("estimate"), str(error), "one denominator", remedy)


def _of_an_outcome(numbers: Numbers) -> Iterator[Found]:
    """Those with an outcome, named as the number of all among whom they are counted."""
    for estimate in _denominators(numbers.study):
        role = numbers.outcomes[estimate.outcome].role
        is_of_outcome = estimate.measure == "count" and role in ("efficacy", "harm")
        if is_of_outcome and derive.unit_of(numbers.study, estimate) != "event":
            found = f"{estimate.id}, the denominator of its own population, has an outcome for {role}"
            remedy = "correct its outcome, or name the number of all of the population"
            yield Found(estimate.at("outcome"), found, "an outcome that all of a population have", remedy)


def _counted_and_not_stated(numbers: Numbers) -> Iterator[Found]:
    """A population of which nothing but its number is stated, and whose denominator is called not stated."""
    study = numbers.study
    sizes = {each.outcome for other in numbers.evidence.studies.values() for each in _denominators(other)}
    for population in study.populations.values():
        stated = [each for each in study.estimates.values() if each.population == population.id]
        is_size = len(stated) == 1 and stated[0].measure == "count" and stated[0].outcome in sizes
        if is_size and population.denominator.status == "not stated":
            found = f"not stated, and {stated[0].id} is the number of {population.label!r}"
            remedy = f"write status: reported, estimate: {stated[0].id}, or correct its population"
            yield Found(population.denominator.at("status"), found, "the denominator that is printed", remedy)


def _denominators(study: Study) -> Iterator[Estimate]:
    """The estimates that are the reported denominators of the populations in which they are counted."""
    for population in study.populations.values():
        known = study.estimates.get(population.denominator.estimate or "")
        if known and population.denominator.status == "reported" and known.population == population.id:
            yield known


def _to_name_a_count(numbers: Numbers, population: Population) -> str:
    """How to state a denominator that is named by a number which is no count; "" where it is one."""
    estimate = numbers.study.estimates[population.denominator.estimate or ""]
    if population.denominator.status != "reported" or estimate.measure == "count":
        return ""
    printed = next((each for each in estimate.readings if each.number and each.number.denominator is not None), None)
    if printed is None or printed.number is None:
        return "name an estimate of measure: count that prints the number of participants, or write status: not stated"
    return (
        f"add an estimate of measure: count whose reading is that of {printed.printed!r} with "
        f"printed: '{printed.number.denominator}' and part: denominator, and name it here"
    )


def reported_denominators_in_sentence(numbers: Numbers) -> Iterator[Found]:
    """A reported denominator is printed with a number that is out of it, or a reading says where a source states it."""
    for estimate in numbers.study.estimates.values():
        denominator = numbers.study.population_of(estimate).denominator
        if denominator.status != "reported" or denominator.estimate in (None, estimate.id) or denominator.readings:
            continue
        if MEASURES[estimate.measure].compares:
            continue  # what lies between two arms is out of neither
        sentences = {reading.where for reading in numbers.study.estimates[denominator.estimate].readings}
        if not any(r.where in sentences or (r.number and r.number.denominator is not None) for r in estimate.readings):
            found = f"no source prints {denominator.estimate} in the sentence of {estimate.id}"
            remedy = "name the sentence that states it as 'readings' of the denominator, or correct the population"
            yield Found(estimate.at("population"), found, "a denominator stated of these", remedy)


def inferred_denominators_stay_with_their_number(numbers: Numbers) -> Iterator[Found]:
    """A denominator inferred by rounding is used by no estimate but the one that it is inferred from."""
    for estimate in numbers.study.estimates.values():
        denominator = numbers.study.population_of(estimate).denominator
        if denominator.by == "rounding" and denominator.estimate != estimate.id:
            found = f"{estimate.id} uses the denominator inferred by rounding for {denominator.estimate}"
            remedy = "give it one whose denominator is not stated"
            yield Found(estimate.at("population"), found, "a population of its own", remedy)


def denominator_or_none(numbers: Numbers, estimate: Estimate) -> int | None:
    """Return the denominator of an estimate; None where it is not stated or cannot be had."""
    denominator = numbers.counted[estimate.id].denominator
    return denominator.value if denominator else None


def count_or_none(numbers: Numbers, estimate: Estimate) -> int | None:
    """Return the number of participants with the outcome; None where it is not known or cannot be had."""
    count = numbers.counted[estimate.id].count
    return count.value if count else None
