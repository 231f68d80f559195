"""The calls that the pages of a report make: numbers, texts, tables, figures and records.

A page holds prose and these calls. It opens one report, and each call returns what writes itself as Markdown for the
format that the page is rendered to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.fixed_texts import section as texts_of
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present import records as present_records
from vexas_evidence.present import sources_read
from vexas_evidence.present.spans import KIND_LETTERS, escape_markdown
from vexas_evidence.present.tables.findings import table_of_foremost
from vexas_evidence.publish.coverage import attachments
from vexas_evidence.publish.coverage.rendering import Rendering, current_rendering
from vexas_evidence.publish.site import blocks, markdown, sharing, verification_page, versions
from vexas_evidence.publish.site.markdown import Markdown, Writer, div, inline, join, join_blocks, raw_html, section
from vexas_evidence.publish.site.report_data import ReportData, open_data
from vexas_evidence.publish.site.summary import first_screen, needed, outcome_card, outcome_table

if TYPE_CHECKING:
    from vexas_evidence.publish.site.handouts import JournalClubPages
    from vexas_evidence.publish.site.profile import EvidenceProfile


@dataclass(frozen=True)
class Report:
    """A report on one study, opened by the page that is being rendered.

    Its calls write for the format of that page, and outside a render for a web page.
    """

    loaded: ReportData
    rendering: Rendering | None = None
    linked: bool = True

    @classmethod
    def open(cls) -> Report | markdown.PassedOver:
        """Open the report for the page whose code is running. Raises BadInput where its data cannot be shown."""
        data, rendering = open_data(), current_rendering()
        if rendering is not None and data.report_pages.lacks(rendering):
            return markdown.PassedOver()
        return cls(data, rendering)

    def without_records(self) -> Report:
        """The report for a document that holds no records: its numbers are marked by their kind and not linked."""
        return replace(self, linked=False)

    def number(self, reference: str) -> Markdown:
        """A number in a sentence: ``number("molecular-response")`` or ``number("x.interval")``."""
        return self.writer.prose(f"{{{reference}}}")

    def first_screen(self) -> Markdown:
        """What a reader meets first: topic, lead, status, critical outcomes not stated, tiles."""
        return first_screen.first_screen(self.writer)

    def outcomes(self, *, brief: bool = False, stated_only: bool = False) -> Markdown:
        """All outcomes with who was counted, each with its mark on one axis; *brief* as many as one sheet holds."""
        return outcome_table.outcome_table(self.writer, brief=brief, stated_only=stated_only)

    def sheet_foot(self) -> Markdown:
        """The foot of the one-page sheet: the article, the sources read, the license, and a code that opens either."""
        from vexas_evidence.publish.site import handouts

        foot = handouts.with_code(self.writer, first_screen.sources_line(self.writer))
        return div("sheet-foot", foot)

    def status(self) -> Markdown:
        """Which version this is, of which date, and how old the sources are."""
        return div("stand", self.writer.say(*versions.status(self.numbers)))

    def basis(self) -> Markdown:
        """What the numbers were checked against, as the readings say."""
        return self.writer.say(*sources_read.checked_sentence(self.numbers))

    def documents(self, name: str, what: str) -> Markdown:
        """Links to the same content on paper; a page has them, paper does not."""
        links = f'<a href="{name}.pdf">PDF</a> · <a href="{name}.docx">DOCX</a>'
        markup = f'<p class="downloads">{fixed("figure.documents", document=what, links=links)}</p>'
        return raw_html(markup) if self.writer.where == "html" else Markdown("")

    def key_points(self) -> Markdown:
        """What a busy reader is to take from the study; nothing where a written lead says that already."""
        narrative = self.numbers.study.narrative
        shown = () if narrative.first_screen and narrative.first_screen.lead else narrative.key_points
        points = [blocks.passage_block(each, self.writer) for each in shown]
        return section(fixed("heads.key-points"), points, self.writer)

    def plain_title(self) -> Markdown:
        """The topic as the title of the plain page, below a line that says what the page is."""
        kicker = markdown.div("kicker", fixed("card.kicker"))
        # Within a division, a heading stands in no table of contents
        return div("page-title", kicker, first_screen.topic(self.writer))

    def plain(self) -> Markdown:
        """The study in plain language: what was studied, the card of what was reported, and the other passages."""
        passages = [
            join_blocks(
                blocks.passage_section(each, self.writer, "##", "plain"), outcome_card.people(each, self.writer)
            )
            for each in self.numbers.study.narrative.plain
        ]
        card = outcome_card.outcome_card(self.writer)
        shown = (*passages[:1], card, *passages[1:]) if passages else (card, blocks.not_entered("plain"))
        return join_blocks(*shown)

    def to_ask(self) -> Markdown:
        """What a patient would want to know and nobody states, and questions to put to a doctor."""
        narrative = self.numbers.study.narrative
        unknown = "\n".join(f"- {escape_markdown(each)}" for each in narrative.unknown)
        asked = "\n".join(f"{number}. {escape_markdown(each)}" for number, each in enumerate(narrative.to_ask, 1))
        nobody = [Markdown(f"**{fixed('card.no-figure')}**"), Markdown(unknown)]
        return join_blocks(
            section(fixed("heads.unknown"), nobody if unknown else [], self.writer),
            section(fixed("heads.to-ask"), [Markdown(asked)] if asked else [], self.writer),
        )

    def needed(self, *, briefly: bool = False) -> Markdown:
        """What only the article can tell: denominators, definitions and outcomes; *briefly* how many, with a link."""
        return needed.needed_card(self.writer) if briefly else needed.needed(self.writer)

    def limits(self) -> Markdown:
        """The limits of the figures, one passage each; ruled-out and sensitivity values are marked."""
        writer = self.writer
        name, spans = sources_read.limitation(writer.numbers)
        first = join("### ", writer.say(name), " {#secondary}\n\n", writer.say(*spans))
        limits = (blocks.passage_section(each, writer) for each in writer.numbers.study.narrative.limits)
        return section(fixed("heads.limits"), [first, *limits], writer)

    def declared(self) -> Markdown:
        """Known discrepancies between sources and inside one: both values and the reason; nobody mended them."""
        writer, numbers = self.writer, self.numbers
        lines: dict[str, list[Markdown]] = {present_records.SOURCES_DIFFER: [], present_records.CONTRADICTS_ITSELF: []}
        for declaration in numbers.declared:
            if estimate := numbers.study.estimates.get(declaration.estimate):
                label = numbers.outcomes[estimate.outcome].label
                kind, (*values, reason) = present_records.declared_field(numbers, declaration)
                both = writer.say(label, " (", numbers.value(estimate), "): ", *values)
                lines[kind].append(join("- ", both, writer.say(reason)))
        differing, contradicting = lines.values()
        return join_blocks(
            section(fixed("heads.differ"), differing, writer),
            section(fixed("heads.contradict"), contradicting, writer),
        )

    def views(self) -> Markdown:
        """Views that sources express, side by side, each with its holder."""
        say, prose, views = self.writer.say, self.writer.prose, self.numbers.study.narrative.views
        lines = [join("- **", say(view.holder), "**: ", prose(view.text)) for view in views]
        return section(fixed("heads.views"), lines, self.writer)

    def legend(self) -> Markdown:
        """The marks by which the kind of a number is seen, in black and white too."""
        nobody = "" if self.numbers.judgements else f" {fixed('legend.nobody')}"
        meanings = {**texts_of("legend.kinds")}
        meanings["judged"] += nobody
        entries = "; ".join(
            f"{inline(f'sample number {kind}', kind, f'^{letter}^' if letter else '')} {meanings[kind]}"
            for kind, letter in KIND_LETTERS.items()
        )
        return div("legend", fixed("legend.all", entries=entries))

    def table(self, name: str) -> Markdown:
        """A table of the report with its caption and, on a page, its download."""
        content = self.loaded.tables[name]
        return blocks.table(content, self.writer) if content.rows else blocks.not_entered(name)

    def foremost(self, name: str) -> Markdown:
        """A table of results as a page has it; on paper, where it takes many pages, of the foremost outcomes alone."""
        content = self.loaded.tables[name]
        if self.writer.where != "html" and content.rows:
            return blocks.table(table_of_foremost(self.numbers, content), self.writer)
        return self.table(name)

    def highlights(self) -> Markdown:
        """The claims that the sources lead with, set against the numbers that they rest on."""
        introduced = [fixed("highlights.lead")] if self.numbers.study.narrative.claims else []
        return join_blocks(*introduced, self.table("highlights"))

    def figure(self, name: str, heading: str = "") -> Markdown:
        """A figure with its caption, its numbers as a table and, on a page, its downloads, under a heading.

        Nothing where the study has no numbers for it.
        """
        figure = self.loaded.figure(name)
        if figure is None:
            return Markdown("")
        block = blocks.figure(figure, self.writer)
        return join_blocks(join("## ", self.writer.say(heading), f" {{#figure-{name}}}"), block) if heading else block

    def figures(self) -> Markdown:
        """The figures that show more than the table of outcomes, each under its heading: over time, and one by one."""
        flow = self.numbers.study.narrative.flow
        parts = [self.figure("timeline", fixed("figure.over-time"))]
        return join_blocks(*parts, *([self.figure("flow", flow.heading)] if flow else []))

    def records(self) -> Markdown:
        """The provenance of every number: what each source prints and where, its kind, how it is derived."""
        return join_blocks(*blocks.record_blocks(self.writer))

    def sources(self) -> Markdown:
        """The documents read: tier, how much of each was seen, and its address."""
        return versions.sources(self.writer)

    def citation(self) -> Markdown:
        """The study's primary publication."""
        return versions.citation(self.writer)

    def curation(self) -> Markdown:
        """Who extracted the data, when, and when it is due again."""
        return versions.curation(self.writer)

    def glossary(self) -> Markdown:
        """Terms of the report and what they mean in it."""
        return blocks.definitions(self.numbers.glossary.terms, self.writer) or blocks.not_entered("terms")

    def abbreviations(self) -> Markdown:
        """Abbreviations of the report, written out."""
        known = self.numbers.glossary.abbreviations
        return blocks.definitions(known, self.writer) or blocks.not_entered("abbreviations")

    def notice(self) -> Markdown:
        """At the top of each page of a version that is not current, that it is not, and why; else nothing."""
        on_versions = self.rendering is not None and self.rendering.document.stem == "versions"
        return versions.notice(self.writer, leads_on=not on_versions)

    def versions(self) -> Markdown:
        """Which version this is and which came before, and every version with what changed in it, newest first."""
        return versions.history(self.writer, self.loaded.releases)

    def cite(self) -> Markdown:
        """How to cite the summary and the article: on a page in each format, on paper as plain text."""
        return sharing.citations(self.writer)

    def embed(self) -> Markdown:
        """HTML by which another page shows a figure or a number with its denominator, time and source."""
        return sharing.embeds([each.chart for each in self.loaded.figures.values()], self.writer)

    def data(self) -> Markdown:
        """The files in which other systems read the evidence; a page leads to them, paper does not."""
        return sharing.data(self.writer)

    def verification(self) -> Markdown:
        """What was checked against what, each check with its power, and the versions and hashes behind it."""
        return verification_page.page(self.loaded.record, self.writer)

    def verified(self) -> Markdown:
        """What the numbers were checked against, in one line, and where the whole verification stands."""
        where = f" {fixed('verification.elsewhere')}" if self.writer.where != "html" else ""
        return self.writer.say(*verification_page.standing(self.loaded.record), where)

    def attachments(self) -> Markdown:
        """What a PDF carries so that it can be verified alone; nothing in other formats. A document's last call."""
        if self.rendering is None or self.writer.where != "typst":
            return Markdown("")
        return Markdown(attachments.to_typst(self.loaded.attachments))

    def slides(self) -> Markdown:
        """The slides of the journal club."""
        from vexas_evidence.publish.site import slides

        return slides.slides(self.loaded, self._unlinked_on_paper)

    @property
    def journal_club(self) -> JournalClubPages:
        """The calls of the journal club's handouts and page."""
        from vexas_evidence.publish.site.handouts import JournalClubPages

        return JournalClubPages(self.loaded, self._unlinked_on_paper)

    @property
    def profile(self) -> EvidenceProfile:
        """The calls of the evidence profile."""
        from vexas_evidence.publish.site.profile import EvidenceProfile

        return EvidenceProfile(self.writer, self.loaded.tables)

    @property
    def numbers(self) -> Numbers:
        """The numbers of the study."""
        return self.loaded.numbers

    @cached_property
    def writer(self) -> Writer:
        """Writes for the format that the page is rendered to, that of a web page outside a render."""
        if self.rendering is None:
            return Writer(self.numbers, "html", drawings=self.loaded.drawings)
        folder = self.rendering.document.parent
        return Writer(self.numbers, self.rendering.medium, self.linked, folder, self.loaded.drawings)

    @property
    def _unlinked_on_paper(self) -> Writer:
        """The writer of the journal club: numbers lead to their records on the site alone."""
        return replace(self.writer, linked=self.writer.where == "html")
