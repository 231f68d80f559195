"""Everything that contradicts the evidence: its checks, the ledgers of its sources, and its second extractions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from vexas_evidence.analysis.anchors import verify_anchors
from vexas_evidence.analysis.checks.run import CheckResults, run_checks
from vexas_evidence.analysis.checks.token_use import UNUSED_TOKENS, TokenUse
from vexas_evidence.analysis.reconcile import Agreement, reconcile
from vexas_evidence.analysis.verbal_readings import CHECK as FINGERPRINTS
from vexas_evidence.analysis.verbal_readings import WORDINGS
from vexas_evidence.load.folder import load
from vexas_evidence.model import Declaration, Evidence
from vexas_evidence.system.hashes import data_hash
from vexas_evidence.system.problems import Discrepancy

DECLARED = "declared"
OTHER_CHECKS = ("anchors", DECLARED, FINGERPRINTS, "ledger intact", UNUSED_TOKENS, "tier", "two extractions", WORDINGS)
"""The names of the checks that compare the data with ledgers, declarations and second extractions."""
LISTED = 20
"""Up to so many sentences of a ledger with unused tokens are listed, and so many waivers; of more only their number."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What was compared with what, and what came of it.

    ``discrepancies`` stand against the evidence, sorted by place. ``declared`` are those that a person declared, each
    with its declaration. ``agreements`` are the comparisons of two extractions, by study.
    """

    discrepancies: tuple[Discrepancy, ...]
    declared: tuple[tuple[Discrepancy, Declaration], ...]
    checks: CheckResults
    token_use: TokenUse
    agreements: dict[str, Agreement]


def verify_evidence(evidence: Evidence) -> Verification:
    """Run every check on the data, and compare them with the ledgers of their sources and with second extractions."""
    checks = run_checks(evidence)
    of_anchors, token_use = verify_anchors(evidence)
    compared = {study.id: reconcile(study) for study in evidence.studies.values()}
    agreements = {name: agreement for name, agreement in compared.items() if agreement}
    unresolved = (each for agreement in agreements.values() for each in agreement.unresolved)
    standing, declared = _split_declared(evidence, (*checks.discrepancies, *of_anchors, *unresolved))
    return Verification(standing, declared, checks, token_use, agreements)


def _split_declared(
    evidence: Evidence, found: Iterable[Discrepancy]
) -> tuple[tuple[Discrepancy, ...], tuple[tuple[Discrepancy, Declaration], ...]]:
    """Return the discrepancies that stand, and those that are declared with their declarations.

    A declaration that matches no discrepancy is one itself.
    """
    by_key = {each.key: each for each in reversed(evidence.declared)}
    standing: list[Discrepancy] = []
    declared: list[tuple[Discrepancy, Declaration]] = []
    for each in found:
        if declaration := by_key.get((each.check, each.about)):
            declared.append((each, declaration))
        else:
            standing.append(each)
    matched = {id(declaration) for _, declaration in declared}
    for entry in evidence.declared:
        if id(entry) not in matched:
            wrong = f"declared, but {entry.check} finds nothing for {entry.estimate} in {entry.source}"
            expected, remedy = "a discrepancy that is there", "remove the declaration"
            standing.append(Discrepancy(entry.at("check"), wrong, expected, remedy, DECLARED))
    return tuple(sorted(standing)), tuple(declared)


def merge_unused_tokens(found: Iterable[Discrepancy]) -> Iterator[Discrepancy]:
    """Yield discrepancies in order; those of unused tokens of one sentence become one.

    Those of a ledger of which more than ``LISTED`` sentences have some become one too, so that a new article does not
    hide what else was found.
    """
    merged = tuple(_merged_in_sentences(found))
    sentences = Counter(each.place.file for each in merged if each.check == UNUSED_TOKENS)
    summarized: set[str] = set()
    for each in merged:
        file, source = each.place.file, each.about.partition(",")[0]
        if each.check != UNUSED_TOKENS or sentences[file] <= LISTED:
            yield each
        elif file not in summarized:
            summarized.add(file)
            what = f"number tokens in {sentences[file]} sentences of {source} are not used"
            remedy = (
                "extract what belongs to the study (vexas-evidence review opens its page), then vexas-evidence lift "
                f"--source {source} --write --waive-rest; of a second copy of an article that is accounted for, Waive "
                "all that is left on its page"
            )
            yield replace(each, found=what, remedy=remedy)


def _merged_in_sentences(found: Iterable[Discrepancy]) -> Iterator[Discrepancy]:
    for (check, where), group in groupby(found, lambda each: (each.check, each.about)):
        first, *others = group
        if check != UNUSED_TOKENS or not others:
            yield from (first, *others)
            continue
        tokens = (
            each.found.removesuffix(f", of {where} is not used").removeprefix("token ") for each in (first, *others)
        )
        in_order = sorted(tokens, key=lambda token: int(token.partition(",")[0]))
        yield replace(first, found=f"tokens {'; '.join(in_order)}, of {where} are not used")


@dataclass(frozen=True, slots=True)
class _Data:
    """A data folder as it is now; one of the same name and content is equal to it, wherever it stands."""

    folder: Path = field(compare=False)
    name: str
    content: str


def evidence_in(folder: Path) -> Evidence:
    """Return the evidence of a data folder as it is now. Raises BadInput, as ``load`` does."""
    return _evidence(_now(folder))


def verification_in(folder: Path) -> Verification:
    """Return the verification of a data folder as it is now; it is made again only where the folder changed."""
    return _verification(_now(folder))


def _now(folder: Path) -> _Data:
    return _Data(folder, folder.name, data_hash(folder))


@lru_cache(maxsize=2)
def _evidence(data: _Data) -> Evidence:
    return load(data.folder)


@lru_cache(maxsize=2)
def _verification(data: _Data) -> Verification:
    return verify_evidence(_evidence(data))
