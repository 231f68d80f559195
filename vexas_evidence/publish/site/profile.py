"""The calls of the evidence profile: its graded entry, and on paper where each of its numbers stands."""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence.analysis.numbers import Numbers, Shown
from vexas_evidence.present import records, sources_read
from vexas_evidence.present.spans import Span
from vexas_evidence.present.tables import findings
from vexas_evidence.publish.site import blocks as floats
from vexas_evidence.publish.site import imprint, record_blocks
from vexas_evidence.publish.site.markdown import Markdown, Writer, blocks, medium, run
from vexas_evidence.publish.site.report_data import numbers

TABLES = ("outcomes", "decision", "questions", "domains")

_CLOSE = "leading: 0.5em, spacing: 0.6em"


def entry() -> Markdown:
    """The half page on which a committee member can stop: what was asked, seen, what it cannot show, its status."""
    writer = Writer(numbers(), medium())
    study = writer.numbers.study
    level = "##" if writer.where == "html" else "#"  # a page has a title of its own above it
    told = [
        run("**", writer.prose(passage.title), ".** ", writer.prose(passage.text)) for passage in study.appraisal.entry
    ]
    return blocks(
        run(f"{level} ", writer.say(study.about.title), " {.study-title .unnumbered .unlisted}"),
        "::: {.key-points}",
        run("**What was asked.** ", writer.prose(study.about.question)),
        *told,
        run("**Status.** ", writer.say(*imprint.status(writer.numbers), f" {sources_read.tiers(writer.numbers)}")),
        ":::",
    )


def questions_heading() -> Markdown:
    """The heading over the questions to a case series: what the sources read say to them, by their tiers."""
    writer = Writer(numbers(), medium())
    return run("## ", writer.say(findings.TABLES["questions"](writer.numbers).title))


def where_numbers_stand() -> Markdown:
    """A line for each number of the profile, which paper cannot link to another page for."""
    writer = Writer(numbers(), medium())
    if writer.where == "html":
        return Markdown("")
    shown = set(_shown(writer.numbers))
    known = [*writer.numbers.study.estimates, *writer.numbers.derived]
    return _tight(writer, [record_blocks.brief(writer, name) for name in known if name in shown])


def judgements() -> Markdown:
    """Who gave each rating, as what, when and why, under a heading; nothing where nobody has judged."""
    writer = Writer(numbers(), medium())
    told = writer.numbers.judgements.values()
    if not told:
        return Markdown("")
    if writer.where == "html":
        lines = [run("- ", writer.say(*records.judged_in_line(writer.numbers, each))) for each in told]
        return blocks("## Judgements", *lines)
    return blocks("## Judgements", _tight(writer, [record_blocks.brief(writer, each.id) for each in told]))


def _tight(writer: Writer, told: list[Markdown]) -> Markdown:
    """Records in small print, set close, as the profile has few pages."""
    if writer.where != "typst":
        return blocks(*told)
    return blocks(floats.raw_typst(f"#[#set par({_CLOSE})"), *told, floats.raw_typst("]"))


def _shown(told: Numbers) -> Iterator[str]:
    """The ids of all numbers that the profile shows."""
    appraisal = told.study.appraisal
    spans: list[Span] = [span for each in appraisal.entry for span in told.spans(f"{each.title} {each.text}")]
    spans += told.spans(told.study.about.question)
    for name in TABLES:
        content = findings.TABLES[name](told)
        spans += [span for cell in content.frame[list(content.columns)].to_numpy().ravel() for span in cell]
    yield from (span.id for span in spans if isinstance(span, Shown))
