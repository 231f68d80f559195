"""The command that upgrades a data folder of format 1."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from vexas_evidence.cli.command import DISCREPANCY, command, echo


@command()
@click.option("--write", is_flag=True, help="Change the files.")
def upgrade(data: Path, write: bool) -> None:
    """List what a data folder of format 1 needs.

    A line each: where, what is there, and what it becomes. Ends with exit 1 where there is something; with --write
    it is done, and nothing else changes: comments, order, quotes and line ends stay.
    """
    from vexas_evidence.load.upgrade import upgraded, upgrades
    from vexas_evidence.system.files import write_files
    from vexas_evidence.system.problems import counted

    found = upgrades(data)
    for _, needed in found.values():
        for each in needed:
            echo(str(each))
    if not found:
        click.echo(f"{data}: nothing to do")
        return
    total = counted(sum(len(needed) for _, needed in found.values()), "changes")
    files = counted(len(found), "files")
    if not write:
        click.echo(f"{total} in {files}; nothing was written: add --write", err=True)
        sys.exit(DISCREPANCY)
    write_files(data, {path: upgraded(text, needed) for path, (text, needed) in found.items()})
    click.echo(f"{total} in {files} made: run vexas-evidence fingerprint, then vexas-evidence verify")
