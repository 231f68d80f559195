"""Outcomes without a number, by what is known of each: not stated in the sources read, or by a source not measured.

A source that says that an outcome was not measured, or was measured and not reported, says more than one that is
silent, so each kind stands under words of its own (Cochrane Handbook, chapter 13.2.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import get_args

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.statistics.full_reference import lowered
from vexas_evidence.analysis.statistics.statistic import Absent
from vexas_evidence.model.question import NotStated
from vexas_evidence.present.spans import Spans, Words, join

_KINDS = get_args(NotStated.model_fields["kind"].annotation)


@dataclass(frozen=True, slots=True)
class AbsentGroup:
    """Outcomes that lack a number for one reason: their heading, a remark beside it, and the words of a cell."""

    heading: str
    remark: str
    short: str
    outcomes: tuple[Absent, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of the outcomes."""
        return tuple(each.outcome.label for each in self.outcomes)


def critical_absent(numbers: Numbers) -> tuple[AbsentGroup, ...]:
    """Return the critical outcomes without a number, those first that no source read states."""
    status = numbers.evidence.question.outcomes.status
    return tuple(
        AbsentGroup(
            fixed("outcomes.critical", absent=of_kind[0].text),
            fixed("outcomes.critical-remark", status=status, absent=of_kind[0].short),
            of_kind[0].short,
            of_kind,
        )
        for of_kind in by_kind(each for each in numbers.not_stated if each.critical)
    )


def others_absent(numbers: Numbers) -> tuple[AbsentGroup, ...]:
    """Return the other outcomes without a number, but for facts of the study itself."""
    found = (each for each in numbers.not_stated if not each.critical and each.table != "study")
    return tuple(
        AbsentGroup(fixed("outcomes.others", absent=of_kind[0].short), "", of_kind[0].short, of_kind)
        for of_kind in by_kind(found)
    )


def by_kind(found: Iterable[Absent]) -> Iterator[tuple[Absent, ...]]:
    """Yield outcomes that lack a number for one reason, each in the order of its study."""
    ordered = sorted(found, key=lambda each: _KINDS.index(each.row.kind))
    yield from (tuple(of_kind) for _, of_kind in groupby(ordered, key=lambda each: each.row.kind))


def in_words(numbers: Numbers) -> Spans:
    """The critical outcomes without a number, a sentence a reason; nothing where all have one."""
    sentences: Iterator[Spans] = (
        (
            f"{group.heading} ({group.remark}): ",
            *join(", ", [(Words(lowered(label), "name"),) for label in group.labels]),
            ".",
        )
        for group in critical_absent(numbers)
    )
    return join(" ", sentences)
