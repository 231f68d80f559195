"""The calls that the pages of the report make: numbers, texts, tables, figures and records.

A page holds prose and these calls. Each returns an object that writes itself as Markdown for the
format that is being rendered; the data folder comes from ``VEXAS_EVIDENCE_DATA`` (``data`` without).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from vexas_evidence import drawing, figures, frames, provenance, tables
from vexas_evidence.figures import Chart
from vexas_evidence.frames import Table
from vexas_evidence.load import load
from vexas_evidence.model import Passage
from vexas_evidence.numbers import Medium, Numbers, escape_markdown, medium, to_markdown
from vexas_evidence.problems import BadInput, Problem
from vexas_evidence.provenance import marked
from vexas_evidence.verify import examine

DATA_VARIABLE = "VEXAS_EVIDENCE_DATA"


@dataclass(frozen=True, slots=True)
class Markdown:
    """A piece of a page, written as Pandoc Markdown."""

    text: str

    def _repr_markdown_(self) -> str:
        return self.text


def data_folder() -> Path:
    """Return the data folder that the report is made from."""
    return Path(os.environ.get(DATA_VARIABLE, "data"))


def number(reference: str) -> Markdown:
    """A number in a sentence: ``number("molecular-response")`` or ``number("x.interval")``."""
    return Markdown(to_markdown(_numbers().pieces(f"{{{reference}}}"), medium()))


def title() -> Markdown:
    """The study's title and question, as the head of a page."""
    about, where = _numbers().study.about, medium()
    question = to_markdown(_numbers().pieces(about.question), where)
    level = "##" if where == "html" else "#"  # a page has a title of its own above it
    return _blocks(f"{level} {escape_markdown(about.title)} {{.study-title .unnumbered .unlisted}}", question)


def stand() -> Markdown:
    """Which version this is, of which date, and how old the sources are."""
    evidence = _numbers().evidence
    now, curation = evidence.changes.versions[0], _numbers().study.about.curation
    told = f"Evidence version {now.version}, {now.date.isoformat()} ({now.status}). "
    told += f"Sources as of {curation.sources_as_of.isoformat()}; next review due {curation.next_review.isoformat()}."
    return _blocks("::: {.stand}", escape_markdown(told), ":::")


def documents() -> Markdown:
    """Links to the same summary on paper; a page has them, paper does not."""
    links = '<a href="evidence-summary.pdf">PDF</a> · <a href="evidence-summary.docx">DOCX</a>'
    whole = f'<p class="downloads">The whole summary as {links}</p>'
    return Markdown(_raw_html(whole) if medium() == "html" else "")


def key_points() -> Markdown:
    """The half page that a busy reader can stop after."""
    return _blocks("::: {.key-points}", *(_passage(point) for point in _numbers().study.narrative.key_points), ":::")


def limits() -> Markdown:
    """What the numbers can and cannot bear, one passage each; ruled-out and sensitivity values are marked."""
    passages = [_section(passage) for passage in _numbers().study.narrative.limits]
    return _section_of("What these numbers can and cannot bear", passages)


def declared() -> Markdown:
    """Discrepancies between the sources that are known: both values and the reason; nobody mended them."""
    numbers, where = _numbers(), medium()
    lines = []
    for declaration in numbers.evidence.declared:
        estimate = numbers.study.estimates.get(declaration.estimate)
        if estimate:
            label = numbers.evidence.outcomes[estimate.outcome].label
            source = numbers.evidence.sources[declaration.source].short
            values = f": “{declaration.found}” in {source}, “{declaration.expected}” elsewhere. {declaration.reason}"
            lines.append(f"- {to_markdown((label, ' (', numbers.value(estimate), ')', values), where)}")
    return _section_of("Where the sources differ", lines)


def views() -> Markdown:
    """Views that sources express, side by side, each with its holder."""
    numbers, where = _numbers(), medium()
    told = [
        f"- **{escape_markdown(view.holder)}**: {to_markdown(numbers.pieces(view.text), where)}"
        for view in numbers.study.narrative.views
    ]
    return _section_of("What the sources make of the numbers", told)


def legend() -> Markdown:
    """The marks by which the kind of a number is seen, in black and white too."""
    marks = {
        "reported": ("", "printed by a source that was read"),
        "derived": ("d", "computed here from reported numbers"),
        "implied": ("i", "not printed, but the only value that fits what is printed"),
        "judged": ("j", "a judgement of a named person; none in this version"),
    }
    entries = [
        f"[{kind}{f'^{letter}^' if letter else ''}]{{.sample .number .{kind}}} {meaning}"
        for kind, (letter, meaning) in marks.items()
    ]
    return _blocks("::: {.legend}", "Marks: " + "; ".join(entries) + ". Each number links to its record.", ":::")


def table(name: str) -> Markdown:
    """A table of the report with its caption and, on a page, its download."""
    content, where = _table(name), medium()
    if content.frame.empty:
        return Markdown("*The sources read state nothing for this table.*")
    return _blocks(
        f"::: {{#tbl-{name}}}",
        _raw_html(tables.table_html(content, where)),
        escape_markdown(content.title),
        ":::",
        *_downloads(where, {"CSV": f"{name}.csv"}),
    )


def figure(name: str, heading: str = "") -> Markdown:
    """A figure with its caption, its numbers as a table and, on a page, its downloads, under a heading.

    Nothing where the study has no numbers for it.
    """
    chart, where = _chart(name), medium()
    if chart is None:
        return Markdown("")
    files = {"SVG": f"{name}.svg", "PNG": f"{name}.png", "CSV": f"figure-{name}.csv"}
    data = _raw_html(tables.table_html(chart.table, where))
    if where == "html":
        data = _blocks(
            _raw_html('<details class="figure-data"><summary>Numbers of this figure</summary>'),
            data,
            _raw_html("</details>"),
        ).text
    return _blocks(
        *([f"## {heading}"] if heading else []),
        f"::: {{#fig-{name}}}",
        _drawing(chart, where),
        escape_markdown(chart.caption),
        ":::",
        "::: {.figure-numbers}",
        data,
        ":::",
        *_downloads(where, files),
    )


def records() -> Markdown:
    """The provenance of every number: what each source prints and where, its kind, how it is derived."""
    return _blocks(*provenance.records(_numbers(), medium()))


def sources() -> Markdown:
    """The documents read: tier, how much of each was seen, and its address."""
    lines = []
    numbers = _numbers()
    used = {locator.source for locator in numbers.study.locators()}
    for source in (each for each in numbers.evidence.sources.values() if each.id in used):
        address = f" <{source.address}>." if source.address else " No address is recorded."
        read = f" Read {source.read_on}." if source.read_on else ""
        lines.append(
            f"- **{escape_markdown(source.title)}**: {escape_markdown(source.role)}; tier: {source.tier}; "
            f"seen: {source.seen}.{escape_markdown(read)}{address}"
        )
    return _blocks(*lines)


def citation() -> Markdown:
    """The study's primary publication."""
    c = _numbers().study.about.citation
    words = f"{c.authors} {c.title}. {c.journal}. {c.date};{c.volume}({c.issue}):{c.pages}. "
    link = f"[doi:{escape_markdown(c.doi)}](<https://doi.org/{c.doi}>)"
    return Markdown(f"{escape_markdown(words)}{link}. PMID {escape_markdown(c.pmid)}.")


def curation() -> Markdown:
    """Who extracted the data, when, and when it is due again."""
    c = _numbers().study.about.curation
    lines = {
        "Extracted by": c.extracted_by,
        "Extracted on": c.extracted_on.isoformat(),
        "Sources as of": c.sources_as_of.isoformat(),
        "Next review due": c.next_review.isoformat(),
        "Checked against the journal article": c.checked_against_article,
        "Contact": c.contact,
        "Conflicts of interest": c.conflicts_of_interest,
    }
    return _blocks(*(f"- {label}: {escape_markdown(text)}" for label, text in lines.items()))


def glossary() -> Markdown:
    """Terms of the report and what they mean in it."""
    return _terms((term.term, term.meaning) for term in _numbers().evidence.glossary.terms)


def abbreviations() -> Markdown:
    """Abbreviations of the report, written out."""
    return _terms((term.term, term.meaning) for term in _numbers().evidence.glossary.abbreviations)


def versions() -> Markdown:
    """The versions of the evidence, newest first, with what changed in each."""
    blocks = []
    for version in _numbers().evidence.changes.versions:
        head = f"Version {version.version}, {version.date.isoformat()}, {version.status}"
        blocks += [f"## {escape_markdown(head)}", *(f"- {escape_markdown(change)}" for change in version.changes)]
    return _blocks(*blocks)


def downloads() -> dict[str, bytes]:
    """Return every file for download by name: tables as CSV, figures as SVG, PNG and CSV."""
    folder = data_folder().resolve()
    files = {f"{name}.csv": _csv(_table(name)) for name in frames.TABLES}
    for name in figures.CHARTS:
        if chart := _chart(name):
            files[f"figure-{name}.csv"] = _csv(chart.table)
            files[f"{name}.svg"] = _svg(folder, name).encode("utf-8")
            files[f"{name}.png"] = _png(folder, name)
    return files


# --- what the calls share -------------------------------------------------------------------------


@cache
def _loaded(folder: Path) -> Numbers:
    """Load the data once for all pages of a render; data with a discrepancy is not shown."""
    evidence = load(folder)
    found = examine(evidence).discrepancies
    if found:
        raise BadInput(Problem(d.place, d.found, d.expected, d.remedy) for d in found)
    return Numbers(evidence, evidence.study)


@cache
def _svg(folder: Path, name: str) -> str:
    chart = figures.CHARTS[name](_loaded(folder))
    assert chart is not None
    return drawing.to_svg(chart.draw)


@cache
def _png(folder: Path, name: str) -> bytes:
    chart = figures.CHARTS[name](_loaded(folder))
    assert chart is not None
    return drawing.to_png(chart.draw)


def _numbers() -> Numbers:
    return _loaded(data_folder().resolve())


def _table(name: str) -> Table:
    return frames.TABLES[name](_numbers())


def _chart(name: str) -> Chart | None:
    return figures.CHARTS[name](_numbers())


def _csv(content: Table) -> bytes:
    return content.as_csv().encode("utf-8")


def _drawing(chart: Chart, where: Medium) -> str:
    """The figure itself: SVG where text can stay text, a picture where it cannot."""
    folder, alt = data_folder().resolve(), chart.alt
    if where == "html":
        return _raw_html(drawing.inline_svg(_svg(folder, chart.name), chart.name, alt))
    if where == "typst":
        picture = f'#image(bytes({_typst(_svg(folder, chart.name))}), format: "svg", alt: {_typst(alt)}, width: 82%)'
        return f"```{{=typst}}\n{picture}\n```"
    return f"![{escape_markdown(alt)}]({_picture(folder, chart.name)}){{width=13.5cm}}"


def _picture(folder: Path, name: str) -> str:
    """Write a figure beside the page, for DOCX, and return its path from there."""
    path = Path("generated") / "figures" / f"{name}.png"
    (_document().parent / path.parent).mkdir(parents=True, exist_ok=True)
    (_document().parent / path).write_bytes(_png(folder, name))
    return path.as_posix()


def _document() -> Path:
    """The page that is being rendered."""
    info = json.loads(Path(os.environ["QUARTO_EXECUTE_INFO"]).read_text(encoding="utf-8"))
    return Path(info["document-path"])


def _typst(text: str) -> str:
    """Write a text as a Typst string literal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("{", "\\u{7b}")
    return f'"{escaped}"'


def _raw_html(markup: str) -> str:
    safe = markup.replace("{{", "&#123;&#123;").replace("```", "&#96;&#96;&#96;")  # no shortcode, no end of the fence
    return f"```{{=html}}\n{safe}\n```"


def _downloads(where: Medium, files: dict[str, str]) -> tuple[str, ...]:
    """Links to the files that hold the same content; a page has them, paper does not."""
    if where != "html":
        return ()
    links = " · ".join(f'<a href="../downloads/{name}" download>{form}</a>' for form, name in files.items())
    return (_raw_html(f'<p class="downloads">Download: {links}</p>'),)


def _passage(passage: Passage) -> str:
    numbers, where = _numbers(), medium()
    text = to_markdown(numbers.pieces(passage.text), where)
    return f"**{to_markdown(numbers.pieces(passage.title), where)}.** {text}"


def _section(passage: Passage) -> str:
    numbers, where = _numbers(), medium()
    text = to_markdown(numbers.pieces(passage.text), where)
    if passage.standing != "plain":
        text = marked(passage.standing, text)
    return f"### {to_markdown(numbers.pieces(passage.title), where)} {{#{passage.id}}}\n\n{text}"


def _section_of(heading: str, blocks: Sequence[str]) -> Markdown:
    """Blocks under a heading of their own; nothing at all where there are none."""
    return _blocks(f"## {heading}", *blocks) if blocks else Markdown("")


def _terms(terms: Iterable[tuple[str, str]]) -> Markdown:
    return _blocks(*(f"{escape_markdown(term)}\n:   {escape_markdown(meaning)}" for term, meaning in terms))


def _blocks(*blocks: str) -> Markdown:
    return Markdown("\n\n".join(blocks) + "\n")
