"""The calls of the journal club's pages: the handout for participants and facilitator, and its page of the site.

On a page of the site numbers lead to their records; on paper, which holds no records, they bear the mark of their
kind. Questions are lettered, so that a number of a question is not taken for one of the study.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable
from functools import partial

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Answer, Finding, JournalClub, Locator, Prompt, Question
from vexas_evidence.present.figures import qr
from vexas_evidence.present.sources_read import say
from vexas_evidence.present.spans import Spans, Words, plain
from vexas_evidence.present.tables.table import read_in, source_line
from vexas_evidence.publish.site import blocks as floats
from vexas_evidence.publish.site.markdown import Markdown, Writer, blocks, medium, run
from vexas_evidence.publish.site.record_blocks import marked
from vexas_evidence.publish.site.report import citation
from vexas_evidence.publish.site.report_data import chart_named, data_folder, numbers, png, svg
from vexas_evidence.text import prose

NO_TEXTS = Markdown("*The data of this study hold no texts for a journal club.*")
LINES = {"prompt": 3, "bottom line": 3}
"""Ruled lines to write on."""
MARKS = "Marks: d derived, i inferred; all other numbers are reported."
_QR_WIDTH = "2.3cm"
_SET_APART = "#block(inset: (left: 8pt), stroke: (left: 1.2pt + rule), ["


def opening() -> Markdown:
    """What was studied and where it was published, with the code that opens the report or the article beside it.

    Only paper has it: a page is open already.
    """
    writer = paper_writer()
    evidence, about = writer.numbers.evidence, writer.numbers.study.about
    words, opens = qr.said(evidence), qr.address(evidence)
    code = floats.typst_image(qr.svg(opens), plain(("QR code: ", *words)), _QR_WIDTH)
    address = run("The code ", writer.say(*words[:-1]), f"<{opens}>.")
    return blocks(
        floats.raw_typst("#grid(columns: (1fr, auto), column-gutter: 1.2em, ["),
        run("**", writer.say(about.title), ".** ", writer.prose(about.question)),
        citation(),
        Markdown(address.text, (*address.entries, *writer.told(words[-1:]))),
        Markdown(floats.raw_typst(f"], {code})"), writer.told(("QR code: ", *words), "alt")),
    )


def pico() -> Markdown:
    """Population, intervention, comparator, outcomes, as the sources read say."""
    return _facts(numbers().study.about.pico)


def design() -> Markdown:
    """The design at a glance, as the sources read say."""
    return _facts(numbers().study.about.design)


def key_figure() -> Markdown:
    """The figure that the discussion turns on; nothing where the study has no numbers for it."""
    club, folder, writer = numbers().study.journal, data_folder().resolve(), paper_writer()
    chart = chart_named(club.key_figure) if club else None
    if club is None or chart is None:
        return Markdown("")
    return floats.picture(chart, partial(svg, folder, club.key_figure), partial(png, folder, club.key_figure), writer)


def results() -> Markdown:
    """The results in lines, each number with whom it is out of and by when."""
    writer = paper_writer()
    if (club := writer.numbers.study.journal) is None:
        return NO_TEXTS
    lines = [run("- **", writer.say(line.title), ".** ", writer.prose(line.text)) for line in club.results]
    names = dict.fromkeys(each.id for line in club.results for each in prose.references(line.text))
    known = writer.numbers.study.estimates
    used = read_in(known[name] for name in names if name in known)
    return blocks(run(*_joined(lines)), writer.say(source_line(writer.numbers, used), " ", MARKS))


def prompts() -> Markdown:
    """The prompts for one's own appraisal, on paper with lines to write on."""
    return _each(lambda writer, club: [_prompt(each, writer, ruled(LINES["prompt"])) for each in club.prompts])


def prompts_heading() -> Markdown:
    """The heading over the prompts and what the sources read say of each, by the tiers of these."""
    writer = paper_writer()
    known, club = writer.numbers.study.estimates, writer.numbers.study.journal
    answers = [prompt.answer for prompt in club.prompts] if club else []
    rested = read_in(known[name] for answer in answers for name in answer.rests_on)
    used = [*rested, *(where.source for answer in answers for where in answer.readings)]
    said = say(writer.numbers.sources(used))
    return run("## ", writer.say(f"Appraisal: {said[0].lower()}{said[1:]}"))


def prompts_answered() -> Markdown:
    """The prompts with what the sources read say of each, and where."""
    return _each(lambda writer, club: [_prompt(each, writer, _answer(each.answer, writer)) for each in club.prompts])


def questions() -> Markdown:
    """The questions for the discussion."""
    return _each(lambda writer, club: [_question(*each, writer) for each in _lettered(club.questions)])


def questions_answered() -> Markdown:
    """The questions with their answers, each anchored in the sources read."""
    return _each(
        lambda writer, club: [
            _together(_question(letter, each, writer), _answer(each.answer, writer), writer)
            for letter, each in _lettered(club.questions)
        ]
    )


def questions_to_open() -> Markdown:
    """The questions of the page, each with an answer that opens without a script."""
    return _each(
        lambda writer, club: [
            blocks(
                _question(letter, each, writer),
                floats.raw_html(f'<details class="answer"><summary>Answer to question {letter}</summary>'),
                _answer(each.answer, writer),
                floats.raw_html("</details>"),
            )
            for letter, each in _lettered(club.questions)
        ]
    )


def bottom_line() -> Markdown:
    """Room for the participants' own bottom line, which nobody fills in for them."""
    return Markdown(ruled(LINES["bottom line"]))


def ruled(count: int) -> str:
    """Lines to write on; only paper has them."""
    line = "block(spacing: 0.68cm, line(length: 100%, stroke: 0.4pt + rule))"
    return floats.raw_typst(f"#for _ in range({count}) {{ {line} }}") if medium() == "typst" else ""


def downloads() -> Markdown:
    """Links to the handouts and the slides; a page has them, paper does not."""
    files = {
        "Handout for participants (PDF)": "journal-club-handout.pdf",
        "Handout for the facilitator, with answers (PDF)": "journal-club-handout-facilitator.pdf",
        "Slides (PPTX)": "slides.pptx",
    }
    items = "".join(f'<li><a href="{name}">{words}</a></li>' for words, name in files.items())
    return Markdown(floats.raw_html(f'<ul class="downloads">{items}</ul>') if medium() == "html" else "")


def paper_writer() -> Writer:
    """The writer of these pages: numbers lead to their records on the site alone."""
    return Writer(numbers(), medium(), linked=medium() == "html")


def anchors(known: Numbers, answer: Answer) -> Spans:
    """Say where in the sources an answer is anchored, source by source; or that no source read states it."""
    estimates = (known.study.estimates[name] for name in answer.rests_on)
    places: dict[str, dict[str, dict[str, None]]] = {}
    for locator in (*(reading for estimate in estimates for reading in estimate.readings), *answer.readings):
        place, which = _place(known, locator)
        places.setdefault(known.evidence.sources[locator.source].short, {}).setdefault(place, {})[which] = None
    if not places:
        return ("No source read states this.",)
    told = (
        f"{source}, "
        + "; ".join(f"{place} {', '.join(sorted(which, key=_in_order))}" for place, which in found.items())
        for source, found in places.items()
    )
    return ("Read in ", Words(". ".join(told), "locator"), ".")


def _in_order(number: str) -> tuple[bool, int, str]:
    """Numbers by their size, then other names of passages."""
    return (False, int(number), "") if number.isdecimal() else (True, 0, number)


def _place(known: Numbers, locator: Locator) -> tuple[str, str]:
    """Where a locator is, and which sentence or passage there."""
    if known.evidence.sources[locator.source].seen == "part":
        return "passage", locator.paragraph
    paragraph = f"paragraph {locator.paragraph}" if locator.paragraph.isdigit() else locator.paragraph
    return f"{locator.section}, {paragraph}, sentence", str(locator.sentence)


def _each(told: Callable[[Writer, JournalClub], Iterable[Markdown]]) -> Markdown:
    """Blocks of the journal club's texts, or that there are none."""
    writer = paper_writer()
    club = writer.numbers.study.journal
    return blocks(*told(writer, club)) if club else NO_TEXTS


def _facts(facts: Iterable[Finding]) -> Markdown:
    writer = paper_writer()
    return blocks(*(run(writer.say(fact.label), "\n:   ", writer.prose(fact.text)) for fact in facts))


def _joined(lines: list[Markdown]) -> list[str | Markdown]:
    return [part for line in lines for part in (line, "\n")]


def _prompt(prompt: Prompt, writer: Writer, below: str | Markdown) -> Markdown:
    return _together(run("**", writer.say(prompt.title), "** ", writer.prose(prompt.text)), below, writer)


def _together(asked: Markdown, below: str | Markdown, writer: Writer) -> Markdown:
    """A question with what belongs to it, which paper keeps on one side."""
    if writer.where != "typst":
        return blocks(asked, below)
    return blocks(floats.raw_typst("#block(breakable: false, ["), asked, below, floats.raw_typst("])"))


def _question(letter: str, question: Question, writer: Writer) -> Markdown:
    return run(f"**{letter}.** ", writer.prose(question.text))


def _answer(answer: Answer, writer: Writer) -> Markdown:
    """An answer with where it is read, set apart from its question."""
    told = run(writer.prose(answer.text), " *", writer.say(*anchors(writer.numbers, answer)), "*")
    shown = told if answer.standing == "plain" else marked(answer.standing, told)
    if writer.where != "typst":
        return blocks("::: {.answer}", shown, ":::")
    return blocks(floats.raw_typst(_SET_APART), shown, floats.raw_typst("])"))


def _lettered(questions: Iterable[Question]) -> Iterable[tuple[str, Question]]:
    return zip(string.ascii_uppercase, questions, strict=False)
