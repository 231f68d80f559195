"""The command ``explain``: the rule of a check, where it is from, and a print that breaks it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

import click

from vexas_evidence.analysis.checks.consistency import CONSISTENCY_CHECKS
from vexas_evidence.analysis.checks.run import STRUCTURAL_CHECKS
from vexas_evidence.analysis.number_checks.run_number_checks import NUMBER_CHECKS, verdict_of
from vexas_evidence.cli.command import echo

OF_RECORDS: Mapping[str, str] = {
    check.__name__.replace("_", "-"): (check.__doc__ or "").partition("\n")[0]
    for check in (*STRUCTURAL_CHECKS, *CONSISTENCY_CHECKS)
}
"""What holds by each check of a study's records, by its id."""
IDS = (*(check.id for check in NUMBER_CHECKS), *OF_RECORDS)


@click.command()
@click.argument("rule", required=False)
def explain(rule: str | None) -> None:
    """Explain the rule of a check, or list all rules.

    RULE is the id of a check. Of a check of printed numbers the source of the rule and an example are shown too.
    """
    if rule is not None and rule not in IDS:
        near = difflib.get_close_matches(rule, IDS, 1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise click.BadParameter(f"no check is called {rule!r}{hint} (without a rule all are listed)")
    for line in _explained(rule) if rule else _listed():
        echo(line)


def _listed() -> Iterator[str]:
    yield "Checks of printed numbers:"
    yield from (f"  {check.id:<24} {check.rule}" for check in NUMBER_CHECKS)
    yield "Checks of a study's records:"
    yield from (line for name, rule in OF_RECORDS.items() for line in (f"  {name}", f"      {rule}"))


def _explained(rule: str) -> Iterator[str]:
    if rule in OF_RECORDS:
        yield OF_RECORDS[rule]
        return
    check = next(each for each in NUMBER_CHECKS if each.id == rule)
    verdict = verdict_of(check.example, check.known)
    known = ", ".join(f"{name.replace('_', ' ')}: {value}" for name, value in check.known.items())
    yield check.rule
    yield f"  source   {check.source}"
    yield f"  example  {check.example}{f' ({known})' if known else ''}"
    yield f"           {verdict.outcome}: {verdict.explained}"
