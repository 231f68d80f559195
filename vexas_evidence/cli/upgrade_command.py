"""The command that upgrades a data folder of an older format."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from vexas_evidence.cli.command import DISCREPANCY, command, echo


@command()
@click.option("--write", is_flag=True, help="Change the files.")
def upgrade(data: Path, write: bool) -> None:
    """List what a data folder of an older format needs.

    A line each: where, what is there, and what it becomes. Ends with exit 1 where there is something; with --write
    it is done, and nothing else changes: comments, order, quotes and line ends stay.
    """
    from vexas_evidence.load.formats.upgrade import upgrade_of
    from vexas_evidence.system.files import write_files
    from vexas_evidence.system.problems import counted

    found = upgrade_of(data)
    for line in found.lines:
        echo(line)
    if not found.texts:
        click.echo(f"{data}: nothing to do")
        return
    total, files = counted(len(found.lines), "changes"), counted(len(found.texts), "files")
    if not write:
        click.echo(f"{total} in {files}; nothing was written: add --write", err=True)
        sys.exit(DISCREPANCY)
    write_files(data, {path: text for path, text in found.texts.items() if text is not None})
    for path in (path for path, text in found.texts.items() if text is None):
        (data / path).unlink()
    click.echo(f"{total} in {files} made: run vexas-evidence fingerprint, then vexas-evidence verify")
