"""What an effect means per 1,000 participants: the comparator's risk, the risk with the arm, and their difference.

From a printed relative effect and the comparator's risk r, as in a table of summary of findings (Cochrane Handbook,
chapters 14.1.5 and 15.4): RR·r, OR·r/(1−r+OR·r), 1−(1−r)^HR at a stated time. The limits are those of the relative
effect, with r held fixed. Figures are rounded after the calculation.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from vexas_evidence.analysis.statistics.compared_arms import DIFFERENCES_IN_UNITS, RATIOS_OF_RISKS, Comparison
from vexas_evidence.analysis.statistics.effect_inputs import (
    FORMULAS,
    PER_1000,
    Inputs,
    Ratio,
    Triple,
    per_1000,
    triple,
    with_risk,
)
from vexas_evidence.analysis.statistics.effect_of_two_arms import rows_of_counts, rows_of_means
from vexas_evidence.analysis.statistics.statistic import Statistic
from vexas_evidence.model import Baseline, Estimate


def rows_of(comparison: Comparison, inputs: Inputs, baselines: tuple[Baseline, ...]) -> Iterator[Statistic]:
    """Yield what follows from a comparison, as parts of its main estimate: a number, or why there is none."""
    row = Statistic.of_estimate(inputs.study, comparison.main, None)._replace(comparator=comparison.comparator)
    effect = comparison.effect
    yield from _participants(row, comparison, inputs)
    if effect and effect.measure in RATIOS_OF_RISKS:
        yield from _of_ratio(row, comparison, inputs, baselines)
    elif effect and effect.measure in DIFFERENCES_IN_UNITS:
        yield from _of_difference(row, effect, inputs)
    elif effect and effect.measure == "risk-difference":
        yield from _of_risk_difference(row, comparison, inputs)
    elif effect:
        yield row.with_part("difference", None, because="no difference per 1,000 follows from this measure")
    elif comparison.main.measure == "mean":
        yield from rows_of_means(row, comparison, inputs)
    else:
        yield from rows_of_counts(row, comparison, inputs)


def _participants(row: Statistic, comparison: Comparison, inputs: Inputs) -> Iterator[Statistic]:
    sizes = [inputs.size(each) for each in (comparison.of_arm, comparison.of_comparator)]
    if None in sizes:
        yield row.with_part("participants", None, because="N not stated")
        return
    total = sum(each or 0 for each in sizes)
    yield row.with_part(
        "participants",
        Decimal(total),
        kind="derived",
        unit="participants",
        formula="N of both arms, added",
    )


def _oriented(effect: Estimate, inputs: Inputs, *, is_ratio: bool) -> Triple | str:
    """A printed effect of the arm against the comparator, with its limits; or why it cannot be used."""
    value = inputs.value(effect, "value")
    if value is None:
        return "the effect is no single number"
    if effect.direction == "not stated":
        return "which arm is set against which is not stated"
    limits = inputs.value(effect, "lower"), inputs.value(effect, "upper")
    if effect.direction != "comparator against arm":
        return value, *limits
    if is_ratio and 0 in (value, *limits):
        return "the ratio of the comparator against the arm is 0"
    turned = [None if each is None else 1 / each if is_ratio else -each for each in (value, limits[1], limits[0])]
    assert turned[0] is not None
    return turned[0], turned[1], turned[2]


def _of_ratio(
    row: Statistic, comparison: Comparison, inputs: Inputs, baselines: tuple[Baseline, ...]
) -> Iterator[Statistic]:
    effect = comparison.effect
    assert effect is not None
    values = _oriented(effect, inputs, is_ratio=True)
    if isinstance(values, str):
        yield row.with_part("difference", None, because=values)
        return
    ratio = Ratio(effect.measure, values)  # type: ignore[arg-type]
    yield from _applied(row, "", ratio, comparison.of_comparator, effect, inputs)
    for baseline in baselines:
        of = inputs.study.estimates[baseline.estimate]
        yield from _applied(row, f"{baseline.id}-", ratio, of, effect, inputs)


def _applied(
    row: Statistic, prefix: str, ratio: Ratio, of: Estimate | None, effect: Estimate, inputs: Inputs
) -> Iterator[Statistic]:
    """A relative effect applied to a comparator's risk; *prefix* names a baseline that is not the study's own."""
    risk = inputs.risk(of)
    if of is None or risk is None:
        yield row.with_part(f"{prefix}difference", None, because="the comparator's risk is not known")
        return
    yield per_1000(row, f"{prefix}comparator-risk", risk, "r = events / participants, or the printed percentage", of)
    because, is_survival = "", of.measure == "survival" and ratio.measure == "hazard-ratio"
    risks = with_risk(ratio, risk, is_survival=is_survival)
    if ratio.measure == "hazard-ratio" and inputs.timepoints[of.timepoint].years is None:
        because = "the time of the comparator's risk is not stated, which a hazard ratio needs"
    elif risk == 0:
        because = "no events with the comparator, so the relative effect gives no difference"
    elif risks[0] > 1:
        because = f"the risk ratio would give a risk above 1,000 {PER_1000}"
    if because:
        yield row.with_part(f"{prefix}difference", None, because=because)
        return
    formula = "r^HR" if is_survival else FORMULAS[ratio.measure]
    yield from triple(row, f"{prefix}arm-risk", risks, formula, (effect, of))
    differences = tuple(None if each is None else each - risk for each in risks)
    yield from triple(row, f"{prefix}difference", differences, f"{formula} − r", (effect, of))


def _of_risk_difference(row: Statistic, comparison: Comparison, inputs: Inputs) -> Iterator[Statistic]:
    effect = comparison.effect
    assert effect is not None
    values = _oriented(effect, inputs, is_ratio=False)
    if isinstance(values, str):
        yield row.with_part("difference", None, because=values)
        return
    scale = 100 if inputs.known[effect.id].unit == "%" else 1
    shares = tuple(None if each is None else each / scale for each in values)
    risk, own = inputs.risk(comparison.of_comparator), inputs.risk(comparison.of_arm)
    how = "events / participants, or the printed percentage"
    if risk is not None and comparison.of_comparator:
        yield per_1000(row, "comparator-risk", risk, how, comparison.of_comparator)
    if own is not None and comparison.of_arm:
        yield per_1000(row, "arm-risk", own, how, comparison.of_arm)
    yield from triple(row, "difference", shares, "the printed risk difference", (effect,), "the printed limits")


def _of_difference(row: Statistic, effect: Estimate, inputs: Inputs) -> Iterator[Statistic]:
    """A printed difference in the unit of its outcome, of the arm against the comparator."""
    values = _oriented(effect, inputs, is_ratio=False)
    if isinstance(values, str):
        yield row.with_part("difference", None, because=values)
        return
    unit = inputs.known[effect.id].unit
    for part, value in zip(("difference", "difference-lower", "difference-upper"), values, strict=True):
        if value is not None:
            formula, of = "the printed difference, of the arm against the comparator", (effect.id,)
            yield row.with_part(part, value, unit=unit, kind="reported", formula=formula, inputs=of)
