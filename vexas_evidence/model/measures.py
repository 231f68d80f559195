"""The measures that an estimate can have, a row a measure: what it is called, and how its numbers behave.

Sources: Cochrane Handbook, chapter 6, for the measures of effect and the scales on which their intervals are symmetric;
chapter 10.2 for those that follow from counts; chapter 23.1 for the intracluster correlation coefficient.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from vexas_evidence.text.grammar.digits import PERSON_TIME
from vexas_evidence.text.printed import Printed

StatisticMeasure = Literal[
    "median",
    "mean",
    "geometric-mean",
    "incidence-rate",
    "cumulative-incidence",
    "survival",
    "restricted-mean-survival-time",
    "risk-ratio",
    "odds-ratio",
    "hazard-ratio",
    "rate-ratio",
    "common-odds-ratio",
    "geometric-mean-ratio",
    "risk-difference",
    "mean-difference",
    "median-difference",
    "standardized-mean-difference",
    "p-value",
    "correlation",
    "intracluster-correlation",
]
"""The measures that print an estimate with an interval, a spread or a p-value."""
Measure = Literal[
    "count",
    "proportion",
    "median",
    "range",
    "individual-value",
    "threshold",
    "window",
    "person-time",
    "quantifier",
    "wording",
    StatisticMeasure,
]
Scale = Literal["linear", "log", "logit"]


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """How the numbers of a measure behave.

    ``label`` names it in a table, "" where the number shows what it is. ``scale`` is the one on which its interval is
    symmetric, ``null`` its value where two arms do not differ, ``least`` and ``most`` what it can be. ``compares`` says
    whether it sets an arm against another, and ``is_of_counts`` whether it follows from the counts of both.
    ``is_statistic`` says whether it prints an estimate with an interval, a spread or a p-value, and no single number.
    """

    label: str = ""
    scale: Scale | None = None
    null: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    compares: bool = False
    is_of_counts: bool = False
    is_statistic: bool = True

    def allows(self, value: Decimal) -> bool:
        """Whether a number is possible."""
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


_LEAST, _ZERO, _ONE, _ALL = Decimal(-1), Decimal(0), Decimal(1), Decimal(100)


def _single(label: str = "") -> MeasureRow:
    return MeasureRow(label, is_statistic=False)


def _ratio(label: str, *, is_of_counts: bool = False) -> MeasureRow:
    return MeasureRow(label, "log", _ONE, _ZERO, None, compares=True, is_of_counts=is_of_counts)


def _difference(label: str, *, is_of_counts: bool = False) -> MeasureRow:
    return MeasureRow(label, "linear", _ZERO, compares=True, is_of_counts=is_of_counts)


MEASURES: Mapping[Measure, MeasureRow] = MappingProxyType(
    {
        "count": _single(),
        "proportion": _single(),
        "range": _single("range"),
        "individual-value": _single("individual value"),
        "threshold": _single(),
        "window": _single(),
        "person-time": _single("person-time"),
        "quantifier": _single(),
        "wording": _single(),
        "median": MeasureRow("median"),
        "mean": MeasureRow("mean", "linear"),
        "geometric-mean": MeasureRow("geometric mean", "log", least=_ZERO),
        "incidence-rate": MeasureRow("incidence rate", "log", least=_ZERO),
        "cumulative-incidence": MeasureRow("cumulative incidence", "logit", least=_ZERO, most=_ALL),
        "survival": MeasureRow("survival", "logit", least=_ZERO, most=_ALL),
        "restricted-mean-survival-time": MeasureRow("restricted mean survival time", "linear", least=_ZERO),
        "risk-ratio": _ratio("risk ratio", is_of_counts=True),
        "odds-ratio": _ratio("odds ratio", is_of_counts=True),
        "hazard-ratio": _ratio("hazard ratio"),
        "rate-ratio": _ratio("rate ratio"),
        "common-odds-ratio": _ratio("common odds ratio"),
        "geometric-mean-ratio": _ratio("ratio of geometric means"),
        "risk-difference": _difference("risk difference", is_of_counts=True),
        "mean-difference": _difference("mean difference"),
        "median-difference": _difference("median difference"),
        "standardized-mean-difference": _difference("standardized mean difference"),
        "p-value": MeasureRow("p-value", least=_ZERO, most=_ONE, compares=True),
        "correlation": MeasureRow("correlation coefficient", least=_LEAST, most=_ONE),
        "intracluster-correlation": MeasureRow("intracluster correlation coefficient", least=_LEAST, most=_ONE),
    }
)
"""The measures by name: those of single numbers, of one arm, and of an arm against another."""
OVER_TIME: tuple[Measure, ...] = ("survival", "cumulative-incidence")
"""The measures of a curve over time, which are no share of participants."""
PERCENTAGES: tuple[Measure, ...] = ("proportion", *OVER_TIME)
"""The measures of one arm that a reader meets in percent."""


def has_form(measure: Measure, number: Printed) -> bool:
    """Say whether a printed number has the form that its measure prints, where it is a single number."""
    is_range, is_percent, is_integer = number.upper is not None, number.unit == "%", number.decimals == 0
    match measure:
        case "count":
            is_bare = number.unit in ("", "patients") and not (is_range or number.bound)
            return is_integer and is_bare and number.value >= 0
        case "proportion":
            return (is_percent or number.denominator is not None) and not is_range
        case "median" | "individual-value":
            return not (is_range or is_percent or number.denominator is not None)
        case "range":
            return is_range and not is_percent
        case "threshold":
            return bool(number.bound)
        case "window":
            return is_integer and not is_range
        case "person-time":
            return not is_range and PERSON_TIME.fullmatch(number.unit) is not None
        case _:
            return False
