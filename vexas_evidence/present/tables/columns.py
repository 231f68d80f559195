"""How wide each column of a table is, and which columns share one: on the screen and on A4.

A table's own module gives the headings and the cells of its columns; a column that is shown stands here too.
"""

from __future__ import annotations

from typing import NamedTuple


class Column(NamedTuple):
    """A column as laid out: the columns of the frame stacked in it, its width in per cent, its label.

    One that stands alone is labelled as its frame labels it; a label may name the label of a column of the frame.
    """

    keys: tuple[str, ...]
    width: int
    label: str = ""


Layout = tuple[Column, ...]

SCREEN: dict[str, Layout] = {
    "findings": (
        Column(("outcome",), 17),
        Column(("whom",), 15),
        Column(("when",), 15),
        Column(("reported",), 12),
        Column(("denominator",), 14),
        Column(("count", "interval"), 13, "Count; interval"),
        Column(("kind", "source"), 14, "Kind of number; source"),
    ),
    "denominators": (
        Column(("number",), 10),
        Column(("outcome",), 28),
        Column(("whom",), 30),
        Column(("when",), 18),
        Column(("denominator",), 14),
    ),
    "highlights": (
        Column(("claim",), 24),
        Column(("words",), 13),
        Column(("rests",), 23),
        Column(("verdict",), 15),
        Column(("note",), 25),
    ),
    "safety": (
        Column(("outcome",), 15),
        Column(("whom",), 13),
        Column(("when",), 12),
        Column(("reported",), 14),
        Column(("denominator",), 14),
        Column(("note",), 21),
        Column(("source",), 11),
    ),
    "outcomes": (
        Column(("outcome",), 18),
        Column(("whom",), 12),
        Column(("patients",), 12),
        Column(("rate",), 13),
        Column(("event_rate",), 9),
        Column(("effect",), 9),
        Column(("plain",), 16),
        Column(("source",), 11),
    ),
    "decision": (
        Column(("item",), 18),
        Column(("says",), 34),
        Column(("where",), 20),
        Column(("judgement",), 14),
        Column(("remarks",), 14),
    ),
    "questions": (
        Column(("item",), 27),
        Column(("says",), 48),
        Column(("where",), 25),
    ),
    "domains": (
        Column(("item",), 16),
        Column(("says",), 46),
        Column(("where",), 23),
        Column(("rating",), 15),
    ),
    "study": (
        Column(("item",), 24),
        Column(("text",), 60),
        Column(("source",), 16),
    ),
}
A4: dict[str, Layout] = {
    "findings": (
        Column(("outcome", "whom", "when"), 34, "Outcome, out of whom, by when"),
        Column(("reported",), 15),
        Column(("denominator",), 14),
        Column(("count", "interval"), 17, "Count; interval"),
        Column(("kind", "source"), 20, "Kind of number; source"),
    ),
    "safety": (
        Column(("outcome", "whom", "when"), 30, "Harm, out of whom, by when"),
        Column(("reported",), 14),
        Column(("denominator",), 14),
        Column(("note",), 28),
        Column(("source",), 14),
    ),
    "denominators": (
        Column(("number",), 12),
        Column(("outcome",), 30),
        Column(("whom", "when"), 42, "Out of whom, by when"),
        Column(("denominator",), 16),
    ),
    "highlights": (
        Column(("claim", "words"), 30, "Claim of the source; its words for how much"),
        Column(("rests",), 22),
        Column(("verdict",), 16),
        Column(("note",), 32),
    ),
    "outcomes": (
        Column(("outcome",), 20),
        Column(("both",), 20, "{patients}, out of whom"),
        Column(("rate",), 15),
        Column(("event_rate",), 11),
        Column(("effect",), 11),
        Column(("plain", "source"), 23, "In plain words; source"),
    ),
    "decision": (
        Column(("item",), 16),
        Column(("says", "where"), 38, "What the data say; where"),
        Column(("judgement",), 23),
        Column(("remarks",), 23),
    ),
    "questions": (
        Column(("item",), 27),
        Column(("says",), 45),
        Column(("where",), 28),
    ),
    "domains": (
        Column(("item",), 14),
        Column(("says",), 44),
        Column(("where",), 24),
        Column(("rating",), 18),
    ),
    "study": (
        Column(("item",), 22),
        Column(("text",), 60),
        Column(("source",), 16),
    ),
}
