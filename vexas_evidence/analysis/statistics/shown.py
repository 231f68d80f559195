"""A number and a time in a text, as a reader meets them, with the record that each comes from.

The numbers of a comparison are in words: "125 more", "5 more to 300 more", "255 to 550".
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.statistics.statistic import Statistic, Statistics
from vexas_evidence.model import Kind, Standing

_LIMITS = "-limits"
_PARTS = ("comparator-risk", "arm-risk", "ratio", "difference", "participants")


@dataclass(frozen=True, slots=True)
class Shown:
    """A number in a text: what is printed, its kind, and the record and part that it comes from.

    ``standing`` is that of a derived value: plain, ruled out, or of a sensitivity analysis.
    """

    text: str
    kind: Kind
    id: str
    part: str = "value"
    standing: Standing = "plain"

    @property
    def data_id(self) -> str:
        """The record and part, for example "molecular-response" or "molecular-response.denominator"."""
        return self.id if self.part == "value" else f"{self.id}.{self.part}"


@dataclass(frozen=True, slots=True)
class When:
    """The timepoint of an estimate as a reader meets it."""

    text: str
    id: str


Resolved = tuple[str | Shown | When, ...]
"""A text whose references are resolved: words, numbers and timepoints in order."""


def to_text(resolved: Resolved) -> str:
    """Return a resolved text as a string."""
    return "".join(each if isinstance(each, str) else each.text for each in resolved)


def is_part(part: str) -> bool:
    """Whether a part is one of a comparison, also of one against a baseline, whose id stands before it."""
    return part.removesuffix(_LIMITS).endswith(_PARTS)


def effect_part(statistics: Statistics, record: str, part: str) -> Shown | None:
    """Return a number of a comparison, or with the end ``-limits`` its interval; None where there is none."""
    name = part.removesuffix(_LIMITS)
    rows = [statistics.find(record, each) for each in (name, f"{name}-lower", f"{name}-upper")]
    texts = [_text(row, is_difference=name.endswith("difference")) for row in rows if row is not None]
    known = [(row, text) for row, text in zip(filter(None, rows), texts, strict=True) if text]
    if part != name:
        limits = known[1:] if len(known) == len(rows) else []
        text, shown = " to ".join(text for _, text in limits), limits[:1]
    else:
        shown = [each for each in known if each[0].part == name]
        text = shown[0][1] if shown else ""
    kind = shown[0][0].kind if shown else None
    return Shown(text, kind, record, part) if kind else None


def participants_of_effect(statistics: Statistics, record: str) -> Shown | str:
    """Return how many participants an effect is of, or why no number says it."""
    row = statistics.find(record, "participants")
    because = row.because if row else None
    return effect_part(statistics, record, "participants") or because or fixed("effect.no-participants")


def _text(row: Statistic, *, is_difference: bool) -> str:
    if row.value is None:
        return ""
    if not is_difference:
        return f"{row.value:f}"
    unit = "" if row.unit.startswith("per ") else f"{row.unit} "
    return _difference(row.value, unit)


def _difference(value: Decimal, unit: str) -> str:
    """A difference in words, never with a sign."""
    if value == 0:
        return f"{abs(value):f} {unit}".strip() if unit else "0"
    more, fewer = ("higher", "lower") if unit else ("more", "fewer")
    return f"{abs(value):f} {unit}{more if value > 0 else fewer}"
