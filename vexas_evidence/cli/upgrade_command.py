"""The commands that write files of a data folder by rule: those of a new study, and those of an older format."""

from __future__ import annotations

import shlex
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vexas_evidence.cli.command import DISCREPANCY, FOLDER, command, echo
from vexas_evidence.cli.source_command import read_completely, refuse_unfit_id, tell_doubts, title_in_print
from vexas_evidence.system.problems import BadInput, Place, Problem, counted

if TYPE_CHECKING:
    from vexas_evidence.sources import Document


@command()
@click.option("--write", is_flag=True, help="Change the files.")
def upgrade(data: Path, write: bool) -> None:
    """List what a data folder of an older format needs.

    A line each: where, what is there, and what it becomes. Ends with exit 1 where there is something; with --write
    it is done, and nothing else changes: comments, order, quotes and line ends stay.
    """
    from vexas_evidence.load.formats.upgrade import upgrade_of
    from vexas_evidence.system.files import write_files

    found = upgrade_of(data)
    echo(*found.lines)
    if not found.texts:
        click.echo(f"{data}: nothing to do")
        return
    total, files = counted(len(found.lines), "changes"), counted(len(found.texts), "files")
    if not write:
        click.echo(f"{total} in {files}; nothing was written: add --write", err=True)
        sys.exit(DISCREPANCY)
    write_files(data, found.texts)
    click.echo(f"{total} in {files} made: run vexas-evidence fingerprint, then vexas-evidence verify")


@command("study")
@click.argument("name", metavar="ID")
@click.option("--from", "file", type=FOLDER, required=True, help="The article, or a citation with its abstract.")
@click.option("--as", "by", metavar="NAME", default="", help="Who extracts the data.")
def new_study(data: Path, name: str, file: Path, by: str) -> None:
    """Write the files of a new study from its article, and the ledger of the article.

    The citation is that of the file. Words of a design and heads that look like arms are written as comments
    with their places: proposals, which a person compares with the article. The article becomes a source of the
    name ID-article, or ID-abstract where FILE holds no full text. A folder that is empty, or not there yet, becomes a
    data folder, whose report is that of the study.
    """
    from vexas_evidence.analysis.drafts.study_draft import draft_files, shared_files, source_name
    from vexas_evidence.load.edit import declare_source
    from vexas_evidence.sources import make_ledger, write_ledger
    from vexas_evidence.system.files import write_files

    refuse_unfit_id(name, "ID")
    today = date.today()
    document = read_completely(file)
    _ask_of_studies(document)
    tier = document.tier or "primary full text"
    source = f"{name}-{'abstract' if document.tier else 'article'}"
    texts = draft_files(name, document, by, today)
    texts[Path("sources") / f"{source}.yml"] = write_ledger(make_ledger(source, document.sentences))
    if known := [path for path in texts if (data / path).exists()]:
        wrong, remedy = "a file stands here", "choose another id, or remove it"
        raise BadInput(Problem(Place(f"{data.name}/{path}"), wrong, "nothing yet", remedy) for path in known)
    shared = {} if data.exists() and any(data.iterdir()) else shared_files(name)
    title, short = title_in_print(document) or source, source_name(document.publication)
    begun = shared.get(Path("sources.yml"), "")
    about = {"title": title, "short": short or source, "seen": "whole", "read_on": today, "studies": (name,)}
    texts = shared | texts | declare_source(data, source, tier, about, begun)
    data.mkdir(parents=True, exist_ok=True)
    write_files(data, texts)
    echo(*(f"{data / path}: written" for path in texts))
    draft = data / "studies" / name / "study.yml"
    click.echo(f"compare what is proposed in {draft} with the article, or do so by click:")
    folder = "" if data == Path("data") else f" --data {shlex.quote(str(data))}"
    named = f"--as {shlex.quote(by or 'YOUR NAME')} --article {shlex.quote(str(file))}"
    click.echo(f"  vexas-evidence review {name}{folder} {named}")
    tell_doubts(
        document, then=f"all files were written; the page lists {counted(len(document.doubts), 'places')} to look at"
    )


def _ask_of_studies(document: Document) -> None:
    """Say what becomes of a study of studies, and ask whether to go on where a person can answer."""
    from vexas_evidence.analysis.drafts.cues import design_cues

    of_studies = (each for each in design_cues(document.sentences) if each.kind == "study of studies")
    if (cue := next(of_studies, None)) is None:
        return
    echo(f"{document.name}: a study of studies, by its words {cue.printed!r} in {cue.where}")
    echo("its pooled results are read as those of this study; for the results of a study in it, add that study itself")
    if sys.stdin.isatty() and not click.confirm("write it as one study?", default=True):
        raise BadInput(
            [Problem(Place(document.name), "a study of studies", "the article of a study", "give that file")]
        )


@click.group(commands=[new_study])
def new() -> None:
    """Write the files of something new."""
