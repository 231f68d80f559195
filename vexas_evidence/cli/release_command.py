"""Commands on versions of the evidence: release the working data, and say what differs between two versions."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vexas_evidence.cli.command import FOLDER, FORM, PROJECT, REPORT, command, echo, verified_numbers
from vexas_evidence.system.problems import BadInput, Place, unknown
from vexas_evidence.system.problems import one as problem

if TYPE_CHECKING:
    from vexas_evidence.model import Change
    from vexas_evidence.publish.release.release_file import Release

STALE = (
    "detection.json was measured on other data or code, and the verification will call it stale: run make prove first"
)


@command()
@click.option("--output", type=FOLDER, default=Path("dist"), show_default=True, help="Where VERSION/ appears.")
@PROJECT
@REPORT
def release(data: Path, output: Path, project: Path | None, report: str) -> None:
    """Release the working data as a version of the evidence.

    Writes releases/VERSION.json beside the data (for a second report releases/REPORT/VERSION.json), and all outputs
    with SHA256SUMS into dist/VERSION/. Refused where verification, reconciliation or coverage fails, a changed value
    has no reason, or the version rises too little.
    """
    from vexas_evidence.cli.render_command import DATED, seconds, verified_report
    from vexas_evidence.publish.cut import cut
    from vexas_evidence.publish.release.release_file import file_name
    from vexas_evidence.publish.render import Request

    with verified_report(data, project, report) as shown:
        now = shown.numbers.evidence.changes.newest
        if (day := os.environ[DATED]) != (own := seconds(now.date)):  # the files would bear another date
            raise problem(Place(DATED), repr(day), f"{own}, the date of {now.version} ({now.date})", "unset it")
        if shown.record.detection_is_stale:
            echo(STALE)
        if now.date > date.today():
            echo(f"version {now.version} bears {now.date}, a day that is still to come")
        written, made = cut(
            Request(shown.report_pages.root, data.resolve(), output.resolve(), report=report), shown, echo
        )
    click.echo(f"released {written.stem}: {file_name(written)}, and all outputs with SHA256SUMS in {made}")


@command(then="")
@click.argument("one")
@click.argument("other", required=False)
@FORM
@REPORT
def diff(data: Path, one: str, other: str | None, form: str, report: str) -> None:
    """Say what differs between two releases.

    Each is a version, or a file of a release (OLD.json), for which no data folder is needed. Without OTHER the
    release ONE is compared with the working data. Where nothing differs, only stderr says so.
    """
    from vexas_evidence.publish.release import diff_json, diff_text
    from vexas_evidence.publish.release.difference import differences
    from vexas_evidence.publish.release.snapshot import record_release
    from vexas_evidence.publish.release.status import status_changes

    (left, *named), later = _releases(data, report, [one] if other is None else [one, other])
    right = named[0] if named else record_release(verified_numbers(data, report)[0])
    if left.of_report != right.of_report:
        wrong, expected = f"it is of {left.of_report}", f"{right.of_report}, as the other side"
        raise problem(Place(one), wrong, expected, "compare one report")
    found, statuses = differences(left, right), status_changes(left, right, later)
    if form == "json":
        click.echo(diff_json.as_json(left, right, other is None, later), nl=False)
        return
    if not found:
        click.echo(f"no difference in what is compared between {one} and {other or 'the working data'}", err=True)
    if found or statuses:
        back = left.number > right.number
        if back:
            to = other or right.version
            click.echo(f"the way back from {one} to {to}; diff {to} {one} tells the reasons\n")
        echo(*diff_text.terminal_lines(found, statuses, left.shorts | right.shorts, reasons=not back))


def _releases(data: Path, report: str, names: Sequence[str]) -> tuple[list[Release], Sequence[Change]]:
    """Return releases by version or file, and the versions of the data where these are asked for.

    Versions are looked for beside the data, or here where there are none.
    """
    from vexas_evidence.load.folder import load_report
    from vexas_evidence.publish.release.release_file import load_releases, read_renamed

    here = {name: path for name in names if (path := _file(name, data)) is not None}
    known: dict[str, Release] = {}
    later: Sequence[Change] = ()
    if len(here) < len(names):
        evidence = load_report(data, report)
        known = {each.version: each for each in load_releases(data, evidence.report.id)}
        later = evidence.changes.versions
    if missing := [name for name in names if name not in here and name not in known]:
        raise BadInput([unknown(Place("diff"), "release", name, known) for name in missing])
    return [read_renamed(here[name]) if name in here else known[name] for name in names], later


def _file(name: str, data: Path) -> Path | None:
    """The file that a name is the path of, or the file of a version in this folder where there are no data."""
    path = Path(name if name.endswith(".json") else f"{name}.json")
    return path if name.endswith(".json") or (path.is_file() and not data.exists()) else None
