"""The command ``explain``: the rule of a check, where it is from, and a print that breaks it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import asdict

import click

from vexas_evidence.cli.command import echo


def of_records() -> dict[str, str]:
    """What holds by each check of a study's records, by its id."""
    from vexas_evidence.analysis.checks.consistency import CONSISTENCY_CHECKS
    from vexas_evidence.analysis.checks.run import STRUCTURAL_CHECKS

    checks = (*STRUCTURAL_CHECKS, *CONSISTENCY_CHECKS)
    return {check.__name__.replace("_", "-"): (check.__doc__ or "").partition("\n")[0] for check in checks}


def rule_ids() -> tuple[str, ...]:
    """The ids of all checks, those of printed numbers first."""
    from vexas_evidence.analysis.number_checks.run_number_checks import NUMBER_CHECKS

    return (*(check.id for check in NUMBER_CHECKS), *of_records())


@click.command()
@click.argument("rule", required=False)
def explain(rule: str | None) -> None:
    """Explain the rule of a check, or list all rules.

    RULE is the id of a check. Of a check of printed numbers the source of the rule and an example are shown too.
    """
    if rule is not None and rule not in (known := rule_ids()):
        near = difflib.get_close_matches(rule, known, 1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise click.BadParameter(f"no check is called {rule!r}{hint} (without a rule all are listed)")
    echo(*(_explained(rule) if rule else _listed()))


def _listed() -> Iterator[str]:
    from vexas_evidence.analysis.number_checks.run_number_checks import NUMBER_CHECKS

    yield "Checks of printed numbers:"
    yield from (f"  {check.id:<24} {check.rule}" for check in NUMBER_CHECKS)
    yield "Checks of a study's records:"
    yield from (line for name, rule in of_records().items() for line in (f"  {name}", f"      {rule}"))


def _explained(rule: str) -> Iterator[str]:
    from vexas_evidence.analysis.number_checks.run_number_checks import NUMBER_CHECKS, verdict_of

    if holds := of_records().get(rule):
        yield holds
        return
    check = next(each for each in NUMBER_CHECKS if each.id == rule)
    verdict = verdict_of(check.example, check.known)
    given = {name: value for name, value in asdict(check.known).items() if value not in (None, ())}
    known = ", ".join(f"{name.replace('_', ' ')}: {value}" for name, value in given.items())
    yield check.rule
    yield f"  source   {check.source}"
    yield f"  example  {check.example}{f' ({known})' if known else ''}"
    yield f"           {verdict.outcome}: {verdict.explained}"
