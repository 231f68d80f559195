"""Which version of the evidence this is: its status, what it was read from and by whom, and how versions differ.

Version, preceding version, changes in the results and status are reported as PRISMA-LSR asks of a living review
(Akl 2024, doi:10.1136/bmj-2024-079183), without a claim to be one.
"""

from __future__ import annotations

from collections.abc import Sequence

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Change, LookedFor
from vexas_evidence.model.study import Curation
from vexas_evidence.present import sources_read
from vexas_evidence.present.spans import Span, Spans, Words, fixed_spans, on_day, version_date, version_date_status
from vexas_evidence.publish.release import status as version_status
from vexas_evidence.publish.release.diff_text import elsewhere, rows, steps
from vexas_evidence.publish.release.difference import Difference
from vexas_evidence.publish.release.release_file import Release
from vexas_evidence.publish.site.blocks import grid
from vexas_evidence.publish.site.markdown import (
    Markdown,
    Writer,
    address,
    folded,
    join,
    join_blocks,
    labelled,
    raw_html,
)


def anchor(version: str) -> str:
    """Return where a version stands on the page of versions."""
    return f"version-{version.replace('.', '-')}"


def history(writer: Writer, releases: Sequence[Release]) -> Markdown:
    """The version reporting, and each version with its texts and what changed since the release before."""
    changes = writer.numbers.evidence.changes
    now, known = changes.newest, steps(writer.numbers, releases)
    preceding: Spans = (fixed("history.none-before"),)
    if now.version in known:
        preceding = (Words(known[now.version][0], "version"),)
    parts: list[str] = [
        join("- ", writer.say(*fixed_spans("history.this", version=version_date(now)))),
        join("- ", writer.say(*fixed_spans("history.preceding", version=preceding))),
        join("- ", writer.say(fixed("history.status", status=now.status))),
    ]
    if writer.where == "html" and writer.numbers.evidence.report.address is not None:
        parts.append(raw_html(f'<p class="downloads"><a href="../feed.xml">{fixed("history.feed")}</a></p>'))
    released = {each.version for each in releases}
    first = [each for each in changes.versions if each is now or each.version in released][-1]
    lines: list[str] = []
    for version in changes.versions:
        changed = [fixed("history.first" if version is first else "history.not-released")]
        if version.version in known:
            changed = _step(writer, version.version, *known[version.version])
        if version is now:
            head = writer.say(*_heading(version))
            parts += [join("## ", head, f" {{#{anchor(version.version)}}}"), *_texts(writer, version), *changed]
        else:
            lines.append(_earlier(writer, version, changed))
    if lines:
        parts += [f"## {fixed('history.earlier')}", *lines]
    return join_blocks(*parts)


def _heading(version: Change) -> Spans:
    return fixed_spans("history.version", version=version_date(version), status=version.status)


def _earlier(writer: Writer, version: Change, changed: Sequence[str]) -> Markdown:
    """An earlier version in a line with its reason; a page folds what changed below it."""
    reason = version.because or next(iter(version.changes), "")
    line: Spans = (*_heading(version), *((f": {reason}",) if reason else ()))
    if writer.where != "html":
        return join("- ", writer.say(*line))
    marks = f' class="version" id="{anchor(version.version)}"'
    return folded(writer.cell(line), *_texts(writer, version), *changed, attributes=marks)


def _texts(writer: Writer, version: Change) -> list[str]:
    """Since when a version has its status, why, and what its changes are."""
    parts: list[str] = []
    if version.status != "current" and (since := version.since):
        day = writer.say(*fixed_spans("history.on", status=version.status.capitalize(), day=on_day(since)))
        parts.append(join("- ", day))
    if why := version_status.because(version, writer.numbers.evidence.changes):
        parts.append(join("- ", writer.say(*why)))
    return [*parts, *(join("- ", writer.say(text)) for text in version.changes)]


def _step(writer: Writer, version: str, before: str, found: Sequence[Difference]) -> list[str]:
    """What changed since the release before, as a table.

    Texts that conclude the same in other words are named alone on paper, and where they hold a number that no page may
    show unmarked.
    """
    same = [each for each in found if each.stated and each.conclusion == "unchanged"]
    reworded = [each for each in same if writer.where != "html" or each.id in _marked(writer.numbers)]
    lines = rows([each for each in found if each not in reworded], writer.numbers)
    parts: list[str] = [writer.say(*fixed_spans("history.since", version=Words(before, "version")))]
    if lines or not reworded:
        parts.append(
            grid(anchor(version), [*section("difference.heads").values()], lines, writer)
            if lines
            else fixed("difference.nothing")
        )
    if reworded:
        words = Words("; ".join(dict.fromkeys(each.label for each in reworded)), "name")
        parts.append(writer.say(*fixed_spans("history.same-conclusions", texts=words)))
    if others := elsewhere(found):
        words = Words("; ".join(others), "name")
        parts.append(writer.say(*fixed_spans("history.elsewhere", texts=words)))
    return parts


def _marked(numbers: Numbers) -> set[str]:
    """The texts on what is ruled out or assumed, as releases call them."""
    study = numbers.study
    limits = {f"limit-{each.id}" for each in study.narrative.limits if each.standing != "plain"}
    slides = study.journal.slides if study.journal else ()
    return limits | {f"slide-{each.id}" for each in slides if each.standing != "plain"}


def status(numbers: Numbers) -> tuple[Span, ...]:
    """The version of the evidence with its date, how old the sources are, and when they are due again."""
    now, curation = numbers.evidence.changes.newest, numbers.study.about.curation
    read, due = on_day(curation.sources_as_of), _due(curation)
    known = (f". {fixed('version.sources')} ", read, f"; {fixed('version.due')} ", due, ". ")
    return (
        f"{fixed('version.evidence')} ",
        *version_date_status(now),
        *known,
        *corrections(curation.corrections_looked_for),
    )


def _due(curation: Curation) -> Span:
    """The day on which the data are due again, or that nobody has named it."""
    return on_day(curation.next_review) if curation.next_review else fixed("version.no-day")


def sources(writer: Writer) -> Markdown:
    """The documents read: tier, how much of each was seen, and its address."""
    lines = []
    for source in writer.numbers.evidence.sources_of(writer.numbers.study):
        title = join("**", writer.say(Words(source.title, "reference")), "**")
        facts = writer.say(f": {source.role}; {sources_read.how_read(source)}.")
        read = writer.say(f" {fixed('sources.read-on')} ", on_day(source.read_on), ".") if source.read_on else ""
        where = f" {address(source.address)}." if source.address else f" {fixed('sources.no-address')}"
        lines.append(join("- ", title, facts, read, where))
    return join_blocks(*lines)


def citation(writer: Writer) -> Markdown:
    """The study's primary publication."""
    # Not a citation for citeproc: it writes after the calls, so that no numeral of its text would have a class.
    c = writer.numbers.study.about.citation
    words = writer.say(
        Words(f"{c.authors_and_title} {c.journal}. ", "reference"),
        Words(c.date or c.year, "date"),
        Words(f"{';' if c.volume_and_pages else ''}{c.volume_and_pages}.", "reference"),
    )
    doi = (" [doi:", writer.say(Words(c.doi, "DOI")), f"](<https://doi.org/{c.doi}>).") if c.doi else ()
    pmid = (" PMID ", writer.say(Words(c.pmid, "reference")), ".") if c.pmid else ()
    return join(words, *doi, *pmid)


def curation(writer: Writer) -> Markdown:
    """Who extracted the data, when, and when it is due again."""
    c, texts = writer.numbers.study.about.curation, section("curation")
    lines: dict[str, Spans] = {
        texts["extracted-by"]: (c.extracted_by,),
        texts["extracted-on"]: (on_day(c.extracted_on),),
        texts["sources-as-of"]: (on_day(c.sources_as_of),),
        texts["next-review"]: (_due(c),),
        texts["checked"]: sources_read.checked_count(writer.numbers),
        texts["contact"]: (c.contact,),
        texts["conflicts"]: (c.conflicts_of_interest,),
    }
    search = c.corrections_looked_for
    where = (
        f" {search.where[0].upper()}{search.where[1:]}. {fixed('history.found', found=search.found)}" if search else ""
    )
    return join_blocks(labelled(lines.items(), writer), join("- ", writer.say(*corrections(search), where)))


def notice(writer: Writer, leads_on: bool = True) -> Markdown:
    """Say at the top of a page that its version is not current, and why; nothing where it is.

    The notice of a page of the site *leads on* to the page of the versions.
    """
    words = version_status.notice(writer.numbers)
    if not words:
        return Markdown("")
    paper = writer.where in ("typst", "docx")
    box = '.callout-important appearance="simple"' if paper else ".notice"  # as strong as that it is no medical advice
    link = f" [{fixed('history.versions')}](versions.qmd)." if leads_on and writer.where == "html" else ""
    return join(f"::: {{{box}}}\n**", writer.say(*words[0]), "** ", writer.say(*words[1]), f"{link}\n:::\n")


def corrections(search: LookedFor | None) -> tuple[Span, ...]:
    """Say when corrections or retraction of the article were last looked for."""
    if search is None:
        return (fixed("corrections.not-yet"),)
    return (f"{fixed('corrections.last')} ", on_day(search.on), ".")
