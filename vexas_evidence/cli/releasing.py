"""Commands on versions of the evidence: release the working data, and say what differs between two versions."""

from __future__ import annotations

from pathlib import Path

import click

from vexas_evidence.cli.command import FOLDER, command, console, numbers_of
from vexas_evidence.problems import BadInput, Place, unknown

STALE = "detection.json was measured on other data or code, and the receipt will call it stale: run make prove first"


@command()
@click.option("--output", type=FOLDER, default=Path("dist"), show_default=True, help="Where VERSION/ appears.")
@click.option("--project", type=FOLDER, default=Path(), help="The folder of _quarto.yml.")
def release(data: Path, output: Path, project: Path) -> None:
    """Release the working data as a version of the evidence.

    Writes releases/VERSION.json beside the data, and all outputs with SHA256SUMS into dist/VERSION/. Refused where
    verification, reconciliation or coverage fails, a changed value has no reason, or the version rises too little.
    """
    from vexas_evidence.cli.rendering import ready, refuse_other_day
    from vexas_evidence.engine import Request
    from vexas_evidence.receipt import measured_elsewhere
    from vexas_evidence.release.cutting import cut

    numbers = ready(data, project)
    refuse_other_day(numbers)
    if measured_elsewhere(data):
        console().print(STALE)
    kept, made = cut(Request(project.resolve(), data.resolve(), output.resolve()), numbers, console().print)
    click.echo(f"released {kept.stem}: {kept.parent.name}/{kept.name}, and all outputs with SHA256SUMS in {made}")


@command(then="")
@click.argument("one")
@click.argument("other", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def diff(data: Path, one: str, other: str | None, form: str) -> None:
    """Say what differs between two releases.

    Without OTHER the release ONE is compared with the working data. Where nothing differs, only stderr says so.
    """
    from vexas_evidence.load import load
    from vexas_evidence.release import told
    from vexas_evidence.release.difference import differences, status_changes
    from vexas_evidence.release.keeping import kept_of
    from vexas_evidence.release.record import releases_beside

    known = {each.version: each for each in releases_beside(data, load(data).study.id)}
    missing = [version for version in (one, other) if version is not None and version not in known]
    if missing:
        raise BadInput([unknown(Place("diff"), "release", version, known) for version in missing])
    left, right = known[one], kept_of(numbers_of(data)) if other is None else known[other]
    found, statuses = differences(left, right), status_changes(left, right)
    if form == "json":
        click.echo(told.as_json(found, statuses), nl=False)
    elif not found and not statuses:
        click.echo(f"no difference in what is compared between {one} and {other or 'the working data'}", err=True)
    else:
        back = left.number > right.number
        if back:
            click.echo(f"the way back from {one} to {right.version}; diff {right.version} {one} tells the reasons\n")
        for line in told.as_lines(found, statuses, left.shorts | right.shorts, reasons=not back):
            click.echo(line)
