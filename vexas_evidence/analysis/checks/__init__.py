"""Checks of the data alone: each yields what contradicts it, and needs no ledger and no source."""

from __future__ import annotations

from dataclasses import dataclass

from vexas_evidence.system.problems import Discrepancy, Place

REREAD = "compare with the source and correct the reading"


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found: where, what stands there, what was expected, and what to do.

    ``about`` names the estimate, the source and both values, by which a discrepancy inside a source can be declared.
    """

    place: Place
    found: str
    expected: str
    remedy: str
    about: str = ""

    def by(self, check: str) -> Discrepancy:
        """Return the discrepancy with the name of the check that found it."""
        return Discrepancy(self.place, self.found, self.expected, self.remedy, check, self.about)
