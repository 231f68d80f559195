"""Figures: what the numbers look like, each as data first (``Chart``), then a drawing.

``charts`` lists them with the function that plots each: a new figure stands there.
"""

from __future__ import annotations

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.figures.chart import Chart
from vexas_evidence.present.figures.flow import plot_flow
from vexas_evidence.present.figures.icon_array import plot_icon_array
from vexas_evidence.present.figures.proportions import plot_harms, plot_proportions, plot_series


def charts(numbers: Numbers) -> dict[str, Chart]:
    """Return the figures that a study has numbers for, by name: those of every study, and its own."""
    figures = {
        "icons": plot_icon_array(numbers),
        "proportions": plot_proportions(numbers),
        **{each.id: plot_series(numbers, each) for each in numbers.study.narrative.series},
        "flow": plot_flow(numbers),
        "harms": plot_harms(numbers),
    }
    return {name: chart for name, chart in figures.items() if chart}
