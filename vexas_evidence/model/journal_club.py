"""What a journal club needs of a study: results in lines, prompts, questions with answers, slides; in our own words."""

from __future__ import annotations

from pydantic import Field

from vexas_evidence.model.narrative import Standing
from vexas_evidence.model.record import DataFile, Identifier, Label, Prose, Record
from vexas_evidence.model.source import Locator


class Line(Record):
    """One line of results: numbers with whom they are out of and by when."""

    id: Identifier
    title: Label
    text: Prose


class Answer(Record):
    """What the facilitator says: the text, and what it is anchored in.

    ``rests_on`` names the estimates whose readings it rests on, ``readings`` other points in the sources; an answer
    without either says what no source read states.
    """

    text: Prose
    standing: Standing = "plain"
    rests_on: tuple[Identifier, ...] = ()
    readings: tuple[Locator, ...] = ()


class Prompt(Record):
    """A prompt for the reader's own appraisal, with what the sources read say of it."""

    id: Identifier
    title: Label
    text: Prose
    answer: Answer


class Question(Record):
    """A question for the discussion, and its answer."""

    id: Identifier
    text: Prose
    answer: Answer


class Slide(Record):
    """A slide with one message, its title; below it points or a figure, and whom the numbers are out of.

    ``asks`` names questions of the handout that it puts to the room.
    """

    id: Identifier
    title: Prose
    points: tuple[Prose, ...] = ()
    asks: tuple[Identifier, ...] = ()
    figure: Identifier | None = None
    whom: Prose
    notes: Prose
    standing: Standing = "plain"


class JournalClub(DataFile):
    """The file ``journal-club.yml``: the texts of the handout and of the slides."""

    key_figure: Identifier
    results: tuple[Line, ...] = Field(min_length=1, max_length=6)
    prompts: tuple[Prompt, ...] = Field(min_length=1, max_length=6)
    questions: tuple[Question, ...] = Field(min_length=5, max_length=8)
    slides: tuple[Slide, ...] = Field(min_length=1, max_length=10)
