"""Checks of the data alone: each yields what contradicts it, and needs no ledger and no source."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from vexas_evidence.analysis.number_checks.verdicts import Outcome, would_catch
from vexas_evidence.system.problems import Discrepancy, Place

REREAD = "compare with the source and correct the reading"

POSSIBLE_PERCENTAGES = "possible percentages"
"""The check of percentages on a known denominator, by whose name a print that none is can be declared."""


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


@dataclass(frozen=True, slots=True)
class ConsistencyResult:
    """How many values a check tested, what it found, and its power.

    ``power`` is the share of wrong values that the check would catch, of all that could stand in the place of the
    tested ones; None where nothing was tested. ``because`` says what was not tested and why.
    """

    check: str
    tested: int
    found: tuple[Found, ...]
    because: str
    power: Fraction | None

    @property
    def outcome(self) -> Outcome:
        """Whether the values pass, contradict each other, or could not be tested."""
        return "discrepancy" if self.found else "pass" if self.tested else "not testable"

    @property
    def summary(self) -> str:
        """The result in one line, e.g. "possible percentages: pass (2 tested; would catch 30% of wrong values)"."""
        parts = [f"{self.tested} tested"] if self.tested else []
        parts += [would_catch(self.power)] if self.power is not None else []
        parts += [self.because] if self.because else []
        return f"{self.check}: {self.outcome} ({'; '.join(parts)})"
