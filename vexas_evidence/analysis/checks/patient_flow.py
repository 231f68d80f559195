"""Checks of participants from step to step: those of each arm, and those of the figure that follows them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from vexas_evidence.analysis.checks import REREAD, Found
from vexas_evidence.analysis.number_checks.known import Known, printing
from vexas_evidence.analysis.number_checks.shares import arms_to_total
from vexas_evidence.analysis.numbers import Numbers, Shown
from vexas_evidence.analysis.percentages import Underivable
from vexas_evidence.model import Estimate, Step, Study
from vexas_evidence.text import prose


def arms_sum_to_the_study(numbers: Numbers) -> Iterator[Found]:
    """The participants of the arms are those of the study, where each is in one arm and the study prints its total."""
    design, estimates = numbers.study.about.study_design, numbers.study.estimates
    if design is None or design.arms not in ("parallel", "cluster"):
        return
    for key in ("randomized", "treated", "analyzed", "lost"):
        given = [
            dict(arm.participants.estimates).get(key) if arm.participants else None for arm in numbers.arms.values()
        ]
        named = [estimates[name] for name in given if name is not None]
        if not named or None in given or any(each.count is None for each in named):
            continue
        for total in _of_all(numbers.study, named[0]):
            shown = ", ".join(f"{each.id} {each.count[0]}" for each in named if each.count)
            verdicts = arms_to_total(
                printing(
                    ", ".join(str(each.count[0]) for each in named if each.count),
                    Known(one_participant_one_arm=True, n=total.count[0] if total.count else None),
                )
            )
            for verdict in verdicts:
                if verdict.outcome == "discrepancy":
                    found = f"{shown}: {verdict.reason}"
                    yield Found(total.at("readings"), found, f"the {total.id} of the study", REREAD)


def _of_all(study: Study, of_arm: Estimate) -> Iterator[Estimate]:
    """The counts of all participants that those of an arm are a part of."""
    for each in study.estimates.values():
        is_like = (each.outcome, each.timepoint, each.measure) == (of_arm.outcome, of_arm.timepoint, "count")
        if is_like and study.populations[each.population].arm is None:
            yield each


def arms_lose_no_more_than_they_have(numbers: Numbers) -> Iterator[Found]:
    """No more are treated, analysed or lost than were randomized; nor analysed and lost, where those are excluded."""
    estimates = numbers.study.estimates
    for arm in numbers.arms.values():
        counts = {
            key: estimates[name].count[0]  # type: ignore[index]
            for key, name in (arm.participants.estimates if arm.participants else ())
            if estimates[name].count
        }
        if arm.participants is None or (randomized := counts.get("randomized")) is None:
            continue
        for key in ("treated", "analyzed", "lost"):
            if counts.get(key, 0) > randomized:
                found = f"{counts[key]} {key} of {randomized} randomized to {arm.label}"
                yield Found(arm.participants.at(key), found, "no more than were randomized", REREAD)
        if "analyzed" in counts and "lost" in counts and _excludes(numbers.study, str(arm.participants.lost)):
            summed = counts["analyzed"] + counts["lost"]
            if summed > randomized:
                found = f"{counts['analyzed']} analyzed and {counts['lost']} lost of {randomized} to {arm.label}"
                yield Found(arm.participants.at("lost"), found, f"{randomized} at most, not {summed}", REREAD)


def _excludes(study: Study, lost: str) -> bool:
    """Whether an estimate leaves out those who were lost; one that imputes their values analyses them too."""
    missing = (each.missing for each in study.estimates.values())
    return any(each and each.participants == lost and each.handling == "excluded" for each in missing)


def flow_follows_the_records(numbers: Numbers) -> Iterator[Found]:
    """Each box of the figure holds its count, and its words follow from the subsets and a derived value."""
    flow = numbers.study.narrative.flow
    steps = flow.steps if flow else ()
    for step in steps:
        if step.estimate not in {reference.id for reference in prose.references(step.text)}:
            reference = f"{{{step.estimate}}}"
            yield Found(step.at("text"), f"{step.text!r} without {reference}", "the number of the step", "refer to it")
        if _count(numbers, step) is None:
            found = f"{step.estimate} has no count that a source lets be known"
            yield Found(
                step.at("estimate"), found, "an estimate that counts patients", "name another one, or leave it out"
            )
    for before, step in pairwise(steps):
        yield from _gap(numbers.study, before, step)
        if before.others and numbers.study.difference_of(before.estimate, step.estimate) is None:
            found = f"{before.others!r} of nobody knows how many"
            expected = f"a value derived by the rule difference, of: [{before.estimate}, {step.estimate}]"
            yield Found(before.at("others"), found, expected, "add it to 'derived', or remove the key")


def _count(numbers: Numbers, step: Step) -> Shown | None:
    """The patients of a step. Where their denominator cannot be had, denominators_known says so."""
    estimate = numbers.study.estimates[step.estimate]
    try:
        return numbers.count(estimate)
    except Underivable:
        return numbers.value(estimate)


def _gap(study: Study, before: Step, step: Step) -> Iterator[Found]:
    """A step has a gap exactly where no subset says that its patients are among those of the step before."""
    subset = f"the subset {{part: {step.estimate}, whole: {before.estimate}}}"
    known = study.is_among(step.estimate, before.estimate)
    if known and step.gap:
        yield Found(step.at("gap"), f"{step.gap!r}, and {subset} says it", "one or the other", "remove one of them")
    if not (known or step.gap):
        found = f"nothing says that {step.estimate} is among {before.estimate}"
        yield Found(step.at("estimate"), found, f"{subset}, or 'gap' with what is not known", "add one of them")
