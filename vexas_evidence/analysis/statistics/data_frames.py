"""Statistics and readings as data frames: values are floats there, NaN where there is none."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from vexas_evidence.analysis.statistics.statistic import Statistic
from vexas_evidence.model import Study


def statistics_frame(rows: Sequence[Statistic]) -> pd.DataFrame:
    """Return statistics as a data frame: a column a field of ``Statistic``.

    ``value`` is float64, NaN where there is none; every other column is text, "" where there is none.
    """
    frame = pd.DataFrame(list(rows), columns=Statistic._fields)
    frame["inputs"] = frame["inputs"].map(", ".join)
    values = [float("nan") if row.value is None else float(row.value) for row in rows]
    return frame.fillna("").assign(value=pd.Series(values, dtype="float64"))


def readings_frame(study: Study) -> pd.DataFrame:
    """Return what each source prints for each estimate: ``id``, ``source``, ``locator`` and ``printed``, all text."""
    rows = [
        (
            estimate.id,
            reading.source,
            f"{reading.section}, paragraph {reading.paragraph}, sentence {reading.sentence}",
            reading.printed,
        )
        for estimate in study.estimates.values()
        for reading in estimate.readings
    ]
    return pd.DataFrame(rows, columns=["id", "source", "locator", "printed"])
