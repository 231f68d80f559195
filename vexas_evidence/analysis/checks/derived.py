"""Checks of what follows from the readings: derived values, intervals, and the claims of a source."""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence.analysis import claims, rules
from vexas_evidence.analysis.checks import Found
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.percentages import Underivable


def derived_values(numbers: Numbers) -> Iterator[Found]:
    """Each value that is asked for can be derived, and a fraction that no source states is marked so."""
    for derivation in numbers.study.narrative.derived:
        try:
            derived = rules.derive(numbers.study, derivation)
        except Underivable as error:
            yield Found(
                derivation.at("rule"),
                f"{derivation.id}: {error}",
                f"inputs that allow {derivation.rule}",
                "correct the inputs or remove it",
            )
            continue
        for fraction in derived.parts.values():
            if derivation.standing == "plain" and " of " in fraction:
                found = f"{derivation.id} gives the fraction {fraction}"
                yield Found(
                    derivation.at(), found, "standing: ruled-out or sensitivity", "no source states it; mark it so"
                )


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
            yield Found(
                claim.at("rests_on"), found, f"estimates that agree with {quantities}", "compare both with the source"
            )
