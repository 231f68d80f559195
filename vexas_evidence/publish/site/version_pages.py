"""The versions of the evidence as a reader meets them: which this is, and what changed in each, newest first.

Version, preceding version, changes in the results and status are told as PRISMA-LSR asks of a living review
(Akl 2024, doi:10.1136/bmj-2024-079183), without a claim to be one.
"""

from __future__ import annotations

from collections.abc import Sequence

from vexas_evidence.model import Change
from vexas_evidence.present.spans import Spans, Words, dated
from vexas_evidence.publish.release.diff_text import COMPARED, HEAD, elsewhere, rows, steps
from vexas_evidence.publish.release.difference import Difference
from vexas_evidence.publish.release.release_file import Release
from vexas_evidence.publish.release.status import said
from vexas_evidence.publish.site import blocks as floats
from vexas_evidence.publish.site.markdown import Markdown, Writer, blocks, run

FIRST = "Nothing was released before this version, so there is nothing to compare it with."
NOT_KEPT = "Nothing was kept of this version, so it cannot be compared."


def anchor(version: str) -> str:
    """Return where a version stands on the page of versions."""
    return f"version-{version.replace('.', '-')}"


def told(writer: Writer, releases: Sequence[Release]) -> Markdown:
    """The version reporting, and each version with what was said of it and what changed since the release before."""
    changes = writer.numbers.evidence.changes
    now, known = changes.newest, steps(writer.numbers, releases)
    preceding: Spans = ("none, this is the first release",)
    if now.version in known:
        preceding = (Words(known[now.version][0], "version"),)
    parts: list[str | Markdown] = [
        run("- ", writer.say("This version: ", *dated(now))),
        run("- ", writer.say("Preceding version: ", *preceding)),
        run("- ", writer.say(f"Status: {now.status}")),
        *_feed(writer),
    ]
    released = {each.version for each in releases}
    first = [each for each in changes.versions if each is now or each.version in released][-1]
    for version in changes.versions:
        parts += _version(writer, version)
        if version.version in known:
            parts += _step(writer, version.version, *known[version.version])
        else:
            parts.append(FIRST if version is first else NOT_KEPT)
    return blocks(*parts)


def _feed(writer: Writer) -> tuple[str, ...]:
    """A link to the feed, which only a published site has."""
    if writer.where != "html" or writer.numbers.evidence.choice.address is None:
        return ()
    return (floats.raw_html('<p class="downloads"><a href="../feed.xml">Feed of the versions (Atom)</a></p>'),)


def _version(writer: Writer, version: Change) -> list[str | Markdown]:
    """The head of a version, and what was said of it."""
    head = writer.say("Version ", *dated(version), f", {version.status}")
    told: list[str | Markdown] = [run("## ", head, f" {{#{anchor(version.version)}}}")]
    if version.status != "current" and (since := version.since):
        day = writer.say(f"{version.status.capitalize()} on ", Words(since.isoformat(), "date"), ".")
        told.append(run("- ", day))
    if why := said(version, writer.numbers.evidence.changes):
        told.append(run("- ", writer.say(*why)))
    return [*told, *(run("- ", writer.say(text)) for text in version.changes)]


def _step(writer: Writer, version: str, before: str, found: Sequence[Difference]) -> list[str | Markdown]:
    """What changed since the release before, as a table."""
    told = rows(found, writer.numbers)
    parts: list[str | Markdown] = [writer.say("Since version ", Words(before, "version"), ":")]
    parts.append(floats.grid(anchor(version), HEAD, told, writer) if told else COMPARED)
    if others := elsewhere(found):
        words = Words("; ".join(others), "name")
        parts.append(writer.say("Found in another place, or resting on something else: ", words, "."))
    return parts
