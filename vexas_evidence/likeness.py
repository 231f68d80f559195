"""Which token may print which estimate: the same value, comparator, percent sign, unit and base; or only its form."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from vexas_evidence import printed
from vexas_evidence.model import Estimate
from vexas_evidence.tokens import agree, part_of

Part = Literal["count", "base", "percent"]


def forms(estimate: Estimate, token: str) -> Iterator[tuple[Part | None, str]]:
    """Yield what a token may print for an estimate: itself, or for a count each whole number within it."""
    number = number_in(token)
    if estimate.measure == "count" and number and number.count is not None:
        parts: tuple[Part, ...] = ("count", "base")
        yield from ((part, text) for part in parts if (text := part_of(token, part)))
    else:
        yield None, token


def prints(estimate: Estimate, text: str) -> bool:
    """Say whether a text prints the number, or the vague word, that some reading of the estimate prints."""
    if estimate.measure == "wording":
        return False
    if estimate.measure == "quantifier":
        return any(agree(reading.printed, text) for reading in estimate.readings)
    number = number_in(text)
    return number is not None and any(
        _meaning(estimate, reading.number) == _meaning(estimate, number)
        for reading in estimate.readings
        if reading.number
    )


def _meaning(estimate: Estimate, number: printed.Printed) -> tuple[Decimal, str, str, Decimal | None, int | None]:
    return number.value, number.comparator, number.unit or estimate.unit or "", number.upper, number.base


def is_alike(estimate: Estimate, token: str) -> bool:
    """Say whether a token is a number of the kind that the estimate prints, whatever its value."""
    number = number_in(token)
    own = estimate.readings[0].number
    if number is None or own is None or estimate.measure in ("quantifier", "wording"):
        return False
    (_, comparator, unit, upper, base), its = _meaning(estimate, own), _meaning(estimate, number)
    return (comparator, unit, upper is None, base is None) == (its[1], its[2], its[3] is None, its[4] is None)


def is_close(estimate: Estimate, token: str) -> bool:
    """Say whether a number with a unit is at most one of the last printed place away: a rounding or a slip."""
    number, own = number_in(token), estimate.readings[0].number
    if number is None or own is None or is_bare(token):
        return False
    step = Decimal(1).scaleb(-min(number.decimals, own.decimals))
    return abs(number.value - own.value) <= step


def distance(estimate: Estimate, token: str) -> Decimal:
    """Return how far a token's value lies from the estimate's."""
    number, own = number_in(token), estimate.readings[0].number
    return abs(number.value - own.value) if number and own else Decimal(0)


def number_in(text: str) -> printed.Printed | None:
    """Return the number that a text prints, or None where it prints a vague word or nothing that can be read."""
    try:
        return printed.parse(text)
    except ValueError:
        return None


def is_bare(text: str) -> bool:
    """Say whether a text is a vague word or a whole number alone, which an article prints many times."""
    number = number_in(text)
    return number is None or not (
        number.unit or number.comparator or number.decimals or number.base is not None or number.upper is not None
    )
