"""The rules by which a study may ask for derived values, each a function of its printed numbers.

A percentage stands for every value that rounds to it, half-up or half-even. A rule whose premise does not hold, such
as a fraction said to be impossible that is possible, raises ``Underivable``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from vexas_evidence.analysis.derive import (
    denominator_of,
    denominators_up_to,
    feasible_denominators,
    inferred_denominator,
)
from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.percentages import Underivable, counts_printing, truncated_counts, truncated_denominators
from vexas_evidence.model import Derivation, Estimate, Kind, Standing, Study
from vexas_evidence.text.printed import Printed, percent, quantize, rounding_bounds


@dataclass(frozen=True, slots=True)
class Derived:
    """A value that follows from estimates: its formula, the ids of its inputs, and its parts as a reader meets them."""

    id: str
    label: str
    kind: Kind
    rule: str
    formula: str
    inputs: tuple[str, ...]
    standing: Standing
    parts: dict[str, str] = field(default_factory=dict)


def derive(study: Study, derivation: Derivation) -> Derived:
    """Compute one value that a study asks for. Raises Underivable where its premise does not hold."""
    kind: Kind = "inferred" if derivation.rule == "inferred-denominator" else "derived"
    formula, parts = RULES[derivation.rule](study, derivation)
    inputs = (*derivation.of, derivation.denominator) if derivation.denominator else derivation.of
    return Derived(derivation.id, derivation.label, kind, derivation.rule, formula, inputs, derivation.standing, parts)


Parts = tuple[str, dict[str, str]]
"""A formula, and the parts of the value by name."""


def _nearest_fractions(study: Study, derivation: Derivation) -> Parts:
    """The fractions of a denominator below and above a percentage that no count rounds to.

    ``truncated`` is the fraction that prints as the percentage where decimals are cut off.
    """
    number, denominator = _percentage(study, derivation.of[0]), _denominator(study, derivation)
    if counts := counts_printing(number, denominator):
        raise Underivable(fixed("underivable.possible", printed=number.text, denominator=denominator, count=counts[0]))
    below = int(number.value * denominator / 100)
    parts: dict[str, str] = {}
    for name, count in (("below", below), ("above", below + 1)):
        parts[name] = f"{count} of {denominator}"
        parts[f"{name}-percent"] = f"{percent(count, denominator, number.decimals)}%"
    cut = truncated_counts(number, denominator)
    parts["truncated"] = f"{cut[0]} of {denominator}" if cut else fixed("rule.no-fraction")
    return fixed("rule.nearest-fractions", denominator=denominator, printed=number.text), parts


def _inferred_denominator(study: Study, derivation: Derivation) -> Parts:
    """The only denominator of which a printed count rounds to the percentage printed with it."""
    estimate = _estimate(study, derivation.of[0])
    denominator = inferred_denominator(estimate)
    assert estimate.count is not None, "an inferred denominator has a count"
    count, reading = estimate.count
    assert reading.number is not None, "and a percentage beside it"
    cut = truncated_denominators(count, reading.number)
    return denominator.formula, {"value": str(denominator.value), "truncated": _listed(cut) or fixed("rule.none")}


def _shared_denominators(study: Study, derivation: Derivation) -> Parts:
    """The denominators up to a limit on which all percentages are possible together.

    A percentage of the participants with another of the outcomes is tested as a share of their count.
    """
    limit = _denominator(study, derivation)
    numbers = {name: _percentage(study, name) for name in derivation.of}
    direct, shares = [], []
    for name, number in numbers.items():
        estimate = study.estimates[name]
        parent = study.population_of(estimate).denominator.estimate
        if parent in numbers and estimate.outcome != study.estimates[parent].outcome:
            shares.append((numbers[parent], number))
        else:
            direct.append(number)
    denominators = feasible_denominators(tuple(direct), limit, tuple(shares))
    texts = ", ".join(number.text for number in numbers.values())
    parts = {"value": _listed(denominators), "how-many": str(len(denominators)), "limit": str(limit)}
    return fixed("rule.shared-denominators", limit=limit, printed=texts), parts


def _reachable_percentages(study: Study, derivation: Derivation) -> Parts:
    """How many of the whole percentages from 0% to 100% some count of a denominator rounds to."""
    denominator = _denominator_of(study, derivation.of[0])
    if denominator < 1:
        raise Underivable(fixed("underivable.no-participants", count=denominator))
    reachable = [p for p in range(101) if counts_printing(Printed(f"{p}%", Decimal(p), unit="%"), denominator)]
    formula = fixed("rule.reachable-percentages", denominator=denominator)
    return formula, {"value": str(len(reachable)), "of": "101"}


def _quotient_excluding(study: Study, derivation: Derivation) -> Parts:
    """The ratio of two percentages. Its premise is that a third percentage lies outside the bounds of the ratio."""
    formula, parts = _quotient(study, derivation)
    other = _percentage(study, derivation.of[2])
    low, high = (Decimal(parts[name].rstrip("%")) for name in ("lower", "upper"))
    if low <= other.value <= high:
        within = {name: parts[name] for name in ("lower", "upper")}
        raise Underivable(fixed("underivable.within", printed=other.text, **within))
    return formula, parts


def _quotient(study: Study, derivation: Derivation) -> Parts:
    """The ratio of two percentages, in percent, with the bounds that their rounding leaves."""
    upper, lower = (_percentage(study, name) for name in derivation.of[:2])
    (upper_low, upper_high), (lower_low, lower_high) = rounding_bounds(upper), rounding_bounds(lower)
    if lower.value <= 0:
        raise Underivable(fixed("underivable.may-be-zero", printed=repr(lower.text)))
    parts = {
        "value": f"{_percent_ratio(upper.value, lower.value, 0)}%",
        "lower": f"{_percent_ratio(upper_low, lower_high, 1)}%",
        "upper": f"{_percent_ratio(upper_high, lower_low, 1)}%",
    }
    return fixed("rule.quotient", upper=upper.text, lower=lower.text), parts


def _difference(study: Study, derivation: Derivation) -> Parts:
    """The participants of one count who are not among those of another."""
    whole, part = (_denominator_of(study, name) for name in derivation.of)
    if part > whole:
        raise Underivable(fixed("fits.fraction", count=part, denominator=whole))
    return f"{whole} − {part}", {"value": str(whole - part)}


def _count_at(study: Study, derivation: Derivation) -> Parts:
    """The only count that rounds to a percentage of a denominator that no source states for it."""
    number, denominator = _percentage(study, derivation.of[0]), _denominator(study, derivation)
    counts = counts_printing(number, denominator)
    if len(counts) != 1:
        possible = fixed("fits.span", first=counts[0], last=counts[-1]) if counts else fixed("rule.impossible")
        raise Underivable(
            fixed("underivable.no-one-count", printed=number.text, denominator=denominator, possible=possible)
        )
    parts = {"value": str(counts[0]), "fraction": f"{counts[0]} of {denominator}"}
    return fixed("rule.count-at", printed=number.text, denominator=denominator), parts


def _count_above(study: Study, derivation: Derivation) -> Parts:
    """The count of ``count-at``. Its premise is that it is larger than another count."""
    formula, parts = _count_at(study, derivation)
    ceiling = _denominator_of(study, derivation.of[1])
    if int(parts["value"]) <= ceiling:
        raise Underivable(fixed("underivable.not-above", fraction=parts["fraction"], ceiling=ceiling))
    return formula, parts


def _largest_count(study: Study, derivation: Derivation) -> Parts:
    """The largest count that rounds to a percentage, of all denominators up to a limit."""
    number, limit = _percentage(study, derivation.of[0]), _denominator(study, derivation)
    largest = [counts[-1] for each in denominators_up_to(limit) if (counts := counts_printing(number, each))]
    if not largest:
        raise Underivable(fixed("underivable.impossible-up-to", printed=number.text, limit=limit))
    return fixed("rule.largest-count", printed=number.text, limit=limit), {"value": str(max(largest))}


def _largest_denominator(study: Study, derivation: Derivation) -> Parts:
    """The largest denominator of which a percentage can be no more participants than a given count."""
    number, ceiling = _percentage(study, derivation.of[0]), _denominator_of(study, derivation.of[1])
    if number.value <= 0:
        raise Underivable(fixed("underivable.may-be-zero", printed=repr(number.text)))
    tried = denominators_up_to(int(100 * ceiling // rounding_bounds(number)[0]))
    denominators = [each for each in tried if (counts := counts_printing(number, each)) and counts[0] <= ceiling]
    if not denominators:
        raise Underivable(fixed("underivable.always-above", printed=number.text, ceiling=ceiling))
    formula = fixed("rule.largest-denominator", printed=number.text, ceiling=ceiling)
    return formula, {"value": str(max(denominators))}


def _responders_outside_denominator(study: Study, derivation: Derivation) -> Parts:
    """The proportion of all participants with an outcome, if none or all of those outside its denominator had it."""
    estimate, everyone = _estimate(study, derivation.of[0]), _denominator(study, derivation)
    denominator = denominator_of(study, study.population_of(estimate))
    if estimate.count is None or denominator is None or denominator.value > everyone:
        raise Underivable(fixed("underivable.not-within", estimate=repr(estimate.id), everyone=everyone))
    count, outside = estimate.count[0], everyone - denominator.value
    parts = {"outside": str(outside)}
    for name, responders in (("none", count), ("all", count + outside)):
        parts[name] = f"{responders} of {everyone}"
        parts[f"{name}-percent"] = f"{percent(responders, everyone, 1)}%"
    return f"({count} + 0) of {everyone} and ({count} + {outside}) of {everyone}", parts


RULES: dict[str, Callable[[Study, Derivation], Parts]] = {
    "nearest-fractions": _nearest_fractions,
    "inferred-denominator": _inferred_denominator,
    "shared-denominators": _shared_denominators,
    "reachable-percentages": _reachable_percentages,
    "quotient": _quotient,
    "quotient-excluding": _quotient_excluding,
    "difference": _difference,
    "count-at": _count_at,
    "count-above": _count_above,
    "largest-count": _largest_count,
    "largest-denominator": _largest_denominator,
    "responders-outside-denominator": _responders_outside_denominator,
}


def _percent_ratio(upper: Decimal, lower: Decimal, decimals: int) -> Decimal:
    """100 × upper / lower, rounded half-up."""
    return quantize(100 * Fraction(upper) / Fraction(lower), decimals)


def _estimate(study: Study, name: str) -> Estimate:
    if name not in study.estimates:
        raise Underivable(fixed("underivable.no-estimate", name=repr(name)))
    return study.estimates[name]


def _percentage(study: Study, name: str) -> Printed:
    estimate = _estimate(study, name)
    number = estimate.number if estimate.measure == "proportion" else None
    if number is None or number.unit != "%" or number.bound:
        raise Underivable(fixed("underivable.no-percentage", name=repr(name)))
    return number


def _denominator_of(study: Study, name: str) -> int:
    """The count of an estimate, or a derived value that is a whole number."""
    if name in study.derivations:
        text = derive(study, study.derivations[name]).parts.get("value", "")
        if not text.isdigit():
            raise Underivable(fixed("underivable.no-integer", name=repr(name)))
        return int(text)
    if (count := _estimate(study, name).count) is None:
        raise Underivable(fixed("underivable.no-count", name=repr(name)))
    return count[0]


def _denominator(study: Study, derivation: Derivation) -> int:
    assert derivation.denominator is not None, "the rule takes a denominator"
    return _denominator_of(study, derivation.denominator)


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
