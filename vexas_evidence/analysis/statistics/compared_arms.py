"""Which estimates of a study belong to one comparison: an arm against its comparator, in one outcome, at one time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vexas_evidence.model import Estimate, Evidence, Study, Timepoint

RATIOS_OF_RISKS = ("risk-ratio", "odds-ratio", "hazard-ratio")
DIFFERENCES_IN_UNITS = ("mean-difference", "median-difference")
_OF_ONE_ARM = {
    "risk-ratio": ("proportion", "count", "cumulative-incidence"),
    "odds-ratio": ("proportion", "count", "cumulative-incidence"),
    "risk-difference": ("proportion", "count", "cumulative-incidence"),
    "hazard-ratio": ("survival", "cumulative-incidence", "proportion", "count"),
    "rate-ratio": ("incidence-rate",),
    "mean-difference": ("mean",),
    "standardized-mean-difference": ("mean",),
    "median-difference": ("median",),
    "geometric-mean-ratio": ("geometric-mean",),
}
"""The measures of one arm that go with each effect, the best first."""
_WITHOUT_EFFECT = ("proportion", "count", "mean")
"""The measures of two arms from which an effect is calculated where none is printed."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """An outcome at one time in an arm and its comparator.

    ``effect`` is what a source prints between them; None where none does. ``main`` is the estimate whose record holds
    what is calculated: the effect, or else that of the arm.
    """

    outcome: str
    arm: str
    comparator: str
    effect: Estimate | None
    of_arm: Estimate | None
    of_comparator: Estimate | None

    @property
    def main(self) -> Estimate:
        """The estimate whose record holds what is calculated."""
        known = self.effect or self.of_arm
        assert known is not None, "a comparison has an effect, or an estimate of each arm"
        return known

    @property
    def both(self) -> tuple[Estimate, Estimate]:
        """The estimates of the arm and of its comparator, which a comparison without a printed effect has."""
        assert self.of_arm is not None
        assert self.of_comparator is not None
        return self.of_arm, self.of_comparator

    @property
    def timepoint(self) -> str:
        """The id of the time of its risks, or where none has one of its effect."""
        return (self.of_comparator or self.main).timepoint

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """Its estimates."""
        return tuple(each for each in (self.effect, self.of_arm, self.of_comparator) if each)


def comparisons(evidence: Evidence, study: Study) -> tuple[Comparison, ...]:
    """Return the comparisons of a study: first those with an effect that is printed, then those of two arms alone.

    Which arm is the comparator of another is what its effects say, or else the arm that has the name of the question's
    comparator. Subgroups are left out.
    """
    outcomes = evidence.outcomes_of(study)
    results = {name for name, each in outcomes.items() if each.role in ("efficacy", "harm")}
    estimates = [each for each in study.estimates.values() if each.subgroup is None and each.outcome in results]
    timepoints = evidence.timepoints_of(study)
    found = [
        _of_effect(each, estimates, study, timepoints) for each in estimates if each.comparator and study.arm_of(each)
    ]
    known = [each for each in found if each is not None]
    seen = {each.main.id for each in known} | {side.id for each in known for side in each.estimates}
    comparator_of = _comparators(evidence, study)
    for each in estimates:
        arm = study.arm_of(each)
        if arm and arm in comparator_of and each.id not in seen and each.measure in _WITHOUT_EFFECT:
            other = _at(_of(study, estimates, each.outcome, comparator_of[arm]), (each.measure,), each)
            if other is not None:
                known.append(Comparison(each.outcome, arm, comparator_of[arm], None, each, other))
    return tuple(known)


def _of_effect(
    effect: Estimate, estimates: list[Estimate], study: Study, timepoints: dict[str, Timepoint]
) -> Comparison | None:
    """The comparison of a printed effect; None for a p-value, which is none."""
    comparator = effect.comparator
    if effect.measure not in _OF_ONE_ARM or comparator is None:
        return None
    arm, measures = str(study.arm_of(effect)), _OF_ONE_ARM[effect.measure]
    sides = [tuple(_of(study, estimates, effect.outcome, name)) for name in (arm, comparator)]
    if effect.measure == "hazard-ratio":
        of_comparator = _at(sides[1], measures, effect, timepoints)
        of_arm = _at(sides[0], measures, of_comparator or effect)
    else:
        of_arm, of_comparator = (_at(side, measures, effect) for side in sides)
    return Comparison(effect.outcome, arm, comparator, effect, of_arm, of_comparator)


def _at(
    candidates: Iterable[Estimate],
    measures: tuple[str, ...],
    like: Estimate,
    timepoints: dict[str, Timepoint] | None = None,
) -> Estimate | None:
    """The estimate of a measure at the time of another, of the same analysis set before one of any other.

    With *timepoints*, where there is none at that time or that time has no duration, the one at the latest that has.
    """
    fitting = [each for each in candidates if each.measure in measures]
    if timepoints is not None and timepoints[like.timepoint].years is None:
        timed = [each for each in fitting if timepoints[each.timepoint].years is not None]
        latest = max((timepoints[each.timepoint].years or 0 for each in timed), default=None)
        fitting = [each for each in timed if timepoints[each.timepoint].years == latest] or fitting
    else:
        fitting = [each for each in fitting if each.timepoint == like.timepoint]
    order = sorted(fitting, key=lambda each: (each.analysis_set != like.analysis_set, measures.index(each.measure)))
    return next(iter(order), None)


def _of(study: Study, estimates: list[Estimate], outcome: str, arm: str) -> Iterator[Estimate]:
    return (each for each in estimates if each.outcome == outcome and not each.comparator and study.arm_of(each) == arm)


def _comparators(evidence: Evidence, study: Study) -> dict[str | None, str]:
    """The comparator of each arm: the first that an effect names, or else the arm that the question names."""
    found: dict[str | None, str] = {}
    for each in study.estimates.values():
        if each.comparator and (own := study.arm_of(each)):
            found.setdefault(own, each.comparator)
    asked = {question.comparator.casefold() for question in evidence.questions.values() if question.comparator}
    named = [arm.id for arm in study.about.arms if arm.label.casefold() in asked]
    for arm in study.about.arms:
        if len(named) == 1 and arm.id != named[0] and arm.id not in found.values():
            found.setdefault(arm.id, named[0])
    return found
