"""Checks of what one reading prints: a count with its percentage, an interval, a spread, a p-value.

What contradicts itself in the source can be declared with its reason, and is shown with what would fit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from statistics import fmean

from vexas_evidence.analysis import derive
from vexas_evidence.analysis.checks import POSSIBLE_PERCENTAGES, REREAD, Found
from vexas_evidence.analysis.checks.consistency import impossible_percentages
from vexas_evidence.analysis.checks.denominators import denominator_or_none
from vexas_evidence.analysis.checks.known_numbers import known_of
from vexas_evidence.analysis.derive import Contradiction
from vexas_evidence.analysis.number_checks.known import Known, printing
from vexas_evidence.analysis.number_checks.run_number_checks import check_printing
from vexas_evidence.analysis.number_checks.times import survival
from vexas_evidence.analysis.number_checks.verdicts import Verdict, would_catch
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Declaration, Estimate, Reading
from vexas_evidence.model.measures import MEASURES
from vexas_evidence.system.grouping import grouped


def percentages_fit_their_counts(numbers: Numbers) -> Iterator[Found]:
    """A percentage is that of its count and its denominator, or of its count on some denominator."""
    for estimate in numbers.study.estimates.values():
        for each in derive.contradictions(numbers.study, estimate):
            yield _found(estimate, each, "a percentage, a count and a denominator that fit")


def printed_numbers_hold(numbers: Numbers) -> Iterator[Found]:
    """What is printed around a number fulfills the rules of printed numbers, each of which ``explain`` names."""
    for estimate in numbers.study.estimates.values():
        for each in broken_rules(numbers, estimate):
            yield _found(estimate, each, f"what the rule {each.against} allows")


def _found(estimate: Estimate, each: Contradiction, expected: str) -> Found:
    reading = each.reading
    found = f"{reading.shown!r}: {each.reason}"
    return Found(reading.at("printed"), found, expected, REREAD, f"{estimate.id}/{each.about}")


def broken_rules(numbers: Numbers, estimate: Estimate) -> Iterator[Contradiction]:
    """Yield each reading with a rule of printed numbers that it breaks."""
    for reading, rule, verdict in _verdicts(numbers, estimate):
        if verdict.outcome == "discrepancy":
            yield Contradiction(reading, rule, verdict.reason)


def _verdicts(numbers: Numbers, estimate: Estimate) -> Iterator[tuple[Reading, str, Verdict]]:
    """Yield what each rule says of each reading, and of a survival with the other numbers of its curve."""
    if not MEASURES[estimate.measure].is_statistic:
        return  # a count and its percentage have checks of their own
    known = known_of(numbers, estimate)
    for reading in estimate.readings:
        for rule, verdict in _checked(reading.shown, known):
            yield reading, rule, verdict
    for other in numbers.study.estimates.values() if estimate.measure == "survival" else ():
        texts = [_on_a_curve(numbers, each) for each in (other, estimate)]
        if all(texts) and _are_of_one_curve(numbers, other, estimate):
            for verdict in survival(printing("; ".join(texts), Known(measure="survival", curve="same"))):
                yield estimate.principal, "survival", replace(verdict, reason=f"{verdict.reason} ({other.id})")


@lru_cache(maxsize=4096)
def _checked(text: str, known: Known) -> tuple[tuple[str, Verdict], ...]:
    """What each rule says of a print. A verification asks for its discrepancies, and then for all."""
    return check_printing(printing(text, known))


def _on_a_curve(numbers: Numbers, estimate: Estimate) -> str:
    """A survival with its time, or a median; "" for another number, for a bound, and without a time."""
    row, time = numbers.statistics.find(estimate.id, "value"), numbers.timepoints[estimate.timepoint]
    if row is None or row.bound:
        return ""
    number = row.because if row.value is None else f"{row.value}"
    if estimate.measure == "median":
        return f"median {number} {row.unit}".strip()
    return f"{number}% at {time.duration}" if row.unit == "%" and estimate.measure == "survival" and time.years else ""


def _are_of_one_curve(numbers: Numbers, one: Estimate, later: Estimate) -> bool:
    """Whether two numbers are of one outcome, adjustment and subgroup, of the same participants, and in this order.

    The participants are those of one population, or of two of one arm and size; a median has no order.
    """
    years = [numbers.timepoints[each.timepoint].years or 0 for each in (one, later)]
    if one is later or (one.measure == "survival" and years[0] >= years[1]):
        return False
    if any(getattr(one, key) != getattr(later, key) for key in ("outcome", "adjusted_for", "subgroup")):
        return False
    stated = [{getattr(one, key), getattr(later, key)} - {None} for key in ("analysis_set", "data_cut_off")]
    arms = {numbers.study.arm_of(each) for each in (one, later)}
    sizes = {denominator_or_none(numbers, each) for each in (one, later)}
    are_same = one.population == later.population or (len(arms) == len(sizes) == 1 and None not in sizes)
    return are_same and all(len(each) < 2 for each in stated)


def why_it_contradicts_itself(numbers: Numbers, declaration: Declaration) -> str | None:
    """Return why a declared print contradicts itself, with what would fit; None where it contradicts another one."""
    estimate = numbers.study.estimates[declaration.estimate]
    found = {
        "percentages fit their counts": derive.contradictions(numbers.study, estimate),
        "printed numbers hold": broken_rules(numbers, estimate),
        POSSIBLE_PERCENTAGES: impossible_percentages(numbers, estimate),
    }
    named = (each for each in found.get(declaration.check, ()) if f"{estimate.id}/{each.about}" == declaration.key[1])
    return "; ".join(dict.fromkeys(each.reason for each in named)) or None


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What a rule of printed numbers says of the readings of a study.

    ``check`` is its id, ``outcomes`` counts its verdicts. ``because`` says why some could not be tested, ``power`` is
    the mean share of wrong numbers that it would catch, None where it is not known.
    """

    check: str
    outcomes: tuple[tuple[str, int], ...]
    because: tuple[str, ...]
    power: float | None

    @classmethod
    def of(cls, check: str, verdicts: Iterable[Verdict]) -> RuleResult:
        """Return what the verdicts of one rule come to."""
        found = tuple(verdicts)
        powers = [each.power for each in found if each.power is not None]
        because = dict.fromkeys(each.reason for each in found if each.outcome == "not testable")
        outcomes = Counter(each.outcome for each in found)
        return cls(check, tuple(outcomes.items()), tuple(because), fmean(powers) if powers else None)

    @property
    def summary(self) -> str:
        """The result in one line, e.g. "order: 2 pass, 1 not testable (only a width is printed)"."""
        counts = ", ".join(f"{number} {outcome}" for outcome, number in self.outcomes)
        parts = [would_catch(self.power)] if self.power is not None else []
        why = "; ".join((*parts, *self.because))
        return f"{self.check}: {counts} ({why})" if why else f"{self.check}: {counts}"


def rule_results(numbers: Numbers) -> tuple[RuleResult, ...]:
    """Return what each rule of printed numbers says of a study; nothing of a rule that no reading is about."""
    found = (each for estimate in numbers.study.estimates.values() for each in _verdicts(numbers, estimate))
    by_rule = grouped(found, lambda each: each[1])
    return tuple(RuleResult.of(rule, (verdict for *_, verdict in each)) for rule, each in by_rule.items())
