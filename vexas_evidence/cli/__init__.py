"""The commands: parse, call, print. Exit 0; 1 for a discrepancy; 2 for bad input or usage; 130 if interrupted."""

from __future__ import annotations

import atexit
import gc
import io
import sys

import click

from vexas_evidence.cli.audit_command import audit
from vexas_evidence.cli.command import BAD_INPUT
from vexas_evidence.cli.explain_command import explain
from vexas_evidence.cli.export_command import export
from vexas_evidence.cli.fingerprint_command import fingerprint, signoff
from vexas_evidence.cli.lift_command import lift, review
from vexas_evidence.cli.number_command import number
from vexas_evidence.cli.release_command import diff, release
from vexas_evidence.cli.render_command import preview, render
from vexas_evidence.cli.show_command import checklist, schema, show, table
from vexas_evidence.cli.source_command import source
from vexas_evidence.cli.upgrade_command import new, upgrade
from vexas_evidence.cli.verify_command import reconcile, verify

COMMANDS = (
    verify, reconcile, source, new, lift, review, fingerprint, signoff, checklist, table, show, number, explain, schema,
    render, preview, audit, export, release, diff, upgrade,
)  # fmt: skip


@click.group(commands=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="vexas-evidence")
def app() -> None:
    """Evidence reports in which every number is tied to its source."""


def main() -> None:
    """Run the command line; a terminal that cannot show a character gets an escape for it.

    A Python that strips docstrings would write other bytes, and is refused with exit 2.
    """
    if __doc__ is None:
        from vexas_evidence.load.schema import stripped_docstrings

        click.echo(str(stripped_docstrings()), err=True)
        sys.exit(BAD_INPUT)
    gc.disable()  # a command makes few cycles, and looking for them costs a tenth of its time
    atexit.register(gc.freeze)  # Python would look for them once more as it ends
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    app()
