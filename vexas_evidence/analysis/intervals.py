"""Confidence intervals of a proportion: the score interval of Wilson, the exact one of Clopper and Pearson.

Tables show Wilson's, whose coverage is near its level in small samples too (Agresti and Coull 1998,
doi:10.1080/00031305.1998.10480550). Floats appear here and nowhere else in the arithmetic.
Limits are rounded to one decimal of a percent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import NormalDist
from typing import Literal

from vexas_evidence.text.printed import format_decimal

LEVEL = Decimal("0.95")
Method = Literal["Wilson", "Clopper-Pearson"]


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval of a proportion. Its limits are percentages with one decimal, its level a share of 1."""

    level: Decimal
    method: Method
    lower: Decimal
    upper: Decimal

    @property
    def text(self) -> str:
        """The limits, for example "50.2% to 70.8%"."""
        return f"{self.lower}% to {self.upper}%"

    @property
    def name(self) -> str:
        """The method and level, for example "Wilson 95% CI"."""
        return f"{self.method} {level_text(self.level)} CI"


def wilson(count: int, denominator: int, level: Decimal = LEVEL) -> Interval:
    """Return the score interval without continuity correction (Wilson 1927, doi:10.1080/01621459.1927.10502953).

    Examples
    --------
    >>> wilson(50, 82).text
    '50.2% to 70.8%'
    """
    z = NormalDist().inv_cdf(float(1 - (1 - level) / 2))
    share, spread = count / denominator, z * z / denominator
    centre = (share + spread / 2) / (1 + spread)
    half = z * ((share * (1 - share) + spread / 4) / denominator) ** 0.5 / (1 + spread)
    return Interval(level, "Wilson", _in_percent(centre - half), _in_percent(centre + half))


def clopper_pearson(count: int, denominator: int, level: Decimal = LEVEL) -> Interval:
    """Return the exact interval, from the beta distribution (Clopper and Pearson 1934, doi:10.1093/biomet/26.4.404).

    Examples
    --------
    >>> clopper_pearson(50, 82).text
    '49.6% to 71.6%'
    """
    from scipy.special import betaincinv  # here, because it costs a third of a second to import

    tail = float((1 - level) / 2)
    lower = 0.0 if count == 0 else float(betaincinv(count, denominator - count + 1, tail))
    upper = 1.0 if count == denominator else float(betaincinv(count + 1, denominator - count, 1 - tail))
    return Interval(level, "Clopper-Pearson", _in_percent(lower), _in_percent(upper))


INTERVALS: dict[Method, Callable[[int, int, Decimal], Interval]] = {
    "Wilson": wilson,
    "Clopper-Pearson": clopper_pearson,
}


def level_text(level: Decimal) -> str:
    """Write a level as a percentage, for example "95%"."""
    return f"{format_decimal((100 * level).normalize())}%"


def _in_percent(share: float) -> Decimal:
    return max(Decimal(0), min(Decimal(100), Decimal(repr(100 * share)))).quantize(Decimal("0.1"), ROUND_HALF_UP)
