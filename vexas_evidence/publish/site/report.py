"""The calls that the pages of the report make: numbers, texts, tables, figures and records.

A page holds prose and these calls. Each returns an object that writes itself as Markdown for the
format that is being rendered.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from functools import partial

from vexas_evidence.model import Narrative, Passage
from vexas_evidence.present import records as provenance
from vexas_evidence.present import sources_read
from vexas_evidence.present.formats import Medium
from vexas_evidence.publish.release import status
from vexas_evidence.publish.site import blocks as floats
from vexas_evidence.publish.site import imprint, record_blocks, sharing, verification_page
from vexas_evidence.publish.site import version_pages as version_history
from vexas_evidence.publish.site.markdown import Markdown, Writer, blocks, document, medium, run, section
from vexas_evidence.publish.site.record_blocks import marked
from vexas_evidence.publish.site.report_data import (
    chart_named,
    charts,
    data_folder,
    numbers,
    png,
    releases,
    svg,
    table_named,
    verification_of,
)
from vexas_evidence.text import prose
from vexas_evidence.text.numerals import NumeralClass


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
    return blocks("::: {.stand}", writer.say(*imprint.status(writer.numbers)), ":::")


def basis() -> Markdown:
    """What the numbers were checked against, as the readings say."""
    writer = _writer()
    return writer.say(*sources_read.in_full(writer.numbers))


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
    name, spans = sources_read.as_passage(writer.numbers)
    first = run("### ", writer.say(name), " {#secondary}\n\n", writer.say(*spans))
    passages = [first, *(_section(passage, writer) for passage in writer.numbers.study.narrative.limits)]
    return section("What these numbers can and cannot bear", passages, _writer())


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
    return section("Where the sources differ", lines, _writer())


def views() -> Markdown:
    """Views that sources express, side by side, each with its holder."""
    writer = _writer()
    told = [
        run("- **", writer.say(view.holder), "**: ", writer.prose(view.text))
        for view in writer.numbers.study.narrative.views
    ]
    return section("What the sources make of the numbers", told, _writer())


def legend() -> Markdown:
    """The marks by which the kind of a number is seen, in black and white too."""
    marks = {
        "reported": ("", "printed by a source that was read"),
        "derived": ("d", "computed here from reported numbers"),
        "inferred": ("i", "not printed, but the only value that fits what is printed"),
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
    return blocks(run("## ", writer.say(heading), f" {{#figure-{name}}}"), block) if heading else block


def figures() -> Markdown:
    """The figures that the study has of its own, each under its heading, in the order of its data."""
    narrative = numbers().study.narrative
    flow = [figure("flow", narrative.flow.heading)] if narrative.flow else []
    return blocks(*(figure(each.id, each.heading) for each in narrative.series), *flow)


def records() -> Markdown:
    """The provenance of every number: what each source prints and where, its kind, how it is derived."""
    return blocks(*record_blocks.records(_writer()))


def sources() -> Markdown:
    """The documents read: tier, how much of each was seen, and its address."""
    return imprint.sources(_writer())


def citation() -> Markdown:
    """The study's primary publication."""
    return imprint.citation(_writer())


def curation() -> Markdown:
    """Who extracted the data, when, and when it is due again."""
    return imprint.curation(_writer())


def glossary() -> Markdown:
    """Terms of the report and what they mean in it."""
    return _terms((term.term, term.meaning) for term in numbers().evidence.glossary.terms)


def abbreviations() -> Markdown:
    """Abbreviations of the report, written out."""
    return _terms((term.term, term.meaning) for term in numbers().evidence.glossary.abbreviations)


def notice() -> Markdown:
    """At the top of each page of a version that is not current, that it is not, and why; else nothing."""
    writer = _writer()
    told = status.notice(writer.numbers)
    if not told:
        return Markdown("")
    paper = writer.where in ("typst", "docx")
    box = '.callout-important appearance="simple"' if paper else ".notice"  # as strong as that it is no medical advice
    link = "" if writer.where != "html" or _is_versions() else " [Versions](versions.qmd)."
    return run(f"::: {{{box}}}\n**", writer.say(*told[0]), "** ", writer.say(*told[1]), f"{link}\n:::\n")


def versions() -> Markdown:
    """Which version this is and which came before, and every version with what changed in it, newest first."""
    return version_history.told(_writer(), releases())


def cite() -> Markdown:
    """How to cite the summary and the article: on a page in each format, on paper as plain text."""
    return sharing.citations(_writer())


def embed() -> Markdown:
    """HTML by which another page shows a figure or a number with its denominator, time and source."""
    writer = _writer()
    return sharing.embeds(list(charts().values()), writer) if writer.where == "html" else Markdown("")


def data() -> Markdown:
    """The files in which other systems read the evidence; a page leads to them, paper does not."""
    writer = _writer()
    return sharing.data(writer) if writer.where == "html" else Markdown("")


def verification() -> Markdown:
    """What was checked against what, each check with its power, and the versions and hashes behind it."""
    writer = _writer()
    return verification_page.page(verification_of(data_folder().resolve()), *_emitted(writer.where), writer)


def attachments() -> Markdown:
    """What a PDF carries so that it can be verified alone; nothing in other formats. The last call of a document."""
    if medium() != "typst" or "QUARTO_EXECUTE_INFO" not in os.environ:
        return Markdown("")
    from vexas_evidence.publish.coverage import attachments as attach
    from vexas_evidence.publish.coverage.finished_render import expected

    folder = data_folder().resolve()
    made = verification_of(folder)
    carried = attach.of_file(made, attach.of_study(made, folder), expected(document(), "typst", numbers()))
    return Markdown(attach.to_typst(carried))


def _writer() -> Writer:
    return Writer(numbers(), medium())


def _is_versions() -> bool:
    """Say whether the page that is being rendered is the one that a notice leads to."""
    return "QUARTO_EXECUTE_INFO" in os.environ and document().stem == "versions"


def _emitted(where: Medium) -> tuple[int, Mapping[NumeralClass, int]]:
    """What the calls before this one emitted; nothing outside a render."""
    from vexas_evidence.publish.coverage.finished_render import emitted

    return emitted(document(), where) if os.environ.get("QUARTO_EXECUTE_INFO") else (0, {})


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
