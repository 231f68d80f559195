"""The parts of what a source prints, each for a cell of its own: a percentage, its limits, a number without its spread.

"30 of 45 patients (66.7%; 95% CI 51 to 80)" is 66.7% with an interval from 51% to 80%, of 30 of 45.
"""

from __future__ import annotations

import re

from vexas_evidence.analysis.intervals import LEVEL
from vexas_evidence.analysis.statistics.shown import Shown
from vexas_evidence.analysis.statistics.statistic import Statistic, Statistics
from vexas_evidence.model import Estimate
from vexas_evidence.model.estimates import main_part
from vexas_evidence.model.measures import PERCENTAGES
from vexas_evidence.text.words import PEOPLE

_PEOPLE = re.compile(rf"\b(?:{PEOPLE})\b", re.IGNORECASE)
_BEHIND = re.compile(r"\s*(?:\((?P<in>[^()]+)\)|[;±]\s*(?P<after>.+))")


def percent_alone(statistics: Statistics, estimate: Estimate, text: str) -> Shown | None:
    """Return the percentage of a print that holds more, such as a count or an interval; None where it does not."""
    row, found = statistics.known(estimate.id, "value"), estimate.principal_print
    holds_another = found is not None and (found.bracket or found.spreads or found.p)
    if holds_another or row is None or row.value is None or row.unit != "%" or estimate.measure not in PERCENTAGES:
        return None
    alone = f"{row.bound}{row.value:f}%"
    return None if alone == text else Shown(alone, "reported", estimate.id, "percent")


def printed_limits(statistics: Statistics, estimate: Estimate) -> Shown | None:
    """Return the printed limits of a percentage, with their level where it is another than that of computed ones."""
    level, ends = _printed_interval(statistics, estimate)
    if estimate.measure not in PERCENTAGES or [row.unit for row in ends] != ["%", "%"]:
        return None
    other = f"{level.value:f}% CI: " if level and level.value != 100 * LEVEL else ""
    return Shown(f"{other}{ends[0].value:f}–{ends[1].value:f}%", "reported", estimate.id, "limits")


def printed_ci(statistics: Statistics, estimate: Estimate) -> Shown | None:
    """Return the printed interval of any estimate with its level, "95% CI -0.4 to 0.2"; None where a part is not."""
    level, ends = _printed_interval(statistics, estimate)
    if level is None or len(ends) != 2:
        return None
    limits = f"{ends[0].value:f} to {ends[1].value:f}{'%' if ends[1].unit == '%' else ''}"
    return Shown(f"{level.value:f}% CI {limits}", "reported", estimate.id, "ci")


def _printed_interval(statistics: Statistics, estimate: Estimate) -> tuple[Statistic | None, list[Statistic]]:
    """The level of an interval and its limits, as far as a source prints them as numbers."""
    known = (statistics.known(estimate.id, part) for part in ("level", "lower", "upper"))
    level, *limits = (row if row and row.kind == "reported" else None for row in known)
    return level, [row for row in limits if row]


def number_alone(estimate: Estimate, text: str) -> Shown | None:
    """Return the number of a print without the interval, spread or p-value behind it; None where none is printed.

    A unit behind these stays: "14.2 months" of "14.2 (SD 6.1) months".
    """
    found, behind = estimate.principal_print, _BEHIND.search(text)
    main = main_part(found) if found else None
    if main is None or behind is None or main.start >= behind.start():
        return None
    return Shown(f"{text[: behind.start()]}{text[behind.end() :]}", "reported", estimate.id, "alone")


def printed_behind(text: str) -> str:
    """Return what is printed behind a number: "SD 6.1" of "14.2 (SD 6.1) months"; "" where nothing is."""
    behind = _BEHIND.search(text)
    return (behind["in"] or behind["after"]) if behind else ""


def within_phrase(estimate: Estimate, value: Shown, percent: Shown | None, fraction: Shown | None) -> Shown:
    """Return the number for a phrase that names its people and their count: "12%" of "5 of 42 patients (12%)"."""
    if percent and percent.kind == "reported" and not value.text.startswith(percent.text):
        return percent
    names_people = estimate.measure in PERCENTAGES and _PEOPLE.search(value.text)
    return (fraction if names_people else None) or value
