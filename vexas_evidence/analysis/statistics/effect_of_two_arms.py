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
from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.intervals import LEVEL, METHODS, quantile
from vexas_evidence.analysis.percentages import Underivable
from vexas_evidence.analysis.statistics.effect_inputs import RISKS, Rows, Triple, named_parts, with_risk
from vexas_evidence.analysis.statistics.statistic import Statistic
from vexas_evidence.model import Estimate, Study
from vexas_evidence.text.grammar.parts import decimals_of
from vexas_evidence.text.units import same_unit


def rows_of_counts(rows: Rows) -> Iterator[Statistic]:
    """The risk ratio and the risks of two arms, where their participants are independent. Raises Underivable."""
    inputs, both = rows.inputs, rows.comparison.both
    of_arm, of_comparator = both
    first, second = inputs.fraction(of_arm), inputs.fraction(of_comparator)
    if first is None or second is None:
        raise Underivable(fixed("effect.no-counts"))
    risk, risk_of_comparator = Decimal(first[0]) / first[1], Decimal(second[0]) / second[1]
    yield rows.per_1000("comparator-risk", risk_of_comparator, fixed("effect.of-counts"), of_comparator)
    if why := _why_not_independent(inputs.study, both):
        yield rows.per_1000("arm-risk", risk, fixed("effect.of-counts"), of_arm)
        raise Underivable(fixed("effect.not-calculated", why=why))
    if 0 in (risk, risk_of_comparator) or risk == risk_of_comparator == 1:
        yield from _without_ratio(rows, first, second)
        return
    ratio = risk / risk_of_comparator
    error = (Decimal(1) / first[0] - Decimal(1) / first[1] + Decimal(1) / second[0] - Decimal(1) / second[1]).sqrt()
    width = (Decimal(repr(quantile(LEVEL))) * error).exp()
    values: Triple = ratio, ratio / width, ratio * width
    formula, of = fixed("effect.ratio-of-counts"), tuple(each.id for each in both)
    for part, value in named_parts("ratio", values):
        rounded = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
        yield rows.row.with_part(part, rounded, kind="derived", formula=formula, inputs=of)
    risks = with_risk("risk-ratio", values, risk_of_comparator)
    differences = [each - risk_of_comparator for each in risks if each is not None]
    yield from rows.triple("arm-risk", risks, RISKS["risk-ratio"][0], both)
    yield from rows.triple("difference", differences, "RR · r − r", both)


def _without_ratio(rows: Rows, first: tuple[int, int], second: tuple[int, int]) -> Iterator[Statistic]:
    """The risks of two arms and their difference, where none of an arm had the outcome, or all of both."""
    both = rows.comparison.both
    shares = [Decimal(count) / total for count, total in (first, second)]
    within = [[Decimal(repr(limit)) for limit in METHODS["Wilson"](*each, LEVEL)] for each in (first, second)]
    yield from rows.triple("arm-risk", (shares[0], *within[0]), fixed("effect.of-counts"), both[:1], "Wilson")
    for part, value in zip(("lower", "upper"), within[1], strict=True):
        yield rows.per_1000(f"comparator-risk-{part}", value, "Wilson", both[1])
    difference = shares[0] - shares[1]
    below = ((shares[0] - within[0][0]) ** 2 + (within[1][1] - shares[1]) ** 2).sqrt()
    above = ((within[0][1] - shares[0]) ** 2 + (shares[1] - within[1][0]) ** 2).sqrt()
    limits = difference, difference - below, difference + above
    yield from rows.triple("difference", limits, fixed("effect.difference-of-counts"), both, "Newcombe")
    why = fixed(f"effect.not-estimable.{('all', 'one', 'none')[shares.count(Decimal(0))]}")
    yield rows.none("ratio", fixed("effect.no-ratio", why=why))


def rows_of_means(rows: Rows) -> Iterator[Statistic]:
    """The difference of two means with Welch's interval, where no source prints one. Raises Underivable."""
    inputs, both = rows.inputs, rows.comparison.both
    unit, other_unit = (inputs.known[each.id].unit for each in both)
    stated = [(inputs.value(each, "value"), inputs.value(each, "SD"), inputs.size(each)) for each in both]
    known = [(mean, sd, n) for mean, sd, n in stated if mean is not None and sd is not None and n and n > 1]
    if len(known) != 2 or not same_unit(unit, other_unit):
        raise Underivable(fixed("effect.no-means"))
    if why := _why_not_independent(inputs.study, both):
        raise Underivable(fixed("effect.not-calculated", why=why))
    variances = [float(sd) ** 2 / n for _, sd, n in known]
    if not sum(variances):
        raise Underivable(fixed("effect.not-calculated", why=fixed("effect.no-spread", zero=0)))
    from scipy.special import stdtrit  # here, because it costs a third of a second to import

    freedom = sum(variances) ** 2 / sum(v**2 / (n - 1) for v, (_, _, n) in zip(variances, known, strict=True))
    half = Decimal(repr(float(stdtrit(freedom, 0.5 + float(LEVEL) / 2)) * math.sqrt(sum(variances))))
    difference = known[0][0] - known[1][0]
    step = Decimal(1).scaleb(-max(decimals_of(mean) for mean, _, _ in known))
    of = tuple(each.id for each in both)
    formula = fixed("effect.difference-of-means")
    for part, value in named_parts("difference", (difference, difference - half, difference + half)):
        rounded = value.quantize(step, ROUND_HALF_UP)
        yield rows.row.with_part(part, rounded, unit=unit, kind="derived", formula=formula, inputs=of)


def _why_not_independent(study: Study, both: tuple[Estimate, ...]) -> str:
    """Why two arms cannot be compared as independent groups; "" where they can."""
    design = study.about.study_design
    if design and design.has_pairs:
        return fixed("dependent.paired")
    return next(filter(None, (derive.why_not_independent(study, each) for each in both)), "")
