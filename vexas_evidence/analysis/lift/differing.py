"""Numbers that stand where a source should print an estimate, and that print something else.

Nothing here says which of the two is wrong: a person reads both. Such a number is of the same kind as the estimate, and
stands in a clause about its outcome, beside its time, or out of the same number of participants. The estimate's own
number beside another time is one too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import get_args

from vexas_evidence.analysis.checks.readings import with_unit
from vexas_evidence.analysis.lift.likeness import (
    Form,
    forms,
    is_bare,
    is_close,
    is_same_kind,
    number_in,
    prints,
    prints_denominator,
)
from vexas_evidence.analysis.lift.proposals import Candidate, TokenPlace
from vexas_evidence.analysis.lift.token_search import TokenSearch
from vexas_evidence.analysis.prints.differing_parts import differing_parts
from vexas_evidence.analysis.prints.read_number import names_interval
from vexas_evidence.model import Estimate, Ledger
from vexas_evidence.model.source import SentencePlace, UnitOfTime
from vexas_evidence.sources.context import CELLS, Contexts
from vexas_evidence.text.grammar.parts import Print
from vexas_evidence.text.grammar.reading import read
from vexas_evidence.text.headed import SPREADS, with_head
from vexas_evidence.text.late import in_any_case, late
from vexas_evidence.text.printed import Printed, prints_as

_YEAR = late(r"(?:19|20)\d\d")
_LABEL = in_any_case(r"\b(?:tables?|fig(?:ure|s)?\.?|steps?|grades?|stages?|types?|phases?|groups?)\s$")
"""Words before the number of a table, a figure, a grade or an arm."""


def difference(estimate: Estimate, form: Form) -> str:
    """Return in what a token differs from an estimate of its kind; "" where it prints it, or is of another kind.

    Examples of what comes: "another count", "another denominator", "another percentage", "another number".
    """
    if estimate.is_in_words or prints(estimate, form):
        return ""
    token = form.printed
    if estimate.measure == "p-value":
        known, found = estimate.principal_print, read(with_head(token, form.head)).prints
        return next(differing_parts(known, found[0]), "") if known and found else ""
    number = with_unit(estimate, number_in(token))
    if number is None:
        return ""
    if estimate.measure != "proportion":
        return "another number" if is_same_kind(estimate, token) and number.count is None else ""
    own = [each.number for each in estimate.readings if each.number]
    differing = [each for each in (_of_proportion(one, number) for one in own) if each is not None]
    return differing[0] if differing and all(differing) else ""


def _of_proportion(own: Printed, other: Printed) -> str | None:
    """In what two proportions differ; "" where they do not, None where they cannot be compared."""
    if other.unit != "%" and other.denominator is None:
        return None
    if own.denominator is not None and other.denominator is not None:
        if own.denominator != other.denominator:
            return "another denominator" if own.count == other.count else None
        if own.count != other.count:
            return "another count"
        is_misfit = own.count is not None and other.unit == "%" and not prints_as(own.count, own.denominator, other)
        return "another percentage" if is_misfit else ""
    if own.unit == other.unit == "%":
        return "" if own.value == other.value and own.bound == other.bound else "another percentage"
    fraction, percentage = (own, other) if percent(other) else (other, own)
    if fraction.count is None or fraction.denominator is None:
        return None
    return "" if prints_as(fraction.count, fraction.denominator, percentage) else "another percentage"


def percent(number: Printed) -> bool:
    """Whether a number is a percentage alone."""
    return number.unit == "%" and number.denominator is None


def shares_denominator(estimate: Estimate, token: str) -> bool:
    """Whether a token prints a count out of the number that a reading of the estimate is out of."""
    number = number_in(token)
    own = {each.number.denominator for each in estimate.readings if each.number}
    return number is not None and number.denominator is not None and number.denominator in own


def is_where_it_should_be(search: TokenSearch, estimate: Estimate, found: Candidate, is_slip: bool) -> bool:
    """Whether a number that differs is where the source should print the estimate.

    It is at the time of the estimate, if its sentence states one; its clause is about the outcome, or else it is out of
    the same participants, with something beside it that is known, or one off (*is_slip*).
    """
    duration, times = search.duration(estimate), times_of(search.ledger, found.place.statement, search.contexts)
    is_timely = not duration or found.when is not None or (found.elsewhere is not None or not times)
    has_context = is_slip or bool(found.in_sentence or found.in_paragraph or (duration and found.when is not None))
    in_clause = bool(found.line) and not found.objection
    return is_timely and (in_clause or (has_context and shares_denominator(estimate, found.token)))


def is_of_something_else(
    search: TokenSearch, estimate: Estimate, place: TokenPlace, own: Collection[Candidate]
) -> bool:
    """Whether no reader would call a number that differs a discrepancy: a calendar year or the number of a table, or
    where the source prints the estimate itself, in words that speak for it, a bare number or the cell of another row.

    The same count or denominator, and a number that is off by its last decimal, stays one.
    """
    token, context = search.tokens[place], search.context(place.statement)
    text, start = (context.text, context.spans[place.token - 1][0]) if context else ("", 0)
    if is_bare(token) and (_YEAR.fullmatch(token) or _LABEL.search(text[:start])):
        return True
    is_likely = shares_denominator(estimate, token) or is_close(estimate, token)
    is_printed = any(not each.objection for each in own)
    return is_printed and not is_likely and (is_bare(token) or CELLS in text)


def is_time(token: str) -> bool:
    """Whether a token prints a time with its unit."""
    number = number_in(token)
    return number is not None and number.unit in get_args(UnitOfTime)


def times_of(ledger: Ledger, place: SentencePlace, contexts: Contexts | None) -> list[str]:
    """Return the times that a sentence prints, with a unit that is not theirs where the text is at hand: "week 24"."""
    found = list[str]()
    for at, token in enumerate(ledger.by_place[place].tokens, start=1):
        unit = contexts[place].unit_of_time(at) if contexts and not is_time(token) else None
        found += [token] if is_time(token) else [f"{token} {unit}"] if unit and number_in(token) else []
    return found


def at_another_time(
    own: Collection[Candidate], duration: str | None, ledger: Ledger, contexts: Contexts | None
) -> Iterator[Candidate]:
    """Yield the candidates of an estimate whose sentence states another time, and not its own."""
    for each in own if duration else ():
        times = times_of(ledger, each.place.statement, contexts)
        if each.when is None and each.elsewhere is None and times and not each.objection and not is_bare(each.printed):
            yield replace(each, why=f"another time, {times[0]!r}")


def with_other_parts(
    estimate: Estimate, own: Collection[Candidate], source: str, contexts: Contexts | None
) -> Iterator[Candidate]:
    """Yield the candidates that print the number of an estimate with another interval, level, spread or p-value.

    A number that is read with what stands around it is compared by the checks of the data.
    """
    known = [found for each in estimate.readings if each.source != source and (found := estimate.print_of(each))]
    in_full = (each for each in estimate.readings if each.source == source and each.to)
    known_there = {(*each.place, each.token) for each in in_full}
    for each in own if contexts and known else ():
        is_compared = (*each.place.statement, each.place.token) not in known_there and not each.objection
        found = print_at(estimate, contexts, each) if contexts and is_compared else None
        why = ["; ".join(differing_parts(one, found)) for one in known] if found else []
        if why and all(why):
            yield replace(each, why=why[0])


def print_at(estimate: Estimate, contexts: Contexts, candidate: Candidate) -> Print | None:
    """Return what a source prints from the token of a candidate on: its number with what stands around it.

    In a row of a table that is its cell, and the next one where a head names what stands there.
    """
    context, number = contexts[candidate.place.statement], candidate.place.token
    text = context.text[context.spans[number - 1][0] :]
    if CELLS.strip() in context.text:
        cells = [context.between(number, last) for last in range(number, len(context.spans) + 1)]
        near = [(last, cell) for last, cell in enumerate(cells, start=number) if cell.count(CELLS.strip()) < 2]
        named = (
            shown
            for last, cell in reversed(near)
            for head in SPREADS
            if any(context.has_in_head(head, each) for each in (number, last))
            and (shown := with_head(cell, head)) != cell
        )
        text = next(named, text.partition(CELLS.strip())[0])
    found = read(text, names_interval=names_interval(estimate.measure)).prints
    return found[0] if found else None


def is_behind_own_count(estimate: Estimate, place: SentencePlace, at: int, contexts: Contexts | None) -> bool:
    """Whether a percentage is printed behind the count of the estimate: 4 of 6 patients (77%)."""
    if contexts is None or at < 2 or not (number := number_in(contexts[place].between(at - 1, at))):
        return False
    own = {(each.number.count, each.number.denominator) for each in estimate.readings if each.number}
    return number.unit == "%" and number.count is not None and (number.count, number.denominator) in own


def printed_by_others(estimate: Estimate, token: str, others: Collection[Estimate], contexts: Contexts | None) -> bool:
    """Whether a token prints another estimate of the same outcome, or any where the text is not at hand."""
    for other in others:
        if other.id == estimate.id or (contexts and other.outcome != estimate.outcome):
            continue
        if other.measure == "count" and estimate.measure == "proportion":
            continue
        if any(prints(other, form) for form in forms(other.measure, prints_denominator(other), (token,), 1, None)):
            return True
    return False
