"""A print as the grammar reads it: the numbers of one result, each with its kind and its place in the text.

Nothing here knows of evidence. A kind says what a number is by the way it is printed, not what it counts or measures.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from vexas_evidence.text.grammar.other_numbers import OtherKind

Kind = Literal[
    "estimate",
    "count",
    "denominator",
    "percent",
    "bound",
    "lower",
    "upper",
    "level",
    "spread",
    "standard error",
    "p",
    "unit",
    "person-time",
]
"""The parts of a print. A pair that nothing names is a bracket, and its ends have the kinds "lower" and "upper"."""

NOT_REACHED, NOT_ESTIMABLE = "not reached", "not estimable"


class Part(NamedTuple):
    """One part of a print.

    ``value`` is the number without signs of grouping, with "-" for minus, "." for the decimal sign and "e" before a
    power of ten, or words such as "not reached". ``start`` and ``end`` are its place in the text.
    """

    kind: Kind
    value: str
    start: int
    end: int
    bound: str = ""

    def of_kind(self, kind: Kind) -> Part:
        """Return the same part as one of another kind."""
        return self if kind == self.kind else Part(kind, self.value, self.start, self.end, self.bound)

    @property
    def number(self) -> Decimal | None:
        """The value as a number; None for words, as for a limit that was not reached."""
        return Decimal(self.value) if self.value.lstrip("-.")[:1].isdigit() else None

    @property
    def decimals(self) -> int:
        """How many decimals its number prints."""
        return decimals_of(Decimal(self.value))


def decimals_of(number: Decimal) -> int:
    """Return how many decimals a number has as it is written."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers that belong to each other, such as the limits of an interval."""

    lower: Part
    upper: Part

    @staticmethod
    def of(lower: Part, upper: Part) -> Pair:
        """Return two parts as the ends of a pair."""
        return Pair(lower.of_kind("lower"), upper.of_kind("upper"))


@dataclass(frozen=True, slots=True)
class Spread:
    """A standard deviation, an interquartile range or a range: one value (a width), or two ends."""

    kind: str
    value: Part | None = None
    pair: Pair | None = None


@dataclass(frozen=True, slots=True)
class PValue:
    """A p-value: its number or "NS", its bound, the test or hypothesis that is printed with it, and its sides."""

    value: str
    bound: str | None = None
    test: str | None = None
    sides: str | None = None


@dataclass(frozen=True, slots=True)
class Other:
    """A number that is read and is no part of a print, such as a time, a dose or a mark of citation."""

    text: str
    kind: OtherKind
    start: int


@dataclass(frozen=True, slots=True)
class Unread:
    """A place that is not read or not named: why, and what would decide it. Places count characters from 0."""

    text: str
    start: int
    end: int
    why: str
    decides: str


class Print(NamedTuple):
    """The parts of one result. ``counted`` is the noun of a count: "patients" in "50 patients (61%)"."""

    parts: tuple[Part, ...] = ()
    bracket: Pair | None = None
    spreads: tuple[Spread, ...] = ()
    p: PValue | None = None
    counted: str = ""

    @property
    def start(self) -> int:
        """The place of its first part in the text."""
        pairs = [self.bracket, *(spread.pair for spread in self.spreads)]
        ends = [pair.lower.start for pair in pairs if pair]
        values = [spread.value.start for spread in self.spreads if spread.value]
        return min((*(part.start for part in self.parts), *ends, *values), default=0)

    def part(self, kind: Kind) -> Part | None:
        """Return the part of a kind; None where the print has none."""
        return next((part for part in self.parts if part.kind == kind), None)

    def value(self, kind: Kind) -> str | None:
        """Return the value of the part of a kind; None where the print has none."""
        part = self.part(kind)
        return part.value if part else None


class Prints(NamedTuple):
    """All that the grammar reads in a text, and the text with single spaces, to which all places refer.

    ``p`` is a p-value of all prints. ``absent`` is true for a cell that is only a sign of absence. ``unread`` holds
    the places that are not understood, in order, and ``words`` the words that were passed.
    """

    text: str
    prints: tuple[Print, ...] = ()
    p: PValue | None = None
    others: tuple[Other, ...] = ()
    unread: tuple[Unread, ...] = ()
    absent: bool = False
    words: tuple[str, ...] = ()
