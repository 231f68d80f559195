"""Checks of the entries of a study: estimates match their outcomes, none stands twice, or is also "not stated".

Derived values can be had, and claims hold for the estimates that they rest on.
"""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence.analysis import claims, rules
from vexas_evidence.analysis.checks import Found
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.percentages import Underivable
from vexas_evidence.model import Estimate
from vexas_evidence.model.source import UNKNOWN

UNUSED_NAMES = "every name has an estimate"
"""The name of the check that each population, outcome and timepoint of a study's own is that of an estimate."""
CITATION_STATED = "citation is stated"
"""The name of the check that somebody has entered the citation."""


def no_reading_twice(numbers: Numbers) -> Iterator[Found]:
    """No estimate has two readings of one token, and no two estimates state the same."""
    for estimate in numbers.study.estimates.values():
        seen = set()
        for reading in estimate.readings:
            place = (reading.where, reading.token, reading.printed)
            if place in seen:
                yield Found(reading.at(), f"{reading.printed!r} is read twice", "one reading of a place", "remove one")
            seen.add(place)
    stated: dict[tuple[object, ...], Estimate] = {}
    for estimate in numbers.study.estimates.values():
        key = (estimate.outcome, estimate.population, estimate.timepoint, estimate.measure, *_how(estimate))
        if key in stated:
            found = f"{estimate.id} states the same as {stated[key].id}"
            expected = "one estimate for one outcome, population, timepoint and measure"
            remedy = (
                "merge them, or say what sets them apart, such as a population of each, for participants one by one"
            )
            yield Found(estimate.at("id"), found, expected, remedy)
        stated[key] = estimate


def _how(estimate: Estimate) -> tuple[object, ...]:
    """What tells two estimates of one outcome, population, timepoint and measure apart."""
    given = estimate.subgroup
    subgroup = given and (given.id, given.label)
    return (
        estimate.comparator,
        estimate.analysis_set,
        estimate.unit_of_analysis,
        estimate.adjusted_for,
        estimate.value_of,
        estimate.data_cut_off,
        estimate.missing and estimate.missing.handling,
        subgroup,
    )


def estimates_match_their_outcomes(numbers: Numbers) -> Iterator[Found]:
    """An estimate has a population, measure and timepoint that its outcome allows."""
    for estimate in numbers.study.estimates.values():
        outcome, timepoint = numbers.outcomes[estimate.outcome], numbers.timepoints[estimate.timepoint]
        outcomes = numbers.study.population_of(estimate).outcomes
        for key, given, allowed in (
            ("population", estimate.outcome, outcomes),
            ("measure", estimate.measure, outcome.measures),
            ("timepoint", estimate.timepoint, outcome.timepoints),
            ("timepoint", outcome.role, timepoint.roles),
        ):
            if allowed and given not in allowed:
                found = f"{estimate.id}: {key} {getattr(estimate, key)!r} does not go with {given!r}"
                yield Found(estimate.at(key), found, f"one of {', '.join(allowed)}", "compare with the source")


def every_name_has_an_estimate(numbers: Numbers) -> Iterator[Found]:
    """Each population, outcome and timepoint of a study's own is that of an estimate, so that none was mistaken."""
    study = numbers.study
    stated = study.estimates.values()
    outcomes = {each.outcome for each in stated} | {each.outcome for each in study.results.not_stated}
    outcomes |= {each.outcome for each in study.about.definitions} | {*numbers.asked}
    for kind, records, used in (
        ("population", study.about.populations, {each.population for each in stated}),
        ("outcome", study.vocabulary.outcomes, outcomes),
        ("timepoint", study.vocabulary.timepoints, {each.timepoint for each in stated}),
    ):
        for record in records if stated else ():
            if record.id not in used:
                found = f"{kind} {record.id!r} has no estimate"
                remedy = f"correct the {kind} of an estimate, or remove it"
                yield Found(record.at("id"), found, f"an estimate for each {kind} of the study", remedy)


def critical_outcomes_lead(numbers: Numbers) -> Iterator[Found]:
    """A summary of outcomes begins with the critical outcomes that are not stated, where there are any."""
    rows = numbers.study.appraisal.outcomes
    critical = any(absent.critical for absent in numbers.not_stated)
    for place, row in enumerate(rows):
        if row.critical_not_stated != (critical and place == 0):
            found = f"row {row.id} of the summary of outcomes"
            expected = "the row critical_not_stated first" if critical else "no row critical_not_stated"
            yield Found(row.at("id"), found, expected, "put the rows in that order")


def citation_is_stated(numbers: Numbers) -> Iterator[Found]:
    """Somebody has entered what each citation needs."""
    citation = numbers.study.about.citation
    for key in (key for key, value in citation if value == UNKNOWN):
        remedy = "write it there, or enter it on the page of vexas-evidence review"
        yield Found(citation.at(key), f"{key} {UNKNOWN}", "the citation of the article", remedy)


def next_review_is_named(numbers: Numbers) -> Iterator[Found]:
    """Somebody has named the day on which the data are due again (Cochrane Handbook, chapter 22)."""
    curation = numbers.study.about.curation
    if curation.next_review is None:
        found, expected = "no day on which the data are due again", "a day that somebody means to keep"
        remedy = "write next_review: YEAR-MONTH-DAY there, or name the day on the page of vexas-evidence review"
        yield Found(curation.at(), found, expected, remedy)


def every_outcome_accounted_for(numbers: Numbers) -> Iterator[Found]:
    """Each outcome that a question asks of the study is stated, or listed as not stated."""
    results = numbers.study.results
    listed = {each.outcome for each in results.estimates} | {each.outcome for each in results.not_stated}
    if missing := [name for name in numbers.asked if name not in listed]:
        names = ", ".join(missing)
        found, remedy = f"{numbers.study.id} says nothing of {names}", f"extract them, or add not_stated: [{names}]"
        own = {each.id for each in numbers.study.vocabulary.outcomes}
        added = {each.id for study in numbers.evidence.studies.values() for each in study.vocabulary.outcomes}
        if unknown := ", ".join(name for name in missing if name in added - own):
            remedy = f"move {unknown} from a study's vocabulary.yml to the one that all share; then {remedy}"
        yield Found(results.at("not_stated"), found, "an estimate of each, or its id in not_stated", remedy)


def not_stated_is_not_stated(numbers: Numbers) -> Iterator[Found]:
    """An outcome is listed as not stated at most once, and only where no estimate states it."""
    stated = {estimate.outcome: estimate.id for estimate in numbers.study.estimates.values()}
    seen: set[str] = set()
    for row in numbers.study.results.not_stated:
        if row.outcome in stated:
            found = f"{row.outcome} is listed as not stated, but {stated[row.outcome]} states it"
            yield Found(row.at("outcome"), found, "one or the other", "remove one of them")
        if row.outcome in seen:
            yield Found(row.at("outcome"), f"{row.outcome} is listed twice", "one row", "remove one")
        seen.add(row.outcome)


def derived_values(numbers: Numbers) -> Iterator[Found]:
    """Each value that is asked for can be derived, and a fraction that no source states is marked so."""
    for derivation in numbers.study.narrative.derived:
        try:
            derived = rules.derive(numbers.study, derivation)
        except Underivable as error:
            found, expected = f"{derivation.id}: {error}", f"inputs that allow {derivation.rule}"
            yield Found(derivation.at("rule"), found, expected, "correct the inputs or remove it")
            continue
        for fraction in derived.parts.values():
            if derivation.standing == "plain" and " of " in fraction:
                found = f"{derivation.id} gives the fraction {fraction}"
                expected = "standing: ruled-out or sensitivity"
                yield Found(derivation.at(), found, expected, "no source states it; mark it so")


def claims_hold(numbers: Numbers) -> Iterator[Found]:
    """A claim that names a limit agrees with the estimates that it rests on."""
    for claim in numbers.study.narrative.claims:
        try:
            verdict = claims.judge(numbers, claim)
        except Underivable:
            continue  # denominators_known has said so
        if verdict.outcome == "does not hold":
            quantities = ", ".join(repr(quantity.printed) for quantity in claim.quantities)
            found = f"claim {claim.id!r} does not hold for {', '.join(verdict.failing)}"
            expected = f"estimates that agree with {quantities}"
            yield Found(claim.at("rests_on"), found, expected, "compare both with the source")
