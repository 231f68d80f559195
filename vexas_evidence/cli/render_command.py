"""The command that renders the report and checks the numerals of its finished files."""

from __future__ import annotations

import calendar
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vexas_evidence.cli.command import (
    FOLDER,
    PROJECT,
    REPORT,
    command,
    echo,
    stop_at,
    unlike_released,
    verified_numbers,
)
from vexas_evidence.present.formats import ASKED
from vexas_evidence.system.problems import BadInput, Place, counted, one, unknown

if TYPE_CHECKING:
    from vexas_evidence.model import Study
    from vexas_evidence.publish.site.report_data import ReportData

DATED = "SOURCE_DATE_EPOCH"


@command()
@click.argument("pages", nargs=-1)
@click.option("--engine", type=click.Choice(["auto", "quarto", "embedded"]), default="auto", show_default=True)
@click.option("--to", "formats", default=",".join(ASKED), show_default=True, help="Formats, with commas between.")
@click.option("--output", type=FOLDER, default=Path("_site"), show_default=True, help="Where the report appears.")
@PROJECT
@REPORT
def render(
    data: Path,
    pages: tuple[str, ...],
    engine: str,
    formats: str,
    output: Path,
    project: Path | None,
    report: str,
) -> None:
    """Render the report, or only PAGES of it.

    Outputs appear all or not at all. Where the current folder has no _quarto.yml, the pages are those that come with
    the package, and their titles follow from the data.
    """
    from vexas_evidence.present.figures.qr import not_published
    from vexas_evidence.publish.outputs import render_report
    from vexas_evidence.publish.render import Request

    wanted = tuple(part.strip() for part in formats.split(","))
    for part in wanted:
        if part not in ASKED:
            raise BadInput([unknown(Place("--to"), "format", part, ASKED)])
    only = () if set(wanted) == set(ASKED) else wanted
    with verified_report(data, project, report) as shown:
        unlike = unlike_released(shown.numbers, data)
        request = Request(shown.report_pages.root, data.resolve(), output.resolve(), pages, only, engine, report)  # type: ignore[arg-type]
        done = render_report(request, echo, shown)
    first = next((path for path in (output / "index.html", *done.files) if path.exists()), output)
    evidence = shown.numbers.evidence
    hints = [not_published(evidence)] if evidence.report.published is None else []
    hints += empty_documents(shown.numbers.study)
    if done.engine == "embedded" and not pages and not only:
        hints += unlike_released_files(shown, output)
    echo(*hints)
    if unlike:
        click.echo(unlike, err=True)
    click.echo(f"{len(done.files)} files by {done.engine}; open {first}")


@command(then="")
@click.option("--port", default=4848, show_default=True, help="The port of the address; 0 for any that is free.")
@PROJECT
@REPORT
def preview(data: Path, port: int, project: Path | None, report: str) -> None:
    """Show the pages in a browser, and render again what changed.

    The pages, their settings and the data are watched. Nothing is written where the report appears.
    """
    from vexas_evidence.publish.coverage.finished_render import ReportPages
    from vexas_evidence.publish.preview import preview as show

    with verified_report(data, project, report) as shown:

        def load() -> ReportData:
            numbers, verification = verified_numbers(data, report)
            return replace(
                shown, numbers=numbers, verification=verification, report_pages=ReportPages(shown.report_pages.root)
            )

        show(data.resolve(), shown.report_pages.root, port, load, echo)


@contextmanager
def verified_report(data: Path, project: Path | None, named: str) -> Iterator[ReportData]:
    """Yield the data that a project is to show, verified; its outputs take the date of the version.

    Where a report is *named*, the titles of the pages follow from it.

    Ends the command with exit 1 for discrepancies of the data, or pages that contradict them. Raises BadInput.
    """
    from vexas_evidence.analysis.checks.full_text import denials_in_pages
    from vexas_evidence.load.names.changes import LATEST
    from vexas_evidence.publish.coverage.finished_render import ReportPages, title_variables
    from vexas_evidence.publish.render.project import project_folder
    from vexas_evidence.publish.site.report_data import ReportData

    numbers, verification = verified_numbers(data, named)
    with project_folder(project, title_variables(numbers), echo, bool(named)) as folder:
        report = ReportData(data.resolve(), numbers, verification, ReportPages(folder.resolve()))
        _ = report.record  # what is wrong with detection.json is said before anything is rendered
        stop_at(denials_in_pages(numbers, folder), "nothing was rendered")
        # The date of the evidence, not of the render, stands in the files, so that equal data give equal bytes.
        day = os.environ.setdefault(DATED, seconds(numbers.evidence.changes.newest.date))
        if not (day.isascii() and day.isdigit() and int(day) <= int(seconds(LATEST))):
            raise one(Place(DATED), f"{day!r}", "seconds since 1970, as digits", "correct or unset it")
        yield report


def seconds(day: date) -> str:
    """Return a day in seconds since 1970, as digits."""
    return str(calendar.timegm(day.timetuple()))


def unlike_released_files(report: ReportData, output: Path) -> Iterator[str]:
    """Yield a line where files are not as the release of the same version has them."""
    from vexas_evidence.publish.release.refusals import not_as_released
    from vexas_evidence.system.hashes import folder_hashes

    same = (each for each in report.releases if each.version == report.numbers.evidence.version)
    if (known := next(same, None)) and (names := not_as_released(known, folder_hashes(output))):
        files = f"{counted(len(names), 'files')} {'is' if len(names) == 1 else 'are'}"
        yield f"{files} not as released in {known.version}: code, pages or data have changed since"


def empty_documents(study: Study) -> Iterator[str]:
    """Yield a line for each document whose texts follow from the data, as the study has no file for it."""
    if study.journal is None:
        yield f"no journal-club.yml for {study.id}: page, handouts and slides of the journal club follow from its data"
    if not study.appraisal.outcomes:
        yield f"no appraisal.yml for {study.id}: its profile shows outcomes by the importance that the question gives"
