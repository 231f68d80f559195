"""The imprint: which version this is, what it was read from, who made it, and when it is due again."""

from __future__ import annotations

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import LookedFor
from vexas_evidence.present import sources_read
from vexas_evidence.present.spans import Span, Spans, Words, dated
from vexas_evidence.publish.site.markdown import Markdown, Writer, blocks, labelled, run


def status(told: Numbers) -> tuple[Span, ...]:
    """The version of the evidence with its date, how old the sources are, and when they are due again."""
    now, curation = told.evidence.changes.newest, told.study.about.curation
    return (
        "Evidence version ",
        *dated(now),
        f" ({now.status}). Sources as of ",
        Words(curation.sources_as_of.isoformat(), "date"),
        "; next review due ",
        Words(curation.next_review.isoformat(), "date"),
        ". ",
        *corrections(curation.corrections_looked_for),
    )


def sources(writer: Writer) -> Markdown:
    """The documents read: tier, how much of each was seen, and its address."""
    lines = []
    for source in writer.numbers.evidence.sources_of(writer.numbers.study):
        title = run("**", writer.say(Words(source.title, "reference")), "**")
        told = writer.say(f": {source.role}; tier: {source.tier}; seen: {source.seen}.")
        read = writer.say(" Read ", Words(f"{source.read_on}", "date"), ".") if source.read_on else ""
        address = _address(source.address, writer) if source.address else " No address is recorded."
        lines.append(run("- ", title, told, read, address))
    return blocks(*lines)


def citation(writer: Writer) -> Markdown:
    """The study's primary publication."""
    c = writer.numbers.study.about.citation
    words = writer.say(
        Words(f"{c.authors} {c.title}. {c.journal}. ", "reference"),
        Words(c.date, "date"),
        Words(f";{c.volume}({c.issue}):{c.pages}. ", "reference"),
    )
    link = run("[doi:", writer.say(Words(c.doi, "DOI")), f"](<https://doi.org/{c.doi}>)")
    return run(words, link, ". PMID ", writer.say(Words(c.pmid, "reference")), ".")


def curation(writer: Writer) -> Markdown:
    """Who extracted the data, when, and when it is due again."""
    c = writer.numbers.study.about.curation
    lines: dict[str, Span | Spans] = {
        "Extracted by": c.extracted_by,
        "Extracted on": Words(c.extracted_on.isoformat(), "date"),
        "Sources as of": Words(c.sources_as_of.isoformat(), "date"),
        "Next review due": Words(c.next_review.isoformat(), "date"),
        "Checked against the journal article": sources_read.in_short(writer.numbers),
        "Contact": c.contact,
        "Conflicts of interest": c.conflicts_of_interest,
    }
    told = [(label, text if isinstance(text, tuple) else (text,)) for label, text in lines.items()]
    looked = c.corrections_looked_for
    where = f" {looked.where[0].upper()}{looked.where[1:]}. Found: {looked.found}." if looked else ""
    return blocks(labelled(told, writer), run("- ", writer.say(*corrections(looked), where)))


def corrections(looked: LookedFor | None) -> tuple[Span, ...]:
    """Say when corrections or retraction of the article were last looked for."""
    if looked is None:
        return ("Corrections or retraction of the article: not looked for yet.",)
    return ("Corrections or retraction of the article last looked for ", Words(looked.on.isoformat(), "date"), ".")


def _address(address: str, writer: Writer) -> Markdown:
    return Markdown(f" <{address}>.", writer.told((Words(address, "reference"),)))
