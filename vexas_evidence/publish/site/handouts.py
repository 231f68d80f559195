"""What people take to a meeting about a study: the handouts and page of the journal club, the full-text checklist.

On a page of the site numbers lead to their records; on paper, which holds no records, they bear the mark of their
kind. Questions are lettered, so that a number of a question is not taken for one of the study.
"""

from __future__ import annotations

import string
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Answer, Finding, Locator, Prompt, Question
from vexas_evidence.present import checklist
from vexas_evidence.present.figures import qr
from vexas_evidence.present.figures.picture import FONTS
from vexas_evidence.present.formats import Medium
from vexas_evidence.present.sources_read import heading
from vexas_evidence.present.spans import Spans, Words, fixed_spans, study_title, to_line
from vexas_evidence.present.tables.table import source_ids, source_line
from vexas_evidence.publish.render.embedded.pdf import compile_pdf
from vexas_evidence.publish.site.blocks import across_the_sheet, marked, typst_image
from vexas_evidence.publish.site.markdown import (
    Markdown,
    Writer,
    address,
    div,
    folded,
    join,
    join_blocks,
    raw_html,
    raw_typst,
    texts_for_tree,
)
from vexas_evidence.publish.site.report_data import ReportData
from vexas_evidence.publish.site.slides import small_groups
from vexas_evidence.publish.site.summary import journal_core
from vexas_evidence.publish.site.summary.first_screen import strip
from vexas_evidence.publish.site.versions import citation
from vexas_evidence.text import prose

NO_RESULTS = Markdown(fixed("journal-club.no-results"))
LINES = 2
"""So many ruled lines to write on stand below a prompt or a question, and for the bottom line."""
_QR_WIDTH = "2.3cm"
_RULED_BLOCK = "#block(inset: (left: 8pt), stroke: (left: 1.2pt + rule), ["
_SIZES = (
    ("8.5", "2.4"),
    ("8", "2.2"),
    ("8", "1.6"),
    ("7.5", "1.4"),
    ("7", "1.1"),
    ("6.5", "0.8"),
    ("6", "0.6"),
    ("5.5", "0.5"),
)


def with_code(writer: Writer, *words: Markdown) -> Markdown:
    """Words and the citation of the article, with the code that opens the report or the article beside them."""
    opens = qr.address(writer.numbers.evidence)
    if opens is None:
        return join_blocks(*words, citation(writer))
    named = qr.in_words(writer.numbers.evidence, opens)
    spoken: Spans = (f"{fixed('journal-club.code')} ", *named)
    code = typst_image(qr.svg(opens), to_line(spoken), _QR_WIDTH)
    return join_blocks(
        raw_typst("#grid(columns: (1fr, auto), column-gutter: 1.2em, ["),
        *words,
        citation(writer),
        join(writer.say(*fixed_spans("journal-club.the-code", opens=named[:-1])), address(opens), "."),
        texts_for_tree(spoken, "alt"),
        raw_typst(f"], {code})"),
    )


@dataclass(frozen=True)
class JournalClubPages:
    """The calls of the journal club's handouts and of its page, for the page that is being rendered."""

    data: ReportData
    writer: Writer

    def opening(self) -> Markdown:
        """What was studied and where it was published, with the code that opens the report or the article beside it.

        Only paper has it: a page is open already.
        """
        writer = self.writer
        evidence = writer.numbers.evidence
        return with_code(
            writer, join("**", writer.say(study_title(writer.numbers)), ".** ", writer.prose(evidence.question.text))
        )

    def pico(self) -> Markdown:
        """Population, intervention, comparator, outcomes, as the sources read say."""
        return _facts(self.writer.numbers.study.about.pico, self.writer)

    def design(self) -> Markdown:
        """The design at a glance, as the sources read say."""
        return _facts(self.writer.numbers.study.about.design, self.writer)

    def key_figure(self) -> Markdown:
        """The figure that the discussion turns on, else small groups; nothing where the study has no numbers for it."""
        club = self.writer.numbers.study.journal
        figure = self.data.figure(club.key_figure) if club else small_groups(self.data)
        return across_the_sheet(figure, self.writer) if figure else Markdown("")

    def results(self) -> Markdown:
        """The results in lines, each number with whom it is out of and by when."""
        writer = self.writer
        results = journal_core.lines(writer.numbers)
        if not results:
            return NO_RESULTS
        lines = [join("- **", writer.say(line.title), ".** ", writer.prose(line.text), "\n") for line in results]
        names = dict.fromkeys(each.id for line in results for each in prose.references(line.text))
        known = writer.numbers.study.estimates
        used = source_ids(known[name] for name in names if name in known)
        return join_blocks(
            join(*lines), writer.say(source_line(writer.numbers, used), " ", fixed("journal-club.marks"))
        )

    def prompts(self) -> Markdown:
        """The prompts for one's own appraisal, on paper with lines to write on."""
        lines = ruled(self.writer.where)
        return join_blocks(*(_prompt(each, self.writer, lines) for each in self._prompts))

    def prompts_heading(self) -> Markdown:
        """The heading over the prompts and what the sources read say of each, by the tiers of these."""
        known, answers = self.writer.numbers.study.estimates, [prompt.answer for prompt in self._prompts]
        rested = (known[name] for answer in answers for name in answer.rests_on)
        tiers = heading(self.writer.numbers.sources(source_ids((*rested, *answers))))
        return join("## ", self.writer.say(fixed("journal-club.appraisal", says=f"{tiers[0].lower()}{tiers[1:]}")))

    def prompts_answered(self) -> Markdown:
        """The prompts with what the sources read say of each, and where."""
        return join_blocks(*(_prompt(each, self.writer, _answer(each.answer, self.writer)) for each in self._prompts))

    def questions(self) -> Markdown:
        """The questions for the discussion, on paper with lines to write on."""
        lines = ruled(self.writer.where)
        asked = (_on_one_side(_question(*each, self.writer), lines, self.writer) for each in self._questions)
        return join_blocks(*asked)

    def questions_answered(self) -> Markdown:
        """The questions with their answers, each anchored in the sources read."""
        writer = self.writer
        asked = ((_question(*each, writer), _answer(each[1].answer, writer)) for each in self._questions)
        return join_blocks(*(_on_one_side(*each, writer) for each in asked))

    def questions_to_open(self) -> Markdown:
        """The questions of the page, each with an answer that opens without a script."""
        parts: list[str] = [fixed("journal-club.first")]
        for letter, each in self._questions:
            summary = fixed("journal-club.answer", letter=letter)
            answer = folded(summary, _answer(each.answer, self.writer), attributes=' class="answer"')
            parts.append(join_blocks(_question(letter, each, self.writer), answer))
        return join_blocks(*parts)

    def name_and_date(self) -> Markdown:
        """Lines for who answers, and when; only paper has them."""
        if self.writer.where != "typst":
            return Markdown("")
        line = "line(start: (0%, 0.9em), length: 100%, stroke: 0.4pt + rule)"
        opens = raw_typst("#grid(columns: (auto, 1fr, auto, 5cm), column-gutter: 0.6em, [")
        name, date = fixed("journal-club.name"), fixed("journal-club.date")
        return join_blocks(opens, name, raw_typst(f"], {line}, ["), date, raw_typst(f"], {line})"))

    def not_stated(self) -> Markdown:
        """The critical outcomes that no source read states; nothing where all are stated."""
        return join_blocks(*strip(self.writer))

    def bottom_line(self) -> Markdown:
        """Room for the participants' own bottom line, which nobody fills in for them."""
        return Markdown(ruled(self.writer.where))

    def downloads(self) -> Markdown:
        """Links to the handouts and the slides; a page has them, paper does not."""
        files = {
            fixed("journal-club.downloads.handout"): "journal-club-handout.pdf",
            fixed("journal-club.downloads.facilitator"): "journal-club-handout-facilitator.pdf",
            fixed("journal-club.downloads.slides"): "slides.pptx",
        }
        items = "".join(f'<li><a href="{name}">{words}</a></li>' for words, name in files.items())
        return raw_html(f'<ul class="downloads">{items}</ul>') if self.writer.where == "html" else Markdown("")

    @property
    def _prompts(self) -> tuple[Prompt, ...]:
        return journal_core.prompts(self.writer.numbers)

    @property
    def _questions(self) -> list[tuple[str, Question]]:
        """The questions, each with its letter."""
        return list(zip(string.ascii_uppercase, journal_core.questions(self.writer.numbers), strict=False))


def ruled(where: Medium) -> str:
    """Lines to write on; only paper has them."""
    line = "block(spacing: 0.64cm, line(length: 100%, stroke: 0.4pt + rule))"
    return raw_typst(f"#for _ in range({LINES}) {{ {line} }}") if where == "typst" else ""


def anchors(known: Numbers, answer: Answer) -> Spans:
    """Say where in the sources an answer is anchored, source by source; or that no source read states it.

    Where nobody has written the answer, what is not entered says nothing of the sources.
    """
    estimates = (known.study.estimates[name] for name in answer.rests_on)
    places: dict[str, dict[str, dict[str, None]]] = {}
    for locator in (*(reading for estimate in estimates for reading in estimate.readings), *answer.readings):
        place, which = _place(known, locator)
        places.setdefault(known.evidence.sources[locator.source].short, {}).setdefault(place, {})[which] = None
    if not places:
        return (fixed("journal-club.no-source"),) if known.study.journal else ()
    places_read = (
        f"{source}, "
        + "; ".join(f"{place} {', '.join(sorted(which, key=_in_order))}" for place, which in found.items())
        for source, found in places.items()
    )
    return fixed_spans("journal-club.read-in", places=Words(". ".join(places_read), "locator"))


def _in_order(number: str) -> tuple[bool, int, str]:
    """Numbers by their size, then other names of passages."""
    return (False, int(number), "") if number.isdecimal() else (True, 0, number)


def _place(known: Numbers, locator: Locator) -> tuple[str, str]:
    """Where a locator is, and which sentence or passage there."""
    if known.evidence.sources[locator.source].seen == "part":
        return fixed("journal-club.passage"), locator.paragraph
    is_number = locator.paragraph.isdigit()
    paragraph = fixed("place.paragraph", number=locator.paragraph) if is_number else locator.paragraph
    return fixed("journal-club.sentence", section=locator.section, paragraph=paragraph), str(locator.sentence)


def _facts(facts: Iterable[Finding], writer: Writer) -> Markdown:
    return join_blocks(*(join(writer.say(fact.label), "\n:   ", writer.prose(fact.text)) for fact in facts))


def _prompt(prompt: Prompt, writer: Writer, below: str) -> Markdown:
    return _on_one_side(join("**", writer.say(prompt.title), "** ", writer.prose(prompt.text)), below, writer)


def _on_one_side(asked: Markdown, below: str, writer: Writer) -> Markdown:
    """A question with what belongs to it, which paper keeps on one side."""
    if writer.where != "typst":
        return join_blocks(asked, below)
    return join_blocks(raw_typst("#block(breakable: false, ["), asked, below, raw_typst("])"))


def _question(letter: str, question: Question, writer: Writer) -> Markdown:
    return join(f"**{letter}.** ", writer.prose(question.text))


def _answer(answer: Answer, writer: Writer) -> Markdown:
    """An answer with where it is read, beside a rule on paper and in a box on a page."""
    anchored = anchors(writer.numbers, answer)
    text = join(writer.prose(answer.text), *((" *", writer.say(*anchored), "*") if anchored else ()))
    shown = text if answer.standing == "plain" else marked(answer.standing, text)
    if writer.where != "typst":
        return div("answer", shown)
    return join_blocks(raw_typst(_RULED_BLOCK), shown, raw_typst("])"))


def checklist_pdf(numbers: Numbers) -> bytes:
    """Return the checklist as a PDF: one A4 page, in the largest type that fits, and more where none does."""
    import pypdfium2

    day = datetime.combine(numbers.evidence.changes.newest.date, time(), UTC)
    pdf = b""
    for size, inset in _SIZES:
        source = checklist.to_typst(numbers, size, inset).encode("utf-8")
        pdf, _ = compile_pdf(source, Path.cwd(), [FONTS], [], int(day.timestamp()), "checklist", [])
        if len(pypdfium2.PdfDocument(pdf)) == 1:
            break
    return pdf
