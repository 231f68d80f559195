"""The effect between two arms where no source prints one: from their counts, or from their means and SD.

The risk ratio has limits by its logarithm (Katz 1978, doi:10.2307/2530610), but not where an arm has no events: nothing
is added to a cell, each risk has Wilson's interval, and the difference that of Newcombe's method 10
(doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I). A difference of means has Welch's interval.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from vexas_evidence.analysis import derive
from vexas_evidence.analysis.intervals import LEVEL, METHODS, quantile
from vexas_evidence.analysis.statistics.compared_arms import Comparison
from vexas_evidence.analysis.statistics.effect_inputs import (
    FORMULAS,
    Inputs,
    Ratio,
    Triple,
    per_1000,
    triple,
    with_risk,
)
from vexas_evidence.analysis.statistics.statistic import Statistic
from vexas_evidence.model import Estimate, Study


def rows_of_counts(row: Statistic, comparison: Comparison, inputs: Inputs) -> Iterator[Statistic]:
    """The risk ratio and the risks of two arms, where their participants are independent."""
    of_arm, of_comparator = comparison.of_arm, comparison.of_comparator
    assert of_arm is not None
    assert of_comparator is not None
    first, second = inputs.fraction(of_arm), inputs.fraction(of_comparator)
    if first is None or second is None:
        yield row.with_part("difference", None, because="counts or denominators of both arms are not known")
        return
    both, method = (of_arm, of_comparator), "events / participants"
    shares = [Decimal(count) / total for count, total in (first, second)]
    yield per_1000(row, "comparator-risk", shares[1], method, of_comparator)
    if why := _why_not_independent(inputs.study, both):
        yield per_1000(row, "arm-risk", shares[0], method, of_arm)
        yield row.with_part("difference", None, because=f"not calculated: {why}")
        return
    everyone = first[0] == first[1] and second[0] == second[1]
    if everyone or 0 in (first[0], second[0]):
        within = [_shares(*METHODS["Wilson"](*each, LEVEL)) for each in (first, second)]
        yield from triple(row, "arm-risk", (shares[0], *within[0]), method, (of_arm,), "Wilson")
        for part, value in zip(("lower", "upper"), within[1], strict=True):
            yield per_1000(row, f"comparator-risk-{part}", value, "Wilson", of_comparator)
        difference = shares[0] - shares[1]
        below = ((shares[0] - within[0][0]) ** 2 + (within[1][1] - shares[1]) ** 2).sqrt()
        above = ((within[0][1] - shares[0]) ** 2 + (shares[1] - within[1][0]) ** 2).sqrt()
        limits = difference, difference - below, difference + above
        yield from triple(row, "difference", limits, "risk − comparator's risk", both, "Newcombe")
        where = "no events in either arm" if first[0] == second[0] == 0 else "no events in one arm"
        because = "all had the outcome in both arms" if everyone else where
        yield row.with_part("ratio", None, because=f"not estimable: {because}")
        return
    ratio = shares[0] / shares[1]
    error = (Decimal(1) / first[0] - Decimal(1) / first[1] + Decimal(1) / second[0] - Decimal(1) / second[1]).sqrt()
    width = (Decimal(repr(quantile(LEVEL))) * error).exp()
    values: Triple = ratio, ratio / width, ratio * width
    for part, limit in zip(("ratio", "ratio-lower", "ratio-upper"), filter(None, values), strict=True):
        rounded = limit.quantize(Decimal("0.01"), ROUND_HALF_UP)
        formula = "risk / comparator's risk; limits by the logarithm"
        yield row.with_part(part, rounded, kind="derived", formula=formula, inputs=(of_arm.id, of_comparator.id))
    risks = with_risk(Ratio("risk-ratio", values), shares[1])
    differences = tuple(each - shares[1] for each in risks if each is not None)
    yield from triple(row, "arm-risk", risks, FORMULAS["risk-ratio"], both)
    yield from triple(row, "difference", differences, "RR · r − r", both)


def _shares(lower: float, upper: float) -> tuple[Decimal, Decimal]:
    return Decimal(repr(lower)), Decimal(repr(upper))


def _why_not_independent(study: Study, both: tuple[Estimate, ...]) -> str:
    """Why two arms cannot be compared as independent groups; "" where they can."""
    design = study.about.study_design
    if design and (design.arms in ("cross-over", "matched") or design.paired == "yes"):
        return "the participants of the arms are paired"
    return next(filter(None, (derive.why_not_independent(study, each) for each in both)), "")


def rows_of_means(row: Statistic, comparison: Comparison, inputs: Inputs) -> Iterator[Statistic]:
    """The difference of two means with Welch's interval, where no source prints one."""
    both = comparison.of_arm, comparison.of_comparator
    sizes = [inputs.size(each) for each in both]
    means, spreads = ([inputs.value(each, part) for each in both] for part in ("value", "SD"))
    units = {inputs.known[each.id].unit for each in both if each}
    known = [(m, s, n) for m, s, n in zip(means, spreads, sizes, strict=True) if m is not None and s is not None and n]
    if len(known) != 2 or len(units) != 1 or any(n < 2 for _, _, n in known):
        because = "means with SD, N and one unit of both arms are not known"
        yield row.with_part("difference", None, because=because)
        return
    if why := _why_not_independent(inputs.study, tuple(each for each in both if each)):
        yield row.with_part("difference", None, because=f"not calculated: {why}")
        return
    from scipy.special import stdtrit  # here, because it costs a third of a second to import

    variances = [float(s) ** 2 / n for _, s, n in known]
    if not sum(variances):
        yield row.with_part("difference", None, because="not calculated: no SD is above 0")
        return
    freedom = sum(variances) ** 2 / sum(v**2 / (n - 1) for v, (_, _, n) in zip(variances, known, strict=True))
    half = Decimal(repr(float(stdtrit(freedom, 0.5 + float(LEVEL) / 2)) * math.sqrt(sum(variances))))
    difference = known[0][0] - known[1][0]
    step = Decimal(1).scaleb(min(int(m.as_tuple().exponent) for m, _, _ in known))
    [unit], of = units, tuple(each.id for each in both if each)
    values = difference, difference - half, difference + half
    for part, number in zip(("difference", "difference-lower", "difference-upper"), values, strict=True):
        rounded = number.quantize(step, ROUND_HALF_UP)
        formula = "mean − comparator's mean; limits by Welch"
        yield row.with_part(part, rounded, unit=unit, kind="derived", formula=formula, inputs=of)
