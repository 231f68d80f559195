"""The commands that tie words by fingerprints: facts to their sentences, and texts to who has read them."""

from __future__ import annotations

from pathlib import Path

import click

from vexas_evidence.cli.command import REPORT, command, echo, stop_at, verified_numbers
from vexas_evidence.system.problems import BadInput, Place, Problem, nearest, one


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


@command()
@click.option("--by", "name", metavar="NAME", help="Who has read the texts; no author of them.")
@click.argument("texts", nargs=-1, metavar="[TEXT-ID]...")
@REPORT
def signoff(data: Path, name: str | None, texts: tuple[str, ...], report: str) -> None:
    """Say who has read texts against their numbers.

    Without TEXT-ID, lists the texts that are to be read, and of those that changed since they were signed off what is
    new. With --by and the ids of texts that you have read, writes who and when into signoffs.yml, with the fingerprint
    of each text. A text that changes afterwards, in a word or a number, is to be read again.
    """
    from vexas_evidence.analysis.safe_edit import write_checked
    from vexas_evidence.publish.release.signoffs import lines_to_read, signed_off, summary, texts_to_read

    numbers, _ = verified_numbers(data, report)
    known = texts_to_read(numbers)
    if not texts:
        echo(*lines_to_read(known))
        click.echo(f"texts of {numbers.evidence.report.id}: {summary(known)}")
        return
    by_id = {each.id: each for each in known}
    if missing := [each for each in texts if each not in by_id]:
        listed = "one that vexas-evidence signoff lists"
        raise BadInput([Problem(Place("TEXT-ID"), f"no text {e!r}", listed, nearest(e, by_id)) for e in missing])
    if not name:
        raise one(Place("--by"), "no name", "who has read the texts", "add --by NAME")
    written = signed_off(data, numbers, [by_id[each] for each in dict.fromkeys(texts)], name)
    stop_at(write_checked(data, written), "nothing was written")
    echo(*(f"{data / 'signoffs.yml'}: {each} signed off by {name}" for each in dict.fromkeys(texts)))
    click.echo(f"texts of {numbers.evidence.report.id}: {summary(texts_to_read(verified_numbers(data, report)[0]))}")
