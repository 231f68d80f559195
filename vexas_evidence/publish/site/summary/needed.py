"""What a reader of the article could tell: the denominators, definitions and outcomes that no source read states."""

from __future__ import annotations

from vexas_evidence.present.questions import About, Question, questions
from vexas_evidence.present.spans import Spans, Words
from vexas_evidence.publish.site.markdown import Markdown, Writer, join, join_blocks, section
from vexas_evidence.system.problems import counted

_ASKED: dict[About, tuple[str, str]] = {
    "denominator": ("Denominators: out of how many?", "denominators"),
    "definition": ("Definitions: what does the article say?", "definitions"),
    "outcome": ("Outcomes: does the article state them?", "outcomes"),
}
"""The heading over the questions about each, and what they are about, in words."""


def needed(writer: Writer) -> Markdown:
    """The questions, each under what it is about."""
    asked = questions(writer.numbers)
    lists = {
        about: [join("- ", writer.say(*_words(each))) for each in asked if each.about == about] for about in _ASKED
    }
    parts = (
        section(heading, [Markdown("\n".join(lists[about]))], writer)
        for about, (heading, _) in _ASKED.items()
        if lists[about]
    )
    return join_blocks(*parts)


def needed_card(writer: Writer) -> Markdown:
    """How many questions there are about each, with a link to them; nothing where there are none."""
    asked = questions(writer.numbers)
    numbers = {noun: sum(each.about == about for each in asked) for about, (_, noun) in _ASKED.items()}
    parts = [counted(number, noun) for noun, number in numbers.items() if number]
    if writer.where != "html" or not parts:
        return Markdown("")
    words = writer.say(Words(", ".join(parts), "verification count"))
    link = "[What we would need from the article](needed.qmd)"
    return join("::: {.needed-card}\n", link, ": ", words, ".\n:::")


def _words(question: Question) -> Spans:
    printed: Spans = (" (", Words(question.printed, "estimate"), ")") if question.printed else ()
    return (Words(question.what, "name"), *printed)
