"""Intervals of a proportion equal those of SciPy, rounded exactly, at every level."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import partial
from math import isnan, log, sqrt
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta, binomtest, norm

from vexas_evidence.analysis.intervals import (
    LEVEL,
    METHODS,
    Interval,
    Method,
    interval_of,
    level_text,
)

SHOWN = get_args(Method)
wilson, clopper_pearson = (partial(interval_of, method) for method in SHOWN)

BY_SCIPY = {"Wilson": "wilson", "Clopper-Pearson": "exact"}
HALF_A_DECIMAL = 0.05 + 1e-7
"""Limits are printed with one decimal of a percent; SciPy finds the exact ones by a search that ends near them."""
levels = st.decimals(Decimal("0.5"), Decimal("0.999"), places=3)
same_each_time = settings(derandomize=True, database=None, deadline=None, max_examples=200)


@st.composite
def proportions(draw: Any) -> tuple[int, int]:
    denominator = draw(st.integers(1, 5000))
    return draw(st.integers(0, denominator)), denominator


def by_scipy(method: Method, count: int, denominator: int, level: Decimal) -> tuple[float, float]:
    """The limits that SciPy computes, in percent."""
    found = binomtest(count, denominator).proportion_ci(float(level), BY_SCIPY[method])
    return 100 * found.low, 100 * found.high


def limits(interval: Interval) -> tuple[float, float]:
    return float(interval.lower), float(interval.upper)


@pytest.mark.parametrize("method", SHOWN)
@given(proportions(), levels)
@same_each_time
def test_the_limits_are_those_of_scipy(method: Method, proportion: tuple[int, int], level: Decimal) -> None:
    interval = interval_of(method, *proportion, level)
    assert limits(interval) == pytest.approx(by_scipy(method, *proportion, level), rel=0, abs=HALF_A_DECIMAL)


@pytest.mark.parametrize("method", SHOWN)
def test_the_limits_of_all_counts_of_few_participants_are_those_of_scipy(method: Method) -> None:
    proportions = [(count, denominator) for denominator in range(1, 13) for count in range(denominator + 1)]
    found = {proportion: limits(interval_of(method, *proportion, LEVEL)) for proportion in proportions}
    expected = {proportion: by_scipy(method, *proportion, LEVEL) for proportion in proportions}
    assert [each for each in proportions if found[each] != pytest.approx(expected[each], abs=HALF_A_DECIMAL)] == []


@pytest.mark.parametrize(
    ("count", "denominator", "by_wilson", "exact"),
    [
        (50, 82, "50.2% to 70.8%", "49.6% to 71.6%"),
        (9, 12, "46.8% to 91.1%", "42.8% to 94.5%"),
        (4, 5, "37.6% to 96.4%", "28.4% to 99.5%"),
    ],
)
def test_the_limits_are_written_with_one_decimal_of_a_percent(
    count: int, denominator: int, by_wilson: str, exact: str
) -> None:
    assert (wilson(count, denominator).text, clopper_pearson(count, denominator).text) == (by_wilson, exact)


def test_the_limits_of_a_cell_are_written_in_full_percent() -> None:
    assert wilson(50, 82).rounded_text(82) == "50–71%"


def test_the_limits_of_a_thousand_participants_keep_a_decimal() -> None:
    assert wilson(500, 1000).rounded_text(1000) == "46.9–53.1%"


@given(st.integers(0, 11), st.data())
@same_each_time
def test_limits_are_rounded_half_up(power: int, data: Any) -> None:
    """At a level of 0 both limits are the share itself, which a float holds exactly where it is a part of 2, 4, 8 …"""
    denominator = 2**power
    count = data.draw(st.integers(0, denominator))
    tenths = (2 * Fraction(1000 * count, denominator) + 1) // 2
    assert limits(wilson(count, denominator, Decimal(0))) == (tenths / 10, tenths / 10)


def test_6_25_percent_is_rounded_to_6_3() -> None:
    assert wilson(1, 16, Decimal(0)).text == "6.3% to 6.3%"


@pytest.mark.parametrize("method", SHOWN)
def test_no_participants_with_the_outcome_have_a_lower_limit_of_0_without_a_sign(method: Method) -> None:
    assert {str(interval_of(method, 0, denominator, LEVEL).lower) for denominator in range(1, 300)} == {"0.0"}


@pytest.mark.parametrize("method", SHOWN)
def test_all_participants_with_the_outcome_have_an_upper_limit_of_100(method: Method) -> None:
    uppers = {str(interval_of(method, denominator, denominator, LEVEL).upper) for denominator in range(1, 300)}
    assert uppers == {"100.0"}


@pytest.mark.parametrize("method", SHOWN)
def test_an_interval_names_its_method_and_level(method: Method) -> None:
    interval = interval_of(method, 4, 5, Decimal("0.99"))
    assert (interval.method, interval.level, interval.name) == (method, Decimal("0.99"), f"{method} 99% CI")


@pytest.mark.parametrize("interval", [wilson, clopper_pearson])
def test_the_level_is_95_percent_unless_another_is_named(interval: Any) -> None:
    assert interval(4, 5) == interval(4, 5, Decimal("0.95"))


def test_the_two_methods_are_wilson_and_clopper_pearson() -> None:
    assert SHOWN == ("Wilson", "Clopper-Pearson")


@pytest.mark.parametrize(("level", "text"), [("0.95", "95%"), ("0.975", "97.5%"), ("0.9", "90%"), ("0.999", "99.9%")])
def test_a_level_is_written_as_a_percentage(level: str, text: str) -> None:
    assert level_text(Decimal(level)) == text


def quantile(level: Decimal) -> float:
    return float(norm.ppf(0.5 + float(level) / 2))


@pytest.mark.parametrize(
    ("method", "by_scipy"),
    [("Wilson", "wilson"), ("Wilson with continuity correction", "wilsoncc"), ("Clopper-Pearson", "exact")],
)
@given(proportions(), levels)
@same_each_time
def test_the_limits_of_a_method_are_those_of_scipy(
    method: str, by_scipy: str, proportion: tuple[int, int], level: Decimal
) -> None:
    expected = binomtest(*proportion).proportion_ci(float(level), by_scipy)
    assert METHODS[method](*proportion, level) == pytest.approx((expected.low, expected.high), abs=1e-6)


@given(proportions(), st.decimals(Decimal("0.01"), Decimal("0.999999"), places=6))
@same_each_time
def test_exact_limits_are_quantiles_of_beta_distributions(proportion: tuple[int, int], level: Decimal) -> None:
    count, total = proportion
    tail = float(1 - level) / 2
    lower = 0.0 if count == 0 else float(beta(count, total - count + 1).ppf(tail))
    upper = 1.0 if count == total else float(beta(count + 1, total - count).ppf(1 - tail))
    assert METHODS["Clopper-Pearson"](count, total, level) == pytest.approx((lower, upper), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("count", [1, 2, 500_000, 999_999])
def test_exact_limits_of_a_million_participants_are_quantiles_too(count: int) -> None:
    lower, upper = (
        float(beta(*of).ppf(q))
        for of, q in (((count, 1_000_001 - count), 0.025), ((count + 1, 1_000_000 - count), 0.975))
    )
    assert METHODS["Clopper-Pearson"](count, 1_000_000, LEVEL) == pytest.approx((lower, upper), rel=1e-8)


@given(proportions(), levels)
@same_each_time
def test_limits_by_jeffreys_are_quantiles_of_a_beta_distribution(proportion: tuple[int, int], level: Decimal) -> None:
    count, total = proportion
    tail = float(1 - level) / 2
    lower, upper = beta(count + 0.5, total - count + 0.5).ppf([tail, 1 - tail])
    expected = (0.0 if count == 0 else lower, 1.0 if count == total else upper)
    assert METHODS["Jeffreys"](count, total, level) == pytest.approx(expected, abs=1e-9)


@given(proportions(), levels)
@same_each_time
def test_limits_by_wald_are_a_share_and_its_error(proportion: tuple[int, int], level: Decimal) -> None:
    count, total = proportion
    half = quantile(level) * sqrt(Fraction(count * (total - count), total**3))
    assert METHODS["Wald"](count, total, level) == pytest.approx((count / total - half, count / total + half), abs=1e-9)


@given(proportions(), levels)
@same_each_time
def test_limits_by_wald_may_be_cut_or_corrected(proportion: tuple[int, int], level: Decimal) -> None:
    lower, upper = METHODS["Wald"](*proportion, level)
    more = 0.5 / proportion[1]
    assert METHODS["Wald, cut at 0 and 100%"](*proportion, level) == (max(0.0, lower), min(1.0, upper))
    corrected = METHODS["Wald with continuity correction"](*proportion, level)
    assert corrected == pytest.approx((max(0.0, lower - more), min(1.0, upper + more)), abs=1e-12)


@given(proportions(), levels)
@same_each_time
def test_limits_by_agresti_and_coull_are_those_by_wald_of_more_participants(
    proportion: tuple[int, int], level: Decimal
) -> None:
    count, total = proportion
    more = quantile(level) ** 2
    share = (count + more / 2) / (total + more)
    half = sqrt(more * share * (1 - share) / (total + more))
    expected = max(0.0, share - half), min(1.0, share + half)
    assert METHODS["Agresti-Coull"](count, total, level) == pytest.approx(expected, abs=1e-9)


@given(proportions().filter(lambda each: 0 < each[0] < each[1]), levels)
@same_each_time
def test_logit_limits_are_symmetric_on_the_scale_of_log_odds(proportion: tuple[int, int], level: Decimal) -> None:
    count, total = proportion
    lower, upper = (log(limit / (1 - limit)) for limit in METHODS["logit"](count, total, level))
    half = quantile(level) * sqrt(1 / count + 1 / (total - count))
    assert ((lower + upper) / 2, (upper - lower) / 2) == pytest.approx(
        (log(count / (total - count)), half), abs=1e-6, rel=1e-6
    )


@pytest.mark.parametrize("count", [0, 12])
def test_a_logit_interval_needs_participants_with_and_without_the_outcome(count: int) -> None:
    assert all(map(isnan, METHODS["logit"](count, 12, LEVEL)))


def test_no_limit_of_none_or_all_leaves_the_range_of_shares() -> None:
    for name, method in METHODS.items():
        for count in (0, 12):
            limits_ = method(count, 12, LEVEL)
            assert name == "logit" or (limits_[0] >= 0 and limits_[1] <= 1)
