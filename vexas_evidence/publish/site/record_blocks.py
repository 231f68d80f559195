"""The records of numbers as blocks of a page: in full, or in a line or two where there is no room."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from vexas_evidence.model import Standing
from vexas_evidence.present.records import (
    BRIEFLY,
    MARKS,
    Told,
    derived_fields,
    estimate_fields,
    judgement_fields,
    judgement_title,
    title_of,
)
from vexas_evidence.present.spans import Spans, anchor, escape_markdown, plain, unlinked
from vexas_evidence.publish.site.markdown import Markdown, Writer, blocks, run


def records(writer: Writer) -> Iterator[Markdown]:
    """Yield one block for each estimate and each derived value, in the ledger's order."""
    numbers = writer.numbers
    for estimate in numbers.study.estimates.values():
        yield _block(writer, estimate.id, title_of(numbers, estimate), estimate_fields(numbers, estimate))
    for name, value in numbers.derived.items():
        body = _block(writer, name, unlinked(numbers.spans(value.label)), derived_fields(numbers, name))
        yield body if value.standing == "plain" else marked(value.standing, run("\n\n", body))
    for judgement in numbers.judgements.values():
        title = judgement_title(numbers, judgement)
        yield _block(writer, judgement.id, title, judgement_fields(numbers, judgement))


def brief(writer: Writer, name: str) -> Markdown:
    """The record of one number in a line or two, for a document that has no room for whole records."""
    numbers = writer.numbers
    if estimate := numbers.study.estimates.get(name):
        title, told = title_of(numbers, estimate), estimate_fields(numbers, estimate)
    elif judgement := numbers.judgements.get(name):
        title, told = judgement_title(numbers, judgement), judgement_fields(numbers, judgement)
    else:
        title, told = unlinked(numbers.spans(numbers.derived[name].label)), derived_fields(numbers, name)
    lines: list[str | Markdown] = ["**", writer.say(*title), ".**"]
    for label, spans in told:
        if label in BRIEFLY:
            end = "" if plain(spans).endswith(".") else "."
            lines += [f" {label}: ", writer.say(*unlinked(spans)), end]
    head = f'::: {{#{anchor(name)} .brief custom-style="Compact" typst:text:size="8pt"}}\n'
    return run(head, *lines, "\n:::")


def marked(standing: Standing, body: Markdown) -> Markdown:
    """Wrap a span in the element that says, in words too, what standing its numbers have."""
    return run(f"::: {{.{standing}}}\n**{escape_markdown(MARKS[standing])}** ", body, "\n:::")


def _block(writer: Writer, name: str, title: Spans, told: list[Told]) -> Markdown:
    heading = run("### ", writer.say(*title), " {.unnumbered .unlisted}")
    fields = [(label, writer.say(*spans)) for label, spans in told]
    if writer.where == "docx":  # Word has no definition list: one line a field keeps a record together
        lines = [run("\\\n" if at else "", f"{label}: ", text) for at, (label, text) in enumerate(fields)]
        body = [run(*lines)]
    else:
        body = [
            run(label, *(part for _, text in of_label for part in ("\n:   ", text)))
            for label, of_label in groupby(fields, key=itemgetter(0))
        ]
    return run(f":::: {{#{anchor(name)} .record}}\n", blocks(heading, *body), "::::")
