"""What the data say of an estimate beside what is printed: the level, the test, both arms, the events."""

from __future__ import annotations

from decimal import Decimal

from vexas_evidence.analysis import derive
from vexas_evidence.analysis.checks.denominators import denominator_or_none
from vexas_evidence.analysis.number_checks.known import Known
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Estimate
from vexas_evidence.model.measures import MEASURES

_COUNTED = ("count", "proportion")


def known_of(numbers: Numbers, estimate: Estimate) -> Known:
    """Return what the data say of an estimate; what they do not say stays unknown."""
    interval, test, estimates = estimate.interval, estimate.test, numbers.study.estimates
    n = _analyzed(numbers, estimate)
    arms = _arms(numbers, estimate)
    rests_on = estimate.time_to_event or estimate.rate_of
    with_event = estimates.get(rests_on.events) if rests_on else None  # "not stated" is the id of none
    time = estimates.get(estimate.rate_of.person_time) if estimate.rate_of else None
    events = _events(numbers, estimate, with_event) if with_event else None
    survival = estimate.time_to_event if estimate.measure == "survival" else None
    is_by_then = survival and with_event and with_event.timepoint == estimate.timepoint
    return Known(
        measure=estimate.measure,
        denominator=n,
        counts=_pairs(numbers, arms) if derive.is_crude(estimate) else (),
        level=Decimal(interval.level.rstrip("% ")) if interval and interval.level != "not stated" else None,
        interval_from=_stated(interval.method) if interval else None,
        p_test=_test(estimate),
        p_sides=_stated(test.sides) if test else None,
        p_adjusted=estimate.multiplicity == "adjusted" or None,
        adjusted_for=_adjusted_for(numbers, estimate),
        n=n,
        n_per_arm=tuple(each for arm in arms if (each := _analyzed(numbers, arm)) is not None),
        events=events,
        events_by_then=events if is_by_then else None,
        person_time=time.number.value if time else None,
        person_time_unit=(time.number.unit or time.unit) if time else None,
        range=_scale(numbers, estimate),
    )


def _stated(word: str) -> str | None:
    return None if word == "not stated" else word


def _test(estimate: Estimate) -> str | None:
    """The test, and the hypothesis where it is another than superiority."""
    words = (estimate.test.name, estimate.test.hypothesis) if estimate.test else ()
    return " ".join(word for word in words if word not in ("not stated", "superiority")) or None


def _adjusted_for(numbers: Numbers, estimate: Estimate) -> str | None:
    """What an effect is adjusted for, as it is stated, or as follows from a design whose effects are of no counts."""
    if not derive.is_crude(estimate):
        given = estimate.adjusted_for
        return ", ".join(given) if isinstance(given, tuple) else "stratified" if given == "stratified" else "imputed"
    design = numbers.study.about.study_design
    if design and (design.arms == "cluster" or design.has_pairs):
        kind = "paired" if design.arms == "parallel" else design.arms
        return f"a {kind} design"
    given = estimate.adjusted_for
    return given if isinstance(given, str) else None


def _analyzed(numbers: Numbers, estimate: Estimate) -> int | None:
    """How many participants were analyzed: as the estimate says, or those of its population's denominator."""
    if estimate.analyzed is None:
        return None if MEASURES[estimate.measure].compares else denominator_or_none(numbers, estimate)
    counted = None if estimate.analyzed == "not stated" else numbers.study.estimates[estimate.analyzed].count
    return counted[0] if counted else None


def _arms(numbers: Numbers, effect: Estimate) -> tuple[Estimate, ...]:
    """The estimates of the two arms that an effect is of, the arm first; nothing where one is not known.

    They have its outcome, timepoint, analysis set and subgroup, and are counted or measured in the same way.
    """
    if effect.comparator is None:
        return ()
    study = numbers.study
    alike = [
        each
        for each in study.estimates.values()
        if (each.outcome, each.timepoint, each.analysis_set, each.value_of, each.subgroup)
        == (effect.outcome, effect.timepoint, effect.analysis_set, effect.value_of, effect.subgroup)
        and each.measure in (*_COUNTED, "mean")
        and derive.is_crude(each)
    ]
    arms = (study.arm_of(effect), effect.comparator)
    found = [[each for each in alike if study.arm_of(each) == arm] for arm in arms]
    return tuple(each for each, *others in found if not others) if all(found) and len(found) == 2 else ()


def _pairs(numbers: Numbers, arms: tuple[Estimate, ...]) -> tuple[tuple[int, int], ...]:
    """The count and the denominator of each of two arms; nothing where one is not known."""
    found = [
        (each.count[0], total)
        for each in arms
        if each.measure in _COUNTED and each.count and (total := denominator_or_none(numbers, each)) is not None
    ]
    return tuple(found) if len(found) == 2 else ()


def _events(numbers: Numbers, estimate: Estimate, first: Estimate) -> int | None:
    """The events that a number rests on; of both arms for an effect, and not known where one is not."""
    study = numbers.study
    arm = study.arm_of(first)
    if first.count is None or estimate.comparator is None or arm is None:
        return first.count[0] if first.count else None
    others = [
        each
        for each in study.estimates.values()
        if (each.outcome, each.timepoint, each.measure, each.analysis_set)
        == (first.outcome, first.timepoint, first.measure, first.analysis_set)
        and study.arm_of(each) == estimate.comparator
        and each.count
    ]
    return first.count[0] + others[0].count[0] if len(others) == 1 and others[0].count else None


def _scale(numbers: Numbers, estimate: Estimate) -> tuple[Decimal, Decimal] | None:
    """The range of the instrument that final values were measured by."""
    instrument = numbers.outcomes[estimate.outcome].instrument
    is_on_it = estimate.measure == "mean" and estimate.value_of == "final value"
    return instrument.ends if instrument and is_on_it else None
