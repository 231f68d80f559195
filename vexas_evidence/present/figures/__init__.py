"""Figures: what the numbers look like, each as data first (``Chart``), then a drawing.

``charts`` lists them with the function that plots each: a new figure stands there.
"""

from __future__ import annotations

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.figures.chart import Chart
from vexas_evidence.present.figures.dots import plot_flow
from vexas_evidence.present.figures.proportions import plot_proportions
from vexas_evidence.present.figures.timeline import plot_timeline


def charts(numbers: Numbers) -> dict[str, Chart]:
    """Return the figures that a study has numbers for, by name."""
    figures = {
        "proportions": plot_proportions(numbers),
        "timeline": plot_timeline(numbers),
        "flow": plot_flow(numbers),
    }
    return {name: chart for name, chart in figures.items() if chart}
