"""All that one data folder says: studies, sources, vocabulary, versions, and the study that the report shows."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from vexas_evidence.model.question import QuestionFile, ReportFile, Signoff
from vexas_evidence.model.record import DataFile, IdOf, Prose, Record
from vexas_evidence.model.source import Declaration, Ledger, Locator, Source, Statement, Waiver
from vexas_evidence.model.study import Study
from vexas_evidence.model.texts.appraisal import Judgement
from vexas_evidence.model.vocabulary import Glossary, Outcome, Quantifier, Timepoint, Vocabulary
from vexas_evidence.text.prose import is_numbered_name

EvidenceVersion = Annotated[
    str, Field(pattern=r"^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$", examples=["1.0.0"])
]
RecordName = Annotated[
    str, Field(pattern=r"^([a-z][a-z0-9]*(-[a-z0-9]+)*\.)?[a-z][a-z0-9]*(-[a-z0-9]+)*$", examples=["deaths"])
]

Conclusion = Literal["unchanged", "changed"]


class Reason(Record):
    """Why a record differs from the version before."""

    id: RecordName
    """The id of the record, in a report of several studies with that of a further study before it: study.record."""
    reason: Prose
    """Why, in the project's own words."""
    source: IdOf.Source | None = None
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
    """A file of ``changes/``: the versions of a report, newest first."""

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


@dataclass(frozen=True)
class Evidence:
    """What a data folder says: all of it, or what one of its reports is made of.

    ``report`` and ``changes`` are those of the report that is shown. Of all reports, ``reports``, ``versions`` and
    ``questions`` are by id.
    """

    report: ReportFile
    changes: Changes
    vocabulary: Vocabulary
    sources: dict[str, Source]
    studies: dict[str, Study]
    ledgers: dict[str, Ledger]
    waivers: tuple[Waiver, ...]
    declared: tuple[Declaration, ...]
    glossary: Glossary
    questions: dict[str, QuestionFile]
    reports: dict[str, ReportFile]
    versions: dict[str, Changes]
    judgements: tuple[Judgement, ...] = ()
    signoffs: tuple[Signoff, ...] = ()

    def of_report(self, name: str) -> Evidence:
        """Return what a report is made of: its studies, their sources, and what is said of these.

        A source that no study of the folder reads yet is that of the studies it names, or else of the report that is
        shown. Raises KeyError for a report that the folder does not have.
        """
        report, is_shown = self.reports[name], name == self.report.id
        studies = {study: self.studies[study] for study in report.studies}
        read = {source.id for source in self.sources_of(*self.studies.values())}
        own = {source.id for source in self.sources_of(*studies.values())}
        sources = {
            source.id: source
            for source in self.sources.values()
            if source.id in own
            or (source.id not in read and (set(source.studies) & set(studies) or (is_shown and not source.studies)))
        }
        return replace(
            self,
            report=report,
            changes=self.versions[name],
            vocabulary=self.vocabulary.with_additions(*(study.vocabulary for study in studies.values())),
            sources=sources,
            studies=studies,
            ledgers={source: ledger for source, ledger in self.ledgers.items() if source in sources},
            waivers=tuple(each for each in self.waivers if each.source in sources),
            declared=tuple(each for each in self.declared if self.study_of(each) in studies),
            judgements=tuple(each for each in self.judgements if each.study in studies),
            signoffs=tuple(each for each in self.signoffs if each.report == name),
            questions={report.question: self.questions[report.question]},
            reports={name: report},
            versions={name: self.versions[name]},
        )

    def showing(self, study: str) -> Evidence:
        """Return the same evidence with another index study."""
        return replace(self, report=self.report.model_copy(update={"index_study": study}))

    def study_of(self, declaration: Declaration) -> str | None:
        """Return the id of the study that a declaration is about; None where it names none and several fit."""
        if declaration.study is not None:
            return declaration.study
        having = [name for name, study in self.studies.items() if declaration.estimate in study.estimates]
        return having[0] if len(having) == 1 else None

    @property
    def question(self) -> QuestionFile:
        """The question that the report answers."""
        return self.questions[self.report.question]

    def outcomes_asked_of(self, study: Study) -> dict[str, Literal["critical", "other"]]:
        """Return the outcomes that the questions ask of a study, by id: critical in one of them, or not."""
        asked = [self.questions[each.question] for each in self.reports.values() if study.id in each.studies]
        critical = {name for question in asked for name in question.outcomes.critical}
        return {
            name: "critical" if name in critical else "other" for question in asked for name in question.outcomes.ids
        }

    @property
    def version(self) -> str:
        """The version of the evidence that the data are of."""
        return self.changes.newest.version

    @property
    def study(self) -> Study:
        """The index study of the report, which its pages show."""
        return self.studies[self.report.index_study]

    def locators_of(self, study: Study) -> tuple[Locator, ...]:
        """Return all points in sources that a study's records and the judgements on it name."""
        judged = (each for each in self.judgements if each.study == study.id)
        return (*study.locators, *(reading for each in judged for reading in each.readings))

    def sources_of(self, *studies: Study) -> tuple[Source, ...]:
        """Return the sources in which something of these studies was read, in the order of ``sources.yml``."""
        used = {locator.source for study in studies for locator in study.locators}
        return tuple(source for source in self.sources.values() if source.id in used)

    def studies_in(self, source: Source) -> tuple[str, ...]:
        """Return the ids of the studies of which something was read in a source, or that it names."""
        read = (name for name, study in self.studies.items() if any(source.id == at.source for at in study.locators))
        return tuple(dict.fromkeys((*read, *source.studies)))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names that hold digits and state no quantity: those of the vocabulary, of a source and of a study.

        "Nobody 2030" is one of a source; "COVID-19 trial 2", a short title, one of a study.
        """
        of_sources = (each.short for each in self.sources.values() if any(map(str.isdigit, each.short)))
        about = (each.about for each in self.studies.values())
        of_studies = (name for each in about for name in (each.short_title, each.name or "") if is_numbered_name(name))
        return tuple(dict.fromkeys((*self.vocabulary.names, *of_sources, *of_studies)))

    @cached_property
    def treatments(self) -> tuple[str, ...]:
        """The words that name what the patients of the studies were treated with, each once."""
        return tuple(dict.fromkeys(word for study in self.studies.values() for word in study.about.treatments))

    def statement_at(self, locator: Locator) -> Statement | None:
        """Return the sentence that a place names; None where its ledger has none, or there is no ledger."""
        ledger = self.ledgers.get(locator.source)
        return ledger.by_place.get(locator.place) if ledger else None

    def outcomes_of(self, study: Study) -> dict[str, Outcome]:
        """Return the outcomes by id, those that a study adds to the shared ones too."""
        return self.outcomes | {each.id: each for each in study.vocabulary.outcomes}

    def timepoints_of(self, study: Study) -> dict[str, Timepoint]:
        """Return the timepoints by id, those that a study adds to the shared ones too."""
        return self.timepoints | {each.id: each for each in study.vocabulary.timepoints}

    def quantifiers_of(self, study: Study) -> dict[str, Quantifier]:
        """Return the vague words in lower case, those that a study adds to the shared ones too."""
        every = (*self.vocabulary.quantifiers, *study.vocabulary.quantifiers)
        return {each.word.lower(): each for each in every}

    @cached_property
    def outcomes(self) -> dict[str, Outcome]:
        """The outcomes of the vocabulary by identifier."""
        return {outcome.id: outcome for outcome in self.vocabulary.outcomes}

    @cached_property
    def timepoints(self) -> dict[str, Timepoint]:
        """The timepoints of the vocabulary by identifier."""
        return {timepoint.id: timepoint for timepoint in self.vocabulary.timepoints}
