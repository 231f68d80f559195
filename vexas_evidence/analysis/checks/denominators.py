"""Counts and their denominators: n within N, and every denominator one that a source states or that follows from it."""

from __future__ import annotations

from vexas_evidence.analysis import derive
from vexas_evidence.analysis.checks import REREAD, Found
from vexas_evidence.analysis.checks.readings import numbers_read
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Estimate, Locator, Study


def counts_within_denominator(numbers: Numbers) -> Found:
    """A count is no larger than its denominator, printed beside it or stated elsewhere."""
    for reading, number in numbers_read(numbers.study):
        if number.count is not None and number.denominator is not None and number.count > number.denominator:
            yield (
                reading.at("printed"),
                f"{number.text!r}: {number.count} of {number.denominator}",
                "n of N with n ≤ N",
                REREAD,
            )
    for estimate in numbers.study.estimates.values():
        denominator = known_denominator(numbers.study, estimate)
        count = estimate.count
        if count and denominator is not None and count[0] > denominator:
            found = f"{count[0]} participants with the outcome of {denominator}"
            yield (
                count[1].at("printed"),
                found,
                "a count within its denominator",
                "compare both readings with the source",
            )


def printed_denominator_is_denominator(numbers: Numbers) -> Found:
    """A denominator printed beside a count ("4 of 5") is the denominator of the estimate's population."""
    for estimate in numbers.study.estimates.values():
        denominator = known_denominator(numbers.study, estimate)
        for reading in estimate.readings:
            printed_denominator = reading.number.denominator if reading.number else None
            if printed_denominator is not None and denominator is None:
                found = f"{reading.printed!r} prints a denominator that the population {estimate.population!r} does not state"
                yield (
                    reading.at("printed"),
                    found,
                    "a population with a reported denominator",
                    "name the denominator in study.yml",
                )
            if printed_denominator is not None and denominator is not None and printed_denominator != denominator:
                found = f"{reading.printed!r} prints the denominator {printed_denominator}"
                yield reading.at("printed"), found, f"the population's denominator {denominator}", REREAD


def denominators_known(numbers: Numbers) -> Found:
    """A denominator that is said to be reported or inferred can be had from the estimate named for it."""
    for population in numbers.study.populations.values():
        try:
            derive.denominator_of(numbers.study, population)
        except derive.Underivable as error:
            yield (
                population.denominator.at("estimate"),
                str(error),
                "one denominator",
                "correct the reading or the denominator status",
            )


def reported_denominators_stand_beside(numbers: Numbers) -> Found:
    """A reported denominator is printed in a sentence that prints what is out of it, or in the number itself."""
    for estimate in numbers.study.estimates.values():
        denominator = numbers.study.populations[estimate.population].denominator
        if denominator.status != "reported" or denominator.estimate in (None, estimate.id):
            continue
        beside = {_sentence(reading) for reading in numbers.study.estimates[denominator.estimate].readings}
        if not any(
            _sentence(r) in beside or (r.number and r.number.denominator is not None) for r in estimate.readings
        ):
            found = f"no source prints {denominator.estimate} in the sentence of {estimate.id}"
            yield (
                estimate.at("population"),
                found,
                "a denominator stated of these patients",
                "correct the population or its denominator",
            )


def inferred_denominators_stay_with_their_number(numbers: Numbers) -> Found:
    """A denominator inferred by rounding holds for the percentage that it is inferred from, and for no other."""
    for estimate in numbers.study.estimates.values():
        denominator = numbers.study.populations[estimate.population].denominator
        if denominator.by == "rounding" and denominator.estimate != estimate.id:
            found = f"{estimate.id} uses the denominator inferred by rounding for {denominator.estimate}"
            yield (
                estimate.at("population"),
                found,
                "a population of its own",
                "give it one whose denominator is not stated",
            )


def known_denominator(study: Study, estimate: Estimate) -> int | None:
    """Return the denominator of an estimate, or None where none is stated or it cannot be had."""
    try:
        denominator = derive.denominator_for(study, estimate)
    except derive.Underivable:
        return None
    return denominator.value if denominator else None


def _sentence(locator: Locator) -> tuple[str, str, str, int]:
    return locator.source, locator.section, locator.paragraph, locator.sentence
