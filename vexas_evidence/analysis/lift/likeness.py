"""Which token may print which estimate: the same value, bound, percent sign, unit and denominator; or only its form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from vexas_evidence.analysis.checks.readings import with_unit
from vexas_evidence.model import Estimate
from vexas_evidence.sources.context import Around
from vexas_evidence.text.agreement import in_digits, same_number
from vexas_evidence.text.printed import Printed, parse
from vexas_evidence.text.tokens import agree, part_of

Part = Literal["count", "denominator", "percent"]
LEVELS = ("95%", "99%")  # of confidence, likelier than a result where the words are not at hand
_COUNTED = re.compile(r"\d+\s*\(\d+(?:\.\d+)?\)")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to read a token: the text that counts, and where it is not the token alone, what it is.

    ``to`` is the last token where the text spans several; ``head`` the percent sign that stands apart.
    """

    printed: str
    part: Part | None = None
    to: int | None = None
    head: Literal["%"] | None = None

    @property
    def number(self) -> Printed | None:
        """The number that is read so."""
        sign = f"{self.printed[:-1]}%)" if self.printed.endswith(")") else f"{self.printed}%"
        return number_in(sign if self.head else self.printed)


def forms(estimate: Estimate, tokens: tuple[str, ...], number: int, around: Around | None) -> Iterator[Form]:
    """Yield what a token may print for an estimate: itself, for a count each whole number within it.

    For a proportion also what it prints with the next token ("Four of five", "30 (34)"), and with the
    percent sign of a table's head; both need the words around it, but for the form "30 (34)".
    """
    token = tokens[number - 1]
    own = number_in(token)
    if estimate.measure == "count" and own and own.count is not None:
        parts: tuple[Part, ...] = ("count", "denominator")
        yield from (Form(text, part) for part in parts if (text := part_of(token, part)))
        return
    yield Form(token)
    if estimate.measure != "proportion":
        return
    texts: dict[str, int | None] = {token: None}
    if around and number < len(tokens):
        texts[around.between(number, number + 1)] = number + 1
    for text, to in texts.items():
        if to and (found := number_in(text)) and found.count is not None:
            yield Form(text, None, to)
        without_sign = _COUNTED.fullmatch(text) or (around and not to and own and is_bare(token))
        if without_sign and (around is None or around.percent_in_head):
            yield Form(text, None, to, "%")


def prints(estimate: Estimate, form: Form) -> bool:
    """Say whether a token, so read, prints the number or the vague word that some reading of the estimate prints.

    A number with more decimals, or with fewer, prints it when the one rounds to the other.
    """
    if estimate.measure == "wording":
        return False
    if estimate.measure == "quantifier":
        return any(agree(reading.printed, form.printed) for reading in estimate.readings)
    number = with_unit(estimate, form.number)
    if number is None or (estimate.measure == "count" and number.decimals):
        return False
    return any(
        own.denominator == number.denominator and same_number(own, number)
        for reading in estimate.readings
        if (own := with_unit(estimate, reading.number))
    )


def _meaning(estimate: Estimate, number: Printed) -> tuple[Decimal, str, str, Decimal | None, int | None]:
    return number.value, number.bound, number.unit or estimate.unit or "", number.upper, number.denominator


def is_alike(estimate: Estimate, token: str) -> bool:
    """Say whether a token is a number of the kind that the estimate prints, whatever its value."""
    number = number_in(token)
    own = estimate.readings[0].number
    if number is None or own is None or estimate.measure in ("quantifier", "wording"):
        return False
    (_, bound, unit, upper, denominator), its = _meaning(estimate, own), _meaning(estimate, number)
    return (bound, unit, upper is None, denominator is None) == (its[1], its[2], its[3] is None, its[4] is None)


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


def number_in(text: str) -> Printed | None:
    """Return the number that a text prints, or None where it prints a vague word or nothing that can be read."""
    try:
        return parse(in_digits(text))
    except ValueError:
        return None


def is_bare(text: str) -> bool:
    """Say whether a text is a vague word or a whole number alone, which an article prints many times."""
    number = number_in(text)
    return number is None or not (
        number.unit or number.bound or number.decimals or number.denominator is not None or number.upper is not None
    )
