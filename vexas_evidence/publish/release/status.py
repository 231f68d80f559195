"""The status of a version: what a reader meets where it is not current, and how it changed between two releases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Change, Changes
from vexas_evidence.model.evidence import EvidenceVersion, number_of
from vexas_evidence.present.spans import Span, Spans, Words, fixed_spans, on_day
from vexas_evidence.publish.release.release_file import Release

STATUS = section("notice.not-current")
"""What a status means for a reader, of each that is not current."""


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A version whose status is another one, or that came and was withdrawn in between; it had none then."""

    version: EvidenceVersion
    old: str | None
    new: str


def notice(numbers: Numbers) -> tuple[Spans, Spans] | None:
    """Say that the version shown is not current, since when and why; None where it is."""
    changes = numbers.evidence.changes
    now = changes.newest
    if now.status == "current":
        return None
    shown: dict[str, Span] = {"version": Words(now.version, "version"), "date": on_day(now.date), "status": now.status}
    if now.since:
        named = fixed_spans("notice.since", day=on_day(now.since), **shown)
    else:
        named = fixed_spans("notice.version", **shown)
    return named, (f"{STATUS[now.status]} ", *because(now, changes))


def because(version: Change, changes: Changes) -> Spans:
    """Why a version is not current, and which one to use in its place, as far as that is known."""
    spans: list[Span] = [f"{fixed('notice.why', because=version.because)} "] if version.because else []
    if instead := changes.instead_of(version):
        spans += fixed_spans("notice.instead", version=Words(instead, "version"))
    elif version.status == "withdrawn":
        spans.append(fixed("notice.none-instead"))
    return tuple(spans)


def status_changes(one: Release, other: Release, later: Iterable[Change] = ()) -> tuple[StatusChange, ...]:
    """Return the versions of both whose status differs from *one* to *other*, and those withdrawn since the older.

    What *later* says of a version holds, as a release does not know what became of itself.

    A version that merely gave way to a newer one is left out, as the newer one shows it. On the way back only
    versions that came and were withdrawn in between are returned.
    """
    older, newer = sorted((one, other), key=lambda each: each.number)
    before, since = ({each.version: each for each in known} for known in (older.versions, later))
    found = []
    for version in newer.versions:
        now = since.get(version.version, version)
        then = before.get(now.version)
        status, gave_way = status_line(now), now.status == "superseded" and not now.because
        if then is None and now.status == "withdrawn":
            found.append(StatusChange(now.version, None, status))
        elif then is None or newer is not other or (gave_way and newer.number > number_of(now.version)):
            continue
        elif status_line(then) != status:
            found.append(StatusChange(now.version, status_line(then), status))
    return tuple(found)


def status_line(version: Change) -> str:
    """The status of a version in a line, with its day and its reason."""
    since = f" since {version.since}" if version.since else ""
    because = f": {version.because}" if version.because else ""
    return f"{version.status}{since}{because}"
