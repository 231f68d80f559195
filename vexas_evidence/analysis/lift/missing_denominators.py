"""Numbers of a source that may be the missing denominator of a percentage, because they stand in one sentence with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from vexas_evidence.analysis.derive import Underivable, counts_printing, inferred_denominators
from vexas_evidence.analysis.lift.likeness import is_bare, number_in
from vexas_evidence.analysis.lift.proposals import Lift, TokenPlace
from vexas_evidence.analysis.numbers import NOT_APPLICABLE
from vexas_evidence.model import Ledger, Population, Study
from vexas_evidence.text.printed import Printed, prints_as

How = Literal["printed", "inferred", "allowed", "possible"]


@dataclass(frozen=True, slots=True)
class DenominatorFound:
    """What a token tells of the denominator of a population, how it tells it, and beside which percentage it stands.

    printed: a fraction rounds to the percentage. inferred, allowed: only one denominator, or several, let the count
    beside the percentage round to it. possible: a whole number on which one count rounds to it.
    """

    population: str
    denominator: str
    how: How
    place: TokenPlace
    token: str
    beside: str


def denominators_beside(study: Study, ledger: Ledger, lift: Lift) -> Iterator[DenominatorFound]:
    """Yield each token that stands with a percentage of a population without a denominator and may be that denominator.

    A fraction that rounds to the percentage prints it, a count beside the percentage bounds it, and a
    whole number that allows the percentage by one count only may be it.
    """
    for proposal in lift.proposals:
        population = study.populations[proposal.estimate.population]
        if proposal.estimate.measure != "proportion" or not lacks_denominator(population):
            continue
        read = [TokenPlace(r.section, r.paragraph, r.sentence, r.token) for r in proposal.read if r.token is not None]
        for spot in (*read, *(each.place for each in proposal.candidates if each.place not in read)):
            tokens = ledger.by_place[spot.statement].tokens if spot.statement in ledger.by_place else ()
            own = number_in(tokens[spot.token - 1]) if spot.token <= len(tokens) else None
            if own is None or own.unit != "%" or own.value <= 0:
                continue
            for number, token in enumerate(tokens, start=1):
                told = _beside_count(own) if number == spot.token else _beside_percentage(own, token)
                if told:
                    place = replace(spot, token=number)
                    yield DenominatorFound(population.id, *told, place, token, f"{proposal.estimate.id} {own.text}")


def _beside_count(own: Printed) -> tuple[str, How] | None:
    """Return which denominators a number such as "50 (61%)" allows; None for a percentage alone."""
    try:
        denominators = inferred_denominators(own.count or 0, own)
    except Underivable:
        return None
    if not denominators:
        return None
    return (
        (str(denominators[0]), "inferred")
        if len(denominators) == 1
        else (f"{denominators[0]} to {denominators[-1]}", "allowed")
    )


def _beside_percentage(own: Printed, token: str) -> tuple[str, How] | None:
    """Return which denominator another token of the sentence prints or may print; None where it gives none."""
    number = number_in(token)
    if number is None or number.unit:
        return None
    if number.denominator and number.count is not None:
        return (str(number.denominator), "printed") if prints_as(number.count, number.denominator, own) else None
    counts = counts_printing(own, int(number.value)) if is_bare(token) and number.value > 1 else ()
    return (str(number.value), "possible") if len(counts) == 1 else None


def lacks_denominator(population: Population) -> bool:
    """Say whether no source states the denominator of a population that has one."""
    return population.denominator.status != "reported" and population.label != NOT_APPLICABLE
