"""Checks that state their power: how many values were tested, and how likely a wrong one is caught.

A check that passes says little if it could hardly fail. Each check here replaces each value that it tests by every
other value that could stand there, and counts how often it would notice. Where nothing can be tested it says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from operator import itemgetter

from vexas_evidence.analysis import claims, derive
from vexas_evidence.analysis.checks import POSSIBLE_PERCENTAGES, ConsistencyResult, Found
from vexas_evidence.analysis.checks.denominators import count_or_none, denominator_or_none
from vexas_evidence.analysis.derive import Contradiction
from vexas_evidence.analysis.number_checks.shares import power_of_percentage
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.percentages import counts_printing, truncated_counts
from vexas_evidence.model import Estimate
from vexas_evidence.system.grouping import grouped
from vexas_evidence.system.problems import counted
from vexas_evidence.text.printed import Printed
from vexas_evidence.text.units import same_unit

WHOLE_PERCENTAGES = tuple(Printed(f"{p}%", Decimal(p), unit="%") for p in range(101))
_UNTESTED = _UNKNOWN, _BOUND, _CONTRADICTED = (
    "on a denominator that is not stated, or inferred by the percentage itself",
    "with a bound, below or above which some count always is",
    "that the count beside it contradicts",
)
"""Why percentages are not tested."""


def possible_percentages(numbers: Numbers) -> ConsistencyResult:
    """A percentage of a known denominator is one that some count rounds to, half-up or half-even.

    One whose printed count contradicts it is found by ``percentages_fit_their_counts``.
    """
    found, caught, untested = [], [], dict.fromkeys(_UNTESTED, 0)
    for estimate in _percentages(numbers):
        denominator = _independent_denominator(numbers, estimate)
        if estimate.number.bound:
            untested[_BOUND] += 1
        elif any(derive.contradictions(numbers.study, estimate)):
            untested[_CONTRADICTED] += 1
        elif denominator is None:
            untested[_UNKNOWN] += 1
        else:
            caught.append(power_of_percentage(estimate.number.decimals, denominator))
            for each in impossible_percentages(numbers, estimate):
                expected, remedy = "a percentage that a count prints as", "see denominator and reading"
                place, about = estimate.at("readings"), f"{estimate.id}/{each.about}"
                found.append(Found(place, each.reason, expected, remedy, about))
    why = "; ".join(f"{number} {why}" for why, number in untested.items() if number)
    because = why or ("" if caught else "no percentage")
    return _result(POSSIBLE_PERCENTAGES, caught, found, because)


def impossible_percentages(numbers: Numbers, estimate: Estimate) -> Iterator[Contradiction]:
    """Yield the percentage of an estimate where no count of its denominator rounds to it."""
    number, denominator = estimate.number, _independent_denominator(numbers, estimate)
    if denominator is not None and not counts_printing(number, denominator):
        why = "; truncation alone would explain it" if truncated_counts(number, denominator) else ""
        reason = f"no count of {denominator} rounds to {number.text}{why}"
        yield Contradiction(estimate.principal, f"a count of {denominator}", reason)


def shared_denominator(numbers: Numbers) -> ConsistencyResult:
    """Percentages of one outcome at several times are possible on one denominator no larger than the study."""
    limit = _largest_count(numbers)
    groups = [group for group in _by_outcome(numbers, _percentages(numbers)).values() if len(group) > 1]
    if limit is None or not groups or limit > derive.LARGEST:
        known = f"known size up to {derive.LARGEST}" if limit and groups else "known size"
        because = f"no outcome with several percentages in a study of {known}"
        return _result("a shared denominator is possible", [], [], because)
    caught, without_shared = [], []
    for group in groups:
        values = [estimate.number for estimate in group]
        if not derive.feasible_denominators(tuple(values), limit):
            without_shared.append(", ".join(value.text for value in values))
            continue
        for index in range(len(values)):
            denominators = derive.feasible_denominators((*values[:index], *values[index + 1 :]), limit)
            possible = (any(counts_printing(other, each) for each in denominators) for other in WHOLE_PERCENTAGES)
            caught.append(1 - _share(possible))
    because = f"{'; '.join(without_shared)} cannot share one; whether they do is not stated" if without_shared else ""
    return _result("a shared denominator is possible", caught, [], because)


def parts_within_wholes(numbers: Numbers) -> ConsistencyResult:
    """Participants who are among others are no more than those others."""
    limit, found, caught, tested, unknown = _largest_count(numbers), [], [], 0, []
    for subset in numbers.study.results.subsets:
        part, whole = (numbers.study.estimates[name] for name in (subset.part, subset.whole))
        part_count, whole_count = (count_or_none(numbers, each) for each in (part, whole))
        if part_count is None or whole_count is None:
            unknown.append(subset.part)
            continue
        tested += 1
        if limit is not None:
            caught.append(Fraction(max(0, limit - whole_count), limit + 1))  # of all counts up to the limit
        if part_count > whole_count:
            message = f"{part_count} {subset.part} among {whole_count} {subset.whole}"
            found.append(Found(subset.at(), message, "a part no larger than its whole", "compare both with the source"))
    because = f"denominator not stated for {', '.join(unknown)}" if unknown else ""
    if not (tested or unknown):
        because = "nobody is said to be among others"
    return ConsistencyResult("parts within wholes", tested, tuple(found), because, _mean(caught))


def ever_at_least_each_time(numbers: Numbers) -> ConsistencyResult:
    """No more participants had an outcome at one time than ever during follow-up."""
    found, caught = [], []
    for group in _by_outcome(numbers, _percentages(numbers)).values():
        ever = [estimate for estimate in group if numbers.timepoints[estimate.timepoint].ever]
        for estimate in (each for each in group if ever and each not in ever):
            most = ever[0].number.value
            caught.append(_share(other.value > most for other in WHOLE_PERCENTAGES))
            if estimate.number.value > most:
                message = f"{estimate.number.text} {numbers.when(estimate).text}, but {ever[0].number.text} ever"
                expected = "no more at one time than ever"
                found.append(Found(estimate.at("readings"), message, expected, "compare with the source"))
    because = "" if caught else "no outcome with a percentage at a time and one for all of follow-up"
    return _result("ever at least each time", caught, found, because)


def survival_never_rises(numbers: Numbers) -> ConsistencyResult:
    """The share of participants who are free of an event does not rise with time."""
    found, caught = [], []
    for (name, *_), group in _by_outcome(numbers, _percentages(numbers)).items():
        if not numbers.outcomes[name].never_rises:
            continue
        timed = [(years, each) for each in group if (years := numbers.timepoints[each.timepoint].years) is not None]
        for (_, earlier), (_, later) in pairwise(sorted(timed, key=itemgetter(0))):
            caught.append(_share(other.value > earlier.number.value for other in WHOLE_PERCENTAGES))
            if later.number.value > earlier.number.value:
                message = f"{later.number.text} {numbers.when(later).text} after {earlier.number.text}"
                found.append(Found(later.at("readings"), message, "no rise with time", "compare with the source"))
    return _result("survival never rises", caught, found, "" if caught else "no survival at two times")


def median_within_range(numbers: Numbers) -> ConsistencyResult:
    """A median lies within the range of the same measurements."""
    found, caught, other_units = [], [], []
    estimates = numbers.study.estimates.values()
    for median in (each for each in estimates if each.measure == "median"):
        for extent in (each for each in estimates if each.measure == "range"):
            if (median.outcome, median.population) != (extent.outcome, extent.population):
                continue
            if not same_unit(_unit(median), _unit(extent)):
                other_units.append(f"{median.id} and {extent.id} have different units")
                continue
            low, high = extent.number.value, extent.number.upper
            assert high is not None, "a range has two ends"
            step = Decimal(1).scaleb(-median.number.decimals)
            tried = int(2 * high / step) + 1  # 0, and each step up to twice the upper end
            within = max(0, floor(high / step) - ceil(low / step) + 1)
            caught.append(Fraction(tried - within, tried))
            if not low <= median.number.value <= high:
                message = f"median {median.number.text} outside {extent.number.text}"
                expected = "a median within its range"
                found.append(Found(median.at("readings"), message, expected, "compare with the source"))
    because = "; ".join(other_units) or ("" if caught else "no median with a range")
    return _result("median within its range", caught, found, because)


def claims_against_numbers(numbers: Numbers) -> ConsistencyResult:
    """A claim with a limit holds for the percentages that it rests on. ``claims_hold`` yields the discrepancy."""
    caught, tested, untestable = [], 0, 0
    for claim in numbers.study.narrative.claims:
        limits = claims.limits_of(numbers, claim)
        shares = [name for name in claim.rests_on if _is_share(numbers, name)]
        if not limits or not shares:
            untestable += 1
            continue
        tested += len(shares)
        caught.append(_share(not claims.within(other.value, limits) for other in WHOLE_PERCENTAGES))
    because = f"{untestable} claims name no limit or rest on no percentage" if untestable else ""
    if not numbers.study.narrative.claims:
        because = "no claim"
    return ConsistencyResult("highlights against numbers", tested, (), because, _mean(caught))


def sources_agree(numbers: Numbers) -> ConsistencyResult:
    """Two sources print the same number. ``readings_agree`` yields the discrepancy."""
    several = [each for each in numbers.study.estimates.values() if len({r.source for r in each.readings}) > 1]
    alone = len(numbers.study.estimates) - len(several)
    parts = ["assumes that the sources are independent; they may copy one abstract"] if several else []
    parts += [f"{counted(alone, 'numbers')} in one source only"] if alone else []
    parts = parts or ["no number"]
    return ConsistencyResult("sources agree", len(several), (), "; ".join(parts), Fraction(1) if several else None)


CONSISTENCY_CHECKS: tuple[Callable[[Numbers], ConsistencyResult], ...] = (
    possible_percentages,
    shared_denominator,
    parts_within_wholes,
    ever_at_least_each_time,
    survival_never_rises,
    median_within_range,
    claims_against_numbers,
    sources_agree,
)


def _percentages(numbers: Numbers) -> Iterator[Estimate]:
    for estimate in numbers.study.estimates.values():
        if estimate.measure == "proportion" and estimate.number.unit == "%" and derive.is_crude(estimate):
            yield estimate


def _by_outcome(numbers: Numbers, estimates: Iterable[Estimate]) -> dict[tuple[str, ...], list[Estimate]]:
    """Estimates of one outcome that count the same, those of each arm and of each subgroup for themselves."""

    def key(each: Estimate) -> tuple[str, ...]:
        subgroup = (each.subgroup.id, each.subgroup.label) if each.subgroup else ()
        return each.outcome, numbers.study.arm_of(each) or "", derive.unit_of(numbers.study, each), *subgroup

    return grouped(estimates, key)


def _independent_denominator(numbers: Numbers, estimate: Estimate) -> int | None:
    """The denominator of an estimate, unless it is inferred from the percentage that is tested."""
    population = numbers.study.population_of(estimate)
    if population.denominator.status == "inferred" and population.denominator.estimate == estimate.id:
        return None
    return denominator_or_none(numbers, estimate)


def _largest_count(numbers: Numbers) -> int | None:
    """The number of participants of the study: the largest count that it prints."""
    counts = [estimate.count[0] for estimate in numbers.study.estimates.values() if estimate.count]
    return max(counts, default=None)


def _is_share(numbers: Numbers, name: str) -> bool:
    estimate = numbers.study.estimates[name]
    return estimate.measure in ("proportion", "count") and (
        estimate.number.unit == "%" or count_or_none(numbers, estimate) is not None
    )


def _unit(estimate: Estimate) -> str:
    return estimate.number.unit or estimate.unit or ""


def _share(outcomes: Iterable[bool]) -> Fraction:
    tried = list(outcomes)
    return Fraction(sum(tried), len(tried))


def _result(check: str, caught: list[Fraction], found: list[Found], because: str) -> ConsistencyResult:
    """The result of a check of values, of each of which it is known how many wrong ones would be caught."""
    return ConsistencyResult(check, len(caught), tuple(found), because, _mean(caught))


def _mean(shares: list[Fraction]) -> Fraction | None:
    return sum(shares, Fraction(0)) / len(shares) if shares else None
