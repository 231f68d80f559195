"""What a journal club needs of a study: results in lines, prompts, questions with answers, slides; in our own words."""

from __future__ import annotations

from pydantic import Field

from vexas_evidence.model.record import DataFile, IdOf, Label, NamedRecord, Prose, Record
from vexas_evidence.model.source import Locator
from vexas_evidence.model.texts.statements import Standing


class Line(NamedRecord):
    """One line of results: numbers with whom they are out of and by when."""

    title: Label
    """What the line is about."""
    text: Prose
    """The numbers, with whom they are out of and by when; {id} stands for a number."""


class Answer(Record):
    """What the facilitator says; an answer with neither estimates nor readings says what no source read states."""

    text: Prose
    """In the project's own words; {id} stands for a number."""
    standing: Standing = "plain"
    """Where its numbers may be shown: plain, or only in a passage marked ruled-out or sensitivity."""
    rests_on: tuple[IdOf.Estimate, ...] = ()
    """The ids of the estimates whose readings it rests on."""
    readings: tuple[Locator, ...] = ()
    """Other places in the sources that say so."""


class Prompt(NamedRecord):
    """A prompt for the reader's own appraisal, with what the sources read say of it."""

    title: Label
    """What to appraise."""
    text: Prose
    """In the project's own words; {id} stands for a number."""
    answer: Answer
    """What the sources read say of it."""


class Question(NamedRecord):
    """A question for the discussion, and its answer."""

    text: Prose
    """In the project's own words; {id} stands for a number."""
    answer: Answer
    """What the facilitator says."""


class Slide(NamedRecord):
    """A slide with one message, its title."""

    title: Prose
    """The message."""
    points: tuple[Prose, ...] = ()
    """What stands below the title."""
    asks: tuple[IdOf.Question, ...] = ()
    """The ids of the questions that it puts to the room."""
    figure: IdOf.Figure | None = None
    """The figure that it shows."""
    whom: Prose
    """Out of whom the numbers are, and by when."""
    notes: Prose
    """What the speaker says."""
    standing: Standing = "plain"
    """Where its numbers may be shown: plain, or only in a passage marked ruled-out or sensitivity."""


class JournalClub(DataFile):
    """The file ``journal-club.yml``: the texts of the handout and of the slides."""

    key_figure: IdOf.Figure
    """The figure that the handout shows."""
    results: tuple[Line, ...] = Field(min_length=1, max_length=6)
    """The results, a line each."""
    prompts: tuple[Prompt, ...] = Field(min_length=1, max_length=6)
    """Prompts for the reader's own appraisal."""
    questions: tuple[Question, ...] = Field(min_length=5, max_length=8)
    """Questions for the discussion."""
    slides: tuple[Slide, ...] = Field(min_length=1, max_length=11)
    """The slides in order."""
