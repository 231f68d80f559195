"""The mark of a number on an axis of per cent: where it lies, and what its shape, filling and color say.

One mark has one meaning. A circle stands for a desirable outcome, a square for an undesirable one, a pentagon where
nobody says which way is better; a diamond for an inferred count or denominator; a triangle for an estimate over time,
which is no share of participants, upright where the outcome is desirable. A mark is filled where the denominator is
known, and only then has it an interval.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Estimate, Outcome
from vexas_evidence.model.measures import MEASURES, OVER_TIME, PERCENTAGES

Direction = Literal["desirable", "undesirable", "not stated"]
Shape = Literal["circle", "square", "pentagon", "diamond", "triangle", "inverted-triangle"]
_SHAPES: dict[Direction, Shape] = {"desirable": "circle", "undesirable": "square", "not stated": "pentagon"}
_OF_PEOPLE = (*PERCENTAGES, "count", "quantifier", "wording", "common-odds-ratio")
_CORNERS: dict[Shape, tuple[tuple[float, float], ...]] = {
    "square": ((-4.5, -4.5), (4.5, -4.5), (4.5, 4.5), (-4.5, 4.5)),
    "pentagon": ((0, -5.5), (5.2, -1.7), (3.2, 4.5), (-3.2, 4.5), (-5.2, -1.7)),
    "diamond": ((0, -6.5), (6.5, 0), (0, 6.5), (-6.5, 0)),
    "triangle": ((0, -6), (6, 4.5), (-6, 4.5)),
    "inverted-triangle": ((0, 6), (6, -4.5), (-6, -4.5)),
}
"""The corners around the middle of a mark, in pixels, downwards; a circle has none."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A number on an axis of per cent, its place and the ends of its interval in per cent."""

    shape: Shape
    direction: Direction
    filled: bool
    at: float
    ends: tuple[float, float] | None = None
    is_printed: bool = False
    """Whether a source prints the interval."""

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """The corners of its shape around its middle, in pixels; none for a circle."""
        return _CORNERS.get(self.shape, ())


def meaning(mark: Mark) -> str:
    """Return what the shape and filling of a mark say, for a legend."""
    words = section("marks")[mark.shape]
    return words if mark.filled else fixed("mark.hollow", meaning=words)


def direction_of(outcome: Outcome) -> Direction:
    """Return whether a higher number is good: as the vocabulary says, and never for a harm."""
    better = outcome.better or ("lower" if outcome.role == "harm" else "not stated")
    return {"higher": "desirable", "lower": "undesirable"}.get(better, "not stated")  # type: ignore[return-value]


def way_of(numbers: Numbers, estimates: Iterable[Estimate]) -> str:
    """Return in words which way of the results of some outcomes is better; "" where they differ, or nobody says so."""
    chosen = list(estimates)
    directions = {direction_of(numbers.outcomes[each.outcome]) for each in chosen}
    if len(directions) != 1 or "not stated" in directions:
        return ""
    [direction] = directions
    kinds = {_measured_in(numbers, each) for each in chosen}
    if direction == "undesirable" and kinds <= {"people", "time"}:
        if "people" in kinds:
            return fixed("ways.people.undesirable")  # how long it took is said of an event that is to be rare
        if all(_is_event(numbers.outcomes[each.outcome]) for each in chosen):
            return fixed("ways.time.desirable")
    return section(f"ways.{kinds.pop() if len(kinds) == 1 else 'value'}")[direction]


def counts_people(numbers: Numbers, estimates: Iterable[Estimate]) -> bool:
    """Return whether any of some results says how many, and not how long or how high."""
    return any(_measured_in(numbers, each) == "people" for each in estimates)


def _measured_in(numbers: Numbers, estimate: Estimate) -> Literal["people", "time", "value"]:
    """What a result says: how many, how long, or how high.

    A hazard ratio is of a time that is to be long, or else of those with an event.
    """
    if estimate.measure == "hazard-ratio":
        return "time" if direction_of(numbers.outcomes[estimate.outcome]) == "desirable" else "people"
    if estimate.measure in _OF_PEOPLE or MEASURES[estimate.measure].is_of_counts:
        return "people"
    is_time = numbers.statistics.in_years(estimate) is not None
    is_not_reached = estimate.measure == "median" and numbers.statistics.known(estimate.id, "value") is None
    return "time" if is_time or is_not_reached else "value"


def _is_event(outcome: Outcome) -> bool:
    """Whether an outcome is something that participants have, and not how long a thing takes."""
    return outcome.role == "harm" or bool(outcome.phrases and outcome.phrases.had)


def is_over_time(numbers: Numbers, estimate: Estimate) -> bool:
    """Return whether an estimate is of a curve over time, and so no share of participants."""
    return estimate.measure in OVER_TIME or numbers.outcomes[estimate.outcome].never_rises


def mark_of(numbers: Numbers, estimate: Estimate) -> Mark | None:
    """Return the mark of an estimate, or None where it is no percentage of one group."""
    at = _percent(numbers, estimate)
    if at is None:
        return None
    direction = direction_of(numbers.outcomes[estimate.outcome])
    known = [each for each in (numbers.count(estimate), numbers.denominator(estimate)) if each]
    shape = _SHAPES[direction]
    if is_over_time(numbers, estimate):
        shape = "inverted-triangle" if direction == "undesirable" else "triangle"
    elif "inferred" in {each.kind for each in known}:
        shape = "diamond"
    limits = numbers.statistics.limits(estimate.id)
    ends = (float(limits[0]), float(limits[1])) if limits else None
    is_printed = ends is not None and numbers.statistics.interval(estimate.id) is None
    return Mark(shape, direction, numbers.denominator(estimate) is not None, float(at), ends, is_printed)


def _percent(numbers: Numbers, estimate: Estimate) -> Decimal | None:
    if estimate.measure not in OVER_TIME:
        return numbers.statistics.percent(estimate.id)
    row = numbers.statistics.known(estimate.id, "value")
    return row.value if row and row.unit == "%" and not row.bound else None
