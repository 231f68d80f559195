"""The command that ties places of facts in words to their sentences."""

from __future__ import annotations

from pathlib import Path

import click

from vexas_evidence.cli.command import command, stop_at


@command()
def fingerprint(data: Path) -> None:
    """Tie the facts in words to their sentences.

    Fills in the fingerprint of each place of which no number token is used. Where its sentence changes afterwards, or
    the place is moved, verify says so. A fingerprint that is there is never replaced: to renew it, read the sentence
    again, delete the fingerprint and run this.
    Only the lines of what is filled in change. Ends with exit 1 where the data hold a discrepancy.
    """
    from vexas_evidence.analysis.safe_edit import write_checked
    from vexas_evidence.analysis.verbal_readings import fill_in_fingerprints
    from vexas_evidence.analysis.verification import verify_evidence
    from vexas_evidence.load.folder import load
    from vexas_evidence.system.problems import counted

    filled = fill_in_fingerprints(data, load(data))
    if filled:
        new = write_checked(data, {path: text for path, (text, _) in filled.items()})
        stop_at(new, "nothing was written")
    for path, (_, number) in filled.items():
        click.echo(f"{data / path}: {counted(number, 'fingerprints')} filled in")
    total = sum(number for _, number in filled.values())
    click.echo(f"{counted(total, 'fingerprints')} filled in" if total else f"{data}: no fingerprint is missing")
    stop_at(verify_evidence(load(data)).discrepancies)
