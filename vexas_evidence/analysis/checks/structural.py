"""What the data say of themselves: a list of checks, each of which returns its discrepancies.

A check needs nothing but the data and stands in the room of its theme in ``checks``. It never stops
at the first finding, prints, or changes anything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args

from vexas_evidence.analysis import claims, derive
from vexas_evidence.analysis.checks import Found, denominators, derived, entries, own_texts, patient_flow, readings
from vexas_evidence.analysis.checks.consistency import BATTERY, Result
from vexas_evidence.analysis.checks.readings import readings_of
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Evidence
from vexas_evidence.system.problems import Discrepancy


@dataclass(frozen=True, slots=True)
class CheckResults:
    """All discrepancies of a data folder, sorted by place, and what was looked at."""

    discrepancies: tuple[Discrepancy, ...]
    counts: dict[str, int]
    verdicts: dict[str, int]
    results: dict[str, tuple[Result, ...]]
    """By study, the checks that state their power."""


CHECKS: tuple[Callable[[Numbers], Found], ...] = (
    readings.percentages_within_100,
    denominators.counts_within_denominator,
    denominators.printed_denominator_is_denominator,
    entries.no_reading_twice,
    readings.readings_agree,
    denominators.denominators_known,
    denominators.reported_denominators_stand_beside,
    denominators.inferred_denominators_stay_with_their_number,
    entries.entries_fit_together,
    entries.every_outcome_accounted_for,
    entries.not_stated_is_not_stated,
    entries.critical_outcomes_lead,
    readings.units_are_printed,
    readings.wordings_hold_no_number,
    derived.derived_values,
    derived.intervals_hold_their_estimate,
    derived.claims_hold,
    patient_flow.flow_follows_the_records,
    own_texts.no_typed_numeral,
    own_texts.texts_resolve,
    own_texts.texts_tell_what_was_read,
    own_texts.wording_holds,
)


def run_checks(evidence: Evidence) -> CheckResults:
    """Run every check on every study of the evidence."""
    studies = evidence.studies.values()
    found = [
        Discrepancy(*finding[:4], check=one.__name__.replace("_", " "), about="".join(finding[4:]))
        for study in studies
        for one in CHECKS
        for finding in one(Numbers(evidence, study))
    ]
    results = {study.id: tuple(one(Numbers(evidence, study)) for one in BATTERY) for study in studies}
    found += [
        Discrepancy(*finding, check=result.check)
        for battery in results.values()
        for result in battery
        for finding in result.found
    ]
    measures = [estimate.measure for study in studies for estimate, _ in readings_of(study)]
    counts = {
        "structural checks": len(CHECKS),
        "consistency checks": len(BATTERY),
        "estimates": sum(len(study.estimates) for study in studies),
        "readings of numbers": len(measures) - measures.count("wording"),
        "readings of words": measures.count("wording"),
        "derived values": sum(len(study.narrative.derived) for study in studies),
        "claims": sum(len(study.narrative.claims) for study in studies),
        "outcomes not stated": sum(len(study.results.not_stated) for study in studies),
        "subsets": sum(len(study.results.subsets) for study in studies),
    }
    return CheckResults(tuple(sorted(set(found))), counts, _verdicts(evidence), results)


def _verdicts(evidence: Evidence) -> dict[str, int]:
    """How many claims hold, do not hold, or cannot be tested; none where a denominator cannot be had."""
    tally = dict.fromkeys(get_args(claims.Outcome), 0)
    for study in evidence.studies.values():
        for claim in study.narrative.claims:
            try:
                tally[claims.judge(evidence, study, claim).outcome] += 1
            except derive.Underivable:
                continue  # denominators_known has said so
    return tally
