"""A decision of a reviewer as it is written: through every check, with what contradicts itself declared, and undone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from vexas_evidence.analysis.checks import POSSIBLE_PERCENTAGES, REREAD
from vexas_evidence.analysis.checks.entries import CITATION_STATED, UNUSED_NAMES
from vexas_evidence.analysis.checks.full_text import OUTDATED_TEXTS
from vexas_evidence.analysis.checks.run import STRUCTURAL_NAMES
from vexas_evidence.analysis.reconcile import CHECK as TWO_EXTRACTIONS
from vexas_evidence.analysis.review.new_names import Texts, text_of
from vexas_evidence.analysis.review.reviewer import Reviewer
from vexas_evidence.analysis.safe_edit import write_checked
from vexas_evidence.analysis.verification import evidence_in
from vexas_evidence.load.additions import with_item
from vexas_evidence.load.edit import entry
from vexas_evidence.model import Declaration
from vexas_evidence.system.files import write_files
from vexas_evidence.system.problems import Discrepancy, Place, one

ALLOWED = (OUTDATED_TEXTS, TWO_EXTRACTIONS, UNUSED_NAMES, CITATION_STATED)
"""The checks whose discrepancies are shown while a review is under way, and do not stop it."""
DECLARED = Path("declared.yml")
_OF_PARTS: dict[str, Literal["participants", "population"]] = {
    "arms sum to the study": "participants",
    "printed denominator is denominator": "population",
}
_ABOUT = re.compile(r"(?P<estimate>[^/]+)/(?P<source>[^:]+): (?P<found>.+) against (?P<expected>.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of a decision: the discrepancies that it makes, and the texts before it, where it was written.

    ``is_written`` is False where a discrepancy kept it from being written.
    """

    discrepancies: tuple[Discrepancy, ...] = ()
    before: dict[Path, str | None] = field(default_factory=dict)
    after: dict[Path, str | None] = field(default_factory=dict)

    @property
    def differs(self) -> bool:
        """Whether it was not written as prints contradict each other, which a person may declare with a reason."""
        found = _blocking(self.discrepancies, ALLOWED)
        return not self.after and bool(found) and None not in map(_declared_as, found)

    @property
    def of_part(self) -> Literal["", "participants", "population"]:
        """Of what it may be a part, such as a subgroup or those assessed, where that kept it from being written.

        Of all participants, to whom its arms do not sum; or of a population, whose denominator it does not print.
        """
        blocking = () if self.after else _blocking(self.discrepancies, ALLOWED)
        found = {each.check for each in blocking if each.remedy != REREAD}
        return next((of for check, of in _OF_PARTS.items() if check in found), "")

    @property
    def is_written(self) -> bool:
        """Whether it stands in the data now."""
        return bool(self.after)


def write_decision(reviewer: Reviewer, texts: Texts, because: str = "", allowed: Collection[str] = ALLOWED) -> Decided:
    """Write the files of a decision, unless a discrepancy arises that is not *allowed*.

    Where prints contradict each other, within the source or between sources, the discrepancy is declared with the
    reason *because*, if one is given: both are kept and shown.
    """
    paths = (*texts, *([DECLARED] if because.strip() else []))
    before = {path: text_of(reviewer.folder, path, {}) or None for path in paths}
    found = write_checked(reviewer.folder, texts, allowed)
    if because.strip() and (blocking := _blocking(found, allowed)):
        declared = [_declared_as(each, reviewer, because.strip()) for each in blocking]
        if None not in declared:
            text = text_of(reviewer.folder, DECLARED, texts)
            for each in dict.fromkeys(filter(None, declared)):
                text = with_item(text, ["declared"], entry(each))
            texts = {**texts, DECLARED: text}
            found = write_checked(reviewer.folder, texts, allowed)
    if _blocking(found, allowed):
        return Decided(found)
    return Decided(found, {path: before[path] for path in texts}, texts)


def _blocking(found: Iterable[Discrepancy], allowed: Collection[str]) -> list[Discrepancy]:
    return [each for each in found if each.check not in allowed]


def _declared_as(found: Discrepancy, reviewer: Reviewer | None = None, reason: str = "-") -> Declaration | None:
    """A discrepancy between prints as it is declared; None for another one."""
    is_of_prints = found.check in (*STRUCTURAL_NAMES, POSSIBLE_PERCENTAGES)
    match = _ABOUT.fullmatch(found.about) if is_of_prints else None
    if match is None:
        return None
    studies = evidence_in(reviewer.folder).studies.values() if reviewer else ()
    is_shared = any(match["estimate"] in each.estimates for each in studies if reviewer and each.id != reviewer.study)
    study = reviewer.study if reviewer and is_shared else None
    values = {"check": found.check, "study": study, "reason": reason, **match.groupdict()}
    declaration = Declaration.model_validate(values)
    return declaration if declaration.key == (found.check, found.about) else None


def undo(reviewer: Reviewer, decided: Decided) -> None:
    """Write the files as they were before a decision. Raises BadInput where one has changed since."""
    for path, text in decided.after.items():
        if text_of(reviewer.folder, path, {}) != (text or ""):
            wrong, remedy = "changed since the decision", "change it back by hand, or go on"
            raise one(Place(str(path)), wrong, "the file as the review wrote it", remedy)
    write_files(reviewer.folder, decided.before)
