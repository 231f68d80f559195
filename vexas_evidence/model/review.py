"""What reviewers of a source decided beside the readings: proposals that they rejected, and second extractions."""

from __future__ import annotations

from pydantic import Field

from vexas_evidence.model.estimates import Estimate
from vexas_evidence.model.reconciliation import Adjudication
from vexas_evidence.model.record import DataFile, Identifier, IdOf, Label, Text
from vexas_evidence.model.source import Decided, Waiver


class Rejection(Decided):
    """A number token that was proposed for an estimate, and does not print it."""

    estimate: Identifier
    """The id of the estimate."""
    token: int = Field(ge=1)
    """Which number token of the sentence it is, counted from 1."""
    printed: Text
    """The text of the token."""
    reason: Text
    """Why it does not print the estimate."""


class RejectedCue(Decided):
    """Words or a head of a source that were proposed as an arm or for the design, and are none of this study's."""

    meaning: Text
    """What they were proposed as: the label of an arm, or what of the design."""
    printed: Text
    """What the source prints."""
    reason: Text
    """Why it is none."""


class Review(DataFile):
    """The file ``review.yml``: proposals that a reviewer rejected."""

    rejected: tuple[Rejection, ...] = ()
    """The numbers that print no such estimate, each with its reason."""
    rejected_cues: tuple[RejectedCue, ...] = ()
    """The proposals of arms and of the design that were rejected, each with its reason."""


class SecondExtraction(Review):
    """A file of ``extractions/``: what a second reviewer read in a source, independently of the first."""

    extractor: Label
    """Who read the source."""
    source: IdOf.Source
    """The id of the source."""
    estimates: tuple[Estimate, ...] = ()
    """The estimates that were read there."""
    waived: tuple[Waiver, ...] = ()
    """Number tokens that print none, each with its reason."""
    adjudicated: tuple[Adjudication, ...] = ()
    """Differences from the first extraction that were resolved by looking at the source."""
