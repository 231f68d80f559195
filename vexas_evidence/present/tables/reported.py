"""What was reported: each outcome with its time, who was counted, its percentage and its interval, a row an estimate.

Critical outcomes that are not stated stand last, each in a row of its own; the others in one line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from math import ceil

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.numbers import Numbers, Shown, When
from vexas_evidence.analysis.statistics.full_reference import lowered
from vexas_evidence.model import MOST_ROWS, Estimate, Outcome, OutcomeRow
from vexas_evidence.model.measures import MEASURES
from vexas_evidence.present.marks import Mark, is_over_time, mark_of, way_of
from vexas_evidence.present.spans import Spans, fixed_spans, join
from vexas_evidence.present.tables.absent import critical_absent, others_absent
from vexas_evidence.present.tables.summary_of_findings import ordered
from vexas_evidence.present.tables.table import NONE, Row, Table, table_of
from vexas_evidence.system.grouping import grouped

COLUMNS = {
    "outcome": fixed("outcomes.heads.outcome"),
    "when": fixed("outcomes.heads.when"),
    "counted": fixed("results.counted"),
    "number": fixed("results.number"),
    "limits": "95% CI",
}
_LEFT_OUT = ("wording", "quantifier", "threshold", "window", "p-value", "range")
"""The measures that are no result by themselves."""
_NAME = 40
"""How many letters of a name stand in a line of a document."""
_MOST_OF_ONE = 4
"""How many results of an outcome a row that nobody chose has room for; the others stand below the table."""
ROOM, ROOM_BESIDE_QUESTIONS = 28, 20
"""How many lines of outcomes leave room on one sheet for what stands above and below the table."""
ROOM_ON_PAPER = 180
"""How many lines of outcomes take half of the six pages of a summary."""
_ROOM_FOR_ALL = 25
"""The same with the lines of the critical outcomes that are not stated, which a strip above the table names too."""


@dataclass(frozen=True, slots=True)
class ReportedRow:
    """A row on one estimate: its outcome, its cells, and its mark where it is a percentage.

    ``remark`` is what a reader has to know beside the name: a surrogate, a word that no source defines, which way is
    better. ``about`` is what the name says after the outcome: the measure, the subgroup, the arm.
    """

    outcome: str
    remark: str
    about: str
    estimate: Estimate
    when: Spans
    counted: Spans
    number: Shown
    limits: Shown | None
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Group:
    """The rows under one heading, with what is true of all of them, and when they mostly occurred, if stated."""

    heading: str
    remark: str
    lines: tuple[ReportedRow, ...]
    timing: Spans = ()


def groups(numbers: Numbers) -> tuple[Group, ...]:
    """Return the results of a study, efficacy and harms, under the headings of the vocabulary."""
    chosen = (each for each in _of_results(numbers) if each.measure not in _LEFT_OUT)
    of_headings = grouped(chosen, lambda each: numbers.outcomes[each.outcome].group)
    return tuple(_group(numbers, heading, members) for heading, members in of_headings.items())


def foremost(numbers: Numbers, room: int = ROOM_BESIDE_QUESTIONS) -> tuple[Group, ...]:
    """Return the benefits and harms that the question rates highest, in so many lines as there is *room* for."""
    known = groups(numbers)
    of_outcomes = {lines[0].estimate.outcome: lines for group in known for lines in by_outcome(group.lines)}
    first = by_turns(numbers, of_outcomes, {})
    lengths = accumulate(_length(of_outcomes[outcome]) for outcome in first)
    shown = {outcome for outcome, length in zip(first, lengths, strict=True) if length <= room}
    chosen = (
        replace(group, lines=tuple(line for line in group.lines if line.estimate.outcome in shown)) for group in known
    )
    return tuple(group for group in chosen if group.lines)


def on_paper(numbers: Numbers) -> tuple[Group, ...]:
    """Return all outcomes, or of more than a document of few pages has room for the foremost."""
    known = groups(numbers)
    length = sum(_length(lines) for group in known for lines in by_outcome(group.lines))
    return known if length <= ROOM_ON_PAPER else foremost(numbers, ROOM_ON_PAPER)


def has_room_for_all(numbers: Numbers) -> bool:
    """Whether a document of one sheet has room for a line on each critical outcome that is not stated, too."""
    stated = (lines for group in groups(numbers) for lines in by_outcome(group.lines))
    return sum(map(_length, stated)) + sum(len(each.outcomes) for each in critical_absent(numbers)) <= _ROOM_FOR_ALL


def _length(lines: list[ReportedRow]) -> int:
    """How many lines of text the rows of an outcome take."""
    if len({line.about for line in lines}) == 1:
        return max(ceil(len(lines[0].outcome) / _NAME), len(lines))
    return 1 + sum(ceil(len(line.about) / _NAME) for line in lines)


def results(numbers: Numbers) -> tuple[ReportedRow, ...]:
    """Return every result of a study, those too that stand in no table of outcomes, as a range or words of how many."""
    return tuple(line_of(numbers, each) for each in _of_results(numbers))


def rows_to_weigh(numbers: Numbers) -> tuple[OutcomeRow, ...]:
    """Return the rows of ``appraisal.yml``, or else the outcomes that the question rates highest, at most seven."""
    if numbers.study.appraisal.outcomes:
        return numbers.study.appraisal.outcomes
    lines = (line for group in groups(numbers) for line in group.lines if not line.estimate.subgroup)
    found = grouped(lines, lambda line: line.estimate.outcome)
    rows = []
    if absent := critical_absent(numbers):
        plain = f"{'; '.join(group.outcomes[0].text for group in absent)}."
        rows.append(OutcomeRow(id="critical", title=fixed("screen.critical"), critical_not_stated=True, plain=plain))
    room = MOST_ROWS
    for outcome in by_weight(numbers, found):
        of_one = found[outcome][:_MOST_OF_ONE]
        room -= len({line.outcome for line in of_one})
        if room < 0:
            break
        for name in dict.fromkeys(line.outcome for line in of_one):
            ids = tuple(line.estimate.id for line in of_one if line.outcome == name)
            said = " ".join(f"{{{each}.full}}." for each in ids)
            rows.append(OutcomeRow(id=f"row-{ids[0]}", title=name, estimates=ids, plain=said))
    return tuple(rows)


def by_weight(numbers: Numbers, outcomes: Iterable[str]) -> list[str]:
    """Return outcomes by their importance; of one importance, benefits and harms by turns."""
    return by_turns(numbers, outcomes, numbers.evidence.question.outcomes.importance)


def by_turns(numbers: Numbers, outcomes: Iterable[str], importance: Mapping[str, str]) -> list[str]:
    """Outcomes by their importance, as far as it counts; of one importance, benefits and harms by turns."""
    levels = [*dict.fromkeys(importance.values()), None]
    before: Counter[tuple[str | None, str]] = Counter()
    ranks: dict[str, tuple[int, int]] = {}
    for outcome in ordered(numbers, outcomes):
        level, role = importance.get(outcome), numbers.outcomes[outcome].role
        ranks[outcome] = levels.index(level), before[level, role]
        before[level, role] += 1
    return sorted(ranks, key=ranks.__getitem__)


def table_reported(numbers: Numbers) -> Table:
    """All outcomes with who was counted, as data."""
    known = groups(numbers)
    rows = [(group.heading, _cells(line)) for group in known for line in group.lines]
    for group in (*critical_absent(numbers), *others_absent(numbers)):
        rows += [(group.heading, {"outcome": (each.outcome.label,), "number": (each.text,)}) for each in group.outcomes]
    estimates = (line.estimate for group in known for line in group.lines)
    return table_of(numbers, "reported", fixed("outcomes.caption"), COLUMNS, rows, estimates)


def _of_results(numbers: Numbers) -> Iterator[Estimate]:
    """The estimates of efficacy and harms, without those that are another view of others."""
    for estimate in numbers.study.estimates.values():
        outcome = numbers.outcomes[estimate.outcome]
        if outcome.role in ("efficacy", "harm") and not outcome.view:
            yield estimate


def _group(numbers: Numbers, heading: str, estimates: list[Estimate]) -> Group:
    """The rows of a heading; which way is better stands beside it where all agree, else beside each outcome."""
    of_outcomes = grouped(estimates, lambda each: each.outcome)
    ways = {outcome: way_of(numbers, of_one) for outcome, of_one in of_outcomes.items()}
    is_shared = len({*ways.values()}) == 1
    shared = [fixed("results.over-time")] if all(is_over_time(numbers, each) for each in estimates) else []
    shared += [*ways.values()][:1] if is_shared else []
    lines = tuple(
        line_of(numbers, each, "" if is_shared else ways[outcome])
        for outcome, of_one in of_outcomes.items()
        for each in of_one
    )
    return Group(heading, "; ".join(filter(None, shared)), lines, join("; ", _timing(numbers, heading)))


def _timing(numbers: Numbers, heading: str) -> Iterator[Spans]:
    """The windows of time that a study states for the outcomes under a heading at once."""
    for estimate, outcome in windows(numbers, heading):
        yield f"{lowered(outcome.label)}: ", numbers.value(estimate)


def windows(numbers: Numbers, heading: str) -> Iterator[tuple[Estimate, Outcome]]:
    """Yield the windows of time in which the outcomes under a heading are said to lie, each with what it is of."""
    for estimate in numbers.study.estimates.values():
        outcome = numbers.outcomes[estimate.outcome]
        if estimate.measure == "window" and outcome.group == heading and not outcome.view:
            yield estimate, outcome


def line_of(numbers: Numbers, estimate: Estimate, way: str = "") -> ReportedRow:
    """Return the row of an estimate; it says which *way* is better where others of its group differ."""
    outcome = numbers.outcomes[estimate.outcome]
    when = numbers.when(estimate)
    said = (fixed(f"tables.{key}") for key in ("surrogate", "interpreted") if getattr(outcome, key))
    return ReportedRow(
        label := numbers.label(estimate),
        "; ".join(filter(None, (*said, way))),
        label.removeprefix(outcome.label).removeprefix(",").strip()
        or (fixed("results.over-time") if is_over_time(numbers, estimate) else ""),
        estimate,
        (When(when.text.partition(" (")[0], when.id),),  # its remark in brackets stands in its record
        _counted(numbers, estimate),
        numbers.percent(estimate) or numbers.value(estimate),
        numbers.limits(estimate),
        mark_of(numbers, estimate),
    )


def _counted(numbers: Numbers, estimate: Estimate) -> Spans:
    """How many of how many; how many at all; or that this is not stated."""
    if MEASURES[estimate.measure].compares:
        return NONE
    if fraction := numbers.fraction(estimate):
        return (fraction,)
    denominator = numbers.denominator(estimate)
    if denominator is None:
        return analyzed(numbers, estimate) or (fixed("outcomes.no-denominator"),)
    return f"{fixed('results.of')} ", denominator


def analyzed(numbers: Numbers, estimate: Estimate) -> Spans:
    """Return how many were analyzed, where a number of a population of unknown size says so; else nothing."""
    known = numbers.study.estimates.get(estimate.analyzed or "")
    return fixed_spans("sentence.analyzed", number=numbers.value(known)) if known else ()


def _cells(line: ReportedRow) -> Row:
    name = f"{line.outcome} ({line.remark})" if line.remark else line.outcome
    cells: Row = {"outcome": (name,), "when": line.when, "counted": line.counted, "number": (line.number,)}
    return cells | ({"limits": (line.limits,)} if line.limits else {})


def by_outcome(lines: Iterable[ReportedRow]) -> Iterator[list[ReportedRow]]:
    """Yield the rows of each outcome."""
    for _, of_one in groupby(lines, key=lambda line: line.estimate.outcome):
        yield list(of_one)
