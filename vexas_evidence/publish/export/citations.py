"""How to cite: the evidence summary and the study's article as BibTeX, RIS, CSL-JSON and plain text.

Every format is written from one ``Work``, and every value is escaped by the rules of its format, so
that no title can end a field or begin another entry. BibTeX is written here, as pandoc's loses the DOI, the version
and that a list of authors goes on, and changes the case of titles.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.model import Citation, Evidence
from vexas_evidence.present.spans import Span, Spans, Words, fixed_spans, join
from vexas_evidence.text.numerals import NumeralClass

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_BIBTEX = {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "{": r"\textbraceleft{}",  # BibTeX counts an escaped brace as a brace
    "}": r"\textbraceright{}",
    **{sign: f"\\{sign}" for sign in "$&%#_"},
}


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a work: a person with a family name and initials, or a group (initials empty)."""

    name: str
    initials: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """What is cited: an article in a journal, or a report with a version (journal empty)."""

    name: str
    key: str
    authors: tuple[Author, ...]
    more: bool
    title: str
    date: tuple[str, ...]
    version: str = ""
    address: str = ""
    journal: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    pmid: str = ""
    place: str = ""

    @property
    def title_with_version(self) -> str:
        """The title with the version, for what is known by its title alone; references have a field for it."""
        return f"{self.title}, version {self.version}"


def summary(evidence: Evidence) -> Work:
    """Return the evidence summary as a work: newest version, its date, and its address where it has one."""
    about, now = evidence.study.about, evidence.changes.newest
    day = now.date.isoformat()
    return Work(
        name="summary",
        key=f"{about.id}-{now.version}",
        authors=(Author(about.curation.extracted_by),),
        more=False,
        title=f"{about.title}: evidence summary",
        date=tuple(day.split("-")),
        version=now.label,
        address=evidence.report.address or "",
    )


def article(evidence: Evidence) -> Work:
    """Return the study's primary publication as a work."""
    c = evidence.study.about.citation
    named = [name.strip() for name in c.authors.split(",") if name.strip()]
    authors = tuple(_author(name) for name in named if name != "et al.")
    return Work(
        name="article",
        key=f"{re.sub('[^a-z]', '', authors[0].name.lower()) if authors else 'article'}-{c.year}",
        authors=authors,
        more="et al." in named,
        title=c.title,
        date=day_of(c),
        journal=c.journal,
        volume=c.volume or "",
        issue=c.issue or "",
        pages=c.pages or "",
        doi=c.doi or "",
        pmid=c.pmid or "",
        place=c.volume_and_pages,
    )


def names(work: Work) -> Spans:
    """Return who wrote a work, in a line."""
    known = ", ".join(f"{author.name} {author.initials}".strip() for author in work.authors)
    return (f"{known}{', et al' if work.more else ''}",)


def plain_text(work: Work) -> Spans:
    """Return a work as a sentence of a list of references; from citeproc its numerals would have no class."""
    spans: list[Span] = [*names(work), ". ", Words(f"{work.title}. ", "reference")]
    if work.journal:
        spans += [f"{work.journal}. ", Words(" ".join(_spoken(work.date)), "date")]
        spans += ["; ", Words(f"{work.place}.", "reference")] if work.place else ["."]
        spans += [" doi: ", Words(work.doi, "DOI"), "."] if work.doi else []
        spans += [" PMID: ", Words(work.pmid, "reference"), "."] if work.pmid else []
    else:
        date = Words("-".join(work.date), "date")
        spans += [*fixed_spans("exports.version", version=Words(work.version, "version"), date=date), " "]
        spans += [Words(work.address, "reference")] if work.address else [fixed("exports.no-address")]
    return tuple(spans)


def bibtex(work: Work) -> Spans:
    """Return a work as a BibTeX entry."""
    people = [_bibtex_name(author) for author in work.authors] + (["others"] if work.more else [])
    fields: list[tuple[str, str, NumeralClass]] = [
        ("author", " and ".join(people), "reference"),
        ("title", f"{{{_bibtex(work.title)}}}", "reference"),
        ("journal", _bibtex(work.journal), "reference"),
        ("year", _bibtex(work.date[0]), "date"),
        ("month", work.date[1].lstrip("0") if len(work.date) > 1 else "", "date"),
        ("volume", _bibtex(work.volume), "reference"),
        ("number", _bibtex(work.issue), "reference"),
        ("pages", _bibtex(re.sub("[-–]", "--", work.pages)), "reference"),
        ("note", f"Version {_bibtex(work.version)}" if work.version else "", "version"),
        ("doi", _verbatim(work.doi), "DOI"),
        ("url", _verbatim(work.address), "reference"),
    ]
    kind = "article" if work.journal else "misc"
    head: Spans = (f"@{kind}{{", Words(work.key, _key_class(work)), ",\n")
    lines: list[Spans] = [(f"  {name} = {{", Words(value, of)) for name, value, of in fields if value]
    return (*head, *join("},\n", lines), "},\n}\n")


def ris(work: Work) -> Spans:
    """Return a work as a RIS record; RIS has no name for the authors of a list that goes on."""
    first, _, last = work.pages.partition("-")
    people = (", ".join(filter(None, (author.name, author.initials))) for author in work.authors)
    fields: list[tuple[str, str, NumeralClass]] = [
        ("TY", "JOUR" if work.journal else "RPRT", "reference"),
        *(("AU", name, "reference") for name in people),
        ("TI", work.title, "reference"),
        ("JO", work.journal, "reference"),
        ("PY", work.date[0], "date"),
        ("DA", "/".join(work.date) if len(work.date) > 1 else "", "date"),
        ("VL", work.volume, "reference"),
        ("IS", work.issue, "reference"),
        ("SP", first, "reference"),
        ("EP", last, "reference"),
        ("ET", f"Version {work.version}" if work.version else "", "version"),
        ("DO", work.doi, "DOI"),
        ("AN", f"PMID {work.pmid}" if work.pmid else "", "reference"),
        ("UR", work.address, "reference"),
    ]
    known = ((tag, line, kind) for tag, value, kind in fields if (line := _line(value)))
    return (*(span for tag, line, kind in known for span in (f"{tag}  - ", Words(line, kind), "\n")), "ER  - \n")


def csl_json(work: Work) -> Spans:
    """Return a work as CSL-JSON, a list of one item."""
    people = [{"family": e.name, "given": e.initials} if e.initials else {"literal": e.name} for e in work.authors]
    parts = ", ".join(str(int(part)) for part in work.date if part.isdecimal())
    issued = f'{{"date-parts": [[{parts}]]}}' if parts else _json({"literal": _line(work.date[0])})
    fields: list[tuple[str, str, NumeralClass]] = [
        ("id", _json(work.key), _key_class(work)),
        ("type", _json("article-journal" if work.journal else "report"), "reference"),
        ("author", _json(people), "reference"),
        ("title", _json(_line(work.title)), "reference"),
        ("container-title", _json(work.journal), "reference"),
        ("issued", issued, "date"),
        ("volume", _json(work.volume), "reference"),
        ("issue", _json(work.issue), "reference"),
        ("page", _json(work.pages), "reference"),
        ("version", _json(work.version), "version"),
        ("DOI", _json(work.doi), "DOI"),
        ("PMID", _json(work.pmid), "reference"),
        ("URL", _json(work.address), "reference"),
    ]
    lines = [(f'    "{name}": ', Words(value, kind)) for name, value, kind in fields if value != '""']
    return ("[\n  {\n", *join(",\n", lines), "\n  }\n]\n")


FORMATS: dict[str, tuple[str, Callable[[Work], Spans]]] = {
    "Plain text": ("txt", plain_text),
    "BibTeX": ("bib", bibtex),
    "RIS": ("ris", ris),
    "CSL-JSON": ("json", csl_json),
}
"""The formats by name, with the ending of their files."""


def works(evidence: Evidence) -> tuple[Work, ...]:
    """Return what can be cited."""
    return (summary(evidence), article(evidence))


def day_of(citation: Citation) -> tuple[str, ...]:
    """Return year, month and day of a date printed as "2025 Sep 18"; the year alone where it is printed otherwise."""
    match (citation.date or "").split():
        case [year, month, day] if year == citation.year and month in MONTHS and day.isdecimal():
            return (year, f"{MONTHS.index(month) + 1:02}", f"{int(day):02}")
        case _:
            return (citation.year,)


def _author(name: str) -> Author:
    family, _, initials = name.rpartition(" ")
    return Author(family, initials) if family and initials.isupper() else Author(name)


def _spoken(date: tuple[str, ...]) -> Iterable[str]:
    year, *rest = date
    return (year, MONTHS[int(rest[0]) - 1], str(int(rest[1]))) if len(rest) > 1 else (year,)


def _key_class(work: Work) -> NumeralClass:
    return "version" if work.version else "reference"


def _line(text: str) -> str:
    """A text on one line and without control characters."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _bibtex(text: str) -> str:
    return "".join(_BIBTEX.get(sign, sign) for sign in _line(text))


def _bibtex_name(author: Author) -> str:
    name = _bibtex(author.name)
    return f"{name}, {_bibtex(author.initials)}" if author.initials else f"{{{name}}}"


def _verbatim(text: str) -> str:
    """An address, which BibTeX styles set as it is: only braces could end its field."""
    return _line(text).replace("{", "%7B").replace("}", "%7D")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
