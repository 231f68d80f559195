"""The command that writes the evidence in the formats that other systems read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import click

from vexas_evidence.cli.command import DISCREPANCY, FOLDER, REPORT, command, echo, unlike_released, verified_numbers
from vexas_evidence.system.problems import Place, one

FORMATS = ("fhir", "csv", "json", "ro-crate", "annotations", "all")
MOST = 20  # problems of structure that are printed


@command()
@click.option(
    "--to", "form", type=click.Choice(FORMATS), required=True, help="ro-crate and all: every format, described."
)
@click.option("--output", type=FOLDER, default=Path("export"), show_default=True, help="The folder to write into.")
@click.option("--validate", is_flag=True, help="Check the structure of the FHIR bundle with fhir.resources first.")
@REPORT
def export(data: Path, form: str, output: Path, validate: bool, report: str) -> None:
    """Write the evidence for other systems.

    Files of the same names in the folder are replaced.
    """
    from vexas_evidence.publish import export as exports
    from vexas_evidence.publish.release.release_file import FOLDER as RELEASES

    for folder in (data.resolve(), data.resolve().parent / RELEASES):
        if output.resolve().is_relative_to(folder):
            wrong = f"it lies in {folder.name}, which is no folder for outputs"
            raise one(Place(str(output)), wrong, "a folder for outputs only", "name another folder")
    numbers, _ = verified_numbers(data, report)
    evidence = numbers.evidence
    unlike = unlike_released(numbers, data)
    if validate:
        _refuse_wrong(exports.bundle.structural_errors(evidence))
    every = form in ("ro-crate", "all")
    written = exports.write(evidence, exports.ALL if every else exports.EXPORTS[form], output, every)
    echo(*map(str, written))
    if unlike:
        click.echo(unlike, err=True)


def _refuse_wrong(found: Iterator[str]) -> None:
    """Print what is wrong with the structure of the bundle and end with exit 1; else print what was checked."""
    try:
        wrong = list(islice(found, MOST))
    except ImportError:
        absent, remedy = "fhir.resources is not installed", "pip install fhir.resources, or leave --validate out"
        raise one(Place("--validate"), absent, "the package that knows the structure", remedy) from None
    echo(*wrong, err=True)
    if wrong:
        sys.exit(DISCREPANCY)
    click.echo("FHIR: fhir.resources finds nothing wrong with the structure; profiles and terms were not checked")
