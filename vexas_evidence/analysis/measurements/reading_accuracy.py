"""How right articles are read from PDF: the record that ``make accuracy`` writes."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import Field, model_validator

from vexas_evidence.analysis.measurements.measurement import Measurement
from vexas_evidence.model.record import Strict
from vexas_evidence.system.hashes import rooms_hash
from vexas_evidence.system.problems import counted


class Share(Strict):
    """How many of how many: a part and its whole."""

    part: int = Field(ge=0)
    whole: int = Field(ge=0)

    @model_validator(mode="after")
    def _is_part(self) -> Self:
        if self.part > self.whole:
            raise ValueError(f"{self.part} of {self.whole}")
        return self

    def __add__(self, other: Share) -> Share:
        return Share(part=self.part + other.part, whole=self.whole + other.whole)

    def __str__(self) -> str:
        """The share in percent, with the count."""
        return f"{100 * self.part / self.whole:.1f}% of {self.whole}" if self.whole else "none to read"


class Shares(Strict):
    """What of an article was read right, as shares of the number tokens, rows or cells that its JATS has."""

    text: Share
    """Number tokens of the text that were read."""
    tables: Share
    """Number tokens of tables that were read."""
    precision: Share
    """Number tokens read that the JATS has, or that stand in a plain reading of the PDF."""
    sentences: Share
    """Number tokens of the text that were read in their sentence."""
    rows: Share
    """Rows of tables whose numbers were read side by side, in order."""
    heads: Share
    """Cells of tables that were read with the heads of their row and column."""

    def __str__(self) -> str:
        """The shares in one line."""
        return (
            f"of the number tokens of the text {self.text}, of tables {self.tables}, in the right sentence "
            f"{self.sentences}; table rows whole {self.rows}, cells with the right heads {self.heads}; of the tokens "
            f"read {self.precision} in JATS or print"
        )

    def __add__(self, other: Shares) -> Shares:
        return Shares(**{name: getattr(self, name) + getattr(other, name) for name in type(self).model_fields})


class ArticleAccuracy(Strict):
    """An article: the hashes of its two files, and what of it was read right."""

    name: str
    pdf: str
    xml: str
    shares: Shares
    missed: tuple[str, ...]
    """The number tokens that were not read, each as often as it was missed."""
    not_printed: tuple[str, ...]
    """The number tokens that the text layer of the PDF lacks, which are in no share."""
    misread: tuple[str, ...] = ()
    """What was read and stands neither in the JATS nor in a plain reading: joined, split, another sign or point."""


class ReadingAccuracy(Measurement):
    """The file ``accuracy.json``: articles read from PDF, measured against their JATS."""

    file: ClassVar[str] = "accuracy.json"
    benchmark: ClassVar[str] = "accuracy"

    articles: tuple[ArticleAccuracy, ...] = Field(min_length=1)

    @property
    def pooled(self) -> Shares:
        """The shares of all articles together."""
        first, *others = (each.shares for each in self.articles)
        return sum(others, first)

    @property
    def summary(self) -> str:
        """The shares of all articles in one line."""
        return f"{counted(len(self.articles), 'articles')}, {self.pooled}; measured on {self.measured_on}"


READING_ROOMS = ("sources", "text")
"""The rooms that read documents and numbers, with their words of a language; no word of a page stands in them."""


def reader_hash() -> str:
    """Return the hash of the code that reads documents and numbers."""
    return rooms_hash(*READING_ROOMS)
