"""What a study does not state: in which table, in which words, and whether a question calls it critical."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vexas_evidence.model import Evidence, NotStated, Outcome, Study
from vexas_evidence.model.record import NOT_STATED

_TABLES = {"harm": "safety", "characteristic": "study"}
"""The tables that show what is not stated, by the role of the outcome; all others stand in the findings."""


@dataclass(frozen=True, slots=True)
class Absent:
    """An outcome that is not stated: the table that shows it, the words there, and whether it is critical."""

    row: NotStated
    outcome: Outcome
    table: str
    text: str
    critical: bool

    @property
    def name(self) -> str:
        """Its name among the records of its study."""
        return f"not-stated.{self.table}.{self.outcome.id}"


def absences(evidence: Evidence, study: Study) -> Iterator[Absent]:
    """Yield what a study does not state, in the order of its file."""
    outcomes, asked = evidence.outcomes_of(study), evidence.outcomes_asked_of(study)
    for row in study.results.not_stated:
        outcome = outcomes[row.outcome]
        table = row.table or _TABLES.get(outcome.role, "findings")
        text = NOT_STATED if row.kind == "not found in the part read" else row.kind
        yield Absent(row, outcome, table, text, asked.get(row.outcome) == "critical")
