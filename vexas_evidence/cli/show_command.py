"""Commands that print what the data hold: questions, tables, single numbers, schemas."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from vexas_evidence.cli.command import FOLDER, REPORT, command, numbers_while_lifting, verified_numbers
from vexas_evidence.system.problems import BadInput, Place, nearest, one, unknown


@command()
@click.option("--format", "form", type=click.Choice(["markdown", "pdf"]), default="markdown", show_default=True)
@click.option("--output", type=FOLDER, help="The file to write; a PDF needs one.")
@REPORT
def checklist(data: Path, form: str, output: Path | None, report: str) -> None:
    """Write what only the article can answer.

    The questions stand on one page, for a reader with a printout.
    """
    from vexas_evidence.present import checklist as page
    from vexas_evidence.present.questions import questions
    from vexas_evidence.publish.site.handouts import checklist_pdf
    from vexas_evidence.system.files import atomic_write

    if output is None and form == "pdf":
        raise one(Place("--output"), "no file for the PDF", "the path of a file", "add --output checklist.pdf")
    with numbers_while_lifting(data, report) as numbers:
        if output is None:
            click.echo(page.to_markdown(numbers), nl=False)
            return
        atomic_write(output, checklist_pdf(numbers) if form == "pdf" else page.to_markdown(numbers).encode("utf-8"))
        click.echo(f"{output}: {len(questions(numbers))} questions")


@command(then="")
@click.argument("name")
@click.option("--format", "form", type=click.Choice(["text", "csv", "json", "html"]), default="text", show_default=True)
@REPORT
def table(data: Path, name: str, form: str, report: str) -> None:
    """Print a table of the report.

    NAME is study, highlights, findings, safety, denominators, outcomes, decision, questions or domains.
    """
    from vexas_evidence.present.tables import TABLES, layout
    from vexas_evidence.present.tables.table import VERSION

    if name not in TABLES:
        raise BadInput([unknown(Place("table"), "table", name, TABLES)])
    numbers, _ = verified_numbers(data, report)
    content, version = TABLES[name](numbers), numbers.evidence.changes.newest.label
    noted = replace(content, note=f"{content.note} {VERSION} {version}.".lstrip())
    if form == "html":
        click.echo(layout.table_html(noted, "html"))
    elif form == "csv":
        click.echo(content.as_csv(version), nl=False)
    elif form == "json":
        click.echo(content.as_json(version))
    else:
        from rich.console import Console

        Console(highlight=False).print(layout.table_text(noted))


@command(then="")
@click.argument("estimate")
@REPORT
def show(data: Path, estimate: str, report: str) -> None:
    """Show all that is known of one number.

    What sources print, its denominator, its kind, and how it is derived.
    """
    from vexas_evidence.present.reader_records import text_lines

    with numbers_while_lifting(data, report) as numbers:
        known = [*numbers.study.estimates, *numbers.derived, *numbers.judgements]
        if estimate not in known:
            wrong, expected = f"no number {estimate!r}", "the id of an estimate or derived value"
            raise one(Place("show"), wrong, expected, nearest(estimate, known))
        for label, text in text_lines(numbers, estimate):
            click.echo(f"{label:<24} {text}")
        click.echo(f"{'Version':<24} {numbers.evidence.changes.newest.label}")


@command()
@click.argument("kind", required=False)
@click.option("--write", type=FOLDER, help="Write the schemas of all data files here instead.")
def schema(data: Path, kind: str | None, write: Path | None) -> None:  # noqa: ARG001 - every command takes --data
    """Print the JSON Schema of a data file.

    KIND is study, estimates, narrative, …, or diff for what that command prints as JSON; without it all are printed.
    """
    from vexas_evidence.load.schema import file_schemas
    from vexas_evidence.publish.release import diff_json

    of_files = file_schemas()
    schemas = {**of_files, "diff": diff_json.schema()}
    if kind is not None and kind not in schemas:
        raise BadInput([unknown(Place("schema"), "schema", kind, schemas)])
    if write is not None:
        write.mkdir(parents=True, exist_ok=True)
        for name, content in of_files.items():
            (write / f"{name}.json").write_text(_json(content) + "\n", encoding="utf-8")
        return
    click.echo(_json(schemas[kind] if kind else schemas))


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True)
