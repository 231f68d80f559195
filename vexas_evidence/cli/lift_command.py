"""The commands that go from estimates to the article: lift on the command line, review on a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vexas_evidence.cli.command import FOLDER, command, echo, stop_at
from vexas_evidence.system.problems import BadInput, Place, one, unknown

if TYPE_CHECKING:
    from vexas_evidence.model import Evidence


@command()
@click.option("--source", "name", required=True, help="The id of the source to lift to, which has a ledger.")
@click.option("--study", default="", metavar="ID", help="The study; without, the one that the source reports.")
@click.option("--write", is_flag=True, help="Write what is accepted into estimates.yml, once it was checked.")
@click.option("--text", type=FOLDER, help="The file that source add read: shows the words around each number.")
@click.option("--all", "everything", is_flag=True, help="With --text: accept what the words beside it speak for.")
@click.option(
    "--accept", "accepted", multiple=True, metavar="ESTIMATE=TOKEN[@TIME]", help="Accept a token as lift lists it."
)
@click.option("--waive-rest", "waive", is_flag=True, help="Waive the tokens that nothing uses then.")
def lift(
    data: Path,
    name: str,
    study: str,
    write: bool,
    text: Path | None,
    everything: bool,
    accepted: tuple[str, ...],
    waive: bool,
) -> None:
    """Propose the tokens of a source that print estimates.

    For each estimate the tokens that may print it, and for the rest what to look for there.
    """
    from vexas_evidence.analysis.lift.accept import accept, write_lift
    from vexas_evidence.analysis.lift.matching import propose
    from vexas_evidence.analysis.lift.missing_denominators import possible_denominators
    from vexas_evidence.analysis.numbers import Numbers
    from vexas_evidence.load.folder import load
    from vexas_evidence.present import lift_text
    from vexas_evidence.present.questions import questions
    from vexas_evidence.sources.context import read_contexts

    evidence = _showing(load(data), study, name)
    words = read_contexts(evidence, name, text) if text else None
    proposed = propose(evidence, evidence.study, name, words)
    chosen = accept(evidence, proposed, accepted, everything, words)
    if write:
        written = write_lift(data, evidence, proposed, chosen, waive)
        stop_at(written.discrepancies, "nothing was written")
        echo(*lift_text.accepted_lines(proposed, chosen, written))
        return
    denominators = possible_denominators(evidence.study, evidence.ledgers[name], proposed)
    echo(*lift_text.proposal_lines(proposed, denominators, questions(Numbers(evidence, evidence.study))))
    click.echo(f"nothing was written; {len(chosen)} readings accepted: accept with --all or --accept, and add --write")


def _showing(evidence: Evidence, study: str, source: str) -> Evidence:
    """The evidence with a study in front: the one that is named, or the only one that the source reports."""
    if study:
        if study not in evidence.studies:
            raise BadInput([unknown(Place("--study"), "study", study, evidence.studies)])
        return evidence.showing(study)
    reported = evidence.studies_in(evidence.sources[source]) if source in evidence.sources else ()
    return evidence.showing(*reported) if len(reported) == 1 else evidence


@command()
@click.argument("study")
@click.option("--as", "name", required=True, metavar="NAME", help="Who reads; stands beside each decision.")
@click.option("--article", "file", required=True, type=FOLDER, help="The file that source add read.")
@click.option("--source", default="", metavar="ID", help="The source; without, the one whose ledger is of the file.")
@click.option("--no-browser", "quiet", is_flag=True, help="Print the address only.")
def review(data: Path, study: str, name: str, file: Path, source: str, quiet: bool) -> None:
    """Review a source of a study on a page.

    The article stands beside the estimates. The page is shown to this machine alone, and ends with the
    command (Ctrl-C). Nothing of the article is stored.
    """
    from importlib.util import find_spec

    if not all(map(find_spec, ("starlette", "uvicorn"))):
        wrong, remedy = "starlette and uvicorn are not installed", "pip install 'vexas-evidence[review]'"
        raise one(Place("review"), wrong, "the extra 'review'", remedy)
    from vexas_evidence.analysis.review.reviewer import open_review
    from vexas_evidence.publish.review.article_view import article_json, page_pictures
    from vexas_evidence.publish.review.requests import OpenReview
    from vexas_evidence.publish.review.server import serve
    from vexas_evidence.sources import read_document

    document = read_document(file, source or None)
    reviewer = open_review(data, study, name, document, source)
    pictures = page_pictures(file)
    opened = OpenReview(reviewer, article_json(document, pictures))
    if reviewer.is_second:
        click.echo(f"{name} is the second reader of {reviewer.source}: nothing that the first read there is shown")
    serve(opened, pictures, lambda address: click.echo(f"{address}\nCtrl-C ends it"), not quiet)
