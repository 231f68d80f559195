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

_OF_PART = "where they are a part of the participants, give their number an outcome of its own that names the part"


def arms_sum_to_the_study(numbers: Numbers) -> Iterator[Found]:
    """The participants of the arms are those of the study, where each is in one arm and the study prints its total."""
    design = numbers.study.about.study_design
    if design is None or design.arms not in ("parallel", "cluster"):
        return
    named = [*_participants_of_arms(numbers)]
    known = {each.id for arms, _ in named for each in arms}
    alike = [(arms, total) for arms, total in _numbers_alike(numbers) if known.isdisjoint(each.id for each in arms)]
    for arms, total in (*named, *alike):
        texts = [_count_of_denominator(numbers, each) for each in (*arms, total)]
        shown = ", ".join(f"{each.id} {text}" for each, text in zip(arms, texts, strict=False))
        text = f"{', '.join(texts[:-1])}; total {texts[-1]}"
        for verdict in arms_to_total(printing(text, Known(one_participant_one_arm=True))):
            if verdict.outcome == "discrepancy":
                wrong, expected = f"{shown}: {verdict.reason}", f"the {total.id} of the study"
                yield Found(total.at("readings"), wrong, expected, f"{REREAD}, or {_OF_PART}")


def _participants_of_arms(numbers: Numbers) -> Iterator[tuple[list[Estimate], Estimate]]:
    """The participants that every arm names for one step, with each count of all participants at that step."""
    study = numbers.study
    for key in ("randomized", "treated", "analyzed", "lost"):
        given = [
            dict(arm.participants.estimates).get(key) if arm.participants else None for arm in numbers.arms.values()
        ]
        arms = [study.estimates[name] for name in given if name is not None]
        if not arms or None in given or any(each.count is None for each in arms):
            continue
        for each in study.estimates.values():
            is_like = (each.outcome, each.timepoint, each.measure) == (arms[0].outcome, arms[0].timepoint, "count")
            if is_like and study.arm_of(each) is None:
                yield arms, each


def _numbers_alike(numbers: Numbers) -> Iterator[tuple[list[Estimate], Estimate]]:
    """Counts of participants of every arm, one each, with that of all: of one outcome, time, analysis set and subgroup.

    Where several populations are of no arm, some may be a part of all, and nothing is compared.
    """
    study, found = numbers.study, dict[tuple[object, ...], dict[str | None, list[Estimate]]]()
    if sum(each.arm is None for each in study.populations.values()) != 1 or not numbers.arms:
        return
    for each in study.estimates.values():
        if each.count and numbers.unit_of_analysis(each) == "participant":
            key = each.outcome, each.timepoint, each.measure, each.analysis_set, each.subgroup
            found.setdefault(key, {}).setdefault(study.arm_of(each), []).append(each)
    for by_arm in found.values():
        if by_arm.keys() == {None, *numbers.arms} and all(len(each) == 1 for each in by_arm.values()):
            yield [by_arm[arm][0] for arm in numbers.arms], by_arm[None][0]


def _count_of_denominator(numbers: Numbers, estimate: Estimate) -> str:
    """A printed count, with its denominator where that is reported too."""
    denominator = numbers.counted[estimate.id].denominator
    count = estimate.count[0] if estimate.count else None
    return f"{count}/{denominator.value}" if denominator and denominator.kind == "reported" else f"{count}"


def arms_lose_no_more_than_they_have(numbers: Numbers) -> Iterator[Found]:
    """No more are treated, analyzed or lost than were randomized; nor analyzed and lost, where those are excluded."""
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
    known = (step.estimate, before.estimate) in {(each.part, each.whole) for each in study.results.subsets}
    if known and step.gap:
        yield Found(step.at("gap"), f"{step.gap!r}, and {subset} says it", "one or the other", "remove one of them")
    if not (known or step.gap):
        found = f"nothing says that {step.estimate} is among {before.estimate}"
        yield Found(step.at("estimate"), found, f"{subset}, or 'gap' with what is not known", "add one of them")
