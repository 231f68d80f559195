"""The summary page as schema.org data, for search engines: the page, its study, its article.

It repeats what the page says and adds nothing: no rating, no review, no outcome.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.spans import Spans, Words, study_title, to_text
from vexas_evidence.publish.export import citations
from vexas_evidence.publish.export.citations import Author, Work
from vexas_evidence.system.escaping import escape_json

Tree = Spans | list["Tree"] | dict[str, "Tree"]
"""Linked data before it is written: each value is a text of spans, so that every numeral has its class."""


def of_summary(numbers: Numbers, name: Spans, description: Spans, address: str | None) -> Tree:
    """Return the summary page: what it is about, which article it cites, what it is based on."""
    evidence, about = numbers.evidence, numbers.study.about
    now, first = evidence.changes.newest, evidence.changes.versions[-1]
    license = license_address(evidence.report.license) if evidence.report.license else None
    based: list[Tree] = [
        {"@type": ("CreativeWork",), "name": (Words(each.title, "reference"),), **_reference("url", each.address)}
        for each in evidence.sources_of(numbers.study)
    ]
    return {
        **_node("MedicalWebPage"),
        "name": name,
        "description": description,
        "inLanguage": ("en",),
        "version": (Words(now.version, "version"),),
        **({"datePublished": (Words(first.date.isoformat(), "date"),)} if address else {}),
        "dateModified": (Words(now.date.isoformat(), "date"),),
        "creativeWorkStatus": (now.status,),
        "author": {"@type": ("Organization",), "name": (about.curation.extracted_by,)},
        **_reference("url", address),
        **_reference("license", license),
        "about": {
            "@type": ("MedicalStudy",),
            "name": (study_title(numbers),),
            "description": (evidence.question.text,),
        },
        "citation": _article(citations.article(evidence)),
        "isBasedOn": based,
    }


def of_glossary(numbers: Numbers, name: Spans, description: Spans) -> Tree:
    """Return the glossary as a set of defined terms."""
    terms: list[Tree] = [
        {"@type": ("DefinedTerm",), "name": (term.term,), "description": (term.meaning,)}
        for term in numbers.glossary.terms
    ]
    return {**_node("DefinedTermSet"), "name": name, "description": description, "hasDefinedTerm": terms}


def license_address(identifier: str) -> str:
    """Return where the text of a license stands, by its SPDX identifier."""
    return f"https://spdx.org/licenses/{identifier}.html"


def spans_of(tree: Tree) -> Iterator[Spans]:
    """Yield the values of a tree in order, but for the names of its kinds."""
    if isinstance(tree, tuple):
        yield tree
    else:
        named = [value for name, value in tree.items() if not name.startswith("@")] if isinstance(tree, dict) else tree
        for each in named:
            yield from spans_of(each)


def to_script(tree: Tree) -> str:
    """Write a tree as a script element that no value can end."""
    text = json.dumps(_plain(tree), ensure_ascii=False, indent=1)
    return f'<script type="application/ld+json">\n{escape_json(text)}\n</script>'


def _plain(tree: Tree) -> Any:
    if isinstance(tree, dict):
        return {key: _plain(each) for key, each in tree.items()}
    return to_text(tree) if isinstance(tree, tuple) else [_plain(each) for each in tree]


def _node(kind: str) -> Mapping[str, Tree]:
    return {"@context": ("https://schema.org",), "@type": (kind,)}


def _reference(name: str, text: str | None) -> dict[str, Tree]:
    return {name: (Words(text, "reference"),)} if text else {}


def _article(work: Work) -> Tree:
    part: Tree = {"@type": ("Periodical",), "name": (work.journal,)}
    for kind, known in (("volume", work.volume), ("issue", work.issue)):
        if known:
            number = (Words(known, "reference"),)
            part = {"@type": (f"Publication{kind.title()}",), f"{kind}Number": number, "isPartOf": part}
    found = _reference("pagination", work.pages)
    if work.doi:
        doi: Tree = {"@type": ("PropertyValue",), "propertyID": ("doi",), "value": (Words(work.doi, "DOI"),)}
        found |= {"identifier": doi, "sameAs": (Words(f"https://doi.org/{work.doi}", "DOI"),)}
    return {
        "@type": ("ScholarlyArticle",),
        "name": (Words(work.title, "reference"),),
        "author": [_person(author) for author in work.authors],
        "creditText": citations.names(work),
        "datePublished": (Words("-".join(work.date), "date"),),
        "isPartOf": part,
        **found,
    }


def _person(author: Author) -> Tree:
    if not author.initials:
        return {"@type": ("Organization",), "name": (author.name,)}
    return {"@type": ("Person",), "familyName": (author.name,), "givenName": (author.initials,)}
