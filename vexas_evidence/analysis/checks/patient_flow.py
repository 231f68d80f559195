"""Check of the figure that follows patients from step to step, against the records behind its words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from vexas_evidence.analysis.checks import Found
from vexas_evidence.analysis.numbers import Numbers, Shown
from vexas_evidence.analysis.percentages import Underivable
from vexas_evidence.model import Step, Study
from vexas_evidence.text import prose


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
