"""The citation of a study as a reviewer enters or corrects it, and the names that a draft made of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from vexas_evidence.analysis.drafts.study_draft import (
    PROPOSED_CITATION,
    in_print,
    short_title_of,
    source_name,
    title_of,
)
from vexas_evidence.analysis.review.new_names import Texts, text_of, without_line
from vexas_evidence.analysis.review.reviewer import Reviewer
from vexas_evidence.analysis.verification import evidence_in
from vexas_evidence.load.additions import with_value, without_key
from vexas_evidence.load.yaml import quoted
from vexas_evidence.model.source import UNKNOWN, Citation
from vexas_evidence.sources.publication import Publication

CITED = tuple(key for key in Citation.model_fields if key not in ("places", "readings"))
"""The keys of a citation that a person enters."""
_DOI_PREFIX = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)\s*", re.IGNORECASE)
_SOURCES = Path("sources.yml")


def citation_texts(reviewer: Reviewer, values: Mapping[str, str]) -> Texts:
    """Return the files with parts of the citation; one without a value is not yet stated where it is needed, or goes.

    The titles and names that a draft made of the citation follow it.
    """
    evidence, path = evidence_in(reviewer.folder), about_file(reviewer)
    before, text = evidence.studies[reviewer.study].about.citation, text_of(reviewer.folder, path, {})
    given = {key: " ".join(value.split()) for key, value in values.items()}
    if "doi" in given:
        given["doi"] = _DOI_PREFIX.sub("", given["doi"], count=1)
    for key, value in given.items():
        is_needed = Citation.model_fields[key].is_required()
        if value or is_needed:
            text = with_value(text, ["citation", key], quoted(value or UNKNOWN))
        elif getattr(before, key) is not None:
            text = without_key(text, ["citation", key])
    texts: Texts = {path: without_line(text, PROPOSED_CITATION)}
    about, source, name = evidence.studies[reviewer.study].about, evidence.sources[reviewer.source], reviewer.source
    drafted: tuple[tuple[Path, list[str], str, Callable[[Publication], str]], ...] = (
        (path, ["title"], about.title, title_of),
        (path, ["short_title"], about.short_title, short_title_of),
        (_SOURCES, ["sources", name, "title"], source.title, lambda known: known.title or name),
        (_SOURCES, ["sources", name, "short"], source.short, lambda known: source_name(known) or name),
    )
    after = before.model_copy(update=given)
    for file, keys, now, draft in drafted:
        if now == in_print(draft(_publication(before))) != (new := in_print(draft(_publication(after)))):
            texts[file] = with_value(text_of(reviewer.folder, file, texts), keys, quoted(new))
    return texts


def is_citation_proposed(reviewer: Reviewer) -> bool:
    """Whether the citation is as the file gives it, and nobody has looked through it."""
    return PROPOSED_CITATION in text_of(reviewer.folder, about_file(reviewer), {}).splitlines()


def about_file(reviewer: Reviewer) -> Path:
    """Return the file that says what the study is."""
    return Path("studies") / reviewer.study / "study.yml"


def _publication(citation: Citation) -> Publication:
    title, authors, year = (each.replace(UNKNOWN, "") for each in (citation.title, citation.authors, citation.year))
    return Publication(title=title, authors=tuple(filter(None, map(str.strip, authors.split(",")))), year=year)
