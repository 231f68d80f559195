"""What an effect means per 1,000 participants: the comparator's risk, the risk with the arm, and their difference.

From a printed relative effect and the comparator's risk r, as in a table of summary of findings (Cochrane Handbook,
chapters 14.1.5 and 15.4): RR·r, OR·r/(1−r+OR·r), 1−(1−r)^HR at a stated time. The limits are those of the relative
effect, with r held fixed. Figures are rounded after the calculation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from operator import neg

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.percentages import Underivable
from vexas_evidence.analysis.statistics.compared_arms import DIFFERENCES_IN_UNITS, RATIOS_OF_RISKS, Comparison
from vexas_evidence.analysis.statistics.effect_inputs import (
    PER_1000,
    RISKS,
    SURVIVAL_RATIO,
    Inputs,
    Rows,
    Triple,
    named_parts,
    with_risk,
)
from vexas_evidence.analysis.statistics.effect_of_two_arms import rows_of_counts, rows_of_means
from vexas_evidence.analysis.statistics.statistic import Statistic
from vexas_evidence.model import Baseline, Estimate


def rows_of(comparison: Comparison, inputs: Inputs, baselines: tuple[Baseline, ...]) -> Iterator[Statistic]:
    """Yield what follows from a comparison, as parts of its main estimate: a number, or why there is none."""
    row = Statistic.of_estimate(inputs.study, comparison.main, None)._replace(comparator=comparison.comparator)
    rows = Rows(comparison, inputs, row)
    yield _participants(rows)
    try:
        yield from _rows_of_effect(rows, baselines)
    except Underivable as error:
        yield rows.none("difference", str(error))


def _rows_of_effect(rows: Rows, baselines: tuple[Baseline, ...]) -> Iterator[Statistic]:
    """What follows from the printed effect, or from both arms where none is printed. Raises Underivable."""
    effect = rows.comparison.effect
    if effect is None:
        return rows_of_means(rows) if rows.comparison.main.measure == "mean" else rows_of_counts(rows)
    if effect.measure in RATIOS_OF_RISKS:
        return _of_ratio(rows, effect, baselines)
    if effect.measure in DIFFERENCES_IN_UNITS:
        return _of_difference(rows, effect)
    if effect.measure == "risk-difference":
        return _of_risk_difference(rows, effect)
    raise Underivable(fixed("effect.no-difference", per=PER_1000))


def _participants(rows: Rows) -> Statistic:
    known, inputs = rows.comparison, rows.inputs
    design = inputs.study.about.study_design
    if design and design.arms == "cross-over":
        return rows.none("participants", fixed("effect.in-both-arms"))
    sides = (known.of_arm, known.arm), (known.of_comparator, known.comparator)
    sizes = [inputs.size(side) or inputs.size_for(known.outcome, arm) for side, arm in sides]
    if sizes[0] is None or sizes[1] is None:
        return rows.none("participants", fixed("effect.no-participants"))
    total, formula = Decimal(sizes[0] + sizes[1]), fixed("effect.both-arms")
    return rows.row.with_part("participants", total, kind="derived", unit="participants", formula=formula)


def _of_arm(effect: Estimate, inputs: Inputs, inverse: Callable[[Decimal], Decimal]) -> Triple:
    """A printed effect of the arm against the comparator with its limits, turned by *inverse* where it is printed so.

    Raises Underivable.
    """
    value, lower, upper = (inputs.value(effect, part) for part in ("value", "lower", "upper"))
    if value is None:
        raise Underivable(fixed("effect.no-number"))
    if effect.direction == "not stated":
        raise Underivable(fixed("effect.no-direction"))
    if effect.direction != "comparator against arm":
        return value, lower, upper
    return inverse(value), upper if upper is None else inverse(upper), lower if lower is None else inverse(lower)


def _reciprocal(ratio: Decimal) -> Decimal:
    if not ratio:
        raise Underivable(fixed("effect.no-reciprocal", zero=0))
    return 1 / ratio


def _of_ratio(rows: Rows, effect: Estimate, baselines: tuple[Baseline, ...]) -> Iterator[Statistic]:
    ratio = _of_arm(effect, rows.inputs, _reciprocal)
    yield from _applied(rows, "", ratio, effect, rows.comparison.of_comparator)
    for baseline in baselines:
        of = rows.inputs.study.estimates[baseline.estimate]
        yield from _applied(rows, f"{baseline.id}-", ratio, effect, of)


def _applied(rows: Rows, prefix: str, ratio: Triple, effect: Estimate, of: Estimate | None) -> Iterator[Statistic]:
    """A relative effect applied to a comparator's risk; *prefix* names a baseline that is not the study's own."""
    risk = rows.inputs.risk(of)
    if of is None or risk is None:
        yield rows.none(f"{prefix}difference", fixed("effect.no-risk"))
        return
    yield rows.per_1000(f"{prefix}comparator-risk", risk, fixed("effect.comparator-risk"), of)
    because, is_survival = "", of.measure == "survival" and effect.measure == "hazard-ratio"
    kind = SURVIVAL_RATIO if is_survival else effect.measure
    risks = with_risk(kind, ratio, risk)
    if effect.measure == "hazard-ratio" and rows.inputs.timepoints[of.timepoint].years is None:
        because = fixed("effect.no-time")
    elif risk == 0:
        because = fixed("effect.no-events")
    elif risks[0] > 1:
        because = fixed("effect.above-all", all="1,000", per=PER_1000)
    if because:
        yield rows.none(f"{prefix}difference", because)
        return
    formula, _ = RISKS[kind]
    yield from rows.triple(f"{prefix}arm-risk", risks, formula, (effect, of))
    differences = tuple(None if each is None else each - risk for each in risks)
    yield from rows.triple(f"{prefix}difference", differences, f"{formula} − r", (effect, of))


def _of_risk_difference(rows: Rows, effect: Estimate) -> Iterator[Statistic]:
    inputs = rows.inputs
    values = _of_arm(effect, inputs, neg)
    scale = 100 if inputs.known[effect.id].unit == "%" else 1
    shares = tuple(None if each is None else each / scale for each in values)
    how = fixed("effect.risk")
    for name, of in (("comparator-risk", rows.comparison.of_comparator), ("arm-risk", rows.comparison.of_arm)):
        if of is not None and (risk := inputs.risk(of)) is not None:
            yield rows.per_1000(name, risk, how, of)
    formula, limits = fixed("effect.printed-risk-difference"), fixed("effect.printed-limits")
    yield from rows.triple("difference", shares, formula, (effect,), limits)


def _of_difference(rows: Rows, effect: Estimate) -> Iterator[Statistic]:
    """A printed difference in the unit of its outcome, of the arm against the comparator."""
    unit, formula = rows.inputs.known[effect.id].unit, fixed("effect.printed-difference")
    for part, value in named_parts("difference", _of_arm(effect, rows.inputs, neg)):
        yield rows.row.with_part(part, value, unit=unit, kind="reported", formula=formula, inputs=(effect.id,))
