"""A citation of CSL-JSON, as reference managers and DOI services give it; its abstract may be JATS."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from vexas_evidence.sources.citations.abstracts import (
    Abstract,
    document_of,
    plain,
    several,
    split_at_labels,
)
from vexas_evidence.sources.publication import Publication, author_in_short
from vexas_evidence.sources.sentences import Document
from vexas_evidence.system.problems import Place, one

_TITLE = re.compile(r"<(?:jats:)?title>\s*(.*?)[\s.:]*</(?:jats:)?title>", re.DOTALL)
_PARAGRAPH = re.compile(r"</?(?:jats:)?(?:p|sec|br)\b[^>]*>")


def read(name: str, text: str) -> Document:
    """Read a citation. Raises BadInput where it is no JSON, or not one citation."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise one(Place(name), "not JSON", "a citation of CSL-JSON", "export the citation again") from None
    message = content.get("message") if isinstance(content, dict) else None
    entries = content if isinstance(content, list) else [message if isinstance(message, dict) else content]
    known = [each for each in entries if isinstance(each, dict) and each.get("title")]
    if len(known) != 1:
        raise several(name, len(known))
    [entry] = known
    issued = entry.get("issued")
    dates = issued.get("date-parts") if isinstance(issued, dict) else None
    year = dates[0][0] if isinstance(dates, list) and dates and isinstance(dates[0], list) and dates[0] else ""
    authors = entry.get("author")
    publication = Publication(
        title=plain(_one(entry, "title")).rstrip("."),
        authors=tuple(_author(each) for each in authors if isinstance(each, dict)) if isinstance(authors, list) else (),
        journal=plain(_one(entry, "container-title")),
        year=str(year),
        volume=_one(entry, "volume"),
        issue=_one(entry, "issue"),
        pages=_one(entry, "page", "number", "article-number"),
        doi=_one(entry, "DOI"),
        pmid=_one(entry, "PMID"),
        pmcid=_one(entry, "PMCID"),
        kind=_one(entry, "type"),
    )
    return document_of(name, publication, [Abstract("Abstract", _paragraphs(_one(entry, "abstract")))])


def _one(entry: Mapping[str, Any], *keys: str) -> str:
    """Return the first text of a key; some services give lists."""
    for key in keys:
        value = entry.get(key)
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, str | int) and str(first):
            return str(first)
    return ""


def _author(entry: Mapping[str, Any]) -> str:
    family = " ".join(filter(None, (_one(entry, "non-dropping-particle"), _one(entry, "family"))))
    return author_in_short(f"{family}, {_one(entry, 'given')}") if family else _one(entry, "literal", "name")


def _paragraphs(abstract: str) -> tuple[str, ...]:
    """Return the paragraphs of an abstract, the title of a section before its first one."""
    titled = _TITLE.sub(lambda match: "" if match[1].lower() == "abstract" else f"<p>{match[1]}: \x00", abstract)
    parts: list[str] = []
    joined = re.sub("\x00\\s*(?:<(?:jats:)?p\\b[^>]*>)?", "", titled)
    for part in _PARAGRAPH.split(joined):
        parts += split_at_labels(part)
    return tuple(parts)
