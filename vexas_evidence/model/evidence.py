"""All that one data folder says: studies, sources, vocabulary, versions, and the study that the report shows."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from vexas_evidence.model.appraisal import Judgement
from vexas_evidence.model.record import DataFile, Identifier, License, Prose, Record, SiteAddress, as_written
from vexas_evidence.model.source import Declaration, Ledger, Source, Waiver
from vexas_evidence.model.study import Study
from vexas_evidence.model.vocabulary import Glossary, Outcome, Quantifier, Timepoint, Vocabulary

EvidenceVersion = Annotated[
    str, Field(pattern=r"^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$", examples=["1.0.0"])
]


Conclusion = Literal["unchanged", "changed"]


class Reason(Record):
    """Why a record differs from the version before."""

    id: Identifier
    """The id of the record."""
    reason: Prose
    """Why, in the project's own words."""
    source: Identifier | None = None
    """The id of the source that led to the change."""
    conclusion: Conclusion | None = None
    """Whether what a reader concludes is as before; where nobody says, other words count as another conclusion."""
    effect: Prose | None = None
    """What becomes of a conclusion that changes."""


def number_of(version: str) -> tuple[int, ...]:
    """Return MAJOR, MINOR and PATCH of a version."""
    return tuple(map(int, version.split(".")))


def next_versions(version: str) -> tuple[str, str, str]:
    """Return the three versions that may follow another: the next MAJOR, MINOR and PATCH."""
    major, minor, patch = number_of(version)
    return f"{major + 1}.0.0", f"{major}.{minor + 1}.0", f"{major}.{minor}.{patch + 1}"


def labelled(version: str, status: str) -> str:
    """Return a version, with its status where that is not current, as a copied number names it."""
    return version if status == "current" else f"{version} ({status})"


class Change(Record):
    """One version of the evidence."""

    version: EvidenceVersion
    """The version, as MAJOR.MINOR.PATCH."""
    date: datetime.date
    """The day of the version."""
    status: Literal["current", "superseded", "withdrawn"]
    """Whether it is current, superseded or withdrawn."""
    since: datetime.date | None = None
    """Since when the version is not current."""
    because: Prose | None = None
    """Why the version is not current, in the project's own words."""
    instead: EvidenceVersion | None = None
    """The version to use instead."""
    changes: tuple[Prose, ...] = Field(min_length=1)
    """What changed in the version."""
    values: tuple[Reason, ...] = ()
    """The records that changed, each with its reason."""

    @property
    def number(self) -> tuple[int, ...]:
        """MAJOR, MINOR and PATCH."""
        return number_of(self.version)

    @property
    def label(self) -> str:
        """The version, with its status where that is not current."""
        return labelled(self.version, self.status)


class Changes(DataFile):
    """The file ``changes.yml``: the versions of the evidence, newest first."""

    versions: tuple[Change, ...] = Field(min_length=1)
    """The versions, newest first."""

    @property
    def newest(self) -> Change:
        """The version that the working data are of."""
        return self.versions[0]

    def instead_of(self, version: Change) -> str | None:
        """Return the version to use instead of one that is not current; None where none is known.

        That is the current one, or while there is none the one that its entry names.
        """
        current = self.newest.version if self.newest.status == "current" else None
        return None if version.status == "current" else current or version.instead

    def updated(self, version: Change) -> datetime.date:
        """Return the day of the last change to a version: since when it is not current, or else its own."""
        newer = self.versions[: self.versions.index(version)]
        gave_way = newer[-1].date if newer and version.status == "superseded" else None
        return version.since or gave_way or version.date


class Choice(DataFile):
    """The file ``report.yml``: what the report shows, where its site is published, under which license."""

    study: Identifier
    """The id of the study that the report shows."""
    published: SiteAddress | None = None
    """Where the site is published: no user, no ? and no #."""
    license: License | None = None
    """The license of the report, as an SPDX identifier."""
    card: Identifier | None = None
    """The id of the estimate that the social card shows."""

    @property
    def address(self) -> str | None:
        """Where the site is published, in ASCII and with a slash at the end; None while it is not."""
        return None if self.published is None else as_written(self.published).rstrip("/") + "/"


@dataclass(frozen=True)
class Evidence:
    """All that one data folder says."""

    choice: Choice
    vocabulary: Vocabulary
    sources: dict[str, Source]
    studies: dict[str, Study]
    ledgers: dict[str, Ledger]
    waivers: tuple[Waiver, ...]
    declared: tuple[Declaration, ...]
    glossary: Glossary
    changes: Changes
    judgements: tuple[Judgement, ...] = ()

    @property
    def version(self) -> str:
        """The version of the evidence that the data are of."""
        return self.changes.newest.version

    @property
    def study(self) -> Study:
        """The study that the report shows."""
        return self.studies[self.choice.study]

    def sources_of(self, *studies: Study) -> tuple[Source, ...]:
        """Return the sources in which something of these studies was read, in the order of ``sources.yml``."""
        used = {locator.source for study in studies for locator in study.locators()}
        return tuple(source for source in self.sources.values() if source.id in used)

    @cached_property
    def treatments(self) -> tuple[str, ...]:
        """The words that name what the patients of the studies were treated with, each once."""
        return tuple(dict.fromkeys(word for study in self.studies.values() for word in study.about.treatments))

    @cached_property
    def outcomes(self) -> dict[str, Outcome]:
        """The outcomes of the vocabulary by identifier."""
        return {outcome.id: outcome for outcome in self.vocabulary.outcomes}

    @cached_property
    def timepoints(self) -> dict[str, Timepoint]:
        """The timepoints of the vocabulary by identifier."""
        return {timepoint.id: timepoint for timepoint in self.vocabulary.timepoints}

    @cached_property
    def quantifiers(self) -> dict[str, Quantifier]:
        """The vague words of the vocabulary, in lower case."""
        return {quantifier.word.lower(): quantifier for quantifier in self.vocabulary.quantifiers}
