"""The two sides of a difference in a reader's words: references and ids as they read, and of a text what differs."""

from __future__ import annotations

import re
from collections.abc import Mapping

from vexas_evidence.publish.release.release_file import ReleaseReading, ReleaseRecord

Sides = tuple[str | None, str | None]
_SENTENCE = re.compile(r"(?<=[.!?:])\s+")
_REFERENCE = re.compile(r"\{([^{}]+)\}")
_SOURCE = re.compile(r"(?<=\()[a-z][a-z0-9-]*(?=\))")
_NAMES = frozenset({"outcome", "population", "timepoint", "of", "against", "definitions"})
"""Aspects that hold ids of records."""


def differing_sentences(old: str | None, new: str | None) -> Sides:
    """Return of two texts the sentences that differ, without those that are equal before and after them."""
    if old is None or new is None:
        return old, new
    left, right = _SENTENCE.split(old), _SENTENCE.split(new)
    while left and right and left[0] == right[0]:
        left, right = left[1:], right[1:]
    while left and right and left[-1] == right[-1]:
        left, right = left[:-1], right[:-1]
    return " ".join(left) or None, " ".join(right) or None


def in_words(
    old: ReleaseRecord | None, new: ReleaseRecord | None, aspect: str, sides: Sides, shorts: Mapping[str, str]
) -> Sides:
    """Return both sides as they read; as they are written where a reader would see no difference."""
    before, after = (
        None if record is None or text is None else _read(record, aspect, text, shorts)
        for record, text in zip((old, new), sides, strict=True)
    )
    return sides if before == after else (before, after)


def as_read(record: ReleaseRecord, text: str) -> str:
    """Return a text of a record with its references as they read."""
    return _REFERENCE.sub(lambda match: record.reads.get(match[1], match[0]), text)


def references_in(text: str | None) -> tuple[str, ...]:
    """Return the references of a text, sorted."""
    return tuple(sorted(_REFERENCE.findall(text or "")))


def read_otherwise(old: ReleaseRecord, new: ReleaseRecord) -> Sides | None:
    """Return what words that are the same on both sides read, where they read otherwise."""
    same = (words for name, words in new.words.items() if words == old.words.get(name))
    both = [(as_read(old, words), as_read(new, words)) for words in same]
    other = [sides for sides in both if sides[0] != sides[1]]
    return differing_sentences(*(": ".join(parts) for parts in zip(*other, strict=True))) if other else None


def place_of(reading: ReleaseReading | None) -> str | None:
    """Return where something is read, in a line."""
    if reading is None:
        return None
    token = "" if reading.token is None else f", token {reading.token}"
    return f"{reading.source}, {reading.section}, {reading.paragraph}, sentence {reading.sentence}{token}"


def _read(record: ReleaseRecord, aspect: str, text: str, shorts: Mapping[str, str]) -> str:
    if aspect in _NAMES:
        return "; ".join(record.reads.get(each, each) for each in text.split("; "))
    if aspect == "printed":
        return _SOURCE.sub(lambda match: shorts.get(match[0], match[0]), text)
    if aspect == "place":
        source, comma, rest = text.partition(", ")
        return f"{shorts.get(source, source)}{comma}{rest}"
    if aspect == "rule":
        return text.replace("-", " ")
    return as_read(record, text)
