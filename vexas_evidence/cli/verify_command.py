"""Commands that check the data, compare them with their ledgers, and set two extractions side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vexas_evidence.analysis.fixed_texts import section
from vexas_evidence.cli.command import command, stop_at
from vexas_evidence.system.problems import Place, counted, one

if TYPE_CHECKING:
    from vexas_evidence.system.problems import Discrepancy


@command(then="")
@click.option("--source", "texts", multiple=True, metavar="ID=FILE", help="Read the text of a source again.")
def verify(data: Path, texts: tuple[str, ...]) -> None:
    """Check the data against the ledgers of their sources.

    Every number is compared with what its source prints, and every number of a source is accounted for.
    """
    from vexas_evidence.analysis.anchors import verify_source_text
    from vexas_evidence.analysis.checks.printed_numbers import rule_results
    from vexas_evidence.analysis.checks.token_use import why_by_rule
    from vexas_evidence.analysis.measurements.detection import Detection
    from vexas_evidence.analysis.measurements.measurement import read_measurement
    from vexas_evidence.analysis.measurements.reading_accuracy import ReadingAccuracy
    from vexas_evidence.analysis.numbers import Numbers
    from vexas_evidence.analysis.reconcile import ONCE
    from vexas_evidence.analysis.verification import verify_evidence
    from vexas_evidence.load.folder import load
    from vexas_evidence.publish.release.signoffs import summary, texts_to_read

    evidence = load(data)
    for measurement in (Detection, ReadingAccuracy):
        read_measurement(measurement, data)  # raises what is wrong with it
    found = verify_evidence(evidence)
    again = [found for name, file in map(_named, texts) for found in verify_source_text(evidence, name, file)]
    stop_at((*found.discrepancies, *again))
    for name, results in found.checks.results.items():
        for result in results:
            click.echo(f"{name}: {result.summary}")
        for rule in rule_results(Numbers(evidence, evidence.studies[name])):
            click.echo(f"{name}: printed numbers by the rule {rule.summary}")
    accounts, counts, verdicts = found.token_use, found.checks.counts, found.checks.verdicts
    click.echo(f"in all: {', '.join(counted(number, name) for name, number in counts.items())}")
    words = section("verdicts")
    click.echo(f"claims: {', '.join(f'{number} {words[verdict]}' for verdict, number in verdicts.items())}")
    for name in evidence.studies:
        agreement = found.agreements.get(name)
        click.echo(f"two extractions of {name}: {agreement.summary if agreement else ONCE}")
    for name in evidence.reports:
        of_report = evidence.of_report(name)
        click.echo(f"texts of {name}: {summary(texts_to_read(Numbers(of_report, of_report.study)))}")
    by_rule = sum(accounts.by_rule.values())
    waived = f"{accounts.waived} waived{f', {by_rule} by rule' if by_rule else ''}"
    click.echo(f"ledgers: {accounts.tokens} number tokens, {accounts.used} used, {waived}, 0 left over")
    for (name, by), number in accounts.by_rule.items():
        click.echo(f"by rule: {counted(number, 'tokens')} of {name}: {why_by_rule(evidence, by)}")
    for tier, number in accounts.anchored.items():
        click.echo(f"anchored: {counted(number, 'readings')} match a {tier} source")
    for discrepancy, declaration in found.declared:
        click.echo(f"declared: {discrepancy.place}: {discrepancy.about}: {declaration.reason}")
    for text in texts:
        click.echo(f"read again: {text.partition('=')[0]} agrees with its ledger")
    click.echo(f"{accounts.in_full_text} of {counts['estimates']} estimates checked against the article")
    click.echo("no discrepancy")


@command(then="")
def reconcile(data: Path) -> None:
    """Compare the ledger with the second extraction.

    Their agreement is that before adjudication.
    """
    from vexas_evidence.analysis.reconcile import ONCE
    from vexas_evidence.analysis.reconcile import reconcile as side_by_side
    from vexas_evidence.load.folder import load

    unresolved: list[Discrepancy] = []
    for study in load(data).studies.values():
        agreement = side_by_side(study)
        if agreement is None:
            click.echo(f"{study.id}: {ONCE}")
            continue
        unresolved += agreement.unresolved
        click.echo(f"{study.id}: {agreement.summary}")
        click.echo(f"in the ledger only: {agreement.only_in_ledger}; adjudicated: {len(agreement.adjudicated)}")
        click.echo(f"not yet read by the second reader: {agreement.not_read}")
        for each in agreement.adjudicated:
            click.echo(f"  {each.about}: {each.theirs!r} against {each.ours!r} ({each.field}): {each.reason}")
        click.echo(f"unresolved: {len(agreement.unresolved)}")
    stop_at(unresolved)


def _named(text: str) -> tuple[str, Path]:
    """The id and the file of a --source. Raises BadInput."""
    name, _, file = text.partition("=")
    if not name or not file:
        raise one(Place("--source"), f"{text!r}", "ID=FILE", "name the source, then the file that holds its text")
    return name, Path(file)
