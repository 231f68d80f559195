"""Differences between two arms on an axis: their mark, whom they favor, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.statistics.compared_arms import Comparison
from vexas_evidence.present.marks import Mark, direction_of

Favored = Literal["arm", "comparator", "undecided", "not stated"]
MARKS: dict[Favored, tuple[str, str]] = {
    "arm": ("circle", "desirable"),
    "comparator": ("square", "undesirable"),
    "undecided": ("diamond", "not stated"),
    "not stated": ("pentagon", "not stated"),
}
"""The shape and the color of a difference, by whom it favors."""
NULL = 50
"""Where the null of a difference lies on its axis, in per cent."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference on an axis of its own: whom it favors, its mark, and the end of the axis on either side of 0."""

    favored: Favored
    mark: Mark
    end: Decimal


def axis_end(largest: Decimal) -> Decimal:
    """Return the end of an axis from 0 that holds a number: one, two, three or five times a power of ten.

    Examples
    --------
    >>> [f"{axis_end(Decimal(each)):f}" for each in ("48", "393", "5.0", "0")]
    ['50', '500', '5', '1']
    """
    if largest <= 0:
        return Decimal(1)
    power = Decimal(1).scaleb(largest.adjusted())
    return next(step * power for step in map(Decimal, (1, 2, 3, 5, 10)) if step * power >= largest)


def difference_of(numbers: Numbers, comparison: Comparison) -> Difference | None:
    """The mark of a difference on an axis that suits it; None where there is none."""
    find = numbers.statistics.find
    found = [find(comparison.main.id, f"difference{end}") for end in ("", "-lower", "-upper")]
    values = [row.value for row in found if row is not None and row.value is not None]
    if not values:
        return None
    end = axis_end(max(map(abs, values)))
    at, *ends = (float(NULL + NULL * each / end) for each in values)
    limits = (ends[0], ends[1]) if len(ends) == 2 else None
    favored = _favored(numbers, comparison, values)
    shape, color = MARKS[favored]
    return Difference(favored, Mark(shape, color, limits is not None, at, limits), end)  # type: ignore[arg-type]


def _favored(numbers: Numbers, comparison: Comparison, values: list[Decimal]) -> Favored:
    """Whom an interval favors that holds no null; undecided where it holds it, or where there is no interval."""
    way = direction_of(numbers.outcomes[comparison.outcome])
    _, *limits = values
    if len(limits) != 2 or limits[0] <= 0 <= limits[1]:
        return "undecided"
    if way == "not stated":
        return "not stated"
    return "arm" if (limits[0] > 0) == (way == "desirable") else "comparator"


def favors(numbers: Numbers, comparison: Comparison, difference: Difference | None) -> str:
    """In words whom a difference favors."""
    if difference is None:
        return ""
    if difference.favored in ("arm", "comparator"):
        arm = comparison.arm if difference.favored == "arm" else comparison.comparator
        return fixed("comparison.favors", arm=numbers.arms[arm].label)
    return fixed("comparison.undecided" if difference.favored == "undecided" else "ways.not stated")
