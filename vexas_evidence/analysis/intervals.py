"""Confidence intervals of a proportion: those that are shown, and those by which a printed one is recognized.

Tables show Wilson's, whose coverage is near its level in small samples too (Agresti and Coull 1998,
doi:10.1080/00031305.1998.10480550), or the exact one; their limits are rounded to one decimal of a percent. The other
methods are those of Newcombe 1998 (doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E). Floats
appear here and in the checks of printed numbers, and nowhere else in the arithmetic.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from statistics import NormalDist
from typing import Literal, NamedTuple

LEVEL = Decimal("0.95")
_MANY = 1000
"""From how many participants on a decimal of a percent says something."""
_TENTH = Decimal("0.1")
Method = Literal["Wilson", "Clopper-Pearson"]
Limits = tuple[float, float]
"""The two limits as shares, not rounded. Those of Wald may lie outside of 0 and 1."""


class Interval(NamedTuple):
    """A confidence interval of a proportion. Its limits are percentages with one decimal, its level a share of 1."""

    level: Decimal
    method: Method
    lower: Decimal
    upper: Decimal

    @property
    def text(self) -> str:
        """The limits, for example "50.2% to 70.8%"."""
        return f"{self.lower}% to {self.upper}%"

    def rounded_text(self, participants: int) -> str:
        """The limits for a reader, "50–71%": in whole percent, with a decimal from a thousand participants."""
        step = Decimal(1) if participants < _MANY else Decimal("0.1")
        lower, upper = (limit.quantize(step, ROUND_HALF_UP) for limit in (self.lower, self.upper))
        return f"{lower}–{upper}%"

    @property
    def name(self) -> str:
        """The method and level, for example "Wilson 95% CI"."""
        return f"{self.method} {level_text(self.level)} CI"


def interval_of(method: Method, count: int, denominator: int, level: Decimal = LEVEL) -> Interval:
    """Return the interval of a count of a denominator by a method, its limits rounded half-up.

    Wilson's is the score interval without continuity correction (Wilson 1927, doi:10.1080/01621459.1927.10502953), the
    exact one is from the beta distribution (Clopper and Pearson 1934, doi:10.1093/biomet/26.4.404).

    Examples
    --------
    >>> interval_of("Wilson", 50, 82).text, interval_of("Clopper-Pearson", 50, 82).text
    ('50.2% to 70.8%', '49.6% to 71.6%')
    """
    shares = METHODS[method](count, denominator, level)
    lower, upper = (Decimal(repr(100 * share)).quantize(_TENTH, ROUND_HALF_UP) for share in shares)
    return Interval(level, method, lower, upper)


@cache
def level_text(level: Decimal) -> str:
    """Write a level as a percentage, for example "95%"."""
    return f"{(100 * level).normalize():f}%"


LEVEL_NAME = f"{level_text(LEVEL)} CI"
"""The level of the intervals that are computed, for example "95% CI"."""


@cache
def quantile(level: Decimal) -> float:
    """Return the quantile of the normal distribution for a two-sided interval: 1.96 for a level of 0.95."""
    return NormalDist().inv_cdf(0.5 + float(level) / 2)


def _wilson(count: int, total: int, level: Decimal) -> Limits:
    z, share_ = quantile(level), count / total
    middle = (share_ + z * z / (2 * total)) / (1 + z * z / total)
    half = z * math.sqrt(share_ * (1 - share_) / total + z * z / (4 * total**2)) / (1 + z * z / total)
    return max(0.0, middle - half), min(1.0, middle + half)


def _wilson_corrected(count: int, total: int, level: Decimal) -> Limits:
    """Newcombe's method 4."""
    z, p, q = quantile(level), count / total, 1 - count / total
    lower = 2 * total * p + z * z - 1 - z * math.sqrt(max(0.0, z * z - 2 - 1 / total + 4 * p * (total * q + 1)))
    upper = 2 * total * p + z * z + 1 + z * math.sqrt(max(0.0, z * z + 2 - 1 / total + 4 * p * (total * q - 1)))
    scale = 2 * (total + z * z)
    return (0.0 if count == 0 else max(0.0, lower / scale)), (1.0 if count == total else min(1.0, upper / scale))


def _clopper_pearson(count: int, total: int, level: Decimal) -> Limits:
    lower = 0.0 if count == 0 else _least_share(count, total, level)
    upper = 1.0 if count == total else 1 - _least_share(total - count, total, level)
    return lower, upper


def _least_share(count: int, total: int, level: Decimal) -> float:
    """The share at which so many of all, or more, are seen with the probability of a tail of the *level*.

    By Newton's method, from the corrected Wilson limit, which is near. A step of 1e-7 leaves an error of its square.
    """
    rest, tail = total - count, float(1 - level) / 2
    ways = math.lgamma(total + 1) - math.lgamma(count + 1) - math.lgamma(rest + 1)
    low, high = 0.0, count / total if rest else 1.0
    following = _wilson_corrected(count, total, level)[0] or high / 2
    for _ in range(64):
        share = following
        odds, mass = share / (1 - share), math.exp(ways + count * math.log(share) + rest * math.log1p(-share))
        term = terms = 1.0
        for left in range(rest, 0, -1):
            term *= odds * left / (total - left + 1)
            terms += term
            if term < 1e-17 * terms:
                break
        excess, slope = mass * terms - tail, mass * count / share
        low, high = (low, share) if excess > 0 else (share, high)
        newton = share - excess / slope if slope else high
        following = newton if low <= newton < high else (low + high) / 2
        if abs(following - share) <= 1e-7 * min(share, 1 - share):
            break
    return following


def _jeffreys(count: int, total: int, level: Decimal) -> Limits:
    from scipy.special import betaincinv  # here, because it costs a third of a second to import

    tail, of_beta = float(1 - level) / 2, (count + 0.5, total - count + 0.5)
    lower = 0.0 if count == 0 else float(betaincinv(*of_beta, tail))
    upper = 1.0 if count == total else float(betaincinv(*of_beta, 1 - tail))
    return lower, upper


def _wald(count: int, total: int, level: Decimal) -> Limits:
    share_ = count / total
    half = quantile(level) * math.sqrt(share_ * (1 - share_) / total)
    return share_ - half, share_ + half


def _wald_within(count: int, total: int, level: Decimal) -> Limits:
    lower, upper = _wald(count, total, level)
    return max(0.0, lower), min(1.0, upper)


def _wald_corrected(count: int, total: int, level: Decimal) -> Limits:
    lower, upper = _wald(count, total, level)
    return max(0.0, lower - 1 / (2 * total)), min(1.0, upper + 1 / (2 * total))


def _agresti_coull(count: int, total: int, level: Decimal) -> Limits:
    z = quantile(level)
    size = total + z * z
    share_ = (count + z * z / 2) / size
    half = z * math.sqrt(share_ * (1 - share_) / size)
    return max(0.0, share_ - half), min(1.0, share_ + half)


def _logit(count: int, total: int, level: Decimal) -> Limits:
    if count in (0, total):
        return math.nan, math.nan
    middle, half = math.log(count / (total - count)), quantile(level) * math.sqrt(total / (count * (total - count)))
    return 1 / (1 + math.exp(half - middle)), 1 / (1 + math.exp(-half - middle))


METHODS: Mapping[str, Callable[[int, int, Decimal], Limits]] = {
    "Wilson": _wilson,
    "Wilson with continuity correction": _wilson_corrected,
    "Clopper-Pearson": _clopper_pearson,
    "Jeffreys": _jeffreys,
    "Agresti-Coull": _agresti_coull,
    "logit": _logit,
    "Wald": _wald,
    "Wald, cut at 0 and 100%": _wald_within,
    "Wald with continuity correction": _wald_corrected,
}
"""The methods by name, in the order in which they are tried: from a count, a denominator and a level."""
