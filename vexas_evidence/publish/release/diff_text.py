"""Differences between two versions as a reader meets them: in the terminal, on a page, in the feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.spans import BREAK, Span, Spans, Words, to_line
from vexas_evidence.present.tables.table import NONE
from vexas_evidence.publish.release.difference import MEANING, RECORD, WHERE, ByVersion, Difference, differences
from vexas_evidence.publish.release.release_file import Release
from vexas_evidence.publish.release.snapshot import record_release
from vexas_evidence.publish.release.status import StatusChange
from vexas_evidence.text.numerals import NumeralClass

HEAD = ("What changed", "Old", "New", "Why, and by which source", "Effect on conclusions")
ABSENT, UNREASONED, NOTHING = "absent", "no reason is given", "–"
COMPARED = (
    "Nothing differs in what is compared: values with their denominators, counts and intervals, what the sources "
    "print, outcomes not stated, derived values, judgments, claims and their vague words, sources with their "
    "tiers, known differences between them, and the texts of the report."
)
UNCHANGED = "conclusion unchanged, as the curators say"
NOT_STATED = "effect on conclusions not stated"
STATED_THERE = "the effect on conclusions is stated there"
ASPECTS: Mapping[str, str] = {
    "population": "who was counted",
    "timepoint": "when",
    "measure": "kind of number",
    "comparator": "arm it is set against",
    "tier": "tier of its sources",
    "printed": "what the sources print",
    "table": "table that names it",
    "how-many": "how many",
    "limit": "up to",
    "of": "what was rated",
    "date": "day of the judgment",
    "verdict": "does it hold?",
    "against": "numbers against it",
    "seen": "how much of it was read",
    "rule": "how it is derived",
    "whom": "who was counted, in words",
    "denominator_note": "note on the denominator",
    "label": "name",
    "place": "place in the source",
    "reading_note": "note on a reading",
    "definitions": "outcomes whose definitions it gives",
    "standing": "where it may be shown",
    "above": "means more than",
    "found": "printed in this source",
    "expected": "printed elsewhere",
    "reference": "where it was published",
    "size": "how large the effect is held to be",
    "supersedes": "which judgment it takes the place of",
    "rests on": "what it rests on",
    "reads": "what it reads, as a number in it changed",
}
"""What a reader calls an aspect whose key is another word."""


def terminal_lines(
    found: Iterable[Difference], statuses: Iterable[StatusChange], shorts: Mapping[str, str], reasons: bool
) -> Iterator[str]:
    """Yield differences for the terminal, a line each of what, old, new, why, source and effect, none of them cut."""
    for one in statuses:
        yield from (f"version {one.version}: status", f"  old     {one.old or ABSENT}", f"  new     {one.new}", "")
    for each in found:
        yield f"{each.id} ({each.level})" if reasons else each.id
        yield f"  {heading(each)}"
        for label, text in fields(each, shorts):
            if reasons or label in ("Old", "New", "Source"):
                yield f"  {label.lower():<7} {text}"
        yield ""


def heading(each: Difference) -> str:
    """What differs: the record by its name, and the aspect of it."""
    if each.aspect == RECORD:
        return f"{each.label} ({'added' if each.old is None else 'removed'})"
    return f"{each.label}: {ASPECTS.get(each.aspect, each.aspect.replace('-', ' '))}"


def fields(each: Difference, shorts: Mapping[str, str]) -> list[tuple[str, str]]:
    """What there is to say of a difference, each with its label."""
    old, new = (ABSENT if text is None else text for text in (each.old, each.new))
    by = ", ".join(shorts.get(name, name) for name in each.sources) or NOTHING
    return [("Old", old), ("New", new), ("Why", to_line(why(each))), ("Source", by), ("Effect", to_line(effect(each)))]


def why(each: Difference) -> Spans:
    """The reasons of a difference, each with its version where there are several; or that there is none."""
    if each.follows:
        return (Words(" ".join(reason for _, reason in each.why), "name"),)
    return _with_versions(each.why) or (UNREASONED if each.needs_reason else NOTHING,)


def effect(each: Difference) -> Spans:
    """What becomes of the conclusions, as the curators say, or what the level means where they say nothing."""
    return (f"{each.level}: ", *(_with_versions(each.effects) or (_meant(each),)))


def _with_versions(texts: ByVersion) -> Spans:
    spans: list[Span] = []
    for version, text in texts:
        between = "; " if spans else ""
        spans += [between, Words(version, "version"), f": {text.rstrip('.')}"] if version else [text]
    return (*spans, ".") if texts and texts[-1][0] else tuple(spans)


def _meant(each: Difference) -> str:
    if each.level == "MAJOR":
        return _concluded(each)
    meaning = MEANING["MINOR"] if each.level == "MINOR" else "other words"
    if each.conclusion == "unchanged":
        return f"{meaning}; {UNCHANGED}"
    return f"{meaning}; {STATED_THERE if each.follows else NOT_STATED}"


def _concluded(each: Difference) -> str:
    """Which conclusion changes, where the curators do not say how."""
    if each.stated and each.conclusion is None:
        return "the words of a text that states a conclusion change; whether the conclusion does is not stated"
    if each.kind == "judgement":
        return "a certainty or a judgment behind it changes"
    if each.kind == "claim" and not each.stated:
        return "whether a claim of a source holds changes"
    return "a conclusion changes; how is not stated"


def rows(found: Iterable[Difference], numbers: Numbers) -> list[tuple[Spans, ...]]:
    """Return differences as cells for a page, one row an aspect; mere places are left out."""
    shorts = {name: source.short for name, source in numbers.evidence.sources.items()}
    done: list[tuple[Spans, ...]] = []
    for each in (difference for difference in found if difference.aspect not in WHERE):
        kind: NumeralClass = "derived" if each.kind == "derived" else "estimate"
        old, new, _, source, _ = (text for _, text in fields(each, shorts))
        by: Spans = () if source == NOTHING else (BREAK, Words(source, "reference"))
        sides = ((Words(heading(each), kind),), (Words(old, kind),), (Words(new, kind),))
        done.append((*sides, (*why(each), *by), effect(each)))
    return [tuple(NONE if cell == (NOTHING,) else cell for cell in row) for row in done]


def elsewhere(found: Iterable[Difference]) -> tuple[str, ...]:
    """Return the names of the records of which only the place differs."""
    entries = tuple(found)
    shown = {each.id for each in entries if each.aspect not in WHERE}
    return tuple(dict.fromkeys(each.label for each in entries if each.id not in shown))


def steps(numbers: Numbers, releases: Sequence[Release]) -> dict[str, tuple[str, tuple[Difference, ...]]]:
    """Return for each version that follows a release that release and what differs, newest first.

    The working data stand for the newest version, whether it is released already or about to be.
    """
    working = record_release(numbers)
    known = [*(each for each in releases if each.number < working.number), working]
    pairs = reversed(list(pairwise(known)))
    return {newer.version: (older.version, differences(older, newer)) for older, newer in pairs}
