"""The mark of a number on an axis of per cent: where it lies, and what its shape, filling and color say.

One mark has one meaning. A circle stands for a desirable outcome, a square for an undesirable one, a pentagon where
nobody says which way is better; a diamond for an inferred count or denominator; a triangle for an estimate over time,
which is no share of participants, upright where the outcome is desirable. A mark is filled where the denominator is
known, and only then has it an interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Estimate, Outcome

Direction = Literal["desirable", "undesirable", "not stated"]
Shape = Literal["circle", "square", "pentagon", "diamond", "triangle", "inverted-triangle"]
_SHAPES: dict[Direction, Shape] = {"desirable": "circle", "undesirable": "square", "not stated": "pentagon"}
_OVER_TIME = ("survival", "cumulative-incidence")
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


def is_over_time(numbers: Numbers, estimate: Estimate) -> bool:
    """Return whether an estimate is of a curve over time, and so no share of participants."""
    return estimate.measure in _OVER_TIME or numbers.outcomes[estimate.outcome].never_rises


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
    found = (numbers.statistics.known(estimate.id, part) for part in ("lower", "upper"))
    limits = [float(each.value) for each in found if each and each.value is not None]
    ends = (limits[0], limits[1]) if len(limits) == 2 else None
    return Mark(shape, direction, numbers.denominator(estimate) is not None, float(at), ends)


def _percent(numbers: Numbers, estimate: Estimate) -> Decimal | None:
    if estimate.measure not in _OVER_TIME:
        return numbers.statistics.percent(estimate.id)
    row = numbers.statistics.known(estimate.id, "value")
    return row.value if row and row.unit == "%" and not row.bound else None
