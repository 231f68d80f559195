"""One proportion as an array of symbols, for readers who think in persons.

Only a proportion whose denominator is reported or inferred may be drawn so: a symbol stands for somebody. The array
has a hundred symbols, and its caption says from how many persons it is scaled.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.design_words import units, whom
from vexas_evidence.present.figures.canvas import MARK, PAPER, RULE, canvas
from vexas_evidence.present.figures.chart import COLUMNS, Chart
from vexas_evidence.present.sources_read import in_words
from vexas_evidence.present.spans import Bare, Spans, Words, to_text
from vexas_evidence.present.tables.table import Table, source_ids, source_line, to_rows

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ACROSS = 10


def plot_icon_array(numbers: Numbers) -> Chart | None:
    """The estimate that the narrative names, as an array; None without one, its denominator, or participants."""
    estimate = numbers.study.estimates.get(numbers.study.narrative.icons or "")
    fraction = numbers.fraction(estimate) if estimate else None
    percent = numbers.statistics.percent(estimate.id) if estimate else None
    if estimate is None or fraction is None or percent is None or units(numbers, estimate):
        return None
    share = numbers.percent(estimate) or numbers.value(estimate)
    filled = int(percent.to_integral_value())
    when, label = numbers.when(estimate), numbers.label(estimate)
    status, of_whom = f"denominator {fraction.kind}", whom(numbers, estimate)
    of_tiers = in_words(numbers.sources(source_ids((estimate,))))
    caption = f"{label}, {when.text}: scaled to an array of symbols, so that a symbol is not a patient"
    label_text: Spans = (Bare(share), "\n", Bare(fraction), " patients\n", status, f"\nscaled\n{of_tiers}")

    description: Spans = (
        f"An array of symbols; those for {label.lower()}, ",
        when,
        ", are filled: ",
        Bare(share),
        ", scaled from ",
        Bare(fraction),
        f" patients ({status}).",
    )
    row: dict[str, Spans] = {
        "outcome": (label,),
        "whom": of_whom,
        "when": (when,),
        "number": (share, " (", fraction, ")"),
        "interval": (interval,) if (interval := numbers.interval(estimate)) else (Words("–", "name"),),
    }
    used = source_line(numbers, source_ids((estimate,)))
    table = Table("icons", caption, COLUMNS, to_rows([("", row)], tuple(COLUMNS)), used, "")
    finding: Spans = (share, ", ", fraction, f" patients ({status})")
    draw = partial(_draw, filled, to_text(label_text))
    return Chart("icons", caption, description, table, draw, (label_text,), finding=finding)


def _draw(filled: int, label: str) -> Figure:
    from matplotlib.patches import Circle

    figure, axes = canvas(2.4)
    for number in range(ACROSS * ACROSS):
        row, column = divmod(number, ACROSS)
        face, edge = (MARK, MARK) if number < filled else (PAPER, RULE)
        axes.add_artist(Circle((column, -row), 0.36, facecolor=face, edgecolor=edge, linewidth=1))
    axes.text(ACROSS + 0.6, -(ACROSS - 1) / 2, label, va="center", ha="left", linespacing=1.4)
    axes.set(xlim=(-0.6, 2.1 * ACROSS), ylim=(-ACROSS + 0.4, 0.6))
    axes.set_aspect("equal")
    axes.axis("off")
    return figure
