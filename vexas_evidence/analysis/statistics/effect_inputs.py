"""What a comparison is calculated from: counts, risks and sizes of its arms, and a relative effect with its limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from vexas_evidence.analysis import derive
from vexas_evidence.analysis.derive import Counted
from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.statistics.compared_arms import Comparison
from vexas_evidence.analysis.statistics.statistic import Statistic
from vexas_evidence.model import Estimate, Study, Timepoint

PER_1000 = "per 1,000"
SURVIVAL_RATIO = "survival-hazard-ratio"
"""A hazard ratio that is applied to who is free of the event: the larger it is, the fewer they are."""
RISKS: Mapping[str, tuple[str, Callable[[Decimal, Decimal], Decimal]]] = {
    "risk-ratio": ("RR · r", lambda ratio, risk: ratio * risk),
    "odds-ratio": ("OR · r / (1 − r + OR · r)", lambda ratio, risk: ratio * risk / (1 - risk + ratio * risk)),
    "hazard-ratio": ("1 − (1 − r)^HR", lambda ratio, risk: 1 - (1 - risk) ** ratio),
    SURVIVAL_RATIO: ("r^HR", lambda ratio, risk: risk**ratio),
}
"""How the risk with an arm follows from its relative effect and the comparator's risk r: in words, and as it is."""
Triple = tuple[Decimal, Decimal | None, Decimal | None]
"""A number with the limits of its interval; None where none is known."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the rows of a comparison are calculated from: its study, and the statistics of its estimates by id."""

    study: Study
    counted: Mapping[str, Counted]
    known: Mapping[str, Statistic]
    timepoints: Mapping[str, Timepoint]

    def value(self, estimate: Estimate | None, part: str) -> Decimal | None:
        """A part of an estimate as it is printed or derived, without a bound; None where it is not known."""
        if estimate is None:
            return None
        row = self.known.get(estimate.id if part == "value" else f"{estimate.id}.{part}")
        return row.value if row is not None and not row.bound else None

    def fraction(self, estimate: Estimate | None) -> tuple[int, int] | None:
        """The count and the denominator of an estimate; None where either is not known or they do not fit."""
        if estimate is None or estimate.measure not in ("proportion", "count"):
            return None
        found = derive.fraction_of(self.study, estimate, self.counted[estimate.id])
        return None if isinstance(found, str) or found[0] > found[1] else found

    def risk(self, estimate: Estimate | None) -> Decimal | None:
        """The share with the outcome: of the counts, or else the percentage that is printed."""
        if fraction := self.fraction(estimate):
            return Decimal(fraction[0]) / fraction[1]
        row = self.known.get(estimate.id) if estimate else None
        is_percent = row is not None and row.unit == "%" and not row.bound
        return row.value / 100 if row is not None and is_percent and row.value is not None else None

    def size(self, estimate: Estimate | None) -> int | None:
        """How many of an arm were analyzed."""
        if estimate is None:
            return None
        if estimate.analyzed not in (None, "not stated"):
            count = self.study.estimates[str(estimate.analyzed)].count
            return count[0] if count else None
        known = self.counted[estimate.id].denominator
        return known.value if known else None

    def size_for(self, outcome: str, arm: str) -> int | None:
        """How many of an arm an outcome was measured in, where all its results there have one denominator."""
        of_arm = (
            each
            for each in self.study.estimates.values()
            if each.outcome == outcome and self.study.arm_of(each) == arm and not each.subgroup
        )
        sizes = {self.size(each) for each in of_arm if not each.comparator}
        return sizes.pop() if len(sizes) == 1 else None


def with_risk(kind: str, ratio: Triple, risk: Decimal) -> Triple:
    """Return the risk with an arm from its relative effect with limits and the comparator's risk, held fixed.

    A risk above 1 that a risk ratio gives is cut at 1; the number itself is then refused by the caller.
    """
    _, one = RISKS[kind]
    value, *limits = ratio
    lower, upper = (None if limit is None else min(Decimal(1), one(limit, risk)) for limit in limits)
    return (one(value, risk), upper, lower) if kind == SURVIVAL_RATIO else (one(value, risk), lower, upper)


def named_parts(part: str, values: Sequence[Decimal | None]) -> Iterator[tuple[str, Decimal]]:
    """Yield a number and its limits as far as they are known, each after the name of its part."""
    names = part, f"{part}-lower", f"{part}-upper"
    return ((name, value) for name, value in zip(names, values, strict=True) if value is not None)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one comparison, parts of its main estimate, made of what it is calculated from."""

    comparison: Comparison
    inputs: Inputs
    row: Statistic

    def none(self, part: str, because: str) -> Statistic:
        """Return that there is no such number, and why."""
        return self.row.with_part(part, None, because=because)

    def per_1000(self, part: str, share: Decimal, formula: str, *of: Estimate) -> Statistic:
        """Return a share as so many per 1,000, rounded half-up."""
        value = (1000 * share).quantize(Decimal(1), ROUND_HALF_UP)
        inputs = tuple(each.id for each in of)
        return self.row.with_part(part, value, unit=PER_1000, kind="derived", formula=formula, inputs=inputs)

    def triple(
        self, part: str, values: Sequence[Decimal | None], formula: str, of: tuple[Estimate, ...], how: str = ""
    ) -> Iterator[Statistic]:
        """Yield a number and its limits per 1,000, each with its formula and *how* the limits were found.

        Without *how* they are those of the relative effect, with r held fixed.
        """
        how = how or fixed("effect.limits-of-effect")
        for name, value in named_parts(part, values):
            yield self.per_1000(name, value, formula if name == part else f"{formula}; {how}", *of)
