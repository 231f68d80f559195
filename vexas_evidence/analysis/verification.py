"""All that is found in the evidence, by checks, ledgers and two extractions, and what of it is declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from vexas_evidence.analysis.anchors import LEFT_OVER, Accounts, check_anchors
from vexas_evidence.analysis.checks.structural import CheckResults, run_checks
from vexas_evidence.analysis.reconcile import Agreement, reconcile
from vexas_evidence.model import Declaration, Evidence
from vexas_evidence.system.problems import Discrepancy

UNTOLD = "texts tell what was read"
"""The check of texts that say what was read: a lift leaves them until it is done."""


@dataclass(frozen=True, slots=True)
class Verification:
    """All that was found in the evidence: what stands against it, what is declared, and what was looked at."""

    discrepancies: tuple[Discrepancy, ...]
    declared: tuple[tuple[Discrepancy, Declaration], ...]
    checks: CheckResults
    accounts: Accounts
    agreements: dict[str, Agreement]


def verify_evidence(evidence: Evidence) -> Verification:
    """Run every check on the data and compare them with the ledgers of their sources."""
    checks = run_checks(evidence)
    found, accounts = check_anchors(evidence)
    both = {study.id: reconcile(study) for study in evidence.studies.values()}
    agreements = {name: agreement for name, agreement in both.items() if agreement}
    unresolved = (each for agreement in agreements.values() for each in agreement.unresolved)
    standing, declared = sort_out(evidence, (*checks.discrepancies, *found, *unresolved))
    return Verification(standing, declared, checks, accounts, agreements)


def sort_out(
    evidence: Evidence, found: Iterable[Discrepancy]
) -> tuple[tuple[Discrepancy, ...], tuple[tuple[Discrepancy, Declaration], ...]]:
    """Part discrepancies into those that stand and those that are declared.

    A declaration that matches nothing any more is a discrepancy itself.
    """
    standing, known, matched = [], [], set()
    for discrepancy in found:
        for declaration in evidence.declared:
            about = f"{declaration.estimate}/{declaration.source}: {declaration.found} against {declaration.expected}"
            if (discrepancy.check, discrepancy.about) == (declaration.check, about):
                known.append((discrepancy, declaration))
                matched.add(id(declaration))
                break
        else:
            standing.append(discrepancy)
    for declaration in evidence.declared:
        if id(declaration) not in matched:
            told = f"declared, but {declaration.check} finds nothing for {declaration.estimate} in {declaration.source}"
            standing.append(
                Discrepancy(
                    declaration.at("check"), told, "a discrepancy that is there", "remove the declaration", "declared"
                )
            )
    return tuple(sorted(standing)), tuple(known)


def by_sentence(found: Iterable[Discrepancy]) -> Iterator[Discrepancy]:
    """Yield discrepancies as they are told: the tokens of one sentence that nothing uses in one line, in order."""
    for (name, where), group in groupby(found, lambda each: (each.check, each.about)):
        each = list(group)
        if name != LEFT_OVER or len(each) == 1:
            yield from each
            continue
        parts = sorted(
            (one.found.removesuffix(f", of {where} is not used").removeprefix("token ") for one in each), key=_count
        )
        yield replace(each[0], found=f"tokens {'; '.join(parts)}, of {where} are not used")


def _count(told: str) -> int:
    return int(told.partition(",")[0])
