"""Citations whose lines begin with tags: PubMed's .nbib, and RIS, which rispy reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from vexas_evidence.sources.citations.abstracts import (
    Abstract,
    document_of,
    several,
    split_at_labels,
)
from vexas_evidence.sources.publication import Publication, RelatedArticle, author_in_short
from vexas_evidence.sources.sentences import Document

_LINE = re.compile(r"([A-Z0-9]{2,4})\s{0,2}- (.*)")
_RELATED = {
    "EIN": "erratum",
    "RIN": "retraction",
    "ECI": "expression of concern",
    "UIN": "update",
    "CRI": "corrected and republished article",
    "EFR": "article that it is the erratum of: it is an erratum",
    "ROF": "article that it retracts: it is a retraction",
}
"""What PubMed calls the articles that change another."""


def read_nbib(name: str, text: str) -> Document:
    """Read a citation of PubMed. Raises BadInput for none or several."""
    fields: dict[str, list[str]] = {}
    last = ""
    for line in text.splitlines():
        if match := _LINE.match(line):
            last = match[1]
            fields.setdefault(last, []).append(match[2].strip())
        elif line.startswith("      ") and last:
            fields[last][-1] += f" {line.strip()}"
    if len(fields.get("PMID", ())) != 1:
        raise several(name, len(fields.get("PMID", ())))

    def first(*tags: str) -> str:
        return next((fields[tag][0] for tag in tags if tag in fields), "")

    when = first("DP").split(" ", 1)
    identifiers = [each for tag in ("LID", "AID") for each in fields.get(tag, ())]
    publication = Publication(
        title=first("TI").rstrip("."),
        authors=tuple(fields.get("AU", ())) + tuple(fields.get("CN", ())),
        journal=first("JT", "TA"),
        year=when[0],
        date=" ".join(reversed(when[1].split())) if len(when) > 1 else "",
        volume=first("VI"),
        issue=first("IP"),
        pages=first("PG"),
        doi=next((each.partition(" ")[0] for each in identifiers if each.endswith("[doi]")), ""),
        pmid=first("PMID"),
        pmcid=first("PMC"),
        kind="; ".join(fields.get("PT", ())),
        related=tuple(RelatedArticle(kind, each) for tag, kind in _RELATED.items() for each in fields.get(tag, ())),
    )
    abstracts = [Abstract("Abstract", split_at_labels(each)) for each in fields.get("AB", ())]
    abstracts += [Abstract("Other abstract", split_at_labels(each)) for each in fields.get("OAB", ())]
    return document_of(name, publication, abstracts)


def read_ris(name: str, text: str) -> Document:
    """Read a citation of RIS. Raises BadInput for none or several."""
    import rispy

    begun = len(re.findall(r"^TY\s{1,2}-", text, re.MULTILINE))
    ended = text if re.search(r"^ER\s{1,2}-", text, re.MULTILINE) else f"{text.rstrip()}\nER  - \n"
    entries: list[Mapping[str, Any]] = rispy.loads("\n".join(_with_one_abstract(ended)))
    if begun != 1 or len(entries) != 1:
        raise several(name, max(begun, len(entries)))
    [entry] = entries

    def first(*keys: str) -> str:
        return next((str(entry[key]).strip() for key in keys if entry.get(key)), "")

    authors = (*entry.get("authors", ()), *entry.get("first_authors", ()))
    pages = "-".join(dict.fromkeys(filter(None, (first("start_page"), first("end_page")))))
    publication = Publication(
        title=first("title", "primary_title").rstrip("."),
        authors=tuple(author_in_short(str(each)) for each in authors),
        journal=first("journal_name", "alternate_title3", "secondary_title", "alternate_title1", "alternate_title2"),
        year=first("year", "publication_year", "date").partition("/")[0],
        volume=first("volume"),
        issue=first("number"),
        pages=pages or first("custom7"),
        doi=re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", first("doi")),
        pmid=_pmid(entry),
        kind=first("type_of_reference"),
    )
    text_of_abstract = first("abstract", "notes_abstract")
    return document_of(name, publication, [Abstract("Abstract", split_at_labels(text_of_abstract))])


def _with_one_abstract(text: str) -> Iterator[str]:
    """Yield the lines of a citation; an abstract goes on where its tag is repeated."""
    last = ""
    for line in text.splitlines():
        tag = re.match(r"([A-Z][A-Z\d])\s{1,2}-\s?", line)
        yield f" {line[tag.end() :]}" if tag and tag[1] == last in ("AB", "N2") else line
        last = tag[1] if tag else last


def _pmid(entry: Mapping[str, Any]) -> str:
    """Return the number of PubMed where the entry says that it is one."""
    number = str(entry.get("accession_number", ""))
    from_pubmed = "medline" in f"{entry.get('name_of_database', '')}{entry.get('database_provider', '')}".lower()
    return number if number.isdecimal() and from_pubmed else ""
