"""A number and a time in a text, as a reader meets them, with the record that each comes from."""

from __future__ import annotations

from dataclasses import dataclass

from vexas_evidence.model import Kind, Standing


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
