"""Commands on sources: read one, add or check its ledger, or find the place of a number."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vexas_evidence.cli.command import DISCREPANCY, FOLDER, FORM, command, echo, messages, stop_at
from vexas_evidence.system.problems import BadInput, Place, counted, one

if TYPE_CHECKING:
    from vexas_evidence.model import Ledger, Seen
    from vexas_evidence.sources import Document

SKIPPED = click.option(
    "--skip-page", "without", type=int, multiple=True, metavar="N", help="A page of a PDF to leave out."
)


@click.command()
@click.argument("file", type=FOLDER)
@FORM
@click.option("--table", "table", metavar="N", help="Only the rows of the table of that number.")
@SKIPPED
@messages("")
def read(file: Path, form: str, table: str | None, without: tuple[int, ...]) -> None:
    """Print what would enter the ledger of a source: its numbers with their places. Nothing is written.

    The exit is 0 where all was read, 1 where something was read with doubt, and 2 where FILE is refused.
    """
    from vexas_evidence.sources.read_out import as_json, as_lines, of_table

    document = read_completely(file, file.stem, without)
    shown = of_table(document, table) if table else document
    if form == "json":
        click.echo(as_json(shown))
    else:
        echo(*as_lines(shown))
    tell_doubts(document)


def read_completely(file: Path, name: str | None = None, without: tuple[int, ...] = ()) -> Document:
    """Read a document. Raises BadInput where a digit of it stands in no token and in no name."""
    from vexas_evidence.sources import lost_digits, read_document

    document = read_document(file, name, without)
    if lost := tuple(lost_digits(document)):
        raise BadInput(lost)
    return document


def title_in_print(document: Document) -> str:
    """Return the title of a document as records write it; "" where it says none."""
    from vexas_evidence.analysis.drafts.study_draft import in_print

    return in_print(document.publication.title) if document.publication else ""


def refuse_unfit_id(name: str, option: str) -> None:
    """Raise BadInput for a name that no record can have."""
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
        raise one(Place(option), f"no id {name!r}", "lower case, words joined by -", "choose such an id")


def tell_doubts(document: Document, then: str = "") -> None:
    """Say what was read with doubt or without limits, and end with exit 1 where something was doubtful."""
    from vexas_evidence.system.limited import has_limits

    if not has_limits():
        click.echo("read without limits of memory and time, which this system does not set", err=True)
    echo(*map(str, document.doubts), err=True)
    if document.doubts:
        if then:
            click.echo(then, err=True)
        sys.exit(DISCREPANCY)


@command()
@click.argument("file", type=FOLDER)
@click.option("--id", "name", required=True, help="The id of the source; for a list of passages, of its document.")
@click.option(
    "--tier", help='"primary full text" (or "primary"), "primary abstract" or "secondary": declares a new source.'
)
@click.option("--title", help="The title of a new source; its id where none is given.")
@click.option("--seen", type=click.Choice(["whole", "part"]), help="Whether FILE is all of it; passages are a part.")
@click.option("--short", help="How tables name a new source; its id where none is given.")
@click.option("--study", "studies", multiple=True, metavar="ID", help="A study that a new source reports.")
@click.option("--replace", is_flag=True, help="Let the ledger take the place of another of the same id.")
@SKIPPED
def add(
    data: Path,
    file: Path,
    name: str,
    seen: Seen | None,
    tier: str | None,
    title: str | None,
    short: str | None,
    studies: tuple[str, ...],
    replace: bool,
    without: tuple[int, ...],
) -> None:
    """Read the text of a source and write its ledger, which holds no sentence of it.

    A source that sources.yml does not hold is declared there with --tier. The tokens are printed, so
    that a person can look; a digit of FILE that is in no token and no name stops the command. What was read with doubt
    is said, and the exit is 1 then, though the ledger was written.
    """
    from vexas_evidence.load.edit import declare_source, refuse_other_ledger
    from vexas_evidence.sources import make_ledger, write_ledger
    from vexas_evidence.system.files import write_files

    refuse_unfit_id(name, "--id")
    part: Seen = "part" if file.suffix in (".yml", ".yaml") else "whole"
    seen = seen or ("part" if without else part)
    document = read_completely(file, name, without)
    ledger = make_ledger(name, document.sentences, seen)
    path = data / "sources" / f"{name}.yml"
    if not replace:
        refuse_other_ledger(path, f"{data.name}/sources/{name}.yml", ledger)
    tier, title = _tier(document, tier, path.exists()), title or title_in_print(document) or name
    about = {"title": title, "short": short or name, "seen": seen, "read_on": date.today(), "studies": studies}
    declared = declare_source(data, name, tier, about)
    write_files(data, {**declared, path.relative_to(data): write_ledger(ledger)})
    echo(*(f"{data / changed}: added {name}" for changed in declared))
    for study in studies:
        if declared and not (data / "studies" / study).is_dir():
            click.echo(f"{data}/studies/{study}: not there yet; no other command works until it has its study.yml")
    echo(*_tokens_found(document, ledger))
    tokens = sum(len(statement.tokens) for statement in ledger.statements)
    click.echo(f"{path}: {len(ledger.statements)} sentences, {tokens} number tokens")
    tell_doubts(document, then="the ledger was written: compare these places with the file")


def _tier(document: Document, tier: str | None, is_known: bool) -> str | None:
    """Return the tier of a source: that which is given, or that which a new file without full text has of itself."""
    if document.tier and tier in ("primary", "primary full text"):
        wrong, expected = "an abstract without a full text", f'--tier "{document.tier}"'
        raise one(Place(document.name), wrong, expected, "give that tier, or the article itself")
    return tier or (None if is_known else document.tier)


def _tokens_found(document: Document, ledger: Ledger) -> Iterator[str]:
    """Yield a line for the tokens of each sentence, for a section without any, for names, and for lines set aside."""
    from vexas_evidence.text.tokens import names

    for section, statements in groupby(ledger.statements, lambda each: each.section):
        with_tokens = [each for each in statements if each.tokens]
        for each in with_tokens:
            listed = "; ".join(f"{number}, {token!r}" for number, token in enumerate(each.tokens, 1))
            yield f"{section}/{each.paragraph}/{each.sentence}: {listed}"
        if not with_tokens:
            yield f"{section}: no number"
    if known := sorted({name for each in document.sentences for name in names(each.text)}):
        yield f"names, no numbers: {'; '.join(known)}"
    if document.omitted:
        yield f"set aside: {'; '.join(dict.fromkeys(document.omitted))}"


@command(then="")
@click.argument("name", metavar="ID")
@click.argument("file", type=FOLDER)
@click.argument("words", nargs=-1)
@SKIPPED
def find(data: Path, name: str, file: Path, words: tuple[str, ...], without: tuple[int, ...]) -> None:
    """List the numbers of a text as readings to copy into estimates.yml.

    Each has its place and the words around it. With WORDS only those of sentences that hold all of
    them, be it in their section, the head of their row or themselves. FILE is the text of the ledger, where
    there is one already. Nothing is stored.
    """
    from vexas_evidence.load.edit import entry
    from vexas_evidence.load.file_records import read_sound
    from vexas_evidence.model import Ledger, Reading
    from vexas_evidence.sources import digest, make_ledger, read_source
    from vexas_evidence.sources.context import contexts

    sentences, path = read_source(file, name, without), data / "sources" / f"{name}.yml"
    known = read_sound(path, Ledger, path.name).record if path.exists() else None
    if known is not None and known.digest != digest(make_ledger(name, sentences).statements):
        wrong, expected = f"not the text of the ledger of {name}", "the file that source add read"
        raise one(Place(file.name), wrong, expected, "give that file, or add this one with source add")
    found = [
        (place, context, token)
        for place, context in contexts(sentences)
        if all(word.lower() in " ".join((*place[:2], context.text)).lower() for word in words)
        for token in range(1, len(context.spans) + 1)
    ]
    for place, context, token in found:
        at = dict(zip(("section", "paragraph", "sentence"), place, strict=True))
        number = {"token": token, "printed": context.between(token, token)}
        echo(f"- {entry(Reading.model_validate({'source': name} | at | number))}")
        echo(f"    {context.line(token)}")
    if not found:
        with_words = f" beside {' and '.join(map(repr, words))}" if words else ""
        raise one(Place(file.name), f"no number{with_words}", "words of one sentence with a number", "leave some out")


@command("check", then="")
@click.argument("name")
@click.argument("file", type=FOLDER)
@SKIPPED
def check_source(data: Path, name: str, file: Path, without: tuple[int, ...]) -> None:
    """Compare a text with the ledger of a source, and say what differs and where.

    Of a corrected or newer text it says which readings moved, changed or went.
    """
    from vexas_evidence.analysis.anchors import verify_source_text
    from vexas_evidence.load.folder import load

    stop_at(verify_source_text(load(data), name, file, without))
    click.echo(f"{name}: the text agrees with its ledger")


@command("remove")
@click.argument("name", metavar="ID")
def remove_source(data: Path, name: str) -> None:
    """Take a source out: its line in sources.yml, its ledger, its waivers, and what was rejected in it.

    Where a reading or another record still leans on it nothing is written, and each is listed with its place.
    """
    from vexas_evidence.analysis.review.source_removal import texts_without_source
    from vexas_evidence.load.folder import load
    from vexas_evidence.system.files import write_files

    evidence = load(data)
    texts = texts_without_source(data, evidence, name)
    waived = sum(each.source == name for each in evidence.waivers)
    write_files(data, texts)
    for path, text in texts.items():
        click.echo(f"{data / path}: {'removed' if text is None else f'without {name}'}")
    click.echo(f"{name} is taken out, with {counted(waived, 'waivers')}; git keeps what was there")


@click.group(commands=[add, check_source, find, read, remove_source])
def source() -> None:
    """Read, add, check or remove a source, or find a number."""
