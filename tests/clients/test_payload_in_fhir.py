"""Texts of strangers in FHIR: a reader of Markdown shows them as plain text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from fhir.resources import get_fhir_model_class
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pydantic import BaseModel

from tests.exports import bundle_of
from tests.payloads import FOREIGN, PARTS, poisoned
from vexas_evidence.load.folder import load


def squeezed(text: str) -> str:
    return "".join(text.split())


def markdown_of(record: BaseModel) -> Iterator[str]:
    """The texts of a FHIR resource that its reader takes for Markdown."""
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if isinstance(value, str) and "Markdown" in f"{field.annotation}{field.metadata}":
            yield value
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, BaseModel):
                yield from markdown_of(each)


def tokens_of(parsed: Iterable[Token]) -> Iterator[Token]:
    for token in parsed:
        yield token
        yield from tokens_of(token.children or ())


def test_a_fhir_resource_holds_the_payload_as_text(tmp_path: Path) -> None:
    poisoned(tmp_path / "data", FOREIGN)
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    shown, kinds = "", set[str]()
    for resource in json.loads(bundle_of(load(tmp_path / "data")))["entry"]:
        told = resource["resource"]
        for text in markdown_of(get_fhir_model_class(told["resourceType"]).model_validate(told)):
            parsed = list(tokens_of(reader.parse(text)))
            kinds |= {token.type for token in parsed}
            shown += "".join(token.content for token in parsed if token.type == "text")
    assert kinds == {"paragraph_open", "paragraph_close", "inline", "text"}
    assert [part for part in PARTS if squeezed(part) not in squeezed(shown)] == []
