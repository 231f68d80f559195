"""What is derived from the readings, and the claims that rest on them."""

from __future__ import annotations

from vexas_evidence.analysis import claims, derive, rules
from vexas_evidence.analysis.checks import Found
from vexas_evidence.analysis.checks.denominators import known_denominator
from vexas_evidence.analysis.numbers import Numbers


def derived_values(numbers: Numbers) -> Found:
    """Every value asked for can be derived; what is ruled out is impossible indeed."""
    for ask in numbers.study.narrative.derived:
        try:
            derived = rules.derive(numbers.study, ask)
        except derive.Underivable as error:
            yield (
                ask.at("rule"),
                f"{ask.id}: {error}",
                f"inputs that allow {ask.rule}",
                "correct the inputs or remove it",
            )
            continue
        for fraction in rules.fractions_in(derived):
            if ask.standing == "plain":
                found = f"{ask.id} gives the fraction {fraction}"
                yield ask.at(), found, "standing: ruled-out or sensitivity", "no source states it; mark it so"


def intervals_hold_their_estimate(numbers: Numbers) -> Found:
    """An interval contains the proportion that it belongs to."""
    for estimate in numbers.study.estimates.values():
        try:
            interval = derive.interval_of(numbers.evidence, numbers.study, estimate)
            count, denominator = derive.count_of(numbers.study, estimate), known_denominator(numbers.study, estimate)
        except derive.Underivable:
            continue  # denominators_known has said so
        if (
            interval
            and count
            and denominator
            and not interval.lower <= 100 * count.value / denominator <= interval.upper
        ):
            yield (
                estimate.at(),
                f"{interval.text}",
                f"an interval around {count.value} of {denominator}",
                "report this as a bug",
            )


def claims_hold(numbers: Numbers) -> Found:
    """A highlight with a testable quantity agrees with the estimates that it rests on."""
    for claim in numbers.study.narrative.claims:
        try:
            verdict = claims.judge(numbers.evidence, numbers.study, claim)
        except derive.Underivable:
            continue  # denominators_known has said so
        if verdict.outcome == "does not hold":
            quantities = ", ".join(repr(quantity.printed) for quantity in claim.quantities)
            found = f"claim {claim.id!r} does not hold for {', '.join(verdict.failing)}"
            yield claim.at("rests_on"), found, f"estimates that agree with {quantities}", "compare both with the source"
