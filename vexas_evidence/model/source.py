"""Sources, points in them, and their ledgers: every sentence and its numbers, without its words."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field

from vexas_evidence.model.record import DataFile, Identifier, Record, Text, WebAddress

Tier = Literal["primary full text", "primary abstract", "secondary"]
Seen = Literal["whole", "part"]


class Source(Record):
    """A document that reports a study, and how much of it was read."""

    id: Identifier
    title: Text
    short: Text
    tier: Tier
    seen: Seen
    role: Text
    address: WebAddress | None = None
    read_on: date | None = None


class Sources(DataFile):
    """The file ``sources.yml``: the documents read, in the order in which tables name them."""

    sources: tuple[Source, ...] = Field(min_length=1)


class Locator(Record):
    """A point in a source: its section, paragraph (heading or number) and sentence (from 1)."""

    source: Identifier
    section: Text
    paragraph: Text
    sentence: int = Field(ge=1)


class Statement(Record):
    """One sentence of a source as its ledger has it: where it stands, its fingerprint, its numbers in order."""

    section: Text
    paragraph: Text
    sentence: int = Field(ge=1)
    tokens: tuple[Text, ...] = ()
    fingerprint: str = Field(pattern=r"^[0-9a-f]{64}$")


class Ledger(DataFile):
    """A file of ``data/sources/``: every sentence of one source, without its words."""

    source: Identifier
    seen: Seen
    digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    statements: tuple[Statement, ...] = Field(min_length=1)

    @cached_property
    def by_place(self) -> dict[tuple[str, str, int], Statement]:
        """The statements by section, paragraph and sentence."""
        return {(each.section, each.paragraph, each.sentence): each for each in self.statements}


class Waiver(Locator):
    """A number token of a source that the ledger of evidence does not use, with the reason."""

    token: int = Field(ge=1)
    printed: Text
    reason: Text


class Waivers(DataFile):
    """The file ``waivers.yml``."""

    waivers: tuple[Waiver, ...] = ()


class Declaration(Record):
    """A discrepancy inside a source, or between sources, that is known: shown to readers, never mended."""

    check: Text
    estimate: Identifier
    source: Identifier
    found: Text
    expected: Text
    reason: Text


class Declared(DataFile):
    """The file ``declared.yml``."""

    declared: tuple[Declaration, ...] = ()
