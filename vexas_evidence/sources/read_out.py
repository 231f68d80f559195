"""What was read of a source, for a reader or a program: its numbers with their places, and what is doubtful."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from vexas_evidence.sources.sentences import Document, Sentence, Span
from vexas_evidence.sources.token_boxes import boxed_tokens
from vexas_evidence.system.problems import Place, one
from vexas_evidence.text.printed import parse
from vexas_evidence.text.tokens import Token

_TABLE = re.compile(r"(.*?\btable\s*\S+?), (?:row|head)\b", re.IGNORECASE)


def of_table(document: Document, number: str) -> Document:
    """Return a document with only the rows of the table of that number. Raises BadInput where there is none."""
    labels = [match[1] if (match := _TABLE.match(each.paragraph)) else "" for each in document.sentences]
    wanted = {label for label in labels if label.lower().split()[-1:] == [number.lower()]}
    if not wanted:
        known = ", ".join(dict.fromkeys(filter(None, labels))) or "none with a label"
        raise one(Place(document.name), f"no table {number}", f"one of its tables: {known}", "correct --table")
    sentences = (each for each, label in zip(document.sentences, labels, strict=True) if label in wanted)
    return replace(document, sentences=tuple(sentences))


def as_lines(document: Document) -> Iterator[str]:
    """Yield a line for each sentence with numbers, for what was set aside, and how many there are."""
    count = 0
    for sentence in document.sentences:
        found = list(boxed_tokens(sentence))
        count += len(found)
        if found:
            pages = sorted({span.page for _, span in found if span is not None})
            where = f" (page {', '.join(map(str, pages))})" if pages else ""
            listed = "; ".join(f"{number}, {token.text!r}" for number, (token, _) in enumerate(found, start=1))
            yield f"{sentence.section}/{sentence.paragraph}/{sentence.number}{where}: {listed}"
    if document.omitted:
        yield f"set aside: {'; '.join(dict.fromkeys(document.omitted))}"
    yield f"{document.name}: {len(document.sentences)} sentences, {count} number tokens"


def as_json(document: Document) -> str:
    """Return the statements with their tokens, and the doubts, as one object of JSON.

    A box is ``[x0, y0, x1, y1]`` in points from the top left of the page; ``value`` is the number as a text that a
    Decimal is read from, null where the token is no single number.
    """
    statements = [_statement(each) for each in document.sentences]
    doubts = [{"page": each.page, "place": each.place, "what": each.what} for each in document.doubts]
    aside = list(dict.fromkeys(document.omitted))
    return json.dumps({"statements": statements, "doubts": doubts, "set_aside": aside}, ensure_ascii=False, indent=1)


def _statement(sentence: Sentence) -> dict[str, object]:
    found = list(boxed_tokens(sentence))
    place = {"section": sentence.section, "paragraph": sentence.paragraph, "sentence": sentence.number}
    table = {"row": sentence.row, "columns": list(sentence.columns)} if sentence.columns else {}
    page = sentence.spans[0].page if sentence.spans else None
    return place | table | {"page": page, "tokens": [_token(*each) for each in found]}


def _token(token: Token, span: Span | None) -> dict[str, object]:
    try:
        value = str(parse(token.text.removeprefix("±").lstrip()).value)
    except ValueError:
        value = None
    return {"text": token.text, "value": value, "box": list(span.box) if span else None}
