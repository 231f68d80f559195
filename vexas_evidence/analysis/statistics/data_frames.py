"""Statistics and readings as data frames: values are floats there, NaN where there is none."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from vexas_evidence.analysis.statistics.statistic import PrintedReading, Statistic


def statistics_frame(rows: Sequence[Statistic]) -> pd.DataFrame:
    """Return statistics as a data frame: a column a field of ``Statistic``.

    ``value`` is float64, NaN where there is none; every other column is text, "" where there is none.
    """
    frame = pd.DataFrame(list(rows), columns=Statistic._fields)
    frame["inputs"] = frame["inputs"].map(", ".join)
    values = [float("nan") if row.value is None else float(row.value) for row in rows]
    return frame.fillna("").assign(value=pd.Series(values, dtype="float64"))


def readings_frame(rows: Sequence[PrintedReading]) -> pd.DataFrame:
    """Return readings as a data frame with the columns ``id``, ``source``, ``locator`` and ``printed``, all text."""
    return pd.DataFrame(list(rows), columns=PrintedReading._fields)
