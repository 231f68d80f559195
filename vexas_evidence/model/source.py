"""Sources, points in them, and their ledgers: every sentence and its numbers, without its words."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field

from vexas_evidence.model.record import DataFile, Doi, Identifier, IdOf, Label, NamedRecord, Record, Text, WebAddress

Tier = Literal["primary full text", "primary abstract", "secondary"]
Seen = Literal["whole", "part"]
UnitOfTime = Literal["years", "months", "weeks", "days", "cycles"]


class Source(NamedRecord):
    """A document that reports a study, and how much of it was read."""

    title: Text
    """The title of the document."""
    short: Text
    """What tables call the source."""
    tier: Tier
    """How near the source is to the study."""
    seen: Seen
    """How much of the document was read: the whole or a part."""
    role: Text
    """What the document is to the evidence, e.g. the article itself."""
    address: WebAddress | None = None
    """Where it stands on the web."""
    read_on: date | None = None
    """The day on which it was read."""
    studies: tuple[IdOf.Study, ...] = ()
    """The ids of the studies that it reports, while no reading of theirs names it."""


class Sources(DataFile):
    """The file ``sources.yml``: the documents read, in the order in which tables name them."""

    sources: tuple[Source, ...] = Field(min_length=1)
    """The documents read, in the order in which tables name them."""


SentencePlace = tuple[str, str, int]
"""A section of a source, a paragraph of it, and a sentence of that."""


def in_words(place: SentencePlace, source: str = "") -> str:
    """Write the place of a sentence for a message, after the id of its source where that is given."""
    section, paragraph, sentence = place
    return f"{f'{source}, ' if source else ''}{section}, paragraph {paragraph}, sentence {sentence}"


class Locator(Record):
    """A point in a source."""

    source: IdOf.Source
    """The id of the source."""
    section: Text
    """The section of the source."""
    paragraph: Text
    """The paragraph of the section: its heading or number."""
    sentence: int = Field(ge=1)
    """The sentence of the paragraph, counted from 1."""
    fingerprint: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    """What ties the place to its sentence where no number token is used; vexas-evidence fingerprint fills it in."""

    @property
    def place(self) -> SentencePlace:
        """The section, paragraph and sentence."""
        return self.section, self.paragraph, self.sentence

    @property
    def where(self) -> str:
        """The source and the place, for a message."""
        return in_words(self.place, self.source)


class Decided(Locator):
    """A point in a source about which a person decided."""

    by: Label | None = None
    """Who decided."""
    on: date | None = None
    """The day of the decision."""


class Moment(Record):
    """The number token of a reading's source that prints the reading's time."""

    section: Text | None = None
    """The section of the source, where it is not that of the reading."""
    paragraph: Text | None = None
    """The paragraph of the section, its heading or number, where it is not that of the reading."""
    sentence: int | None = Field(default=None, ge=1)
    """The sentence of the paragraph, counted from 1, where it is not that of the reading."""
    token: int = Field(ge=1)
    """Which number token of the sentence is the time, counted from 1."""
    unit: UnitOfTime | None = None
    """The unit of the time where it is separate from the number, as in "month 6"."""


class Mention(Locator):
    """Where a source prints the citation."""

    tokens: tuple[int, ...] = ()
    """The number tokens that are its numbers, counted from 1."""


UNKNOWN = "not yet stated"
"""What stands in a record for what is needed and nobody has entered yet."""


class Citation(Record):
    """The bibliographic record of the study's primary publication."""

    authors: Text
    """The authors."""
    title: Text
    """The title of the publication."""
    journal: Text
    """The journal."""
    year: Text
    """The year."""
    date: Text | None = None
    """The day and month, or what of them is known."""
    volume: Text | None = None
    """The volume."""
    issue: Text | None = None
    """The issue."""
    pages: Text | None = None
    """The pages, or the number of the article."""
    doi: Doi | None = None
    """The DOI, from 10. on."""
    pmid: Text | None = None
    """The PubMed identifier."""
    readings: tuple[Mention, ...] = ()
    """Where the sources print the citation."""

    @property
    def numerals(self) -> tuple[str, ...]:
        """The numbers that a mention of this citation may print."""
        known = (self.volume, self.issue, self.pages, self.doi, self.pmid)
        return (self.year, *(self.date or "").split(), *filter(None, known))

    @property
    def authors_and_title(self) -> str:
        """Authors and title as references write them, each with its full stop."""
        return " ".join(each if each.endswith((".", "?", "!")) else f"{each}." for each in (self.authors, self.title))

    @property
    def volume_and_pages(self) -> str:
        """Volume, issue and pages as references write them, "146(12):1450-1461"; "" where none is known."""
        issue = f"({self.issue})" if self.issue else ""
        return f"{self.volume or ''}{issue}{':' if self.volume and self.pages else ''}{self.pages or ''}"


class Statement(Record):
    """One sentence of a source, without its words."""

    section: Text
    """The section of the source."""
    paragraph: Text
    """The paragraph of the section: its heading or number."""
    sentence: int = Field(ge=1)
    """The sentence of the paragraph, counted from 1."""
    tokens: tuple[Text, ...] = ()
    """The number tokens of the sentence in order."""
    fingerprint: str = Field(pattern=r"^[0-9a-f]{64}$")
    """The SHA-256 of the sentence without its layout; docs/fingerprints.md tells how it is made."""

    @property
    def place(self) -> SentencePlace:
        """The section, paragraph and sentence."""
        return self.section, self.paragraph, self.sentence


class Ledger(DataFile):
    """A file of ``data/sources/``: every sentence of one source, without its words."""

    source: Identifier
    """The id of the source."""
    seen: Seen
    """How much of the document was read: the whole or a part."""
    digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    """The SHA-256 of the statements, which shows whether the ledger was edited."""
    statements: tuple[Statement, ...] = Field(min_length=1)
    """The sentences of the source in order."""

    @cached_property
    def by_place(self) -> dict[SentencePlace, Statement]:
        """The statements by section, paragraph and sentence."""
        return {each.place: each for each in self.statements}


class Waiver(Decided):
    """A number token of a source that the ledger of evidence does not use, with the reason."""

    token: int = Field(ge=1)
    """Which number token of the sentence it is, counted from 1."""
    printed: Text
    """The text of the token."""
    reason: Text
    """Why no estimate uses it."""


class Waivers(DataFile):
    """The file ``waivers.yml``: number tokens that no estimate uses."""

    waivers: tuple[Waiver, ...] = ()
    """The number tokens, each with its reason."""


class Declaration(Record):
    """A known discrepancy inside a source or between sources, which readers are shown."""

    check: Text
    """The check that finds it."""
    study: IdOf.Study | None = None
    """The id of the study, needed where estimates of several studies have this id."""
    estimate: Identifier
    """The id of the estimate."""
    source: IdOf.Source
    """The id of the source."""
    found: Text
    """What the source prints."""
    expected: Text
    """What was expected in its place."""
    reason: Text
    """Why it is shown and not corrected."""

    @property
    def key(self) -> tuple[str, str]:
        """The check and what the discrepancy is about, by which it is recognized."""
        return self.check, f"{self.estimate}/{self.source}: {self.found} against {self.expected}"


class Declared(DataFile):
    """The file ``declared.yml``: known discrepancies of the sources."""

    declared: tuple[Declaration, ...] = ()
    """The discrepancies, each with its reason."""
