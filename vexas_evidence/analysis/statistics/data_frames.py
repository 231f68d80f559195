"""Statistics and readings as data frames: values are floats there, NaN where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import pandas as pd

from vexas_evidence.analysis.statistics.long_table import PrintedReading, Statistic


def statistics_frame(rows: Sequence[Statistic]) -> pd.DataFrame:
    """Return statistics as a data frame: a column a field of ``Statistic``.

    ``value`` is float64, NaN where there is none; every other column is text, "" where there is none.
    """
    frame = _frame(rows, Statistic)
    frame["inputs"] = frame["inputs"].map(", ".join)
    values = [float("nan") if row.value is None else float(row.value) for row in rows]
    return frame.fillna("").assign(value=pd.Series(values, dtype="float64"))


def readings_frame(rows: Sequence[PrintedReading]) -> pd.DataFrame:
    """Return readings as a data frame with the columns ``id``, ``source``, ``locator`` and ``printed``, all text."""
    return _frame(rows, PrintedReading)


def _frame(rows: Sequence[Any], record: type[Any]) -> pd.DataFrame:
    names = [each.name for each in fields(record)]
    return pd.DataFrame([[getattr(row, name) for name in names] for row in rows], columns=names)
