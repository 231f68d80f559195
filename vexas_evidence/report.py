"""The calls that the pages of the report make: numbers, texts, tables, figures and records.

A page holds prose and these calls. Each returns an object that writes itself as Markdown for the
format that is being rendered.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from vexas_evidence import checked, figures, floats, prose, provenance, sharing
from vexas_evidence import receipt as receipts
from vexas_evidence import versions as version_history
from vexas_evidence.detection import Measured
from vexas_evidence.folder import chart_named, data_folder, numbers, png, receipt_of, releases, svg, table_named
from vexas_evidence.model import LookedFor, Narrative, Passage
from vexas_evidence.numbers import Numbers
from vexas_evidence.numerals import NumeralClass
from vexas_evidence.page import Markdown, Writer, blocks, document, medium, run
from vexas_evidence.pieces import Medium, Piece, Pieces, Words, dated
from vexas_evidence.provenance import marked


def number(reference: str) -> Markdown:
    """A number in a sentence: ``number("molecular-response")`` or ``number("x.interval")``."""
    return _writer().prose(f"{{{reference}}}")


def title() -> Markdown:
    """The study's title and question, as the head of a page."""
    writer = _writer()
    about = writer.numbers.study.about
    level = "##" if writer.where == "html" else "#"  # a page has a title of its own above it
    head = run(f"{level} ", writer.say(about.title), " {.study-title .unnumbered .unlisted}")
    return blocks(head, writer.prose(about.question))


def stand() -> Markdown:
    """Which version this is, of which date, and how old the sources are."""
    writer = _writer()
    return blocks("::: {.stand}", writer.say(*status(writer.numbers)), ":::")


def status(told: Numbers) -> tuple[Piece, ...]:
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
        *_corrections(curation.corrections_looked_for),
    )


def basis() -> Markdown:
    """What the numbers were checked against, as the readings say."""
    writer = _writer()
    return writer.say(*checked.in_full(writer.numbers))


def documents(name: str = "evidence-summary", what: str = "whole summary") -> Markdown:
    """Links to the same content on paper; a page has them, paper does not."""
    links = f'<a href="{name}.pdf">PDF</a> · <a href="{name}.docx">DOCX</a>'
    whole = f'<p class="downloads">The {what} as {links}</p>'
    return Markdown(floats.raw_html(whole) if medium() == "html" else "")


def key_points() -> Markdown:
    """The half page that a busy reader can stop after."""
    writer = _writer()
    return blocks(
        "::: {.key-points}", *(_passage(point, writer) for point in writer.numbers.study.narrative.key_points), ":::"
    )


def plain() -> Markdown:
    """The study in plain language, one passage each; its picture follows the passage that tells the same number."""
    writer = _writer()
    narrative = writer.numbers.study.narrative
    told: list[Markdown] = []
    for passage in narrative.plain:
        told.append(_section(passage, writer, "##"))
        if passage is pictured(narrative):
            told.append(figure("icons"))
    return blocks(*told)


def limits() -> Markdown:
    """What the numbers can and cannot bear, one passage each; ruled-out and sensitivity values are marked."""
    writer = _writer()
    name, pieces = checked.as_passage(writer.numbers)
    first = run("### ", writer.say(name), " {#secondary}\n\n", writer.say(*pieces))
    passages = [first, *(_section(passage, writer) for passage in writer.numbers.study.narrative.limits)]
    return _section_of("What these numbers can and cannot bear", passages)


def declared() -> Markdown:
    """Discrepancies between the sources that are known: both values and the reason; nobody mended them."""
    writer = _writer()
    numbers = writer.numbers
    lines = []
    for declaration in numbers.evidence.declared:
        if estimate := numbers.study.estimates.get(declaration.estimate):
            label = numbers.evidence.outcomes[estimate.outcome].label
            *values, reason = provenance.difference(numbers, declaration)
            told = writer.say(label, " (", numbers.value(estimate), "): ", *values)
            lines.append(run("- ", told, writer.say(reason)))
    return _section_of("Where the sources differ", lines)


def views() -> Markdown:
    """Views that sources express, side by side, each with its holder."""
    writer = _writer()
    told = [
        run("- **", writer.say(view.holder), "**: ", writer.prose(view.text))
        for view in writer.numbers.study.narrative.views
    ]
    return _section_of("What the sources make of the numbers", told)


def legend() -> Markdown:
    """The marks by which the kind of a number is seen, in black and white too."""
    marks = {
        "reported": ("", "printed by a source that was read"),
        "derived": ("d", "computed here from reported numbers"),
        "implied": ("i", "not printed, but the only value that fits what is printed"),
        "judged": ("j", f"a judgement of a named person{'' if numbers().judgements else '; none in this version'}"),
    }
    entries = [
        f"[{kind}{f'^{letter}^' if letter else ''}]{{.sample .number .{kind}}} {meaning}"
        for kind, (letter, meaning) in marks.items()
    ]
    return blocks("::: {.legend}", "Marks: " + "; ".join(entries) + ". Each number links to its record.", ":::")


def table(name: str) -> Markdown:
    """A table of the report with its caption and, on a page, its download."""
    content = table_named(name)
    if content.frame.empty:
        return Markdown("*The sources read state nothing for this table.*")
    return floats.table(content, _writer())


def figure(name: str, heading: str = "") -> Markdown:
    """A figure with its caption, its numbers as a table and, on a page, its downloads, under a heading.

    Nothing where the study has no numbers for it.
    """
    chart, folder = chart_named(name), data_folder().resolve()
    if chart is None:
        return Markdown("")
    writer = _writer()
    block = floats.figure(chart, partial(svg, folder, name), partial(png, folder, name), writer)
    return blocks(run("## ", writer.say(heading)), block) if heading else block


def records() -> Markdown:
    """The provenance of every number: what each source prints and where, its kind, how it is derived."""
    return blocks(*provenance.records(_writer()))


def sources() -> Markdown:
    """The documents read: tier, how much of each was seen, and its address."""
    writer = _writer()
    lines = []
    for source in writer.numbers.evidence.sources_of(writer.numbers.study):
        title = run("**", writer.say(Words(source.title, "reference")), "**")
        told = writer.say(f": {source.role}; tier: {source.tier}; seen: {source.seen}.")
        read = writer.say(" Read ", Words(f"{source.read_on}", "date"), ".") if source.read_on else ""
        address = _address(source.address, writer) if source.address else " No address is recorded."
        lines.append(run("- ", title, told, read, address))
    return blocks(*lines)


def citation() -> Markdown:
    """The study's primary publication."""
    writer = _writer()
    c = writer.numbers.study.about.citation
    words = writer.say(
        Words(f"{c.authors} {c.title}. {c.journal}. ", "reference"),
        Words(c.date, "date"),
        Words(f";{c.volume}({c.issue}):{c.pages}. ", "reference"),
    )
    link = run("[doi:", writer.say(Words(c.doi, "DOI")), f"](<https://doi.org/{c.doi}>)")
    return run(words, link, ". PMID ", writer.say(Words(c.pmid, "reference")), ".")


def curation() -> Markdown:
    """Who extracted the data, when, and when it is due again."""
    writer = _writer()
    c = writer.numbers.study.about.curation
    lines: dict[str, Piece | Pieces] = {
        "Extracted by": c.extracted_by,
        "Extracted on": Words(c.extracted_on.isoformat(), "date"),
        "Sources as of": Words(c.sources_as_of.isoformat(), "date"),
        "Next review due": Words(c.next_review.isoformat(), "date"),
        "Checked against the journal article": checked.in_short(writer.numbers),
        "Contact": c.contact,
        "Conflicts of interest": c.conflicts_of_interest,
    }
    told = {label: text if isinstance(text, tuple) else (text,) for label, text in lines.items()}
    looked = c.corrections_looked_for
    where = f" {looked.where[0].upper()}{looked.where[1:]}. Found: {looked.found}." if looked else ""
    return blocks(
        *(run(f"- {label}: ", writer.say(*pieces)) for label, pieces in told.items()),
        run("- ", writer.say(*_corrections(looked), where)),
    )


def glossary() -> Markdown:
    """Terms of the report and what they mean in it."""
    return _terms((term.term, term.meaning) for term in numbers().evidence.glossary.terms)


def abbreviations() -> Markdown:
    """Abbreviations of the report, written out."""
    return _terms((term.term, term.meaning) for term in numbers().evidence.glossary.abbreviations)


def notice() -> Markdown:
    """At the top of each page of a version that is not current, that it is not, and why; else nothing."""
    writer = _writer()
    told = version_history.notice(writer.numbers)
    if not told:
        return Markdown("")
    link = " [Versions](versions.qmd)." if writer.where == "html" else ""
    return run("::: {.notice}\n**", writer.say(*told[0]), "** ", writer.say(*told[1]), f"{link}\n:::\n")


def versions() -> Markdown:
    """Which version this is and which came before, what changed in the results, and every version, newest first."""
    return version_history.told(_writer(), releases())


def cite() -> Markdown:
    """How to cite the summary and the article: on a page in each format, on paper as plain text."""
    return sharing.citations(_writer())


def embed() -> Markdown:
    """HTML by which another page shows a figure or a number with its base, time and source."""
    writer = _writer()
    charts = [chart for name in figures.CHARTS if (chart := chart_named(name))]
    return sharing.embeds(charts, writer) if writer.where == "html" else Markdown("")


def data() -> Markdown:
    """The files in which other systems read the evidence; a page leads to them, paper does not."""
    writer = _writer()
    return sharing.data(writer) if writer.where == "html" else Markdown("")


def receipt() -> Markdown:
    """What was checked against what, each check with its power, and the versions and hashes behind it."""
    writer, made = _writer(), receipt_of(data_folder().resolve())
    parts: list[str | Markdown] = [
        run("**", writer.say(*receipts.standing(made)), "**"),
        "## What was matched",
        _lines(receipts.matched(made), writer),
        "## Checks and their power",
        floats.grid(receipts.CHECKS_HEAD, receipts.checks(made), writer),
        _section_of("Known and standing", [_lines(told, writer)] if (told := receipts.known(made)) else []),
        *_detected(made.detection, writer),
        "## Coverage of the finished files",
        writer.say(*receipts.coverage(*_emitted(writer.where), writer.where)),
        "## Versions and hashes",
        _lines(receipts.made_of(made), writer),
    ]
    if writer.where == "html":
        parts.append(
            "The numerals placed in each finished file, this one and running heads included, and the hashes of the "
            "files stand in [receipt.json](receipt.json), which is written when all files are finished."
        )
    return blocks(*parts)


def attachments() -> Markdown:
    """What a PDF carries so that it can be verified alone; nothing in other formats. The last call of a document."""
    if medium() != "typst" or "QUARTO_EXECUTE_INFO" not in os.environ:
        return Markdown("")
    from vexas_evidence import attached
    from vexas_evidence.coverage.rendered import expected

    folder = data_folder().resolve()
    carried = attached.of_document(receipt_of(folder), folder, expected(document(), "typst", numbers()))
    return Markdown(attached.to_typst(carried))


def _corrections(looked: LookedFor | None) -> tuple[Piece, ...]:
    """When corrections or retraction of the article were last looked for."""
    if looked is None:
        return ("Corrections or retraction of the article: not looked for yet.",)
    return ("Corrections or retraction of the article last looked for ", Words(looked.on.isoformat(), "date"), ".")


def _detected(measured: Measured | None, writer: Writer) -> tuple[str | Markdown, ...]:
    if measured is None:
        return ()
    return (
        "## Planted errors by kind",
        floats.grid(receipts.KINDS_HEAD, receipts.kinds(measured), writer),
        "## What no check caught",
        _lines(receipts.uncaught(measured), writer),
    )


def _writer() -> Writer:
    return Writer(numbers(), medium())


def _emitted(where: Medium) -> tuple[int, Mapping[NumeralClass, int]]:
    """What the calls before this one emitted; nothing outside a render."""
    from vexas_evidence.coverage.rendered import emitted

    return emitted(document(), where) if os.environ.get("QUARTO_EXECUTE_INFO") else (0, {})


def _address(address: str, writer: Writer) -> Markdown:
    return Markdown(f" <{address}>.", writer.told((Words(address, "reference"),)))


def pictured(narrative: Narrative) -> Passage | None:
    """Return the plain passage that the picture belongs to: the first that tells its number, or else the last."""
    told = (each for each in narrative.plain if narrative.icons in {used.id for used in prose.references(each.text)})
    return next(told, narrative.plain[-1] if narrative.plain else None)


def _passage(passage: Passage, writer: Writer) -> Markdown:
    return run("**", writer.prose(passage.title), ".** ", writer.prose(passage.text))


def _section(passage: Passage, writer: Writer, level: str = "###") -> Markdown:
    text = writer.prose(passage.text)
    if passage.standing != "plain":
        text = marked(passage.standing, text)
    return run(f"{level} ", writer.prose(passage.title), f" {{#{passage.id}}}\n\n", text)


def _section_of(heading: str, parts: Sequence[Markdown]) -> Markdown:
    """Blocks under a heading of their own; nothing at all where there are none."""
    return blocks(run("## ", _writer().say(heading)), *parts) if parts else Markdown("")


def _lines(lines: Iterable[tuple[str, tuple[Piece, ...]]], writer: Writer) -> Markdown:
    return blocks(*(run("- ", writer.say(f"{label}: "), writer.say(*told)) for label, told in lines))


def _terms(terms: Iterable[tuple[str, str]]) -> Markdown:
    writer = _writer()
    # On a page a term has a place of its own, which the scripts of the other pages lead to.
    marks = ("[", "]{{#term-{}}}") if writer.where == "html" else ("", "")
    told = (
        (run(marks[0], writer.say(term), marks[1].format(_slug(term))), writer.say(meaning)) for term, meaning in terms
    )
    return blocks(*(run(term, "\n:   ", meaning) for term, meaning in told))


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
