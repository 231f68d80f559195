"""Where a source prints the time of an estimate, in the sentence of a number or near it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from vexas_evidence.analysis.lift.proposals import TokenPlace
from vexas_evidence.model import Ledger, Moment
from vexas_evidence.sources.context import Contexts
from vexas_evidence.text.agreement import same_time

Time = tuple[TokenPlace, Moment]


def times_printed(ledger: Ledger, duration: str | None, contexts: Contexts | None) -> Iterator[Time]:
    """Yield each token that prints a duration, with its unit where that stands before it ("month 6") or in a head."""
    if duration is None:
        return
    for place, token in tokens_of(ledger):
        unit = contexts[place.statement].unit_of_time(place.token) if contexts else None
        for given in (None, unit) if unit else (None,):
            if same_time(duration, token, given):
                yield place, Moment.model_validate({**asdict(place), "unit": given})
                break


def times_near(
    ledger: Ledger, place: TokenPlace, duration: str | None, contexts: Contexts | None
) -> list[tuple[TokenPlace, str, int | Moment]]:
    """Return the tokens that print a duration, the nearest to a place first, as the time of a reading there."""
    printed = dict(tokens_of(ledger))
    order = {each.place: number for number, each in enumerate(ledger.statements)}
    found = sorted(
        times_printed(ledger, duration, contexts),
        key=lambda each: (
            each[0].section != place.section,
            abs(order[each[0].statement] - order[place.statement]),
            abs(each[0].token - place.token),
        ),
    )
    return [(at, printed[at], time_from(place, moment)) for at, moment in found if at != place]


def time_from(place: TokenPlace, moment: Moment) -> int | Moment:
    """Return a time as the token of the same statement, where it stands there with its unit; else as its place."""
    same = (moment.section, moment.paragraph, moment.sentence) == place.statement
    return moment.token if same and moment.unit is None else moment


def tokens_of(ledger: Ledger) -> Iterator[tuple[TokenPlace, str]]:
    """Yield each token of a ledger with its place."""
    for each in ledger.statements:
        for number, token in enumerate(each.tokens, start=1):
            yield TokenPlace(*each.place, number), token
