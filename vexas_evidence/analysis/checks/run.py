"""The run of all checks of the data on every study, and the list of those that yield ``Found``.

A check is a function of a study's numbers that yields what contradicts it. Its name, with spaces, is the name of the
check in messages and declarations; the first line of its docstring says what holds. It stands in the module of its
subject, reads nothing but the data, and does not stop at the first contradiction.
Checks that state their power stand in ``consistency``, with their list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from vexas_evidence.analysis import claims
from vexas_evidence.analysis.checks import (
    ConsistencyResult,
    Found,
    denominators,
    entries,
    estimation_fields,
    own_texts,
    patient_flow,
    printed_numbers,
    readings,
)
from vexas_evidence.analysis.checks.consistency import CONSISTENCY_CHECKS
from vexas_evidence.analysis.checks.readings import readings_of
from vexas_evidence.analysis.checks.statements import phrase_words, statement_fields
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.percentages import Underivable
from vexas_evidence.model import Evidence
from vexas_evidence.system.problems import Discrepancy


@dataclass(frozen=True, slots=True)
class CheckResults:
    """What the checks of the data found, and what they were run on.

    ``counts`` says how many checks, estimates, readings and other records there are, ``verdicts`` how many claims
    hold and do not hold; ``results`` are those of the consistency checks, by study.
    """

    discrepancies: tuple[Discrepancy, ...]
    counts: dict[str, int]
    verdicts: dict[str, int]
    results: dict[str, tuple[ConsistencyResult, ...]]


STRUCTURAL_CHECKS: tuple[Callable[[Numbers], Iterator[Found]], ...] = (
    readings.percentages_within_100,
    denominators.counts_within_denominator,
    denominators.printed_denominator_is_denominator,
    printed_numbers.percentages_fit_their_counts,
    entries.no_reading_twice,
    readings.readings_agree,
    denominators.categories_sum_to_their_denominator,
    denominators.denominators_known,
    denominators.reported_denominators_in_sentence,
    denominators.inferred_denominators_stay_with_their_number,
    entries.estimates_match_their_outcomes,
    entries.every_name_has_an_estimate,
    entries.every_outcome_accounted_for,
    entries.citation_is_stated,
    entries.next_review_is_named,
    entries.not_stated_is_not_stated,
    entries.critical_outcomes_lead,
    readings.units_are_printed,
    printed_numbers.printed_numbers_hold,
    estimation_fields.values_within_instrument,
    estimation_fields.intervals_are_as_said,
    estimation_fields.tests_are_as_said,
    estimation_fields.interactions_have_their_subgroups,
    readings.wordings_hold_no_number,
    entries.derived_values,
    entries.claims_hold,
    patient_flow.arms_sum_to_the_study,
    patient_flow.arms_lose_no_more_than_they_have,
    patient_flow.flow_follows_the_records,
    own_texts.no_typed_numeral,
    own_texts.texts_resolve,
    own_texts.references_say_who_and_when,
    own_texts.words_fit_their_numbers,
    own_texts.texts_tell_what_was_read,
    own_texts.wording_holds,
    statement_fields.statements_hold,
    phrase_words.phrases_fit,
)

STRUCTURAL_NAMES = tuple(check.__name__.replace("_", " ") for check in STRUCTURAL_CHECKS)
"""The names of these checks, in their order."""


def run_checks(evidence: Evidence) -> CheckResults:
    """Run every check on every study of the evidence."""
    studies = evidence.studies.values()
    numbers = [Numbers(evidence, study) for study in studies]
    checked = {each.study.id: check_study(each) for each in numbers}
    found = {each for of_study, _ in checked.values() for each in of_study}
    results = {name: of_study for name, (_, of_study) in checked.items()}
    are_words = [estimate.is_wording for study in studies for estimate, _ in readings_of(study)]
    counts = {
        "structural checks": len(STRUCTURAL_CHECKS),
        "consistency checks": len(CONSISTENCY_CHECKS),
        "estimates": sum(len(study.estimates) for study in studies),
        "readings of numbers": are_words.count(False),
        "readings of words": are_words.count(True),
        "derived values": sum(len(study.narrative.derived) for study in studies),
        "claims": sum(len(study.narrative.claims) for study in studies),
        "outcomes not stated": sum(len(study.results.not_stated) for study in studies),
        "texts for a person": sum(map(own_texts.texts_for_a_person, numbers)),
        "subsets": sum(len(study.results.subsets) for study in studies),
    }
    return CheckResults(tuple(sorted(found)), counts, _verdicts(numbers), results)


def check_study(numbers: Numbers) -> tuple[set[Discrepancy], tuple[ConsistencyResult, ...]]:
    """Run every check on one study, and return its discrepancies and the results of the consistency checks."""
    found = {
        each.by(name)
        for name, check in zip(STRUCTURAL_NAMES, STRUCTURAL_CHECKS, strict=True)
        for each in check(numbers)
    }
    results = tuple(check(numbers) for check in CONSISTENCY_CHECKS)
    return found | {each.by(result.check) for result in results for each in result.found}, results


def _verdicts(numbers: Sequence[Numbers]) -> dict[str, int]:
    """How many claims hold, do not hold, or cannot be tested. One whose denominator cannot be had is not counted."""
    tally = dict.fromkeys(get_args(claims.Outcome), 0)
    for each in numbers:
        for claim in each.study.narrative.claims:
            try:
                tally[claims.judge(each, claim).outcome] += 1
            except Underivable:
                continue  # denominators_known has said so
    return tally
