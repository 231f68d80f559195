"""A source as it was read from a file, of whatever kind the file is."""

from __future__ import annotations

from dataclasses import dataclass

from vexas_evidence.sources.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Document:
    """What was read: the sentences, all that the file shows by place, and what was set aside of it.

    Set aside are page numbers and lines that stand at the head or foot of several pages.
    """

    name: str
    sentences: tuple[Sentence, ...]
    shown: tuple[tuple[str, str], ...]
    aside: tuple[str, ...] = ()
