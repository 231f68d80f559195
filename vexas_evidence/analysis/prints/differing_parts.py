"""In what two prints of one number differ around it: level, interval, standard error, spread and p-value."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from vexas_evidence.text.agreement import same_number
from vexas_evidence.text.grammar.parts import Pair, Part, Print, PValue, decimals_of
from vexas_evidence.text.printed import Printed


def differing_parts(own: Print, other: Print) -> Iterator[str]:
    """Yield what another print has otherwise than our own, where both have it: "another interval, 0.55 to 0.99".

    Limits of another level are other limits, so that the level alone is named. A pair that nothing names is compared
    with each pair of the other print.
    """
    level, other_level = own.part("level"), other.part("level")
    if level and other_level and not _same(level, other_level):
        yield f"another level, {other_level.value}%"
    elif _differ(_interval(own), _interval(other)):
        yield f"another interval, {_in_words(_interval(other))}"
    error, other_error = own.part("standard error"), other.part("standard error")
    if error and other_error and not _same(error, other_error):
        yield f"another standard error, {other_error.value}"
    for one in own.spreads:
        for same in (each for each in other.spreads if each.kind == one.kind):
            width_differs = one.value and same.value and not _same(one.value, same.value)
            if width_differs or _differ(one.pair, same.pair):
                yield f"another {one.kind}, {same.value.value if same.value else _in_words(same.pair)}"
    yield from _of_unnamed(own.bracket, other)
    if not own.bracket:
        yield from _of_unnamed(other.bracket, own, other.bracket)
    if own.p and other.p and _p_differs(own.p, other.p):
        yield f"another p-value, {other.p.bound or ''}{other.p.value}"


def _interval(found: Print) -> Pair | None:
    lower, upper = found.part("lower"), found.part("upper")
    return Pair(lower, upper) if lower and upper else None


def _of_unnamed(bracket: Pair | None, named: Print, shown: Pair | None = None) -> Iterator[str]:
    """Yield that a pair that nothing names is none of the pairs of a print."""
    pairs = [each for each in (_interval(named), named.bracket, *(one.pair for one in named.spreads)) if each]
    if bracket and pairs and all(_differ(bracket, each) for each in pairs):
        yield f"another pair, {_in_words(shown or pairs[0])}"


def _differ(one: Pair | None, other: Pair | None) -> bool:
    if one is None or other is None:
        return False
    return not (_same(one.lower, other.lower) and _same(one.upper, other.upper))


def _same(one: Part, other: Part) -> bool:
    """Whether two parts are one number, as one may round to the other, or the same words."""
    if one.number is None or other.number is None:
        return one.value == other.value
    return same_number(
        *(Printed(each.value, each.number or Decimal(0), each.bound, "", each.decimals) for each in (one, other))
    )


def _p_differs(own: PValue, other: PValue) -> bool:
    """Whether two p-values cannot both hold: two exact ones, or an exact one beyond the other's bound."""
    if "NS" in (own.value, other.value):
        return False
    exact = [Decimal(each.value) for each in (own, other) if (each.bound or "=") == "="]
    limits = [(each.bound, Decimal(each.value)) for each in (own, other) if (each.bound or "=") != "="]
    if not limits:
        return not same_number(*(Printed(str(each), each, "", "", decimals_of(each)) for each in exact))
    bound, limit = limits[0]
    return any(value > limit if bound in ("<", "≤") else bound in (">", "≥") and value < limit for value in exact)


def _in_words(pair: Pair | None) -> str:
    return f"{pair.lower.value} to {pair.upper.value}" if pair else ""
