"""Differences between two versions as a reader meets them: in the terminal, on a page, in the feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.spans import BREAK, Span, Spans, Words, to_line
from vexas_evidence.present.tables.table import NONE
from vexas_evidence.publish.release.difference import RECORD, WHERE, ByVersion, Difference, differences
from vexas_evidence.publish.release.release_file import Release
from vexas_evidence.publish.release.snapshot import record_release
from vexas_evidence.publish.release.status import StatusChange
from vexas_evidence.text.numerals import NumeralClass

NOTHING = "–"


def terminal_lines(
    found: Iterable[Difference], statuses: Iterable[StatusChange], shorts: Mapping[str, str], reasons: bool
) -> Iterator[str]:
    """Yield differences for the terminal, a line each of what, old, new, why, source and effect, none of them cut."""
    for one in statuses:
        old = one.old or fixed("difference.absent")
        yield from (f"version {one.version}: status", f"  old     {old}", f"  new     {one.new}", "")
    for each in found:
        yield f"{each.id} ({each.level})" if reasons else each.id
        yield f"  {heading(each)}"
        for name, text in zip(section("difference.fields"), fields(each, shorts), strict=True):
            if reasons or name in ("old", "new", "source"):
                yield f"  {name:<7} {text}"
        yield ""


def heading(each: Difference) -> str:
    """What differs: the record by its name, and the aspect of it."""
    if each.aspect == RECORD:
        return f"{each.label} ({fixed('difference.added' if each.old is None else 'difference.removed')})"
    return f"{each.label}: {section('aspect').get(each.aspect, each.aspect.replace('-', ' ').replace('_', ' '))}"


def fields(each: Difference, shorts: Mapping[str, str]) -> list[str]:
    """What there is to say of a difference: old, new, why, by which source, and its effect."""
    old, new = (fixed("difference.absent") if text is None else text for text in (each.old, each.new))
    by = ", ".join(shorts.get(name, name) for name in each.sources) or NOTHING
    return [old, new, to_line(why(each)), by, to_line(effect(each))]


def why(each: Difference) -> Spans:
    """The reasons of a difference, each with its version where there are several; or that there is none."""
    if each.follows:
        return (Words(" ".join(reason for _, reason in each.why), "name"),)
    return _with_versions(each.why) or (fixed("difference.no-reason") if each.needs_reason else NOTHING,)


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
    meaning = fixed("level.MINOR" if each.level == "MINOR" else "difference.other-words")
    if each.conclusion == "unchanged":
        return f"{meaning}; {fixed('difference.unchanged')}"
    return f"{meaning}; {fixed('difference.stated-there' if each.follows else 'difference.not-stated')}"


def _concluded(each: Difference) -> str:
    """Which conclusion changes, where the curators do not say how."""
    if each.stated and each.conclusion is None:
        return fixed("difference.conclusion.text")
    if each.kind == "judgement":
        return fixed("difference.conclusion.judgment")
    if each.kind == "claim" and not each.stated:
        return fixed("difference.conclusion.claim")
    return fixed("difference.conclusion.other")


def rows(found: Iterable[Difference], numbers: Numbers) -> list[tuple[Spans, ...]]:
    """Return differences as cells for a page, one row an aspect; mere places are left out."""
    shorts = {name: source.short for name, source in numbers.evidence.sources.items()}
    done: list[tuple[Spans, ...]] = []
    for each in (difference for difference in found if difference.aspect not in WHERE):
        kind: NumeralClass = "derived" if each.kind == "derived" else "estimate"
        old, new, _, source, _ = fields(each, shorts)
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
