"""The fields of a printed text that was read, as the command ``number`` and the library give them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from vexas_evidence.model.measures import StatisticMeasure
from vexas_evidence.text.grammar.parts import PValue, Unread

Measure = Literal["proportion", "mean", "median", "rate", StatisticMeasure]
"""The measures whose prints have parts; "rate" is an incidence rate."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Two ends as printed; an end that was not reached says so."""

    lower: str
    upper: str


@dataclass(frozen=True, slots=True)
class NamedSpread:
    """A spread with its name (IQR, range, SD): a value, or two ends."""

    kind: str
    value: str | None
    lower: str | None
    upper: str | None


@dataclass(frozen=True, slots=True)
class OtherNumber:
    """A number that is read and is no part of the print."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class DerivedPart:
    """What follows from a print: a count, a denominator, a percentage or an interval; None with the reason why not."""

    what: Literal["count", "denominator", "percent", "interval"]
    value: str | None
    because: str


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """A printed text with its parts, each a string as printed; None where the text has no such part.

    Where the text holds several prints, they stand in ``prints``, and its own parts are None.
    """

    text: str
    estimate: str | None = None
    count: str | None = None
    denominator: str | None = None
    percent: str | None = None
    bound: str | None = None
    lower: str | None = None
    upper: str | None = None
    level: str | None = None
    bracket: Limits | None = None
    spread: tuple[NamedSpread, ...] = ()
    standard_error: str | None = None
    p: PValue | None = None
    unit: str | None = None
    person_time: str | None = None
    absent: bool = False
    other: tuple[OtherNumber, ...] = ()
    flags: tuple[str, ...] = ()
    derived: tuple[DerivedPart, ...] = ()
    contradictions: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    prints: tuple[ReadNumber, ...] = ()

    @property
    def contradicts_itself(self) -> bool:
        """Whether the text, or a print of it, contradicts itself."""
        return bool(self.contradictions) or any(each.contradicts_itself for each in self.prints)

    def as_json(self) -> dict[str, Any]:
        """Return the fields as JSON has them; ``prints`` is null where there is one print."""
        fields = asdict(self)
        fields["prints"] = [each.as_json() for each in self.prints] or None
        return fields
