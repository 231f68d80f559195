"""Commands that check the data, compare them with their ledgers, and set two extractions side by side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vexas_evidence.analysis.fixed_texts import section
from vexas_evidence.cli.command import command, echo, stop_at
from vexas_evidence.system.problems import Place, counted, one

if TYPE_CHECKING:
    from vexas_evidence.analysis.verification import Verification
    from vexas_evidence.model import Evidence
    from vexas_evidence.system.problems import Discrepancy


@command(then="")
@click.option("--source", "texts", multiple=True, metavar="ID=FILE", help="Read the text of a source again.")
def verify(data: Path, texts: tuple[str, ...]) -> None:
    """Check the data against the ledgers of their sources.

    Every number is compared with what its source prints, and every number of a source is accounted for.
    """
    from vexas_evidence.analysis.anchors import verify_source_text
    from vexas_evidence.analysis.measurements.detection import Detection
    from vexas_evidence.analysis.measurements.measurement import read_measurement
    from vexas_evidence.analysis.measurements.reading_accuracy import ReadingAccuracy
    from vexas_evidence.analysis.verification import verify_evidence
    from vexas_evidence.load.folder import load

    evidence = load(data)
    for measurement in (Detection, ReadingAccuracy):
        read_measurement(measurement, data)  # raises what is wrong with it
    found, named = verify_evidence(evidence), list(map(_named, texts))
    stop_at((*found.discrepancies, *(each for of in named for each in verify_source_text(evidence, *of))))
    echo(*_checked(evidence, found), *_accounted(evidence, found))
    echo(*(f"read again: {name} agrees with its ledger" for name, _ in named))
    in_article, every = found.token_use.in_full_text, found.checks.counts["estimates"]
    click.echo(f"{in_article} of {every} estimates checked against the article")
    click.echo("no discrepancy")


def _checked(evidence: Evidence, found: Verification) -> Iterator[str]:
    """Yield what the checks say of each study, and who else extracted its data and read its texts."""
    from vexas_evidence.analysis.checks.printed_numbers import rule_results
    from vexas_evidence.analysis.numbers import Numbers
    from vexas_evidence.analysis.reconcile import ONCE
    from vexas_evidence.publish.release.signoffs import summary, texts_to_read

    for name, results in found.checks.results.items():
        yield from (f"{name}: {result.summary}" for result in results)
        rules = rule_results(Numbers(evidence, evidence.studies[name]))
        yield from (f"{name}: printed numbers by the rule {rule.summary}" for rule in rules)
    words = section("verdicts")
    yield f"in all: {', '.join(counted(number, name) for name, number in found.checks.counts.items())}"
    yield f"claims: {', '.join(f'{number} {words[verdict]}' for verdict, number in found.checks.verdicts.items())}"
    for name in evidence.studies:
        agreement = found.agreements.get(name)
        yield f"two extractions of {name}: {agreement.summary if agreement else ONCE}"
    for name in evidence.reports:
        of_report = evidence.of_report(name)
        yield f"texts of {name}: {summary(texts_to_read(Numbers(of_report, of_report.study)))}"


def _accounted(evidence: Evidence, found: Verification) -> Iterator[str]:
    """Yield what became of the numbers of the sources, and what is known not to match."""
    from vexas_evidence.analysis.checks.token_use import why_by_rule

    accounts = found.token_use
    by_rule = sum(accounts.by_rule.values())
    waived = f"{accounts.waived} waived{f', {by_rule} by rule' if by_rule else ''}"
    yield f"ledgers: {accounts.tokens} number tokens, {accounts.used} used, {waived}, 0 left over"
    for (name, by), number in accounts.by_rule.items():
        yield f"by rule: {counted(number, 'tokens')} of {name}: {why_by_rule(evidence, by)}"
    for tier, number in accounts.anchored.items():
        yield f"anchored: {counted(number, 'readings')} match a {tier} source"
    for discrepancy, declaration in found.declared:
        yield f"declared: {discrepancy.place}: {discrepancy.about}: {declaration.reason}"


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
