"""Numbers that may be the missing denominator of a percentage, as they stand in one sentence with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from vexas_evidence.analysis.lift.likeness import is_bare, number_in
from vexas_evidence.analysis.lift.proposals import Lift, TokenPlace
from vexas_evidence.analysis.numbers import NOT_APPLICABLE
from vexas_evidence.analysis.percentages import Underivable, counts_printing, denominators_printing
from vexas_evidence.model import Ledger, Population, Study
from vexas_evidence.text.printed import Printed, prints_as

How = Literal["printed", "inferred", "allowed", "possible"]


@dataclass(frozen=True, slots=True)
class PossibleDenominator:
    """A denominator that a population may have, the token that gives it, and the percentage in its sentence.

    ``how`` is one of: *printed*, as a fraction rounds to the percentage; *inferred* or *allowed*, as the count that is
    printed with the percentage rounds to it on this denominator only, or on these; *possible*, as one count of this
    whole number rounds to it.
    """

    population: str
    denominator: str
    how: How
    place: TokenPlace
    token: str
    percentage: str


def possible_denominators(study: Study, ledger: Ledger, lift: Lift) -> Iterator[PossibleDenominator]:
    """Yield the possible denominators of populations whose denominator no source states.

    They are looked for in the sentences that print a percentage of the population, or may print it.
    """
    for proposal in lift.proposals:
        population = study.populations[proposal.estimate.population]
        if proposal.estimate.measure != "proportion" or not lacks_denominator(population):
            continue
        read = [TokenPlace(*r.place, r.token) for r in proposal.read if r.token is not None]
        for spot in (*read, *(each.place for each in proposal.candidates if each.place not in read)):
            tokens = ledger.by_place[spot.statement].tokens if spot.statement in ledger.by_place else ()
            own = number_in(tokens[spot.token - 1]) if spot.token <= len(tokens) else None
            if own is None or own.unit != "%" or own.value <= 0:
                continue
            for number, token in enumerate(tokens, start=1):
                if found := _of_count(own) if number == spot.token else _of_token(own, token):
                    place = replace(spot, token=number)
                    yield PossibleDenominator(population.id, *found, place, token, f"{proposal.estimate.id} {own.text}")


def _of_count(own: Printed) -> tuple[str, How] | None:
    """Return the denominator that "4/22 (18.2%)" prints, or those that "50 (61%)" allows; None for "61%"."""
    if own.denominator is not None:
        return str(own.denominator), "printed"
    try:
        denominators = denominators_printing(own.count or 0, own)
    except Underivable:
        return None
    if not denominators:
        return None
    return (
        (str(denominators[0]), "inferred")
        if len(denominators) == 1
        else (f"{denominators[0]} to {denominators[-1]}", "allowed")
    )


def _of_token(own: Printed, token: str) -> tuple[str, How] | None:
    """Return the denominator that another token of the sentence prints or may print; None where it gives none."""
    number = number_in(token)
    if number is None or number.unit:
        return None
    if number.denominator and number.count is not None:
        return (str(number.denominator), "printed") if prints_as(number.count, number.denominator, own) else None
    counts = counts_printing(own, int(number.value)) if is_bare(token) and number.value > 1 else ()
    return (str(number.value), "possible") if len(counts) == 1 else None


def lacks_denominator(population: Population) -> bool:
    """Whether a population has a denominator that no source states."""
    return population.denominator.status != "reported" and population.label != NOT_APPLICABLE
