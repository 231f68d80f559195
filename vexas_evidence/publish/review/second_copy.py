"""A second copy of an article, its PDF beside its JATS: which copy is accounted for, and what this one alone prints.

What both print alike is decided about once, by rule. Of the rest a person sees what the other copy prints nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vexas_evidence.analysis.checks.token_use import LedgerTokens
from vexas_evidence.analysis.lift.proposals import TokenPlace
from vexas_evidence.analysis.review.reviewer import Reviewer
from vexas_evidence.model import Evidence
from vexas_evidence.sources.sentences import REFERENCES


def accounted_article(evidence: Evidence, reviewer: Reviewer) -> str:
    """Return the id of another full text of the study whose numbers are all read or waived; "" where there is none."""
    here, tokens = evidence.sources[reviewer.source], LedgerTokens(evidence)
    decided = {*tokens.used, *tokens.waived, *tokens.by_rule}
    for name, ledger in evidence.ledgers.items():
        source = evidence.sources[name]
        if name != here.id and (source.tier, source.studies) == (here.tier, (reviewer.study,)):
            keys = (
                (name, *each.place, number) for each in ledger.statements for number in range(1, len(each.tokens) + 1)
            )
            if all(key in decided for key in keys):
                return name
    return ""


def numbers_only_here(
    evidence: Evidence, copy: str, unused: Iterable[tuple[TokenPlace, str]]
) -> Iterator[tuple[TokenPlace, str]]:
    """Yield the unused numbers that another copy of the article prints nowhere, but for marks and references."""
    known = {token for each in evidence.ledgers[copy].statements for token in each.tokens} if copy else set()
    for place, token in unused if copy else ():
        if token not in known and token[0] not in "^[" and not REFERENCES.fullmatch(place.section.strip()):
            yield place, token
