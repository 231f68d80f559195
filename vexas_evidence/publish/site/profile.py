"""The calls of the evidence profile: its entry, its summary of outcomes, and who judged what, when and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.present import records, sources_read
from vexas_evidence.present.spans import study_title
from vexas_evidence.present.tables.rating_words import grouped_judgements
from vexas_evidence.present.tables.summary_of_findings import kind_of_study
from vexas_evidence.present.tables.table import Table
from vexas_evidence.publish.site import blocks
from vexas_evidence.publish.site.blocks import grid, passage_block, study_heading
from vexas_evidence.publish.site.markdown import Markdown, Writer, div, join, join_blocks, raw_typst
from vexas_evidence.publish.site.summary import comparative_table, profile_table
from vexas_evidence.publish.site.summary.bias_table import bias_table, domain_table
from vexas_evidence.publish.site.summary.decision_frame import decision_frame
from vexas_evidence.publish.site.versions import status

_BREAK_IN_WORD = Markdown('```{=openxml}\n<w:p><w:r><w:br w:type="page"/></w:r></w:p>\n```')


@dataclass(frozen=True)
class EvidenceProfile:
    """The evidence profile of the study, for the page that is being rendered."""

    writer: Writer
    tables: Mapping[str, Table]

    def entry(self) -> Markdown:
        """The half page on which a committee member can stop: what was asked, seen, what it cannot show, its status."""
        writer, numbers = self.writer, self.writer.numbers
        said = writer.say(*status(numbers), f" {sources_read.tiers_sentence(numbers)}")
        points = (
            join(f"**{fixed('profile.asked')}** ", writer.prose(numbers.evidence.question.text)),
            *(passage_block(passage, writer) for passage in numbers.study.appraisal.entry),
            join(f"**{fixed('profile.status')}** ", said),
        )
        return join_blocks(study_heading(writer), div("key-points", *points))

    def opening(self) -> Markdown:
        """The head of the first sheet: what it is, the topic, and what of population to outcomes has been entered."""
        writer, numbers = self.writer, self.writer.numbers
        study, is_compared = numbers.study, bool(self.tables["comparison"].rows)
        known = {each.label: numbers.spans(each.text) for each in study.about.pico}
        question = numbers.evidence.question
        asked = {
            fixed("profile.population"): question.population,
            fixed("profile.intervention"): question.intervention,
            fixed("profile.comparator"): question.comparator if study.about.has_several_arms else fixed("profile.none"),
            fixed("profile.design"): kind_of_study(numbers) if is_compared else None,
        }
        further = {name: words for name, words in asked.items() if words and name not in known}
        shown = known | {name: (f"{words[:1].upper()}{words[1:]}.",) for name, words in further.items()}
        said = writer.say(f"{fixed('profile.kicker')} ", *status(numbers), f" {sources_read.tiers_sentence(numbers)}")
        title = fixed("profile.of-findings" if is_compared else "profile.of-outcomes")
        return join_blocks(
            div("kicker", said),
            join("# ", writer.say(study_title(numbers)), f": {title} {{.topic .unnumbered}}"),
            *([div("profile-plot", grid("pico", [*shown], [tuple(shown.values())], writer))] if shown else []),
        )

    def outcomes(self) -> Markdown:
        """The summary of outcomes, with room to rate each."""
        if self.tables["comparison"].rows:
            return comparative_table.comparative_table(self.writer)
        return profile_table.profile_table(self.writer)

    def decision(self) -> Markdown:
        """The evidence-to-decision frame, with options to tick and lines for the panel's reasoning."""
        return decision_frame(self.tables["decision"], self.writer)

    def questions(self) -> Markdown:
        """The questions to a case series under their heading; nothing where the design asks none and none is answered.

        The heading says what the sources read say to them, by their tiers.
        """
        table = self.tables["questions"]
        if not table.rows and self.writer.numbers.study.about.has_several_arms:
            return Markdown("")
        return join_blocks(join("## ", self.writer.say(table.title)), self._questions_reason(), self._part("questions"))

    def facts(self) -> Markdown:
        """What the sources read say to each domain of certainty."""
        return self._part("domains")

    def _part(self, name: str) -> Markdown:
        """A table that no page break tears; where persons have judged, there is no room to leave empty for that."""
        kind = "profile-plot" if self.writer.numbers.in_force else "sheet-part"
        table = self.tables[name]
        shown = blocks.table(table, self.writer) if table.rows else blocks.not_entered(name)
        return div(kind, shown)

    def next_sheet(self, before: str = "") -> Markdown:
        """A new sheet of paper; where persons have judged, what follows needs the room that is left on the last.

        In a PDF there is none where little stands on the last, and the table *before* which it is called for keeps
        itself together; in Word it begins a sheet where it has rows.
        """
        where = self.writer.where
        if where == "html" or self.writer.numbers.in_force or (before and where == "typst"):
            return Markdown("")
        if before and not self.tables[before].rows:
            return Markdown("")
        return raw_typst("#next-sheet()") if where == "typst" else _BREAK_IN_WORD

    def _questions_reason(self) -> Markdown:
        """Why the questions are those of a case-series tool, and what they leave out; nothing without answers."""
        if not self.writer.numbers.study.appraisal.questions:
            return Markdown("")
        is_of_several = self.writer.numbers.study.about.has_several_arms
        return Markdown(fixed("profile.several-arms" if is_of_several else "profile.one-arm"))

    def bias(self) -> Markdown:
        """The risk of bias of each result, by the tool that the design asks for, under a heading."""
        return join_blocks(f"## {fixed('profile.bias')}", bias_table(self.writer))

    def domains(self) -> Markdown:
        """What named persons rated of each GRADE domain, outcome by outcome."""
        return domain_table(self.writer)

    def judgements(self) -> Markdown:
        """Who gave each rating, as what, when and why, under a heading; nothing where nobody has judged.

        On paper judgments of one person, day, reason and support stand together, so that they have room.
        """
        writer = self.writer
        given = writer.numbers.judgements.values()
        if not given:
            return Markdown("")
        heading = f"## {fixed('profile.judgments')}"
        if writer.where == "html":
            lines = [join("- ", writer.say(*records.judged_in_line(writer.numbers, each))) for each in given]
            return join_blocks(heading, *lines)
        blocks = (div("judged", writer.say(*spans)) for spans in grouped_judgements(writer.numbers))
        return join_blocks(heading, *blocks)
