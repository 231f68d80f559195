"""Tables of the report, each as data.

A table's own module gives the headings and cells of its columns; ``columns`` says how wide each is on the screen and
on A4; ``layout`` writes a table for each medium.
"""

from __future__ import annotations

from collections.abc import Callable

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.tables.findings import table_denominators, table_findings, table_safety
from vexas_evidence.present.tables.outcomes import table_outcomes
from vexas_evidence.present.tables.overview import table_highlights, table_study
from vexas_evidence.present.tables.panel import table_decision, table_domains, table_questions
from vexas_evidence.present.tables.reported import table_reported
from vexas_evidence.present.tables.summary_of_findings import table_comparison
from vexas_evidence.present.tables.table import Table

TABLES: dict[str, Callable[[Numbers], Table]] = {
    "reported": table_reported,
    "study": table_study,
    "highlights": table_highlights,
    "findings": table_findings,
    "safety": table_safety,
    "denominators": table_denominators,
    "outcomes": table_outcomes,
    "comparison": table_comparison,
    "decision": table_decision,
    "questions": table_questions,
    "domains": table_domains,
}
"""The tables by name, in the order of their downloads."""
