"""A study: one investigation and its participants, with the files that describe it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, Self

from pydantic import model_validator

from vexas_evidence.model.estimates import Estimate, Results
from vexas_evidence.model.estimation import FollowUp, Participants, StudyDesign, UnitOfAnalysis
from vexas_evidence.model.reconciliation import Reconciliation, SecondReading
from vexas_evidence.model.record import Cell, DataFile, Identifier, IdOf, Label, NamedRecord, Record, Text, Title
from vexas_evidence.model.review import Review, SecondExtraction
from vexas_evidence.model.source import Citation, Locator
from vexas_evidence.model.texts.appraisal import Appraisal
from vexas_evidence.model.texts.bias_tools import BiasTool, tool_of
from vexas_evidence.model.texts.journal_club import Answer, JournalClub, Prompt, Question
from vexas_evidence.model.texts.narrative import Derivation, Narrative
from vexas_evidence.model.vocabulary import Glossary, Vocabulary


@dataclass(frozen=True)
class Study:
    """One investigation and its participants; not every study has all the files."""

    about: About
    results: Results
    narrative: Narrative = field(default_factory=lambda: Narrative(format=3))
    reconciliation: Reconciliation | None = None
    second_extraction: tuple[SecondReading, ...] = ()
    journal: JournalClub | None = None
    appraisal: Appraisal = field(default_factory=lambda: Appraisal(format=3))
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary(format=3))
    glossary: Glossary = field(default_factory=lambda: Glossary(format=3))
    review: Review = field(default_factory=lambda: Review(format=3))
    extractions: tuple[SecondExtraction, ...] = ()

    @property
    def id(self) -> str:
        """The study's identifier, the name of its folder."""
        return self.about.id

    @cached_property
    def estimates(self) -> dict[str, Estimate]:
        """The estimates by identifier, in the order of the file."""
        return {estimate.id: estimate for estimate in self.results.estimates}

    @cached_property
    def populations(self) -> dict[str, Population]:
        """The populations by identifier."""
        return {population.id: population for population in self.about.populations}

    def population_of(self, estimate: Estimate) -> Population:
        """Return the population that an estimate is of."""
        return self.populations[estimate.population]

    def arm_of(self, estimate: Estimate) -> str | None:
        """Return the id of the arm that an estimate is of; None for one of all participants."""
        return self.populations[estimate.population].arm

    @cached_property
    def derivations(self) -> dict[str, Derivation]:
        """The values to derive, by identifier."""
        return {derivation.id: derivation for derivation in self.narrative.derived}

    @property
    def figures(self) -> dict[str, str]:
        """The figures by the names that texts may use: today's, and those of earlier versions, which lead to them."""
        flow = {"flow": "flow"} if self.narrative.flow else {}
        earlier = {each.id: "timeline" for each in self.narrative.series}
        earlier |= {"icons": "proportions", "harms": "proportions"}
        return {"proportions": "proportions", "timeline": "timeline", **flow, **earlier}

    @property
    def records(self) -> tuple[Record, ...]:
        """The study's files as records, each with texts in our own words."""
        journal = (self.journal,) if self.journal else ()
        return (self.about, self.results, self.narrative, self.appraisal, *journal, self.glossary)

    @property
    def questions(self) -> tuple[Prompt | Question, ...]:
        """The prompts and questions of the journal club; none where the study has no texts for one."""
        return (*self.journal.prompts, *self.journal.questions) if self.journal else ()

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """The answers of the journal club."""
        return tuple(each.answer for each in self.questions)

    def difference_of(self, one: str, other: str) -> Derivation | None:
        """Return the value asked for that is the difference of two estimates; None where there is none."""
        asked = (each for each in self.derivations.values() if (each.rule, each.of) == ("difference", (one, other)))
        return next(asked, None)

    @cached_property
    def locators(self) -> tuple[Locator, ...]:
        """All points in sources that the study's records name."""
        return tuple(each for record in self.records for each in record.below(Locator))


DenominatorStatus = Literal["reported", "inferred", "not stated"]


class LookedFor(Record):
    """When and where corrections or retraction of the study's publication were last looked for, and what was found."""

    on: date
    """The day."""
    where: Text
    """Where they were looked for."""
    found: Text
    """What was found."""


class Curation(Record):
    """Who extracted the data, when, from which sources, and when they are due again."""

    extracted_by: Text
    """Who extracted the data."""
    extracted_on: date
    """The day of the extraction."""
    sources_as_of: date
    """The day on which the sources were last looked at."""
    next_review: date | None = None
    """The day on which the data are due again; verify asks for it where nobody has named one yet."""
    contact: Text
    """Whom to write to."""
    conflicts_of_interest: Text
    """What those who extracted declare."""
    corrections_looked_for: LookedFor | None = None
    """When and where corrections or a retraction were last looked for."""


class Finding(NamedRecord):
    """A fact of design, population or practice that a source states in words."""

    label: Label
    """The name that readers meet."""
    text: Cell
    """In the project's own words; {id} stands for a number."""
    readings: tuple[Locator, ...] = ()
    """The places in the sources that say so."""


class Definition(Record):
    """How a source defines an outcome."""

    outcome: IdOf.Outcome
    """The id of the outcome."""
    text: Cell
    """In the project's own words; {id} stands for a number."""
    readings: tuple[Locator, ...] = ()
    """The places in the sources that say so."""


class Denominator(Record):
    """The denominator of a population's proportions, and what is known of it.

    reported: ``estimate`` prints the number of participants, in the sentence that prints what is out of
    them, or elsewhere, where ``readings`` name the sentence that says so. inferred by rounding: only one
    denominator fits the count and the percentage that one reading of ``estimate`` prints together; inferred by
    the outcome: the participants are those with the outcome of ``estimate``, whose number another place prints.
    not stated: no source says.
    """

    status: DenominatorStatus
    """Whether a source reports it, it is inferred, or it is not stated."""
    estimate: IdOf.Estimate | None = None
    """The id of the estimate that prints the number, or that it is inferred from."""
    by: Literal["rounding", "outcome"] | None = None
    """What it is inferred by: rounding, or the number of those with another outcome."""
    readings: tuple[Locator, ...] = ()
    """Where a source says that the numbers are out of these, if no sentence with such a number prints it."""
    note: Cell | None = None
    """What a reader has to keep in mind, in the project's own words."""

    @model_validator(mode="after")
    def _has_an_estimate_where_it_is_known(self) -> Self:
        if (self.status == "not stated") != (self.estimate is None):
            raise ValueError("a denominator has an estimate exactly when it is reported or inferred")
        if (self.status == "inferred") != (self.by is not None):
            raise ValueError("a denominator says by what it is inferred exactly when it is inferred")
        return self


class Arm(NamedRecord):
    """Participants whose results are stated together, by treatment or exposure."""

    label: Label
    """The name that readers meet."""
    participants: Participants | None = None
    """How many there were: randomized, treated, analyzed, lost."""


class Population(NamedRecord):
    """Who is analyzed, and for which outcomes (any, where none are named)."""

    label: Cell
    """The name that readers meet; {id} stands for a number."""
    who: Label | None = None
    """Who they are within a sentence, as a noun in the plural; a rendered statement needs it."""
    who_plain: Label | None = None
    """The same in plain language; a statement for patients needs it."""
    words: tuple[Label, ...] = ()
    """Words that name them in a text, beside their label: "came off the drug"."""
    denominator: Denominator
    """The denominator of its proportions."""
    arm: IdOf.Arm | None = None
    """The id of the arm that it is of; none where it is of all participants."""
    unit_of_analysis: UnitOfAnalysis | None = None
    """What is counted in it, where that is no participant."""
    outcomes: tuple[IdOf.Outcome, ...] = ()
    """The ids of the outcomes that it is for; none stands for any."""


class About(DataFile):
    """The file ``study.yml``: what the study is, whom it analyses, how its outcomes are defined."""

    id: Identifier
    """The name of the study's folder."""
    title: Label
    """The title of the report."""
    short_title: Title
    """A short title without the signs of Markdown."""
    name: Label | None = None
    """The name by which people speak of the study, e.g. that of its cohort or its acronym."""
    citation: Citation
    """The primary publication."""
    curation: Curation
    """Who extracted the data, and when they are due again."""
    pico: tuple[Finding, ...]
    """Population, intervention, comparator and outcomes."""
    treatments: tuple[Label, ...] = ()
    """The words for what participants were treated with; no text of ours says that it caused anything."""
    study_design: StudyDesign | None = None
    """The features of the design by which the numbers are read; no words of a design are checked without it."""
    design: tuple[Finding, ...]
    """Facts of the study's design: recruitment, centers, registry, registration, funding, conflicts of interest."""
    follow_up: FollowUp | None = None
    """How long participants were followed."""
    definitions: tuple[Definition, ...] = ()
    """How the sources define the outcomes."""
    arms: tuple[Arm, ...] = ()
    """The arms; none where all participants are one."""
    populations: tuple[Population, ...]
    """Who is analyzed."""

    @property
    def has_several_arms(self) -> bool:
        """Whether the study has more than one arm, as its design says, or else as its arms do."""
        if self.study_design is None or self.study_design.arms == "not stated":
            return len(self.arms) > 1
        return self.study_design.arms != "one arm"

    @property
    def bias_tool(self) -> BiasTool | None:
        """The tool for the risk of bias that its design asks for; None where the design does not say which."""
        return tool_of(self.study_design, has_several_arms=self.has_several_arms)

    @property
    def given(self) -> str:
        """The name of what all participants were given: that of the only arm, or else the first of the treatments."""
        return self.arms[0].label if len(self.arms) == 1 else next(iter(self.treatments), "")

    @property
    def comparator(self) -> Finding | None:
        """What the study compares with, as its PICO says; None where it has no such record."""
        return next((finding for finding in self.pico if finding.id == "comparator"), None)
