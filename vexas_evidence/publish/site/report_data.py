"""The data folder of a render, read once for all its pages: numbers, tables, drawings, verification and downloads.

The folder comes from ``VEXAS_EVIDENCE_DATA`` (``data`` without).
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.verification import verify_evidence
from vexas_evidence.load.folder import load
from vexas_evidence.present.figures import canvas, plots
from vexas_evidence.present.figures.chart import Chart
from vexas_evidence.present.spans import written
from vexas_evidence.present.tables import findings
from vexas_evidence.present.tables.table import Table
from vexas_evidence.publish import export
from vexas_evidence.publish.coverage import verification_record as verifications
from vexas_evidence.publish.export import card, citations, embedding
from vexas_evidence.publish.release.release_file import Release, releases_beside
from vexas_evidence.publish.render.office_templates import FIGURE_RATIO
from vexas_evidence.system.problems import BadInput, Problem

DATA_VARIABLE = "VEXAS_EVIDENCE_DATA"


def data_folder() -> Path:
    """Return the data folder that the report is made from."""
    return Path(os.environ.get(DATA_VARIABLE, "data"))


def numbers() -> Numbers:
    """Return the numbers of the study that the report shows."""
    return _loaded(data_folder().resolve())


@cache
def _loaded(folder: Path) -> Numbers:
    """Load the data once for all pages of a render; data with a discrepancy is not shown."""
    evidence = load(folder)
    found = verify_evidence(evidence).discrepancies
    if found:
        raise BadInput(Problem(d.place, d.found, d.expected, d.remedy) for d in found)
    return Numbers(evidence, evidence.study)


@cache
def verification_of(folder: Path) -> verifications.VerificationRecord:
    """Return the verification of a data folder, made once for all pages."""
    return verifications.write_out(_loaded(folder), folder)


def releases() -> tuple[Release, ...]:
    """Return the releases of the study that stand beside its data, oldest first."""
    return releases_beside(data_folder(), numbers().study.id)


def table_named(name: str) -> Table:
    """Return a table of the report."""
    return findings.TABLES[name](numbers())


def chart_named(name: str) -> Chart | None:
    """Return a figure of the report; None where the study has no numbers for it."""
    return charts().get(name)


def charts() -> dict[str, Chart]:
    """Return the figures of the report that the study has numbers for, by name."""
    return _charts(data_folder().resolve())


@cache
def _charts(folder: Path) -> dict[str, Chart]:
    return plots.charts(_loaded(folder))


@cache
def svg(folder: Path, name: str) -> str:
    """Return the drawing of a figure as SVG."""
    chart = _charts(folder)[name]
    return canvas.to_svg(chart.draw, _about(chart.caption))


@cache
def png(folder: Path, name: str) -> bytes:
    """Return the drawing of a figure as PNG."""
    chart = _charts(folder)[name]
    return canvas.to_png(chart.draw, _about(chart.caption))


@cache
def slide_png(folder: Path, name: str) -> bytes:
    """Return the drawing of a figure as PNG that fills the width of a slide."""
    chart = _charts(folder)[name]
    return canvas.to_png(canvas.widened(chart.draw, FIGURE_RATIO), _about(chart.caption))


def _about(caption: str) -> str:
    """What a picture says of itself, wherever it is copied to."""
    return f"{caption}. Evidence version {numbers().evidence.changes.newest.label}"


def downloads() -> dict[str, bytes]:
    """Return every file for download by name: tables, figures, citations, the card, and the evidence for machines."""
    folder = data_folder().resolve()
    tables = {name: table_named(name) for name in findings.TABLES}
    files = {f"{name}.csv": _csv(table) for name, table in tables.items() if not table.frame.empty}
    for name, chart in charts().items():
        files[f"figure-{name}.csv"] = _csv(chart.table)
        files[f"{name}.svg"] = svg(folder, name).encode("utf-8")
        files[f"{name}.png"] = png(folder, name)
        embedded = embedding.to_embed(numbers(), chart)
        files[embedding.picture_name(chart)] = canvas.to_png(embedded, _about(chart.caption))
    for work in citations.works(numbers().evidence):
        for ending, write in citations.FORMATS.values():
            files[f"cite-{work.name}.{ending}"] = written(write(work)).encode("utf-8")
    if content := card.card(numbers()):
        files[card.NAME] = card.to_picture(content, _about(content.title))
    return files | export.downloads(numbers().evidence, files)


def _csv(content: Table) -> bytes:
    return content.as_csv(numbers().evidence.changes.newest.label).encode("utf-8")
