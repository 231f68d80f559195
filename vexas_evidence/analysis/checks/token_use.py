"""Which number tokens of the ledgers are used, which are waived, and which are left over, as a whole or in part.

A token such as "4/22 (18.2%)" has parts: a count, a denominator, a percentage. A reading that names a part uses that
part only, any other the token. So a number that is read in the wrong place leaves the right one over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import get_args

from vexas_evidence.analysis.checks.estimation_fields import tokens_of_differences
from vexas_evidence.analysis.checks.full_text import estimates_in_full_text
from vexas_evidence.analysis.checks.readings import readings_of
from vexas_evidence.analysis.checks.rule_coverage import Key, covered_by_rule
from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.model import Evidence, Locator, Study
from vexas_evidence.model.estimates import NumberPart
from vexas_evidence.model.source import in_words
from vexas_evidence.system.problems import Discrepancy
from vexas_evidence.text.agreement import in_digits
from vexas_evidence.text.tokens import part_of

UNUSED_TOKENS = "nothing left out"
"""The name of the check for tokens that nothing uses. While a lift is under way there are some."""


@dataclass(frozen=True, slots=True)
class TokenUse:
    """How many number tokens the ledgers hold, and how many of them are used or waived."""

    tokens: int
    used: int
    waived: int
    anchored: dict[str, int]
    """Readings that are anchored to a token, by the tier of their source."""
    in_full_text: int
    """Estimates that are read in the full text of the article."""
    by_rule: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Tokens that a rule accounts for, by their source and by that of the copy that does, "" for the citation."""


@dataclass(frozen=True, eq=False)
class LedgerTokens:
    """The number tokens of the ledgers, and what accounts for each, found once for all who ask."""

    evidence: Evidence

    @cached_property
    def texts(self) -> dict[Key, str]:
        """The text of each token."""
        return {
            (name, *each.place, number): token
            for name, ledger in self.evidence.ledgers.items()
            for each in ledger.statements
            for number, token in enumerate(each.tokens, start=1)
        }

    @cached_property
    def used(self) -> dict[Key, set[NumberPart | None]]:
        """The parts that readings, quantities of claims and mentions of the citation use; None is the token itself."""
        found: dict[Key, set[NumberPart | None]] = {}
        for study in self.evidence.studies.values():
            for key, part, _ in token_uses(study):
                found.setdefault(key, set()).add(part)
        for difference, number in tokens_of_differences(self.evidence):
            found.setdefault(token_key(difference, number), set()).add(None)
        return found

    @cached_property
    def waived(self) -> set[Key]:
        """Those that a waiver names."""
        return {token_key(waiver, waiver.token) for waiver in self.evidence.waivers}

    @cached_property
    def by_rule(self) -> dict[Key, str]:
        """Those that no record uses and no waiver names, and a rule accounts for, each with its copy or ""."""
        found = covered_by_rule(self.evidence, self._is_accounted)
        return {key: name for key, name in found.items() if key not in self.used and key not in self.waived}

    def _is_accounted(self, key: Key, token: str) -> bool:
        return key in self.waived or not unused_parts(token, self.used.get(key, ()))

    @cached_property
    def left(self) -> dict[Key, tuple[NumberPart | None, ...]]:
        """Those of which no record of any study uses a part, no waiver names it, and no rule accounts for it."""
        return {
            key: unused
            for key, token in self.texts.items()
            if key not in self.waived and key not in self.by_rule
            if (unused := unused_parts(token, self.used.get(key, ())))
        }

    def left_over(self) -> Iterator[Discrepancy]:
        """Yield a discrepancy for each token that is left."""
        for key, unused in self.left.items():
            token, where = self.texts[key], in_words(key[1:4], key[0])
            is_in_part = len(unused) < len(parts_of(token))
            what = f"{_listed(token, unused)} of {token!r}" if is_in_part else repr(token)
            at = self.evidence.ledgers[key[0]].by_place[key[1:4]].at("tokens")
            found = f"token {key[4]}, {what}, of {where} is not used"
            expected = "a reading, a quantity, a mention or a waiver"
            yield Discrepancy(at, found, expected, "extract it or waive it", UNUSED_TOKENS, where)

    def counts(self) -> TokenUse:
        """Count the tokens, those that a record uses, and those that are waived and not used."""
        every, used, studies = self.texts.keys(), self.used.keys(), self.evidence.studies.values()
        anchored = (reading for study in studies for _, reading in readings_of(study) if reading.token is not None)
        tiers = (self.evidence.sources[reading.source].tier for reading in anchored)
        in_full_text = sum(len(estimates_in_full_text(self.evidence, study)) for study in studies)
        by_rule = Counter((key[0], name) for key, name in self.by_rule.items())
        waived = len((self.waived & every) - used)
        return TokenUse(len(every), len(used & every), waived, dict(Counter(tiers)), in_full_text, by_rule)


def token_uses(study: Study) -> Iterator[tuple[Key, NumberPart | None, str]]:
    """Yield the tokens that a study uses, each with the part that is used and the name of what uses it."""
    for estimate, reading in readings_of(study):
        for place, part in reading.token_uses:
            yield (reading.source, *place), part, estimate.id
    for claim in study.narrative.claims:
        for quantity in claim.quantities:
            yield token_key(quantity, quantity.token), None, f"claim {claim.id}"
    for mention in study.about.citation.readings:
        for number in mention.tokens:
            yield token_key(mention, number), None, "citation"


def why_by_rule(evidence: Evidence, copy: str) -> str:
    """Return why a rule accounts for tokens: what *copy* prints alike, or the citation where it is ""."""
    if not copy:
        return fixed("verification.by-rule.citation")
    return fixed("verification.by-rule.copy", source=evidence.sources[copy].short)


def unused_parts(token: str, used: Collection[NumberPart | None]) -> tuple[NumberPart | None, ...]:
    """Return the parts of a token that are not among those used; None stands for a token without parts.

    Examples
    --------
    >>> unused_parts("4 of 5", {"denominator"}), unused_parts("4 of 5", {None}), unused_parts("5 years", set())
    (('count',), (), (None,))
    """
    is_used = None in used or ("count" in used and in_digits(token).isdigit())
    return () if is_used else tuple(part for part in parts_of(token) if part not in used)


def parts_of(token: str) -> tuple[NumberPart | None, ...]:
    """Return the parts that a token has; None stands for a token without parts."""
    return tuple(part for part in get_args(NumberPart) if part_of(token, part)) or (None,)


def token_key(locator: Locator, token: int) -> Key:
    """Return the key of a token of the sentence that a locator names."""
    return locator.source, *locator.place, token


def _listed(token: str, parts: Collection[NumberPart | None]) -> str:
    return " and ".join(f"the {part} {part_of(token, part)!r}" for part in parts if part)
