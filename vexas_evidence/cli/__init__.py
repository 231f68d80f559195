"""The commands: parse, call, tell. Exit 0; 1 for a discrepancy; 2 for bad input or usage; 130 if interrupted."""

from __future__ import annotations

import io
import sys

import click

from vexas_evidence.cli.auditing import audit
from vexas_evidence.cli.command import BAD_INPUT
from vexas_evidence.cli.exporting import export
from vexas_evidence.cli.ledgers import source
from vexas_evidence.cli.lifting import lift
from vexas_evidence.cli.releasing import diff, release
from vexas_evidence.cli.rendering import render
from vexas_evidence.cli.showing import checklist, schema, show, table
from vexas_evidence.cli.verifying import reconcile, verify

COMMANDS = (verify, reconcile, source, lift, checklist, table, show, schema, render, audit, export, release, diff)


@click.group(commands=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="vexas-evidence")
def app() -> None:
    """Evidence reports in which every number is tied to its source."""


def main() -> None:
    """Run the command line; a terminal that cannot show a character gets an escape for it.

    A Python that strips docstrings would write other bytes, and is refused with exit 2.
    """
    if __doc__ is None:
        from vexas_evidence.publish.export.meanings import without_docstrings

        click.echo(str(without_docstrings()), err=True)
        sys.exit(BAD_INPUT)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    app()
