"""Differences between two versions as a reader meets them: in the terminal, as JSON, on a page, in the feed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import pairwise

from rich import table as grid
from rich.box import SIMPLE
from rich.text import Text

from vexas_evidence.numbers import Numbers
from vexas_evidence.numerals import NumeralClass
from vexas_evidence.pieces import Pieces, Words
from vexas_evidence.release.difference import Difference, differences
from vexas_evidence.release.keeping import kept_of
from vexas_evidence.release.record import Release

HEAD = ("Outcome", "Old", "New", "Why", "Source", "Effect on conclusions")
ABSENT, UNREASONED, STANDS = "absent", "no reason is given", "none stated"
_KINDS: dict[str, NumeralClass] = {"derived": "derived"}


def as_json(found: Iterable[Difference]) -> str:
    """Return differences as JSON, an empty list where there are none."""
    return json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1) + "\n"


def as_text(found: Iterable[Difference]) -> grid.Table:
    """Return differences as a table for the terminal, every aspect a row."""
    shown = grid.Table(*HEAD, box=SIMPLE, show_lines=True)
    for each in found:
        old, new, why, source, effect = _cells(each)
        outcome = f"{each.label}: {each.aspect}\n{each.id} ({each.level})"
        shown.add_row(*map(Text, (outcome, old, new, why, source, effect)))
    return shown


def rows(found: Iterable[Difference], numbers: Numbers) -> list[tuple[Pieces, ...]]:
    """Return what changed in the results as cells for a page, one row an aspect; other words are left out."""
    done: list[tuple[Pieces, ...]] = []
    for each in found:
        if each.level == "PATCH":
            continue
        kind = _KINDS.get(each.kind, "estimate")
        old, new, why, source, effect = _cells(each)
        shorts = [_short(numbers, name) for name in source.split(", ")]
        outcome = (Words(each.label, kind), f": {each.aspect}")
        said: Pieces = (Words(why, "name"),) if why.startswith("Follows from ") else (why,)
        done.append((outcome, (Words(old, kind),), (Words(new, kind),), said, (", ".join(shorts),), (effect,)))
    return done


def reworded(found: Iterable[Difference]) -> tuple[str, ...]:
    """Return the ids of the records of which only the words or the place differ."""
    told = tuple(found)
    results = {each.id for each in told if each.level != "PATCH"}
    return tuple(dict.fromkeys(each.id for each in told if each.id not in results))


def summed(found: Iterable[Difference]) -> str:
    """Return differences in one text for the feed: of the results, each with old, new and why."""
    return " ".join(
        f"{each.label}: {each.aspect}: {old} → {new}. {why}"
        for each in found
        if each.level != "PATCH"
        for old, new, why, _, _ in (_cells(each),)
    )


def steps(numbers: Numbers, releases: Sequence[Release]) -> dict[str, tuple[str, tuple[Difference, ...]]]:
    """Return for each version that follows a release that release and what differs, newest first.

    The working data stand for the newest version, whether it is released already or about to be.
    """
    working = kept_of(numbers)
    known = [*(each for each in releases if each.number < working.number), working]
    pairs = reversed(list(pairwise(known)))
    return {newer.version: (older.version, differences(older, newer)) for older, newer in pairs}


def _cells(each: Difference) -> tuple[str, str, str, str, str]:
    old, new = (ABSENT if text is None else text for text in (each.old, each.new))
    return old, new, each.why or UNREASONED, each.source or "–", each.effect or STANDS


def _short(numbers: Numbers, name: str) -> str:
    source = numbers.evidence.sources.get(name)
    return source.short if source else name
