"""Whether a claim of a source holds for the estimates that it rests on.

A quantity can be tested where it names a limit: one that is printed ("over 60%"), or a word that means one ("a
majority"). Words such as "low" name none, so that the numbers are shown and not judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Claim, Quantifier, Quantity
from vexas_evidence.text import printed
from vexas_evidence.text.printed import Printed

Outcome = Literal["holds", "does not hold", "no limit stated", "no number read supports this"]

_TESTS = {
    "": lambda value, limit: value == limit,
    "<": lambda value, limit: value < limit,
    "≤": lambda value, limit: value <= limit,
    ">": lambda value, limit: value > limit,
    "≥": lambda value, limit: value >= limit,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a claim holds for the numbers read; ``failing`` are the ids of the estimates that contradict it."""

    outcome: Outcome
    failing: tuple[str, ...] = ()


def judge(numbers: Numbers, claim: Claim) -> Verdict:
    """Test the quantities of a claim against the percentages of the estimates that it rests on.

    Raises Underivable where the denominator of one of them cannot be had.
    """
    statistics = numbers.statistics
    shares = {name: share for name in claim.rests_on if (share := statistics.percent(name)) is not None}
    if not shares:
        return Verdict("no number read supports this")
    limits = limits_of(numbers, claim)
    if not limits:
        return Verdict("no limit stated")
    failing = tuple(name for name, share in shares.items() if not within(share, limits))
    return Verdict("does not hold" if failing else "holds", failing)


def limits_of(numbers: Numbers, claim: Claim) -> list[Printed]:
    """Return the percentages that the quantities of a claim name as limits."""
    words = numbers.evidence.quantifiers_of(numbers.study)
    limits = (_limit(words, quantity) for quantity in claim.quantities)
    return [limit for limit in limits if limit and limit.unit == "%" and limit.upper is None and limit.bound in _TESTS]


def within(share: Decimal, limits: list[Printed]) -> bool:
    """Whether a percentage is within all limits of a claim."""
    return all(_TESTS[limit.bound](share, limit.value) for limit in limits)


def _limit(words: Mapping[str, Quantifier], quantity: Quantity) -> Printed | None:
    word = words.get(quantity.printed.lower())
    if word is None:
        return printed.parse(quantity.printed)
    return None if word.above is None else printed.parse(f"over {word.above}")
