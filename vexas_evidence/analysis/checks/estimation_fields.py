"""Checks of how an estimate was made: its instrument, its interval, its test, its subgroup, its margin.

Sources: Cochrane Handbook, chapters 6.5 (scales) and 10.11 (subgroups); CONSORT extension for non-inferiority and
equivalence (doi:10.1001/jama.2012.87802) for margins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from vexas_evidence.analysis.checks import REREAD, Found
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Estimate, Evidence, Locator, Reading, Statement
from vexas_evidence.model.estimates import main_part
from vexas_evidence.model.measures import MEASURES
from vexas_evidence.model.record import Record
from vexas_evidence.model.vocabulary import Instrument
from vexas_evidence.system.problems import Discrepancy
from vexas_evidence.text import printed
from vexas_evidence.text.grammar.parts import Print

MARGINS = "margins printed"
"""The name of the check of margins and of smallest important differences against the ledgers."""
_VALUES, _DIFFERENCES = ("mean", "median", "geometric-mean"), ("mean-difference", "median-difference")


def values_within_instrument(numbers: Numbers) -> Iterator[Found]:
    """A value lies within the range of its instrument, and a difference is no larger than that range."""
    for estimate in numbers.study.estimates.values():
        instrument = numbers.outcomes[estimate.outcome].instrument
        ends = _allowed(estimate, instrument) if instrument else None
        for reading, found in _prints(estimate) if instrument and ends else ():
            part = main_part(found)
            if instrument and ends and part and part.number is not None and not ends[0] <= part.number <= ends[1]:
                wrong = f"{reading.printed!r} on an instrument from {instrument.least} to {instrument.most}"
                yield Found(reading.at("printed"), wrong, f"a number from {ends[0]} to {ends[1]}", REREAD)


def _prints(estimate: Estimate) -> Iterator[tuple[Reading, Print]]:
    """Yield the readings whose parts are understood, each with these."""
    return ((reading, found) for reading in estimate.readings if (found := estimate.print_of(reading)))


def _allowed(estimate: Estimate, instrument: Instrument) -> tuple[Decimal, Decimal] | None:
    """The least and the greatest number that an estimate can have; None where an end or the kind is not stated."""
    if instrument.ends is None:
        return None
    least, most = instrument.ends
    if estimate.measure in _VALUES and estimate.value_of == "final value":
        return least, most
    is_change = estimate.measure in _VALUES and estimate.value_of == "change"
    if is_change or (estimate.measure in _DIFFERENCES and estimate.value_of == "final value"):
        return least - most, most - least
    if estimate.measure in _DIFFERENCES and estimate.value_of == "change":
        return 2 * (least - most), 2 * (most - least)
    return None


def intervals_are_as_said(numbers: Numbers) -> Iterator[Found]:
    """An interval has the level and the number of limits that its record says."""
    for estimate in numbers.study.estimates.values():
        if (given := estimate.interval) is None:
            continue
        for reading, found in _prints(estimate):
            limits = [part for part in (found.part("lower"), found.part("upper")) if part and part.number is not None]
            level = found.part("level")
            if given.sides == "one" and len(limits) == 2:
                expected = "one limit, as an interval of one side has"
                yield Found(reading.at("printed"), f"{reading.printed!r} prints two limits", expected, REREAD)
            if given.level != "not stated" and level and level.number != printed.parse(given.level).value:
                wrong = f"{reading.printed!r} prints the level {level.value}%"
                yield Found(reading.at("printed"), wrong, f"the level {given.level} of 'interval'", REREAD)


def tests_are_as_said(numbers: Numbers) -> Iterator[Found]:
    """A p-value has the sides that its record says, where the source prints them; one of all arms is of none alone."""
    for estimate in numbers.study.estimates.values():
        if estimate.compares and (arm := numbers.study.arm_of(estimate)):
            wrong = f"{estimate.id} compares all arms, and its population is of {numbers.arms[arm].label!r} alone"
            remedy = "choose such a population, or name the comparator in place of 'compares'"
            yield Found(estimate.at("compares"), wrong, "a population of all arms", remedy)
        for reading, found in _prints(estimate) if estimate.test else ():
            sides = found.p.sides if found.p else None
            if estimate.test and sides and estimate.test.sides not in ("not stated", sides.removesuffix("-sided")):
                wrong = f"{reading.printed!r} prints a {sides.removesuffix('-sided')}-sided p-value"
                yield Found(reading.at("printed"), wrong, f"{estimate.test.sides} sides, as 'test' says", REREAD)


def interactions_have_their_subgroups(numbers: Numbers) -> Iterator[Found]:
    """A p-value of an interaction is named by a subgroup, a subgroup names a p-value, and its parts name the same."""
    estimates = numbers.study.estimates
    named: dict[str, str] = {}
    for estimate in estimates.values():
        if (subgroup := estimate.subgroup) is None:
            continue
        first = named.setdefault(subgroup.id, subgroup.interaction)
        if first != subgroup.interaction:
            wrong = f"the subgroup {subgroup.id!r} has the interactions {first!r} and {subgroup.interaction!r}"
            yield Found(subgroup.at("interaction"), wrong, "one for all its parts", "correct one of them")
        elif subgroup.interaction != "not stated" and _p_of(estimates[subgroup.interaction]) is None:
            wrong = f"{subgroup.interaction} prints no p-value"
            yield Found(subgroup.at("interaction"), wrong, "the p-value of the interaction", "name its estimate")
    for estimate in estimates.values():
        test = _p_of(estimate) if MEASURES[estimate.measure].is_statistic else None
        if test is not None and "interaction" in test and estimate.id not in named.values():
            wrong = f"{estimate.id} is a p-value for interaction, and no subgroup names it"
            yield Found(estimate.at("id"), wrong, "the subgroups whose interaction it is of", "add 'subgroup' to them")


def _p_of(estimate: Estimate) -> str | None:
    """The words that are printed with a p-value; None where there is none."""
    return next((found.p.test or "" for _, found in _prints(estimate) if found.p), None)


def tokens_of_differences(evidence: Evidence) -> Iterator[tuple[Locator, int]]:
    """Yield the number token that each smallest important difference is, with its place."""
    for outcome in {
        each.id: each for s in evidence.studies.values() for each in evidence.outcomes_of(s).values()
    }.values():
        difference = outcome.smallest_important_difference
        statement = evidence.statement_at(difference) if difference else None
        for number, token in enumerate(statement.tokens if statement else (), start=1):
            if difference and _same(difference.printed, token):
                yield difference, number


def margins_printed(evidence: Evidence) -> Iterator[Discrepancy]:
    """A margin, and a smallest important difference, is a number of the source that it is from."""
    for study in evidence.studies.values():
        for estimate in study.estimates.values():
            if estimate.test and (margin := estimate.stated_margin):
                sources = {reading.source for reading in estimate.readings} & evidence.ledgers.keys()
                places = [each for source in sources for each in evidence.ledgers[source].statements]
                yield from _printed_in(places, estimate.test, "margin", margin)
        for outcome in evidence.outcomes_of(study).values():
            difference = outcome.smallest_important_difference
            if difference and difference.source in evidence.ledgers:
                statement = evidence.statement_at(difference)
                yield from _printed_in([statement], difference, "printed", difference.printed)


def _printed_in(places: Iterable[Statement | None], record: Record, key: str, text: str) -> Iterator[Discrepancy]:
    if not any(_same(text, token) for each in places if each for token in each.tokens):
        expected = "a number of its source"
        yield Discrepancy(record.at(key), f"{text!r} is printed in no such sentence", expected, REREAD, MARGINS)


def _same(text: str, token: str) -> bool:
    """Whether a token prints the number of a text, with its unit or without."""
    try:
        one, other = printed.parse(text), printed.parse(token)
    except ValueError:
        return False
    is_alike = (one.value, one.decimals) == (other.value, other.decimals)
    return is_alike and (one.unit == other.unit or "" in (one.unit, other.unit))
