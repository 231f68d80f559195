"""How wide each column of a table is, and which columns share one: on the screen and on A4.

A table's own module gives the headings and the cells of its columns; a column that is shown stands here too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from vexas_evidence.analysis.fixed_texts import fixed


class Column(NamedTuple):
    """A column as laid out: the keys of the cells stacked in it, its width in per cent, its label.

    One that stands alone is labeled as its table labels it; a label may name that of a column of the table.
    """

    keys: tuple[str, ...]
    width: int
    label: str = ""


Layout = tuple[Column, ...]


def _single(**widths: int) -> Layout:
    """Columns that stand alone, by their keys."""
    return tuple(Column((key,), width) for key, width in widths.items())


SCREEN: dict[str, Layout] = {
    "reported": _single(outcome=36, when=18, counted=20, number=14, limits=12),
    "findings": (
        *_single(outcome=17, whom=16, when=13, reported=11, denominator=11),
        Column(("count", "ci"), 13, fixed("columns.count")),
        Column(("kind", "source"), 19, fixed("columns.kind")),
    ),
    "denominators": _single(number=10, outcome=28, whom=30, when=18, denominator=14),
    "highlights": _single(claim=24, words=13, rests=23, verdict=15, note=25),
    "safety": _single(outcome=14, whom=14, when=9, reported=14, denominator=12, note=20, source=17),
    "outcomes": _single(outcome=18, whom=12, patients=12, rate=13, event_rate=9, effect=9, plain=16, source=11),
    "comparison": (
        *_single(outcome=17, importance=8),
        Column(("studies", "participants", "missing"), 15, "{studies}; {participants}; {missing}"),
        *_single(comparator_risk=13, arm_risk=13, relative=14),
        Column(("difference", "favors"), 20, "{difference}; {favors}"),
    ),
    "decision": _single(item=12, question=14, says=26, where=16, options=18, remarks=14),
    "questions": _single(item=27, says=45, where=28),
    "domains": _single(item=14, says=46, where=25, rating=15),
    "study": _single(item=24, text=60, source=16),
}
A4: dict[str, Layout] = SCREEN | {
    "findings": (
        Column(("outcome", "whom", "when"), 34, fixed("columns.outcome")),
        *_single(reported=13, denominator=13),
        Column(("count", "ci"), 15, fixed("columns.count")),
        Column(("kind", "source"), 25, fixed("columns.kind")),
    ),
    "safety": (
        Column(("outcome", "whom", "when"), 30, fixed("columns.harm")),
        *_single(reported=14, denominator=14, note=28, source=14),
    ),
    "denominators": (
        *_single(number=12, outcome=30),
        Column(("whom", "when"), 42, fixed("columns.whom")),
        *_single(denominator=16),
    ),
    "highlights": (
        Column(("claim", "words"), 30, fixed("columns.claim")),
        *_single(rests=22, verdict=16, note=32),
    ),
    "outcomes": (
        *_single(outcome=20),
        Column(("both",), 20, f"{{patients}}, {fixed('columns.patients')}"),
        *_single(rate=15, event_rate=11, effect=11),
        Column(("plain", "source"), 23, fixed("columns.plain")),
    ),
}


def keys_shown(table: str) -> Iterator[str]:
    """Yield the keys of the cells that a table shows on the screen or on A4."""
    for layout in (SCREEN, A4):
        yield from (key for column in layout.get(table, ()) for key in column.keys)
