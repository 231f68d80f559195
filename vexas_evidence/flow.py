"""Stopping, relapse and re-exposure as a flow of boxes; a step that no source states is dashed and says so."""

from __future__ import annotations

from matplotlib import rc_context
from matplotlib.figure import Figure

from vexas_evidence.chart import COLUMNS, Chart
from vexas_evidence.drawing import MUTED, RULE, STYLE, WIDTH, arrow, box
from vexas_evidence.model import Estimate
from vexas_evidence.numbers import Numbers
from vexas_evidence.pieces import Bare, Pieces, Shown, joined, unlinked, written
from vexas_evidence.table import NONE, Row, Table, read_in, source_line, to_frame


def flow(numbers: Numbers) -> Chart | None:
    """Stopping, relapse and re-exposure; the step that no finding states is dashed and says so."""
    by_outcome = {estimate.outcome: estimate for estimate in numbers.study.estimates.values()}
    names = ("responders-stopped", "relapse-after-stopping", "re-exposure", "re-exposure-effective")
    if not all(name in by_outcome for name in names):
        return None
    stopped, relapsed, again, effective = (by_outcome[name] for name in names)
    if any(numbers.count(estimate) is None for estimate in (stopped, relapsed, again, effective)):
        return None
    rest = next(
        (
            Shown(value.parts["value"], value.kind, value.id)
            for value in numbers.derived.values()
            if value.rule == "difference" and value.inputs == (stopped.id, relapsed.id)
        ),
        None,
    )
    shown = [numbers.value(estimate) for estimate in (stopped, relapsed, again, effective)]
    said = (" responders\nstopped", " relapsed", " re-exposed", ":\ncalled effective")
    texts: list[Pieces] = [(Bare(number), words) for number, words in zip(shown, said, strict=True)]
    aside: Pieces = (Bare(rest), ": no relapse mentioned,\nfollow-up not stated") if rest else ()
    link = "which patients:\nnot stated"
    caption = "Stopping, relapse and re-exposure; which patients were re-exposed is not stated in the findings"

    def draw() -> Figure:
        with rc_context(STYLE):
            figure = Figure(figsize=(WIDTH, 2.7), layout="constrained")
            axes = figure.subplots()
        axes.set(xlim=(-1, 101), ylim=(2, 50))
        axes.axis("off")
        places = [(0, 32, 26), (37, 32, 22), (37, 4, 22), (74, 4, 26)]
        for text, (x, y, width) in zip(texts, places, strict=True):
            box(axes, written(text), x, y, width)
        arrow(axes, (26, 40), (37, 40), "solid")
        arrow(axes, (48, 32), (48, 20), "dashed")
        arrow(axes, (59, 12), (74, 12), "solid")
        axes.text(46.5, 26, link, ha="right", va="center", size=9, color=MUTED, linespacing=1.1)
        if aside:
            axes.plot([13, 13], [25, 32], color=RULE, linewidth=1)
            axes.text(0, 24, written(aside), ha="left", va="top", size=9, color=MUTED, linespacing=1.15)
        return figure

    rows: list[tuple[str, Row]] = [("", _row(numbers, estimate)) for estimate in (stopped, relapsed, again, effective)]
    if rest:
        rows.insert(2, ("", {"outcome": ("No relapse mentioned, follow-up not stated",), "number": (rest,)}))
    steps = joined("; ", [(*row["outcome"], ": ", *unlinked(row["number"])) for _, row in rows])
    alt = (caption, ". ", *steps, ". The step from relapse to re-exposure is dashed: which patients, not stated.")
    used = source_line(numbers, read_in((stopped, relapsed, again, effective)))
    table = Table("flow", caption, COLUMNS, to_frame(rows, tuple(COLUMNS)), used, "Counts as printed.")
    finding: Pieces = (
        *("Of ", shown[0], " responders who stopped, ", shown[1], " relapsed; "),
        *("of ", shown[2], " re-exposed it is called effective in ", shown[3]),
    )
    return Chart("flow", caption, alt, table, draw, (*texts, aside), finding=finding)


def _row(numbers: Numbers, estimate: Estimate) -> Row:
    interval = numbers.interval(estimate)
    return {
        "outcome": (numbers.evidence.outcomes[estimate.outcome].label,),
        "whom": numbers.pieces(numbers.study.populations[estimate.population].label),
        "when": (numbers.when(estimate),),
        "number": (numbers.value(estimate),),
        "interval": (interval,) if interval else NONE,
    }
