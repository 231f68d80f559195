"""A comparison's numbers as a reader meets them: "125 more", "5 more to 300 more", "255 to 550"."""

from __future__ import annotations

from decimal import Decimal

from vexas_evidence.analysis.statistics.shown import Shown
from vexas_evidence.analysis.statistics.statistic import Statistic, Statistics

_LIMITS = "-limits"
_PARTS = ("comparator-risk", "arm-risk", "ratio", "difference", "participants")


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
