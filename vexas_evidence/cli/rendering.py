"""Commands that make the report and account for the numerals of its finished files."""

from __future__ import annotations

import calendar
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vexas_evidence.cli.command import FOLDER, command, console, numbers_of, stop_at, unlike_released
from vexas_evidence.present.formats import ASKED
from vexas_evidence.system.problems import BadInput, Place, one, unknown

if TYPE_CHECKING:
    from vexas_evidence.analysis.numbers import Numbers
    from vexas_evidence.model import Study

DATED = "SOURCE_DATE_EPOCH"


@command()
@click.argument("pages", nargs=-1)
@click.option("--engine", type=click.Choice(["auto", "quarto", "embedded"]), default="auto", show_default=True)
@click.option("--to", "formats", default=",".join(ASKED), show_default=True, help="Formats, with commas between.")
@click.option("--output", type=FOLDER, default=Path("_site"), show_default=True, help="Where the report appears.")
@click.option("--project", type=FOLDER, default=Path(), help="The folder of _quarto.yml.")
def render(data: Path, pages: tuple[str, ...], engine: str, formats: str, output: Path, project: Path) -> None:
    """Render the report, or only PAGES of it.

    Outputs appear all or not at all.
    """
    from vexas_evidence.present.figures.qr import NOT_PUBLISHED
    from vexas_evidence.publish.outputs import covered
    from vexas_evidence.publish.render import Request

    wanted = tuple(part.strip() for part in formats.split(","))
    for part in wanted:
        if part not in ASKED:
            raise BadInput([unknown(Place("--to"), "format", part, ASKED)])
    numbers = ready(data, project)
    unlike = unlike_released(numbers, data)
    only = () if set(wanted) == set(ASKED) else wanted
    request = Request(project.resolve(), data.resolve(), output.resolve(), pages, only, engine)  # type: ignore[arg-type]
    done = covered(request, console().print, numbers)
    first = next((path for path in (output / "index.html", *done.files) if path.exists()), output)
    if numbers.evidence.choice.published is None:
        console().print(NOT_PUBLISHED)
    for told in without_files(numbers.study):
        console().print(told)
    if done.engine == "embedded" and not pages and not only:
        for told in otherwise_than_released(numbers, data, output):
            console().print(told)
    if unlike:
        click.echo(unlike, err=True)
    click.echo(f"{len(done.files)} files by {done.engine}; open {first}")


def ready(data: Path, project: Path) -> Numbers:
    """Return the numbers that a project is to show, once data and pages were looked at; outputs take their date."""
    from vexas_evidence.analysis.article import contradicted
    from vexas_evidence.analysis.detection import read_detection
    from vexas_evidence.analysis.verification import UNTOLD
    from vexas_evidence.load.changes import LATEST
    from vexas_evidence.system.problems import Discrepancy

    numbers = numbers_of(data)
    read_detection(data)  # the verification tells it; what is wrong with it is said before anything is rendered
    found = contradicted(numbers, project)
    stop_at([Discrepancy(*each, check=UNTOLD) for each in found], "nothing was rendered")
    # The date of the evidence, not of the render, stands in the files, so that equal data give equal bytes.
    day = os.environ.setdefault(DATED, _seconds(numbers.evidence.changes.newest.date))
    if not (day.isascii() and day.isdigit() and int(day) <= int(_seconds(LATEST))):
        raise one(Place(DATED), f"{day!r}", "seconds since 1970, as digits", "correct or unset it")
    return numbers


def refuse_other_day(numbers: Numbers) -> None:
    """Raise BadInput where the files of a release would bear another date than that of its version."""
    newest = numbers.evidence.changes.newest
    if (day := os.environ[DATED]) != (own := _seconds(newest.date)):
        raise one(Place(DATED), repr(day), f"{own}, the date of {newest.version} ({newest.date})", "unset it")


def _seconds(day: date) -> str:
    """Return a day in seconds since 1970, as digits."""
    return str(calendar.timegm(day.timetuple()))


def otherwise_than_released(numbers: Numbers, data: Path, output: Path) -> Iterator[str]:
    """Say how many files are not as the release of the same version has them; nothing where it is not released."""
    from vexas_evidence.publish.release.refusals import not_as_released
    from vexas_evidence.publish.release.release_file import releases_beside
    from vexas_evidence.system.hashes import folder_hashes

    for known in releases_beside(data, numbers.study.id):
        if known.version == numbers.evidence.version and (names := not_as_released(known, folder_hashes(output))):
            files = "1 file is" if len(names) == 1 else f"{len(names)} files are"
            yield f"{files} not as released in {known.version}: code, pages or data have changed since"


def without_files(study: Study) -> Iterator[str]:
    """Say which documents have nothing to tell because the study has no file for them."""
    if study.journal is None:
        yield f"no journal-club.yml for {study.id}: page, handouts and slides of the journal club are empty and say so"
    if not study.appraisal.outcomes:
        yield f"no appraisal.yml for {study.id}: the tables of the evidence profile are empty and say so"
