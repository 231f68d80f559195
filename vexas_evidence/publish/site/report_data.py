"""What a report shows, loaded and verified once for all its pages: numbers, figures, releases, downloads."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.verification import Verification, verify_evidence
from vexas_evidence.load.folder import load_report
from vexas_evidence.present import figures
from vexas_evidence.present.figures import sheet
from vexas_evidence.present.figures.chart import Chart, on_slide
from vexas_evidence.present.figures.drawings import Drawing, Drawings, Form
from vexas_evidence.present.figures.picture import PictureBlock
from vexas_evidence.present.spans import to_text
from vexas_evidence.present.tables import TABLES
from vexas_evidence.present.tables.table import Table
from vexas_evidence.publish import export
from vexas_evidence.publish.coverage import attachments
from vexas_evidence.publish.coverage.finished_render import ReportPages
from vexas_evidence.publish.coverage.verification_record import VerificationRecord, record_verification
from vexas_evidence.publish.export import chart_metadata, citations, embedding, moved
from vexas_evidence.publish.release.release_file import Release, load_releases
from vexas_evidence.publish.render.request import DATA_VARIABLE, REPORT_VARIABLE
from vexas_evidence.system.file_cache import FileCache
from vexas_evidence.system.problems import BadInput, Problem

CACHE = Path(".vexas-cache")
"""The folder beside the pages that keeps what renders make anew only where its inputs have changed."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the report, and what its pictures say of themselves.

    ``version`` is the label of the evidence version, which a picture names wherever it is copied to.
    """

    chart: Chart
    version: str

    def drawing(self, picture: PictureBlock, form: Form) -> Drawing:
        """Return one of its pictures as it is drawn in a format."""
        about = f"{self.chart.caption}. {fixed('version.evidence')} {self.version}"
        return Drawing(picture, about, form)

    @property
    def on_slides(self) -> tuple[Drawing, ...]:
        """The drawings for slides, each of which they fill."""
        return tuple(self.drawing(on_slide(picture), "png") for picture in self.chart.wide)


@dataclass(frozen=True)
class ReportData:
    """The data of a report in their folder, verified, and the project whose pages show them."""

    folder: Path
    numbers: Numbers
    verification: Verification
    report_pages: ReportPages
    _plotted: dict[str, Figure | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def record(self) -> VerificationRecord:
        """The record of the verification. Raises BadInput for a wrong detection.json."""
        return record_verification(self.numbers, self.verification, self.folder)

    @cached_property
    def releases(self) -> tuple[Release, ...]:
        """The releases of the study beside its data, oldest first. Raises BadInput."""
        return load_releases(self.folder, self.numbers.evidence.report.id)

    @cached_property
    def tables(self) -> dict[str, Table]:
        """The tables of the report by name, each made once."""
        return {name: make(self.numbers) for name, make in TABLES.items()}

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """The figures that the study has numbers for, by name."""
        return {name: figure for name in figures.PLOTS if (figure := self.figure(name))}

    @cached_property
    def drawings(self) -> Drawings:
        """The drawings of this render, and those of earlier ones that are kept beside the pages."""
        return Drawings(FileCache(self.report_pages.root / CACHE), self.record.code)

    @cached_property
    def pictures(self) -> dict[str, tuple[str, Drawing]]:
        """What each picture for download is, with its drawing, by the name of its file."""
        found: dict[str, tuple[str, Drawing]] = {}
        for name, figure in self.figures.items():
            what = fixed("files.picture", caption=figure.chart.caption)
            embedded = embedding.to_embed(self.numbers, figure.chart)
            found[f"{name}.svg"] = (what, figure.drawing(figure.chart.picture, "svg"))
            found[f"{name}.png"] = (what, figure.drawing(figure.chart.picture, "png"))
            found[embedding.picture_name(figure.chart)] = (what, figure.drawing(embedded, "png"))
        about = f"{self.numbers.study.about.title}. {fixed('version.evidence')} {self.version}"
        found[sheet.NAME] = (sheet.DESCRIPTION, Drawing(sheet.picture(self.numbers), about, "png", sheet.DOTS))
        return found

    def figure(self, name: str) -> Figure | None:
        """Return a figure by its name, or the one that the name of an earlier version leads to; None without one."""
        known = self.numbers.study.figures.get(name, name)
        if known not in self._plotted:
            chart = figures.PLOTS[known](self.numbers) if known in figures.PLOTS else None
            self._plotted[known] = Figure(chart, self.version) if chart else None
        return self._plotted[known]

    def prepare(self) -> None:
        """Make what all pages share before they part into processes: tables, attachments, releases and drawings."""
        _ = self.attachments, self.releases
        on_slides = (drawing for figure in self.figures.values() for drawing in figure.on_slides)
        self.drawings.make([*(drawing for _, drawing in self.pictures.values()), *on_slides])
        self.drawings.cache.prune()

    @cached_property
    def attachments(self) -> dict[str, bytes]:
        """What every finished PDF and page carries, by name."""
        return attachments.of_study(self.numbers, self.folder, self.tables["findings"])

    @property
    def titles(self) -> dict[str, str]:
        """What each download of the report is, by the name of its file."""
        names = {name: what for name, what, _ in self.files()}
        return names | {old: fixed("files.earlier", name=new) for old, new in self.moved.items() if new in names}

    @cached_property
    def moved(self) -> dict[str, str]:
        """The downloads of earlier releases that others took the place of, by their names."""
        return moved.downloads(self.numbers.study, self.earlier_files, self.figures)

    @property
    def earlier_files(self) -> tuple[str, ...]:
        """The files of all earlier releases, from the folder of the site."""
        return tuple(dict.fromkeys(name for release in self.releases for name in release.outputs))

    def files(self) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
        """Yield for each table, figure and citation the file for download, what it is, and how to make it."""
        for name, table in self.tables.items():
            if table.rows:
                yield f"{name}.csv", table.title, partial(_csv, table, self.version)
        for name, figure in self.figures.items():
            what = fixed("files.numbers", caption=figure.chart.caption)
            yield f"{name}.csv", what, partial(_csv, figure.chart.table, self.version)
            about = fixed("files.columns", caption=figure.chart.caption)
            yield chart_metadata.file_name(name), about, partial(chart_metadata.metadata, self.numbers, figure.chart)
        for name, (what, drawing) in self.pictures.items():
            yield name, what, partial(self.drawings.file, drawing)
        for work in citations.works(self.numbers.evidence):
            for label, (ending, write) in citations.FORMATS.items():
                what, text = fixed("files.cite", format=label, title=work.title), to_text(write(work))
                yield f"cite-{work.name}.{ending}", what, partial(text.encode, "utf-8")

    @property
    def version(self) -> str:
        """The version of the evidence as readers meet it."""
        return self.numbers.evidence.changes.newest.label


_of_this_render: ContextVar[ReportData | None] = ContextVar("_of_this_render", default=None)
"""The data that pages share: the embedded engine runs them in the process of the command that loaded the data."""


@contextmanager
def shared_with_pages(data: ReportData) -> Iterator[None]:
    """Let the pages that run in this process meanwhile open these data, rather than load them again."""
    token = _of_this_render.set(data)
    try:
        yield
    finally:
        _of_this_render.reset(token)


def open_data() -> ReportData:
    """Return the data folder that ``VEXAS_EVIDENCE_DATA`` names (``data`` without), for pages in the current folder.

    The report is the one that ``VEXAS_EVIDENCE_REPORT`` names, without it that of ``report.yml``.

    Raises BadInput with its problems, and with its discrepancies, as data with any are not shown.
    """
    folder = Path(os.environ.get(DATA_VARIABLE, "data")).resolve()
    shared, named = _of_this_render.get(), os.environ.get(REPORT_VARIABLE, "")
    if shared is not None and shared.folder == folder:
        return shared
    evidence = load_report(folder, named)
    verification = verify_evidence(evidence)
    if found := verification.discrepancies:
        raise BadInput(Problem(each.place, each.found, each.expected, each.remedy) for each in found)
    return ReportData(folder, Numbers(evidence, evidence.study), verification, ReportPages(Path.cwd()))


def downloads(data: ReportData) -> dict[str, bytes]:
    """Return every file for download by name: tables, figures, citations, the sheet, and the evidence for machines."""
    files = {name: make() for name, _, make in data.files()}
    files |= {old: files[new] for old, new in data.moved.items() if new in files}
    return files | export.downloads(data.numbers, files, data.titles)


def _csv(table: Table, version: str) -> bytes:
    return table.as_csv(version).encode("utf-8")
