"""What a reader of the article could tell: the denominators, definitions and outcomes that no source read states."""

from __future__ import annotations

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.fixed_texts import section as texts_of
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.questions import Question, questions
from vexas_evidence.present.spans import Spans, Words, escape_markdown
from vexas_evidence.present.spans import join as join_spans
from vexas_evidence.publish.site.markdown import Markdown, Writer, div, join, join_blocks, section
from vexas_evidence.system.problems import counted


def needed(writer: Writer) -> Markdown:
    """The questions, each under what it is about."""
    asked = questions(writer.numbers)
    lists = {
        heading: [join("- ", writer.say(*_words(each, writer.numbers))) for each in asked if each.about == about]
        for about, heading in texts_of("needed.headings").items()
    }
    return join_blocks(
        *(section(heading, [Markdown("\n".join(lines))], writer) for heading, lines in lists.items() if lines)
    )


def needed_card(writer: Writer) -> Markdown:
    """How many questions there are about each, with a link to them; nothing where there are none."""
    asked = questions(writer.numbers)
    numbers = {noun: sum(each.about == about for each in asked) for about, noun in texts_of("needed.nouns").items()}
    parts = [counted(number, noun) for noun, number in numbers.items() if number]
    if writer.where != "html" or not parts:
        return Markdown("")
    words = writer.say(Words(", ".join(parts), "verification count"))
    link = f"[{escape_markdown(fixed('needed.title'))}](needed.qmd)"
    return div("needed-card", join(link, ": ", words, "."))


def _words(question: Question, numbers: Numbers) -> Spans:
    if question.about == "denominator":  # by its outcomes, as many populations are called alike
        of_it = [each for each in numbers.study.estimates.values() if each.population == question.id]
        named = ((numbers.label(each), ", ", numbers.when(each), ": ", numbers.value(each)) for each in of_it)
        return (*join_spans("; ", named), " · ", Words(question.what, "name"))
    printed: Spans = (": ", Words(question.printed, "estimate")) if question.printed else ()
    return (Words(question.what, "name"), *printed)
