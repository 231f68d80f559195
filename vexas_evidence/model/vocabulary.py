"""The vocabulary: outcomes, timepoints, vague quantities, and the terms that the report explains."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from vexas_evidence.model.measures import Measure
from vexas_evidence.model.record import DataFile, IdOf, Label, NamedRecord, PrintedNumber, Prose, Record, Text
from vexas_evidence.model.source import Locator
from vexas_evidence.text import printed as printing
from vexas_evidence.text.numerals import first_numeral

_NAME = r"[A-Za-z].*[A-Za-z ≥<>]*[0-9]|[0-9].*[A-Za-z]|[A-Za-z].* [IVX]+"
"""A name with a digit beside a letter, or with a Roman numeral, such as "phase II"."""


class Instrument(Record):
    """A questionnaire, score or device, with the range of its values."""

    name: Label
    """Its name."""
    least: Decimal | Literal["not stated"]
    """The least value that it can give."""
    most: Decimal | Literal["not stated"]
    """The largest value that it can give."""

    @property
    def ends(self) -> tuple[Decimal, Decimal] | None:
        """The least and the largest value; None where one of them is not stated."""
        if self.least == "not stated" or self.most == "not stated":
            return None
        return self.least, self.most


class SmallestImportantDifference(Locator):
    """The smallest difference that matters to patients, where a source says so, and for whom it was found."""

    printed: PrintedNumber
    """The difference as the source prints it."""


class Phrases(Record):
    """The words by which a sentence names an outcome, for one kind of reader."""

    noun: Label
    """The outcome as a noun: "the mean *weight*"."""
    had: Label | None = None
    """What those did who had it: "had a rash"; of a window of time, what was in it."""
    had_not: Label | None = None
    """What those did who had it not: "had no rash"."""


class OutcomePhrases(Phrases):
    """The words of rendered statements, for professionals and in plain language."""

    counts: Literal["with", "without"] = "with"
    """Whether the numbers of the outcome count participants who had it, or who had it not."""
    threshold: IdOf.Outcome | None = None
    """The id of the outcome whose number is the threshold of this one; it ends "had", for professionals."""
    plain: Phrases | None = None
    """The words in plain language; a statement for patients needs them."""


class Outcome(NamedRecord):
    """What is measured."""

    label: Label
    """The name that readers meet."""
    group: Label
    """The heading under which tables show it."""
    role: Literal["efficacy", "harm", "characteristic", "description", "definition"]
    """What the outcome is to the study; it decides where the outcome is shown and whether an interval makes sense."""
    surrogate: bool = False
    """Whether it stands in for another outcome."""
    never_rises: bool = False
    """Whether its number can only fall with time."""
    view: bool = False
    """Whether it is what someone thinks and no result of a study."""
    interpreted: bool = False
    """Whether sources count it by a word that they do not define, such as "effective"; tables say so beside it."""
    words: tuple[Label, ...] = ()
    """Words that name it in a source, beside its label."""
    contrary: tuple[Label, ...] = ()
    """Words that say the contrary of it: "had a fever" for freedom from fever."""
    measures: tuple[Measure, ...] = ()
    """The measures that it can have; none stands for any."""
    better: Literal["higher", "lower", "not stated"] | None = None
    """Which way is better, where it is measured on a scale."""
    instrument: Instrument | None = None
    """The instrument by which it is measured."""
    smallest_important_difference: SmallestImportantDifference | None = None
    """The smallest difference that matters to patients."""
    phrases: OutcomePhrases | None = None
    """The words for it within a sentence; a rendered statement needs them."""
    timepoints: tuple[IdOf.Timepoint, ...] = ()
    """The ids of the timepoints that it can have; none stands for any."""

    @property
    def noun(self) -> str | None:
        """The words for it within a sentence ("freedom from fever"), where they are others than its label."""
        return self.phrases.noun if self.phrases else None


class Timepoint(NamedRecord):
    """When an outcome is measured, and from which start."""

    label: Text
    """The words that readers meet, with {duration} where the duration belongs."""
    duration: PrintedNumber | None = None
    """The duration as printed, e.g. "6 months"."""
    ever: bool = False
    """Whether it means any time during follow-up."""
    relation: Literal["at", "by", "within", "not stated"] | None = None
    """Whether the number is of the time itself, of all time up to it, or of a window around it."""
    time_zero: Label | None = None
    """From when the time is counted; "not stated" where no source says so."""
    words: tuple[Label, ...] = ()
    """Words that name it in a text, beside its label: "at any time"."""
    window: PrintedNumber | None = None
    """How far around the time a measurement still counts, as printed."""
    plain: Label | None = None
    """The words in plain language, where they are other ones than the label's."""
    roles: tuple[Literal["efficacy", "harm", "characteristic", "description", "definition"], ...] = ()
    """The roles of the outcomes that it can go with; none stands for any."""

    @model_validator(mode="after")
    def _holds_its_duration_in_its_label(self) -> Self:
        words = self.label.replace("{duration}", "", 1)
        if (words != self.label) != (self.duration is not None) or "{" in words or "}" in words:
            raise ValueError("a label holds {duration} exactly when a duration is given")
        if (numeral := first_numeral(words)) is not None:
            raise ValueError(f"numeral {numeral!r} typed into the label")
        return self

    @cached_property
    def time(self) -> printing.Printed | None:
        """Its duration as a number; None where there is none."""
        return printing.parse(self.duration) if self.duration else None

    @property
    def years(self) -> Fraction | None:
        """Its duration in years, for order and axes; None where there is none, or one in cycles."""
        return printing.years(self.time) if self.time else None

    @property
    def text(self) -> str:
        """The timepoint as a reader meets it, e.g. "at 6 months"."""
        return self.label.replace("{duration}", self.duration or "")


class Quantifier(Record):
    """A vague word of the sources."""

    word: Text
    """The word."""
    meaning: Prose
    """What the word means in this report."""
    above: Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+)?%$", examples=["50%"])] | None = None
    """The percentage that it means to exceed, where it has one."""


class Vocabulary(DataFile):
    """The file ``vocabulary.yml``: outcomes, timepoints, vague words, and names that hold digits.

    The one of the data folder is shared by all studies; a study may add to it in a file of its own.
    """

    outcomes: tuple[Outcome, ...] = ()
    """The outcomes."""
    timepoints: tuple[Timepoint, ...] = ()
    """The timepoints."""
    quantifiers: tuple[Quantifier, ...] = ()
    """The vague words."""
    names: tuple[Annotated[str, Field(pattern=_NAME)], ...] = ()
    """Names that hold numerals, e.g. "WHO 2022" and "phase II", which are no numbers."""

    def with_additions(self, *added: Vocabulary) -> Vocabulary:
        """Return this vocabulary with what others add to it; an entry that is there already stands once."""
        parts = (self, *added)
        keys = {"outcomes": "id", "timepoints": "id", "quantifiers": "word"}
        lists = {
            key: tuple({getattr(each, name): each for part in parts for each in getattr(part, key)}.values())
            for key, name in keys.items()
        }
        return self.model_copy(update=lists | {"names": tuple(dict.fromkeys(n for part in parts for n in part.names))})


class Term(Record):
    """A word of the report and what it means there."""

    term: Text
    """The word or abbreviation."""
    meaning: Prose
    """What it means in this report."""


class Glossary(DataFile):
    """The file ``glossary.yml``: terms and abbreviations for readers.

    The one of the data folder is shared by all studies; a study may add to it in a file of its own.
    """

    terms: tuple[Term, ...] = ()
    """The terms that the report explains."""
    abbreviations: tuple[Term, ...] = ()
    """The abbreviations of the report, spelled out."""

    def with_additions(self, *added: Glossary) -> Glossary:
        """Return this glossary with what others add to it, by the alphabet; of two meanings the last one holds."""
        lists = {}
        for key in ("terms", "abbreviations"):
            found = {each.term: each for part in (self, *added) for each in getattr(part, key)}
            lists[key] = tuple(sorted(found.values(), key=lambda term: term.term.casefold()))
        return self.model_copy(update=lists)
