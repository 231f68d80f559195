"""What a check of a printed number says: that it passes, that it does not, or why it cannot be tested."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import wraps
from typing import Literal

from vexas_evidence.analysis.number_checks.known import Item, Known, Printing

Outcome = Literal["pass", "discrepancy", "not testable"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of one check, with its reason; ``power`` is the share of wrong numbers that it would find."""

    outcome: Outcome
    reason: str
    power: float | None = None

    @property
    def explained(self) -> str:
        """The reason, with the power where there is one."""
        return self.reason if self.power is None else f"{self.reason}; {would_catch(self.power)}"


def would_catch(power: Fraction | float) -> str:
    """Say how many wrong values a check would catch; not "0%", which beside "pass" reads as if nothing were wrong.

    Examples
    --------
    >>> would_catch(0.001), would_catch(0)
    ('would catch less than 1% of wrong values', 'too weak to catch a wrong value here')
    """
    return f"would catch {share_caught(power)} of wrong values" if power else "too weak to catch a wrong value here"


def share_caught(power: Fraction | float) -> str:
    """Write a power as a percentage, one that rounds to 0 in words."""
    if not power:
        return "none"
    return f"{percent}%" if (percent := round(100 * power)) else "less than 1%"


def passes(reason: str, power: float | None = None) -> Verdict:
    """Return the verdict of a number that fulfills a rule."""
    return Verdict("pass", reason, power)


def discrepancy(reason: str) -> Verdict:
    """Return the verdict of a number that no honest method gives."""
    return Verdict("discrepancy", reason)


def not_testable(reason: str) -> Verdict:
    """Return the verdict of a number of which too little is known."""
    return Verdict("not testable", reason)


@dataclass(frozen=True, slots=True)
class NumberCheck:
    """A rule for printed numbers.

    ``run`` returns a verdict for each number that the rule is about, and nothing where there is none. ``source`` says
    where the rule is from, ``example`` is a print that breaks it, with what is ``known`` of it.
    """

    run: Callable[[Printing], tuple[Verdict, ...]]
    source: str
    example: str
    known: Known = field(default_factory=Known)

    @property
    def id(self) -> str:
        """The name by which ``explain`` and a report of discrepancies know it."""
        return self.run.__name__.replace("_", "-")

    @property
    def rule(self) -> str:
        """What holds, as the first line of its function says."""
        return (self.run.__doc__ or "").partition("\n")[0]


def of_each_number(check: Callable[[Printing, Item], Verdict | None]) -> Callable[[Printing], tuple[Verdict, ...]]:
    """Make a check of a print of one that says something of a single number in it, or nothing."""

    @wraps(check)
    def run(print_: Printing) -> tuple[Verdict, ...]:
        return tuple(verdict for item in print_.items if (verdict := check(print_, item)))

    return run
