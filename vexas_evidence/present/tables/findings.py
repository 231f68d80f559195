"""The findings, the harms, and what each number is out of: a row an estimate."""

from __future__ import annotations

from dataclasses import replace
from itertools import compress

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers, Shown
from vexas_evidence.analysis.statistics.statistic import Absent
from vexas_evidence.model import Estimate, Outcome
from vexas_evidence.model.measures import MEASURES
from vexas_evidence.present.design_words import comparator, counted, units, whom
from vexas_evidence.present.records import CONTRADICTS_ITSELF, declared_fields
from vexas_evidence.present.spans import Spans, in_brackets, join, to_line
from vexas_evidence.present.tables.absent import by_kind
from vexas_evidence.present.tables.reported import ROOM, foremost, groups
from vexas_evidence.present.tables.table import NONE, Row, Table, source_names, table_of

COLUMNS = {**section("findings.columns")}
_MOST = 40
"""How many rows of findings and harms leave a summary its six pages; of more stand those of a sheet's outcomes."""


def table_findings(numbers: Numbers) -> Table:
    """Every finding but harms: what, out of whom, by when, as printed, denominator, count, interval, source."""
    columns = {key: heading for key, heading in COLUMNS.items() if key != "note"}
    chosen = _chosen(numbers, "findings")
    rows = _not_stated(numbers, "findings") + _rows(numbers, chosen)
    title = fixed("findings.title", counted=_counted_ones(numbers))
    note = to_line(comparator(numbers)).strip()
    return table_of(numbers, "findings", title, columns, rows, chosen, note)


def table_safety(numbers: Numbers) -> Table:
    """The harms, and what a reader needs to know of them that no source read states."""
    left_out = ("count", "interval", "kind")
    columns = {key: heading for key, heading in COLUMNS.items() if key not in left_out} | {
        "outcome": fixed("safety.harm")
    }
    chosen = _chosen(numbers, "safety")
    absent = _not_stated(numbers, "safety")
    rows = _rows(numbers, chosen) + absent
    title = fixed("safety.title-absent" if absent else "safety.title")
    note = fixed("safety.note") if absent else ""
    return table_of(numbers, "safety", title, columns, rows, chosen, note)


def table_of_foremost(numbers: Numbers, table: Table) -> Table:
    """Findings or harms for a document of few pages: where all rows take more, those of the foremost outcomes.

    What is not stated stays, as does what describes the study or the harms and is no result.
    """
    if sum(len(entries(numbers, name)) for name in ("findings", "safety")) <= _MOST:
        return table
    results, main = (
        {line.estimate.outcome for group in of for line in group.lines}
        for of in (groups(numbers), foremost(numbers, ROOM))
    )
    behind = (each for _, each in entries(numbers, table.name))
    shown = (isinstance(each, Absent) or each.outcome in main or each.outcome not in results for each in behind)
    note = " ".join(filter(None, (table.note, fixed("findings.foremost"))))
    return replace(table, rows=tuple(compress(table.rows, shown)), note=note)


def table_denominators(numbers: Numbers) -> Table:
    """The denominator and time point of each number."""
    columns = {"number": fixed("denominators.number"), "outcome": fixed("denominators.what")}
    columns |= {"whom": COLUMNS["whom"], "when": COLUMNS["when"], "denominator": fixed("denominators.denominator")}
    chosen = [
        estimate
        for estimate in numbers.study.estimates.values()
        if numbers.outcomes[estimate.outcome].role != "definition"
        and (estimate.measure in ("proportion", "count") or _is_statistic_of_one_arm(estimate))
        and not (estimate.measure == "count" and numbers.is_denominator(estimate))
    ]
    rows = [("", {"number": counted(numbers, each)} | _row(numbers, each)) for each in chosen]
    has_percentage = any(each.measure == "proportion" and numbers.denominator(each) is None for each in chosen)
    title = fixed("denominators.title", counted=_counted_ones(numbers))
    note = fixed("denominators.note") if has_percentage else ""
    return table_of(numbers, "denominators", title, columns, rows, chosen, note)


def _is_statistic_of_one_arm(estimate: Estimate) -> bool:
    """Whether an estimate is a median, a mean or another statistic of participants, and not an effect."""
    row = MEASURES[estimate.measure]
    return row.is_statistic and not row.compares


def _counted_ones(numbers: Numbers) -> str:
    """What numbers are out of: patients, or other units too where any counts those."""
    others = any(units(numbers, estimate) for estimate in numbers.study.estimates.values())
    return fixed("findings.counted.others" if others else "findings.counted.patients")


def entries(numbers: Numbers, table: str) -> list[tuple[str, Estimate | Absent]]:
    """Return the estimate, or what is not stated, behind each row of the findings or of safety, with its group."""
    stated: list[tuple[str, Estimate | Absent]] = [(_group(numbers, e), e) for e in _chosen(numbers, table)]
    absent: list[tuple[str, Estimate | Absent]] = [*_absent(numbers, table)]
    return absent + stated if table == "findings" else stated + absent


def _chosen(numbers: Numbers, table: str) -> list[Estimate]:
    """The results of a table: harms in safety, all others in findings.

    They stand by group in the order of the vocabulary, and those of one outcome stand behind its first.

    What describes harms stands with them: a description under a heading that a harm stands under.
    """
    known = numbers.outcomes.values()
    groups = list(dict.fromkeys(outcome.group for outcome in known))
    of_harms = {outcome.group for outcome in known if outcome.role == "harm"}

    def is_chosen(outcome: Outcome) -> bool:
        is_of_safety = outcome.role == "harm" or (outcome.role == "description" and outcome.group in of_harms)
        return outcome.role != "definition" and is_of_safety == (table == "safety") and not outcome.view

    chosen = [each for each in numbers.study.estimates.values() if is_chosen(numbers.outcomes[each.outcome])]
    outcomes = list(dict.fromkeys(each.outcome for each in chosen))
    return sorted(chosen, key=lambda each: (groups.index(_group(numbers, each)), outcomes.index(each.outcome)))


def _group(numbers: Numbers, estimate: Estimate) -> str:
    return numbers.outcomes[estimate.outcome].group


def _rows(numbers: Numbers, chosen: list[Estimate]) -> list[tuple[str, Row]]:
    return [(_group(numbers, each), _row(numbers, each)) for each in chosen]


def _row(numbers: Numbers, estimate: Estimate) -> Row:
    outcome = numbers.outcomes[estimate.outcome]
    label = numbers.measured(estimate)  # the arms are named with those who were counted
    count, percent, interval = numbers.count(estimate), _derived(numbers, estimate), numbers.interval(estimate)
    return {
        "outcome": (label, f" ({fixed('tables.surrogate')})") if outcome.surrogate else (label,),
        "whom": whom(numbers, estimate),
        "when": (numbers.when(estimate),),
        "reported": (*counted(numbers, estimate), *in_brackets(percent)),
        "denominator": numbers.denominator_with_status(estimate) or NONE,
        "count": (count,) if count else NONE,
        "interval": (interval,) if interval else NONE,
        "ci": (ci,) if (ci := numbers.computed_ci(estimate)) else NONE,
        "kind": (_kinds(numbers, estimate),),
        "note": _to_keep_in_mind(numbers, estimate) or NONE,
        "source": source_names(numbers, estimate.readings),
    }


def _derived(numbers: Numbers, estimate: Estimate) -> Shown | None:
    """The percentage of a printed count, which no source prints."""
    percent = numbers.percent(estimate)
    return percent if percent and percent.kind == "derived" else None


def _to_keep_in_mind(numbers: Numbers, estimate: Estimate) -> Spans:
    """The note of an estimate, and what contradicts itself in its prints."""
    contradictions = (
        (f"{label}: ", *text) for label, text in declared_fields(numbers, estimate) if label == CONTRADICTS_ITSELF
    )
    return join(" ", filter(None, (numbers.spans(estimate.note) if estimate.note else (), *contradictions)))


def _kinds(numbers: Numbers, estimate: Estimate) -> str:
    """The kind of each number in the row of an estimate."""
    parts = {"denominator": numbers.denominator(estimate), "count": numbers.count(estimate)}
    words = [fixed("findings.kinds.words" if estimate.is_in_words else "findings.kinds.reported")]
    words += [
        fixed(f"findings.kinds.{name}", kind=shown.kind)
        for name, shown in parts.items()
        if shown and shown.kind != "reported"
    ]
    words += [fixed("findings.kinds.percentage")] if _derived(numbers, estimate) else []
    words += [fixed("findings.kinds.interval")] if numbers.interval(estimate) else []
    return "; ".join(words)


def _not_stated(numbers: Numbers, table: str) -> list[tuple[str, Row]]:
    return [
        (group, {"outcome": (absent.outcome.label,), "reported": (absent.text,)})
        for group, absent in _absent(numbers, table)
    ]


def _absent(numbers: Numbers, table: str) -> list[tuple[str, Absent]]:
    """What no source read states, those proposed as critical first."""
    rows = [absent for absent in numbers.not_stated if absent.table == table]
    status = section("findings.status")[numbers.evidence.question.outcomes.status]
    return [
        (fixed("findings.critical", status=status, absent=each.text) if critical else each.short.capitalize(), each)
        for critical in (True, False)
        for of_kind in by_kind(each for each in rows if each.critical == critical)
        for each in of_kind
    ]
