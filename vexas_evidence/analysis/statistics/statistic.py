"""A statistic, what each source prints for it, and the long table that holds all those of a study.

The form is that of the field's analysis results data (CDISC Analysis Results Standard; pharmaverse ``cards``): a row a
statistic, in an order that follows the estimates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, get_args

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.intervals import Interval, Method
from vexas_evidence.analysis.percentages import Underivable
from vexas_evidence.model import Estimate, Evidence, Kind, NotStated, Outcome, Study
from vexas_evidence.model.record import NOT_STATED
from vexas_evidence.model.source import in_words
from vexas_evidence.model.study import DenominatorStatus
from vexas_evidence.text import printed

if TYPE_CHECKING:
    import pandas as pd

SHOWN: Method = "Wilson"
"""The method of the interval that tables and figures show."""
PARTICIPANTS = "participants"
"""The unit of a count that is printed without one."""


class Statistic(NamedTuple):
    """One number of a study, or its absence with the reason.

    ``id`` is that of the estimate, the derived value or the judgment, with the part after a point where that is not
    the number itself. ``printed`` is the text as its principal source prints it, or as a derived value is shown;
    ``method`` is that of an interval. ``formula`` and ``inputs`` say how a number that no source prints follows. Where
    ``value`` is None, ``because`` says why.
    """

    id: str
    estimate: str
    study: str
    arm: str | None = None
    comparator: str | None = None
    outcome: str | None = None
    population: str | None = None
    timepoint: str | None = None
    measure: str | None = None
    part: str = "value"
    value: Decimal | None = None
    bound: str = ""
    printed: str = ""
    unit: str = ""
    kind: Kind | None = None
    denominator_status: DenominatorStatus | None = None
    method: str | None = None
    unit_of_analysis: str | None = None
    analysis_set: str | None = None
    adjusted_for: str | None = None
    formula: str = ""
    inputs: tuple[str, ...] = ()
    because: str = ""

    @classmethod
    def of_estimate(cls, study: Study, estimate: Estimate, status: DenominatorStatus | None) -> Statistic:
        """Return what the rows of an estimate have in common, with the status of its denominator."""
        population, given = study.population_of(estimate), estimate.adjusted_for
        return cls(
            estimate.id,
            estimate.id,
            study.id,
            population.arm,
            estimate.comparator or estimate.compares,
            estimate.outcome,
            estimate.population,
            estimate.timepoint,
            estimate.measure,
            denominator_status=status,
            unit_of_analysis=estimate.unit_of_analysis or population.unit_of_analysis,
            analysis_set=estimate.analysis_set,
            adjusted_for="; ".join(given) if isinstance(given, tuple) else given,
        )

    def with_part(
        self,
        part: str,
        value: Decimal | None,
        *,
        bound: str = "",
        printed: str = "",
        unit: str = "",
        kind: Kind | None = None,
        method: str = "",
        formula: str = "",
        inputs: tuple[str, ...] = (),
        because: str = "",
    ) -> Statistic:
        """Return the row of a part of the same estimate, with its value and its other columns."""
        shown = bound, printed, unit, kind, self.denominator_status, method or None
        name, how = id_of(self.estimate, part, method), self[17:20]  # unit of analysis, analysis set, adjusted for
        return Statistic(name, *self[1:9], part, value, *shown, *how, formula, inputs, because)


@dataclass(frozen=True)
class Statistics:
    """Every statistic of a study, each computed once.

    ``main`` are those of its estimates, what is not stated, those of its populations, derived values and judgments, in
    this order. ``by_other_methods`` computes the intervals by other methods than the one that is shown, which cost more
    than all else and which only records and the long table ask for.
    """

    main: tuple[Statistic, ...]
    by_other_methods: Callable[[], Iterator[Statistic]]

    @cached_property
    def rows(self) -> tuple[Statistic, ...]:
        """All statistics: the long table."""
        return (*self.main, *self._others.values())

    @cached_property
    def by_id(self) -> dict[str, Statistic]:
        """The main statistics by id."""
        return {row.id: row for row in self.main}

    @cached_property
    def _others(self) -> dict[str, Statistic]:
        return {row.id: row for row in self.by_other_methods()}

    def find(self, record: str, part: str) -> Statistic | None:
        """Return the row of a part of a record; None where there is none."""
        return self.by_id.get(id_of(record, part))

    def in_years(self, estimate: Estimate) -> Fraction | None:
        """Return a number in years where it is itself a time; None for another one, or a time in cycles."""
        return None if self.known(estimate.id, "value") is None else printed.years(estimate.number)

    def known(self, estimate: str, part: str) -> Statistic | None:
        """Return a part of an estimate; None where it has no value.

        Raises Underivable where the data name a denominator for the estimate, and none can be had.
        """
        row = self.find(estimate, part)
        if row is not None and row.value is not None:
            return row
        denominator = self.find(estimate, "denominator")
        if denominator and denominator.value is None and denominator.denominator_status in ("reported", "inferred"):
            raise Underivable(denominator.because)
        return None

    def limits(self, estimate: str) -> tuple[Decimal, Decimal] | None:
        """Return the limits of an interval, printed or computed; None where one is not known. Raises Underivable."""
        rows = [self.known(estimate, part) for part in ("lower", "upper")]
        lower, upper = (None if row is None else row.value for row in rows)
        return None if lower is None or upper is None else (lower, upper)

    def why_unknown(self, estimate: str, part: str) -> str:
        """Return why a part of an estimate has no value; "" where it has one, or has no such part."""
        row = self.find(estimate, part)
        return row.because if row else ""

    def percent(self, estimate: str) -> Decimal | None:
        """Return a percentage as it is derived, or else as a source prints it without a bound; None without either.

        Raises Underivable.
        """
        if derived := self.known(estimate, "percent"):
            return derived.value
        row = self.known(estimate, "value")
        return row.value if row and row.measure == "proportion" and row.unit == "%" and not row.bound else None

    def interval(self, estimate: str) -> Interval | None:
        """Return the interval that is computed for an estimate and shown; None without one. Raises Underivable."""
        if self.known(estimate, "denominator") is None:
            return None
        return self._interval(estimate, SHOWN)

    def intervals(self, estimate: str) -> tuple[Interval, ...]:
        """Return the intervals by every method, the one that is shown first. Raises Underivable."""
        shown = self.interval(estimate)
        if shown is None:
            return ()
        others = (self._interval(estimate, method) for method in get_args(Method) if method != SHOWN)
        return (shown, *filter(None, others))

    def _interval(self, estimate: str, method: Method) -> Interval | None:
        rows = self.by_id if method == SHOWN else self._others
        found = (rows.get(id_of(estimate, part, method)) for part in ("level", "lower", "upper"))
        values = [row.value for row in found if row and row.method == method and row.value is not None]
        if not values:
            return None
        level, lower, upper = values
        return Interval(level / 100, method, lower, upper)


def id_of(record: str, part: str, method: str = "") -> str:
    """Return the id of a part of a record; of an interval that is not the one shown, with its method.

    Examples
    --------
    >>> id_of("rash", "value"), id_of("rash", "lower", "Wilson"), id_of("rash", "lower", "Clopper-Pearson")
    ('rash', 'rash.lower', 'rash.lower.clopper-pearson')
    """
    name = record if part == "value" else f"{record}.{part}"
    return name if method in ("", SHOWN) else f"{name}.{method.lower()}"


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

    @property
    def short(self) -> str:
        """The words of a narrow cell: "not stated", or what a source says, as "not measured"."""
        return fixed("outcomes.absent") if self.text == NOT_STATED else self.text


def absences(evidence: Evidence, study: Study) -> Iterator[Absent]:
    """Yield what a study does not state, in the order of its file."""
    outcomes, asked = evidence.outcomes_of(study), evidence.outcomes_asked_of(study)
    for row in study.results.not_stated:
        outcome = outcomes[row.outcome]
        table = row.table or _TABLES.get(outcome.role, "findings")
        text = NOT_STATED if row.kind == "not found in the part read" else row.kind
        yield Absent(row, outcome, table, text, asked.get(row.outcome) == "critical")


def statistics_frame(rows: Sequence[Statistic]) -> pd.DataFrame:
    """Return statistics as a data frame: a column a field of ``Statistic``.

    ``value`` is float64, NaN where there is none; every other column is text, "" where there is none.
    """
    import pandas as pd  # here, because it is slow to import

    frame = pd.DataFrame(list(rows), columns=Statistic._fields)
    frame["inputs"] = frame["inputs"].map(", ".join)
    values = [float("nan") if row.value is None else float(row.value) for row in rows]
    return frame.fillna("").assign(value=pd.Series(values, dtype="float64"))


def readings_frame(study: Study) -> pd.DataFrame:
    """Return what each source prints for each estimate: ``id``, ``source``, ``locator`` and ``printed``, all text."""
    rows = [
        (estimate.id, reading.source, in_words(reading.place), reading.printed)
        for estimate in study.estimates.values()
        for reading in estimate.readings
    ]
    import pandas as pd

    return pd.DataFrame(rows, columns=["id", "source", "locator", "printed"])
