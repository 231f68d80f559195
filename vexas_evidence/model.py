"""The domain on one screen: studies, sources, estimates and their readings, claims, definitions.

Every record is frozen and refuses unknown keys. A record knows the place of each of its values in
the files of the ledger (``at``). Texts marked ``Prose`` are in the project's own words and hold no
typed numeral: they refer to numbers as ``{estimate-id}`` or ``{estimate-id.part}``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from vexas_evidence import printed as printing
from vexas_evidence.problems import Place

Identifier = Annotated[
    str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", description="lower case, words joined by -")
]
Text = Annotated[str, Field(min_length=1)]
WebAddress = Annotated[str, Field(pattern=r"^https?://[^\s<>\"'\\`]+$", description="http:// or https://")]
Doi = Annotated[str, Field(pattern=r"^10\.\d{4,9}/[^\s<>\"'\\`]+$", description="10.NNNN/…")]
Prose = Annotated[Text, "prose"]
Label = Annotated[Text, "label"]
"""A short text that readers meet and that holds neither a numeral nor a reference."""

Kind = Literal["reported", "derived", "implied", "judged"]
Tier = Literal["primary full text", "primary abstract", "secondary"]
Seen = Literal["whole", "part"]
BaseStatus = Literal["reported", "implied", "not stated"]
Measure = Literal["count", "proportion", "median", "range", "threshold", "window", "quantifier", "wording"]
Standing = Literal["plain", "ruled-out", "sensitivity"]
Rule = Literal[
    "nearest-fractions",
    "implied-base",
    "shared-bases",
    "reachable-percentages",
    "quotient",
    "quotient-excluding",
    "difference",
    "count-at",
    "count-above",
    "largest-count",
    "largest-base",
    "responders-outside-base",
]


INPUTS: dict[str, tuple[int, int, bool]] = {
    "nearest-fractions": (1, 1, True),
    "implied-base": (1, 1, False),
    "shared-bases": (2, 9, True),
    "reachable-percentages": (1, 1, False),
    "quotient": (2, 2, False),
    "quotient-excluding": (3, 3, False),
    "difference": (2, 2, False),
    "count-at": (1, 1, True),
    "count-above": (2, 2, True),
    "largest-count": (1, 1, True),
    "largest-base": (2, 2, False),
    "responders-outside-base": (1, 1, True),
}
"""How many estimates or derived values each rule takes, at least and at most, and whether it takes a base."""


def _printed_number(text: str) -> str:
    printing.parse(text)
    return text


PrintedNumber = Annotated[Text, AfterValidator(_printed_number)]


@dataclass(frozen=True, slots=True)
class Places:
    """Where a record and each of its values stand: ``of`` maps "key" and "key.index" to a place."""

    own: Place
    of: dict[str, Place] = field(default_factory=dict)


class Record(BaseModel):
    """A frozen entry of the ledger that knows its place."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    places: SkipJsonSchema[Places] = Field(default=Places(Place("")), repr=False, exclude=True)

    def at(self, key: str = "") -> Place:
        """Return the place of the value at *key* ("outcome", "rests_on.1"), or of the record."""
        return self.places.of.get(key, self.places.own)


class Locator(Record):
    """A point in a source: its section, paragraph (heading or number) and sentence (from 1)."""

    source: Identifier
    section: Text
    paragraph: Text
    sentence: int = Field(ge=1)


class Reading(Locator):
    """What one source prints for an estimate, and where.

    ``token`` anchors the printed text to a token of the ledger's statement (counted from 1), ``part``
    to one number of a token such as "4 of 5"; ``when`` anchors the timepoint.
    """

    printed: Text
    token: int | None = Field(default=None, ge=1)
    part: Literal["count", "base", "percent"] | None = None
    when: int | None = Field(default=None, ge=1)
    note: Prose | None = None

    @cached_property
    def number(self) -> printing.Printed | None:
        """The printed number, or None where the text is a vague quantity or a wording."""
        try:
            return printing.parse(self.printed)
        except ValueError:
            return None


class Statement(Record):
    """One sentence of a source as its ledger has it: where it stands, its fingerprint, its numbers in order."""

    section: Text
    paragraph: Text
    sentence: int = Field(ge=1)
    tokens: tuple[Text, ...] = ()
    fingerprint: str = Field(pattern=r"^[0-9a-f]{64}$")


class Ledger(Record):
    """A file of ``data/sources/``: every sentence of one source, without its words."""

    source: Identifier
    seen: Seen
    digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    statements: tuple[Statement, ...] = Field(min_length=1)

    @cached_property
    def by_place(self) -> dict[tuple[str, str, int], Statement]:
        """The statements by section, paragraph and sentence."""
        return {(each.section, each.paragraph, each.sentence): each for each in self.statements}


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


class Mention(Locator):
    """Where a source prints the citation: the tokens that are its numbers."""

    tokens: tuple[int, ...] = ()


class Citation(Record):
    """The bibliographic record of the study's primary publication."""

    authors: Text
    title: Text
    journal: Text
    year: Text
    date: Text
    volume: Text
    issue: Text
    pages: Text
    doi: Doi
    pmid: Text
    readings: tuple[Mention, ...] = ()

    @property
    def numerals(self) -> tuple[str, ...]:
        """The numbers that a mention of this citation may print."""
        return (self.year, *self.date.split(), self.volume, self.issue, self.pages, self.doi, self.pmid)


class Base(Record):
    """The denominator of a population's proportions, and what is known of it.

    reported: ``estimate`` prints the number of participants, in the sentence that prints what is out of
    them. implied by rounding: only one base fits the count and the percentage that one reading of
    ``estimate`` prints together; implied by the outcome: the participants are those with the outcome of
    ``estimate``, whose number another place prints. not stated: no source says.
    """

    status: BaseStatus
    estimate: Identifier | None = None
    by: Literal["rounding", "outcome"] | None = None
    note: Prose | None = None

    @model_validator(mode="after")
    def _has_its_estimate(self) -> Self:
        if (self.status == "not stated") != (self.estimate is None):
            raise ValueError("a base has an estimate exactly when it is reported or implied")
        if (self.status == "implied") != (self.by is not None):
            raise ValueError("a base says by what it is implied exactly when it is implied")
        return self


class Population(Record):
    """Who is analysed, and for which outcomes (any, where none are named)."""

    id: Identifier
    label: Prose
    base: Base
    outcomes: tuple[Identifier, ...] = ()


class Estimate(Record):
    """One stated number: outcome, population, timepoint, measure, and what each source prints.

    ``unit`` is given only where the printed text leaves it out.
    """

    id: Identifier
    outcome: Identifier
    population: Identifier
    timepoint: Identifier
    measure: Measure
    unit: Literal["years", "months", "cycles", "patients"] | None = None
    readings: tuple[Reading, ...] = Field(min_length=1)
    note: Prose | None = None

    @model_validator(mode="after")
    def _prints_what_it_measures(self) -> Self:
        worded = self.measure in ("quantifier", "wording")
        if self.unit is not None and self.measure not in ("median", "range"):
            raise ValueError(f"a unit beside the measure {self.measure!r}")
        for index, reading in enumerate(self.readings):
            if not worded and (reading.number is None or not _fits(self.measure, reading.number)):
                told = {"index": index, "printed": reading.printed, "measure": self.measure}
                raise PydanticCustomError("printed", "{printed} is not what the measure {measure} prints", told)
        return self

    @property
    def number(self) -> printing.Printed:
        """The number of the first reading. Raises ValueError for a vague quantity or a wording."""
        return printing.parse(self.readings[0].printed)

    @property
    def count(self) -> tuple[int, Reading] | None:
        """The number of participants with the outcome that a reading prints, and that reading."""
        for reading in self.readings:
            if reading.number and reading.number.count is not None:
                return reading.number.count, reading
        if self.measure == "count":
            return int(self.number.value), self.readings[0]
        return None


class Finding(Record):
    """A fact of design, population or practice that a source states in words."""

    id: Identifier
    label: Label
    text: Prose
    readings: tuple[Locator, ...] = ()


class Definition(Record):
    """How a source defines an outcome."""

    outcome: Identifier
    text: Prose
    readings: tuple[Locator, ...] = ()


class NotStated(Record):
    """An outcome or characteristic that a reader needs and no source read states."""

    outcome: Identifier
    table: Literal["findings", "safety", "study"]
    critical: bool = False
    note: Prose | None = None


class Quantity(Locator):
    """A vague or bounded quantity that a claim uses ("most", "over 60%")."""

    printed: Text
    token: int = Field(ge=1)


class Claim(Record):
    """A highlight of a source, in our own words, with the estimates that it rests on."""

    id: Identifier
    text: Prose
    readings: tuple[Locator, ...] = Field(min_length=1)
    quantities: tuple[Quantity, ...] = ()
    rests_on: tuple[Identifier, ...] = ()
    note: Prose | None = None


class View(Record):
    """A view that a source expresses, in our own words and attributed to it."""

    id: Identifier
    holder: Label
    text: Prose
    readings: tuple[Locator, ...] = Field(min_length=1)


class Ask(Record):
    """A value to derive: the rule, the estimates it works on, and where it may be shown."""

    id: Identifier
    label: Prose
    rule: Rule
    of: tuple[Identifier, ...] = Field(min_length=1)
    base: Identifier | None = None
    standing: Standing = "plain"

    @model_validator(mode="after")
    def _has_the_inputs_of_its_rule(self) -> Self:
        least, most, needs_base = INPUTS[self.rule]
        if not least <= len(self.of) <= most:
            raise ValueError(
                f"{self.rule} takes {least}{f' to {most}' if most != least else ''} inputs, not {len(self.of)}"
            )
        if needs_base != (self.base is not None):
            raise ValueError(f"{self.rule} takes {'a' if needs_base else 'no'} base")
        return self


class Passage(Record):
    """A paragraph of the report, in our own words; its standing says what its numbers are."""

    id: Identifier
    title: Prose
    text: Prose
    standing: Standing = "plain"


class Curation(Record):
    """Who extracted the data, when, from which sources, and when they are due again."""

    extracted_by: Text
    extracted_on: date
    sources_as_of: date
    next_review: date
    contact: Text
    conflicts_of_interest: Text
    checked_against_article: Text


class About(Record):
    """The file ``study.yml``: what the study is, whom it analyses, how its outcomes are defined."""

    id: Identifier
    title: Label
    short_title: Label
    question: Prose
    citation: Citation
    curation: Curation
    pico: tuple[Finding, ...]
    design: tuple[Finding, ...]
    definitions: tuple[Definition, ...]
    populations: tuple[Population, ...]


class Subset(Record):
    """Participants who are said to be among others, with the words of the source that say so, in our own."""

    part: Identifier
    whole: Identifier
    reason: Prose


class Results(Record):
    """The file ``estimates.yml``: every number of the study, and what no source read states."""

    estimates: tuple[Estimate, ...] = Field(min_length=1)
    not_stated: tuple[NotStated, ...] = ()
    subsets: tuple[Subset, ...] = ()


class Narrative(Record):
    """The file ``narrative.yml``: claims, texts and the derived values that they show."""

    key_points: tuple[Passage, ...] = ()
    claims: tuple[Claim, ...] = ()
    views: tuple[View, ...] = ()
    derived: tuple[Ask, ...] = ()
    limits: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of extraction B, the table that a second reader made from the text alone."""

    place: Place
    row: str
    section: str
    paragraph: str
    printed: str
    unit: str
    what: str
    whom: str
    when: str


class RowMap(Record):
    """What a row of extraction B is about: an outcome of the vocabulary, or a claim for a vague quantity."""

    row: Text
    outcome: Identifier | None = None
    claim: Identifier | None = None


class Wording(Record):
    """Words of extraction B, the populations or timepoints that they may stand for, and, of a population,
    whether they name its number.
    """

    words: Text
    means: tuple[Identifier, ...] = Field(min_length=1)
    base_stated: bool | None = None


class Adjudication(Record):
    """A difference between the extractions that was resolved, by looking at the source, with the reason."""

    about: Text
    reason: Text


class Reconciliation(Record):
    """The file ``reconciliation.yml``: how the rows of the second extraction are read."""

    extraction: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*\.csv$", description="a CSV beside this file")]
    extractor: Text
    source: Identifier
    rows: tuple[RowMap, ...]
    whom: tuple[Wording, ...]
    times: tuple[Wording, ...]
    adjudicated: tuple[Adjudication, ...] = ()


@dataclass(frozen=True)
class Study:
    """One investigation and its participants, as its three files tell it."""

    about: About
    results: Results
    narrative: Narrative
    reconciliation: Reconciliation | None = None
    second_extraction: tuple[Row, ...] = ()

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

    @cached_property
    def asks(self) -> dict[str, Ask]:
        """The values to derive, by identifier."""
        return {ask.id: ask for ask in self.narrative.derived}

    def locators(self) -> Iterator[Locator]:
        """All points in sources that the study's records name."""
        yield from self.about.citation.readings
        for record in (*self.about.pico, *self.about.design):
            yield from record.readings
        for definition in self.about.definitions:
            yield from definition.readings
        for estimate in self.results.estimates:
            yield from estimate.readings
        for claim in self.narrative.claims:
            yield from (*claim.readings, *claim.quantities)
        for view in self.narrative.views:
            yield from view.readings


class Outcome(Record):
    """What is measured. ``role`` decides where it is shown and whether an interval makes sense.

    ``measures`` and ``timepoints`` are those that it can have (any, where none are named).
    """

    id: Identifier
    label: Label
    group: Label
    role: Literal["efficacy", "harm", "characteristic", "description", "definition"]
    surrogate: bool = False
    never_rises: bool = False
    measures: tuple[Measure, ...] = ()
    timepoints: tuple[Identifier, ...] = ()


class Timepoint(Record):
    """When, and from which start. ``duration`` is printed ("6 months"); the label holds ``{duration}``."""

    id: Identifier
    label: Text
    duration: PrintedNumber | None = None
    ever: bool = False
    roles: tuple[Literal["efficacy", "harm", "characteristic", "description", "definition"], ...] = ()
    """The roles of outcomes that it can go with (any, where none are named)."""

    @model_validator(mode="after")
    def _has_a_place_for_its_duration(self) -> Self:
        words = self.label.replace("{duration}", "", 1)
        if (words != self.label) != (self.duration is not None) or "{" in words or "}" in words:
            raise ValueError("a label holds {duration} exactly when a duration is given")
        if (numeral := printing.has_numeral(words)) is not None:
            raise ValueError(f"numeral {numeral!r} typed into the label")
        return self

    @property
    def text(self) -> str:
        """The timepoint as a reader meets it, e.g. "at 6 months"."""
        return self.label.replace("{duration}", self.duration or "")


class Quantifier(Record):
    """A vague word of the sources; ``above`` is the percentage it means to exceed, where it has one."""

    word: Text
    meaning: Prose
    above: Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+)?%$", description="a percentage")] | None = None


class Vocabulary(Record):
    """The file ``vocabulary.yml``: outcomes, timepoints, vague words, and names that hold digits."""

    outcomes: tuple[Outcome, ...]
    timepoints: tuple[Timepoint, ...]
    quantifiers: tuple[Quantifier, ...]
    names: tuple[Annotated[str, Field(pattern=r"[A-Za-z].*[A-Za-z ≥<>]*[0-9]|[0-9].*[A-Za-z]")], ...] = ()


class Sources(Record):
    """The file ``sources.yml``: the documents read, in the order in which tables name them."""

    sources: tuple[Source, ...] = Field(min_length=1)


class Waiver(Locator):
    """A number token of a source that the ledger of evidence does not use, with the reason."""

    token: int = Field(ge=1)
    printed: Text
    reason: Text


class Waivers(Record):
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


class Declared(Record):
    """The file ``declared.yml``."""

    declared: tuple[Declaration, ...] = ()


class Term(Record):
    """A word of the report and what it means there."""

    term: Text
    meaning: Prose


class Glossary(Record):
    """The file ``glossary.yml``: terms and abbreviations for readers."""

    terms: tuple[Term, ...]
    abbreviations: tuple[Term, ...]


class Change(Record):
    """One version of the evidence: what changed and why."""

    version: Text
    date: date
    status: Literal["current", "superseded", "withdrawn"]
    changes: tuple[Prose, ...] = Field(min_length=1)


class Changes(Record):
    """The file ``changes.yml``: the versions of the evidence, newest first."""

    versions: tuple[Change, ...] = Field(min_length=1)


class Choice(Record):
    """The file ``report.yml``: which study the report shows."""

    study: Identifier


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

    @property
    def study(self) -> Study:
        """The study that the report shows."""
        return self.studies[self.choice.study]

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


def _fits(measure: Measure, number: printing.Printed) -> bool:
    """Say whether a printed number has the form that its measure prints."""
    is_range, is_percent, whole = number.upper is not None, number.unit == "%", number.decimals == 0
    return {
        "count": whole and number.unit in ("", "patients") and not (is_range or number.comparator),
        "proportion": (is_percent or number.base is not None) and not is_range,
        "median": not (is_range or is_percent or number.base is not None),
        "range": is_range and not is_percent,
        "threshold": bool(number.comparator),
        "window": whole and not is_range,
    }.get(measure, True)
