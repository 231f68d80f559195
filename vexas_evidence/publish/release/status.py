"""What a reader is told of a version that is not current: since when, why, and what to use in its place."""

from __future__ import annotations

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Change, Changes
from vexas_evidence.present.spans import Span, Spans, Words

STATUS = {
    "superseded": "A newer version takes its place.",
    "withdrawn": "Do not use its numbers.",
}


def notice(numbers: Numbers) -> tuple[Spans, Spans] | None:
    """Say that the version shown is not current, since when and why; None where it is."""
    changes = numbers.evidence.changes
    now = changes.newest
    if now.status == "current":
        return None
    since: Spans = (
        (f" was {now.status} on ", Words(f"{now.since}", "date"), ".") if now.since else (f" is {now.status}.",)
    )
    named: Spans = ("Version ", Words(now.version, "version"), " of ", Words(f"{now.date}", "date"), *since)
    return named, (f"{STATUS[now.status]} ", *because(now, changes))


def because(version: Change, changes: Changes) -> Spans:
    """Why a version is not current, and which one to use in its place, as far as that is known."""
    spans: list[Span] = [f"Why: {version.because} "] if version.because else []
    if instead := changes.instead_of(version):
        spans += ["Use version ", Words(instead, "version"), " instead."]
    elif version.status == "withdrawn":
        spans.append("No version takes its place yet.")
    return tuple(spans)
