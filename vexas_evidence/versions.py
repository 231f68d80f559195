"""The versions of the evidence as a reader meets them: which this is, which came before, what changed in the results.

Version, preceding version, changes in the results and status are told as PRISMA-LSR asks of a living review
(Akl 2024, doi:10.1136/bmj-2024-079183), without a claim to be one.
"""

from __future__ import annotations

from collections.abc import Sequence

from vexas_evidence import floats
from vexas_evidence.numbers import Numbers
from vexas_evidence.page import Markdown, Writer, blocks, run
from vexas_evidence.pieces import Pieces, Words, dated
from vexas_evidence.release.difference import Difference
from vexas_evidence.release.record import Release
from vexas_evidence.release.told import HEAD, reworded, rows, steps

STATUS = {
    "superseded": "A newer version takes its place.",
    "withdrawn": "Do not use its numbers.",
}


def notice(numbers: Numbers) -> tuple[Pieces, Pieces] | None:
    """Say that the version shown is not current and why; None where it is."""
    now = numbers.evidence.changes.newest
    if now.status == "current":
        return None
    named: Pieces = (
        "Version ",
        Words(now.version, "version"),
        " of ",
        Words(f"{now.date}", "date"),
        f" is {now.status}.",
    )
    return named, (" ".join(part for part in (STATUS[now.status], now.because) if part),)


def told(writer: Writer, releases: Sequence[Release]) -> Markdown:
    """The version reporting, the changes in the results as a table, and what was said of each version."""
    numbers = writer.numbers
    now = numbers.evidence.changes.newest
    known = steps(numbers, releases)
    before = known[now.version][0] if now.version in known else None
    preceding: Pieces = ("none, this is the first release",) if before is None else (Words(before, "version"),)
    parts = [
        run("- ", writer.say("This version: ", *dated(now))),
        run("- ", writer.say("Preceding version: ", *preceding)),
        run("- ", writer.say(f"Status: {now.status}")),
        "## What changed in the results",
        *_changed(writer, known[now.version] if before else None),
    ]
    for version in numbers.evidence.changes.versions:
        parts.append(run("## ", writer.say("Version ", *dated(version), f", {version.status}")))
        parts += [run("- ", writer.say(text)) for text in (*version.changes, *filter(None, [version.because]))]
    return blocks(*parts)


def _changed(writer: Writer, step: tuple[str, Sequence[Difference]] | None) -> list[str | Markdown]:
    if step is None:
        return ["Nothing was released before this version, so there is nothing to compare it with."]
    before, found = step
    since = writer.say("Since version ", Words(before, "version"), ":")
    told = rows(found, writer.numbers)
    parts = [since, floats.grid(HEAD, told, writer) if told else "No value, tier, outcome or conclusion changed."]
    if others := reworded(found):
        parts.append(writer.say("Other words or places only: ", Words(", ".join(others), "name"), "."))
    return parts
