"""The commands: parse, call, tell. Exit 0; 1 for a discrepancy; 2 for bad input or usage."""

from __future__ import annotations

import calendar
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vexas_evidence.coverage import Uncovered
from vexas_evidence.problems import BadInput, Place, nearest, one

if TYPE_CHECKING:
    from vexas_evidence.check import Discrepancy
    from vexas_evidence.model import Evidence, Seen
    from vexas_evidence.numbers import Numbers

DISCREPANCY, BAD_INPUT = 1, 2
FORMATS = ("html", "pdf", "docx")
_FOLDER = click.Path(path_type=Path)


def _command(group: click.Group, name: str | None = None) -> Callable[[Callable[..., None]], click.Command]:
    """A command of a group with ``--data``, whose bad input becomes messages and exit 2."""

    def made(function: Callable[..., None]) -> click.Command:
        option = click.option("--data", type=_FOLDER, default=Path("data"), show_default=True, help="The data folder.")
        return group.command(name)(option(_told(function)))

    return made


def _told(function: Callable[..., None]) -> Callable[..., None]:
    @wraps(function)
    def told(*args: Any, **kwargs: Any) -> None:
        try:
            function(*args, **kwargs)
        except Uncovered as error:
            _stop_at(error.discrepancies)
        except BadInput as error:
            for problem in error.problems:
                click.echo(str(problem), err=True)
            count = len(error.problems)
            click.echo(f"{count} {'problem' if count == 1 else 'problems'}; nothing was written", err=True)
            sys.exit(BAD_INPUT)
        except BrokenPipeError:
            raise
        except OSError as error:
            where = error.filename or "output"
            click.echo(f"{where}: {error.strerror}: a place that can be read and written: correct the path", err=True)
            sys.exit(BAD_INPUT)

    return told


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="vexas-evidence")
def app() -> None:
    """Evidence reports in which every number is tied to its source."""


@_command(app)
@click.option("--source", "texts", multiple=True, metavar="ID=FILE", help="Read the text of a source again.")
def verify(data: Path, texts: tuple[str, ...]) -> None:
    """Check the data, and compare every number with the ledger of its source."""
    from vexas_evidence.load import load
    from vexas_evidence.verify import examine, reread

    evidence = load(data)
    found = examine(evidence)
    again: list[Discrepancy] = []
    for text in texts:
        name, _, file = text.partition("=")
        again += reread(evidence, name, Path(file))
    _stop_at((*found.discrepancies, *again))
    for name, results in found.report.results.items():
        for result in results:
            click.echo(f"{name}: {result.told}")
    accounts, counts, verdicts = found.accounts, found.report.counts, found.report.verdicts
    click.echo(f"checked {_listed(counts)}")
    click.echo(f"claims: {_listed(verdicts)}")
    click.echo(f"ledgers: {accounts.tokens} number tokens, {accounts.used} used, {accounts.waived} waived, 0 left over")
    for tier, number in accounts.anchored.items():
        click.echo(f"anchored: {number} readings match a {tier} source")
    for name, agreement in found.agreements.items():
        click.echo(f"two extractions of {name}: {agreement.told}")
    for discrepancy, declaration in found.declared:
        click.echo(f"declared: {discrepancy.place}: {discrepancy.about}: {declaration.reason}")
    for text in texts:
        click.echo(f"read again: {text.partition('=')[0]} agrees with its ledger")
    click.echo(f"{accounts.checked} of {counts['estimates']} estimates checked against the article")
    click.echo("no discrepancy")


@_command(app)
def reconcile(data: Path) -> None:
    """Compare the ledger with the second extraction, and print their agreement before adjudication."""
    from vexas_evidence.load import load
    from vexas_evidence.reconcile import reconcile as side_by_side

    evidence = load(data)
    for study in evidence.studies.values():
        agreement = side_by_side(study)
        if agreement is None:
            click.echo(f"{study.id}: one extraction, nothing to reconcile")
            continue
        click.echo(f"{study.id}: {agreement.told}")
        click.echo(f"in the ledger only: {len(agreement.only_in_a)}; adjudicated: {len(agreement.adjudicated)}")
        for adjudicated in agreement.adjudicated:
            click.echo(f"  {adjudicated}")
        _stop_at(agreement.unresolved)
        click.echo("unresolved: 0")


@app.group()
def source() -> None:
    """Ledgers of sources: add one, or check one against its text."""


@_command(source)
@click.argument("file", type=_FOLDER)
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


@_command(source, "check")
@click.argument("name")
@click.argument("file", type=_FOLDER)
def check_source(data: Path, name: str, file: Path) -> None:
    """Compare a text with the ledger of a source, and say what differs and where."""
    from vexas_evidence.load import load
    from vexas_evidence.verify import reread

    _stop_at(reread(load(data), name, file))
    click.echo(f"{name}: the text agrees with its ledger")


@_command(app)
@click.option("--source", "name", required=True, help="The id of the source to lift to, which has a ledger.")
@click.option("--write", is_flag=True, help="Write what is accepted into estimates.yml, once it was checked.")
@click.option(
    "--all", "everything", is_flag=True, help="Accept each estimate's only match, where nothing speaks against."
)
@click.option("--accept", "accepted", multiple=True, metavar="ESTIMATE=TOKEN", help="Accept a token as lift lists it.")
@click.option("--waive-rest", "waive", is_flag=True, help="Waive the tokens that nothing uses then.")
def lift(data: Path, name: str, write: bool, everything: bool, accepted: tuple[str, ...], waive: bool) -> None:
    """Propose for each estimate the token of a source that prints it, and list what to look for there."""
    from vexas_evidence import lift_told
    from vexas_evidence.bases import bases_beside
    from vexas_evidence.lift import propose
    from vexas_evidence.lift_write import accept, write_lift
    from vexas_evidence.load import load
    from vexas_evidence.numbers import Numbers
    from vexas_evidence.questions import questions

    evidence = load(data)
    proposed = propose(evidence, evidence.study, name)
    chosen = accept(proposed, accepted, everything)
    if write:
        written = write_lift(data, evidence, proposed, chosen, waive)
        _stop_at(written.discrepancies, "nothing was written")
        for line in lift_told.written(evidence, proposed, written):
            click.echo(line)
        return
    bases = bases_beside(evidence.study, evidence.ledgers[name], proposed)
    for line in lift_told.told(proposed, bases, questions(Numbers(evidence, evidence.study))):
        click.echo(line)
    click.echo(f"nothing was written; {len(chosen)} readings accepted: accept with --all or --accept, and add --write")


@_command(app)
@click.option("--format", "form", type=click.Choice(["markdown", "pdf"]), default="markdown", show_default=True)
@click.option("--output", type=_FOLDER, help="The file to write; a PDF needs one.")
def checklist(data: Path, form: str, output: Path | None) -> None:
    """Write the questions that only the article can answer, on one page for a reader with a printout."""
    from vexas_evidence import checklist as page

    numbers = _numbers(data)
    if output is None and form == "pdf":
        raise one(Place("--output"), "no file for the PDF", "the path of a file", "add --output checklist.pdf")
    if output is None:
        click.echo(page.to_markdown(numbers), nl=False)
        return
    output.write_bytes(page.to_pdf(numbers) if form == "pdf" else page.to_markdown(numbers).encode("utf-8"))
    click.echo(f"{output}: {page.count(numbers)} questions")


@_command(app)
@click.argument("name")
@click.option("--format", "form", type=click.Choice(["text", "csv", "json", "html"]), default="text", show_default=True)
def table(data: Path, name: str, form: str) -> None:
    """Print a table: study, highlights, findings, safety, bases."""
    from vexas_evidence import frames, tables

    if name not in frames.TABLES:
        raise one(
            Place("table"), f"no table {name!r}", f"one of {', '.join(frames.TABLES)}", nearest(name, frames.TABLES)
        )
    content = frames.TABLES[name](_numbers(data))
    if form == "html":
        click.echo(tables.table_html(content, "html"))
    elif form == "csv":
        click.echo(content.as_csv(), nl=False)
    elif form == "json":
        click.echo(content.as_text().to_json(orient="records", force_ascii=False, indent=2))
    else:
        _console().print(tables.table_text(content))


@_command(app)
@click.argument("estimate")
def show(data: Path, estimate: str) -> None:
    """Show all that is known of one number: what sources print, base, kind, how derived."""
    from vexas_evidence import provenance

    numbers = _numbers(data)
    known = [*numbers.study.estimates, *numbers.derived]
    if estimate not in known:
        raise one(
            Place("show"), f"no number {estimate!r}", "the id of an estimate or derived value", nearest(estimate, known)
        )
    for label, text in provenance.fields(numbers, estimate):
        click.echo(f"{label:<12} {text}")


@_command(app)
@click.argument("kind", required=False)
@click.option("--write", type=_FOLDER, help="Write every schema into this folder instead.")
def schema(data: Path, kind: str | None, write: Path | None) -> None:  # noqa: ARG001 - every command takes --data
    """Print the JSON Schema of a data file (study, estimates, narrative, …), or of all."""
    from vexas_evidence.load import FILES

    schemas = {name: model.model_json_schema() for name, model in FILES.items()}
    if kind is not None and kind not in schemas:
        raise one(Place("schema"), f"no schema {kind!r}", f"one of {', '.join(schemas)}", nearest(kind, schemas))
    if write is not None:
        write.mkdir(parents=True, exist_ok=True)
        for name, content in schemas.items():
            (write / f"{name}.json").write_text(_json(content) + "\n", encoding="utf-8")
        return
    click.echo(_json(schemas[kind] if kind else schemas))


@_command(app)
@click.argument("pages", nargs=-1)
@click.option("--engine", type=click.Choice(["auto", "quarto", "embedded"]), default="auto", show_default=True)
@click.option("--to", "formats", default="html,pdf,docx", show_default=True, help="Formats, with commas between.")
@click.option("--output", type=_FOLDER, default=Path("_site"), show_default=True, help="Where the report appears.")
@click.option("--project", type=_FOLDER, default=Path(), help="The folder of _quarto.yml.")
def render(data: Path, pages: tuple[str, ...], engine: str, formats: str, output: Path, project: Path) -> None:
    """Render the report, or only PAGES of it; outputs appear all or not at all."""
    from vexas_evidence.coverage.commands import covered
    from vexas_evidence.engine import Request

    wanted = tuple(part.strip() for part in formats.split(","))
    for part in wanted:
        if part not in FORMATS:
            raise one(Place("--to"), f"no format {part!r}", f"one of {', '.join(FORMATS)}", nearest(part, FORMATS))
    numbers = _numbers(data)
    newest = numbers.evidence.changes.versions[0].date
    # The date of the evidence, not of the render, stands in the files, so that equal data give equal bytes.
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(calendar.timegm(newest.timetuple())))
    only = () if set(wanted) == set(FORMATS) else wanted
    request = Request(project.resolve(), data.resolve(), output.resolve(), pages, only, engine)  # type: ignore[arg-type]
    done = covered(request, _console().print, numbers)
    first = next((path for path in (output / "index.html", *done.files) if path.exists()), output)
    click.echo(f"{len(done.files)} files by {done.engine}; open {first}")


@_command(app)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--manifest", type=_FOLDER, help="The manifest.json of the render; else the one beside each file.")
@click.option("--site", type=_FOLDER, default=Path("_site"), show_default=True, help="Where else to look for it.")
def audit(data: Path, files: tuple[Path, ...], manifest: Path | None, site: Path) -> None:
    """Account for every numeral of finished FILES, which may have been edited or mailed."""
    from vexas_evidence.coverage.commands import audited

    for line in audited(files, manifest, site, _numbers(data)):
        click.echo(line)


def main() -> None:
    """Run the command line; a terminal that cannot show a character gets an escape for it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    app()


def _stop_at(discrepancies: Sequence[Discrepancy], then: str = "") -> None:
    """Tell discrepancies and end with exit 1; go on where there are none."""
    if discrepancies:
        for discrepancy in discrepancies:
            click.echo(str(discrepancy), err=True)
        count = len(discrepancies)
        told = f"{count} {'discrepancy' if count == 1 else 'discrepancies'}"
        click.echo(f"{told}; {then}" if then else told, err=True)
        sys.exit(DISCREPANCY)


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in counts.items())


def _checked(data: Path) -> Evidence:
    """Load the data and examine them; discrepancies are told and end the command with exit 1."""
    from vexas_evidence.load import load
    from vexas_evidence.verify import examine

    evidence = load(data)
    _stop_at(examine(evidence).discrepancies)
    return evidence


def _numbers(data: Path) -> Numbers:
    from vexas_evidence.numbers import Numbers

    evidence = _checked(data)
    return Numbers(evidence, evidence.study)


def _console() -> Any:
    from rich.console import Console

    return Console(highlight=False)


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True)
