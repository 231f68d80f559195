"""Two extractions of one source by two readers, compared before anyone adjudicates.

The first is the estimates of the study, the second a table that another reader made from the text alone. The file
``reconciliation.yml`` says which outcome each row of the table is about, and which of its words stand for which
populations and timepoints. Values, populations, denominators and timepoints are compared (Cochrane Handbook,
chapter 5, on extraction in duplicate).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import get_args

from vexas_evidence.analysis.checks.readings import readings_of
from vexas_evidence.analysis.second_reviews import Spot, as_table, decided_by, spots_of
from vexas_evidence.model import (
    Adjudication,
    Aspect,
    Estimate,
    Locator,
    Quantity,
    Reading,
    Reconciliation,
    RowMap,
    SecondReading,
    Study,
    Wording,
)
from vexas_evidence.system.problems import Discrepancy, Place, counted
from vexas_evidence.text.printed import parse
from vexas_evidence.text.tokens import agree

CHECK = "two extractions"
"""The name of this check."""
ONCE = "one extraction only; agreement not tested"
NONE = "none"
"""The value of an extraction that does not have the number."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference of the two extractions.

    ``about`` is the row or the estimate, ``field`` what differs, ``ours`` the value of the first extraction and
    ``theirs`` that of the second. ``near`` says what the second has of the same outcome where it lacks the number.
    It and the place are looked up for a message only: most differences are adjudicated.
    """

    place: Callable[[], Place]
    about: str
    field: Aspect
    ours: str
    theirs: str
    expected: str
    near: Callable[[], str] = str

    @property
    def key(self) -> tuple[str, Aspect, str, str]:
        """What an adjudication of this difference must name."""
        return self.about, self.field, self.ours, self.theirs

    @property
    def discrepancy(self) -> Discrepancy:
        """The discrepancy, with the entry that would adjudicate it."""
        entry = f"{{about: {self.about!r}, field: {self.field}, ours: {self.ours!r}, theirs: {self.theirs!r}}}"
        remedy = f"look at the source and correct the wrong one, or adjudicate {entry}"
        return Discrepancy(self.place(), self._message, self.expected, remedy, CHECK)

    @property
    def _message(self) -> str:
        ours, theirs = (None if text == NONE else repr(text) for text in (self.ours, self.theirs))
        if theirs is None:
            lacking = f"the ledger has {ours}, no row of the second extraction has it{self.near()}"
            return f"{self.about}: {lacking} ({self.field})"
        has = ours or "no such number"
        return f"{self.about}: the second extraction has {theirs}, the ledger has {has} ({self.field})"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two extractions agree before adjudication, and what is not resolved.

    ``rows`` is the number of rows of the second, ``agreeing`` how many of them agree with the first in each field,
    ``only_in_ledger`` how many numbers only the first has, and ``not_read`` how many of these a second reader, whose
    review is under way, has not decided on: no difference yet.
    """

    rows: int
    agreeing: dict[Aspect, int]
    only_in_ledger: int
    not_read: int
    adjudicated: tuple[Adjudication, ...]
    unresolved: tuple[Discrepancy, ...]

    @property
    def summary(self) -> str:
        """The agreement before adjudication in one line."""
        each = ", ".join(f"{count} in {field}" for field, count in self.agreeing.items())
        open_ones = f"; {counted(self.not_read, 'numbers')} not yet read by the second reader" if self.not_read else ""
        return f"of {self.rows} rows of the second extraction the ledger agrees with {each}{open_ones}"


def reconcile(study: Study) -> Agreement | None:
    """Compare the extractions of a study; None for a study that was extracted once.

    A second reader's table, and each second review of a source, is compared with the estimates of the study.
    """
    found = [_compare(study, study.reconciliation, None)] if study.reconciliation else []
    for each in study.extractions:
        table = as_table(study, each)
        if table.reconciliation:
            found.append(_compare(table, table.reconciliation, set(decided_by(each))))
    if not found:
        return None
    agreeing = {field: sum(each.agreeing[field] for each in found) for field in get_args(Aspect)}
    adjudicated = (entry for each in found for entry in each.adjudicated)
    unresolved = (discrepancy for each in found for discrepancy in each.unresolved)
    rows, only_in_ledger, not_read = (
        sum(getattr(each, key) for each in found) for key in ("rows", "only_in_ledger", "not_read")
    )
    return Agreement(rows, agreeing, only_in_ledger, not_read, tuple(adjudicated), tuple(unresolved))


def _compare(study: Study, plan: Reconciliation, decided: set[Spot] | None) -> Agreement:
    """Compare the estimates of a study with the rows of one second extraction.

    Of a review *decided* are the tokens that the second reader decided on; None stands for all, as in a table.
    """
    pairs = [(row, _match(study, plan, row)) for row in study.second_extraction]
    matched = {id(found[1]) for _, found in pairs if found}
    of_rows = [each for row, found in pairs for each in _differences(study, plan, row, found)]
    only_first = list(_only_in_ledger(study, plan, matched))
    of_ledger = [each for each, spots in only_first if decided is None or not decided.isdisjoint(spots)]
    every = {each.key: each for each in (*of_rows, *of_ledger)}
    adjudicated = {(entry.about, entry.field, entry.ours, entry.theirs): entry for entry in plan.adjudicated}
    known = every.keys() | {each.key for each, _ in only_first}
    stale = [_stale(entry) for key, entry in adjudicated.items() if key not in known]
    differing = {(each.about, each.field) for each in of_rows}
    matching = [row.row for row, found in pairs if found is not None]
    agreeing = {field: sum((row, field) not in differing for row in matching) for field in get_args(Aspect)}
    resolved = tuple(adjudicated[key] for key in every if key in adjudicated)
    unresolved = (each.discrepancy for key, each in every.items() if key not in adjudicated)
    not_read = len(only_first) - len(of_ledger)
    return Agreement(len(pairs), agreeing, len(only_first), not_read, resolved, (*unresolved, *stale))


def _stale(entry: Adjudication) -> Discrepancy:
    found = f"{entry.about!r} is adjudicated: {entry.theirs!r} against {entry.ours!r} ({entry.field})"
    return Discrepancy(entry.at("about"), found, "a difference with these values", "remove it", CHECK)


Match = tuple[Estimate | None, Reading | Quantity]
"""A reading with its estimate, or a quantity of a claim."""


def _differences(study: Study, plan: Reconciliation, row: SecondReading, found: Match | None) -> Iterator[Difference]:
    """Where a row of the second extraction and the first differ: in value, or else in population, time, denominator."""
    outcome = _about(plan, row).outcome

    def place() -> Place:
        return row.place

    if found is None:
        here = [r.shown for e, r in readings_of(study) if e.outcome == outcome and _same_place(plan, row, r)]
        expected = f"the same number in both, of {row.what}, in {row.section}, paragraph {row.paragraph}"
        yield Difference(place, row.row, "value", ", ".join(here) or NONE, row.printed, expected)
        return
    estimate, _ = found
    if estimate is None:
        return
    fields: tuple[tuple[Aspect, str, str, tuple[Wording, ...]], ...] = (
        ("population", row.whom, estimate.population, plan.whom),
        ("time", row.when, estimate.timepoint, plan.times),
    )
    for field, words, ours, known in fields:
        meant = _meaning(known, words, outcome)
        if meant is None or meant.means != ours:
            expected = meant.means if meant else "words that reconciliation.yml knows"
            yield Difference(place, row.row, field, ours, words, expected)
    whom, status = _meaning(plan.whom, row.whom, outcome), study.population_of(estimate).denominator.status
    if whom and whom.denominator_stated is not None and whom.denominator_stated != (status == "reported"):
        expected = f"a denominator that is {'reported' if whom.denominator_stated else 'not reported'}"
        yield Difference(place, row.row, "denominator", status, row.whom, expected)


def _meaning(known: tuple[Wording, ...], words: str, outcome: str | None) -> Wording | None:
    """The entry for some words that names the outcome, or else the one that names none."""
    entries = [entry for entry in known if entry.words == words]
    named = [entry for entry in entries if outcome in entry.of]
    return next(iter(named or [entry for entry in entries if not entry.of]), None)


def _about(plan: Reconciliation, row: SecondReading) -> RowMap:
    return next((entry for entry in plan.rows if entry.row == row.row), RowMap(row=row.row))


def _same_place(plan: Reconciliation, row: SecondReading, locator: Locator) -> bool:
    return (locator.source, locator.section, locator.paragraph) == (plan.source, row.section, row.paragraph)


def _match(study: Study, plan: Reconciliation, row: SecondReading) -> Match | None:
    """The reading or quantity with the same outcome, paragraph and value as a row of the second extraction.

    Of several, as of two arms with as many participants, that of the population and time that the row names.
    """
    about = _about(plan, row)
    found = [
        (estimate, reading)
        for estimate, reading in readings_of(study)
        if _same_place(plan, row, reading)
        and estimate.outcome == about.outcome
        and same_value(row.printed, row.unit, reading.shown)
    ]
    if found:
        meant = (_meaning(plan.whom, row.whom, about.outcome), _meaning(plan.times, row.when, about.outcome))
        names = tuple(each.means if each else None for each in meant)
        return next((each for each in found if (each[0].population, each[0].timepoint) == names), found[0])
    for claim in study.narrative.claims:
        for quantity in claim.quantities:
            same = _same_place(plan, row, quantity) and claim.id == about.claim
            if same and agree(row.printed, quantity.printed):
                return None, quantity
    return None


def same_value(theirs: str, unit: str, ours: str) -> bool:
    """Whether the text and unit of the second extraction state the number that the first prints."""
    if agree(theirs, ours):
        return True
    try:
        one_number, other = parse(theirs), parse(ours)
    except ValueError:
        return False
    same = (one_number.value, one_number.bound, one_number.upper) == (other.value, other.bound, other.upper)
    return (
        same
        and (one_number.unit == "%") == (other.unit == "%")
        and (unit in ("percent", "") or other.unit in ("", unit))
    )


def _only_in_ledger(study: Study, plan: Reconciliation, matched: set[int]) -> Iterator[tuple[Difference, set[Spot]]]:
    """What the first extraction takes from the source and no row of the second has, with its tokens."""
    entries: list[tuple[str, Reading | Quantity, str]] = [
        (estimate.id, reading, estimate.outcome) for estimate, reading in readings_of(study)
    ]
    for claim in study.narrative.claims:
        entries += [(f"{each.section}, paragraph {each.paragraph}", each, claim.id) for each in claim.quantities]
    for about, each, what in entries:
        if each.source == plan.source and id(each) not in matched:
            expected = f"the same number in both, in {each.section}, paragraph {each.paragraph}"
            printed = each.shown if isinstance(each, Reading) else each.printed
            place, near = partial(each.at, "printed"), partial(_near, study, plan, each, what)
            yield Difference(place, about, "value", printed, NONE, expected, near), spots_of(each)


def _near(study: Study, plan: Reconciliation, locator: Locator, what: str) -> str:
    """The row of the second extraction on the same outcome and paragraph that matches nothing of the first."""
    for row in study.second_extraction:
        about = _about(plan, row)
        if what in (about.outcome, about.claim) and _same_place(plan, row, locator) and not _match(study, plan, row):
            return f"; row {row.row} ({row.place}) has {row.printed!r} there"
    return ""
