"""Commands on ledgers of sources: add one, or check one against its text."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vexas_evidence.cli.command import FOLDER, command, stop_at

if TYPE_CHECKING:
    from vexas_evidence.model import Seen


@command()
@click.argument("file", type=FOLDER)
@click.option("--id", "name", required=True, help="The id of the source; for a list of passages, of its document.")
@click.option(
    "--tier", help='"primary full text" (or "primary"), "primary abstract" or "secondary": declares a new source.'
)
@click.option("--title", help="The title of a new source; its id where none is given.")
@click.option("--seen", type=click.Choice(["whole", "part"]), help="Whether FILE is all of it; passages are a part.")
@click.option("--short", help="How tables name a new source; its id where none is given.")
def add(
    data: Path, file: Path, name: str, seen: Seen | None, tier: str | None, title: str | None, short: str | None
) -> None:
    """Read the text of a source and write its ledger, which holds no sentence of it.

    With --tier a source that sources.yml does not hold is declared there too.
    """
    from vexas_evidence.append import declare_source
    from vexas_evidence.sources import make_ledger, read_source, write_ledger

    part: Seen = "part" if file.suffix in (".yml", ".yaml") else "whole"
    seen = seen or part
    ledger = make_ledger(name, read_source(file, name), seen)
    new = tier is not None and declare_source(data, name, tier, title or name, short or name, seen, date.today())
    if new:
        click.echo(f"{data / 'sources.yml'}: added {name}")
    path = data / "sources" / f"{name}.yml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(write_ledger(ledger), encoding="utf-8")
    tokens = sum(len(statement.tokens) for statement in ledger.statements)
    click.echo(f"{path}: {len(ledger.statements)} sentences, {tokens} number tokens")


@command("check", then="")
@click.argument("name")
@click.argument("file", type=FOLDER)
def check_source(data: Path, name: str, file: Path) -> None:
    """Compare a text with the ledger of a source, and say what differs and where."""
    from vexas_evidence.load import load
    from vexas_evidence.verify import reread

    stop_at(reread(load(data), name, file))
    click.echo(f"{name}: the text agrees with its ledger")


@click.group(commands=[add, check_source])
def source() -> None:
    """Ledgers of sources: add one, or check one against its text."""
