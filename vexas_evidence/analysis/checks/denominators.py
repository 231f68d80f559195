"""Counts and their bases: n within N, and every base one that a source states or that follows from it."""

from __future__ import annotations

from vexas_evidence.analysis import derive
from vexas_evidence.analysis.checks import REREAD, Found
from vexas_evidence.analysis.checks.readings import numbers_read
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Estimate, Locator, Study


def counts_within_base(numbers: Numbers) -> Found:
    """A count is no larger than its base, printed beside it or stated elsewhere."""
    for reading, number in numbers_read(numbers.study):
        if number.count is not None and number.base is not None and number.count > number.base:
            yield (
                reading.at("printed"),
                f"{number.text!r}: {number.count} of {number.base}",
                "n of N with n ≤ N",
                REREAD,
            )
    for estimate in numbers.study.estimates.values():
        base = known_base(numbers.study, estimate)
        count = estimate.count
        if count and base is not None and count[0] > base:
            found = f"{count[0]} participants with the outcome of {base}"
            yield count[1].at("printed"), found, "a count within its base", "compare both readings with the source"


def printed_base_is_base(numbers: Numbers) -> Found:
    """A base printed beside a count ("4 of 5") is the base of the estimate's population."""
    for estimate in numbers.study.estimates.values():
        base = known_base(numbers.study, estimate)
        for reading in estimate.readings:
            printed_base = reading.number.base if reading.number else None
            if printed_base is not None and base is None:
                found = f"{reading.printed!r} prints a base that the population {estimate.population!r} does not state"
                yield reading.at("printed"), found, "a population with a reported base", "name the base in study.yml"
            if printed_base is not None and base is not None and printed_base != base:
                found = f"{reading.printed!r} prints the base {printed_base}"
                yield reading.at("printed"), found, f"the population's base {base}", REREAD


def bases_known(numbers: Numbers) -> Found:
    """A base that is said to be reported or implied can be had from the estimate named for it."""
    for population in numbers.study.populations.values():
        try:
            derive.base_of(numbers.study, population)
        except derive.Underivable as error:
            yield population.base.at("estimate"), str(error), "one base", "correct the reading or the base status"


def reported_bases_stand_beside(numbers: Numbers) -> Found:
    """A reported base is printed in a sentence that prints what is out of it, or in the number itself."""
    for estimate in numbers.study.estimates.values():
        base = numbers.study.populations[estimate.population].base
        if base.status != "reported" or base.estimate in (None, estimate.id):
            continue
        beside = {_sentence(reading) for reading in numbers.study.estimates[base.estimate].readings}
        if not any(_sentence(r) in beside or (r.number and r.number.base is not None) for r in estimate.readings):
            found = f"no source prints {base.estimate} in the sentence of {estimate.id}"
            yield (
                estimate.at("population"),
                found,
                "a base stated of these patients",
                "correct the population or its base",
            )


def implied_bases_stay_with_their_number(numbers: Numbers) -> Found:
    """A base implied by rounding holds for the percentage that implies it, and for no other."""
    for estimate in numbers.study.estimates.values():
        base = numbers.study.populations[estimate.population].base
        if base.by == "rounding" and base.estimate != estimate.id:
            found = f"{estimate.id} uses the base that rounding implies for {base.estimate}"
            yield estimate.at("population"), found, "a population of its own", "give it one whose base is not stated"


def known_base(study: Study, estimate: Estimate) -> int | None:
    """Return the base of an estimate, or None where none is stated or it cannot be had."""
    try:
        base = derive.base_for(study, estimate)
    except derive.Underivable:
        return None
    return base.value if base else None


def _sentence(locator: Locator) -> tuple[str, str, str, int]:
    return locator.source, locator.section, locator.paragraph, locator.sentence
