"""Checks of what a reading prints around its number: an interval, a spread, a p-value."""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence.analysis.checks import REREAD, Found
from vexas_evidence.analysis.checks.readings import readings_of
from vexas_evidence.analysis.number_checks.known import Known, printing
from vexas_evidence.analysis.number_checks.run_number_checks import check_printing
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Estimate
from vexas_evidence.model.measures import MEASURES


def printed_numbers_hold(numbers: Numbers) -> Iterator[Found]:
    """What is printed around a number fulfils the rules of printed numbers, each of which ``explain`` names."""
    for estimate, reading in readings_of(numbers.study):
        if not MEASURES[estimate.measure].is_statistic:
            continue  # a count and its percentage have checks of their own
        for rule, verdict in check_printing(printing(reading.shown, _known(estimate))):
            if verdict.outcome == "discrepancy":
                found = f"{reading.printed!r}: {verdict.reason}"
                about = f"{estimate.id}/{reading.source}: {reading.printed} against {rule}"
                yield Found(reading.at("printed"), found, f"what the rule {rule} allows", REREAD, about)


def _known(estimate: Estimate) -> Known:
    return Known(measure=estimate.measure)
