"""What a script or a notebook asks of a folder of evidence: its studies, their statistics, tables and figures.

Nothing is kept from one call to the next but what the objects hold: a folder that changed is loaded anew.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from vexas_evidence.load import folder as data_folder
from vexas_evidence.model import Evidence as EvidenceRecords
from vexas_evidence.model import Study as StudyRecords
from vexas_evidence.system.problems import Discrepancy

if TYPE_CHECKING:  # these take a second to import, so that they are loaded when they are asked for
    from collections.abc import Mapping

    import pandas as pd
    from great_tables import GT
    from matplotlib.figure import Figure

    from vexas_evidence.analysis.numbers import Numbers

Method = Literal["wilson", "clopper-pearson", "jeffreys", "agresti-coull", "logit"]


def load(folder: str | Path = "data") -> Evidence:
    """Read a folder of evidence.

    Parameters
    ----------
    folder
        The folder that holds ``report.yml``.

    Returns
    -------
    Evidence
        What the folder says now.

    Raises
    ------
    BadInput
        All problems of all files at once, each with file, line and remedy.

    Examples
    --------
    >>> example().study
    <Study marsh-fever-2030: 3 estimates; not stated: 1>
    """
    return Evidence(data_folder.load(Path(folder)))


def example() -> Evidence:
    """Return the evidence of an invented study, which comes with the package.

    Examples
    --------
    >>> example()
    <Evidence 1.0.0: marsh-fever-2030>
    """
    return load(Path(__file__).parents[1] / "example")


@dataclass(frozen=True, repr=False)
class Evidence:
    """A folder of evidence. ``records`` are its files as typed, frozen records."""

    records: EvidenceRecords

    @property
    def version(self) -> str:
        """The version of the evidence, which is not that of the package."""
        return self.records.version

    @property
    def study(self) -> Study:
        """The study that the report shows."""
        return self.studies[self.records.study.id]

    @cached_property
    def studies(self) -> Mapping[str, Study]:
        """Every study of the folder, by its id."""
        return MappingProxyType({name: Study(self.records, study) for name, study in self.records.studies.items()})

    def __repr__(self) -> str:
        return f"<Evidence {self.version}: {', '.join(self.studies)}>"


@dataclass(frozen=True, repr=False)
class Study:
    """One study. ``records`` are its files as typed, frozen records, ``evidence`` those of its folder."""

    evidence: EvidenceRecords
    records: StudyRecords

    @property
    def id(self) -> str:
        """The id of the study."""
        return self.records.id

    @property
    def title(self) -> str:
        """The title of the report on the study."""
        return self.records.about.title

    @property
    def statistics(self) -> pd.DataFrame:
        """The statistics, a row a number.

        Returns
        -------
        pandas.DataFrame
            ``id``; ``estimate`` ("" for a derived value, a judgment, the denominator of a population, and what is not
            stated); ``study``, ``arm``, ``comparator`` ("all arms" of an overall test), ``outcome``, ``population``,
            ``timepoint``, ``measure``;
            ``part`` (value, count, denominator, percent, rate, level, lower, upper, SD, SE, q1, q3, min, max, p,
            person-time, or the part of a derived value); ``value`` (float64, NaN where there is none; percentages and
            levels as 0 to 100) with ``bound`` (<, ≤, >, ≥) and ``unit``; ``printed`` (the text as its principal source
            prints it, or as a derived value is shown); ``kind`` (reported, derived, inferred, judged);
            ``denominator_status``; ``method`` of an interval that is computed (Wilson, Clopper-Pearson; none is where
            a source prints one); ``unit_of_analysis``, ``analysis_set`` and ``adjusted_for``; ``formula`` and
            ``inputs`` of what no source prints; ``because``, the reason where there is no value.

            They stand in the order of the estimates; then come what is not stated, the populations, the derived
            values, the judgments, and the intervals by Clopper and Pearson.

        Examples
        --------
        >>> statistics = example().study.statistics
        >>> statistics.loc[statistics["part"] == "denominator", ["id", "value", "because"]].values.tolist()[1:3]
        [['fever-free-week-4.denominator', 40.0, ''], ['rash.denominator', nan, 'denominator not stated']]
        """
        from vexas_evidence.analysis.statistics.statistic import statistics_frame

        return statistics_frame(self._numbers.statistics.rows)

    @property
    def readings(self) -> pd.DataFrame:
        """What each source prints, a row a reading: ``id`` (of the statistic), ``source``, ``locator``, ``printed``."""
        from vexas_evidence.analysis.statistics.statistic import readings_frame

        return readings_frame(self.records)

    def table(self, name: str) -> GT:
        """Return a table of the report, to style further.

        Parameters
        ----------
        name
            "study", "highlights", "findings", "safety", "denominators", "outcomes", "decision", "questions" or
            "domains".

        Raises
        ------
        ValueError
            Where no table has this name.
        """
        from vexas_evidence.present.tables import TABLES
        from vexas_evidence.present.tables.layout import to_gt

        if name not in TABLES:
            raise ValueError(f"table must be one of {', '.join(TABLES)}; got {name!r}")
        return to_gt(TABLES[name](self._numbers))

    def figure(self, name: str) -> Figure:
        """Return a figure of the report, to style further.

        Parameters
        ----------
        name
            "proportions", "timeline" or "flow"; a name of an earlier version leads to one of these.

        Raises
        ------
        ValueError
            Where the study has no numbers for a figure of this name.
        """
        from vexas_evidence.present.figures import charts
        from vexas_evidence.present.figures.canvas import to_figure

        known = charts(self._numbers)
        chart = known.get(self.records.figures.get(name, name))
        if chart is None:
            raise ValueError(f"figure must be one of {', '.join(known)}; got {name!r}")
        return to_figure(chart.picture)

    @cached_property
    def _numbers(self) -> Numbers:
        from vexas_evidence.analysis.numbers import Numbers

        return Numbers(self.evidence, self.records)

    def __repr__(self) -> str:
        stated, absent = len(self.records.estimates), len(self.records.results.not_stated)
        return f"<Study {self.id}: {stated} estimates; not stated: {absent}>"

    def _repr_html_(self) -> str:
        return f"<b>{html.escape(self.title)}</b><br>{html.escape(repr(self).strip('<>'))}"


def check(study: Study) -> tuple[Discrepancy, ...]:
    """Return what contradicts a study, sorted by file and line; nothing where all holds.

    The checks need the data only. What is declared as a discrepancy of a source is not among them; ledgers and second
    extractions are compared by the command ``verify``.

    Examples
    --------
    >>> check(example().study)
    ()
    """
    from vexas_evidence.analysis.checks.run import check_study

    declared = {each.key for each in study._numbers.declared}
    found, _ = check_study(study._numbers)
    return tuple(sorted(each for each in found if (each.check, each.about) not in declared))


class ShareInterval(NamedTuple):
    """A confidence interval of a proportion: its limits as shares between 0 and 1, its level, and its method."""

    lower: float
    upper: float
    level: float
    method: Method


def interval(count: int, denominator: int, *, level: float = 0.95, method: Method = "wilson") -> ShareInterval:
    """Return the confidence interval of a count of a denominator.

    Parameters
    ----------
    count, denominator
        The participants with the outcome, and all; the count is no larger.
    level
        The level as a share, above 0 and below 1.
    method
        "wilson" (Wilson 1927), "clopper-pearson" (exact), "jeffreys", "agresti-coull" or "logit"; never that of Wald,
        whose coverage is too low (Agresti and Coull 1998, doi:10.1080/00031305.1998.10480550).

    Raises
    ------
    ValueError
        Where no interval can be had; a logit interval needs participants with and without the outcome.

    Examples
    --------
    >>> lower, upper, level, method = interval(9, 12)
    >>> round(lower, 3), round(upper, 3), level, method
    (0.468, 0.911, 0.95, 'wilson')
    """
    from decimal import Decimal

    from vexas_evidence.analysis.intervals import METHODS

    if method not in get_args(Method):
        raise ValueError(f"method must be one of {', '.join(get_args(Method))}; got {method!r}")
    if not 0 < level < 1:
        raise ValueError(f"level must be above 0 and below 1; got {level!r}")
    if denominator < 1 or not 0 <= count <= denominator:
        raise ValueError(f"count must be from 0 to the denominator, which is at least 1; got {count} of {denominator}")
    if method == "logit" and count in (0, denominator):
        raise ValueError(
            f"a logit interval needs participants with and without the outcome; got {count} of {denominator}"
        )
    limits = next(limits for name, limits in METHODS.items() if name.lower() == method)
    lower, upper = limits(count, denominator, Decimal(repr(level)))
    return ShareInterval(lower, upper, level, method)
