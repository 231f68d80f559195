"""What the other files of a folder are that holds the exports, by their names: tables, figures, citations, pictures."""

from __future__ import annotations

from vexas_evidence import card, citing, embedding, figures, frames
from vexas_evidence.model import Evidence
from vexas_evidence.numbers import Numbers


def titles(evidence: Evidence) -> dict[str, str]:
    """Return what each download of the report is, by the name of its file."""
    numbers = Numbers(evidence, evidence.study)
    told = {f"{name}.csv": make(numbers).title for name, make in frames.TABLES.items()}
    for name, draw in figures.CHARTS.items():
        if chart := draw(numbers):
            told[f"figure-{name}.csv"] = f"The numbers of a figure. {chart.caption}"
            pictures = (f"{name}.svg", f"{name}.png", embedding.picture_name(chart))
            told |= dict.fromkeys(pictures, f"A figure. {chart.caption}")
    for work in citing.works(evidence):
        for label, (ending, _) in citing.FORMATS.items():
            told[f"cite-{work.name}.{ending}"] = f"How to cite, as {label}. {work.title}"
    return told | {card.NAME: "The picture of one number that previews show, with its base, time and source inside"}
