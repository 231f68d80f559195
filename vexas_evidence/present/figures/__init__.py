"""Figures: what the numbers look like, each as data first (``Chart``), then a drawing.

``PLOTS`` lists them with the function that plots each: a new figure stands there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.figures.chart import Chart
from vexas_evidence.present.figures.dots import plot_flow
from vexas_evidence.present.figures.proportions import plot_proportions
from vexas_evidence.present.figures.timeline import plot_timeline

PLOTS: Mapping[str, Callable[[Numbers], Chart | None]] = MappingProxyType(
    {"proportions": plot_proportions, "timeline": plot_timeline, "flow": plot_flow}
)


def charts(numbers: Numbers) -> dict[str, Chart]:
    """Return the figures that a study has numbers for, by name."""
    return {name: chart for name, plot in PLOTS.items() if (chart := plot(numbers))}
